/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/utf8.h"

#include <assert.h>
#include <string.h>

static bool is_tail(unsigned char b)
{
    return (b & 0xC0) == 0x80;
}

/* Bytes a sequence has by its first byte; 0: none begins so. lo and hi bound the second byte, which
 * is where overlong forms, surrogates and what lies above U+10FFFF are told apart. */
static size_t sequence(unsigned char b, unsigned char *lo, unsigned char *hi)
{
    *lo = 0x80, *hi = 0xBF;
    if (b < 0x80)
        return 1;
    if (b < 0xC2 || b > 0xF4)
        return 0;
    if (b < 0xE0)
        return 2;
    if (b == 0xE0)
        *lo = 0xA0;
    else if (b == 0xED)
        *hi = 0x9F;
    else if (b == 0xF0)
        *lo = 0x90;
    else if (b == 0xF4)
        *hi = 0x8F;
    return b < 0xF0 ? 3 : 4;
}

size_t utf8_decode(const char *p, size_t n, uint32_t *cp)
{
    const unsigned char *u = (const unsigned char *)p;
    unsigned char lo, hi;
    size_t want = sequence(u[0], &lo, &hi), have = 1;
    assert(n > 0);
    *cp = UTF8_BROKEN;
    if (want == 1) {
        *cp = u[0];
        return 1;
    }
    if (want == 0 || n < 2 || u[1] < lo || u[1] > hi)
        return 1;
    uint32_t c = (uint32_t)(u[0] & (0xFF >> (want + 1))) << 6 | (u[1] & 0x3F);
    for (have = 2; have < want; have++) {
        if (have == n || !is_tail(u[have]))
            return have;
        c = c << 6 | (u[have] & 0x3F);
    }
    *cp = c;
    return want;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    assert(cp < 0xD800 || (cp > 0xDFFF && cp <= 0x10FFFF));
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_ascii_run(const char *p, size_t n)
{
    size_t i = 0;
    for (uint64_t w; i + 8 <= n; i += 8) {
        memcpy(&w, p + i, 8);
        if (w & 0x8080808080808080u)
            break;
    }
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

/* A state machine in shifts: a state is a multiple of 6, and each byte's word holds the next state
 * at the place of the present one. What is looked up does not wait for the state, so a byte costs
 * one shift. */
enum { START, TAIL1, TAIL2, TAIL3, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4, WRONG };
#define GO(from, to) ((uint64_t)(6 * (to)) << (6 * (from)))
#define ALL_WRONG                                                                                  \
    (GO(START, WRONG) | GO(TAIL1, WRONG) | GO(TAIL2, WRONG) | GO(TAIL3, WRONG) |                   \
     GO(AFTER_E0, WRONG) | GO(AFTER_ED, WRONG) | GO(AFTER_F0, WRONG) | GO(AFTER_F4, WRONG) |       \
     GO(WRONG, WRONG))
#define LEAD(to)    (ALL_WRONG ^ GO(START, WRONG) ^ GO(START, to))
#define SWAP(f, to) (GO(f, WRONG) ^ GO(f, to))
#define TAIL        (ALL_WRONG ^ SWAP(TAIL1, START) ^ SWAP(TAIL2, TAIL1) ^ SWAP(TAIL3, TAIL2))
#define TAIL_80     (TAIL ^ SWAP(AFTER_ED, TAIL1) ^ SWAP(AFTER_F4, TAIL2))
#define TAIL_90     (TAIL ^ SWAP(AFTER_ED, TAIL1) ^ SWAP(AFTER_F0, TAIL2))
#define TAIL_A0     (TAIL ^ SWAP(AFTER_E0, TAIL1) ^ SWAP(AFTER_F0, TAIL2))
#define X4(x)       x, x, x, x
#define X16(x)      X4(x), X4(x), X4(x), X4(x)

static const uint64_t machine[256] = {
    X16(LEAD(START)), X16(LEAD(START)), X16(LEAD(START)), X16(LEAD(START)), X16(LEAD(START)),
    X16(LEAD(START)), X16(LEAD(START)), X16(LEAD(START)), X16(TAIL_80),     X16(TAIL_90),
    X16(TAIL_A0),     X16(TAIL_A0),     ALL_WRONG,        ALL_WRONG,        LEAD(TAIL1),
    LEAD(TAIL1),      X4(LEAD(TAIL1)),  X4(LEAD(TAIL1)),  X4(LEAD(TAIL1)),  X16(LEAD(TAIL1)),
    LEAD(AFTER_E0),   LEAD(TAIL2),      LEAD(TAIL2),      LEAD(TAIL2),      X4(LEAD(TAIL2)),
    X4(LEAD(TAIL2)),  LEAD(TAIL2),      LEAD(AFTER_ED),   LEAD(TAIL2),      LEAD(TAIL2),
    LEAD(AFTER_F0),   LEAD(TAIL3),      LEAD(TAIL3),      LEAD(TAIL3),      LEAD(AFTER_F4),
    ALL_WRONG,        ALL_WRONG,        ALL_WRONG,        X4(ALL_WRONG),    X4(ALL_WRONG)};

bool utf8_valid(struct span s)
{
    uint64_t state = 6 * START;
    for (size_t i = 0; i < s.n; i++)
        state = machine[(unsigned char)s.p[i]] >> (state & 63);
    return (state & 63) == 6 * START;
}

size_t utf8_tail(struct span s)
{
    for (size_t back = 1; back <= 3 && back <= s.n; back++) {
        const char *p = s.p + s.n - back;
        unsigned char lo, hi;
        if (is_tail((unsigned char)*p))
            continue;
        uint32_t cp;
        size_t want = sequence((unsigned char)*p, &lo, &hi);
        /* incomplete when the whole rest is one broken part and too short */
        return want > back && utf8_decode(p, back, &cp) == back ? back : 0;
    }
    return 0;
}

void utf8_copy(char *to, size_t size, struct span from)
{
    size_t n = from.n < size ? from.n : size - 1;
    if (n < from.n)
        n -= utf8_tail((struct span){from.p, n});
    if (n)
        memcpy(to, from.p, n);
    to[n] = 0;
}

size_t utf8_count(struct span s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i = utf8_next(s, i))
        count++;
    return count;
}

size_t utf8_next(struct span s, size_t at)
{
    uint32_t cp;
    return at >= s.n ? s.n : at + utf8_decode(s.p + at, s.n - at, &cp);
}

size_t utf8_prev(struct span s, size_t at)
{
    if (at == 0)
        return 0;
    assert(at <= s.n);
    for (size_t back = 2; back <= 4 && back <= at; back++) {
        uint32_t cp;
        const char *p = s.p + at - back;
        if (is_tail((unsigned char)*p))
            continue;
        return utf8_decode(p, back, &cp) == back ? at - back : at - 1;
    }
    return at - 1;
}
