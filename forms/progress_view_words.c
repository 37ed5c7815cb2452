/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/progress_view_words.h"

#include <string.h>

#include "core/progress_print.h"
#include "forms/title_words.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/utf8.h"

void progress_words_label(struct progress_row *r, const char *label, const char *brief)
{
    struct buf b = {0};
    text_add_safe(&b, span_of(label));
    utf8_copy(r->label, sizeof r->label, buf_span(&b));
    buf_reset(&b);
    text_add_safe(&b, span_of(brief));
    utf8_copy(r->brief, sizeof r->brief, buf_span(&b));
    buf_release(&b);
}

const char *progress_words_brief(enum indicator i)
{
    switch (i) {
    case INDICATOR_CITIZEN_WORKER:
        return _("Công dân là lao động");
    case INDICATOR_CITIZEN_STAFF:
        return _("Công dân ở đơn vị");
    case INDICATOR_COMMUNE:
        return _("Cộng đồng cấp xã");
    case INDICATOR_ORGANISATION2:
        return _("Đơn vị cấp tỉnh");
    case INDICATOR_OFFICER_MANAGEMENT:
        return _("Cán bộ ở TTHTCĐ");
    case INDICATOR_OFFICER_IT:
        return _("Cán bộ tập huấn CNTT");
    case INDICATOR_OFFICER_BRIEFED:
        return _("Cán bộ được quán triệt");
    case INDICATOR_FAMILY:
    case INDICATOR_CLAN:
    case INDICATOR_COMMUNITY:
    case INDICATOR_ORGANISATION:
    case INDICATOR_CITIZEN:
        break;
    }
    return progress_indicator_label(i);
}

void progress_words_year(struct progress_row *r, size_t at, const struct progress_line *l)
{
    struct buf b = {0};
    if (l && l->total_known && (l->total || l->registered)) {
        number_add_vn(&b, l->recognised);
        buf_addc(&b, '/');
        number_add_vn(&b, l->total);
    } else {
        buf_adds(&b, "-");
    }
    utf8_copy(r->cell[at], sizeof r->cell[at], buf_span(&b));
    buf_release(&b);
}

static void count(struct progress_row *r, enum progress_cell c, bool known, int64_t n)
{
    struct buf b = {0};
    if (known)
        number_add_vn(&b, n);
    else
        buf_adds(&b, "?");
    utf8_copy(r->cell[c], sizeof r->cell[c], buf_span(&b));
    buf_release(&b);
}

static void rate(struct progress_row *r)
{
    const struct progress_line *l = r->line;
    struct buf b = {0};
    if (!l->percent) {
        buf_adds(&b, l->recognised ? _("đạt") : _("chưa đạt"));
    } else if (l->rate_known) {
        number_add_hundredths_vn(&b, l->rate);
        buf_adds(&b, " %");
        r->bar = true;
        r->fill = l->rate;
    } else {
        buf_adds(&b, "-");
    }
    utf8_copy(r->cell[PROGRESS_RATE], sizeof r->cell[PROGRESS_RATE], buf_span(&b));
    buf_release(&b);
}

/* Whose target it is, when it is not one's own: "của tỉnh". */
static const char *whose(const struct progress_row *r, const struct progress_target *t)
{
    if (unit_eq(r->unit, t->unit))
        return "";
    switch (unit_level(t->unit)) {
    case UNIT_NONE:
    case UNIT_HAMLET:
        return "";
    case UNIT_COMMUNE:
        return _("của xã");
    case UNIT_PROVINCE:
        return _("của tỉnh");
    case UNIT_COUNTRY:
        return _("của cả nước");
    }
    return "";
}

static void needed(struct progress_row *r, int64_t n)
{
    const struct progress_line *l = r->line;
    struct buf b = {0};
    if (l->total_known && l->total > 0 && n > 0) {
        number_add_vn(&b, n);
        if (l->indicator != INDICATOR_COMMUNITY) /* "thôn, tổ dân phố" is too long for a cell */
            buf_addf(&b, " %s", progress_indicator_counter(l->indicator));
    } else if (l->total_known && l->total > 0) {
        buf_adds(&b, _("đã đạt"));
    }
    utf8_copy(r->cell[PROGRESS_NEEDED], sizeof r->cell[PROGRESS_NEEDED], buf_span(&b));
    buf_release(&b);
}

static void against(struct progress_row *r)
{
    const struct progress_line *l = r->line;
    const struct progress_target *t = l->target.known ? &l->target : &l->goal;
    struct buf b = {0};
    if (!l->percent || !t->known)
        return;
    r->mark = t->hundredths;
    r->mark_is_goal = !l->target.known;
    if (r->mark_is_goal)
        buf_addf(&b, _("mục tiêu %d"), t->year);
    else
        buf_adds(&b, _("chỉ tiêu năm"));
    if (*whose(r, t))
        buf_addf(&b, " %s", whose(r, t));
    buf_adds(&b, ": ");
    title_add_percent(&b, t->hundredths);
    r->against_n = b.n;
    if (t->source[0] || t->reason[0]) {
        buf_adds(&b, " (");
        text_add_safe(&b, span_of(t->source));
        buf_adds(&b, t->source[0] && t->reason[0] ? "; " : "");
        text_add_safe(&b, span_of(t->reason));
        buf_adds(&b, ")");
    }
    utf8_copy(r->against, sizeof r->against, buf_span(&b));
    buf_release(&b);
    needed(r, l->target.known ? l->needed : l->goal_needed);
}

static void add_note(struct buf *b, const char *text, int64_t n)
{
    buf_adds(b, "; ");
    buf_addf(b, "%s ", text);
    number_add_vn(b, n);
}

static void note(struct progress_row *r, const struct progress *p)
{
    const struct progress_line *l = r->line;
    struct buf b = {0};
    buf_adds(&b, l->declared ? _("theo số thống kê") : _("theo danh sách đã nhập"));
    if (l->more_than_declared)
        buf_addf(&b, "; %s", _("đã nhập nhiều hơn số thống kê"));
    if (l->owing)
        add_note(&b, _("đơn vị chưa cho biết số người"), l->owing);
    if (l->moved)
        add_note(&b, _("đã chuyển đi"), l->moved);
    if (p->closed && l->lost)
        add_note(&b, _("mất danh hiệu so với năm trước"), l->lost);
    utf8_copy(r->note, sizeof r->note, buf_span(&b));
    buf_release(&b);
}

/* A line of its own: Enter on it shows who they are. */
void progress_words_moved(struct progress_row *r)
{
    struct buf b = {0};
    buf_addf(&b, "  %s: ", _("đã chuyển đi"));
    number_add_vn(&b, r->line->moved);
    buf_addf(&b, " %s", progress_indicator_counter(r->line->indicator));
    utf8_copy(r->label, sizeof r->label, buf_span(&b));
    utf8_copy(r->brief, sizeof r->brief, buf_span(&b));
    buf_reset(&b);
    buf_adds(&b, _("không tính vào số nào; Enter: xem từng phiếu"));
    utf8_copy(r->against, sizeof r->against, buf_span(&b));
    r->against_n = b.n;
    buf_release(&b);
}

void progress_words_row(struct progress_row *r, const struct progress *p)
{
    const struct progress_line *l = r->line;
    count(r, PROGRESS_TOTAL, l->total_known, l->total);
    count(r, PROGRESS_REGISTERED, true, l->registered);
    count(r, PROGRESS_PROPOSED, true, l->proposed);
    count(r, PROGRESS_RECOGNISED, true, l->recognised);
    rate(r);
    against(r);
    note(r, p);
}

const char *progress_words_header(enum progress_cell c)
{
    switch (c) {
    case PROGRESS_TOTAL:
        return _("Tổng");
    case PROGRESS_REGISTERED:
        return _("Đăng ký");
    case PROGRESS_PROPOSED:
        return _("Đề nghị");
    case PROGRESS_RECOGNISED:
        return _("Công nhận");
    case PROGRESS_RATE:
        return _("Tỷ lệ");
    case PROGRESS_NEEDED:
        return _("Còn thiếu");
    case PROGRESS_CELLS:
        break;
    }
    return "";
}

void progress_words_phase(const struct phase_line *l, struct buf *out)
{
    struct buf n = {0};
    if (l->goal.known) {
        title_add_percent(&n, l->goal.hundredths);
        buf_addf(out, _("Mục tiêu %d: %s"), l->goal.year, buf_str(&n));
        if (l->pace_known && l->pace <= 0)
            buf_addf(out, ", %s", _("năm chốt gần nhất đã đạt"));
        buf_adds(out, ". ");
        buf_reset(&n);
    }
    if (l->pace_known && l->pace > 0) { /* then the goal is known */
        number_add_hundredths_vn(&n, l->pace);
        buf_addf(out, _("Còn %d năm, mỗi năm thêm %s điểm %%. "), l->years_left, buf_str(&n));
        buf_reset(&n);
    }
    number_add_vn(&n, l->every_year);
    buf_addf(out, _("Công nhận mọi năm: %s %s."), buf_str(&n),
             progress_indicator_counter(l->indicator));
    buf_release(&n);
}
