/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letter that asks for awards (tờ trình đề nghị khen thưởng), from the award records of a year
 * that are proposed: a table for each form, the highest first, with what each is praised for. Who
 * is proposed people decide; nothing is chosen here.
 */
#ifndef FORMS_REPORT_AWARD_H
#define FORMS_REPORT_AWARD_H

#include "forms/report.h"
#include "forms/report_frame.h"

enum status report_award(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;

/* The tables alone: proposals of one occasion (enum award_occasion; 0: all) and years first..last.
 * *n: how many were listed. */
enum status award_tables(struct frame *f, int occasion, int first, int last, size_t *n) NODISCARD;

#endif
