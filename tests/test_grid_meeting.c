/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the meeting to the decision: who was there, votes, the proposal of a list, withdrawals and
 * revocations.
 */
#include "tests/progress_world.h"

#include "core/undo.h"
#include "forms/grid.h"

struct hall {
    struct world w;
    struct caller officer, leader;
    struct unit_key own;
    uint64_t home[4];
    struct grid *g;
};

static void reopen(struct hall *x, const struct caller *who)
{
    struct detail d = {0};
    grid_free(x->g);
    x->w.who = *who;
    if (grid_open(&x->g, x->w.book, &x->w.who, TITLE_FAMILY, x->own, 2026, GRID_REVIEW, &d) !=
            STATUS_OK ||
        grid_load(x->g, 0, 10, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void hall_init(struct hall *x)
{
    static const char *const names[] = {"Lê Một", "Lê Hai", "Lê Ba", "Lê Bốn"};
    *x = (struct hall){.w = world_new(false)};
    add(&x->w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    for (int i = 0; i < 4; i++)
        x->home[i] = household(&x->w, 1, names[i], "");
    x->own = unit("15664001");
    x->officer = x->w.who;
    x->leader = (struct caller){.name = "Lan",
                                .role = ROLE_LEADER,
                                .units = &x->own,
                                .n_units = 1,
                                .source = "test",
                                .today = x->w.who.today};
    reopen(x, &x->leader);
}

static void hall_free(struct hall *x)
{
    grid_free(x->g);
    world_free(&x->w);
}

static void press(struct hall *x, size_t row, int digit, const char *reason, enum grid_answer want)
{
    struct grid_said said;
    assert_int_equal(grid_mark(x->g, row, digit, reason, &said, NULL), STATUS_OK);
    if (said.answer != want)
        fail_msg("%s", said.text);
}

static void meet(struct hall *x, day on, int64_t invited, int64_t present, enum grid_answer want)
{
    struct grid_said said;
    struct grid_meeting m = {.on = on,
                             .chair = span_of("Trần Văn Chủ"),
                             .secretary = span_of("Lê Thị Thư"),
                             .invited = invited,
                             .present = present};
    assert_int_equal(grid_meet(x->g, &m, &said, NULL), STATUS_OK);
    if (said.answer != want)
        fail_msg("%s", said.text);
}

static void votes(struct hall *x, const char *text, enum grid_answer want)
{
    struct grid_said said;
    assert_int_equal(grid_votes(x->g, span_of(text), &said, NULL), STATUS_OK);
    if (said.answer != want)
        fail_msg("%s: %s", text, said.text);
}

struct title_of {
    struct hall *x;
    size_t i;
    struct record r;
};

static enum status title_fn(struct book_tx *t, void *context)
{
    struct title_of *k = context;
    return book_get_title(t, k->x->own, k->x->home[k->i], TITLE_FAMILY, 2026, &k->r);
}

static struct record title(struct hall *x, size_t i)
{
    struct title_of k = {.x = x, .i = i};
    assert_int_equal(book_read(x->w.book, &x->w.who, title_fn, &k, NULL), STATUS_OK);
    return k.r;
}

static void expect_title(struct hall *x, size_t i, int state, int64_t yes, int64_t no, bool meeting)
{
    struct record r = title(x, i);
    assert_int_equal(record_n(&r, "state"), state);
    assert_int_equal(record_n(&r, "votes_for"), yes);
    assert_int_equal(record_n(&r, "votes_against"), no);
    assert_int_equal(record_value(&r, "meeting")->known, meeting);
    record_release(&r);
}

static void meetings_and_votes(void **state)
{
    struct hall x;
    (void)state;
    hall_init(&x);
    day on = day_make(2026, 11, 10);
    meet(&x, day_make(2026, 11, 30), -1, -1, GRID_REFUSED); /* has not been */
    meet(&x, day_make(2025, 11, 10), -1, -1, GRID_REFUSED); /* of another year */
    meet(&x, on, 40, 60, GRID_REFUSED);                     /* more than were invited */
    meet(&x, on, 60, 30, GRID_SAVED);
    press(&x, 0, GRID_PASS, NULL, GRID_SAVED);
    press(&x, 1, GRID_FAIL, "vắng họp", GRID_SAVED);
    struct record r = title(&x, 0);
    assert_int_equal(pdate_first(value_date(record_value(&r, "reviewed_on"))), on);
    uint64_t meeting = (uint64_t)record_n(&r, "meeting");
    record_release(&r);
    votes(&x, "1 27/2, 2 5/24", GRID_SAVED);
    expect_title(&x, 0, STATE_PROPOSED, 27, 2, true);
    expect_title(&x, 1, STATE_REVIEWED, 5, 24, true);
    votes(&x, "1 28", GRID_SAVED);
    expect_title(&x, 0, STATE_PROPOSED, 28, 0, true);
    /* one wrong number, and nothing is saved */
    votes(&x, "1 27/2, 3 20/1", GRID_REFUSED); /* not reviewed */
    votes(&x, "1 27/2, 99 20/1", GRID_REFUSED);
    votes(&x, "1 27/4", GRID_REFUSED); /* 31 votes, 30 people */
    votes(&x, "1 mười", GRID_REFUSED);
    votes(&x, "1 1/2/3", GRID_REFUSED);
    votes(&x, " ", GRID_SAME);
    expect_title(&x, 0, STATE_PROPOSED, 28, 0, true);
    /* the same day again: the same meeting */
    reopen(&x, &x.leader);
    meet(&x, on, -1, -1, GRID_SAVED);
    press(&x, 2, GRID_PASS, NULL, GRID_SAVED);
    r = title(&x, 2);
    assert_true((uint64_t)record_n(&r, "meeting") == meeting);
    record_release(&r);
    votes(&x, "3 20/11", GRID_REFUSED); /* 30 people still */
    /* back to registered: the meeting has not reviewed it */
    press(&x, 0, GRID_REGISTER, "ghi nhầm", GRID_SAVED);
    expect_title(&x, 0, STATE_REGISTERED, 0, 0, false);
    hall_free(&x);
}

static struct grid_said propose(struct hall *x, const char *number, const char *except)
{
    struct grid_said said;
    struct grid_proposal p = {
        .number = span_of(number), .date = day_make(2026, 11, 15), .except = span_of(except)};
    assert_int_equal(grid_propose(x->g, &p, &said, NULL), STATUS_OK);
    return said;
}

static void expect_proposal(struct hall *x, size_t i, bool known)
{
    struct record r = title(x, i);
    assert_int_equal(record_value(&r, "proposal")->known, known);
    assert_int_equal(record_n(&r, "state"), STATE_PROPOSED);
    record_release(&r);
}

static void proposals(void **state)
{
    struct hall x;
    size_t open;
    (void)state;
    hall_init(&x);
    assert_int_equal(propose(&x, "03/TTr-CHKH", "").answer, GRID_SAME); /* nobody yet */
    for (size_t i = 0; i < 3; i++)
        press(&x, i, GRID_PASS, NULL, GRID_SAVED);
    struct record r = title(&x, 2);
    change(&x.w, r.id, "state=reviewed|reason=chờ thêm giấy"); /* passed, not proposed */
    record_release(&r);
    assert_int_equal(grid_load(x.g, 0, 10, NULL), STATUS_OK);
    press(&x, 3, GRID_FAIL, "vắng họp", GRID_SAVED);
    assert_int_equal(grid_propose_ask(x.g, &open, NULL), STATUS_OK);
    assert_int_equal(open, 3);
    assert_int_equal(propose(&x, "  ", "").answer, GRID_REFUSED);
    assert_int_equal(propose(&x, "03/TTr-CHKH", "77").answer, GRID_REFUSED);
    struct grid_said said = propose(&x, "03/TTr-CHKH", "2");
    assert_int_equal(said.answer, GRID_SAVED);
    assert_int_equal(said.saved, 2);
    expect_proposal(&x, 0, true);
    expect_proposal(&x, 1, false);
    expect_proposal(&x, 2, true);
    assert_int_equal(propose(&x, "04/TTr-CHKH", "").saved, 1); /* what was left out */
    expect_proposal(&x, 1, true);
    assert_int_equal(propose(&x, "05/TTr-CHKH", "").answer, GRID_SAME);
    assert_int_equal(grid_propose_ask(x.g, &open, NULL), STATUS_OK);
    assert_int_equal(open, 0);
    hall_free(&x);
}

/* After the decision: revoked with a reason by the commune; withdrawn by the hamlet before it. */
static void withdrawn_and_revoked(void **state)
{
    struct hall x;
    struct grid_said said;
    struct grid_decision q = {.number = span_of("215/QĐ-UBND"), .date = day_make(2026, 11, 20)};
    (void)state;
    hall_init(&x);
    x.w.who.name = "hôm qua"; /* somebody else's marks: not taken back without a word */
    for (size_t i = 0; i < 3; i++)
        press(&x, i, GRID_PASS, NULL, GRID_SAVED);
    reopen(&x, &x.leader);
    press(&x, 0, GRID_ERASE, NULL, GRID_NEEDS_REASON);
    press(&x, 0, GRID_ERASE, "chuyển đi", GRID_SAVED);
    struct record r = title(&x, 0);
    assert_int_equal(record_n(&r, "state"), STATE_WITHDRAWN);
    assert_true(record_value(&r, "ended_on")->known);
    record_release(&r);
    assert_int_equal(grid_decide(x.g, &q, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED); /* a hamlet does not decide */
    reopen(&x, &x.officer);
    assert_int_equal(grid_decide(x.g, &q, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 2);
    reopen(&x, &x.leader);
    press(&x, 1, GRID_ERASE, "sai", GRID_REFUSED);
    x.officer.name = "cán bộ khác";
    reopen(&x, &x.officer);
    press(&x, 1, GRID_ERASE, NULL, GRID_NEEDS_REASON);
    press(&x, 1, GRID_ERASE, "vi phạm", GRID_SAVED);
    r = title(&x, 1);
    assert_int_equal(record_n(&r, "state"), STATE_REVOKED);
    assert_true(span_eq_str(record_text(&r, "reason"), "vi phạm"));
    record_release(&r);
    struct progress p = ask(&x.w, "15664001", 2026);
    expect(&p, FAMILY, 4, 2, 2, 1);
    hall_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meetings_and_votes),
        cmocka_unit_test(proposals),
        cmocka_unit_test(withdrawn_and_revoked),
    };
    return cmocka_run_group_tests_name("grid_meeting", tests, NULL, NULL);
}
