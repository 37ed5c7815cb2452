/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of Nhập nhanh: grid.c (the grid as a screen sees it), grid_rows.c (rows and
 * states from the packed columns), grid_mark.c (what a mark does to a title record),
 * grid_own.c (what somebody did to a record today), grid_save.c (one transaction for all of it),
 * grid_plan.c and grid_numbers.c (lists of marks), grid_decide.c, grid_meeting.c, grid_propose.c.
 * Nobody else includes it.
 */
#ifndef FORMS_GRID_PRIVATE_H
#define FORMS_GRID_PRIVATE_H

#include "core/save.h"
#include "forms/grid.h"

struct grid_sight {
    struct buf number, name, last, now;
};

struct grid {
    struct book *book;
    const struct caller *who;
    const struct title_kind *kind;
    struct unit_key unit;
    int year;
    enum grid_mode mode;
    day on;           /* of marks; 0: none */
    uint64_t meeting; /* activity at which marks are made; 0: none */
    int64_t present;  /* people in it; -1: not said */
    uint64_t generation;
    struct grid_row *v;
    size_t n;
    struct progress_line line;
    size_t top, sights;
    struct grid_sight *sight;
};

/* ---- grid_rows.c ---- */

/* The rows of a title, in number order; the caller frees *out. */
enum status grid_rows_load(struct book_tx *t, const struct title_kind *kind, struct unit_key unit,
                           int year, struct grid_row **out, size_t *n) NODISCARD;
/* "27", or "3.27" where several hamlets are in the grid. */
void grid_add_number(const struct title_kind *kind, struct unit_key unit,
                     const struct grid_row *row, struct buf *out);
/* The title record of a row's subject; STATUS_NOTFOUND. `place` gets where it lies or would. */
enum status grid_get_title(struct book_tx *t, const struct title_kind *kind,
                           const struct grid_row *row, int year, struct unit_key *place,
                           struct record *r) NODISCARD;
enum status grid_add_name(struct book_tx *t, const struct grid_row *row, struct buf *out) NODISCARD;

/* ---- grid_own.c ---- */

/* What the record was before the caller's own marks of today; false when the last change is not the
 * caller's, or not of today. *base is then a copy of r with the old values; its state is unknown
 * when the record did not exist before. */
bool grid_own_base(struct book_tx *t, const struct record *r, struct record *base);

/* ---- grid_mark.c ---- */

enum grid_write { GRID_WRITE_NONE, GRID_WRITE_RECORD, GRID_WRITE_DELETE };
struct grid_change {
    enum grid_answer answer;
    const char *text; /* N_(): why not, or what to ask; NULL when it is done */
    enum grid_write write;
    struct record record; /* as it is to be written; released by the caller */
    bool reasoned;        /* the person gave the reason of this very step */
};
struct grid_mark_input {
    const struct title_kind *kind;
    struct unit_key unit; /* of the grid */
    int year;
    enum grid_mode mode;
    day on;
    uint64_t meeting;
    const struct grid_row *row; /* id, unit and the state the person saw */
    int digit;
    const char *reason; /* or NULL */
};
/* Judges by the record in the store and changes nothing. */
enum status grid_judge(struct book_tx *t, const struct grid_mark_input *m,
                       struct grid_change *out) NODISCARD;
/* A reason that says something, or NULL. */
const char *grid_reason(const char *reason);
/* Is it so already? Asked before a transaction is begun. */
bool grid_is_same(enum grid_mode mode, uint8_t state, int digit);
void grid_set_text(struct record *r, const char *field, const char *text); /* NULL: unknown */

/* ---- grid_decide.c ---- */

/* core/entity_document.c */
enum { GRID_DOCUMENT_DECISION = 2, GRID_DOCUMENT_PROPOSAL = 4 };
/* The document of that kind, number and day; made in `place` when there is none, with what it is
 * about (trích yếu). */
enum status grid_document(struct save_batch *b, struct book_tx *t, struct unit_key place, int kind,
                          struct span number, day date, struct span subject,
                          uint64_t *id) NODISCARD;

/* ---- grid_plan.c ---- */
void grid_plan_add(struct grid *g, struct grid_plan *p, size_t row, int digit, struct span reason);
void grid_plan_problem(struct grid_plan *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- grid_numbers.c ---- */
/* Rows with the number that `label` says; how many, *row gets the first. */
size_t grid_rows_numbered(const struct grid *g, struct span label, size_t *row);
/* Single numbers and ranges to row flags; what is wrong becomes a problem of p. */
void grid_numbers_except(const struct grid *g, struct span text, bool *out, struct grid_plan *p);

/* ---- shared ---- */
void grid_say(struct grid_said *said, enum grid_answer a, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* What a failed write (s is not STATUS_OK) found wrong: a refusal is told in said, and this is
 * STATUS_OK; anything else goes into d. own: the detail of that write. */
enum status grid_refused(enum status s, const struct detail *own, struct grid_said *said,
                         struct detail *d) NODISCARD;
/* After a save: rows, counts and texts in sight anew. */
enum status grid_again(struct grid *g, struct detail *d) NODISCARD;

#endif
