/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_statistics.h"

#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "forms/report_corrections.h"
#include "forms/report_frame.h"
#include "forms/report_statistics_parts.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { NAME_WEIGHT = 3 };

/* ---- around the table ---- */

/* The template's text with {year} made the year. */
static char *with_year(const char *text, int year)
{
    struct buf b = {0};
    for (const char *at; (at = strstr(text, "{year}")); text = at + strlen("{year}")) {
        buf_add(&b, text, (size_t)(at - text));
        buf_addf(&b, "%d", year);
    }
    buf_adds(&b, text);
    buf_reserve(&b, 1);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

static void head(const struct statistics *s, struct frame *f)
{
    const char *title = s->form->title;
    f->as_of = s->now.as_of;
    f->present_territory = s->now.present_territory;
    memcpy(f->mark, s->now.fingerprint, sizeof f->mark);
    corrections_mark(f, &s->frozen);
    frame_head_plain(f, FRAME_COMMITTEE);
    char *own = with_year(title && title[0] ? title : "Biểu thống kê năm {year}", s->year);
    doc_title(f->doc, DOC_BOLD, 0, own);
    free(own);
}

/* Some totals are statistics, others the list: said for each title that has a column. */
static void denominators(const struct statistics *s, struct buf *b)
{
    size_t declared = 0, all = 0;
    for (size_t k = 0; k < s->now.n; k++) {
        all++;
        declared += s->now.line[k].declared;
    }
    buf_adds(b, declared == all && all ? "Tổng số theo số thống kê"
                : declared ? "Tổng số theo danh sách đã nhập, có chỗ theo số thống kê"
                           : "Tổng số theo danh sách đã nhập");
}

static void sources(const struct statistics *s, struct doc *d)
{
    struct buf b = {0};
    for (size_t i = 0; i < s->form->notes; i++) {
        char *note = with_year(s->form->note[i], s->year);
        doc_paragraph(d, DOC_SOURCE);
        doc_add(d, DOC_ITALIC, note);
        free(note);
    }
    if (s->rows) {
        doc_paragraph(d, DOC_SOURCE);
        doc_add(d, DOC_ITALIC,
                "Cấp xã (000): ghi chung cho cả xã, không thuộc riêng nơi nào. Dấu -: sổ chưa có "
                "số này.");
    }
    denominators(s, &b);
    buf_adds(&b, ". Số liệu đến ngày ");
    day_add_vn(&b, s->now.as_of);
    buf_addf(&b, ". Dấu đối chiếu %s.", s->now.fingerprint);
    doc_paragraph(d, DOC_SOURCE);
    doc_add(d, DOC_ITALIC, buf_str(&b));
    buf_release(&b);
}

static void foot(struct frame *f)
{
    frame_foot_dated(f);
    frame_sign_as(f, DOC_LEFT_SIDE, "NGƯỜI LẬP BIỂU", SPAN_LIT(""));
    frame_sign(f, FRAME_COMMITTEE);
}

/* ---- the table ---- */

static bool same_group(const struct template_column *a, const struct template_column *b)
{
    return a->group && b->group && strcmp(a->group, b->group) == 0;
}

/* Names the row: stays on every part of a table that is split. */
static bool names_row(const struct template_column *c)
{
    return c->code.source == TEMPLATE_NAME || c->code.source == TEMPLATE_INDEX ||
           c->code.source == TEMPLATE_CODE;
}

static void columns(const struct statistics *s, struct doc *d)
{
    const struct template_column *c = s->form->column;
    unsigned group = 0;
    for (size_t i = 0; i < s->form->columns; i++) {
        bool text = c[i].code.source == TEMPLATE_NAME || c[i].code.source == TEMPLATE_CODE;
        bool name = names_row(&c[i]) && !c[i].group;
        if (!name && (i == 0 || group == 0 || !same_group(&c[i - 1], &c[i])))
            group++;
        doc_column(d, text ? DOC_LEFT : DOC_RIGHT,
                   c[i].code.source == TEMPLATE_NAME ? NAME_WEIGHT : 1, name ? 0 : group);
    }
}

static void heads(const struct statistics *s, struct doc *d)
{
    const struct template_column *c = s->form->column;
    size_t n = s->form->columns;
    bool grouped = false;
    for (size_t i = 0; i < n; i++)
        grouped |= c[i].group != NULL;
    doc_row(d, DOC_ROW_HEAD);
    for (size_t i = 0; i < n;) {
        unsigned across = 1;
        while (i + across < n && same_group(&c[i], &c[i + across]))
            across++;
        if (c[i].group)
            doc_cell(d, across, 1, c[i].group);
        else
            doc_cell(d, 1, grouped ? 2 : 1, c[i].label);
        i += c[i].group ? across : 1;
    }
    if (!grouped)
        return;
    doc_row(d, DOC_ROW_HEAD);
    for (size_t i = 0; i < n; i++)
        if (c[i].group)
            doc_cell(d, 1, 1, c[i].label);
}

static void cell(const struct statistics *s, struct doc *d, size_t row, struct template_code code)
{
    struct buf b = {0};
    struct statistics_value v = statistics_value(s, row, code);
    if (code.source == TEMPLATE_CODE && !(row == s->rows && s->rows))
        unit_add_code(&b, row == s->rows ? s->unit.unit : s->row[row].unit);
    else if (code.source == TEMPLATE_CODE)
        buf_adds(&b, " ");
    else if (!v.known)
        buf_adds(&b, code.source == TEMPLATE_INDEX ? " " : "-");
    else if (v.number == DOC_PERCENT && code.source == TEMPLATE_TITLE &&
             (code.what == FIGURE_TARGET || code.what == FIGURE_GOAL))
        words_goal(&b, (int32_t)v.n);
    else if (v.number == DOC_PERCENT)
        words_percent(&b, (int32_t)v.n);
    else if (v.number == DOC_POINTS)
        words_points(&b, (int32_t)v.n);
    else if (v.number == DOC_NO_NUMBER)
        buf_adds(&b, v.text);
    else if (v.number == DOC_ORDINAL)
        buf_addf(&b, "%lld", (long long)v.n);
    else
        words_count(&b, v.n);
    doc_cell(d, 1, 1, buf_str(&b));
    if (v.known && v.number != DOC_NO_NUMBER)
        doc_cell_number(d, v.number, v.n);
    buf_release(&b);
}

static void table(const struct statistics *s, struct doc *d)
{
    doc_table(d, "");
    columns(s, d);
    heads(s, d);
    for (size_t row = 0; row <= s->rows; row++) {
        doc_row(d, row == s->rows && s->rows ? DOC_ROW_TOTAL : DOC_ROW_BODY);
        for (size_t i = 0; i < s->form->columns; i++)
            cell(s, d, row, s->form->column[i].code);
    }
}

enum status report_statistics_by(struct book_tx *t, const struct report_template *form,
                                 struct unit_key unit, int year, struct doc *out)
{
    struct statistics s = {.t = t, .form = form, .year = year};
    struct frame f;
    enum status st = frame_load(&f, t, unit, year, _("Biểu thống kê"), out);
    if (st == STATUS_OK)
        st = statistics_load(&s, unit);
    if (st == STATUS_OK) {
        head(&s, &f);
        table(&s, out);
        sources(&s, out);
        statistics_corrections(&s, true, out);
        foot(&f);
    }
    frame_release(&f);
    statistics_release(&s);
    return st;
}

enum status report_statistics(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct report_template form;
    enum status s = template_parse(span_of(template_default()), &form, t->detail);
    if (s != STATUS_OK)
        return s;
    s = report_statistics_by(t, &form, of->unit, of->year, out);
    template_release(&form);
    return s;
}

void statistics_annex(const struct statistics *s, struct doc *out)
{
    table(s, out);
    sources(s, out);
    statistics_corrections(s, false, out);
}
