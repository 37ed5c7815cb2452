/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of a province's own statistics form, from a text file (UTF-8; a line a statement):
 *
 *     # a remark
 *     title: Biểu thống kê xây dựng xã hội học tập năm {year}
 *     column: Tên thôn, tổ dân phố = name
 *     column: Số hộ = households
 *     column: Gia đình học tập / Tổng = family.total
 *     column: Gia đình học tập / Tỷ lệ = family.rate
 *     note: Số liệu tính đến ngày báo cáo.
 *
 * Columns that follow each other with the same text before " / " share a head. What stands behind
 * the last = is a code of template_codes(): what the column shows. A template knows no unit and no
 * year: forms/report_statistics.h fills it.
 */
#ifndef FORMS_REPORT_TEMPLATE_H
#define FORMS_REPORT_TEMPLATE_H

#include "core/progress.h"

enum template_source {
    TEMPLATE_INDEX, /* running number */
    TEMPLATE_NAME,
    TEMPLATE_CODE,
    TEMPLATE_TITLE,  /* of an indicator: what is an enum template_figure */
    TEMPLATE_FACT,   /* what is an enum fact */
    TEMPLATE_SHARE,  /* of the people: what is an enum fact */
    TEMPLATE_FUND,   /* of the funds' books: what is an enum template_fund */
    TEMPLATE_RECORD, /* counted from records: what is an enum template_record */
};
enum template_figure {
    FIGURE_TOTAL,
    FIGURE_REGISTERED,
    FIGURE_REGISTERED_RATE,
    FIGURE_PROPOSED,
    FIGURE_RECOGNISED,
    FIGURE_RATE,
    FIGURE_TARGET,
    FIGURE_GAP,
    FIGURE_NEEDED,
    FIGURE_GOAL,
    FIGURE_GOAL_GAP,
    FIGURE_GOAL_NEEDED,
};
enum template_fund {
    FUND_FIGURE_OPENING,
    FUND_FIGURE_IN,
    FUND_FIGURE_OUT,
    FUND_FIGURE_CLOSING,
    FUND_FIGURE_SCHOLARSHIPS, /* suất */
    FUND_FIGURE_SCHOLARSHIP_AMOUNT,
    FUND_FIGURE_REWARDS,
    FUND_FIGURE_REWARD_AMOUNT,
};
enum { FUND_FIGURES = FUND_FIGURE_REWARD_AMOUNT + 1 };
enum template_record {
    RECORD_CENTRE_CLASSES,
    RECORD_CENTRE_PARTICIPANTS,
    RECORD_ACTIVITIES,
    RECORD_PARTICIPANTS,
    RECORD_MERIT,       /* bằng khen of every level */
    RECORD_CERTIFICATE, /* giấy khen */
};
enum { RECORD_N = RECORD_CERTIFICATE + 1 };

struct template_code {
    enum template_source source;
    enum indicator indicator;
    int what;
};
struct template_column {
    char *group; /* NULL: a head of its own */
    char *label;
    struct template_code code;
};
/* Zeroed is valid and empty. */
struct report_template {
    char *title; /* with {year} */
    char **note;
    size_t notes;
    struct template_column *column;
    size_t columns;
};

enum { TEMPLATE_COLUMNS_MAX = 200, TEMPLATE_BYTES_MAX = 256 << 10 };

/* STATUS_INVALID: d says line, what is wrong and what to do (d->position = the line); *out is
 * empty then. */
enum status template_parse(struct span text, struct report_template *out,
                           struct detail *d) NODISCARD;
void template_release(struct report_template *t);
const char *template_default(void); /* the yearly statistics sheet, as such a file */

/* false: no such code. */
bool template_code_parse(struct span name, struct template_code *out);
void template_codes(struct buf *out); /* all of them, for people: "name code .. <title>.total" */

#endif
