/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the .xlsx writer share: a workbook that ends up in memory, its formats, its
 * texts.
 */
#ifndef FORMS_OFFICE_XLSX_PARTS_H
#define FORMS_OFFICE_XLSX_PARTS_H

#include <xlsxwriter.h>

#include "forms/doc.h"

enum { SHEET_ROWS = 1048576, SHEET_COLUMNS = 16384, SHEET_WIDTH_MAX = 45 };

struct book {
    lxw_workbook *workbook;
    int fd;                      /* a file in memory that the library writes by its name in /proc */
    lxw_format *format[3][3][6]; /* by row kind, align, number; NULL: not made yet */
    struct buf names;            /* of sheets, each with a NUL */
    unsigned charts;
    bool broken; /* never written: the library would stumble over a sheet that is missing */
};

/* constant: rows are written once, from top to bottom. */
bool book_begin(struct book *x, bool constant);
/* Writes all and appends the bytes, unless it is broken; x is released in any case. */
bool book_end(struct book *x, struct buf *out);

/* As many pages side by side as columns of so much width need to be read. */
void fit_pages(lxw_worksheet *s, size_t width);
/* A new sheet with A4 paper; name is made fit for one and unique. NULL: a book that keeps its rows
 * in files has no room for them. */
lxw_worksheet *book_sheet(struct book *x, const char *name);
lxw_format *book_format(struct book *x, enum doc_row_kind row, enum doc_align align,
                        enum doc_number number);
const char *number_format(enum doc_number number); /* NULL: none */
double number_value(enum doc_number number, int64_t value);
/* A text cell; NULL or "" only gets its format. Texts longer than a cell may hold are cut. */
void write_text(lxw_worksheet *s, size_t row, size_t column, const char *text, lxw_format *f);

void xlsx_table(struct book *x, const struct doc_table *t, unsigned number);
void xlsx_chart(struct book *x, const struct doc_chart *c);

#endif
