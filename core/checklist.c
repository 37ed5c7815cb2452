/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/checklist.h"

#include <string.h>

enum plan checklist_plan(struct unit_key commune, struct unit_key province)
{
    /* by code alone: the same before and after 1/7/2025 */
    static const struct {
        const char *code;
        enum plan plan;
    } plans[] = {{"15664", PLAN_TRIEU_SON}, {"P31", PLAN_HAI_PHONG}, {"P12", PLAN_LAI_CHAU}};
    struct unit_key at[] = {commune, province};
    for (size_t i = 0; i < 2; i++) {
        struct buf code = {0};
        enum plan found = 0;
        if (unit_level(at[i]) != UNIT_NONE)
            unit_add_code(&code, at[i]);
        for (size_t k = 0; k < sizeof plans / sizeof *plans; k++)
            if (strcmp(buf_str(&code), plans[k].code) == 0)
                found = plans[k].plan;
        buf_release(&code);
        if (found)
            return found;
    }
    return PLAN_NATIONAL;
}

bool checklist_computed(const struct plan_criterion *c)
{
    return c->kind != CRITERION_EVIDENCE;
}

/* The line of a code: its bounds in items. */
static bool find_line(struct span items, const char *code, size_t *at, size_t *end)
{
    size_t n = strlen(code);
    for (*at = 0; *at < items.n; *at = *end + 1) {
        const char *p = items.p + *at, *lf = memchr(p, '\n', items.n - *at);
        *end = lf ? (size_t)(lf - items.p) : items.n;
        if (*end - *at > n && memcmp(p, code, n) == 0 && p[n] == '\t')
            return true;
    }
    return false;
}

bool checklist_mark(struct span items, const char *code, bool *met, struct span *evidence)
{
    size_t at, end;
    *met = false;
    *evidence = (struct span){"", 0};
    if (!find_line(items, code, &at, &end))
        return false;
    struct span rest = {items.p + at + strlen(code) + 1, end - at - strlen(code) - 1};
    const char *tab = memchr(rest.p, '\t', rest.n);
    size_t n = tab ? (size_t)(tab - rest.p) : rest.n;
    *met = n > 0 && !(n == 1 && rest.p[0] == '0');
    if (tab)
        *evidence = (struct span){tab + 1, rest.n - n - 1};
    return true;
}

void checklist_put(struct span items, const char *code, bool met, struct span evidence,
                   struct buf *out)
{
    size_t at = items.n, end = items.n;
    bool there = find_line(items, code, &at, &end);
    if (!there)
        at = end = items.n;
    buf_add_span(out, (struct span){items.p, at});
    if (out->n && out->p[out->n - 1] != '\n')
        buf_addc(out, '\n');
    buf_addf(out, "%s\t%s", code, met ? "100" : "0");
    if (evidence.n)
        buf_addc(out, '\t');
    for (size_t i = 0; i < evidence.n; i++)
        buf_addc(out, (unsigned char)evidence.p[i] < ' ' ? ' ' : evidence.p[i]);
    if (end < items.n)
        buf_add_span(out, (struct span){items.p + end, items.n - end});
}

bool checklist_met(const struct plan_criterion *c, struct span items, struct checklist_facts f)
{
    bool met;
    struct span evidence;
    switch (c->kind) {
    case CRITERION_TITLE:
        return f.title;
    case CRITERION_CONTRIBUTION:
        return f.merits > 0;
    case CRITERION_EVIDENCE:
        break;
    }
    return checklist_mark(items, c->code, &met, &evidence) && met;
}

struct checklist_sum checklist_sum(enum plan p, enum plan_group g, struct span items,
                                   struct checklist_facts f)
{
    const struct plan_criterion *c[PLAN_CRITERIA_MAX];
    struct checklist_sum sum = {.n = plan_criteria_of(p, g, c)};
    for (size_t i = 0; i < sum.n; i++)
        sum.met += checklist_met(c[i], items, f);
    return sum;
}

/* ---- titles ---- */

static bool can_hold(const struct title_kind *k, enum entity_id e)
{
    return k && k->subject == e;
}

/* In the year, or before it and still in term. */
static enum status held_in(struct book_tx *t, const struct title_kind *k, uint64_t id,
                           struct unit_key unit, int year, bool *held, struct record *title)
{
    for (int back = 0; back < k->counts_years && !*held; back++) {
        struct record r;
        enum status s = book_get_title(t, unit, id, k->id, year - back, &r);
        if (s == STATUS_NOTFOUND)
            continue;
        if (s != STATUS_OK)
            return s;
        *held = title_counts_recognised((uint8_t)record_n(&r, "state"));
        if (*held && title)
            *title = r;
        else
            record_release(&r);
    }
    return STATUS_OK;
}

enum status checklist_title(struct book_tx *t, enum plan_group g, enum entity_id e, uint64_t id,
                            struct unit_key unit, int year, bool *held, struct record *title)
{
    *held = false;
    for (size_t i = 0; i < plan_criteria_n; i++) {
        const struct plan_criterion *c = &plan_criteria[i];
        for (size_t k = 0; k < 2 && c->group == g && c->kind == CRITERION_TITLE; k++) {
            const struct title_kind *kind = title_by_id(c->title[k]);
            enum status s = STATUS_OK;
            if (!*held && can_hold(kind, e))
                s = held_in(t, kind, id, unit, year, held, title);
            if (s != STATUS_OK)
                return s;
        }
    }
    return STATUS_OK;
}
