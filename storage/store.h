/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An ordered key-value store with transactions. It knows no entity and no rule.
 *
 * Invariants
 * - Keys are 1..255 bytes in memcmp order, values 0..64 KiB - 4 bytes. Tables are small integers
 *   (0..STORE_TABLES-1) named by the layer above; each is ordered by itself.
 * - Every value is sealed on disk with a CRC32C over table, key and value. store_get() verifies it;
 *   store_next() does not (a scan reads columns by the million), store_verify() does on demand.
 * - A transaction is a closure. It may be run again from the start (the map was full and has grown,
 *   another process grew it), so it must have no side effect outside its transaction and what it
 *   fills in for the caller. No closure ever waits for a key, a pipe or a network.
 * - Errors inside a closure are sticky: after one, reads find nothing and writes do nothing, and
 *   the transaction ends with that error. So a run of calls needs one check, at the end.
 * - Spans from the store are views until the next write in the same transaction or its end.
 * - One process opens a store once, and does not use it after fork().
 *
 * - One transaction at a time per handle, none inside another (asserted).
 * - LMDB keeps a value of up to about 2,000 bytes in its tree page and a longer one in pages of its
 *   own: up to 4,076 bytes fill one page, 8,172 two. A table of long values is best cut to that.
 *
 * Backends: "lmdb:DIR" (or a bare path) and "mem:" (for tests: the oracle of the conformance suite;
 * it lives as long as the handle; "mem:rerun" runs every write closure twice and keeps the second).
 * A distributed engine can follow without a change above storage/.
 */
#ifndef STORAGE_STORE_H
#define STORAGE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/buf.h"
#include "locale/status.h"

enum { STORE_TABLES = 32, STORE_KEY_MAX = 255, STORE_VALUE_MAX = 65536 - 4 };

struct store;
struct store_tx;
struct store_cursor;

struct store_options {
    bool create; /* make the folder (0700) and an empty store; STATUS_EXISTS when not empty */
    bool read_only;
    const char *holder;   /* who we are, shown to others that wait for us; borrowed for the call */
    int wait_ms;          /* how long a write waits for another writer; 0 = 10,000 */
    uint64_t map_size;    /* bytes to begin with; 0 = 1 GiB. Grows by itself when full */
    unsigned max_readers; /* 0 = default 1,024 */
    bool skip_check; /* for `check` itself: do not check the store after another boot or an EIO */
};

/* STATUS_NOTFOUND (no store there), EXISTS, DENIED, BUSY (text names the holder), CORRUPT, TOO_NEW,
 * IO, FULL, INVALID (a network file system). *out is NULL unless STATUS_OK. */
enum status store_open(struct store **out, const char *uri, const struct store_options *o,
                       struct detail *d) NODISCARD;
void store_close(struct store *s);             /* NULL is fine */
const char *store_path(const struct store *s); /* the folder, "" for mem: */
bool store_read_only(const struct store *s);

typedef enum status (*store_fn)(struct store_tx *tx, void *context);

/* One snapshot. Returns what fn returned, or the store's own error. *d is set to the store's own
 * message when it has one; else, when still empty, to that of the status. */
enum status store_read(struct store *s, store_fn fn, void *context, struct detail *d) NODISCARD;
/* One durable transaction: STATUS_OK means it is on disk. Anything else from fn aborts it. After
 * STATUS_IO the handle refuses further writes (the kernel may have dropped what it had not
 * written); close it, check the store, open it again. */
enum status store_write(struct store *s, store_fn fn, void *context, struct detail *d) NODISCARD;

enum status store_tx_status(const struct store_tx *tx); /* the sticky error so far, or STATUS_OK */
void store_tx_fail(struct store_tx *tx, enum status why); /* make the transaction fail */
bool store_tx_writable(const struct store_tx *tx);
struct store *store_tx_store(const struct store_tx *tx);

/* false: not there, or the transaction has failed (CORRUPT when the seal does not match). */
bool store_get(struct store_tx *tx, unsigned table, struct span key, struct span *value);
void store_put(struct store_tx *tx, unsigned table, struct span key, struct span value);
bool store_del(struct store_tx *tx, unsigned table, struct span key); /* false: was not there */

enum { STORE_REVERSE = 1 };

/* Keys lo <= k < hi; an empty hi is the end of the table. The cursor is freed by store_scan_end()
 * or with the transaction. A write to the same table ends the validity of the cursor's views, not
 * of the cursor: the next store_next() goes on behind the last key it gave. */
struct store_cursor *store_scan(struct store_tx *tx, unsigned table, struct span lo, struct span hi,
                                unsigned flags);
/* All keys that begin with prefix. */
struct store_cursor *store_scan_prefix(struct store_tx *tx, unsigned table, struct span prefix,
                                       unsigned flags);
bool store_next(struct store_cursor *c, struct span *key, struct span *value);
/* Go on from key (>= key; <= key for a reverse scan), within the bounds. For skip scans. */
void store_seek(struct store_cursor *c, struct span key);
bool store_verify(struct store_cursor *c); /* the seal of the entry given last; no write since */
void store_scan_end(struct store_cursor *c);

struct store_info {
    uint64_t entries, bytes_used, map_size;
    unsigned readers, max_readers;
};

/* Inside a closure `entries` is that of its snapshot, else the newest. */
enum status store_stat(struct store *s, struct store_info *out, struct detail *d) NODISCARD;

/* A fault found by store_check(): table and key (may be empty when a page is unreadable), and one
 * translated sentence. */
typedef void (*store_fault_fn)(void *context, unsigned table, struct span key, const char *text);

/* Opens the store at uri in a child process, walks every entry, verifies every seal, and runs
 * `also` (may be NULL) there with the open store, which reports through the same fault function. A
 * crash of the child (a truncated or damaged file) is reported as a fault, never a crash of ours.
 * Returns STATUS_OK when nothing was found, STATUS_CORRUPT when something was. */
enum status store_check(const char *uri,
                        enum status (*also)(struct store *, store_fault_fn, void *fault_context,
                                            void *also_context),
                        void *also_context, store_fault_fn fault, void *fault_context,
                        struct detail *d) NODISCARD;

/* Copies every entry that can be read and whose seal is right from `from` into a new store at `to`
 * (which must not exist), in a child process. *kept and *lost count entries. For check --repair. */
enum status store_salvage(const char *from, const char *to, uint64_t *kept, uint64_t *lost,
                          struct detail *d) NODISCARD;

#endif
