/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list as a document: the columns that are on the screen, all its rows.
 */
#include "core/progress_print.h"
#include "forms/list_private.h"
#include "locale/day.h"
#include "locale/msg.h"

static void add_rows(struct list *l, struct doc *out)
{
    struct buf cell = {0};
    for (size_t i = 0; i < list_rows(l); i++) {
        doc_row(out, DOC_ROW_BODY);
        for (size_t c = 0; c < l->columns; c++) {
            buf_reset(&cell);
            buf_add_span(&cell, list_cell(l, i, c));
            doc_cell(out, 1, 1, buf_str(&cell));
        }
    }
    buf_release(&cell);
}

enum status list_print(struct list *l, const char *title, struct doc *out, struct detail *d)
{
    size_t width = l->width, height = l->height;
    enum status s = list_load(l, width, list_count(l) + 1, d);
    if (s != STATUS_OK)
        return s;
    struct buf b = {0};
    doc_title(out, DOC_BOLD, 0, title);
    doc_table(out, NULL);
    for (size_t c = 0; c < l->columns; c++) /* number and name stand in every part */
        doc_column(out, l->column[c].right ? DOC_RIGHT : DOC_LEFT, 1, c < 2 ? 0 : (unsigned)c);
    doc_row(out, DOC_ROW_HEAD);
    for (size_t c = 0; c < l->columns; c++)
        doc_cell(out, 1, 1, l->column[c].header);
    add_rows(l, out);
    list_add_total(l, &b);
    buf_addf(&b, ", %s ", _("đến ngày"));
    day_add_vn(&b, l->who->today);
    buf_addc(&b, '.');
    doc_paragraph(out, DOC_SOURCE);
    doc_add(out, DOC_PLAIN, buf_str(&b));
    buf_release(&b);
    return list_load(l, width, height, d);
}
