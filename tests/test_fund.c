/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fund book beside a paper book: every line, every balance, every total.
 */
#include "tests/progress_world.h"

#include "core/fund.h"

/* ---- the paper book of hamlet 1 ---- */

static const char *const paper[] = {
    /* as they were entered: in no order */
    "number=2|date=10/9/2026|direction=chi|purpose=học bổng|grants=4|amount=1.200.000|name=Học "
    "sinh nghèo",
    "number=1|date=5/1/2026|direction=thu|purpose=đóng góp|amount=2.000.000|name=Gia đình ông Bình",
    "date=1/1/2025|direction=thu|purpose=số dư đầu|amount=750.000",
    "number=10|date=20/11/2026|direction=chi|purpose=khen thưởng|grants=12|amount=600.000",
    "number=1|date=3/3/2025|direction=thu|purpose=đóng góp|amount=500.000|name=Hội đồng hương",
    "number=9|date=20/11/2026|direction=chi|purpose=khen thưởng|grants=3|amount=300.000",
    "number=2|date=20/11/2025|direction=chi|purpose=khen thưởng|grants=5|amount=350.000",
    "number=2|date=10/9/2026|direction=thu|purpose=đóng góp|amount=400.000|name=Chi hội",
    "number=3|date=15/9/2026|direction=chi|purpose=hỗ trợ|grants=1|amount=200.000|name=Em Na",
    "date=2026|direction=thu|amount=50.000", /* only the year is known, and not for what */
};

/* 2026, as it stands on paper: carried over 750.000 + 500.000 - 350.000 = 900.000. */
static const struct {
    const char *number;
    char direction;
    int64_t amount, balance;
} year_2026[] = {
    {"", '+', 50000, 950000},     {"1", '+', 2000000, 2950000}, {"2", '+', 400000, 3350000},
    {"2", '-', 1200000, 2150000}, {"3", '-', 200000, 1950000},  {"9", '-', 300000, 1650000},
    {"10", '-', 600000, 1050000},
};

struct asked {
    struct unit_key unit;
    uint64_t owner;
    int year;
    struct fund_book book;
    struct fund_list list;
};

static enum status load_book(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return fund_book_load(t, a->unit, a->owner, a->year, &a->book);
}

static enum status load_list(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return fund_list_load(t, a->unit, a->year, &a->list);
}

static struct fund_book book_of(struct world *w, const char *code, uint64_t owner, int year)
{
    struct asked a = {.unit = unit(code), .owner = owner, .year = year};
    assert_int_equal(book_read(w->book, &w->who, load_book, &a, NULL), STATUS_OK);
    assert_int_equal(a.book.closing, a.book.opening + a.book.in - a.book.out);
    return a.book;
}

static struct fund_list list_of(struct world *w, const char *code, int year)
{
    struct asked a = {.unit = unit(code), .year = year};
    assert_int_equal(book_read(w->book, &w->who, load_list, &a, NULL), STATUS_OK);
    return a.list;
}

static uint64_t enter(struct world *w, const char *where, const char *fields)
{
    char all[400];
    snprintf(all, sizeof all, "hamlet=%s|%s", where, fields);
    return add(w, ENTITY_FUND, all);
}

static struct world a_commune(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn Đông|hamlet=15664001|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn Đoài|hamlet=15664002|kind=thôn");
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++)
        enter(&w, "15664001", paper[i]);
    return w;
}

static void as_on_paper(void **state)
{
    struct world w = a_commune(*state != NULL);
    struct fund_book b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.opening, 900000);
    assert_int_equal(b.n, sizeof year_2026 / sizeof *year_2026);
    for (size_t i = 0; i < b.n; i++) {
        assert_string_equal(b.row[i].number, year_2026[i].number);
        assert_int_equal(b.row[i].direction, year_2026[i].direction == '+' ? FUND_IN : FUND_OUT);
        assert_int_equal(b.row[i].amount, year_2026[i].amount);
        assert_int_equal(b.row[i].balance, year_2026[i].balance);
    }
    assert_int_equal(b.in, 2450000);
    assert_int_equal(b.out, 2300000);
    assert_int_equal(b.closing, 1050000);
    assert_int_equal(b.in_by[FUND_DONATION].rows, 2);
    assert_int_equal(b.in_by[FUND_DONATION].amount, 2400000);
    assert_int_equal(b.in_by[0].amount, 50000);
    assert_int_equal(b.out_by[FUND_SCHOLARSHIP].grants, 4);
    assert_int_equal(b.out_by[FUND_SCHOLARSHIP].amount, 1200000);
    assert_int_equal(b.out_by[FUND_REWARD].rows, 2);
    assert_int_equal(b.out_by[FUND_REWARD].grants, 15);
    assert_int_equal(b.out_by[FUND_REWARD].amount, 900000);
    assert_int_equal(b.out_by[FUND_SUPPORT].amount, 200000);
    assert_int_equal(b.duplicates, 0); /* "2" came in once and went out once */
    assert_int_equal(b.below_zero, 0);
    fund_book_release(&b);

    /* the year in which the book was begun: what was there is no income */
    b = book_of(&w, "15664001", 0, 2025);
    assert_int_equal(b.opening, 750000);
    assert_int_equal(b.in, 500000);
    assert_int_equal(b.out, 350000);
    assert_int_equal(b.closing, 900000);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.row[0].purpose, FUND_OPENING);
    assert_int_equal(b.row[0].balance, 750000);
    assert_int_equal(b.in_by[FUND_OPENING].rows, 0);
    fund_book_release(&b);

    /* before it, after it, and all of it */
    b = book_of(&w, "15664001", 0, 2024);
    assert_true(b.opening == 0 && b.n == 0 && b.closing == 0);
    fund_book_release(&b);
    b = book_of(&w, "15664001", 0, 2027);
    assert_true(b.opening == 1050000 && b.n == 0 && b.closing == 1050000);
    fund_book_release(&b);
    b = book_of(&w, "15664001", 0, 0);
    assert_int_equal(b.n, 10);
    assert_int_equal(b.in, 2950000);
    assert_int_equal(b.closing, 1050000);
    fund_book_release(&b);
    world_free(&w);
}

/* A corrected or deleted receipt changes every balance behind it: none is stored. */
static void corrections(void **state)
{
    struct world w = a_commune(false);
    struct detail d = {0};
    (void)state;
    uint64_t id = enter(&w, "15664001", "number=4|date=1/2/2026|direction=thu|amount=100.000");
    struct fund_book b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.row[2].balance, 3050000);
    assert_int_equal(b.closing, 1150000);
    fund_book_release(&b);
    change(&w, id, "amount=1.000.000|direction=chi");
    b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.row[2].balance, 1950000);
    assert_int_equal(b.closing, 50000);
    fund_book_release(&b);
    change(&w, id, "amount=3.000.000");
    b = book_of(&w, "15664001", 0, 2026); /* 2.950.000 - 3.000.000 */
    assert_int_equal(b.row[2].balance, -50000);
    assert_int_equal(b.below_zero, 5);
    fund_book_release(&b);
    assert_int_equal(delete_one(w.book, &w.who, id, &d), STATUS_OK);
    b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.closing, 1050000);
    fund_book_release(&b);
    world_free(&w);
}

static void receipts_twice(void **state)
{
    struct world w = a_commune(false);
    (void)state;
    enter(&w, "15664001", "number=1|date=7/10/2026|direction=thu|amount=10.000");
    enter(&w, "15664001", "number=1|date=8/10/2026|direction=chi|amount=10.000");
    struct fund_book b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.duplicates, 2);
    for (size_t i = 0; i < b.n; i++)
        assert_int_equal(b.row[i].duplicate,
                         strcmp(b.row[i].number, "1") == 0 && b.row[i].direction == FUND_IN);
    fund_book_release(&b);
    b = book_of(&w, "15664001", 0, 0); /* number 1 of 2025 is another one */
    assert_int_equal(b.duplicates, 2);
    fund_book_release(&b);
    world_free(&w);
}

/* One number however it is written: on the pad "01", in an old file "1". */
static void numbers_written_otherwise(void **state)
{
    static const char *const one[] = {"1", "01", "001", " 1 "}, *const pad[] = {"PT 07", "pt7"};
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        struct buf b = {0};
        fund_add_receipt_key(&b, span_of(i < 4 ? one[i] : pad[i - 4]));
        assert_string_equal(buf_str(&b), i < 4 ? "1" : "pt7");
        buf_release(&b);
    }
    struct world w = a_commune(false);
    enter(&w, "15664001", "number=01|date=7/10/2026|direction=thu|amount=10.000");
    struct fund_book b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.duplicates, 2);
    fund_book_release(&b);
    world_free(&w);
}

static void missing_are(struct world *w, const char *code, int year, size_t n, int64_t first,
                        enum fund_direction direction)
{
    struct fund_book b = book_of(w, code, 0, year);
    assert_int_equal(b.n_missing, n);
    if (n) {
        assert_int_equal(b.missing[0].number, first);
        assert_int_equal(b.missing[0].direction, direction);
    }
    fund_book_release(&b);
}

static void receipts_missing(void **state)
{
    struct world w = a_commune(false);
    (void)state;
    missing_are(&w, "15664001", 2026, 0, 0, 0); /* out: 2 3 9 10, more missing than there */
    /* in and out share the numbers: 1 to 6 without 4 */
    enter(&w, "15664002", "number=1|date=5/1/2024|direction=thu|amount=100.000");
    enter(&w, "15664002", "number=2|date=6/1/2024|direction=chi|amount=10.000");
    enter(&w, "15664002", "number=3|date=7/1/2024|direction=chi|amount=10.000");
    enter(&w, "15664002", "number=06|date=8/1/2024|direction=thu|amount=10.000");
    enter(&w, "15664002", "number=5|date=9/1/2024|direction=chi|amount=10.000");
    enter(&w, "15664002", "number=A/9|date=9/1/2024|direction=chi|amount=10.000");
    missing_are(&w, "15664002", 2024, 1, 4, 0);
    missing_are(&w, "15664002", 2025, 0, 0, 0); /* numbers begin anew */
    missing_are(&w, "15664002", 0, 0, 0, 0);
    /* 1 out: they do not share them, and in lacks 2 to 5 */
    enter(&w, "15664002", "number=1|date=9/1/2024|direction=chi|amount=10.000");
    missing_are(&w, "15664002", 2024, 1, 4, FUND_OUT);
    enter(&w, "15664002", "number=3|date=9/1/2024|direction=thu|amount=10.000");
    enter(&w, "15664002", "number=4|date=9/1/2024|direction=thu|amount=10.000");
    missing_are(&w, "15664002", 2024, 3, 2, FUND_IN);
    world_free(&w);
}

/* Whoever copies every page of the paper book copies its first line too. */
static void opened_again(void **state)
{
    struct world w = a_commune(false);
    (void)state;
    struct fund_book b = book_of(&w, "15664001", 0, 2025);
    assert_int_equal(b.opened_again, 0); /* the book was begun then */
    fund_book_release(&b);
    enter(&w, "15664001", "date=1/1/2026|direction=thu|purpose=số dư đầu|amount=900.000");
    b = book_of(&w, "15664001", 0, 2026);
    assert_int_equal(b.opened_again, 1);
    assert_int_equal(b.opening, 1800000);
    fund_book_release(&b);
    b = book_of(&w, "15664001", 0, 0);
    assert_int_equal(b.opened_again, 1);
    fund_book_release(&b);
    world_free(&w);
}

/* The fund of a clan is one book, wherever its rows were entered and wherever the clan is now. */
static void funds_of_others(void **state)
{
    struct world w = a_commune(false);
    char row[160];
    (void)state;
    uint64_t clan = add(&w, ENTITY_CLAN, "name=Dòng họ Đỗ Văn|hamlet=15664001");
    const char *const rows[] = {"15664001", "15664", "15664002"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(row, sizeof row,
                 "owner=clan:%016llx|number=%zu|date=1/%zu/2026|direction=thu|"
                 "amount=100.000",
                 (unsigned long long)clan, i + 1, i + 1);
        enter(&w, rows[i], row);
    }
    struct fund_book b = book_of(&w, "15664001", clan, 2026);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.closing, 300000);
    assert_string_equal(b.owner_name, "Dòng họ Đỗ Văn");
    fund_book_release(&b);

    struct fund_list l = list_of(&w, "15664001", 2026);
    assert_int_equal(l.n, 2);
    assert_null(l.v[0].owner_name);
    assert_int_equal(l.v[0].closing, 1050000);
    assert_true(l.v[1].owner == clan && l.v[1].closing == 300000);
    fund_list_release(&l);
    l = list_of(&w, "15664002", 2026);
    assert_int_equal(l.n, 0);
    fund_list_release(&l);

    change(&w, clan, "hamlet=15664002");
    l = list_of(&w, "15664002", 2026);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.v[0].closing, 300000);
    fund_list_release(&l);

    /* the commune: its own, then by place; the totals are the sums */
    enter(&w, "15664", "number=1|date=1/1/2026|direction=thu|purpose=đóng góp|amount=5.000.000");
    enter(&w, "15664002", "number=1|date=1/6/2025|direction=thu|purpose=đóng góp|amount=70.000");
    l = list_of(&w, "15664", 2026);
    assert_int_equal(l.n, 4);
    assert_int_equal(l.v[0].closing, 5000000);
    assert_int_equal(l.v[1].closing, 1050000);
    assert_int_equal(l.v[2].closing, 70000);
    assert_int_equal(l.v[2].n, 0); /* no receipt this year, but money is there */
    assert_int_equal(l.v[3].owner, clan);
    struct fund_book sum;
    fund_list_sum(&l, &sum);
    assert_int_equal(sum.opening, 970000);
    assert_int_equal(sum.in, 2450000 + 300000 + 5000000);
    assert_int_equal(sum.out, 2300000);
    assert_int_equal(sum.closing, 1050000 + 70000 + 300000 + 5000000);
    assert_int_equal(sum.in_by[FUND_DONATION].amount, 7400000);
    assert_int_equal(sum.out_by[FUND_REWARD].grants, 15);
    fund_list_release(&l);
    world_free(&w);
}

static void who_may_read(void **state)
{
    struct world w = a_commune(false);
    struct unit_key own = unit("15664002");
    char row[160];
    (void)state;
    uint64_t clan = add(&w, ENTITY_CLAN, "name=Dòng họ Lê|hamlet=15664002");
    snprintf(row, sizeof row, "owner=clan:%016llx|date=1/1/2026|direction=thu|amount=9",
             (unsigned long long)clan);
    enter(&w, "15664", row); /* by the officer, who left the place alone */
    w.who = (struct caller){"Lan", ROLE_LEADER, &own, 1, "test", w.who.today};
    struct fund_book b = book_of(&w, "15664002", clan, 2026);
    assert_int_equal(b.closing, 9);
    fund_book_release(&b);
    struct fund_list l = list_of(&w, "15664002", 2026);
    assert_int_equal(l.n, 1);
    fund_list_release(&l);
    struct asked a = {.unit = unit("15664001"), .year = 2026};
    assert_int_equal(book_read(w.book, &w.who, load_book, &a, NULL), STATUS_DENIED);
    assert_int_equal(a.book.n, 0);
    assert_int_equal(book_read(w.book, &w.who, load_list, &a, NULL), STATUS_DENIED);
    a = (struct asked){.unit = unit("15664"), .year = 2026};
    assert_int_equal(book_read(w.book, &w.who, load_book, &a, NULL), STATUS_DENIED);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_on_paper),
        cmocka_unit_test_prestate(as_on_paper, &lmdb),
        cmocka_unit_test(corrections),
        cmocka_unit_test(receipts_twice),
        cmocka_unit_test(numbers_written_otherwise),
        cmocka_unit_test(receipts_missing),
        cmocka_unit_test(opened_again),
        cmocka_unit_test(funds_of_others),
        cmocka_unit_test(who_may_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
