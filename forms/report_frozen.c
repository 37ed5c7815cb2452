/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_frozen.h"

#include <string.h>

#include "locale/number.h"

/* ---- now ---- */

enum status frozen_take(struct book_tx *t, struct unit_key unit, int year, struct frozen *out)
{
    struct progress p;
    struct facts facts = {0};
    *out = (struct frozen){0};
    enum status s = progress_of(t, unit, year, &p);
    if (s == STATUS_OK)
        s = facts_load(t, unit, year, p.as_of, &facts);
    if (s != STATUS_OK)
        return s;
    for (; out->n < p.n; out->n++) {
        const struct progress_line *l = &p.line[out->n];
        out->line[out->n] = (struct frozen_line){.indicator = l->indicator,
                                                 .total_known = l->total_known,
                                                 .declared = l->declared,
                                                 .total = l->total,
                                                 .registered = l->registered,
                                                 .proposed = l->proposed,
                                                 .recognised = l->recognised};
    }
    for (int i = 0; i < FACT_N; i++) {
        struct fact_sum sum = facts_of_unit(&facts, (enum fact)i);
        out->fact[i] = sum.known ? sum.n : -1;
    }
    out->facts = true;
    memcpy(out->mark, p.fingerprint, sizeof out->mark);
    facts_release(&facts);
    return STATUS_OK;
}

/* ---- text ---- */

void frozen_add_text(const struct frozen *f, struct buf *out)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct frozen_line *l = &f->line[i];
        buf_adds(out, field_choice_by_code(indicator_choices, (int64_t)l->indicator)->name);
        if (l->total_known)
            buf_addf(out, "\t%lld", (long long)l->total);
        else
            buf_adds(out, "\t-");
        buf_addf(out, "\t%lld\t%lld\t%lld\t%s\n", (long long)l->registered, (long long)l->proposed,
                 (long long)l->recognised, l->declared ? "declared" : "records");
    }
    for (int i = 0; i < FACT_N && f->facts; i++)
        if (f->fact[i] >= 0)
            buf_addf(out, "%s\t%lld\n", facts_name((enum fact)i), (long long)f->fact[i]);
    if (f->mark[0])
        buf_addf(out, "fingerprint\t%s\n", f->mark);
}

enum { CELLS = 6, COUNT_MAX = 1000000000 };

static size_t cells_of(struct span line, struct span cell[CELLS])
{
    size_t n = 0;
    while (n < CELLS) {
        const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
        size_t k = tab ? (size_t)(tab - line.p) : line.n;
        cell[n++] = span_trim(span_make(line.p, k));
        if (!tab)
            return n;
        line = span_make(tab + 1, line.n - k - 1);
    }
    return CELLS + 1; /* too many: a newer program's */
}

static bool count(struct span s, int64_t *out)
{
    return number_parse(s, out) && *out >= 0 && *out <= COUNT_MAX;
}

static const struct choice *indicator_named(struct span name)
{
    for (const struct choice *c = indicator_choices; c->name; c++)
        if (span_eq_str(name, c->name))
            return c;
    return NULL;
}

static void take_indicator(struct frozen *f, enum indicator i, const struct span *cell)
{
    struct frozen_line l = {.indicator = i, .declared = span_eq_str(cell[5], "declared")};
    l.total_known = !span_eq_str(cell[1], "-");
    if ((l.total_known && !count(cell[1], &l.total)) || !count(cell[2], &l.registered) ||
        !count(cell[3], &l.proposed) || !count(cell[4], &l.recognised) ||
        (l.total_known && (l.recognised > l.total || l.registered > l.total)) || frozen_line(f, i))
        return;
    f->line[f->n++] = l;
}

static void take_fact(struct frozen *f, struct span name, struct span number)
{
    int64_t n;
    for (int i = 0; i < FACT_N; i++)
        if (span_eq_str(name, facts_name((enum fact)i)) && count(number, &n)) {
            f->fact[i] = n;
            f->facts = true;
        }
}

void frozen_parse(struct span text, struct frozen *out)
{
    *out = (struct frozen){0};
    for (int i = 0; i < FACT_N; i++)
        out->fact[i] = -1;
    while (text.n) {
        struct span cell[CELLS];
        const char *end = memchr(text.p, '\n', text.n);
        size_t k = end ? (size_t)(end - text.p) : text.n;
        size_t n = cells_of(span_make(text.p, k), cell);
        const struct choice *c = indicator_named(cell[0]);
        if (n == CELLS && c)
            take_indicator(out, (enum indicator)c->code, cell);
        else if (n == 2 && span_eq_str(cell[0], "fingerprint") && cell[1].n < sizeof out->mark)
            memcpy(out->mark, cell[1].p, cell[1].n), out->mark[cell[1].n] = 0;
        else if (n == 2)
            take_fact(out, cell[0], cell[1]);
        text = end ? span_make(end + 1, text.n - k - 1) : span_make(text.p, 0);
    }
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
    return f->n && (f->state == SUBMISSION_HANDED_IN || f->state == SUBMISSION_ACCEPTED);
}

const struct frozen_line *frozen_line(const struct frozen *f, enum indicator i)
{
    for (size_t k = 0; k < f->n; k++)
        if (f->line[k].indicator == i)
            return &f->line[k];
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

void frozen_put(const struct frozen *f, struct progress *p)
{
    for (size_t k = 0; k < p->n; k++) {
        const struct frozen_line *l = frozen_line(f, p->line[k].indicator);
        if (l)
            put_line(l, &p->line[k]);
    }
    if (f->on)
        p->as_of = f->on;
    if (f->mark[0])
        memcpy(p->fingerprint, f->mark, sizeof p->fingerprint);
}
