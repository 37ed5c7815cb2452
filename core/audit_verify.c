/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does the trail hold? Every entry fits the one before it and has its body, but for the bodies that
 * an erasure says it took; no body lies there without an entry, and no batch is known whose entry
 * is gone. That its end was cut off a chain cannot tell: a head that was printed does
 * (audit_find_head).
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* ---- bodies that were erased: "5 8-12" in the text of AUDIT_ERASE ---- */

void audit_seqs_add(struct buf *out, uint64_t seq)
{
    static const char digits[] = "0123456789";
    size_t at = out->n; /* of the last number */
    while (at && strchr(digits, out->p[at - 1]))
        at--;
    if (out->n > at && strtoull(out->p + at, NULL, 10) + 1 == seq) {
        if (at && out->p[at - 1] == '-')
            buf_truncate(out, at);
        else
            buf_addc(out, '-');
    } else if (out->n) {
        buf_addc(out, ' ');
    }
    buf_addf(out, "%llu", (unsigned long long)seq);
}

struct range {
    uint64_t lo, hi;
};

struct erased {
    struct range *v;
    size_t n;
};

static void take_seqs(struct erased *x, struct span text, uint64_t before)
{
    struct buf b = {0};
    buf_add_span(&b, text);
    for (const char *p = buf_str(&b); *p;) {
        char *end;
        struct range r = {strtoull(p, &end, 10), 0};
        if (end == p)
            break;
        r.hi = *end == '-' ? strtoull(end + 1, &end, 10) : r.lo;
        if (r.hi < before) {
            x->v = mem_realloc_array(x->v, x->n + 1, sizeof *x->v);
            x->v[x->n++] = r;
        }
        for (p = end; *p == ' ';)
            p++;
    }
    buf_release(&b);
}

/* Entries that cannot be read are passed over here, and told below. */
static void find_erased(struct book_tx *t, uint64_t first, struct erased *out)
{
    struct buf lo = {0}, body = {0};
    struct span key, value;
    struct audit_entry e;
    key_add_u64(&lo, first);
    struct store_cursor *c = store_scan(t->tx, BOOK_AUDIT, buf_span(&lo), (struct span){"", 0}, 0);
    while (store_next(c, &key, &value)) {
        if (!audit_decode(key, value, &e) || e.op != AUDIT_ERASE)
            continue;
        audit_get_body(t, e.seq, &body);
        if (body.n > AUDIT_SALT)
            take_seqs(out, audit_body_text((struct span){body.p + AUDIT_SALT, body.n - AUDIT_SALT}),
                      e.seq);
    }
    store_scan_end(c);
    buf_release(&lo);
    buf_release(&body);
}

static bool was_erased(const struct erased *x, uint64_t seq)
{
    for (size_t i = 0; i < x->n; i++)
        if (seq >= x->v[i].lo && seq <= x->v[i].hi)
            return true;
    return false;
}

/* ---- the chain ---- */

struct verifying {
    struct book_tx *t;
    struct erased erased;
    struct buf body;
    uint64_t next; /* the entry that must come */
    struct detail *d;
};

static const char *fault(struct verifying *v, const struct audit_entry *e,
                         const unsigned char previous[AUDIT_HASH])
{
    unsigned char h[AUDIT_HASH];
    if (e->seq != v->next)
        return N_("Nhật ký: thiếu mục số %llu. Hãy so với bản sao lưu.");
    if (memcmp(e->previous, previous, AUDIT_HASH) != 0)
        return N_("Nhật ký: mục số %llu không nối với mục trước. Hãy so với bản sao lưu.");
    audit_get_body(v->t, e->seq, &v->body);
    if (!v->body.n && !was_erased(&v->erased, e->seq))
        return N_("Nhật ký: nội dung mục số %llu đã bị lấy đi. Hãy so với bản sao lưu.");
    audit_hash(h, buf_span(&v->body), (struct span){"", 0});
    if (v->body.n && memcmp(h, e->body_hash, AUDIT_HASH) != 0)
        return N_("Nhật ký: nội dung mục số %llu đã bị sửa. Hãy so với bản sao lưu.");
    return NULL;
}

static enum status found(struct verifying *v, uint64_t seq, const char *why)
{
    if (v->d)
        v->d->position = seq;
    return detail_set(v->d, STATUS_CORRUPT, _(why), (unsigned long long)seq);
}

/* From entry `first` on, whose predecessor's hash is head; head and next go along. */
static enum status entries(struct verifying *v, uint64_t first, unsigned char head[AUDIT_HASH])
{
    struct buf lo = {0};
    struct span key, value;
    struct audit_entry e;
    enum status s = STATUS_OK;
    key_add_u64(&lo, first);
    struct store_cursor *c =
        store_scan(v->t->tx, BOOK_AUDIT, buf_span(&lo), (struct span){"", 0}, 0);
    for (v->next = first; store_next(c, &key, &value); v->next++) {
        const char *why = audit_decode(key, value, &e)
                              ? fault(v, &e, head)
                              : N_("Nhật ký: mục số %llu không đọc được. Hãy so với bản sao lưu.");
        if (why) {
            s = found(v, v->next, why);
            break;
        }
        audit_hash(head, key, value);
    }
    store_scan_end(c);
    buf_release(&lo);
    return s;
}

/* Every body has its entry, and its parts are one behind the other. */
static enum status bodies(struct verifying *v, uint64_t first)
{
    struct buf lo = {0};
    struct span key, value;
    uint64_t last = 0;
    unsigned parts = 0;
    enum status s = STATUS_OK;
    audit_body_key(&lo, first, 0);
    struct store_cursor *c =
        store_scan(v->t->tx, BOOK_AUDIT_BODY, buf_span(&lo), (struct span){"", 0}, 0);
    while (s == STATUS_OK && store_next(c, &key, &value)) {
        uint64_t seq = key.n == 10 ? key_u64(key.p) : 0;
        unsigned part = key.n == 10 ? (unsigned)(uint8_t)key.p[8] << 8 | (uint8_t)key.p[9] : 0;
        parts = seq == last ? parts + 1 : 0;
        last = seq;
        if (!seq || seq >= v->next)
            s = found(v, seq,
                      N_("Nhật ký: còn nội dung của mục số %llu mà không còn mục ấy. Hãy "
                         "so với bản sao lưu."));
        else if (part != parts)
            s = found(v, seq,
                      N_("Nhật ký: nội dung mục số %llu đã bị sửa. Hãy so với bản sao lưu."));
    }
    store_scan_end(c);
    buf_release(&lo);
    return s;
}

/* Every batch that is known by its operation has its entry. */
static enum status operations(struct verifying *v, uint64_t first)
{
    struct buf k = {0};
    struct span key, value, entry;
    struct audit_entry e;
    enum status s = STATUS_OK;
    struct store_cursor *c = store_scan_prefix(v->t->tx, BOOK_OPERATION, (struct span){"", 0}, 0);
    while (s == STATUS_OK && store_next(c, &key, &value)) {
        uint64_t seq = value.n == 8 ? key_u64(value.p) : 0;
        if (seq && seq < first)
            continue;
        buf_reset(&k);
        key_add_u64(&k, seq);
        if (!store_get(v->t->tx, BOOK_AUDIT, buf_span(&k), &entry) ||
            !audit_decode(buf_span(&k), entry, &e) || key.n != AUDIT_OPERATION_ID ||
            memcmp(e.operation, key.p, AUDIT_OPERATION_ID) != 0)
            s = found(v, seq, N_("Nhật ký: thiếu mục số %llu. Hãy so với bản sao lưu."));
    }
    store_scan_end(c);
    buf_release(&k);
    return s;
}

static enum status verify_from(struct book_tx *t, uint64_t first, unsigned char head[AUDIT_HASH],
                               uint64_t *next, struct detail *d)
{
    struct verifying v = {.t = t, .d = d};
    find_erased(t, first, &v.erased);
    enum status s = entries(&v, first, head);
    if (s == STATUS_OK)
        s = bodies(&v, first);
    if (s == STATUS_OK)
        s = operations(&v, first);
    *next = v.next;
    free(v.erased.v);
    buf_release(&v.body);
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
    struct store_cursor *c = audit_newest_first(t);
    struct span key, value;
    struct audit_entry e;
    uint64_t next;
    *repaired = 0;
    while (!*repaired && store_next(c, &key, &value))
        if (audit_decode(key, value, &e) && e.op == AUDIT_REPAIR) {
            *repaired = e.seq;
            audit_hash(head, key, value);
        }
    store_scan_end(c);
    return verify_from(t, *repaired + 1, head, &next, d);
}
