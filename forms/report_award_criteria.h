/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Below the tables of an award proposal: which of the campaign's criteria (part III.1 of the plan)
 * each one who is proposed has met, with the evidence, and which are missing. From the checklists
 * of the years of the award (core/checklist.h); the newest one of each. Judges nothing.
 */
#ifndef FORMS_REPORT_AWARD_CRITERIA_H
#define FORMS_REPORT_AWARD_CRITERIA_H

#include "forms/report_frame.h"

/* v: award records. Nothing when none of them has a checklist; who has none among those that have
 * is named below the table. */
enum status award_criteria(struct frame *f, const struct record *v, size_t n) NODISCARD;

#endif
