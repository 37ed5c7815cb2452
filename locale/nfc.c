/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/nfc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/nfc_tables.h"
#include "locale/utf8.h"

enum { /* Hangul syllables are computed, not listed */
       S_BASE = 0xAC00,
       L_BASE = 0x1100,
       V_BASE = 0x1161,
       T_BASE = 0x11A7,
       L_COUNT = 19,
       V_COUNT = 21,
       T_COUNT = 28,
       S_COUNT = L_COUNT * V_COUNT * T_COUNT
};

static const struct nfc_range *find_range(uint32_t cp)
{
    size_t lo = 0, hi = nfc_ranges_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp > nfc_ranges[mid].last)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < nfc_ranges_n && cp >= nfc_ranges[lo].first ? &nfc_ranges[lo] : NULL;
}

int nfc_class(uint32_t cp)
{
    const struct nfc_range *r = cp < 0x300 ? NULL : find_range(cp);
    return r ? r->ccc : 0;
}

static const struct nfc_decomposition *find_decomposition(uint32_t cp)
{
    size_t lo = 0, hi = nfc_decompositions_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (nfc_decompositions[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < nfc_decompositions_n && nfc_decompositions[lo].cp == cp)
        return &nfc_decompositions[lo];
    return NULL;
}

size_t nfc_decompose(uint32_t cp, uint32_t out[NFC_DECOMPOSED_MAX])
{
    if (cp >= S_BASE && cp < S_BASE + S_COUNT) {
        uint32_t s = cp - S_BASE, t = s % T_COUNT;
        out[0] = L_BASE + s / (V_COUNT * T_COUNT);
        out[1] = V_BASE + s / T_COUNT % V_COUNT;
        if (t)
            out[2] = T_BASE + t;
        return t ? 3 : 2;
    }
    uint32_t tail[NFC_DECOMPOSED_MAX];
    size_t tails = 0, n = 0;
    const struct nfc_decomposition *d;
    while (cp >= 0xC0 && (d = find_decomposition(cp))) {
        assert(tails < NFC_DECOMPOSED_MAX - 1);
        if (d->second)
            tail[tails++] = d->second;
        cp = d->first;
    }
    out[n++] = cp;
    while (tails)
        n += nfc_decompose(tail[--tails], out + n); /* U+0F71 inside U+0F73, U+0308 U+0301 .. */
    return n;
}

/* The primary composite of two code points; 0: there is none. */
static uint32_t compose(uint32_t a, uint32_t b)
{
    if (a >= L_BASE && a < L_BASE + L_COUNT && b >= V_BASE && b < V_BASE + V_COUNT)
        return S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT;
    if (a >= S_BASE && a < S_BASE + S_COUNT && (a - S_BASE) % T_COUNT == 0 && b > T_BASE &&
        b < T_BASE + T_COUNT)
        return a + (b - T_BASE);
    size_t lo = 0, hi = nfc_pairs_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const struct nfc_decomposition *d = &nfc_decompositions[nfc_pairs[mid]];
        if (d->first == a && d->second == b)
            return d->cp;
        if (d->first < a || (d->first == a && d->second < b))
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

/* Code points on their way through normalisation: the low 24 bits, above them the class. */
struct run {
    uint32_t *p;
    size_t n, cap;
    uint32_t small[32];
};

static void run_add(struct run *r, uint32_t cp)
{
    if (r->n == r->cap) {
        uint32_t *old = r->p;
        r->cap *= 2;
        r->p = mem_realloc_array(old == r->small ? NULL : old, r->cap, sizeof *r->p);
        if (old == r->small)
            memcpy(r->p, r->small, sizeof r->small);
    }
    r->p[r->n++] = cp | (uint32_t)nfc_class(cp) << 24;
}

/* Stable, by class. Long runs occur only in hostile text, and must not take quadratic time. */
static void sort_marks(uint32_t *p, size_t n)
{
    if (n <= 16) {
        for (size_t i = 1; i < n; i++) {
            uint32_t x = p[i];
            size_t j = i;
            for (; j > 0 && p[j - 1] >> 24 > x >> 24; j--)
                p[j] = p[j - 1];
            p[j] = x;
        }
        return;
    }
    size_t at[257] = {0};
    uint32_t *old = mem_dup(p, n * sizeof *p);
    for (size_t i = 0; i < n; i++)
        at[(old[i] >> 24) + 1]++;
    for (size_t i = 1; i < 257; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < n; i++)
        p[at[old[i] >> 24]++] = old[i];
    free(old);
}

static void reorder(struct run *r)
{
    for (size_t i = 0; i < r->n;) {
        size_t end = i;
        while (end < r->n && r->p[end] >> 24)
            end++;
        if (end - i > 1)
            sort_marks(r->p + i, end - i);
        i = end + (end == i);
    }
}

static void recompose(struct run *r)
{
    size_t n = 0, starter = SIZE_MAX;
    int last = -1; /* class of the last mark kept since the starter; -1: none */
    for (size_t i = 0; i < r->n; i++) {
        uint32_t c = r->p[i] & 0xFFFFFF, joined;
        int k = (int)(r->p[i] >> 24);
        if (starter != SIZE_MAX && last < k && (joined = compose(r->p[starter], c))) {
            r->p[starter] = joined;
            continue;
        }
        if (k == 0) {
            starter = n;
            last = -1;
        } else {
            last = k;
        }
        r->p[n++] = c;
    }
    r->n = n;
}

static void add_normalised(struct buf *out, struct span s)
{
    struct run r = {.cap = sizeof r.small / sizeof *r.small};
    r.p = r.small;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp, parts[NFC_DECOMPOSED_MAX];
        i += utf8_decode(s.p + i, s.n - i, &cp);
        size_t n = nfc_decompose(cp, parts);
        for (size_t j = 0; j < n; j++)
            run_add(&r, parts[j]);
    }
    reorder(&r);
    recompose(&r);
    for (size_t i = 0; i < r.n; i++)
        buf_add_cp(out, r.p[i]);
    if (r.p != r.small)
        free(r.p);
}

/* A long text has few letters to be joined and has them often (134 in Vietnamese): what was
 * normalised once is remembered while one call lasts. Zeroed is empty. */
enum { MEMORY = 512, MEMORY_WORTH = 2048 }; /* entries; bytes of text from which it pays */
struct memory {
    struct remembered {
        uint64_t bytes; /* of the text, at most 8; 0: free */
        uint8_t n;
        char result[7];
    } v[MEMORY];
};

static void add_remembered(struct memory *m, struct buf *out, struct span s)
{
    uint64_t bytes = 0;
    if (s.n > sizeof bytes || s.p[s.n - 1] == '\0') {
        add_normalised(out, s);
        return;
    }
    memcpy(&bytes, s.p, s.n);
    struct remembered *r = &m->v[bytes * 0x9E3779B97F4A7C15u >> 55];
    if (r->bytes != bytes) {
        size_t before = out->n;
        add_normalised(out, s);
        if (out->n - before > sizeof r->result)
            return;
        r->bytes = bytes;
        r->n = (uint8_t)(out->n - before);
        memcpy(r->result, out->p + before, r->n);
        return;
    }
    buf_add(out, r->result, r->n);
}

enum kind { BOUNDARY, JOINS, BROKEN };

/* What stands at i, and its bytes. Latin up to U+02FF, Vietnamese letters (1E00-1EFF) and the
 * punctuation of 2010-203F are told by their first bytes. */
static inline enum kind look(struct span s, size_t i, size_t *len)
{
    const unsigned char *u = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    if (u[0] < 0x80) {
        *len = 1;
        return BOUNDARY;
    }
    if (u[0] >= 0xC2 && u[0] <= 0xCB && left >= 2 && (u[1] & 0xC0) == 0x80) {
        *len = 2;
        return BOUNDARY;
    }
    if (left >= 3 && (u[2] & 0xC0) == 0x80 &&
        ((u[0] == 0xE1 && u[1] >= 0xB8 && u[1] <= 0xBB) ||
         (u[0] == 0xE2 && u[1] == 0x80 && u[2] >= 0x90))) {
        *len = 3;
        return BOUNDARY;
    }
    uint32_t cp;
    *len = utf8_decode(s.p + i, left, &cp);
    if (cp == UTF8_BROKEN)
        return BROKEN;
    return find_range(cp) ? JOINS : BOUNDARY;
}

/* Text whose NFC is plain by its bytes: what look() tells without a table, as a state machine in
 * shifts (see utf8.c): in Vietnamese text every second character is no ASCII, and branches on it
 * cost more than reading all bytes. */
enum { START, TAIL, AFTER_E1, AFTER_E2, AFTER_E280, OTHER };
#define GO(from, to) ((uint64_t)(6 * (to)) << (6 * (from)))
#define ALL_OTHER                                                                                  \
    (GO(START, OTHER) | GO(TAIL, OTHER) | GO(AFTER_E1, OTHER) | GO(AFTER_E2, OTHER) |              \
     GO(AFTER_E280, OTHER) | GO(OTHER, OTHER))
#define SWAP(from, to) (GO(from, OTHER) ^ GO(from, to))
#define ASCII          (ALL_OTHER ^ SWAP(START, START))
#define LATIN          (ALL_OTHER ^ SWAP(START, TAIL))
#define TAIL_8         (ALL_OTHER ^ SWAP(TAIL, START))
#define TAIL_80        (TAIL_8 ^ SWAP(AFTER_E2, AFTER_E280))
#define TAIL_9         (TAIL_8 ^ SWAP(AFTER_E280, START))
#define TAIL_B8        (TAIL_9 ^ SWAP(AFTER_E1, TAIL))
#define X4(x)          x, x, x, x
#define X8(x)          X4(x), X4(x)
#define X16(x)         X8(x), X8(x)

static const uint64_t plain_machine[256] = {X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            X16(ASCII),
                                            TAIL_80,
                                            TAIL_8,
                                            TAIL_8,
                                            TAIL_8,
                                            X4(TAIL_8),
                                            X8(TAIL_8),
                                            X16(TAIL_9),
                                            X16(TAIL_9),
                                            X8(TAIL_9),
                                            X4(TAIL_B8),
                                            X4(TAIL_9),
                                            ALL_OTHER,
                                            ALL_OTHER,
                                            LATIN,
                                            LATIN,
                                            X8(LATIN),
                                            X4(ALL_OTHER),
                                            X16(ALL_OTHER),
                                            ALL_OTHER,
                                            ALL_OTHER ^ SWAP(START, AFTER_E1),
                                            ALL_OTHER ^ SWAP(START, AFTER_E2),
                                            ALL_OTHER,
                                            X4(ALL_OTHER),
                                            X8(ALL_OTHER),
                                            X16(ALL_OTHER)};

enum { BLOCK = 64 };

/* Skips blocks of plain text from i, a start of a character; ends at one. */
static size_t skip_plain(struct span s, size_t i)
{
    uint64_t state = 6 * START;
    while (s.n - i >= BLOCK) {
        uint64_t before = state;
        for (size_t k = 0; k < BLOCK; k++)
            state = plain_machine[(unsigned char)s.p[i + k]] >> (state & 63);
        if ((state & 63) == 6 * OTHER) {
            state = before;
            break;
        }
        i += BLOCK;
    }
    if ((state & 63) != 6 * START)
        do /* into the middle of a character: back to its start */
            i--;
        while ((s.p[i] & 0xC0) == 0x80);
    return i;
}

/* Reads on from i while nothing is to be done; returns where it stopped, *last: the last boundary
 * (or i). Where a letter had to be joined the next one is near: `near` does not try whole blocks.
 */
static size_t skip_normal(struct span s, size_t i, bool near, size_t *last, enum kind *why,
                          size_t *len)
{
    *why = BOUNDARY;
    *last = i;
    for (; i < s.n; near = false) {
        size_t plain = near ? i : skip_plain(s, i);
        size_t stop = plain + BLOCK < s.n ? plain + BLOCK : s.n;
        if (plain > i) {
            *last = utf8_prev(s, plain);
            i = plain;
        }
        while (i < stop) { /* one that is not plain, or the end */
            *why = look(s, i, len);
            if (*why != BOUNDARY)
                return i;
            *last = i;
            i += *len;
        }
    }
    return i;
}

void nfc_add(struct buf *out, struct span s)
{
    struct memory *memory = NULL;
    bool near = false;
    for (size_t i = 0; i < s.n;) {
        size_t last, len = 0, from = i;
        enum kind why;
        i = skip_normal(s, i, near, &last, &why, &len);
        if (i == s.n || why == BROKEN) {
            buf_add(out, s.p + from, i - from);
            if (i < s.n)
                buf_add_cp(out, UTF8_REPLACEMENT);
            i += i < s.n ? len : 0;
            continue;
        }
        buf_add(out, s.p + from, last - from);
        while (i < s.n && look(s, i, &len) == JOINS)
            i += len;
        if (!memory && s.n >= MEMORY_WORTH)
            memory = mem_alloc(sizeof *memory);
        if (memory)
            add_remembered(memory, out, (struct span){s.p + last, i - last});
        else
            add_normalised(out, (struct span){s.p + last, i - last});
        near = true;
    }
    free(memory);
}

bool nfc_is(struct span s)
{
    size_t last, len = 0;
    enum kind why;
    if (skip_normal(s, 0, false, &last, &why, &len) == s.n)
        return true;
    if (why == BROKEN)
        return false;
    struct buf b = {0};
    nfc_add(&b, s);
    bool same = utf8_valid(s) && span_eq(buf_span(&b), s);
    buf_release(&b);
    return same;
}

size_t nfc_final(struct span s)
{
    for (size_t i = s.n; i > 0;) {
        size_t len;
        i = utf8_prev(s, i);
        if (look(s, i, &len) != JOINS)
            return i;
    }
    return 0;
}

size_t nfc_first(struct span s)
{
    size_t i = 0, len;
    while (i < s.n && look(s, i, &len) == JOINS)
        i += len;
    return i;
}
