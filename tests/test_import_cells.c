/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cells of an imported file: marks, blanks, charsets, texts with a separator inside, and what
 * may not be kept.
 */
#include "core/import_parts.h"
#include "tests/import_rows.h"

/* Imports the text as a file in TCVN3. */
static enum status lab_tcvn3(struct lab *l, const char *entity, const char *text)
{
    struct buf path = {0}, b = {0};
    buf_addf(&path, "%s/tcvn3.csv", l->dir);
    assert_true(charset_encode(CHARSET_TCVN3, span_of(text), &b, NULL));
    test_write_file(buf_str(&path), b.p, b.n);
    enum status s = lab_import(l, entity, buf_str(&path), plain);
    buf_release(&path);
    buf_release(&b);
    return s;
}

static void test_marks(void **state)
{
    static const struct {
        const char *text;
        enum import_mark mark;
    } cases[] = {
        {"x", IMPORT_MARK_YES},     {"X", IMPORT_MARK_YES},      {"1", IMPORT_MARK_YES},
        {"✓", IMPORT_MARK_YES},     {"v", IMPORT_MARK_YES},      {"Có", IMPORT_MARK_YES},
        {"ĐẠT", IMPORT_MARK_YES},   {"T", IMPORT_MARK_YES},      {"true", IMPORT_MARK_YES},
        {"Y", IMPORT_MARK_YES},     {"", IMPORT_MARK_BLANK},     {"0", IMPORT_MARK_NO},
        {"không", IMPORT_MARK_NO},  {"F", IMPORT_MARK_NO},       {"false", IMPORT_MARK_NO},
        {"N", IMPORT_MARK_NO},      {"-", IMPORT_MARK_NO},       {"Không đạt", IMPORT_MARK_NO},
        {"?", IMPORT_MARK_UNKNOWN}, {"xx", IMPORT_MARK_UNKNOWN}, {"2", IMPORT_MARK_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (import_mark_read(span_of(cases[i].text)) != cases[i].mark)
            fail_msg("'%s'", cases[i].text);
}

static void test_clean(void **state)
{
    (void)state;
    assert_true(span_eq_str(import_clean(SPAN_LIT(" \t a b \xC2\xA0\xE2\x80\x8B")), "a b"));
    assert_true(span_eq_str(import_clean(SPAN_LIT("\xC2\xA0")), ""));
    assert_true(span_eq_str(import_clean(SPAN_LIT("'=1+1")), "=1+1"));
    assert_true(span_eq_str(import_clean(SPAN_LIT("'-5")), "-5"));
    assert_true(span_eq_str(import_clean(SPAN_LIT("'quoted'")), "'quoted'"));
    assert_true(span_eq_str(import_clean(SPAN_LIT("à")), "à")); /* ends in byte A0 */
    assert_true(span_eq_str(import_clean(SPAN_LIT("'")), "'"));
}

static void test_joined_cells(void **state)
{
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              HEADER ",Ghi chú\n"
                                     "1,Lê An,1970,Số 1, ngõ 2,4,\n"        /* the address */
                                     "1,Lê Bá,1970,Số 1,4,nghèo, neo đơn\n" /* the note */
                                     "1,Lê Cả,1970,Số 1,4,ghi,\n"   /* a blank cell too many */
                                     "1,Lê Dư,1970,Số 1,bốn,,a,b\n" /* no way fits */
                                     "1,Lê Em,1970,Số 1,ngõ 3,4,b\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 4, 0, 0, 1, 4);
    assert_note(&l.result.warnings, 0, 2, REASON_JOINED_CELLS, "address");
    assert_note(&l.result.warnings, 1, 3, REASON_JOINED_CELLS, "note");
    assert_note(&l.result.refused, 0, 5, REASON_NOT_A_NUMBER, "size");
    assert_lines(&l, "household", fields,
                 (const char *[]){"Thôn Một|Lê An|1970|Số 1, ngõ 2|4|",
                                  "Thôn Một|Lê Bá|1970|Số 1|4|nghèo, neo đơn",
                                  "Thôn Một|Lê Cả|1970|Số 1|4|ghi",
                                  "Thôn Một|Lê Em|1970|Số 1,ngõ 3|4|b", NULL});
    lab_close(&l);
}

static void test_guard_and_nfc(void **state)
{
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "household", HEADER ",Ghi chú\n1,Le\xCC\x82 An,1970,'-5A,4,'=1+1\n", plain),
        STATUS_OK);
    assert_lines(&l, "household", fields, (const char *[]){"Thôn Một|Lê An|1970|-5A|4|=1+1", NULL});
    lab_close(&l);
}

/* TCVN3 has no capital á: names get theirs back where it is certain, and only there. */
static void test_lost_capitals(void **state)
{
    static const char *const names[] = {"name", "note", NULL};
    static const char text[] = "Thôn,Họ tên,Ngày sinh,Chủ hộ,Ghi chú\n"
                               "1,Triệu Ái Tùng,1980,Lê Ánh,Ái Tùng\n"
                               "1,NGUYỄN THỊ ÚT,1981,Lê Ánh,\n"
                               "1,Lê thị Ánh,1982,Lê Ánh,\n"
                               "1,Phạm Văn Ộc,1983,Lê Ánh,\n";
    static const char *const want[] = {"Lê thị ánh|", "NGUYỄN THỊ ÚT|", "Phạm Văn Ộc|",
                                       "Triệu Ái Tùng|ái Tùng", NULL};
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_tcvn3(&l, "household", "Thôn,Chủ hộ\n1,Lê Ánh\n"), STATUS_OK);
    assert_lines(&l, "household", (const char *[]){"head", NULL}, (const char *[]){"Lê Ánh", NULL});
    assert_int_equal(lab_tcvn3(&l, "citizen", text), STATUS_OK);
    CHECK(&l, 4, 0, 0, 0, 0);
    assert_lines(&l, "citizen", names, want);
    assert_int_equal(lab_text(&l, "citizen", text, plain), STATUS_OK); /* the same people */
    CHECK(&l, 0, 0, 3, 1, 0);                                          /* the note differs */
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ\n1,Lê ái\n", plain),
                     STATUS_OK); /* UTF-8 */
    assert_lines(&l, "household", (const char *[]){"head", NULL},
                 (const char *[]){"Lê Ánh", "Lê ái", NULL});
    lab_close(&l);
}

/* A mark of UTF-8 at the start says nothing of what was pasted in or misread before. */
static void test_marked_utf8(void **state)
{
    static const char marked[] =
        "\xEF\xBB\xBFThôn,Họ và tên chủ hộ,Năm sinh,Địa chỉ\n"
        "Thôn Đồng,Nguyễn Văn Bẩy,1970,Số 3\nThôn Đồng,Trần Thị Hường,1971,Số 4\n"
        "Tho\xE2n \xD1o\xE0ng,Thuy\xFB Ng\xF6\xF4\xF5ng,1966,So\xE1 7\n"; /* VNI */
    static const char misread[] = "\xEF\xBB\xBFTh«n,Hä vµ tªn chñ hé,N¨m sinh,§Þa chØ\n"
                                  "Th«n §ång,§ç ThÞ Kim Ng©n,1972,Sè 5\n"
                                  "Th«n §ång,Hoµng V¨n D­¬ng,1973,Sè 6\n";
    static const char odd[] =
        "Thôn,Họ và tên chủ hộ,Năm sinh,Địa chỉ\nThôn Đồng,Hà A,1974,x\xE2\x80\x8Bx\n";
    static const char *const names[] = {"head", "birth", "address", NULL};
    static const char *const want[] = {"Hoàng Văn Dương|1973|Số 6",
                                       "Hà A|1974|x\xE2\x80\x8Bx",
                                       "Nguyễn Văn Bẩy|1970|Số 3",
                                       "Thuỷ Ngưỡng|1966|Số 7",
                                       "Trần Thị Hường|1971|Số 4",
                                       "Đỗ Thị Kim Ngân|1972|Số 5",
                                       NULL};
    struct lab l;
    struct buf path = {0};
    (void)state;
    lab_open(&l, "mem:");
    assert_int_equal(lab_text(&l, "hamlet", "Tên\nThôn Đồng\n", (struct import_options){0}),
                     STATUS_OK);
    buf_addf(&path, "%s/m.csv", l.dir);
    test_write_file(buf_str(&path), marked, sizeof marked - 1);
    assert_int_equal(lab_import(&l, "household", buf_str(&path), (struct import_options){0}),
                     STATUS_OK);
    CHECK(&l, 3, 0, 0, 0, 0);
    test_write_file(buf_str(&path), misread, sizeof misread - 1);
    assert_int_equal(lab_import(&l, "household", buf_str(&path), (struct import_options){0}),
                     STATUS_OK);
    CHECK(&l, 2, 0, 0, 0, 0);
    test_write_file(buf_str(&path), odd, sizeof odd - 1); /* without the mark, but clear enough */
    assert_int_equal(lab_import(&l, "household", buf_str(&path), (struct import_options){0}),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_lines(&l, "household", names, want);
    buf_release(&path);
    lab_close(&l);
}

static void test_header_below_a_title(void **state)
{
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "household",
                 "UBND XÃ TRIỆU SƠN,,\nDANH SÁCH HỘ,,\n\nTT,Thôn,Chủ hộ\n1,1,Lê An\n2,9,Lê Bá\n",
                 plain),
        STATUS_OK);
    CHECK(&l, 1, 0, 0, 1, 0);
    assert_note(&l.result.refused, 0, 6, REASON_UNKNOWN_HAMLET, "hamlet");
    lab_close(&l);
}

static void test_consent(void **state)
{
    static const char *const names[] = {"head", "phone", NULL};
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "household", "Thôn,Chủ hộ,Điện thoại\n1,Lê An,0912345678\n", plain),
        STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 1);
    assert_note(&l.result.warnings, 0, 2, REASON_NEEDS_CONSENT, "phone");
    assert_lines(&l, "household", names, (const char *[]){"Lê An|", NULL});
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_joined_cells),
        cmocka_unit_test(test_guard_and_nfc),
        cmocka_unit_test(test_lost_capitals),
        cmocka_unit_test(test_marked_utf8),
        cmocka_unit_test(test_header_below_a_title),
        cmocka_unit_test(test_consent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
