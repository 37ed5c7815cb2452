/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of Tiến độ, and that the list behind a figure is as long as the figure.
 */
#include "tests/progress_world.h"

#include "forms/progress_view.h"

static struct world hamlets(bool lmdb)
{
    struct world w = world_new(lmdb);
    uint64_t id = 0;
    add(&w, ENTITY_HAMLET, "name=Tổ dân phố 1|hamlet=15664001|kind=tổ dân phố");
    add(&w, ENTITY_HAMLET, "name=Tổ dân phố 2|hamlet=15664002|kind=tổ dân phố");
    for (int i = 0; i < 6; i++) {
        id = add(&w, ENTITY_HOUSEHOLD,
                 i < 4 ? "hamlet=15664001|head=Lê Na" : "hamlet=15664002|head=Lê Na");
        give(&w, "family", id, 2025, i < 3 ? STATE_RECOGNISED : STATE_REGISTERED);
        if (i < 5)
            give(&w, "family", id, 2026,
                 i < 2   ? STATE_RECOGNISED
                 : i < 4 ? STATE_PROPOSED
                         : STATE_REGISTERED);
    }
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Đã Đi|to=1/3/2026");
    add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=Trường mầm non");
    id = add(&w, ENTITY_ORGANISATION, "name=Trạm y tế");
    give(&w, "organisation", id, 2026, STATE_RECOGNISED);
    return w;
}

static void load(struct progress_view *v)
{
    struct detail d = {0};
    if (progress_view_load(v, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void expect_row_at(int at, const struct progress_row *r, const char *want)
{
    struct buf b = {0};
    buf_addf(&b, "%s", r->label);
    for (int c = 0; c < PROGRESS_CELLS; c++)
        buf_addf(&b, "|%s", r->cell[c]);
    if (strcmp(buf_str(&b), want) != 0)
        fail_msg("line %d: %s", at, buf_str(&b));
    buf_release(&b);
}
#define expect_row(...) expect_row_at(__LINE__, __VA_ARGS__)

static void expect_text(void (*add_text)(const struct progress_view *, struct buf *),
                        const struct progress_view *v, const char *want)
{
    struct buf b = {0};
    add_text(v, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void lines(void **state)
{
    struct world w = hamlets(*state != NULL);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2026);
    assert_null(progress_view_whole(v));
    expect_text(progress_view_add_title, v, "");
    load(v);
    expect_text(progress_view_add_title, v, "Tiến độ 2026 · xã Triệu Sơn · 2 tổ dân phố");
    expect_text(progress_view_add_day, v, "đến ngày 22/11/2026");
    const struct progress_row *r = progress_view_row(v, 0);
    expect_row(r, "Gia đình học tập|6|5|4|2|33,33 %|3 hộ");
    struct buf header = {0};
    progress_view_add_header(v, PROGRESS_NEEDED, &header);
    assert_string_equal(buf_str(&header), "Còn thiếu");
    buf_release(&header);
    assert_true(r->bar);
    assert_int_equal(r->fill, 3333);
    assert_int_equal(r->mark, 8000);
    assert_true(r->mark_is_goal);
    assert_true(strncmp(r->against, "mục tiêu 2030 của cả nước: 80 % (",
                        strlen("mục tiêu 2030 của cả nước: 80 % (")) == 0);
    assert_string_equal(r->note, "theo danh sách đã nhập");
    struct buf b = {0};
    progress_view_add_source(v, &b);
    assert_true(strncmp(buf_str(&b), "Theo danh sách đã nhập. Dấu đối chiếu ",
                        strlen("Theo danh sách đã nhập. Dấu đối chiếu ")) == 0);
    assert_non_null(strstr(buf_str(&b), progress_view_whole(v)->fingerprint));
    buf_release(&b);
    add(&w, ENTITY_TARGET, "indicator=family|year=2026|value=30|source=KH 1");
    load(v); /* somebody wrote */
    r = progress_view_row(v, 0);
    expect_row(r, "Gia đình học tập|6|5|4|2|33,33 %|đã đạt");
    assert_string_equal(r->against, "chỉ tiêu năm: 30 % (KH 1)");
    assert_false(r->mark_is_goal);
    progress_view_set_unit(v, unit("15664002"));
    load(v);
    expect_row(progress_view_row(v, 0), "Gia đình học tập|2|1|0|0|0,00 %|1 hộ");
    assert_true(strncmp(progress_view_row(v, 0)->against, "chỉ tiêu năm của xã: 30 %",
                        strlen("chỉ tiêu năm của xã: 30 %")) == 0);
    assert_null(progress_view_row(v, 99));
    progress_view_free(v);
    world_free(&w);
}

/* For each figure that has a list, the list has as many. */
static void behind(struct world *w, struct progress_view *v)
{
    static const enum progress_cell cells[] = {PROGRESS_TOTAL, PROGRESS_REGISTERED,
                                               PROGRESS_PROPOSED, PROGRESS_RECOGNISED};
    for (size_t i = 0; i < progress_view_rows(v); i++) {
        const struct progress_row *r = progress_view_row(v, i);
        for (size_t c = 0; r->line && c < 4; c++) {
            struct list_behind b;
            struct detail d = {0};
            int64_t want[] = {r->line->total, r->line->registered, r->line->proposed,
                              r->line->recognised};
            if (!progress_view_behind(v, i, cells[c], &b)) {
                assert_null(list_behind_entity(r->line->indicator));
                continue;
            }
            struct list *l = list_new(w->book, &w->who, list_behind_entity(b.indicator));
            list_set_behind(l, &b);
            assert_int_equal(list_load(l, 80, 19, &d), STATUS_OK);
            if ((int64_t)list_count(l) != want[c])
                fail_msg("%s, cell %zu: %zu instead of %lld", r->label, c, list_count(l),
                         (long long)want[c]);
            list_free(l);
        }
        struct list_behind b;
        assert_false(progress_view_behind(v, i, PROGRESS_RATE, &b));
    }
}

static void by_hamlet(void **state)
{
    struct world w = hamlets(*state != NULL);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2026);
    load(v);
    behind(&w, v);
    progress_view_set_shape(v, PROGRESS_HAMLETS, INDICATOR_FAMILY, 0);
    load(v);
    assert_int_equal(progress_view_rows(v), 4);
    expect_row(progress_view_row(v, 0), "Tổ dân phố 1|4|4|4|2|50,00 %|2 hộ");
    expect_row(progress_view_row(v, 1), "Tổ dân phố 2|2|1|0|0|0,00 %|2 hộ");
    expect_row(progress_view_row(v, 2), "cấp xã|0|0|0|0|-|");
    expect_row(progress_view_row(v, 3), "Xã Triệu Sơn|6|5|4|2|33,33 %|3 hộ");
    expect_text(progress_view_add_title, v, "Tiến độ 2026 · Gia đình học tập · xã Triệu Sơn");
    behind(&w, v);
    progress_view_set_shape(v, PROGRESS_HAMLETS, INDICATOR_ORGANISATION, 0);
    load(v);
    expect_row(progress_view_row(v, 2), "cấp xã|1|1|1|1|100,00 %|đã đạt");
    behind(&w, v); /* the row of the commune itself has its own list */
    progress_view_set_unit(v, unit("15664001"));
    struct detail d = {0};
    assert_int_equal(progress_view_load(v, &d), STATUS_USAGE);
    assert_int_equal(progress_view_rows(v), 4); /* shows what it showed */
    progress_view_set_unit(v, unit("15664"));
    progress_view_set_year(v, 2030);
    assert_int_equal(progress_view_load(v, &d), STATUS_USAGE);
    progress_view_free(v);
    world_free(&w);
}

static void phases(void **state)
{
    struct world w = hamlets(false);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2026);
    (void)state;
    progress_view_set_shape(v, PROGRESS_PHASE, INDICATOR_FAMILY, PHASE_ALL);
    load(v);
    assert_int_equal(progress_view_rows(v), 4); /* 2023 to this year */
    expect_row(progress_view_row(v, 2), "2025|7|6|3|3|42,86 %|2 hộ");
    assert_int_equal(progress_view_row(v, 2)->year, 2025);
    expect_text(progress_view_add_title, v, "Tiến độ 2023-2030 · Gia đình học tập · xã Triệu Sơn");
    expect_text(
        progress_view_add_phase, v,
        "Mục tiêu 2030: 80 %. Còn 5 năm, mỗi năm thêm 7,43 điểm %. Công nhận mọi năm: 0 hộ.");
    behind(&w, v);
    progress_view_set_shape(v, PROGRESS_LINES, INDICATOR_FAMILY, 0);
    load(v);
    expect_text(progress_view_add_phase, v, "");
    progress_view_free(v);
    world_free(&w);
}

/* Hamlets over the years: recognised of total, and the list behind has as many. */
static void years_by_hamlet(void **state)
{
    struct world w = hamlets(false);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2026);
    struct list_behind b;
    struct buf text = {0};
    struct detail d = {0};
    (void)state;
    progress_view_set_shape(v, PROGRESS_YEARS, FAMILY, PHASE_2);
    load(v);
    assert_int_equal(progress_view_cells(v), 1);
    progress_view_add_header(v, 0, &text);
    assert_string_equal(buf_str(&text), "2026");
    const struct progress_row *r = progress_view_row(v, 0);
    assert_string_equal(r->cell[0], "2/4");
    assert_true(progress_view_behind(v, 0, 0, &b));
    assert_int_equal(b.year, 2026);
    struct list *l = list_new(w.book, &w.who, list_behind_entity(b.indicator));
    list_set_behind(l, &b);
    assert_int_equal(list_load(l, 80, 19, &d), STATUS_OK);
    assert_int_equal(list_count(l), 2);
    list_free(l);
    assert_false(progress_view_behind(v, 0, 1, &b));
    assert_string_equal(progress_view_row(v, progress_view_rows(v) - 1)->cell[0], "2/6");
    buf_release(&text);
    progress_view_free(v);
    world_free(&w);
}

static void expect_bar(int32_t fill, int32_t mark, size_t columns, size_t full, size_t at)
{
    struct progress_row r = {.bar = true, .fill = fill, .mark = mark};
    size_t f, m;
    progress_bar(&r, columns, &f, &m);
    if (f != full || m != at)
        fail_msg("%d of %d in %zu: full %zu, mark %zu", (int)fill, (int)mark, columns, f, m);
}

static void bars(void **state)
{
    (void)state;
    expect_bar(6520, 8000, 46, 30, 37);
    expect_bar(0, 8000, 46, 0, 37);
    expect_bar(10000, -1, 46, 46, 46);
    expect_bar(7999, 8000, 10, 8, 8); /* not over the mark before it is reached */
    expect_bar(8000, 8000, 10, 9, 8);
    expect_bar(9950, 10000, 10, 9, 9);
    expect_bar(10000, 10000, 10, 10, 9);
    expect_bar(12000, 15000, 10, 10, 9);
    expect_bar(5000, 8000, 0, 0, 0);
}

/* Who left has a line of its own, in no figure, and behind it the records. */
static void moved_line(void **state)
{
    struct world w = hamlets(*state != NULL);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2026);
    uint64_t id = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Cao Sơn|to=1/10/2026");
    give(&w, "family", id, 2026, STATE_REGISTERED);
    uint64_t within = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Cao Hà|from=1/1/2020");
    give(&w, "family", within, 2026, STATE_REGISTERED);
    change(&w, within, "hamlet=15664002"); /* only to the next hamlet */
    load(v);
    expect_row(progress_view_row(v, 0), "Gia đình học tập|7|6|4|2|28,57 %|4 hộ");
    expect_row(progress_view_row(v, 1), "  đã chuyển đi: 1 hộ||||||");
    struct list_behind b;
    assert_true(progress_view_behind(v, 1, PROGRESS_RATE, &b));
    assert_int_equal(b.state, EXPLAIN_MOVED);
    struct list *l = list_new(w.book, &w.who, list_behind_entity(b.indicator));
    struct detail d = {0};
    list_set_behind(l, &b);
    assert_int_equal(list_load(l, 80, 20, &d), STATUS_OK);
    assert_int_equal(list_count(l), 1);
    assert_int_equal(list_id(l), id);
    list_free(l);
    /* of the hamlet it left, the other one is gone too */
    progress_view_set_unit(v, unit("15664001"));
    load(v);
    expect_row(progress_view_row(v, 1), "  đã chuyển đi: 2 hộ||||||");
    progress_view_free(v);
    world_free(&w);
}

/* Closed years say who lost the title; the open one who has not been recognised again yet. */
static void lost_titles(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t a = household(&w, 1, "Lê Ất", ""), b = household(&w, 1, "Lê Bính", "");
    give(&w, "family", a, 2023, STATE_RECOGNISED);
    give(&w, "family", b, 2023, STATE_RECOGNISED);
    give(&w, "family", b, 2024, STATE_RECOGNISED);
    struct progress_view *v = progress_view_new(w.book, &w.who, unit("15664"), 2024);
    w.who.today = day_make(2025, 3, 1);
    progress_view_set_shape(v, PROGRESS_PHASE, INDICATOR_FAMILY, PHASE_1);
    load(v);
    expect_text(progress_view_add_lost, v,
                "Mất danh hiệu so với năm trước: 2024 (1 hộ). Năm 2025 chưa công nhận lại: 1 hộ.");
    progress_view_set_shape(v, PROGRESS_LINES, INDICATOR_FAMILY, PHASE_1);
    load(v);
    expect_text(progress_view_add_lost, v, "");
    progress_view_free(v);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),           cmocka_unit_test_prestate(lines, &lmdb),
        cmocka_unit_test(by_hamlet),       cmocka_unit_test_prestate(by_hamlet, &lmdb),
        cmocka_unit_test(phases),          cmocka_unit_test(bars),
        cmocka_unit_test(years_by_hamlet), cmocka_unit_test(moved_line),
        cmocka_unit_test(lost_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
