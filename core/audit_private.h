/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the audit trail (audit*.c) and the one that erases bodies (erase.c); nobody
 * else includes it.
 */
#ifndef CORE_AUDIT_PRIVATE_H
#define CORE_AUDIT_PRIVATE_H

#include "core/audit.h"

enum { AUDIT_SALT = 16 };

/* Kinds of change in a body: kind(1) entity(1) record(8) and what follows. Stored. */
enum audit_kind {
    AUDIT_CREATED = 1,       /* length record */
    AUDIT_CHANGED = 2,       /* length record, length record */
    AUDIT_DELETED = 3,       /* length record */
    AUDIT_CREATED_RANGE = 4, /* count(8) instead of values: they are in the records */
    AUDIT_TEXT = 5,          /* length text: what was refused, which field was shown */
    AUDIT_REASON = 6,        /* length text, last: why a year that is handed in changes */
    AUDIT_PLACE = 7,         /* unit, unit: where the record that comes next lay and lies */
};
/* A deleted record lies nowhere: zero. Written of deleted records and of those that moved. */
enum { AUDIT_PLACE_BYTES = 2 * UNIT_KEY_LEN };

void audit_hash(unsigned char out[AUDIT_HASH], struct span a, struct span b);
bool audit_decode(struct span key, struct span value, struct audit_entry *e);
struct store_cursor *audit_newest_first(struct book_tx *t);
/* The body as stored, with its salt; empty when it was erased. */
void audit_get_body(struct book_tx *t, uint64_t seq, struct buf *out);
/* Does a body (without its salt) keep values of one of these records? */
bool audit_body_holds(struct span body, const uint64_t *id, size_t n);
void audit_body_key(struct buf *key, uint64_t seq, size_t part);
/* Which bodies an erasure took, as its own text says it: "5 8-12". Ascending. */
void audit_seqs_add(struct buf *out, uint64_t seq);

#endif
