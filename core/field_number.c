/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field_bytes.h"
#include "locale/number.h"

/* Without a unit behind it: "65 %", "12.450.000 đồng". */
static struct span without(struct span s, const char *suffix)
{
    struct span t = span_of(suffix);
    if (s.n > t.n && span_eq((struct span){s.p + s.n - t.n, t.n}, t))
        s.n -= t.n;
    return span_trim(s);
}

static enum reason integer_parse(const struct field *f, struct span text, const struct resolver *r,
                                 struct value *out)
{
    int64_t n;
    (void)f, (void)r;
    if (!number_parse(text, &n))
        return REASON_NOT_A_NUMBER;
    value_set_n(out, n);
    return REASON_NONE;
}

static enum reason money_parse(const struct field *f, struct span text, const struct resolver *r,
                               struct value *out)
{
    return integer_parse(f, without(without(text, "đồng"), "đ"), r, out);
}

static enum reason decimal_parse(const struct field *f, struct span text, const struct resolver *r,
                                 struct value *out)
{
    int64_t n;
    (void)f, (void)r;
    if (!number_parse_hundredths(without(text, "%"), &n))
        return REASON_NOT_A_NUMBER;
    value_set_n(out, n);
    return REASON_NONE;
}

static void integer_text(const struct field *f, const struct value *v, const struct resolver *r,
                         struct buf *out)
{
    (void)f, (void)r;
    buf_addf(out, "%lld", (long long)v->n);
}

static void money_text(const struct field *f, const struct value *v, const struct resolver *r,
                       struct buf *out)
{
    (void)f, (void)r;
    number_add_vn(out, v->n);
}

static void decimal_text(const struct field *f, const struct value *v, const struct resolver *r,
                         struct buf *out)
{
    (void)f, (void)r;
    number_add_hundredths_vn(out, v->n);
}

static void decimal_json(const struct field *f, const struct value *v, const struct resolver *r,
                         struct buf *out)
{
    (void)f, (void)r;
    number_add_hundredths_json(out, v->n);
}

/* 0xFFFFFFFF is "unknown" in a packed column of numbers; see columns_pack() */
static uint64_t pack(const struct value *v)
{
    return v->n < 0 ? 0 : v->n > 0xFFFFFFFE ? 0xFFFFFFFE : (uint64_t)v->n;
}

const struct field_type field_integer = {
    .name = "integer",
    .json = "number",
    .parse = integer_parse,
    .text = integer_text,
    .to_json = integer_text,
    .encode = bytes_encode_n,
    .decode = bytes_decode_n,
    .packed = 4,
    .pack = pack,
    .example = "12",
};

const struct field_type field_money = {
    .name = "money",
    .json = "number",
    .parse = money_parse,
    .text = money_text,
    .to_json = integer_text,
    .encode = bytes_encode_n,
    .decode = bytes_decode_n,
    .example = "12.450.000",
};

const struct field_type field_decimal = {
    .name = "decimal",
    .json = "number",
    .parse = decimal_parse,
    .text = decimal_text,
    .to_json = decimal_json,
    .encode = bytes_encode_n,
    .decode = bytes_decode_n,
    .example = "65,50",
};
