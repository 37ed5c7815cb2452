/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two indicators about people inside recognised models.
 *
 * citizen_worker: workers of households that hold family, or whose clan holds clan, or whose hamlet
 * holds community that year, each once. A household that says more workers than are listed counts
 * with its number, so the rate does not look better than it is.
 * citizen_staff: staff of organisations that hold organisation. An organisation counts with its
 * number or with those listed, whichever is larger; without a number it owes one.
 */
#include <stdlib.h>
#include <string.h>

#include "core/progress_scan.h"
#include "locale/mem.h"

enum { NUMBER_UNKNOWN = 0xFFFFFFFF };

static struct scan_person person_of(const struct scan *s, const struct scan_chunk *k, unsigned row)
{
    struct scan_person p = {.id = column_chunk_id(&k->c, row),
                            .valid = scan_valid_years(s, k, row) & k->place->years};
    for (int y = 0; y < s->years; y++) {
        if (!k->state[y] || !(p.valid >> y & 1))
            continue;
        unsigned state = k->state[y][row] & STATE_MASK;
        p.registered |= (uint32_t)(s->registered >> state & 1) << y;
        p.proposed |= (uint32_t)(s->proposed >> state & 1) << y;
        p.recognised |= (uint32_t)(s->recognised >> state & 1) << y;
    }
    p.decided = p.recognised; /* counts_years of citizen is 1 */
    return p;
}

static uint64_t person_hash(const struct scan_person *p, uint64_t holder, uint32_t bit)
{
    return scan_mix(scan_mix(p->id ^ holder << 1) + !!(p->registered & bit) +
                    2U * !!(p->proposed & bit) + 4U * !!(p->recognised & bit));
}

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
            for (int y = 0; y < s->years; y++)
                k.state[y] = column_chunk_state(&k.c, 0, s->first + y);
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

/* --- workers --- */

/* Workers of the hamlet are kept until its households come by. */
static void keep_worker(struct scan *s, struct scan_place *p, const struct scan_person *w)
{
    if (p->worker == p->worker_end)
        p->worker = p->worker_end = s->workers;
    *SCAN_PUSH(s->worker, s->workers) = *w;
    p->worker_end = s->workers;
}

static int worker_by_household(const void *a, const void *b)
{
    const struct scan_person *x = a, *y = b;
    if (x->household != y->household)
        return x->household < y->household ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Counters of one hamlet's households. */
struct worker_counts {
    uint32_t total[COLUMNS_YEARS], registered[COLUMNS_YEARS], proposed[COLUMNS_YEARS],
        recognised[COLUMNS_YEARS];
};

/* A household in the years of mask, in which it holds something; it says that so many work. Its
 * workers stand from first on. */
static void count_household(struct scan *s, const struct scan_place *p, size_t first, uint64_t id,
                            uint32_t says, uint32_t mask, struct worker_counts *n)
{
    uint32_t listed[COLUMNS_YEARS] = {0};
    for (size_t i = first; i < p->worker_end && s->worker[i].household == id; i++) {
        const struct scan_person *w = &s->worker[i];
        uint32_t valid = w->valid & mask;
        for (int y = 0; y < s->years; y++) {
            listed[y] += valid >> y & 1;
            n->registered[y] += (valid & w->registered) >> y & 1;
            n->proposed[y] += (valid & w->proposed) >> y & 1;
            n->recognised[y] += (valid & w->recognised) >> y & 1;
        }
        if (s->collect && s->collect->what == INDICATOR_CITIZEN_WORKER && valid & 1 &&
            scan_wanted(s->collect, w->registered & 1, w->proposed & 1, w->recognised & 1))
            scan_collect_add(s, w->id, p->unit);
    }
    for (int y = 0; y < s->years; y++)
        if (mask >> y & 1)
            n->total[y] += listed[y] > says ? listed[y] : says;
}

static void add_workers(struct scan *s, const struct scan_place *p, const struct worker_counts *n)
{
    for (int y = 0; y < s->years; y++) {
        struct tally *t = scan_tally(s, (size_t)p->row, y, INDICATOR_CITIZEN_WORKER);
        t->total += n->total[y];
        t->registered += n->registered[y];
        t->proposed += n->proposed[y];
        t->recognised += n->recognised[y];
        t->decided += n->recognised[y]; /* counts_years of citizen is 1 */
    }
}

/* Mostly they lie in the order of their households already. */
static void sort_workers(struct scan_person *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (worker_by_household(&v[i - 1], &v[i]) > 0) {
            qsort(v, n, sizeof *v, worker_by_household);
            return;
        }
}

/* Does any household say how many work? */
static bool any_number(const uint8_t *p, unsigned n)
{
    uint32_t any = 0;
    for (unsigned i = 0; i < n; i++)
        any |= (uint32_t)(scan_number(p, 4, i) + 1); /* unknown becomes 0 */
    return any > 1;                                  /* all unknown, or 0 and unknown */
}

void scan_people_households(struct scan *s, const struct scan_chunk *k)
{
    const struct scan_place *p = k->place;
    const uint8_t *workers = scan_packed(k, s->at.workers);
    if (p->row < 0 || (p->worker == p->worker_end && !any_number(workers, k->c.n)))
        return;
    sort_workers(s->worker + p->worker, p->worker_end - p->worker);
    const uint8_t *clan = scan_packed(k, s->at.clan);
    struct worker_counts n = {0};
    size_t first = p->worker;
    for (unsigned i = 0; i < k->c.n; i++) {
        uint64_t says = scan_number(workers, 4, i);
        uint64_t id = scan_number(k->c.id, 8, i);
        while (first < p->worker_end && s->worker[first].household < id)
            first++; /* both are in the order of households */
        bool listed = first < p->worker_end && s->worker[first].household == id;
        if (!listed && (!says || says == NUMBER_UNKNOWN))
            continue;
        uint32_t of_clan = clan_years(s, scan_number(clan, 8, i));
        uint32_t held = p->community | of_clan | scan_held_years(s, k, i);
        uint32_t years = held ? held & scan_valid_years(s, k, i) & p->years : 0;
        if (years)
            count_household(s, p, first, id, says == NUMBER_UNKNOWN ? 0 : (uint32_t)says, years,
                            &n);
        /* its clan may lie outside the unit, so the fingerprint has to say what it held */
        for (uint32_t rest = s->flags & SCAN_FINGERPRINT ? of_clan & years : 0; rest;
             rest &= rest - 1)
            s->row[p->row].sum[__builtin_ctz(rest)] += scan_mix(~id);
    }
    add_workers(s, p, &n);
}

/* --- staff --- */

enum { LISTED, REGISTERED, PROPOSED, RECOGNISED, DECIDED, STAFF_COUNTS };

void scan_people_orgs(struct scan *s, const struct scan_chunk *k)
{
    const uint8_t *staff = scan_packed(k, s->at.staff);
    if (k->place->row < 0)
        return;
    for (unsigned i = 0; i < k->c.n; i++) {
        uint32_t years = k->place->years & scan_valid_years(s, k, i);
        uint32_t held = 0;
        for (int y = 0; y < s->years; y++)
            for (unsigned slot = 0; slot < k->c.slots; slot++) {
                /* the title recorded for organisation, else the one for organisation2 */
                const uint8_t *state = column_chunk_state(&k->c, slot, s->first + y);
                if (!state || !state[i])
                    continue;
                held |= (uint32_t)title_counts_recognised(state[i]) << y;
                break;
            }
        if (!(years & held))
            continue;
        struct scan_org *o = SCAN_PUSH(s->org, s->orgs);
        uint64_t n = scan_number(staff, 4, i);
        o->id = column_chunk_id(&k->c, i);
        o->row = (size_t)k->place->row;
        o->group = k->place->group;
        o->years = years & held;
        o->staff = n == NUMBER_UNKNOWN ? -1 : (int64_t)n;
        o->count = mem_alloc((size_t)s->years * STAFF_COUNTS * sizeof *o->count);
    }
}

static int org_by_id(const void *a, const void *b)
{
    const struct scan_org *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

void scan_people_orgs_ready(struct scan *s)
{
    if (s->orgs)
        qsort(s->org, s->orgs, sizeof *s->org, org_by_id);
}

static void count_staff(struct scan *s, struct scan_org *o, const struct scan_person *p,
                        struct unit_key unit)
{
    for (int y = 0; y < s->years; y++) {
        uint32_t bit = (uint32_t)1 << y;
        uint32_t *n = o->count + (size_t)y * STAFF_COUNTS;
        if (!(p->valid & o->years & bit))
            continue;
        n[LISTED]++;
        n[REGISTERED] += !!(p->registered & bit);
        n[PROPOSED] += !!(p->proposed & bit);
        n[RECOGNISED] += !!(p->recognised & bit);
        n[DECIDED] += !!(p->decided & bit);
        if (s->flags & SCAN_FINGERPRINT)
            s->row[o->row].sum[y] += person_hash(p, ~o->id, bit);
        if (s->collect && s->collect->what == INDICATOR_CITIZEN_STAFF &&
            scan_wanted(s->collect, p->registered & bit, p->proposed & bit, p->recognised & bit))
            scan_collect_add(s, p->id, unit);
    }
}

static void join_org(struct scan *s, const struct scan_chunk *k, unsigned row, uint64_t org)
{
    struct scan_org key = {.id = org};
    struct scan_org *o = bsearch(&key, s->org, s->orgs, sizeof key, org_by_id);
    if (!o)
        return;
    while (o > s->org && o[-1].id == org)
        o--;
    struct scan_person p = person_of(s, k, row);
    for (; o < s->org + s->orgs && o->id == org; o++)
        if (o->group == k->place->group)
            count_staff(s, o, &p, k->place->unit);
}

void scan_people_citizens(struct scan *s, struct scan_place *p, const struct scan_chunk *k)
{
    const uint8_t *household = scan_packed(k, s->at.household);
    const uint8_t *org = scan_packed(k, s->at.organisation);
    const uint8_t *worker = scan_packed(k, s->at.worker);
    for (unsigned i = 0; i < k->c.n; i++) {
        uint64_t works = s->orgs ? scan_number(org, 8, i) : 0;
        uint64_t lives = p->row >= 0 && worker[i] == 1 ? scan_number(household, 8, i) : 0;
        if (works)
            join_org(s, k, i, works);
        if (lives) {
            struct scan_person w = person_of(s, k, i);
            w.household = lives;
            keep_worker(s, p, &w);
        }
    }
}

static uint32_t at_least(uint32_t n, int64_t declared)
{
    return declared > (int64_t)n ? (uint32_t)declared : n;
}

static void count_org(struct scan *s, const struct scan_org *o, int year)
{
    const uint32_t *n = o->count + (size_t)year * STAFF_COUNTS;
    const struct scan_fact *f = scan_org_fact(s, o->id, year);
    struct tally *t = scan_tally(s, o->row, year, INDICATOR_CITIZEN_STAFF);
    uint32_t recognised = at_least(n[RECOGNISED], f ? f->recognised : -1);
    uint32_t proposed = at_least(n[PROPOSED], recognised);
    uint32_t registered = at_least(at_least(n[REGISTERED], f ? f->registered : -1), proposed);
    int64_t staff = f && f->staff >= 0 ? f->staff : o->staff;
    t->registered += registered;
    t->proposed += proposed;
    t->recognised += recognised;
    t->decided += at_least(n[DECIDED], f ? f->recognised : -1);
    if (staff < 0)
        t->owing++;
    else
        t->total += at_least(at_least(n[LISTED], registered), staff);
    if (s->flags & SCAN_FINGERPRINT)
        s->row[o->row].sum[year] += scan_mix(scan_mix(o->id) + ((uint64_t)staff << 40) +
                                             ((uint64_t)registered << 20) + recognised);
}

void scan_people_staff(struct scan *s)
{
    for (size_t i = 0; i < s->orgs; i++)
        for (int y = 0; y < s->years; y++)
            if (s->org[i].years >> y & 1)
                count_org(s, &s->org[i], y);
}
