/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Head, legal bases and foot of the annual report.
 */
#include "forms/report_annual_parts.h"
#include "forms/report_corrections.h"

void annual_head(struct annual *a)
{
    struct buf b = {0};
    corrections_mark(&a->f, &a->stat.frozen);
    frame_head(&a->f, FRAME_COMMITTEE, "BC");
    buf_addf(&b,
             "Kết quả thực hiện Phong trào “Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học "
             "tập suốt đời” năm %d",
             a->f.year);
    frame_title(&a->f, "BÁO CÁO", buf_str(&b));
    buf_release(&b);
}

enum status annual_bases(struct annual *a)
{
    enum status s = frame_bases(&a->f);
    doc_paragraph(a->f.doc, DOC_BODY);
    doc_addf(a->f.doc, DOC_PLAIN,
             "%s%s báo cáo kết quả thực hiện Phong trào thi đua năm %d như sau:",
             a->f.hamlet ? "" : "Ủy ban nhân dân ", a->f.hamlet ? a->f.unit.full : a->f.unit.inner,
             a->f.year);
    return s;
}

void annual_foot(struct annual *a)
{
    doc_paragraph(a->f.doc, DOC_BODY);
    doc_addf(a->f.doc, DOC_PLAIN,
             "Trên đây là báo cáo kết quả thực hiện Phong trào thi đua năm %d của %s./.", a->f.year,
             a->f.unit.inner);
    frame_foot(&a->f);
    frame_to_above(&a->f);
    frame_sign(&a->f, FRAME_COMMITTEE);
}
