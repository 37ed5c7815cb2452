/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentences of a sheet.
 */
#include <string.h>

#include "forms/sheet.h"
#include "locale/msg.h"
#include "locale/number.h"

static void add_points(struct buf *out, int32_t h)
{
    criteria_mark_add((struct criteria_mark){.given = true, .points = h}, out);
}

void sheet_add_limit(const struct sheet *x, size_t row, struct buf *out)
{
    const struct criterion *c = &x->entry.set.v[row];
    switch (c->input) {
    case CRITERIA_MARK:
        add_points(out, c->max);
        return;
    case CRITERIA_LEVEL:
        buf_adds(out, "0-2");
        return;
    case CRITERIA_FIGURE:
        buf_adds(out, "%");
        return;
    }
}

/* A finished assessment shows what it was judged by. */
static struct criteria_share share_of(const struct sheet *x, size_t row)
{
    const struct criteria_line *l =
        x->decided ? criteria_marks_find(&x->kept, x->entry.set.v[row].code) : NULL;
    return x->decided ? (l ? l->share : (struct criteria_share){0}) : x->share[row];
}

static void add_share(const struct criteria_share *s, struct buf *out)
{
    buf_addf(out, "%lld/%lld", (long long)s->part, (long long)s->whole);
}

void sheet_add_cell(const struct sheet *x, size_t row, enum sheet_column c, struct buf *out)
{
    const struct criterion *k = &x->entry.set.v[row];
    struct criteria_share s = share_of(x, row);
    if (c == SHEET_EVIDENCE || !k->measure || !x->result[CRITERIA_REVIEW].item[row].measured) {
        buf_add_span(out, edit_text(&x->row[row].edit[c]));
        return;
    }
    if (c == SHEET_SELF)
        add_share(&s, out);
    else
        add_points(out, x->result[CRITERIA_REVIEW].item[row].points);
}

static void add_measured(const struct sheet *x, size_t row, struct buf *out)
{
    const struct criterion *c = &x->entry.set.v[row];
    struct criteria_share s = share_of(x, row);
    buf_addf(out, _("Máy tính từ sổ: %s là "), criteria_auto_label(c->measure));
    add_share(&s, out);
    if (s.whole) {
        buf_adds(out, " (");
        number_add_hundredths_vn(out, number_rate_hundredths((uint64_t)s.part, (uint64_t)s.whole));
        buf_adds(out, " %)");
    }
    if (x->result[CRITERIA_REVIEW].item[row].part_more)
        buf_addf(out, _(", cần thêm %lld %s"),
                 (long long)x->result[CRITERIA_REVIEW].item[row].part_more,
                 criteria_auto_counter(c->measure));
    buf_addc(out, '.');
}

static void add_wrong(const struct criterion *c, struct buf *out)
{
    switch (c->input) {
    case CRITERIA_MARK:
        buf_addf(out, _("%s: điểm từ 0 đến "), c->code);
        add_points(out, c->max);
        buf_adds(out, c->na ? _(", hoặc k khi không có ai. Chưa rõ thì để trống.")
                            : _(". Chưa rõ thì để trống."));
        return;
    case CRITERIA_LEVEL:
        buf_addf(out, _("%s: ghi 0 (chưa đạt), 1 hoặc 2. Chưa rõ thì để trống."), c->code);
        return;
    case CRITERIA_FIGURE:
        buf_addf(out, _("%s: ghi số phần trăm, ví dụ 92,5. Chưa rõ thì để trống."), c->code);
        return;
    }
}

static void add_asked(const struct criterion *c, struct buf *out)
{
    struct buf t = {0};
    criteria_add_threshold(c, &t);
    buf_addf(out, "%s%s", c->name, c->mandatory ? _(" (bắt buộc)") : "");
    if (c->measure)
        buf_adds(out, _(". Sổ chưa có ai để máy tính: gõ điểm theo thực tế"));
    else if (t.n)
        buf_addf(out, ": %s", buf_str(&t));
    buf_addc(out, '.');
    if (c->na)
        buf_adds(out, _(" Không có ai: gõ k."));
    buf_release(&t);
}

/* The text of the set does not say what level 2 takes: no mark on the sheet can reach it. */
static bool ends_at_one(const struct criterion *c)
{
    return c->input == CRITERIA_FIGURE && c->level[1].asked && !c->level[1].known;
}

void sheet_add_hint(const struct sheet *x, struct buf *out)
{
    const struct criterion *c = &x->entry.set.v[x->at];
    const struct criteria_item *it = &x->result[CRITERIA_REVIEW].item[x->at];
    if (sheet_wrong(x, x->at, x->column))
        add_wrong(c, out);
    else if (c->when == CRITERIA_SCHOOLS && !x->judged.school)
        buf_addf(out, _("%s: chỉ chấm cho cơ sở giáo dục, đơn vị này không phải chấm."), c->code);
    else if (it->measured)
        add_measured(x, x->at, out);
    else
        add_asked(c, out);
    if (!sheet_wrong(x, x->at, x->column) && it->state == CRITERIA_ITEM_UNKNOWN && ends_at_one(c))
        buf_adds(out, _(" Chưa rõ số của mức 2 nên phiếu chỉ xét mức 1: được mức 2 thì ghi ở ô Xếp "
                        "loại của phiếu danh hiệu."));
}

void sheet_add_total(const struct sheet *x, enum criteria_side side, struct buf *out)
{
    if (x->result[side].open == x->entry.set.n) {
        buf_adds(out, _("chưa chấm"));
        return;
    }
    criteria_add_result(&x->entry.set, &x->result[side], out);
}

void sheet_add_missing(const struct sheet *x, struct buf *out)
{
    criteria_add_missing(&x->entry.set, &x->result[CRITERIA_REVIEW], out);
}

void sheet_add_change(const struct sheet *x, struct buf *out)
{
    for (size_t i = 0; i < x->entry.set.n; i++) {
        const struct criteria_line *l = criteria_marks_find(&x->kept, x->entry.set.v[i].code);
        const struct criteria_share *now = &x->share[i];
        if (!l || !l->share.known || !now->known ||
            (l->share.part == now->part && l->share.whole == now->whole))
            continue;
        buf_addf(out, "%s%s: ", out->n ? "; " : "", x->entry.set.v[i].code);
        buf_adds(out, _("số liệu đã đổi từ "));
        add_share(&l->share, out);
        buf_adds(out, _(" thành "));
        add_share(now, out);
    }
}

void sheet_add_set(const struct sheet *x, struct buf *out)
{
    const char *note = criteria_status_note(x->entry.set.status);
    buf_adds(out, _("Bộ "));
    criteria_add_name(&x->entry.set, out);
    if (*note)
        buf_addf(out, ". %s", note);
}
