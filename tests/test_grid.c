/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nhập nhanh: marks by digits, lists of numbers, renewals, decisions; counts are always those of
 * core/progress.
 */
#include "tests/progress_world.h"

#include "core/audit.h"
#include "forms/doc_text.h"
#include "forms/grid.h"
#include "forms/report_sheet.h"

/* Thôn 1 with n households: 1 and 2 were recognised last year, 3 was refused. */
static struct world grid_world(bool lmdb, int n)
{
    struct world w = world_new(lmdb);
    uint64_t id[4] = {0};
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002");
    for (int i = 1; i <= n; i++) {
        char fields[96];
        snprintf(fields, sizeof fields, "hamlet=15664001|head=Trần Văn Số %d", i);
        uint64_t one = add(&w, ENTITY_HOUSEHOLD, fields);
        if (i < 4)
            id[i] = one;
    }
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Lê Thị Hoa");
    give(&w, "family", id[1], 2025, STATE_RECOGNISED);
    give(&w, "family", id[2], 2025, STATE_RECOGNISED);
    give(&w, "family", id[3], 2025, STATE_REFUSED);
    return w;
}

static struct grid *grid_of(struct world *w, const char *title, const char *code, int year,
                            enum grid_mode mode)
{
    struct grid *g;
    struct detail d = {0};
    if (grid_open(&g, w->book, &w->who, title_by_name(title)->id, unit(code), year, mode, &d) !=
        STATUS_OK)
        fail_msg("%s", d.text);
    if (grid_load(g, 0, 50, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return g;
}

static struct grid *families(struct world *w)
{
    return grid_of(w, "family", "15664001", 2026, GRID_REVIEW);
}

static struct grid_said press(struct grid *g, size_t row, int digit, const char *reason)
{
    struct grid_said said;
    struct detail d = {0};
    if (grid_mark(g, row, digit, reason, &said, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return said;
}

static void expect_press_at(int at, struct grid *g, size_t row, int digit, const char *reason,
                            enum grid_answer want)
{
    struct grid_said said = press(g, row, digit, reason);
    if (said.answer != want)
        fail_msg("line %d: answer %d, %s", at, (int)said.answer, said.text);
    if (want != GRID_SAME)
        assert_true(said.text[0] != 0);
    assert_int_equal(said.receipt != 0, want == GRID_SAVED);
}
#define expect_press(...) expect_press_at(__LINE__, __VA_ARGS__)

static void expect_now_at(int at, const struct grid *g, size_t row, const char *want)
{
    struct grid_texts t;
    if (!grid_texts(g, row, &t))
        fail_msg("line %d: row %zu is not in sight", at, row);
    if (!span_eq_str(t.now, want))
        fail_msg("line %d: %.*s", at, (int)t.now.n, t.now.p);
}
#define expect_now(...) expect_now_at(__LINE__, __VA_ARGS__)

/* What the grid shows is what progress says. */
static void same_as_progress(struct world *w, const struct grid *g, const char *code, int year)
{
    struct progress p = ask(w, code, year);
    const struct progress_line *l = line(&p, grid_line(g)->indicator), *m = grid_line(g);
    int64_t registered = 0, recognised = 0;
    assert_int_equal(m->total, l->total);
    assert_int_equal(m->registered, l->registered);
    assert_int_equal(m->proposed, l->proposed);
    assert_int_equal(m->recognised, l->recognised);
    assert_int_equal(grid_rows(g), l->total);
    for (size_t i = 0; i < grid_rows(g); i++) {
        registered += title_counts_registered(grid_row(g, i)->now);
        recognised += title_counts_recognised(grid_row(g, i)->now);
    }
    assert_int_equal(registered, l->registered);
    assert_int_equal(recognised, l->recognised);
}

static enum status generation_fn(struct book_tx *t, void *context)
{
    *(uint64_t *)context = book_generation(t);
    return STATUS_OK;
}

static uint64_t generation(struct world *w)
{
    uint64_t n = 0;
    assert_int_equal(book_read(w->book, &w->who, generation_fn, &n, NULL), STATUS_OK);
    return n;
}

static void marks(void **state)
{
    struct world w = grid_world(*state != NULL, 5);
    struct grid *g = families(&w);
    struct grid_texts t;
    struct buf b = {0};
    assert_int_equal(grid_rows(g), 5);
    assert_true(grid_texts(g, 0, &t));
    assert_true(span_eq_str(t.number, "1"));
    assert_true(span_eq_str(t.name, "Trần Văn Số 1"));
    assert_true(span_eq_str(t.last, "Công nhận"));
    assert_true(span_eq_str(t.now, "-"));
    assert_true(grid_texts(g, 2, &t));
    assert_true(span_eq_str(t.last, "Không công nhận"));
    assert_false(grid_texts(g, 5, &t));

    uint64_t before = generation(&w);
    struct grid_said said = press(g, 0, 1, NULL);
    assert_int_equal(said.answer, GRID_SAVED);
    assert_string_equal(said.text, "Số 1: Đăng ký.");
    assert_int_equal(said.receipt, before + 1); /* one write, one entry */
    assert_int_equal(generation(&w), before + 1);
    expect_now(g, 0, "Đăng ký");
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 1, NULL, GRID_SAME);
    assert_int_equal(generation(&w), before + 1); /* no write for nothing */

    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_now(g, 0, "Đề nghị");
    expect_press(g, 1, 3, NULL, GRID_NEEDS_REASON);
    expect_press(g, 1, 3, "  ", GRID_NEEDS_REASON);
    expect_now(g, 1, "-");
    expect_press(g, 1, 3, "vắng họp", GRID_SAVED);
    expect_now(g, 1, "Không đạt: vắng họp");
    expect_press(g, 1, 3, " vắng họp ", GRID_SAME);
    expect_press(g, 1, 2, NULL, GRID_SAVED); /* the meeting thought again */
    expect_now(g, 1, "Đề nghị");
    expect_press(g, 2, 7, NULL, GRID_REFUSED);
    expect_press(g, 99, 1, NULL, GRID_SAME);
    same_as_progress(&w, g, "15664001", 2026);
    grid_add_summary(g, &b);
    assert_string_equal(buf_str(&b), "Đăng ký 2, đề nghị 2 trên 5 hộ (40,00 %)");
    buf_reset(&b);
    grid_add_goal(g, &b);
    assert_string_equal(buf_str(&b), "mục tiêu 2030 80 %: 4 hộ");
    buf_release(&b);
    grid_free(g);
    world_free(&w);
}

/* The date of each step is the day the person gives, today at first. */
static enum status title_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    uint64_t id = r->id;
    return book_get_title(t, unit("15664001"), id, TITLE_FAMILY, 2026, r);
}

static struct record title_of_row(struct world *w, const struct grid *g, size_t row)
{
    struct record r = {.id = grid_row(g, row)->id};
    assert_int_equal(book_read(w->book, &w->who, title_fn, &r, NULL), STATUS_OK);
    return r;
}

static void dates(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    (void)state;
    assert_int_equal(grid_day(g), w.who.today);
    grid_set_day(g, day_make(2026, 3, 15));
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    grid_set_day(g, day_make(2026, 11, 10));
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    struct record r = title_of_row(&w, g, 0);
    assert_int_equal(pdate_first(value_date(record_value(&r, "registered_on"))),
                     day_make(2026, 3, 15));
    assert_int_equal(pdate_first(value_date(record_value(&r, "reviewed_on"))),
                     day_make(2026, 11, 10));
    assert_int_equal(pdate_first(value_date(record_value(&r, "proposed_on"))),
                     day_make(2026, 11, 10));
    assert_false(record_value(&r, "decided_on")->known);
    record_release(&r);
    grid_set_day(g, w.who.today + 9);
    assert_int_equal(grid_day(g), w.who.today);
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2025, GRID_REVIEW);
    assert_int_equal(grid_day(g), 0); /* of a year before nobody knows the day */
    grid_free(g);
    world_free(&w);
}

/* 0 takes back one's own marks of today, whatever they were; of others only with a reason. */
static void taking_back(void **state)
{
    struct world w = grid_world(*state != NULL, 4);
    struct grid *g = families(&w);
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 0, NULL, GRID_SAVED);
    expect_now(g, 0, "-");
    expect_press(g, 0, 0, NULL, GRID_SAME);
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 1, NULL, GRID_SAVED); /* one step back, a slip */
    expect_now(g, 0, "Đăng ký");

    w.who.name = "to truong"; /* another person at the same grid */
    expect_press(g, 0, 0, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 0, 0, NULL, GRID_SAVED); /* only the own mark */
    expect_now(g, 0, "Đăng ký");
    expect_press(g, 0, 0, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 0, "chuyển đi", GRID_SAVED);
    expect_now(g, 0, "Rút đăng ký: chuyển đi");
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 0, 0, NULL, GRID_SAVED); /* that was a slip too */
    expect_now(g, 0, "Đăng ký");
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    w.who.name = "xa";
    expect_press(g, 0, 1, NULL, GRID_NEEDS_REASON);
    expect_press(g, 0, 1, "ghi nhầm", GRID_SAVED);
    expect_now(g, 0, "Đăng ký");
    /* a mark of a batch is a mark */
    struct grid_plan p = {0};
    struct grid_said said;
    grid_plan_numbers(g, SPAN_LIT("2-4"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    grid_plan_release(&p);
    expect_now(g, 3, "Đề nghị");
    expect_press(g, 3, 0, NULL, GRID_SAVED);
    expect_now(g, 3, "-");
    grid_free(g);
    world_free(&w);
}

/* A mark is judged by the store, not by the screen. */
static void somebody_else_was_there(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    (void)state;
    give(&w, "family", grid_row(g, 0)->id, 2026, STATE_RECOGNISED);
    struct grid_said said = press(g, 0, 1, NULL);
    assert_int_equal(said.answer, GRID_REFUSED);
    expect_now(g, 0, "Công nhận"); /* and now it is seen */
    expect_press(g, 0, 1, NULL, GRID_REFUSED);
    expect_press(g, 0, 2, NULL, GRID_REFUSED);
    expect_press(g, 0, 3, "x", GRID_REFUSED);
    /* rows that come in between do not shift a plan */
    struct grid_plan p = {0};
    grid_plan_numbers(g, SPAN_LIT("3"), GRID_PASS, NULL, &p);
    uint64_t id = p.v[0].id;
    assert_true(delete_one(w.book, &w.who, grid_row(g, 1)->id, NULL) == STATUS_OK);
    assert_int_equal(grid_load(g, 0, 50, NULL), STATUS_OK);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 1);
    assert_int_equal(grid_row(g, 1)->id, id);
    expect_now(g, 1, "Đề nghị");
    grid_plan_release(&p);
    grid_free(g);
    world_free(&w);
}

static void rights(void **state)
{
    struct world w = grid_world(false, 3);
    struct unit_key own = unit("15664001");
    struct grid_said said;
    struct grid *g;
    (void)state;
    w.who = (struct caller){"to", ROLE_LEADER, &own, 1, "test", w.who.today};
    g = families(&w);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    struct grid_decision x = {.number = SPAN_LIT("215/QĐ-UBND"), .date = w.who.today};
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED);
    assert_string_equal(said.text, "Công nhận hay không là việc của xã: gửi danh sách đề nghị cho "
                                   "cán bộ xã.");
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2024, GRID_OLD);
    expect_press(g, 0, 2, NULL, GRID_REFUSED);
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    grid_free(g);
    g = grid_of(&w, "family", "15664001", 2025, GRID_OLD);
    expect_press(g, 0, 0, "nhầm", GRID_REFUSED); /* what the commune decided */
    expect_now(g, 0, "Công nhận");
    grid_free(g);
    struct detail d = {0};
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664002"), 2026, GRID_REVIEW, &d),
        STATUS_DENIED);
    assert_null(g);
    w.who.role = ROLE_VIEWER;
    g = families(&w);
    expect_press(g, 1, 1, NULL, GRID_REFUSED);
    grid_free(g);
    world_free(&w);
}

static void old_years(void **state)
{
    struct world w = grid_world(*state != NULL, 3);
    struct grid *g = grid_of(&w, "family", "15664001", 2024, GRID_OLD);
    struct detail d = {0};
    assert_string_equal(grid_digit_label(g, 2), "Công nhận");
    assert_null(grid_digit_label(g, 3));
    expect_press(g, 0, 1, NULL, GRID_SAVED);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    expect_press(g, 1, 2, NULL, GRID_SAVED);
    expect_press(g, 2, 3, "x", GRID_REFUSED);
    expect_now(g, 0, "Công nhận");
    same_as_progress(&w, g, "15664001", 2024);
    expect_press(g, 0, 1, NULL, GRID_SAVED); /* a slip */
    expect_now(g, 0, "Đăng ký");
    grid_free(g);
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664001"), 2026, GRID_OLD, &d),
        STATUS_USAGE);
    assert_true(d.text[0] != 0);
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_FAMILY, unit("15664001"), 2027, GRID_REVIEW, &d),
        STATUS_USAGE);
    world_free(&w);
}

/* ---- numbers ---- */

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

/* The sheets that the households have filled in themselves: a step by numbers, never backward. */
static void own_sheets(void **state)
{
    struct world w = grid_world(false, 5);
    struct grid *g = families(&w);
    struct grid_plan p = {0};
    struct grid_said said;
    uint64_t id = 1;
    (void)state;
    assert_int_equal(grid_record(g, 0, &id, NULL), STATUS_OK);
    assert_int_equal(id, 0);
    expect_press(g, 0, GRID_REGISTER, NULL, GRID_SAVED);
    expect_press(g, 1, GRID_PASS, NULL, GRID_SAVED);
    grid_plan_numbers(g, span_of("1-4 3x"), GRID_ASSESS, NULL, &p);
    assert_int_equal(p.n_problems, 0);
    assert_int_equal(p.already, 1); /* is further */
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 2);
    expect_now(g, 0, "Tự đánh giá");
    expect_now(g, 1, "Đề nghị");
    expect_now(g, 2, "-");
    expect_now(g, 3, "Tự đánh giá");
    assert_int_equal(grid_record(g, 3, &id, NULL), STATUS_OK);
    struct record r = title_of_row(&w, g, 3);
    assert_true(record_value(&r, "assessed_on")->known);
    assert_false(record_value(&r, "registered_on")->known);
    record_release(&r);
    same_as_progress(&w, g, "15664001", 2026);
    expect_press(g, 3, GRID_ERASE, NULL, GRID_SAVED);
    expect_now(g, 3, "-");
    grid_plan_release(&p);
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

static enum status count_fn(struct book_tx *t, const struct record *r, void *context)
{
    (void)t, (void)r;
    ++*(int *)context;
    return STATUS_OK;
}

static enum status documents_fn(struct book_tx *t, void *context)
{
    *(int *)context = 0;
    return book_each(t, entity_by_id(ENTITY_DOCUMENT), (struct span){"", 0}, count_fn, context);
}

static int documents(struct world *w)
{
    int n;
    assert_int_equal(book_read(w->book, &w->who, documents_fn, &n, NULL), STATUS_OK);
    return n;
}

static void decision(void **state)
{
    struct world w = grid_world(*state != NULL, 8);
    struct grid *g = grid_of(&w, "family", "15664", 2026, GRID_REVIEW);
    struct grid_said said;
    struct grid_plan p = {0};
    struct buf advice = {0};
    size_t open;
    struct grid_decision x = {.date = w.who.today};
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED); /* which one? */
    x.number = SPAN_LIT("215/QĐ-UBND");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_SAME);
    grid_plan_numbers(g, SPAN_LIT("1.1-6 2.1"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    grid_plan_release(&p);
    assert_int_equal(grid_decide_ask(g, &open, &advice, NULL), STATUS_OK);
    assert_int_equal(open, 7);
    assert_int_equal(advice.n, 0);

    x.date = w.who.today + 1;
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_REFUSED);
    x.date = day_make(2026, 11, 20);
    x.except = SPAN_LIT("1.6");
    uint64_t before = generation(&w);
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_string_equal(said.text, "Đã công nhận 6 hộ theo 215/QĐ-UBND.");
    assert_int_equal(generation(&w), before + 1); /* the document too: one transaction */
    assert_int_equal(said.receipt, before + 1);
    assert_int_equal(documents(&w), 1);
    expect_now(g, 0, "Công nhận");
    expect_now(g, 5, "Đề nghị");
    same_as_progress(&w, g, "15664", 2026);
    struct record r = title_of_row(&w, g, 0);
    assert_int_equal(pdate_first(value_date(record_value(&r, "decided_on"))),
                     day_make(2026, 11, 20));
    assert_true(record_n(&r, "decision") != 0);
    record_release(&r);
    /* the rest is refused by the same document */
    x.refuse = true;
    x.except = SPAN_LIT("");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.answer, GRID_NEEDS_REASON);
    x.reason = SPAN_LIT("thiếu hồ sơ");
    x.number = SPAN_LIT(" 215/qđ-ubnd");
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 1);
    assert_int_equal(documents(&w), 1);
    expect_now(g, 5, "Không công nhận: thiếu hồ sơ");
    /* an officer takes it back: one's own slip, at once */
    expect_press(g, 5, 0, NULL, GRID_SAVED);
    same_as_progress(&w, g, "15664", 2026);
    buf_release(&advice);
    grid_free(g);
    world_free(&w);
}

static void families_before_hamlets(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    struct buf advice = {0};
    size_t open;
    (void)state;
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    grid_free(g);
    g = grid_of(&w, "community", "15664", 2026, GRID_REVIEW);
    assert_int_equal(grid_rows(g), 2);
    expect_press(g, 1, 2, NULL, GRID_SAVED);
    assert_int_equal(grid_decide_ask(g, &open, &advice, NULL), STATUS_OK);
    assert_int_equal(open, 1);
    assert_string_equal(buf_str(&advice), "Còn 1 hộ được đề nghị Gia đình học tập chưa có quyết "
                                          "định: nên quyết định trước.");
    buf_release(&advice);
    grid_free(g);
    world_free(&w);
}

/* citizen, family, then clan, community, organisation */
static void clans_before_hamlets(void **state)
{
    struct world w = grid_world(false, 3);
    struct buf advice = {0};
    size_t open;
    (void)state;
    add(&w, ENTITY_CLAN, "hamlet=15664001|name=Họ Lê");
    struct grid *g = grid_of(&w, "clan", "15664", 2026, GRID_REVIEW);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    assert_int_equal(grid_decide_ask(g, &open, &advice, NULL), STATUS_OK);
    assert_int_equal(advice.n, 0); /* nothing before it is open */
    grid_free(g);
    g = grid_of(&w, "community", "15664", 2026, GRID_REVIEW);
    assert_int_equal(grid_decide_ask(g, &open, &advice, NULL), STATUS_OK);
    assert_non_null(strstr(buf_str(&advice), "Dòng họ học tập"));
    buf_release(&advice);
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

/* Every title has its grid, and its rows are those that progress counts. */
static void every_title(void **state)
{
    struct world w = grid_world(false, 3);
    (void)state;
    add(&w, ENTITY_CLAN, "hamlet=15664001|name=Họ Lê");
    add(&w, ENTITY_ORGANISATION, "hamlet=15664002|name=Trường tiểu học");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Đã Đi|to=1/2/2026");
    uint64_t home = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Lê Na");
    char person[96];
    snprintf(person, sizeof person, "household=%016llx|name=Lê Na|birth=1990",
             (unsigned long long)home);
    add(&w, ENTITY_CITIZEN, person);
    snprintf(person, sizeof person, "household=%016llx|name=Lê Bé|birth=2020",
             (unsigned long long)home);
    add(&w, ENTITY_CITIZEN, person);
    for (unsigned i = 1; i <= TITLE_MAX; i++) {
        const struct title_kind *k = title_by_id(i);
        struct grid *g = grid_of(&w, k->name, "15664", 2026, GRID_REVIEW);
        struct grid_texts t;
        size_t n = grid_rows(g);
        for (size_t row = 0; row < n; row++) {
            assert_true(grid_texts(g, row, &t));
            assert_true(t.name.n > 0);
            expect_press(g, row, 1, NULL, GRID_SAVED);
        }
        if (n)
            same_as_progress(&w, g, "15664", 2026);
        grid_free(g);
        if (k->id != TITLE_ORGANISATION2)
            assert_true(n > 0);
    }
    struct grid *g;
    struct detail d = {0};
    assert_int_equal(
        grid_open(&g, w.book, &w.who, TITLE_COMMUNE, unit("15664001"), 2026, GRID_REVIEW, &d),
        STATUS_USAGE);
    world_free(&w);
}

static void finding(void **state)
{
    struct world w = grid_world(false, 12);
    struct grid *g = families(&w);
    size_t row = 99;
    (void)state;
    assert_int_equal(grid_find(g, SPAN_LIT("7"), SIZE_MAX, &row, NULL), STATUS_OK);
    assert_int_equal(row, 6);
    assert_int_equal(grid_find(g, SPAN_LIT("so 1"), SIZE_MAX, &row, NULL), STATUS_OK);
    assert_int_equal(row, 0);
    assert_int_equal(grid_find(g, SPAN_LIT("so 1"), row, &row, NULL), STATUS_OK);
    assert_int_equal(row, 9);
    assert_int_equal(grid_find(g, SPAN_LIT("hoa"), SIZE_MAX, &row, NULL), STATUS_NOTFOUND);
    assert_int_equal(grid_find(g, SPAN_LIT(" "), SIZE_MAX, &row, NULL), STATUS_NOTFOUND);
    grid_free(g);
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

/* Whatever keys are pressed, by whomever: never an error, and rows and counts agree. */
static void any_keys(void **state)
{
    struct world w = grid_world(false, 9);
    struct unit_key own = unit("15664001");
    struct caller officer = w.who, leader = {"to", ROLE_LEADER, &own, 1, "test", w.who.today};
    uint32_t seed = 12345;
    (void)state;
    for (int round = 0; round < 24; round++) {
        enum grid_mode mode = round % 3 == 2 ? GRID_OLD : GRID_REVIEW;
        int year = mode == GRID_OLD || round % 3 == 1 ? 2025 : 2026;
        w.who = round % 2 ? leader : officer;
        struct grid *g = grid_of(&w, "family", "15664001", year, mode);
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245 + 12345;
            size_t row = (seed >> 16) % grid_rows(g);
            int digit = (int)(seed >> 20) % 4;
            uint8_t before = grid_row(g, row)->now;
            struct grid_said said = press(g, row, digit, seed >> 24 & 1 ? "nhầm" : NULL);
            bool changed = grid_row(g, row)->now != before;
            assert_true(!changed || said.answer == GRID_SAVED);
            assert_true(said.answer != GRID_SAVED || said.saved == 1);
            if (w.who.role == ROLE_LEADER && changed) { /* decides nothing, undoes no decision */
                assert_false(title_counts_recognised(grid_row(g, row)->now));
                assert_false(title_counts_recognised(before));
            }
        }
        if (w.who.role == ROLE_OFFICER && mode == GRID_REVIEW) {
            struct grid_decision x = {.refuse = round % 4 == 0,
                                      .number = SPAN_LIT("1/QĐ"),
                                      .date = w.who.today,
                                      .reason = SPAN_LIT("thiếu")};
            struct grid_said said;
            assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
            assert_true(said.answer == GRID_SAVED || said.answer == GRID_SAME);
        }
        same_as_progress(&w, g, "15664001", year);
        grid_free(g);
    }
    w.who = officer;
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks),
        cmocka_unit_test_prestate(marks, &lmdb),
        cmocka_unit_test(dates),
        cmocka_unit_test(taking_back),
        cmocka_unit_test_prestate(taking_back, &lmdb),
        cmocka_unit_test(somebody_else_was_there),
        cmocka_unit_test(rights),
        cmocka_unit_test(old_years),
        cmocka_unit_test_prestate(old_years, &lmdb),
        cmocka_unit_test(numbers),
        cmocka_unit_test(meeting),
        cmocka_unit_test_prestate(meeting, &lmdb),
        cmocka_unit_test(own_sheets),
        cmocka_unit_test(pasting),
        cmocka_unit_test(renewal),
        cmocka_unit_test(decision),
        cmocka_unit_test_prestate(decision, &lmdb),
        cmocka_unit_test(families_before_hamlets),
        cmocka_unit_test(every_title),
        cmocka_unit_test(finding),
        cmocka_unit_test(sheet),
        cmocka_unit_test(printed_sheet),
        cmocka_unit_test(clans_before_hamlets),
        cmocka_unit_test(any_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
