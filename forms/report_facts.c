/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_facts.h"

#include <stdlib.h>

#include "core/unitbook.h"
#include "locale/mem.h"

static const char *const fields[FACT_N] = {
    [FACT_PEOPLE] = "people",
    [FACT_MEMBERS] = "members",
    [FACT_BRIEFED] = "members_briefed",
    [FACT_BOARDS] = "study_boards",
    [FACT_POOR] = "poor",
    [FACT_SCHOOL_AGE] = "school_age",
    [FACT_DROPPED_OUT] = "dropped_out",
    [FACT_CANNOT_READ] = "cannot_read",
};

struct loading {
    struct facts *f;
    int year;
    day on;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct loading *l = context;
    struct facts *f = l->f;
    if (record_n(r, "year") != l->year || record_value(r, "subject")->known ||
        !unitbook_inside(t, r->unit, f->unit, l->on))
        return STATUS_OK;
    f->row = mem_realloc_array(f->row, f->n + 1, sizeof *f->row);
    struct facts_row *row = &f->row[f->n++];
    row->unit = r->unit;
    for (size_t i = 0; i < FACT_N; i++) {
        const struct value *v = record_value(r, fields[i]);
        row->n[i] = v->known && v->n >= 0 ? v->n : -1;
    }
    return STATUS_OK;
}

enum status facts_load(struct book_tx *t, struct unit_key unit, int year, day on, struct facts *out)
{
    struct loading l = {out, year, on};
    *out = (struct facts){.unit = unit};
    enum status s = book_each(t, entity_by_id(ENTITY_YEARFACT), (struct span){"", 0}, take, &l);
    if (s != STATUS_OK)
        facts_release(out);
    return s;
}

const char *facts_name(enum fact what)
{
    return fields[what];
}

void facts_release(struct facts *f)
{
    free(f->row);
    *f = (struct facts){0};
}

int64_t facts_given(const struct facts *f, struct unit_key unit, enum fact what)
{
    for (size_t i = 0; i < f->n; i++)
        if (unit_eq(f->row[i].unit, unit))
            return f->row[i].n[what];
    return -1;
}

static struct fact_sum of_hamlets(const struct facts *f, enum fact what)
{
    struct fact_sum sum = {0};
    for (size_t i = 0; i < f->n; i++) {
        if (unit_eq(f->row[i].unit, f->unit) || f->row[i].n[what] < 0)
            continue;
        sum.known = true;
        sum.n += f->row[i].n[what];
        sum.hamlets++;
    }
    return sum;
}

struct fact_sum facts_of_unit(const struct facts *f, enum fact what)
{
    struct fact_sum sum = of_hamlets(f, what);
    int64_t declared = facts_given(f, f->unit, what);
    if (declared >= 0 && declared >= sum.n)
        return (struct fact_sum){.known = true, .n = declared};
    return sum;
}

struct fact_sum facts_of_row(const struct facts *f, struct unit_key unit, enum fact what)
{
    int64_t n = facts_given(f, unit, what);
    if (n < 0)
        return (struct fact_sum){0};
    if (unit_eq(unit, f->unit))
        n = facts_of_unit(f, what).n - of_hamlets(f, what).n;
    return (struct fact_sum){.known = true, .n = n};
}
