/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a person has begun and not finished, as one list: drafts of records, of an import, of a
 * text of a report, of an assessment sheet, numbers from a meeting, the number and day of a
 * decision on a list, and any other answer (forms/kept.h). Knows no screen; what a row opens is
 * told by its kind.
 */
#ifndef FORMS_UNFINISHED_H
#define FORMS_UNFINISHED_H

#include "forms/form.h"
#include "forms/report_texts.h"
#include "forms/sheet.h"

enum unfinished_kind {
    UNFINISHED_FORM,
    UNFINISHED_IMPORT,
    UNFINISHED_REPORT,
    UNFINISHED_NUMBERS,
    UNFINISHED_SHEET,
    UNFINISHED_ANSWER
};

/* Numbers keyed into a grid from the meeting's sheet (forms/grid.h: title, mode, digit); or, by a
 * digit that marks nothing, what else is asked about the whole list.
 */
enum {
    UNFINISHED_PROPOSE = 6,
    UNFINISHED_VOTES,
    UNFINISHED_DECIDE,
    UNFINISHED_REFUSE,
    UNFINISHED_MEET,
    UNFINISHED_RENEW,
    UNFINISHED_AGAIN, /* renewal of those who had registered */
    UNFINISHED_PASTE, /* a column was pasted and waits for its reason */
    UNFINISHED_DIGITS
};
struct unfinished_numbers {
    enum title_id title;
    struct unit_key unit;
    int year;
    bool old;
    int digit;
    const char *part; /* of several questions; NULL: the first. Not told by a row */
};
/* The name of its answer (forms/kept.h). */
void unfinished_numbers_name(const struct unfinished_numbers *n, struct buf *out);

struct unfinished_row {
    enum unfinished_kind kind;
    char *name;             /* of the draft */
    char *text;             /* "Hộ số 27, Nguyễn Thị Hường", "Nhập tệp ho.csv" */
    int64_t saved;          /* seconds since 1970 */
    const struct entity *e; /* form, import */
    char *path;             /* import: of the file */
    char *place;            /* sheet: "Thôn Đoài"; answer: where it was asked; else NULL */
    char *question, *typed; /* answer */
    struct unit_key unit;   /* report, sheet */
    int year;
    enum report_text which;
    struct unfinished_numbers numbers;
    struct sheet_draft_info sheet;
};
struct unfinished {
    struct unfinished_row *v; /* newest first */
    size_t n;
};

enum status unfinished_load(struct unfinished *out, struct book *b, const struct caller *who,
                            struct detail *d) NODISCARD;
void unfinished_release(struct unfinished *u);

/* "14:05", or "20/11 14:05" when it was not today; Vietnamese time. */
void unfinished_add_time(struct buf *out, int64_t seconds, int64_t now);
/* For the menu: "Hộ số 27, sửa dở lúc 14:05", ".. và 2 việc khác"; nothing when there is none. */
void unfinished_add_line(const struct unfinished *u, int64_t now, struct buf *out);

#endif
