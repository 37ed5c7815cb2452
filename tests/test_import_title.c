/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of results (title), figures of a year, targets and documents, as a commune types them into
 * a spreadsheet; people whose place follows from their household or workplace.
 */
#include "tests/import_support.h"

#include "core/progress.h"

static const struct import_options none = {0};

static void setup(struct lab *l)
{
    lab_open(l, "mem:");
    assert_int_equal(lab_text(l, "hamlet",
                              "Mã thôn,Tên thôn\n15664001,Thôn Một\n15664002,Thôn Hai\n"
                              "15664003,Tổ dân phố Bảo Vượng\n",
                              none),
                     STATUS_OK);
    assert_int_equal(lab_text(l, "clan", "Tên dòng họ,Thôn\nDòng họ Lê,Thôn Một\n", none),
                     STATUS_OK);
    assert_int_equal(lab_text(l, "household",
                              "Thôn,Chủ hộ,Năm sinh,CN 2025\nThôn Một,Lê Văn A,1960,x\n"
                              "Thôn Một,Lê Văn B,1961,\nThôn Hai,Lê Văn B,1971,\n"
                              "Thôn Hai,Mai Thị C,1980,\nThôn Hai,Mai Thị C,1990,\n",
                              none),
                     STATUS_OK);
    assert_int_equal(
        lab_text(l, "organisation", "Tên đơn vị,Loại,Số người\nTrạm Y tế,trạm y tế,9\n", none),
        STATUS_OK);
    assert_int_equal(
        lab_text(l, "citizen", "Thôn,Họ và tên,Chủ hộ\nThôn Một,Lê Văn A,Lê Văn A\n", none),
        STATUS_OK);
    assert_int_equal(l->result.refused.n, 0);
}

static void assert_refused(const struct lab *l, size_t i, uint32_t line, const char *field,
                           enum reason why)
{
    const struct import_notes *n = &l->result.refused;
    if (i >= n->n)
        fail_msg("only %zu refused", n->n);
    assert_int_equal(n->v[i].line, line);
    assert_string_equal(n->v[i].field ? n->v[i].field->name : "", field);
    assert_string_equal(reason_word(n->v[i].reason), reason_word(why));
}

static void assert_titles(struct lab *l, const char *const *want, size_t n)
{
    struct lines have = {0};
    lab_titles(l, &have);
    for (size_t i = 0; i < n && i < have.n; i++)
        assert_string_equal(have.v[i], want[i]);
    assert_int_equal(have.n, n);
    lines_release(&have);
}

static void test_results_of_every_kind(void **state)
{
    static const char *const want[] = {
        "Công dân học tập|2026|Đề nghị|Lê Văn A",
        "Cộng đồng học tập cấp xã|2025|Công nhận|",
        "Cộng đồng học tập|2026|Công nhận|Thôn Hai",
        "Cộng đồng học tập|2026|Đăng ký|Tổ dân phố Bảo Vượng",
        "Dòng họ học tập|2026|Công nhận|Dòng họ Lê",
        "Gia đình học tập|2025|Công nhận|Lê Văn A",
        "Gia đình học tập|2026|Công nhận|Lê Văn B",
        "Gia đình học tập|2026|Đăng ký|Lê Văn B",
        "Đơn vị học tập|2026|Bình xét|Trạm Y tế",
    };
    static const char text[] = "Thôn,Hộ/Đối tượng,Danh hiệu,Năm,Trạng thái\n"
                               "Thôn Một,Lê Văn B,Gia đình học tập,2026,Công nhận\n"
                               "002,1,GĐHT,2026,ĐK\n"
                               "Thôn Một,Lê Văn A,CDHT,2026,Đề nghị\n"
                               ",Dòng họ Lê,DHHT,2026,CN\n"
                               "Thôn Hai,,CĐHT,2026,đạt\n"
                               ",Bảo Vượng,CĐHT,2026,Đăng ký\n"
                               ",Trạm Y tế,ĐVHT,2026,Bình xét đạt\n"
                               ",Xã Triệu Sơn,CĐHT cấp xã,2025,Công nhận\n";
    struct lab l;
    (void)state;
    setup(&l);
    assert_int_equal(lab_text(&l, "title", text, none), STATUS_OK);
    assert_int_equal(l.result.refused.n, 0);
    assert_int_equal(l.result.warnings.n, 0);
    assert_int_equal(l.result.imported, 8);
    assert_titles(&l, want, sizeof want / sizeof *want);
    assert_int_equal(lab_text(&l, "title", text, none), STATUS_OK);
    assert_int_equal(l.result.unchanged, 8);
    assert_int_equal(l.result.imported, 0);
    lab_close(&l);
}

/* Nothing is guessed: which of two, or of another hamlet. */
static void test_unclear_results_are_refused(void **state)
{
    struct lab l;
    (void)state;
    setup(&l);
    assert_int_equal(lab_text(&l, "title",
                              "Thôn,Đối tượng,Danh hiệu,Năm,Kết quả,Lý do\n"
                              ",Lê Văn B,GĐHT,2026,CN,\n"
                              "Thôn Hai,Lê Văn A,GĐHT,2026,CN,\n"
                              "Thôn Hai,Mai Thị C,GĐHT,2026,CN,\n"
                              "Thôn Bốn,Lê Văn A,GĐHT,2026,CN,\n"
                              "Thôn Một,Lê Văn A,,2026,CN,\n"
                              "Thôn Một,Lê Văn A,Gia đình vui vẻ,2026,CN,\n"
                              "Thôn Một,Lê Văn A,GĐHT,2027,CN,\n"
                              "Thôn Một,Lê Văn A,GĐHT,2026,,\n"
                              "Thôn Một,Lê Văn A,GĐHT,2026,Không công nhận,\n"
                              "Thôn Một,Lê Văn A,GĐHT,2026,Không công nhận,vắng họp\n"
                              "Thôn Một,Lê Văn A,GĐHT,2026,Đăng ký,\n"
                              ",,GĐHT,2026,CN,\n",
                              none),
                     STATUS_OK);
    assert_int_equal(l.result.imported, 1);
    assert_refused(&l, 0, 2, "subject", REASON_AMBIGUOUS_REFERENCE);
    assert_refused(&l, 1, 3, "subject", REASON_UNKNOWN_REFERENCE);
    assert_refused(&l, 2, 4, "subject", REASON_AMBIGUOUS_REFERENCE);
    assert_refused(&l, 3, 5, "", REASON_UNKNOWN_HAMLET);
    assert_string_equal(l.result.refused.v[3].column, "Thôn");
    assert_refused(&l, 4, 6, "title", REASON_MISSING);
    assert_refused(&l, 5, 7, "title", REASON_UNKNOWN_VALUE);
    assert_refused(&l, 6, 8, "year", REASON_IN_FUTURE);
    assert_refused(&l, 7, 9, "state", REASON_MISSING);
    assert_refused(&l, 8, 10, "reason", REASON_MISSING);
    assert_refused(&l, 9, 12, "subject", REASON_DUPLICATE);
    assert_refused(&l, 10, 13, "subject", REASON_MISSING);
    lab_close(&l);
}

static void test_results_are_raised_never_lowered(void **state)
{
    static const char first[] = "Thôn,Hộ,Danh hiệu,Năm,Trạng thái\n"
                                "Thôn Một,Lê Văn A,GĐHT,2026,Công nhận\n"
                                "Thôn Một,Lê Văn B,GĐHT,2026,Đăng ký\n";
    static const char second[] = "Thôn,Hộ,Danh hiệu,Năm,Trạng thái,Lý do\n"
                                 "Thôn Một,Lê Văn A,GĐHT,2026,Đăng ký,\n"
                                 "Thôn Một,Lê Văn B,GĐHT,2026,Công nhận,\n";
    static const char third[] = "Thôn,Hộ,Danh hiệu,Năm,Trạng thái,Lý do\n"
                                "Thôn Một,Lê Văn A,GĐHT,2026,Không công nhận,vắng họp\n";
    static const char *const want[] = {"Gia đình học tập|2025|Công nhận|Lê Văn A",
                                       "Gia đình học tập|2026|Công nhận|Lê Văn A",
                                       "Gia đình học tập|2026|Công nhận|Lê Văn B"};
    const struct import_options update = {.update = true};
    struct lab l;
    (void)state;
    setup(&l);
    assert_int_equal(lab_text(&l, "title", first, none), STATUS_OK);
    assert_int_equal(l.result.imported, 2);
    assert_int_equal(lab_text(&l, "title", second, none), STATUS_OK);
    assert_int_equal(l.result.unchanged, 1);
    assert_refused(&l, 0, 3, "subject", REASON_DIFFERS);
    assert_int_equal(lab_text(&l, "title", second, update), STATUS_OK);
    assert_int_equal(l.result.updated, 1);
    assert_int_equal(l.result.unchanged, 1);
    assert_titles(&l, want, 3);
    assert_int_equal(lab_text(&l, "title", third, none), STATUS_OK);
    assert_refused(&l, 0, 2, "subject", REASON_DIFFERS);
    assert_int_equal(lab_text(&l, "title", third, update), STATUS_OK);
    assert_int_equal(l.result.warnings.n, 1);
    assert_int_equal(l.result.warnings.v[0].reason, REASON_STATE_KEPT);
    assert_int_equal(l.result.updated, 0); /* nor is the reason put beside the recognition */
    assert_titles(&l, want, 3);
    lab_close(&l);
}

/* A leader registers, and recognises nothing. */
static void test_only_the_commune_decides(void **state)
{
    struct lab l;
    struct unit_key own[1];
    (void)state;
    setup(&l);
    assert_true(unit_parse(SPAN_LIT("15664001"), UNIT_2025, &own[0]));
    l.who.role = ROLE_LEADER;
    l.who.units = own;
    l.who.n_units = 1;
    assert_int_equal(lab_text(&l, "title",
                              "Hộ,Danh hiệu,Năm,Trạng thái\nLê Văn B,GĐHT,2026,Đăng ký\n"
                              "Lê Văn A,GĐHT,2026,Công nhận\nTrạm Y tế,ĐVHT,2026,Đăng ký\n",
                              none),
                     STATUS_OK);
    assert_int_equal(l.result.imported, 1);
    assert_refused(&l, 0, 3, "state", REASON_NOT_ALLOWED);
    assert_refused(&l, 1, 4, "subject", REASON_NOT_ALLOWED);
    lab_close(&l);
}

static void test_figures_of_a_year(void **state)
{
    static const char *const fields[] = {"hamlet", "subject", "year", "households",
                                         "adults", "staff",   NULL};
    static const char text[] = "Thôn,Đơn vị,Năm,Số hộ,Nhân khẩu,Người lớn,Số người của đơn vị\n"
                               "Thôn Một,,2026,107,412,300,\n"
                               ",,2026,1.207,,,\n"
                               ",Trạm Y tế,2026,,,,11\n"
                               ",Trạm Thú y,2026,,,,11\n"
                               "Thôn Một,,2026,108,,,\n";
    struct lab l;
    struct lines have = {0};
    (void)state;
    setup(&l);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(lab_text(&l, "yearfact", text, none), STATUS_OK);
        assert_int_equal(l.result.imported, again ? 0 : 3);
        assert_int_equal(l.result.unchanged, again ? 3 : 0);
        assert_int_equal(l.result.refused.n, 2);
        assert_refused(&l, 0, 5, "subject", REASON_UNKNOWN_REFERENCE);
        assert_refused(&l, 1, 6, "year", REASON_DUPLICATE);
    }
    lab_dump(&l, "yearfact", fields, &have);
    assert_int_equal(have.n, 3);
    assert_string_equal(have.v[0], "Thôn Một||2026|107|300|");
    assert_string_equal(have.v[1], "Xã Triệu Sơn|Trạm Y tế|2026|||11");
    assert_string_equal(have.v[2], "Xã Triệu Sơn||2026|1207||");
    lines_release(&have);
    lab_close(&l);
}

/* Staff who live elsewhere have a workplace and no hamlet; a family has one place only. */
static void test_people_without_a_hamlet(void **state)
{
    static const char *const fields[] = {"name", "hamlet", "household", "organisation", NULL};
    static const char text[] = "Thôn,Họ và tên,Năm sinh,Chủ hộ,Nơi làm việc\n"
                               ",Đỗ Ngoài,1990,,Trạm Y tế\n"
                               ",Lê Con,1991,Lê Văn A,Trạm Y tế\n"
                               ",Lê Cháu,1992,Lê Văn B,\n"
                               ",Không Ai,1993,,Cơ quan nào đó\n";
    struct lab l;
    struct lines have = {0};
    (void)state;
    setup(&l);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(lab_text(&l, "citizen", text, none), STATUS_OK);
        assert_int_equal(l.result.imported, again ? 0 : 2);
        assert_int_equal(l.result.unchanged, again ? 2 : 0);
        assert_int_equal(l.result.refused.n, 2);
        assert_refused(&l, 0, 4, "hamlet", REASON_MISSING); /* there are two Lê Văn B */
        assert_refused(&l, 1, 5, "hamlet", REASON_MISSING);
    }
    lab_dump(&l, "citizen", fields, &have);
    assert_int_equal(have.n, 3);
    assert_string_equal(have.v[0], "Lê Con|Thôn Một|Lê Văn A|Trạm Y tế");
    assert_string_equal(have.v[2], "Đỗ Ngoài|Xã Triệu Sơn||Trạm Y tế");
    lines_release(&have);
    lab_close(&l);
}

static void test_targets_and_documents(void **state)
{
    static const char *const fields[] = {"unit", "indicator", "year", "value", "source", NULL};
    struct lab l;
    struct lines have = {0};
    (void)state;
    setup(&l);
    assert_int_equal(lab_text(&l, "target",
                              "Chỉ tiêu,Năm,Mức,Theo văn bản,Thôn\n"
                              "Gia đình học tập,2026,\"72,5\",KH 119/KH-UBND,\n"
                              "DHHT,2026,60 %,,\n"
                              "CDHT lao động,2030,60,,Thôn Hai\n"
                              "Chỉ tiêu lạ,2026,60,,\n"
                              "CĐHT,2026,101,,\n"
                              "CĐHT,2026,nhiều,,\n"
                              "CĐHT,,60,,\n",
                              none),
                     STATUS_OK);
    assert_int_equal(l.result.imported, 3);
    assert_refused(&l, 0, 5, "indicator", REASON_UNKNOWN_VALUE);
    assert_refused(&l, 1, 6, "value", REASON_OUT_OF_RANGE);
    assert_refused(&l, 2, 7, "value", REASON_NOT_A_NUMBER);
    assert_refused(&l, 3, 8, "year", REASON_MISSING);
    lab_dump(&l, "target", fields, &have);
    assert_int_equal(have.n, 3);
    assert_string_equal(have.v[0], "Thôn Hai|Công dân học tập là người lao động|2030|60,00|");
    assert_string_equal(have.v[1], "Xã Triệu Sơn|Dòng họ học tập|2026|60,00|");
    assert_string_equal(have.v[2], "Xã Triệu Sơn|Gia đình học tập|2026|72,50|KH 119/KH-UBND");
    assert_int_equal(lab_text(&l, "document",
                              "Số văn bản,Ngày ký,Loại,Nơi ban hành,Trích yếu\n"
                              "215/QĐ-UBND,5/12/2025,QĐ,UBND xã,Công nhận GĐHT\n"
                              ",5/12/2025,QĐ,,\n",
                              none),
                     STATUS_OK);
    assert_int_equal(l.result.imported, 1);
    assert_refused(&l, 0, 3, "number", REASON_MISSING);
    /* a decision is found by its number */
    assert_int_equal(lab_text(&l, "title",
                              "Hộ,Danh hiệu,Năm,Trạng thái,Số quyết định\n"
                              "Lê Văn A,GĐHT,2026,CN,215/QĐ-UBND\n",
                              none),
                     STATUS_OK);
    assert_int_equal(l.result.imported, 1);
    assert_int_equal(l.result.warnings.n, 0);
    lines_release(&have);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results_of_every_kind),
        cmocka_unit_test(test_unclear_results_are_refused),
        cmocka_unit_test(test_results_are_raised_never_lowered),
        cmocka_unit_test(test_only_the_commune_decides),
        cmocka_unit_test(test_figures_of_a_year),
        cmocka_unit_test(test_people_without_a_hamlet),
        cmocka_unit_test(test_targets_and_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
