/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/xls.h"

#include <stdlib.h>
#include <string.h>

#include "core/foreign/merges.h"
#include "core/foreign/xlsbook.h"
#include "locale/mem.h"

/* A cell of the sheet: where its record is. A record may hold several (MULRK). */
struct cell {
    uint16_t row, column;
    uint32_t record;
};

struct xls {
    struct xlsbook book;
    bool asked; /* for this very sheet */
    bool cut;   /* the sheet ends before its end */
    struct cell *v;
    size_t n, cap, next;
    uint32_t rows, line; /* of the sheet in hand */
    struct buf cells;
    struct excel_merges merges;
};

/* ---- the cells of a sheet ---- */

static void add_cell(struct xls *x, unsigned row, unsigned column, size_t record)
{
    if (x->n == x->cap) {
        x->cap = x->cap ? x->cap + x->cap / 2 : 4096;
        x->v = mem_realloc_array(x->v, x->cap, sizeof *x->v);
    }
    x->v[x->n++] = (struct cell){(uint16_t)row, (uint16_t)column, (uint32_t)record};
}

/* Bytes a record of a cell must have; 0: no cell, or an empty one. */
static size_t least(unsigned type)
{
    switch (type) {
    case XLS_LABELSST:
    case XLS_RK:
        return 10;
    case XLS_NUMBER:
    case XLS_FORMULA:
        return 14;
    case XLS_LABEL:
    case XLS_RSTRING:
    case XLS_BOOLERR:
        return 8;
    case XLS_MULRK:
        return 12;
    default:
        return 0;
    }
}

static void add_record(struct xls *x, size_t at, const struct xls_record *r)
{
    size_t need = least(r->type);
    if (!need || r->body.n < need)
        return;
    unsigned row = xls_u16(r->body.p), column = xls_u16(r->body.p + 2);
    if (r->type != XLS_MULRK) {
        add_cell(x, row, column, at);
        return;
    }
    for (size_t k = 0; 4 + 6 * (k + 1) + 2 <= r->body.n && column + k < UINT16_MAX; k++)
        add_cell(x, row, column + (unsigned)k, at);
}

static int in_order(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* Programs write rows from top to bottom; the format does not ask for it. */
static void sort_cells(struct xls *x)
{
    bool sorted = true;
    for (size_t i = 1; i < x->n && sorted; i++)
        sorted = in_order(&x->v[i - 1], &x->v[i]) <= 0;
    if (!sorted)
        qsort(x->v, x->n, sizeof *x->v, in_order);
}

/* u16 areas, then per area u16 first and last row, first and last column, from 0. */
static void add_merges(struct xls *x, struct span s)
{
    size_t n = s.n >= 2 ? xls_u16(s.p) : 0;
    for (size_t i = 0; i < n && 2 + 8 * (i + 1) <= s.n; i++) {
        const char *p = s.p + 2 + 8 * i;
        excel_merges_add(&x->merges, xls_u16(p) + 1, xls_u16(p + 2) + 1, xls_u16(p + 4));
    }
}

/* Finds all cells of a sheet. Charts lie within it as books of their own, BOF to EOF. */
static void begin_sheet(struct xls *x, unsigned i)
{
    size_t at = (size_t)x->book.sheets.v[i].at;
    struct xls_record r;
    unsigned depth = 0;
    x->n = x->next = 0;
    x->rows = x->line = 0;
    x->cut = true;
    excel_merges_reset(&x->merges);
    if (!xlsbook_record(&x->book, at, &r) || r.type != XLS_BOF)
        return;
    for (; xlsbook_record(&x->book, at, &r); at = r.next) {
        if (r.type == XLS_BOF)
            depth++;
        else if (r.type == XLS_EOF && --depth == 0)
            x->cut = false;
        else if (depth == 1 && r.type == XLS_MERGEDCELLS)
            add_merges(x, r.body);
        else if (depth == 1)
            add_record(x, at, &r);
        if (!x->cut)
            break;
    }
    sort_cells(x);
    excel_merges_sort(&x->merges);
}

/* ---- the text of a cell ---- */

static double double_at(const char *p)
{
    uint64_t bits = xls_u32(p) | (uint64_t)xls_u32(p + 4) << 32;
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

/* A number in four bytes: the upper half of a double or 30 bits, both perhaps in hundredths. */
static double rk_at(const char *p)
{
    uint32_t rk = xls_u32(p);
    double v;
    if (rk & 2) {
        v = (double)((int32_t)(rk & ~3u) / 4);
    } else {
        uint64_t bits = (uint64_t)(rk & ~3u) << 32;
        memcpy(&v, &bits, sizeof v);
    }
    return rk & 1 ? v / 100 : v;
}

static void add_number(struct xls *x, double v, unsigned xf)
{
    excel_add_number(&x->cells, v, xlsbook_format(&x->book, xf), x->book.since_1904);
}

static void add_error(struct buf *out, unsigned char code)
{
    static const struct {
        unsigned char code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].code == code)
            buf_adds(out, errors[i].text);
}

static void add_truth(struct buf *out, char v)
{
    buf_adds(out, v ? "TRUE" : "FALSE");
}

/* The text that a formula gave stands behind it, past what formulas share. */
static void add_result_text(struct xls *x, size_t at)
{
    struct xls_record r;
    while (xlsbook_record(&x->book, at, &r) &&
           (r.type == XLS_SHRFMLA || r.type == XLS_ARRAY || r.type == XLS_TABLE))
        at = r.next;
    if (xlsbook_record(&x->book, at, &r) && r.type == XLS_STRING)
        xlsbook_add_string(&x->book, r.body, 2, &x->cells);
}

static void add_formula(struct xls *x, const struct xls_record *r)
{
    const char *p = r->body.p;
    if (xls_u16(p + 12) != 0xFFFF)
        add_number(x, double_at(p + 6), xls_u16(p + 4));
    else if (p[6] == 0)
        add_result_text(x, r->next);
    else if (p[6] == 1)
        add_truth(&x->cells, p[8]);
    else if (p[6] == 2)
        add_error(&x->cells, (unsigned char)p[8]);
}

static void add_text_of(struct xls *x, const struct cell *c)
{
    struct xls_record r;
    if (!xlsbook_record(&x->book, c->record, &r))
        return;
    const char *p = r.body.p;
    switch (r.type) {
    case XLS_LABELSST:
        buf_add_span(&x->cells, xlsbook_text(&x->book, xls_u32(p + 6)));
        break;
    case XLS_LABEL:
    case XLS_RSTRING:
        xlsbook_add_string(&x->book, span_make(p + 6, r.body.n - 6), 2, &x->cells);
        break;
    case XLS_NUMBER:
        add_number(x, double_at(p + 6), xls_u16(p + 4));
        break;
    case XLS_RK:
        add_number(x, rk_at(p + 6), xls_u16(p + 4));
        break;
    case XLS_MULRK:
        p += 4 + 6 * (size_t)(c->column - xls_u16(p + 2));
        add_number(x, rk_at(p + 2), xls_u16(p));
        break;
    case XLS_BOOLERR:
        if (p[7])
            add_error(&x->cells, (unsigned char)p[6]);
        else
            add_truth(&x->cells, p[6]);
        break;
    case XLS_FORMULA:
        add_formula(x, &r);
        break;
    }
}

/* ---- rows ---- */

struct xls *xls_open(struct span file, const char *sheet, struct excel_sheets *names,
                     struct foreign_fault *fault)
{
    struct xls *x = mem_alloc(sizeof *x);
    struct excel_sheets *sheets = &x->book.sheets;
    bool ok = xlsbook_open(&x->book, file, fault);
    if (ok && !excel_sheets_choose(sheets, sheet)) {
        foreign_fail(fault, FOREIGN_ERROR_NO_SHEET, 0, 0);
        if (names) {
            *names = *sheets;
            *sheets = (struct excel_sheets){0};
        }
        ok = false;
    }
    if (!ok) {
        xls_close(x);
        return NULL;
    }
    x->asked = sheet && *sheet;
    begin_sheet(x, sheets->chosen);
    return x;
}

bool xls_is_unicode(const struct xls *x)
{
    return x->book.unicode;
}

/* The cells of one row. n = 0: none of them holds a text. */
static enum foreign_step take_row(struct xls *x, struct foreign_row *row,
                                  struct foreign_fault *fault)
{
    size_t begin[FOREIGN_COLUMNS_MAX], length[FOREIGN_COLUMNS_MAX];
    unsigned line = x->v[x->next].row;
    row->line = line + 1;
    row->n = 0;
    buf_reset(&x->cells);
    for (; x->next < x->n && x->v[x->next].row == line; x->next++) {
        const struct cell *c = &x->v[x->next];
        size_t at = x->cells.n;
        if (x->next + 1 < x->n && c[1].row == c->row && c[1].column == c->column)
            continue; /* twice: the last one counts */
        add_text_of(x, c);
        if (x->cells.n == at)
            continue;
        if (x->cells.n - at > FOREIGN_CELL_MAX)
            return foreign_fail(fault, FOREIGN_ERROR_CELL_TOO_LARGE, row->line, 0);
        if (c->column >= FOREIGN_COLUMNS_MAX)
            return foreign_fail(fault, FOREIGN_ERROR_TOO_MANY_COLUMNS, row->line, 0);
        for (; row->n <= c->column; row->n++)
            begin[row->n] = length[row->n] = 0;
        begin[c->column] = at;
        length[c->column] = x->cells.n - at;
    }
    for (unsigned i = 0; i < row->n; i++)
        row->cells[i] = span_make(x->cells.p + begin[i], length[i]);
    return FOREIGN_ROW;
}

static enum foreign_step step(struct xls *x, struct foreign_row *row, struct foreign_fault *fault)
{
    while (x->next < x->n) {
        if (take_row(x, row, fault) == FOREIGN_FAULT)
            return FOREIGN_FAULT;
        x->line = row->line;
        if (!row->n)
            continue;
        x->rows++;
        excel_merges_fill(&x->merges, row);
        return FOREIGN_ROW;
    }
    return x->cut ? foreign_fail(fault, FOREIGN_ERROR_TRUNCATED, x->line + 1ull, 0) : FOREIGN_END;
}

enum foreign_step xls_next(struct xls *x, struct foreign_row *row, struct foreign_fault *fault)
{
    struct excel_sheets *sheets = &x->book.sheets;
    enum foreign_step s = step(x, row, fault);
    while (s == FOREIGN_END && !x->rows && !x->asked && excel_sheets_advance(sheets)) {
        begin_sheet(x, sheets->chosen);
        s = step(x, row, fault);
    }
    sheets->v[sheets->chosen].rows = x->rows;
    return s;
}

void xls_count(struct xls *x)
{
    struct excel_sheets *sheets = &x->book.sheets;
    for (unsigned i = 0; i < sheets->n; i++) {
        if (i == sheets->chosen)
            continue;
        begin_sheet(x, i);
        for (size_t k = 0; k < x->n; k++)
            sheets->v[i].rows += k == 0 || x->v[k].row != x->v[k - 1].row;
    }
}

const struct excel_sheets *xls_sheets(const struct xls *x)
{
    return &x->book.sheets;
}

void xls_close(struct xls *x)
{
    if (!x)
        return;
    xlsbook_close(&x->book);
    excel_merges_release(&x->merges);
    buf_release(&x->cells);
    free(x->v);
    free(x);
}
