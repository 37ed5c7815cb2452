/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/office/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "core/sheet_stream.h"
#include "forms/office/xlsx_parts.h"
#include "locale/day.h"
#include "locale/mem.h"
#include "locale/utf8.h"

enum { MEASURED_ROWS = 500, COLUMNS_MAX = 1000, ROW_HEIGHT = 17 };

struct listing {
    struct book book;
    lxw_worksheet *sheet;
    lxw_format *head, *plain, *number[4]; /* whole, money, hundredths, day */
    struct buf name;
    struct span first; /* the cells of the head */
    size_t *width;     /* of columns, in letters */
    size_t row, column, rows_max;
};

static void measure(struct listing *l, struct span rows)
{
    enum sheet_cell kind;
    struct span text;
    for (size_t row = 0, c = 0; row < MEASURED_ROWS && sheet_take(&rows, &kind, &text);) {
        if (kind == SHEET_ROW_END) {
            row++;
            c = 0;
            continue;
        }
        size_t n = utf8_count(text) + 2;
        n = n > SHEET_WIDTH_MAX ? SHEET_WIDTH_MAX : n;
        if (c < COLUMNS_MAX && l->width[c] < n)
            l->width[c] = n;
        c++;
    }
}

static void put_day(struct listing *l, day date)
{
    lxw_datetime at = {0};
    day_split(date, &at.year, &at.month, &at.day);
    worksheet_write_datetime(l->sheet, (lxw_row_t)l->row, (lxw_col_t)l->column, &at, l->number[3]);
}

static void put(struct listing *l, enum sheet_cell kind, struct span text, bool head)
{
    struct buf b = {0};
    lxw_row_t r = (lxw_row_t)l->row;
    lxw_col_t c = (lxw_col_t)l->column;
    day date;
    buf_add_span(&b, text);
    double n = strtod(buf_str(&b), NULL);
    if (l->column >= COLUMNS_MAX || (!b.n && !head))
        ;
    else if (kind == SHEET_INTEGER)
        worksheet_write_number(l->sheet, r, c, n, l->number[0]);
    else if (kind == SHEET_MONEY)
        worksheet_write_number(l->sheet, r, c, n, l->number[1]);
    else if (kind == SHEET_HUNDREDTHS)
        worksheet_write_number(l->sheet, r, c, n / 100, l->number[2]);
    else if (kind == SHEET_DATE && day_parse_iso(text, &date) && day_year(date) >= SHEET_YEAR_MIN)
        put_day(l, date);
    else
        write_text(l->sheet, l->row, l->column, buf_str(&b), head ? l->head : l->plain);
    l->column++;
    buf_release(&b);
}

static bool put_head(struct listing *l)
{
    enum sheet_cell kind;
    struct span text, rest = l->first;
    l->sheet = book_sheet(&l->book, buf_str(&l->name));
    if (!l->sheet)
        return false;
    size_t width = 0;
    for (size_t c = 0; c < COLUMNS_MAX && l->width[c]; width += l->width[c++])
        worksheet_set_column(l->sheet, (lxw_col_t)c, (lxw_col_t)c, (double)l->width[c], NULL);
    l->row = l->column = 0;
    while (sheet_take(&rest, &kind, &text))
        put(l, kind, text, true);
    if (!l->column) /* the library leaves the file of a sheet without cells open */
        worksheet_write_blank(l->sheet, 0, 0, l->plain);
    worksheet_set_landscape(l->sheet);
    fit_pages(l->sheet, width);
    worksheet_set_default_row(l->sheet, ROW_HEIGHT, LXW_FALSE);
    worksheet_repeat_rows(l->sheet, 0, 0);
    worksheet_freeze_panes(l->sheet, 1, 0);
    l->row = 1;
    l->column = 0;
    return true;
}

static void formats(struct listing *l)
{
    static const enum doc_number kind[] = {DOC_NO_NUMBER, DOC_MONEY, DOC_NO_NUMBER, DOC_NO_NUMBER};
    l->head = book_format(&l->book, DOC_ROW_HEAD, DOC_LEFT, DOC_NO_NUMBER);
    l->plain = workbook_add_format(l->book.workbook);
    format_set_font_name(l->plain, "Times New Roman");
    format_set_font_size(l->plain, 12);
    for (int i = 0; i < 4; i++) {
        l->number[i] = workbook_add_format(l->book.workbook);
        format_set_font_name(l->number[i], "Times New Roman");
        format_set_font_size(l->number[i], 12);
        if (number_format(kind[i]))
            format_set_num_format(l->number[i], number_format(kind[i]));
    }
    format_set_num_format(l->number[2], "[$-42A]#,##0.00");
    format_set_num_format(l->number[3], "dd/mm/yyyy");
    format_set_align(l->number[3], LXW_ALIGN_LEFT); /* as a year alone, which is text */
}

/* The cells up to the end of a row; the end is taken off and not part of it. */
static bool take_row(struct span *rows, struct span *cells)
{
    enum sheet_cell kind;
    struct span text;
    struct span rest = *rows;
    for (;;) {
        const char *end = rest.p;
        if (!sheet_take(&rest, &kind, &text))
            return false; /* half a row is left where it is */
        if (kind == SHEET_ROW_END) {
            *cells = span_make(rows->p, (size_t)(end - rows->p));
            *rows = rest;
            return true;
        }
    }
}

static bool write_rows(struct listing *l, struct span rows)
{
    struct span name, cells, text;
    enum sheet_cell kind;
    if (!take_row(&rows, &name) || !sheet_take(&name, &kind, &text))
        return false;
    buf_add_span(&l->name, text);
    measure(l, rows);
    if (!take_row(&rows, &l->first) || !put_head(l))
        return false;
    while (take_row(&rows, &cells)) {
        if (l->row >= l->rows_max && !put_head(l))
            return false;
        while (sheet_take(&cells, &kind, &text))
            put(l, kind, text, false);
        l->row++;
        l->column = 0;
    }
    return rows.n == 0;
}

bool sheet_write(struct span rows, size_t rows_max, struct buf *out)
{
    struct listing l = {.rows_max = rows_max ? rows_max : SHEET_ROWS};
    bool good = book_begin(&l.book, true);
    l.width = mem_alloc((COLUMNS_MAX + 1) * sizeof *l.width);
    if (good)
        formats(&l);
    good = good && write_rows(&l, rows);
    l.book.broken |= !good;
    good = book_end(&l.book, out);
    buf_release(&l.name);
    free(l.width);
    return good;
}
