/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet of a year that was handed in, beside what the book says today: a line for every number
 * that has changed since.
 */
#include "forms/report_corrections.h"
#include "forms/report_statistics_parts.h"

/* What is computed from other columns changes with them: rates, gaps, the running number. */
static bool counts(struct template_code c, bool titles)
{
    switch (c.source) {
    case TEMPLATE_TITLE:
        return titles && (c.what == FIGURE_TOTAL || c.what == FIGURE_REGISTERED ||
                          c.what == FIGURE_PROPOSED || c.what == FIGURE_RECOGNISED);
    case TEMPLATE_FACT:
    case TEMPLATE_FUND:
    case TEMPLATE_RECORD:
        return true;
    case TEMPLATE_INDEX:
    case TEMPLATE_NAME:
    case TEMPLATE_CODE:
    case TEMPLATE_SHARE:
        return false;
    }
    return false;
}

/* The row of today for one of then; false: the hamlet is not there any more. */
static bool row_today(const struct statistics *s, size_t row, size_t *out)
{
    if (row == s->rows) {
        *out = s->live->rows;
        return true;
    }
    for (*out = 0; *out < s->live->rows; (*out)++)
        if (unit_eq(s->live->row[*out].unit, s->row[row].unit))
            return true;
    return false;
}

static void begin(struct doc *d)
{
    doc_table(d, "Số liệu đã nộp và số liệu hiện nay");
    doc_column(d, DOC_LEFT, 3, 0);
    doc_column(d, DOC_LEFT, 4, 0);
    for (int i = 0; i < 3; i++)
        doc_column(d, DOC_RIGHT, 1, 1);
    doc_row(d, DOC_ROW_HEAD);
    frame_cell(d, "Nơi");
    frame_cell(d, "Số liệu");
    corrections_heads(d, 1);
}

static bool line(const struct statistics *s, size_t row, const struct template_column *c,
                 bool first, struct doc *d)
{
    size_t today;
    struct statistics_value was = statistics_value(s, row, c->code), now = {0};
    struct buf b = {0};
    if (row_today(s, row, &today))
        now = statistics_value(s->live, today, c->code);
    if ((was.known ? was.n : 0) == (now.known ? now.n : 0))
        return false;
    if (first)
        begin(d);
    doc_row(d, DOC_ROW_BODY);
    frame_cell(d, statistics_value(s, row, (struct template_code){.source = TEMPLATE_NAME}).text);
    if (c->group)
        buf_addf(&b, "%s: ", c->group);
    buf_adds(&b, c->label);
    frame_cell_buf(d, &b);
    corrections_cells(d, was.known, was.n, now.known, now.n);
    buf_release(&b);
    return true;
}

void statistics_corrections(const struct statistics *s, bool titles, struct doc *out)
{
    struct buf b = {0};
    size_t n = 0;
    for (size_t row = 0; s->live && row <= s->rows; row++)
        for (size_t i = 0; i < s->form->columns; i++)
            if (counts(s->form->column[i].code, titles))
                n += line(s, row, &s->form->column[i], n == 0, out);
    if (!n)
        return;
    buf_adds(&b, "Chỉ ghi số đã thay đổi sau khi nộp. Số hiện nay: đến ngày ");
    day_add_vn(&b, s->live->now.as_of);
    buf_addf(&b, ". Dấu đối chiếu %s.", s->live->now.fingerprint);
    doc_paragraph(out, DOC_SOURCE);
    doc_add(out, DOC_ITALIC, buf_str(&b));
    buf_release(&b);
}
