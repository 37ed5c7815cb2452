/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was done in a span of years, counted from the records: activities, classes of the learning
 * centre, funds, contributions, budget, initiatives, awards, documents, tasks. For the annual
 * report and the reviews. Where nothing is recorded dotted lines stay, to be written on by hand.
 */
#ifndef FORMS_REPORT_WORKS_H
#define FORMS_REPORT_WORKS_H

#include "forms/report_frame.h"

/* Documents issued, tasks of the plan, officers. */
enum status works_guidance(struct frame *f, int first, int last) NODISCARD;
/* Activities and the centre; then funds, contributions, budget, initiatives, awards. */
enum status works_write(struct frame *f, int first, int last) NODISCARD;

#endif
