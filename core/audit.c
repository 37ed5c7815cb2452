/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/field_bytes.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { FORMAT = 1, SALT = 16, BODY_PART = 60000, LOOKBACK = 10000 };

/* Kinds of change in a body. Stored. */
enum { CHANGE_CREATED = 1, CHANGE_CHANGED = 2, CHANGE_DELETED = 3, CHANGE_CREATED_RANGE = 4 };

static void hash(unsigned char out[AUDIT_HASH], struct span a, struct span b)
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, AUDIT_HASH);
    crypto_generichash_update(&h, (const unsigned char *)a.p, a.n);
    crypto_generichash_update(&h, (const unsigned char *)b.p, b.n);
    crypto_generichash_final(&h, out, AUDIT_HASH);
}

static void add_record(struct buf *b, const struct record *r)
{
    struct buf bytes = {0};
    record_encode(r, &bytes);
    bytes_add_varint(b, bytes.n);
    buf_add_span(b, buf_span(&bytes));
    buf_release(&bytes);
}

static void add_full(struct buf *b, const struct audit_change *c)
{
    const struct record *r = c->after ? c->after : c->before;
    buf_addc(b, (char)(!c->before ? CHANGE_CREATED : !c->after ? CHANGE_DELETED : CHANGE_CHANGED));
    buf_addc(b, (char)r->e->id);
    key_add_u64(b, r->id);
    if (c->before)
        add_record(b, c->before);
    if (c->after)
        add_record(b, c->after);
}

/* In a batch the created records, whose values are in the store, become ranges of ids. */
static void add_changes(struct buf *b, const struct audit_change *c, size_t n, bool batch)
{
    for (size_t i = 0; i < n;) {
        if (!batch || c[i].before) {
            add_full(b, &c[i++]);
            continue;
        }
        uint64_t first = c[i].after->id, count = 0;
        while (i < n && !c[i].before && c[i].after->id == first + count)
            count++, i++;
        buf_addc(b, CHANGE_CREATED_RANGE);
        buf_addc(b, 0);
        key_add_u64(b, first);
        key_add_u64(b, count);
    }
}

static void body_key(struct buf *key, uint64_t seq, size_t part)
{
    buf_reset(key);
    key_add_u64(key, seq);
    key_add_u16(key, (unsigned)part);
}

static void put_body(struct book_tx *t, uint64_t seq, struct span body)
{
    struct buf key = {0};
    for (size_t part = 0; part == 0 || body.n; part++) {
        size_t n = body.n < BODY_PART ? body.n : BODY_PART;
        body_key(&key, seq, part);
        store_put(t->tx, BOOK_AUDIT_BODY, buf_span(&key), (struct span){body.p, n});
        body.p += n, body.n -= n;
    }
    buf_release(&key);
}

static void get_body(struct book_tx *t, uint64_t seq, struct buf *out)
{
    struct buf key = {0};
    struct span part;
    buf_reset(out);
    body_key(&key, seq, 0);
    for (size_t i = 1; store_get(t->tx, BOOK_AUDIT_BODY, buf_span(&key), &part); i++) {
        buf_add_span(out, part);
        body_key(&key, seq, i);
    }
    buf_release(&key);
}

static void add_text(struct buf *b, const char *s)
{
    size_t n = strlen(s);
    while (n > 95 || (n && n == 95 && (s[n] & 0xC0) == 0x80))
        n--;
    while (n && (s[n] & 0xC0) == 0x80)
        n--; /* cut at a character */
    buf_addc(b, (char)n);
    buf_add(b, s, n);
}

static void encode(const struct audit_entry *e, struct buf *out)
{
    buf_reset(out);
    buf_addc(out, FORMAT);
    key_add_u64(out, (uint64_t)e->time);
    buf_addc(out, (char)e->op);
    buf_addc(out, (char)e->entity);
    key_add_u64(out, e->record);
    buf_add(out, e->operation, AUDIT_OPERATION_ID);
    key_add_u64(out, e->count);
    buf_add(out, e->body_hash, AUDIT_HASH);
    buf_add(out, e->previous, AUDIT_HASH);
    add_text(out, e->actor);
    add_text(out, e->source);
}

enum { FIXED = 1 + 8 + 1 + 1 + 8 + AUDIT_OPERATION_ID + 8 + 2 * AUDIT_HASH };

static bool take_text(struct span *s, char *out, size_t size)
{
    size_t n = s->n ? (uint8_t)s->p[0] : 0;
    if (!s->n || n + 1 > s->n || n >= size)
        return false;
    memcpy(out, s->p + 1, n);
    out[n] = 0;
    s->p += n + 1, s->n -= n + 1;
    return true;
}

static bool decode(struct span key, struct span v, struct audit_entry *e)
{
    const char *p = v.p;
    *e = (struct audit_entry){0};
    if (key.n != 8 || v.n < FIXED || p[0] != FORMAT)
        return false;
    e->seq = key_u64(key.p);
    e->time = (int64_t)key_u64(p + 1);
    e->op = (enum audit_op)(uint8_t)p[9];
    e->entity = (enum entity_id)(uint8_t)p[10];
    e->record = key_u64(p + 11);
    p += 19;
    memcpy(e->operation, p, AUDIT_OPERATION_ID);
    p += AUDIT_OPERATION_ID;
    e->count = (unsigned)key_u64(p);
    memcpy(e->body_hash, p + 8, AUDIT_HASH);
    memcpy(e->previous, p + 8 + AUDIT_HASH, AUDIT_HASH);
    struct span rest = {v.p + FIXED, v.n - FIXED};
    return take_text(&rest, e->actor, sizeof e->actor) &&
           take_text(&rest, e->source, sizeof e->source) && !rest.n;
}

static struct store_cursor *newest_first(struct book_tx *t)
{
    return store_scan(t->tx, BOOK_AUDIT, (struct span){"", 0}, (struct span){"", 0}, STORE_REVERSE);
}

/* Sequence and hash of the newest entry; zero when there is none. */
static void newest(struct book_tx *t, uint64_t *seq, unsigned char out[AUDIT_HASH])
{
    struct store_cursor *c = newest_first(t);
    struct span key, value;
    *seq = 0;
    memset(out, 0, AUDIT_HASH);
    if (store_next(c, &key, &value) && key.n == 8) {
        *seq = key_u64(key.p);
        hash(out, key, value);
    }
    store_scan_end(c);
}

void audit_head(struct book_tx *t, unsigned char head[AUDIT_HASH])
{
    uint64_t seq;
    newest(t, &seq, head);
}

void audit_add(struct book_tx *t, enum audit_op op, const unsigned char *operation,
               const struct audit_change *changes, size_t n)
{
    struct audit_entry e = {.time = time(NULL), .op = op, .count = (unsigned)n};
    struct buf body = {0}, bytes = {0}, key = {0};
    unsigned char salt[SALT];
    newest(t, &e.seq, e.previous);
    e.seq++;
    if (operation)
        memcpy(e.operation, operation, AUDIT_OPERATION_ID);
    else
        randombytes_buf(e.operation, AUDIT_OPERATION_ID);
    snprintf(e.actor, sizeof e.actor, "%s", t->who->name ? t->who->name : "");
    snprintf(e.source, sizeof e.source, "%s", t->who->source ? t->who->source : "");
    if (changes && n == 1) {
        const struct record *r = changes[0].after ? changes[0].after : changes[0].before;
        e.entity = r->e ? r->e->id : ENTITY_NONE;
        e.record = r->id;
    }
    randombytes_buf(salt, SALT);
    buf_add(&body, salt, SALT);
    add_changes(&body, changes, changes ? n : 0, op == AUDIT_IMPORT);
    hash(e.body_hash, buf_span(&body), (struct span){"", 0});
    put_body(t, e.seq, buf_span(&body));
    encode(&e, &bytes);
    key_add_u64(&key, e.seq);
    store_put(t->tx, BOOK_AUDIT, buf_span(&key), buf_span(&bytes));
    if (op == AUDIT_IMPORT)
        store_put(t->tx, BOOK_OPERATION,
                  (struct span){(const char *)e.operation, AUDIT_OPERATION_ID}, buf_span(&key));
    buf_release(&body);
    buf_release(&bytes);
    buf_release(&key);
}

bool audit_done(struct book_tx *t, const unsigned char *operation, uint64_t *seq)
{
    struct span key, value;
    if (store_get(t->tx, BOOK_OPERATION, (struct span){(const char *)operation, AUDIT_OPERATION_ID},
                  &value) &&
        value.n == 8) {
        *seq = key_u64(value.p);
        return true;
    }
    struct store_cursor *c = newest_first(t);
    bool found = false;
    for (int i = 0; i < LOOKBACK && !found && store_next(c, &key, &value); i++)
        if (value.n > 19 + AUDIT_OPERATION_ID &&
            memcmp(value.p + 19, operation, AUDIT_OPERATION_ID) == 0) {
            found = true;
            *seq = key_u64(key.p);
        }
    store_scan_end(c);
    return found;
}

enum status audit_each(struct book_tx *t, uint64_t lo, uint64_t hi, bool reverse, audit_fn fn,
                       void *context)
{
    struct buf a = {0}, b = {0}, body = {0};
    struct span key, value;
    struct audit_entry e;
    key_add_u64(&a, lo);
    key_add_u64(&b, hi);
    struct store_cursor *c =
        store_scan(t->tx, BOOK_AUDIT, buf_span(&a), buf_span(&b), reverse ? STORE_REVERSE : 0);
    while (store_next(c, &key, &value)) {
        if (!store_verify(c) || !decode(key, value, &e)) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        get_body(t, e.seq, &body);
        struct span after_salt = {buf_str(&body), 0};
        if (body.n > SALT)
            after_salt = (struct span){body.p + SALT, body.n - SALT};
        fn(context, &e, after_salt);
    }
    store_scan_end(c);
    buf_release(&a);
    buf_release(&b);
    buf_release(&body);
    return store_tx_status(t->tx);
}

static const char *fault(struct book_tx *t, const struct audit_entry *e, uint64_t expected,
                         const unsigned char previous[AUDIT_HASH], struct buf *body)
{
    unsigned char h[AUDIT_HASH];
    if (e->seq != expected)
        return N_("Nhật ký: thiếu mục số %llu. Hãy so với bản sao lưu.");
    if (memcmp(e->previous, previous, AUDIT_HASH) != 0)
        return N_("Nhật ký: mục số %llu không nối với mục trước. Hãy so với bản sao lưu.");
    get_body(t, e->seq, body);
    hash(h, buf_span(body), (struct span){"", 0});
    if (body->n && memcmp(h, e->body_hash, AUDIT_HASH) != 0)
        return N_("Nhật ký: nội dung mục số %llu đã bị sửa. Hãy so với bản sao lưu.");
    return NULL;
}

/* From entry `first` on, whose predecessor's hash is head; head and next go along. */
static enum status verify_from(struct book_tx *t, uint64_t first, unsigned char head[AUDIT_HASH],
                               uint64_t *next, struct detail *d)
{
    struct buf lo = {0}, body = {0};
    struct span key, value;
    struct audit_entry e;
    enum status s = STATUS_OK;
    key_add_u64(&lo, first);
    struct store_cursor *c = store_scan(t->tx, BOOK_AUDIT, buf_span(&lo), (struct span){"", 0}, 0);
    for (*next = first; s == STATUS_OK && store_next(c, &key, &value); ++*next) {
        const char *why = decode(key, value, &e)
                              ? fault(t, &e, *next, head, &body)
                              : N_("Nhật ký: mục số %llu không đọc được. Hãy so với bản sao lưu.");
        if (why) {
            if (d)
                d->position = *next;
            s = detail_set(d, STATUS_CORRUPT, _(why), (unsigned long long)*next);
            break;
        }
        hash(head, key, value);
    }
    store_scan_end(c);
    buf_release(&lo);
    buf_release(&body);
    return s;
}

enum status audit_verify(struct book_tx *t, unsigned char head[AUDIT_HASH], uint64_t *n,
                         struct detail *d)
{
    memset(head, 0, AUDIT_HASH);
    enum status s = verify_from(t, 1, head, n, d);
    --*n;
    return s;
}

enum status audit_verify_since_repair(struct book_tx *t, uint64_t *repaired, struct detail *d)
{
    unsigned char head[AUDIT_HASH] = {0};
    struct store_cursor *c = newest_first(t);
    struct span key, value;
    struct audit_entry e;
    uint64_t next;
    *repaired = 0;
    while (!*repaired && store_next(c, &key, &value))
        if (decode(key, value, &e) && e.op == AUDIT_REPAIR) {
            *repaired = e.seq;
            hash(head, key, value);
        }
    store_scan_end(c);
    return verify_from(t, *repaired + 1, head, &next, d);
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

static void tell_fields(const struct entity *e, const struct record *before,
                        const struct record *after, audit_field_fn fn, void *context)
{
    static const struct value unknown = {0};
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct value *a = before->v ? &before->v[i] : &unknown;
        const struct value *b = after->v ? &after->v[i] : &unknown;
        if (!value_eq(a, b))
            fn(context, &e->fields[i], a, b);
    }
}

bool audit_body_fields(struct span s, uint64_t record, audit_field_fn fn, void *context)
{
    bool found = false;
    while (s.n >= 10) {
        int kind = s.p[0];
        const struct entity *e = entity_by_id((uint8_t)s.p[1]);
        uint64_t id = key_u64(s.p + 2);
        s.p += 10, s.n -= 10;
        if (kind == CHANGE_CREATED_RANGE) {
            if (s.n < 8)
                return found;
            found = found || (record >= id && record - id < key_u64(s.p));
            s.p += 8, s.n -= 8;
            continue;
        }
        struct record before = {0}, after = {0};
        bool ok = e != NULL;
        if (ok && kind != CHANGE_CREATED)
            ok = take_record(&s, e, id, &before);
        if (ok && kind != CHANGE_DELETED)
            ok = take_record(&s, e, id, &after);
        if (ok && id == record) {
            found = true;
            tell_fields(e, &before, &after, fn, context);
        }
        record_release(&before);
        record_release(&after);
        if (!ok)
            return found;
    }
    return found;
}
