/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that hold several: yes or no by year, dated places (stays), a dated choice (spans).
 */
#include <stdlib.h>
#include <string.h>

#include "core/field_bytes.h"

/* years: "2024, 2025; không 2023" */

int value_year(const struct value *v, int year)
{
    int at = year - FIELD_YEARS_FIRST;
    if (!v->known || at < 0 || at >= FIELD_YEARS_N)
        return 0;
    return (int)((uint64_t)v->n >> (2 * at) & 3);
}

void value_set_year(struct value *v, int year, int yes_no)
{
    int at = year - FIELD_YEARS_FIRST;
    if (at < 0 || at >= FIELD_YEARS_N)
        return;
    uint64_t bits = v->known ? (uint64_t)v->n : 0;
    bits = (bits & ~((uint64_t)3 << (2 * at))) | (uint64_t)(yes_no & 3) << (2 * at);
    if (bits)
        value_set_n(v, (int64_t)bits);
    else
        value_clear(v);
}

static enum reason years_parse(const struct field *f, struct span text, const struct resolver *r,
                               struct value *out)
{
    struct value v = {0};
    int yes_no = 2;
    (void)f, (void)r;
    for (size_t i = 0; i < text.n;) {
        char c = text.p[i];
        struct span rest = {text.p + i, text.n - i};
        if (c == ';')
            yes_no = 2;
        if (c == ' ' || c == ',' || c == ';') {
            i++;
        } else if (rest.n >= 6 && memcmp(rest.p, "không", 6) == 0) {
            yes_no = 1;
            i += 6;
        } else {
            int y = rest.n >= 4 ? atoi((char[]){rest.p[0], rest.p[1], rest.p[2], rest.p[3], 0}) : 0;
            bool ends = rest.n == 4 || (rest.n > 4 && (rest.p[4] < '0' || rest.p[4] > '9'));
            if (!ends || y < FIELD_YEARS_FIRST || y >= FIELD_YEARS_FIRST + FIELD_YEARS_N) {
                value_clear(&v);
                return y ? REASON_OUT_OF_RANGE : REASON_NOT_A_NUMBER;
            }
            value_set_year(&v, y, yes_no);
            i += 4;
        }
    }
    *out = v;
    return REASON_NONE;
}

static void years_text(const struct field *f, const struct value *v, const struct resolver *r,
                       struct buf *out)
{
    (void)f, (void)r;
    size_t start = out->n;
    for (int want = 2; want >= 1; want--) {
        bool first = true;
        for (int y = FIELD_YEARS_FIRST; y < FIELD_YEARS_FIRST + FIELD_YEARS_N; y++) {
            if (value_year(v, y) != want)
                continue;
            if (!first)
                buf_adds(out, ", ");
            else if (want == 1)
                buf_adds(out, out->n > start ? "; không " : "không ");
            buf_addf(out, "%d", y);
            first = false;
        }
    }
}

static void years_json(const struct field *f, const struct value *v, const struct resolver *r,
                       struct buf *out)
{
    bool first = true;
    (void)f, (void)r;
    buf_addc(out, '{');
    for (int y = FIELD_YEARS_FIRST; y < FIELD_YEARS_FIRST + FIELD_YEARS_N; y++) {
        int is = value_year(v, y);
        if (!is)
            continue;
        buf_addf(out, "%s\"%d\":%s", first ? "" : ",", y, is == 2 ? "true" : "false");
        first = false;
    }
    buf_addc(out, '}');
}

static void years_encode(const struct value *v, struct buf *out)
{
    bytes_add_varint(out, (uint64_t)v->n);
}

static bool years_decode(struct span b, struct value *out)
{
    uint64_t n;
    if (!bytes_varint(&b, &n) || b.n || !n)
        return false;
    value_set_n(out, (int64_t)n);
    return true;
}

const struct field_type field_years = {
    .name = "years",
    .json = "object",
    .parse = years_parse,
    .text = years_text,
    .to_json = years_json,
    .encode = years_encode,
    .decode = years_decode,
    .example = "2024, 2025; không 2023",
};

/* Dated lists. An element is what(9 bytes of a unit, or 1 of a code), from(2), to(2). */

static size_t what_size(const struct field *f)
{
    return f->type == &field_stays ? UNIT_KEY_LEN : 1;
}

size_t value_dated_count(const struct field *f, const struct value *v)
{
    return v->known ? v->len / (what_size(f) + 4) : 0;
}

static day read_day(const char *p)
{
    return (uint8_t)p[0] << 8 | (uint8_t)p[1];
}

struct dated value_dated(const struct field *f, const struct value *v, size_t i)
{
    size_t what = what_size(f);
    const char *p = v->s + i * (what + 4);
    struct dated d = {.from = read_day(p + what), .to = read_day(p + what + 2)};
    if (what == 1)
        d.code = (uint8_t)p[0];
    else
        d.unit = unit_from_span((struct span){p, UNIT_KEY_LEN});
    return d;
}

static void add_day(struct buf *b, day d)
{
    buf_addc(b, (char)(d >> 8));
    buf_addc(b, (char)d);
}

void value_add_dated(const struct field *f, struct value *v, struct dated d)
{
    struct buf b = {0};
    buf_add_span(&b, value_span(v));
    if (f->type == &field_stays)
        buf_add_span(&b, unit_span(&d.unit));
    else
        buf_addc(&b, (char)d.code);
    add_day(&b, d.from < 0 ? 0 : d.from);
    add_day(&b, d.to < 0 ? 0 : d.to);
    value_set_s(v, buf_span(&b));
    buf_release(&b);
}

static const char from_word[] = " từ ", to_word[] = " đến ";

/* "thing từ 1/7/2025 đến 30/6/2026": cuts a dated end off the text. */
static bool cut_date(struct span *s, const char *word, day *out)
{
    const char *at = memmem(s->p, s->n, word, strlen(word));
    *out = 0;
    if (!at)
        return true;
    size_t start = (size_t)(at - s->p);
    struct pdate d;
    if (!pdate_parse((struct span){at + strlen(word), s->n - start - strlen(word)}, &d))
        return false;
    *out = word == to_word ? pdate_last(d) : pdate_first(d);
    s->n = start;
    return *out >= 0 && *out <= DAY_MAX;
}

static enum reason one_dated(const struct field *f, struct span part, const struct resolver *r,
                             struct value *v)
{
    struct dated d = {0};
    if (!cut_date(&part, to_word, &d.to) || !cut_date(&part, from_word, &d.from))
        return REASON_NOT_A_DATE;
    part = span_trim(part);
    if (f->type == &field_stays) {
        struct value u = {0};
        enum reason why = field_unit.parse(f, part, r, &u);
        d.unit = value_unit(&u);
        value_clear(&u);
        if (why != REASON_NONE)
            return why;
    } else {
        const struct choice *c = field_choice_by_text(f->choices, part);
        if (!c)
            return REASON_UNKNOWN_VALUE;
        d.code = c->code;
    }
    value_add_dated(f, v, d);
    return REASON_NONE;
}

/* Open beginnings first, then by the day they begin. */
static bool is_before(struct dated a, struct dated b)
{
    if (a.from || b.from)
        return a.from < b.from;
    return a.to && (!b.to || a.to < b.to);
}

/* People write the latest first, leave out ends ("huyện; xã từ 1/7/2025") and let both ends name
 * one day. Stored are spans in the order of their dates, none over another. */
static enum reason settle_spans(const struct field *f, struct value *v)
{
    enum { SPANS_MAX = 32 };
    struct dated d[SPANS_MAX];
    size_t n = value_dated_count(f, v);
    if (n > SPANS_MAX)
        return REASON_TOO_LONG;
    for (size_t i = 0; i < n; i++) {
        struct dated x = value_dated(f, v, i);
        size_t at = i;
        for (; at && is_before(x, d[at - 1]); at--)
            d[at] = d[at - 1];
        d[at] = x;
    }
    for (size_t i = 1; i < n; i++) {
        if (!d[i].from && d[i - 1].to)
            d[i].from = d[i - 1].to + 1;
        else if (d[i].from && (!d[i - 1].to || d[i - 1].to >= d[i].from))
            d[i - 1].to = d[i].from - 1;
        else if (!d[i].from)
            return REASON_DATES_CROSS;
    }
    value_clear(v);
    for (size_t i = 0; i < n; i++) {
        if (d[i].to && d[i].from > d[i].to)
            return REASON_DATES_CROSS;
        value_add_dated(f, v, d[i]);
    }
    return REASON_NONE;
}

/* Names of places may hold a comma, choices do not. */
static enum reason dated_parse(const struct field *f, struct span text, const struct resolver *r,
                               struct value *out)
{
    const char *separators = f->type == &field_spans ? ";,\n" : ";";
    struct value v = {0};
    enum reason why = REASON_NONE;
    while (text.n && why == REASON_NONE) {
        size_t n = 0;
        while (n < text.n && !strchr(separators, text.p[n]))
            n++;
        const char *end = n < text.n ? text.p + n : NULL;
        struct span part = span_trim((struct span){text.p, n});
        if (part.n)
            why = one_dated(f, part, r, &v);
        n += end != NULL;
        text = (struct span){text.p + n, text.n - n};
    }
    if (why == REASON_NONE && f->type == &field_spans)
        why = settle_spans(f, &v);
    if (why == REASON_NONE)
        *out = v;
    else
        value_clear(&v);
    return why;
}

static void add_what(const struct field *f, struct dated d, const struct resolver *r,
                     struct buf *out)
{
    if (f->type == &field_stays) {
        struct value u = {0};
        value_set_s(&u, unit_span(&d.unit));
        field_unit.text(f, &u, r, out);
        value_clear(&u);
        return;
    }
    const struct choice *c = field_choice_by_code(f->choices, d.code);
    if (c)
        buf_adds(out, c->label);
    else
        buf_addf(out, "%d", d.code);
}

static void dated_text(const struct field *f, const struct value *v, const struct resolver *r,
                       struct buf *out)
{
    for (size_t i = 0; i < value_dated_count(f, v); i++) {
        struct dated d = value_dated(f, v, i);
        if (i)
            buf_adds(out, "; ");
        add_what(f, d, r, out);
        if (d.from) {
            buf_adds(out, from_word);
            day_add_vn(out, d.from);
        }
        if (d.to) {
            buf_adds(out, to_word);
            day_add_vn(out, d.to);
        }
    }
}

static void json_day(struct buf *out, const char *name, day d)
{
    buf_addf(out, ",\"%s\":", name);
    if (!d) {
        buf_adds(out, "null");
        return;
    }
    buf_addc(out, '"');
    day_add_iso(out, d);
    buf_addc(out, '"');
}

static void dated_json(const struct field *f, const struct value *v, const struct resolver *r,
                       struct buf *out)
{
    (void)r;
    buf_addc(out, '[');
    for (size_t i = 0; i < value_dated_count(f, v); i++) {
        struct dated d = value_dated(f, v, i);
        const struct choice *c = f->choices ? field_choice_by_code(f->choices, d.code) : NULL;
        struct buf what = {0};
        if (c)
            buf_adds(&what, c->name);
        else
            add_what(f, d, NULL, &what);
        buf_adds(out, i ? ",{" : "{");
        buf_adds(out, f->choices ? "\"value\":" : "\"unit\":");
        json_add_string(out, buf_span(&what));
        json_day(out, "from", d.from);
        json_day(out, "to", d.to);
        buf_addc(out, '}');
        buf_release(&what);
    }
    buf_addc(out, ']');
}

static bool stays_decode(struct span b, struct value *out)
{
    for (size_t i = 0; i + UNIT_KEY_LEN <= b.n; i += UNIT_KEY_LEN + 4)
        if (!unit_valid(unit_from_span((struct span){b.p + i, UNIT_KEY_LEN})))
            return false;
    return b.n && b.n % (UNIT_KEY_LEN + 4) == 0 && bytes_decode_s(b, out);
}

static bool spans_decode(struct span b, struct value *out)
{
    return b.n && b.n % 5 == 0 && bytes_decode_s(b, out);
}

/* The rows of packed columns are cut at the dates, so a row has one code: the caller's business. */
static uint64_t spans_pack(const struct value *v)
{
    return v->len ? (uint8_t)v->s[v->len - 5] : 0;
}

const struct field_type field_stays = {
    .name = "stays",
    .json = "array",
    .parse = dated_parse,
    .text = dated_text,
    .to_json = dated_json,
    .encode = bytes_encode_s,
    .decode = stays_decode,
    .example = "15664001 đến 31/05/2025; 15664002 từ 01/06/2025",
};

const struct field_type field_spans = {
    .name = "spans",
    .json = "array",
    .parse = dated_parse,
    .text = dated_text,
    .to_json = dated_json,
    .encode = bytes_encode_s,
    .decode = spans_decode,
    .packed = 1,
    .pack = spans_pack,
};
