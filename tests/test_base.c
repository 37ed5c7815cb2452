/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include <errno.h>
#include <stdlib.h>

#include "locale/day.h"
#include "locale/number.h"
#include "locale/status.h"

static void days_count_from_1900(void **state)
{
    (void)state;
    assert_int_equal(day_make(1900, 1, 1), 1);
    assert_int_equal(day_make(2026, 11, 22), 46347);
    assert_true(day_make(2078, 12, 31) <= DAY_MAX);
    for (day d = -18000; d <= DAY_MAX; d++) {
        int y, m, md;
        day_split(d, &y, &m, &md);
        assert_int_equal(day_make(y, m, md), d);
    }
    assert_int_equal(pdate_first(pdate_of_day(day_make(2026, 11, 22))), day_make(2026, 11, 22));
    assert_int_equal(pdate_last(pdate_of_day(day_make(2024, 2, 29))), day_make(2024, 2, 29));
    assert_int_equal(day_weekday(day_make(2026, 11, 22)), 0);
    struct buf b = {0};
    day_add_time_iso(&b, 0); /* 1970-01-01T00:00:00Z */
    assert_string_equal(buf_str(&b), "1970-01-01T07:00:00+07:00");
    buf_reset(&b);
    day_add_time_iso(&b, 1795330799); /* 2026-11-22T06:59:59Z */
    assert_string_equal(buf_str(&b), "2026-11-22T13:59:59+07:00");
    buf_release(&b);
    assert_int_equal(day_weekday(day_make(2026, 12, 5)), 6);
}

/* Vietnamese time whatever zone the machine is set to: 17:05 UTC is the next day there. */
static void clocks(void **state)
{
    const int64_t at = 1795367100; /* 2026-11-22T17:05:00Z */
    struct buf b = {0};
    (void)state;
    setenv("TZ", "America/New_York", 1);
    day_add_clock(&b, at);
    assert_string_equal(buf_str(&b), "00:05");
    assert_int_equal(day_of_seconds(at), day_make(2026, 11, 23));
    assert_string_equal(number_vn(-3321).text, "-3.321");
    unsetenv("TZ");
    buf_release(&b);
}

static void dates_as_people_type_them(void **state)
{
    static const struct {
        const char *in, *iso, *vn;
    } rows[] = {
        {"28/9/2026", "2026-09-28", "28/09/2026"},
        {"28092026", "2026-09-28", "28/09/2026"},
        {" 28-9-2026 ", "2026-09-28", "28/09/2026"},
        {"28.09.2026", "2026-09-28", "28/09/2026"},
        {"2026-09-28", "2026-09-28", "28/09/2026"},
        {"1970", "1970", "1970"},
        {"~1970", "~1970", "~1970"},
        {"~ 1970", "~1970", "~1970"},
        {"", "", ""},
    };
    static const char *const wrong[] = {"30/2/2026", "19 bảy lăm", "28/9-2026", "197",  "~1/1/1970",
                                        "12345",     "32/1/2000",  "1/13/2000", "9999", "-1970"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pdate d;
        struct buf b = {0};
        assert_true(pdate_parse(span_of(rows[i].in), &d));
        pdate_add_iso(&b, d);
        assert_string_equal(buf_str(&b), rows[i].iso);
        buf_reset(&b);
        pdate_add_vn(&b, d);
        assert_string_equal(buf_str(&b), rows[i].vn);
        buf_release(&b);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pdate d;
        assert_false(pdate_parse(span_of(wrong[i]), &d));
    }
}

static void details_are_cut_at_a_character(void **state)
{
    struct detail d = {0};
    struct buf b = {0};
    (void)state;
    for (int i = 0; i < 400; i++)
        buf_adds(&b, "ệ");
    assert_int_equal(detail_set(&d, STATUS_IO, "%s", buf_str(&b)), STATUS_IO);
    assert_int_equal(strlen(d.text) % 3, 0);
    assert_int_equal(detail_errno(&d, ENOSPC, "x"), STATUS_FULL);
    assert_int_equal(status_exit_code(STATUS_FULL), 3);
    buf_release(&b);
}

static void reserved_memory_is_an_empty_string(void **state)
{
    struct buf b = {0};
    char *dirty = malloc(64);
    (void)state;
    memset(dirty, 'x', 64);
    __asm__ volatile("" : : "r"(dirty) : "memory"); /* or the filling is left out */
    free(dirty);
    buf_reserve(&b, 10);
    assert_string_equal(buf_str(&b), "");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reserved_memory_is_an_empty_string),
        cmocka_unit_test(days_count_from_1900),
        cmocka_unit_test(clocks),
        cmocka_unit_test(dates_as_people_type_them),
        cmocka_unit_test(details_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
