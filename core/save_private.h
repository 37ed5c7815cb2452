/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between save.c (records, keys, checks) and save_columns.c (what follows a changed record).
 */
#ifndef CORE_SAVE_PRIVATE_H
#define CORE_SAVE_PRIVATE_H

#include "core/audit.h"
#include "core/save.h"

/* Which years of a unit are bound by a report that was handed in; a cache. */
struct save_bound {
    struct unit_key unit, whose;
    uint64_t asked, is; /* a bit a year */
};

struct save_batch {
    struct book_tx *t;
    unsigned op;
    bool has_operation;
    bool reasoned; /* save_batch_reasoned(): of the next record */
    unsigned char operation[AUDIT_OPERATION_ID];
    struct audit_change *change; /* owned copies */
    size_t n, cap;
    uint64_t next_id; /* 0: ask the store */
    uint64_t placed;  /* the subject saved last, and where it lies: its titles come next */
    struct unit_key place;
    struct save_bound bound;
    struct buf key, value; /* scratch */
};

/* Notes a change for the audit entry. before NULL: created; after NULL: deleted. */
void save_note(struct save_batch *s, const struct record *before, const struct record *after);

/* Brings the packed columns in line. old NULL: created; r NULL: deleted. */
void save_columns(struct save_batch *s, const struct record *old, const struct record *r);

/* The number of a record that comes to lie where r says. */
uint32_t save_next_number(struct book_tx *t, const struct record *r);
/* The number of r, which is deleted or moves away, is not given again in its unit. */
void save_keep_number(struct book_tx *t, const struct record *r);

/* STATUS_NEEDS_REASON: a title or figure of a year that is handed in, and the caller gives none.
 * old NULL: created; r NULL: deleted. */
enum status save_check_year(struct save_batch *s, const struct record *old,
                            const struct record *r) NODISCARD;
/* Steps of an entity that are not to be had (entity.forbids). */
enum status save_check_forbidden(struct save_batch *s, const struct record *old,
                                 const struct record *r) NODISCARD;

/* A record that changed its place without saying since when: since today. */
void save_move_dates(struct save_batch *s, const struct record *old, struct record *r);

/* A moved subject's titles, a household's citizens: they lie and count where it does. */
enum status save_followers(struct save_batch *s, const struct record *old,
                           const struct record *r) NODISCARD;

#endif
