/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_frozen.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/number.h"

void frozen_release(struct frozen *f)
{
    free(f->row);
    *f = (struct frozen){0};
}

/* ---- of a submission ---- */

struct loading {
    struct frozen *f;
    int report, year;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct loading *l = context;
    (void)t;
    if (record_n(r, "report") != l->report || record_n(r, "year") != l->year || r->id < l->f->id)
        return STATUS_OK;
    frozen_release(l->f);
    frozen_parse(record_text(r, "figures"), l->f);
    l->f->id = r->id;
    l->f->state = (int)record_n(r, "state");
    l->f->on = pdate_first(value_date(record_value(r, "handed_in_on")));
    struct span mark = record_text(r, "fingerprint");
    if (!l->f->mark[0] && mark.n < sizeof l->f->mark)
        memcpy(l->f->mark, mark.p ? mark.p : "", mark.n), l->f->mark[mark.n] = 0;
    return STATUS_OK;
}

enum status frozen_load(struct book_tx *t, struct unit_key unit, int report, int year,
                        struct frozen *out)
{
    struct loading l = {out, report, year};
    *out = (struct frozen){0};
    return book_each(t, entity_by_id(ENTITY_SUBMISSION), unit_span(&unit), take, &l);
}

bool frozen_stands(const struct frozen *f)
{
    return f->whole.n && (f->state == SUBMISSION_HANDED_IN || f->state == SUBMISSION_ACCEPTED);
}

const struct frozen_line *frozen_line(const struct frozen_row *r, enum indicator i)
{
    for (size_t k = 0; k < r->n; k++)
        if (r->line[k].indicator == i)
            return &r->line[k];
    return NULL;
}

/* ---- in the place of the figures of today ---- */

static void against(const struct progress_line *l, const struct progress_target *t, int32_t *gap,
                    int64_t *needed)
{
    *gap = t->known && l->rate_known ? l->rate - t->hundredths : 0;
    *needed =
        t->known && l->rate_known ? progress_needed(l->recognised, l->total, t->hundredths) : 0;
}

static void put_line(const struct frozen_line *f, struct progress_line *l)
{
    l->total_known = f->total_known;
    l->total = f->total;
    l->registered = f->registered;
    l->proposed = f->proposed;
    l->recognised = f->recognised;
    l->declared = f->declared;
    l->more_than_declared = false;
    l->rate_known = f->total_known && f->total > 0;
    l->rate = l->registered_rate = 0;
    if (l->rate_known) {
        l->rate = (int32_t)number_rate_hundredths((uint64_t)f->recognised, (uint64_t)f->total);
        l->registered_rate =
            (int32_t)number_rate_hundredths((uint64_t)f->registered, (uint64_t)f->total);
    }
    l->reached = l->rate_known && l->target.known &&
                 progress_reached(l->recognised, l->total, l->target.hundredths);
    against(l, &l->target, &l->gap, &l->needed);
    against(l, &l->goal, &l->goal_gap, &l->goal_needed);
}

/* A target that has been changed since is another one's; who has moved since had not. */
static void put_whole_line(const struct frozen_line *f, struct progress_line *l)
{
    l->target = f->target;
    l->goal = f->goal;
    l->moved = f->moved;
    l->lost = f->lost;
    if (f->total_known)
        l->owing = 0;
    put_line(f, l);
}

/* In every row, though nothing be recorded. */
static bool always(enum indicator i)
{
    return i <= INDICATOR_CITIZEN || i == INDICATOR_CITIZEN_WORKER || i == INDICATOR_CITIZEN_STAFF;
}

static const struct progress_line *own_line(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

/* The lines of r, in the order of the whole; what p has besides was not handed in. */
static void put_row(const struct frozen *f, const struct frozen_row *r, struct progress *p)
{
    struct progress was = *p;
    bool hamlet = unit_level(p->unit) == UNIT_HAMLET;
    p->n = 0;
    for (size_t k = 0; k < f->whole.n; k++) {
        enum indicator i = f->whole.line[k].indicator;
        struct frozen_line none = {.indicator = i, .total_known = true};
        const struct frozen_line *l = frozen_line(r, i);
        const struct progress_line *own = own_line(&was, i);
        if (!l && !always(i))
            continue;
        struct progress_line *to = &p->line[p->n++];
        *to = own ? *own
                  : (struct progress_line){
                        .indicator = i,
                        .percent = i == INDICATOR_COMMUNITY ? !hamlet : i != INDICATOR_COMMUNE};
        put_whole_line(l ? l : &none, to);
    }
}

static void put_head(const struct frozen *f, struct progress *p)
{
    if (f->on)
        p->as_of = f->on;
    if (f->mark[0])
        memcpy(p->fingerprint, f->mark, sizeof p->fingerprint);
}

void frozen_put(const struct frozen *f, struct progress *p)
{
    if (f->full)
        put_row(f, &f->whole, p);
    for (size_t k = 0; k < p->n && !f->full; k++) {
        const struct frozen_line *l = frozen_line(&f->whole, p->line[k].indicator);
        if (l)
            put_line(l, &p->line[k]);
    }
    put_head(f, p);
}

void frozen_put_rows(const struct frozen *f, const struct progress *live, size_t n,
                     struct progress **out, size_t *rows)
{
    *out = mem_alloc((f->rows + 1) * sizeof **out);
    *rows = f->rows;
    for (size_t i = 0; i < f->rows; i++) {
        const struct frozen_row *r = &f->row[i];
        struct progress *p = &(*out)[i];
        *p = (struct progress){.unit = r->unit, .code = r->unit};
        for (size_t k = 0; k < n; k++)
            if (unit_eq(live[k].unit, r->unit))
                *p = live[k];
        memcpy(p->name, r->name, sizeof p->name);
        p->present_territory = false;
        put_row(f, r, p);
        put_head(f, p);
    }
}

static void add_facts(struct facts *out, struct unit_key unit, const struct frozen_row *r)
{
    out->row = mem_realloc_array(out->row, out->n + 1, sizeof *out->row);
    struct facts_row *row = &out->row[out->n++];
    row->unit = unit;
    memcpy(row->n, r->fact, sizeof row->n);
}

void frozen_put_facts(const struct frozen *f, struct unit_key unit, struct facts *out)
{
    *out = (struct facts){.unit = unit};
    for (size_t i = 0; i < f->rows; i++)
        add_facts(out, f->row[i].unit, &f->row[i]);
    if (!f->rows)
        add_facts(out, unit, &f->whole);
}
