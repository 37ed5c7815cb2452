/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nhập nhanh: marks by digits, one by one; counts are always those of
 * core/progress.
 */
#include "tests/grid_world.h"

#include "core/audit.h"

static void marks(void **state)
{
    struct world w = grid_world(*state != NULL, 5);
    struct grid *g = families(&w);
    struct grid_texts t;
    struct buf b = {0};
    assert_int_equal(grid_rows(g), 5);
    assert_true(grid_texts(g, 0, &t));
    assert_true(span_eq_str(t.number, "1"));
    assert_true(span_eq_str(t.name, "Trần Văn Số 1"));
    assert_true(span_eq_str(t.last, "Công nhận"));
    assert_true(span_eq_str(t.now, "-"));
    assert_true(grid_texts(g, 2, &t));
    assert_true(span_eq_str(t.last, "Không công nhận"));
    assert_false(grid_texts(g, 5, &t));

    uint64_t before = generation(&w);
    struct grid_said said = press(g, 0, 1, NULL);
    assert_int_equal(said.answer, GRID_SAVED);
    assert_string_equal(said.text, "Số 1: Đăng ký.");
    assert_int_equal(said.receipt, before + 1); /* one write, one entry */
    assert_int_equal(generation(&w), before + 1);
    expect_now(g, 0, "Đăng ký");
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 1, NULL, GRID_SAME);
    assert_int_equal(generation(&w), before + 1); /* no write for nothing */

    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_now(g, 0, "Đề nghị");
    expect_press(g, 1, 3, NULL, GRID_NEEDS_REASON);
    expect_press(g, 1, 3, "  ", GRID_NEEDS_REASON);
    expect_now(g, 1, "-");
    expect_press(g, 1, 3, "vắng họp", GRID_SAVED);
    expect_now(g, 1, "Không đạt: vắng họp");
    expect_press(g, 1, 3, " vắng họp ", GRID_SAME);
    expect_press(g, 1, 2, NULL, GRID_SAVED); /* the meeting thought again */
    expect_now(g, 1, "Đề nghị");
    expect_press(g, 2, 7, NULL, GRID_REFUSED);
    expect_press(g, 99, 1, NULL, GRID_SAME);
    same_as_progress(&w, g, "15664001", 2026);
    grid_add_summary(g, &b);
    assert_string_equal(buf_str(&b), "Đăng ký 2, đề nghị 2 trên 5 hộ (40,00 %)");
    buf_reset(&b);
    grid_add_goal(g, &b);
    assert_string_equal(buf_str(&b), "mục tiêu 2030 80 %: 4 hộ");
    buf_release(&b);
    grid_free(g);
    world_free(&w);
}

static void dates(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    (void)state;
    assert_int_equal(grid_day(g), w.who.today);
    grid_set_day(g, day_make(2026, 3, 15));
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    grid_set_day(g, day_make(2026, 11, 10));
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    struct record r = title_of_row(&w, g, 0);
    assert_int_equal(pdate_first(value_date(record_value(&r, "registered_on"))),
                     day_make(2026, 3, 15));
    assert_int_equal(pdate_first(value_date(record_value(&r, "reviewed_on"))),
                     day_make(2026, 11, 10));
    assert_int_equal(pdate_first(value_date(record_value(&r, "proposed_on"))),
                     day_make(2026, 11, 10));
    assert_false(record_value(&r, "decided_on")->known);
    record_release(&r);
    grid_set_day(g, w.who.today + 9);
    assert_int_equal(grid_day(g), w.who.today);
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2025, GRID_REVIEW);
    assert_int_equal(grid_day(g), 0); /* of a year before nobody knows the day */
    grid_free(g);
    world_free(&w);
}

/* 0 takes back one's own marks of today, whatever they were; of others only with a reason. */
static void taking_back(void **state)
{
    struct world w = grid_world(*state != NULL, 4);
    struct grid *g = families(&w);
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 0, NULL, GRID_SAVED);
    expect_now(g, 0, "-");
    expect_press(g, 0, 0, NULL, GRID_SAME);
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 1, NULL, GRID_SAVED); /* one step back, a slip */
    expect_now(g, 0, "Đăng ký");

    w.who.name = "to truong"; /* another person at the same grid */
    expect_press(g, 0, 0, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 0, NULL, GRID_SAVED); /* only the own mark */
    expect_now(g, 0, "Đăng ký");
    expect_press(g, 0, 0, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 0, "chuyển đi", GRID_SAVED);
    expect_now(g, 0, "Rút đăng ký: chuyển đi");
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 0, NULL, GRID_SAVED); /* that was a slip too */
    expect_now(g, 0, "Đăng ký");
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    w.who.name = "xa";
    expect_press(g, 0, 1, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 1, "ghi nhầm", GRID_SAVED);
    expect_now(g, 0, "Đăng ký");
    /* a mark of a batch is a mark */
    struct grid_plan p = {0};
    struct grid_said said;
    grid_plan_numbers(g, SPAN_LIT("2-4"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    grid_plan_release(&p);
    expect_now(g, 3, "Đề nghị");
    expect_press(g, 3, 0, NULL, GRID_SAVED);
    expect_now(g, 3, "-");
    grid_free(g);
    world_free(&w);
}

/* A mark is judged by the store, not by the screen. */
static void somebody_else_was_there(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    (void)state;
    give(&w, "family", grid_row(g, 0)->id, 2026, STATE_RECOGNISED);
    struct grid_said said = press(g, 0, 1, NULL);
    assert_int_equal(said.answer, GRID_REFUSED);
    expect_now(g, 0, "Công nhận"); /* and now it is seen */
    expect_press(g, 0, 1, NULL, GRID_REFUSED);
    expect_press(g, 0, 2, NULL, GRID_REFUSED);
    expect_press(g, 0, 3, "x", GRID_REFUSED);
    /* rows that come in between do not shift a plan */
    struct grid_plan p = {0};
    grid_plan_numbers(g, SPAN_LIT("3"), GRID_PASS, NULL, &p);
    uint64_t id = p.v[0].id;
    assert_true(delete_one(w.book, &w.who, grid_row(g, 1)->id, NULL) == STATUS_OK);
    assert_int_equal(grid_load(g, 0, 50, NULL), STATUS_OK);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 1);
    assert_int_equal(grid_row(g, 1)->id, id);
    expect_now(g, 1, "Đề nghị");
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

static void rights(void **state)
{
    struct world w = grid_world(false, 3);
    struct unit_key own = unit("15664001");
    struct grid_said said;
    struct grid *g;
    (void)state;
    w.who = (struct caller){"to", ROLE_LEADER, &own, 1, "test", w.who.today};
    g = families(&w);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    struct grid_decision x = {.number = SPAN_LIT("215/QĐ-UBND"), .date = w.who.today};
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED);
    assert_string_equal(said.text, "Công nhận hay không là việc của xã: gửi danh sách đề nghị cho "
                                   "cán bộ xã.");
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2024, GRID_OLD);
    expect_press(g, 0, 2, NULL, GRID_REFUSED);
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2025, GRID_OLD);
    expect_press(g, 0, 0, "nhầm", GRID_REFUSED); /* what the commune decided */
    expect_now(g, 0, "Công nhận");
    grid_free(g);
    struct detail d = {0};
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664002"), 2026, GRID_REVIEW, &d),
        STATUS_DENIED);
    assert_null(g);
    w.who.role = ROLE_VIEWER;
    g = families(&w);
    expect_press(g, 1, 1, NULL, GRID_REFUSED);
    grid_free(g);
    world_free(&w);
}

static void old_years(void **state)
{
    struct world w = grid_world(*state != NULL, 3);
    struct grid *g = grid_of(&w, "family", "15664001", 2024, GRID_OLD);
    struct detail d = {0};
    assert_string_equal(grid_digit_label(g, 2), "Công nhận");
    assert_null(grid_digit_label(g, 3));
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 1, 2, NULL, GRID_SAVED);
    expect_press(g, 2, 3, "x", GRID_REFUSED);
    expect_now(g, 0, "Công nhận");
    same_as_progress(&w, g, "15664001", 2024);
    expect_press(g, 0, 1, NULL, GRID_SAVED); /* a slip */
    expect_now(g, 0, "Đăng ký");
    grid_free(g);
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664001"), 2026, GRID_OLD, &d),
        STATUS_USAGE);
    assert_true(d.text[0] != 0);
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664001"), 2027, GRID_REVIEW, &d),
        STATUS_USAGE);
    world_free(&w);
}

/* The sheets that the households have filled in themselves: a step by numbers, never backward. */
static void own_sheets(void **state)
{
    struct world w = grid_world(false, 5);
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    struct grid_said said;
    uint64_t id = 1;
    (void)state;
    assert_int_equal(grid_record(g, 0, &id, NULL), STATUS_OK);
    assert_int_equal(id, 0);
    expect_press(g, 0, GRID_REGISTER, NULL, GRID_SAVED);
    expect_press(g, 1, GRID_PASS, NULL, GRID_SAVED);
    grid_plan_numbers(g, span_of("1-4 3x"), GRID_ASSESS, NULL, &p);
    assert_int_equal(p.n_problems, 0);
    assert_int_equal(p.already, 1); /* is further */
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 2);
    expect_now(g, 0, "Tự đánh giá");
    expect_now(g, 1, "Đề nghị");
    expect_now(g, 2, "-");
    expect_now(g, 3, "Tự đánh giá");
    assert_int_equal(grid_record(g, 3, &id, NULL), STATUS_OK);
    struct record r = title_of_row(&w, g, 3);
    assert_true(record_value(&r, "assessed_on")->known);
    assert_false(record_value(&r, "registered_on")->known);
    record_release(&r);
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 3, GRID_ERASE, NULL, GRID_SAVED);
    expect_now(g, 3, "-");
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

/* Every title has its grid, and its rows are those that progress counts. */
static void every_title(void **state)
{
    struct world w = grid_world(false, 3);
    (void)state;
    add(&w, ENTITY_CLAN, "hamlet=15664001|name=Họ Lê");
    add(&w, ENTITY_ORGANISATION, "hamlet=15664002|name=Trường tiểu học");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Đã Đi|to=1/2/2026");
    uint64_t home = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Lê Na");
    char person[96];
    snprintf(person, sizeof person, "household=%016llx|name=Lê Na|birth=1990",
             (unsigned long long)home);
    add(&w, ENTITY_CITIZEN, person);
    snprintf(person, sizeof person, "household=%016llx|name=Lê Bé|birth=2020",
             (unsigned long long)home);
    add(&w, ENTITY_CITIZEN, person);
    for (unsigned i = 1; i <= TITLE_MAX; i++) {
        const struct title_kind *k = title_by_id(i);
        struct grid *g = grid_of(&w, k->name, "15664", 2026, GRID_REVIEW);
        struct grid_texts t;
        size_t n = grid_rows(g);
        for (size_t row = 0; row < n; row++) {
            assert_true(grid_texts(g, row, &t));
            assert_true(t.name.n > 0);
            expect_press(g, row, 1, NULL, GRID_SAVED);
        }
        if (n)
            same_as_progress(&w, g, "15664", 2026);
        grid_free(g);
        if (k->id != TITLE_ORGANISATION2)
            assert_true(n > 0);
    }
    struct grid *g;
    struct detail d = {0};
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_COMMUNE, unit("15664001"), 2026, GRID_REVIEW, &d),
        STATUS_USAGE);
    world_free(&w);
}

static void finding(void **state)
{
    struct world w = grid_world(false, 12);
    struct grid *g = families(&w);
    size_t row = 99;
    (void)state;
    assert_int_equal(grid_find(g, SPAN_LIT("7"), SIZE_MAX, &row, NULL), STATUS_OK);
    assert_int_equal(row, 6);
    assert_int_equal(grid_find(g, SPAN_LIT("so 1"), SIZE_MAX, &row, NULL), STATUS_OK);
    assert_int_equal(row, 0);
    assert_int_equal(grid_find(g, SPAN_LIT("so 1"), row, &row, NULL), STATUS_OK);
    assert_int_equal(row, 9);
    assert_int_equal(grid_find(g, SPAN_LIT("hoa"), SIZE_MAX, &row, NULL), STATUS_NOTFOUND);
    assert_int_equal(grid_find(g, SPAN_LIT(" "), SIZE_MAX, &row, NULL), STATUS_NOTFOUND);
    grid_free(g);
    world_free(&w);
}

/* Whatever keys are pressed, by whomever: never an error, and rows and counts agree. */
static void any_keys(void **state)
{
    struct world w = grid_world(false, 9);
    struct unit_key own = unit("15664001");
    struct caller officer = w.who, leader = {"to", ROLE_LEADER, &own, 1, "test", w.who.today};
    uint32_t seed = 12345;
    (void)state;
    for (int round = 0; round < 24; round++) {
        enum grid_mode mode = round % 3 == 2 ? GRID_OLD : GRID_REVIEW;
        int year = mode == GRID_OLD || round % 3 == 1 ? 2025 : 2026;
        w.who = round % 2 ? leader : officer;
        struct grid *g = grid_of(&w, "family", "15664001", year, mode);
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245 + 12345;
            size_t row = (seed >> 16) % grid_rows(g);
            int digit = (int)(seed >> 20) % 4;
            uint8_t before = grid_row(g, row)->now;
            struct grid_said said = press(g, row, digit, seed >> 24 & 1 ? "nhầm" : NULL);
            bool changed = grid_row(g, row)->now != before;
            assert_true(!changed || said.answer == GRID_SAVED);
            assert_true(said.answer != GRID_SAVED || said.saved == 1);
            if (w.who.role == ROLE_LEADER && changed) { /* decides nothing, undoes no decision */
                assert_false(title_counts_recognised(grid_row(g, row)->now));
                assert_false(title_counts_recognised(before));
            }
        }
        if (w.who.role == ROLE_OFFICER && mode == GRID_REVIEW) {
            struct grid_decision x = {.refuse = round % 4 == 0,
                                      .number = SPAN_LIT("1/QĐ"),
                                      .date = w.who.today,
                                      .reason = SPAN_LIT("thiếu")};
            struct grid_said said;
            assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
            assert_true(said.answer == GRID_SAVED || said.answer == GRID_SAME);
        }
        same_as_progress(&w, g, "15664001", year);
        grid_free(g);
    }
    w.who = officer;
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks),
        cmocka_unit_test_prestate(marks, &lmdb),
        cmocka_unit_test(dates),
        cmocka_unit_test(taking_back),
        cmocka_unit_test_prestate(taking_back, &lmdb),
        cmocka_unit_test(somebody_else_was_there),
        cmocka_unit_test(rights),
        cmocka_unit_test(old_years),
        cmocka_unit_test_prestate(old_years, &lmdb),
        cmocka_unit_test(own_sheets),
        cmocka_unit_test(every_title),
        cmocka_unit_test(finding),
        cmocka_unit_test(any_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
