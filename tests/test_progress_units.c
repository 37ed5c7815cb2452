/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress above the commune, after mergers, and the targets that a unit has from above.
 */
#include "tests/progress_world.h"

#include "core/unitrow.h"

struct lookup {
    const char *unit;
    enum indicator what;
    int year;
    struct progress_target out;
};

static enum status lookup_fn(struct book_tx *t, void *context)
{
    struct lookup *l = context;
    target_lookup(t, unit(l->unit), l->what, l->year, &l->out);
    return STATUS_OK;
}

static void expect_target(struct world *w, const char *code, enum indicator what, int year,
                          int hundredths, const char *source)
{
    struct lookup l = {.unit = code, .what = what, .year = year};
    assert_int_equal(book_read(w->book, &w->who, lookup_fn, &l, NULL), STATUS_OK);
    assert_int_equal(l.out.known, hundredths >= 0);
    if (hundredths < 0)
        return;
    assert_int_equal(l.out.hundredths, hundredths);
    assert_int_equal(l.out.year, year);
    assert_string_equal(l.out.source, source);
}

static void targets_are_looked_up_upwards(void **state)
{
    struct world w = world_new_of(false, "P31");
    const char *hp = "KH UBND TP Hải Phòng 2022, CT 387";
    (void)state;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    expect_target(&w, "15664001", FAMILY, 2023, 6000, hp);
    expect_target(&w, "15664", INDICATOR_OFFICER_IT, 2024, 3500, hp);
    expect_target(&w, "15664", FAMILY, 2026, -1, NULL);
    expect_target(&w, "15664", CITIZEN, 2025, 4000, "QĐ 1373/QĐ-TTg");
    expect_target(&w, "15664", CITIZEN, 2030, 7000, "QĐ 677/QĐ-TTg");
    expect_target(&w, "VN", FAMILY, 2023, -1, NULL);
    expect_target(&w, "VN", FAMILY, 2030, 8000, "QĐ 387/QĐ-TTg");
    expect_target(&w, "VN", INDICATOR_OFFICER_MANAGEMENT, 2025, 10000, "QĐ 387/QĐ-TTg");
    expect_target(&w, "pre2025:P31", ORG, 2022, 5000, hp);
    expect_target(&w, "P31", STAFF, 2030, 8000, hp);
    add_target(&w, "15664", "indicator=family|year=2026|value=72,50|source=KH xã");
    add_target(&w, "15664", "indicator=family|year=2027|value=900|measure=count");
    expect_target(&w, "15664001", FAMILY, 2026, 7250, "KH xã");
    expect_target(&w, "15664001", FAMILY, 2027, -1, NULL);
    expect_target(&w, "P31", FAMILY, 2026, -1, NULL);
    add_target(&w, "15664001", "indicator=family|year=2026|value=50");
    expect_target(&w, "15664001", FAMILY, 2026, 5000, "");
    add_target(&w, "P31", "indicator=family|year=2023|value=61|source=mới");
    expect_target(&w, "15664001", FAMILY, 2023, 6100, "mới"); /* before the built-in one */
    world_free(&w);
}

static enum status other_communes(struct book_tx *t, void *context)
{
    static const char *const codes[] = {"15667", "pre2025:14644"};
    (void)context;
    for (size_t i = 0; i < 2; i++) {
        struct unit_info u = {.key = unit(codes[i]), .province = unit("P38")};
        snprintf(u.name, sizeof u.name, "Xã %s", codes[i]);
        unitbook_put(t, &u);
    }
    return STATUS_OK;
}

static enum status move_hamlet(struct book_tx *t, void *context)
{
    struct unit_row row;
    (void)context;
    (void)unitrow_load(t, unit("pre2025:14644001"), &row);
    row.key = unit("pre2025:14644001");
    unitrow_set_parent(&row, unit("15664"), UNIT_SCHEME_DAY, 0);
    (void)unitrow_store(t, &row);
    unitrow_release(&row);
    return STATUS_OK;
}

static void a_province_is_the_sum_of_its_communes(void **state)
{
    struct world w = two_hamlets(false);
    char s[64];
    (void)state;
    assert_int_equal(book_write(w.book, &w.who, other_communes, NULL, NULL), STATUS_OK);
    add_at(&w, ENTITY_HAMLET, "15667001", "name=Thôn Xa");
    uint64_t here = household(&w, 1, "A", ""),
             there = add_at(&w, ENTITY_HOUSEHOLD, "15667001", "head=B");
    household(&w, 2, "C", "");
    give(&w, "family", here, 2025, STATE_RECOGNISED);
    give(&w, "family", there, 2025, STATE_RECOGNISED);
    give(&w, "commune", 0, 2025, STATE_REGISTERED);
    uint64_t school =
        add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=Trường|kind=school|staff=3");
    give(&w, "organisation", school, 2025, STATE_RECOGNISED);
    snprintf(s, sizeof s, "name=Cô giáo|organisation=%016llx", (unsigned long long)school);
    give(&w, "citizen", add_at(&w, ENTITY_CITIZEN, "15667001", s), 2025, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2025);
    expect(&p, FAMILY, 2, 1, 1, 1);
    expect(&p, STAFF, 3, 0, 0, 0); /* people are joined within their commune */
    p = ask(&w, "15667", 2025);
    expect(&p, FAMILY, 1, 1, 1, 1);
    p = ask(&w, "P38", 2025);
    expect(&p, FAMILY, 3, 2, 2, 2);
    expect(&p, COMMUNITY, 3, 0, 0, 0);
    expect(&p, STAFF, 3, 0, 0, 0);
    expect(&p, COMMUNE, 2, 1, 0, 0);
    assert_true(line(&p, COMMUNE)->percent);
    assert_false(p.present_territory);
    p = ask(&w, "VN", 2025);
    expect(&p, FAMILY, 3, 2, 2, 2);
    p = ask(&w, "P31", 2025);
    expect(&p, FAMILY, 0, 0, 0, 0);
    /* numbers declared by a commune and by the province */
    struct record own;
    record_init(&own, entity_by_id(ENTITY_YEARFACT));
    fill(&own, "year=2025|households=10");
    own.unit = unit("15667");
    keep(&w, &own);
    p = ask(&w, "P38", 2025);
    expect(&p, FAMILY, 12, 2, 2, 2);
    assert_true(line(&p, FAMILY)->declared);
    record_release(&own);
    world_free(&w);
}

static void a_merged_hamlet_counts_where_it_is(void **state)
{
    struct world w = two_hamlets(false);
    struct progress *rows;
    (void)state;
    assert_int_equal(book_write(w.book, &w.who, other_communes, NULL, NULL), STATUS_OK);
    add_at(&w, ENTITY_HAMLET, "pre2025:14644001", "name=Thôn Cũ");
    uint64_t h = add_at(&w, ENTITY_HOUSEHOLD, "pre2025:14644001", "head=B");
    give(&w, "family", h, 2024, STATE_RECOGNISED);
    give(&w, "family", h, 2025, STATE_REGISTERED);
    household(&w, 1, "A", "");
    struct progress p = ask(&w, "15664", 2025);
    expect(&p, FAMILY, 1, 0, 0, 0);
    assert_int_equal(book_write(w.book, &w.who, move_hamlet, NULL, NULL), STATUS_OK);
    p = ask(&w, "15664", 2025);
    expect(&p, FAMILY, 2, 1, 0, 0);
    expect(&p, COMMUNITY, 3, 0, 0, 0);
    p = ask(&w, "15664", 2024); /* its present hamlets */
    expect(&p, FAMILY, 2, 1, 1, 1);
    assert_true(p.present_territory);
    p = ask(&w, "pre2025:14644", 2024); /* the old unit's own total stays */
    expect(&p, FAMILY, 1, 1, 1, 1);
    assert_false(p.present_territory);
    p = ask(&w, "pre2025:14644", 2025);
    expect(&p, FAMILY, 0, 0, 0, 0);
    p = ask(&w, "pre2025:14644001", 2025);
    expect(&p, FAMILY, 1, 1, 0, 0);
    struct question q = {.unit = unit("15664"), .year = 2025, .rows = &rows};
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_OK);
    assert_int_equal(q.n, 4);
    assert_true(unit_eq(rows[0].unit, unit("pre2025:14644001")));
    expect(&rows[0], FAMILY, 1, 1, 0, 0);
    free(rows);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_looked_up_upwards),
        cmocka_unit_test(a_province_is_the_sum_of_its_communes),
        cmocka_unit_test(a_merged_hamlet_counts_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
