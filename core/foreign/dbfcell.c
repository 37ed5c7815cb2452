/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/dbfcell.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool pad(char c)
{
    return c == ' ' || c == 0;
}

static struct span trim_end(struct span s)
{
    while (s.n && pad(s.p[s.n - 1]))
        s.n--;
    return s;
}

static struct span trim(struct span s)
{
    s = trim_end(s);
    while (s.n && pad(s.p[0]))
        s.p++, s.n--;
    return s;
}

static uint64_t little(const char *p, unsigned n)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < n; i++)
        v |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return v;
}

static struct span logical(struct span s)
{
    if (s.n == 1 && s.p[0] && strchr("TtYy", s.p[0]))
        return SPAN_LIT("T");
    if (s.n == 1 && s.p[0] && strchr("FfNn", s.p[0]))
        return SPAN_LIT("F");
    return span_eq_str(s, "?") ? SPAN_LIT("") : s;
}

static void add_date(struct span s, struct buf *text)
{
    s = trim(s);
    bool digits = s.n == 8;
    for (size_t i = 0; i < s.n; i++)
        digits = digits && s.p[i] >= '0' && s.p[i] <= '9';
    if (digits && memcmp(s.p, "00000000", 8) != 0)
        buf_addf(text, "%.4s-%.2s-%.2s", s.p, s.p + 4, s.p + 6);
    else if (!digits)
        buf_add(text, s.p, s.n < DBFCELL_MAX ? s.n : DBFCELL_MAX - 1);
}

static void add_double(const char *p, struct buf *text)
{
    uint64_t bits = little(p, 8);
    double v;
    char out[40];
    memcpy(&v, &bits, sizeof v);
    if (!isfinite(v))
        return;
    for (int digits = 15; digits <= 17; digits++) { /* the shortest that reads back the same */
        snprintf(out, sizeof out, "%.*g", digits, v);
        if (strtod(out, NULL) == v)
            break;
    }
    buf_adds(text, out);
}

/* An integer of 8 bytes that counts ten-thousandths. */
static void add_currency(const char *p, struct buf *text)
{
    uint64_t v = little(p, 8);
    bool negative = v >> 63;
    if (negative)
        v = -v;
    buf_addf(text, "%s%" PRIu64, negative ? "-" : "", v / 10000);
    unsigned rest = (unsigned)(v % 10000), digits = 4;
    if (!rest)
        return;
    for (; rest % 10 == 0; digits--)
        rest /= 10;
    buf_addf(text, ".%0*u", (int)digits, rest);
}

/* Julian day number and milliseconds. The day is split after Fliegel and Van Flandern (1968). */
static void add_datetime(const char *p, struct buf *text)
{
    int64_t julian = (int32_t)little(p, 4);
    uint32_t ms = (uint32_t)little(p + 4, 4);
    if (!julian)
        return;
    if (julian < 1721426 || julian > 5373484) { /* not in the years 1 to 9999 */
        buf_addf(text, "%" PRId64, julian);
        return;
    }
    int64_t l = julian + 68569, n = 4 * l / 146097;
    l -= (146097 * n + 3) / 4;
    int64_t i = 4000 * (l + 1) / 1461001;
    l = l - 1461 * i / 4 + 31;
    int64_t j = 80 * l / 2447, day = l - 2447 * j / 80;
    l = j / 11;
    buf_addf(text, "%04d-%02d-%02d", (int)(100 * (n - 49) + i + l), (int)(j + 2 - 12 * l),
             (int)day);
    unsigned s = (ms + 500) / 1000; /* FoxPro stores 59.999 for a full minute */
    if (s && s < 86400)
        buf_addf(text, " %02u:%02u:%02u", s / 3600, s / 60 % 60, s % 60);
}

struct span dbfcell_text(const struct dbf_field *f, struct span raw, struct buf *text)
{
    size_t before = text->n;
    switch (f->type) {
    case 'C':
    case 'V':
        return trim_end(raw);
    case 'Q':
        return raw;
    case 'L':
        return logical(trim(raw));
    case 'D':
        add_date(raw, text);
        break;
    case 'I':
    case '+':
        if (raw.n != 4)
            return trim(raw);
        buf_addf(text, "%" PRId32, (int32_t)little(raw.p, 4));
        break;
    case 'B':
        if (raw.n != 8)
            return trim(raw);
        add_double(raw.p, text);
        break;
    case 'Y':
        if (raw.n != 8)
            return trim(raw);
        add_currency(raw.p, text);
        break;
    case 'T':
        if (raw.n != 8)
            return trim(raw);
        add_datetime(raw.p, text);
        break;
    default:
        return trim(raw);
    }
    assert(text->n - before <= DBFCELL_MAX);
    return span_make(text->p + before, text->n - before);
}
