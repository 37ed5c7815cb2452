/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was handed in beside what the book says today. A correction after the handing in never
 * hides: it has a column of its own.
 */
#ifndef FORMS_REPORT_CORRECTIONS_H
#define FORMS_REPORT_CORRECTIONS_H

#include "forms/report_frame.h"
#include "forms/report_frozen.h"

/* The draft mark, or that these figures were handed in, and when. */
void corrections_mark(struct frame *f, const struct frozen *was);
/* A table of the titles whose figures have changed; a sentence when none has; nothing while nothing
 * was handed in. */
void corrections_write(struct frame *f, const struct frozen *was, const struct progress *live);

/* The same of the rows by hamlet: a line for every title of a hamlet that has changed. */
void corrections_rows(struct frame *f, const struct progress *was, size_t n,
                      const struct progress *live, size_t live_n);

/* The frame for what is printed from the records as they are: with today's day and fingerprint. Its
 * number of tables goes back into f by the caller. */
struct frame corrections_today(const struct frame *f, const struct progress *live);

/* Three cells: what was handed in, what it is today, the difference; and their heads, into the row
 * in hand. */
void corrections_cells(struct doc *d, bool had, int64_t then, bool has, int64_t now);
void corrections_heads(struct doc *d, unsigned groups);

#endif
