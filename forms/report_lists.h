/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of a year: who was recognised (fit to be hung out: names and birth years, nothing else of a
 * person) and the register of who asked for a title and what became of it. Of one title, or of the
 * first five.
 */
#ifndef FORMS_REPORT_LISTS_H
#define FORMS_REPORT_LISTS_H

#include "forms/report.h"

/* STATUS_USAGE, STATUS_DENIED as every report. */
enum status report_recognised(struct book_tx *t, const struct report_of *of,
                              struct doc *out) NODISCARD;
enum status report_register(struct book_tx *t, const struct report_of *of,
                            struct doc *out) NODISCARD;

#endif
