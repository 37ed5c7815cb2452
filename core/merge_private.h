/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between merge.c (what is done), merge_read.c (what the stream says), merge_place.c (where it
 * lies) and merge_note.c (what is told).
 */
#ifndef CORE_MERGE_PRIVATE_H
#define CORE_MERGE_PRIVATE_H

#include "core/backup_private.h"
#include "core/erase.h"
#include "core/merge.h"

struct merge_base {
    uint64_t id;
    struct backup_said said;
    bool back;     /* its record is in the stream */
    bool replaced; /* it is not, but one of the same key is */
};

struct merge_came { /* a record that is not as it was taken away */
    struct buf key, value;
    bool known; /* it was taken away (base) */
    struct backup_said base;
    bool again; /* refused so far */
};

struct merge {
    const struct merge_options *o;
    struct merge_result *out;
    struct book_tx *t;
    struct save_batch *batch;
    bool returned; /* of a part: only its units count, and what is missing was deleted */
    struct unit_key *units;
    size_t n_units;
    struct merge_base *base; /* by id */
    size_t n_base, cap_base;
    struct merge_came *came;
    size_t n_came, cap_came;
    uint64_t untouched;       /* records as they were taken away */
    struct erased_list tombs; /* erased in the other copy */
    bool last;                /* the last turn: what is refused now stays refused */
    bool refused;             /* the record at hand, in a turn that is not the last */
};

/* Reads the stream's records into m, of those that changed there; header gets its lines.
 * STATUS_INVALID: damaged, or of another commune. m must be released either way. */
enum status merge_read(struct merge *m, const struct book *b, const char *file, struct buf *header,
                       struct detail *d) NODISCARD;
void merge_release(struct merge *m);
struct merge_base *merge_find_base(const struct merge *m, uint64_t id); /* or NULL */

/* ---- where records lie (merge_place.c) ---- */

/* A title lies where its subject lies, a citizen where the household does: when that has moved,
 * they have not changed. */
bool merge_lies_with_another(const struct record *here, const struct record *there);
/* In what was taken away, or in the hamlet that it went into since. */
bool merge_inside(struct merge *m, struct unit_key u);
/* Does r say what it said when it was taken away, wherever a merger or its household took it? */
bool merge_as_taken(struct merge *m, const struct record *r, const struct backup_said *base);

enum merge_fate {
    MERGE_STAYS,    /* as it is here */
    MERGE_TAKEN,    /* what `there` says now is to be saved */
    MERGE_CONFLICT, /* both changed it */
};
/* The table of core/backup.h for one record, once for its fields and once for its place: moved on
 * one side and changed on the other is both. `there` becomes what is to be saved; in a conflict,
 * what is when theirs is taken. base: what both were made from, or NULL. */
enum merge_fate merge_decide(struct merge *m, const struct backup_said *base,
                             const struct record *here, struct record *there);
/* A new record of a hamlet that was merged meanwhile comes to lie in the hamlet of today. */
void merge_follow_hamlet(struct merge *m, struct record *r);

/* A note about r, to be filled in; a view until the next one. */
struct merge_note *merge_tell(struct merge *m, enum merge_why why, const struct record *r);
/* A conflict: one note for each field in which they differ. */
void merge_tell_fields(struct merge *m, enum merge_why why, const struct record *here,
                       const struct record *there);
/* It may refer to a record that comes later: told only when nothing more can follow. */
void merge_tell_refused(struct merge *m, const struct record *r, enum status s);

#endif
