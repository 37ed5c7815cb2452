/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading the trail: is a head in it, what did an entry change.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit_private.h"
#include "core/field_bytes.h"
#include "locale/msg.h"

enum status audit_may_read(struct book_tx *t)
{
    return book_may(t, ACCESS_DECIDE, t->book->commune);
}

/* Does one begin with the other? Both in small letters. */
static bool hex_fits(struct span want, struct span have)
{
    size_t n = want.n < have.n ? want.n : have.n;
    return n >= AUDIT_HEX_MIN && memcmp(want.p, have.p, n) == 0;
}

/* "merge 7K3-M9Q head 0123456789abcdef" */
static bool names_head(const struct audit_entry *e, struct span want)
{
    const char *head = e->op == AUDIT_MERGE ? strstr(e->source, " head ") : NULL;
    return head && hex_fits(want, span_of(head + 6));
}

static bool read_hex(struct span hex, struct buf *out)
{
    for (size_t i = 0; i < hex.n; i++) {
        char c = hex.p[i] >= 'A' && hex.p[i] <= 'F' ? (char)(hex.p[i] | 0x20) : hex.p[i];
        if (!strchr("0123456789abcdef", c) || !c)
            return false;
        buf_addc(out, c);
    }
    return out->n >= AUDIT_HEX_MIN && out->n <= 2 * (size_t)AUDIT_HASH;
}

enum status audit_find_head(struct book_tx *t, struct span hex, uint64_t *seq, bool *branch,
                            struct detail *d)
{
    struct buf want = {0}, have = {0};
    struct span key, value;
    struct audit_entry e;
    unsigned char h[AUDIT_HASH];
    enum status s = STATUS_NOTFOUND;
    *branch = false;
    if (!read_hex(span_trim(hex), &want)) {
        buf_release(&want);
        return detail_set(d, STATUS_INVALID,
                          _("'%.*s' không phải là mã nhật ký. Mã có ít nhất %d chữ số 0-9, a-f, do "
                            "'hoctap audit --head' in ra."),
                          (int)hex.n, hex.p, AUDIT_HEX_MIN);
    }
    struct store_cursor *c = audit_newest_first(t);
    while (s == STATUS_NOTFOUND && store_next(c, &key, &value)) {
        if (!audit_decode(key, value, &e))
            continue;
        audit_hash(h, key, value);
        buf_reset(&have);
        for (int i = 0; i < AUDIT_HASH; i++)
            buf_addf(&have, "%02x", h[i]);
        *branch = names_head(&e, buf_span(&want));
        if (*branch || hex_fits(buf_span(&want), buf_span(&have))) {
            *seq = e.seq;
            s = STATUS_OK;
        }
    }
    store_scan_end(c);
    buf_release(&want);
    buf_release(&have);
    return s;
}

/* One record of a body; moves *s behind it. */
static bool take_record(struct span *s, const struct entity *e, uint64_t id, struct record *r)
{
    uint64_t n;
    struct buf key = {0};
    if (!bytes_varint(s, &n) || n > s->n)
        return false;
    struct unit_key none = {0};
    buf_add_span(&key, unit_span(&none));
    buf_addc(&key, (char)e->id);
    key_add_u64(&key, id);
    enum status st = record_decode(r, buf_span(&key), (struct span){s->p, n});
    buf_release(&key);
    s->p += n, s->n -= n;
    return st == STATUS_OK;
}

/* Where the record that comes next lay and lies. */
struct places {
    struct unit_key before, after;
};

static bool take_places(struct span *s, struct places *out)
{
    if (s->n < AUDIT_PLACE_BYTES)
        return false;
    out->before = unit_from_span((struct span){s->p, UNIT_KEY_LEN});
    out->after = unit_from_span((struct span){s->p + UNIT_KEY_LEN, UNIT_KEY_LEN});
    s->p += AUDIT_PLACE_BYTES, s->n -= AUDIT_PLACE_BYTES;
    return true;
}

static void set_place(struct record *r, struct unit_key u)
{
    int i = r->e ? entity_field_flag(r->e, FIELD_UNIT) : -1;
    if (!r->e || unit_level(u) == UNIT_NONE)
        return;
    r->unit = u;
    if (i >= 0)
        value_set_s(&r->v[i], unit_span(&u));
}

/* A change with its records; false: it cannot be read. */
static bool take_change(struct span *s, int kind, const struct entity *e, uint64_t id,
                        const struct places *p, audit_change_fn fn, void *context)
{
    struct record before = {0}, after = {0};
    bool ok = e != NULL;
    if (ok && kind != AUDIT_CREATED)
        ok = take_record(s, e, id, &before);
    if (ok && kind != AUDIT_DELETED)
        ok = take_record(s, e, id, &after);
    set_place(&before, p->before);
    set_place(&after, p->after);
    if (ok && fn)
        fn(context, e, id, 1, before.e ? &before : NULL, after.e ? &after : NULL);
    record_release(&before);
    record_release(&after);
    return ok;
}

static bool take_text(struct span *s, struct span *out)
{
    uint64_t n;
    if (!bytes_varint(s, &n) || n > s->n)
        return false;
    *out = (struct span){s->p, n};
    s->p += n, s->n -= n;
    return true;
}

/* Up to the end or what cannot be read (false). reason and fn may be NULL. */
static bool walk(struct span s, audit_change_fn fn, void *context, struct span *reason)
{
    struct places places = {0};
    while (s.n >= 10) {
        int kind = s.p[0];
        const struct entity *e = entity_by_id((uint8_t)s.p[1]);
        uint64_t id = key_u64(s.p + 2);
        struct span text;
        s.p += 10, s.n -= 10;
        if (kind == AUDIT_TEXT || kind == AUDIT_REASON) {
            if (!take_text(&s, &text))
                return false;
            if (kind == AUDIT_REASON && reason)
                *reason = text;
            if (kind == AUDIT_TEXT && fn)
                fn(context, NULL, id, 1, NULL, NULL);
        } else if (kind == AUDIT_CREATED_RANGE) {
            if (s.n < 8)
                return false;
            if (fn)
                fn(context, NULL, id, key_u64(s.p), NULL, NULL);
            s.p += 8, s.n -= 8;
        } else if (kind == AUDIT_PLACE) {
            if (!take_places(&s, &places))
                return false;
        } else {
            if (!take_change(&s, kind, e, id, &places, fn, context))
                return false;
            places = (struct places){0};
        }
    }
    return s.n == 0;
}

bool audit_body_changes(struct span body, audit_change_fn fn, void *context)
{
    return walk(body, fn, context, NULL);
}

struct fields {
    uint64_t record;
    audit_field_fn fn;
    void *context;
    bool found;
};

static void tell_fields(void *context, const struct entity *e, uint64_t id, uint64_t count,
                        const struct record *before, const struct record *after)
{
    static const struct value unknown = {0};
    struct fields *f = context;
    if (f->record < id || f->record - id >= count)
        return;
    f->found = true;
    for (size_t i = 0; e && i < e->n_fields; i++) {
        const struct value *a = before ? &before->v[i] : &unknown;
        const struct value *b = after ? &after->v[i] : &unknown;
        if (!value_eq(a, b))
            f->fn(f->context, &e->fields[i], a, b);
    }
}

bool audit_body_fields(struct span body, uint64_t record, audit_field_fn fn, void *context)
{
    struct fields f = {record, fn, context, false};
    walk(body, tell_fields, &f, NULL); /* what stands before a fault is told */
    return f.found;
}

static bool skip_bytes(struct span *s)
{
    uint64_t n;
    if (!bytes_varint(s, &n) || n > s->n)
        return false;
    s->p += n, s->n -= n;
    return true;
}

static bool among(const uint64_t *id, size_t n, uint64_t which)
{
    for (size_t i = 0; i < n; i++)
        if (id[i] == which)
            return true;
    return false;
}

bool audit_body_holds(struct span s, const uint64_t *id, size_t n)
{
    bool ok = true;
    while (ok && s.n >= 10) {
        int kind = s.p[0];
        bool values = kind == AUDIT_CREATED || kind == AUDIT_CHANGED || kind == AUDIT_DELETED;
        if (values && among(id, n, key_u64(s.p + 2)))
            return true;
        s.p += 10, s.n -= 10;
        if (kind == AUDIT_CREATED_RANGE) {
            ok = s.n >= 8;
            s.p += ok ? 8 : 0, s.n -= ok ? 8 : 0;
        } else if (kind == AUDIT_PLACE) {
            struct places p;
            ok = take_places(&s, &p);
        } else {
            ok = skip_bytes(&s) && (kind != AUDIT_CHANGED || skip_bytes(&s));
        }
    }
    return false;
}

struct span audit_body_text(struct span s)
{
    struct span text = {"", 0};
    if (s.n < 10 || s.p[0] != AUDIT_TEXT)
        return text;
    s.p += 10, s.n -= 10;
    return take_text(&s, &text) ? text : (struct span){"", 0};
}

struct span audit_body_reason(struct span body)
{
    struct span reason = {"", 0};
    walk(body, NULL, NULL, &reason);
    return reason;
}
