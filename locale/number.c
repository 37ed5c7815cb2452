/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/number.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static void add_grouped(struct buf *b, uint64_t n)
{
    if (n >= 1000) {
        add_grouped(b, n / 1000);
        buf_addf(b, ".%03u", (unsigned)(n % 1000));
    } else {
        buf_addf(b, "%u", (unsigned)n);
    }
}

void number_add_vn(struct buf *b, int64_t n)
{
    if (n < 0)
        buf_addc(b, '-');
    add_grouped(b, magnitude(n));
}

struct number_vn number_vn(int64_t n)
{
    struct number_vn v = {""};
    struct buf b = {0};
    number_add_vn(&b, n);
    assert(b.n < sizeof v.text); /* 19 digits, 6 dots, a sign */
    memcpy(v.text, b.p, b.n + 1);
    buf_release(&b);
    return v;
}

void number_add_hundredths_vn(struct buf *b, int64_t h)
{
    if (h < 0)
        buf_addc(b, '-');
    add_grouped(b, magnitude(h) / 100);
    buf_addf(b, ",%02u", (unsigned)(magnitude(h) % 100));
}

void number_add_hundredths_json(struct buf *b, int64_t h)
{
    buf_addf(b, "%s%" PRIu64 ".%02u", h < 0 ? "-" : "", magnitude(h) / 100,
             (unsigned)(magnitude(h) % 100));
}

int64_t number_rate_hundredths(uint64_t part, uint64_t total)
{
    assert(total > 0 && part <= 100000000000000u && total <= 100000000000000u);
    return (int64_t)((part * 20000 + total) / (2 * total));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits at the start of s, in groups of three or in none; the bytes read, 0 when there are none
 * or they are too many. "1.20" reads the 1 alone. */
static size_t read_digits(struct span s, uint64_t *out)
{
    size_t i = 0;
    uint64_t v = 0;
    char sep = 0;
    for (; i < s.n && is_digit(s.p[i]); i++) {
        if (v > 99999999999999999u)
            return 0;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (i <= 3)
        while (i > 0 && i + 3 < s.n && (sep ? s.p[i] == sep : s.p[i] == '.' || s.p[i] == ' ') &&
               is_digit(s.p[i + 1]) && is_digit(s.p[i + 2]) && is_digit(s.p[i + 3]) &&
               !(i + 4 < s.n && is_digit(s.p[i + 4])) && v <= 99999999999999u) {
            v = v * 1000 + (uint64_t)(s.p[i + 1] - '0') * 100 + (uint64_t)(s.p[i + 2] - '0') * 10 +
                (uint64_t)(s.p[i + 3] - '0');
            sep = s.p[i];
            i += 4;
        }
    *out = v;
    return i;
}

static bool read_sign(struct span *s)
{
    *s = span_trim(*s);
    if (s->n == 0 || s->p[0] != '-')
        return false;
    s->p++, s->n--;
    return true;
}

bool number_parse(struct span s, int64_t *out)
{
    uint64_t v;
    bool negative = read_sign(&s);
    if (s.n == 0 || read_digits(s, &v) != s.n)
        return false;
    *out = negative ? -(int64_t)v : (int64_t)v;
    return true;
}

bool number_parse_hundredths(struct span s, int64_t *out)
{
    uint64_t v;
    bool negative = read_sign(&s);
    size_t i = read_digits(s, &v);
    if (i == 0 || v > 9999999999999999u)
        return false;
    v *= 100;
    if (i < s.n) {
        size_t decimals = s.n - i - 1;
        if ((s.p[i] != ',' && s.p[i] != '.') || decimals < 1 || decimals > 2 ||
            !is_digit(s.p[i + 1]) || !is_digit(s.p[s.n - 1]))
            return false;
        v += (uint64_t)(s.p[i + 1] - '0') * 10;
        if (decimals == 2)
            v += (uint64_t)(s.p[i + 2] - '0');
    }
    *out = negative ? -(int64_t)v : (int64_t)v;
    return true;
}
