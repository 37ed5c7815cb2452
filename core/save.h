/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changing records: the only way in. One save = one transaction = record, address, packed columns
 * and audit entry together.
 *
 * save_record(): r->id 0 creates (id, running number and version are filled in), else changes the
 * stored record, whose version must equal r->version (STATUS_CONFLICT otherwise: somebody else
 * saved in between). It checks rights (STATUS_DENIED) and the record (STATUS_INVALID with the first
 * finding in the detail; the screens and imports call record_check() before and show all). A moved
 * household takes its citizens and titles along.
 */
#ifndef CORE_SAVE_H
#define CORE_SAVE_H

#include "core/book.h"

/* A save of one record by a screen. operation: 16 bytes drawn by the caller once per key press, so
 * that a save repeated after a lost answer is done once; or NULL. */
enum status save_one(struct book *b, const struct caller *who, struct record *r,
                     const unsigned char *operation, struct detail *d) NODISCARD;
enum status delete_one(struct book *b, const struct caller *who, uint64_t id,
                       struct detail *d) NODISCARD;

/* Inside a book_write(): many records, one audit entry. */
struct save_batch;
struct save_batch *save_batch_begin(struct book_tx *t, unsigned op /* enum audit_op */,
                                    const unsigned char *operation);
enum status save_batch_record(struct save_batch *s, struct record *r) NODISCARD;
/* Creates a record that has its id already: it comes from another copy of this store. STATUS_EXISTS
 * when that id was given here, to a record or to one since deleted. */
enum status save_batch_adopt(struct save_batch *s, struct record *r) NODISCARD;
enum status save_batch_delete(struct save_batch *s, uint64_t id) NODISCARD;
/* The next record's step was asked a reason for, and it was given: also when its words are those of
 * an earlier step. Without it a step back needs a reason that this save brings. */
void save_batch_reasoned(struct save_batch *s);
size_t save_batch_count(const struct save_batch *s);           /* changes so far */
enum status save_batch_commit(struct save_batch *s) NODISCARD; /* frees s */
void save_batch_abort(struct save_batch *s);                   /* frees s; the closure must fail */

#endif
