/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the book (book*.c, save*.c, rebuild.c, check.c); nobody else includes it.
 */
#ifndef CORE_BOOK_PRIVATE_H
#define CORE_BOOK_PRIVATE_H

#include "core/book.h"

/* The format this program writes, and the oldest that a program must know to read and to write such
 * a store. Raised whenever an older program would read wrong figures or write what this one cannot
 * rely on, so with COLUMNS_ALGORITHM too. 2: columns of algorithm 2. A store of an older format
 * gets these numbers when it is opened for writing. */
enum { BOOK_FORMAT = 2, BOOK_MIN_READER = 2, BOOK_MIN_WRITER = 2 };

/* Are the packed columns those of this program? If not, they are made anew when the store is next
 * opened, and nobody reads them before. */
bool book_columns_current(struct book_tx *t);

/* A store that was filled from a stream: columns made, bits of its own drawn. Writes the audit
 * entry AUDIT_RESTORE. */
enum status book_settle(struct book_tx *t) NODISCARD;

uint64_t book_new_id(struct book_tx *t); /* the next of this store; the caller writes its address */
void book_names_free(struct book_names *n);

/* A book around a store that somebody else opened (check in its child); book_load() reads its
 * settings. book_close() closes the store. */
struct book *book_adopt(struct store *store);
/* Frees b and leaves its store open to its owner. */
void book_disown(struct book *b);
enum status book_load(struct book *b, const struct caller *who, struct detail *d) NODISCARD;

/* The same as book_get(), book_get_key() and book_each() whoever asks: for counting, for following
 * references, for what is never shown as it is. */
enum status book_get_any(struct book_tx *t, uint64_t id, struct record *r) NODISCARD;
enum status book_get_key_any(struct book_tx *t, struct span key, struct record *r) NODISCARD;
enum status book_each_any(struct book_tx *t, const struct entity *e, struct span prefix,
                          book_each_fn fn, void *context) NODISCARD;

/* The rows of a subject, in all units where it was; to each row belongs its unit. The caller frees
 * both arrays; row names are NULL. */
size_t book_rows_of(struct book_tx *t, const struct record *r, struct column_row **rows,
                    struct unit_key **units);
/* State bytes of a subject from its title records. */
void book_states_of(struct book_tx *t, struct unit_key unit, uint64_t subject,
                    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS]);
uint8_t book_state_byte(const struct record *title);

/* Puts what a record gives into t->columns, a cache that begins empty: call it for every record, in
 * the order of their keys. */
void book_fill_record(struct book_tx *t, const struct record *r);
/* Makes all packed columns anew from the records. */
void book_rebuild_columns(struct book_tx *t);

#endif
