/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Judging: each rule of a set with the marks on both sides of it.
 */
#include "tests/support.h"

#include "core/criteria_eval.h"
#include "locale/day.h"

static struct criteria_sets all;

static int load(void **state)
{
    (void)state;
    criteria_builtin(&all);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    criteria_sets_release(&all);
    return 0;
}

static const struct criteria_set *set(const char *code)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.v[i].code, code) == 0)
            return &all.v[i];
    fail_msg("no set %s", code);
    return NULL;
}

/* A set of one's own. */
static const struct criteria_set *made(const char *criteria, struct criteria_sets *out)
{
    struct criteria_report r = {0};
    struct buf b = {0};
    buf_addf(
        &b,
        "{\"id\":\"X\",\"danh_hieu\":\"community\",\"status\":\"xac_minh\",\"method\":\"diem\","
        "\"total\":100,\"criteria\":[%s],\"bands\":[{\"ten\":\"Tốt\",\"min\":85},{\"ten\":"
        "\"Khá\",\"min\":70},{\"ten\":\"Chưa\",\"min\":0}],\"recognised_from\":\"Khá\"}",
        criteria);
    criteria_parse(buf_span(&b), NULL, out, &r);
    assert_string_equal(buf_str(&r.errors), "");
    buf_release(&b);
    criteria_report_release(&r);
    return &out->v[0];
}

static struct criteria_subject plain(void)
{
    return (struct criteria_subject){.today = day_make(2026, 11, 22)};
}

/* marks: lines of title.marks; share: of the first criterion, or NULL. */
static struct criteria_result judge(const struct criteria_set *s, const char *marks,
                                    const struct criteria_share *share, struct criteria_subject who)
{
    struct criteria_marks m;
    struct criteria_result r;
    struct criteria_share shares[32] = {{0}};
    if (share)
        shares[0] = *share;
    criteria_marks_parse(span_of(marks), &m);
    criteria_judge(s, &m, share ? shares : NULL, &who, CRITERIA_REVIEW, &r);
    criteria_marks_release(&m);
    return r;
}

static void missing_is(const struct criteria_set *s, const struct criteria_result *r,
                       const char *want)
{
    struct buf b = {0};
    criteria_add_missing(s, r, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void result_is(const struct criteria_set *s, const struct criteria_result *r,
                      const char *want)
{
    struct buf b = {0};
    criteria_add_result(s, r, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

#define FAMILY_BUT_G11                                                                             \
    "\nG1.2\t1000\nG1.3\t1000\nG2.1\t1000\nG2.2\t1000\nG2.3\t1000\nG3.1\t1000\nG3.2\t1000\n"       \
    "G4.1\t1000\nG4.2\t1000"

static void the_sum_gives_the_grade(void **state)
{
    (void)state;
    const struct criteria_set *s = set("CDHT-2022");
    struct criteria_result r =
        judge(s,
              "I.1\t850\nI.2\t850\nI.3\t850\nI.4\t850\nII.5\t850\nII.6\t850\nII.7\t850\nII.8\t850\n"
              "III.9\t850\nIII.10\t850",
              NULL, plain());
    assert_true(r.complete && r.recognised && !r.blocked);
    assert_int_equal(r.score, 8500); /* 85 exactly is Tốt */
    result_is(s, &r, "85 trên 100: Tốt");
    missing_is(s, &r, "");
    criteria_result_release(&r);
    r = judge(s,
              "I.1\t849\nI.2\t850\nI.3\t850\nI.4\t850\nII.5\t850\nII.6\t850\nII.7\t850\nII.8\t850\n"
              "III.9\t850\nIII.10\t850",
              NULL, plain());
    result_is(s, &r, "84,99 trên 100: Khá");
    criteria_result_release(&r);
}

static void below_the_recognised_band(void **state)
{
    (void)state;
    const struct criteria_set *s = set("GDHT-NHAP-2026");
    struct criteria_result r =
        judge(s,
              "G1.1\t700\nG1.2\t700\nG1.3\t700\nG2.1\t700\nG2.2\t700\nG2.3\t700\nG3.1\t700\n"
              "G3.2\t700\nG4.1\t700\nG4.2\t650",
              NULL, plain());
    assert_true(r.complete && !r.recognised && !r.blocked);
    assert_int_equal(r.lacking, 50);
    result_is(s, &r, "69,5 trên 100: Đạt");
    missing_is(s, &r, "thiếu 0,5 điểm để được Khá");
    criteria_result_release(&r);
}

static void a_mandatory_criterion_blocks_whatever_the_sum(void **state)
{
    (void)state;
    const struct criteria_set *s = set("GDHT-NHAP-2026");
    struct criteria_result r = judge(s, "G1.1\t0" FAMILY_BUT_G11, NULL, plain());
    assert_int_equal(r.score, 9000);
    assert_true(r.complete && r.blocked && !r.recognised);
    missing_is(s, &r, "chưa đạt mức bắt buộc G1.1");
    criteria_result_release(&r);
    r = judge(s, "G1.1\t1" FAMILY_BUT_G11, NULL, plain());
    assert_true(r.recognised);
    criteria_result_release(&r);
    /* one that is not mandatory may be nought */
    r = judge(s,
              "G1.1\t1000\nG1.2\t0\nG1.3\t1000\nG2.1\t1000\nG2.2\t1000\nG2.3\t1000\nG3.1\t1000\n"
              "G3.2\t1000\nG4.1\t1000\nG4.2\t1000",
              NULL, plain());
    assert_true(r.recognised);
    criteria_result_release(&r);
}

static void a_floor_blocks(void **state)
{
    (void)state;
    struct criteria_sets own;
    const struct criteria_set *s =
        made("{\"id\":\"A\",\"ten\":\"a\",\"max\":50,\"san\":25},{\"id\":\"B\",\"ten\":\"b\","
             "\"max\":50}",
             &own);
    struct criteria_result r = judge(s, "A\t2499\nB\t5000", NULL, plain());
    assert_true(r.blocked && !r.recognised);
    assert_int_equal(r.score, 7499);
    criteria_result_release(&r);
    r = judge(s, "A\t2500\nB\t5000", NULL, plain());
    assert_true(r.recognised);
    criteria_result_release(&r);
    criteria_sets_release(&own);
}

static void without_all_marks_there_is_no_verdict(void **state)
{
    (void)state;
    const struct criteria_set *s = set("GDHT-NHAP-2026");
    struct criteria_result r = judge(s, "G1.1\t1000\nG1.2\t1100", NULL, plain());
    assert_false(r.complete || r.recognised || r.blocked);
    assert_int_equal(r.open, 9);
    assert_int_equal(r.item[1].state, CRITERIA_ITEM_WRONG); /* 11 of 10 */
    result_is(s, &r, "10 trên 100");
    missing_is(s, &r, "ghi sai G1.2; chưa chấm G1.3, G2.1, G2.2 và 5 tiêu chí khác");
    criteria_result_release(&r);
}

static void nobody_concerned(void **state)
{
    (void)state;
    const struct criteria_set *s = set("GDHT-NHAP-2026");
    /* full marks: no child of school age */
    struct criteria_result r = judge(s, "G1.1\t-" FAMILY_BUT_G11, NULL, plain());
    assert_true(r.recognised && !r.blocked);
    assert_int_equal(r.score, 10000);
    criteria_result_release(&r);
    /* not foreseen for G3.1 */
    r = judge(s, "G3.1\t-", NULL, plain());
    assert_int_equal(r.item[6].state, CRITERIA_ITEM_WRONG);
    criteria_result_release(&r);
    /* left out and rescaled: 76 of 90 is 84,44 */
    s = set("CDHT-2022");
    r = judge(s,
              "I.1\t900\nI.2\t900\nI.3\t900\nI.4\t900\nII.5\t1000\nII.6\t-\nII.7\t800\nII.8\t800\n"
              "III.9\t700\nIII.10\t700",
              NULL, plain());
    assert_true(r.complete);
    assert_int_equal(r.item[5].state, CRITERIA_ITEM_OUT);
    assert_int_equal(r.score, 8444);
    criteria_result_release(&r);
    /* no points, and it blocks nothing */
    struct criteria_sets own;
    s = made("{\"id\":\"A\",\"ten\":\"a\",\"max\":20,\"na\":\"khong_diem\",\"bat_buoc\":true},"
             "{\"id\":\"B\",\"ten\":\"b\",\"max\":80}",
             &own);
    r = judge(s, "A\t-\nB\t8000", NULL, plain());
    assert_int_equal(r.score, 8000);
    assert_true(r.recognised);
    criteria_result_release(&r);
    /* everything left out: no verdict to recognise */
    criteria_sets_release(&own);
    s = made("{\"id\":\"A\",\"ten\":\"a\",\"max\":100,\"na\":\"bo_qua_va_quy_doi\"}", &own);
    r = judge(s, "A\t-", NULL, plain());
    assert_int_equal(r.score, 0);
    assert_false(r.recognised);
    criteria_result_release(&r);
    criteria_sets_release(&own);
}

static void measured_criteria(void **state)
{
    (void)state;
    const struct criteria_set *s = set("CDTHON-NHAP-2026"); /* C1: 25 points from 70 % on */
    const char *rest = "C2\t1500\nC3\t1500\nC4\t2000\nC5\t1500\nC6\t1000";
    struct criteria_share x = {.known = true, .part = 14, .whole = 20};
    struct criteria_result r = judge(s, rest, &x, plain());
    assert_true(r.complete && r.recognised && r.item[0].measured);
    assert_int_equal(r.item[0].points, 2500);
    criteria_result_release(&r);
    /* 13 of 20 is 65 %: in proportion, and mandatory, so it blocks; one more is enough */
    x.part = 13;
    r = judge(s, rest, &x, plain());
    assert_true(r.blocked && !r.recognised);
    assert_int_equal(r.item[0].points, 2321); /* 25 * 65 / 70, half up */
    assert_int_equal(r.item[0].part_more, 1);
    missing_is(s, &r, "chưa đạt mức bắt buộc C1 (cần thêm 1 hộ)");
    criteria_result_release(&r);
    /* 69,996 % is not 70 %, however it would be rounded */
    x = (struct criteria_share){.known = true, .part = 69996, .whole = 100000};
    r = judge(s, rest, &x, plain());
    assert_true(r.blocked);
    criteria_result_release(&r);
    /* what is measured is not what somebody has typed */
    x = (struct criteria_share){.known = true, .part = 20, .whole = 20};
    r = judge(s, "C1\t0\nC2\t0\nC3\t1500\nC4\t2000\nC5\t1500\nC6\t1000", &x, plain());
    assert_int_equal(r.score, 8500);
    criteria_result_release(&r);
    /* not measured: typed */
    x.known = false;
    r = judge(s, "C1\t2000\nC2\t0\nC3\t1500\nC4\t2000\nC5\t1500\nC6\t1000", &x, plain());
    assert_int_equal(r.score, 8000);
    assert_false(r.item[0].measured);
    criteria_result_release(&r);
    /* a finished assessment is judged by what it keeps */
    r = judge(s, "C1\t\t\t\t14/30 2026-11-22 7K3-M9Q\nC2\t0", NULL, plain());
    assert_int_equal(r.item[0].points, 1667);
    criteria_result_release(&r);
}

static void measured_whole_or_none(void **state)
{
    (void)state;
    struct criteria_sets own;
    const struct criteria_set *s =
        made("{\"id\":\"A\",\"ten\":\"a\",\"max\":20,\"auto\":\"ty_le_gdht_thon\",\"nguong\":0.5,"
             "\"cach_tinh\":\"du_hoac_khong\"},{\"id\":\"B\",\"ten\":\"b\",\"max\":80}",
             &own);
    struct criteria_share x = {.known = true, .part = 9, .whole = 20};
    struct criteria_result r = judge(s, "B\t8000", &x, plain());
    assert_int_equal(r.score, 8000);
    assert_true(r.recognised); /* it is not mandatory */
    criteria_result_release(&r);
    x.part = 10;
    r = judge(s, "B\t8000", &x, plain());
    assert_int_equal(r.score, 10000);
    criteria_result_release(&r);
    /* nobody to measure, and the set does not say what then: a mark is asked for */
    x = (struct criteria_share){.known = true};
    r = judge(s, "B\t8000", &x, plain());
    assert_int_equal(r.item[0].state, CRITERIA_ITEM_OPEN);
    criteria_result_release(&r);
    criteria_sets_release(&own);
}

static void self_and_review_are_two(void **state)
{
    (void)state;
    const struct criteria_set *s = set("GDHT-NHAP-2026");
    struct criteria_marks m;
    struct criteria_result r;
    struct criteria_subject who = plain();
    criteria_marks_parse(SPAN_LIT("G1.1\t800\tgiấy khen\t1000\nG1.2\t\t\t900"), &m);
    criteria_judge(s, &m, NULL, &who, CRITERIA_SELF, &r);
    assert_int_equal(r.score, 1900);
    criteria_result_release(&r);
    criteria_judge(s, &m, NULL, &who, CRITERIA_REVIEW, &r);
    assert_int_equal(r.score,
                     1700); /* the review decides; where it is empty the self mark stands */
    criteria_result_release(&r);
    criteria_marks_release(&m);
}

#define TT25 "1.1\t200\n1.2\t200\n1.3\t200\n2.1\t200\n2.2\t200\n2.3\t200\n3\t200\n4\t200\n5\t"

static void levels_of_a_checklist(void **state)
{
    (void)state;
    const struct criteria_set *s = set("CDXA-TT25");
    struct criteria_result r = judge(s, TT25 "200", NULL, plain());
    assert_int_equal(r.level, 2);
    assert_true(r.recognised);
    result_is(s, &r, "đạt mức độ 2");
    criteria_result_release(&r);
    r = judge(s, TT25 "100", NULL, plain());
    assert_int_equal(r.level, 1);
    assert_true(r.recognised);
    missing_is(s, &r, "chưa tới mức 2: 5");
    criteria_result_release(&r);
    r = judge(s, TT25 "0", NULL, plain());
    assert_int_equal(r.level, 0);
    assert_true(r.blocked && !r.recognised);
    result_is(s, &r, "chưa đạt mức 1: còn 1 tiêu chí");
    missing_is(s, &r, "chưa đạt 5");
    criteria_result_release(&r);
    r = judge(s, TT25, NULL, plain());
    assert_false(r.complete);
    assert_int_equal(r.level, 0);
    result_is(s, &r, "đã xem 8 trên 9 tiêu chí");
    criteria_result_release(&r);
    r = judge(s, TT25 "150", NULL, plain());
    assert_int_equal(r.item[8].state, CRITERIA_ITEM_WRONG);
    criteria_result_release(&r);
}

static void level_2_after_twelve_months(void **state)
{
    (void)state;
    const struct criteria_set *s = set("CDXA-TT25");
    struct criteria_subject who = plain();
    who.level_before = 1;
    who.before = day_make(2025, 12, 1);
    struct criteria_result r = judge(s, TT25 "200", NULL, who);
    assert_int_equal(r.level, 1);
    assert_true(r.too_early && r.recognised);
    missing_is(s, &r, "từ ngày 01/12/2026 mới xét mức 2");
    criteria_result_release(&r);
    who.today = day_make(2026, 12, 1);
    r = judge(s, TT25 "200", NULL, who);
    assert_int_equal(r.level, 2);
    criteria_result_release(&r);
    who.today = day_make(2026, 11, 22);
    who.level_before = 2; /* keeping level 2 needs no wait */
    r = judge(s, TT25 "200", NULL, who);
    assert_int_equal(r.level, 2);
    criteria_result_release(&r);
}

#define TT24                                                                                       \
    "1.1\t200\n1.2\t200\n1.3\t200\n1.4\t200\n1.5\t200\n2.1\t9500\n2.2\t9000\n3.2\t200\n3.3\t200\n"

static void figures_and_conditions(void **state)
{
    (void)state;
    const struct criteria_set *s = set("DVHT-TT24");
    /* no school: 3.1b and 3.4 do not concern it. 2.1 and 2.2: the text of level 2 is not known */
    struct criteria_result r = judge(s, TT24 "3.1\t9500", NULL, plain());
    assert_true(r.complete && r.recognised);
    assert_int_equal(r.item[8].state, CRITERIA_ITEM_OUT);
    assert_int_equal(r.item[7].points, 200);
    assert_int_equal(r.item[5].state, CRITERIA_ITEM_UNKNOWN);
    assert_int_equal(r.level, 1);
    missing_is(s, &r, "bộ này chưa có số của mức 2: 2.1, 2.2");
    criteria_result_release(&r);
    r = judge(s, TT24 "3.1\t9499", NULL, plain());
    assert_int_equal(r.item[7].points, 100);
    criteria_result_release(&r);
    r = judge(s, TT24 "3.1\t8999", NULL, plain());
    assert_true(r.blocked);
    criteria_result_release(&r);
    struct criteria_subject school = plain();
    school.school = true;
    r = judge(s, TT24 "3.1\t9500", NULL, school);
    assert_false(r.complete);
    assert_int_equal(r.open, 2);
    criteria_result_release(&r);
    r = judge(s, TT24 "3.1\t9500\n3.1b\t9500\n3.4\t100", NULL, school);
    assert_true(r.recognised);
    criteria_result_release(&r);
    r = judge(s, TT24 "3.1\t9500\n3.1b\t9499\n3.4\t100", NULL, school);
    assert_true(r.blocked);
    missing_is(s, &r, "chưa đạt 3.1b; bộ này chưa có số của mức 2: 2.1, 2.2; chưa tới mức 2: 3.4");
    criteria_result_release(&r);
}

static void marks_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "G1.1\t900\tgiấy khen",
        "G1.1\t900\tgiấy khen\t1000\nG1.2\t\t\t-",
        "C1\t\tđủ\t\t14/30 2026-11-22 7K3-M9Q",
        "G1\t-",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct criteria_marks m;
        struct buf b = {0};
        criteria_marks_parse(span_of(lines[i]), &m);
        criteria_marks_add_text(&m, &b);
        assert_string_equal(buf_str(&b), lines[i]);
        criteria_marks_release(&m);
        buf_release(&b);
    }
    struct criteria_mark mark;
    assert_true(criteria_mark_read(SPAN_LIT(" 7,5 "), &mark) && mark.points == 750);
    assert_true(criteria_mark_read(SPAN_LIT("k"), &mark) && mark.nobody);
    assert_true(criteria_mark_read(SPAN_LIT(""), &mark) && !mark.given);
    assert_false(criteria_mark_read(SPAN_LIT("bảy"), &mark));
    assert_false(criteria_mark_read(SPAN_LIT("-1"), &mark));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sum_gives_the_grade),
        cmocka_unit_test(below_the_recognised_band),
        cmocka_unit_test(a_mandatory_criterion_blocks_whatever_the_sum),
        cmocka_unit_test(a_floor_blocks),
        cmocka_unit_test(without_all_marks_there_is_no_verdict),
        cmocka_unit_test(nobody_concerned),
        cmocka_unit_test(measured_criteria),
        cmocka_unit_test(measured_whole_or_none),
        cmocka_unit_test(self_and_review_are_two),
        cmocka_unit_test(levels_of_a_checklist),
        cmocka_unit_test(level_2_after_twelve_months),
        cmocka_unit_test(figures_and_conditions),
        cmocka_unit_test(marks_come_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
