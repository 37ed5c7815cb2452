/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chunks of one entity to the counters of its titles.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/progress_scan.h"
#include "core/unitbook.h"
#include "locale/mem.h"

/* An organisation counts in the line of who manages it on the day; its title of the year is the one
 * recorded there or, when it changed hands in between, the other one. */
enum row_class { CLASS_ALL, CLASS_COMMUNE, CLASS_ABOVE };

struct title_pass {
    enum entity_id entity;
    enum indicator line;
    enum title_id title;
    enum row_class rows;
};

static const struct title_pass passes[] = {
    {ENTITY_HAMLET, INDICATOR_COMMUNITY, TITLE_COMMUNITY, CLASS_ALL},
    {ENTITY_CLAN, INDICATOR_CLAN, TITLE_CLAN, CLASS_ALL},
    {ENTITY_ORGANISATION, INDICATOR_ORGANISATION, TITLE_ORGANISATION, CLASS_COMMUNE},
    {ENTITY_ORGANISATION, INDICATOR_ORGANISATION2, TITLE_ORGANISATION2, CLASS_ABOVE},
    {ENTITY_CITIZEN, INDICATOR_CITIZEN, TITLE_CITIZEN, CLASS_ALL},
    {ENTITY_HOUSEHOLD, INDICATOR_FAMILY, TITLE_FAMILY, CLASS_ALL},
    {ENTITY_COMMUNE, INDICATOR_COMMUNE, TITLE_COMMUNE, CLASS_ALL},
};

static unsigned offset_of(enum entity_id id, const char *name, unsigned width)
{
    const struct entity *e = entity_by_id(id);
    unsigned has, offset = column_extra_offset(e, (unsigned)entity_field(e, name), &has);
    assert(has == width);
    return offset;
}

void scan_fields_init(struct scan *s)
{
    s->at = (struct scan_fields){
        .workers = offset_of(ENTITY_HOUSEHOLD, "workers", 4),
        .clan = offset_of(ENTITY_HOUSEHOLD, "clan", 8),
        .birth = offset_of(ENTITY_CITIZEN, "birth", 2),
        .household = offset_of(ENTITY_CITIZEN, "household", 8),
        .organisation = offset_of(ENTITY_CITIZEN, "organisation", 8),
        .worker = offset_of(ENTITY_CITIZEN, "worker", 1),
        .managed = offset_of(ENTITY_ORGANISATION, "managed", 1),
        .counts = offset_of(ENTITY_ORGANISATION, "counts", 1),
        .staff = offset_of(ENTITY_ORGANISATION, "staff", 4),
    };
    for (uint8_t b = 0; b <= STATE_MASK; b++) {
        s->registered |= (uint16_t)(title_counts_registered(b) << b);
        s->proposed |= (uint16_t)(title_counts_proposed(b) << b);
        s->recognised |= (uint16_t)(title_counts_recognised(b) << b);
    }
}

uint32_t scan_valid_years(const struct scan *s, const struct scan_chunk *k, unsigned row)
{
    uint32_t mask = 0;
    for (int y = 0; y < s->years && y < COLUMNS_YEARS; y++) /* GCC doubts the second */
        mask |= (uint32_t)(!k->valid[y] || k->valid[y][row]) << y;
    return mask;
}

uint32_t scan_held_years(const struct scan *s, const struct scan_chunk *k, unsigned row)
{
    uint32_t mask = 0;
    for (int y = 0; y < s->years && y < COLUMNS_YEARS; y++)
        if (k->state[y] && s->recognised >> (k->state[y][row] & STATE_MASK) & 1)
            mask |= (uint32_t)1 << y;
    return mask ? mask & scan_valid_years(s, k, row) : 0;
}

/* --- states of a year --- */

/* As recorded for the year; into when it must be put together. */
static const uint8_t *recorded(const struct scan_chunk *k, int year, uint8_t *into)
{
    const uint8_t *own = column_chunk_state(&k->c, k->slot, year);
    const uint8_t *other = k->c.slots > 1 ? column_chunk_state(&k->c, 1 - k->slot, year) : NULL;
    if (!other || !own)
        return own ? own : other;
    for (unsigned i = 0; i < k->c.n; i++)
        into[i] = own[i] ? own[i] : other[i];
    return into;
}

/* With titles of earlier years that are still in term, which count as recognised. */
static const uint8_t *in_term(const struct scan_chunk *k, int year, uint8_t *into)
{
    const uint8_t *state = recorded(k, year, into);
    uint8_t earlier[COLUMNS_CHUNK];
    for (int back = 1; back < k->counts_years; back++) {
        int given = year - back - COLUMNS_YEAR0;
        if (given < 0 || given >= COLUMNS_YEARS || back >= k->term[given])
            continue;
        const uint8_t *was = recorded(k, year - back, earlier);
        if (!was)
            continue;
        if (state != into) {
            if (state)
                memcpy(into, state, k->c.n);
            else
                memset(into, 0, k->c.n);
            state = into;
        }
        for (unsigned i = 0; i < k->c.n; i++)
            if (title_counts_recognised(was[i]))
                into[i] = STATE_RECOGNISED;
    }
    return state;
}

/* One year of a chunk. The arrays may be NULL: state and before for "none", valid for "all". */
struct year_view {
    int year;
    const uint8_t *recorded, *state, *before, *valid;
    uint8_t into[3][COLUMNS_CHUNK];
};

/* --- fingerprint --- */

/* One number for what does not depend on the year: unit, id and the packed fields. */
static void hash_rows(const struct scan_chunk *k, uint64_t hash[COLUMNS_CHUNK])
{
    uint64_t u;
    memcpy(&u, k->place->unit.c + 1, sizeof u);
    u = scan_mix(u ^ (uint64_t)k->place->unit.c[0] << 56) + (uint64_t)k->slot;
    for (unsigned i = 0; i < k->c.n; i++)
        hash[i] = (u ^ scan_number(k->c.id, 8, i)) * 0xD1B54A32D192ED03U;
    for (unsigned f = 0; k->e && f < k->e->n_fields; f++) {
        if (!(k->e->fields[f].flags & FIELD_PACKED))
            continue;
        unsigned width;
        const uint8_t *p = column_chunk_field(&k->c, k->e, f, &width);
        for (unsigned i = 0; i < k->c.n; i++) {
            uint64_t h = (hash[i] ^ scan_number(p, width, i)) * 0x9E3779B97F4A7C15U;
            hash[i] = h ^ h >> 29;
        }
    }
}

/* The sum of the rows, each with an odd weight for what it says about the year: neither the order
 * of rows nor the chunks matter, only which rows are there and what they say. */
static uint64_t hash_year(const struct scan *s, const struct scan_chunk *k,
                          const struct year_view *v, const uint64_t hash[COLUMNS_CHUNK])
{
    uint8_t all[COLUMNS_CHUNK];
    const uint8_t *there = v->valid ? v->valid : all;
    memset(all, 1, sizeof all);
    bool in_term = v->state && v->state != v->recorded;
    uint64_t sum = 0;
    for (unsigned i = 0; i < k->c.n; i++) {
        uint64_t said = v->recorded ? v->recorded[i] : 0;
        if (in_term)
            said |= (uint64_t)(s->recognised >> (v->state[i] & STATE_MASK) & 1) << 8;
        if (v->before)
            said |= (uint64_t)(s->recognised >> (v->before[i] & STATE_MASK) & 1) << 9;
        uint64_t weight = (said * 0xD1B54A32D192ED03U) | 1;
        sum += (hash[i] * weight) & -(uint64_t)there[i];
    }
    return sum;
}

/* --- counters --- */

/* Nearly always: it lies in this unit (only there it has its number), and this is its only row. */
static bool has_no_other_row(const struct scan_chunk *k, unsigned row)
{
    uint64_t id = scan_number(k->c.id, 8, row);
    if (!scan_number(k->c.number, 4, row) || row == 0 || row + 1 >= k->c.n)
        return false;
    return scan_number(k->c.id, 8, row - 1) != id && scan_number(k->c.id, 8, row + 1) != id;
}

static void found_moved(struct scan *s, enum indicator line, uint64_t id, struct unit_key unit)
{
    if (s->collect && s->collect->what == line && s->collect->state == EXPLAIN_MOVED)
        scan_collect_add(s, id, unit);
}

void scan_collect_add(struct scan *s, uint64_t id, struct unit_key unit)
{
    struct scan_found *f = SCAN_PUSH(s->collect->v, s->collect->n);
    f->id = id;
    f->unit = unit;
}

static void add_moved(struct scan *s, const struct scan_chunk *k, const struct year_view *v,
                      enum indicator line, const uint64_t *hash)
{
    uint16_t on = s->day[v->year].on;
    if (!v->recorded || k->always || k->rows.to_min >= on)
        return;
    for (unsigned i = 0; i < k->c.n; i++) {
        if (!v->recorded[i] || k->rows.to[i] >= on || k->rows.from[i] > k->rows.to[i])
            continue;
        if (k->rows.ages && k->rows.born[i] > s->day[v->year].on18)
            continue;
        if (hash)
            s->row[k->place->row].sum[v->year] += scan_mix(~hash[i] + v->recorded[i]);
        if (has_no_other_row(k, i)) {
            scan_tally(s, (size_t)k->place->row, v->year, line)->moved++;
            found_moved(s, line, column_chunk_id(&k->c, i), k->place->unit);
            continue;
        }
        struct scan_moved *m = SCAN_PUSH(s->moved, s->n_moved);
        m->id = column_chunk_id(&k->c, i);
        m->unit = k->place->unit;
        m->year = v->year;
        m->row = k->place->row;
        m->line = line;
    }
}

bool scan_wanted(const struct scan_collect *c, bool registered, bool proposed, bool recognised)
{
    switch (c->state) {
    case EXPLAIN_TOTAL:
        return true;
    case EXPLAIN_REGISTERED:
        return registered;
    case EXPLAIN_PROPOSED:
        return proposed;
    case EXPLAIN_RECOGNISED:
        return recognised;
    case EXPLAIN_MISSING:
        return !recognised;
    case EXPLAIN_MOVED: /* found where they are counted */
        return false;
    }
    return false;
}

static void collect(struct scan *s, const struct scan_chunk *k, const struct year_view *v)
{
    for (unsigned i = 0; i < k->c.n; i++) {
        uint8_t state = v->state ? v->state[i] : 0;
        if (v->valid && !v->valid[i])
            continue;
        if (scan_wanted(s->collect, title_counts_registered(state), title_counts_proposed(state),
                        title_counts_recognised(state)))
            scan_collect_add(s, column_chunk_id(&k->c, i), k->place->unit);
    }
}

static void count_year(struct scan *s, const struct scan_chunk *k, const struct year_view *v,
                       struct tally *t)
{
    struct counts c = count_states(v->state, v->before, v->valid, k->c.n);
    t->registered += c.registered;
    t->proposed += c.proposed;
    t->recognised += c.recognised;
    if (s->closed[v->year])
        t->lost += c.lost;
    if (v->state != v->recorded)
        c = count_states(v->recorded, NULL, v->valid, k->c.n);
    t->decided += c.recognised;
}

/* Recognised in every year of the scan, and there in the last one. */
static void count_every(struct scan *s, const struct scan_chunk *k, enum indicator line)
{
    uint8_t every[COLUMNS_CHUNK], into[COLUMNS_CHUNK];
    int last = s->years - 1;
    if (!(k->place->years >> last & 1) || !k->n_valid[last])
        return;
    memset(every, 1, k->c.n);
    if (k->valid[last])
        memcpy(every, k->valid[last], k->c.n);
    for (int y = 0; y < s->years; y++) {
        const uint8_t *state = in_term(k, s->first + y, into);
        if (!state)
            return;
        for (unsigned i = 0; i < k->c.n; i++)
            every[i] &= (state[i] & STATE_MASK) == STATE_RECOGNISED;
    }
    struct tally *t = scan_tally(s, (size_t)k->place->row, last, line);
    for (unsigned i = 0; i < k->c.n; i++)
        t->every += every[i];
}

/* The open year: recognised in the year before, and nobody has said yet for this one. */
static void count_again(struct scan *s, const struct scan_chunk *k, enum indicator line)
{
    uint8_t now_into[COLUMNS_CHUNK], before_into[COLUMNS_CHUNK];
    int last = s->years - 1;
    if (s->closed[last] || !(k->place->years >> last & 1) || !k->n_valid[last])
        return;
    const uint8_t *now = in_term(k, s->first + last, now_into);
    const uint8_t *before = in_term(k, s->first + last - 1, before_into);
    struct counts c = count_states(now, before, k->valid[last], k->c.n);
    scan_tally(s, (size_t)k->place->row, last, line)->again += c.lost;
}

/* The states of v->year; before only when the year is closed (nothing is lost in an open one). */
static void view_states(const struct scan *s, const struct scan_chunk *k, struct year_view *v)
{
    int year = s->first + v->year;
    bool plain = k->c.slots == 1 && k->counts_years == 1;
    v->recorded = plain ? k->state[v->year] : recorded(k, year, v->into[0]);
    v->state = k->counts_years > 1 ? in_term(k, year, v->into[1]) : v->recorded;
    if (!s->closed[v->year])
        v->before = NULL;
    else if (plain && v->year > 0)
        v->before = k->state[v->year - 1];
    else
        v->before = in_term(k, year - 1, v->into[2]);
}

static void count_chunk(struct scan *s, const struct scan_chunk *k, enum indicator line,
                        uint32_t *records)
{
    uint64_t hash[COLUMNS_CHUNK];
    bool hashed = s->flags & SCAN_FINGERPRINT;
    struct year_view v;
    if (hashed)
        hash_rows(k, hash);
    for (int y = 0; y < s->years; y++) {
        if (!(k->place->years >> y & 1))
            continue;
        unsigned n = k->n_valid[y];
        v.year = y;
        v.valid = k->valid[y];
        view_states(s, k, &v);
        records[y] += n;
        struct tally *t = scan_tally(s, (size_t)k->place->row, y, line);
        if (n)
            count_year(s, k, &v, t);
        add_moved(s, k, &v, line, hashed ? hash : NULL);
        if (hashed && n)
            s->row[k->place->row].sum[y] += hash_year(s, k, &v, hash);
        if (s->collect && s->collect->what == line && n)
            collect(s, k, &v);
    }
    if (s->flags & SCAN_EVERY) {
        count_every(s, k, line);
        count_again(s, k, line);
    }
}

/* Rows that are not of this line are never there. */
static void keep_class(const struct scan *s, struct scan_chunk *k, enum row_class rows)
{
    const uint8_t *managed, *counts;
    if (rows == CLASS_ALL)
        return;
    managed = scan_packed(k, s->at.managed);
    counts = scan_packed(k, s->at.counts);
    for (unsigned i = 0; i < k->c.n; i++)
        if (counts[i] != 1 || (managed[i] > 1) != (rows == CLASS_ABOVE))
            count_rows_drop(&k->rows, i);
    count_rows_bounds(&k->rows);
}

/* --- who moved away, and only within --- */

static int by_id(const void *a, const void *b)
{
    const struct scan_moved *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    if (x->year != y->year)
        return x->year - y->year;
    return x->row - y->row;
}

static void find_here(struct scan *s, const struct scan_place *p, const struct count_rows *rows,
                      unsigned i, uint64_t id)
{
    size_t lo = 0, hi = s->n_moved;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->moved[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < s->n_moved && s->moved[lo].id == id; lo++) {
        struct scan_moved *m = &s->moved[lo];
        uint16_t on = s->day[m->year].on;
        bool same = s->flags & SCAN_BY_HAMLET ? p->row == m->row : true;
        if (same && p->years >> m->year & 1 && rows->from[i] <= on && on <= rows->to[i])
            m->here = true;
    }
}

/* A subject whose row ended may have another row here: it moved to another hamlet of the unit, or
 * a packed field changed on a day. Rare, so the columns are read once more. */
static void settle_moved(struct scan *s, enum entity_id entity)
{
    struct unit_key u;
    struct span bytes;
    struct scan_chunk k = {0};
    if (!s->n_moved)
        return;
    qsort(s->moved, s->n_moved, sizeof *s->moved, by_id);
    struct column_scan *scan = column_scan_begin(s->t->tx, BOOK_COLUMN, entity, buf_span(&s->own));
    while (column_scan_next(scan, &u, &bytes)) {
        const struct scan_place *p = scan_place_of(s, u);
        if (p->row < 0 || !column_chunk_parse(bytes, &k.c))
            continue;
        count_rows_init(&k.rows, &k.c, NULL);
        for (unsigned i = 0; i < k.c.n; i++)
            find_here(s, p, &k.rows, i, column_chunk_id(&k.c, i));
    }
    column_scan_end(scan);
    for (size_t i = 0; i < s->n_moved; i++) {
        const struct scan_moved *m = &s->moved[i];
        bool again = i > 0 && by_id(m, m - 1) == 0;
        if (m->here || again)
            continue;
        scan_tally(s, (size_t)m->row, m->year, m->line)->moved++;
        found_moved(s, m->line, m->id, m->unit);
    }
    s->n_moved = 0;
    free(s->moved);
    s->moved = NULL;
}

/* --- a pass --- */

/* A large store is not in the caches: all the lines of a chunk that will be read are asked for at
 * once, instead of one after the other.. */
static void ask_for(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i += 64)
        __builtin_prefetch(p + i);
}

static bool chunk_init(const struct scan *s, struct scan_chunk *k, struct span bytes,
                       const struct title_pass *pass)
{
    if (!column_chunk_parse(bytes, &k->c))
        return false;
    bool ages = pass->entity == ENTITY_CITIZEN;
    bool open = k->c.open && !ages && pass->rows == CLASS_ALL;
    if (!open)
        ask_for(k->c.from, 4 * (size_t)k->c.n);
    if (pass->entity == ENTITY_HOUSEHOLD)
        ask_for(scan_packed(k, s->at.workers), 4 * (size_t)k->c.n);
    ask_for(k->c.state, (size_t)k->c.n * (unsigned)k->c.years * k->c.slots);
    if (open)
        count_rows_open(&k->rows, k->c.n);
    else
        count_rows_init(&k->rows, &k->c, ages ? scan_packed(k, s->at.birth) : NULL);
    keep_class(s, k, pass->rows);
    k->always = count_all_valid(&k->rows, s->day[0], s->day[s->years - 1]);
    for (int y = 0; y < s->years; y++) {
        bool all = k->always;
        k->state[y] = column_chunk_state(&k->c, k->slot, s->first + y);
        k->n_valid[y] = all ? k->c.n : count_valid(&k->rows, s->day[y], k->there[y], &all);
        k->valid[y] = all ? NULL : k->there[y];
    }
    return true;
}

/* Lines that are shown only when there is a record: of any year; an organisation managed above. */
static bool is_shown(const struct scan_chunk *k, enum row_class rows)
{
    for (int y = 0; y < k->c.years; y++) {
        const uint8_t *p = column_chunk_state(&k->c, k->slot, k->c.first_year + y);
        for (unsigned i = 0; p && i < k->c.n; i++)
            if (p[i])
                return true;
    }
    if (rows == CLASS_ABOVE)
        for (unsigned i = 0; i < k->c.n; i++)
            if (k->rows.from[i] <= k->rows.to[i])
                return true;
    return false;
}

static bool sometimes(enum indicator line)
{
    return line == INDICATOR_COMMUNE || line == INDICATOR_ORGANISATION2;
}

static void people(struct scan *s, struct scan_place *p, const struct scan_chunk *k,
                   enum indicator line)
{
    if (line == INDICATOR_CLAN)
        scan_people_clans(s, k);
    if (line == INDICATOR_ORGANISATION)
        scan_people_orgs(s, k);
    if (line == INDICATOR_CITIZEN) {
        scan_people_staff(s, k);
        scan_people_workers(s, k);
    }
    if (line == INDICATOR_FAMILY)
        scan_people_households(s, p, k);
}

/* The years by which the hamlet had ended. */
static uint32_t ended_years(const struct scan *s, const struct scan_chunk *k)
{
    uint32_t mask = 0;
    for (unsigned i = 0; i < k->c.n && !k->c.open; i++)
        for (int y = 0; y < s->years; y++)
            mask |= (uint32_t)(scan_number(k->c.to, 2, i) < s->day[y].on) << y;
    return mask;
}

/* A commune's own title is of that commune, not of the one it was merged into. */
static bool is_of_old_commune(const struct scan *s, const struct scan_place *p)
{
    if (s->level == UNIT_COMMUNE)
        return !unit_eq(p->unit, s->unit);
    return !unit_eq(p->unit, unitbook_commune(s->t, p->unit, s->communes_on));
}

/* Which years of the hamlet held community: its households then count for citizen_worker. */
static uint32_t held_years(const struct scan *s, const struct scan_chunk *k)
{
    uint32_t mask = 0;
    for (unsigned i = 0; i < k->c.n; i++)
        mask |= scan_held_years(s, k, i);
    return mask;
}

static void one_title(struct scan *s, const struct title_pass *pass, bool around)
{
    const struct title_kind *kind = title_by_id(pass->title);
    struct scan_chunk k = {.e = entity_by_id(pass->entity),
                           .slot = (unsigned)kind->slot,
                           .counts_years = s->terms.most[pass->title],
                           .term = s->terms.years[pass->title]};
    struct column_scan *scan = column_scan_begin(s->t->tx, BOOK_COLUMN, pass->entity,
                                                 buf_span(around ? &s->around : &s->own));
    struct unit_key u, last = {0};
    struct scan_place *p = NULL;
    uint32_t records[COLUMNS_YEARS] = {0};
    struct span bytes;
    while (column_scan_next(scan, &u, &bytes)) {
        if (!unit_eq(u, last)) {
            if (p && p->row >= 0)
                scan_facts_flush(s, p, pass->line, records);
            memset(records, 0, sizeof records);
            p = scan_place_of(s, u);
            last = u;
            if (p->row >= 0)
                scan_facts_begin(s, p, pass->line);
        }
        if (p->row == PLACE_FOREIGN || (p->row == PLACE_CONTEXT && !around) ||
            (pass->entity == ENTITY_COMMUNE && is_of_old_commune(s, p))) {
            column_scan_skip_unit(scan);
            continue;
        }
        if (!chunk_init(s, &k, bytes, pass)) {
            s->failed = STATUS_CORRUPT;
            break;
        }
        k.place = p;
        if (pass->line == INDICATOR_COMMUNITY) {
            p->community |= held_years(s, &k);
            p->ended |= ended_years(s, &k);
            if (p->row >= 0 && s->flags & SCAN_BY_HAMLET)
                s->row[p->row].ended = p->ended;
        }
        if (p->row >= 0) {
            count_chunk(s, &k, pass->line, records);
            if (sometimes(pass->line) && is_shown(&k, pass->rows))
                scan_tally(s, (size_t)p->row, 0, pass->line)->exists = true;
        }
        people(s, p, &k, pass->line);
    }
    if (p && p->row >= 0)
        scan_facts_flush(s, p, pass->line, records);
    column_scan_end(scan);
    scan_facts_rest(s, pass->line);
}

void scan_pass(struct scan *s, enum entity_id entity)
{
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        if (passes[i].entity == entity)
            one_title(s, &passes[i], entity == ENTITY_CLAN || entity == ENTITY_CITIZEN);
    settle_moved(s, entity);
}
