/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saving what can be read of a damaged store into a new one. A child reads and sends the entries;
 * where it dies, the next child goes on behind that place: first just behind the last key, then
 * skipping ever more of the keys that share its beginning, until one can read on. Only the tree is
 * followed: pages that hang on nothing may hold what was deleted on purpose.
 */
#include "storage/store_backend.h"

#include <string.h>

#include "locale/msg.h"
#include "storage/store_child.h"

enum { BATCH_ENTRIES = 2000, BATCH_BYTES = 4 << 20, PASSES_MAX = 20000 };

struct salvage {
    const char *from;
    struct store_key start; /* the first key to read in this pass */
    struct store *to;
    struct buf batch; /* struct packed, key, bytes; and again */
    unsigned batched;
    uint64_t kept, bad, entries;
    struct store_key last; /* the last key that came */
    bool gained;
};

/* ---- in the child ---- */

struct reading {
    struct salvage *v;
    int fd;
    struct store_place *place;
};

static enum status read_on(struct store_tx *tx, void *context)
{
    struct reading *r = context;
    struct store_cursor *c = store_scan_raw(tx, store_key_span(&r->v->start));
    struct store_message m = {.type = STORE_CHILD_ENTRY};
    bool sealed;
    while (store_next_raw(c, &m.key, &m.bytes, &sealed)) {
        if (!m.key.n || m.key.n > STORE_PHYSICAL_KEY_MAX || m.bytes.n > STORE_VALUE_MAX ||
            span_cmp(m.key, store_key_span(&r->place->key)) <= 0)
            return STATUS_CORRUPT;
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
    v->gained = true;
    v->last.n = m->key.n;
    memcpy(v->last.p, m->key.p, m->key.n);
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

/* The next place to try: the first key that differs from the last one in its n-th byte from the end
 * or before. false: nothing is left to skip. */
static bool skip(struct salvage *v, size_t level)
{
    struct store_key k = v->last;
    if (level >= k.n)
        return false;
    k.n -= level;
    while (k.n && k.p[k.n - 1] == 0xFF)
        k.n--;
    if (!k.n)
        return false;
    k.p[k.n - 1]++;
    v->start = k;
    return true;
}

static enum status read_all(struct salvage *v, struct detail *d)
{
    size_t level = 0;
    for (int passes = 0; passes < PASSES_MAX; passes++) {
        enum status told, st = pass(v, &told, d);
        if (st)
            return st;
        if (told != STATUS_CORRUPT)
            return told ? told : flush(v, d);
        level = v->gained ? 0 : level + 1;
        if (!v->last.n) /* not one entry yet: try every table */
            v->last = (struct store_key){{0}, 1};
        if (!skip(v, level))
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
