/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include "locale/fold.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

typedef void fold_function(struct buf *out, struct span s);

static void check(fold_function *fold, const char *in, const char *want)
{
    struct buf out = {0};
    fold(&out, span_of(in));
    assert_string_equal(buf_str(&out), want);
    buf_release(&out);
}

static void keys_of_equal_names(void **state)
{
    (void)state;
    check(fold_key, "  Nguyễn  Thị HÒA ", "nguyễn thị hoà");
    check(fold_key, "Nguye\u0302\u0303n\tThi\u0323\u00A0Hoà", "nguyễn thị hoà");
    check(fold_key, "ĐẶNG VĂN ƯỚC", "đặng văn ước");
    check(fold_key, "", "");
    assert_true(fold_same(SPAN_LIT(" Nguyễn  Thị HÒA"), SPAN_LIT("nguyễn thị hoà")));
    assert_false(fold_same(SPAN_LIT("Nguyễn Thị Hoà"), SPAN_LIT("Nguyễn Thị Hoá")));
    check(fold_key, " \n ", "");
    check(fold_key, "A\u200Bn\uFEFF", "an");
    check(fold_key, "\xFF", "\uFFFD");
    static const char *const same[][2] = {
        {"hòa", "hoà"},   {"hỏa", "hoả"},           {"hõa", "hoã"},    {"hóa", "hoá"},
        {"họa", "hoạ"},   {"khòe", "khoè"},         {"khỏe", "khoẻ"},  {"khõe", "khoẽ"},
        {"khóe", "khoé"}, {"khọe", "khoẹ"},         {"thùy", "thuỳ"},  {"thủy", "thuỷ"},
        {"thũy", "thuỹ"}, {"thúy", "thuý"},         {"thụy", "thuỵ"},  {"òa", "oà"},
        {"ÚY", "uý"},     {"Hòa-Thủy", "hoà-thuỷ"}, {"(hòa)", "(hoà)"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        check(fold_key, same[i][0], same[i][1]);
    static const char *const stay[] = {"quý",  "qúy",   "của",   "mùa", "hoàn",
                                       "hòan", "huỳnh", "thủya", "hía", "ngoèo",
                                       "a",    "oa",    "uy",    "góc", "hòá"};
    for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
        check(fold_key, stay[i], stay[i]);
}

static void search_without_marks(void **state)
{
    (void)state;
    check(fold_search, "Đặng Thị Hòe", "dang thi hoe");
    check(fold_search, "ĂÂÊÔƠƯ ằẳẵắặ ỵỹ", "aaeoou aaaaa yy");
    check(fold_search, "Łódź 会", "łodz 会");
    check(fold_search, "x\u0301", "x");
}

static void case_mapping(void **state)
{
    (void)state;
    check(fold_upper, "Nguyễn ứng đình ÿ ж σ", "NGUYỄN ỨNG ĐÌNH Ÿ Ж Σ");
    check(fold_lower, "NGUYỄN ỨNG ĐÌNH Ÿ Ж Σ ×÷ß", "nguyễn ứng đình ÿ ж σ ×÷ß");
    check(fold_lower, "H\u0331", "ẖ"); /* must stay NFC */
    for (uint32_t cp = 0; cp < 0x2000; cp++) {
        uint32_t low = fold_lower_cp(cp), up = fold_upper_cp(cp);
        assert_true(fold_lower_cp(low) == low && fold_upper_cp(up) == up);
        if (low != cp)
            assert_int_equal(fold_upper_cp(low), cp);
    }
}

static void check_order(fold_function *key, const char *const *names, size_t n)
{
    struct buf before = {0}, now = {0};
    for (size_t i = 0; i < n; i++) {
        buf_reset(&now);
        key(&now, span_of(names[i]));
        if (i > 0 && span_cmp(buf_span(&before), buf_span(&now)) >= 0)
            fail_msg("\"%s\" must stand before \"%s\"", names[i - 1], names[i]);
        buf_reset(&before);
        buf_add_span(&before, buf_span(&now));
    }
    buf_release(&before);
    buf_release(&now);
}

static void names_in_vietnamese_order(void **state)
{
    (void)state;
    static const char *const people[] = {
        "",           "An",      "Trần An",     "Trần Văn An",     "Nguyễn Văn Ân",
        "Lê Bình",    "Lê Hoa",  "Lê Thị Hoa",  "Lê Thị Minh Hoa", "Lê Thịnh Hoa",
        "Nguyễn Hoa", "Bùi Hòa", "Bùi Văn Hoà", "Bùi Hỏa",         "Bùi Hóa",
        "Bùi Hoạ",    "Lê Hoàn", "Lê Ung",      "Lê Ưng",          "Lê Vui",
        "Lê Ý",
    };
    static const char *const letters[] = {"a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g",
                                          "h", "i", "j", "k", "l", "m", "n", "o", "ô", "ơ", "p",
                                          "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"};
    static const char *const tones[] = {"ma", "mà", "mả", "mã", "má", "mạ", "mä", "mai"};
    static const char *const texts[] = {"2",       "10",      "010b",   "Thôn 1", "Thôn 2",
                                        "Thôn 2A", "Thôn 10", "Thôn A", "会"};
    check_order(fold_sort_key, people, sizeof people / sizeof *people);
    check_order(fold_sort_key, letters, sizeof letters / sizeof *letters);
    check_order(fold_sort_key, tones, sizeof tones / sizeof *tones);
    check_order(fold_sort_text, texts, sizeof texts / sizeof *texts);
}

static void equal_names_sort_equal(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};
    fold_sort_key(&a, SPAN_LIT("LÊ  THỊ HÒA"));
    fold_sort_key(&b, SPAN_LIT("Le\u0302 Thị Hoà "));
    assert_true(span_eq(buf_span(&a), buf_span(&b)));
    buf_release(&a);
    buf_release(&b);
}

/* With a letter of another script before it a text takes the long way through NFC: the short way
 * of Vietnamese text must give the same. */
static void same_either_way(struct span s)
{
    static fold_function *const folds[] = {fold_lower, fold_upper, fold_key, fold_search};
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        struct buf in = {0}, out = {0}, want = {0};
        buf_adds(&in, "会");
        buf_add_span(&in, s);
        buf_adds(&out, "会");
        folds[i](&out, s);
        folds[i](&want, buf_span(&in));
        assert_string_equal(buf_str(&out), buf_str(&want));
        buf_release(&in);
        buf_release(&out);
        buf_release(&want);
    }
}

static void simple_text_as_all_other(void **state)
{
    static const uint32_t some[] = {'a',   'E',    'o',    'Y',    'q',    'u',    ' ',   '\t',
                                    '-',   '7',    0xF3,   0xC2,   0x111,  0x110,  0x1AF, 0x1A1,
                                    0x103, 0x1ECF, 0x1EE6, 0x1EA1, 0x1EF4, 0x1EC7, 0xFD,  0x168};
    struct buf b = {0};
    uint32_t seed = 1;
    (void)state;
    for (uint32_t cp = 1; cp < 0x2100; cp++) {
        buf_reset(&b);
        buf_adds(&b, "x");
        buf_add_cp(&b, cp);
        buf_adds(&b, " oa");
        same_either_way(buf_span(&b));
    }
    for (int i = 0; i < 5000; i++) {
        buf_reset(&b);
        buf_adds(&b, "h");
        for (int n = (int)(seed % 12); n >= 0; n--) {
            seed = seed * 1664525 + 1013904223;
            buf_add_cp(&b, some[(seed >> 8) % (sizeof some / sizeof *some)]);
        }
        same_either_way(buf_span(&b));
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_equal_names),    cmocka_unit_test(search_without_marks),
        cmocka_unit_test(case_mapping),           cmocka_unit_test(names_in_vietnamese_order),
        cmocka_unit_test(equal_names_sort_equal), cmocka_unit_test(simple_text_as_all_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
