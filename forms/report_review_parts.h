/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files of report_review; only they include this.
 */
#ifndef FORMS_REPORT_REVIEW_PARTS_H
#define FORMS_REPORT_REVIEW_PARTS_H

#include "forms/report_frame.h"
#include "forms/report_frozen.h"

struct review {
    struct frame f; /* year: the last one that has begun */
    const struct review_kind *kind;
    struct progress_phase p;
    struct frozen frozen;
    struct progress live; /* the last year as the book has it today */
};

enum { REVIEW_TITLES = 5 };
extern const enum indicator review_title[REVIEW_TITLES];
const struct progress *review_last(const struct review *r); /* the last year, as handed in */

/* report_review_tables.c */
void review_years(struct review *r);                    /* every title, every year */
void review_goals(struct review *r);                    /* the end of the phase, pace */
enum status review_hamlets(struct review *r) NODISCARD; /* families by hamlet and year */

#endif
