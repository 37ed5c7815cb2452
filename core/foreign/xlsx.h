/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader of .xlsx that is whole in memory, over libzip and expat (no C library of Debian 12 reads
 * it). Sheets are streamed, row by row; the shared texts and the formats of cells are kept.
 *
 * - A row's line is its number in the sheet, so people find it there. Rows without a text are no
 *   rows; empty cells at the end of a row are left out. Hidden rows are rows: a filter hides, it
 *   does not delete.
 * - Cells as people see them (excel.h): a formula by the value stored with it (#VALUE! when there
 * is none), TRUE and FALSE, an error as its text (#N/A); merged ones as merges.h has
 * it. All is UTF-8.
 */
#ifndef CORE_FOREIGN_XLSX_H
#define CORE_FOREIGN_XLSX_H

#include "core/foreign/excel.h"

struct xlsx;

/* Borrows the file. sheet: see excel_sheets_choose(); when it is NULL or "" and the first sheet is
 * empty, the next one is read. NULL: *fault says why; with NO_SHEET the sheets are in *names (may
 * be NULL), to be released. */
struct xlsx *xlsx_open(struct span file, const char *sheet, struct excel_sheets *names,
                       struct foreign_fault *fault);
enum foreign_step xlsx_next(struct xlsx *x, struct foreign_row *row, struct foreign_fault *fault);
/* After the last row: counts the rows of the sheets that were not read. */
void xlsx_count(struct xlsx *x);
const struct excel_sheets *xlsx_sheets(const struct xlsx *x);
void xlsx_close(struct xlsx *x); /* NULL is fine */

#endif
