/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells, captions and source lines of the annual report's tables.
 */
#include "forms/report_annual_parts.h"
#include "forms/report_corrections.h"

const enum indicator annual_title[ANNUAL_TITLES] = {INDICATOR_FAMILY, INDICATOR_CLAN,
                                                    INDICATOR_COMMUNITY, INDICATOR_ORGANISATION,
                                                    INDICATOR_CITIZEN};

const struct statistics *annual_live(const struct annual *a)
{
    return a->stat.live ? a->stat.live : &a->stat;
}

/* ---- cells ---- */

/* A rate, "đạt" or "chưa" where there is no percentage, or a dash. */
void annual_add_rate(struct buf *b, const struct progress_line *l, int32_t rate)
{
    if (!l->percent)
        buf_adds(b, l->recognised ? "đạt" : "chưa\u00A0đạt");
    else if (l->rate_known)
        words_percent(b, rate);
}

void annual_cell_rate(struct doc *d, const struct progress_line *l, int32_t rate)
{
    struct buf b = {0};
    annual_add_rate(&b, l, rate);
    frame_cell_buf(d, &b);
    if (l->percent && l->rate_known)
        doc_cell_number(d, DOC_PERCENT, rate);
    buf_release(&b);
}

/* ---- where the figures come from ---- */

/* Some hamlets' totals are statistics, others' the list. */
bool annual_partly(const struct annual *a, enum indicator i)
{
    for (size_t k = 0; k < a->stat.rows; k++) {
        const struct progress_line *l = frame_line(&a->stat.row[k], i);
        if (l && !l->declared && l->total > 0)
            return true;
    }
    return false;
}

static void add_named(struct buf *names, enum indicator i)
{
    buf_addf(names, "%s%s", names->n ? ", " : "", words_indicator(i));
}

static void add_denominators(struct annual *a, struct buf *b)
{
    struct buf whole = {0}, part = {0};
    size_t declared = 0;
    for (size_t k = 0; k < a->now.n; k++) {
        const struct progress_line *l = &a->now.line[k];
        if (!l->declared)
            continue;
        declared++;
        add_named(annual_partly(a, l->indicator) ? &part : &whole, l->indicator);
    }
    buf_adds(b, "Tổng số ");
    if (declared == a->now.n && !part.n) {
        buf_adds(b, "theo số thống kê");
    } else {
        buf_adds(b, "theo danh sách đã nhập");
        if (whole.n)
            buf_addf(b, "; riêng %s theo số thống kê", buf_str(&whole));
        if (part.n)
            buf_addf(b, "; %s có nơi theo số thống kê, có nơi theo danh sách", buf_str(&part));
    }
    buf_release(&whole);
    buf_release(&part);
}

void annual_source(struct annual *a)
{
    struct buf b = {0};
    add_denominators(a, &b);
    frame_source(&a->f, buf_str(&b));
    buf_release(&b);
}

void annual_source_live(struct annual *a)
{
    struct frame today = corrections_today(&a->f, &a->live);
    struct buf b = {0};
    add_denominators(a, &b);
    frame_source(&today, buf_str(&b));
    buf_release(&b);
}
