/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Minutes of a meeting that reviewed (biên bản bình xét): who was there from the record of the
 * meeting (entity activity), the votes of each subject from the records of titles. A page for every
 * meeting of the year in that unit; a subject stands in the minutes of the meeting it names, else
 * of the day on which it was reviewed, in the last ones when that day is not known. Without a
 * meeting in the book what has to be said of it is left to be written on by hand.
 */
#ifndef FORMS_REPORT_MINUTES_H
#define FORMS_REPORT_MINUTES_H

#include "forms/report.h"

enum status report_minutes(struct book_tx *t, const struct report_of *of,
                           struct doc *out) NODISCARD;

#endif
