/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Award proposals: who is a candidate, with which reasons, in which order; never twice; and the
 * campaign's checklists behind them.
 */
#include "tests/progress_world.h"

#include "core/audit.h"
#include "core/award_proposal.h"
#include "core/checklist.h"
#include "core/merit.h"
#include "locale/msg.h"

struct asked {
    struct unit_key unit;
    struct award_ask ask;
    struct award_proposal p;
};

static enum status load_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return award_proposal_load(t, a->unit, &a->ask, &a->p);
}

static struct award_proposal proposal(struct world *w, const char *code, enum award_occasion o,
                                      enum award_form f, int year)
{
    struct asked a = {.unit = unit(code), .ask = {o, f, year}};
    struct detail d = {0};
    if (book_read(w->book, &w->who, load_fn, &a, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return a.p;
}

/* One line each: "name: reasons[ | why not]" */
static void expect_list_at(int at, struct award_proposal p, const char *want)
{
    struct buf b = {0};
    for (size_t i = 0; i < p.n; i++) {
        buf_addf(&b, "%s: ", p.v[i].name);
        award_candidate_add_reasons(&p, &p.v[i], &b);
        if (!award_candidate_open(&p.v[i])) {
            buf_adds(&b, " | ");
            award_candidate_add_closed(&p.v[i], &b);
        }
        buf_addc(&b, '\n');
    }
    if (strcmp(buf_str(&b), want) != 0)
        fail_msg("line %d:\n%s", at, buf_str(&b));
    buf_release(&b);
    award_proposal_release(&p);
}
#define expect_list(...) expect_list_at(__LINE__, __VA_ARGS__)

static void recognise(struct world *w, const char *title, uint64_t id, int first, int last)
{
    for (int y = first; y <= last; y++)
        give(w, title, id, y, STATE_RECOGNISED);
}

static void candidates_and_reasons(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t all = household(&w, 1, "Lê Ất", ""), most = household(&w, 1, "Bùi Giáp", "");
    uint64_t one = household(&w, 1, "Phạm Bính", ""), gave = household(&w, 2, "Lê Văn Bình", "");
    uint64_t left = household(&w, 2, "Trần Đi", "to=1/3/2026");
    uint64_t clan = add(&w, ENTITY_CLAN, "hamlet=15664001|name=Dòng họ Đỗ");
    recognise(&w, "family", all, 2023, 2025);
    recognise(&w, "family", most, 2024, 2025);
    recognise(&w, "family", one, 2024, 2024);
    recognise(&w, "family", left, 2023, 2025);
    recognise(&w, "clan", clan, 2023, 2025);
    (void)gave;
    add(&w, ENTITY_CONTRIBUTION,
        "hamlet=15664002|name=Gia đình ông Lê Văn Bình|kind=công sức|description=12 công|"
        "date=5/9/2024");
    add(&w, ENTITY_FUND,
        "hamlet=15664002|number=1|date=5/1/2025|direction=thu|purpose=đóng góp|amount=500.000|"
        "name=bà Lê Văn Bình");
    add(&w, ENTITY_CONTRIBUTION,
        "name=Công ty Hoa Sen|giver_kind=business|kind=hiện vật|description=200 sách|date=2025");
    add(&w, ENTITY_CONTRIBUTION, "name=Ông Năm|kind=trí tuệ|date=2024");
    add(&w, ENTITY_CONTRIBUTION,
        "name=Công ty Hoa Sen|giver_kind=business|kind=hiện vật|date=2022");
    add(&w, ENTITY_INITIATIVE,
        "hamlet=15664002|name=Tiếng kẻng học bài|who=Chi hội khuyến học|date=2024");
    expect_list(proposal(&w, "15664", AWARD_PHASE1, AWARD_CERTIFICATE, 2025),
                "Thôn 2: 1 sáng kiến, mô hình\n"
                "Dòng họ Đỗ: công nhận 3 trên 3 năm (2023-2025)\n"
                "Lê Ất: công nhận 3 trên 3 năm (2023-2025)\n"
                "Bùi Giáp: công nhận 2 trên 3 năm (2024, 2025)\n"
                "Lê Văn Bình: đóng góp 1 lần; nộp quỹ 1 lần, 500.000 đồng\n"
                "Ông Năm: đóng góp 1 lần; chưa nối với phiếu nào\n"
                "Công ty Hoa Sen: đóng góp 1 lần\n");
    /* this year counts once somebody is recognised in it, and is not counted against others */
    expect_list(proposal(&w, "15664001", AWARD_FINAL, AWARD_CERTIFICATE, 2026),
                "Dòng họ Đỗ: công nhận 3 trên 3 năm (2023-2025)\n"
                "Lê Ất: công nhận 3 trên 3 năm (2023-2025)\n"
                "Bùi Giáp: công nhận 2 trên 3 năm (2024, 2025)\n");
    give(&w, "family", most, 2026, STATE_RECOGNISED);
    expect_list(proposal(&w, "15664001", AWARD_FINAL, AWARD_CERTIFICATE, 2026),
                "Dòng họ Đỗ: công nhận 3 trên 3 năm (2023-2025)\n"
                "Lê Ất: công nhận 3 trên 4 năm (2023-2025)\n"
                "Bùi Giáp: công nhận 3 trên 4 năm (2024-2026)\n");
    expect_list(proposal(&w, "15664", AWARD_YEARLY, AWARD_PRAISE, 2026),
                "Bùi Giáp: công nhận năm 2026\n");
    world_free(&w);
}

static struct award_proposal again(struct world *w)
{
    return proposal(w, "15664", AWARD_PHASE1, AWARD_CERTIFICATE, 2025);
}

static int64_t count(struct world *w, enum entity_id e);

static void never_twice(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t id = household(&w, 1, "Lê Ất", "");
    uint64_t org = add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=HTX Cũ|to=30/6/2025");
    recognise(&w, "family", id, 2023, 2025);
    recognise(&w, "organisation", org, 2023, 2024);
    struct award_proposal p = again(&w);
    bool ticked[8] = {true, true, true};
    size_t made;
    struct detail d = {0};
    assert_int_equal(p.n, 2);
    assert_int_equal(award_propose(w.book, &w.who, &p, ticked, &made, &d), STATUS_OK);
    assert_int_equal(made, 1); /* not the body that has ended */
    assert_int_equal(award_propose(w.book, &w.who, &p, ticked, &made, &d), STATUS_OK);
    assert_int_equal(made, 0); /* an old list on another screen */
    assert_int_equal(count(&w, ENTITY_AWARD), 1);
    award_proposal_release(&p);
    expect_list(
        again(&w),
        "HTX Cũ: công nhận 2 trên 3 năm (2023, 2024) | đã kết thúc ngày 30/06/2025: không đề "
        "nghị khen tập thể đã sáp nhập, giải thể (TT 15/2025/TT-BNV)\n"
        "Lê Ất: công nhận 3 trên 3 năm (2023-2025) | đã đề nghị\n");
    /* another form, or another occasion, is another proposal */
    p = proposal(&w, "15664", AWARD_PHASE1, AWARD_PROVINCE, 2025);
    assert_true(award_candidate_open(&p.v[1]));
    award_proposal_release(&p);
    p = proposal(&w, "15664", AWARD_FINAL, AWARD_CERTIFICATE, 2026);
    assert_true(award_candidate_open(&p.v[1]));
    award_proposal_release(&p);
    world_free(&w);
}

/* Praised every year: last year's proposal closes nothing in this one. */
static void each_year_anew(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    bool ticked[8] = {true};
    size_t made;
    struct detail d = {0};
    recognise(&w, "family", household(&w, 1, "Lê Ất", ""), 2024, 2025);
    for (int year = 2024; year <= 2025; year++) {
        struct award_proposal p = proposal(&w, "15664", AWARD_YEARLY, AWARD_CERTIFICATE, year);
        assert_int_equal(p.n, 1);
        assert_true(award_candidate_open(&p.v[0]));
        assert_int_equal(award_propose(w.book, &w.who, &p, ticked, &made, &d), STATUS_OK);
        assert_int_equal(made, 1);
        award_proposal_release(&p);
        p = proposal(&w, "15664", AWARD_YEARLY, AWARD_CERTIFICATE, year);
        assert_false(award_candidate_open(&p.v[0]));
        award_proposal_release(&p);
    }
    assert_int_equal(count(&w, ENTITY_AWARD), 2);
    world_free(&w);
}

static enum status first_award(struct book_tx *t, const struct record *r, void *context)
{
    (void)t;
    record_copy(context, r);
    return STATUS_NOTFOUND;
}

static enum status each_fn(struct book_tx *t, void *context)
{
    return book_each(t, entity_by_id(ENTITY_AWARD), (struct span){"", 0}, first_award, context);
}

static void what_is_written(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t id = household(&w, 2, "Lê Ất", "");
    recognise(&w, "family", id, 2023, 2025);
    struct award_proposal p = again(&w);
    bool ticked[8] = {true};
    size_t made;
    assert_int_equal(award_propose(w.book, &w.who, &p, ticked, &made, NULL), STATUS_OK);
    award_proposal_release(&p);
    struct record r = {0};
    assert_int_equal(book_read(w.book, &w.who, each_fn, &r, NULL), STATUS_OK);
    assert_int_equal(record_n(&r, "recipient"), id);
    assert_true(unit_eq(r.unit, unit("15664002")));
    assert_true(span_eq_str(record_name(&r), "Lê Ất"));
    assert_true(span_eq_str(record_text(&r, "reason"), "công nhận 3 trên 3 năm (2023-2025)"));
    assert_int_equal(record_n(&r, "state"), AWARD_PROPOSED);
    assert_int_equal(record_n(&r, "recipient_kind"), AWARD_HOUSEHOLD);
    assert_int_equal(record_n(&r, "year"), 2025);
    /* decided by people, with a document; then it stands there as decided */
    change(&w, r.id, "state=decided");
    record_release(&r);
    expect_list(again(&w), "Lê Ất: công nhận 3 trên 3 năm (2023-2025) | đã có quyết định khen\n");
    /* a leader proposes in the own hamlet, not in another */
    struct unit_key own = unit("15664001");
    struct caller leader = {.name = "to",
                            .role = ROLE_LEADER,
                            .units = &own,
                            .n_units = 1,
                            .source = "test",
                            .today = w.who.today};
    p = proposal(&w, "15664", AWARD_PHASE1, AWARD_PRAISE, 2025);
    struct detail d = {0};
    assert_int_equal(award_propose(w.book, &leader, &p, ticked, &made, &d), STATUS_DENIED);
    assert_int_equal(made, 0);
    award_proposal_release(&p);
    world_free(&w);
}

/* What is kept is Vietnamese, whatever language the screen has. */
static void kept_in_vietnamese(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t id = household(&w, 2, "Lê Ất", "");
    struct buf dir = {0}, said = {0};
    bool ticked[8] = {true};
    size_t made;
    recognise(&w, "family", id, 2023, 2025);
    buf_addf(&dir, "%s/locale", test_build());
    msg_init(MSG_EN, buf_str(&dir));
    struct award_proposal p = again(&w);
    award_candidate_add_reasons(&p, &p.v[0], &said);
    assert_string_equal(buf_str(&said), "recognised in 3 of 3 years (2023-2025)");
    assert_int_equal(award_propose(w.book, &w.who, &p, ticked, &made, NULL), STATUS_OK);
    msg_init(MSG_VI, "");
    award_proposal_release(&p);
    struct record r = {0};
    assert_int_equal(book_read(w.book, &w.who, each_fn, &r, NULL), STATUS_OK);
    assert_true(span_eq_str(record_text(&r, "reason"), "công nhận 3 trên 3 năm (2023-2025)"));
    record_release(&r);
    buf_release(&dir);
    buf_release(&said);
    world_free(&w);
}

struct heard {
    const struct award_ask *ask;
    struct buf text;
    int n;
};

static void hear(void *context, const struct audit_entry *e, struct span body)
{
    struct heard *h = context;
    if (e->op != AUDIT_SETTING)
        return;
    h->n++;
    buf_reset(&h->text);
    buf_add_span(&h->text, audit_body_text(body));
}

static enum status limit_fn(struct book_tx *t, void *context)
{
    const struct heard *h = context;
    enum status s = award_set_limit(t, h->ask, 5);
    return s == STATUS_OK ? award_set_limit(t, h->ask, 7) : s;
}

static enum status hear_fn(struct book_tx *t, void *context)
{
    return audit_each(t, 0, UINT64_MAX, false, hear, context);
}

/* How many the commune sets is said in the audit trail. */
static void limits_are_audited(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    struct award_ask ask = {AWARD_PHASE1, AWARD_CERTIFICATE, 2025};
    struct heard h = {.ask = &ask};
    assert_int_equal(book_write(w.book, &w.who, limit_fn, &h, NULL), STATUS_OK);
    assert_int_equal(book_read(w.book, &w.who, hear_fn, &h, NULL), STATUS_OK);
    assert_int_equal(h.n, 2);
    assert_string_equal(buf_str(&h.text),
                        "Mức khen xã đặt, sơ kết 2023-2025, Giấy khen: 7, trước là 5");
    buf_release(&h.text);
    world_free(&w);
}

static enum status count_one(struct book_tx *t, const struct record *r, void *context)
{
    (void)t, (void)r;
    ++*(int64_t *)context;
    return STATUS_OK;
}

struct counted {
    enum entity_id e;
    int64_t n;
};

static enum status count_fn(struct book_tx *t, void *context)
{
    struct counted *c = context;
    c->n = 0;
    return book_each(t, entity_by_id(c->e), (struct span){"", 0}, count_one, &c->n);
}

static int64_t count(struct world *w, enum entity_id e)
{
    struct counted c = {e, 0};
    assert_int_equal(book_read(w->book, &w->who, count_fn, &c, NULL), STATUS_OK);
    return c.n;
}

/* ---- names that may be anybody's ---- */

static enum status merits_fn(struct book_tx *t, void *context)
{
    return merits_load(t, (struct unit_key){0}, 2026, 2026, context);
}

static void nobody_is_guessed(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    household(&w, 1, "Lê Na", ""), household(&w, 1, "Lê Na", "");
    uint64_t only = household(&w, 2, "Lê Na", "");
    add(&w, ENTITY_CONTRIBUTION,
        "hamlet=15664001|name=Lê Na|giver_kind=hộ|kind=công sức|date=2026");
    add(&w, ENTITY_CONTRIBUTION,
        "hamlet=15664002|name=bà Lê Na|giver_kind=hộ|kind=công sức|date=2026");
    add(&w, ENTITY_CONTRIBUTION, "hamlet=15664002|name=bà Lê Na|kind=công sức"); /* no year */
    struct merits m = {0};
    assert_int_equal(book_read(w.book, &w.who, merits_fn, &m, NULL), STATUS_OK);
    assert_int_equal(m.n, 2);
    assert_int_equal(m.v[0].giver_id, 0);
    assert_int_equal(m.v[1].giver_id, only);
    assert_int_equal(m.v[1].giver, ENTITY_HOUSEHOLD);
    merits_release(&m);
    world_free(&w);
}

/* ---- checklists ---- */

static void plans_and_groups(void **state)
{
    (void)state;
    assert_int_equal(checklist_plan(unit("15664"), unit("P38")), PLAN_TRIEU_SON);
    assert_int_equal(checklist_plan(unit("15001"), unit("P38")), PLAN_NATIONAL);
    assert_int_equal(checklist_plan(unit("11000"), unit("P31")), PLAN_HAI_PHONG);
    assert_int_equal(checklist_plan(unit("03000"), unit("P12")), PLAN_LAI_CHAU);
    /* Lai Châu prints one dash twice and so leaves out the rules on learning */
    struct checklist_facts none = {0};
    assert_int_equal(checklist_sum(PLAN_LAI_CHAU, GROUP_ENTERPRISE, span_of(""), none).n, 3);
    assert_int_equal(checklist_sum(PLAN_HAI_PHONG, GROUP_ENTERPRISE, span_of(""), none).n, 4);
    assert_int_equal(checklist_sum(PLAN_TRIEU_SON, GROUP_COMMUNE, span_of(""), none).n, 4);
    assert_int_equal(checklist_sum(PLAN_NATIONAL, GROUP_COMMUNE, span_of(""), none).n, 3);
    assert_int_equal(checklist_sum(PLAN_NATIONAL, GROUP_HAMLET, span_of(""), none).n, 0);
}

static void marks(void **state)
{
    struct buf a = {0}, b = {0};
    bool met;
    struct span evidence;
    (void)state;
    checklist_put(span_of(""), "hamlet.1", true, span_of("Kế hoạch\tsố 3"), &a);
    assert_string_equal(buf_str(&a), "hamlet.1\t100\tKế hoạch số 3");
    checklist_put(buf_span(&a), "hamlet.2", false, span_of(""), &b);
    assert_string_equal(buf_str(&b), "hamlet.1\t100\tKế hoạch số 3\nhamlet.2\t0");
    buf_reset(&a);
    checklist_put(buf_span(&b), "hamlet.1", false, span_of("x"), &a);
    assert_string_equal(buf_str(&a), "hamlet.1\t0\tx\nhamlet.2\t0");
    assert_true(checklist_mark(buf_span(&a), "hamlet.1", &met, &evidence));
    assert_false(met);
    assert_true(span_eq_str(evidence, "x"));
    assert_false(checklist_mark(buf_span(&a), "hamlet.3", &met, &evidence));
    assert_false(checklist_mark(buf_span(&a), "hamlet", &met, &evidence));
    buf_release(&a);
    buf_release(&b);
}

static void put_checklist(struct world *w, const char *subject, const char *group,
                          const char *items)
{
    struct record r;
    char fields[300];
    record_init(&r, entity_by_id(ENTITY_CHECKLIST));
    snprintf(fields, sizeof fields,
             "hamlet=15664001|subject=%s|name=x|group=%s|plan=trieu_son|year=2026", subject, group);
    fill(&r, fields);
    if (*items)
        value_set_s(record_value(&r, "items"), span_of(items));
    keep(w, &r);
    record_release(&r);
}

static struct progress no_change(struct world *w)
{
    struct progress p = ask(w, "15664", 2026);
    return p;
}

/* A complete checklist makes a candidate, and changes no figure. */
static void checklists_feed_proposals_only(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    uint64_t home = household(&w, 1, "Lê Ất", "");
    uint64_t org = add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=HTX Sen|kind=hợp tác xã");
    char subject[64];
    give(&w, "organisation", org, 2026, STATE_RECOGNISED);
    add(&w, ENTITY_CONTRIBUTION,
        "hamlet=15664001|name=HTX Sen|giver_kind=đơn vị trong xã|kind=hiện vật|date=2026");
    struct progress before = no_change(&w);
    snprintf(subject, sizeof subject, "organisation:%016llx", (unsigned long long)org);
    put_checklist(&w, subject, "enterprise", "enterprise.2\t100\tQuy chế\nenterprise.3\t100\tcó");
    snprintf(subject, sizeof subject, "household:%016llx", (unsigned long long)home);
    put_checklist(&w, subject, "family", "family.1\t100\tcó\nfamily.2\t100\tcó"); /* computed */
    struct progress after = no_change(&w);
    assert_int_equal(before.n, after.n);
    assert_memory_equal(before.line, after.line, sizeof before.line);
    assert_string_equal(before.fingerprint, after.fingerprint);
    expect_list(proposal(&w, "15664", AWARD_YEARLY, AWARD_PRAISE, 2026),
                "HTX Sen: công nhận năm 2026; đóng góp 1 lần; đủ tiêu chí thi đua 1 năm\n");
    world_free(&w);
}

/* The plan says cấp huyện for the commune and cấp xã for a hamlet; what is asked is their own. */
static void misplaced_levels_of_trieu_son(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    const struct plan_criterion *c = plan_criterion_by_code(span_of("hamlet.3"));
    const struct plan_criterion *x = plan_criterion_by_code(span_of("commune.4"));
    assert_int_equal(c->title[0], TITLE_COMMUNITY);
    assert_int_equal(x->title[0], TITLE_COMMUNE);
    assert_non_null(plan_criterion_note(PLAN_TRIEU_SON, c));
    assert_non_null(plan_criterion_note(PLAN_TRIEU_SON, x));
    assert_null(plan_criterion_note(PLAN_NATIONAL, x));
    world_free(&w);
}

int main(void)
{
    static int lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_year_anew),
        cmocka_unit_test(candidates_and_reasons),
        cmocka_unit_test_prestate(candidates_and_reasons, &lmdb),
        cmocka_unit_test(never_twice),
        cmocka_unit_test_prestate(never_twice, &lmdb),
        cmocka_unit_test(what_is_written),
        cmocka_unit_test(limits_are_audited),
        cmocka_unit_test(nobody_is_guessed),
        cmocka_unit_test(plans_and_groups),
        cmocka_unit_test(marks),
        cmocka_unit_test(checklists_feed_proposals_only),
        cmocka_unit_test(misplaced_levels_of_trieu_son),
        cmocka_unit_test(kept_in_vietnamese), /* last: a catalogue that was loaded stays */
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
