/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/checklist_view.h"
#include "locale/msg.h"

void checklist_view_print(const struct checklist_view *v, struct doc *out)
{
    struct buf b = {0};
    bool reads = checklist_view_reads(v);
    doc_title(out, DOC_BOLD, 0, _("TIÊU CHÍ THI ĐUA"));
    checklist_view_add_title(v, &b);
    if (!reads)
        buf_addf(&b, _(", năm %d"), checklist_view_year(v));
    doc_title(out, DOC_BOLD, 0, buf_str(&b));
    doc_table(out, NULL);
    doc_column(out, DOC_RIGHT, 1, 0);
    doc_column(out, DOC_LEFT, 6, 0);
    if (!reads) {
        doc_column(out, DOC_LEFT, 1, 1);
        doc_column(out, DOC_LEFT, 5, 1);
    }
    doc_row(out, DOC_ROW_HEAD);
    doc_cell(out, 1, 1, _("TT"));
    doc_cell(out, 1, 1, _("Tiêu chí"));
    if (!reads) {
        doc_cell(out, 1, 1, _("Kết quả"));
        doc_cell(out, 1, 1, _("Minh chứng"));
    }
    for (size_t i = 0; i < checklist_view_rows(v); i++) {
        const struct checklist_row *r = checklist_view_row(v, i);
        buf_reset(&b);
        buf_addf(&b, "%zu", i + 1);
        doc_row(out, DOC_ROW_BODY);
        doc_cell(out, 1, 1, buf_str(&b));
        doc_cell(out, 1, 1, _(r->c->text));
        if (reads)
            continue;
        doc_cell(out, 1, 1, r->met ? _("đạt") : _("chưa"));
        doc_cell(out, 1, 1, r->evidence);
    }
    buf_reset(&b);
    checklist_view_add_source(v, &b);
    if (!reads)
        buf_adds(&b, "; ");
    checklist_view_add_sum(v, &b);
    doc_paragraph(out, DOC_SOURCE);
    doc_addf(out, DOC_PLAIN, "%s.", buf_str(&b));
    buf_release(&b);
}
