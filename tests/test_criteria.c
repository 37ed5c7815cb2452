/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of criteria: what is read, what is said of a faulty one, the shipped sets, the round trip.
 */
#include "tests/support.h"

#include "core/criteria.h"

static struct criteria_set *shipped(struct criteria_sets *all, const char *code)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].code, code) == 0)
            return &all->v[i];
    fail_msg("no set %s", code);
    return NULL;
}

static void parse(const char *json, struct criteria_sets *out, struct criteria_report *r)
{
    *r = (struct criteria_report){0};
    criteria_parse(span_of(json), NULL, out, r);
}

/* Refused with this in a sentence. */
static void refuses(const char *json, const char *sentence)
{
    struct criteria_sets sets;
    struct criteria_report r;
    parse(json, &sets, &r);
    if (!strstr(buf_str(&r.errors), sentence))
        fail_msg("no '%s' in:\n%s", sentence, buf_str(&r.errors));
    assert_int_equal(sets.n, 0);
    criteria_sets_release(&sets);
    criteria_report_release(&r);
}

static void warns(const char *json, const char *sentence)
{
    struct criteria_sets sets;
    struct criteria_report r;
    parse(json, &sets, &r);
    if (r.n_errors || !strstr(buf_str(&r.warnings), sentence))
        fail_msg("no '%s' in:\n%s%s", sentence, buf_str(&r.warnings), buf_str(&r.errors));
    assert_int_equal(sets.n, 1);
    criteria_sets_release(&sets);
    criteria_report_release(&r);
}

#define HEAD                                                                                       \
    "{\"id\":\"X\",\"title\":\"Gia đình học tập\",\"status\":\"xac_minh\",\"method\":\"diem\","
#define ONE   "{\"id\":\"A\",\"ten\":\"a\",\"max\":60}"
#define TWO   "{\"id\":\"B\",\"ten\":\"b\",\"max\":40}"
#define BANDS "\"bands\":[{\"ten\":\"Đạt\",\"min\":50},{\"ten\":\"Chưa\",\"min\":0}]"
#define FROM  "\"recognised_from\":\"Đạt\"}"
#define LIST  "\"total\":100,\"criteria\":[" ONE "," TWO "],"
#define CHECK                                                                                                 \
    "{\"id\":\"Y\",\"title\":\"Cộng đồng học tập cấp xã\",\"status\":\"nhap\",\"method\":\"danh_" \
    "sach\",\"criteria\":["

static void the_shipped_sets_are_right(void **state)
{
    (void)state;
    struct criteria_sets all;
    struct criteria_report r = {0};
    criteria_builtin(&all);
    assert_int_equal(all.n, 8);
    for (size_t i = 0; i < all.n; i++)
        criteria_check(&all.v[i], &r);
    assert_string_equal(buf_str(&r.errors), "");
    struct criteria_set *s = shipped(&all, "GDHT-NHAP-2026");
    assert_int_equal(s->title, TITLE_FAMILY);
    assert_int_equal(s->status, CRITERIA_DRAFT);
    assert_int_equal(s->n, 10);
    assert_true(s->v[0].mandatory);
    assert_int_equal(s->v[0].max, 1000);
    assert_int_equal(s->v[5].measure, CRITERIA_AUTO_HOME_CITIZENS);
    assert_int_equal(s->v[5].na, CRITERIA_NA_FULL);
    assert_string_equal(s->band[s->recognised].name, "Khá");
    assert_int_equal(s->counts_years, 1);
    s = shipped(&all, "CDTHON-NHAP-2026");
    assert_int_equal(s->title, TITLE_COMMUNITY);
    assert_int_equal(s->v[0].share, 7000);
    s = shipped(&all, "DVHT-CS-NHAP-2026"); /* its criteria are those of DVHT-TT22 */
    assert_int_equal(s->n, 8);
    assert_string_equal(s->band[s->recognised].name, "Khá");
    s = shipped(&all, "DVHT-TT22");
    assert_string_equal(s->band[s->recognised].name, "Trung bình");
    s = shipped(&all, "CDXA-TT25");
    assert_int_equal(s->title, TITLE_COMMUNE);
    assert_int_equal(s->counts_years, 4); /* the year and 36 months */
    assert_int_equal(s->upgrade_months, 12);
    assert_int_equal(s->v[7].levels, 3);
    assert_false(s->v[7].level[0].known);
    s = shipped(&all, "DVHT-TT24");
    assert_int_equal(s->title, TITLE_ORGANISATION2);
    assert_int_equal(s->v[8].when, CRITERIA_SCHOOLS);
    assert_int_equal(s->v[7].input, CRITERIA_FIGURE);
    assert_int_equal(s->v[7].level[1].min, 9500);
    assert_int_equal(s->v[10].input, CRITERIA_LEVEL);
    assert_string_equal(s->v[10].level[1].words, "Tập thể lao động xuất sắc");
    criteria_sets_release(&all);
    criteria_report_release(&r);
}

static void a_set_comes_back_the_same(void **state)
{
    (void)state;
    struct criteria_sets all;
    criteria_builtin(&all);
    for (size_t i = 0; i < all.n; i++) {
        struct criteria_sets again;
        struct criteria_report r = {0};
        struct buf json = {0};
        criteria_add_json(&all.v[i], &json);
        criteria_parse(buf_span(&json), NULL, &again, &r);
        assert_string_equal(buf_str(&r.errors), "");
        assert_int_equal(again.n, 1);
        assert_true(criteria_set_eq(&again.v[0], &all.v[i]));
        assert_null(strstr(buf_str(&json), "999999"));
        criteria_sets_release(&again);
        criteria_report_release(&r);
        buf_release(&json);
    }
    criteria_sets_release(&all);
}

static void numbers_are_hundredths(void **state)
{
    (void)state;
    struct criteria_sets s;
    struct criteria_report r;
    struct buf json = {0};
    parse(HEAD "\"total\":100,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":69.96,\"san\":0.5,"
               "\"auto\":\"ty_le_cdht_ho\",\"nguong\":0.6996},{\"id\":\"B\",\"ten\":\"b\",\"max\":"
               "30.04}]," BANDS "," FROM,
          &s, &r);
    assert_string_equal(buf_str(&r.errors), "");
    assert_int_equal(s.v[0].v[0].max, 6996);
    assert_int_equal(s.v[0].v[0].floor, 50);
    assert_int_equal(s.v[0].v[0].share, 6996);
    criteria_add_json(&s.v[0], &json);
    assert_non_null(strstr(buf_str(&json), "\"max\": 69.96,"));
    assert_non_null(strstr(buf_str(&json), "\"nguong\": 0.6996"));
    assert_non_null(strstr(buf_str(&json), "\"san\": 0.5,"));
    buf_release(&json);
    criteria_sets_release(&s);
    criteria_report_release(&r);
    refuses(HEAD "\"total\":100,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":7.555}]," BANDS
                 "," FROM,
            "Bộ X, tiêu chí A, mục max: chỉ được hai chữ số lẻ");
}

static void words_may_be_english(void **state)
{
    (void)state;
    struct criteria_sets s;
    struct criteria_report r;
    parse(
        "\xEF\xBB\xBF{\"sets\":[{\"id\":\"E\",\"version\":\"2\",\"title_kind\":\"clan\",\"status\":"
        "\"partial\",\"method\":\"points\",\"total\":10,\"criteria\":[{\"id\":\"A\",\"name\":\"a\","
        "\"max\":10,\"mandatory\":true,\"floor\":4,\"na\":\"rescale\",\"auto\":\"clan_families\","
        "\"share\":0.5,\"scale\":\"whole\"}],\"bands\":[{\"name\":\"Đạt\",\"min\":5},{\"name\":"
        "\"Chưa\",\"min\":0}]," FROM "]}",
        &s, &r);
    assert_string_equal(buf_str(&r.errors), "");
    assert_int_equal(s.v[0].title, TITLE_CLAN);
    assert_string_equal(s.v[0].version, "2");
    assert_true(s.v[0].v[0].whole && s.v[0].v[0].mandatory);
    assert_int_equal(s.v[0].v[0].na, CRITERIA_NA_RESCALE);
    criteria_sets_release(&s);
    criteria_report_release(&r);
}

static void faults_name_set_criterion_and_key(void **state)
{
    (void)state;
    refuses("", "Tệp trống.");
    refuses(" \n", "Tệp trống.");
    refuses("{\"id\":\"a\",}", "Dòng 1, cột 11: không đúng cách viết JSON");
    refuses("{\"id\":\"a\",\n", "Tệp dừng giữa chừng ở dòng 2");
    refuses("{\"id\":\"Gia \xBB\"}", "Tệp không ở bảng mã UTF-8"); /* TCVN3 */
    refuses("[]", "Tệp phải bắt đầu bằng {");
    refuses("{\"sets\":[]}", "Mục sets phải là danh sách từ 1");
    refuses("{\"sets\":[1]}", "Bộ thứ 1: phải ghi trong ngoặc nhọn");
    refuses("{}", "Bộ thứ 1, mục id: còn trống");
    refuses("{\"id\":\"a\",\"id\":\"b\"}", "một mục được ghi hai lần");
    refuses(HEAD "\"total\":90,\"criteria\":[" ONE "," TWO "]," BANDS "," FROM,
            "Bộ X: các điểm tối đa (max) cộng lại là 100, không bằng total 90;");
    refuses(HEAD "\"total\":120,\"criteria\":[" ONE "," ONE "]," BANDS "," FROM,
            "Bộ X, tiêu chí A: mã này đã dùng");
    refuses(HEAD LIST "\"bands\":[{\"ten\":\"Đạt\",\"min\":0},{\"ten\":\"Cao\",\"min\":50}]," FROM,
            "bậc 'Cao' phải có min thấp hơn bậc 'Đạt'");
    refuses(HEAD LIST "\"bands\":[{\"ten\":\"Đạt\",\"min\":50}]," FROM,
            "bậc cuối 'Đạt' phải có min là 0");
    refuses(HEAD LIST "\"bands\":[{\"ten\":\"Đạt\",\"min\":101},{\"ten\":\"C\",\"min\":0}]," FROM,
            "bậc 'Đạt' có min cao hơn tổng điểm");
    refuses(HEAD LIST "\"bands\":[{\"ten\":\"Đạt\",\"min\":5},{\"ten\":\"Đạt\",\"min\":0}]," FROM,
            "hai bậc xếp loại cùng tên 'Đạt'");
    refuses(HEAD LIST BANDS ",\"recognised_from\":\"Tốt\"}",
            "Bộ X, mục recognised_from: không có bậc tên 'Tốt'");
    refuses(HEAD LIST BANDS "}", "mục recognised_from: còn thiếu");
    refuses(HEAD LIST FROM, "Bộ X, mục bands: còn thiếu");
    refuses(HEAD BANDS "," FROM, "mục total: còn thiếu");
    refuses(HEAD "\"total\":100," BANDS "," FROM, "mục criteria: còn thiếu");
    refuses(HEAD "\"total\":0,\"criteria\":[" ONE "]," BANDS "," FROM,
            "mục total: phải là số từ 0.01 đến 1000.00");
    refuses(HEAD "\"total\":1,\"criteria\":[{\"ten\":\"a\",\"max\":1}]," BANDS "," FROM,
            "Bộ X, tiêu chí thứ 1, mục id: còn trống");
    refuses(HEAD "\"total\":1,\"criteria\":[{\"id\":\"A\",\"max\":\"10\"}]," BANDS "," FROM,
            "Bộ X, tiêu chí A, mục max: phải là số từ");
    refuses(HEAD
            "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"san\":61}]," BANDS
            "," FROM,
            "tiêu chí A: mức sàn (san) cao hơn điểm tối đa");
    refuses(HEAD "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"bat_buoc\":1}"
                 "]," BANDS "," FROM,
            "tiêu chí A, mục bat_buoc: phải là true hoặc false");
    refuses(HEAD "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"auto\":"
                 "\"ty_le_gdht_thon\"}]," BANDS "," FROM,
            "mục auto: không tính được cho danh hiệu Gia đình học tập");
    refuses(HEAD "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"auto\":"
                 "\"ty_le_cdht_ho\",\"nguong\":65}]," BANDS "," FROM,
            "mục nguong: phải là số từ 0.00 đến 1.00");
    refuses(
        HEAD
        "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"na\":\"gi\"}]," BANDS
        "," FROM,
        "mục na: phải là một trong các từ: cho_du_diem, bo_qua_va_quy_doi, khong_diem");
    refuses(HEAD "\"from\":2027,\"to\":2026," LIST BANDS "," FROM, "năm đầu (from) ở sau năm cuối");
    refuses(HEAD "\"counts_years\":0," LIST BANDS "," FROM,
            "mục counts_years: phải là số nguyên từ 1 đến 10");
    refuses(
        "{\"id\":\"X\",\"title\":\"Làng vui\",\"status\":\"nhap\",\"method\":\"diem\"," LIST BANDS
        "," FROM,
        "mục title: không rõ danh hiệu nào");
    refuses("{\"id\":\"X\",\"title\":\"Gia đình học tập\",\"method\":\"diem\"," LIST BANDS "," FROM,
            "mục status: còn thiếu");
    refuses("{\"id\":\"X\",\"title\":\"Gia đình học tập\",\"status\":\"nhap\"," LIST BANDS "," FROM,
            "mục method: còn thiếu");
    refuses("{\"sets\":[" HEAD LIST BANDS "," FROM "," HEAD LIST BANDS "," FROM "]}",
            "hai bộ trong tệp cùng mã và cùng bản");
}

/* What follows from another fault is not said: a set that could not be taken over brings no total,
 * and a set that is refused needs no advice. */
static void one_fault_one_sentence(void **state)
{
    (void)state;
    struct criteria_sets sets;
    struct criteria_report r;
    parse("{\"sets\":[{\"id\":\"A\",\"title\":\"Dòng họ học "
          "tập\",\"status\":\"nhap\",\"reuse\":\"B\"},"
          "{\"id\":\"B\",\"title\":\"Dòng họ học tập\",\"status\":\"nhap\",\"reuse\":\"A\"}]}",
          &sets, &r);
    assert_string_equal(buf_str(&r.errors),
                        "Bộ B, mục reuse: các bộ lấy lẫn nhau; hãy bỏ một mục reuse.\n");
    assert_string_equal(buf_str(&r.warnings), "");
    criteria_report_release(&r);
    criteria_sets_release(&sets);
    parse(HEAD
          "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"auto\":\"ty_le_x\","
          "\"nguong\":0.5}]," BANDS "," FROM,
          &sets, &r);
    assert_int_equal(r.n_errors, 1);
    assert_string_equal(buf_str(&r.warnings), "");
    criteria_report_release(&r);
    criteria_sets_release(&sets);
}

/* Notepad's "Unicode": every other byte is nought. */
static void a_file_of_another_charset(void **state)
{
    (void)state;
    static const char utf16[] = "\xFF\xFE{\0\"\0i\0d\0\"\0:\0\"\0a\0\"\0}";
    struct criteria_sets sets;
    struct criteria_report r = {0};
    criteria_parse(span_make(utf16, sizeof utf16), NULL, &sets, &r);
    assert_non_null(strstr(buf_str(&r.errors), "Hãy lưu lại tệp theo UTF-8"));
    criteria_report_release(&r);
    criteria_parse(span_make(utf16 + 2, sizeof utf16 - 2), NULL, &sets, &r);
    assert_non_null(strstr(buf_str(&r.errors), "Hãy lưu lại tệp theo UTF-8"));
    criteria_report_release(&r);
}

static void faults_of_checklists(void **state)
{
    (void)state;
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[2]}]}",
            "chưa có tiêu chí nào cho mức 1");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[3]}]}", "chỉ có mức 1 và mức 2");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\"}]}", "tiêu chí 1, mục levels: còn thiếu");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"nguong\":{\"3\":90}}]}",
            "tiêu chí 1, mục levels: còn thiếu");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"nguong\":{\"1\":95,\"2\":90}}]}",
            "ngưỡng mức 2 thấp hơn mức 1");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"nguong\":{\"1\":101}}]}",
            "mục nguong 1: phải là số từ 0.00 đến 100.00");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"nguong\":{\"1\":90,\"2\":\"cao\"}}]}",
            "hai mức phải cùng là số hoặc cùng là chữ");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"nguong\":90}]}", "phải ghi theo từng mức");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[1],\"khi\":\"co_so_giao_duc\"}]}",
            "mục khi: chỉ dùng cho danh hiệu của đơn vị");
    refuses(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[1],\"khi\":\"mua\"}]}",
            "mục khi: phải là một trong các từ: co_so_giao_duc");
}

static void what_is_odd_is_said_and_left_out(void **state)
{
    (void)state;
    warns(HEAD "\"mau\":1," LIST BANDS "," FROM, "Bộ X, mục mau: không có mục tên này");
    warns("{\"ghi_chu\":[],\"sets\":[" HEAD LIST BANDS "," FROM "]}",
          "Bộ trong tệp, mục ghi_chu: không có mục tên này");
    warns(
        HEAD
        "\"total\":60,\"criteria\":[{\"id\":\"A\",\"ten\":\"a\",\"max\":60,\"nguong\":0.5}]," BANDS
        "," FROM,
        "mục nguong: chỉ dùng cho tiêu chí máy tự tính");
    warns(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[1],\"max\":10}]}",
          "mục max: chỉ dùng cho method diem");
    warns(CHECK "{\"id\":\"1\",\"ten\":\"a\",\"levels\":[1]}]}", "mẫu nháp, phải thay");
}

static void reuse_takes_another_set(void **state)
{
    (void)state;
    struct criteria_sets s;
    struct criteria_report r;
    parse("{\"sets\":[{\"id\":\"B\",\"title\":\"Gia đình học tập\",\"status\":\"nhap\",\"reuse\":"
          "\"X\"}," HEAD LIST BANDS "," FROM "]}",
          &s, &r);
    assert_string_equal(buf_str(&r.errors), "");
    assert_int_equal(s.n, 2);
    assert_int_equal(s.v[0].n, 2);
    assert_int_equal(s.v[0].total, 10000);
    assert_int_equal(s.v[0].recognised, 0);
    criteria_sets_release(&s);
    criteria_report_release(&r);
    refuses("{\"id\":\"B\",\"title\":\"Gia đình học tập\",\"status\":\"nhap\",\"reuse\":\"NO\"}",
            "Bộ B, mục reuse: không thấy bộ 'NO'");
    refuses("{\"id\":\"B\",\"title\":\"Gia đình học tập\",\"status\":\"nhap\",\"reuse\":\"B\"}",
            "các bộ lấy lẫn nhau");
    refuses(
        "{\"id\":\"B\",\"title\":\"Đơn vị học tập\",\"status\":\"nhap\",\"method\":\"danh_sach\","
        "\"reuse\":\"DVHT-TT22\"}",
        "theo cách đánh giá khác");
}

static void a_set_is_shown_with_its_status(void **state)
{
    (void)state;
    struct criteria_sets all;
    struct buf b = {0};
    criteria_builtin(&all);
    criteria_add_text(shipped(&all, "GDHT-NHAP-2026"), &b);
    assert_non_null(strstr(buf_str(&b), "MẪU NHÁP: phải thay bằng văn bản chính thức."));
    assert_non_null(strstr(buf_str(&b), "G1.1  * Trẻ em trong độ tuổi đến trường"));
    assert_non_null(strstr(buf_str(&b), "Xếp loại: Tốt từ 85; Khá từ 70; Đạt từ 50"));
    buf_reset(&b);
    criteria_add_text(shipped(&all, "DVHT-TT24"), &b);
    assert_non_null(strstr(buf_str(&b), "mức 1: từ 90 %; mức 2: từ 95 %"));
    assert_non_null(strstr(buf_str(&b), "mức 1: từ 90 %; mức 2: xem văn bản"));
    assert_non_null(strstr(buf_str(&b), "chỉ cơ sở giáo dục"));
    buf_reset(&b);
    criteria_add_text(shipped(&all, "CDXA-TT25"), &b);
    assert_non_null(strstr(buf_str(&b), "giá trị 4 năm"));
    assert_non_null(strstr(buf_str(&b), "sau 12 tháng mới được xét mức 2"));
    buf_release(&b);
    criteria_sets_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_sets_are_right),
        cmocka_unit_test(a_set_comes_back_the_same),
        cmocka_unit_test(numbers_are_hundredths),
        cmocka_unit_test(words_may_be_english),
        cmocka_unit_test(faults_name_set_criterion_and_key),
        cmocka_unit_test(faults_of_checklists),
        cmocka_unit_test(one_fault_one_sentence),
        cmocka_unit_test(a_file_of_another_charset),
        cmocka_unit_test(what_is_odd_is_said_and_left_out),
        cmocka_unit_test(reuse_takes_another_set),
        cmocka_unit_test(a_set_is_shown_with_its_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
