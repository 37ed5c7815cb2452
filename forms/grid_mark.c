/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a mark does to a title record. core/save checks every step again; this says beforehand, in
 * words, what is missing or not allowed, and fills in the dates.
 */
#include <string.h>

#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/msg.h"

const char *grid_reason(const char *reason)
{
    return reason && span_trim(span_of(reason)).n ? reason : NULL;
}

bool grid_is_same(enum grid_mode mode, uint8_t state, int digit)
{
    switch (digit) {
    case GRID_ERASE:
        return (state & STATE_MASK) == STATE_NONE;
    case GRID_REGISTER:
        return (state & STATE_MASK) == STATE_REGISTERED;
    case GRID_ASSESS: /* whoever is further has handed in a sheet too */
        return (state & STATE_MASK) >= STATE_ASSESSED && (state & STATE_MASK) <= STATE_REFUSED;
    case GRID_PASS:
        return (state & STATE_MASK) == (mode == GRID_OLD ? STATE_RECOGNISED : STATE_PROPOSED);
    default:
        return false;
    }
}

void grid_set_text(struct record *r, const char *field, const char *text)
{
    struct value *v = record_value(r, field);
    if (!text)
        value_clear(v);
    else
        value_set_s(v, span_trim(span_of(text)));
}

static void new_title(const struct grid_mark_input *m, struct unit_key place, struct record *r)
{
    char tag = (char)m->kind->subject;
    record_init(r, entity_by_id(ENTITY_TITLE));
    struct value *subject = record_value(r, "subject");
    value_set_s(subject, span_make(&tag, 1));
    subject->n = (int64_t)m->row->id;
    subject->known = true;
    value_set_n(record_value(r, "title"), m->kind->id);
    value_set_n(record_value(r, "year"), m->year);
    r->unit = place;
}

/* ---- states ---- */

static void answer(struct grid_change *c, enum grid_answer a, const char *text)
{
    c->answer = a;
    c->text = text;
}

static void write(struct grid_change *c)
{
    c->answer = GRID_SAVED;
    c->write = GRID_WRITE_RECORD;
}

static void to_registered(const struct grid_mark_input *m, struct record *r)
{
    if (!record_value(r, "registered_on")->known)
        record_set_day(r, "registered_on", m->on);
    value_set_n(record_value(r, "state"), STATE_REGISTERED);
    record_set_day(r, "reviewed_on", 0);
    record_set_day(r, "proposed_on", 0);
    record_set_day(r, "decided_on", 0);
    record_set_day(r, "ended_on", 0);
    value_clear(record_value(r, "failed"));
    value_clear(record_value(r, "meeting"));
    value_clear(record_value(r, "proposal"));
    value_clear(record_value(r, "votes_for"));
    value_clear(record_value(r, "votes_against"));
}

/* A mark made at a meeting says at which. */
static void set_meeting(const struct grid_mark_input *m, struct record *r)
{
    if (m->meeting)
        value_set_n(record_value(r, "meeting"), (int64_t)m->meeting);
}

static void to_passed(const struct grid_mark_input *m, struct record *r)
{
    bool old = m->mode == GRID_OLD;
    value_set_n(record_value(r, "state"), old ? STATE_RECOGNISED : STATE_PROPOSED);
    if (!old) {
        set_meeting(m, r);
        record_set_day(r, "reviewed_on", m->on);
        record_set_day(r, "proposed_on", m->on);
    }
    record_set_day(r, "ended_on", 0);
    value_clear(record_value(r, "failed"));
}

static void to_failed(const struct grid_mark_input *m, struct record *r)
{
    value_set_n(record_value(r, "state"), STATE_REVIEWED);
    value_set_n(record_value(r, "failed"), 1);
    set_meeting(m, r);
    value_clear(record_value(r, "proposal"));
    record_set_day(r, "reviewed_on", m->on);
    record_set_day(r, "proposed_on", 0);
    record_set_day(r, "ended_on", 0);
}

static void to_ended(const struct grid_mark_input *m, struct record *r, enum title_state state)
{
    value_set_n(record_value(r, "state"), state);
    record_set_day(r, "ended_on", m->on);
}

static bool is_decided(enum title_state s)
{
    return s == STATE_RECOGNISED || s == STATE_REFUSED || s == STATE_REVOKED;
}

/* ---- digits ---- */

struct judge {
    struct book_tx *t;
    const struct grid_mark_input *m;
    struct grid_change *c;
    struct unit_key place;
    enum title_state state; /* of the record in the store */
    const char *reason;
    bool decides; /* this person may decide here */
};

/* kept in the record, so not translated */
#define SLIP "Bỏ dấu ghi nhầm trong ngày"

/* Is the state before the caller's own marks of today to be had without a question? */
static bool own_base(struct judge *j, struct record *base)
{
    *base = (struct record){0};
    if (grid_own_base(j->t, &j->c->record, base) &&
        (enum title_state)record_n(base, "state") != j->state &&
        (j->decides || !is_decided(j->state)))
        return true;
    record_release(base);
    return false;
}

static bool made_today(struct judge *j)
{
    struct record base;
    bool own = own_base(j, &base);
    record_release(&base);
    return own;
}

static void keep_reason(struct judge *j, const char *otherwise)
{
    grid_set_text(&j->c->record, "reason", j->reason ? j->reason : otherwise);
}

/* Back to "đăng ký", which is an undo of what came after it. */
static void back_to_registered(struct judge *j)
{
    bool slip = !j->reason && made_today(j);
    if (!j->reason && !slip) {
        answer(j->c, GRID_NEEDS_REASON,
               N_("Đã ghi bước sau đăng ký. Muốn lùi lại thì ghi lý do, ví dụ: ghi nhầm."));
        return;
    }
    to_registered(j->m, &j->c->record);
    keep_reason(j, SLIP);
    write(j->c);
}

#define DECIDED N_("Đã có quyết định. Muốn đổi thì cán bộ xã bấm 0 và ghi lý do.")

static void press_register(struct judge *j)
{
    switch (j->state) {
    case STATE_NONE:
        to_registered(j->m, &j->c->record);
        write(j->c);
        return;
    case STATE_REGISTERED:
        answer(j->c, GRID_SAME, NULL);
        return;
    case STATE_ASSESSED:
    case STATE_REVIEWED:
    case STATE_PROPOSED:
    case STATE_WITHDRAWN:
        back_to_registered(j);
        return;
    case STATE_RECOGNISED:
        if (j->m->mode == GRID_OLD && j->decides) {
            back_to_registered(j);
            return;
        }
        break;
    case STATE_REFUSED:
    case STATE_REVOKED:
        break;
    }
    answer(j->c, GRID_REFUSED, DECIDED);
}

/* The sheet of the household, clan or unit itself has come in. */
static void press_assess(struct judge *j)
{
    if (j->m->mode == GRID_OLD) {
        answer(j->c, GRID_REFUSED, N_("Nhập năm cũ chỉ có 1, đăng ký, và 2, công nhận."));
        return;
    }
    switch (j->state) {
    case STATE_NONE:
    case STATE_REGISTERED:
        break;
    case STATE_ASSESSED:
    case STATE_REVIEWED:
    case STATE_PROPOSED:
    case STATE_RECOGNISED:
    case STATE_REFUSED:
        answer(j->c, GRID_SAME, NULL);
        return;
    case STATE_WITHDRAWN:
    case STATE_REVOKED:
        answer(j->c, GRID_REFUSED, N_("Đã rút hoặc thu hồi rồi. Sửa trong phiếu danh hiệu."));
        return;
    }
    value_set_n(record_value(&j->c->record, "state"), STATE_ASSESSED);
    record_set_day(&j->c->record, "assessed_on", j->m->on);
    write(j->c);
}

static void press_pass(struct judge *j)
{
    bool old = j->m->mode == GRID_OLD;
    if (old && !j->decides) {
        answer(j->c, GRID_REFUSED,
               N_("Công nhận là việc của xã: nhờ cán bộ xã ghi. Phần của thôn là 1, đăng ký."));
        return;
    }
    switch (j->state) {
    case STATE_NONE:
    case STATE_REGISTERED:
    case STATE_ASSESSED:
    case STATE_REVIEWED:
        break;
    case STATE_PROPOSED:
        if (!old) {
            answer(j->c, GRID_SAME, NULL);
            return;
        }
        break;
    case STATE_RECOGNISED:
        answer(j->c, old ? GRID_SAME : GRID_REFUSED, old ? NULL : DECIDED);
        return;
    case STATE_REFUSED:
    case STATE_REVOKED:
        if (!old) {
            answer(j->c, GRID_REFUSED, DECIDED);
            return;
        }
        /* fall through */
    case STATE_WITHDRAWN:
        if (!j->reason) {
            answer(j->c, GRID_NEEDS_REASON,
                   N_("Trước đã rút hoặc không được công nhận. Muốn ghi lại thì ghi lý do, ví dụ: "
                      "ghi nhầm."));
            return;
        }
        break;
    }
    bool back = !title_step_allowed(j->state, old ? STATE_RECOGNISED : STATE_PROPOSED);
    to_passed(j->m, &j->c->record);
    grid_set_text(&j->c->record, "reason", back ? j->reason : NULL);
    if (back) { /* the decision was another one */
        record_set_day(&j->c->record, "decided_on", 0);
        value_clear(record_value(&j->c->record, "decision"));
    }
    write(j->c);
}

static void press_fail(struct judge *j)
{
    if (j->m->mode == GRID_OLD) {
        answer(j->c, GRID_REFUSED, N_("Nhập năm cũ chỉ có 1, đăng ký, và 2, công nhận."));
        return;
    }
    if (is_decided(j->state)) {
        answer(j->c, GRID_REFUSED, DECIDED);
        return;
    }
    if (!j->reason) {
        answer(j->c, GRID_NEEDS_REASON, N_("Không đạt thì cần lý do. Ví dụ: vắng họp."));
        return;
    }
    if (j->state == STATE_REVIEWED && record_n(&j->c->record, "failed") &&
        span_eq(record_text(&j->c->record, "reason"), span_trim(span_of(j->reason)))) {
        answer(j->c, GRID_SAME, NULL);
        return;
    }
    to_failed(j->m, &j->c->record);
    keep_reason(j, NULL);
    write(j->c);
}

/* The record as it was this morning; gone when it was not there. */
static bool take_back(struct judge *j)
{
    struct record base;
    if (!own_base(j, &base))
        return false;
    j->c->answer = GRID_SAVED;
    j->c->reasoned = true; /* back to what it was this morning */
    if (!record_value(&base, "state")->known) {
        j->c->write = GRID_WRITE_DELETE;
        record_release(&base);
        return true;
    }
    j->c->write = GRID_WRITE_RECORD;
    if (!title_step_allowed(j->state, (enum title_state)record_n(&base, "state")) &&
        !record_value(&base, "reason")->known)
        grid_set_text(&base, "reason", SLIP);
    record_release(&j->c->record);
    j->c->record = base;
    return true;
}

static void press_erase(struct judge *j)
{
    if (j->state == STATE_NONE) {
        answer(j->c, GRID_SAME, NULL);
        return;
    }
    if (is_decided(j->state) && !j->decides) {
        answer(j->c, GRID_REFUSED, DECIDED);
        return;
    }
    if (take_back(j))
        return;
    if (j->state == STATE_WITHDRAWN || j->state == STATE_REVOKED) {
        answer(j->c, GRID_REFUSED, N_("Đã rút hoặc thu hồi rồi. Sửa trong phiếu danh hiệu."));
        return;
    }
    if (!j->reason) {
        answer(j->c, GRID_NEEDS_REASON,
               N_("Dấu này ghi từ trước hoặc do người khác ghi. Muốn bỏ thì ghi lý do, ví dụ: "
                  "chuyển đi."));
        return;
    }
    if (j->state == STATE_REFUSED) { /* the decision is taken back, the proposal stands again */
        value_set_n(record_value(&j->c->record, "state"), STATE_PROPOSED);
        record_set_day(&j->c->record, "decided_on", 0);
    } else {
        to_ended(j->m, &j->c->record,
                 j->state == STATE_RECOGNISED ? STATE_REVOKED : STATE_WITHDRAWN);
    }
    keep_reason(j, NULL);
    write(j->c);
}

static void press(struct judge *j)
{
    switch (j->m->digit) {
    case GRID_ERASE:
        press_erase(j);
        return;
    case GRID_REGISTER:
        press_register(j);
        return;
    case GRID_PASS:
        press_pass(j);
        return;
    case GRID_FAIL:
        press_fail(j);
        return;
    case GRID_ASSESS:
        press_assess(j);
        return;
    default:
        answer(j->c, GRID_REFUSED, N_("Chỉ dùng các số 1, 2, 3 và 0."));
    }
}

enum status grid_judge(struct book_tx *t, const struct grid_mark_input *m, struct grid_change *out)
{
    struct judge j = {.t = t, .m = m, .c = out, .reason = grid_reason(m->reason)};
    *out = (struct grid_change){0};
    enum status s = grid_get_title(t, m->kind, m->row, m->year, &j.place, &out->record);
    if (s == STATUS_NOTFOUND)
        new_title(m, j.place, &out->record);
    else if (s != STATUS_OK)
        return s;
    j.state = (enum title_state)record_n(&out->record, "state");
    if (unit_level(j.place) == UNIT_NONE || title_state_of(&out->record) != m->row->now) {
        answer(out, GRID_REFUSED,
               N_("Người khác vừa sửa dòng này, chưa ghi gì. Xem lại rồi bấm lại."));
        return STATUS_OK;
    }
    if (caller_may(t->who, ACCESS_WRITE, j.place, NULL) != STATUS_OK) {
        answer(out, GRID_REFUSED, N_("Dòng này không thuộc phần được giao, chỉ xem được."));
        return STATUS_OK;
    }
    j.decides = caller_may(t->who, ACCESS_DECIDE, j.place, NULL) == STATUS_OK;
    press(&j);
    out->reasoned = out->reasoned || j.reason;
    return STATUS_OK;
}
