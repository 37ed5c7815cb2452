/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * officer_management, officer_it, officer_briefed: who counts, on what day, and against the targets
 * of Hải Phòng's plan of 2022 (70 %, 25 %, 70 % in 2022 .. 100 %, 40 %, 100 % in 2025).
 */
#include "tests/progress_world.h"

#include "core/progress_print.h"
#include "forms/list.h"

#define MANAGEMENT INDICATOR_OFFICER_MANAGEMENT
#define IT         INDICATOR_OFFICER_IT
#define BRIEFED    INDICATOR_OFFICER_BRIEFED

static enum status of_fn(struct book_tx *t, void *context)
{
    struct progress *p = context;
    struct unit_key u = p->unit;
    return progress_of(t, u, p->year, p);
}

static struct progress progress_at(struct world *w, const char *code, int year)
{
    struct progress p = {.unit = unit(code), .year = year};
    assert_int_equal(book_read(w->book, &w->who, of_fn, &p, NULL), STATUS_OK);
    return p;
}

static const struct progress_line *line_in(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

static void expect_line(struct world *w, const char *code, int year, enum indicator i,
                        int64_t recognised, int64_t total)
{
    struct progress p = progress_at(w, code, year);
    const struct progress_line *l = line_in(&p, i);
    if (!l || l->recognised != recognised || l->total != total)
        fail_msg("%s %d: %lld of %lld", code, year, l ? (long long)l->recognised : -1,
                 l ? (long long)l->total : -1);
    assert_int_equal(l->registered, recognised);
    assert_int_equal(l->proposed, recognised);
}

static void officer(struct world *w, const char *fields)
{
    add(w, ENTITY_OFFICER, fields);
}

static struct world commune_of(const char *province)
{
    struct world w = world_new_of(false, province);
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002|kind=thôn");
    return w;
}

static void none_without_records(void **state)
{
    struct world w = commune_of("P31");
    (void)state;
    add(&w, ENTITY_YEARFACT, "hamlet=15664|year=2025|members=100|members_briefed=60");
    struct progress p = progress_at(&w, "15664", 2025);
    assert_null(line_in(&p, MANAGEMENT));
    assert_null(line_in(&p, IT));
    assert_null(line_in(&p, BRIEFED));
    /* the steering committee is not the Association */
    officer(&w, "name=Lê Văn Ba|body=Ban chỉ đạo|role=trưởng|briefed=2025");
    p = progress_at(&w, "15664", 2025);
    assert_null(line_in(&p, BRIEFED));
    world_free(&w);
}

/* Four heads of the Association: three ways to be in the management of the centre, one not. */
static void management(void **state)
{
    struct world w = commune_of("P31");
    (void)state;
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|centre_from=1/9/2023");
    officer(&w, "name=Đỗ Văn Nam|body=HKH|role=phó chủ tịch|centre_from=1/1/2022|centre_to="
                "30/6/2024");
    officer(&w, "name=Phạm Thị Na|body=HKH|role=phó chủ tịch|from=1/1/2023");
    officer(&w, "name=PHẠM THỊ NA|body=TTHTCĐ|role=phó giám đốc|from=1/1/2025");
    officer(&w, "name=Trần Văn Sáu|body=HKH|role=phó chủ tịch|to=30/6/2024");
    officer(&w, "name=Trần Văn Bảy|body=HKH|role=thành viên|centre_from=1/1/2022");
    officer(&w, "name=Hồ Thị Tám|body=HKH|role=chủ tịch|hamlet=15664001|centre_from=1/1/2022");
    officer(&w, "name=Vũ Văn Chín|body=TTHTCĐ|role=giám đốc");
    expect_line(&w, "15664", 2022, MANAGEMENT, 1, 3); /* Nam; Hoa, Nam, Sáu */
    expect_line(&w, "15664", 2023, MANAGEMENT, 2, 4); /* Hoa, Nam */
    expect_line(&w, "15664", 2024, MANAGEMENT, 1,
                3); /* Hoa; Nam has left the centre, Sáu his office */
    expect_line(&w, "15664", 2025, MANAGEMENT, 2, 3); /* Hoa, Na */
    struct progress p = progress_at(&w, "15664", 2023);
    const struct progress_line *l = line_in(&p, MANAGEMENT);
    assert_int_equal(l->rate, 5000);
    assert_int_equal(l->target.hundredths, 8000);
    assert_int_equal(l->gap, -3000);
    assert_int_equal(l->needed, 2); /* 3,2 of 4 is 4 */
    assert_false(l->reached);
    assert_int_equal(l->goal.hundredths, 10000); /* 2025 */
    assert_string_equal(progress_indicator_counter(MANAGEMENT), "người");
    /* in the hamlet nobody is a head of the commune's Association */
    p = progress_at(&w, "15664001", 2025);
    assert_null(line_in(&p, MANAGEMENT));
    assert_non_null(line_in(&p, BRIEFED));
    world_free(&w);
}

/* The day counts: today in this year, 31/12 in those before. */
static void on_the_counting_day(void **state)
{
    struct world w = commune_of("P31"); /* 22/11/2026 */
    (void)state;
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|centre_from=1/12/2026");
    officer(&w, "name=Đỗ Văn Nam|body=HKH|role=phó chủ tịch|from=1/12/2026");
    officer(&w, "name=Phạm Thị Na|body=HKH|role=phó chủ tịch|centre_from=31/12/2025|to=21/11/2026");
    expect_line(&w, "15664", 2026, MANAGEMENT, 0, 1);
    expect_line(&w, "15664", 2025, MANAGEMENT, 1, 2);
    w.who.today = day_make(2026, 12, 1);
    expect_line(&w, "15664", 2026, MANAGEMENT, 1, 2);
    world_free(&w);
}

/* Ten officers, trained over the years: 2, 3, 4, 4 of 10 against 25, 30, 35, 40 %. */
static void trained_against_targets(void **state)
{
    static const struct {
        int year;
        int64_t trained;
        int32_t target;
        bool reached;
        int64_t needed;
    } want[] = {{2022, 2, 2500, false, 1},
                {2023, 3, 3000, true, 0},
                {2024, 3, 3500, false, 1},
                {2025, 4, 4000, true, 0}};
    static const char *const trained[] = {"2022", "2021; không 2023", "2023", "2025", "không 2024"};
    struct world w = commune_of("P31");
    char fields[120];
    (void)state;
    for (int i = 0; i < 10; i++) {
        snprintf(fields, sizeof fields, "name=Cán bộ %d|body=HKH|role=thành viên%s%s", i,
                 i < 5 ? "|it_trained=" : "", i < 5 ? trained[i] : "");
        officer(&w, fields);
    }
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        expect_line(&w, "15664", want[i].year, IT, want[i].trained, 10);
        struct progress p = progress_at(&w, "15664", want[i].year);
        const struct progress_line *l = line_in(&p, IT);
        assert_int_equal(l->target.hundredths, want[i].target);
        assert_int_equal(l->reached, want[i].reached);
        assert_int_equal(l->needed, want[i].needed);
        assert_true(l->percent);
    }
    /* the end of phase 2 asks for 70 % */
    struct progress p = progress_at(&w, "15664", 2026);
    assert_int_equal(line_in(&p, IT)->goal.hundredths, 7000);
    assert_int_equal(line_in(&p, IT)->goal_needed, 3);
    world_free(&w);
}

/* 5 officers of the commune and 1 of a hamlet by name, members by number. */
static void briefed(void **state)
{
    struct world w = commune_of("P31");
    (void)state;
    for (int i = 0; i < 5; i++) {
        char fields[120];
        snprintf(fields, sizeof fields, "name=Cán bộ %d|body=HKH|role=thành viên|briefed=%s", i,
                 i < 4 ? "2024, 2025" : "2024");
        officer(&w, fields);
    }
    officer(&w, "name=Chi hội trưởng|body=HKH|role=trưởng|hamlet=15664001|briefed=2025");
    expect_line(&w, "15664", 2024, BRIEFED, 5, 6);
    expect_line(&w, "15664", 2025, BRIEFED, 5, 6); /* each year anew */
    expect_line(&w, "15664", 2023, BRIEFED, 0, 6);
    expect_line(&w, "15664001", 2025, BRIEFED, 1, 1);
    /* an officer is a member: nobody is counted twice */
    add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2025|members=40|members_briefed=30");
    expect_line(&w, "15664001", 2025, BRIEFED, 30, 40);
    expect_line(&w, "15664", 2025, BRIEFED, 34, 45);
    add(&w, ENTITY_YEARFACT, "hamlet=15664002|year=2025|members=20|members_briefed=25");
    expect_line(&w, "15664", 2025, BRIEFED, 54, 65); /* no more than there are */
    /* the commune's number is over the hamlets' */
    uint64_t fact =
        add(&w, ENTITY_YEARFACT, "hamlet=15664|year=2025|members=94|members_briefed=80");
    expect_line(&w, "15664", 2025, BRIEFED, 80, 94);
    struct progress p = progress_at(&w, "15664", 2025);
    const struct progress_line *l = line_in(&p, BRIEFED);
    assert_true(l->declared && !l->more_than_declared);
    assert_int_equal(l->rate, 8511);
    assert_int_equal(l->target.hundredths, 10000);
    assert_int_equal(l->needed, 14);
    /* fewer than the hamlets': theirs stand, and it is said */
    change(&w, fact, "members=50|members_briefed=50");
    expect_line(&w, "15664", 2025, BRIEFED, 54, 65);
    p = progress_at(&w, "15664", 2025);
    assert_true(line_in(&p, BRIEFED)->more_than_declared);
    world_free(&w);
}

/* A commune that keeps its officers out of the number of members says so: then both count. */
static void officers_apart(void **state)
{
    struct world w = commune_of("P31");
    (void)state;
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|briefed=2025");
    officer(&w, "name=Chi hội trưởng|body=HKH|role=trưởng|hamlet=15664001|briefed=2025");
    uint64_t h =
        add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2025|members=40|members_briefed=30");
    uint64_t c = add(&w, ENTITY_YEARFACT, "hamlet=15664|year=2025|members=90|members_briefed=70");
    expect_line(&w, "15664001", 2025, BRIEFED, 30, 40);
    expect_line(&w, "15664", 2025, BRIEFED, 70, 90);
    change(&w, h, "officers_apart=có");
    expect_line(&w, "15664001", 2025, BRIEFED, 31, 41);
    expect_line(&w, "15664", 2025, BRIEFED, 70, 90);
    change(&w, c, "officers_apart=có");
    expect_line(&w, "15664", 2025, BRIEFED, 72, 92);
    change(&w, c, "members=0|members_briefed=0|officers_apart=không");
    expect_line(&w, "15664", 2025, BRIEFED, 32, 42); /* the hamlet's, and the officer by name */
    world_free(&w);
}

struct rows {
    struct progress *v;
    size_t n;
};

static enum status rows_fn(struct book_tx *t, void *context)
{
    struct rows *r = context;
    return progress_by_hamlet(t, t->book->commune, 2025, &r->v, &r->n);
}

static void rows_add_up(void **state)
{
    struct world w = commune_of("P31");
    struct rows r = {0};
    (void)state;
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|briefed=2025|it_trained=2025");
    officer(&w, "name=Chi hội trưởng|body=HKH|role=trưởng|hamlet=15664002|briefed=2025");
    add(&w, ENTITY_YEARFACT, "hamlet=15664002|year=2025|members=20|members_briefed=10");
    add(&w, ENTITY_YEARFACT, "hamlet=15664|year=2025|members=50|members_briefed=15");
    struct progress whole = progress_at(&w, "15664", 2025);
    assert_int_equal(book_read(w.book, &w.who, rows_fn, &r, NULL), STATUS_OK);
    for (int i = MANAGEMENT; i <= BRIEFED; i++) {
        int64_t total = 0, recognised = 0;
        for (size_t k = 0; k < r.n; k++) {
            const struct progress_line *l = line_in(&r.v[k], (enum indicator)i);
            total += l ? l->total : 0;
            recognised += l ? l->recognised : 0;
        }
        assert_int_equal(total, line_in(&whole, (enum indicator)i)->total);
        assert_int_equal(recognised, line_in(&whole, (enum indicator)i)->recognised);
    }
    assert_int_equal(line_in(&whole, BRIEFED)->total, 50);
    assert_int_equal(line_in(&whole, BRIEFED)->recognised, 15);
    free(r.v);
    world_free(&w);
}

/* The same number behind it: as many records as the figure says. */
struct behind {
    enum indicator what;
    enum explain_state state;
    size_t n;
};

static enum status behind_fn(struct book_tx *t, void *context)
{
    struct behind *b = context;
    struct explain_who *who;
    enum status s = progress_explain_ids(t, t->book->commune, b->what, 2025, b->state, &who, &b->n);
    free(who);
    return s;
}

static size_t listed(struct world *w, enum indicator what, enum explain_state state)
{
    struct behind b = {what, state, 0};
    struct list_behind lb = {
        .unit = w->book->commune, .indicator = what, .year = 2025, .state = state};
    assert_int_equal(book_read(w->book, &w->who, behind_fn, &b, NULL), STATUS_OK);
    struct list *l = list_new(w->book, &w->who, list_behind_entity(what));
    list_set_behind(l, &lb);
    assert_int_equal(list_load(l, 78, 19, NULL), STATUS_OK);
    assert_int_equal(list_count(l), b.n);
    list_free(l);
    return b.n;
}

static void records_behind(void **state)
{
    struct world w = commune_of("P31");
    (void)state;
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|it_trained=2024|centre_from=1/1/2024");
    officer(&w, "name=Đỗ Văn Nam|body=HKH|role=phó chủ tịch|briefed=2025");
    officer(&w, "name=Đỗ Văn Nam|body=HKH|role=thành viên|briefed=2025"); /* the same person */
    officer(&w, "name=Phạm Thị Na|body=HKH|role=thành viên|hamlet=15664001|briefed=2025");
    assert_int_equal(listed(&w, MANAGEMENT, EXPLAIN_TOTAL), 2);
    assert_int_equal(listed(&w, MANAGEMENT, EXPLAIN_RECOGNISED), 1);
    assert_int_equal(listed(&w, IT, EXPLAIN_TOTAL), 2);
    assert_int_equal(listed(&w, IT, EXPLAIN_MISSING), 1);
    assert_int_equal(listed(&w, BRIEFED, EXPLAIN_TOTAL), 3);
    assert_int_equal(listed(&w, BRIEFED, EXPLAIN_RECOGNISED), 2);
    world_free(&w);
}

static void json_has_them(void **state)
{
    struct world w = commune_of("P31");
    struct buf b = {0};
    (void)state;
    struct progress before = progress_at(&w, "15664", 2025);
    officer(&w, "name=Lê Thị Hoa|body=HKH|role=chủ tịch|centre_from=1/1/2024");
    struct progress p = progress_at(&w, "15664", 2025);
    assert_string_not_equal(before.fingerprint, p.fingerprint);
    progress_add_json(&b, &p);
    assert_non_null(strstr(buf_str(&b), "{\"title\":\"officer_management\",\"total\":1,"));
    assert_non_null(strstr(buf_str(&b), "\"title\":\"officer_it\",\"total\":1,"));
    assert_non_null(strstr(buf_str(&b), "\"title\":\"officer_briefed\",\"total\":1,"));
    buf_release(&b);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_without_records),
        cmocka_unit_test(management),
        cmocka_unit_test(on_the_counting_day),
        cmocka_unit_test(trained_against_targets),
        cmocka_unit_test(briefed),
        cmocka_unit_test(officers_apart),
        cmocka_unit_test(rows_add_up),
        cmocka_unit_test(records_behind),
        cmocka_unit_test(json_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
