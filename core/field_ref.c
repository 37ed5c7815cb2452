/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * References: to a record of one entity (ref), to whoever holds a title (subject), to a place
 * (unit). A name that finds no record is kept as text, never dropped.
 */
#include <string.h>

#include "core/entity.h"
#include "core/field_bytes.h"
#include "core/record.h"
#include "locale/utf8.h"

static void set_ref(struct value *v, uint64_t id, struct span text)
{
    if (id)
        value_set_n(v, (int64_t)id);
    else
        value_set_s(v, text);
}

/* "0123456789abcdef" as exports show ids. */
static bool parse_id(struct span s, uint64_t *id)
{
    *id = 0;
    if (s.n != 16)
        return false;
    for (size_t i = 0; i < 16; i++) {
        char c = s.p[i];
        unsigned d = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                                            : 16;
        if (d == 16)
            return false;
        *id = *id << 4 | d;
    }
    return *id != 0;
}

/* "household:0123456789abcdef"; without the word when e is given. */
static bool parse_named_id(struct span s, const struct entity **e, uint64_t *id)
{
    const char *colon = *e ? NULL : memchr(s.p, ':', s.n);
    if (*e)
        return parse_id(s, id);
    for (size_t i = 0; colon && entity_at(i); i++) {
        size_t n = (size_t)(colon - s.p);
        if (strlen(entity_at(i)->name) == n && memcmp(entity_at(i)->name, s.p, n) == 0) {
            *e = entity_at(i);
            return parse_id((struct span){colon + 1, s.n - n - 1}, id);
        }
    }
    return false;
}

static bool is_there(const struct resolver *r, const struct entity *e, uint64_t id)
{
    struct buf name = {0};
    if (!r || !r->name)
        return true;
    r->name(r->context, e, id, &name);
    bool there = name.n > 0;
    buf_release(&name);
    return there;
}

/* An id as exports write it, alone or behind a name: "Trần Mạnh Toàn [0123456789abcdef]". When
 * there is no such record (the export of another book), what is left of *text is the name. */
static bool take_id(struct span *text, const struct resolver *r, const struct entity **e,
                    uint64_t *id)
{
    const struct entity *given = *e;
    if (parse_named_id(*text, e, id))
        return is_there(r, *e, *id);
    const char *open =
        text->n && text->p[text->n - 1] == ']' ? memrchr(text->p, '[', text->n) : NULL;
    *e = given;
    if (!open || open == text->p)
        return false;
    size_t at = (size_t)(open - text->p);
    if (!parse_named_id((struct span){open + 1, text->n - at - 2}, e, id))
        return false;
    *text = span_trim((struct span){text->p, at});
    return is_there(r, *e, *id);
}

static enum reason ref_parse(const struct field *f, struct span text, const struct resolver *r,
                             struct value *out)
{
    enum reason why = REASON_UNKNOWN_REFERENCE;
    const struct entity *e = entity_by_id(f->ref);
    uint64_t id = 0;
    if (!take_id(&text, r, &e, &id))
        id = r && r->find ? r->find(r->context, e, text, r->near, &why) : 0;
    set_ref(out, id, text);
    return id ? REASON_NONE : why;
}

static void add_name(const struct entity *e, uint64_t id, const struct resolver *r, struct buf *out)
{
    size_t before = out->n;
    if (r && r->name && e)
        r->name(r->context, e, id, out);
    if (out->n == before)
        id_add_text(out, id);
}

static void ref_text(const struct field *f, const struct value *v, const struct resolver *r,
                     struct buf *out)
{
    if (v->n)
        add_name(entity_by_id(f->ref), (uint64_t)v->n, r, out);
    else
        buf_add_span(out, value_span(v));
}

static void json_ref(const struct entity *e, uint64_t id, struct span text,
                     const struct resolver *r, struct buf *out)
{
    struct buf name = {0};
    buf_adds(out, "{\"id\":");
    if (id) {
        buf_addc(out, '"');
        id_add_text(out, id);
        buf_addc(out, '"');
        if (r && r->name && e)
            r->name(r->context, e, id, &name);
    } else {
        buf_adds(out, "null");
        buf_add_span(&name, text);
    }
    buf_adds(out, ",\"name\":");
    json_add_string(out, buf_span(&name));
    buf_addc(out, '}');
    buf_release(&name);
}

static void ref_json(const struct field *f, const struct value *v, const struct resolver *r,
                     struct buf *out)
{
    json_ref(entity_by_id(f->ref), (uint64_t)v->n, value_span(v), r, out);
}

/* 'i' id(8) or 't' name */
static void ref_encode(const struct value *v, struct buf *out)
{
    buf_addc(out, v->n ? 'i' : 't');
    if (v->n)
        key_add_u64(out, (uint64_t)v->n);
    else
        buf_add_span(out, value_span(v));
}

static bool ref_decode(struct span b, struct value *out)
{
    if (b.n == 9 && b.p[0] == 'i' && key_u64(b.p + 1))
        set_ref(out, key_u64(b.p + 1), b);
    else if (b.n > 1 && b.p[0] == 't' && utf8_valid((struct span){b.p + 1, b.n - 1}))
        set_ref(out, 0, (struct span){b.p + 1, b.n - 1});
    else
        return false;
    return true;
}

static uint64_t ref_pack(const struct value *v)
{
    return (uint64_t)v->n;
}

const struct field_type field_ref = {
    .name = "ref",
    .json = "object",
    .parse = ref_parse,
    .text = ref_text,
    .to_json = ref_json,
    .encode = ref_encode,
    .decode = ref_decode,
    .packed = 8,
    .pack = ref_pack,
    .example = "Dòng họ Đỗ Văn - chi 23",
};

/* subject: s = entity tag(1), then the name when id is 0. Text "household:0123456789abcdef", the
 * same in brackets behind the name, or a name that only one subject near here, else anywhere,
 * bears. */
static const struct entity *subject_entity(const struct value *v)
{
    return v->len ? entity_by_id((uint8_t)v->s[0]) : NULL;
}

static void set_subject(struct value *v, unsigned entity, uint64_t id, struct span name)
{
    struct buf b = {0};
    buf_addc(&b, (char)entity);
    if (!id)
        buf_add_span(&b, name);
    value_set_s(v, buf_span(&b));
    v->n = (int64_t)id;
    buf_release(&b);
}

static enum reason subject_parse(const struct field *f, struct span text, const struct resolver *r,
                                 struct value *out)
{
    uint64_t id;
    enum reason why = REASON_UNKNOWN_REFERENCE;
    (void)f;
    const struct entity *named = NULL;
    unsigned only = r ? r->subject : 0;
    bool by_id = take_id(&text, r, &named, &id);
    if (by_id && (!only || named->id == only)) {
        set_subject(out, named->id, id, text);
        return REASON_NONE;
    }
    unsigned hits = 0, entity = 0;
    uint64_t found = 0;
    for (size_t i = 0; r && r->find && !by_id && entity_at(i); i++) {
        const struct entity *e = entity_at(i);
        enum reason w = REASON_UNKNOWN_REFERENCE;
        if (!e->subject || (only && e->id != only) ||
            !((id = r->find(r->context, e, text, r->near, &w)) || w == REASON_AMBIGUOUS_REFERENCE))
            continue;
        hits += id ? 1 : 2;
        entity = e->id, found = id;
    }
    if (hits > 1)
        why = REASON_AMBIGUOUS_REFERENCE, found = 0;
    set_subject(out, hits == 1 ? entity : 0, found, text);
    return hits == 1 ? REASON_NONE : why;
}

static struct span subject_name(const struct value *v)
{
    return v->len ? (struct span){v->s + 1, v->len - 1} : value_span(v);
}

static void subject_text(const struct field *f, const struct value *v, const struct resolver *r,
                         struct buf *out)
{
    const struct entity *e = subject_entity(v);
    (void)f;
    size_t before = out->n;
    if (!v->n)
        buf_add_span(out, subject_name(v));
    else if (r && r->name)
        r->name(r->context, e, (uint64_t)v->n, out);
    if (v->n && out->n == before) {
        buf_addf(out, "%s:", e ? e->name : "?");
        id_add_text(out, (uint64_t)v->n);
    }
}

static void subject_json(const struct field *f, const struct value *v, const struct resolver *r,
                         struct buf *out)
{
    const struct entity *e = subject_entity(v);
    (void)f;
    json_ref(e, (uint64_t)v->n, subject_name(v), r, out);
    out->n--; /* reopen the object */
    buf_adds(out, ",\"entity\":");
    json_add_string(out, span_of(e ? e->name : "commune"));
    buf_addc(out, '}');
}

static void subject_encode(const struct value *v, struct buf *out)
{
    key_add_u64(out, (uint64_t)v->n);
    buf_add_span(out, value_span(v));
}

static bool subject_decode(struct span b, struct value *out)
{
    if (b.n < 9 || !utf8_valid((struct span){b.p + 9, b.n - 9}))
        return false;
    set_subject(out, (uint8_t)b.p[8], key_u64(b.p), (struct span){b.p + 9, b.n - 9});
    return true;
}

const struct field_type field_subject = {
    .name = "subject",
    .json = "object",
    .parse = subject_parse,
    .text = subject_text,
    .to_json = subject_json,
    .encode = subject_encode,
    .decode = subject_decode,
    .example = "household:0000010000000007",
};

struct unit_key value_unit(const struct value *v)
{
    return unit_from_span(value_span(v));
}

static enum reason unit_parse_value(const struct field *f, struct span text,
                                    const struct resolver *r, struct value *out)
{
    struct unit_key u;
    enum reason why = REASON_UNKNOWN_HAMLET;
    (void)f;
    if (r && r->unit ? !r->unit(r->context, text, &u, &why) : !unit_parse(text, UNIT_2025, &u))
        return why;
    value_set_s(out, unit_span(&u));
    return REASON_NONE;
}

static void unit_code_text(struct unit_key u, const struct resolver *r, struct buf *out)
{
    if (r && r->unit_code)
        u = r->unit_code(r->context, u);
    if (u.c[0] == UNIT_PRE2025 && unit_level(u) != UNIT_COUNTRY)
        buf_adds(out, "pre2025:");
    unit_add_code(out, u);
}

static void unit_text(const struct field *f, const struct value *v, const struct resolver *r,
                      struct buf *out)
{
    size_t before = out->n;
    (void)f;
    if (r && r->unit_name)
        r->unit_name(r->context, value_unit(v), out);
    if (out->n == before)
        unit_code_text(value_unit(v), r, out);
}

static void unit_json(const struct field *f, const struct value *v, const struct resolver *r,
                      struct buf *out)
{
    struct buf name = {0};
    (void)f;
    if (r && r->unit_name)
        r->unit_name(r->context, value_unit(v), &name);
    buf_adds(out, "{\"id\":\"");
    unit_code_text(value_unit(v), r, out);
    buf_adds(out, "\",\"name\":");
    json_add_string(out, buf_span(&name));
    buf_addc(out, '}');
    buf_release(&name);
}

static bool unit_decode(struct span b, struct value *out)
{
    return unit_valid(unit_from_span(b)) && bytes_decode_s(b, out);
}

const struct field_type field_unit = {
    .name = "unit",
    .json = "object",
    .parse = unit_parse_value,
    .text = unit_text,
    .to_json = unit_json,
    .encode = bytes_encode_s,
    .decode = unit_decode,
    .example = "15664003",
};
