/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/target.h"

#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/utf8.h"

int phase_end_of_year(int year)
{
    if (year >= 2023 && year <= 2025)
        return 2025;
    return year >= 2026 && year <= 2030 ? 2030 : 0;
}

enum { CHAIN_MAX = 8 };

struct target_entry {
    struct unit_key unit;
    int indicator, year;
    int32_t hundredths;
    char source[160], reason[160];
};

struct target_chain {
    struct unit_key unit[CHAIN_MAX];
    size_t units;
    struct target_entry *v;
    size_t n, cap;
};

static bool is_percent(const struct record *r)
{
    const struct value *v = record_value(r, "measure");
    int at = entity_field(r->e, "measure");
    if (!v->known || at < 0 || !r->e->fields[at].choices)
        return true;
    const struct choice *c = field_choice_by_code(r->e->fields[at].choices, v->n);
    return c && (strcmp(c->name, "percent") == 0 || strcmp(c->name, "%") == 0);
}

static enum status add_record(struct book_tx *t, const struct record *r, void *context)
{
    struct target_chain *c = context;
    const struct value *value = record_value(r, "value");
    (void)t;
    if (!value->known || value->n < 0 || value->n > 1000000 || !is_percent(r))
        return STATUS_OK;
    if (c->n == c->cap) {
        c->cap = c->cap ? 2 * c->cap : 16;
        c->v = mem_realloc_array(c->v, c->cap, sizeof *c->v);
    }
    struct target_entry *e = &c->v[c->n++];
    e->unit = r->unit;
    e->indicator = (int)record_n(r, "indicator");
    e->year = (int)record_n(r, "year");
    e->hundredths = (int32_t)value->n;
    utf8_copy(e->source, sizeof e->source, record_text(r, "source"));
    utf8_copy(e->reason, sizeof e->reason, record_text(r, "reason"));
    return STATUS_OK;
}

static bool chain_has(const struct target_chain *c, struct unit_key u)
{
    for (size_t i = 0; i < c->units; i++)
        if (unit_eq(c->unit[i], u))
            return true;
    return false;
}

static void chain_add(struct target_chain *c, struct unit_key u)
{
    if (unit_level(u) != UNIT_NONE && c->units < CHAIN_MAX && !chain_has(c, u))
        c->unit[c->units++] = u;
}

enum status target_chain_load(struct book_tx *t, struct unit_key u, struct target_chain **out)
{
    struct target_chain *c = mem_alloc(sizeof *c);
    struct unit_key up = u;
    day on = unitbook_last_day(t, u); /* of a commune that was merged: what was above it */
    while (unit_level(up) != UNIT_NONE && c->units < CHAIN_MAX && !chain_has(c, up)) {
        chain_add(c, up);
        up = unitbook_parent(t, up, on);
    }
    if (chain_has(c, t->book->commune)) /* before its list of units is imported */
        if (unit_level(c->unit[c->units - 1]) == UNIT_COMMUNE)
            chain_add(c, t->book->province);
    if (!c->units || unit_level(c->unit[c->units - 1]) != UNIT_COUNTRY)
        chain_add(c, UNIT_VN);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < c->units && s == STATUS_OK; i++)
        s = book_each_any(t, entity_by_id(ENTITY_TARGET), unit_span(&c->unit[i]), add_record, c);
    if (s != STATUS_OK) {
        target_chain_free(c);
        c = NULL;
    }
    *out = c;
    return s;
}

void target_chain_free(struct target_chain *c)
{
    if (c)
        free(c->v);
    free(c);
}

static bool find_record(const struct target_chain *c, struct unit_key u, enum indicator i, int year,
                        struct progress_target *out)
{
    for (size_t k = 0; k < c->n; k++)
        if (c->v[k].year == year && c->v[k].indicator == (int)i && unit_eq(c->v[k].unit, u)) {
            out->hundredths = c->v[k].hundredths;
            memcpy(out->source, c->v[k].source, sizeof out->source);
            memcpy(out->reason, c->v[k].reason, sizeof out->reason);
            return true;
        }
    return false;
}

static bool find_builtin(struct unit_key u, enum indicator i, int year, struct progress_target *out)
{
    for (size_t k = 0; k < target_builtins_n; k++) {
        const struct target_builtin *b = &target_builtins[k];
        if (b->year == year && b->indicator == i && unit_eq(b->unit, u)) {
            out->hundredths = b->hundredths;
            utf8_copy(out->source, sizeof out->source, span_of(_(b->source)));
            return true;
        }
    }
    return false;
}

void target_chain_find(const struct target_chain *c, enum indicator i, int year,
                       struct progress_target *out)
{
    *out = (struct progress_target){0};
    for (size_t k = 0; k < c->units; k++)
        if (find_record(c, c->unit[k], i, year, out) || find_builtin(c->unit[k], i, year, out)) {
            out->known = true;
            out->year = year;
            out->unit = c->unit[k];
            return;
        }
}

void target_lookup(struct book_tx *t, struct unit_key u, enum indicator i, int year,
                   struct progress_target *out)
{
    struct target_chain *c;
    *out = (struct progress_target){0};
    if (target_chain_load(t, u, &c) != STATUS_OK)
        return;
    target_chain_find(c, i, year, out);
    target_chain_free(c);
}
