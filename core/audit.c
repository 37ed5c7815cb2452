/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/field_bytes.h"
#include "core/mask.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

enum {
    FORMAT = 1,
    TEXT_MAX = 95, /* bytes of a name, a source */
    BODY_PART = 60000,
    LOOKBACK = 10000
};

void audit_hash(unsigned char out[AUDIT_HASH], struct span a, struct span b)
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, AUDIT_HASH);
    crypto_generichash_update(&h, (const unsigned char *)a.p, a.n);
    crypto_generichash_update(&h, (const unsigned char *)b.p, b.n);
    crypto_generichash_final(&h, out, AUDIT_HASH);
}

/* What needs consent is kept as its mask. */
static void add_record(struct buf *b, const struct record *r, const struct record *before)
{
    struct buf bytes = {0};
    struct record masked = {0};
    if (mask_needed(r)) {
        record_copy(&masked, r);
        mask_record(&masked, before);
        r = &masked;
    }
    record_encode(r, &bytes);
    record_release(&masked);
    bytes_add_varint(b, bytes.n);
    buf_add_span(b, buf_span(&bytes));
    buf_release(&bytes);
}

static void add_place(struct buf *b, const struct audit_change *c)
{
    static const struct unit_key nowhere = {0};
    buf_addc(b, AUDIT_PLACE);
    buf_addc(b, (char)c->before->e->id);
    key_add_u64(b, c->before->id);
    buf_add_span(b, unit_span(&c->before->unit));
    buf_add_span(b, unit_span(c->after ? &c->after->unit : &nowhere));
}

static void add_full(struct buf *b, const struct audit_change *c)
{
    const struct record *r = c->after ? c->after : c->before;
    if (c->before && (!c->after || !unit_eq(c->before->unit, c->after->unit)))
        add_place(b, c);
    buf_addc(b, (char)(!c->before ? AUDIT_CREATED : !c->after ? AUDIT_DELETED : AUDIT_CHANGED));
    buf_addc(b, (char)r->e->id);
    key_add_u64(b, r->id);
    if (c->before)
        add_record(b, c->before, NULL);
    if (c->after)
        add_record(b, c->after, c->before);
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
        buf_addc(b, AUDIT_CREATED_RANGE);
        buf_addc(b, 0);
        key_add_u64(b, first);
        key_add_u64(b, count);
    }
}

static void add_reason(struct buf *b, const char *reason)
{
    size_t n = reason ? strlen(reason) : 0;
    if (!n)
        return;
    buf_addc(b, AUDIT_REASON);
    buf_addc(b, ENTITY_NONE);
    key_add_u64(b, 0);
    bytes_add_varint(b, n);
    buf_add(b, reason, n);
}

void audit_body_key(struct buf *key, uint64_t seq, size_t part)
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
        audit_body_key(&key, seq, part);
        store_put(t->tx, BOOK_AUDIT_BODY, buf_span(&key), (struct span){body.p, n});
        body.p += n, body.n -= n;
    }
    buf_release(&key);
}

void audit_get_body(struct book_tx *t, uint64_t seq, struct buf *out)
{
    struct buf key = {0};
    struct span part;
    buf_reset(out);
    audit_body_key(&key, seq, 0);
    for (size_t i = 1; store_get(t->tx, BOOK_AUDIT_BODY, buf_span(&key), &part); i++) {
        buf_add_span(out, part);
        audit_body_key(&key, seq, i);
    }
    buf_release(&key);
}

static void add_text(struct buf *b, const char *s)
{
    char text[TEXT_MAX + 1];
    utf8_copy(text, sizeof text, span_of(s));
    buf_addc(b, (char)strlen(text));
    buf_adds(b, text);
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

bool audit_decode(struct span key, struct span v, struct audit_entry *e)
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

struct store_cursor *audit_newest_first(struct book_tx *t)
{
    return store_scan(t->tx, BOOK_AUDIT, (struct span){"", 0}, (struct span){"", 0}, STORE_REVERSE);
}

/* Sequence and hash of the newest entry; zero when there is none. */
static void newest(struct book_tx *t, uint64_t *seq, unsigned char out[AUDIT_HASH])
{
    struct store_cursor *c = audit_newest_first(t);
    struct span key, value;
    *seq = 0;
    memset(out, 0, AUDIT_HASH);
    if (store_next(c, &key, &value) && key.n == 8) {
        *seq = key_u64(key.p);
        audit_hash(out, key, value);
    }
    store_scan_end(c);
}

void audit_head(struct book_tx *t, unsigned char head[AUDIT_HASH])
{
    uint64_t seq;
    newest(t, &seq, head);
}

/* Fills in sequence, chain, time and actor; body gets its salt in front. */
static void put_entry(struct book_tx *t, struct audit_entry *e, struct span changes)
{
    struct buf body = {0}, bytes = {0}, key = {0};
    unsigned char salt[AUDIT_SALT];
    e->time = time(NULL);
    newest(t, &e->seq, e->previous);
    e->seq++;
    snprintf(e->actor, sizeof e->actor, "%s", t->who->name ? t->who->name : "");
    if (!e->source[0])
        snprintf(e->source, sizeof e->source, "%s", t->who->source ? t->who->source : "");
    randombytes_buf(salt, AUDIT_SALT);
    buf_add(&body, salt, AUDIT_SALT);
    buf_add_span(&body, changes);
    audit_hash(e->body_hash, buf_span(&body), (struct span){"", 0});
    put_body(t, e->seq, buf_span(&body));
    encode(e, &bytes);
    key_add_u64(&key, e->seq);
    store_put(t->tx, BOOK_AUDIT, buf_span(&key), buf_span(&bytes));
    if (e->op == AUDIT_IMPORT)
        store_put(t->tx, BOOK_OPERATION,
                  (struct span){(const char *)e->operation, AUDIT_OPERATION_ID}, buf_span(&key));
    buf_release(&body);
    buf_release(&bytes);
    buf_release(&key);
}

void audit_add(struct book_tx *t, enum audit_op op, const unsigned char *operation,
               const struct audit_change *changes, size_t n)
{
    struct audit_entry e = {.op = op, .count = (unsigned)n};
    struct buf body = {0};
    if (operation)
        memcpy(e.operation, operation, AUDIT_OPERATION_ID);
    else
        randombytes_buf(e.operation, AUDIT_OPERATION_ID);
    if (changes && n == 1) {
        const struct record *r = changes[0].after ? changes[0].after : changes[0].before;
        e.entity = r->e ? r->e->id : ENTITY_NONE;
        e.record = r->id;
    }
    add_changes(&body, changes, changes ? n : 0, op == AUDIT_IMPORT);
    add_reason(&body, t->who->reason);
    put_entry(t, &e, buf_span(&body));
    buf_release(&body);
}

void audit_note(struct book_tx *t, enum audit_op op, const struct record *r, const char *text)
{
    struct audit_entry e = {.op = op};
    struct buf body = {0};
    size_t n = strlen(text);
    randombytes_buf(e.operation, AUDIT_OPERATION_ID);
    if (r) {
        e.entity = r->e->id;
        e.record = r->id;
        e.count = 1;
    }
    buf_addc(&body, AUDIT_TEXT);
    buf_addc(&body, (char)e.entity);
    key_add_u64(&body, e.record);
    bytes_add_varint(&body, n);
    buf_add(&body, text, n);
    put_entry(t, &e, buf_span(&body));
    buf_release(&body);
}

/* "ssh 10.0.0.7: write 15664002" */
static void say_what(struct audit_entry *e, const struct book_tx *t, const char *what,
                     const struct book_refusal *x)
{
    struct buf b = {0};
    buf_addf(&b, "%s: %s", t->who->source ? t->who->source : "", what);
    if (x && unit_level(x->unit) != UNIT_NONE) {
        buf_addc(&b, ' ');
        unit_add_code(&b, x->unit);
    }
    snprintf(e->source, sizeof e->source, "%s", buf_str(&b));
    snprintf(e->actor, sizeof e->actor, "%s", t->who->name ? t->who->name : "");
    buf_release(&b);
    if (x && x->record) {
        e->entity = x->entity;
        e->record = x->record;
        e->count = 1;
    }
}

/* Was this, or too much of its kind, said a short while ago? */
static bool was_said(struct book_tx *t, const struct audit_entry *mine)
{
    enum { SECONDS = 60, MOST = 4096 };
    struct audit_entry e;
    struct span key, value;
    int others = 0;
    bool said = false;
    int64_t since = time(NULL) - SECONDS;
    struct store_cursor *c = audit_newest_first(t);
    for (int i = 0; i < MOST && !said && store_next(c, &key, &value); i++) {
        if (!audit_decode(key, value, &e) || e.time <= since)
            break;
        if (e.op != AUDIT_DENIED || strcmp(e.actor, mine->actor) != 0)
            continue;
        said = ++others >= AUDIT_DENIED_MINUTE ||
               (e.record == mine->record && strcmp(e.source, mine->source) == 0);
    }
    store_scan_end(c);
    return said;
}

bool audit_denied(struct book_tx *t, const char *what, const struct book_refusal *x,
                  const char *text)
{
    struct audit_entry mine = {.op = AUDIT_DENIED};
    struct buf body = {0};
    say_what(&mine, t, what, x);
    if (was_said(t, &mine))
        return false;
    randombytes_buf(mine.operation, AUDIT_OPERATION_ID);
    buf_addc(&body, AUDIT_TEXT);
    buf_addc(&body, (char)mine.entity);
    key_add_u64(&body, mine.record);
    bytes_add_varint(&body, strlen(text));
    buf_adds(&body, text);
    put_entry(t, &mine, buf_span(&body));
    buf_release(&body);
    return true;
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
    struct store_cursor *c = audit_newest_first(t);
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
        if (!store_verify(c) || !audit_decode(key, value, &e)) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        audit_get_body(t, e.seq, &body);
        struct span after_salt = {buf_str(&body), 0};
        if (body.n > AUDIT_SALT)
            after_salt = (struct span){body.p + AUDIT_SALT, body.n - AUDIT_SALT};
        fn(context, &e, after_salt);
    }
    store_scan_end(c);
    buf_release(&a);
    buf_release(&b);
    buf_release(&body);
    return store_tx_status(t->tx);
}
