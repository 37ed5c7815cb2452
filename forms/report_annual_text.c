/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences of the annual report that follow from the figures, and the headings under which people
 * write the rest.
 */
#include <stdlib.h>
#include <string.h>

#include "core/target.h"
#include "forms/report_annual_parts.h"

static const char *counter(const struct annual *a, enum indicator i)
{
    return i == INDICATOR_COMMUNITY ? a->f.kind : words_counter(i);
}

static void bullet(struct annual *a, struct buf *b)
{
    doc_paragraph(a->f.doc, DOC_BULLET);
    doc_add(a->f.doc, DOC_PLAIN, buf_str(b));
    buf_reset(b);
}

/* ---- below the tables of titles ---- */

static void owing(struct annual *a, struct buf *b)
{
    const struct progress_line *l = frame_line(&a->now, INDICATOR_CITIZEN_STAFF);
    if (!l || !l->owing)
        return;
    buf_addf(b, "%s: chưa rõ tổng số vì ", words_indicator(l->indicator));
    words_counted(b, l->owing, "đơn vị");
    buf_adds(b, " đạt danh hiệu chưa cho biết số người");
    if (a->owing_n)
        buf_addf(b, ": %s", buf_str(&a->owing));
    buf_addc(b, '.');
    bullet(a, b);
}

/* Of a closed year: in an open one the list is not decided yet. */
static void lost(struct annual *a, struct buf *b)
{
    bool any = false;
    for (size_t i = 0; i < ANNUAL_TITLES; i++) {
        const struct progress_line *l = frame_line(&a->now, annual_title[i]);
        if (!l || !l->lost)
            continue;
        if (!any)
            buf_addf(b, "Được công nhận năm %d, năm %d không được công nhận lại: ", a->f.year - 1,
                     a->f.year);
        else
            buf_adds(b, "; ");
        buf_addf(b, "%s ", words_indicator(annual_title[i]));
        words_counted(b, l->lost, counter(a, annual_title[i]));
        any = true;
    }
    if (!any)
        return;
    buf_addc(b, '.');
    bullet(a, b);
}

static void each_remark(struct annual *a, const struct progress_line *l, struct buf *b)
{
    if (l->moved) {
        buf_addf(b, "%s: ", words_indicator(l->indicator));
        words_counted(b, l->moved, counter(a, l->indicator));
        buf_adds(b, " đã chuyển đi trước ngày ");
        day_add_vn(b, a->now.as_of);
        buf_adds(b, ", không tính vào số nào.");
        bullet(a, b);
    }
    if (l->more_than_declared) {
        buf_addf(b,
                 "%s: danh sách đã nhập nhiều hơn số thống kê nên lấy theo danh sách; cần xem lại "
                 "số thống kê.",
                 words_indicator(l->indicator));
        bullet(a, b);
    }
}

/* Was the closed year recorded from which the pace of a line is reckoned? */
static bool has_base(const struct annual *a, const struct phase_line *l)
{
    for (size_t y = 0; y < a->years.n; y++)
        if (a->years.year[y].year == l->goal.year - l->years_left)
            return frame_recorded(frame_line(&a->years.year[y], l->indicator));
    return false;
}

/* What the years left of the phase ask for. */
static void pace(struct annual *a, struct buf *b)
{
    bool any = false;
    for (size_t i = 0; i < a->phase.lines; i++) {
        const struct phase_line *l = &a->phase.line[i];
        if (!l->pace_known || l->pace <= 0 || !has_base(a, l))
            continue;
        if (!any)
            buf_addf(b, "Để đạt mục tiêu %d, tính từ năm %d, mỗi năm cần thêm: ", l->goal.year,
                     l->goal.year - l->years_left);
        else
            buf_adds(b, "; ");
        buf_addf(b, "%s ", words_indicator(l->indicator));
        struct buf points = {0};
        words_points(&points, l->pace);
        buf_addf(b, "%s điểm\u00A0%%", buf_str(&points) + 1); /* without the + */
        buf_release(&points);
        any = true;
    }
    if (!any)
        return;
    buf_addc(b, '.');
    bullet(a, b);
}

static void every_year(struct annual *a, struct buf *b)
{
    bool any = false;
    if (a->phase.n < 2) /* one year says nothing new */
        return;
    for (size_t i = 0; i < a->phase.lines; i++) {
        const struct phase_line *l = &a->phase.line[i];
        if (!l->every_year)
            continue;
        if (!any)
            buf_addf(b, "Được công nhận tất cả các năm từ %d đến %d: ", a->phase.first, a->f.year);
        else
            buf_adds(b, "; ");
        buf_addf(b, "%s ", words_indicator(l->indicator));
        words_counted(b, l->every_year, counter(a, l->indicator));
        any = true;
    }
    if (!any)
        return;
    buf_addc(b, '.');
    bullet(a, b);
}

void annual_remarks(struct annual *a)
{
    struct buf b = {0};
    owing(a, &b);
    for (size_t k = 0; k < a->now.n; k++)
        each_remark(a, &a->now.line[k], &b);
    lost(a, &b);
    every_year(a, &b);
    pace(a, &b);
    buf_release(&b);
}

/* ---- III. appraisal ---- */

static bool reaches(const struct progress_line *l, const struct progress_target *t)
{
    return l->rate_known && t->known && progress_reached(l->recognised, l->total, t->hundredths);
}

/* "Mục tiêu 2030: đạt 3 trên 5 danh hiệu." Of those that have a goal and figures. */
static void add_reached(struct annual *a, struct buf *b, bool goal)
{
    int64_t all = 0, reached = 0;
    for (size_t i = 0; i < ANNUAL_TITLES; i++) {
        const struct progress_line *l = frame_line(&a->now, annual_title[i]);
        const struct progress_target *t = !l ? NULL : goal ? &l->goal : &l->target;
        if (!l || !t->known || !l->rate_known)
            continue;
        all++;
        reached += reaches(l, t);
    }
    if (!all)
        return;
    buf_addf(b, goal ? "%sMục tiêu %d: " : "%sChỉ tiêu năm %d: ", b->n ? " " : "",
             goal ? phase_end_of_year(a->f.year) : a->f.year);
    buf_addf(b, "đạt %d trên %d danh hiệu.", (int)reached, (int)all);
}

/* "Gia đình học tập: 783 trên 1.201 hộ (65,20 %)" */
static void add_result(struct annual *a, struct buf *b, const struct progress_line *l)
{
    buf_addf(b, "%s: ", words_indicator(l->indicator));
    words_share(b, l->recognised, l->total, counter(a, l->indicator));
}

static void community(struct annual *a, struct buf *b)
{
    const struct progress_line *l = frame_line(&a->now, INDICATOR_COMMUNITY);
    if (!a->f.hamlet || !l)
        return;
    buf_addf(b, "%s%s năm %d ", b->n ? " " : "", a->f.unit.full, a->f.year);
    buf_adds(b, l->recognised ? "được công nhận Cộng đồng học tập."
                              : "chưa được công nhận Cộng đồng học tập.");
}

static void done(struct annual *a, struct buf *b)
{
    if (!annual_recorded(&a->now)) {
        buf_addf(b, "Sổ chưa ghi kết quả nào của năm %d.", a->f.year);
    } else {
        if (phase_end_of_year(a->f.year) != a->f.year)
            add_reached(a, b, false);
        add_reached(a, b, true);
        community(a, b);
    }
    if (b->n) {
        doc_paragraph(a->f.doc, DOC_BODY);
        doc_add(a->f.doc, DOC_PLAIN, buf_str(b));
        buf_reset(b);
    }
    for (size_t i = 0; i < ANNUAL_TITLES; i++) {
        const struct progress_line *l = frame_line(&a->now, annual_title[i]);
        if (!l || !l->percent || !reaches(l, &l->goal))
            continue;
        add_result(a, b, l);
        buf_addf(b, ", đạt mục tiêu %d (", l->goal.year);
        words_goal(b, l->goal.hundredths);
        buf_adds(b, ").");
        bullet(a, b);
    }
}

static int by_gap(const void *x, const void *y)
{
    const struct progress_line *const *p = x, *const *q = y;
    if ((*p)->goal_gap != (*q)->goal_gap)
        return (*p)->goal_gap < (*q)->goal_gap ? -1 : 1;
    return (int)(*p)->indicator - (int)(*q)->indicator;
}

/* Farthest from the goal first. */
static void missing(struct annual *a, struct buf *b)
{
    const struct progress_line *far[ANNUAL_TITLES];
    size_t n = 0;
    for (size_t i = 0; i < ANNUAL_TITLES; i++) {
        const struct progress_line *l = frame_line(&a->now, annual_title[i]);
        if (l && l->rate_known && l->goal.known && !reaches(l, &l->goal))
            far[n++] = l;
    }
    qsort(far, n, sizeof *far, by_gap);
    for (size_t i = 0; i < n; i++) {
        add_result(a, b, far[i]);
        buf_adds(b, ", còn thiếu ");
        words_counted(b, far[i]->goal_needed, counter(a, far[i]->indicator));
        buf_addf(b, " để đạt mục tiêu %d (", far[i]->goal.year);
        words_goal(b, far[i]->goal.hundredths);
        buf_adds(b, ").");
        bullet(a, b);
    }
}

/* Hamlets in which no family is registered. */
static void silent(struct annual *a, struct buf *b)
{
    bool any = false;
    for (size_t k = 0; k < a->stat.rows; k++) {
        const struct progress_line *l = frame_line(&a->stat.row[k], INDICATOR_FAMILY);
        if (unit_level(a->stat.row[k].unit) != UNIT_HAMLET || !l || l->registered || l->recognised)
            continue;
        buf_addf(b, "%s%s",
                 any ? "; " : "Chưa có hộ nào đăng ký Gia đình học tập: ", a->stat.row[k].name);
        any = true;
    }
    if (!any)
        return;
    buf_addc(b, '.');
    bullet(a, b);
}

void annual_appraisal(struct annual *a)
{
    struct buf b = {0};
    doc_heading(a->f.doc, 1, "III. ĐÁNH GIÁ CHUNG");
    doc_heading(a->f.doc, 2, "1. Kết quả nổi bật");
    done(a, &b);
    frame_written(&a->f, a->f.year, REPORT_TEXT_RESULTS, 3);
    doc_heading(a->f.doc, 2, "2. Hạn chế");
    if (annual_recorded(&a->now)) {
        missing(a, &b);
        silent(a, &b);
    }
    frame_written(&a->f, a->f.year, REPORT_TEXT_LIMITS, 3);
    doc_heading(a->f.doc, 2, "3. Nguyên nhân");
    frame_written(&a->f, a->f.year, REPORT_TEXT_CAUSES, 3);
    buf_addf(&b, "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM %d", a->f.year + 1);
    doc_heading(a->f.doc, 1, buf_str(&b));
    frame_written(&a->f, a->f.year, REPORT_TEXT_DIRECTIONS, 4);
    doc_heading(a->f.doc, 1, "V. KIẾN NGHỊ, ĐỀ XUẤT");
    frame_written(&a->f, a->f.year, REPORT_TEXT_PROPOSALS, 3);
    buf_release(&b);
}
