/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deadlines of the plans, proposed ones, the sentence about them; and the menu that shows it.
 */
#include "tests/progress_world.h"

#include "core/deadline.h"
#include "forms/menu.h"

static struct deadline find(const char *code, const char *inside, enum deadline_level level,
                            int year)
{
    struct unit_key units[] = {unit(code), unit(inside), UNIT_VN};
    struct deadline d;
    deadline_find(units, 3, level, year, &d);
    assert_int_equal(d.level, level);
    assert_int_equal(d.last, d.before - 1);
    assert_true(d.to[0] && d.source[0]);
    return d;
}

static void expect_day(day d, int year, int month, int mday)
{
    if (d != day_make(year, month, mday)) {
        struct buf b = {0};
        day_add_iso(&b, d);
        fail_msg("%s", buf_str(&b));
    }
}

static void of_the_plans(void **state)
{
    struct deadline d;
    (void)state;
    d = find("15664003", "15664", DEADLINE_HAMLET, 2026);
    expect_day(d.before, 2026, 12, 6);
    expect_day(d.last, 2026, 12, 5);
    assert_false(d.proposed);
    d = find("11300", "P31", DEADLINE_COMMUNE, 2026);
    expect_day(d.before, 2026, 12, 5);
    assert_false(d.proposed);
    d = find("03387", "P12", DEADLINE_COMMUNE, 2026);
    expect_day(d.before, 2026, 12, 1);
    expect_day(d.last, 2026, 11, 30);
    d = find("P38", "P38", DEADLINE_PROVINCE, 2026);
    expect_day(d.before, 2026, 12, 15);
}

/* Every date of the five plans: whom it binds, before which day, and the last safe one. The
 * programme's plan (Hải Phòng 2022) names quarters only. */
static const struct {
    const char *unit, *who;
    enum deadline_level level;
    enum report_kind report;
    int year;
    const char *before, *last;
} dated[] = {
    {"15664", "thôn, tổ dân phố", DEADLINE_HAMLET, REPORT_ANNUAL, 2026, "06/12/2026", "05/12/2026"},
    {"P31", "xã, phường", DEADLINE_COMMUNE, REPORT_ANNUAL, 2026, "05/12/2026", "04/12/2026"},
    {"P31", "sở, ban, ngành, Mặt trận Tổ quốc, đoàn thể, hội", DEADLINE_DEPARTMENT, REPORT_ANNUAL,
     2026, "05/12/2026", "04/12/2026"},
    {"P12", "xã, phường", DEADLINE_COMMUNE, REPORT_ANNUAL, 2026, "01/12/2026", "30/11/2026"},
    {"P12", "sở, ban, ngành, Mặt trận Tổ quốc, đoàn thể, hội", DEADLINE_DEPARTMENT, REPORT_ANNUAL,
     2026, "01/12/2026", "30/11/2026"},
    {"P12", "Sở Giáo dục và Đào tạo", DEADLINE_DEPARTMENT, REPORT_ANNUAL, 2026, "10/12/2026",
     "09/12/2026"},
    {"VN", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_ANNUAL, 2026, "15/12/2026", "14/12/2026"},
    {"VN", "bộ, ban, ngành, Mặt trận Tổ quốc, đoàn thể trung ương", DEADLINE_DEPARTMENT,
     REPORT_ANNUAL, 2026, "15/12/2026", "14/12/2026"},
    {"15664", "xã, phường", DEADLINE_COMMUNE, REPORT_PHASE1, 2025, "01/01/2026", "31/12/2025"},
    {"P31", "xã, phường", DEADLINE_COMMUNE, REPORT_PHASE1, 2025, "01/01/2026", "31/12/2025"},
    {"P31", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_PHASE1, 2025, "01/01/2026", "31/12/2025"},
    {"P12", "xã, phường", DEADLINE_COMMUNE, REPORT_PHASE1, 2025, "01/01/2026", "31/12/2025"},
    {"VN", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_PHASE1, 2025, "01/01/2026", "31/12/2025"},
    {"15664", "xã, phường", DEADLINE_COMMUNE, REPORT_FINAL, 2030, "01/01/2031", "31/12/2030"},
    {"P31", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_FINAL, 2030, "01/01/2031", "31/12/2030"},
    {"P12", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_FINAL, 2030, "01/01/2031", "31/12/2030"},
    {"VN", "tỉnh, thành phố", DEADLINE_PROVINCE, REPORT_FINAL, 2030, "01/01/2031", "31/12/2030"},
};
enum { DATED = sizeof dated / sizeof *dated };

static bool is_dated(const struct deadline_rule *r, size_t i, bool now)
{
    struct unit_key u = unit(dated[i].unit);
    if (!now && unit_level(u) != UNIT_COUNTRY)
        u.c[0] = UNIT_PRE2025;
    const char *who = r->who ? r->who : deadline_level_label(r->level);
    int year = r->month ? dated[i].year : dated[i].year + 1;
    struct buf before = {0}, last = {0};
    day d = day_make(year, r->month ? r->month : 1, r->month ? r->mday : 1);
    day_add_vn(&before, d);
    day_add_vn(&last, d - 1);
    bool is = unit_eq(r->unit, u) && r->level == dated[i].level && r->report == dated[i].report &&
              (!r->year || r->year == dated[i].year) && strcmp(who, dated[i].who) == 0 &&
              strcmp(buf_str(&before), dated[i].before) == 0 &&
              strcmp(buf_str(&last), dated[i].last) == 0;
    buf_release(&before);
    buf_release(&last);
    return is;
}

static void all_plans(void **state)
{
    bool found[DATED][2] = {{0}};
    (void)state;
    for (size_t k = 0; k < deadline_rules_n; k++) {
        bool listed = false;
        assert_true(unit_valid(deadline_rules[k].unit));
        assert_true(deadline_rules[k].source[0] != 0);
        for (size_t i = 0; i < DATED; i++)
            for (int now = 0; now < 2; now++)
                if (is_dated(&deadline_rules[k], i, now))
                    listed = found[i][now] = true;
        if (!listed)
            fail_msg("rule %zu is not in the list", k);
    }
    for (size_t i = 0; i < DATED; i++)
        if (!found[i][0] || !found[i][1])
            fail_msg("%s, %s: not shipped", dated[i].unit, dated[i].who);
}

/* Five working days before the level above. */
static void proposed(void **state)
{
    struct deadline d;
    (void)state;
    d = find("15664", "P38", DEADLINE_COMMUNE, 2026);
    expect_day(d.before, 2026, 12, 8); /* a Tuesday to a Tuesday */
    assert_true(d.proposed);
    d = find("11300", "P31", DEADLINE_HAMLET, 2026);
    expect_day(d.before, 2026, 11, 30); /* 05/12/2026 is a Saturday */
    assert_true(d.proposed);
    d = find("14800", "P38", DEADLINE_HAMLET, 2026); /* twice */
    expect_day(d.before, 2026, 12, 1);
    assert_true(d.proposed);
    expect_day(deadline_workdays_before(day_make(2026, 12, 7), 1), 2026, 12, 4);
    expect_day(deadline_workdays_before(day_make(2026, 12, 6), 1), 2026, 12, 4);
    expect_day(deadline_workdays_before(day_make(2026, 12, 7), 0), 2026, 12, 7);
}

static void expect_sentence(const struct deadline *d, day today, const char *want)
{
    struct buf b = {0};
    deadline_add_sentence(d, today, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void sentences(void **state)
{
    struct deadline d = find("15664003", "15664", DEADLINE_HAMLET, 2026);
    (void)state;
    expect_sentence(
        &d, day_make(2026, 11, 22),
        "Báo cáo năm nộp trước ngày 06/12/2026: còn 13 ngày, hạn chót là thứ Bảy 05/12.");
    expect_sentence(&d, day_make(2026, 12, 5),
                    "Báo cáo năm nộp trước ngày 06/12/2026: hôm nay, thứ Bảy 05/12, là hạn chót.");
    expect_sentence(&d, day_make(2026, 12, 6),
                    "Báo cáo năm nộp trước ngày 06/12/2026: đã quá hạn 1 ngày.");
    d = find("11300", "P31", DEADLINE_HAMLET, 2026);
    expect_sentence(&d, day_make(2026, 11, 22),
                    "Báo cáo năm nên nộp trước ngày 30/11/2026 (đề xuất): còn 7 ngày.");
    expect_sentence(&d, day_make(2026, 11, 29),
                    "Báo cáo năm nên nộp trước ngày 30/11/2026 (đề xuất): hạn là hôm nay.");
    const char *const names[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                 "thứ Sáu", "thứ Bảy", "Chủ nhật"};
    for (int i = 0; i < 7; i++)
        assert_string_equal(deadline_weekday(day_make(2026, 11, 16 + i)), names[i]);
}

/* ---- the menu ---- */

static struct menu menu(struct world *w)
{
    struct menu m;
    struct detail d = {0};
    if (menu_load(w->book, &w->who, menu_unit(w->book, &w->who), &m, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return m;
}

static void expect_entry(const struct menu *m, enum menu_id id, char digit, const char *fact)
{
    for (size_t i = 0; i < m->n; i++) {
        assert_true(i == 0 || m->v[i].digit > m->v[i - 1].digit);
        if (m->v[i].id == id) {
            assert_int_equal(m->v[i].digit, digit);
            assert_true(m->v[i].label[0] != 0);
            assert_string_equal(m->v[i].fact, fact);
            return;
        }
    }
    fail_msg("no entry %d", (int)id);
}

static bool has_entry(const struct menu *m, enum menu_id id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].id == id)
            return true;
    return false;
}

static void menus(void **state)
{
    struct world w = world_new(*state != NULL);
    struct unit_key own = unit("15664001");
    uint64_t id = 0;
    add(&w, ENTITY_HAMLET, "name=Bảo Vượng 1|hamlet=15664001|kind=tổ dân phố");
    add(&w, ENTITY_HAMLET, "name=Bảo Vượng 2|hamlet=15664002|kind=tổ dân phố");
    for (int i = 0; i < 4; i++)
        id = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê Na");
    give(&w, "family", id, 2026, STATE_PROPOSED);
    add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2026|households=6");
    add(&w, ENTITY_DOCUMENT, "number=1/KH");
    struct menu m = menu(&w);
    assert_string_equal(m.where, "Xã Triệu Sơn");
    assert_string_equal(m.when, "Năm 2026 · Giai đoạn 2");
    expect_entry(&m, MENU_HAMLETS, '1', "2 thôn, tổ dân phố");
    expect_entry(&m, MENU_HOUSEHOLDS, '2', "6 hộ, đã nhập 4");
    expect_entry(&m, MENU_PROGRESS, '4', "Gia đình: đề nghị 1 trên 6");
    expect_entry(&m, MENU_PAPERS, '7', "1 văn bản");
    expect_entry(&m, MENU_REPORTS, '8', "nên nộp trước 08/12; thôn 06/12");
    assert_true(m.deadline.proposed);
    w.who = (struct caller){"Lan", ROLE_LEADER, &own, 1, "test", w.who.today};
    m = menu(&w);
    assert_string_equal(m.where, "Tổ dân phố Bảo Vượng 1 · xã Triệu Sơn");
    expect_entry(&m, MENU_HOUSEHOLDS, '1', "6 hộ, đã nhập 4");
    expect_entry(&m, MENU_GRID, '2', "1 hộ đã đăng ký năm nay");
    expect_entry(&m, MENU_PROGRESS, '3', "Gia đình: đề nghị 1 trên 6");
    expect_entry(&m, MENU_REPORTS, '6', "nộp trước 06/12/2026");
    assert_false(has_entry(&m, MENU_IMPORT));
    assert_string_equal(
        m.deadline_text,
        "Báo cáo năm nộp trước ngày 06/12/2026: còn 13 ngày, hạn chót là thứ Bảy 05/12.");
    w.who.role = ROLE_VIEWER;
    m = menu(&w);
    assert_false(has_entry(&m, MENU_GRID));
    w.who.role = ROLE_LEADER;
    struct detail d = {0};
    assert_int_equal(menu_load(w.book, &w.who, unit("15664002"), &m, &d), STATUS_DENIED);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_the_plans), cmocka_unit_test(all_plans),
        cmocka_unit_test(proposed),     cmocka_unit_test(sentences),
        cmocka_unit_test(menus),        cmocka_unit_test_prestate(menus, &lmdb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
