/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nhập nhanh for many at once: numbers from the meeting's sheet and the sheet itself, a pasted
 * column, renewals.
 */
#include "tests/grid_world.h"

#include "core/criteria_book.h"
#include "forms/doc_text.h"
#include "forms/report_sheet.h"

static void expect_plan_at(int at, struct grid *g, const char *text, int digit, const char *want)
{
    struct grid_plan p = {0};
    struct buf b = {0};
    grid_plan_numbers(g, span_of(text), digit, NULL, &p);
    for (size_t i = 0; i < p.n; i++)
        buf_addf(&b, "%s%u:%d%s%s", i ? " " : "", (unsigned)grid_row(g, p.v[i].row)->number,
                 p.v[i].digit, p.v[i].reason ? "=" : "", p.v[i].reason ? p.v[i].reason : "");
    if (p.n_problems)
        buf_addf(&b, "!%s", buf_str(&p.problems));
    if (strcmp(buf_str(&b), want) != 0)
        fail_msg("line %d: %s", at, buf_str(&b));
    buf_release(&b);
    grid_plan_release(&p);
}
#define expect_plan(...) expect_plan_at(__LINE__, __VA_ARGS__)

static void numbers(void **state)
{
    struct world w = grid_world(false, 12);
    struct grid *g = families(&w);
    (void)state;
    expect_plan(g, "", 2, "");
    expect_plan(g, "1-3 5 7x 12", 2, "1:2 2:2 3:2 5:2 7:3 12:2");
    expect_plan(g, " 1 - 3,5;7 x\n12 ", 2, "1:2 2:2 3:2 5:2 7:3 12:2");
    expect_plan(g, "1–3", 2, "1:2 2:2 3:2");
    expect_plan(g, "05", 2, "5:2");
    expect_plan(g, "1-3 2x", 2, "1:2 2:3 3:2"); /* a number of its own before its range */
    expect_plan(g, "2x 1-3", 2, "1:2 2:3 3:2");
    expect_plan(g, "1-2x 3", 2, "1:3 2:3 3:2");
    expect_plan(g, "3 3", 2, "3:2");
    expect_plan(g, "4x vắng họp, 5X(chưa họp) 6× ốm 7", 2, "4:3=vắng họp 5:3=chưa họp 6:3=ốm 7:2");
    expect_plan(g, "1-3 2x", 1, "1:1 3:1"); /* đăng ký: x leaves out */
    expect_plan(g, "5 5x", 2, "5:2!Số 5 ghi hai lần khác nhau.");
    expect_plan(g, "5 13 99", 2, "5:2!Không có số 13.\nKhông có số 99.");
    expect_plan(g, "10-13", 2, "!Không có số 13.");
    expect_plan(g, "0", 2, "!Không có số 0.");
    expect_plan(g, "3-1", 2, "!Từ 3 đến 1: số đầu phải nhỏ hơn và cùng một thôn.");
    expect_plan(g, "5 abc 6", 2, "5:2 6:2!Không hiểu \"abc\": chỉ viết số, ví dụ 1-20 22 25x.");
    expect_plan(g, "5đ 6", 2, "6:2!Không hiểu \"5đ\": chỉ viết số, ví dụ 1-20 22 25x.");
    expect_plan(g, "5xyz", 2, "!Không hiểu \"5xyz\": chỉ viết số, ví dụ 1-20 22 25x.");
    expect_plan(g, "99999999999999999999", 2, "!Không có số 99999999999999999999.");
    expect_plan(g, "1.5", 2, "5:2"); /* with its hamlet, as in a commune */
    grid_free(g);
    g = grid_of(&w, "family", "15664", 2026, GRID_REVIEW);
    struct grid_texts t;
    assert_true(grid_texts(g, 12, &t));
    assert_true(span_eq_str(t.number, "2.1"));
    expect_plan(g, "1", 2, "!Số 1 có ở nhiều thôn: viết cả số thôn, ví dụ 3.1.");
    expect_plan(g, "2.1 1.2-4 5", 2, "2:2 3:2 4:2 5:2 1:2");
    expect_plan(g, "1.12-2.1", 2, "!Từ 1.12 đến 2.1: số đầu phải nhỏ hơn và cùng một thôn.");
    grid_free(g);
    world_free(&w);
}

static void meeting(void **state)
{
    struct world w = grid_world(*state != NULL, 12);
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    struct grid_said said;
    uint64_t before = generation(&w);
    grid_plan_numbers(g, SPAN_LIT("1-10 7x 8x 99"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED);
    assert_string_equal(said.text, "Chưa ghi gì. Không có số 99.");
    grid_plan_release(&p);
    grid_plan_numbers(g, SPAN_LIT("1-10 7x 8x"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_NEEDS_REASON);
    assert_string_equal(said.text, "Số 7, 8 không đạt: cần lý do. Ví dụ: vắng họp.");
    assert_int_equal(generation(&w), before);
    grid_plan_release(&p);
    grid_plan_numbers(g, SPAN_LIT("1-10 7x 8x"), GRID_PASS, "vắng họp", &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_string_equal(said.text, "Đã ghi 10 hộ.");
    assert_int_equal(generation(&w), before + 1);
    expect_now(g, 6, "Không đạt: vắng họp");
    same_as_progress(&w, g, "15664001", 2026);
    assert_int_equal(grid_line(g)->proposed, 8);
    grid_plan_release(&p);
    /* once more: nothing new */
    grid_plan_numbers(g, SPAN_LIT("1-6"), GRID_PASS, NULL, &p);
    assert_int_equal(p.already, 6);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_SAME);
    assert_int_equal(generation(&w), before + 1);
    grid_plan_release(&p);
    /* all or nothing: 1 has been decided meanwhile */
    struct grid_decision x = {
        .number = SPAN_LIT("9/QĐ"), .date = w.who.today, .except = SPAN_LIT("2-10")};
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 1);
    before = generation(&w);
    grid_plan_numbers(g, SPAN_LIT("1x 11"), GRID_PASS, "y", &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED);
    assert_true(strncmp(said.text, "Số 1: ", 7) == 0);
    assert_int_equal(generation(&w), before);
    expect_now(g, 10, "-");
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

static enum status votes(struct world *w, struct grid *g, const char *text, const char *reason,
                         struct grid_said *said, struct detail *d)
{
    w->who.reason = reason;
    *d = (struct detail){0};
    enum status s = grid_votes(g, span_of(text), said, d);
    w->who.reason = NULL;
    return s;
}

/* No plan says how many must agree: without an adopted set that does, votes are recorded. */
static void votes_decide_by_the_set(void **state)
{
    static const char set[] =
        "{\"id\":\"GD-XA\",\"version\":\"1\",\"title\":\"Gia đình học tập\","
        "\"danh_hieu\":\"family\",\"status\":\"xac_minh\",\"basis\":\"QĐ 1\","
        "\"method\":\"diem\",\"total\":100,\"votes_min_percent\":60,"
        "\"criteria\":[{\"id\":\"A\",\"ten\":\"Học tập\",\"max\":100}],"
        "\"bands\":[{\"ten\":\"Đạt\",\"min\":50},{\"ten\":\"Chưa đạt\",\"min\":0}],"
        "\"recognised_from\":\"Đạt\"}";
    struct world w = grid_world(*state != NULL, 4);
    struct grid *g = families(&w);
    struct grid_said said;
    struct detail d;
    struct criteria_imported r = {0};
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 1, 3, "vắng họp", GRID_SAVED);
    assert_int_equal(votes(&w, g, "1 1/29", NULL, &said, &d), STATUS_OK);
    assert_int_equal(said.answer, GRID_SAVED);

    if (criteria_import(w.book, &w.who, span_of(set), false, &r, &d) != STATUS_OK)
        fail_msg("%s%s", d.text, buf_str(&r.report.errors));
    criteria_report_release(&r.report);
    assert_int_equal(criteria_adopt(w.book, &w.who, SPAN_LIT("GD-XA"), SPAN_LIT("1"), 2026,
                                    SPAN_LIT("QĐ 1"), true, &d),
                     STATUS_OK);
    assert_int_equal(votes(&w, g, "1 17/13", NULL, &said, &d), STATUS_NEEDS_REASON);
    assert_string_equal(d.text, "Số 1: 17 trên 30 người dự đồng ý, bộ tiêu chí cần 60 %. Vẫn ghi "
                                "đạt thì ghi lý do.");
    assert_int_equal(votes(&w, g, "1 18/12", NULL, &said, &d), STATUS_OK); /* just enough */
    assert_int_equal(votes(&w, g, "2 1/29", NULL, &said, &d), STATUS_OK);  /* it did not pass */
    assert_int_equal(votes(&w, g, "1 17/13", "họp lại lần hai", &said, &d), STATUS_OK);
    assert_int_equal(said.answer, GRID_SAVED);
    grid_free(g);
    world_free(&w);
}

static void pasting(void **state)
{
    struct world w = grid_world(false, 6);
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    struct grid_said said;
    (void)state;
    grid_plan_paste(g, 0, SPAN_LIT("1\r\n\r\nđạt\tghi chú\r\n3 vắng họp\r\nKhông đạt: ốm\r\n-"),
                    NULL, &p);
    assert_int_equal(p.n_problems, 0);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 4);
    expect_now(g, 0, "Đăng ký");
    expect_now(g, 1, "-");
    expect_now(g, 2, "Đề nghị");
    expect_now(g, 3, "Không đạt: vắng họp");
    expect_now(g, 4, "Không đạt: ốm");
    grid_plan_release(&p);
    grid_plan_paste(g, 4, SPAN_LIT("9\n2 abc\n1\n\n"), NULL, &p);
    assert_int_equal(p.n_problems, 3);
    assert_string_equal(buf_str(&p.problems), "Dòng 1: không hiểu \"9\". Dùng 1, 2, 3 hoặc 0.\n"
                                              "Dòng 2: không hiểu \"2 abc\". Dùng 1, 2, 3 hoặc 0.\n"
                                              "Dòng 3: ở dưới dòng cuối của danh sách.");
    grid_plan_release(&p);
    grid_plan_paste(g, 0, SPAN_LIT("2\r2\r2"), NULL, &p);
    assert_int_equal(p.n, 2); /* the third is so already */
    assert_int_equal(p.already, 1);
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

static void renewal(void **state)
{
    struct world w = grid_world(false, 12);
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    struct grid_said said;
    (void)state;
    for (size_t i = 3; i < 12; i++)
        give(&w, "family", grid_row(g, i)->id, 2025, STATE_RECOGNISED);
    give(&w, "family", grid_row(g, 11)->id, 2026, STATE_REGISTERED);
    assert_int_equal(grid_load(g, 0, 50, NULL), STATUS_OK);
    grid_plan_renew(g, GRID_RENEW_RECOGNISED, SPAN_LIT("021105 7"), &p);
    assert_int_equal(p.n_problems, 0);
    assert_int_equal(p.n_except, 4); /* 2, 11, 5, 7 */
    assert_int_equal(p.n, 6);        /* 1 4 6 8 9 10 */
    assert_int_equal(p.already, 1);  /* 12 */
    grid_plan_release(&p);
    grid_plan_renew(g, GRID_RENEW_REGISTERED, SPAN_LIT(""), &p);
    assert_int_equal(p.n, 11); /* 3 was refused, but had registered */
    grid_plan_release(&p);
    grid_plan_renew(g, GRID_RENEW_RECOGNISED, SPAN_LIT("2-4 88"), &p);
    assert_string_equal(buf_str(&p.problems), "Không có số 88.");
    grid_plan_release(&p);
    grid_plan_renew(g, GRID_RENEW_RECOGNISED, SPAN_LIT("2-4"), &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_string_equal(said.text, "Đã ghi 8 hộ.");
    expect_now(g, 3, "-");
    expect_now(g, 4, "Đăng ký");
    same_as_progress(&w, g, "15664001", 2026);
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

/* The printed sheet: a line a household with the numbers that are keyed back. */
static enum status print_sheet(struct book_tx *t, void *context)
{
    struct doc doc = {0};
    struct report_of of = {.unit = unit("15664"), .year = 2026, .title = TITLE_FAMILY};
    enum status s = report_sheet(t, &of, &doc);
    buf_reset(context);
    if (s == STATUS_OK)
        doc_text_write(&doc, 80, context);
    doc_release(&doc);
    return s;
}

static void printed_sheet(void **state)
{
    struct world w = grid_world(false, 3);
    struct buf b = {0};
    (void)state;
    assert_int_equal(book_read(w.book, &w.who, print_sheet, &b, NULL), STATUS_OK);
    assert_non_null(strstr(buf_str(&b), "PHIẾU BÌNH XÉT"));
    assert_non_null(strstr(buf_str(&b), " 1.2  Trần Văn Số 2"));
    assert_non_null(strstr(buf_str(&b), "Dấu đối chiếu"));
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    grid_plan_numbers(g, SPAN_LIT("1.2"), GRID_PASS, NULL, &p);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.v[0].row, 1);
    grid_plan_release(&p);
    grid_free(g);
    buf_release(&b);
    world_free(&w);
}

static void add_sheet(void *context, const struct grid_sheet_row *r)
{
    buf_addf(context, "%.*s %.*s|%s|%s\n", (int)r->label.n, r->label.p, (int)r->name.n, r->name.p,
             r->last, r->now);
}

static enum status sheet_fn(struct book_tx *t, void *context)
{
    buf_reset(context);
    return grid_sheet(t, TITLE_FAMILY, unit("15664001"), 2026, add_sheet, context);
}

static void sheet(void **state)
{
    struct world w = grid_world(false, 3);
    struct buf b = {0};
    (void)state;
    assert_int_equal(book_read(w.book, &w.who, sheet_fn, &b, NULL), STATUS_OK);
    assert_string_equal(buf_str(&b), "1 Trần Văn Số 1|Công nhận|\n2 Trần Văn Số 2|Công nhận|\n"
                                     "3 Trần Văn Số 3|Không công nhận|\n");
    buf_release(&b);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(meeting),
        cmocka_unit_test_prestate(meeting, &lmdb),
        cmocka_unit_test(votes_decide_by_the_set),
        cmocka_unit_test(pasting),
        cmocka_unit_test(renewal),
        cmocka_unit_test(printed_sheet),
        cmocka_unit_test(sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
