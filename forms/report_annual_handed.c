/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a commune's report: which hamlets have handed in, and their figures beside today's.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report_annual_parts.h"
#include "forms/report_corrections.h"
#include "locale/mem.h"

static void add_state(struct buf *b, const struct frozen *f)
{
    switch (f->state) {
    case SUBMISSION_HANDED_IN:
    case SUBMISSION_ACCEPTED:
        buf_adds(b, f->state == SUBMISSION_ACCEPTED ? "xã đã nhận" : "đã nộp");
        if (f->on) {
            buf_addc(b, ' ');
            day_add_vn(b, f->on);
        }
        return;
    case SUBMISSION_RETURNED:
        buf_adds(b, "trả lại để sửa");
        return;
    case SUBMISSION_DRAFT:
        buf_adds(b, "đang soạn");
        return;
    }
    buf_adds(b, "chưa nộp");
}

/* Titles of which some hamlet has handed in a number. */
static size_t titles_of(const struct annual *a, const struct frozen *f, enum indicator *out)
{
    const struct statistics *live = annual_live(a);
    size_t n = 0;
    for (size_t i = 0; i < ANNUAL_TITLES; i++)
        for (size_t k = 0; k < live->rows; k++) {
            const struct frozen_line *l = frozen_line(&f[k].whole, annual_title[i]);
            if (!frozen_stands(&f[k]) || !l || (!l->registered && !l->total))
                continue;
            out[n++] = annual_title[i];
            break;
        }
    return n;
}

static void hamlet_row(struct annual *a, const struct progress *p, const struct frozen *f,
                       const enum indicator *title, size_t n)
{
    struct doc *d = a->f.doc;
    struct buf b = {0};
    bool stands = frozen_stands(f);
    const struct frozen_line *was = stands ? frozen_line(&f->whole, INDICATOR_FAMILY) : NULL;
    const struct progress_line *now = frame_line(p, INDICATOR_FAMILY);
    doc_row(d, DOC_ROW_BODY);
    frame_cell(d, p->name);
    add_state(&b, f);
    frame_cell_buf(d, &b);
    corrections_cells(d, was && was->total_known, was ? was->total : 0, now && now->total_known,
                      now ? now->total : 0);
    for (size_t i = 0; i < n; i++) {
        was = stands ? frozen_line(&f->whole, title[i]) : NULL;
        now = frame_line(p, title[i]);
        corrections_cells(d, was != NULL, was ? was->recognised : 0, now != NULL,
                          now ? now->recognised : 0);
    }
    buf_release(&b);
}

static void hamlets_table(struct annual *a, const struct frozen *f)
{
    const struct statistics *live = annual_live(a);
    struct doc *d = a->f.doc;
    enum indicator title[ANNUAL_TITLES];
    size_t n = titles_of(a, f, title);
    struct buf b = {0};
    buf_addf(&b, "Số các %s đã nộp và số hiện nay", a->f.kind);
    frame_caption(&a->f, buf_str(&b));
    doc_column(d, DOC_LEFT, 4, 0);
    doc_column(d, DOC_LEFT, 2, 0);
    for (size_t g = 0; g <= n; g++)
        for (int i = 0; i < 3; i++)
            doc_column(d, DOC_RIGHT, 1, (unsigned)g + 1);
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Nơi báo cáo");
    doc_cell(d, 1, 2, "Báo cáo năm");
    doc_cell(d, 3, 1, "Tổng số hộ");
    for (size_t i = 0; i < n; i++) {
        buf_reset(&b);
        buf_addf(&b, "%s được công nhận", words_indicator(title[i]));
        doc_cell(d, 3, 1, buf_str(&b));
    }
    doc_row(d, DOC_ROW_HEAD);
    corrections_heads(d, (unsigned)n + 1);
    for (size_t k = 0; k < live->rows; k++)
        if (unit_level(live->row[k].unit) == UNIT_HAMLET)
            hamlet_row(a, &live->row[k], &f[k], title, n);
    annual_source_live(a);
    buf_release(&b);
}

static void waiting(struct annual *a, const struct frozen *f)
{
    const struct statistics *live = annual_live(a);
    struct buf b = {0};
    size_t all = 0, in = 0, out = 0;
    for (size_t k = 0; k < live->rows; k++)
        if (unit_level(live->row[k].unit) == UNIT_HAMLET) {
            all++;
            in += f[k].state == SUBMISSION_HANDED_IN || f[k].state == SUBMISSION_ACCEPTED;
        }
    buf_adds(&b, "Đã nộp báo cáo năm: ");
    words_share(&b, (int64_t)in, (int64_t)all, a->f.kind);
    for (size_t k = 0; k < live->rows; k++)
        if (unit_level(live->row[k].unit) == UNIT_HAMLET && f[k].state != SUBMISSION_HANDED_IN &&
            f[k].state != SUBMISSION_ACCEPTED) {
            buf_addf(&b, "%s%s", out++ ? "; " : ". Chưa nộp: ", live->row[k].name);
            if (f[k].state == SUBMISSION_RETURNED)
                buf_adds(&b, " (trả lại để sửa)");
        }
    buf_addc(&b, '.');
    frame_bullet(&a->f, &b);
    buf_release(&b);
}

enum status annual_handed_in(struct annual *a)
{
    const struct statistics *live = annual_live(a);
    enum status s = STATUS_OK;
    struct frozen *f = mem_alloc((live->rows + 1) * sizeof *f);
    bool any = false, hamlets = false;
    for (size_t k = 0; k < live->rows && s == STATUS_OK; k++) {
        if (unit_level(live->row[k].unit) != UNIT_HAMLET)
            continue;
        s = frozen_load(a->f.t, live->row[k].unit, REPORT_ANNUAL, a->f.year, &f[k]);
        any |= frozen_stands(&f[k]);
        hamlets = true;
    }
    if (s == STATUS_OK && hamlets)
        waiting(a, f);
    if (s == STATUS_OK && any)
        hamlets_table(a, f);
    for (size_t k = 0; k < live->rows; k++)
        frozen_release(&f[k]);
    free(f);
    return s;
}
