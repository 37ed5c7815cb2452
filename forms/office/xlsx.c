/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet of texts, and which block goes to which sheet.
 */
#include "forms/office/xlsx.h"

#include "forms/office/metrics.h"
#include "forms/office/xlsx_parts.h"

enum { TEXT_WIDTH = 56, VALUE_WIDTH = 46, LETTER = 520, LINE = 18, WHOLE = 2 };

struct texts {
    struct book *book;
    lxw_worksheet *sheet;
    lxw_format *format[4][3]; /* by style, align; NULL: not made yet */
    size_t row;
    size_t lines, lines_row; /* of the row that was written last */
};

static lxw_format *text_format(struct texts *t, unsigned style, enum doc_align align)
{
    static const uint8_t how[] = {[DOC_LEFT] = LXW_ALIGN_LEFT,
                                  [DOC_RIGHT] = LXW_ALIGN_RIGHT,
                                  [DOC_CENTRE] = LXW_ALIGN_CENTER};
    if (t->format[style][align])
        return t->format[style][align];
    lxw_format *f = t->format[style][align] = workbook_add_format(t->book->workbook);
    format_set_font_name(f, "Times New Roman");
    format_set_font_size(f, 13);
    format_set_text_wrap(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(f, how[align]);
    if (style & DOC_BOLD)
        format_set_bold(f);
    if (style & DOC_ITALIC)
        format_set_italic(f);
    return f;
}

/* Column WHOLE: over both of them. */
static void put(struct texts *t, size_t row, size_t column, enum doc_align align,
                const struct doc_string *s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s->n; i++)
        buf_adds(&b, s->run[i].text);
    lxw_format *f = text_format(t, s->n == 1 ? s->run[0].style : DOC_PLAIN, align);
    size_t width = column == WHOLE ? TEXT_WIDTH + VALUE_WIDTH : column ? VALUE_WIDTH : TEXT_WIDTH;
    size_t lines = metrics_string(s) / LETTER / width + 1;
    if (row != t->lines_row)
        t->lines = 1;
    t->lines_row = row;
    t->lines = lines > t->lines ? lines : t->lines; /* of both columns */
    worksheet_set_row(t->sheet, (lxw_row_t)row, (double)(LINE * t->lines), NULL);
    if (b.n && column == WHOLE)
        worksheet_merge_range(t->sheet, (lxw_row_t)row, 0, (lxw_row_t)row, 1, "", f);
    if (b.n)
        write_text(t->sheet, row, column == WHOLE ? 0 : column, buf_str(&b), f);
    buf_release(&b);
}

static void put_pair(struct texts *t, const struct doc_pair *p)
{
    size_t rows = p->n[0] > p->n[1] ? p->n[0] : p->n[1];
    for (size_t i = 0; i < rows; i++, t->row++)
        for (int side = 0; side < 2; side++)
            if (i < p->n[side])
                put(t, t->row, (size_t)side, p->line[side][i].align, &p->line[side][i].text);
    t->row++;
}

static void put_figures(struct texts *t, const struct doc_block *k)
{
    for (size_t i = 0; i < k->figures; i++, t->row++) {
        put(t, t->row, 0, DOC_LEFT, &k->figure[i].name);
        put(t, t->row, 1, DOC_LEFT, &k->figure[i].value);
    }
}

static void put_block(struct texts *t, const struct doc_block *k)
{
    switch (k->kind) {
    case DOC_NOTE_BLOCK:
    case DOC_TITLE_BLOCK:
        put(t, t->row++, WHOLE, DOC_CENTRE, &k->text);
        return;
    case DOC_PARAGRAPH_BLOCK:
    case DOC_HEADING_BLOCK:
        put(t, t->row++, WHOLE, DOC_LEFT, &k->text);
        return;
    case DOC_PAIR_BLOCK:
        put_pair(t, &k->pair);
        return;
    case DOC_FIGURES_BLOCK:
        put_figures(t, k);
        return;
    case DOC_TABLE_BLOCK: /* only where it stands: it has a sheet */
        put(t, t->row++, WHOLE, DOC_LEFT, &k->table.caption);
        return;
    case DOC_BLANKS_BLOCK:
        t->row++;
        return;
    case DOC_CHART_BLOCK:
        return;
    case DOC_PAGE_BLOCK:
        t->row += 2;
        return;
    }
}

static void put_texts(struct book *x, const struct doc *d)
{
    struct texts t = {.book = x, .sheet = book_sheet(x, "Nội dung")};
    worksheet_set_column(t.sheet, 0, 0, TEXT_WIDTH, NULL);
    worksheet_set_column(t.sheet, 1, 1, VALUE_WIDTH, NULL);
    for (size_t i = 0; i < d->n; i++)
        put_block(&t, &d->block[i]);
}

bool xlsx_write(const struct doc *d, struct buf *out)
{
    struct book x;
    unsigned tables = 0;
    if (!book_begin(&x, false)) {
        struct buf none = {0};
        (void)book_end(&x, &none);
        return false;
    }
    put_texts(&x, d);
    for (size_t i = 0; i < d->n; i++)
        if (d->block[i].kind == DOC_TABLE_BLOCK)
            xlsx_table(&x, &d->block[i].table, ++tables);
        else if (d->block[i].kind == DOC_CHART_BLOCK)
            xlsx_chart(&x, &d->block[i].chart);
    return book_end(&x, out);
}
