/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checklists as a screen shows them, and the tasks of a plan: what is computed, what people mark,
 * what is saved.
 */
#include "tests/progress_world.h"

#include "core/task_plan.h"
#include "core/unitbook.h"
#include "forms/checklist_view.h"

static void load(struct checklist_view *v)
{
    struct detail d = {0};
    if (checklist_view_load(v, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void expect_row_at(int at, struct checklist_view *v, size_t i, bool computed, bool met,
                          const char *evidence)
{
    const struct checklist_row *r = checklist_view_row(v, i);
    if (!r || r->computed != computed || r->met != met || strcmp(r->evidence, evidence) != 0)
        fail_msg("line %d: computed %d met %d %s", at, r && r->computed, r && r->met,
                 r ? r->evidence : "no row");
}
#define expect_row(...) expect_row_at(__LINE__, __VA_ARGS__)

static void expect_sum(struct checklist_view *v, const char *want)
{
    struct buf b = {0};
    checklist_view_add_sum(v, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static struct checklist_view *view_of(struct world *w, enum plan_group g, enum entity_id e,
                                      uint64_t id, const char *at, const char *name)
{
    struct checklist_subject s = {e, id, unit(at), (char *)name, NULL};
    struct checklist_view *v = checklist_view_new(w->book, &w->who, g, &s, 2026);
    load(v);
    return v;
}

static void a_cooperative(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    struct detail d = {0};
    uint64_t org = add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=HTX Sen|kind=hợp tác xã");
    struct checklist_view *v =
        view_of(&w, GROUP_ENTERPRISE, ENTITY_ORGANISATION, org, "15664001", "HTX Sen");
    assert_int_equal(checklist_view_rows(v), 4);
    expect_row(v, 0, true, false, "chưa thấy ghi đóng góp năm 2026");
    expect_row(v, 1, false, false, "");
    expect_row(v, 3, true, false, "chưa thấy công nhận năm 2026");
    expect_sum(v, "đạt 0 trên 4 tiêu chí");
    /* marks and evidence are saved at once; a computed one is nobody's to tick */
    assert_int_equal(checklist_view_mark(v, 0, true, &d), STATUS_INVALID);
    assert_int_equal(checklist_view_mark(v, 1, true, &d), STATUS_OK);
    load(v);
    assert_int_equal(checklist_view_evidence(v, 2, span_of(" Hỗ trợ học phí "), &d), STATUS_OK);
    load(v);
    expect_row(v, 1, false, true, "");
    expect_row(v, 2, false, true, "Hỗ trợ học phí");
    assert_int_equal(checklist_view_mark(v, 2, false, &d), STATUS_OK);
    load(v);
    expect_row(v, 2, false, false, "Hỗ trợ học phí");
    /* the records change, and so does what is computed */
    uint64_t title = give(&w, "organisation", org, 2026, STATE_RECOGNISED);
    uint64_t gift = add(&w, ENTITY_CONTRIBUTION,
                        "hamlet=15664001|name=HTX Sen|giver_kind=đơn vị trong xã|kind=hiện vật|"
                        "description=30 bộ bàn ghế|date=5/9/2026");
    add(&w, ENTITY_INITIATIVE, "hamlet=15664001|name=Lớp đêm|who=HTX Sen|date=2026");
    load(v);
    expect_row(v, 0, true, true, "30 bộ bàn ghế (05/09/2026)");
    expect_row(v, 3, true, true, "Đơn vị học tập năm 2026: đã công nhận");
    assert_int_equal(checklist_view_row(v, 0)->behind[0].id, gift);
    assert_int_equal(checklist_view_row(v, 3)->behind[0].id, title);
    expect_sum(v, "đạt 3 trên 4 tiêu chí");
    checklist_view_set_year(v, 2025); /* another year is another checklist */
    load(v);
    expect_sum(v, "đạt 0 trên 4 tiêu chí");
    checklist_view_free(v);
    /* opened again from the list */
    struct checklist_view *again =
        view_of(&w, GROUP_ENTERPRISE, ENTITY_ORGANISATION, org, "15664001", "HTX Sen");
    expect_sum(again, "đạt 3 trên 4 tiêu chí");
    checklist_view_free(again);
    world_free(&w);
}

/* Triệu Sơn's plan says cấp xã for a hamlet and cấp huyện for the commune. */
static void hamlet_and_commune(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    struct checklist_group g[PLAN_GROUPS];
    size_t n = checklist_groups(w.book, g);
    assert_int_equal(n, 5); /* without letters */
    assert_int_equal(g[0].group, GROUP_COMMUNE);
    assert_string_equal(g[1].label, "thôn, tổ dân phố");
    checklist_groups_release(g, n);
    struct checklist_subjects found;
    struct detail d = {0};
    assert_int_equal(checklist_find(w.book, &w.who, unit("15664"), GROUP_HAMLET, span_of("thon 1"),
                                    9, &found, &d),
                     STATUS_OK);
    assert_int_equal(found.n, 1);
    struct checklist_view *v = checklist_view_new(w.book, &w.who, GROUP_HAMLET, &found.v[0], 2026);
    load(v);
    assert_non_null(checklist_view_row(v, 2)->note);
    expect_row(v, 2, true, false, "chưa thấy công nhận năm 2026");
    give(&w, "community", found.v[0].id, 2026, STATE_RECOGNISED);
    load(v);
    expect_row(v, 2, true, true, "Cộng đồng học tập năm 2026: đã công nhận");
    checklist_view_free(v);
    checklist_subjects_release(&found);
    v = view_of(&w, GROUP_COMMUNE, ENTITY_COMMUNE, 0, "15664", "Xã Triệu Sơn");
    expect_row(v, 3, true, false, "chưa thấy công nhận năm 2026");
    give(&w, "commune", 0, 2026, STATE_RECOGNISED);
    load(v);
    expect_row(v, 3, true, true, "Cộng đồng học tập cấp xã năm 2026: đã công nhận");
    checklist_view_free(v);
    world_free(&w);
}

static void above_is_only_read(void **state)
{
    struct world w = world_new_of(*state != NULL, "P31");
    struct detail d = {0};
    struct checklist_view *v = checklist_view_new(w.book, &w.who, GROUP_DEPARTMENT, NULL, 2026);
    load(v);
    assert_true(checklist_view_reads(v));
    assert_int_equal(checklist_view_mark(v, 0, true, &d), STATUS_INVALID);
    assert_int_equal(checklist_view_keep(v, &d), STATUS_OK);
    expect_sum(v, "");
    checklist_view_free(v);
    world_free(&w);
}

static void a_household_is_kept(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    struct detail d = {0};
    uint64_t id = household(&w, 1, "Lê Ất", "");
    struct checklist_view *v = view_of(&w, GROUP_FAMILY, ENTITY_HOUSEHOLD, id, "15664001", "Lê Ất");
    assert_int_equal(checklist_view_keep(v, &d), STATUS_OK);
    load(v);
    assert_int_equal(checklist_view_keep(v, &d), STATUS_OK); /* once */
    checklist_view_free(v);
    assert_int_equal(checklist_view_open(&v, w.book, &w.who, id /* no checklist's */ + 1000, &d),
                     STATUS_NOTFOUND);
    world_free(&w);
}

/* ---- the plan's tasks ---- */

struct offered {
    const char *at;
    enum plan plan;
    struct task_offer v[TASK_OFFERS_MAX];
    size_t n;
};

static enum status offers_fn(struct book_tx *t, void *context)
{
    struct offered *o = context;
    return task_plan_missing(t, unit(o->at), 2026, &o->plan, o->v, &o->n);
}

static struct offered offers(struct world *w, const char *at)
{
    struct offered o = {.at = at};
    assert_int_equal(book_read(w->book, &w->who, offers_fn, &o, NULL), STATUS_OK);
    return o;
}

static enum status named_fn(struct book_tx *t, const struct record *r, void *context)
{
    struct buf b = {0};
    (void)t;
    buf_add_span(&b, record_name(r));
    *(size_t *)context += strstr(buf_str(&b), "kế hoạch Chương trình 387)") != NULL;
    buf_release(&b);
    return STATUS_OK;
}

static enum status count_named(struct book_tx *t, void *context)
{
    *(size_t *)context = 0;
    return book_each(t, entity_by_id(ENTITY_TASK), (struct span){"", 0}, named_fn, context);
}

static void the_fourteen_hamlets_of_trieu_son(void **state)
{
    struct world w = world_new(*state != NULL);
    struct detail d = {0};
    size_t made;
    char name[80];
    for (int i = 1; i <= 14; i++) {
        snprintf(name, sizeof name, "name=Tổ dân phố %d|kind=tổ dân phố", i);
        add(&w, ENTITY_HAMLET, name);
    }
    struct offered o = offers(&w, "15664014"); /* part VII.8 of the plan */
    assert_int_equal(o.plan, PLAN_TRIEU_SON);
    assert_int_equal(o.n, 6);
    for (size_t i = 0; i < o.n; i++)
        assert_string_equal(o.v[i].item->item, "VII.8");
    assert_int_equal(o.v[5].due, day_make(2026, 12, 5)); /* the report: before 06/12 */
    assert_int_equal(o.v[0].due, day_make(2026, 12, 31));
    assert_int_equal(offers(&w, "15664").n, 17); /* IV.1-6 and VII.1-7 */
    for (int i = 1; i <= 14; i++) {
        snprintf(name, sizeof name, "15664%03d", i);
        assert_int_equal(task_plan_create(w.book, &w.who, unit(name), 2026, &made, &d), STATUS_OK);
        assert_int_equal(made, 6);
        assert_int_equal(task_plan_create(w.book, &w.who, unit(name), 2026, &made, &d), STATUS_OK);
        assert_int_equal(made, 0);
    }
    assert_int_equal(offers(&w, "15664").n, 17); /* not the commune's */
    world_free(&w);
}

static void other_plans(void **state)
{
    struct world w = world_new_of(*state != NULL, "P12");
    add(&w, ENTITY_TASK, "item=Đã tự ghi|plan_item=report|year=2026");
    add(&w, ENTITY_TASK, "item=Năm khác|plan_item=steering|year=2025");
    struct offered o = offers(&w, "15664"); /* the commune's own plan goes before the province's */
    assert_int_equal(o.plan, PLAN_TRIEU_SON);
    world_free(&w);
    size_t communes[PLANS + 1] = {0}, hamlets[PLANS + 1] = {0};
    for (size_t i = 0; i < plan_tasks_n; i++) {
        communes[plan_tasks[i].plan] += plan_task_binds(&plan_tasks[i], UNIT_COMMUNE);
        hamlets[plan_tasks[i].plan] += plan_task_binds(&plan_tasks[i], UNIT_HAMLET);
    }
    assert_int_equal(hamlets[PLAN_LAI_CHAU], 0);
    assert_int_equal(hamlets[PLAN_TRIEU_SON], 6);
    assert_int_equal(communes[PLAN_LAI_CHAU], 20);
    assert_int_equal(communes[PLAN_HAI_PHONG], 19);
    assert_int_equal(communes[PLAN_NATIONAL], 13);
}

/* Hải Phòng has two plans: the campaign's, and that of Chương trình 387. */
static void programme_387(void **state)
{
    struct world w = {.who = {.name = "xa", .role = ROLE_OFFICER, .source = "test"}};
    struct book_init init = {UNIT_2025, unit("11300"), unit("P31"), "Phường Hải An"};
    struct detail d = {0};
    size_t made;
    w.who.today = day_make(2026, 11, 22);
    w.dir = test_tmpdir();
    (void)state;
    assert_int_equal(book_create(&w.book, "mem:", &init, &w.who, &d), STATUS_OK);
    struct offered o = offers(&w, "11300");
    assert_int_equal(o.plan, PLAN_HAI_PHONG);
    size_t second = 0;
    for (size_t i = 0; i < o.n; i++) {
        const struct plan_item *p = o.v[i].item;
        assert_true(p->plan == PLAN_HAI_PHONG || p->plan == PLAN_HAI_PHONG5);
        for (size_t k = 0; k < i && p->plan == PLAN_HAI_PHONG5; k++) /* each kind of work once */
            assert_true(o.v[k].item->plan != p->plan || o.v[k].item->code != p->code);
        second += p->plan == PLAN_HAI_PHONG5;
        /* what the plan gives to the city's departments is not the commune's */
        assert_true(p->plan != PLAN_HAI_PHONG5 || strcmp(p->item, "V.4") != 0);
    }
    assert_int_equal(o.n - second, 19); /* the campaign's, as before */
    assert_int_equal(second, 15);
    assert_int_equal(task_plan_create(w.book, &w.who, unit("11300"), 2026, &made, &d), STATUS_OK);
    assert_int_equal(made, 34);
    assert_int_equal(offers(&w, "11300").n, 0);
    size_t named = 0;
    assert_int_equal(book_read(w.book, &w.who, count_named, &named, NULL), STATUS_OK);
    assert_int_equal(named, 15);
    world_free(&w);
}

static void overdue_is_computed(void **state)
{
    const struct entity *e = entity_by_id(ENTITY_TASK);
    struct record r;
    day today = day_make(2026, 11, 22);
    size_t at = (size_t)entity_field(e, "state");
    (void)state;
    record_init(&r, e);
    fill(&r, "item=x|due=21/11/2026|state=doing");
    assert_string_equal(e->remark(&r, at, today), "quá hạn");
    assert_null(e->remark(&r, 0, today));
    fill(&r, "due=22/11/2026");
    assert_null(e->remark(&r, at, today)); /* the day itself is in time */
    fill(&r, "due=1/11/2026|state=done");
    assert_null(e->remark(&r, at, today));
    record_release(&r);
}

/* ---- targets of the plans ---- */

static void hai_phong_year_table(void **state)
{
    static const int percent[][8] = {{2022, 55, 50, 50, 50, 70, 25, 70},
                                     {2023, 60, 55, 55, 60, 80, 30, 80},
                                     {2024, 65, 60, 60, 70, 90, 35, 90},
                                     {2025, 70, 65, 65, 80, 100, 40, 100}};
    static const enum indicator what[] = {INDICATOR_FAMILY,
                                          INDICATOR_CLAN,
                                          INDICATOR_COMMUNITY,
                                          INDICATOR_ORGANISATION,
                                          INDICATOR_OFFICER_MANAGEMENT,
                                          INDICATOR_OFFICER_IT,
                                          INDICATOR_OFFICER_BRIEFED};
    (void)state;
    for (size_t y = 0; y < 4; y++)
        for (size_t i = 0; i < 7; i++) {
            bool found = false;
            for (size_t k = 0; k < target_builtins_n; k++) {
                const struct target_builtin *b = &target_builtins[k];
                if (b->year == percent[y][0] && b->indicator == what[i] &&
                    unit_eq(b->unit, (struct unit_key){"1P3100000"})) {
                    assert_int_equal(b->hundredths, percent[y][i + 1] * 100);
                    found = true;
                }
            }
            assert_true(found);
        }
}

/* A hamlet that differs says why, and the reason stands beside its target. */
static void a_hamlet_that_differs(void **state)
{
    struct world w = two_hamlets(*state != NULL);
    struct record r;
    struct findings f = {0};
    record_init(&r, entity_by_id(ENTITY_TARGET));
    fill(&r, "indicator=family|year=2026|value=40");
    struct unit_key u = unit("15664001");
    value_set_s(record_value(&r, "unit"), unit_span(&u));
    record_check(&r, NULL, &f);
    assert_int_equal(f.n, 1);
    assert_int_equal(f.v[0].reason, REASON_WANTED);
    assert_true(f.v[0].warning);
    record_release(&r);
    household(&w, 1, "Lê Ất", "");
    add_target(&w, "15664001",
               "indicator=family|year=2026|value=40|source=KH 12|reason=thôn mới lập");
    struct progress p = ask(&w, "15664001", 2026);
    assert_string_equal(line(&p, FAMILY)->target.source, "KH 12");
    assert_string_equal(line(&p, FAMILY)->target.reason, "thôn mới lập");
    world_free(&w);
}

int main(void)
{
    static int lmdb;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cooperative),
        cmocka_unit_test_prestate(a_cooperative, &lmdb),
        cmocka_unit_test(hamlet_and_commune),
        cmocka_unit_test(above_is_only_read),
        cmocka_unit_test(a_household_is_kept),
        cmocka_unit_test(the_fourteen_hamlets_of_trieu_son),
        cmocka_unit_test(other_plans),
        cmocka_unit_test(programme_387),
        cmocka_unit_test(overdue_is_computed),
        cmocka_unit_test(hai_phong_year_table),
        cmocka_unit_test(a_hamlet_that_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
