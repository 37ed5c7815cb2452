/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Handing in: what is frozen, who may do which step, records of a year that is handed in, and when
 * a year is closed.
 */
#include "tests/progress_world.h"

#include "core/audit.h"
#include "core/submission.h"
#include "forms/hand_in.h"
#include "forms/handed_in.h"

struct commune {
    struct world w;
    struct caller officer, leader;
    struct unit_key own;
    uint64_t home[3]; /* households of Thôn 1 */
};

static void commune_init(struct commune *c)
{
    *c = (struct commune){.w = world_new(false)};
    add(&c->w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    add(&c->w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002|kind=thôn");
    for (int i = 0; i < 3; i++)
        c->home[i] = household(&c->w, 1, i ? i > 1 ? "Lê Ba" : "Lê Hai" : "Lê Một", "");
    household(&c->w, 2, "Đỗ Văn Tư", "");
    give(&c->w, "family", c->home[0], 2026, STATE_PROPOSED);
    give(&c->w, "family", c->home[1], 2026, STATE_REGISTERED);
    c->own = unit("15664001");
    c->officer = c->w.who;
    c->leader = (struct caller){.name = "Lan",
                                .role = ROLE_LEADER,
                                .units = &c->own,
                                .n_units = 1,
                                .source = "test",
                                .today = c->w.who.today};
}

static void as(struct commune *c, const struct caller *who)
{
    c->w.who = *who;
}

static void look(struct commune *c, struct hand_in *h, const char *code)
{
    struct detail d = {0};
    if (hand_in_look(h, c->w.book, &c->w.who, unit(code), REPORT_ANNUAL, 2026, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static enum status hand_in(struct commune *c, const char *code)
{
    struct hand_in h;
    struct detail d = {0};
    look(c, &h, code);
    enum status s = hand_in_do(&h, c->w.book, &c->w.who, &d);
    assert_true(s == STATUS_OK || d.text[0] != 0);
    hand_in_release(&h);
    return s;
}

static enum status answer(struct commune *c, const char *code, const char *reason)
{
    struct hand_in h;
    struct detail d = {0};
    look(c, &h, code);
    enum status s = reason
                        ? hand_in_return(c->w.book, &c->w.who, h.id, h.version, span_of(reason), &d)
                        : hand_in_accept(c->w.book, &c->w.who, h.id, h.version, &d);
    assert_true(s == STATUS_OK || d.text[0] != 0);
    hand_in_release(&h);
    return s;
}

static void expect_state(struct commune *c, const char *code, int state, const char *words)
{
    struct hand_in h;
    struct buf b = {0};
    look(c, &h, code);
    assert_int_equal(h.state, state);
    hand_in_add_state(&h, &b);
    assert_string_equal(buf_str(&b), words);
    buf_release(&b);
    hand_in_release(&h);
}

static enum status try_state(struct commune *c, uint64_t title, const char *fields)
{
    struct record r = {.id = title};
    struct detail d = {0};
    assert_int_equal(book_read(c->w.book, &c->w.who, get_fn, &r, NULL), STATUS_OK);
    fill(&r, fields);
    enum status s = save_one(c->w.book, &c->w.who, &r, NULL, &d);
    record_release(&r);
    return s;
}

/* ---- from draft to accepted, and back ---- */

static void a_hamlet_hands_in(void **state)
{
    struct commune c;
    struct hand_in h;
    struct buf b = {0};
    (void)state;
    commune_init(&c);
    as(&c, &c.leader);
    look(&c, &h, "15664001");
    hand_in_add_lines(&h, &b);
    assert_true(strstr(buf_str(&b), "Gia đình học tập: đăng ký 2, đề nghị 1, công nhận 0 trên 3 "
                                    "hộ\n") != NULL);
    assert_null(h.why);
    assert_int_equal(h.unwritten, REPORT_TEXT_COUNT);
    hand_in_release(&h);
    assert_int_equal(hand_in(&c, "15664001"), STATUS_OK);
    expect_state(&c, "15664001", SUBMISSION_HANDED_IN, "Đã nộp ngày 22/11/2026.");
    assert_int_equal(hand_in(&c, "15664001"), STATUS_DENIED); /* twice */
    /* the own hamlet's only, and not the commune's; receiving is the commune's */
    assert_int_equal(answer(&c, "15664001", NULL), STATUS_DENIED);
    assert_int_equal(answer(&c, "15664001", "sai số hộ"), STATUS_DENIED);
    assert_int_equal(
        hand_in_look(&h, c.w.book, &c.w.who, unit("15664002"), REPORT_ANNUAL, 2026, NULL),
        STATUS_DENIED);
    as(&c, &c.officer);
    assert_int_equal(answer(&c, "15664001", "  "), STATUS_INVALID); /* needs a reason */
    assert_int_equal(answer(&c, "15664001", "sai số hộ"), STATUS_OK);
    assert_int_equal(answer(&c, "15664001", "sai số hộ"), STATUS_INVALID);
    assert_int_equal(answer(&c, "15664001", NULL), STATUS_INVALID);
    expect_state(&c, "15664001", SUBMISSION_RETURNED, "Xã trả lại để sửa: sai số hộ.");
    as(&c, &c.leader);
    assert_int_equal(hand_in(&c, "15664001"), STATUS_OK);
    as(&c, &c.officer);
    assert_int_equal(answer(&c, "15664001", NULL), STATUS_OK);
    expect_state(&c, "15664001", SUBMISSION_ACCEPTED, "Xã đã nhận ngày 22/11/2026.");
    assert_int_equal(hand_in(&c, "15664001"), STATUS_DENIED);
    assert_int_equal(answer(&c, "15664001", "thiếu chữ ký"), STATUS_OK); /* taken back */
    buf_release(&b);
    world_free(&c.w);
}

static enum status figures_fn(struct book_tx *t, void *context)
{
    struct record r;
    enum status s = submission_find(t, unit("15664001"), REPORT_ANNUAL, 2026, &r);
    if (s != STATUS_OK)
        return s;
    buf_reset(context);
    buf_add_span(context, record_text(&r, "figures"));
    assert_true(span_eq_str(record_text(&r, "handed_in_by"), "Lan"));
    assert_true(span_eq_str(record_text(&r, "text_limits"), "Ít người dự lớp."));
    assert_true(record_text(&r, "fingerprint").n == 7);
    record_release(&r);
    return s;
}

/* A report that was handed in says what it said, whatever the book says later. */
static void figures_and_texts_are_frozen(void **state)
{
    struct commune c;
    struct hand_in h;
    struct buf b = {0};
    struct detail d = {0};
    (void)state;
    commune_init(&c);
    as(&c, &c.leader);
    assert_int_equal(report_text_save(c.w.book, &c.w.who, c.own, 2026, REPORT_TEXT_LIMITS,
                                      span_of(""), span_of("Ít người dự lớp."), NULL, &d),
                     STATUS_OK);
    look(&c, &h, "15664001"); /* shown, and then somebody changes a figure */
    household(&c.w, 1, "Lê Bốn", "");
    assert_int_equal(hand_in_do(&h, c.w.book, &c.w.who, &d), STATUS_CONFLICT);
    hand_in_release(&h);
    assert_int_equal(hand_in(&c, "15664001"), STATUS_OK);
    assert_int_equal(book_read(c.w.book, &c.w.who, figures_fn, &b, NULL), STATUS_OK);
    assert_true(strstr(buf_str(&b), "family\t4\t2\t1\t0\trecords\n") != NULL);
    household(&c.w, 1, "Lê Năm", "");
    assert_int_equal(book_read(c.w.book, &c.w.who, figures_fn, &b, NULL), STATUS_OK);
    assert_true(strstr(buf_str(&b), "family\t4\t2\t1\t0\trecords\n") != NULL);
    look(&c, &h, "15664001");
    buf_reset(&b);
    hand_in_add_changes(&h, &b);
    assert_string_equal(buf_str(&b), "Gia đình học tập: tổng đã nộp 4, nay 5 (+1)\n");
    /* neither by the form nor by the page of its text */
    assert_int_equal(try_state(&c, h.id, "figures=family 9 9 9 9 records"), STATUS_INVALID);
    assert_int_equal(try_state(&c, h.id, "text_limits=không"), STATUS_INVALID);
    assert_int_equal(try_state(&c, h.id, "state=đang soạn"), STATUS_INVALID);
    assert_int_equal(try_state(&c, h.id, "note=đã gọi điện"), STATUS_OK);
    assert_int_equal(delete_one(c.w.book, &c.w.who, h.id, &d), STATUS_INVALID);
    assert_int_equal(report_text_save(c.w.book, &c.w.who, c.own, 2026, REPORT_TEXT_LIMITS,
                                      span_of("Ít người dự lớp."), span_of("Không."), NULL, &d),
                     STATUS_INVALID);
    hand_in_release(&h);
    buf_release(&b);
    world_free(&c.w);
}

/* ---- records of that year ---- */

struct newest {
    struct buf reason;
    uint64_t seq;
};

static void take_newest(void *context, const struct audit_entry *e, struct span body)
{
    struct newest *n = context;
    if (n->seq)
        return;
    n->seq = e->seq;
    buf_add_span(&n->reason, audit_body_reason(body));
}

static enum status newest_fn(struct book_tx *t, void *context)
{
    return audit_each(t, 1, book_generation(t) + 1, true, take_newest, context);
}

static void records_change_with_a_reason(void **state)
{
    struct commune c;
    struct newest n = {0};
    struct detail d = {0};
    (void)state;
    commune_init(&c);
    uint64_t elsewhere = household(&c.w, 2, "Đỗ Thị Sáu", "");
    uint64_t title = give(&c.w, "family", c.home[2], 2026, STATE_REGISTERED);
    uint64_t before = give(&c.w, "family", c.home[2], 2025, STATE_REGISTERED);
    as(&c, &c.leader);
    assert_int_equal(try_state(&c, title, "state=assessed"), STATUS_OK);
    assert_int_equal(hand_in(&c, "15664001"), STATUS_OK);
    assert_int_equal(try_state(&c, title, "state=proposed"), STATUS_NEEDS_REASON);
    assert_int_equal(delete_one(c.w.book, &c.w.who, title, &d), STATUS_NEEDS_REASON);
    assert_string_equal(d.text, "Báo cáo năm 2026 của Thôn 1 đã nộp: muốn sửa thì ghi lý do.");
    assert_int_equal(try_state(&c, before, "state=proposed"), STATUS_OK); /* another year */
    as(&c, &c.officer);
    give(&c.w, "family", elsewhere, 2026, STATE_REGISTERED); /* another hamlet */
    as(&c, &c.leader);
    c.w.who.reason = " ";
    assert_int_equal(try_state(&c, title, "state=proposed"), STATUS_NEEDS_REASON);
    c.w.who.reason = "bỏ sót một phiếu";
    assert_int_equal(try_state(&c, title, "state=proposed"), STATUS_OK);
    assert_int_equal(book_read(c.w.book, &c.w.who, newest_fn, &n, NULL), STATUS_OK);
    assert_string_equal(buf_str(&n.reason), "bỏ sót một phiếu");
    c.w.who.reason = NULL;
    /* figures of the year as well */
    struct record r;
    record_init(&r, entity_by_id(ENTITY_YEARFACT));
    fill(&r, "hamlet=15664001|year=2026|people=12");
    assert_int_equal(save_one(c.w.book, &c.w.who, &r, NULL, &d), STATUS_NEEDS_REASON);
    c.w.who.reason = "số mới của công an xã";
    assert_int_equal(save_one(c.w.book, &c.w.who, &r, NULL, &d), STATUS_OK);
    record_release(&r);
    /* returned: open again */
    as(&c, &c.officer);
    assert_int_equal(answer(&c, "15664001", "xem lại số người"), STATUS_OK);
    as(&c, &c.leader);
    assert_int_equal(try_state(&c, title, "state=reviewed|reason=ghi nhầm"), STATUS_OK);
    buf_release(&n.reason);
    world_free(&c.w);
}

/* ---- the year ---- */

static bool closed(struct commune *c, int year)
{
    struct progress p = ask(&c->w, "15664", year), q = ask(&c->w, "15664001", year);
    assert_int_equal(p.closed, q.closed);
    return p.closed;
}

static void a_year_closes(void **state)
{
    struct commune c;
    struct hand_in h;
    (void)state;
    commune_init(&c);
    assert_false(closed(&c, 2026));
    assert_true(closed(&c, 2025));
    assert_int_equal(hand_in(&c, "15664001"), STATUS_OK); /* an officer may for a hamlet */
    assert_false(closed(&c, 2026));
    look(&c, &h, "15664");
    assert_int_equal(h.waiting, 1); /* Thôn 2; the commune hands in all the same */
    hand_in_release(&h);
    as(&c, &c.leader);
    assert_int_equal(hand_in_look(&h, c.w.book, &c.w.who, unit("15664"), REPORT_ANNUAL, 2026, NULL),
                     STATUS_DENIED);
    as(&c, &c.officer);
    assert_int_equal(hand_in(&c, "15664"), STATUS_OK);
    assert_true(closed(&c, 2026));
    /* and binds every hamlet */
    uint64_t house = household(&c.w, 2, "Đỗ Văn Bảy", "");
    struct record r;
    char fields[120];
    struct detail d = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    snprintf(fields, sizeof fields, "subject=household:%016llx|title=family|year=2026|state=ĐK",
             (unsigned long long)house);
    fill(&r, fields);
    assert_int_equal(save_one(c.w.book, &c.w.who, &r, NULL, &d), STATUS_NEEDS_REASON);
    record_release(&r);
    assert_int_equal(answer(&c, "15664", "tỉnh yêu cầu sửa"), STATUS_OK);
    assert_false(closed(&c, 2026));
    /* at the latest on 31/01 */
    c.w.who.today = day_make(2027, 1, 30);
    assert_false(closed(&c, 2026));
    c.w.who.today = day_make(2027, 1, 31);
    assert_true(closed(&c, 2026));
    world_free(&c.w);
}

/* ---- every step by every role ---- */

static enum status step(struct commune *c, const struct caller *who, int from, int to)
{
    static const char *const words[] = {"", "draft", "handed_in", "accepted", "returned"};
    struct unit_key own = unit("15664001");
    struct record r;
    struct detail d = {0};
    char fields[120];
    as(c, &c->officer);
    record_init(&r, entity_by_id(ENTITY_SUBMISSION));
    value_set_s(record_value(&r, "unit"), unit_span(&own));
    snprintf(fields, sizeof fields, "report=annual|year=2021|reason=x|state=%s", words[from]);
    fill(&r, fields);
    assert_int_equal(save_one(c->w.book, &c->w.who, &r, NULL, &d), STATUS_OK);
    snprintf(fields, sizeof fields, "state=%s", words[to]);
    fill(&r, fields);
    as(c, who);
    enum status s = save_one(c->w.book, &c->w.who, &r, NULL, &d);
    record_release(&r);
    as(c, &c->officer);
    return s;
}

static void steps_by_role(void **state)
{
    const enum status D = STATUS_DENIED, I = STATUS_INVALID, O = STATUS_OK;
    const struct {
        int from, to;
        enum status leader, officer;
    } rows[] = {
        {SUBMISSION_DRAFT, SUBMISSION_HANDED_IN, O, O},
        {SUBMISSION_DRAFT, SUBMISSION_ACCEPTED, D, O}, /* it came on paper */
        {SUBMISSION_DRAFT, SUBMISSION_RETURNED, D, O},
        {SUBMISSION_HANDED_IN, SUBMISSION_DRAFT, I, I},
        {SUBMISSION_HANDED_IN, SUBMISSION_ACCEPTED, D, O},
        {SUBMISSION_HANDED_IN, SUBMISSION_RETURNED, D, O},
        {SUBMISSION_RETURNED, SUBMISSION_HANDED_IN, O, O},
        {SUBMISSION_RETURNED, SUBMISSION_DRAFT, O, O},
        {SUBMISSION_RETURNED, SUBMISSION_ACCEPTED, D, O},
        {SUBMISSION_ACCEPTED, SUBMISSION_HANDED_IN, D, I},
        {SUBMISSION_ACCEPTED, SUBMISSION_DRAFT, D, I},
        {SUBMISSION_ACCEPTED, SUBMISSION_RETURNED, D, O},
    };
    struct commune c;
    (void)state;
    commune_init(&c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum status l = step(&c, &c.leader, rows[i].from, rows[i].to);
        enum status o = step(&c, &c.officer, rows[i].from, rows[i].to);
        if (l != rows[i].leader || o != rows[i].officer)
            fail_msg("%d -> %d: leader %d, officer %d", rows[i].from, rows[i].to, (int)l, (int)o);
    }
    world_free(&c.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hamlet_hands_in),
        cmocka_unit_test(figures_and_texts_are_frozen),
        cmocka_unit_test(records_change_with_a_reason),
        cmocka_unit_test(a_year_closes),
        cmocka_unit_test(steps_by_role),
    };
    return cmocka_run_group_tests_name("submission", tests, NULL, NULL);
}
