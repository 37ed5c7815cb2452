/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a form says: one sentence with an example, short enough for line 23 of the screen.
 */
#include <string.h>

#include "forms/form_private.h"
#include "locale/day.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

void form_add_help(const struct form *f, size_t i, struct buf *out)
{
    if (form_masked(f, i)) {
        buf_adds(out, f->read_only ? _("Thông tin riêng nên được ẩn.")
                                   : _("Đã ẩn. F4: xem, có ghi nhật ký. Gõ số mới để thay."));
        return;
    }
    buf_adds(out, _(f->layout.place[i].field->help));
}

/* Help texts end in "Ví dụ: 1958" or "Ví dụ: 2024, 2025; ..": up to the first ';'. */
void form_add_example(const struct field *f, struct buf *out)
{
    const char *word = _("Ví dụ: ");
    const char *at = f->help ? strstr(_(f->help), word) : NULL;
    if (!at)
        return;
    at += strlen(word);
    size_t n = strcspn(at, ";");
    while (n && (at[n - 1] == '.' || at[n - 1] == ' '))
        n--;
    buf_add(out, at, n);
}

/* A date field that is meant for a year alone: its example is one. */
static bool is_year(const struct field *f, struct span example)
{
    struct pdate d;
    if (f->type == &field_integer)
        return f->min >= DAY_YEAR_MIN;
    return f->type == &field_date && pdate_parse(example, &d) && pdate_known(d) && !d.month;
}

static void add_bound(const struct field *f, int64_t n, struct buf *out)
{
    struct value v = {0};
    value_set_n(&v, n);
    f->type->text(f, &v, NULL, out);
    value_clear(&v);
}

/* Sentences that need nothing but the label; NULL: label and reason_text(). */
static const char *const plain[] = {
    [REASON_MISSING] = N_("%s còn để trống, mục này cần có."),
    [REASON_IN_FUTURE] = N_("%s ở sau hôm nay, hãy xem lại."),
    [REASON_UNKNOWN_VALUE] = N_("%s: không có mục này. F4: chọn trong danh sách."),
    [REASON_UNKNOWN_HAMLET] = N_("%s: không có tên này. F4: chọn trong danh sách."),
    [REASON_UNKNOWN_REFERENCE] = N_("%s: chưa có phiếu tên này, đã giữ lại tên. F4: chọn."),
    [REASON_AMBIGUOUS_REFERENCE] = N_("%s: có nhiều phiếu cùng tên. F4: chọn đúng phiếu."),
    [REASON_DATES_CROSS] = N_("%s ở trước ngày bắt đầu, hãy xem lại."),
    [REASON_NEEDS_CONSENT] = N_("%s: cần ghi ngày người này đồng ý trước khi lưu."),
};

static void add_wrong(const struct field *f, enum reason why, struct buf *out)
{
    struct buf ex = {0}, lo = {0}, hi = {0};
    const char *label = _(f->label), *p = NULL;
    form_add_example(f, &ex);
    bool number = f->type == &field_integer || f->type == &field_money || f->type == &field_decimal;
    if ((size_t)why < sizeof plain / sizeof *plain)
        p = plain[why];
    if (is_year(f, buf_span(&ex)) && (why == REASON_NOT_A_NUMBER || why == REASON_NOT_A_DATE)) {
        buf_addf(out, _("%s phải là 4 chữ số, ví dụ %s."), label, ex.n ? buf_str(&ex) : "1958");
    } else if (why == REASON_NOT_A_NUMBER) {
        buf_addf(out, _("%s phải là số, ví dụ %s."), label, ex.n ? buf_str(&ex) : "4");
    } else if (why == REASON_NOT_A_DATE) {
        buf_addf(out, _("%s phải là ngày hoặc năm, ví dụ %s."), label,
                 ex.n ? buf_str(&ex) : "28/9/2026");
    } else if (why == REASON_OUT_OF_RANGE && number && (f->min || f->max)) {
        add_bound(f, f->min, &lo);
        add_bound(f, f->max, &hi);
        buf_addf(out, _("%s phải từ %s đến %s."), label, buf_str(&lo), buf_str(&hi));
    } else if (why == REASON_TOO_LONG && f->max) {
        buf_addf(out, _("%s dài quá %lld ký tự, hãy viết ngắn lại."), label, (long long)f->max);
    } else if (p) {
        buf_addf(out, _(p), label);
    } else {
        buf_addf(out, "%s: %s.", label, reason_text(why));
    }
    buf_release(&ex);
    buf_release(&lo);
    buf_release(&hi);
}

static void add_if_fits(struct buf *out, size_t start, size_t columns, const char *tail)
{
    struct span s = {buf_str(out) + start, out->n - start};
    if (width_columns(s) + width_columns(span_of(tail)) <= columns)
        buf_adds(out, tail);
}

void form_add_finding(const struct form *f, size_t i, size_t columns, struct buf *out)
{
    const struct form_field *x = &f->field[i];
    const struct field *d = f->layout.place[i].field;
    size_t start = out->n;
    if (x->later && !x->refused) {
        buf_addf(out, _("%s: để sau, có trong danh sách Để sau cho đến khi sửa xong."),
                 _(d->label));
        return;
    }
    if (x->reason == REASON_NONE)
        return;
    /* a warning of the rules between fields, such as more adults than people */
    if (x->reason == REASON_OUT_OF_RANGE && !x->refused)
        buf_addf(out, _("%s: hãy xem lại cho khớp với các ô khác."), _(d->label));
    else
        add_wrong(d, x->reason, out);
    if (!x->refused || (x->reason == REASON_MISSING && (d->flags & FIELD_REQUIRED)) ||
        x->reason == REASON_NEEDS_CONSENT || form_note(f) < 0)
        return;
    size_t before = out->n;
    add_if_fits(out, start, columns, _(" Chưa rõ thì bấm F7 để sau."));
    if (out->n == before)
        add_if_fits(out, start, columns, _(" F7: để sau."));
}
