/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From records to the rows of packed columns: the one place that knows how, used by save and by the
 * rebuild that check compares with.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "locale/fold.h"
#include "locale/mem.h"

uint8_t book_state_byte(const struct record *title)
{
    uint8_t s = (uint8_t)(record_n(title, "state") & STATE_MASK);
    return record_n(title, "failed") ? s | STATE_FAILED : s;
}

void book_states_of(struct book_tx *t, struct unit_key unit, uint64_t subject,
                    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS])
{
    struct buf prefix = {0};
    struct span key, value;
    memset(state, 0, COLUMNS_SLOTS * COLUMNS_YEARS);
    buf_add_span(&prefix, unit_span(&unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, subject);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    while (store_next(c, &key, &value)) {
        struct record r;
        if (record_decode(&r, key, value) != STATUS_OK) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        const struct title_kind *k = title_by_id((unsigned)record_n(&r, "title"));
        int year = (int)record_n(&r, "year") - COLUMNS_YEAR0;
        if (k && year >= 0 && year < COLUMNS_YEARS)
            state[k->slot][year] = book_state_byte(&r);
        record_release(&r);
    }
    store_scan_end(c);
    buf_release(&prefix);
}

struct rows {
    struct column_row *v;
    struct unit_key *unit;
    size_t n;
};

static struct column_row *add_row(struct rows *out, struct unit_key unit, day from, day to)
{
    out->v = mem_realloc_array(out->v, out->n + 1, sizeof *out->v);
    out->unit = mem_realloc_array(out->unit, out->n + 1, sizeof *out->unit);
    out->unit[out->n] = unit;
    struct column_row *r = &out->v[out->n++];
    *r = (struct column_row){0};
    r->from = (uint16_t)(from < 0 ? 0 : from);
    r->to = (uint16_t)(to <= 0 || to > COLUMNS_OPEN ? COLUMNS_OPEN : to);
    return r;
}

/* The field whose dates cut a stay into rows (managed of an organisation), or -1. */
static int spans_field(const struct entity *e)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].type == &field_spans && (e->fields[i].flags & FIELD_PACKED))
            return (int)i;
    return -1;
}

static void set_extra(const struct record *r, struct column_row *row, int spans, int code)
{
    for (unsigned i = 0; i < r->e->n_fields; i++) {
        if (!(r->e->fields[i].flags & FIELD_PACKED))
            continue;
        unsigned width, at = column_extra_offset(r->e, i, &width);
        uint64_t n = (int)i == spans ? (uint64_t)code : column_pack(r, i);
        for (unsigned k = 0; k < width; k++)
            row->extra[at + k] = (uint8_t)(n >> 8 * k);
    }
}

static day later(day a, day b) /* as first days: 0 is open */
{
    return a > b ? a : b;
}

static day earlier(day a, day b) /* as last days: 0 is open */
{
    return !a ? b : !b ? a : a < b ? a : b;
}

/* The interval [from, to] of one place, cut at the dates of the spans field. */
static void add_interval(struct rows *out, const struct record *r, struct unit_key unit, day from,
                         day to)
{
    int spans = spans_field(r->e);
    const struct field *f = spans < 0 ? NULL : &r->e->fields[spans];
    size_t n = f ? value_dated_count(f, &r->v[spans]) : 0;
    day cur = from;
    for (size_t i = 0; i < n; i++) { /* spans are kept in the order of their dates */
        struct dated d = value_dated(f, &r->v[spans], i);
        day a = later(d.from, cur), b = earlier(d.to, to);
        if (b && a > b)
            continue;
        if (a > cur)
            set_extra(r, add_row(out, unit, cur, a - 1), spans, 0);
        set_extra(r, add_row(out, unit, a, b), spans, d.code);
        if (!b)
            return;
        cur = b + 1;
    }
    if (!to || cur <= to)
        set_extra(r, add_row(out, unit, cur, to), spans, 0);
}

/* Where the subject lived: its own stays, or its household's. */
static void add_stays(struct rows *out, const struct record *r, const struct record *places)
{
    day from = record_from(r), to = record_to(r);
    int stays = entity_field(places->e, "stays");
    const struct value *v = stays < 0 ? NULL : &places->v[stays];
    const struct field *f = stays < 0 ? NULL : &places->e->fields[stays];
    size_t n = v ? value_dated_count(f, v) : 0;
    for (size_t i = 0; i < n; i++) {
        struct dated d = value_dated(f, v, i);
        day a = later(from, d.from), b = earlier(to, d.to);
        if (!b || a <= b)
            add_interval(out, r, d.unit, a, b);
    }
    if (!n)
        add_interval(out, r, places->unit, from, to);
}

size_t book_rows_of(struct book_tx *t, const struct record *r, struct column_row **rows,
                    struct unit_key **units)
{
    struct rows out = {0};
    struct record home = {0};
    int household = r->e->id == ENTITY_CITIZEN ? entity_field(r->e, "household") : -1;
    bool has_home = household >= 0 && r->v[household].known && r->v[household].n &&
                    book_get_any(t, (uint64_t)r->v[household].n, &home) == STATUS_OK;
    add_stays(&out, r, has_home ? &home : r);
    record_release(&home);
    bool here = false;
    for (size_t i = 0; i < out.n; i++)
        here = here || unit_eq(out.unit[i], r->unit);
    if (!here) { /* never a day at its present place (ended before it moved): its number and name
                    belong there all the same, in a row that is valid on no day */
        struct column_row *row = add_row(&out, r->unit, COLUMNS_OPEN, 0);
        set_extra(r, row, spans_field(r->e), 0);
    }
    for (size_t i = 0; i < out.n; i++) {
        out.v[i].id = r->id;
        out.v[i].number = unit_eq(out.unit[i], r->unit) ? r->number : 0;
    }
    *rows = out.v;
    *units = out.unit;
    return out.n;
}
