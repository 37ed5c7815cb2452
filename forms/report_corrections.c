/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_corrections.h"

#include <string.h>

/* ---- numbers side by side ---- */

static void cell_difference(struct doc *d, bool known, int64_t n)
{
    struct buf b = {0};
    if (known) {
        if (n > 0)
            buf_addc(&b, '+');
        words_count(&b, n);
    }
    frame_cell_buf(d, &b);
    if (known)
        doc_cell_number(d, DOC_COUNT, n);
    buf_release(&b);
}

void corrections_cells(struct doc *d, bool had, int64_t then, bool has, int64_t now)
{
    struct buf none = {0};
    if (had)
        frame_cell_count(d, true, then);
    else
        frame_cell_buf(d, &none);
    if (has)
        frame_cell_count(d, true, now);
    else
        frame_cell_buf(d, &none);
    cell_difference(d, had && has, now - then);
}

/* ---- of the report itself ---- */

static bool changed(const struct frozen_line *f, const struct progress_line *l)
{
    return f->total_known != l->total_known || (f->total_known && f->total != l->total) ||
           f->registered != l->registered || f->proposed != l->proposed ||
           f->recognised != l->recognised;
}

static size_t changes(const struct frozen *was, const struct progress *live)
{
    size_t n = 0;
    for (size_t k = 0; k < live->n; k++) {
        const struct frozen_line *f = frozen_line(&was->whole, live->line[k].indicator);
        n += f && changed(f, &live->line[k]);
    }
    return n;
}

static void columns(struct doc *d, unsigned groups)
{
    doc_column(d, DOC_LEFT, 4, 0);
    for (unsigned g = 1; g <= groups; g++)
        for (int i = 0; i < 3; i++)
            doc_column(d, DOC_RIGHT, 1, g);
}

void corrections_heads(struct doc *d, unsigned groups)
{
    for (unsigned g = 0; g < groups; g++) {
        frame_cell(d, "Đã nộp");
        frame_cell(d, "Hiện nay");
        frame_cell(d, "Chênh lệch");
    }
}

static void table(struct frame *frame, const struct frozen *was, const struct progress *live)
{
    struct doc *d = frame->doc;
    frame_caption(frame, "Số đã nộp và số hiện nay");
    columns(d, 3);
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Danh hiệu");
    doc_cell(d, 3, 1, "Tổng");
    doc_cell(d, 3, 1, "Đăng ký");
    doc_cell(d, 3, 1, "Công nhận");
    doc_row(d, DOC_ROW_HEAD);
    corrections_heads(d, 3);
    for (size_t k = 0; k < live->n; k++) {
        const struct progress_line *l = &live->line[k];
        const struct frozen_line *f = frozen_line(&was->whole, l->indicator);
        if (!f || !changed(f, l))
            continue;
        doc_row(d, DOC_ROW_BODY);
        frame_cell(d, words_indicator(l->indicator));
        corrections_cells(d, f->total_known, f->total, l->total_known, l->total);
        corrections_cells(d, true, f->registered, true, l->registered);
        corrections_cells(d, true, f->recognised, true, l->recognised);
    }
    frame_note(frame, "Chỉ ghi danh hiệu có số thay đổi sau khi nộp.");
    struct frame today = corrections_today(frame, live);
    frame_source(&today, "");
    frame->tables = today.tables;
}

struct frame corrections_today(const struct frame *f, const struct progress *live)
{
    struct frame today = *f;
    today.as_of = live->as_of;
    memcpy(today.mark, live->fingerprint, sizeof today.mark);
    return today;
}

/* ---- by hamlet ---- */

static const struct progress *row_of(const struct progress *p, size_t n, struct unit_key unit)
{
    for (size_t i = 0; i < n; i++)
        if (unit_eq(p[i].unit, unit))
            return &p[i];
    return NULL;
}

static const struct progress_line *line_in(const struct progress *p, enum indicator i)
{
    return p ? frame_line(p, i) : NULL;
}

static bool differs(const struct progress_line *a, const struct progress_line *b)
{
    static const struct progress_line none = {.total_known = true};
    a = a ? a : &none;
    b = b ? b : &none;
    return a->total_known != b->total_known || (a->total_known && a->total != b->total) ||
           a->registered != b->registered || a->recognised != b->recognised;
}

struct by_hamlet {
    struct frame *frame;
    size_t rows;
};

static void rows_begin(struct by_hamlet *x)
{
    struct doc *d = x->frame->doc;
    struct buf b = {0};
    if (x->rows++)
        return;
    buf_addf(&b, "Số theo %s đã nộp và số hiện nay", x->frame->kind);
    frame_caption(x->frame, buf_str(&b));
    doc_column(d, DOC_LEFT, 3, 0);
    columns(d, 3);
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Nơi");
    doc_cell(d, 1, 2, "Danh hiệu");
    doc_cell(d, 3, 1, "Tổng");
    doc_cell(d, 3, 1, "Đăng ký");
    doc_cell(d, 3, 1, "Công nhận");
    doc_row(d, DOC_ROW_HEAD);
    corrections_heads(d, 3);
    buf_release(&b);
}

/* was or live NULL: the hamlet was not there then, or is not now. */
static void rows_of_hamlet(struct by_hamlet *x, const struct progress *was,
                           const struct progress *live)
{
    struct doc *d = x->frame->doc;
    const struct progress *p = was ? was : live;
    for (size_t k = 0; k < p->n; k++) {
        enum indicator i = p->line[k].indicator;
        const struct progress_line *a = line_in(was, i), *b = line_in(live, i);
        if (!differs(a, b))
            continue;
        rows_begin(x);
        doc_row(d, DOC_ROW_BODY);
        frame_cell(d, unit_level(p->unit) == UNIT_COMMUNE ? "Cấp xã (000)" : p->name);
        frame_cell(d, words_indicator(i));
        corrections_cells(d, a && a->total_known, a ? a->total : 0, b && b->total_known,
                          b ? b->total : 0);
        corrections_cells(d, a, a ? a->registered : 0, b, b ? b->registered : 0);
        corrections_cells(d, a, a ? a->recognised : 0, b, b ? b->recognised : 0);
    }
}

void corrections_rows(struct frame *f, const struct progress *was, size_t n,
                      const struct progress *live, size_t live_n)
{
    struct by_hamlet x = {.frame = f};
    for (size_t i = 0; i < n; i++)
        rows_of_hamlet(&x, &was[i], row_of(live, live_n, was[i].unit));
    for (size_t i = 0; i < live_n; i++)
        if (!row_of(was, n, live[i].unit))
            rows_of_hamlet(&x, NULL, &live[i]);
    if (x.rows)
        frame_note(f, "Chỉ ghi nơi có số thay đổi sau khi nộp. Dấu -: không có số, như của nơi đã "
                      "gộp vào nơi khác.");
}

/* ---- the whole ---- */

void corrections_write(struct frame *frame, const struct frozen *was, const struct progress *live)
{
    struct buf b = {0};
    if (!frozen_stands(was))
        return;
    if (changes(was, live)) {
        table(frame, was, live);
        return;
    }
    buf_adds(&b, "Từ khi nộp đến ngày ");
    day_add_vn(&b, live->as_of);
    buf_adds(&b, ", số liệu các danh hiệu không thay đổi.");
    frame_bullet(frame, &b);
    buf_release(&b);
}

void corrections_mark(struct frame *f, const struct frozen *was)
{
    struct buf b = {0};
    if (!frozen_stands(was)) {
        frame_draft(f);
        return;
    }
    buf_adds(&b, "Số liệu đã nộp");
    if (was->on) {
        buf_adds(&b, " ngày ");
        day_add_vn(&b, was->on);
    }
    buf_addf(&b, ". Dấu đối chiếu %s.", f->mark);
    doc_note(f->doc, buf_str(&b));
    buf_release(&b);
    frame_trail(f);
}
