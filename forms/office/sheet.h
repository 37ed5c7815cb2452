/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes rows of cells (core/sheet_stream.h) as .xlsx: the first row names the sheet, the second
 * one is the head. For lists of any length: memory holds a row at a time; what does not fit a sheet
 * goes on in another one.
 */
#ifndef FORMS_OFFICE_SHEET_H
#define FORMS_OFFICE_SHEET_H

#include "locale/buf.h"

/* Appends. rows_max: of a sheet, 0 = what the format knows; for tests. */
bool sheet_write(struct span rows, size_t rows_max, struct buf *out);

#endif
