/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a document as plain text: UTF-8 NFC, lines end in LF and hold no blanks at their end.
 *
 * One width for all of it, in columns of a fixed font: 80 prints on A4 upright at 10 points. No
 * line is ever longer: texts are wrapped at blanks (a word that is longer than the line between
 * its letters), tables wrap their cells, and a table that does not fit is printed in parts, each
 * with the columns that name the rows (doc.h). Bold and italic are not shown. A no-break space
 * keeps "65,20 %" together and is written as a blank.
 */
#ifndef FORMS_DOC_TEXT_H
#define FORMS_DOC_TEXT_H

#include "forms/doc.h"

enum { DOC_TEXT_WIDTH = 80, DOC_TEXT_WIDTH_MIN = 40 };

/* Appends. width in columns, at least DOC_TEXT_WIDTH_MIN. */
void doc_text_write(const struct doc *d, size_t width, struct buf *out);

#endif
