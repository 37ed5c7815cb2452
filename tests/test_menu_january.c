/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In January the menu speaks of the report of the year before, until it is handed in.
 */
#include "tests/progress_world.h"

#include "forms/hand_in.h"
#include "forms/menu.h"

static struct menu menu_on(struct world *w, day today, const char *code)
{
    struct menu m;
    struct detail d = {0};
    w->who.today = today;
    if (menu_load(w->book, &w->who, unit(code), &m, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return m;
}

static const char *fact(const struct menu *m, enum menu_id id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].id == id)
            return m->v[i].fact;
    return "";
}

static void hand_in(struct world *w, const char *code, int year)
{
    struct hand_in h;
    struct detail d = {0};
    if (hand_in_look(&h, w->book, &w->who, unit(code), REPORT_ANNUAL, year, &d) != STATUS_OK ||
        hand_in_do(&h, w->book, &w->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    hand_in_release(&h);
}

static struct world commune(void)
{
    struct world w = world_new(false);
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    uint64_t id = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Trần Văn Bình");
    give(&w, "family", id, 2026, STATE_REGISTERED);
    return w;
}

static void last_year_first(void **state)
{
    struct world w = commune();
    const day january = day_make(2027, 1, 10);
    (void)state;
    struct menu m = menu_on(&w, day_make(2026, 12, 31), "15664001");
    assert_int_equal(m.report_year, 2026);
    m = menu_on(&w, january, "15664001");
    assert_int_equal(m.report_year, 2026);
    assert_int_equal(m.deadline.report, REPORT_ANNUAL);
    assert_int_equal(day_year(m.deadline.before), 2026);
    assert_non_null(strstr(m.deadline_text, "Báo cáo năm 2026 phải nộp trước ngày"));
    assert_non_null(strstr(m.deadline_text, "đã quá hạn"));
    assert_memory_equal(fact(&m, MENU_REPORTS), "2026: ", 6);
    /* handed in: this year's, for the hamlet; the commune still owes its own */
    hand_in(&w, "15664001", 2026);
    m = menu_on(&w, january, "15664001");
    assert_int_equal(m.report_year, 2027);
    assert_non_null(strstr(m.deadline_text, "/2027"));
    m = menu_on(&w, january, "15664");
    assert_int_equal(m.report_year, 2026);
    assert_null(strstr(m.deadline_text, "đã nộp"));
    hand_in(&w, "15664", 2026);
    /* on the day itself: nobody is urged any more */
    m = menu_on(&w, day_make(2026, 12, 31), "15664001");
    assert_non_null(strstr(m.deadline_text, "Báo cáo năm 2026 đã nộp."));
    assert_string_equal(fact(&m, MENU_REPORTS), "đã nộp");
    world_free(&w);
}

/* The year closes on 31/01; what was returned is owed until the next deadline is near. */
static void how_long(void **state)
{
    struct world w = commune();
    (void)state;
    assert_int_equal(menu_on(&w, day_make(2027, 1, 30), "15664001").report_year, 2026);
    assert_int_equal(menu_on(&w, day_make(2027, 1, 31), "15664001").report_year, 2027);
    w.who.today = day_make(2027, 1, 5);
    hand_in(&w, "15664001", 2026);
    struct hand_in h;
    assert_int_equal(hand_in_look(&h, w.book, &w.who, unit("15664001"), REPORT_ANNUAL, 2026, NULL),
                     STATUS_OK);
    assert_int_equal(hand_in_return(w.book, &w.who, h.id, h.version, SPAN_LIT("thiếu hộ"), NULL),
                     STATUS_OK);
    hand_in_release(&h);
    assert_int_equal(menu_on(&w, day_make(2027, 3, 1), "15664001").report_year, 2026);
    assert_int_equal(menu_on(&w, day_make(2027, 11, 1), "15664001").report_year, 2027);
    world_free(&w);
}

/* A book that was begun in January owes nothing. */
static void new_book(void **state)
{
    struct world w = world_new(false);
    (void)state;
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Trần Văn Bình");
    assert_int_equal(menu_on(&w, day_make(2027, 1, 10), "15664001").report_year, 2027);
    assert_int_equal(menu_on(&w, day_make(2027, 1, 10), "15664").report_year, 2027);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_year_first),
        cmocka_unit_test(how_long),
        cmocka_unit_test(new_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
