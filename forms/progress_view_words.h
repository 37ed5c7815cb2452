/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of a row of Tiến độ. Only progress_view*.c include this.
 */
#ifndef FORMS_PROGRESS_VIEW_WORDS_H
#define FORMS_PROGRESS_VIEW_WORDS_H

#include "forms/progress_view.h"
#include "locale/width.h"

void progress_words_label(struct progress_row *r, const char *label);
void progress_words_row(struct progress_row *r, const struct progress *p); /* r->line is set */
void progress_words_phase(const struct phase_line *l, struct buf *out);

#endif
