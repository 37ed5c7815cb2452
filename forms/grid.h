/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nhập nhanh: the subjects of a unit in number order, last year's state beside this year's, marks
 * by digits. Rows are those that core/progress counts as total; the counts are core/progress's own,
 * asked anew after each save, so they can never differ. No terminal.
 *
 *     s = grid_open(&g, book, who, TITLE_FAMILY, unit, 2026, GRID_REVIEW, &d);
 *     s = grid_load(g, top, rows, &d);           one short book_read(): before drawing, at a tick
 *     s = grid_mark(g, row, 2, NULL, &said, &d); one write; said.answer, said.text
 *
 * Marks (GRID_REVIEW): 1 đăng ký, 2 bình xét đạt (đề nghị), 3 không đạt, with a reason, 0 takes
 * back: what this person marked in this row today, at once; what is older or another's becomes
 * "Rút đăng ký", of a title "Thu hồi", and needs a reason. GRID_OLD (closed years, without dates):
 * 1 đăng ký, 2 công nhận. GRID_ASSESS, the household has handed in its own sheet, is no key: it is
 * entered by numbers.
 *
 * Each mark is saved at once, one write transaction and one audit entry a key; a list of marks
 * (numbers from the meeting sheet, a pasted column, "như năm trước", a decision) is one plan,
 * checked whole and saved in one transaction or not at all. So nothing is ever only on the screen.
 * A mark is judged by the record in the store, not by what the screen shows: when somebody else
 * changed it in between, nothing is saved, and said.text says so.
 *
 * Keys: 2 moves on by itself, so a meeting of 100 households is 100 keys on screen; by numbers
 * "1-20 22 25x" at most 4 keys a household. 100 renewals: open, Enter, and 2 keys an exception
 * (grid_plan_renew takes "051723" as 5, 17, 23).
 */
#ifndef FORMS_GRID_H
#define FORMS_GRID_H

#include "core/book.h"
#include "core/progress.h"

enum grid_mode { GRID_REVIEW, GRID_OLD };
enum { GRID_ERASE = 0, GRID_REGISTER = 1, GRID_PASS = 2, GRID_FAIL = 3, GRID_ASSESS = 4 };

struct grid_row {
    uint64_t id; /* 0: the commune itself */
    struct unit_key unit;
    uint32_t number;
    uint8_t last, now; /* state bytes (core/title.h) of the year before and of the year */
};

/* Texts of a row in sight; fit for a terminal. */
struct grid_texts {
    struct span number; /* "27"; in a grid of several hamlets "3.27" */
    struct span name;
    struct span last, now; /* "Công nhận", "Không đạt: vắng họp", "-" */
};

struct grid; /* book and who are borrowed for its life */

/* STATUS_USAGE with a sentence: a year to come, GRID_OLD in a year that is not closed. */
enum status grid_open(struct grid **out, struct book *b, const struct caller *who,
                      enum title_id title, struct unit_key unit, int year, enum grid_mode mode,
                      struct detail *d) NODISCARD;
void grid_free(struct grid *g);
/* The day that marks bear: today at first, for this year; none for years before and GRID_OLD. */
void grid_set_day(struct grid *g, day on);
day grid_day(const struct grid *g);

/* Reads again what anybody changed, and the texts of rows top .. top + n - 1. */
enum status grid_load(struct grid *g, size_t top, size_t n, struct detail *d) NODISCARD;

enum title_id grid_title(const struct grid *g);
int grid_year(const struct grid *g);
size_t grid_rows(const struct grid *g);
const struct grid_row *grid_row(const struct grid *g, size_t row);
bool grid_texts(const struct grid *g, size_t row, struct grid_texts *out); /* false: not in sight */
const struct progress_line *grid_line(const struct grid *g);
/* "Đăng ký 61, đề nghị 34 trên 107 hộ (31,78 %)"; the rate is of those recognised, and as long as
 * nobody is, of those proposed. Short enough for line 23. */
void grid_add_summary(const struct grid *g, struct buf *out);
/* "mục tiêu 2030 80 %: 86 hộ"; nothing when there is no percentage. */
void grid_add_goal(const struct grid *g, struct buf *out);
enum grid_mode grid_mode(const struct grid *g);
/* What the digits do here, for line 24 and help: NULL when digit does nothing. Translated. */
const char *grid_digit_label(const struct grid *g, int digit);

bool grid_row_of_id(const struct grid *g, uint64_t id, size_t *row);
/* The title record of that row; 0: there is none yet. */
enum status grid_record(const struct grid *g, size_t row, uint64_t *id, struct detail *d) NODISCARD;
/* The best hit for a text (core/find.h) behind row `from`, round about; from SIZE_MAX: the best of
 * all. STATUS_NOTFOUND. */
enum status grid_find(struct grid *g, struct span text, size_t from, size_t *row,
                      struct detail *d) NODISCARD;

enum grid_answer {
    GRID_SAVED,
    GRID_SAME,         /* it is so already: nothing written */
    GRID_NEEDS_REASON, /* ask, then mark again with the reason */
    GRID_REFUSED,      /* not a step from here, not this person's right, or changed meanwhile */
};
struct grid_said {
    enum grid_answer answer;
    char text[400];   /* one sentence: what was saved, asked or refused, and what to do */
    uint64_t receipt; /* GRID_SAVED: number of the audit entry, "Đã ghi đĩa, số 27" */
    size_t saved;     /* records written */
};

/* status is that of the store; what the person may not do is an answer. */
enum status grid_mark(struct grid *g, size_t row, int digit, const char *reason,
                      struct grid_said *said, struct detail *d) NODISCARD;

/* ---- many at once ---- */

struct grid_step {
    size_t row;    /* when the plan was made */
    uint64_t id;   /* whose it is */
    uint8_t shown; /* the state byte it was made for */
    int digit;
    char *reason; /* or NULL */
};
/* Zeroed is empty. What is wrong is said line by line, each with its number or line; a plan with
 * problems is not saved. */
struct grid_plan {
    struct grid_step *v;
    size_t n;
    size_t already; /* found to be so already, not in v */
    size_t *except; /* rows left out by number, for a look before it is saved */
    size_t n_except;
    struct buf problems;
    size_t n_problems;
};
void grid_plan_release(struct grid_plan *p);

/* "1-20 22 25x 30", "25x vắng họp, 26x": a number alone gets `digit`; with x it is
 * không đạt, or left out where that is no mark (đăng ký, GRID_OLD). A number of its own goes before
 * the range it stands in ("1-20 7x"). Words behind an x are its reason, else `reason`. */
void grid_plan_numbers(struct grid *g, struct span text, int digit, const char *reason,
                       struct grid_plan *p);
/* A pasted column from `row` on: 1, 2, 3, 0, words ("đạt", "ĐK", "x"), an empty line leaves out. */
void grid_plan_paste(struct grid *g, size_t row, struct span text, const char *reason,
                     struct grid_plan *p);
enum grid_renew { GRID_RENEW_RECOGNISED, GRID_RENEW_REGISTERED };
/* Đăng ký lại như năm trước: everybody recognised (or registered) last year who has nothing this
 * year, without the exceptions: "5 17 23", or in pairs of figures "051723". */
void grid_plan_renew(struct grid *g, enum grid_renew who, struct span exceptions,
                     struct grid_plan *p);
/* One transaction, one audit entry: all of it or nothing. */
enum status grid_plan_save(struct grid *g, const struct grid_plan *p, struct grid_said *said,
                           struct detail *d) NODISCARD;

/* ---- the decision on a list ---- */

struct grid_decision {
    bool refuse;
    struct span number; /* "215/QĐ-UBND" */
    day date;
    struct span reason; /* refuse */
    struct span except; /* numbers that stay as they are */
};
/* Everybody proposed in the grid's unit and year gets the decision in one transaction; the document
 * is made when the book has none of that number and date. */
enum status grid_decide(struct grid *g, const struct grid_decision *x, struct grid_said *said,
                        struct detail *d) NODISCARD;
/* How many are proposed and not decided. left_out: the numbers of those who stand in no tờ trình
 * while others do ("49 50"), which a decision should pass over. advice: sentences on them, and when
 * titles that come first (citizen, family, then clan, community, organisation) still wait; or
 * nothing. */
enum status grid_decide_ask(struct grid *g, size_t *open, struct buf *left_out, struct buf *advice,
                            struct detail *d) NODISCARD;

/* ---- the proposal of a list (tờ trình) ---- */

struct grid_proposal {
    struct span number; /* "03/TTr-CHKH" */
    day date;
    struct span except; /* numbers that are not in it */
};
/* How many have passed the review and stand in no proposal yet. */
enum status grid_propose_ask(struct grid *g, size_t *open, struct detail *d) NODISCARD;
/* All of those become "đề nghị" by this document, in one transaction. */
enum status grid_propose(struct grid *g, const struct grid_proposal *x, struct grid_said *said,
                         struct detail *d) NODISCARD;

/* ---- the meeting ---- */

struct grid_meeting {
    day on;
    struct span chair, secretary;
    int64_t invited, present; /* -1: not said */
};
/* The meeting of that day in the grid's unit (entity activity), found or made; what is said is
 * written into it. Results marked from now on in this grid are of this meeting and day. */
enum status grid_meet(struct grid *g, const struct grid_meeting *x, struct grid_said *said,
                      struct detail *d) NODISCARD;
/* Votes by number: "21 27/2, 22 25/4": for, against; all of it or nothing. Only of who was
 * reviewed; never more than were present. */
enum status grid_votes(struct grid *g, struct span text, struct grid_said *said,
                       struct detail *d) NODISCARD;

/* ---- the meeting sheet ---- */

/* Rows in the grid's order, for the report writer; inside its book_read(). Texts are as stored (not
 * made safe for a terminal) and in Vietnamese. */
struct grid_sheet_row {
    struct unit_key unit;
    uint32_t number;
    struct span label; /* "27" or "3.27": what is keyed back */
    struct span name;
    const char *last, *now; /* "Công nhận"; "" when nothing */
};
typedef void (*grid_sheet_fn)(void *context, const struct grid_sheet_row *row);
enum status grid_sheet(struct book_tx *t, enum title_id title, struct unit_key unit, int year,
                       grid_sheet_fn fn, void *context) NODISCARD;

#endif
