/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which charset each cell of a table has. Files of a commune are pasted together: a TCVN3 list
 * holds a few rows, or single cells, typed in VNI. A long cell says itself what it is; a short one
 * ("Nữ", "Số 5") follows its row, its column and the file. The header is a row like the others. It
 * knows bytes and positions, not what a column means.
 *
 * Cells are borrowed until detect_table_finish() returns; after that only the answers are kept.
 * Order: new, add_row (each row with the same number of cells or fewer), finish, then the answers.
 *
 * Example: rows {"TrÇn M¹nh", "N÷"} x 500 and one {"Traàn Maïnh", "Nöõ"}: both cells of the last
 * row are VNI, though "Nöõ" alone would be too short to tell.
 */
#ifndef LOCALE_DETECT_TABLE_H
#define LOCALE_DETECT_TABLE_H

#include "locale/charset.h"

struct detect_table;

struct detect_table *detect_table_new(size_t columns);
void detect_table_free(struct detect_table *t);

/* n <= columns; missing cells count as empty. */
void detect_table_add_row(struct detect_table *t, const struct span *cells, size_t n);
void detect_table_finish(struct detect_table *t);

/* CHARSET_ASCII for a cell of ASCII, which needs no decision. *ambiguous (may be NULL): another
 * charset gives another text and is nearly as likely; worth a warning. */
enum charset detect_table_cell(const struct detect_table *t, size_t row, size_t column,
                               bool *ambiguous);

/* Of the cells that are not plain ASCII. */
size_t detect_table_count(const struct detect_table *t, enum charset c);
size_t detect_table_ambiguous(const struct detect_table *t);

#endif
