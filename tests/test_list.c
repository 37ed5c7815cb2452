/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list model: which records, which one is chosen, what stands in the cells.
 */
#include "tests/progress_world.h"

#include "forms/list.h"
#include "locale/width.h"

static struct list *list_of(struct world *w, const char *entity)
{
    return list_new(w->book, &w->who, entity_by_name(entity));
}

static void load(struct list *l, size_t width, size_t height)
{
    struct detail d = {0};
    if (list_load(l, width, height, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static const char *chosen(const struct list *l)
{
    const struct list_column *c;
    size_t n = list_columns(l, &c);
    for (size_t i = 0; i < list_rows(l); i++)
        for (size_t k = 0; k < n; k++)
            if (list_row_chosen(l, i) && c[k].field && (c[k].field->flags & FIELD_NAME))
                return list_cell(l, i, k).p;
    return "";
}

static void expect_total(const struct list *l, const char *want)
{
    struct buf b = {0};
    list_add_total(l, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

/* The names in sight, ", " between. */
static void expect_names(const struct list *l, const char *want)
{
    const struct list_column *c;
    struct buf b = {0};
    size_t n = list_columns(l, &c);
    for (size_t i = 0; i < list_rows(l); i++)
        for (size_t k = 0; k < n; k++)
            if (c[k].field && (c[k].field->flags & FIELD_NAME)) {
                buf_adds(&b, b.n ? ", " : "");
                buf_add_span(&b, list_cell(l, i, k));
            }
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static struct world with_households(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Nguyễn Thị Hường|birth=1958|address=Số 9");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê Văn Hướng|address=Số 10");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Trần Hoa|size=4");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Bùi An|birth=~1960|size=12");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Đặng Hòa|to=1/5/2026|address=Số 2");
    return w;
}

static void filters_and_totals(void **state)
{
    struct world w = with_households(*state != NULL);
    struct list *l = list_of(&w, "household");
    expect_total(l, "0 hộ"); /* before a load */
    assert_int_equal(list_id(l), 0);
    load(l, 80, 19);
    expect_total(l, "5 hộ");
    expect_names(l, "Nguyễn Thị Hường, Lê Văn Hướng, Trần Hoa, Bùi An, Đặng Hòa");
    assert_false(list_row_ended(l, 3));
    assert_true(list_row_ended(l, 4));
    list_set_valid_on(l, w.who.today);
    load(l, 80, 19);
    expect_total(l, "4 hộ");
    list_set_unit(l, unit("15664001"));
    load(l, 80, 19);
    expect_total(l, "3 hộ");
    list_set_text(l, SPAN_LIT("huong"));
    load(l, 80, 19);
    expect_total(l, "2 trên 3 hộ");
    expect_names(l, "Nguyễn Thị Hường, Lê Văn Hướng");
    list_set_text(l, SPAN_LIT("hướng"));
    load(l, 80, 19);
    assert_string_equal(chosen(l), "Lê Văn Hướng"); /* the exact marks first */
    list_set_text(l, SPAN_LIT("3"));
    load(l, 80, 19);
    assert_string_equal(chosen(l), "Trần Hoa");
    list_set_text(l, SPAN_LIT("xyz"));
    load(l, 80, 19);
    expect_total(l, "0 trên 3 hộ");
    assert_int_equal(list_id(l), 0);
    assert_int_equal(list_rows(l), 0);
    list_move(l, 1);
    list_page(l, 1);
    assert_int_equal(list_at(l), 0);
    list_set_text(l, SPAN_LIT(" ")); /* nothing typed yet */
    load(l, 80, 19);
    expect_total(l, "3 hộ");
    list_free(l);
    world_free(&w);
}

static void sorts(void **state)
{
    struct world w = with_households(false);
    struct list *l = list_of(&w, "household");
    const struct entity *e = list_entity(l);
    (void)state;
    list_set_sort(l, LIST_BY_NAME, NULL);
    load(l, 80, 19);
    expect_names(l, "Bùi An, Trần Hoa, Đặng Hòa, Nguyễn Thị Hường, Lê Văn Hướng");
    list_set_sort(l, LIST_BY_FIELD, &e->fields[entity_field(e, "address")]);
    load(l, 80, 19); /* 2, 9, 10; who has none is last */
    expect_names(l, "Đặng Hòa, Nguyễn Thị Hường, Lê Văn Hướng, Trần Hoa, Bùi An");
    list_set_sort(l, LIST_BY_FIELD, &e->fields[entity_field(e, "size")]);
    load(l, 80, 19);
    expect_names(l, "Trần Hoa, Bùi An, Nguyễn Thị Hường, Lê Văn Hướng, Đặng Hòa");
    list_set_sort(l, LIST_BY_FIELD, &e->fields[entity_field(e, "birth")]);
    load(l, 80, 19);
    expect_names(l, "Nguyễn Thị Hường, Bùi An, Lê Văn Hướng, Trần Hoa, Đặng Hòa");
    list_free(l);
    world_free(&w);
}

/* Somebody else writes: the list shows it at the next look, the choice stays where it was. */
static void choice_stays(void **state)
{
    struct world w = with_households(*state != NULL);
    struct list *l = list_of(&w, "household");
    list_set_sort(l, LIST_BY_NAME, NULL);
    load(l, 80, 3);
    list_move(l, 3);
    load(l, 80, 3);
    assert_string_equal(chosen(l), "Nguyễn Thị Hường");
    assert_int_equal(list_top(l), 1);
    uint64_t id = list_id(l);
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Ngô Ánh");
    load(l, 80, 3);
    expect_total(l, "6 hộ");
    assert_int_equal(list_id(l), id);
    assert_int_equal(list_at(l), 4);
    assert_int_equal(list_top(l), 2); /* and in its line of the screen */
    list_set_sort(l, LIST_BY_NUMBER, NULL);
    load(l, 80, 3);
    assert_int_equal(list_id(l), id);
    assert_true(delete_one(w.book, &w.who, id, NULL) == STATUS_OK);
    load(l, 80, 3);
    assert_int_not_equal(list_id(l), id);
    assert_int_equal(list_count(l), 5);
    list_free(l);
    world_free(&w);
}

static void moves_stop_at_the_ends(void **state)
{
    struct world w = with_households(false);
    struct list *l = list_of(&w, "household");
    (void)state;
    load(l, 80, 2);
    list_move(l, -1);
    assert_int_equal(list_at(l), 0);
    list_page(l, 1);
    load(l, 80, 2);
    assert_int_equal(list_at(l), 2);
    assert_int_equal(list_top(l), 2);
    list_page(l, 5);
    load(l, 80, 2);
    assert_int_equal(list_at(l), 4);
    assert_int_equal(list_top(l), 3);
    list_page(l, -9);
    load(l, 80, 2);
    assert_int_equal(list_at(l), 0);
    list_go(l, 999);
    load(l, 80, 2);
    assert_int_equal(list_at(l), 4);
    list_move(l, -4); /* out of sight, then the screen grows before it is read */
    load(l, 80, 30);
    assert_int_equal(list_top(l), 0);
    assert_int_equal(list_rows(l), 5);
    assert_false(list_choose(l, 1));
    list_free(l);
    world_free(&w);
}

static size_t widths(const struct list *l)
{
    const struct list_column *c;
    size_t n = list_columns(l, &c), end = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(c[i].at >= end);
        end = c[i].at + c[i].width;
    }
    return end;
}

static void columns_fit(void **state)
{
    struct world w = with_households(false);
    (void)state;
    for (size_t i = 0; entity_at(i); i++) {
        struct list *l = list_new(w.book, &w.who, entity_at(i));
        for (size_t width = 20; width <= 200; width += 6) {
            struct buf row = {0};
            load(l, width, 5);
            assert_int_equal(widths(l), width);
            list_add_headers(l, &row);
            assert_int_equal(width_columns(buf_span(&row)), width);
            for (size_t r = 0; r < list_rows(l); r++) {
                buf_reset(&row);
                list_add_row(l, r, &row);
                assert_int_equal(width_columns(buf_span(&row)), width);
            }
            buf_release(&row);
        }
        list_free(l);
    }
    world_free(&w);
}

/* The name of the hamlet stands beside who it is, unless it is the same for all. */
static void hamlet_column(void **state)
{
    struct world w = with_households(false);
    struct list *l = list_of(&w, "household");
    const struct list_column *c;
    (void)state;
    load(l, 80, 5);
    list_columns(l, &c);
    assert_int_equal(c[0].kind, LIST_NUMBER);
    assert_string_equal(c[1].field->name, "head");
    assert_string_equal(c[2].field->name, "hamlet");
    assert_true(span_eq_str(list_cell(l, 3, 2), "Thôn 2"));
    assert_true(span_eq_str(list_cell(l, 3, 0), "1"));
    assert_true(span_eq_str(list_cell(l, 9, 0), ""));
    list_set_unit(l, unit("15664001"));
    load(l, 80, 5);
    list_columns(l, &c);
    assert_string_not_equal(c[2].field->name, "hamlet");
    list_free(l);
    world_free(&w);
}

static void no_escape_reaches_the_screen(void **state)
{
    struct world w = world_new(false);
    struct record r;
    (void)state;
    record_init(&r, entity_by_name("document"));
    fill(&r, "number=12/QĐ");
    value_set_s(record_value(&r, "subject"), SPAN_LIT("a\x1b[2Jb"));
    keep(&w, &r);
    record_release(&r);
    struct list *l = list_of(&w, "document");
    struct buf b = {0};
    load(l, 120, 5);
    expect_total(l, "1 văn bản");
    list_add_row(l, 0, &b);
    assert_null(memchr(b.p, 0x1b, b.n));
    buf_release(&b);
    list_free(l);
    world_free(&w);
}

static void leader_sees_the_own(void **state)
{
    struct world w = with_households(false);
    struct unit_key own = unit("15664002");
    struct detail d = {0};
    (void)state;
    w.who = (struct caller){"to", ROLE_LEADER, &own, 1, "test", w.who.today};
    struct list *l = list_of(&w, "household");
    load(l, 80, 9);
    expect_total(l, "2 hộ");
    list_set_unit(l, unit("15664001"));
    assert_int_equal(list_load(l, 80, 9, &d), STATUS_DENIED);
    assert_true(d.text[0] != 0);
    expect_total(l, "2 hộ"); /* shows what it showed */
    list_free(l);
    world_free(&w);
}

static void behind_a_figure(void **state)
{
    struct world w = with_households(*state != NULL);
    struct list *l = list_of(&w, "household");
    uint64_t last = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Cao Yên");
    give(&w, "family", last, 2025, STATE_RECOGNISED);
    give(&w, "family", last, 2026, STATE_REGISTERED);
    struct list_behind b = {unit("15664"), INDICATOR_FAMILY, 2026, EXPLAIN_TOTAL};
    list_set_behind(l, &b);
    load(l, 80, 19);
    expect_total(l, "5 hộ"); /* who left is not counted */
    assert_int_equal(ask(&w, "15664", 2026).line[0].total, 5);
    b.state = EXPLAIN_REGISTERED;
    list_set_behind(l, &b);
    load(l, 80, 19);
    expect_names(l, "Cao Yên");
    const struct list_column *c;
    list_columns(l, &c);
    assert_int_equal(c[2].kind, LIST_STATE);
    assert_true(span_eq_str(list_cell(l, 0, 2), "Đăng ký"));
    b.state = EXPLAIN_MISSING;
    list_set_behind(l, &b);
    list_set_text(l, SPAN_LIT("hoa"));
    load(l, 80, 19);
    expect_total(l, "1 trên 5 hộ");
    b.year = 2025, b.state = EXPLAIN_RECOGNISED;
    list_set_behind(l, &b);
    list_set_text(l, SPAN_LIT(""));
    load(l, 80, 19);
    expect_names(l, "Cao Yên");
    assert_null(list_behind_entity(INDICATOR_COMMUNE));
    list_set_behind(l, NULL);
    load(l, 80, 19);
    expect_total(l, "6 hộ");
    list_free(l);
    world_free(&w);
}

static void first_of_many_hits(void **state)
{
    struct world w = world_new(false);
    (void)state;
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    for (int i = 0; i < 420; i++)
        add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê Na");
    struct list *l = list_of(&w, "household");
    list_set_text(l, SPAN_LIT("na"));
    load(l, 80, 9);
    expect_total(l, "400 đầu trên 420 hộ tìm thấy");
    list_free(l);
    world_free(&w);
}

static bool has_column(const struct list *l, const char *field)
{
    const struct list_column *c;
    size_t n = list_columns(l, &c);
    for (size_t i = 0; i < n; i++)
        if (c[i].field && strcmp(c[i].field->name, field) == 0)
            return true;
    return false;
}

/* What is empty in every record, and a place the title of the list says, take no column. */
static void columns_that_say_something(void **state)
{
    struct world w = with_households(*state != NULL);
    struct list *l = list_of(&w, "household");
    load(l, 160, 3); /* not only the rows in sight count */
    assert_true(has_column(l, "address"));
    assert_true(has_column(l, "size"));
    assert_true(has_column(l, "hamlet"));
    assert_false(has_column(l, "sex"));
    list_set_text(l, span_of("Số 9"));
    load(l, 160, 3);
    assert_true(has_column(l, "size")); /* nothing goes while somebody types */
    list_set_text(l, span_of(""));
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Vũ Lan|sex=female");
    load(l, 160, 3);
    assert_true(has_column(l, "sex"));
    list_free(l);
    l = list_of(&w, "initiative");
    list_set_unit(l, w.book->commune);
    add(&w, ENTITY_INITIATIVE, "name=Tiếng kẻng|hamlet=15664");
    load(l, 160, 3);
    assert_false(has_column(l, "hamlet"));
    add(&w, ENTITY_INITIATIVE, "name=Tủ sách|hamlet=15664001");
    load(l, 160, 3);
    assert_true(has_column(l, "hamlet"));
    list_free(l);
    world_free(&w);
}

static void expect_cell(const struct list *l, const char *field, const char *want)
{
    const struct list_column *c;
    size_t n = list_columns(l, &c);
    for (size_t k = 0; k < n; k++)
        if (c[k].field && strcmp(c[k].field->name, field) == 0) {
            assert_string_equal(list_cell(l, 0, k).p, want);
            return;
        }
    fail_msg("no column %s", field);
}

/* 1201 people are 1.201; 2025 stays a year. */
static void thousands(void **state)
{
    struct world w = world_new(false);
    (void)state;
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    add(&w, ENTITY_YEARFACT, "hamlet=15664|year=2025|households=1201|people=12450");
    struct list *l = list_of(&w, "yearfact");
    load(l, 100, 10);
    expect_cell(l, "households", "1.201");
    expect_cell(l, "people", "12.450");
    expect_cell(l, "year", "2025");
    list_free(l);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands),
        cmocka_unit_test(filters_and_totals),
        cmocka_unit_test_prestate(filters_and_totals, &lmdb),
        cmocka_unit_test(sorts),
        cmocka_unit_test(choice_stays),
        cmocka_unit_test_prestate(choice_stays, &lmdb),
        cmocka_unit_test(moves_stop_at_the_ends),
        cmocka_unit_test(columns_fit),
        cmocka_unit_test(hamlet_column),
        cmocka_unit_test(no_escape_reaches_the_screen),
        cmocka_unit_test(leader_sees_the_own),
        cmocka_unit_test(behind_a_figure),
        cmocka_unit_test_prestate(behind_a_figure, &lmdb),
        cmocka_unit_test(first_of_many_hits),
        cmocka_unit_test(columns_that_say_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
