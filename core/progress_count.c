/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/progress_count.h"

#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#define SWAP16(x) __builtin_bswap16(x)
#else
#define SWAP16(x) (x)
#endif

struct count_day count_day_make(day on)
{
    int y, m, d;
    day_split(on, &y, &m, &d);
    if (m == 2 && d == 29)
        d = 28; /* 18 years before a leap year is none */
    day back = day_make(y - 18, m, d);
    return (struct count_day){(uint16_t)on, (uint16_t)(back < 0 ? 0 : back)};
}

static void load16(uint16_t *to, const uint8_t *from, unsigned n)
{
    memcpy(to, from, 2 * (size_t)n);
    for (unsigned i = 0; i < n; i++)
        to[i] = SWAP16(to[i]);
}

void count_rows_init(struct count_rows *r, const struct column_chunk *c, const uint8_t *born)
{
    r->n = c->n;
    r->blocks = (c->n + COUNT_LANES - 1) / COUNT_LANES;
    r->ages = born != NULL;
    load16(r->from, c->from, c->n);
    load16(r->to, c->to, c->n);
    if (born)
        load16(r->born, born, c->n);
    for (unsigned i = c->n; i < r->blocks * COUNT_LANES; i++) {
        r->from[i] = 0;
        r->to[i] = COLUMNS_OPEN;
        r->born[i] = 0;
    }
    count_rows_bounds(r);
}

void count_rows_open(struct count_rows *r, unsigned n)
{
    r->n = n;
    r->blocks = (n + COUNT_LANES - 1) / COUNT_LANES;
    r->ages = false;
    r->from_max = r->born_max = 0;
    r->to_min = COLUMNS_OPEN;
}

void count_rows_drop(struct count_rows *r, unsigned row)
{
    r->from[row] = COLUMNS_OPEN;
    r->to[row] = 0;
}

enum { DAY_LANES = 8 };
typedef uint16_t days __attribute__((vector_size(2 * DAY_LANES)));

static days load_days(const uint16_t *p)
{
    days d;
    memcpy(&d, p, sizeof d);
    return d;
}

void count_rows_bounds(struct count_rows *r)
{
    days from = {0}, to = ~from, born = {0};
    for (unsigned i = 0; i < r->blocks * COUNT_LANES; i += DAY_LANES) {
        days f = load_days(r->from + i), t = load_days(r->to + i), more = (days)(f > from);
        days less = (days)(t < to);
        from = (f & more) | (from & ~more);
        to = (t & less) | (to & ~less);
        if (r->ages) {
            days b = load_days(r->born + i), later = (days)(b > born);
            born = (b & later) | (born & ~later);
        }
    }
    r->from_max = r->born_max = 0;
    r->to_min = COLUMNS_OPEN;
    for (unsigned k = 0; k < DAY_LANES; k++) {
        r->from_max = from[k] > r->from_max ? from[k] : r->from_max;
        r->to_min = to[k] < r->to_min ? to[k] : r->to_min;
        r->born_max = born[k] > r->born_max ? born[k] : r->born_max;
    }
}

/* One machine word of rows; the compiler knows how to add and compare them (GCC and clang, on any
 * processor). GCC 12 does not find this form by itself in a loop over bytes. */
typedef uint8_t lanes __attribute__((vector_size(COUNT_LANES)));

static lanes load(const uint8_t *p)
{
    lanes l;
    memcpy(&l, p, sizeof l);
    return l;
}

static unsigned add_lanes(lanes l)
{
    uint64_t a, b;
    memcpy(&a, &l, 8);
    memcpy(&b, (const char *)&l + 8, 8);
    return (unsigned)(((a + b) * 0x0101010101010101U) >> 56); /* at most 128 */
}

bool count_all_valid(const struct count_rows *r, struct count_day first, struct count_day last)
{
    return r->from_max <= first.on && r->to_min >= last.on &&
           (!r->ages || r->born_max <= first.on18);
}

unsigned count_valid(const struct count_rows *r, struct count_day d, uint8_t valid[COLUMNS_CHUNK],
                     bool *all)
{
    unsigned n = r->blocks * COUNT_LANES;
    lanes sum = {0};
    *all = count_all_valid(r, d, d);
    if (*all)
        return r->n;
    for (unsigned i = 0; i < n; i += COUNT_LANES)
        for (unsigned k = 0; k < COUNT_LANES; k++)
            valid[i + k] = (uint8_t)((r->from[i + k] <= d.on) & (d.on <= r->to[i + k]));
    for (unsigned i = 0; r->ages && i < n; i += COUNT_LANES)
        for (unsigned k = 0; k < COUNT_LANES; k++)
            valid[i + k] = (uint8_t)(valid[i + k] & (r->born[i + k] <= d.on18));
    memset(valid + r->n, 0, n - r->n);
    for (unsigned i = 0; i < n; i += COUNT_LANES)
        sum += load(valid + i);
    return add_lanes(sum);
}

struct lane_counts {
    lanes registered, proposed, recognised, lost;
};

/* A lane of a comparison is 255 or 0. Always inline: the counters stay in registers. The rules are
 * those of title_counts_*(); a test compares them for every byte. */
static inline __attribute__((always_inline)) void add_block(struct lane_counts *a, lanes state,
                                                            lanes before, lanes valid)
{
    lanes s = state & STATE_MASK;
    lanes open = valid & (lanes)(s != STATE_NONE) & (lanes)(s != STATE_WITHDRAWN);
    lanes recognised = valid & (lanes)(s == STATE_RECOGNISED);
    lanes had = valid & (lanes)((before & STATE_MASK) == STATE_RECOGNISED);
    a->registered += open;
    a->proposed += open & (lanes)(s >= STATE_PROPOSED) & (lanes)(s != STATE_REFUSED);
    a->recognised += recognised;
    a->lost += had & ~recognised;
}

/* Less than a block: most hamlets' own columns are one row. */
static struct counts count_few(const uint8_t *state, const uint8_t *before, const uint8_t *valid,
                               unsigned n)
{
    struct counts c = {0};
    for (unsigned i = 0; i < n; i++) {
        uint8_t s = state ? state[i] : 0;
        if (valid && !valid[i])
            continue;
        c.registered += title_counts_registered(s);
        c.proposed += title_counts_proposed(s);
        c.recognised += title_counts_recognised(s);
        c.lost += before && title_counts_recognised(before[i]) && !title_counts_recognised(s);
    }
    return c;
}

struct counts count_states(const uint8_t *state, const uint8_t *before, const uint8_t *valid,
                           unsigned n)
{
    /* from[k..] are COUNT_LANES - k lanes of 0, then k of 1 */
    static const uint8_t from[2 * COUNT_LANES] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const lanes none = {0}, ones = load(from + COUNT_LANES);
    struct lane_counts a = {0};
    unsigned i = 0;
    if (!state && !before)
        return (struct counts){0};
    if (n < COUNT_LANES)
        return count_few(state, before, valid, n);
    for (; i + COUNT_LANES <= n; i += COUNT_LANES)
        add_block(&a, state ? load(state + i) : none, before ? load(before + i) : none,
                  valid ? load(valid + i) : ones);
    if (i < n) { /* the last block again, without the lanes counted already */
        lanes rest = load(from + (n - i));
        unsigned at = n - COUNT_LANES;
        add_block(&a, state ? load(state + at) : none, before ? load(before + at) : none,
                  valid ? load(valid + at) & rest : rest);
    }
    return (struct counts){add_lanes(a.registered), add_lanes(a.proposed), add_lanes(a.recognised),
                           add_lanes(a.lost)};
}
