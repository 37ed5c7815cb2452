/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open records of a commune ("sổ"): a store with its settings. Everything above works on a
 * struct book, never on the store.
 *
 * Reading is done inside book_read(), writing inside book_write() or the one-record functions of
 * core/save.h; closures may be rerun (storage/store.h). Nothing here waits for a key.
 */
#ifndef CORE_BOOK_H
#define CORE_BOOK_H

#include "core/caller.h"
#include "core/columns.h"
#include "core/record.h"
#include "storage/store.h"

/* Tables of the store. Stored: never renumbered. */
enum book_table {
    BOOK_META = 0,
    BOOK_RECORD = 1,
    BOOK_ADDRESS = 2,
    BOOK_COLUMN = 3,
    BOOK_NAME = 4,
    BOOK_AUDIT = 5,
    BOOK_AUDIT_BODY = 6,
    BOOK_OPERATION = 7,
    BOOK_UNIT = 8, /* official units: core/unitbook.h */
    BOOK_UNIT_CODE = 9,
    BOOK_TOMB = 10, /* persons whose data was erased: id -> when, why */
    BOOK_BASE = 11, /* of a part taken away: id -> what the record said then (core/backup.h) */
    BOOK_TABLE_LAST = 11,
};

struct book {
    struct store *store;
    enum unit_scheme scheme;
    struct unit_key commune; /* whose book it is; zero in a store for a province */
    struct unit_key province;
    char *name;          /* "Xã Triệu Sơn" */
    uint32_t store_bits; /* 24 bits: upper part of every new id */
    bool newer;          /* made by a newer program: may be read, not written */
};

struct book_init {
    enum unit_scheme scheme;
    struct unit_key commune, province;
    const char *name;
};

/* $HOCTAP_DB, else $XDG_DATA_HOME/hoctap, else ~/.local/share/hoctap. The caller frees. */
char *book_default_path(void);

/* Makes a new store. STATUS_EXISTS when the place is not empty. */
enum status book_create(struct book **out, const char *uri, const struct book_init *init,
                        const struct caller *who, struct detail *d) NODISCARD;
/* Opens; an older program opens a newer store read-only (STATUS_TOO_NEW when it may not even read).
 * A store found on another machine draws new store bits; packed columns of another algorithm are
 * made anew, for a reader too. */
enum status book_open(struct book **out, const char *uri, bool read_only, const struct caller *who,
                      struct detail *d) NODISCARD;
void book_close(struct book *b);
/* Reads again whose book it is: a merger may have changed it. Every transaction does so by itself
 * when another session has merged; commune and name are good until the next one begins. */
enum status book_reload(struct book *b, const struct caller *who, struct detail *d) NODISCARD;

struct column_cache;
struct book_names;

/* Of unitbook_inside(), which is asked for hamlet after hamlet. Zeroed is empty. */
struct unit_cache {
    bool known, hamlets_move; /* does any hamlet have dated parents? */
    struct unit_key commune, province;
    day on;
};

/* What a caller was refused last, for the audit trail: never a word of what is in it. */
struct book_refusal {
    struct unit_key unit;
    enum entity_id entity; /* and the record, when it was one that is */
    uint64_t record;
};

struct book_tx {
    struct book *book;
    const struct caller *who;
    struct book_refusal refused;
    struct store_tx *tx;
    struct column_cache *columns; /* write transactions: sets loaded so far, stored at the end */
    struct detail *detail;
    struct book_names *names; /* cache of the resolver (book_resolve.c) */
    struct unit_cache units;
};
typedef enum status (*book_fn)(struct book_tx *t, void *context);

enum status book_read(struct book *b, const struct caller *who, book_fn fn, void *context,
                      struct detail *d) NODISCARD;
enum status book_write(struct book *b, const struct caller *who, book_fn fn, void *context,
                       struct detail *d) NODISCARD;

/* May the caller read records of e that lie in unit? What caller_may() says; for a viewer also the
 * hamlets that his commune took over; and what the commune laid down for all (entity->shared).
 * Everything below asks it, so nothing that is read through here is somebody else's. */
bool book_may_read(struct book_tx *t, const struct entity *e, struct unit_key unit);
/* Of people and figures of a unit: STATUS_OK, or STATUS_DENIED with its sentence. */
enum status book_may_see(struct book_tx *t, struct unit_key unit) NODISCARD;

/* caller_may() with t->detail, remembering what was refused. */
enum status book_may(struct book_tx *t, enum access what, struct unit_key where) NODISCARD;
enum status book_may_record(struct book_tx *t, enum access what, const struct record *r) NODISCARD;

/* Puts a refusal into the audit trail (AUDIT_DENIED, at most one a minute for a person, source,
 * `what` and record), where the store can be written. book_read() and book_write() do so themselves
 * with "read" and "write", unless they were given no detail: then nobody is told anything, so
 * nobody was refused anything. x: NULL when there is no more to say. */
void book_note_denied(struct book *b, const struct caller *who, const char *what,
                      const struct book_refusal *x, const struct detail *d);

/* Record id. STATUS_NOTFOUND, CORRUPT, DENIED (with its sentence). r is initialised only
 * on STATUS_OK. */
enum status book_get(struct book_tx *t, uint64_t id, struct record *r) NODISCARD;
/* By key (e.g. a title by subject, title, year). */
enum status book_get_key(struct book_tx *t, struct span key, struct record *r) NODISCARD;
/* The title record of subject in year, or STATUS_NOTFOUND. */
enum status book_get_title(struct book_tx *t, struct unit_key unit, uint64_t subject,
                           enum title_id title, int year, struct record *r) NODISCARD;

/* Records of an entity in every unit whose key begins with prefix ("" all) and which the caller may
 * read, in key order. fn may return STATUS_NOTFOUND to stop early (the result is then STATUS_OK).
 * The record is released after fn. Records of a hamlet appear under the key of their present place.
 */
typedef enum status (*book_each_fn)(struct book_tx *t, const struct record *r, void *context);
enum status book_each(struct book_tx *t, const struct entity *e, struct span prefix,
                      book_each_fn fn, void *context) NODISCARD;
/* Only those with these bytes somewhere in a text; the others are not even decoded, which is
 * some 15 times as fast. Empty: all. */
enum status book_each_holding(struct book_tx *t, const struct entity *e, struct span prefix,
                              struct span holds, book_each_fn fn, void *context) NODISCARD;

/* Resolves names and units from this transaction's snapshot. */
struct resolver book_resolver(struct book_tx *t, struct unit_key near);

/* Where record id lies: its key in BOOK_RECORD. false when unknown or deleted. */
bool book_address(struct book_tx *t, uint64_t id, struct buf *key);
struct unit_key book_unit_of(struct book_tx *t, uint64_t id); /* zero when unknown */

/* Settings in BOOK_META under "set/<name>". */
bool book_setting(struct book_tx *t, const char *name, struct buf *out);
/* For a person: one's own ("typing/<login>", "user/<login>"), a text of a report whose unit one
 * writes in; the others are the commune's (STATUS_DENIED). What is not one's own stands in the
 * audit trail by its name. */
enum status book_change_setting(struct book_tx *t, const char *name, struct span value) NODISCARD;
/* In the trail with these words. */
enum status book_change_setting_said(struct book_tx *t, const char *name, struct span value,
                                     const char *said) NODISCARD;
/* For core itself. */
void book_set_setting(struct book_tx *t, const char *name, struct span value);

/* The sequence of the newest audit entry: it changes with every write of anybody. */
uint64_t book_generation(struct book_tx *t);

#endif
