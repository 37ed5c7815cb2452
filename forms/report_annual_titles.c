/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of the annual report: titles, targets, years. Nothing is counted here.
 */
#include <string.h>

#include "core/target.h"
#include "forms/report_annual_parts.h"

/* Which decision sets which goal: "QĐ 387/QĐ-TTg; riêng Công dân học tập: QĐ 677/QĐ-TTg". */
static void target_sources(struct annual *a, bool goal, const char *word, int year)
{
    struct buf b = {0};
    const char *first = NULL;
    for (size_t k = 0; k < a->now.n; k++) {
        const struct progress_line *l = &a->now.line[k];
        const struct progress_target *t = goal ? &l->goal : &l->target;
        if (!t->known || !t->source[0])
            continue;
        if (!first) {
            first = t->source;
            buf_addf(&b, "%s %d theo %s", word, year, first);
        } else if (strcmp(first, t->source) != 0) {
            buf_addf(&b, "; %s theo %s", words_indicator(l->indicator), t->source);
        }
    }
    if (first) {
        buf_addc(&b, '.');
        doc_paragraph(a->f.doc, DOC_SOURCE);
        doc_add(a->f.doc, DOC_ITALIC, buf_str(&b));
    }
    buf_release(&b);
}

static void add_labelled(struct annual *a, struct buf *b, enum indicator i)
{
    const char *unit = i == INDICATOR_COMMUNITY ? a->f.kind : words_counter(i);
    buf_addf(b, "%s (%s)", words_indicator(i), unit);
}

static void counts_row(struct annual *a, const struct progress_line *l)
{
    struct buf b = {0};
    doc_row(a->f.doc, DOC_ROW_BODY);
    add_labelled(a, &b, l->indicator);
    frame_cell_buf(a->f.doc, &b);
    frame_cell_count(a->f.doc, l->total_known, l->total);
    frame_cell_count(a->f.doc, true, l->registered);
    if (l->percent)
        annual_cell_rate(a->f.doc, l, l->registered_rate);
    else
        frame_cell_buf(a->f.doc, &b);
    frame_cell_count(a->f.doc, true, l->proposed);
    frame_cell_count(a->f.doc, true, l->recognised);
    annual_cell_rate(a->f.doc, l, l->rate);
    buf_release(&b);
}

static void counts_table(struct annual *a)
{
    static const char *const head[] = {"Danh hiệu",
                                       "Tổng",
                                       "Đăng ký",
                                       RATE " đăng\u00A0ký",
                                       "Đề nghị",
                                       "Công nhận",
                                       RATE " (trên\u00A0tổng)"};
    struct buf b = {0};
    buf_addf(&b, "Đăng ký, đề nghị, công nhận năm %d", a->f.year);
    frame_caption(&a->f, buf_str(&b));
    buf_release(&b);
    doc_column(a->f.doc, DOC_LEFT, 4, 0);
    for (size_t i = 1; i < sizeof head / sizeof *head; i++)
        doc_column(a->f.doc, DOC_RIGHT, 1, 1);
    doc_row(a->f.doc, DOC_ROW_HEAD);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        frame_cell(a->f.doc, head[i]);
    for (size_t k = 0; k < a->now.n; k++)
        counts_row(a, &a->now.line[k]);
    annual_source(a);
}

static void against(struct annual *a, const struct progress_line *l,
                    const struct progress_target *t, int32_t gap, int64_t needed)
{
    struct buf b = {0};
    bool counts = t->known && l->rate_known;
    if (t->known)
        words_goal(&b, t->hundredths);
    frame_cell_buf(a->f.doc, &b);
    if (t->known)
        doc_cell_number(a->f.doc, DOC_PERCENT, t->hundredths);
    frame_cell_points(a->f.doc, counts, gap);
    if (counts)
        frame_cell_count(a->f.doc, true, needed);
    else
        frame_cell_buf(a->f.doc, &b);
    buf_release(&b);
}

static void targets_row(struct annual *a, const struct progress_line *l, bool goals)
{
    struct buf b = {0};
    if (!l->target.known && !l->goal.known)
        return;
    doc_row(a->f.doc, DOC_ROW_BODY);
    frame_cell(a->f.doc, words_indicator(l->indicator));
    words_count(&b, l->recognised);
    if (l->total_known) {
        buf_addc(&b, '/');
        words_count(&b, l->total);
    } else {
        buf_adds(&b, "/chưa\u00A0rõ");
    }
    frame_cell_buf(a->f.doc, &b);
    annual_cell_rate(a->f.doc, l, l->rate);
    against(a, l, &l->target, l->gap, l->needed);
    if (goals)
        against(a, l, &l->goal, l->goal_gap, l->goal_needed);
    buf_release(&b);
}

static void targets_head(struct annual *a, int end)
{
    struct buf b = {0};
    doc_row(a->f.doc, DOC_ROW_HEAD);
    doc_cell(a->f.doc, 1, 2, "Danh hiệu");
    doc_cell(a->f.doc, 1, 2, "Công nhận/ tổng");
    doc_cell(a->f.doc, 1, 2, RATE);
    buf_addf(&b, "Chỉ tiêu năm %d", a->f.year);
    doc_cell(a->f.doc, 3, 1, buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "Mục tiêu %d", end);
    if (end)
        doc_cell(a->f.doc, 3, 1, buf_str(&b));
    doc_row(a->f.doc, DOC_ROW_HEAD);
    for (int i = 0; i < (end ? 2 : 1); i++) {
        frame_cell(a->f.doc, "Mức");
        frame_cell(a->f.doc, "Chênh lệch (điểm\u00A0%)");
        frame_cell(a->f.doc, "Còn thiếu");
    }
    buf_release(&b);
}

static void targets_table(struct annual *a)
{
    int end = phase_end_of_year(a->f.year);
    bool targets = false, any = false;
    struct buf b = {0};
    for (size_t k = 0; k < a->now.n; k++) {
        targets |= a->now.line[k].target.known;
        any |= a->now.line[k].target.known || a->now.line[k].goal.known;
    }
    if (!any)
        return;
    if (end == a->f.year) /* the target of this year is the goal */
        end = 0;
    buf_addf(&b, end ? "So với chỉ tiêu năm %d và mục tiêu %d" : "So với chỉ tiêu năm %d",
             a->f.year, end);
    frame_caption(&a->f, buf_str(&b));
    buf_release(&b);
    doc_column(a->f.doc, DOC_LEFT, 3, 0);
    for (int i = 0; i < (end ? 8 : 5); i++)
        doc_column(a->f.doc, DOC_RIGHT, 1, 1);
    targets_head(a, end);
    for (size_t k = 0; k < a->now.n; k++)
        targets_row(a, &a->now.line[k], end != 0);
    if (targets)
        target_sources(a, false, "Chỉ tiêu năm", a->f.year);
    if (end)
        target_sources(a, true, "Mục tiêu", end);
    if (!targets) {
        doc_paragraph(a->f.doc, DOC_SOURCE);
        doc_addf(a->f.doc, DOC_ITALIC, "Năm %d chưa có chỉ tiêu năm trong sổ.", a->f.year);
    }
    annual_source(a);
}

static int64_t chart_target(const struct progress_target *t)
{
    return t->known ? t->hundredths : DOC_UNKNOWN;
}

/* Rate of every title that has one, beside the target of the year and the goal. */
static void titles_chart(struct annual *a)
{
    const struct progress_line *l[INDICATOR_MAX + 1];
    size_t n = 0;
    bool targets = false, goals = false;
    struct buf b = {0};
    for (size_t k = 0; k < a->now.n; k++)
        if (a->now.line[k].percent && a->now.line[k].rate_known) {
            l[n++] = &a->now.line[k];
            targets |= a->now.line[k].target.known;
            goals |= a->now.line[k].goal.known;
        }
    if (!n)
        return;
    buf_addf(&b, "Tỷ lệ công nhận năm %d (trên tổng)", a->f.year);
    doc_chart(a->f.doc, DOC_PERCENT, buf_str(&b));
    for (size_t i = 0; i < n; i++)
        doc_category(a->f.doc, words_indicator(l[i]->indicator));
    doc_series(a->f.doc, false, "Tỷ lệ công nhận");
    for (size_t i = 0; i < n; i++)
        doc_point(a->f.doc, l[i]->rate);
    if (targets)
        doc_series(a->f.doc, true, "Chỉ tiêu năm");
    for (size_t i = 0; targets && i < n; i++)
        doc_point(a->f.doc, chart_target(&l[i]->target));
    buf_reset(&b);
    buf_addf(&b, "Mục tiêu %d", phase_end_of_year(a->f.year));
    if (goals)
        doc_series(a->f.doc, true, buf_str(&b));
    for (size_t i = 0; goals && i < n; i++)
        doc_point(a->f.doc, chart_target(&l[i]->goal));
    buf_release(&b);
}

void annual_titles(struct annual *a)
{
    counts_table(a);
    targets_table(a);
    titles_chart(a);
}

/* ---- II.2 years ---- */

static void year_row(struct annual *a, enum indicator i, size_t year, unsigned down)
{
    const struct progress *p = &a->years.year[year];
    const struct progress_line *l = frame_line(p, i);
    const struct progress_line *was = year ? frame_line(p - 1, i) : NULL;
    struct buf b = {0};
    if (!frame_recorded(was))
        was = NULL;
    doc_row(a->f.doc, DOC_ROW_BODY);
    if (down)
        doc_cell(a->f.doc, 1, down, words_indicator(i));
    frame_cell_ordinal(a->f.doc, p->year);
    frame_cell_count(a->f.doc, l->total_known, l->total);
    frame_cell_count(a->f.doc, true, l->recognised);
    annual_cell_rate(a->f.doc, l, l->rate);
    bool grown = was && was->rate_known && l->rate_known && l->percent;
    frame_cell_points(a->f.doc, grown, grown ? l->rate - was->rate : 0);
    if (was && p->closed) {
        frame_cell_count(a->f.doc, true, l->lost);
    } else {
        if (was)
            buf_adds(&b, "chưa\u00A0chốt"); /* nobody has lost a title yet */
        frame_cell_buf(a->f.doc, &b);
    }
    buf_release(&b);
}

static void years_of_title(struct annual *a, enum indicator i)
{
    unsigned down = 0;
    bool first = true;
    for (size_t y = 0; y < a->years.n; y++)
        down += frame_recorded(frame_line(&a->years.year[y], i));
    for (size_t y = 0; y < a->years.n; y++)
        if (frame_recorded(frame_line(&a->years.year[y], i))) {
            year_row(a, i, y, first ? down : 0);
            first = false;
        }
}

static void years_note(struct annual *a)
{
    const struct progress *last = &a->years.year[a->years.n - 1];
    doc_paragraph(a->f.doc, DOC_SOURCE);
    doc_add(a->f.doc, DOC_ITALIC,
            "Năm không có dòng: sổ chưa ghi kết quả. Không được công nhận lại: năm trước được công "
            "nhận, nay còn ở đây, năm này không được công nhận.");
    if (!last->closed)
        doc_addf(a->f.doc, DOC_ITALIC, " Năm %d chưa chốt nên số công nhận còn thay đổi.",
                 last->year);
}

void annual_years(struct annual *a)
{
    static const char *const head[] = {"Danh hiệu",
                                       "Năm",
                                       "Tổng",
                                       "Công nhận",
                                       RATE,
                                       "Hơn năm trước (điểm\u00A0%)",
                                       "Không được công nhận lại"};
    struct buf b = {0};
    buf_addf(&b, "Công nhận từ năm %d đến năm %d", a->years.first, a->f.year);
    frame_caption(&a->f, buf_str(&b));
    buf_release(&b);
    doc_column(a->f.doc, DOC_LEFT, 3, 0);
    doc_column(a->f.doc, DOC_LEFT, 1, 0);
    for (size_t i = 2; i < sizeof head / sizeof *head; i++)
        doc_column(a->f.doc, DOC_RIGHT, 1, 1);
    doc_row(a->f.doc, DOC_ROW_HEAD);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        frame_cell(a->f.doc, head[i]);
    for (size_t i = 0; i < ANNUAL_TITLES; i++)
        years_of_title(a, annual_title[i]);
    years_note(a);
    annual_source(a);
}
