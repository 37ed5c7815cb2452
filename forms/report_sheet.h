/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet of a meeting (phiếu bình xét): everybody of a unit with last year's and this year's
 * state and empty columns to be marked by hand. The number that begins a line is what is keyed back
 * (grid_plan_numbers), so rows and numbers are those of the grid (grid_sheet).
 */
#ifndef FORMS_REPORT_SHEET_H
#define FORMS_REPORT_SHEET_H

#include "forms/report.h"

/* STATUS_USAGE: a year to come, neither hamlet nor commune. STATUS_DENIED. */
enum status report_sheet(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;

#endif
