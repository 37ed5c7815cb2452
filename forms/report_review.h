/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reviews of the campaign: giai đoạn 1 (2023-2025) and 2 (2026-2030), and the whole (2023-2030).
 * Every year of the phase, the targets of those years, the goal at the end with the pace the years
 * left ask for, who was recognised in every year, titles lost, families by hamlet over the years,
 * what was done, awards asked for, and the texts people write (forms/report_texts.h,
 * REPORT_PERIOD_..). report_of.year is not used: a phase has years of its own.
 */
#ifndef FORMS_REPORT_REVIEW_H
#define FORMS_REPORT_REVIEW_H

#include "forms/report.h"

/* STATUS_USAGE: the phase has not begun. */
enum status report_phase1(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;
enum status report_phase2(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;
enum status report_final(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;

#endif
