/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms to be handed to people: the registration for a title and the sheet by which one judges
 * oneself. Blank, or with what the book knows of one subject. The sheet is that of the set of
 * criteria the commune has adopted (core/criteria_book.h); a set that is a draft says so. Without
 * one only the result is asked for. Every form says what its data are for.
 */
#ifndef FORMS_REPORT_FORMS_H
#define FORMS_REPORT_FORMS_H

#include "forms/report.h"

/* title TITLE_NONE: family. STATUS_NOTFOUND: no such subject. */
enum status report_registration(struct book_tx *t, const struct report_of *of,
                                struct doc *out) NODISCARD;
enum status report_assessment(struct book_tx *t, const struct report_of *of,
                              struct doc *out) NODISCARD;

#endif
