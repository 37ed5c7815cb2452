/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_review.h"

#include <string.h>

#include "core/entity_codes.h"
#include "core/target.h"
#include "forms/report_award.h"
#include "forms/report_corrections.h"
#include "forms/report_review_parts.h"
#include "forms/report_works.h"
#include "locale/msg.h"

const enum indicator review_title[REVIEW_TITLES] = {INDICATOR_FAMILY, INDICATOR_CLAN,
                                                    INDICATOR_COMMUNITY, INDICATOR_ORGANISATION,
                                                    INDICATOR_CITIZEN};

struct review_kind {
    enum phase phase;
    int report, occasion, period, last;
    const char *title, *name, *next;
};
static const struct review_kind kinds[] = {
    {PHASE_1, REPORT_PHASE1, AWARD_PHASE1, REPORT_PERIOD_PHASE1, 2025, "Sơ kết",
     "giai đoạn 2023-2025", "GIAI ĐOẠN 2026-2030"},
    {PHASE_2, REPORT_PHASE2, AWARD_FINAL, REPORT_PERIOD_PHASE2, 2030, "Đánh giá",
     "giai đoạn 2026-2030", "THỜI GIAN TỚI"},
    {PHASE_ALL, REPORT_FINAL, AWARD_FINAL, REPORT_PERIOD_FINAL, 2030, "Tổng kết",
     "giai đoạn 2023-2030", "THỜI GIAN TỚI"},
};

const struct progress *review_last(const struct review *r)
{
    return &r->p.year[r->p.n - 1];
}

/* ---- loading ---- */

static enum status load(struct review *r, struct book_tx *t, const struct report_of *of,
                        const char *what, struct doc *out)
{
    int now = day_year(t->who->today), last = now < r->kind->last ? now : r->kind->last;
    enum status s = frame_load(&r->f, t, of->unit, last, what, out);
    if (s == STATUS_OK)
        s = progress_phase_of(t, of->unit, r->kind->phase, &r->p);
    if (s == STATUS_OK)
        s = frozen_load(t, of->unit, r->kind->report, last, &r->frozen);
    if (s != STATUS_OK)
        return s;
    struct progress *end = &r->p.year[r->p.n - 1];
    r->live = *end;
    if (frozen_stands(&r->frozen))
        frozen_put(&r->frozen, end);
    r->f.as_of = end->as_of;
    r->f.present_territory = end->present_territory;
    memcpy(r->f.mark, end->fingerprint, sizeof r->f.mark);
    return STATUS_OK;
}

/* ---- writing ---- */

static void head(struct review *r)
{
    struct buf b = {0};
    corrections_mark(&r->f, &r->frozen);
    frame_head(&r->f, FRAME_COMMITTEE, "BC");
    buf_addf(
        &b, "%s Phong trào “Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời” %s",
        r->kind->title, r->kind->name);
    frame_title(&r->f, "BÁO CÁO", buf_str(&b));
    if (r->p.first < r->f.year && r->f.year < r->kind->last) {
        buf_reset(&b);
        buf_addf(&b, "Số liệu từ năm %d đến năm %d.", r->p.first, r->f.year);
        frame_subtitle(&r->f, buf_str(&b));
    }
    buf_release(&b);
}

static void totals(struct review *r)
{
    static const struct {
        enum indicator i;
        const char *name;
    } line[] = {{INDICATOR_FAMILY, "Số hộ"},
                {INDICATOR_CLAN, "Dòng họ"},
                {INDICATOR_ORGANISATION, "Đơn vị trên địa bàn"},
                {INDICATOR_CITIZEN, "Người lớn (từ 18 tuổi)"}};
    struct buf b = {0};
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        const struct progress_line *l = frame_line(review_last(r), line[i].i);
        if (l && l->total_known && l->total) {
            words_counted(&b, l->total, words_counter(line[i].i));
            buf_adds(&b, l->declared ? ", theo số thống kê" : ", theo danh sách đã nhập");
        }
        doc_figure(r->f.doc, line[i].name, b.n ? buf_str(&b) : NULL);
        buf_reset(&b);
    }
    buf_release(&b);
}

/* "Gia đình học tập: 783 trên 1.201 hộ (65,20 %)" */
static void add_result(struct review *r, const struct progress_line *l, struct buf *b)
{
    buf_addf(b, "%s: ", words_indicator(l->indicator));
    words_share(b, l->recognised, l->total,
                l->indicator == INDICATOR_COMMUNITY ? r->f.kind : words_counter(l->indicator));
}

/* Goals that are reached, or those that are not with what is missing. */
static void goals(struct review *r, bool reached)
{
    struct buf b = {0};
    for (size_t i = 0; i < r->p.lines; i++) {
        const struct phase_line *p = &r->p.line[i];
        const struct progress_line *l = frame_line(review_last(r), p->indicator);
        if (!l || !l->rate_known || !l->percent || !p->goal.known || !frame_recorded(l) ||
            progress_reached(l->recognised, l->total, p->goal.hundredths) != reached)
            continue;
        add_result(r, l, &b);
        if (reached) {
            buf_addf(&b, ", đạt mục tiêu %d (", p->goal.year);
        } else {
            buf_adds(&b, ", còn thiếu ");
            words_counted(&b, progress_needed(l->recognised, l->total, p->goal.hundredths),
                          l->indicator == INDICATOR_COMMUNITY ? r->f.kind
                                                              : words_counter(l->indicator));
            buf_addf(&b, " để đạt mục tiêu %d (", p->goal.year);
        }
        words_goal(&b, p->goal.hundredths);
        buf_adds(&b, ").");
        frame_bullet(&r->f, &b);
    }
    buf_release(&b);
}

static enum status results(struct review *r)
{
    size_t n = 0;
    frame_heading(&r->f, 1, "II", "KẾT QUẢ THỰC HIỆN");
    frame_heading(&r->f, 2, "1", "Các danh hiệu học tập qua các năm");
    review_years(r);
    corrections_write(&r->f, &r->frozen, &r->live);
    frame_heading(&r->f, 2, "2", "So với mục tiêu của giai đoạn");
    review_goals(r);
    enum status s = STATUS_OK;
    if (!r->f.hamlet) {
        struct buf b = {0};
        buf_addf(&b, "Kết quả theo %s", r->f.kind);
        frame_heading(&r->f, 2, "3", buf_str(&b));
        buf_release(&b);
        s = review_hamlets(r);
    }
    frame_heading(&r->f, 2, r->f.hamlet ? "3" : "4",
                  "Tuyên truyền, trung tâm học tập cộng đồng, quỹ khuyến học, khen thưởng");
    struct frame today = corrections_today(&r->f, &r->live);
    if (s == STATUS_OK)
        s = works_write(&today, r->p.first, r->f.year);
    r->f.tables = today.tables;
    frame_heading(&r->f, 2, r->f.hamlet ? "4" : "5", "Đề nghị khen thưởng");
    if (s == STATUS_OK) /* decided upon early in the year behind the phase */
        s = award_tables(&r->f, r->kind->occasion, r->p.first, r->kind->last + 1, &n);
    if (s == STATUS_OK && !n)
        doc_blanks(r->f.doc, 3);
    return s;
}

static void appraisal(struct review *r)
{
    struct buf b = {0};
    int period = r->kind->period;
    frame_heading(&r->f, 1, "III", "ĐÁNH GIÁ CHUNG");
    frame_heading(&r->f, 2, "1", "Kết quả nổi bật");
    goals(r, true);
    frame_written(&r->f, period, REPORT_TEXT_RESULTS, 3);
    frame_heading(&r->f, 2, "2", "Hạn chế");
    goals(r, false);
    frame_written(&r->f, period, REPORT_TEXT_LIMITS, 3);
    frame_heading(&r->f, 2, "3", "Nguyên nhân");
    frame_written(&r->f, period, REPORT_TEXT_CAUSES, 3);
    buf_addf(&b, "PHƯƠNG HƯỚNG, NHIỆM VỤ %s", r->kind->next);
    frame_heading(&r->f, 1, "IV", buf_str(&b));
    frame_written(&r->f, period, REPORT_TEXT_DIRECTIONS, 4);
    frame_heading(&r->f, 1, "V", "KIẾN NGHỊ, ĐỀ XUẤT");
    frame_written(&r->f, period, REPORT_TEXT_PROPOSALS, 3);
    buf_release(&b);
}

static enum status write(struct review *r)
{
    struct buf b = {0};
    head(r);
    enum status s = frame_bases(&r->f);
    buf_addf(&b, "%s%s báo cáo %s Phong trào thi đua %s như sau:",
             r->f.hamlet ? "" : "Ủy ban nhân dân ", r->f.hamlet ? r->f.unit.full : r->f.unit.inner,
             r->kind->phase == PHASE_1     ? "sơ kết"
             : r->kind->phase == PHASE_ALL ? "tổng kết"
                                           : "đánh giá",
             r->kind->name);
    frame_paragraph(&r->f, &b);
    frame_heading(&r->f, 1, "I", "TÌNH HÌNH CHUNG");
    frame_heading(&r->f, 2, "1", "Số liệu chung");
    totals(r);
    frame_heading(&r->f, 2, "2", "Công tác chỉ đạo, triển khai");
    if (s == STATUS_OK)
        s = works_guidance(&r->f, r->p.first, r->f.year);
    if (s == STATUS_OK)
        s = results(r);
    if (s == STATUS_OK) {
        appraisal(r);
        buf_addf(&b, "Trên đây là báo cáo kết quả thực hiện Phong trào thi đua %s của %s./.",
                 r->kind->name, r->f.unit.inner);
        frame_paragraph(&r->f, &b);
        frame_foot(&r->f);
        frame_to_above(&r->f);
        frame_sign(&r->f, FRAME_COMMITTEE);
    }
    buf_release(&b);
    return s;
}

static enum status review(struct book_tx *t, const struct report_of *of, enum phase phase,
                          const char *what, struct doc *out)
{
    struct review r = {.kind = &kinds[phase - 1]};
    enum status s = load(&r, t, of, what, out);
    if (s == STATUS_OK)
        s = write(&r);
    if (s != STATUS_OK)
        doc_release(out);
    progress_phase_release(&r.p);
    frozen_release(&r.frozen);
    frame_release(&r.f);
    return s;
}

enum status report_phase1(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    return review(t, of, PHASE_1, _("Báo cáo sơ kết"), out);
}

enum status report_phase2(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    return review(t, of, PHASE_2, _("Báo cáo giai đoạn 2"), out);
}

enum status report_final(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    return review(t, of, PHASE_ALL, _("Báo cáo tổng kết"), out);
}
