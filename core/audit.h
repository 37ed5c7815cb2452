/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The audit trail: an entry per change, per batch in an import.
 *
 * Header (BOOK_AUDIT, key seq): time, actor, source, operation, record, operation id, H(salt,
 * body), hash of the previous header. Chained by BLAKE2b-256, so that no entry can be changed,
 * dropped or put in between. The body (salt, old and new values) lies in BOOK_AUDIT_BODY: erasing a
 * person deletes bodies and the chain still verifies.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include "core/book.h"

/* Stored: never reused. */
enum audit_op {
    AUDIT_INIT = 1,
    AUDIT_CREATE = 2,
    AUDIT_CHANGE = 3,
    AUDIT_DELETE = 4,
    AUDIT_IMPORT = 5, /* a batch */
    AUDIT_UNITS = 6,  /* an official list */
    AUDIT_SETTING = 7,
    AUDIT_REPAIR = 8,
    AUDIT_USER = 9,     /* an account */
    AUDIT_DENIED = 10,  /* a write or a command was refused; the source says what */
    AUDIT_SHOWN = 11,   /* somebody was shown what needs consent */
    AUDIT_ERASE = 12,   /* a person's data; the older bodies of the records are gone */
    AUDIT_UNDO = 13,    /* the author took a change back (core/undo.h) */
    AUDIT_RESTORE = 15, /* a store made from a stream; the source names it */
    AUDIT_MERGE = 16,   /* work brought back; the source names the stream and its audit head */
    AUDIT_REGROUP = 17, /* communes or hamlets that merged, were split, renamed */
};

enum { AUDIT_HASH = 32, AUDIT_OPERATION_ID = 16 };

struct audit_entry {
    uint64_t seq;
    int64_t time; /* seconds since 1970, real clock */
    char actor[96], source[96];
    enum audit_op op;
    enum entity_id entity; /* of the record; 0 in a batch */
    uint64_t record;
    unsigned char operation[AUDIT_OPERATION_ID];
    unsigned char body_hash[AUDIT_HASH], previous[AUDIT_HASH];
    unsigned count; /* records of a batch */
};

/* One change inside a body: old NULL = created, new NULL = deleted. */
struct audit_change {
    const struct record *before, *after;
};

/* Adds an entry. operation may be NULL (a random id is drawn). Changes of a created record in a
 * batch are stored as ids only: its values are in the record. changes NULL: n is a count and there
 * is nothing to keep of each (an official list). */
void audit_add(struct book_tx *t, enum audit_op op, const unsigned char *operation,
               const struct audit_change *changes, size_t n);

/* An entry about a record (or NULL) that changes nothing in it: what was shown, erased. */
void audit_note(struct book_tx *t, enum audit_op op, const struct record *r, const char *text);
/* AUDIT_DENIED: who, what, where and of which record; text is the sentence the person got. At most
 * once a minute for the same person, source, operation `what`, unit and record, and not for
 * AUDIT_DENIED_MINUTE different ones: a program that tries all is told from one that missed a key.
 * x may be NULL. false: it was said within this minute. */
enum { AUDIT_DENIED_MINUTE = 30 };
bool audit_denied(struct book_tx *t, const char *what, const struct book_refusal *x,
                  const char *text);
/* What such an entry says; "" of others. */
struct span audit_body_text(struct span body);

/* Was this operation done already? (the last 10,000 entries and all import batches) */
bool audit_done(struct book_tx *t, const unsigned char *operation, uint64_t *seq);

typedef void (*audit_fn)(void *context, const struct audit_entry *e, struct span body);
/* Entries lo <= seq < hi, newest first when reverse. body is empty when it was erased. */
enum status audit_each(struct book_tx *t, uint64_t lo, uint64_t hi, bool reverse, audit_fn fn,
                       void *context) NODISCARD;

/* The newest hash; zeros when there is no entry. */
void audit_head(struct book_tx *t, unsigned char head[AUDIT_HASH]);

/* Walks the chain. STATUS_CORRUPT with d naming the first entry that does not fit. *head gets the
 * newest hash, *n the number of entries. */
enum status audit_verify(struct book_tx *t, unsigned char head[AUDIT_HASH], uint64_t *n,
                         struct detail *d) NODISCARD;

/* STATUS_DENIED unless the whole trail is the caller's to read: the commune's officer, an
 * administrator. audit_each() does not ask. */
enum status audit_may_read(struct book_tx *t) NODISCARD;

/* Where a head, of which at least AUDIT_HEX_MIN hexadecimal digits are known, stands in the chain:
 * it is the hash of entry *seq. *branch: it is the head that a merge named of the other store.
 * STATUS_NOTFOUND: it was never this store's; INVALID: these are no such digits. Verify first. */
enum { AUDIT_HEX_MIN = 8 };
enum status audit_find_head(struct book_tx *t, struct span hex, uint64_t *seq, bool *branch,
                            struct detail *d) NODISCARD;

/* The same behind the newest AUDIT_REPAIR: what a repair could not save is known and told, not
 * found again for ever. *repaired gets its number, 0 when there was none. */
enum status audit_verify_since_repair(struct book_tx *t, uint64_t *repaired,
                                      struct detail *d) NODISCARD;

/* The fields that a body says changed in a record: old and new text. For the record's history. */
typedef void (*audit_field_fn)(void *context, const struct field *f, const struct value *before,
                               const struct value *after);
bool audit_body_fields(struct span body, uint64_t record, audit_field_fn fn, void *context);

/* The changes of a body. before NULL: created; after NULL: deleted. e NULL: `count` records made by
 * an import from id on. Records are borrowed for the call; they have a unit when it changed, or
 * when they are deleted. false: not to the end. */
typedef void (*audit_change_fn)(void *context, const struct entity *e, uint64_t id, uint64_t count,
                                const struct record *before, const struct record *after);
bool audit_body_changes(struct span body, audit_change_fn fn, void *context);
/* Why records of a year that is handed in were changed (caller.reason); "" when none was given. */
struct span audit_body_reason(struct span body);

#endif
