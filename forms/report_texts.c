/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_texts.h"

#include "core/submission.h"
#include "locale/msg.h"
#include "locale/nfc.h"

static const struct {
    const char *name, *label;
} texts[REPORT_TEXT_COUNT] = {
#define X(id, name, label) [REPORT_TEXT_##id] = {name, label},
    REPORT_TEXTS_LIST(X)
#undef X
};

const char *report_text_label(enum report_text which)
{
    return _(texts[which].label);
}

void report_text_setting(struct unit_key unit, int year, enum report_text which, struct buf *out)
{
    static const char *const phase[] = {
        [REPORT_PERIOD_PHASE1] = "phase1",
        [REPORT_PERIOD_PHASE2] = "phase2",
        [REPORT_PERIOD_FINAL] = "final",
    };
    buf_adds(out, "report/");
    if (year > 0 && year <= REPORT_PERIOD_FINAL)
        buf_adds(out, phase[year]);
    else
        buf_addf(out, "%d", year);
    buf_addf(out, "/%s", unit.c[0] == UNIT_PRE2025 ? "pre2025:" : "");
    unit_add_code(out, unit);
    buf_addf(out, "/%s", texts[which].name);
}

int report_text_period(int report, int year)
{
    switch ((enum report_kind)report) {
    case REPORT_PHASE1:
        return REPORT_PERIOD_PHASE1;
    case REPORT_PHASE2:
        return REPORT_PERIOD_PHASE2;
    case REPORT_FINAL:
        return REPORT_PERIOD_FINAL;
    case REPORT_ANNUAL:
        break;
    }
    return year;
}

bool report_text_get(struct book_tx *t, struct unit_key unit, int year, enum report_text which,
                     struct buf *out)
{
    struct buf name = {0};
    size_t before = out->n;
    report_text_setting(unit, year, which, &name);
    book_setting(t, buf_str(&name), out);
    buf_release(&name);
    return out->n > before;
}

struct asking {
    struct unit_key unit;
    int year;
    enum report_text which;
    struct buf have;
    struct span base, text; /* of a save */
};

static enum status read_text(struct book_tx *t, void *context)
{
    struct asking *a = context;
    buf_reset(&a->have); /* the closure may run again */
    enum status s = book_may_see(t, a->unit);
    if (s == STATUS_OK)
        report_text_get(t, a->unit, a->year, a->which, &a->have);
    return s;
}

enum status report_text_read(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, enum report_text which, struct buf *out, struct detail *d)
{
    struct asking a = {.unit = unit, .year = year, .which = which};
    enum status s = book_read(b, who, read_text, &a, d);
    if (s == STATUS_OK)
        buf_add_span(out, buf_span(&a.have));
    buf_release(&a.have);
    return s;
}

/* Handed in: what was written is what was handed in. A phase is handed in with its last year. */
static bool handed_in(struct book_tx *t, const struct asking *a)
{
    static const enum report_kind report[] = {[REPORT_PERIOD_PHASE1] = REPORT_PHASE1,
                                              [REPORT_PERIOD_PHASE2] = REPORT_PHASE2,
                                              [REPORT_PERIOD_FINAL] = REPORT_FINAL};
    struct record r;
    int now = day_year(t->who->today), last = a->year == REPORT_PERIOD_PHASE1 ? 2025 : 2030;
    if (a->year > REPORT_PERIOD_FINAL)
        return submission_stands(t, a->unit, a->year);
    if (submission_find(t, a->unit, report[a->year], now < last ? now : last, &r) != STATUS_OK)
        return false;
    int64_t state = record_n(&r, "state");
    record_release(&r);
    return state == SUBMISSION_HANDED_IN || state == SUBMISSION_ACCEPTED;
}

static enum status write_text(struct book_tx *t, void *context)
{
    struct asking *a = context;
    struct buf name = {0};
    buf_reset(&a->have);
    enum status s = book_may(t, ACCESS_WRITE, a->unit);
    if (s != STATUS_OK)
        return s;
    if (handed_in(t, a) && a->year <= REPORT_PERIOD_FINAL)
        return detail_set(t->detail, STATUS_INVALID, "%s",
                          _("Báo cáo này đã nộp nên lời văn đã chốt. Cần sửa thì xã trả lại báo "
                            "cáo trước."));
    if (handed_in(t, a))
        return detail_set(t->detail, STATUS_INVALID,
                          _("Báo cáo năm %d đã nộp nên lời văn đã chốt. Cần sửa thì xã trả lại báo "
                            "cáo trước."),
                          a->year);
    report_text_get(t, a->unit, a->year, a->which, &a->have);
    if (!span_eq(buf_span(&a->have), a->base) && !span_eq(buf_span(&a->have), a->text))
        return detail_set(t->detail, STATUS_CONFLICT,
                          _("Người khác vừa ghi một bản khác của mục này. Chưa ghi gì."));
    report_text_setting(a->unit, a->year, a->which, &name);
    s = book_change_setting(t, buf_str(&name), a->text);
    buf_release(&name);
    return s;
}

enum status report_text_save(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, enum report_text which, struct span base, struct span text,
                             struct buf *theirs, struct detail *d)
{
    struct buf nfc = {0};
    nfc_add(&nfc, span_trim(text));
    struct asking a = {
        .unit = unit, .year = year, .which = which, .base = base, .text = buf_span(&nfc)};
    enum status s = book_write(b, who, write_text, &a, d);
    if (s == STATUS_CONFLICT && theirs)
        buf_add_span(theirs, buf_span(&a.have));
    buf_release(&a.have);
    buf_release(&nfc);
    return s;
}
