/* SPDX-License-Identifier: GPL-3.0-or-later
 *
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

void scan_people_staff(struct scan *s, const struct scan_chunk *k)
{
    const uint8_t *org = scan_packed(k, s->at.organisation);
    for (unsigned i = 0; s->orgs && i < k->c.n; i++) {
        uint64_t works = scan_number(org, 8, i);
        if (works)
            join_org(s, k, i, works);
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

void scan_people_staff_done(struct scan *s)
{
    for (size_t i = 0; i < s->orgs; i++)
        for (int y = 0; y < s->years; y++)
            if (s->org[i].years >> y & 1)
                count_org(s, &s->org[i], y);
}
