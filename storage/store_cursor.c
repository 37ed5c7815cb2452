/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scans. A cursor remembers the last key it gave, so that writes in between do not disturb it:
 * after one it looks that key up again and goes on behind it.
 */
#include "storage/store_backend.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

struct store_cursor {
    struct store_tx *tx;
    struct store_cursor *next;
    void *cursor;
    bool reverse, done;
    bool sought;         /* the backend's cursor must seek `from` first */
    enum store_seek how; /* how to seek it */
    unsigned writes;     /* tx->writes when the backend's cursor was last placed */
    struct store_key lo, hi, from, last;
    struct span key, value; /* the entry given last, as the backend gave it */
};

static bool cursor_open(struct store_tx *tx, struct store_cursor **out)
{
    struct store_cursor *c = mem_alloc(sizeof *c);
    *out = c;
    c->tx = tx;
    c->next = tx->cursors;
    tx->cursors = c;
    c->done = store_tx_status(tx) ||
              !store_tx_took(tx, tx->store->backend->cursor_open(tx->tx, &c->cursor, &tx->error));
    return !c->done;
}

/* The first key behind all that begin with k; false when there is none (all 0xFF). */
static bool after_prefix(struct store_key *k)
{
    while (k->n && k->p[k->n - 1] == 0xFF)
        k->n--;
    if (!k->n)
        return false;
    k->p[k->n - 1]++;
    return true;
}

static void to_begin(struct store_cursor *c)
{
    c->sought = true;
    c->from = c->reverse ? c->hi : c->lo;
    c->how = c->reverse ? STORE_SEEK_LT : STORE_SEEK_GE;
}

struct store_cursor *store_scan(struct store_tx *tx, unsigned table, struct span lo, struct span hi,
                                unsigned flags)
{
    struct store_cursor *c;
    cursor_open(tx, &c);
    c->reverse = flags & STORE_REVERSE;
    c->lo = store_key_make(table, lo);
    c->hi = hi.n ? store_key_make(table, hi) : store_key_make(table, (struct span){0});
    if (!hi.n)
        after_prefix(&c->hi); /* the end of the table: the next table number */
    to_begin(c);
    return c;
}

struct store_cursor *store_scan_prefix(struct store_tx *tx, unsigned table, struct span prefix,
                                       unsigned flags)
{
    struct store_cursor *c = store_scan(tx, table, prefix, (struct span){0}, flags);
    c->hi = c->lo;
    after_prefix(&c->hi); /* never all 0xFF: the table number is not */
    to_begin(c);
    return c;
}

void store_seek(struct store_cursor *c, struct span key)
{
    if (store_tx_status(c->tx))
        return;
    assert(key.n <= STORE_KEY_MAX);
    struct store_key k = store_key_make(c->lo.p[0], key);
    to_begin(c);
    c->done = false;
    if (!c->reverse && span_cmp(store_key_span(&k), store_key_span(&c->lo)) > 0)
        c->from = k;
    if (c->reverse && span_cmp(store_key_span(&k), store_key_span(&c->hi)) < 0)
        c->from = k, c->how = STORE_SEEK_LE;
}

static enum store_rc move(struct store_cursor *c)
{
    struct store_tx *tx = c->tx;
    const struct store_backend *b = tx->store->backend;
    if (!c->sought && c->writes == tx->writes)
        return b->step(c->cursor, c->reverse, &c->key, &c->value, &tx->error);
    if (!c->sought) {
        c->from = c->last;
        c->how = c->reverse ? STORE_SEEK_LT : STORE_SEEK_GT;
    }
    c->sought = false;
    c->writes = tx->writes;
    return b->seek(c->cursor, c->how, store_key_span(&c->from), &c->key, &c->value, &tx->error);
}

static bool in_bounds(const struct store_cursor *c)
{
    return c->reverse ? span_cmp(c->key, store_key_span(&c->lo)) >= 0
                      : span_cmp(c->key, store_key_span(&c->hi)) < 0;
}

bool store_next(struct store_cursor *c, struct span *key, struct span *value)
{
    struct store_tx *tx = c->tx;
    *key = *value = (struct span){0};
    if (c->done || store_tx_status(tx))
        return false;
    if (!store_tx_took(tx, move(c)) || !in_bounds(c)) {
        c->done = true;
        return false;
    }
    if (tx->writable) { /* a reader never has to look it up again */
        c->last.n = c->key.n;
        memcpy(c->last.p, c->key.p, c->key.n);
    }
    if (!store_unseal(c->key, c->value, false, value)) {
        store_tx_fail(tx, STATUS_CORRUPT);
        return false;
    }
    *key = (struct span){c->key.p + 1, c->key.n - 1};
    return true;
}

bool store_verify(struct store_cursor *c)
{
    struct span value;
    if (c->done || c->sought || store_tx_status(c->tx))
        return false;
    assert(c->writes == c->tx->writes); /* the views have ended */
    return store_unseal(c->key, c->value, true, &value);
}

void store_scan_end(struct store_cursor *c)
{
    if (!c)
        return;
    struct store_cursor **at = &c->tx->cursors;
    while (*at != c)
        at = &(*at)->next;
    *at = c->next;
    if (c->cursor)
        c->tx->store->backend->cursor_close(c->cursor);
    free(c);
}

void store_cursors_end(struct store_tx *tx)
{
    while (tx->cursors)
        store_scan_end(tx->cursors);
}

struct store_cursor *store_scan_raw(struct store_tx *tx, struct span from, bool back)
{
    struct store_cursor *c;
    cursor_open(tx, &c);
    c->reverse = back;
    c->sought = true;
    c->how = back ? STORE_SEEK_LT : STORE_SEEK_GE;
    c->from.n = from.n ? from.n : 1; /* the empty key is none; a single 0 is below all others */
    if (from.n)
        memcpy(c->from.p, from.p, from.n);
    return c;
}

bool store_next_raw(struct store_cursor *c, struct span *key, struct span *value, bool *sealed)
{
    if (c->done || store_tx_status(c->tx) || !store_tx_took(c->tx, move(c))) {
        c->done = true;
        return false;
    }
    *key = c->key;
    *sealed = store_unseal(c->key, c->value, true, value);
    return true;
}
