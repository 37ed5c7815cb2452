/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which unit's columns belong to the unit asked for, in which years, and to which row. Units are
 * looked up once each: a scan meets the same ones again in every pass.
 */
#include <stdlib.h>
#include <string.h>

#include "core/progress_scan.h"
#include "core/unitbook.h"
#include "locale/mem.h"

static size_t slot_of(const struct scan *s, struct unit_key u)
{
    uint64_t a;
    memcpy(&a, u.c + 1, 8);
    size_t at = (size_t)(scan_mix(a ^ (uint64_t)u.c[0] << 56) & (s->place_slots - 1));
    while (s->place_hash[at] && !unit_eq(s->place[s->place_hash[at] - 1].unit, u))
        at = (at + 1) & (s->place_slots - 1);
    return at;
}

static void grow(struct scan *s)
{
    s->place_slots = s->place_slots ? 2 * s->place_slots : 64;
    free(s->place_hash);
    s->place_hash = mem_alloc(s->place_slots * sizeof *s->place_hash);
    for (size_t i = 0; i < s->places; i++)
        s->place_hash[slot_of(s, s->place[i].unit)] = (uint32_t)i + 1;
}

size_t scan_row_of(struct scan *s, struct unit_key u)
{
    for (size_t i = s->rows; i-- > 0;) /* nearly always the last one */
        if (unit_eq(s->row[i].unit, u))
            return i;
    struct scan_row *r = SCAN_PUSH(s->row, s->rows);
    r->unit = u;
    r->tally = mem_alloc((size_t)s->years * SCAN_LINES * sizeof *r->tally);
    r->sum = mem_alloc((size_t)s->years * sizeof *r->sum);
    return s->rows - 1;
}

static uint32_t years_inside(const struct scan *s, struct unit_key u)
{
    uint32_t mask = 0;
    for (int y = 0; y < s->years; y++) {
        bool same = y > 0 && s->member[y] == s->member[y - 1];
        if (same ? mask >> (y - 1) & 1 : unitbook_inside(s->t, u, s->unit, s->member[y]))
            mask |= (uint32_t)1 << y;
    }
    return mask;
}

/* A province's hamlets: nearly all are where their commune is, which is asked once. */
static uint32_t years_of_hamlet(struct scan *s, struct unit_key u)
{
    struct unit_key up = unitbook_parent(s->t, u, s->member[0]);
    for (int y = 1; y < s->years && unitbook_hamlets_move(s->t); y++)
        if (!unit_eq(up, unitbook_parent(s->t, u, s->member[y])))
            return years_inside(s, u);
    return unit_level(up) == UNIT_COMMUNE ? scan_place_of(s, up)->years : 0;
}

/* The commune whose people are joined with those of u. */
static struct unit_key commune_of(const struct scan *s, struct unit_key u)
{
    return unitbook_commune(s->t, u, s->communes_on);
}

/* Did it go whole into the hamlet asked for? */
static bool went_into(const struct scan *s, struct unit_key u)
{
    for (size_t i = 0; i < s->n_before; i++)
        if (unit_eq(s->before[i], u))
            return true;
    return false;
}

static uint32_t years_before(const struct scan *s)
{
    uint32_t mask = 0;
    for (int y = 0; y < s->years; y++)
        mask |= (uint32_t)s->present[y] << y;
    return mask;
}

static size_t row_for(struct scan *s, struct unit_key u)
{
    if (!(s->flags & SCAN_BY_HAMLET))
        return scan_row_of(s, unit_commune(u));
    return scan_row_of(s, unit_level(u) == UNIT_HAMLET ? u : s->unit);
}

/* Of a province: the hamlet before was one of the same commune, and hamlets do not move. */
static bool as_its_neighbour(const struct scan *s, struct unit_key u)
{
    const struct scan_place *last = s->places ? &s->place[s->places - 1] : NULL;
    return last && s->level > UNIT_COMMUNE && !(s->flags & SCAN_BY_HAMLET) &&
           memcmp(last->unit.c, u.c, COMMUNE_PREFIX) == 0 && unit_level(u) == UNIT_HAMLET &&
           unit_level(last->unit) == UNIT_HAMLET && !unitbook_hamlets_move(s->t);
}

static struct scan_place place_make(struct scan *s, struct unit_key u)
{
    uint32_t all = ((uint32_t)1 << s->years) - 1;
    struct scan_place new = {.unit = u, .row = PLACE_FOREIGN};
    if (as_its_neighbour(s, u)) {
        new = s->place[s->places - 1];
        new.unit = u;
        new.community = 0;
        new.home = new.home_end = 0;
        return new;
    }
    if (s->level == UNIT_HAMLET) {
        if (unit_eq(u, s->unit)) {
            new.row = (int)scan_row_of(s, u);
            new.years = all;
        } else if (went_into(s, u)) {
            new.row = (int)scan_row_of(s, s->unit);
            new.years = years_before(s);
        } else if (unit_eq(commune_of(s, u), s->context)) {
            new.row = PLACE_CONTEXT;
            new.years = all;
        }
    } else if (unit_level(u) == UNIT_HAMLET || unit_level(u) == UNIT_COMMUNE) {
        if (unit_eq(u, s->unit) || s->level == UNIT_COUNTRY)
            new.years = all;
        else if (s->level > UNIT_COMMUNE && unit_level(u) == UNIT_HAMLET)
            new.years = years_of_hamlet(s, u);
        else
            new.years = years_inside(s, u);
        if (!new.years)
            return new;
        new.row = (int)row_for(s, u);
        if (s->level > UNIT_COMMUNE)
            new.group = (unsigned)scan_row_of(s, commune_of(s, u));
    }
    if (new.row >= 0)
        s->row[new.row].years |= new.years;
    return new;
}

struct scan_place *scan_place_of(struct scan *s, struct unit_key u)
{
    /* every pass meets the same units in the same order */
    if (s->place_next < s->places && unit_eq(s->place[s->place_next].unit, u))
        return &s->place[s->place_next++];
    if (2 * (s->places + 1) > s->place_slots)
        grow(s);
    size_t at = slot_of(s, u);
    if (!s->place_hash[at]) {
        struct scan_place new = place_make(s, u); /* may add that of its commune */
        *SCAN_PUSH(s->place, s->places) = new;
        if (2 * s->places > s->place_slots)
            grow(s);
        at = slot_of(s, u);
        s->place_hash[at] = (uint32_t)s->places;
    }
    s->place_next = s->place_hash[at];
    return &s->place[s->place_hash[at] - 1];
}
