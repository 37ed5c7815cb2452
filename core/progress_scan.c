/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/progress_scan.h"

#include <stdlib.h>
#include <string.h>

#include "core/submission.h"
#include "core/unitbook.h"
#include "core/unitrow.h"
#include "locale/mem.h"

day progress_counting_day(int year, day today)
{
    day end = day_make(year, 12, 31);
    return end < today ? end : today;
}

/* The hamlets that went whole into u, and into those. */
static void find_before(struct scan *s, struct unit_key u)
{
    enum { BEFORE_MAX = 64 };
    struct unit_row row;
    if (unitrow_load(s->t, u, &row))
        for (size_t i = 0; i < row.links && s->n_before < BEFORE_MAX; i++) {
            const struct unit_link *l = &row.link[i];
            if (l->successor || l->part || unit_level(l->other) != UNIT_HAMLET)
                continue;
            *SCAN_PUSH(s->before, s->n_before) = l->other;
            find_before(s, l->other);
        }
    unitrow_release(&row);
}

/* For a day before the unit existed: its present hamlets ("theo địa giới nay"). */
static void find_days(struct scan *s)
{
    struct unit_info info;
    day today = s->t->who->today, since = 0;
    s->communes_on = unitbook_last_day(s->t, s->unit);
    if (s->level == UNIT_HAMLET)
        find_before(s, s->unit);
    if ((s->level != UNIT_HAMLET || s->n_before) && unitbook_get(s->t, s->unit, &info) == STATUS_OK)
        since = info.from;
    for (int y = 0; y < s->years; y++) {
        s->on[y] = progress_counting_day(s->first + y, today);
        s->day[y] = count_day_make(s->on[y]);
        s->closed[y] = submission_year_closed(s->t, s->unit, s->first + y);
        s->present[y] = since > s->on[y];
        s->member[y] = s->present[y] ? today : s->on[y];
    }
}

/* Columns lie under founding keys: a commune's hamlets are together, unless a merger brought some
 * from elsewhere. */
static void find_prefixes(struct scan *s)
{
    bool moves = unitbook_hamlets_move(s->t);
    if (s->level == UNIT_HAMLET) {
        s->context = unitbook_parent(s->t, s->unit, s->communes_on);
        if (!s->n_before)
            buf_add_span(&s->own, unit_span(&s->unit));
        else if (!moves)
            buf_add(&s->own, s->unit.c, COMMUNE_PREFIX);
    } else if (s->level == UNIT_COMMUNE && !moves) {
        buf_add(&s->own, s->unit.c, COMMUNE_PREFIX);
    }
    if (s->level <= UNIT_COMMUNE && !moves)
        buf_add(&s->around, s->unit.c, COMMUNE_PREFIX);
}

/* The commune itself is counted whether or not it has a title yet. */
static void add_communes(struct scan *s)
{
    if (s->level == UNIT_HAMLET)
        return;
    if (s->level == UNIT_COMMUNE)
        scan_place_of(s, s->unit);
    for (size_t i = 0, n = s->rows; i < n; i++) {
        if (unit_level(s->row[i].unit) != UNIT_COMMUNE)
            continue;
        struct unit_key u = unitbook_commune(s->t, s->row[i].unit, s->communes_on);
        if (s->level == UNIT_COMMUNE)
            u = s->unit;
        size_t own = unit_eq(u, s->row[i].unit) ? i : scan_row_of(s, u);
        s->row[own].years |= s->row[i].years;
        for (int y = 0; y < s->years; y++)
            if (s->row[i].years >> y & 1)
                scan_tally(s, own, y, INDICATOR_COMMUNE)->total = 1;
    }
}

/* Where no people are listed, nothing is asked about their households. */
static void find_citizens(struct scan *s)
{
    struct unit_key u;
    struct span bytes;
    struct column_scan *scan =
        column_scan_begin(s->t->tx, BOOK_COLUMN, ENTITY_CITIZEN, buf_span(&s->own));
    s->has_citizens = column_scan_next(scan, &u, &bytes);
    column_scan_end(scan);
}

static void run(struct scan *s)
{
    scan_facts_load(s);
    scan_pass(s, ENTITY_HAMLET);
    scan_pass(s, ENTITY_CLAN);
    scan_pass(s, ENTITY_ORGANISATION);
    scan_people_orgs_ready(s);
    find_citizens(s);
    scan_pass(s, ENTITY_HOUSEHOLD);
    scan_people_households_done(s);
    scan_pass(s, ENTITY_CITIZEN);
    scan_people_workers_done(s);
    scan_people_staff_done(s);
    if (s->level != UNIT_HAMLET)
        scan_pass(s, ENTITY_COMMUNE);
    add_communes(s);
    scan_officers(s);
    scan_facts_communes(s);
}

enum status progress_scan(struct book_tx *t, struct unit_key unit, int first, int last,
                          unsigned flags, struct scan_collect *collect, struct scan *s)
{
    *s = (struct scan){.t = t,
                       .unit = unit,
                       .level = unit_level(unit),
                       .flags = flags,
                       .first = first,
                       .years = last - first + 1,
                       .collect = collect};
    if (s->level == UNIT_NONE || s->years < 1 || s->years > COLUMNS_YEARS)
        return STATUS_USAGE;
    enum status st = criteria_terms(t, &s->terms);
    if (st != STATUS_OK)
        return st;
    scan_fields_init(s);
    find_days(s);
    find_prefixes(s);
    run(s);
    st = store_tx_status(t->tx);
    return st != STATUS_OK ? st : s->failed;
}

void progress_scan_release(struct scan *s)
{
    buf_release(&s->own);
    buf_release(&s->around);
    for (size_t i = 0; i < s->rows; i++) {
        free(s->row[i].tally);
        free(s->row[i].sum);
    }
    for (size_t i = 0; i < s->orgs; i++)
        free(s->org[i].count);
    free(s->row);
    free(s->before);
    free(s->place);
    free(s->place_hash);
    free(s->fact);
    free(s->org_fact);
    free(s->clan);
    free(s->org);
    free(s->home);
    free(s->listed);
    free(s->moved);
    *s = (struct scan){0};
}
