/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assessment sheet of one subject, title and year: a row a criterion, with the self mark, the
 * review's mark and the evidence, judged anew at every change. No terminal.
 *
 * There is a sheet only where a set has been adopted (or the title record has been judged by one
 * already); else the title is "chỉ ghi kết quả". Filling it stays optional.
 *
 * - Self and review marks are both kept; the review decides, where it is empty the self mark does.
 * - A measured criterion has no mark to type: its share is computed when the sheet is opened. The
 *   share is stored with date and fingerprint when a step is finished; when it differs afterwards,
 *   sheet_add_change() says so. No state changes because of it.
 * - What was typed is a draft until it is saved: sheet_draft_save() at a tick and at hang-up, and
 *   sheet_open() brings it back. A mark that is wrong is kept in the draft, never in the book.
 *
 *     s = sheet_open(&x, book, who, TITLE_FAMILY, id, unit, 2026, &d);
 *     edit_type(sheet_edit(&x), ..); sheet_changed(&x); sheet_next(&x, ..)
 *     s = sheet_save(&x, SHEET_REVIEW_DONE, NULL, &d); sheet_close(&x);
 */
#ifndef FORMS_SHEET_H
#define FORMS_SHEET_H

#include "core/criteria_book.h"
#include "core/criteria_measure.h"
#include "forms/edit.h"

enum sheet_column { SHEET_SELF, SHEET_REVIEW, SHEET_EVIDENCE };
enum { SHEET_COLUMNS = 3 };

struct sheet_row {
    struct edit edit[SHEET_COLUMNS]; /* saved: as the record has it */
};

struct sheet {
    struct book *book;
    const struct caller *who;
    const struct title_kind *kind;
    uint64_t subject; /* 0: a commune */
    struct unit_key place;
    int year;
    struct buf name; /* "Hộ số 27 · Nguyễn Thị Hường" */
    struct criteria_entry entry;
    struct record title; /* as read; title.e NULL: there is none yet */
    bool read_only;      /* decided, or not this person's */
    bool decided;
    bool from_draft;
    struct criteria_subject judged;
    struct criteria_marks kept;       /* of the record */
    struct criteria_share *share;     /* one per criterion, of now */
    struct sheet_row *row;            /* entry.set.n */
    struct criteria_result result[2]; /* by enum criteria_side */
    size_t at;
    enum sheet_column column;
    bool draft_due, draft_there;
};

/* STATUS_NOTFOUND with a sentence: no set is adopted. STATUS_DENIED. x must be closed either way.
 * place: where the title of the subject lies; of a commune the commune. */
enum status sheet_open(struct sheet *x, struct book *b, const struct caller *who,
                       enum title_id title, uint64_t subject, struct unit_key place, int year,
                       struct detail *d) NODISCARD;
void sheet_close(struct sheet *x);

static inline const struct criteria_set *sheet_set(const struct sheet *x)
{
    return &x->entry.set;
}

/* ---- cells ---- */

/* May something be typed there? Not where it is measured, nor where it does not concern anybody. */
bool sheet_editable(const struct sheet *x, size_t row, enum sheet_column c);
struct edit *sheet_edit(struct sheet *x); /* of the focus */
/* After every change of a text: judges, and a draft is due. */
void sheet_changed(struct sheet *x);
bool sheet_dirty(const struct sheet *x);
/* The same column of the next or previous row, or the next or previous cell, over cells where
 * nothing can be typed; false at the end. t may be NULL. */
bool sheet_down(struct sheet *x, struct edit_typing *t, int rows);
bool sheet_next(struct sheet *x, struct edit_typing *t, int cells);
/* Is the text of a mark none that can be saved? */
bool sheet_wrong(const struct sheet *x, size_t row, enum sheet_column c);

/* ---- words ---- */

void sheet_add_limit(const struct sheet *x, size_t row, struct buf *out); /* "10", "0-2", "%" */
/* What a cell shows: its text, or what is measured: "14/30". */
void sheet_add_cell(const struct sheet *x, size_t row, enum sheet_column c, struct buf *out);
/* The sentence for the focus: what is wrong, what is measured, or what the criterion asks. */
void sheet_add_hint(const struct sheet *x, struct buf *out);
void sheet_add_total(const struct sheet *x, enum criteria_side side, struct buf *out);
void sheet_add_missing(const struct sheet *x, struct buf *out);
/* "số liệu đã đổi từ 14/30 thành 13/30 (C1)"; nothing when they have not. */
void sheet_add_change(const struct sheet *x, struct buf *out);
/* "GDHT-NHAP-2026, bản 1: MẪU NHÁP .." */
void sheet_add_set(const struct sheet *x, struct buf *out);

/* ---- save ---- */

enum sheet_step {
    SHEET_KEEP,        /* marks only; the step is not finished */
    SHEET_SELF_DONE,   /* tự đánh giá */
    SHEET_REVIEW_DONE, /* bình xét: đề nghị, or không đạt with a reason */
};
enum { SHEET_STEPS = 3 };

/* May the step be finished now? Else why says what is missing. */
bool sheet_step_ready(const struct sheet *x, enum sheet_step step, struct buf *why);
/* STATUS_OK: on disk, the draft is gone. STATUS_INVALID: the focus is on the first wrong mark, or
 * the step is not ready; d says it. STATUS_CONFLICT: somebody saved meanwhile; cells that were not
 * touched now show theirs, saving again writes what was typed. reason: of a review that fails;
 * NULL: what is missing. */
enum status sheet_save(struct sheet *x, enum sheet_step step, const char *reason,
                       struct detail *d) NODISCARD;

/* ---- draft ---- */

enum status sheet_draft_save(struct sheet *x, struct detail *d) NODISCARD; /* when it is due */
void sheet_draft_read(struct sheet *x);                                    /* by sheet_open() */
void sheet_draft_remove(struct sheet *x);                                  /* after a save */

/* Its name. */
void sheet_draft_name(const struct sheet *x, struct buf *out);
/* Whose draft a draft of that name is; false when it is none of a sheet. */
struct sheet_draft_info {
    const struct title_kind *kind;
    int year;
    uint64_t subject; /* 0: of a commune, then place says which */
    struct unit_key place;
};
bool sheet_draft_parse(struct span name, struct sheet_draft_info *out);

/* ---- between the files ---- */
void sheet_marks_of(const struct sheet *x,
                    struct criteria_marks *out); /* what stands in the cells */

#endif
