/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A household that ends, and its people with it.
 */
#include "forms/household_end.h"
#include "tests/form_world.h"

static uint64_t add_person(struct world *w, const char *home, const char *name, const char *field,
                           const char *text)
{
    struct form f;
    new_form(w, &f, "citizen");
    put(&f, "household", home);
    put(&f, "name", name);
    put(&f, "from", "");
    if (field)
        put(&f, field, text);
    saved(&f);
    uint64_t id = f.record.id;
    form_close(&f);
    return id;
}

static void check_end(struct world *w, uint64_t id, const char *want)
{
    struct form f;
    reopen(w, &f, id);
    check_text(&f, "to", want);
    form_close(&f);
}

static void people_end_with_it(void **state)
{
    struct world w;
    struct form f;
    struct detail d = {0};
    size_t n = 9;
    (void)state;
    world_init(&w, "mem:");
    uint64_t home = add_household(&w, "Lê Thế Tuấn"), other = add_household(&w, "Bùi Khoa");
    uint64_t a = add_person(&w, "Lê Thế Tuấn", "Lê Na", NULL, NULL);
    uint64_t gone = add_person(&w, "Lê Thế Tuấn", "Lê Đi", "to", "1/2/2025");
    uint64_t late = add_person(&w, "Lê Thế Tuấn", "Lê Mới", "from", "20/11/2026");
    uint64_t next_door = add_person(&w, "Bùi Khoa", "Bùi An", NULL, NULL);
    assert_int_equal(household_end_count(w.book, &w.who, home, &n, &d), STATUS_OK);
    assert_int_equal(n, 0); /* it has not ended */
    reopen(&w, &f, home);
    put(&f, "from", "");
    put(&f, "to", "15/11/2026");
    saved(&f);
    form_close(&f);
    assert_int_equal(household_end_count(w.book, &w.who, home, &n, &d), STATUS_OK);
    assert_int_equal(n, 1);
    assert_int_equal(household_end_close(w.book, &w.who, home, &n, &d), STATUS_OK);
    assert_int_equal(n, 1);
    check_end(&w, a, "15/11/2026");
    check_end(&w, gone, "01/02/2025");
    check_end(&w, late, "");
    check_end(&w, next_door, "");
    assert_int_equal(household_end_count(w.book, &w.who, home, &n, &d), STATUS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(household_end_count(w.book, &w.who, other, &n, &d), STATUS_OK);
    assert_int_equal(n, 0);
    world_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(people_end_with_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
