/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include "tui/list_window.h"

static void focus_is_seen(void **state)
{
    size_t at = 9, top = 0;
    (void)state;
    list_window_show(10, 4, &at, &top);
    assert_int_equal(top, 6);
    at = 2;
    list_window_show(10, 4, &at, &top);
    assert_int_equal(top, 2);
    list_window_show(1, 4, &at, &top); /* the list has become shorter */
    assert_int_equal(at, 0);
    assert_int_equal(top, 0);
    list_window_show(0, 4, &at, &top);
    assert_int_equal(at, 0);
}

static void keys_stay_inside(void **state)
{
    static const struct {
        enum key key;
        size_t from, to;
    } moves[] = {{KEYS_UP, 0, 0},   {KEYS_UP, 5, 4},   {KEYS_DOWN, 5, 6}, {KEYS_DOWN, 9, 9},
                 {KEYS_PGUP, 3, 0}, {KEYS_PGUP, 7, 3}, {KEYS_PGDN, 3, 7}, {KEYS_PGDN, 8, 9},
                 {KEYS_HOME, 7, 0}, {KEYS_END, 2, 9}};
    (void)state;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        size_t at = moves[i].from, none = 0;
        assert_true(list_window_key(moves[i].key, 10, 4, &at));
        assert_int_equal(at, moves[i].to);
        assert_true(list_window_key(moves[i].key, 0, 4, &none));
        assert_int_equal(none, 0);
    }
    size_t at = 5;
    assert_false(list_window_key(KEYS_LEFT, 10, 4, &at));
    assert_int_equal(at, 5);
}

static void text_ends_at_the_bottom(void **state)
{
    size_t top = 0;
    (void)state;
    assert_true(list_window_scroll(KEYS_PGDN, 10, 4, &top));
    assert_int_equal(top, 3); /* one line is seen again */
    assert_true(list_window_scroll(KEYS_END, 10, 4, &top));
    assert_int_equal(top, 6);
    assert_true(list_window_scroll(KEYS_DOWN, 10, 4, &top));
    assert_int_equal(top, 6);
    list_window_text(10, 8, &top); /* a larger window */
    assert_int_equal(top, 2);
    list_window_text(3, 8, &top);
    assert_int_equal(top, 0);
    assert_false(list_window_scroll(KEYS_F2, 10, 4, &top));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(focus_is_seen),
        cmocka_unit_test(keys_stay_inside),
        cmocka_unit_test(text_ends_at_the_bottom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
