/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/field_bytes.h"
#include "core/title.h"
#include "locale/mem.h"

enum { FORMAT = 1, TAG_VERSION = 1, TAG_NUMBER = 2, TAG_ID = 3 };

void record_init(struct record *r, const struct entity *e)
{
    *r = (struct record){.e = e, .v = mem_alloc(e->n_fields * sizeof(struct value))};
}

void record_release(struct record *r)
{
    for (size_t i = 0; r->e && i < r->e->n_fields; i++)
        value_clear(&r->v[i]);
    free(r->v);
    buf_release(&r->unknown);
    *r = (struct record){0};
}

void record_copy(struct record *to, const struct record *from)
{
    record_release(to);
    record_init(to, from->e);
    to->id = from->id;
    to->unit = from->unit;
    to->version = from->version;
    to->number = from->number;
    for (size_t i = 0; i < from->e->n_fields; i++)
        value_copy(&to->v[i], &from->v[i]);
    buf_add_span(&to->unknown, buf_span(&from->unknown));
}

struct value *record_value(const struct record *r, const char *field)
{
    int i = entity_field(r->e, field);
    assert(i >= 0);
    return &r->v[i];
}

struct span record_text(const struct record *r, const char *field)
{
    return value_span(record_value(r, field));
}

int64_t record_n(const struct record *r, const char *field)
{
    const struct value *v = record_value(r, field);
    return v->known ? v->n : 0;
}

void record_set_text(struct record *r, const char *field, struct span text)
{
    if (text.n)
        value_set_s(record_value(r, field), text);
    else
        value_clear(record_value(r, field));
}

void record_set_day(struct record *r, const char *field, day on)
{
    if (on)
        value_set_date(record_value(r, field), pdate_of_day(on));
    else
        value_clear(record_value(r, field));
}

struct span record_name(const struct record *r)
{
    int i = entity_field_flag(r->e, FIELD_NAME);
    return i < 0 ? (struct span){"", 0} : value_span(&r->v[i]);
}

day record_from(const struct record *r)
{
    int i = entity_field_flag(r->e, FIELD_FROM);
    return i < 0 ? 0 : pdate_first(value_date(&r->v[i]));
}

day record_to(const struct record *r)
{
    int i = entity_field_flag(r->e, FIELD_TO);
    return i < 0 ? 0 : pdate_last(value_date(&r->v[i]));
}

void key_add_u64(struct buf *key, uint64_t n)
{
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(n >> (56 - 8 * i));
    buf_add(key, bytes, sizeof bytes);
}

void key_add_u16(struct buf *key, unsigned n)
{
    buf_addc(key, (char)(n >> 8));
    buf_addc(key, (char)n);
}

uint64_t key_u64(const char *p)
{
    uint64_t n = 0;
    for (int i = 0; i < 8; i++)
        n = n << 8 | (uint8_t)p[i];
    return n;
}

void id_add_text(struct buf *b, uint64_t id)
{
    buf_addf(b, "%016llx", (unsigned long long)id);
}

void record_key(const struct record *r, struct buf *key)
{
    buf_reset(key);
    buf_add_span(key, unit_span(&r->unit));
    buf_addc(key, (char)r->e->id);
    switch (r->e->key) {
    case ENTITY_KEY_ID:
        key_add_u64(key, r->id);
        break;
    case ENTITY_KEY_TITLE:
        key_add_u64(key, (uint64_t)record_n(r, "subject"));
        buf_addc(key, (char)record_n(r, "title"));
        key_add_u16(key, (unsigned)record_n(r, "year"));
        break;
    case ENTITY_KEY_YEAR: {
        const struct value *s = record_value(r, "subject");
        buf_addc(key, s->len ? s->s[0] : 0);
        key_add_u64(key, (uint64_t)record_n(r, "subject"));
        key_add_u16(key, (unsigned)record_n(r, "year"));
        break;
    }
    case ENTITY_KEY_TARGET:
        buf_addc(key, (char)record_n(r, "indicator"));
        key_add_u16(key, (unsigned)record_n(r, "year"));
        break;
    }
}

static void add_tag(struct buf *out, unsigned tag, struct span bytes)
{
    bytes_add_varint(out, tag);
    bytes_add_varint(out, bytes.n);
    buf_add_span(out, bytes);
}

static void add_tag_n(struct buf *out, unsigned tag, uint64_t n, struct buf *scratch)
{
    buf_reset(scratch);
    bytes_add_varint(scratch, n);
    add_tag(out, tag, buf_span(scratch));
}

/* Moves the unknown tags below tag to out: tags ascend in the stored bytes, and a newer program may
 * have put its own anywhere. */
static void add_unknown(struct span *unknown, uint64_t below, struct buf *out)
{
    while (unknown->n) {
        struct span s = *unknown;
        uint64_t tag, n;
        if (!bytes_varint(&s, &tag) || tag >= below || !bytes_varint(&s, &n) || n > s.n)
            return;
        size_t whole = unknown->n - (s.n - n);
        buf_add(out, unknown->p, whole);
        unknown->p += whole, unknown->n -= whole;
    }
}

void record_encode(const struct record *r, struct buf *out)
{
    struct buf b = {0};
    struct span unknown = buf_span(&r->unknown);
    buf_addc(out, FORMAT);
    add_tag_n(out, TAG_VERSION, r->version, &b);
    if (r->number)
        add_tag_n(out, TAG_NUMBER, r->number, &b);
    if (r->e->key != ENTITY_KEY_ID)
        add_tag_n(out, TAG_ID, r->id, &b);
    for (size_t i = 0; i < r->e->n_fields;
         i++) { /* tables are in the order of their tags: tested */
        const struct field *f = &r->e->fields[i];
        if (!r->v[i].known || (f->flags & FIELD_UNIT))
            continue;
        buf_reset(&b);
        f->type->encode(&r->v[i], &b);
        add_unknown(&unknown, f->tag, out);
        add_tag(out, f->tag, buf_span(&b));
    }
    add_unknown(&unknown, UINT64_MAX, out);
    buf_release(&b);
}

/* One tag into r. false when its bytes are impossible. */
static bool take_tag(struct record *r, unsigned tag, struct span bytes, struct span whole)
{
    uint64_t n;
    if (tag <= TAG_ID) {
        if (!bytes_varint(&bytes, &n) || bytes.n || (tag != TAG_ID && n > UINT32_MAX) ||
            (tag == TAG_ID && r->e->key == ENTITY_KEY_ID)) /* that id is in the key */
            return false;
        if (tag == TAG_VERSION)
            r->version = (uint32_t)n;
        else if (tag == TAG_NUMBER)
            r->number = (uint32_t)n;
        else
            r->id = n;
        return true;
    }
    int i = entity_field_tag(r->e, tag);
    if (i >= 0 && !(r->e->fields[i].flags & FIELD_UNIT))
        return r->e->fields[i].type->decode(bytes, &r->v[i]);
    buf_add_span(&r->unknown, whole);
    return true;
}

static bool decode_value(struct record *r, struct span s)
{
    uint64_t last = 0;
    if (!s.n || s.p[0] != FORMAT)
        return false;
    s.p++, s.n--;
    while (s.n) {
        struct span whole = s;
        uint64_t tag, n;
        if (!bytes_varint(&s, &tag) || !bytes_varint(&s, &n) || n > s.n || tag <= last ||
            tag > 65535)
            return false;
        struct span bytes = {s.p, n};
        s.p += n, s.n -= n;
        whole.n -= s.n;
        last = tag;
        if (!take_tag(r, (unsigned)tag, bytes, whole))
            return false;
    }
    return true;
}

enum status record_decode(struct record *r, struct span key, struct span value)
{
    const struct entity *e =
        key.n > UNIT_KEY_LEN ? entity_by_id((uint8_t)key.p[UNIT_KEY_LEN]) : NULL;
    if (!e)
        return STATUS_CORRUPT;
    record_init(r, e);
    r->unit = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
    if (e->key == ENTITY_KEY_ID && key.n == UNIT_KEY_LEN + 9)
        r->id = key_u64(key.p + UNIT_KEY_LEN + 1);
    int unit = entity_field_flag(e, FIELD_UNIT);
    if (unit >= 0)
        value_set_s(&r->v[unit], unit_span(&r->unit));
    /* the audit trail keeps records without their place */
    bool placed = unit_valid(r->unit) || unit_eq(r->unit, (struct unit_key){0});
    if (placed && decode_value(r, value) && r->id)
        return STATUS_OK;
    record_release(r);
    return STATUS_CORRUPT;
}

struct span record_peek(const struct entity *e, size_t field, struct span s)
{
    uint64_t tag, n;
    if (!s.n)
        return (struct span){"", 0};
    s.p++, s.n--; /* the format */
    while (bytes_varint(&s, &tag) && bytes_varint(&s, &n) && n <= s.n) {
        if (tag == e->fields[field].tag)
            return (struct span){s.p, n};
        s.p += n, s.n -= n;
    }
    return (struct span){"", 0};
}

struct span record_peek_name(const struct entity *e, struct span s)
{
    int i = entity_field_flag(e, FIELD_NAME);
    return i < 0 ? (struct span){"", 0} : record_peek(e, (size_t)i, s);
}

void record_check(const struct record *r, const struct resolver *res, struct findings *out)
{
    for (size_t i = 0; i < r->e->n_fields; i++) {
        const struct field *f = &r->e->fields[i];
        if ((f->flags & FIELD_REQUIRED) && !r->v[i].known)
            findings_add(out, f, REASON_MISSING, false);
    }
    if (r->e->check)
        r->e->check(r, res, out);
}

void record_add_json(const struct record *r, const struct resolver *res, struct buf *out)
{
    buf_adds(out, "{\"id\":\"");
    id_add_text(out, r->id);
    buf_addc(out, '"');
    if (r->e->subject)
        buf_addf(out, ",\"number\":%u", r->number);
    for (size_t i = 0; i < r->e->n_fields; i++) {
        buf_addf(out, ",\"%s\":", r->e->fields[i].name);
        field_add_json(&r->e->fields[i], &r->v[i], res, out);
    }
    buf_addc(out, '}');
}
