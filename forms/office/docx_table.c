/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table as the format has it: every row names every place, cells that reach down are one cell to
 * begin with and an empty one in each row below.
 */
#include <stdlib.h>

#include "forms/office/docx_parts.h"
#include "locale/mem.h"

/* Whose place it is: the row it began in and the cell there; row -1 nobody's. */
struct owner {
    int row, cell;
};

static struct owner *owners(const struct doc_table *t)
{
    struct owner *o = mem_alloc((t->rows * t->columns + 1) * sizeof *o);
    int *place = doc_table_places(t);
    for (size_t i = 0; i < t->rows * t->columns; i++)
        o[i].row = -1;
    for (size_t r = 0; r < t->rows; r++)
        for (size_t c = 0; c < t->columns; c++) {
            int cell = place[r * t->columns + c];
            if (cell == DOC_COVERED)
                continue;
            const struct doc_cell *k = &t->row[r].cell[cell];
            for (size_t y = r; y < t->rows && y < r + k->down; y++)
                for (size_t x = c; x < t->columns && x < c + k->across; x++)
                    o[y * t->columns + x] = (struct owner){(int)r, cell};
        }
    free(place);
    return o;
}

static const char *jc(enum doc_align a)
{
    switch (a) {
    case DOC_LEFT:
        return "left";
    case DOC_RIGHT:
        return "right";
    case DOC_CENTRE:
        return "center";
    }
    return "left";
}

/* One cell over span columns of width twips; text NULL: it goes on from the row above. */
static void add_cell(struct buf *b, enum doc_row_kind kind, enum doc_align align, unsigned size,
                     size_t width, unsigned span, bool down, bool keep,
                     const struct doc_string *text)
{
    buf_addf(b, "<w:tc><w:tcPr><w:tcW w:w=\"%zu\" w:type=\"dxa\"/>", width);
    if (span > 1)
        buf_addf(b, "<w:gridSpan w:val=\"%u\"/>", span);
    if (down)
        buf_addf(b, "<w:vMerge%s/>", text ? " w:val=\"restart\"" : "");
    buf_adds(b, "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>");
    buf_addf(b, "<w:pStyle w:val=\"Cell\"/>%s<w:jc w:val=\"%s\"/>", keep ? "<w:keepNext/>" : "",
             kind == DOC_ROW_HEAD ? "center" : jc(align));
    buf_addf(b, "<w:rPr><w:sz w:val=\"%u\"/></w:rPr></w:pPr>", size);
    for (size_t i = 0; text && i < text->n; i++) {
        buf_addf(b, "<w:r><w:rPr>%s%s<w:sz w:val=\"%u\"/><w:szCs w:val=\"%u\"/></w:rPr>",
                 text->run[i].style & DOC_BOLD ? "<w:b/>" : "",
                 text->run[i].style & DOC_ITALIC ? "<w:i/>" : "", size, size);
        buf_adds(b, "<w:t xml:space=\"preserve\">");
        xml_text(b, span_of(text->run[i].text));
        buf_adds(b, "</w:t></w:r>");
    }
    buf_adds(b, "</w:p></w:tc>");
}

/* Heads, rows that a cell joins to the next one and lines over the whole width stay with what they
 * name when a page ends. */
static bool keeps_next(const struct doc_table *t, size_t r, const struct owner *o)
{
    const struct doc_row *row = &t->row[r];
    if (row->kind == DOC_ROW_HEAD || (row->n == 1 && t->columns > 1))
        return true;
    for (size_t c = 0; r + 1 < t->rows && c < t->columns; c++) {
        struct owner next = o[(r + 1) * t->columns + c];
        if (next.row >= 0 && next.row <= (int)r)
            return true;
    }
    return false;
}

static void add_row(struct buf *b, const struct doc_table *t, size_t r, const struct owner *o,
                    const struct table_part *p, unsigned size, bool keep)
{
    const struct owner *row = &o[r * t->columns];
    keep = keep || keeps_next(t, r, o);
    buf_addf(b, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>",
             t->row[r].kind == DOC_ROW_HEAD ? "<w:tblHeader/>" : "");
    for (size_t c = 0; c < t->columns;) {
        struct owner own = row[c];
        size_t width = 0, first = c;
        unsigned span = 0;
        do { /* the places of one cell that are in this part */
            if (p->has[c]) {
                first = span ? first : c;
                width += p->width[c];
                span++;
            }
            c++;
        } while (c < t->columns && own.row >= 0 && row[c].row == own.row &&
                 row[c].cell == own.cell);
        if (!span)
            continue;
        const struct doc_cell *cell = own.row >= 0 ? &t->row[own.row].cell[own.cell] : NULL;
        const struct doc_string *text = cell && own.row == (int)r ? &cell->text : NULL;
        add_cell(b, t->row[r].kind, doc_cell_align(t, first, cell), size, width, span,
                 cell && cell->down > 1, keep, text);
    }
    buf_adds(b, "</w:tr>");
}

static void add_part(struct buf *b, const struct doc_table *t, const struct owner *o,
                     const struct table_part *p, unsigned size, bool keep)
{
    size_t width = 0;
    for (size_t c = 0; c < t->columns; c++)
        width += p->has[c] ? p->width[c] : 0;
    buf_addf(b,
             "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"%zu\" w:type=\"dxa\"/>"
             "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
             width);
    for (size_t c = 0; c < t->columns; c++)
        if (p->has[c])
            buf_addf(b, "<w:gridCol w:w=\"%zu\"/>", p->width[c]);
    buf_adds(b, "</w:tblGrid>");
    for (size_t r = 0; r < t->rows; r++)
        add_row(b, t, r, o, p, size, keep && r + 1 == t->rows);
    buf_addf(b, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Tiny\"/>%s</w:pPr></w:p>",
             keep ? "<w:keepNext/>" : "");
}

void docx_table(struct buf *b, const struct doc_table *t, const struct table_layout *l, bool keep)
{
    struct owner *o = owners(t);
    for (size_t i = 0; i < l->n && t->rows; i++)
        add_part(b, t, o, &l->part[i], l->half_points, keep && i + 1 == l->n);
    free(o);
}
