/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a backend of the store is: an ordered map of bytes with transactions. Private to storage/.
 *
 * A backend sees ONE map. The front (store.c) puts the table number before the key as one byte, and
 * a seal (CRC32C of that physical key and the value, 4 bytes, little endian) behind the value:
 *
 *      table 3, key "ab", value "xyz"    ->    03 61 62  :  78 79 7A  s0 s1 s2 s3
 *
 * so a whole store is walked, checked and copied in one pass, and a backend knows neither tables
 * nor seals. One tree instead of one per table also dirties fewer pages (see store_lmdb.c).
 */
#ifndef STORAGE_STORE_BACKEND_H
#define STORAGE_STORE_BACKEND_H

#include "storage/store.h"

enum { STORE_PHYSICAL_KEY_MAX = STORE_KEY_MAX + 1, STORE_SEAL = 4 };

enum store_rc {
    STORE_RC_OK,
    STORE_RC_NONE,  /* no such key, no further key */
    STORE_RC_RERUN, /* abort the transaction and run it again from the start */
    STORE_RC_FAIL   /* struct store_error says why */
};

struct store_error {
    enum status status;
    struct detail detail;
};

enum store_seek { STORE_SEEK_GE, STORE_SEEK_GT, STORE_SEEK_LE, STORE_SEEK_LT };

/* One transaction at a time per handle. Spans from get and cursors are views until the next put or
 * del of the transaction. Cursors are closed before their transaction ends, and are not used after
 * a put or del until the next seek. */
struct store_backend {
    /* `inner`: opened on behalf of a process that holds the open lock already: no lock, no check.
     */
    enum status (*open)(void **env, const char *path, const struct store_options *o, bool inner,
                        struct detail *d);
    void (*close)(void *env);
    enum store_rc (*begin)(void *env, bool write, void **tx, struct store_error *e);
    /* The transaction is gone whatever it returns. */
    enum store_rc (*commit)(void *tx, struct store_error *e);
    void (*abort)(void *tx);
    enum store_rc (*get)(void *tx, struct span key, struct span *value, struct store_error *e);
    enum store_rc (*put)(void *tx, struct span key, struct span value, struct store_error *e);
    enum store_rc (*del)(void *tx, struct span key, struct store_error *e);
    enum store_rc (*cursor_open)(void *tx, void **cursor, struct store_error *e);
    void (*cursor_close)(void *cursor);
    enum store_rc (*seek)(void *cursor, enum store_seek how, struct span target, struct span *key,
                          struct span *value, struct store_error *e);
    enum store_rc (*step)(void *cursor, bool back, struct span *key, struct span *value,
                          struct store_error *e);
    enum status (*stat)(void *env, struct store_info *out, struct detail *d);
    /* What a walk over the entries does not show, such as the list of free pages. May be NULL. */
    void (*check)(void *env, store_fault_fn fault, void *context);
};

extern const struct store_backend store_mem, store_lmdb;

enum { STORE_RERUNS_MAX = 64 };

struct store {
    const struct store_backend *backend;
    void *env;
    char *path;
    bool read_only;
    bool rerun_all; /* "mem:rerun": every closure of a write runs twice, the first time for nothing
                     */
    struct store_tx *tx; /* the one that is open, or NULL */
};

struct store_tx {
    struct store *store;
    void *tx;
    bool writable, rerun;
    unsigned writes; /* puts and dels so far; a cursor compares it with its own */
    struct store_error error;
    struct store_cursor *cursors;
    struct buf scratch; /* a value and its seal on the way in */
};

/* Notes what a backend call returned; false unless it is STORE_RC_OK. */
bool store_tx_took(struct store_tx *tx, enum store_rc rc);

/* store_open() for a child of a process that holds the open lock (see store_check.c). */
enum status store_open_inner(struct store **out, const char *uri, const struct store_options *o,
                             bool inner, struct detail *d) NODISCARD;

struct store_key {
    unsigned char p[STORE_PHYSICAL_KEY_MAX];
    size_t n;
};

struct store_key store_key_make(unsigned table, struct span key);
struct span store_key_span(const struct store_key *k);
uint32_t store_seal(struct span physical_key, struct span value);
/* Cuts the seal from a stored value; false when it is too short or (`verify`) does not match. */
bool store_unseal(struct span physical_key, struct span stored, bool verify, struct span *value);

/* The backend's own entry that says whose tree it is; it belongs to no table. */
bool store_is_mark(struct span physical_key);
#define STORE_MARK "\377hoctap"

void store_cursors_end(struct store_tx *tx); /* all of a transaction's */

/* Every entry of the store from the physical key `from` on (empty: all), or `back` from before it,
 * in the backend's order, those of no table too. key is the physical one, value is without its
 * seal; *sealed tells whether the seal was right. */
struct store_cursor *store_scan_raw(struct store_tx *tx, struct span from, bool back);
bool store_next_raw(struct store_cursor *c, struct span *key, struct span *value, bool *sealed);

typedef enum status (*store_also_fn)(struct store *, store_fault_fn, void *fault_context,
                                     void *also_context);

/* store_check() with the choice of `inner`. */
enum status store_check_child(const char *uri, bool inner, store_also_fn also, void *also_context,
                              store_fault_fn fault, void *fault_context,
                              struct detail *d) NODISCARD;

#endif
