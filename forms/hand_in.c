/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/hand_in.h"

#include "core/progress_print.h"
#include "core/unitbook.h"
#include "forms/handed_in.h"
#include "forms/person.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

void hand_in_release(struct hand_in *h)
{
    buf_release(&h->reason);
    buf_release(&h->name);
    frozen_release(&h->now);
    frozen_release(&h->then);
    *h = (struct hand_in){.unit = h->unit, .report = h->report, .year = h->year};
}

/* ---- looking ---- */

static const char *why_not(struct book_tx *t, const struct hand_in *h)
{
    if (h->state == SUBMISSION_HANDED_IN)
        return N_("Báo cáo này đã nộp rồi. Cần sửa thì xã bấm trả lại, rồi nộp lại.");
    if (h->state == SUBMISSION_ACCEPTED)
        return N_("Báo cáo này xã đã nhận. Cần sửa thì xã bấm trả lại, rồi nộp lại.");
    if (unit_level(h->unit) != UNIT_HAMLET && unit_level(h->unit) != UNIT_COMMUNE)
        return N_("Chỉ nộp báo cáo của thôn hoặc của xã.");
    if (caller_may(t->who, ACCESS_WRITE, h->unit, NULL) != STATUS_OK)
        return unit_level(h->unit) == UNIT_COMMUNE
                   ? N_("Báo cáo của xã do cán bộ xã nộp.")
                   : N_("Chỉ nộp được báo cáo của nơi mình phụ trách.");
    return NULL;
}

static enum status look_submission(struct book_tx *t, struct hand_in *h)
{
    struct record r;
    enum status s = submission_find(t, h->unit, h->report, h->year, &r);
    if (s == STATUS_NOTFOUND)
        return STATUS_OK;
    if (s != STATUS_OK)
        return s;
    h->id = r.id;
    h->version = r.version;
    h->state = (int)record_n(&r, "state");
    h->on = pdate_first(value_date(record_value(&r, "handed_in_on")));
    text_add_safe(&h->reason, record_text(&r, "reason"));
    frozen_parse(record_text(&r, "figures"), &h->then);
    record_release(&r);
    return STATUS_OK;
}

static enum status look_hamlets(struct book_tx *t, struct hand_in *h)
{
    struct handed_in all = {.year = h->year};
    if (unit_level(h->unit) != UNIT_COMMUNE || h->report != REPORT_ANNUAL)
        return STATUS_OK;
    enum status s = handed_in_read(t, h->unit, &all);
    h->waiting = all.n - all.in;
    handed_in_release(&all);
    return s;
}

static enum status look_fn(struct book_tx *t, void *context)
{
    struct hand_in *h = context;
    struct buf name = {0}, text = {0};
    hand_in_release(h); /* the closure may run again */
    enum status s = frozen_take(t, h->unit, h->year, &h->now);
    if (s == STATUS_OK)
        s = look_submission(t, h);
    if (s == STATUS_OK)
        s = deadline_of_report(t, h->unit, h->report, h->year, &h->deadline);
    if (s == STATUS_OK)
        s = look_hamlets(t, h);
    if (s != STATUS_OK)
        return s;
    struct resolver res = book_resolver(t, h->unit);
    res.unit_name(res.context, h->unit, &name);
    text_add_safe(&h->name, buf_span(&name));
    for (int i = 0; i < REPORT_TEXT_COUNT; i++)
        h->unwritten += !report_text_get(t, h->unit, report_text_period(h->report, h->year),
                                         (enum report_text)i, &text);
    h->why = why_not(t, h);
    buf_release(&name);
    buf_release(&text);
    return STATUS_OK;
}

enum status hand_in_look(struct hand_in *out, struct book *b, const struct caller *who,
                         struct unit_key unit, enum report_kind report, int year, struct detail *d)
{
    *out = (struct hand_in){.unit = unit, .report = report, .year = year};
    return book_read(b, who, look_fn, out, d);
}

/* ---- words ---- */

static void add_line(const struct frozen_line *l, struct buf *out)
{
    struct buf n[4] = {0};
    const char *counter = progress_indicator_counter(l->indicator);
    number_add_vn(&n[0], l->registered);
    number_add_vn(&n[1], l->proposed);
    number_add_vn(&n[2], l->recognised);
    if (l->total_known)
        number_add_vn(&n[3], l->total);
    else
        buf_adds(&n[3], _("chưa rõ bao nhiêu"));
    if (l->indicator <= INDICATOR_ORGANISATION2)
        buf_addf(out, _("%s: đăng ký %s, đề nghị %s, công nhận %s trên %s %s\n"),
                 progress_indicator_label(l->indicator), buf_str(&n[0]), buf_str(&n[1]),
                 buf_str(&n[2]), buf_str(&n[3]), counter);
    else
        buf_addf(out, _("%s: %s trên %s %s\n"), progress_indicator_label(l->indicator),
                 buf_str(&n[2]), buf_str(&n[3]), counter);
    for (int i = 0; i < 4; i++)
        buf_release(&n[i]);
}

void hand_in_add_lines(const struct hand_in *h, struct buf *out)
{
    for (size_t i = 0; i < h->now.whole.n; i++) {
        const struct frozen_line *l = &h->now.whole.line[i];
        if (l->total || l->registered || l->recognised)
            add_line(l, out);
    }
}

static void add_change(const struct frozen_line *now, const char *what, int64_t was, int64_t is,
                       struct buf *out)
{
    struct buf a = {0}, b = {0}, c = {0};
    if (was == is)
        return;
    number_add_vn(&a, was);
    number_add_vn(&b, is);
    if (is > was)
        buf_addc(&c, '+');
    number_add_vn(&c, is - was);
    buf_addf(out, _("%s: %s đã nộp %s, nay %s (%s)\n"), progress_indicator_label(now->indicator),
             what, buf_str(&a), buf_str(&b), buf_str(&c));
    buf_release(&a);
    buf_release(&b);
    buf_release(&c);
}

void hand_in_add_changes(const struct hand_in *h, struct buf *out)
{
    for (size_t i = 0; i < h->now.whole.n; i++) {
        const struct frozen_line *now = &h->now.whole.line[i];
        const struct frozen_line *was = frozen_line(&h->then.whole, now->indicator);
        if (!was)
            continue;
        add_change(now, _("tổng"), was->total, now->total, out);
        add_change(now, _("đăng ký"), was->registered, now->registered, out);
        add_change(now, _("đề nghị"), was->proposed, now->proposed, out);
        add_change(now, _("công nhận"), was->recognised, now->recognised, out);
    }
}

void hand_in_add_state(const struct hand_in *h, struct buf *out)
{
    switch ((enum submission_state)h->state) {
    case SUBMISSION_HANDED_IN:
    case SUBMISSION_ACCEPTED:
        buf_adds(out, h->state == SUBMISSION_ACCEPTED ? _("Xã đã nhận") : _("Đã nộp"));
        if (h->on) {
            buf_addf(out, " %s ", _("ngày"));
            day_add_vn(out, h->on);
        }
        buf_adds(out, ".");
        return;
    case SUBMISSION_RETURNED:
        buf_addf(out, _("Xã trả lại để sửa: %s."), buf_str(&h->reason));
        return;
    case SUBMISSION_DRAFT:
        break;
    }
}

/* ---- doing ---- */

struct doing {
    struct hand_in *h;
    uint64_t id;
    uint32_t version;
    struct span reason;
};

static enum status same_as_shown(struct book_tx *t, const struct hand_in *h, struct frozen *now)
{
    struct buf a = {0}, b = {0};
    enum status s = frozen_take(t, h->unit, h->year, now);
    frozen_add_text(&h->now, &a);
    if (s == STATUS_OK)
        frozen_add_text(now, &b);
    if (s == STATUS_OK && !span_eq(buf_span(&a), buf_span(&b)))
        s = detail_set(t->detail, STATUS_CONFLICT,
                       _("Số liệu vừa đổi, chưa nộp gì. Hãy xem lại số liệu rồi nộp."));
    buf_release(&a);
    buf_release(&b);
    return s;
}

static enum status do_fn(struct book_tx *t, void *context)
{
    struct hand_in *h = ((struct doing *)context)->h;
    struct frozen now = {0};
    struct buf figures = {0}, by = {0}, text[REPORT_TEXT_COUNT] = {0};
    enum status s = book_may(t, ACCESS_WRITE, h->unit);
    if (s == STATUS_OK)
        s = same_as_shown(t, h, &now);
    if (s != STATUS_OK) {
        frozen_release(&now);
        return s;
    }
    frozen_add_text(&now, &figures);
    person_add_name(t, t->who->name ? t->who->name : "", &by);
    struct submission_paper p = {.unit = h->unit,
                                 .report = h->report,
                                 .year = h->year,
                                 .to = span_of(h->deadline.to),
                                 .by = buf_span(&by),
                                 .figures = buf_span(&figures),
                                 .fingerprint = span_of(now.mark)};
    for (int i = 0; i < REPORT_TEXT_COUNT; i++) {
        report_text_get(t, h->unit, report_text_period(h->report, h->year), (enum report_text)i,
                        &text[i]);
        p.text[i] = buf_span(&text[i]);
    }
    s = submission_hand_in(t, &p, &h->id);
    frozen_release(&now);
    for (int i = 0; i < REPORT_TEXT_COUNT; i++)
        buf_release(&text[i]);
    buf_release(&figures);
    buf_release(&by);
    return s;
}

enum status hand_in_do(struct hand_in *h, struct book *b, const struct caller *who,
                       struct detail *d)
{
    struct doing x = {.h = h};
    if (h->why)
        return detail_set(d, STATUS_DENIED, "%s", _(h->why));
    return book_write(b, who, do_fn, &x, d);
}

static enum status accept_fn(struct book_tx *t, void *context)
{
    const struct doing *x = context;
    return submission_accept(t, x->id, x->version);
}

enum status hand_in_accept(struct book *b, const struct caller *who, uint64_t id, uint32_t version,
                           struct detail *d)
{
    struct doing x = {.id = id, .version = version};
    return book_write(b, who, accept_fn, &x, d);
}

static enum status return_fn(struct book_tx *t, void *context)
{
    const struct doing *x = context;
    return submission_return(t, x->id, x->version, x->reason);
}

enum status hand_in_return(struct book *b, const struct caller *who, uint64_t id, uint32_t version,
                           struct span reason, struct detail *d)
{
    struct doing x = {.id = id, .version = version, .reason = reason};
    return book_write(b, who, return_fn, &x, d);
}
