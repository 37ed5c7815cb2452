/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where each figure of the statistics comes from. Titles are counted by core/progress; activities
 * and awards are counted here from their records, each lying in one row.
 */
#include <stdlib.h>

#include "core/entity_codes.h"
#include "core/fund.h"
#include "core/unitbook.h"
#include "forms/report_statistics_parts.h"
#include "locale/mem.h"
#include "locale/number.h"

/* ---- counted from records ---- */

struct counting {
    const struct statistics *s;
    int64_t *of; /* of the row in hand */
};

static enum status take_activity(struct book_tx *t, const struct record *r, void *context)
{
    struct counting *c = context;
    struct pdate date = value_date(record_value(r, "date"));
    const struct value *people = record_value(r, "participants");
    int64_t n = people->known ? people->n : 0;
    (void)t;
    if (date.year != c->s->year || pdate_first(date) > c->s->now.as_of) /* one to come */
        return STATUS_OK;
    c->of[RECORD_ACTIVITIES]++;
    c->of[RECORD_PARTICIPANTS] += n;
    if (record_n(r, "kind") == ACTIVITY_CLASS) {
        c->of[RECORD_CENTRE_CLASSES]++;
        c->of[RECORD_CENTRE_PARTICIPANTS] += n;
    }
    return STATUS_OK;
}

static enum status take_award(struct book_tx *t, const struct record *r, void *context)
{
    struct counting *c = context;
    (void)t;
    if (record_n(r, "year") != c->s->year || record_n(r, "state") != AWARD_DECIDED)
        return STATUS_OK;
    int64_t form = record_n(r, "form");
    c->of[RECORD_MERIT] +=
        form == AWARD_PRIME_MINISTER || form == AWARD_MINISTRY || form == AWARD_PROVINCE;
    c->of[RECORD_CERTIFICATE] += form == AWARD_CERTIFICATE;
    return STATUS_OK;
}

static enum status count_unit(struct statistics *s, struct unit_key unit, int64_t *of)
{
    struct counting c = {s, of};
    enum status st =
        book_each(s->t, entity_by_id(ENTITY_ACTIVITY), unit_span(&unit), take_activity, &c);
    if (st == STATUS_OK)
        st = book_each(s->t, entity_by_id(ENTITY_AWARD), unit_span(&unit), take_award, &c);
    return st;
}

static enum status count_records(struct statistics *s)
{
    enum status st = STATUS_OK;
    s->counted = mem_alloc((s->rows + 1) * sizeof *s->counted);
    for (size_t r = 0; r < s->rows && st == STATUS_OK; r++) {
        st = count_unit(s, s->row[r].unit, s->counted[r]);
        for (int i = 0; i < RECORD_N; i++)
            s->counted[s->rows][i] += s->counted[r][i];
    }
    if (st == STATUS_OK && !s->rows)
        st = count_unit(s, s->unit.unit, s->counted[0]);
    return st;
}

/* ---- funds ---- */

static void add_fund(struct statistics_fund *f, const struct fund_book *b)
{
    f->known = true;
    f->v[FUND_FIGURE_OPENING] += b->opening;
    f->v[FUND_FIGURE_IN] += b->in;
    f->v[FUND_FIGURE_OUT] += b->out;
    f->v[FUND_FIGURE_CLOSING] += b->closing;
    f->v[FUND_FIGURE_SCHOLARSHIPS] += b->out_by[FUND_SCHOLARSHIP].grants;
    f->v[FUND_FIGURE_SCHOLARSHIP_AMOUNT] += b->out_by[FUND_SCHOLARSHIP].amount;
    f->v[FUND_FIGURE_REWARDS] += b->out_by[FUND_REWARD].grants;
    f->v[FUND_FIGURE_REWARD_AMOUNT] += b->out_by[FUND_REWARD].amount;
}

static size_t row_of(const struct statistics *s, struct unit_key unit)
{
    size_t row = 0;
    while (row < s->rows && !unit_eq(s->row[row].unit, unit))
        row++;
    return row;
}

/* Every fund counts where it is at home; one of a hamlet that has been merged with the fund that
 * took it over; one of a place without a row of its own for the commune. */
static enum status load_funds(struct statistics *s)
{
    struct fund_list funds;
    enum status st = fund_list_load(s->t, s->unit.unit, s->year, &funds);
    s->fund = mem_alloc((s->rows + 1) * sizeof *s->fund);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < funds.n; i++) {
        size_t row = row_of(s, funds.v[i].unit);
        if (row == s->rows && !funds.v[i].owner_name)
            row = row_of(s, fund_heir_of(s->t, funds.v[i].unit, s->now.as_of));
        if (row == s->rows && s->rows)
            row = s->rows - 1;
        add_fund(&s->fund[row], &funds.v[i]);
        if (s->rows)
            add_fund(&s->fund[s->rows], &funds.v[i]);
    }
    fund_list_release(&funds);
    return STATUS_OK;
}

enum status statistics_load_live(struct statistics *s, struct unit_key unit)
{
    bool hamlet = unit_level(unit) == UNIT_HAMLET;
    enum status st = progress_of(s->t, unit, s->year, &s->now); /* checks rights and year */
    if (st == STATUS_OK)
        st = place_load(s->t, unit, &s->unit);
    if (st == STATUS_OK && !hamlet)
        st = progress_by_hamlet(s->t, unit, s->year, &s->row, &s->rows);
    if (st == STATUS_OK)
        st = facts_load(s->t, unit, s->year, s->now.as_of, &s->facts);
    if (st == STATUS_OK)
        st = load_funds(s);
    return st == STATUS_OK ? count_records(s) : st;
}

void statistics_release(struct statistics *s)
{
    if (s->live)
        statistics_release(s->live);
    free(s->live);
    frozen_release(&s->frozen);
    place_release(&s->unit);
    facts_release(&s->facts);
    free(s->row);
    free(s->counted);
    free(s->fund);
}

/* ---- values ---- */

static struct statistics_value count(bool known, int64_t n)
{
    return (struct statistics_value){.known = known, .number = DOC_COUNT, .n = n};
}

static struct statistics_value percent(bool known, int64_t n)
{
    return (struct statistics_value){.known = known, .number = DOC_PERCENT, .n = n};
}

static struct statistics_value points(bool known, int64_t n)
{
    return (struct statistics_value){.known = known, .number = DOC_POINTS, .n = n};
}

/* A hamlet's own title has no rate: it holds it or not. */
static struct statistics_value rate(const struct progress_line *l, int32_t rate_of)
{
    if (!l->percent && l->total)
        return (struct statistics_value){.known = true,
                                         .text = l->recognised ? "đạt" : "chưa\u00A0đạt"};
    return percent(l->percent && l->rate_known, rate_of);
}

static struct statistics_value figure(const struct progress *p, struct template_code code)
{
    const struct progress_line *l = NULL;
    for (size_t k = 0; k < p->n && !l; k++)
        if (p->line[k].indicator == code.indicator)
            l = &p->line[k];
    if (!l)
        return (struct statistics_value){0};
    bool target = l->target.known && l->percent, goal = l->goal.known && l->percent;
    switch ((enum template_figure)code.what) {
    case FIGURE_TOTAL:
        return count(l->total_known, l->total);
    case FIGURE_REGISTERED:
        return count(true, l->registered);
    case FIGURE_REGISTERED_RATE:
        return percent(l->percent && l->rate_known, l->registered_rate);
    case FIGURE_PROPOSED:
        return count(true, l->proposed);
    case FIGURE_RECOGNISED:
        return count(true, l->recognised);
    case FIGURE_RATE:
        return rate(l, l->rate);
    case FIGURE_TARGET:
        return percent(target, l->target.hundredths);
    case FIGURE_GAP:
        return points(target && l->rate_known, l->gap);
    case FIGURE_NEEDED:
        return count(target && l->rate_known, l->needed);
    case FIGURE_GOAL:
        return percent(goal, l->goal.hundredths);
    case FIGURE_GOAL_GAP:
        return points(goal && l->rate_known, l->goal_gap);
    case FIGURE_GOAL_NEEDED:
        return count(goal && l->rate_known, l->goal_needed);
    }
    return (struct statistics_value){0};
}

static struct fact_sum fact(const struct statistics *s, size_t row, enum fact what)
{
    return row == s->rows ? facts_of_unit(&s->facts, what)
                          : facts_of_row(&s->facts, s->row[row].unit, what);
}

/* Of all hamlets, or a number of the unit's own: else a share would mix different ones. */
static bool whole(const struct statistics *s, struct fact_sum f)
{
    return f.known && (!f.hamlets || f.hamlets + 1 >= s->rows);
}

/* Of the people. */
static struct statistics_value share(const struct statistics *s, size_t row, enum fact what)
{
    struct fact_sum part = fact(s, row, what), all = fact(s, row, FACT_PEOPLE);
    if (!whole(s, part) || !whole(s, all) || all.n <= 0 || part.n < 0)
        return percent(false, 0);
    return percent(true, number_rate_hundredths((uint64_t)part.n, (uint64_t)all.n));
}

static const char *row_name(const struct statistics *s, size_t row)
{
    if (row == s->rows)
        return s->rows ? "Cộng" : s->unit.full;
    return unit_level(s->row[row].unit) == UNIT_COMMUNE ? "Cấp xã (000)" : s->row[row].name;
}

struct statistics_value statistics_value(const struct statistics *s, size_t row,
                                         struct template_code code)
{
    bool total = row == s->rows && s->rows;
    switch (code.source) {
    case TEMPLATE_INDEX:
        return (struct statistics_value){
            .known = !total, .number = DOC_ORDINAL, .n = (int64_t)row + 1};
    case TEMPLATE_NAME:
        return (struct statistics_value){.known = true, .text = row_name(s, row)};
    case TEMPLATE_CODE: /* made by the caller: a unit's code is no text of ours */
        return (struct statistics_value){0};
    case TEMPLATE_TITLE:
        return figure(row == s->rows ? &s->now : &s->row[row], code);
    case TEMPLATE_FACT: {
        struct fact_sum f = fact(s, row, (enum fact)code.what);
        return count(f.known, f.n);
    }
    case TEMPLATE_SHARE:
        return share(s, row, (enum fact)code.what);
    case TEMPLATE_FUND: {
        bool grants = code.what == FUND_FIGURE_SCHOLARSHIPS || code.what == FUND_FIGURE_REWARDS;
        return (struct statistics_value){.known = s->fund[row].known,
                                         .number = grants ? DOC_COUNT : DOC_MONEY,
                                         .n = s->fund[row].v[code.what]};
    }
    case TEMPLATE_RECORD:
        return count(true, s->counted[row][code.what]);
    }
    return (struct statistics_value){0};
}
