/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a review. Nothing is counted here.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report_corrections.h"
#include "forms/report_review_parts.h"
#include "locale/mem.h"

/* ---- cells ---- */

static void cell_rate(struct doc *d, const struct progress_line *l)
{
    struct buf b = {0};
    bool rate = l && l->percent && l->rate_known;
    if (l && !l->percent)
        buf_adds(&b, l->recognised ? "đạt" : "chưa\u00A0đạt");
    else if (rate)
        words_percent(&b, l->rate);
    frame_cell_buf(d, &b);
    if (rate)
        doc_cell_number(d, DOC_PERCENT, l->rate);
    buf_release(&b);
}

static void cell_goal(struct doc *d, const struct progress_target *t)
{
    struct buf b = {0};
    if (t->known)
        words_goal(&b, t->hundredths);
    frame_cell_buf(d, &b);
    if (t->known)
        doc_cell_number(d, DOC_PERCENT, t->hundredths);
    buf_release(&b);
}

static void heads(struct doc *d, const char *const *head, size_t n, size_t texts)
{
    for (size_t i = 0; i < n; i++)
        doc_column(d, i < texts ? DOC_LEFT : DOC_RIGHT, i ? 1 : 3, i < texts ? 0 : 1);
    doc_row(d, DOC_ROW_HEAD);
    for (size_t i = 0; i < n; i++)
        frame_cell(d, head[i]);
}

/* ---- every year ---- */

static void add_span(const struct review *r, struct buf *b)
{
    buf_addf(b, r->p.first == r->f.year ? " năm %d" : " từ năm %d đến năm %d", r->p.first,
             r->f.year);
}

static void year_row(struct review *r, enum indicator i, size_t y, unsigned down)
{
    struct doc *d = r->f.doc;
    const struct progress *p = &r->p.year[y];
    const struct progress_line *l = frame_line(p, i);
    const struct progress_line *was = y ? frame_line(p - 1, i) : NULL;
    struct buf b = {0};
    doc_row(d, DOC_ROW_BODY);
    if (down)
        doc_cell(d, 1, down, words_indicator(i));
    frame_cell_ordinal(d, p->year);
    frame_cell_count(d, l->total_known, l->total);
    frame_cell_count(d, true, l->registered);
    frame_cell_count(d, true, l->recognised);
    cell_rate(d, l);
    cell_goal(d, &l->target);
    frame_cell_points(d, l->target.known && l->rate_known, l->gap);
    if (!frame_recorded(was)) {
        frame_cell_buf(d, &b);
    } else if (p->closed) {
        frame_cell_count(d, true, l->lost);
    } else {
        buf_adds(&b, "chưa\u00A0chốt");
        frame_cell_buf(d, &b);
    }
    buf_release(&b);
}

static unsigned recorded_years(const struct review *r, enum indicator i)
{
    unsigned n = 0;
    for (size_t y = 0; y < r->p.n; y++)
        n += frame_recorded(frame_line(&r->p.year[y], i));
    return n;
}

static void chart(struct review *r)
{
    struct buf b = {0};
    buf_adds(&b, "Tỷ lệ công nhận (trên tổng)");
    add_span(r, &b);
    doc_chart(r->f.doc, DOC_PERCENT, buf_str(&b));
    for (size_t y = 0; y < r->p.n; y++) {
        buf_reset(&b);
        buf_addf(&b, "%d", r->p.year[y].year);
        doc_category(r->f.doc, buf_str(&b));
    }
    for (size_t i = 0; i < REVIEW_TITLES; i++) {
        if (!recorded_years(r, review_title[i]))
            continue;
        doc_series(r->f.doc, false, words_indicator(review_title[i]));
        for (size_t y = 0; y < r->p.n; y++) {
            const struct progress_line *l = frame_line(&r->p.year[y], review_title[i]);
            doc_point(r->f.doc,
                      frame_recorded(l) && l->rate_known && l->percent ? l->rate : DOC_UNKNOWN);
        }
    }
    buf_release(&b);
}

void review_years(struct review *r)
{
    static const char *const head[] = {"Danh hiệu",
                                       "Năm",
                                       "Tổng",
                                       "Đăng ký",
                                       "Công nhận",
                                       RATE " (trên\u00A0tổng)",
                                       "Chỉ tiêu năm",
                                       "Chênh lệch (điểm\u00A0%)",
                                       "Không được công nhận lại"};
    struct buf b = {0};
    unsigned all = 0;
    buf_adds(&b, "Các danh hiệu");
    add_span(r, &b);
    frame_caption(&r->f, buf_str(&b));
    heads(r->f.doc, head, sizeof head / sizeof *head, 2);
    for (size_t i = 0; i < REVIEW_TITLES; i++) {
        unsigned down = recorded_years(r, review_title[i]);
        all += down;
        for (size_t y = 0; y < r->p.n && down; y++)
            if (frame_recorded(frame_line(&r->p.year[y], review_title[i]))) {
                bool first = down == recorded_years(r, review_title[i]);
                for (size_t k = 0; k < y && first; k++)
                    first = !frame_recorded(frame_line(&r->p.year[k], review_title[i]));
                year_row(r, review_title[i], y, first ? down : 0);
            }
    }
    frame_note(&r->f, all ? "Năm không có dòng: sổ chưa ghi kết quả. Không được công nhận lại: năm "
                            "trước được công nhận, nay còn ở đây, năm này không được công nhận."
                          : "Sổ chưa ghi kết quả nào của giai đoạn này.");
    frame_source(&r->f, "");
    if (all)
        chart(r);
    buf_release(&b);
}

/* ---- the end of the phase ---- */

static void goal_row(struct review *r, const struct phase_line *p)
{
    struct doc *d = r->f.doc;
    const struct progress_line *l = frame_line(review_last(r), p->indicator);
    struct buf b = {0};
    bool counts = l && l->rate_known && p->goal.known;
    doc_row(d, DOC_ROW_BODY);
    frame_cell(d, words_indicator(p->indicator));
    words_count(&b, l ? l->recognised : 0);
    buf_addc(&b, '/');
    if (l && l->total_known)
        words_count(&b, l->total);
    else
        buf_adds(&b, "chưa\u00A0rõ");
    frame_cell_buf(d, &b);
    cell_rate(d, l);
    cell_goal(d, &p->goal);
    frame_cell_points(d, counts, counts ? l->rate - p->goal.hundredths : 0);
    if (counts)
        frame_cell_count(d, true, progress_needed(l->recognised, l->total, p->goal.hundredths));
    else
        frame_cell_buf(d, &b);
    frame_cell_points(d, p->pace_known && p->pace > 0, p->pace);
    if (p->indicator <= INDICATOR_CITIZEN)
        frame_cell_count(d, true, p->every_year);
    else
        frame_cell_buf(d, &b);
    buf_release(&b);
}

/* "Mục tiêu 2030 theo QĐ 387/QĐ-TTg; Công dân học tập theo QĐ 677/QĐ-TTg" */
static void add_source(const struct review *r, const struct phase_line *l, const char **first,
                       struct buf *b)
{
    if (!l->goal.source[0])
        return;
    if (!*first)
        buf_addf(b, "Mục tiêu %d theo %s", r->p.last, l->goal.source);
    else if (strcmp(*first, l->goal.source) != 0)
        buf_addf(b, "; %s theo %s", words_indicator(l->indicator), l->goal.source);
    if (!*first)
        *first = l->goal.source;
}

void review_goals(struct review *r)
{
    static const char *const head[] = {"Danh hiệu",
                                       "Công nhận/ tổng",
                                       RATE,
                                       "Mục tiêu",
                                       "Chênh lệch (điểm\u00A0%)",
                                       "Còn thiếu",
                                       "Cần thêm mỗi năm (điểm\u00A0%)",
                                       "Đạt mọi năm"};
    struct buf b = {0};
    const char *source = NULL;
    struct buf sources = {0};
    buf_addf(&b, "Kết quả năm %d so với mục tiêu %d", r->f.year, r->p.last);
    frame_caption(&r->f, buf_str(&b));
    heads(r->f.doc, head, sizeof head / sizeof *head, 1);
    for (size_t i = 0; i < r->p.lines; i++)
        if (r->p.line[i].goal.known) {
            goal_row(r, &r->p.line[i]);
            add_source(r, &r->p.line[i], &source, &sources);
        }
    buf_reset(&b);
    if (sources.n)
        buf_addf(&b, "%s. ", buf_str(&sources));
    buf_release(&sources);
    buf_adds(&b, "Đạt mọi năm: được công nhận tất cả các năm của giai đoạn");
    add_span(r, &b);
    buf_adds(&b, ". Cần thêm mỗi năm: tính từ năm đã chốt gần nhất.");
    frame_note(&r->f, buf_str(&b));
    frame_source(&r->f, "");
    buf_release(&b);
}

/* ---- families by hamlet ---- */

struct by_year {
    struct progress *row;
    size_t n;
};

static const struct progress *row_of(const struct by_year *y, struct unit_key unit)
{
    for (size_t i = 0; i < y->n; i++)
        if (unit_eq(y->row[i].unit, unit))
            return &y->row[i];
    return NULL;
}

static void hamlet_row(struct review *r, const struct by_year *v, struct unit_key unit,
                       const char *name)
{
    struct doc *d = r->f.doc;
    struct buf b = {0};
    doc_row(d, DOC_ROW_BODY);
    frame_cell(d, name);
    for (size_t y = 0; y < r->p.n; y++) {
        const struct progress *p = row_of(&v[y], unit);
        const struct progress_line *l = p ? frame_line(p, INDICATOR_FAMILY) : NULL;
        if (frame_recorded(l) && l->total_known) {
            words_count(&b, l->recognised);
            buf_addc(&b, '/');
            words_count(&b, l->total);
        }
        frame_cell_buf(d, &b);
        cell_rate(d, frame_recorded(l) ? l : NULL);
    }
    buf_release(&b);
}

static void hamlets_table(struct review *r, const struct by_year *v)
{
    struct doc *d = r->f.doc;
    struct buf b = {0};
    const struct by_year *last = &v[r->p.n - 1];
    buf_addf(&b, "Gia đình học tập theo %s", r->f.kind);
    frame_caption(&r->f, buf_str(&b));
    doc_column(d, DOC_LEFT, 4, 0);
    for (size_t y = 0; y < 2 * r->p.n; y++)
        doc_column(d, DOC_RIGHT, 1, (unsigned)(y / 2) + 1);
    doc_row(d, DOC_ROW_HEAD);
    buf_reset(&b);
    buf_addf(&b, "Tên %s", r->f.kind);
    doc_cell(d, 1, 2, buf_str(&b));
    for (size_t y = 0; y < r->p.n; y++) {
        buf_reset(&b);
        buf_addf(&b, "Năm %d", r->p.year[y].year);
        doc_cell(d, 2, 1, buf_str(&b));
    }
    doc_row(d, DOC_ROW_HEAD);
    for (size_t y = 0; y < r->p.n; y++) {
        frame_cell(d, "Công nhận/ tổng");
        frame_cell(d, RATE);
    }
    for (size_t i = 0; i < last->n; i++)
        if (unit_level(last->row[i].unit) == UNIT_HAMLET)
            hamlet_row(r, v, last->row[i].unit, last->row[i].name);
    frame_source(&r->f, "");
    buf_release(&b);
}

enum status review_hamlets(struct review *r)
{
    struct by_year *v = mem_alloc((r->p.n + 1) * sizeof *v);
    enum status s = STATUS_OK;
    for (size_t y = 0; y < r->p.n && s == STATUS_OK; y++)
        s = progress_by_hamlet(r->f.t, r->f.unit.unit, r->p.year[y].year, &v[y].row, &v[y].n);
    struct by_year *last = &v[r->p.n - 1], live = {0};
    if (s == STATUS_OK && frozen_stands(&r->frozen) && r->frozen.full) {
        live = *last;
        frozen_put_rows(&r->frozen, live.row, live.n, &last->row, &last->n);
    }
    if (s == STATUS_OK)
        hamlets_table(r, v);
    if (s == STATUS_OK && live.row)
        corrections_rows(&r->f, last->row, last->n, live.row, live.n);
    for (size_t y = 0; y < r->p.n; y++)
        free(v[y].row);
    free(live.row);
    free(v);
    return s;
}
