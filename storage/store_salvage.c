/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saving what can be read of a damaged store into a new one. A child reads and sends the entries;
 * where it dies is a hole. The next children try to go on behind it, skipping ever more of the keys
 * that share a beginning with the last one, until one can read on; another then reads backwards
 * from there to the hole's far edge, so that no more is lost than the hole. Only the tree is
 * followed: pages that hang on nothing may hold what was deleted on purpose.
 */
#include "storage/store_backend.h"

#include <string.h>

#include "locale/msg.h"
#include "storage/store_child.h"

enum { BATCH_ENTRIES = 2000, BATCH_BYTES = 4 << 20, PASSES_MAX = 20000 };

struct salvage {
    const char *from;
    struct store_key start; /* where this pass begins */
    struct store_key edge;  /* a pass backwards ends at this key, the last before the hole */
    bool back;
    struct store *to;
    struct buf batch; /* struct packed, key, bytes; and again */
    unsigned batched;
    uint64_t kept, bad, entries;
    struct store_key first, last; /* the first and last key that came in the last pass forwards */
    bool gained;
};

/* ---- in the child ---- */

struct reading {
    struct salvage *v;
    int fd;
    struct store_place *place;
};

/* Is this entry further on than the one before? If not, a damaged page has led us astray. */
static bool further(const struct reading *r, struct span key)
{
    struct span before = store_key_span(&r->place->key);
    if (!key.n || key.n > STORE_PHYSICAL_KEY_MAX)
        return false;
    return !before.n || (r->v->back ? span_cmp(key, before) < 0 : span_cmp(key, before) > 0);
}

static enum status read_on(struct store_tx *tx, void *context)
{
    struct reading *r = context;
    struct store_cursor *c = store_scan_raw(tx, store_key_span(&r->v->start), r->v->back);
    struct store_message m = {.type = STORE_CHILD_ENTRY};
    bool sealed;
    while (store_next_raw(c, &m.key, &m.bytes, &sealed)) {
        if (!further(r, m.key) || m.bytes.n > STORE_VALUE_MAX)
            return STATUS_CORRUPT;
        if (r->v->back && span_cmp(m.key, store_key_span(&r->v->edge)) <= 0)
            break;
        r->place->key.n = m.key.n;
        memcpy(r->place->key.p, m.key.p, m.key.n);
        if (store_is_mark(m.key))
            continue;
        bool good = sealed && (unsigned char)m.key.p[0] < STORE_TABLES && m.key.n > 1;
        m.type = good ? STORE_CHILD_ENTRY : STORE_CHILD_FAULT;
        store_child_send(r->fd, &m);
    }
    return store_tx_status(tx);
}

static void work(int fd, struct store_place *place, void *context)
{
    struct reading r = {context, fd, place};
    struct store_options o = {.read_only = true, .skip_check = true, .holder = "hoctap check"};
    struct store_info info = {0};
    struct detail d = {{0}, 0};
    struct store *s;
    enum status st = store_open(&s, r.v->from, &o, &d);
    if (!st) {
        st = store_stat(s, &info, &d);
        place->entries = info.entries;
    }
    if (!st && r.v->to)
        st = store_read(s, read_on, &r, &d);
    if (s)
        store_close(s);
    store_child_done(fd, st, &d);
}

/* ---- in the parent ---- */

struct packed {
    uint32_t key, bytes;
};

static enum status write_batch(struct store_tx *tx, void *context)
{
    struct salvage *v = context;
    for (const char *p = v->batch.p, *end = p + v->batch.n; p < end;) {
        struct packed n;
        memcpy(&n, p, sizeof n);
        p += sizeof n;
        store_put(tx, (unsigned char)p[0], span_make(p + 1, n.key - 1),
                  span_make(p + n.key, n.bytes));
        p += n.key + n.bytes;
    }
    return store_tx_status(tx);
}

static enum status flush(struct salvage *v, struct detail *d)
{
    if (!v->batched)
        return STATUS_OK;
    enum status st = store_write(v->to, write_batch, v, d);
    v->batched = 0;
    buf_reset(&v->batch);
    return st;
}

static enum status take(struct salvage *v, const struct store_message *m, struct detail *d)
{
    struct packed n = {(uint32_t)m->key.n, (uint32_t)m->bytes.n};
    struct store_key k = {.n = m->key.n};
    memcpy(k.p, m->key.p, k.n);
    if (!v->back && !v->gained)
        v->first = k;
    if (!v->back)
        v->last = k;
    v->gained = true;
    if (m->type == STORE_CHILD_FAULT) {
        v->bad++;
        return STATUS_OK;
    }
    buf_add(&v->batch, &n, sizeof n);
    buf_add_span(&v->batch, m->key);
    buf_add_span(&v->batch, m->bytes);
    v->kept++;
    if (++v->batched < BATCH_ENTRIES && v->batch.n < BATCH_BYTES)
        return STATUS_OK;
    return flush(v, d);
}

/* One child, from v->start as far as it comes. *told is what it said at its end, CORRUPT when it
 * said nothing. Returns an error of our own side only. */
static enum status pass(struct salvage *v, enum status *told, struct detail *d)
{
    struct store_child c;
    struct store_message m;
    bool done = false;
    v->gained = false;
    *told = STATUS_CORRUPT;
    enum status st = store_child_start(&c, work, v, d);
    if (st)
        return st;
    while (!st && !done && store_child_next(&c, &m)) {
        done = m.type == STORE_CHILD_DONE;
        if (!done) {
            st = take(v, &m, d);
            continue;
        }
        *told = (enum status)m.number;
        if (*told)
            detail_set(d, *told, "%.*s", (int)m.bytes.n, m.bytes.p);
    }
    if (c.place->entries > v->entries)
        v->entries = c.place->entries;
    store_child_end(&c);
    return st;
}

/* The n-th place to try behind a hole whose last key before it is edge: its last byte and 1, 2, 4,
 * .. 128, then the same with the byte before. false: nothing is left to skip. */
static bool skip(struct salvage *v, size_t n)
{
    struct store_key k = v->edge;
    unsigned step = 1U << n % 8;
    if (n / 8 >= k.n)
        return false;
    k.n -= n / 8;
    /* what goes over 255 is left to the byte before */
    k.p[k.n - 1] = k.p[k.n - 1] + step > 255 ? 255 : (unsigned char)(k.p[k.n - 1] + step);
    v->start = k;
    return true;
}

static enum status read_back(struct salvage *v, struct detail *d)
{
    enum status told;
    v->back = true;
    v->start = v->first;
    enum status st = pass(v, &told, d);
    v->back = false;
    return st;
}

static enum status read_all(struct salvage *v, struct detail *d)
{
    size_t tries = 0;
    bool hole = false;
    for (int passes = 0; passes < PASSES_MAX; passes++) {
        enum status told, st = pass(v, &told, d);
        bool gained = v->gained;
        if (!gained) /* with nothing further on, read back from the end */
            v->first = (struct store_key){{0xFF}, 1};
        if (!st && hole && (gained || !told))
            st = read_back(v, d);
        if (st)
            return st;
        if (told != STATUS_CORRUPT)
            return told ? told : flush(v, d);
        hole = true;
        if (gained) {
            v->edge = v->last;
            tries = 0;
        } else if (!v->edge.n) {
            v->edge.n = 1; /* not one entry yet: try every table */
        }
        if (!skip(v, tries++))
            break;
    }
    return flush(v, d);
}

enum status store_salvage(const char *from, const char *to, uint64_t *kept, uint64_t *lost,
                          struct detail *d)
{
    struct salvage v = {.from = from};
    struct store_options o = {.create = true, .holder = "hoctap check --repair"};
    enum status told, st = pass(&v, &told, d); /* a look only: can it be opened at all? */
    *kept = *lost = 0;
    if (!st)
        st = told;
    if (!st)
        st = store_open(&v.to, to, &o, d);
    if (st)
        return st;
    st = read_all(&v, d);
    store_close(v.to);
    buf_release(&v.batch);
    *kept = v.kept;
    *lost = v.entries > v.kept ? v.entries - v.kept : v.bad;
    return st;
}
