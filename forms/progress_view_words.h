/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of a row of Tiến độ. Only progress_view*.c include this.
 */
#ifndef FORMS_PROGRESS_VIEW_WORDS_H
#define FORMS_PROGRESS_VIEW_WORDS_H

#include "forms/progress_view.h"
#include "locale/width.h"

void progress_words_label(struct progress_row *r, const char *label, const char *brief);
const char *progress_words_brief(enum indicator i); /* translated, at most 22 columns */
const char *progress_words_header(enum progress_cell c);
/* "783/1.201": recognised and total of a year; "-" when there is no such line. */
void progress_words_year(struct progress_row *r, size_t at, const struct progress_line *l);
void progress_words_row(struct progress_row *r, const struct progress *p); /* r->line is set */
void progress_words_moved(struct progress_row *r); /* of its line: who has left */
void progress_words_phase(const struct phase_line *l, struct buf *out);

#endif
