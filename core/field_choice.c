/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field_bytes.h"

static const struct choice yes_no[] = {
    {0, "no", N_("không"), "0|f|false|k|ko|-|n|chưa"},
    {1, "yes", N_("có"), "x|1|t|true|✓|✔|v|c|y|đạt|rồi"},
    {0},
};

static enum reason parse_of(const struct choice *c, struct span text, struct value *out)
{
    const struct choice *hit = field_choice_by_text(c, text);
    if (!hit)
        return REASON_UNKNOWN_VALUE;
    value_set_n(out, hit->code);
    return REASON_NONE;
}

static enum reason choice_parse(const struct field *f, struct span text, const struct resolver *r,
                                struct value *out)
{
    (void)r;
    return parse_of(f->choices, text, out);
}

static enum reason bool_parse(const struct field *f, struct span text, const struct resolver *r,
                              struct value *out)
{
    (void)f, (void)r;
    return parse_of(yes_no, text, out);
}

/* A code of a newer program shows as its number. */
static void add_label(const struct choice *c, const struct value *v, struct buf *out)
{
    const struct choice *hit = field_choice_by_code(c, v->n);
    if (hit)
        buf_adds(out, hit->label);
    else
        buf_addf(out, "%lld", (long long)v->n);
}

static void choice_text(const struct field *f, const struct value *v, const struct resolver *r,
                        struct buf *out)
{
    (void)r;
    add_label(f->choices, v, out);
}

static void bool_text(const struct field *f, const struct value *v, const struct resolver *r,
                      struct buf *out)
{
    (void)f, (void)r;
    add_label(yes_no, v, out);
}

static void choice_json(const struct field *f, const struct value *v, const struct resolver *r,
                        struct buf *out)
{
    const struct choice *hit = field_choice_by_code(f->choices, v->n);
    (void)r;
    if (hit)
        json_add_string(out, span_of(hit->name));
    else
        buf_addf(out, "\"%lld\"", (long long)v->n);
}

static void bool_json(const struct field *f, const struct value *v, const struct resolver *r,
                      struct buf *out)
{
    (void)f, (void)r;
    buf_adds(out, v->n ? "true" : "false");
}

static uint64_t pack(const struct value *v)
{
    return (uint8_t)v->n;
}

const struct field_type field_choice = {
    .name = "choice",
    .json = "string",
    .parse = choice_parse,
    .text = choice_text,
    .to_json = choice_json,
    .encode = bytes_encode_n,
    .decode = bytes_decode_n,
    .packed = 1,
    .pack = pack,
};

const struct field_type field_bool = {
    .name = "bool",
    .json = "boolean",
    .parse = bool_parse,
    .text = bool_text,
    .to_json = bool_json,
    .encode = bytes_encode_n,
    .decode = bytes_decode_n,
    .packed = 1,
    .pack = pack,
    .example = "có",
};
