/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field_bytes.h"

/* n of a date value: year * 1024 + month * 64 + day * 2 + about */
struct pdate value_date(const struct value *v)
{
    if (!v->known)
        return (struct pdate){0};
    return (struct pdate){
        .year = (int16_t)(v->n >> 10),
        .month = (uint8_t)(v->n >> 6 & 15),
        .day = (uint8_t)(v->n >> 1 & 31),
        .about = v->n & 1,
    };
}

void value_set_date(struct value *v, struct pdate d)
{
    if (pdate_known(d))
        value_set_n(v, (int64_t)d.year << 10 | d.month << 6 | d.day << 1 | d.about);
    else
        value_clear(v);
}

static enum reason parse(const struct field *f, struct span text, const struct resolver *r,
                         struct value *out)
{
    struct pdate d;
    (void)f, (void)r;
    if (!pdate_parse(text, &d)) {
        /* Four digits outside the calendar: say "not this year" rather than "no date". */
        struct value n = {0};
        bool number = text.n == 4 && field_integer.parse(f, text, r, &n) == REASON_NONE;
        int64_t year = n.n;
        value_clear(&n);
        return !number               ? REASON_NOT_A_DATE
               : year > DAY_YEAR_MAX ? REASON_IN_FUTURE
                                     : REASON_OUT_OF_RANGE;
    }
    value_set_date(out, d);
    return REASON_NONE;
}

static void text(const struct field *f, const struct value *v, const struct resolver *r,
                 struct buf *out)
{
    (void)f, (void)r;
    pdate_add_vn(out, value_date(v));
}

static void to_json(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    (void)f, (void)r;
    buf_addc(out, '"');
    pdate_add_iso(out, value_date(v));
    buf_addc(out, '"');
}

static bool decode(struct span bytes, struct value *out)
{
    struct value v = {0};
    if (!bytes_decode_n(bytes, &v))
        return false;
    struct pdate d = value_date(&v);
    bool ok = v.n > 0 && v.n >> 10 <= DAY_YEAR_MAX && d.year >= DAY_YEAR_MIN &&
              (d.month ? day_valid(d.year, d.month, d.day) && !d.about : d.day == 0);
    if (ok)
        value_set_n(out, v.n);
    value_clear(&v);
    return ok;
}

/* The first day it may mean, for comparisons in a scan; 1 for what lies before 1900. */
static uint64_t pack(const struct value *v)
{
    day d = pdate_first(value_date(v));
    return d < 1 ? 1 : d > DAY_MAX ? DAY_MAX : (uint64_t)d;
}

const struct field_type field_date = {
    .name = "date",
    .json = "string",
    .parse = parse,
    .text = text,
    .to_json = to_json,
    .encode = bytes_encode_n,
    .decode = decode,
    .packed = 2,
    .pack = pack,
    .example = "28/09/2019",
};
