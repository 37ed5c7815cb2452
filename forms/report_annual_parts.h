/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the annual report share: the figures it is made of, and its parts in order.
 * Only forms/report_annual*.c include this.
 */
#ifndef FORMS_REPORT_ANNUAL_PARTS_H
#define FORMS_REPORT_ANNUAL_PARTS_H

#include "forms/report_frame.h"
#include "forms/report_statistics_parts.h"

struct annual {
    struct frame f;
    struct statistics stat;      /* as handed in, when it was; stat.frozen is what was */
    struct progress now;         /* of the unit in the year: the same */
    struct progress live;        /* as the book has it today */
    struct progress_phase years; /* 2023 up to year; may be empty */
    struct progress_phase phase; /* the running one, when year is this year; else empty */
    struct buf missing;          /* names of figures that the book does not have */
    struct buf owing; /* names of organisations that gave no number of staff; "; " between */
    size_t owing_n;
};

/* Is anything of the year recorded? A year without a record is not a year without success. */
bool annual_recorded(const struct progress *p);

/* report_annual_frame.c: what stands around the figures */
void annual_head(struct annual *a);
enum status annual_bases(struct annual *a) NODISCARD;
void annual_foot(struct annual *a);

/* report_annual_general.c */
void annual_general(struct annual *a);

/* report_annual_titles.c */
void annual_titles(struct annual *a);
void annual_years(struct annual *a);

/* report_annual_hamlets.c */
void annual_hamlets(struct annual *a);

/* report_annual_handed.c: which hamlets have handed in, and their figures */
enum status annual_handed_in(struct annual *a) NODISCARD;

/* report_annual_cells.c */
/* A commune's hamlets, "cấp xã" last: as handed in, when they were; and as they are today. */
const struct statistics *annual_live(const struct annual *a);
enum { ANNUAL_TITLES = 5 };
extern const enum indicator annual_title[ANNUAL_TITLES]; /* the first five, in order */
/* A rate; "đạt" or "chưa đạt" where there is no percentage; nothing when it is not known. */
void annual_add_rate(struct buf *b, const struct progress_line *l, int32_t rate);
void annual_cell_rate(struct doc *d, const struct progress_line *l, int32_t rate);
/* Below a table: day, denominators, fingerprint. */
void annual_source(struct annual *a);
void annual_source_live(struct annual *a); /* of figures of today, whatever was handed in */
/* Do some hamlets count by the list while the commune is marked as declared? */
bool annual_partly(const struct annual *a, enum indicator i);

/* report_annual_text.c */
void annual_remarks(struct annual *a);   /* below the tables of titles */
void annual_appraisal(struct annual *a); /* parts III to V */

#endif
