/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statistics as they are frozen, and as they were: one struct from which the report of the
 * year, its annex and the sheet of a province are printed.
 */
#include <stdlib.h>
#include <string.h>

#include "core/entity_codes.h"
#include "forms/report_statistics_parts.h"
#include "locale/mem.h"

/* ---- taking ---- */

static struct frozen_line line_of(const struct progress_line *l)
{
    return (struct frozen_line){.indicator = l->indicator,
                                .total_known = l->total_known,
                                .declared = l->declared,
                                .total = l->total,
                                .registered = l->registered,
                                .proposed = l->proposed,
                                .recognised = l->recognised,
                                .moved = l->moved,
                                .lost = l->lost,
                                .target = l->target,
                                .goal = l->goal};
}

static void take_row(const struct statistics *s, size_t row, const struct progress *p,
                     struct frozen_row *out)
{
    for (; out->n < p->n; out->n++)
        out->line[out->n] = line_of(&p->line[out->n]);
    for (int i = 0; i < FACT_N; i++) {
        struct fact_sum sum = facts_of_unit(&s->facts, (enum fact)i);
        out->fact[i] = row < s->rows ? facts_given(&s->facts, p->unit, (enum fact)i)
                       : sum.known   ? sum.n
                                     : -1;
    }
    out->facts = out->records = true;
    out->funds = s->fund[row].known;
    memcpy(out->fund, s->fund[row].v, sizeof out->fund);
    memcpy(out->record, s->counted[row], sizeof out->record);
}

enum status frozen_take(struct book_tx *t, struct unit_key unit, int year, struct frozen *out)
{
    struct statistics s = {.t = t, .year = year};
    *out = (struct frozen){.full = true};
    enum status st = statistics_load_live(&s, unit);
    if (st == STATUS_OK) {
        take_row(&s, s.rows, &s.now, &out->whole);
        memcpy(out->mark, s.now.fingerprint, sizeof out->mark);
        out->row = mem_alloc((s.rows + 1) * sizeof *out->row);
        for (; out->rows < s.rows; out->rows++) {
            struct frozen_row *r = &out->row[out->rows];
            const struct progress *p = &s.row[out->rows];
            *r = (struct frozen_row){.unit = p->unit};
            memcpy(r->name, p->name, sizeof r->name);
            take_row(&s, out->rows, p, r);
        }
    }
    statistics_release(&s);
    return st;
}

/* ---- in the place of today's ---- */

static void put_figures(const struct frozen_row *r, struct statistics *s, size_t row)
{
    s->fund[row].known = r->funds;
    memcpy(s->fund[row].v, r->fund, sizeof r->fund);
    memcpy(s->counted[row], r->record, sizeof r->record);
}

static void put(struct statistics *s)
{
    const struct frozen *f = &s->frozen;
    struct statistics *live = mem_alloc(sizeof *live);
    *live = *s;
    live->frozen = (struct frozen){0};
    live->unit = (struct place){0}; /* s keeps it */
    s->live = live;
    frozen_put(f, &s->now);
    frozen_put_rows(f, live->row, live->rows, &s->row, &s->rows);
    frozen_put_facts(f, s->unit.unit, &s->facts);
    s->fund = mem_alloc((s->rows + 1) * sizeof *s->fund);
    s->counted = mem_alloc((s->rows + 1) * sizeof *s->counted);
    for (size_t i = 0; i < s->rows; i++)
        put_figures(&f->row[i], s, i);
    put_figures(&f->whole, s, s->rows);
}

enum status statistics_load(struct statistics *s, struct unit_key unit)
{
    enum status st = statistics_load_live(s, unit);
    if (st == STATUS_OK)
        st = frozen_load(s->t, unit, REPORT_ANNUAL, s->year, &s->frozen);
    if (st == STATUS_OK && frozen_stands(&s->frozen) && s->frozen.full)
        put(s);
    return st;
}
