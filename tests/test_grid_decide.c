/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision on a list: its document, what is decided first, who is left out.
 */
#include "tests/grid_world.h"

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

struct subject_of {
    uint64_t id;
    const char *want;
};

static enum status subject_fn(struct book_tx *t, void *context)
{
    const struct subject_of *x = context;
    struct record r;
    enum status s = book_get(t, x->id, &r);
    if (s != STATUS_OK)
        return s;
    struct span is = value_span(record_value(&r, "subject"));
    assert_true(span_eq(is, span_of(x->want)));
    record_release(&r);
    return STATUS_OK;
}

static void expect_subject(struct world *w, uint64_t document, const char *want)
{
    struct subject_of x = {document, want};
    assert_int_equal(book_read(w->book, &w->who, subject_fn, &x, NULL), STATUS_OK);
}

static void decision(void **state)
{
    struct world w = grid_world(*state != NULL, 8);
    struct grid *g = grid_of(&w, "family", "15664", 2026, GRID_REVIEW);
    struct grid_said said;
    struct grid_plan p = {0};
    struct buf advice = {0}, left = {0};
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
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
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
    buf_release(&left);
    grid_free(g);
    world_free(&w);
}

/* Who is in no tờ trình is offered as an exception, and the papers say what they are about. */
static void left_out_of_the_proposal(void **state)
{
    struct world w = grid_world(false, 8);
    struct grid *g = grid_of(&w, "family", "15664001", 2026, GRID_REVIEW);
    struct grid_said said;
    struct grid_plan p = {0};
    struct buf advice = {0}, left = {0};
    size_t open;
    (void)state;
    grid_plan_numbers(g, SPAN_LIT("1-6"), GRID_PASS, NULL, &p);
    assert_int_equal(grid_plan_save(g, &p, &said, NULL), STATUS_OK);
    grid_plan_release(&p);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_int_equal(left.n, 0); /* no tờ trình at all: all of them */
    struct grid_proposal t = {.number = SPAN_LIT("03/TTr-CHKH"),
                              .date = day_make(2026, 11, 15),
                              .except = SPAN_LIT("2 5")};
    assert_int_equal(grid_propose(g, &t, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 4);
    struct record r = title_of_row(&w, g, 0);
    expect_subject(&w, (uint64_t)record_n(&r, "proposal"),
                   "Đề nghị công nhận danh hiệu Gia đình học tập năm 2026");
    record_release(&r);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_int_equal(open, 6);
    assert_string_equal(buf_str(&left), "2 5");
    assert_string_equal(buf_str(&advice), "Chưa có trong tờ trình nào: số 2 5.");
    struct grid_decision x = {
        .number = SPAN_LIT("215/QĐ-UBND"), .date = w.who.today, .except = buf_span(&left)};
    assert_int_equal(grid_decide(g, &x, &said, NULL), STATUS_OK);
    assert_int_equal(said.saved, 4);
    expect_now(g, 1, "Đề nghị");
    r = title_of_row(&w, g, 0);
    expect_subject(&w, (uint64_t)record_n(&r, "decision"),
                   "Công nhận danh hiệu Gia đình học tập năm 2026");
    record_release(&r);
    buf_release(&advice);
    buf_release(&left);
    grid_free(g);
    world_free(&w);
}

static void families_before_hamlets(void **state)
{
    struct world w = grid_world(false, 3);
    struct grid *g = families(&w);
    struct buf advice = {0}, left = {0};
    size_t open;
    (void)state;
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    grid_free(g);
    g = grid_of(&w, "community", "15664", 2026, GRID_REVIEW);
    assert_int_equal(grid_rows(g), 2);
    expect_press(g, 1, 2, NULL, GRID_SAVED);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_int_equal(open, 1);
    assert_string_equal(buf_str(&advice),
                        "Danh sách nên quyết định trước: Gia đình học tập 1 hộ còn chờ.");
    grid_free(g);
    /* all that come before it, in their order */
    add(&w, ENTITY_CLAN, "hamlet=15664001|name=Họ Lê");
    g = grid_of(&w, "clan", "15664", 2026, GRID_REVIEW);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    grid_free(g);
    g = grid_of(&w, "community", "15664", 2026, GRID_REVIEW);
    buf_reset(&advice);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_string_equal(buf_str(&advice),
                        "Danh sách nên quyết định trước: Gia đình học tập 1 hộ, Dòng họ học tập 1 "
                        "dòng họ còn chờ.");
    buf_release(&advice);
    buf_release(&left);
    grid_free(g);
    world_free(&w);
}

/* citizen, family, then clan, community, organisation */
static void clans_before_hamlets(void **state)
{
    struct world w = grid_world(false, 3);
    struct buf advice = {0}, left = {0};
    size_t open;
    (void)state;
    add(&w, ENTITY_CLAN, "hamlet=15664001|name=Họ Lê");
    struct grid *g = grid_of(&w, "clan", "15664", 2026, GRID_REVIEW);
    expect_press(g, 0, 2, NULL, GRID_SAVED);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_int_equal(advice.n, 0); /* nothing before it is open */
    grid_free(g);
    g = grid_of(&w, "community", "15664", 2026, GRID_REVIEW);
    assert_int_equal(grid_decide_ask(g, &open, &left, &advice, NULL), STATUS_OK);
    assert_non_null(strstr(buf_str(&advice), "Dòng họ học tập"));
    buf_release(&advice);
    buf_release(&left);
    grid_free(g);
    world_free(&w);
}

int main(void)
{
    static bool lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision),
        cmocka_unit_test_prestate(decision, &lmdb),
        cmocka_unit_test(left_out_of_the_proposal),
        cmocka_unit_test(families_before_hamlets),
        cmocka_unit_test(clans_before_hamlets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
