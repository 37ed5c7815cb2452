/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a document as .docx (Office Open XML), laid out by Nghị định 30/2020/NĐ-CP, annex I: A4,
 * margins 20, 15, 20 and 30 mm (top, right, bottom, left), Times New Roman, body 14 points
 * justified with a first line of 1,27 cm and 6 points between paragraphs, the page number centred
 * in the top margin from page 2. Head and foot are tables of two columns without borders; a table
 * too wide for the upright page has a section of its own across.
 *
 * The same document gives the same bytes: no date, no time, no name of a machine in it. Part of
 * hoctap-office only: the libraries it needs stay out of the program people wait for.
 */
#ifndef FORMS_OFFICE_DOCX_H
#define FORMS_OFFICE_DOCX_H

#include "forms/doc.h"

bool docx_write(const struct doc *d, struct buf *out); /* appends; false: no memory, a bug */

#endif
