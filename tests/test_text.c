/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include "locale/nfc.h"
#include "locale/number.h"
#include "locale/utf8.h"
#include "locale/width.h"

static void check_nfc(const char *in, const char *want)
{
    struct buf out = {0};
    nfc_add(&out, span_of(in));
    assert_string_equal(buf_str(&out), want);
    assert_int_equal(nfc_is(span_of(in)), strcmp(in, want) == 0);
    assert_true(nfc_is(buf_span(&out)));
    buf_release(&out);
}

static void utf8_strict(void **state)
{
    (void)state;
    static const char *const good[] = {"",           "a",          "\u00A0",          "\u07FF",
                                       "\u0800",     "\uD7FF",     "\uE000",          "\uFFFF",
                                       "\U00010000", "\U0010FFFF", "Bệnh viện 8 byte"};
    static const char *const bad[] = {"\x80",
                                      "\xC0\xAF",
                                      "\xC1\xBF",
                                      "\xC2",
                                      "\xE0\x9F\xBF",
                                      "\xE1\xBB",
                                      "\xED\xA0\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xFF",
                                      "12345678\xE1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(utf8_valid(span_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(utf8_valid(span_of(bad[i])));
    for (uint32_t cp = 1; cp < 0x110000; cp += cp < 0x3000 ? 1 : 97) {
        char b[4];
        uint32_t back;
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        size_t n = utf8_encode(cp, b);
        assert_int_equal(utf8_decode(b, n, &back), n);
        assert_int_equal(back, cp);
        for (size_t k = 1; k < n; k++)
            assert_int_equal(utf8_tail((struct span){b, k}), k);
        assert_int_equal(utf8_tail((struct span){b, n}), 0);
    }
    assert_int_equal(utf8_tail(SPAN_LIT("a\xE1\xBB")), 2);
    assert_int_equal(utf8_tail(SPAN_LIT("\xED\xA0")), 0); /* can become nothing */
    assert_int_equal(utf8_tail(SPAN_LIT("\xC0")), 0);
}

static void utf8_copies(void **state)
{
    char to[6];
    (void)state;
    memset(to, 'x', sizeof to);
    utf8_copy(to, sizeof to, SPAN_LIT("Mỵ"));
    assert_string_equal(to, "Mỵ");
    utf8_copy(to, sizeof to, SPAN_LIT("Lệnh")); /* six bytes: the last one has no room */
    assert_string_equal(to, "Lện");
    utf8_copy(to, sizeof to, SPAN_LIT("abcdệ"));
    assert_string_equal(to, "abcd");
    utf8_copy(to, 1, SPAN_LIT("ệ"));
    assert_string_equal(to, "");
    utf8_copy(to, sizeof to, (struct span){0});
    assert_string_equal(to, "");
    char *text = span_dup(span_make("ab\xE1", 2)), *none = span_dup((struct span){0});
    assert_string_equal(text, "ab");
    assert_string_equal(none, "");
    free(text);
    free(none);
}

static void utf8_steps(void **state)
{
    (void)state;
    struct span s = SPAN_LIT("aệ\xE1\xBB😀\x80");
    static const size_t at[] = {0, 1, 4, 6, 10, 11};
    assert_int_equal(utf8_count(s), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(utf8_next(s, at[i]), at[i + 1]);
        assert_int_equal(utf8_prev(s, at[i + 1]), at[i]);
    }
    assert_int_equal(utf8_next(s, s.n), s.n);
    assert_int_equal(utf8_prev(s, 0), 0);
}

static void nfc_in_any_order(void **state)
{
    (void)state;
    check_nfc("", "");
    check_nfc("Bệnh viện “hai” – 2026…", "Bệnh viện “hai” – 2026…");
    check_nfc("e\u0302\u0323", "ệ");
    check_nfc("e\u0323\u0302", "ệ");
    check_nfc("ẹ\u0302", "ệ");
    check_nfc("ê\u0323", "ệ");
    check_nfc("u\u0323\u031B", "ự");
    check_nfc("u\u031B\u0301x", "ứx");
    check_nfc("A\u0306\u0300", "Ằ");
    check_nfc("A\u0300\u0306", "À\u0306"); /* the tone first is another letter in Unicode */
    check_nfc("a\u0340\u0341", "à\u0301");
    check_nfc("\u0301a", "\u0301a");
    check_nfc("đ\u0301", "đ\u0301");
    check_nfc("\u212B\u2126\u0958", "ÅΩ\u0915\u093C");
    check_nfc("\u1100\u1161\u11A8", "각");
    check_nfc("가\u11A8", "각");
    check_nfc("\uF900", "\u8C48");
    check_nfc("q\u0307\u0323", "q\u0323\u0307");
    struct buf out = {0};
    nfc_add(&out, SPAN_LIT("a\xE1\xBB\xCC\x81\xFF"));
    assert_string_equal(buf_str(&out), "a\uFFFD\u0301\uFFFD");
    buf_release(&out);
}

static void nfc_pieces(void **state)
{
    (void)state;
    assert_int_equal(nfc_final(SPAN_LIT("abe\u0302\u0323")), 2);
    assert_int_equal(nfc_final(SPAN_LIT("\u0302\u0323")), 0);
    assert_int_equal(nfc_first(SPAN_LIT("\u0302\u0323a")), 4);
    assert_int_equal(nfc_first(SPAN_LIT("\u0302")), 2);
    uint32_t part[NFC_DECOMPOSED_MAX];
    assert_int_equal(nfc_decompose(0x1EC7, part), 3);
    assert_true(part[0] == 'e' && part[1] == 0x323 && part[2] == 0x302);
    assert_int_equal(nfc_class(0x31B), 216);
    assert_int_equal(nfc_class('a'), 0);
}

/* A long text is read with a memory of what was joined before: it must give what its letters give
 * one by one. */
static void nfc_long_text(void **state)
{
    static const char *const letters[] = {"a", "E", "o", "u", "y", "d", "ê", "ơ", "Ư", "ắ", " "};
    static const char *const marks[] = {"\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302",
                                        "\u0306", "\u031B", "\u0308", "\u0331", "\u0344"};
    struct buf text = {0}, want = {0}, out = {0};
    unsigned x = 7;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct buf one = {0};
        x = x * 1103515245u + 12345u;
        buf_adds(&one, letters[(x >> 16) % 11]);
        for (unsigned n = (x >> 8) % 8 < 4 ? (x >> 24) % 4 : 0, k = 0; k < n; k++) {
            x = x * 1103515245u + 12345u;
            buf_adds(&one, marks[(x >> 16) % 11]);
        }
        buf_add_span(&text, buf_span(&one));
        nfc_add(&want, buf_span(&one));
        buf_release(&one);
    }
    nfc_add(&out, buf_span(&text));
    assert_true(span_eq(buf_span(&out), buf_span(&want)));
    buf_release(&text);
    buf_release(&want);
    buf_release(&out);
}

/* Hostile text: a long run of marks must not take quadratic time. */
static void nfc_many_marks(void **state)
{
    (void)state;
    struct buf in = {0}, out = {0};
    buf_addc(&in, 'a');
    for (int i = 0; i < 100000; i++)
        buf_adds(&in, i % 2 ? "\u0323" : "\u0301");
    nfc_add(&out, buf_span(&in));
    assert_memory_equal(out.p, "ạ\u0323\u0323", 7);
    assert_true(nfc_is(buf_span(&out)));
    buf_release(&in);
    buf_release(&out);
}

static void columns_and_clusters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns, clusters;
    } rows[] = {{"", 0, 0},
                {"Hòa", 3, 3},
                {"Ho\u0300a", 3, 3},
                {"会", 2, 1},
                {"a\u0323\u0302", 1, 1},
                {"\x1B[m", 3, 3},
                {"각", 2, 1},
                {"\u1100\u1161\u11A8", 2, 1},
                {"\xFF\xFE", 2, 2},
                {"🇻🇳🇻🇳", 4, 2},
                {"👩\u200D👩", 5, 1},
                {"\u0301", 0, 1},
                {"\u200Bx", 2, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span s = span_of(rows[i].text);
        assert_int_equal(width_columns(s), rows[i].columns);
        assert_int_equal(cluster_count(s), rows[i].clusters);
        for (size_t at = 0, next; at < s.n; at = next) {
            next = cluster_next(s, at);
            assert_int_equal(cluster_prev(s, next), at);
        }
    }
}

/* What names of Vietnam and of people who married here are written with: letters of Ê Đê, Gia Rai,
 * Ba Na, Chăm and Khmer, apostrophes of all kinds, hyphens, no-break spaces, Latin and Chinese. */
static void names_of_all_peoples(void **state)
{
    static const struct {
        const char *text;
        size_t columns, clusters;
    } rows[] = {{"H'Mai", 5, 5},
                {"H’Bĭn Niê Kdăm", 14, 14},
                {"K\u02BCBrêh", 6, 6},
                {"Y Bhiông", 8, 8},
                {"Čư M'gar", 8, 8},
                {"Ƀuôn Ma Thuột", 13, 13},
                {"Krô\u0306ng", 5, 5},
                {"N\u0303g", 2, 2},
                {"Giàng\u00A0A Páo", 11, 11},
                {"Lê-Nguyễn", 9, 9},
                {"Łukasz Žižek-O'Neil", 19, 19},
                {"王小明", 6, 3},
                {"ក\u17D2ស", 2, 2},
                {"ꨌꨠ", 2, 2},
                {"김철수", 6, 3},
                {"A\u0301\u0323", 1, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span s = span_of(rows[i].text);
        if (width_columns(s) != rows[i].columns || cluster_count(s) != rows[i].clusters)
            fail_msg("%s: %zu columns, %zu clusters", rows[i].text, width_columns(s),
                     cluster_count(s));
        assert_true(text_is_safe(s));
        for (size_t columns = 0; columns <= rows[i].columns + 1; columns++) {
            struct buf out = {0};
            width_add_padded(&out, s, columns, WIDTH_LEFT);
            assert_int_equal(width_columns(buf_span(&out)), columns);
            assert_true(utf8_valid(buf_span(&out)));
            buf_release(&out);
        }
    }
}

static void check_padded(const char *text, size_t columns, enum width_align align, const char *want)
{
    struct buf out = {0};
    width_add_padded(&out, span_of(text), columns, align);
    assert_string_equal(buf_str(&out), want);
    buf_release(&out);
}

static void cutting(void **state)
{
    (void)state;
    check_padded("Hòa", 5, WIDTH_LEFT, "Hòa  ");
    check_padded("Hòa", 5, WIDTH_RIGHT, "  Hòa");
    check_padded("Hòa", 6, WIDTH_CENTRE, " Hòa  ");
    check_padded("Nguyễn", 4, WIDTH_LEFT, "Ngu…");
    check_padded("Nguyễn", 6, WIDTH_RIGHT, "Nguyễn");
    check_padded("ae\u0302\u0323x", 2, WIDTH_LEFT, "a…");
    check_padded("会会", 3, WIDTH_LEFT, "会…");
    check_padded("会会", 2, WIDTH_LEFT, "… ");
    check_padded("ab", 1, WIDTH_LEFT, "…");
    check_padded("ab", 0, WIDTH_LEFT, "");
    size_t used;
    assert_int_equal(width_fit(SPAN_LIT("ệệệ"), 2, &used), 6);
    assert_int_equal(used, 2);
}

static void check_safe(const char *text, const char *want)
{
    struct buf out = {0};
    text_add_safe(&out, span_of(text));
    assert_string_equal(buf_str(&out), want);
    assert_int_equal(text_is_safe(span_of(text)), strcmp(text, want) == 0);
    assert_true(text_is_safe(buf_span(&out)));
    buf_release(&out);
}

static void nothing_raw_to_the_terminal(void **state)
{
    (void)state;
    check_safe("Nguyễn Văn A", "Nguyễn Văn A");
    check_safe("a\tb\r\nc\nd", "a b c d");
    check_safe("\x1B]0;x\x07", "\uFFFD]0;x\uFFFD");
    check_safe("\xC2\x9B"
               "31m\x7F",
               "\uFFFD31m\uFFFD");
    check_safe("a\u202Eb\u2066c\u200Bd\uFEFF", "a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    check_safe("a\xE1\xBB", "a\uFFFD");
    check_safe("\u0301a", "\u25CC\u0301a");
    check_safe("tr\u00ADê", "tr\uFFFDê");
    struct buf out = {0};
    text_add_safe(&out, SPAN_LIT("a\0b"));
    assert_string_equal(buf_str(&out), "a\uFFFDb");
    buf_release(&out);
}

static void check_number(void (*add)(struct buf *, int64_t), int64_t n, const char *want)
{
    struct buf out = {0};
    add(&out, n);
    assert_string_equal(buf_str(&out), want);
    buf_release(&out);
}

static void numbers(void **state)
{
    (void)state;
    check_number(number_add_vn, 0, "0");
    check_number(number_add_vn, 999, "999");
    check_number(number_add_vn, 1201, "1.201");
    check_number(number_add_vn, -1000000, "-1.000.000");
    check_number(number_add_vn, INT64_MIN, "-9.223.372.036.854.775.808");
    check_number(number_add_hundredths_vn, 6520, "65,20");
    check_number(number_add_hundredths_vn, -5, "-0,05");
    check_number(number_add_hundredths_vn, 123456789, "1.234.567,89");
    check_number(number_add_hundredths_json, 6520, "65.20");
    check_number(number_add_hundredths_json, -1480, "-14.80");
    check_number(number_add_hundredths_json, 123456789, "1234567.89");
    assert_int_equal(number_rate_hundredths(2, 3), 6667);
    assert_int_equal(number_rate_hundredths(1, 3), 3333);
    assert_int_equal(number_rate_hundredths(1, 20000), 1); /* 0.005 % rounds up */
    assert_int_equal(number_rate_hundredths(1, 20001), 0);
    assert_int_equal(number_rate_hundredths(5, 5), 10000);
    assert_int_equal(number_rate_hundredths(0, 7), 0);
    assert_int_equal(number_rate_hundredths(6996, 10000), 6996);
}

static void numbers_as_typed(void **state)
{
    (void)state;
    int64_t n;
    assert_true(number_parse(SPAN_LIT(" 1.201 "), &n) && n == 1201);
    assert_true(number_parse(SPAN_LIT("1 000 000"), &n) && n == 1000000);
    assert_true(number_parse(SPAN_LIT("-5"), &n) && n == -5);
    assert_true(number_parse(SPAN_LIT("12345"), &n) && n == 12345);
    static const char *const none[] = {
        "",    "-",         "1.20",     "1.2015", "1,5",
        "12a", "1.201 300", "1234.567", ".5",     "9999999999999999999999"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(number_parse(span_of(none[i]), &n));
    assert_true(number_parse_hundredths(SPAN_LIT("65"), &n) && n == 6500);
    assert_true(number_parse_hundredths(SPAN_LIT("65,2"), &n) && n == 6520);
    assert_true(number_parse_hundredths(SPAN_LIT("65.20"), &n) && n == 6520);
    assert_true(number_parse_hundredths(SPAN_LIT("-1.201,50"), &n) && n == -120150);
    static const char *const no[] = {"", "65,", "65,205", ",5", "6x", "65,2x", "65,x2"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(number_parse_hundredths(span_of(no[i]), &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_strict),
        cmocka_unit_test(utf8_copies),
        cmocka_unit_test(utf8_steps),
        cmocka_unit_test(nfc_in_any_order),
        cmocka_unit_test(nfc_pieces),
        cmocka_unit_test(nfc_many_marks),
        cmocka_unit_test(nfc_long_text),
        cmocka_unit_test(columns_and_clusters),
        cmocka_unit_test(names_of_all_peoples),
        cmocka_unit_test(cutting),
        cmocka_unit_test(nothing_raw_to_the_terminal),
        cmocka_unit_test(numbers),
        cmocka_unit_test(numbers_as_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
