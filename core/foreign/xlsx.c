/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "core/foreign/merges.h"
#include "core/foreign/xlsxbook.h"
#include "locale/mem.h"

enum cell_type { NUMBER, SHARED, TEXT, TRUTH, OTHER };

struct xlsx {
    struct xlsxbook book;
    struct xml_part part; /* of the sheet in hand */
    bool asked;           /* for this very sheet */
    bool counting;        /* only whether a row holds something matters */
    uint32_t rows;        /* of the sheet in hand */
    struct excel_merges merges;
    /* the row in hand */
    uint32_t line;
    unsigned n;  /* cells up to the last that holds something */
    unsigned at; /* column of the cell in hand, from 0 */
    struct buf cells;
    size_t begin[FOREIGN_COLUMNS_MAX], length[FOREIGN_COLUMNS_MAX];
    /* the cell in hand */
    enum cell_type type;
    size_t style;
    struct buf text;
    unsigned phonetic;
    bool in_row, in_cell, in_text, formula, value; /* the last two: it has one */
};

/* ---- a row ---- */

static void begin_row(struct xlsx *x, const char **attributes)
{
    const char *r = xml_attribute(attributes, "r");
    unsigned long line = r ? strtoul(r, NULL, 10) : x->line + 1ul;
    if (line <= x->line || line > EXCEL_ROWS) {
        xml_part_fail(&x->part, FOREIGN_ERROR_DAMAGED);
        return;
    }
    x->line = (uint32_t)line;
    x->in_row = true;
    x->n = x->at = 0;
    buf_reset(&x->cells);
}

/* "AB12" -> 27; at when it is not there, as some programs write it. */
static unsigned column_of(const char *r, unsigned at)
{
    unsigned n = 0;
    if (!r || *r < 'A' || *r > 'Z')
        return at;
    for (; *r >= 'A' && *r <= 'Z' && n < 100000; r++)
        n = n * 26 + (unsigned)(*r - 'A' + 1);
    return n - 1;
}

static enum cell_type type_of(const char *t)
{
    if (!t || strcmp(t, "n") == 0)
        return NUMBER;
    if (strcmp(t, "s") == 0)
        return SHARED;
    if (strcmp(t, "b") == 0)
        return TRUTH;
    if (strcmp(t, "str") == 0 || strcmp(t, "inlineStr") == 0)
        return TEXT;
    return OTHER; /* e: #N/A; d: 2026-09-28 */
}

static void begin_cell(struct xlsx *x, const char **attributes)
{
    const char *style = xml_attribute(attributes, "s");
    x->at = column_of(xml_attribute(attributes, "r"), x->at);
    x->type = type_of(xml_attribute(attributes, "t"));
    x->style = style ? strtoul(style, NULL, 10) : 0;
    x->in_cell = true;
    x->formula = x->value = false;
    buf_reset(&x->text);
}

static void sheet_begin(void *context, const char *name, const char **attributes)
{
    struct xlsx *x = context;
    if (strcmp(name, "row") == 0)
        begin_row(x, attributes);
    else if (strcmp(name, "c") == 0 && x->in_row)
        begin_cell(x, attributes);
    else if (strcmp(name, "rPh") == 0)
        x->phonetic++;
    else if (strcmp(name, "f") == 0)
        x->formula = true;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        x->in_text = x->in_cell && !x->phonetic;
        x->value = true;
    }
}

static void sheet_text(void *context, const char *s, size_t n)
{
    struct xlsx *x = context;
    if (!x->in_text)
        return;
    buf_add(&x->text, s, n);
    if (x->text.n > FOREIGN_CELL_MAX)
        xml_part_fail(&x->part, FOREIGN_ERROR_CELL_TOO_LARGE);
}

static void add_number(struct xlsx *x)
{
    char *end;
    double v = strtod(buf_str(&x->text), &end);
    if (end == buf_str(&x->text) || *end) /* not a number at all: as it stands */
        buf_add_span(&x->cells, buf_span(&x->text));
    else
        excel_add_number(&x->cells, v, xlsxbook_format(&x->book, x->style), x->book.since_1904);
}

static void add_value(struct xlsx *x)
{
    switch (x->type) {
    case NUMBER:
        add_number(x);
        return;
    case SHARED:
        buf_add_span(&x->cells, xlsxbook_text(&x->book, strtoul(buf_str(&x->text), NULL, 10)));
        return;
    case TEXT:
        xlsx_add_text(&x->cells, buf_span(&x->text));
        return;
    case TRUTH:
        buf_adds(&x->cells, strcmp(buf_str(&x->text), "0") == 0 ? "FALSE" : "TRUE");
        return;
    case OTHER:
        buf_add_span(&x->cells, buf_span(&x->text));
        return;
    }
}

static void end_cell(struct xlsx *x)
{
    size_t begin = x->cells.n;
    unsigned at = x->at++;
    x->in_cell = x->in_text = false;
    x->phonetic = 0;
    if (x->formula && !x->value) /* never worked out: some programs leave that to Excel */
        buf_adds(&x->cells, "#VALUE!");
    else if (x->text.n)
        add_value(x);
    if (x->cells.n == begin)
        return;
    if (at >= FOREIGN_COLUMNS_MAX) {
        xml_part_fail(&x->part, FOREIGN_ERROR_TOO_MANY_COLUMNS);
        return;
    }
    if (x->cells.n > (size_t)FOREIGN_COLUMNS_MAX * FOREIGN_CELL_MAX) { /* columns again and again */
        xml_part_fail(&x->part, FOREIGN_ERROR_CELL_TOO_LARGE);
        return;
    }
    if (at < x->n) /* twice, or not from left to right: then the last one counts */
        x->begin[at] = x->length[at] = 0;
    for (; x->n <= at; x->n++)
        x->begin[x->n] = x->length[x->n] = 0;
    x->begin[at] = begin;
    x->length[at] = x->cells.n - begin;
    if (x->counting)
        buf_reset(&x->cells);
}

static void end_row(struct xlsx *x)
{
    x->in_row = false; /* one within another is none */
    if (x->n)
        xml_part_stop(&x->part);
}

static void sheet_end(void *context, const char *name)
{
    struct xlsx *x = context;
    if (strcmp(name, "c") == 0 && x->in_cell)
        end_cell(x);
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        x->in_text = false;
    else if (strcmp(name, "rPh") == 0 && x->phonetic)
        x->phonetic--;
    else if (strcmp(name, "row") == 0 && x->in_row)
        end_row(x);
}

/* ---- merged cells ---- */

struct merging {
    struct excel_merges *merges;
    struct xml_part part;
};

/* "AB12" -> 12; 0 when it is no such thing. */
static unsigned long row_of(const char *ref)
{
    ref += strspn(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return *ref >= '0' && *ref <= '9' ? strtoul(ref, NULL, 10) : 0;
}

/* "B6:C12" */
static void merge_begin(void *context, const char *name, const char **attributes)
{
    struct merging *g = context;
    const char *ref = strcmp(name, "mergeCell") == 0 ? xml_attribute(attributes, "ref") : NULL;
    const char *colon = ref ? strchr(ref, ':') : NULL;
    if (!colon)
        return;
    unsigned long top = row_of(ref), bottom = row_of(colon + 1);
    if (top <= EXCEL_ROWS)
        excel_merges_add(g->merges, (uint32_t)top,
                         (uint32_t)(bottom < EXCEL_ROWS ? bottom : EXCEL_ROWS),
                         column_of(ref, FOREIGN_COLUMNS_MAX));
}

static void merge_end(void *context, const char *name)
{
    struct merging *g = context;
    if (strcmp(name, "mergeCells") == 0)
        xml_part_stop(&g->part);
}

/* They stand behind the rows, so a sheet is gone through once before; what is unpacked for this
 * does not count twice. What is wrong with the sheet the rows will tell. */
static void find_merges(struct xlsx *x, unsigned i)
{
    static const struct xml_handlers find = {merge_begin, merge_end, NULL};
    struct merging g = {.merges = &x->merges};
    struct foreign_fault fault;
    uint64_t unpacked = x->book.archive.unpacked;
    excel_merges_reset(&x->merges);
    if (xml_part_open(&g.part, &x->book.archive, x->book.sheets.v[i].part, &find, &g))
        while (xml_part_step(&g.part, &fault) == XML_MORE)
            ;
    xml_part_close(&g.part);
    x->book.archive.unpacked = unpacked;
    excel_merges_sort(&x->merges);
}

/* ---- sheets ---- */

static const struct xml_handlers handlers = {sheet_begin, sheet_end, sheet_text};

static bool begin_sheet(struct xlsx *x, unsigned i)
{
    xml_part_close(&x->part);
    if (!x->counting)
        find_merges(x, i);
    x->line = x->rows = x->n = x->phonetic = 0;
    x->in_row = x->in_cell = x->in_text = false;
    return xml_part_open(&x->part, &x->book.archive, x->book.sheets.v[i].part, &handlers, x);
}

struct xlsx *xlsx_open(struct span file, const char *sheet, struct excel_sheets *names,
                       struct foreign_fault *fault)
{
    struct xlsx *x = mem_alloc(sizeof *x);
    struct excel_sheets *sheets = &x->book.sheets;
    bool ok = xlsxbook_open(&x->book, file, fault);
    if (ok && !excel_sheets_choose(sheets, sheet)) {
        foreign_fail(fault, FOREIGN_ERROR_NO_SHEET, 0, 0);
        if (names) {
            *names = *sheets;
            *sheets = (struct excel_sheets){0};
        }
        ok = false;
    }
    if (ok && !begin_sheet(x, sheets->chosen)) {
        foreign_fail(fault, FOREIGN_ERROR_DAMAGED, 0, 0);
        ok = false;
    }
    if (!ok) {
        xlsx_close(x);
        return NULL;
    }
    x->asked = sheet && *sheet;
    return x;
}

/* The next row that holds something. */
static enum foreign_step step(struct xlsx *x, struct foreign_fault *fault)
{
    enum xml_step s;
    while ((s = xml_part_step(&x->part, fault)) == XML_MORE)
        ;
    if (s == XML_FAULT) {
        fault->line = x->line;
        return FOREIGN_FAULT;
    }
    if (s == XML_END)
        return FOREIGN_END;
    x->rows++;
    return FOREIGN_ROW;
}

enum foreign_step xlsx_next(struct xlsx *x, struct foreign_row *row, struct foreign_fault *fault)
{
    struct excel_sheets *sheets = &x->book.sheets;
    enum foreign_step s = step(x, fault);
    while (s == FOREIGN_END && !x->rows && !x->asked && excel_sheets_advance(sheets)) {
        if (!begin_sheet(x, sheets->chosen))
            return foreign_fail(fault, FOREIGN_ERROR_DAMAGED, 0, 0);
        s = step(x, fault);
    }
    sheets->v[sheets->chosen].rows = x->rows;
    if (s != FOREIGN_ROW)
        return s;
    row->line = x->line;
    row->n = x->n;
    for (unsigned i = 0; i < x->n; i++)
        row->cells[i] = span_make(x->cells.p + x->begin[i], x->length[i]);
    excel_merges_fill(&x->merges, row);
    return s;
}

void xlsx_count(struct xlsx *x)
{
    struct excel_sheets *sheets = &x->book.sheets;
    struct foreign_fault fault;
    x->counting = true;
    for (unsigned i = 0; i < sheets->n; i++) {
        if (i == sheets->chosen || !begin_sheet(x, i))
            continue;
        while (step(x, &fault) == FOREIGN_ROW)
            ;
        sheets->v[i].rows = x->rows;
    }
}

const struct excel_sheets *xlsx_sheets(const struct xlsx *x)
{
    return &x->book.sheets;
}

void xlsx_close(struct xlsx *x)
{
    if (!x)
        return;
    xml_part_close(&x->part);
    xlsxbook_close(&x->book);
    excel_merges_release(&x->merges);
    buf_release(&x->cells);
    buf_release(&x->text);
    free(x);
}
