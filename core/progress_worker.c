/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * citizen_worker: workers of households that hold family, or whose clan holds clan, or whose hamlet
 * holds community that year, each once. A household that says more workers than are listed counts
 * with its number, so the rate does not look better than it is.
 *
 * Households come first and leave their years ("homes"); then each chunk of citizens is counted by
 * the same loops as a title, with "there, a worker, and of a home" in place of "there".
 */
#include <stdlib.h>
#include <string.h>

#include "core/progress_scan.h"
#include "locale/mem.h"

/* --- clans --- */

void scan_people_clans(struct scan *s, const struct scan_chunk *k)
{
    for (unsigned i = 0; i < k->c.n; i++) {
        struct scan_clan *c = SCAN_PUSH(s->clan, s->clans);
        c->id = column_chunk_id(&k->c, i);
        c->years = scan_held_years(s, k, i);
    }
}

/* A clan whose hall is in another commune: its unit is found by its address. */
static uint32_t clan_elsewhere(struct scan *s, uint64_t id)
{
    struct buf key = {0};
    struct span at, bytes;
    struct unit_key u;
    uint32_t years = 0;
    key_add_u64(&key, id);
    if (store_get(s->t->tx, BOOK_ADDRESS, buf_span(&key), &at) && at.n >= UNIT_KEY_LEN) {
        struct unit_key home = unit_from_span((struct span){at.p, UNIT_KEY_LEN});
        struct scan_chunk k = {.e = entity_by_id(ENTITY_CLAN), .counts_years = 1};
        struct column_scan *scan =
            column_scan_begin(s->t->tx, BOOK_COLUMN, ENTITY_CLAN, unit_span(&home));
        while (column_scan_next(scan, &u, &bytes)) {
            if (!column_chunk_parse(bytes, &k.c))
                break;
            count_rows_init(&k.rows, &k.c, NULL);
            for (int y = 0; y < s->years; y++) {
                bool all;
                k.state[y] = column_chunk_state(&k.c, 0, s->first + y);
                k.n_valid[y] = count_valid(&k.rows, s->day[y], k.there[y], &all);
                k.valid[y] = all ? NULL : k.there[y];
            }
            for (unsigned i = 0; i < k.c.n; i++)
                if (column_chunk_id(&k.c, i) == id)
                    years |= scan_held_years(s, &k, i);
        }
        column_scan_end(scan);
    }
    buf_release(&key);
    return years;
}

static int clan_by_id(const void *a, const void *b)
{
    const struct scan_clan *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static void sort_clans(struct scan *s)
{
    size_t n = 0;
    if (s->clans)
        qsort(s->clan, s->clans, sizeof *s->clan, clan_by_id);
    for (size_t i = 0; i < s->clans; i++) /* rows of one clan together */
        if (n && s->clan[n - 1].id == s->clan[i].id)
            s->clan[n - 1].years |= s->clan[i].years;
        else
            s->clan[n++] = s->clan[i];
    s->clans = s->clans_sorted = n;
}

static uint32_t look_up_clan(struct scan *s, uint64_t id)
{
    struct scan_clan key = {.id = id};
    if (s->clans != s->clans_sorted)
        sort_clans(s);
    struct scan_clan *c =
        s->clans ? bsearch(&key, s->clan, s->clans, sizeof key, clan_by_id) : NULL;
    if (c)
        return c->years;
    key.years = clan_elsewhere(s, id);
    *SCAN_PUSH(s->clan, s->clans) = key;
    return key.years;
}

/* Households of a hamlet belong to a few clans: the last answers are kept. */
static uint32_t clan_years(struct scan *s, uint64_t id)
{
    struct scan_clan *c = &s->clan_seen[scan_mix(id) % SCAN_CLANS_SEEN];
    if (!id)
        return 0;
    if (c->id != id)
        *c = (struct scan_clan){id, look_up_clan(s, id)};
    return c->years;
}

/* --- households --- */

enum { NUMBER_UNKNOWN = 0xFFFFFFFF };

/* Does any household say how many work? */
static bool any_number(const uint8_t *p, unsigned n)
{
    uint32_t any = 0;
    for (unsigned i = 0; i < n; i++)
        any |= (uint32_t)(scan_number(p, 4, i) + 1); /* unknown becomes 0 */
    return any > 1;                                  /* all unknown, or 0 and unknown */
}

/* Bit y of held[i]: row i is recognised by year y's own record; of valid[i]: it is there. */
static void years_of_rows(const struct scan *s, const struct scan_chunk *k, uint32_t *held,
                          uint32_t *valid)
{
    memset(held, 0, k->c.n * sizeof *held);
    memset(valid, 0, k->c.n * sizeof *valid);
    for (int y = 0; y < s->years; y++) {
        const uint8_t *state = k->state[y], *there = k->valid[y];
        for (unsigned i = 0; state && i < k->c.n; i++)
            held[i] |= (uint32_t)((state[i] & STATE_MASK) == STATE_RECOGNISED) << y;
        for (unsigned i = 0; i < k->c.n; i++)
            valid[i] |= (uint32_t)(there ? there[i] : 1) << y;
    }
}

/* A household in the years in which it holds something; rows of one come one behind the other. */
static void add_home(struct scan *s, struct scan_place *p, uint64_t id, uint32_t says,
                     uint32_t years)
{
    if (p->home == p->home_end)
        p->home = p->home_end = s->homes;
    if (p->home < p->home_end && s->home[p->home_end - 1].id == id) {
        s->home[p->home_end - 1].years |= years;
        return;
    }
    *SCAN_PUSH(s->home, s->homes) = (struct scan_home){id, years, says};
    p->home_end = s->homes;
}

void scan_people_households(struct scan *s, struct scan_place *p, const struct scan_chunk *k)
{
    const uint8_t *workers = scan_packed(k, s->at.workers), *clan = scan_packed(k, s->at.clan);
    uint32_t held[COLUMNS_CHUNK], valid[COLUMNS_CHUNK];
    if (p->row < 0 || (!s->has_citizens && !any_number(workers, k->c.n)))
        return;
    years_of_rows(s, k, held, valid);
    for (unsigned i = 0; i < k->c.n; i++) {
        uint64_t id = scan_number(k->c.id, 8, i), says = scan_number(workers, 4, i);
        uint32_t of_clan = clan_years(s, scan_number(clan, 8, i));
        uint32_t years = (held[i] | of_clan | p->community) & valid[i] & p->years;
        if (years)
            add_home(s, p, id, says == NUMBER_UNKNOWN ? 0 : (uint32_t)says, years);
        /* its clan may lie outside the unit, so the fingerprint has to say what it held */
        for (uint32_t rest = s->flags & SCAN_FINGERPRINT ? of_clan & years : 0; rest;
             rest &= rest - 1)
            s->row[p->row].sum[__builtin_ctz(rest)] += scan_mix(~id);
    }
}

void scan_people_households_done(struct scan *s)
{
    s->listed = mem_alloc((s->homes * (size_t)s->years + 1) * sizeof *s->listed);
}

/* --- citizens --- */

/* Index of the home with that id among the n of v, or of another one; n > 0. near: where the one
 * before was, for people are mostly listed by households. */
static size_t find_home(const struct scan_home *v, size_t n, size_t near, uint64_t id)
{
    size_t at = 0;
    if (v[near].id == id)
        return near;
    if (near + 1 < n && v[near + 1].id == id)
        return near + 1;
    while (n > 1) {
        size_t half = n / 2;
        at = v[at + half].id <= id ? at + half : at;
        n -= half;
    }
    return at;
}

/* Each row's home, and the years in which it counts (0 for who does not work or has no home). */
static bool homes_of_rows(const struct scan *s, const struct scan_chunk *k, size_t *home,
                          uint32_t *years)
{
    const struct scan_place *p = k->place;
    const uint8_t *household = scan_packed(k, s->at.household);
    const uint8_t *worker = scan_packed(k, s->at.worker);
    size_t near = 0;
    uint32_t any = 0;
    for (unsigned i = 0; i < k->c.n; i++) {
        uint64_t lives = scan_number(household, 8, i);
        near = find_home(s->home + p->home, p->home_end - p->home, near, lives);
        home[i] = p->home + near;
        const struct scan_home *h = &s->home[home[i]];
        years[i] = h->id == lives && worker[i] == 1 ? h->years : 0;
        any |= years[i];
    }
    memset(years + k->c.n, 0, (COLUMNS_CHUNK - k->c.n) * sizeof *years);
    return any;
}

static void collect(struct scan *s, const struct scan_chunk *k, const uint8_t *counts)
{
    for (unsigned i = 0; i < k->c.n; i++) {
        uint8_t state = k->state[0] ? k->state[0][i] : 0;
        if (counts[i] && scan_wanted(s->collect, title_counts_registered(state),
                                     title_counts_proposed(state), title_counts_recognised(state)))
            scan_collect_add(s, column_chunk_id(&k->c, i), k->place->unit);
    }
}

void scan_people_workers(struct scan *s, const struct scan_chunk *k)
{
    const struct scan_place *p = k->place;
    size_t home[COLUMNS_CHUNK];
    uint32_t years[COLUMNS_CHUNK];
    uint8_t counts[COLUMNS_CHUNK];
    if (p->row < 0 || p->home == p->home_end || !homes_of_rows(s, k, home, years))
        return;
    for (int y = 0; y < s->years; y++) {
        if (!(p->years >> y & 1) || !k->n_valid[y])
            continue;
        for (unsigned i = 0; i < COLUMNS_CHUNK; i++)
            counts[i] = (uint8_t)(years[i] >> y & 1);
        for (unsigned i = 0; k->valid[y] && i < k->c.n; i++)
            counts[i] &= k->valid[y][i];
        for (unsigned i = 0; i < k->c.n; i++)
            s->listed[home[i] * (size_t)s->years + (size_t)y] += counts[i];
        struct counts n = count_states(k->state[y], NULL, counts, k->c.n);
        struct tally *t = scan_tally(s, (size_t)p->row, y, INDICATOR_CITIZEN_WORKER);
        t->registered += n.registered;
        t->proposed += n.proposed;
        t->recognised += n.recognised;
        t->decided += n.recognised; /* counts_years of citizen is 1 */
        if (s->collect && s->collect->what == INDICATOR_CITIZEN_WORKER)
            collect(s, k, counts);
    }
}

/* Totals, when all citizens have come by. */
void scan_people_workers_done(struct scan *s)
{
    for (size_t i = 0; i < s->places; i++) {
        const struct scan_place *p = &s->place[i];
        for (size_t h = p->home; h < p->home_end; h++)
            for (int y = 0; y < s->years; y++) {
                uint32_t listed = s->listed[h * (size_t)s->years + (size_t)y];
                uint32_t says = s->home[h].says, n = listed > says ? listed : says;
                scan_tally(s, (size_t)p->row, y, INDICATOR_CITIZEN_WORKER)->total +=
                    s->home[h].years >> y & 1 ? n : 0;
            }
    }
}
