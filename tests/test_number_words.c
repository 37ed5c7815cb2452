/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums and days in words, as school books and official documents write them.
 */
#include "tests/support.h"

#include "locale/nfc.h"
#include "locale/number_words.h"

static void expect_words(int64_t n, const char *want)
{
    struct buf b = {0};
    number_add_words(&b, n);
    if (strcmp(buf_str(&b), want) != 0)
        fail_msg("%lld: '%s', not '%s'", (long long)n, buf_str(&b), want);
    buf_release(&b);
}

static void test_below_hundred(void **state)
{
    (void)state;
    expect_words(0, "không");
    expect_words(1, "một");
    expect_words(4, "bốn");
    expect_words(5, "năm");
    expect_words(10, "mười");
    expect_words(11, "mười một");
    expect_words(14, "mười bốn");
    expect_words(15, "mười lăm");
    expect_words(20, "hai mươi");
    expect_words(21, "hai mươi mốt");
    expect_words(24, "hai mươi tư");
    expect_words(25, "hai mươi lăm");
    expect_words(51, "năm mươi mốt");
    expect_words(55, "năm mươi lăm");
    expect_words(94, "chín mươi tư");
    expect_words(99, "chín mươi chín");
}

static void test_hundreds(void **state)
{
    (void)state;
    expect_words(100, "một trăm");
    expect_words(101, "một trăm linh một");
    expect_words(104, "một trăm linh bốn");
    expect_words(105, "một trăm linh năm");
    expect_words(110, "một trăm mười");
    expect_words(111, "một trăm mười một");
    expect_words(115, "một trăm mười lăm");
    expect_words(121, "một trăm hai mươi mốt");
    expect_words(555, "năm trăm năm mươi lăm");
    expect_words(999, "chín trăm chín mươi chín");
}

static void test_groups(void **state)
{
    (void)state;
    expect_words(1000, "một nghìn");
    expect_words(1001, "một nghìn không trăm linh một");
    expect_words(1005, "một nghìn không trăm linh năm");
    expect_words(1010, "một nghìn không trăm mười");
    expect_words(1050, "một nghìn không trăm năm mươi");
    expect_words(1201, "một nghìn hai trăm linh một");
    expect_words(10000, "mười nghìn");
    expect_words(21000, "hai mươi mốt nghìn");
    expect_words(100000, "một trăm nghìn");
    expect_words(104015, "một trăm linh bốn nghìn không trăm mười lăm");
    expect_words(1000000, "một triệu");
    expect_words(1000005, "một triệu không trăm linh năm");
    expect_words(1005000, "một triệu không trăm linh năm nghìn");
    expect_words(12450000, "mười hai triệu bốn trăm năm mươi nghìn");
    expect_words(100000001, "một trăm triệu không trăm linh một");
    expect_words(1000000000, "một tỷ");
    expect_words(1000000021, "một tỷ không trăm hai mươi mốt");
    expect_words(2015000000, "hai tỷ không trăm mười lăm triệu");
    expect_words(154800000000, "một trăm năm mươi tư tỷ tám trăm triệu");
    expect_words(3000000000000, "ba nghìn tỷ");
    expect_words(3000000000001, "ba nghìn tỷ không trăm linh một");
    expect_words(1000000000000000000, "một tỷ tỷ");
    expect_words(-15, "âm mười lăm");
    expect_words(INT64_MAX,
                 "chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba "
                 "mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm "
                 "linh bảy");
}

static void expect_money(int64_t n, const char *want)
{
    struct buf b = {0};
    number_add_money_words(&b, n);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void test_money(void **state)
{
    (void)state;
    expect_money(12450000, "Mười hai triệu bốn trăm năm mươi nghìn đồng");
    expect_money(0, "Không đồng");
    expect_money(500000, "Năm trăm nghìn đồng");
    expect_money(-2000, "Âm hai nghìn đồng"); /* the first letter is not ASCII */
}

/* Every number below a million differs from the one before it and is NFC without double blanks. */
static void test_all_differ(void **state)
{
    struct buf last = {0}, b = {0};
    (void)state;
    for (int n = 0; n < 120000; n++) {
        buf_reset(&b);
        number_add_words(&b, n);
        assert_false(span_eq(buf_span(&b), buf_span(&last)));
        assert_null(strstr(buf_str(&b), "  "));
        struct buf swap = last;
        last = b;
        b = swap;
    }
    buf_release(&last);
    buf_release(&b);
}

static void test_days(void **state)
{
    static const struct {
        int year, month, mday;
        const char *want;
    } cases[] = {
        {2026, 12, 5, "ngày 05 tháng 12 năm 2026"}, {2026, 1, 31, "ngày 31 tháng 01 năm 2026"},
        {2027, 2, 9, "ngày 09 tháng 02 năm 2027"},  {2025, 3, 10, "ngày 10 tháng 3 năm 2025"},
        {2023, 11, 9, "ngày 09 tháng 11 năm 2023"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        day_add_words(&b, day_make(cases[i].year, cases[i].month, cases[i].mday));
        assert_string_equal(buf_str(&b), cases[i].want);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_below_hundred), cmocka_unit_test(test_hundreds),
        cmocka_unit_test(test_groups),        cmocka_unit_test(test_money),
        cmocka_unit_test(test_all_differ),    cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
