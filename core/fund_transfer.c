/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fund of a unit that was merged into another goes with it: what is left in the book on the day
 * of the merger, and what is entered there later, is handed over on one day, so that every đồng is
 * in one book at the end of every year. Nothing is stored.
 */
#include <stdlib.h>
#include <string.h>

#include "core/fund_private.h"
#include "core/unitbook.h"
#include "core/unitrow.h"
#include "locale/mem.h"

enum { FAR = 20 }; /* mergers in a row; no damaged store keeps us going round */

/* ---- where a fund went ---- */

/* Valid until the next call. */
static struct fund_end *end_of(struct fund_gathering *g, struct unit_key u)
{
    struct unit_info info;
    for (size_t i = g->ends; i-- > 0;) /* rows of a unit lie together */
        if (unit_eq(g->end[i].unit, u))
            return &g->end[i];
    struct fund_end e = {.unit = u};
    if (unitbook_get(g->t, u, &info) == STATUS_OK && info.to && info.to < g->t->who->today) {
        e.on = info.to;
        e.heir = unitrow_heir(g->t, u);
    }
    g->end = mem_realloc_array(g->end, g->ends + 1, sizeof *g->end);
    g->end[g->ends] = e;
    return &g->end[g->ends++];
}

void fund_end_of(struct fund_gathering *g, struct unit_key u, day *on, struct unit_key *heir)
{
    const struct fund_end *e = end_of(g, u);
    *on = e->on;
    *heir = e->heir;
}

bool fund_is_handed_over(struct fund_gathering *g, struct unit_key u)
{
    return unit_level(end_of(g, u)->heir) != UNIT_NONE;
}

struct unit_key fund_last_heir(struct fund_gathering *g, struct unit_key u)
{
    for (int i = 0; i < FAR && fund_is_handed_over(g, u); i++)
        u = end_of(g, u)->heir;
    return u;
}

struct unit_key fund_heir_of(struct book_tx *t, struct unit_key u, day on)
{
    struct fund_gathering g = {.t = t};
    for (int i = 0; i < FAR; i++) {
        const struct fund_end *e = end_of(&g, u);
        if (unit_level(e->heir) == UNIT_NONE || e->on >= on)
            break;
        u = e->heir;
    }
    free(g.end);
    return u;
}

/* ---- the rows ---- */

static char *name_of(struct book_tx *t, struct unit_key u)
{
    struct unit_info info;
    return mem_strdup(unitbook_get(t, u, &info) == STATUS_OK ? info.name : "");
}

/* A debt goes over too: as money that went the other way. */
static void add_half(struct fund_gathering *g, struct unit_key unit, struct unit_key other, day on,
                     int64_t amount)
{
    struct fund_line l = {.unit = unit};
    l.row = (struct fund_row){.date = pdate_of_day(on),
                              .direction = amount > 0 ? FUND_IN : FUND_OUT,
                              .purpose = FUND_TRANSFER,
                              .amount = amount > 0 ? amount : -amount,
                              .handed_over = true,
                              .number = mem_strdup(""),
                              .name = name_of(g->t, other)};
    fund_add_line(g, &l);
}

static void hand_over(struct fund_gathering *g, const struct fund_end *e, day last, int64_t amount)
{
    day on = last > e->on ? last : e->on + 1;
    if (!amount)
        return;
    add_half(g, e->unit, e->heir, on, -amount);
    add_half(g, e->heir, e->unit, on, amount);
}

static int in_order(const void *a, const void *b)
{
    return fund_compare_rows(a, b);
}

/* Once for the years up to the end, then once in every year in which something was still entered.
 */
static void one_fund(struct fund_gathering *g, const struct fund_end *e)
{
    struct fund_row *v = mem_alloc((g->n + 1) * sizeof *v);
    int64_t balance = 0;
    size_t n = 0;
    int end = day_year(e->on + 1);
    for (size_t i = 0; i < g->n; i++)
        if (!g->v[i].owner_name && unit_eq(g->v[i].unit, e->unit))
            v[n++] = g->v[i].row;
    if (n)
        qsort(v, n, sizeof *v, in_order);
    for (size_t i = 0; i < n; i++) {
        balance += fund_signed_amount(&v[i]);
        if (i + 1 < n && (v[i + 1].date.year == v[i].date.year || v[i + 1].date.year <= end))
            continue;
        hand_over(g, e, v[i].date.year >= end ? pdate_first(v[i].date) : 0, balance);
        balance = 0;
    }
    free(v);
}

/* Of those that are still to be handed over the one that ended first: an heir may end later. */
static struct fund_end *next_end(struct fund_gathering *g)
{
    struct fund_end *first = NULL;
    for (size_t i = 0; i < g->ends; i++) {
        struct fund_end *e = &g->end[i];
        if (!e->done && unit_level(e->heir) != UNIT_NONE && (!first || e->on < first->on))
            first = e;
    }
    return first;
}

void fund_hand_over(struct fund_gathering *g)
{
    struct fund_end *e;
    while ((e = next_end(g))) {
        struct fund_end now = *e;
        e->done = true;
        if (g->year && day_year(now.on + 1) > g->year)
            continue; /* not yet in the year that is asked for */
        one_fund(g, &now);
        (void)end_of(g, now.heir); /* it may have ended since */
    }
}
