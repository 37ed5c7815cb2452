/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statistics of a year in one table: a row for every hamlet, one for "cấp xã", their sum. Its
 * columns come from a template (forms/report_template.h): the program's own sheet, or a province's.
 * Figures of titles are core/progress's, so they are those of the screens and of the annual report.
 */
#ifndef FORMS_REPORT_STATISTICS_H
#define FORMS_REPORT_STATISTICS_H

#include "forms/report.h"
#include "forms/report_template.h"

/* STATUS_USAGE: neither hamlet nor commune, a year to come. STATUS_DENIED. */
enum status report_statistics_by(struct book_tx *t, const struct report_template *form,
                                 struct unit_key unit, int year, struct doc *out) NODISCARD;
/* By the program's own sheet. */
enum status report_statistics(struct book_tx *t, const struct report_of *of,
                              struct doc *out) NODISCARD;

#endif
