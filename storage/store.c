/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The front of the store: addresses, transactions that run again, sticky errors, seals.
 */
#include "storage/store_backend.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/crc32c.h"

_Static_assert(sizeof(void *) == 8, "the store maps its file: a 64-bit machine is needed");
_Static_assert(STORE_TABLES < 128, "a table is one byte, and 0xFF is reserved");

enum status store_open(struct store **out, const char *uri, const struct store_options *o,
                       struct detail *d)
{
    return store_open_inner(out, uri, o, false, d);
}

static bool cut_prefix(const char **s, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(*s, prefix, n))
        return false;
    *s += n;
    return true;
}

enum status store_open_inner(struct store **out, const char *uri, const struct store_options *o,
                             bool inner, struct detail *d)
{
    struct store_options none = {0};
    struct store *s = mem_alloc(sizeof *s);
    *out = NULL;
    if (!o)
        o = &none;
    s->read_only = o->read_only;
    if (cut_prefix(&uri, "mem:")) {
        s->backend = &store_mem;
        s->rerun_all = !strcmp(uri, "rerun");
        uri = "";
    } else {
        s->backend = &store_lmdb;
        cut_prefix(&uri, "lmdb:");
    }
    enum status st = s->backend->open(&s->env, uri, o, inner, d);
    if (st) {
        free(s);
        return st;
    }
    s->path = mem_strdup(uri);
    *out = s;
    return STATUS_OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    assert(!s->tx);
    s->backend->close(s->env);
    free(s->path);
    free(s);
}

const char *store_path(const struct store *s)
{
    return s->path;
}

bool store_read_only(const struct store *s)
{
    return s->read_only;
}

enum status store_stat(struct store *s, struct store_info *out, struct detail *d)
{
    *out = (struct store_info){0};
    return s->backend->stat(s->env, out, d);
}

/* Runs fn once in a transaction of its own. Afterwards tx->rerun says whether it has to run again.
 */
static enum status run_once(struct store_tx *tx, store_fn fn, void *context, bool for_nothing)
{
    const struct store_backend *b = tx->store->backend;
    tx->rerun = false;
    tx->error = (struct store_error){0};
    if (!store_tx_took(tx, b->begin(tx->store->env, tx->writable, &tx->tx, &tx->error)))
        return tx->error.status;
    enum status st = fn(tx, context);
    store_cursors_end(tx);
    if (tx->error.status)
        st = tx->error.status;
    if (st || tx->rerun || !tx->writable || for_nothing)
        b->abort(tx->tx);
    else
        store_tx_took(tx, b->commit(tx->tx, &tx->error));
    return tx->error.status ? tx->error.status : st;
}

static enum status run(struct store *s, bool writable, store_fn fn, void *context, struct detail *d)
{
    assert(!s->tx); /* no transaction inside a transaction */
    struct store_tx tx = {.store = s, .writable = writable};
    enum status st;
    int runs = 0;
    s->tx = &tx;
    if (writable && s->rerun_all)
        run_once(&tx, fn, context, true);
    do
        st = run_once(&tx, fn, context, false);
    while (tx.rerun && ++runs < STORE_RERUNS_MAX);
    if (tx.rerun)
        st = tx.error.status =
            STATUS_BUSY; /* others grow the map faster than we follow: not real */
    if (st && d && tx.error.status && tx.error.detail.text[0])
        *d = tx.error.detail;
    else if (st && d && !d->text[0]) /* else the closure has said it better */
        detail_set(d, st, "%s", status_text(st));
    buf_release(&tx.scratch);
    s->tx = NULL;
    return st;
}

enum status store_read(struct store *s, store_fn fn, void *context, struct detail *d)
{
    return run(s, false, fn, context, d);
}

enum status store_write(struct store *s, store_fn fn, void *context, struct detail *d)
{
    if (s->read_only)
        return detail_set(d, STATUS_DENIED, _("Kho dữ liệu đang mở chỉ để xem, không ghi được."));
    return run(s, true, fn, context, d);
}

bool store_tx_took(struct store_tx *tx, enum store_rc rc)
{
    if (rc == STORE_RC_RERUN)
        tx->rerun = true;
    return rc == STORE_RC_OK;
}

/* A transaction that will run again counts as failed until it does. */
enum status store_tx_status(const struct store_tx *tx)
{
    return tx->error.status ? tx->error.status : tx->rerun ? STATUS_BUSY : STATUS_OK;
}

void store_tx_fail(struct store_tx *tx, enum status why)
{
    if (!tx->error.status)
        tx->error.status = why;
}

bool store_tx_writable(const struct store_tx *tx)
{
    return tx->writable;
}

struct store *store_tx_store(const struct store_tx *tx)
{
    return tx->store;
}

struct store_key store_key_make(unsigned table, struct span key)
{
    struct store_key k;
    assert(table < STORE_TABLES && key.n <= STORE_KEY_MAX);
    k.p[0] = (unsigned char)table;
    if (key.n)
        memcpy(k.p + 1, key.p, key.n);
    k.n = key.n + 1;
    return k;
}

struct span store_key_span(const struct store_key *k)
{
    return span_make(k->p, k->n);
}

uint32_t store_seal(struct span physical_key, struct span value)
{
    return crc32c(crc32c(0, physical_key.p, physical_key.n), value.p, value.n);
}

bool store_unseal(struct span physical_key, struct span stored, bool verify, struct span *value)
{
    *value = (struct span){0};
    if (stored.n < STORE_SEAL)
        return false;
    *value = (struct span){stored.p, stored.n - STORE_SEAL};
    if (!verify)
        return true;
    const unsigned char *seal = (const unsigned char *)value->p + value->n;
    return store_seal(physical_key, *value) ==
           (seal[0] | (uint32_t)seal[1] << 8 | (uint32_t)seal[2] << 16 | (uint32_t)seal[3] << 24);
}

bool store_is_mark(struct span physical_key)
{
    return span_eq(physical_key, SPAN_LIT(STORE_MARK));
}

bool store_get(struct store_tx *tx, unsigned table, struct span key, struct span *value)
{
    *value = (struct span){0};
    if (store_tx_status(tx) || !key.n || key.n > STORE_KEY_MAX)
        return false;
    struct store_key k = store_key_make(table, key);
    struct span stored;
    if (!store_tx_took(tx,
                       tx->store->backend->get(tx->tx, store_key_span(&k), &stored, &tx->error)))
        return false;
    if (store_unseal(store_key_span(&k), stored, true, value))
        return true;
    store_tx_fail(tx, STATUS_CORRUPT);
    *value = (struct span){0};
    return false;
}

void store_put(struct store_tx *tx, unsigned table, struct span key, struct span value)
{
    assert(tx->writable);
    if (store_tx_status(tx))
        return;
    if (!key.n || key.n > STORE_KEY_MAX || value.n > STORE_VALUE_MAX) {
        tx->error.status = detail_set(&tx->error.detail, STATUS_INVALID,
                                      _("Nội dung quá dài, không ghi được. Hãy rút ngắn lại."));
        return;
    }
    struct store_key k = store_key_make(table, key);
    uint32_t seal = store_seal(store_key_span(&k), value);
    const char tail[STORE_SEAL] = {(char)seal, (char)(seal >> 8), (char)(seal >> 16),
                                   (char)(seal >> 24)};
    /* A copy, because the value may be a view that this very put moves. */
    buf_reset(&tx->scratch);
    buf_add_span(&tx->scratch, value);
    buf_add(&tx->scratch, tail, sizeof tail);
    tx->writes++;
    store_tx_took(tx, tx->store->backend->put(tx->tx, store_key_span(&k), buf_span(&tx->scratch),
                                              &tx->error));
}

bool store_del(struct store_tx *tx, unsigned table, struct span key)
{
    assert(tx->writable);
    if (store_tx_status(tx) || !key.n || key.n > STORE_KEY_MAX)
        return false;
    struct store_key k = store_key_make(table, key);
    tx->writes++;
    return store_tx_took(tx, tx->store->backend->del(tx->tx, store_key_span(&k), &tx->error));
}
