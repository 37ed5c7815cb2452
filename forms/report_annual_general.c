/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Part I of the annual report: general figures.
 */
#include <stdlib.h>

#include "forms/report_annual_parts.h"

static void figure(struct annual *a, const char *name, struct buf *value)
{
    if (!value->n)
        buf_addf(&a->missing, "%s%s", a->missing.n ? "; " : "", name);
    doc_figure(a->f.doc, name, value->n ? buf_str(value) : NULL);
    buf_reset(value);
}

static void counted_total(struct annual *a, const char *name, enum indicator i, const char *unit,
                          bool zero_is_missing)
{
    struct buf b = {0};
    const struct progress_line *l = frame_line(&a->now, i);
    if (l && l->total_known && (l->total > 0 || !zero_is_missing)) {
        words_counted(&b, l->total, unit);
        if (l->total > 0)
            buf_addf(&b, ", %s",
                     !l->declared          ? "theo danh sách đã nhập"
                     : annual_partly(a, i) ? "theo số thống kê và danh sách đã nhập"
                                           : "theo số thống kê");
    }
    figure(a, name, &b);
    buf_release(&b);
}

static struct fact_sum total_of(const struct annual *a, enum indicator i)
{
    const struct progress_line *l = frame_line(&a->now, i);
    if (!l || !l->total_known)
        return (struct fact_sum){0};
    return (struct fact_sum){.known = true, .n = l->total};
}

/* Is it the number of all? Else a share of all would be too small. */
static bool whole(const struct annual *a, struct fact_sum s)
{
    const struct progress_line *l = frame_line(&a->now, INDICATOR_COMMUNITY);
    return a->f.hamlet || !s.hamlets || !l || (int64_t)s.hamlets >= l->total;
}

/* How many hamlets the sum is of, when some are wanting. */
static void add_coverage(struct annual *a, struct buf *b, struct fact_sum s)
{
    if (whole(a, s))
        return;
    buf_adds(b, "; mới có số của ");
    words_count(b, (int64_t)s.hamlets);
    buf_adds(b, " trên ");
    words_counted(b, total_of(a, INDICATOR_COMMUNITY).n, a->f.kind);
}

/* A number of the year, as a share of another one when that is known; a line to fill in when it is
 * missing and every report has it. */
static void fact(struct annual *a, const char *name, enum fact what, const char *unit,
                 struct fact_sum of, const char *of_unit, bool always)
{
    struct buf b = {0};
    struct fact_sum s = facts_of_unit(&a->stat.facts, what);
    if (!s.known && !always)
        return;
    bool share = s.known && of.known && of.n > 0 && whole(a, s) && whole(a, of);
    if (share)
        words_share(&b, s.n, of.n, of_unit);
    else if (s.known)
        words_counted(&b, s.n, unit);
    if (s.known && !share && whole(a, s))
        buf_adds(&b, ", theo số thống kê");
    if (s.known)
        add_coverage(a, &b, s);
    figure(a, name, &b);
    buf_release(&b);
}

void annual_general(struct annual *a)
{
    struct fact_sum people = facts_of_unit(&a->stat.facts, FACT_PEOPLE), none = {0};
    struct buf b = {0};
    if (!a->f.hamlet) {
        buf_addf(&b, "Số %s", a->f.kind);
        char *name = buf_detach(&b);
        words_count(&b, total_of(a, INDICATOR_COMMUNITY).n);
        figure(a, name, &b);
        free(name);
    }
    counted_total(a, "Số hộ", INDICATOR_FAMILY, "hộ", true);
    fact(a, "Nhân khẩu", FACT_PEOPLE, "người", none, "", true);
    counted_total(a, "Người lớn (từ 18 tuổi)", INDICATOR_CITIZEN, "người", true);
    counted_total(a, "Dòng họ", INDICATOR_CLAN, "dòng họ", false);
    counted_total(a, "Đơn vị trên địa bàn", INDICATOR_ORGANISATION, "đơn vị", false);
    fact(a, "Hội viên khuyến học", FACT_MEMBERS, "hội viên", people, "nhân khẩu", true);
    fact(a, "Hội viên được quán triệt", FACT_BRIEFED, "hội viên",
         facts_of_unit(&a->stat.facts, FACT_MEMBERS), "hội viên", false);
    fact(a, "Chi hội, ban khuyến học", FACT_BOARDS, "chi hội, ban", none, "", true);
    fact(a, "Hộ nghèo", FACT_POOR, "hộ", total_of(a, INDICATOR_FAMILY), "hộ", false);
    fact(a, "Trẻ trong độ tuổi đi học", FACT_SCHOOL_AGE, "trẻ", none, "", false);
    fact(a, "Trẻ bỏ học", FACT_DROPPED_OUT, "trẻ", facts_of_unit(&a->stat.facts, FACT_SCHOOL_AGE),
         "trẻ trong độ tuổi", false);
    fact(a, "Người lớn chưa biết chữ", FACT_CANNOT_READ, "người", total_of(a, INDICATOR_CITIZEN),
         "người lớn", false);
    if (a->missing.n) {
        doc_paragraph(a->f.doc, DOC_SOURCE);
        doc_addf(a->f.doc, DOC_ITALIC, "Chưa có trong sổ: %s. Ghi số còn thiếu ở mục Số liệu năm.",
                 buf_str(&a->missing));
    }
    buf_release(&b);
}
