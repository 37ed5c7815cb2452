/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fund book as a screen shows it, and the warnings of a receipt number that is there already.
 */
#include "tests/form_world.h"

#include "forms/fund_view.h"
#include "forms/menu.h"
#include "locale/width.h"

static void receipt(struct world *w, struct unit_key where, const char *number, const char *date,
                    const char *direction, const char *purpose, const char *amount,
                    const char *name)
{
    struct form f;
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("fund"), where);
    put(&f, "number", number);
    put(&f, "date", date);
    put(&f, "direction", direction);
    put(&f, "purpose", purpose);
    put(&f, "amount", amount);
    put(&f, "name", name);
    form_twin_accept(&f);
    saved(&f);
    form_close(&f);
}

static struct fund_view *view(struct world *w, struct unit_key u, int year)
{
    struct fund_view *v = fund_view_new(w->book, &w->who, u, year);
    assert_int_equal(fund_view_load(v, NULL), STATUS_OK);
    return v;
}

static void expect_row(struct fund_view *v, size_t row, size_t width, const char *want)
{
    struct buf b = {0};
    fund_view_add_row(v, row, width, &b);
    assert_string_equal(buf_str(&b), want);
    assert_int_equal(width_columns(buf_span(&b)), width);
    buf_release(&b);
}

static void as_on_paper(void **state)
{
    struct world *w = *state;
    struct buf b = {0};
    receipt(w, w->h1, "1", "3/3/2025", "thu", "đóng góp", "900.000", "Hội đồng hương");
    receipt(w, w->h1, "1", "5/1/2026", "thu", "đóng góp", "2.000.000", "Gia đình ông Bình");
    receipt(w, w->h1, "1", "10/9/2026", "chi", "học bổng", "1.200.000", "Học sinh nghèo");
    struct fund_view *v = view(w, w->h1, 2026);
    assert_int_equal(fund_view_rows(v), 3);
    assert_int_equal(fund_view_id(v, 0), 0);
    assert_true(fund_view_id(v, 2) != 0);
    assert_int_equal(fund_view_id(v, 3), 0);
    fund_view_add_headers(v, 77, &b);
    assert_string_equal(buf_str(&b), "Ngày  Số     Ai, việc gì                          Thu      "
                                     "   Chi         Còn");
    expect_row(v, 0, 77,
               "             Năm trước chuyển sang                                    900.000");
    expect_row(v, 1, 77,
               "05/01 1      Gia đình ông Bình              2.000.000               2.900.000");
    expect_row(v, 2, 77,
               "10/09 1      Học sinh nghèo, học bổng                   1.200.000   1.700.000");
    expect_row(v, 0, 37, "      Năm tr…                 900.000");
    expect_row(v, 1, 37, "05/01 Gia đì…  +2.000.000   2.900.000");
    expect_row(v, 2, 37, "10/09 Học si…  -1.200.000   1.700.000");
    buf_reset(&b);
    fund_view_add_totals(v, &b);
    assert_string_equal(buf_str(&b),
                        "Đầu kỳ 900.000, thu 2.000.000, chi 1.200.000, còn 1.700.000 đồng.");
    buf_reset(&b);
    fund_view_add_grants(v, &b);
    assert_string_equal(buf_str(&b), "Học bổng 1.200.000 đồng.");
    buf_reset(&b);
    fund_view_add_warning(v, &b);
    assert_int_equal(b.n, 0);

    /* a number twice; and money so large that the columns grow */
    receipt(w, w->h1, "1", "11/9/2026", "thu", "đóng góp", "1.234.567.890.123", "Ai đó");
    assert_int_equal(fund_view_load(v, NULL), STATUS_OK);
    expect_row(v, 3, 77,
               "11/09 !1     Ai đó    1.234.567.890.123                     1.234.569.590.123");
    fund_view_add_warning(v, &b);
    assert_non_null(strstr(buf_str(&b), "2 phiếu trùng số"));
    fund_view_free(v);
    buf_release(&b);
}

static void below_zero_is_said(void **state)
{
    struct world *w = *state;
    struct buf b = {0};
    receipt(w, w->h1, "1", "10/9/2026", "chi", "học bổng", "50.000", "Em Na");
    struct fund_view *v = view(w, w->h1, 2026);
    expect_row(v, 1, 37, "10/09 Em Na,…     -50.000     -50.000");
    fund_view_add_warning(v, &b);
    assert_non_null(strstr(buf_str(&b), "âm"));
    fund_view_free(v);
    buf_release(&b);
}

static void funds_to_choose(void **state)
{
    struct world *w = *state;
    struct buf b = {0};
    struct form f;
    new_form(w, &f, "clan");
    put(&f, "name", "Dòng họ Đỗ Văn");
    saved(&f);
    form_close(&f);
    new_form(w, &f, "fund");
    put(&f, "owner", "Dòng họ Đỗ Văn");
    put(&f, "date", "1/2/2026");
    put(&f, "direction", "thu");
    put(&f, "amount", "300.000");
    saved(&f);
    form_close(&f);
    receipt(w, w->h2, "", "1/2/2026", "thu", "", "70.000", "");
    /* the officer: the commune's own fund is there to be begun */
    struct fund_view *v = view(w, w->book->commune, 2026);
    const char *const want[] = {
        "Xã Triệu Sơn: còn 0 đồng",
        "Dòng họ Đỗ Văn · Tổ dân phố Bảo Vượng 1: còn 300.000 đồng",
        "Thôn 2: còn 70.000 đồng",
    };
    assert_int_equal(fund_view_funds(v), 3);
    for (size_t i = 0; i < 3; i++) {
        buf_reset(&b);
        fund_view_add_fund(v, i, &b);
        assert_string_equal(buf_str(&b), want[i]);
    }
    fund_view_choose(v, 1);
    assert_int_equal(fund_view_rows(v), 2);
    /* another fund comes before it: the chosen one stays chosen */
    receipt(w, w->h1, "1", "1/1/2026", "thu", "", "10.000", "");
    assert_int_equal(fund_view_load(v, NULL), STATUS_OK);
    assert_int_equal(fund_view_chosen(v), 2);
    assert_string_equal(fund_view_book(v)->owner_name, "Dòng họ Đỗ Văn");
    fund_view_set_year(v, 2027);
    assert_int_equal(fund_view_load(v, NULL), STATUS_OK);
    assert_int_equal(fund_view_rows(v), 1);
    assert_int_equal(fund_view_book(v)->opening, 300000);
    fund_view_free(v);
    buf_release(&b);
}

static const char *fact(struct world *w, struct unit_key unit_key, enum menu_id id, struct menu *m)
{
    assert_int_equal(menu_load(w->book, &w->who, unit_key, m, NULL), STATUS_OK);
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].id == id)
            return m->v[i].fact;
    return NULL;
}

static void in_the_menu(void **state)
{
    struct world *w = *state;
    struct menu m;
    struct form f;
    const char *const dates[] = {"2/1/2026", "22/11/2026", "23/11/2026", "31/12/2025", "2026"};
    for (size_t i = 0; i < 5; i++) {
        new_form(w, &f, "activity");
        put(&f, "kind", "tuyên truyền");
        put(&f, "date", dates[i]);
        saved(&f);
        form_close(&f);
    }
    w->who.role = ROLE_LEADER;
    w->who.units = &w->h1;
    w->who.n_units = 1;
    assert_string_equal(fact(w, w->h1, MENU_ACTIVITIES, &m), "3 buổi");
    assert_string_equal(fact(w, w->h1, MENU_FUND, &m), "");
    receipt(w, w->h1, "1", "5/1/2026", "thu", "đóng góp", "12.450.000", "Gia đình ông Bình");
    assert_string_equal(fact(w, w->h1, MENU_FUND, &m), "12.450.000 đồng");
    w->who.role = ROLE_OFFICER;
    assert_null(fact(w, w->book->commune, MENU_FUND, &m));
}

/* As when the person leaves the field. */
static void look(struct form *f)
{
    f->focus = place(f, "number");
    form_leave(f, NULL);
}

/* The number of a receipt tells before it is saved twice. */
static void twins_by_number(void **state)
{
    struct world *w = *state;
    struct form f;
    struct buf b = {0};
    receipt(w, w->h1, "12", "5/1/2026", "thu", "đóng góp", "500.000", "Ông Bình");
    new_form(w, &f, "fund");
    put(&f, "number", "12");
    put(&f, "date", "7/10/2026");
    put(&f, "direction", "thu");
    put(&f, "amount", "80.000");
    look(&f);
    assert_true(form_twin_shown(&f));
    form_add_twin(&f, &b);
    assert_non_null(strstr(buf_str(&b), "Ông Bình"));
    put(&f, "direction", "chi");
    look(&f);
    assert_false(form_twin_shown(&f));
    put(&f, "direction", "thu");
    put(&f, "date", "7/10/2025");
    look(&f);
    assert_false(form_twin_shown(&f));
    put(&f, "date", "7/10/2026");
    look(&f);
    form_twin_accept(&f); /* said once, it can be saved all the same */
    saved(&f);
    form_close(&f);
    buf_release(&b);
}

/* Enters the number of a new receipt after its direction; what the program proposes. */
static void enter_number(struct world *w, struct form *f, const char *direction, const char *want)
{
    form_open_new(f, w->book, &w->who, NULL, entity_by_name("fund"), w->h1);
    form_go(f, NULL, place(f, "direction"));
    put(f, "direction", direction);
    form_go(f, NULL, place(f, "number"));
    check_text(f, "number", want);
}

static void type_number(struct form *f, size_t erase, const char *text)
{
    edit_type(form_edit(f), NULL, erase, span_of(text));
    form_changed(f);
}

static void expect_next(struct world *w, struct unit_key u, enum fund_direction direction,
                        const char *want)
{
    struct buf b = {0};
    struct fund_view *v = view(w, u, 2026);
    fund_add_next_number(fund_view_book(v), direction, &b);
    assert_string_equal(buf_str(&b), want);
    fund_view_free(v);
    buf_release(&b);
}

static void next_number_is_proposed(void **state)
{
    struct world *w = *state;
    struct form f;
    receipt(w, w->h1, "", "1/1/2026", "thu", "số dư đầu", "900.000", ""); /* bears none */
    enter_number(w, &f, "thu", "1");                                      /* a new book */
    put(&f, "date", "5/1/2026");
    put(&f, "amount", "1.000");
    saved(&f);
    form_close(&f);
    enter_number(w, &f, "thu", "2");
    type_number(&f, 0, "1"); /* typing takes its place */
    check_text(&f, "number", "1");
    type_number(&f, 0, "9");
    check_text(&f, "number", "19");
    form_go(&f, NULL, place(&f, "date"));
    form_go(&f, NULL, place(&f, "number"));
    check_text(&f, "number", "19"); /* what was typed stays */
    form_close(&f);
    enter_number(w, &f, "thu", "2");
    type_number(&f, 1, ""); /* edited: cleared, it stays cleared until it is left */
    check_text(&f, "number", "");
    form_close(&f);
    /* payments have a row of their own; another direction, another proposal */
    enter_number(w, &f, "chi", "1");
    form_go(&f, NULL, place(&f, "direction"));
    put(&f, "direction", "thu");
    form_go(&f, NULL, place(&f, "number"));
    check_text(&f, "number", "2");
    form_close(&f);
    /* one row of numbers for both, as this book keeps it; noughts stay */
    receipt(w, w->h1, "009", "6/1/2026", "chi", "khác", "1", "");
    enter_number(w, &f, "thu", "010");
    form_close(&f);
    /* on both sides: each its own */
    receipt(w, w->h1, "9", "7/1/2026", "thu", "", "1", "");
    enter_number(w, &f, "thu", "10");
    form_close(&f);
    enter_number(w, &f, "chi", "010");
    form_close(&f);
    /* written otherwise: each its own, with its sign */
    receipt(w, w->h2, "PT 15", "5/1/2026", "thu", "", "1", "");
    receipt(w, w->h2, "pt 16", "6/1/2026", "thu", "", "1", "");
    receipt(w, w->h2, "PC 003", "7/1/2026", "chi", "khác", "1", "");
    expect_next(w, w->h2, FUND_OUT, "PC 004");
    expect_next(w, w->h2, FUND_IN, "pt 17");
}

static void books_without_numbers(void **state)
{
    struct world *w = *state;
    struct form f;
    receipt(w, w->h1, "", "5/1/2026", "thu", "đóng góp", "1.000", "");
    enter_number(w, &f, "thu", "");
    form_close(&f);
    receipt(w, w->h1, "12/2026", "6/1/2026", "chi", "khác", "1", "");
    enter_number(w, &f, "chi", "");
    form_close(&f);
}

static void opening_is_no_income(void **state)
{
    struct world *w = *state;
    struct buf b = {0};
    receipt(w, w->h1, "", "1/1/2026", "thu", "số dư đầu", "900.000", "Sổ giấy");
    receipt(w, w->h1, "1", "5/1/2026", "thu", "đóng góp", "500.000", "Ông Bình");
    receipt(w, w->h1, "1", "6/1/2026", "chi", "khác", "100.000", "Em Na");
    struct fund_view *v = view(w, w->h1, 2026);
    expect_row(v, 1, 77,
               "01/01        Sổ giấy, số dư đầu                                       900.000");
    expect_row(v, 1, 37, "01/01 Sổ giấ…                 900.000");
    fund_view_add_totals(v, &b);
    assert_string_equal(buf_str(&b),
                        "Đầu kỳ 900.000, thu 500.000, chi 100.000, còn 1.300.000 đồng.");
    fund_view_free(v);
    buf_release(&b);
}

int main(void)
{
#define WORLD(t) cmocka_unit_test_setup_teardown(t, start, stop)
    const struct CMUnitTest tests[] = {
        WORLD(as_on_paper),           WORLD(below_zero_is_said),   WORLD(funds_to_choose),
        WORLD(in_the_menu),           WORLD(twins_by_number),      WORLD(next_number_is_proposed),
        WORLD(books_without_numbers), WORLD(opening_is_no_income),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
