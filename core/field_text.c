/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field_bytes.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

/* NFC, trimmed. Line breaks and tabs become blanks in a field of one line. What else a text holds
 * is kept as it is; the screen shows control characters safely. */
static enum reason parse(const struct field *f, struct span text, const struct resolver *r,
                         struct value *out)
{
    (void)r;
    struct buf b = {0};
    nfc_add(&b, text);
    for (size_t i = 0; i < b.n; i++) {
        bool brk = b.p[i] == '\n' || b.p[i] == '\r' || b.p[i] == '\t';
        if (brk && !(f->flags & FIELD_LINES))
            b.p[i] = ' ';
    }
    struct span s = span_trim(buf_span(&b));
    if (s.n)
        value_set_s(out, s);
    buf_release(&b);
    return REASON_NONE;
}

static void text(const struct field *f, const struct value *v, const struct resolver *r,
                 struct buf *out)
{
    (void)f, (void)r;
    buf_add_span(out, value_span(v));
}

static void to_json(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    (void)f, (void)r;
    json_add_string(out, value_span(v));
}

static bool decode(struct span bytes, struct value *out)
{
    return utf8_valid(bytes) && bytes_decode_s(bytes, out);
}

const struct field_type field_text = {
    .name = "text",
    .json = "string",
    .parse = parse,
    .text = text,
    .to_json = to_json,
    .encode = bytes_encode_s,
    .decode = decode,
};

/* marks: lines of core/criteria_marks.h, so tabs and line breaks stay. The assessment sheet is its
 * screen. */
static enum reason marks_parse(const struct field *f, struct span s, const struct resolver *r,
                               struct value *out)
{
    struct buf b = {0};
    (void)f, (void)r;
    nfc_add(&b, s);
    for (size_t i = 0; i < b.n; i++)
        if (b.p[i] == '\r')
            b.p[i] = '\n';
    s = span_trim(buf_span(&b));
    if (s.n)
        value_set_s(out, s);
    buf_release(&b);
    return REASON_NONE;
}

const struct field_type field_marks = {
    .name = "marks",
    .json = "string",
    .parse = marks_parse,
    .text = text,
    .to_json = to_json,
    .encode = bytes_encode_s,
    .decode = decode,
};
