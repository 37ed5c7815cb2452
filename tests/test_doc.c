/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The document model and its text writer.
 */
#include "tests/support.h"

#include "forms/doc.h"
#include "forms/doc_text.h"
#include "locale/width.h"

static char *text_of(struct doc *d, size_t width)
{
    struct buf b = {0};
    doc_text_write(d, width, &b);
    doc_release(d);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

static void expect(struct doc *d, size_t width, const char *want)
{
    char *s = text_of(d, width);
    assert_string_equal(s, want);
    free(s);
}

static void test_empty(void **state)
{
    struct doc d = {0};
    (void)state;
    doc_release(&d);
    expect(&d, 80, "");
    doc_paragraph(&d, DOC_BODY);
    doc_table(&d, "");
    doc_blanks(&d, 0);
    expect(&d, 80, "\n\n");
}

/* What comes from records cannot bring escape sequences, lines or decomposed letters along. */
static void test_clean(void **state)
{
    struct doc d = {0};
    (void)state;
    doc_paragraph(&d, DOC_SOURCE);
    doc_add(&d, DOC_PLAIN, "a\x1b[31mb\nc\xff");
    doc_add(&d, DOC_BOLD,
            " Ho\xcc\x80"
            "a");
    expect(&d, 80,
           "a\xef\xbf\xbd[31mb c\xef\xbf\xbd H\xc3\xb2"
           "a\n");
}

static void test_paragraphs(void **state)
{
    struct doc d = {0};
    (void)state;
    doc_heading(&d, 1, "I. PHẦN MỘT");
    doc_paragraph(&d, DOC_BODY);
    doc_add(&d, DOC_PLAIN, "Có ");
    doc_addf(&d, DOC_BOLD, "%d\u00A0hộ", 12);
    doc_add(&d, DOC_PLAIN, " đăng ký danh hiệu trong năm nay, còn lại chưa.");
    doc_paragraph(&d, DOC_BULLET);
    doc_add(&d, DOC_PLAIN, "Một ý dài hơn một dòng của trang giấy này.");
    doc_blanks(&d, 1);
    expect(&d, 40,
           "I. PHẦN MỘT\n"
           "    Có 12 hộ đăng ký danh hiệu trong năm\n"
           "nay, còn lại chưa.\n"
           "    - Một ý dài hơn một dòng của trang\n"
           "      giấy này.\n"
           "\n"
           "........................................\n");
    doc_paragraph(&d, DOC_SOURCE); /* a no-break space is no place to break a line */
    doc_add(&d, DOC_PLAIN, "1234567890 1234567890 1234567890 1234\u00A0567890");
    expect(&d, 40, "1234567890 1234567890 1234567890\n1234 567890\n");
    doc_paragraph(&d, DOC_SOURCE); /* a word longer than the line */
    doc_add(&d, DOC_PLAIN, "x ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ y");
    expect(&d, 40, "x\nộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ\nộ y\n");
}

static void test_pair(void **state)
{
    struct doc d = {0};
    (void)state;
    doc_pair(&d, DOC_PAIR_HEAD, 1, 2);
    doc_pair_line(&d, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "XÃ TÂN")->rule = 50;
    doc_pair_line(&d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Độc lập - Tự do")->rule = 100;
    doc_pair_line(&d, DOC_RIGHT_SIDE, DOC_ITALIC, DOC_RIGHT, "một dòng dài hơn nửa trang giấy");
    expect(&d, 40,
           "   XÃ TÂN          Độc lập - Tự do\n"
           "   ──────          ───────────────\n"
           "              một dòng dài hơn nửa trang\n"
           "                                    giấy\n");
    doc_pair(&d, DOC_PAIR_FOOT, 1, 1);
    doc_pair_line(&d, DOC_LEFT_SIDE, DOC_BOLD, DOC_LEFT, "Nơi nhận:");
    doc_pair_line(&d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TỊCH")->space = 1;
    doc_pair_line(&d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Lê An");
    expect(&d, 40,
           "Nơi nhận:                 CHỦ TỊCH\n"
           "\n"
           "                            Lê An\n");
}

static void test_figures(void **state)
{
    struct doc d = {0};
    (void)state;
    doc_figure(&d, "Số hộ", "1.201");
    doc_figure(&d, "Nhân khẩu", NULL);
    assert_int_equal(d.n, 1);
    expect(&d, 40,
           "    - Số hộ      1.201\n"
           "    - Nhân khẩu  .......................\n");
}

/* name | one title of two columns | another one */
static void make_table(struct doc *d, const char *name, const char *number)
{
    doc_table(d, "Biểu 1. Thử");
    doc_column(d, DOC_LEFT, 2, 0);
    for (unsigned g = 1; g <= 2; g++) {
        doc_column(d, DOC_RIGHT, 1, g);
        doc_column(d, DOC_RIGHT, 1, g);
    }
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Thôn");
    doc_cell(d, 2, 1, "Gia đình");
    doc_cell(d, 2, 1, "Dòng họ");
    doc_row(d, DOC_ROW_HEAD);
    for (int i = 0; i < 2; i++) {
        doc_cell(d, 1, 1, "Tổng");
        doc_cell(d, 1, 1, "Tỷ\u00A0lệ");
    }
    doc_row(d, DOC_ROW_BODY);
    doc_cell(d, 1, 1, name);
    for (int i = 0; i < 2; i++) {
        doc_cell(d, 1, 1, number);
        doc_cell(d, 1, 1, "65,20\u00A0%");
    }
    doc_row(d, DOC_ROW_TOTAL);
    doc_cell(d, 1, 1, "Cộng");
    for (int i = 0; i < 4; i++)
        doc_cell(d, 1, 1, "-");
}

static void test_table(void **state)
{
    struct doc d = {0};
    (void)state;
    make_table(&d, "Tân Ninh", "1.201");
    expect(&d, 44,
           "Biểu 1. Thử\n"
           "────────────────────────────────────────────\n"
           "                Gia đình         Dòng họ\n"
           "             ───────────────  ──────────────\n"
           "Thôn           Tổng    Tỷ lệ   Tổng    Tỷ lệ\n"
           "────────────────────────────────────────────\n"
           "Tân Ninh      1.201  65,20 %  1.201  65,20 %\n"
           "────────────────────────────────────────────\n"
           "Cộng              -        -      -        -\n"
           "────────────────────────────────────────────\n");
}

static void test_table_in_parts(void **state)
{
    struct doc d = {0};
    (void)state;
    make_table(&d, "Thôn có cái tên rất dài, dài mãi", "12.345.678.901");
    expect(&d, 40,
           "Biểu 1. Thử\n"
           "────────────────────────────────────────\n"
           "                        Gia đình\n"
           "                 ───────────────────────\n"
           "Thôn                       Tổng    Tỷ lệ\n"
           "────────────────────────────────────────\n"
           "Thôn có cái tên  12.345.678.901  65,20 %\n"
           "rất dài, dài\n"
           "mãi\n"
           "────────────────────────────────────────\n"
           "Cộng                          -        -\n"
           "────────────────────────────────────────\n"
           "\n"
           "Biểu 1. Thử (tiếp theo)\n"
           "────────────────────────────────────────\n"
           "                         Dòng họ\n"
           "                 ───────────────────────\n"
           "Thôn                       Tổng    Tỷ lệ\n"
           "────────────────────────────────────────\n"
           "Thôn có cái tên  12.345.678.901  65,20 %\n"
           "rất dài, dài\n"
           "mãi\n"
           "────────────────────────────────────────\n"
           "Cộng                          -        -\n"
           "────────────────────────────────────────\n");
}

static void test_places(void **state)
{
    struct doc d = {0};
    (void)state;
    make_table(&d, "x", "1.201");
    int *p = doc_table_places(&d.block[0].table);
    static const int want[] = {0, 1, -1, 2, -1, -1, 0, 1, 2, 3, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(p[i], want[i]);
    free(p);
    doc_release(&d);
}

/* Whatever the widths, no line is too wide and no number is lost. */
static void test_widths(void **state)
{
    (void)state;
    for (size_t width = DOC_TEXT_WIDTH_MIN; width <= 130; width++) {
        struct doc d = {0};
        make_table(&d, "Thôn_có_cái_tên_viết_liền_không_có_chỗ_nào_để_xuống_dòng_cả", "1.201");
        doc_pair(&d, DOC_PAIR_HEAD, 1, 9);
        doc_pair_line(&d, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "XÃ")->rule = 100;
        doc_figure(&d, "Một_cái_tên_dài_không_có_chỗ_nào_để_xuống_dòng_cả", "1.201");
        char *s = text_of(&d, width);
        for (const char *p = s; *p; p += strcspn(p, "\n") + 1)
            assert_true(width_columns(span_make(p, strcspn(p, "\n"))) <= width);
        assert_non_null(strstr(s, "65,20 %"));
        free(s);
    }
}

/* Two documents in one file: a line between them; none before the first. */
static void test_page(void **state)
{
    (void)state;
    struct doc d = {0};
    struct buf b = {0};
    doc_page(&d);
    assert_int_equal(d.n, 0);
    doc_title(&d, DOC_BOLD, 0, "MỘT");
    doc_page(&d);
    doc_title(&d, DOC_BOLD, 0, "HAI");
    doc_text_write(&d, 40, &b);
    assert_string_equal(buf_str(&b), "                  MỘT\n"
                                     "\n"
                                     "════════════════════════════════════════\n"
                                     "\n"
                                     "                  HAI\n");
    buf_release(&b);
    doc_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),          cmocka_unit_test(test_clean),
        cmocka_unit_test(test_paragraphs),     cmocka_unit_test(test_pair),
        cmocka_unit_test(test_figures),        cmocka_unit_test(test_table),
        cmocka_unit_test(test_table_in_parts), cmocka_unit_test(test_places),
        cmocka_unit_test(test_widths),         cmocka_unit_test(test_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
