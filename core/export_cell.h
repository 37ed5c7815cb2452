/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of one value in an export that import reads back to the same value. Only export.c
 * and list.c include this.
 *
 * A name stands alone when it would be found again near the record's place; else it bears its id,
 * "Trần Mạnh Toàn [0000010000000007]", and a place is written as its code. Asking is a search each
 * time, so the answers of a transaction are kept.
 */
#ifndef CORE_EXPORT_CELL_H
#define CORE_EXPORT_CELL_H

#include "core/book.h"

struct export_cells;

struct export_cells *export_cells_new(struct book_tx *t);
void export_cells_free(struct export_cells *c);
/* Appends the text of field i of r. */
void export_cell_add(struct export_cells *c, const struct record *r, size_t i, struct buf *out);

/* Appends a CSV cell: quoted where it must be, with a leading ' where a spreadsheet would take the
 * text for a formula. */
void export_csv_cell(struct buf *out, struct span text, bool number);

/* record_add_json(), with null for what needs consent unless private. */
void export_json_record(const struct record *r, const struct resolver *res, bool private,
                        struct buf *out);

#endif
