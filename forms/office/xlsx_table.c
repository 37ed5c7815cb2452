/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table as a sheet of its own, a chart as another one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/office/metrics.h"
#include "forms/office/xlsx_parts.h"
#include "locale/mem.h"

enum {
    LETTER = 480, /* thousandths of a font's size that a unit of a column's width is about */
    WIDTH_MIN = 7,
    PORTRAIT = 92, /* such units on an upright page */
    LINE = 17,     /* points of a line */
    CAPTION_ROW = 0,
    FIRST_ROW = 2,
};

static void string_text(struct buf *b, const struct doc_string *s)
{
    buf_reset(b);
    for (size_t i = 0; i < s->n; i++)
        buf_adds(b, s->run[i].text);
}

/* ---- widths ---- */

/* In units of the sheet, for each column; heads may wrap between words. */
static size_t *widths(const struct doc_table *t, const int *place)
{
    size_t *w = mem_alloc((t->columns + 1) * sizeof *w);
    for (size_t c = 0; c < t->columns; c++)
        w[c] = WIDTH_MIN;
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        const struct doc_row *row = &t->row[i / t->columns];
        if (place[i] == DOC_COVERED || row->cell[place[i]].across > 1)
            continue;
        const struct doc_string *s = &row->cell[place[i]].text;
        size_t n = row->kind == DOC_ROW_HEAD ? metrics_string_word(s) : metrics_string(s);
        n = n / LETTER + 2;
        n = n > SHEET_WIDTH_MAX ? SHEET_WIDTH_MAX : n;
        if (w[i % t->columns] < n)
            w[i % t->columns] = n;
    }
    return w;
}

static size_t sum(const size_t *w, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t c = from; c < to; c++)
        n += w[c];
    return n;
}

/* Lines that the highest cell of a row is about to take: not every program makes room itself. */
static size_t lines_of(const struct doc_table *t, const int *place, const size_t *w, size_t r)
{
    size_t lines = 1;
    for (size_t c = 0; c < t->columns; c++) {
        int i = place[r * t->columns + c];
        const struct doc_cell *cell = i == DOC_COVERED ? NULL : &t->row[r].cell[i];
        if (!cell || cell->down > 1)
            continue;
        size_t end = c + cell->across < t->columns ? c + cell->across : t->columns;
        size_t slack = t->row[r].kind == DOC_ROW_HEAD ? 5 : 4; /* short lines break early */
        size_t n = metrics_string(&cell->text) * slack / 4 / LETTER / sum(w, c, end) + 1;
        lines = n > lines ? n : lines;
    }
    return lines;
}

/* ---- cells ---- */

static void write_cell(struct book *x, lxw_worksheet *s, const struct doc_table *t, size_t r,
                       size_t c, const struct doc_cell *cell)
{
    struct buf b = {0};
    size_t y = FIRST_ROW + r, right = c + cell->across - 1, below = y + cell->down - 1;
    lxw_format *f = book_format(x, t->row[r].kind, doc_cell_align(t, c, cell), cell->number);
    right = right < t->columns ? right : t->columns - 1;
    below = below < FIRST_ROW + t->rows ? below : FIRST_ROW + t->rows - 1;
    if (right > c || below > y)
        worksheet_merge_range(s, (lxw_row_t)y, (lxw_col_t)c, (lxw_row_t)below, (lxw_col_t)right, "",
                              f);
    string_text(&b, &cell->text);
    if (cell->number != DOC_NO_NUMBER)
        worksheet_write_number(s, (lxw_row_t)y, (lxw_col_t)c,
                               number_value(cell->number, cell->value), f);
    else
        write_text(s, y, c, buf_str(&b), f);
    buf_release(&b);
}

static size_t head_rows(const struct doc_table *t)
{
    size_t n = 0;
    while (n < t->rows && t->row[n].kind == DOC_ROW_HEAD)
        n++;
    return n;
}

static size_t names(const struct doc_table *t)
{
    size_t n = 0;
    while (n < t->columns && t->column[n].group == 0)
        n++;
    return n < t->columns ? n : 0;
}

static void caption(struct book *x, lxw_worksheet *s, const struct doc_string *text)
{
    struct buf b = {0};
    lxw_format *f = workbook_add_format(x->workbook);
    format_set_font_name(f, "Times New Roman");
    format_set_font_size(f, 13);
    format_set_bold(f);
    string_text(&b, text);
    write_text(s, CAPTION_ROW, 0, buf_str(&b), f);
    buf_release(&b);
}

/* "Biểu 3. Kết quả .." gives the sheet's name "Biểu 3". */
static lxw_worksheet *sheet_of(struct book *x, const struct doc_table *t, unsigned number)
{
    struct buf b = {0};
    string_text(&b, &t->caption);
    const char *dot = strchr(buf_str(&b), '.');
    if (dot)
        buf_truncate(&b, (size_t)(dot - buf_str(&b)));
    if (!b.n)
        buf_addf(&b, "Biểu %u", number);
    lxw_worksheet *s = book_sheet(x, buf_str(&b));
    buf_release(&b);
    return s;
}

/* A sheet much wider than a page goes on beside it; each page names its rows. */
static void set_page(lxw_worksheet *s, const struct doc_table *t, size_t width)
{
    if (width > PORTRAIT)
        worksheet_set_landscape(s);
    fit_pages(s, width);
    if (names(t))
        worksheet_repeat_columns(s, 0, (lxw_col_t)(names(t) - 1));
}

void xlsx_table(struct book *x, const struct doc_table *t, unsigned number)
{
    lxw_worksheet *s = sheet_of(x, t, number);
    int *place = doc_table_places(t);
    size_t *w = widths(t, place), heads = head_rows(t);
    caption(x, s, &t->caption);
    for (size_t c = 0; c < t->columns; c++)
        worksheet_set_column(s, (lxw_col_t)c, (lxw_col_t)c, (double)w[c], NULL);
    for (size_t r = 0; r < t->rows; r++) {
        worksheet_set_row(s, (lxw_row_t)(FIRST_ROW + r), (double)(LINE * lines_of(t, place, w, r)),
                          NULL);
        for (size_t c = 0; c < t->columns; c++)
            if (place[r * t->columns + c] != DOC_COVERED)
                write_cell(x, s, t, r, c, &t->row[r].cell[place[r * t->columns + c]]);
    }
    set_page(s, t, sum(w, 0, t->columns));
    if (heads) {
        worksheet_repeat_rows(s, FIRST_ROW, (lxw_row_t)(FIRST_ROW + heads - 1));
        worksheet_freeze_panes(s, (lxw_row_t)(FIRST_ROW + heads), (lxw_col_t)names(t));
    }
    free(w);
    free(place);
}

/* ---- charts ---- */

static void chart_figures(struct book *x, lxw_worksheet *s, const struct doc_chart *c)
{
    struct buf b = {0};
    lxw_format *head = book_format(x, DOC_ROW_HEAD, DOC_LEFT, DOC_NO_NUMBER);
    lxw_format *name = book_format(x, DOC_ROW_BODY, DOC_LEFT, DOC_NO_NUMBER);
    lxw_format *number = book_format(x, DOC_ROW_BODY, DOC_RIGHT, c->number);
    write_text(s, FIRST_ROW, 0, "", head);
    for (size_t i = 0; i < c->categories; i++) {
        string_text(&b, &c->category[i]);
        write_text(s, FIRST_ROW + 1 + i, 0, buf_str(&b), name);
    }
    for (size_t k = 0; k < c->n; k++) {
        string_text(&b, &c->series[k].name);
        write_text(s, FIRST_ROW, k + 1, buf_str(&b), head);
        for (size_t i = 0; i < c->categories; i++)
            if (i >= c->series[k].n || c->series[k].value[i] == DOC_UNKNOWN)
                write_text(s, FIRST_ROW + 1 + i, k + 1, "", number);
            else
                worksheet_write_number(s, (lxw_row_t)(FIRST_ROW + 1 + i), (lxw_col_t)(k + 1),
                                       number_value(c->number, c->series[k].value[i]), number);
    }
    buf_release(&b);
}

/* Bars lie when their names are many: so the names are read without turning the head. */
static void chart_draw(lxw_worksheet *s, lxw_chart *chart, const struct doc_chart *c, bool lying,
                       const char *sheet)
{
    static const lxw_color_t colour[] = {0x1F6F8B, 0xE0A030, 0x7A9E3B, 0x9A4F8B};
    struct buf b = {0};
    size_t last = FIRST_ROW + c->categories;
    for (size_t k = 0; k < c->n; k++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = {.color = c->series[k].mark ? 0xC0C0C0 : colour[k % 4]};
        chart_series_set_categories(series, sheet, FIRST_ROW + 1, 0, (lxw_row_t)last, 0);
        chart_series_set_values(series, sheet, FIRST_ROW + 1, (lxw_col_t)(k + 1), (lxw_row_t)last,
                                (lxw_col_t)(k + 1));
        chart_series_set_name_range(series, sheet, FIRST_ROW, (lxw_col_t)(k + 1));
        chart_series_set_fill(series, &fill);
        if (c->categories <= 40)
            chart_series_set_labels(series);
        if (c->categories <= 40 && number_format(c->number))
            chart_series_set_labels_num_format(series, number_format(c->number));
    }
    string_text(&b, &c->title);
    chart_title_set_name(chart, buf_str(&b));
    /* the library names the axes by where they lie */
    lxw_chart_axis *values = lying ? chart->x_axis : chart->y_axis;
    chart_axis_set_num_format(values, c->number == DOC_PERCENT ? "0\\ %" : "[$-42A]#,##0");
    chart_axis_set_min(values, 0);
    if (c->number == DOC_PERCENT)
        chart_axis_set_max(values, 1);
    if (lying)
        chart_axis_set_reverse(chart->y_axis);
    chart_legend_set_position(chart, c->n > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    lxw_chart_options size = {.x_scale = 1.6,
                              .y_scale = lying ? 0.6 + 0.06 * (double)(c->categories * c->n) : 1.5};
    if (size.y_scale > 8)
        size.y_scale = 8;
    worksheet_insert_chart_opt(s, (lxw_row_t)(last + 2), 0, chart, &size);
    buf_release(&b);
}

void xlsx_chart(struct book *x, const struct doc_chart *c)
{
    struct buf name = {0};
    bool lying = c->categories > 6;
    buf_addf(&name, "Biểu đồ %u", ++x->charts);
    lxw_worksheet *s = book_sheet(x, buf_str(&name));
    worksheet_set_column(s, 0, 0, SHEET_WIDTH_MAX, NULL);
    worksheet_set_column(s, 1, (lxw_col_t)(c->n ? c->n : 1), 18, NULL);
    caption(x, s, &c->title);
    chart_figures(x, s, c);
    lxw_chart *chart = workbook_add_chart(x->workbook, lying ? LXW_CHART_BAR : LXW_CHART_COLUMN);
    if (chart && c->categories && c->n)
        chart_draw(s, chart, c, lying, buf_str(&name));
    buf_release(&name);
}
