/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fund of a hamlet that is merged or split: each paper book's balance, and each đồng of the
 * commune once.
 */
#include "tests/progress_world.h"

#include "core/fund.h"
#include "core/units_merge.h"
#include "forms/doc_text.h"
#include "forms/fund_view.h"
#include "forms/report.h"
#include "locale/mem.h"

struct asked {
    struct unit_key unit;
    int year;
    struct fund_book book;
    struct fund_list list;
};

static enum status load_book(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return fund_book_load(t, a->unit, 0, a->year, &a->book);
}

static enum status load_list(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return fund_list_load(t, a->unit, a->year, &a->list);
}

/* opening, in, out, moved, closing */
static void check(struct world *w, const char *code, int year, const int64_t want[5])
{
    struct asked a = {.unit = unit(code), .year = year};
    assert_int_equal(book_read(w->book, &w->who, load_book, &a, NULL), STATUS_OK);
    const struct fund_book *b = &a.book;
    const int64_t is[5] = {b->opening, b->in, b->out, b->moved, b->closing};
    for (int i = 0; i < 5; i++)
        if (is[i] != want[i])
            fail_msg("%s %d: figure %d is %lld, not %lld", code, year, i, (long long)is[i],
                     (long long)want[i]);
    assert_int_equal(b->closing, b->opening + b->in - b->out + b->moved);
    if (b->n)
        assert_int_equal(b->row[b->n - 1].balance, b->closing);
    fund_book_release(&a.book);
}
#define CHECK(w, code, year, ...) check(w, code, year, (const int64_t[5]){__VA_ARGS__})

static struct fund_book sum_of(struct world *w, int year, size_t *funds)
{
    struct asked a = {.unit = unit("15664"), .year = year};
    struct fund_book sum;
    assert_int_equal(book_read(w->book, &w->who, load_list, &a, NULL), STATUS_OK);
    fund_list_sum(&a.list, &sum);
    *funds = a.list.n;
    fund_list_release(&a.list);
    return sum;
}

static void enter(struct world *w, const char *where, const char *date, const char *direction,
                  const char *purpose, const char *amount)
{
    char all[200];
    snprintf(all, sizeof all, "hamlet=%s|date=%s|direction=%s|purpose=%s|amount=%s", where, date,
             direction, purpose, amount);
    add(w, ENTITY_FUND, all);
}

static void regroup(struct world *w, const char *old, const char *now, day from, bool part,
                    const char *name, bool dry_run, struct buf *text)
{
    struct merge_input in = {0};
    struct merge_plan plan;
    struct detail d = {0};
    char *copy = name ? mem_strdup(name) : NULL;
    merge_add_row(&in, &(struct merge_row){.line = 2,
                                           .old = unit(old),
                                           .now = unit(now),
                                           .part = part,
                                           .kind = part ? UNIT_KIND_PART : UNIT_KIND_FULL,
                                           .from = from,
                                           .name = copy});
    if (units_merge(w->book, &w->who, &in, dry_run, &plan, &d) != STATUS_OK || plan.refusals)
        fail_msg("%s %s", d.text, plan.refusals ? plan.refusal[0].text : "");
    if (text)
        merge_plan_add_text(&plan, text);
    merge_plan_release(&plan);
    merge_input_release(&in);
    free(copy);
}

/* A fund of a clan that has no record. */
static void enter_typed(struct world *w, const char *owner, const char *fields)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_FUND));
    fill(&r, fields);
    int i = entity_field(r.e, "owner");
    assert_int_not_equal(field_parse(&r.e->fields[i], span_of(owner), NULL, &r.v[i]), REASON_NONE);
    keep(w, &r);
    record_release(&r);
}

static struct world three_hamlets(void)
{
    struct world w = world_new(false);
    add(&w, ENTITY_HAMLET, "name=Thôn Đông|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn Đoài|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn Nam|kind=thôn");
    enter(&w, "15664001", "1/1/2025", "thu", "số dư đầu", "700.000");
    enter(&w, "15664001", "3/3/2026", "thu", "đóng góp", "500.000");
    enter(&w, "15664001", "1/6/2026", "chi", "học bổng", "200.000");
    enter(&w, "15664002", "5/2/2026", "thu", "đóng góp", "300.000");
    enter(&w, "15664003", "1/1/2026", "thu", "số dư đầu", "50.000");
    return w;
}

static void merged(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    struct fund_book sum;
    size_t funds;
    struct buf text = {0};
    day july = day_make(2026, 7, 1);
    regroup(&w, "15664001", "15664002", july, false, NULL, true, &text);
    if (!strstr(buf_str(&text), "Quỹ khuyến học 1.000.000 đồng: sổ cũ đóng, số dư chuyển sang sổ "
                                "Thôn Đoài."))
        fail_msg("%s", buf_str(&text));
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, 0, 1000000); /* only looked at */

    regroup(&w, "15664001", "15664002", july, false, NULL, false, NULL);
    CHECK(&w, "15664001", 2025, 700000, 0, 0, 0, 700000); /* before, nothing has changed */
    CHECK(&w, "15664002", 2025, 0, 0, 0, 0, 0);
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, -1000000, 0);
    CHECK(&w, "15664002", 2026, 0, 300000, 0, 1000000, 1300000);
    CHECK(&w, "15664002", 0, 0, 300000, 0, 1000000, 1300000);
    sum = sum_of(&w, 2026, &funds);
    assert_int_equal(funds, 3);
    assert_int_equal(sum.opening, 750000);
    assert_int_equal(sum.in, 800000);
    assert_int_equal(sum.out, 200000);
    assert_int_equal(sum.moved, 0);
    assert_int_equal(sum.closing, 1350000);

    /* a receipt of the old book that is found late goes over too */
    enter(&w, "15664001", "20/7/2026", "thu", "đóng góp", "10.000");
    CHECK(&w, "15664001", 2026, 700000, 510000, 200000, -1010000, 0);
    CHECK(&w, "15664002", 2026, 0, 300000, 0, 1010000, 1310000);
    assert_int_equal(sum_of(&w, 2026, &funds).closing, 1360000);
    buf_release(&text);
    world_free(&w);
}

/* Merged twice, and the year after: nothing is lost on the way, and closed books are not listed. */
static void merged_twice(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    size_t funds;
    w.who.today = day_make(2027, 3, 1);
    regroup(&w, "15664001", "15664002", day_make(2026, 7, 1), false, NULL, false, NULL);
    regroup(&w, "15664002", "15664003", day_make(2027, 1, 1), false, NULL, false, NULL);
    CHECK(&w, "15664002", 2026, 0, 300000, 0, 1000000, 1300000);
    CHECK(&w, "15664003", 2026, 50000, 0, 0, 0, 50000);
    CHECK(&w, "15664002", 2027, 1300000, 0, 0, -1300000, 0);
    CHECK(&w, "15664003", 2027, 50000, 0, 0, 1300000, 1350000);
    assert_int_equal(sum_of(&w, 2026, &funds).closing, 1350000);
    assert_int_equal(funds, 3);
    assert_int_equal(sum_of(&w, 2027, &funds).closing, 1350000);
    assert_int_equal(funds, 2); /* that of Thôn Đông was closed before */
    enter(&w, "15664001", "5/2/2027", "chi", "khen thưởng",
          "20.000"); /* and now it is there again */
    CHECK(&w, "15664001", 2027, 0, 0, 20000, 20000, 0);
    CHECK(&w, "15664003", 2027, 50000, 0, 0, 1280000, 1330000);
    assert_int_equal(sum_of(&w, 2027, &funds).closing, 1330000);
    assert_int_equal(funds, 3);
    world_free(&w);
}

/* What people have moved themselves is not moved again. */
static void moved_by_hand(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    enter(&w, "15664001", "30/6/2026", "chi", "chuyển quỹ", "1.000.000");
    enter(&w, "15664002", "30/6/2026", "thu", "chuyển quỹ", "1.000.000");
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, -1000000, 0);
    regroup(&w, "15664001", "15664002", day_make(2026, 7, 1), false, NULL, false, NULL);
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, -1000000, 0);
    CHECK(&w, "15664002", 2026, 0, 300000, 0, 1000000, 1300000);
    world_free(&w);
}

/* handed over some days after the merger, as it happens */
static void moved_by_hand_late(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    enter(&w, "15664001", "5/7/2026", "chi", "chuyển quỹ", "1.000.000");
    enter(&w, "15664002", "5/7/2026", "thu", "chuyển quỹ", "1.000.000");
    regroup(&w, "15664001", "15664002", day_make(2026, 7, 1), false, NULL, false, NULL);
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, -1000000, 0);
    CHECK(&w, "15664002", 2026, 0, 300000, 0, 1000000, 1300000);
    world_free(&w);
}

static enum status report_fn(struct book_tx *t, void *context)
{
    struct doc *d = context;
    doc_release(d);
    return report_by_name("fund-book")
        ->build(t, &(struct report_of){.unit = unit("15664"), .year = 2026}, d);
}

static void printed(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    struct doc doc = {0};
    struct buf text = {0}, row = {0};
    regroup(&w, "15664001", "15664002", day_make(2026, 7, 1), false, NULL, false, NULL);
    assert_int_equal(book_read(w.book, &w.who, report_fn, &doc, NULL), STATUS_OK);
    doc_text_write(&doc, 200, &text);
    static const char *const has[] = {"Số dư chuyển sang Thôn Đoài",
                                      "Số dư chuyển sang từ Thôn Đông",
                                      "Sổ này đóng: từ ngày 01/07/2026 quỹ thuộc thôn Đoài.",
                                      "Cộng, không kể tiền chuyển quỹ", "Chuyển quỹ đi"};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (!strstr(buf_str(&text), has[i]))
            fail_msg("no '%s' in\n%s", has[i], buf_str(&text));
    doc_release(&doc);
    buf_release(&text);

    struct fund_view *v = fund_view_new(w.book, &w.who, unit("15664002"), 2026);
    assert_int_equal(fund_view_load(v, NULL), STATUS_OK);
    assert_int_equal(fund_view_rows(v), 3);
    fund_view_add_row(v, 2, 78, &row);
    assert_non_null(strstr(buf_str(&row), "Nhận từ Thôn Đông"));
    assert_int_equal(fund_view_id(v, 2), 0);
    buf_reset(&row);
    fund_view_add_totals(v, &row);
    assert_string_equal(buf_str(&row), "Thu 300.000, chi 0, nhận chuyển quỹ 1.000.000, còn "
                                       "1.300.000 đồng.");
    fund_view_free(v);
    buf_release(&row);
    world_free(&w);
}

/* A split hamlet's fund stays: how it is shared out is not for a program to say. */
static void split(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    struct buf text = {0};
    regroup(&w, "15664001", "15664004", day_make(2026, 7, 1), true, "Thôn Bắc", false, &text);
    if (!strstr(buf_str(&text), "còn ở sổ Thôn Đông. Chia thế nào do các nơi thống nhất"))
        fail_msg("%s", buf_str(&text));
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, 0, 1000000);
    enter(&w, "15664001", "2/7/2026", "chi", "chuyển quỹ", "400.000");
    enter(&w, "15664004", "2/7/2026", "thu", "chuyển quỹ", "400.000");
    CHECK(&w, "15664001", 2026, 700000, 500000, 200000, -400000, 600000);
    CHECK(&w, "15664004", 2026, 0, 0, 0, 400000, 400000);
    size_t funds;
    struct fund_book sum = sum_of(&w, 2026, &funds);
    assert_int_equal(sum.in, 800000);
    assert_int_equal(sum.out, 200000);
    assert_int_equal(sum.closing, 1350000);
    buf_release(&text);
    world_free(&w);
}

/* A clan that is typed and not listed has no record that moves: its fund goes where the hamlet
 * went, and is one book with what is entered there. */
static void typed_clans_go_along(void **state)
{
    (void)state;
    struct world w = three_hamlets();
    struct asked a = {.unit = unit("15664002"), .year = 2026};
    enter_typed(&w, "Họ Vũ", "hamlet=15664001|date=2/2/2026|direction=thu|amount=90.000");
    regroup(&w, "15664001", "15664002", day_make(2026, 7, 1), false, NULL, false, NULL);
    enter_typed(&w, "họ Vũ", "hamlet=15664002|date=2/8/2026|direction=chi|amount=40.000");
    assert_int_equal(book_read(w.book, &w.who, load_list, &a, NULL), STATUS_OK);
    assert_int_equal(a.list.n, 2);
    assert_null(a.list.v[0].owner_name);
    assert_int_equal(a.list.v[0].closing, 1300000);
    assert_string_equal(a.list.v[1].owner_name, "Họ Vũ");
    assert_int_equal(a.list.v[1].in, 90000);
    assert_int_equal(a.list.v[1].closing, 50000);
    fund_list_release(&a.list);
    /* merged again: on to the one that is there now */
    w.who.today = day_make(2026, 12, 1);
    regroup(&w, "15664002", "15664003", day_make(2026, 12, 1), false, NULL, false, NULL);
    a.unit = unit("15664003");
    assert_int_equal(book_read(w.book, &w.who, load_list, &a, NULL), STATUS_OK);
    assert_int_equal(a.list.n, 2);
    assert_int_equal(a.list.v[1].closing, 50000);
    fund_list_release(&a.list);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merged),
        cmocka_unit_test(merged_twice),
        cmocka_unit_test(moved_by_hand),
        cmocka_unit_test(moved_by_hand_late),
        cmocka_unit_test(printed),
        cmocka_unit_test(split),
        cmocka_unit_test(typed_clans_go_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
