/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deadlines that the book itself says, over those of the plans; and who minds which.
 */
#include "tests/progress_world.h"

#include "core/deadline.h"
#include "forms/menu.h"

struct asked {
    struct unit_key unit;
    enum report_kind report;
    int year;
    struct deadline d, list[DEADLINES_MAX];
    size_t n;
};

static enum status one_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return deadline_of_report(t, a->unit, a->report, a->year, &a->d);
}

static enum status list_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    return deadline_list(t, a->unit, a->year, a->list, &a->n);
}

static struct deadline due(struct world *w, const char *code, enum report_kind report, int year)
{
    struct asked a = {.unit = unit(code), .report = report, .year = year};
    assert_int_equal(book_read(w->book, &w->who, one_fn, &a, NULL), STATUS_OK);
    assert_int_equal(a.d.report, report);
    return a.d;
}

static void expect_day(const struct deadline *d, const char *before, bool proposed)
{
    struct buf b = {0};
    if (d->known)
        day_add_vn(&b, d->before);
    assert_string_equal(buf_str(&b), before);
    if (d->known) {
        assert_int_equal(d->last, d->before - 1);
        assert_int_equal(d->proposed, proposed);
        assert_true(d->to[0] != 0);
    }
    buf_release(&b);
}

static void annual(struct world *w, const char *code, const char *before, bool proposed)
{
    struct deadline d = due(w, code, REPORT_ANNUAL, 2026);
    expect_day(&d, before, proposed);
}

static struct world commune(void)
{
    struct world w = world_new(false);
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002|kind=thôn");
    return w;
}

static void records_over_plans(void **state)
{
    struct world w = commune();
    (void)state;
    annual(&w, "15664001", "06/12/2026", false); /* the plan of Triệu Sơn */
    annual(&w, "15664", "08/12/2026", true);     /* five working days before the country's 15/12 */
    uint64_t id =
        add(&w, ENTITY_DEADLINE,
            "unit=15664|level=hamlet|report=annual|month=11|mday=25|to=UBND xã|source=TB 9");
    annual(&w, "15664001", "25/11/2026", false);
    struct deadline d = due(&w, "15664001", REPORT_ANNUAL, 2026);
    assert_true(d.id == id);
    assert_string_equal(d.to, "UBND xã");
    assert_string_equal(d.source, "TB 9");
    annual(&w, "15664", "08/12/2026", true); /* it binds the hamlets, not the commune */

    /* the nearest unit goes before */
    add(&w, ENTITY_DEADLINE, "unit=15664002|level=hamlet|report=annual|month=11|mday=20");
    annual(&w, "15664001", "25/11/2026", false);
    annual(&w, "15664002", "20/11/2026", false);
    d = due(&w, "15664002", REPORT_ANNUAL, 2026);
    assert_string_equal(d.to, "Ủy ban nhân dân xã"); /* the record does not say */

    /* one for that very year goes before one for every year */
    add(&w, ENTITY_DEADLINE, "unit=15664|level=hamlet|report=annual|year=2026|month=11|mday=27");
    annual(&w, "15664001", "27/11/2026", false);
    d = due(&w, "15664001", REPORT_ANNUAL, 2027);
    expect_day(&d, "25/11/2027", false);

    /* the province's binds the commune; the country's is still there for others */
    add(&w, ENTITY_DEADLINE, "unit=P38|level=commune|report=annual|month=12|mday=2");
    annual(&w, "15664", "02/12/2026", false);
    annual(&w, "P38", "15/12/2026", false);
    add(&w, ENTITY_DEADLINE, "unit=VN|level=province|report=annual|month=12|mday=20");
    annual(&w, "P38", "20/12/2026", false);
    world_free(&w);
}

/* A hamlet without a date of its own follows what the book says of the commune. */
static void proposals_follow_records(void **state)
{
    struct world w = world_new_of(false, "P31");
    struct deadline d;
    (void)state;
    d = due(&w, "15664", REPORT_PHASE2, 2025); /* of that one no plan says anything */
    assert_false(d.known);
    d = due(&w, "15664", REPORT_PHASE1, 2025);
    expect_day(&d, "01/01/2026", false); /* "vào năm 2025" */
    add(&w, ENTITY_DEADLINE, "unit=P31|level=commune|report=phase1|year=2025|month=10|mday=1");
    d = due(&w, "15664", REPORT_PHASE1, 2025);
    expect_day(&d, "01/10/2025", false);
    d = due(&w, "15664003", REPORT_PHASE1, 2025);
    expect_day(&d, "24/09/2025", true); /* a Wednesday, from a Wednesday */
    assert_int_equal(d.id, 0);
    d = due(&w, "15664", REPORT_PHASE1, 2026);
    assert_false(d.known);
    d = due(&w, "P31", REPORT_PHASE1, 2025); /* what binds the communes does not bind it */
    expect_day(&d, "01/01/2026", false);
    add(&w, ENTITY_DEADLINE, "unit=15664|level=hamlet|report=final|month=2|mday=29");
    d = due(&w, "15664003", REPORT_FINAL, 2028);
    expect_day(&d, "29/02/2028", false);
    d = due(&w, "15664003", REPORT_FINAL, 2030);
    expect_day(&d, "28/02/2030", false);
    world_free(&w);
}

static void expect_list_of(struct world *w, const char *code, int year, const char *want)
{
    struct asked a = {.unit = unit(code), .year = year};
    struct buf b = {0};
    assert_int_equal(book_read(w->book, &w->who, list_fn, &a, NULL), STATUS_OK);
    for (size_t i = 0; i < a.n; i++) {
        buf_addf(&b, "%s%s ", i ? "; " : "", a.list[i].who);
        day_add_vn(&b, a.list[i].before);
        if (a.list[i].report != REPORT_ANNUAL)
            buf_addf(&b, " %d", (int)a.list[i].report);
    }
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void expect_list(struct world *w, const char *code, const char *want)
{
    expect_list_of(w, code, 2026, want);
}

static enum status put_fn(struct book_tx *t, void *context)
{
    (void)context;
    unitbook_put(t, &(struct unit_info){
                        .key = unit("11300"), .name = "Phường Hải An", .province = unit("P31")});
    return STATUS_OK;
}

/* Where no plan dates a level: five working days before the level above, marked as proposed. */
static void reviews(void **state)
{
    struct world w = commune(), hp = world_new_of(false, "P31"), lc = world_new_of(false, "P12");
    struct deadline d;
    (void)state;
    w.who.today = hp.who.today = lc.who.today = day_make(2025, 10, 1);
    expect_list_of(&w, "15664", 2025,
                   "xã, phường 08/12/2025; thôn, tổ dân phố 06/12/2025; xã, phường 01/01/2026 2; "
                   "thôn, tổ dân phố 25/12/2025 2");
    d = due(&w, "15664001", REPORT_PHASE1, 2025);
    expect_day(&d, "25/12/2025", true);
    d = due(&w, "15664", REPORT_FINAL, 2030);
    expect_day(&d, "01/01/2031", false);
    d = due(&w, "15664", REPORT_FINAL, 2029);
    assert_false(d.known);
    assert_int_equal(book_write(hp.book, &hp.who, put_fn, NULL, NULL), STATUS_OK);
    d = due(&hp, "11300", REPORT_PHASE1, 2025);
    expect_day(&d, "01/01/2026", false);
    d = due(&hp, "11300", REPORT_FINAL, 2030); /* that plan names no level: proposed */
    expect_day(&d, "25/12/2030", true);
    expect_list_of(&lc, "P12", 2025,
                   "tỉnh, thành phố 15/12/2025; xã, phường 01/12/2025; sở, ban, ngành, Mặt trận Tổ "
                   "quốc, đoàn thể, hội 01/12/2025; Sở Giáo dục và Đào tạo 10/12/2025; tỉnh, thành "
                   "phố 01/01/2026 2; xã, phường 01/01/2026 2");
    world_free(&w);
    world_free(&hp);
    world_free(&lc);
}

static void who_minds_which(void **state)
{
    struct world w = commune();
    (void)state;
    expect_list(&w, "15664001", "thôn, tổ dân phố 06/12/2026");
    expect_list(&w, "15664", "xã, phường 08/12/2026; thôn, tổ dân phố 06/12/2026");
    expect_list(&w, "P38", "tỉnh, thành phố 15/12/2026; xã, phường 08/12/2026");
    add(&w, ENTITY_DEADLINE, "unit=15664|level=department|report=annual|month=11|mday=30");
    add(&w, ENTITY_DEADLINE, "unit=15664|level=hamlet|report=phase2|year=2026|month=10|mday=10");
    expect_list(&w, "15664001", "thôn, tổ dân phố 06/12/2026; thôn, tổ dân phố 10/10/2026 3");
    expect_list(&w, "15664",
                "xã, phường 08/12/2026; thôn, tổ dân phố 06/12/2026; cơ quan, ban ngành "
                "30/11/2026; thôn, tổ dân phố 10/10/2026 3");
    world_free(&w);
}

static const char *reports_fact(struct world *w, const char *code, struct menu *m)
{
    assert_int_equal(menu_load(w->book, &w->who, unit(code), m, NULL), STATUS_OK);
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].id == MENU_REPORTS)
            return m->v[i].fact;
    return "";
}

/* A leader sees the hamlet's day, an officer the commune's and the hamlets'. */
static void in_the_menu(void **state)
{
    struct world w = commune();
    struct unit_key own = unit("15664001");
    struct menu m;
    struct buf b = {0};
    (void)state;
    assert_string_equal(reports_fact(&w, "15664", &m), "nên nộp trước 08/12; thôn 06/12");
    add(&w, ENTITY_DEADLINE, "unit=15664|level=hamlet|report=annual|month=11|mday=25");
    add(&w, ENTITY_DEADLINE, "unit=15664|level=commune|report=annual|month=12|mday=1");
    assert_string_equal(reports_fact(&w, "15664", &m), "nộp trước 01/12; thôn 25/11");
    w.who = (struct caller){"Lan", ROLE_LEADER, &own, 1, "test", w.who.today};
    assert_string_equal(reports_fact(&w, "15664001", &m), "nộp trước 25/11/2026");
    assert_string_equal(
        m.deadline_text,
        "Báo cáo năm nộp trước ngày 25/11/2026: còn 2 ngày, hạn chót là thứ Ba 24/11.");
    m.deadline.report = REPORT_PHASE1;
    deadline_add_sentence(&m.deadline, w.who.today, &b);
    assert_string_equal(buf_str(&b), "Báo cáo sơ kết 2023-2025 nộp trước ngày 25/11/2026: còn 2 "
                                     "ngày, hạn chót là thứ Ba 24/11.");
    buf_release(&b);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_over_plans), cmocka_unit_test(proposals_follow_records),
        cmocka_unit_test(who_minds_which),    cmocka_unit_test(reviews),
        cmocka_unit_test(in_the_menu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
