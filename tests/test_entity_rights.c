/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a leader may write down, and what is the commune's to decide.
 */
#include "tests/progress_world.h"

static enum status try_add(struct world *w, enum entity_id e, const char *fields)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_id(e));
    fill(&r, fields);
    enum status s = save_one(w->book, &w->who, &r, NULL, &d);
    assert_true(s == STATUS_OK || d.text[0] != 0);
    record_release(&r);
    return s;
}

static enum status try_change(struct world *w, uint64_t id, const char *fields)
{
    struct record r = {.id = id};
    struct detail d = {0};
    assert_int_equal(book_read(w->book, &w->who, get_fn, &r, NULL), STATUS_OK);
    fill(&r, fields);
    enum status s = save_one(w->book, &w->who, &r, NULL, &d);
    record_release(&r);
    return s;
}

static struct caller officer;
static struct unit_key own;

static struct world a_leader(void)
{
    struct world w = world_new(false);
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002|kind=thôn");
    officer = w.who;
    own = unit("15664001");
    w.who = (struct caller){"Lan", ROLE_LEADER, &own, 1, "test", w.who.today};
    return w;
}

static void books_of_the_own_hamlet(void **state)
{
    static const struct {
        enum entity_id e;
        const char *fields;
    } rows[] = {
        {ENTITY_ACTIVITY, "kind=tuyên truyền|date=2/10/2026"},
        {ENTITY_CONTRIBUTION, "name=Ông Bình|kind=công sức"},
        {ENTITY_FUND, "date=2/10/2026|direction=thu|amount=5"},
        {ENTITY_AWARD, "name=Ông Bình|form=Giấy khen|year=2026|state=đề nghị"},
        {ENTITY_CHECKLIST, "name=Ông Bình|group=hộ gia đình|year=2026"},
        {ENTITY_OFFICER, "name=Lê Thị Hoa|body=HKH"},
    };
    struct world w = a_leader();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char fields[200];
        const char *const where[] = {"15664001", "15664002", "15664"};
        for (size_t k = 0; k < 3; k++) {
            snprintf(fields, sizeof fields, "hamlet=%s|%s", where[k], rows[i].fields);
            assert_int_equal(try_add(&w, rows[i].e, fields), k ? STATUS_DENIED : STATUS_OK);
        }
    }
    assert_int_equal(try_add(&w, ENTITY_BUDGET, "year=2026|source=ngân sách|planned=5"),
                     STATUS_DENIED);
    assert_int_equal(try_add(&w, ENTITY_CRITERIA, "code=X|title=GĐHT"), STATUS_DENIED);
    world_free(&w);
}

static void awards_are_decided_above(void **state)
{
    const char *const row = "hamlet=15664001|name=Ông Bình|form=Giấy khen|year=2026|state=";
    struct world w = a_leader();
    char fields[200];
    (void)state;
    snprintf(fields, sizeof fields, "%sđã khen", row);
    assert_int_equal(try_add(&w, ENTITY_AWARD, fields), STATUS_DENIED);
    snprintf(fields, sizeof fields, "%sđề nghị", row);
    uint64_t id = add(&w, ENTITY_AWARD, fields);
    assert_int_equal(try_change(&w, id, "reason=nhiều năm liền"), STATUS_OK);
    assert_int_equal(try_change(&w, id, "state=đã khen"), STATUS_DENIED);
    struct caller leader = w.who;
    w.who = officer;
    assert_int_equal(try_change(&w, id, "state=đã khen"), STATUS_OK);
    w.who = leader;
    assert_int_equal(try_change(&w, id, "reason=khác"), STATUS_DENIED);
    assert_int_equal(try_change(&w, id, "state=đề nghị"), STATUS_DENIED);
    world_free(&w);
}

static void reports_are_received_above(void **state)
{
    struct world w = a_leader();
    (void)state;
    uint64_t id =
        add(&w, ENTITY_SUBMISSION, "unit=15664001|report=annual|year=2026|state=đang soạn");
    assert_int_equal(try_change(&w, id, "state=đã nộp|handed_in_on=20/11/2026"), STATUS_OK);
    assert_int_equal(try_change(&w, id, "state=xã đã nhận"), STATUS_DENIED);
    assert_int_equal(try_change(&w, id, "state=trả lại|reason=x"), STATUS_DENIED);
    struct caller leader = w.who;
    w.who = officer;
    assert_int_equal(try_change(&w, id, "state=trả lại|reason=thiếu số hộ"), STATUS_OK);
    w.who = leader;
    assert_int_equal(try_change(&w, id, "text_results=ba lớp học"), STATUS_OK);
    assert_int_equal(try_change(&w, id, "state=đã nộp"), STATUS_OK);
    w.who = officer;
    assert_int_equal(try_change(&w, id, "state=xã đã nhận"), STATUS_OK);
    w.who = leader;
    assert_int_equal(try_change(&w, id, "text_results=bốn lớp học"), STATUS_DENIED);
    world_free(&w);
}

static enum status try_delete(struct world *w, uint64_t id)
{
    struct detail d = {0};
    return delete_one(w->book, &w->who, id, &d);
}

static void what_is_pointed_at_stays(void **state)
{
    struct world w = a_leader();
    char fields[200];
    (void)state;
    uint64_t clan = add(&w, ENTITY_CLAN, "name=Dòng họ Đỗ|hamlet=15664001");
    snprintf(fields, sizeof fields,
             "hamlet=15664001|owner=clan:%016llx|date=2/10/2026|direction=thu|amount=5",
             (unsigned long long)clan);
    uint64_t row = add(&w, ENTITY_FUND, fields);
    assert_int_equal(try_delete(&w, clan), STATUS_INVALID);
    assert_int_equal(try_delete(&w, row), STATUS_OK);
    assert_int_equal(try_delete(&w, clan), STATUS_OK);
    /* what the commune has decided a leader does not delete */
    uint64_t award = add(&w, ENTITY_AWARD,
                         "hamlet=15664001|name=Ông Bình|form=Giấy khen|year=2026|state=đề nghị");
    struct caller leader = w.who;
    w.who = officer;
    assert_int_equal(try_change(&w, award, "state=đã khen"), STATUS_OK);
    w.who = leader;
    assert_int_equal(try_delete(&w, award), STATUS_DENIED);
    w.who = officer;
    assert_int_equal(try_delete(&w, award), STATUS_OK);
    world_free(&w);
}

/* A title that the commune has decided is the commune's: in whatever field, and together with the
 * family it belongs to. Moving the family takes it along. */
static void what_was_decided_stays(void **state)
{
    struct world w = a_leader();
    struct unit_key both[2] = {own, unit("15664002")};
    char into[80];
    (void)state;
    struct caller leader = w.who;
    leader.units = both, leader.n_units = 2;
    uint64_t home = household(&w, 1, "Lê Một", ""), other = household(&w, 1, "Lê Hai", "");
    w.who = officer;
    uint64_t title = give(&w, "family", home, 2025, STATE_RECOGNISED);
    w.who = leader;
    snprintf(into, sizeof into, "subject=household:%016llx", (unsigned long long)other);
    assert_int_equal(try_change(&w, title, "year=2024"), STATUS_DENIED);
    assert_int_equal(try_change(&w, title, into), STATUS_DENIED);
    assert_int_equal(try_change(&w, title, "score=99"), STATUS_DENIED);
    assert_int_equal(try_change(&w, title, ""), STATUS_OK); /* a save that changes nothing */
    assert_int_equal(try_delete(&w, title), STATUS_DENIED);
    assert_int_equal(try_delete(&w, home), STATUS_DENIED);
    assert_int_equal(try_delete(&w, other), STATUS_OK);
    assert_int_equal(try_change(&w, home, "hamlet=15664002"), STATUS_OK);
    assert_int_equal(try_delete(&w, home), STATUS_DENIED);
    w.who = officer;
    assert_int_equal(try_delete(&w, home), STATUS_OK);
    world_free(&w);
}

/* Figures of a year that is handed in change only with a reason, from whichever side they go. */
static void a_year_that_is_handed_in(void **state)
{
    struct world w = a_leader();
    (void)state;
    w.who = officer;
    uint64_t home = household(&w, 1, "Lê Một", "");
    uint64_t title = give(&w, "family", home, 2025, STATE_REGISTERED);
    add(&w, ENTITY_SUBMISSION,
        "unit=15664001|report=annual|year=2025|state=đã nộp|handed_in_on=20/11/2026");
    assert_int_equal(try_change(&w, title, "year=2026"), STATUS_NEEDS_REASON);
    assert_int_equal(try_change(&w, title, "year=2024"), STATUS_NEEDS_REASON);
    assert_int_equal(try_delete(&w, home), STATUS_NEEDS_REASON);
    w.who.reason = "ghi nhầm hộ";
    assert_int_equal(try_change(&w, title, "year=2026"), STATUS_OK);
    w.who.reason = NULL;
    assert_int_equal(try_delete(&w, home), STATUS_OK);
    world_free(&w);
}

static void nobody_dates_himself(void **state)
{
    const char *const row = "unit=15664001|level=hamlet|report=annual|month=12|mday=31";
    struct world w = a_leader();
    (void)state;
    assert_int_equal(try_add(&w, ENTITY_DEADLINE, row), STATUS_DENIED);
    w.who = officer;
    assert_int_equal(try_add(&w, ENTITY_DEADLINE, row), STATUS_OK);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_of_the_own_hamlet),    cmocka_unit_test(awards_are_decided_above),
        cmocka_unit_test(reports_are_received_above), cmocka_unit_test(what_is_pointed_at_stays),
        cmocka_unit_test(nobody_dates_himself),       cmocka_unit_test(what_was_decided_stays),
        cmocka_unit_test(a_year_that_is_handed_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
