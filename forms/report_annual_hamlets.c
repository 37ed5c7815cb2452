/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table by hamlet: a group of columns for each title, and the statistics of the year. Rows are
 * those of progress_by_hamlet(), or those that were handed in, so they add up.
 */
#include "forms/report_annual_parts.h"

static const struct {
    enum fact what;
    const char *label;
} sheet[] = {
    {FACT_PEOPLE, "Nhân khẩu"},          {FACT_MEMBERS, "Hội viên"},
    {FACT_BOARDS, "Chi hội, ban"},       {FACT_DROPPED_OUT, "Trẻ bỏ học"},
    {FACT_CANNOT_READ, "Chưa biết chữ"},
};
enum { SHEET = sizeof sheet / sizeof *sheet };

static bool has_facts(const struct annual *a)
{
    for (size_t i = 0; i < SHEET; i++)
        if (facts_of_unit(&a->stat.facts, sheet[i].what).known)
            return true;
    return false;
}

static void hamlets_columns(struct annual *a, bool facts)
{
    unsigned group = 1;
    doc_column(a->f.doc, DOC_LEFT, 4, 0);
    for (size_t i = 0; i < ANNUAL_TITLES; i++, group++)
        for (int k = 0; k < (annual_title[i] == INDICATOR_COMMUNITY ? 1 : 4); k++)
            doc_column(a->f.doc, DOC_RIGHT, 1, group);
    for (size_t i = 0; facts && i < SHEET; i++)
        doc_column(a->f.doc, DOC_RIGHT, 1, group);
}

static void hamlets_head(struct annual *a, bool facts)
{
    static const char *const sub[] = {"Tổng", "Đăng ký", "Công nhận", RATE};
    struct buf b = {0};
    doc_row(a->f.doc, DOC_ROW_HEAD);
    buf_addf(&b, "Tên %s", a->f.kind);
    doc_cell(a->f.doc, 1, 2, buf_str(&b));
    for (size_t i = 0; i < ANNUAL_TITLES; i++)
        if (annual_title[i] == INDICATOR_COMMUNITY)
            doc_cell(a->f.doc, 1, 2, words_indicator(annual_title[i]));
        else
            doc_cell(a->f.doc, 4, 1, words_indicator(annual_title[i]));
    if (facts)
        doc_cell(a->f.doc, SHEET, 1, "Số liệu năm");
    doc_row(a->f.doc, DOC_ROW_HEAD);
    for (size_t i = 0; i < ANNUAL_TITLES; i++)
        for (size_t k = 0; k < 4 && annual_title[i] != INDICATOR_COMMUNITY; k++)
            frame_cell(a->f.doc, sub[k]);
    for (size_t i = 0; facts && i < SHEET; i++)
        frame_cell(a->f.doc, sheet[i].label);
    buf_release(&b);
}

static void hamlets_title(struct annual *a, const struct progress_line *l, bool total)
{
    struct buf b = {0};
    if (l->indicator == INDICATOR_COMMUNITY) {
        if (total) {
            words_count(&b, l->recognised);
            buf_addc(&b, '/');
            words_count(&b, l->total);
        } else if (l->total) {
            buf_adds(&b, l->recognised ? "đạt" : "chưa\u00A0đạt");
        }
        frame_cell_buf(a->f.doc, &b);
    } else {
        frame_cell_count(a->f.doc, l->total_known, l->total);
        frame_cell_count(a->f.doc, true, l->registered);
        frame_cell_count(a->f.doc, true, l->recognised);
        annual_cell_rate(a->f.doc, l, l->rate);
    }
    buf_release(&b);
}

static void hamlets_row(struct annual *a, const struct progress *p, bool total, bool facts)
{
    struct buf b = {0};
    bool commune = unit_level(p->unit) == UNIT_COMMUNE;
    doc_row(a->f.doc, total ? DOC_ROW_TOTAL : DOC_ROW_BODY);
    frame_cell(a->f.doc, total ? "Cộng" : commune ? "Cấp xã (000)" : p->name);
    for (size_t i = 0; i < ANNUAL_TITLES; i++) {
        const struct progress_line *l = frame_line(p, annual_title[i]);
        if (l)
            hamlets_title(a, l, total);
    }
    for (size_t i = 0; facts && i < SHEET; i++) {
        struct fact_sum s = total ? facts_of_unit(&a->stat.facts, sheet[i].what)
                                  : facts_of_row(&a->stat.facts, p->unit, sheet[i].what);
        if (s.known)
            frame_cell_count(a->f.doc, true, s.n);
        else
            frame_cell_buf(a->f.doc, &b);
    }
    buf_release(&b);
}

/* Registered and recognised families of every hamlet, as shares of all. */
static void hamlets_chart(struct annual *a)
{
    struct buf b = {0};
    buf_addf(&b, "Gia đình học tập năm %d theo %s (trên tổng số hộ)", a->f.year, a->f.kind);
    doc_chart(a->f.doc, DOC_PERCENT, buf_str(&b));
    for (size_t i = 0; i < a->stat.rows; i++)
        if (unit_level(a->stat.row[i].unit) == UNIT_HAMLET)
            doc_category(a->f.doc, a->stat.row[i].name);
    for (int what = 0; what < 2; what++) {
        doc_series(a->f.doc, false, what ? "Công nhận" : "Đăng ký");
        for (size_t i = 0; i < a->stat.rows; i++) {
            const struct progress_line *l = frame_line(&a->stat.row[i], INDICATOR_FAMILY);
            if (unit_level(a->stat.row[i].unit) == UNIT_HAMLET)
                doc_point(a->f.doc, !l || !l->rate_known ? DOC_UNKNOWN
                                    : what               ? l->rate
                                                         : l->registered_rate);
        }
    }
    buf_release(&b);
}

void annual_hamlets(struct annual *a)
{
    bool facts = has_facts(a);
    struct buf b = {0};
    if (unit_level(a->stat.row[0].unit) != UNIT_HAMLET) { /* "cấp xã" is always there */
        doc_paragraph(a->f.doc, DOC_BODY);
        doc_addf(a->f.doc, DOC_PLAIN, "Sổ chưa có %s nào.", a->f.kind);
        return;
    }
    buf_addf(&b, "Kết quả năm %d theo %s", a->f.year, a->f.kind);
    frame_caption(&a->f, buf_str(&b));
    buf_release(&b);
    hamlets_columns(a, facts);
    hamlets_head(a, facts);
    for (size_t i = 0; i < a->stat.rows; i++)
        hamlets_row(a, &a->stat.row[i], false, facts);
    hamlets_row(a, &a->now, true, facts);
    doc_paragraph(a->f.doc, DOC_SOURCE);
    doc_add(a->f.doc, DOC_ITALIC, "Cấp xã (000): ghi chung cho cả xã, không thuộc riêng nơi nào.");
    annual_source(a);
    hamlets_chart(a);
}
