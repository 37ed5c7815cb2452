/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Merged cells of an Excel sheet, as people see them: what stands in cells that are merged
 * downwards ("Thôn Một" beside thirty households) stands in each of the rows. The readers of .xls
 * and .xlsx collect the areas of their sheet and then send every row through here.
 *
 * - Only rows that hold something of their own are filled: an area over a million rows makes none.
 * - Of an area over several columns only the first is filled, as only its first cell has the text.
 * - A text that lies hidden below an area gives way to it; areas that overlap: the lower one, and
 *   of two that begin in one cell the later, counts. An area whose first cell is empty does
 * nothing.
 */
#ifndef CORE_FOREIGN_MERGES_H
#define CORE_FOREIGN_MERGES_H

#include "core/foreign/reader.h"

/* Zeroed is valid and empty. Lines count from 1, columns from 0. */
struct excel_merges {
    struct excel_merge {
        uint32_t top, bottom, order;
        uint16_t column;
    } * v;
    size_t n, cap, next; /* the first that has not begun */
    unsigned width;      /* columns that may be filled are before it */
    struct excel_fill {
        uint32_t top, bottom; /* 0: none */
        struct buf text;
    } * columns; /* FOREIGN_COLUMNS_MAX of them, or NULL */
};

void excel_merges_reset(struct excel_merges *m); /* for another sheet */
/* Areas of one row, beyond the columns that are read, or too many of them are left out. */
void excel_merges_add(struct excel_merges *m, uint32_t top, uint32_t bottom, unsigned column);
void excel_merges_sort(struct excel_merges *m); /* after the last one */
/* Rows from top to bottom, each with at least one cell. Its views into m are valid until the next
 * call. */
void excel_merges_fill(struct excel_merges *m, struct foreign_row *row);
void excel_merges_release(struct excel_merges *m);

#endif
