/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet to the book: marks, and the step that is finished with them.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/save.h"
#include "forms/sheet.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* ---- may it be saved ---- */

bool sheet_step_ready(const struct sheet *x, enum sheet_step step, struct buf *why)
{
    const struct criteria_result *r =
        &x->result[step == SHEET_SELF_DONE ? CRITERIA_SELF : CRITERIA_REVIEW];
    if (x->read_only) {
        buf_adds(why, x->decided ? _("đã có quyết định, chỉ xem được")
                                 : _("không thuộc phần được giao, chỉ xem được"));
        return false;
    }
    if (step == SHEET_KEEP || r->complete)
        return true;
    criteria_add_missing(&x->entry.set, r, why);
    return false;
}

/* The focus goes to the first wrong mark. */
static enum status check(struct sheet *x, struct detail *d)
{
    struct buf b = {0};
    for (size_t i = 0; i < x->entry.set.n; i++)
        for (enum sheet_column c = SHEET_SELF; c <= SHEET_REVIEW; c++) {
            if (!sheet_wrong(x, i, c))
                continue;
            x->at = i;
            x->column = c;
            sheet_add_hint(x, &b);
            enum status s = detail_set(d, STATUS_INVALID, "%s", buf_str(&b));
            buf_release(&b);
            return s;
        }
    return STATUS_OK;
}

/* ---- the record ---- */

static void new_title(const struct sheet *x, struct record *r)
{
    char tag = (char)x->kind->subject;
    struct value *subject;
    record_init(r, entity_by_id(ENTITY_TITLE));
    subject = record_value(r, "subject");
    value_set_s(subject, span_make(&tag, 1));
    subject->n = (int64_t)x->subject;
    value_set_n(record_value(r, "title"), x->kind->id);
    value_set_n(record_value(r, "year"), x->year);
    value_set_n(record_value(r, "state"), STATE_REGISTERED);
    if (day_year(x->who->today) == x->year)
        record_set_day(r, "registered_on", x->who->today);
    r->unit = x->place;
}

static void set_marks(const struct sheet *x, struct record *r, bool finished)
{
    struct criteria_marks m;
    struct buf b = {0};
    sheet_marks_of(x, &m);
    for (size_t i = 0; finished && i < x->entry.set.n; i++)
        if (x->share[i].known)
            criteria_marks_line(&m, x->entry.set.v[i].code)->share = x->share[i];
    criteria_marks_add_text(&m, &b);
    record_set_text(r, "marks", buf_span(&b));
    record_set_text(r, "criteria", span_of(x->entry.set.code));
    record_set_text(r, "criteria_version", span_of(x->entry.set.version));
    criteria_marks_release(&m);
    buf_release(&b);
}

/* title.score is of 100, whatever the set's total is. */
static void set_result(const struct sheet *x, struct record *r)
{
    const struct criteria_set *s = &x->entry.set;
    const struct criteria_result *now = &x->result[CRITERIA_REVIEW];
    struct buf grade = {0};
    criteria_add_grade(s, now, &grade);
    record_set_text(r, "grade", buf_span(&grade));
    if (s->method == CRITERIA_POINTS)
        value_set_n(record_value(r, "score"),
                    ((int64_t)now->score * 20000 + s->total) / (2 * (int64_t)s->total));
    else
        value_clear(record_value(r, "score"));
    buf_release(&grade);
}

static void finish_self(const struct sheet *x, struct record *r)
{
    if (record_n(r, "state") < STATE_ASSESSED)
        value_set_n(record_value(r, "state"), STATE_ASSESSED);
    if (!record_value(r, "assessed_on")->known)
        record_set_day(r, "assessed_on", x->who->today);
}

static void finish_review(const struct sheet *x, struct record *r, const char *reason)
{
    struct buf why = {0};
    set_result(x, r);
    record_set_day(r, "reviewed_on", x->who->today);
    if (x->result[CRITERIA_REVIEW].recognised) {
        value_set_n(record_value(r, "state"), STATE_PROPOSED);
        record_set_day(r, "proposed_on", x->who->today);
        value_clear(record_value(r, "failed"));
        value_clear(record_value(r, "reason"));
        return;
    }
    value_set_n(record_value(r, "state"), STATE_REVIEWED);
    value_set_n(record_value(r, "failed"), 1);
    value_clear(record_value(r, "proposed_on"));
    if (reason && span_trim(span_of(reason)).n)
        buf_add_span(&why, span_trim(span_of(reason)));
    else
        sheet_add_missing(x, &why);
    if (why.n > 280)
        buf_truncate(&why, 0);
    record_set_text(r, "reason", why.n ? buf_span(&why) : span_of("Không đủ điểm theo phiếu chấm"));
    buf_release(&why);
}

/* ---- save ---- */

struct saving {
    struct sheet *x;
    enum sheet_step step;
    const char *reason;
};

static enum status save_fn(struct book_tx *t, void *context)
{
    struct saving *w = context;
    struct sheet *x = w->x;
    struct record r = {0};
    enum status s = book_get_title(t, x->place, x->subject, x->kind->id, x->year, &r);
    if (s != STATUS_OK && s != STATUS_NOTFOUND)
        return s;
    bool had = s == STATUS_OK;
    if (had != (x->title.e != NULL) || (had && r.version != x->title.version)) {
        if (had)
            record_release(&r);
        return detail_set(t->detail, STATUS_CONFLICT, "%s", status_text(STATUS_CONFLICT));
    }
    if (!had)
        new_title(x, &r);
    set_marks(x, &r, w->step != SHEET_KEEP);
    if (w->step == SHEET_SELF_DONE)
        finish_self(x, &r);
    else if (w->step == SHEET_REVIEW_DONE)
        finish_review(x, &r, w->reason);
    struct save_batch *batch = save_batch_begin(t, had ? AUDIT_CHANGE : AUDIT_CREATE, NULL);
    s = save_batch_record(batch, &r);
    record_release(&r);
    if (s == STATUS_OK)
        return save_batch_commit(batch);
    save_batch_abort(batch);
    return s;
}

/* The record as it is now; what was typed stays typed. */
static enum status read_again(struct sheet *x, struct detail *d)
{
    struct sheet now;
    enum status s =
        sheet_open(&now, x->book, x->who, x->kind->id, x->subject, x->place, x->year, d);
    bool same = s == STATUS_OK && strcmp(now.entry.set.code, x->entry.set.code) == 0 &&
                strcmp(now.entry.set.version, x->entry.set.version) == 0;
    if (same) {
        for (size_t i = 0; i < x->entry.set.n; i++)
            for (int c = 0; c < SHEET_COLUMNS; c++) {
                struct edit *e = &x->row[i].edit[c];
                struct span theirs = buf_span(&now.row[i].edit[c].saved);
                if (edit_dirty(e))
                    edit_set_saved(e, theirs);
                else
                    edit_set(e, theirs);
            }
        struct record title = x->title;
        struct criteria_marks kept = x->kept;
        x->title = now.title;
        x->kept = now.kept;
        now.title = title;
        now.kept = kept;
        x->decided = now.decided;
        x->read_only = now.read_only;
        bool due = x->draft_due;
        sheet_changed(x);
        x->draft_due = due || sheet_dirty(x);
    }
    sheet_close(&now);
    return s == STATUS_OK && !same ? STATUS_CONFLICT : s;
}

enum status sheet_save(struct sheet *x, enum sheet_step step, const char *reason, struct detail *d)
{
    struct saving w = {.x = x, .step = step, .reason = reason};
    struct buf why = {0};
    enum status s = check(x, d);
    if (s != STATUS_OK)
        return s;
    if (!sheet_step_ready(x, step, &why)) {
        s = detail_set(d, STATUS_INVALID, _("Chưa xong được: %s."), buf_str(&why));
        buf_release(&why);
        return s;
    }
    s = book_write(x->book, x->who, save_fn, &w, d);
    if (s == STATUS_CONFLICT) {
        if (read_again(x, NULL) != STATUS_OK)
            return detail_set(d, s,
                              _("Phiếu này vừa đổi sang bộ tiêu chí khác. Hãy mở lại; chữ "
                                "đã gõ còn trong bản nháp."));
        return detail_set(d, s,
                          _("Người khác vừa lưu phiếu này. Ô chưa sửa đã lấy số mới; bấm F2 lần "
                            "nữa để ghi các ô đang sửa."));
    }
    if (s != STATUS_OK)
        return s;
    sheet_draft_remove(x);
    x->draft_there = false;
    /* nothing is dirty any more: the cells are what the record has */
    for (size_t i = 0; i < x->entry.set.n; i++)
        for (int c = 0; c < SHEET_COLUMNS; c++)
            edit_set_saved(&x->row[i].edit[c], edit_text(&x->row[i].edit[c]));
    return read_again(x, d);
}
