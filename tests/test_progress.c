/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress against cases computed by hand (design.md section 3).
 */
#include "tests/progress_world.h"

#include "core/progress_print.h"
#include "core/progress_scan.h"
#include "core/unitrow.h"

#define FAMILY    INDICATOR_FAMILY
#define COMMUNITY INDICATOR_COMMUNITY
#define CITIZEN   INDICATOR_CITIZEN
#define WORKER    INDICATOR_CITIZEN_WORKER
#define STAFF     INDICATOR_CITIZEN_STAFF
#define ORG       INDICATOR_ORGANISATION
#define ORG2      INDICATOR_ORGANISATION2
#define COMMUNE   INDICATOR_COMMUNE

/* A household of hamlet n; more fields may be "". */
static uint64_t household(struct world *w, int n, const char *name, const char *more)
{
    char s[200];
    snprintf(s, sizeof s, "hamlet=15664%03d|head=%s%s%s", n, name, *more ? "|" : "", more);
    return add(w, ENTITY_HOUSEHOLD, s);
}

static struct world two_hamlets(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    return w;
}

static void thresholds_are_exact(void **state)
{
    (void)state;
    assert_true(progress_reached(7, 10, 7000));
    assert_false(progress_reached(6, 10, 7000));
    assert_true(progress_reached(841, 1201, 7000)); /* 840.7 */
    assert_false(progress_reached(840, 1201, 7000));
    assert_int_equal(progress_needed(840, 1201, 7000), 1);
    assert_int_equal(progress_needed(783, 1201, 8000), 178);
    assert_int_equal(progress_needed(0, 10, 7000), 7);
    assert_int_equal(progress_needed(9, 10, 7000), 0);
    assert_int_equal(progress_needed(0, 0, 7000), 0);
    /* 125950 of 180026 is 69.962..: shown as 69.96, and reaches 69.96, which is less */
    assert_true(progress_reached(125950, 180026, 6996));
    assert_false(progress_reached(125950, 180026, 6997));
    /* 69.955 is shown as 69.96 and does not reach it */
    assert_false(progress_reached(13991, 20000, 6996));
    assert_int_equal(progress_needed(13991, 20000, 6996), 1);
    assert_true(progress_reached(13992, 20000, 6996));
    assert_int_equal(phase_end_of_year(2022), 0);
    assert_int_equal(phase_end_of_year(2023), 2025);
    assert_int_equal(phase_end_of_year(2025), 2025);
    assert_int_equal(phase_end_of_year(2026), 2030);
    assert_int_equal(phase_end_of_year(2031), 0);
}

static void bytes_count_as_titles_do(void **state)
{
    (void)state;
    for (unsigned b = 0; b < 256; b++) {
        uint8_t bytes[COLUMNS_CHUNK], valid[COLUMNS_CHUNK], before[COLUMNS_CHUNK];
        memset(bytes, (int)b, sizeof bytes);
        memset(before, STATE_RECOGNISED, sizeof before);
        for (unsigned i = 0; i < COLUMNS_CHUNK; i++)
            valid[i] = i % 3 == 0;
        for (unsigned n = 1; n <= COLUMNS_CHUNK; n++) {
            unsigned v = (n + 2) / 3;
            uint8_t s = (uint8_t)b;
            struct counts all = count_states(bytes, NULL, NULL, n);
            struct counts some = count_states(bytes, before, valid, n);
            assert_int_equal(all.registered, title_counts_registered(s) ? n : 0);
            assert_int_equal(all.proposed, title_counts_proposed(s) ? n : 0);
            assert_int_equal(all.recognised, title_counts_recognised(s) ? n : 0);
            assert_int_equal(all.lost, 0);
            assert_int_equal(some.registered, title_counts_registered(s) ? v : 0);
            assert_int_equal(some.lost, title_counts_recognised(s) ? 0 : v);
        }
    }
}

static void states_count(void **state)
{
    static const enum title_state states[] = {STATE_REGISTERED, STATE_ASSESSED,   STATE_REVIEWED,
                                              STATE_PROPOSED,   STATE_RECOGNISED, STATE_REFUSED,
                                              STATE_WITHDRAWN,  STATE_REVOKED};
    struct world w = two_hamlets(false);
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        char name[16];
        snprintf(name, sizeof name, "Hộ %zu", i);
        give(&w, "family", household(&w, 1, name, ""), 2026, states[i]);
    }
    household(&w, 2, "Không có gì", "");
    struct progress p = ask(&w, "15664", 2026);
    /* all but withdrawn; proposed, recognised and what was recognised and revoked */
    expect(&p, FAMILY, 9, 7, 3, 1);
    assert_int_equal(line(&p, FAMILY)->decided, 1);
    assert_int_equal(line(&p, FAMILY)->rate, 1111);
    assert_int_equal(line(&p, FAMILY)->registered_rate, 7778);
    assert_false(line(&p, FAMILY)->target.known); /* 2026: nothing is interpolated */
    assert_int_equal(line(&p, FAMILY)->goal.year, 2030);
    assert_int_equal(line(&p, FAMILY)->goal.hundredths, 8000);
    assert_int_equal(line(&p, FAMILY)->goal_gap, 1111 - 8000);
    assert_int_equal(line(&p, FAMILY)->goal_needed, 7); /* 7.2 -> 8 */
    p = ask(&w, "15664001", 2026);
    expect(&p, FAMILY, 8, 7, 3, 1);
    p = ask(&w, "15664002", 2026);
    expect(&p, FAMILY, 1, 0, 0, 0);
    p = ask(&w, "15664", 2025);
    expect(&p, FAMILY, 9, 0, 0, 0);
    assert_true(line(&p, FAMILY)->target.known);
    assert_int_equal(line(&p, FAMILY)->target.hundredths, 7000);
    assert_int_equal(line(&p, FAMILY)->needed, 7); /* 6.3 */
    world_free(&w);
}

static void only_who_is_there_counts(void **state)
{
    struct world w = two_hamlets(*(const bool *)*state);
    uint64_t left = household(&w, 1, "Đã đi", "to=30/6/2026");
    uint64_t late = household(&w, 1, "Mới đến", "from=1/7/2026");
    uint64_t stays = household(&w, 1, "Ở lại", "");
    uint64_t moves =
        household(&w, 2, "Chuyển thôn", "stays=15664001 đến 31/05/2025; 15664002 từ 01/06/2025");
    uint64_t last_day = household(&w, 1, "Đi cuối năm", "to=31/12/2025");
    uint64_t all[] = {left, late, stays, moves, last_day};
    for (size_t i = 0; i < 5; i++) {
        give(&w, "family", all[i], 2024, STATE_RECOGNISED);
        give(&w, "family", all[i], 2025, STATE_RECOGNISED);
        give(&w, "family", all[i], 2026, STATE_PROPOSED);
    }
    struct progress p = ask(&w, "15664", 2026); /* stays, moves, late */
    expect(&p, FAMILY, 3, 3, 3, 0);
    assert_int_equal(line(&p, FAMILY)->moved, 2);
    assert_int_equal(p.as_of, day_make(2026, 11, 22));
    assert_false(p.closed);
    assert_int_equal(line(&p, FAMILY)->lost, 0); /* not yet: the year is open */
    p = ask(&w, "15664", 2025);                  /* all but late */
    expect(&p, FAMILY, 4, 4, 4, 4);
    assert_int_equal(line(&p, FAMILY)->moved, 0);
    assert_int_equal(p.as_of, day_make(2025, 12, 31));
    assert_true(p.closed);
    p = ask(&w, "15664001", 2024);
    expect(&p, FAMILY, 4, 4, 4, 4);
    p = ask(&w, "15664001", 2025); /* left, stays, last_day; one went to hamlet 2 in June */
    expect(&p, FAMILY, 3, 3, 3, 3);
    assert_int_equal(line(&p, FAMILY)->moved, 1);
    p = ask(&w, "15664002", 2025);
    expect(&p, FAMILY, 1, 1, 1, 1);
    assert_int_equal(line(&p, FAMILY)->moved, 0);
    /* on 15/01/2027 the year 2026 is over but not closed; then two lost the title */
    w.who.today = day_make(2027, 1, 15);
    p = ask(&w, "15664", 2026);
    assert_int_equal(p.as_of, day_make(2026, 12, 31));
    assert_false(p.closed);
    w.who.today = day_make(2027, 1, 31);
    p = ask(&w, "15664", 2026);
    assert_true(p.closed);
    assert_int_equal(line(&p, FAMILY)->lost, 3);
    world_free(&w);
}

static void declared_numbers(void **state)
{
    struct world w = two_hamlets(false);
    (void)state;
    for (int i = 0; i < 4; i++) {
        char name[16];
        snprintf(name, sizeof name, "Hộ %d", i);
        give(&w, "family", household(&w, 1, name, ""), 2026, STATE_RECOGNISED);
        household(&w, 2, name, "");
    }
    uint64_t fact = add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2026|households=6");
    struct progress p = ask(&w, "15664001", 2026);
    expect(&p, FAMILY, 6, 4, 4, 4);
    assert_true(line(&p, FAMILY)->declared);
    assert_int_equal(line(&p, FAMILY)->rate, 6667);
    p = ask(&w, "15664001", 2025);
    assert_false(line(&p, FAMILY)->declared);
    p = ask(&w, "15664", 2026); /* 6 + 4 */
    expect(&p, FAMILY, 10, 4, 4, 4);
    assert_true(line(&p, FAMILY)->declared);
    change(&w, fact, "households=4"); /* equal: the statistic */
    p = ask(&w, "15664001", 2026);
    assert_int_equal(line(&p, FAMILY)->total, 4);
    assert_true(line(&p, FAMILY)->declared);
    assert_false(line(&p, FAMILY)->more_than_declared);
    change(&w, fact, "households=3"); /* less than the list: records count */
    p = ask(&w, "15664", 2026);
    expect(&p, FAMILY, 8, 4, 4, 4);
    assert_false(line(&p, FAMILY)->declared);
    assert_true(line(&p, FAMILY)->more_than_declared);
    /* the commune's own number: row 000 takes what the hamlets do not reach */
    change(&w, fact, "households=6");
    struct record own;
    record_init(&own, entity_by_id(ENTITY_YEARFACT));
    fill(&own, "year=2026|households=15");
    own.unit = unit("15664");
    keep(&w, &own);
    p = ask(&w, "15664", 2026);
    expect(&p, FAMILY, 15, 4, 4, 4);
    struct progress *rows;
    struct question q = {.unit = unit("15664"), .year = 2026, .rows = &rows};
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_OK);
    assert_int_equal(q.n, 3);
    expect(&rows[0], FAMILY, 6, 4, 4, 4);
    expect(&rows[1], FAMILY, 4, 0, 0, 0);
    expect(&rows[2], FAMILY, 5, 0, 0, 0);
    assert_int_equal(unit_level(rows[2].unit), UNIT_COMMUNE);
    free(rows);
    fill(&own, "households=9"); /* less than 6 + 4: the rows count */
    keep(&w, &own);
    p = ask(&w, "15664", 2026);
    expect(&p, FAMILY, 10, 4, 4, 4);
    assert_true(line(&p, FAMILY)->more_than_declared);
    record_release(&own);
    /* a hamlet with a number and no list */
    add(&w, ENTITY_HAMLET, "name=Thôn 3");
    add(&w, ENTITY_YEARFACT, "hamlet=15664003|year=2026|households=50|adults=120|clans=2");
    p = ask(&w, "15664003", 2026);
    expect(&p, FAMILY, 50, 0, 0, 0);
    expect(&p, CITIZEN, 120, 0, 0, 0);
    expect(&p, INDICATOR_CLAN, 2, 0, 0, 0);
    p = ask(&w, "15664", 2026);
    expect(&p, FAMILY, 60, 4, 4, 4);
    world_free(&w);
}

static void nothing_gives_no_rate(void **state)
{
    struct world w = two_hamlets(false);
    struct buf b = {0};
    (void)state;
    struct progress p = ask(&w, "15664", 2026);
    assert_int_equal(p.n, 7);
    expect(&p, FAMILY, 0, 0, 0, 0);
    assert_false(line(&p, FAMILY)->rate_known);
    assert_int_equal(line(&p, FAMILY)->goal_needed, 0);
    assert_false(line(&p, FAMILY)->reached);
    expect(&p, COMMUNITY, 2, 0, 0, 0);
    progress_add_json(&b, &p);
    const char *want =
        "{\"title\":\"family\",\"total\":0,\"denominator\":\"records\",\"registered\":0,"
        "\"proposed\":0,\"recognised\":0,\"decided\":0,\"rate\":null,\"registered_rate\":null,"
        "\"target\":null,\"target_source\":null,\"gap\":null,\"needed\":null,"
        "\"goal\":{\"year\":2030,\"percent\":80,\"source\":\"QĐ 387/QĐ-TTg\",\"gap\":null,"
        "\"needed\":0}}";
    if (!strstr(buf_str(&b), want))
        fail_msg("%s", buf_str(&b));
    buf_release(&b);
    world_free(&w);
}

static void json_is_fixed(void **state)
{
    struct world w = two_hamlets(false);
    struct buf b = {0};
    (void)state;
    uint64_t a = household(&w, 1, "A", "");
    household(&w, 1, "B", "");
    household(&w, 1, "C", "");
    give(&w, "family", a, 2025, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2025);
    progress_add_json(&b, &p);
    const char *head = "{\"unit\":\"15664\",\"scheme\":\"2025\",\"name\":\"Xã Triệu Sơn\","
                       "\"year\":2025,\"as_of\":\"2025-12-31\",\"fingerprint\":\"";
    const char *family =
        "\"titles\":[{\"title\":\"family\",\"total\":3,\"denominator\":\"records\",\"registered\":"
        "1,"
        "\"proposed\":1,\"recognised\":1,\"decided\":1,\"rate\":33.33,\"registered_rate\":33.33,"
        "\"target\":70,\"target_source\":\"QĐ 387/QĐ-TTg\",\"gap\":-36.67,\"needed\":2,"
        "\"goal\":{\"year\":2025,\"percent\":70,\"source\":\"QĐ 387/QĐ-TTg\",\"gap\":-36.67,"
        "\"needed\":2}},{\"title\":\"clan\",";
    if (strncmp(buf_str(&b), head, strlen(head)) != 0 || !strstr(buf_str(&b), family))
        fail_msg("%s", buf_str(&b));
    assert_null(strstr(buf_str(&b), "territory"));
    buf_reset(&b);
    p = ask(&w, "15664", 2024); /* the commune is of 1/7/2025 */
    assert_true(p.present_territory);
    expect(&p, FAMILY, 3, 0, 0, 0);
    progress_add_json(&b, &p);
    assert_non_null(strstr(buf_str(&b), "\"territory\":\"present\""));
    buf_release(&b);
    world_free(&w);
}

static void years_and_units_that_cannot_be(void **state)
{
    struct world w = two_hamlets(false);
    struct progress p;
    (void)state;
    struct question q = {.unit = unit("15664"), .year = 2027, .out = &p};
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_USAGE);
    q.year = 2020;
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_USAGE);
    q.year = 2026;
    q.unit = unit("15664009");
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_NOTFOUND);
    struct unit_key own = unit("15664001");
    w.who.role = ROLE_LEADER;
    w.who.units = &own;
    w.who.n_units = 1;
    q.unit = own;
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_OK);
    q.unit = unit("15664002");
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_DENIED);
    world_free(&w);
}

static void communities(void **state)
{
    struct world w = world_new(false);
    (void)state;
    uint64_t a = add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    uint64_t gone = add(&w, ENTITY_HAMLET, "name=Thôn 3|to=30/6/2025");
    give(&w, "community", a, 2025, STATE_RECOGNISED);
    give(&w, "community", gone, 2025, STATE_REGISTERED);
    struct progress p = ask(&w, "15664", 2025);
    expect(&p, COMMUNITY, 2, 1, 1, 1);
    assert_int_equal(line(&p, COMMUNITY)->moved, 1);
    assert_true(line(&p, COMMUNITY)->percent);
    assert_int_equal(line(&p, COMMUNITY)->needed, 1); /* 65 % of 2 */
    p = ask(&w, "15664001", 2025);
    expect(&p, COMMUNITY, 1, 1, 1, 1);
    assert_false(line(&p, COMMUNITY)->percent);
    assert_false(line(&p, COMMUNITY)->target.known);
    assert_false(line(&p, COMMUNITY)->goal.known);
    p = ask(&w, "15664", 2024);
    expect(&p, COMMUNITY, 3, 0, 0, 0);
    world_free(&w);
}

static void a_commune_is_in_term_for_four_years(void **state)
{
    struct world w = two_hamlets(false);
    (void)state;
    struct progress p = ask(&w, "15664", 2026);
    assert_int_equal(p.n, 7); /* no commune line without a record */
    uint64_t title = give(&w, "commune", 0, 2022, STATE_RECOGNISED);
    static const int want[][4] = {
        {2021, 0, 0, 0}, {2022, 1, 1, 1}, {2023, 1, 1, 0}, {2025, 1, 1, 0}, {2026, 0, 0, 0}};
    for (size_t i = 0; i < 5; i++) {
        p = ask(&w, "15664", want[i][0]);
        expect(&p, COMMUNE, 1, want[i][1], want[i][1], want[i][2]);
        assert_int_equal(line(&p, COMMUNE)->decided, want[i][3]);
        assert_false(line(&p, COMMUNE)->percent);
    }
    assert_int_equal(line(&p, COMMUNE)->lost, 0); /* 2026 is open */
    give(&w, "commune", 0, 2024, STATE_WITHDRAWN);
    p = ask(&w, "15664", 2024);
    expect(&p, COMMUNE, 1, 1, 1, 1);
    change(&w, title, "state=revoked|reason=x");
    p = ask(&w, "15664", 2022);
    expect(&p, COMMUNE, 1, 1, 1, 0);
    p = ask(&w, "15664", 2024);
    expect(&p, COMMUNE, 1, 0, 0, 0);
    world_free(&w);
}

static uint64_t citizen(struct world *w, int hamlet, const char *name, const char *holder,
                        uint64_t id, const char *more)
{
    char s[240];
    snprintf(s, sizeof s, "hamlet=15664%03d|name=%s|%s=%016llx%s%s", hamlet, name, holder,
             (unsigned long long)id, *more ? "|" : "", more);
    return add(w, ENTITY_CITIZEN, s);
}

static void minors_are_in_no_figure(void **state)
{
    struct world w = two_hamlets(false);
    uint64_t h = household(&w, 1, "A", "");
    static const char *const births[] = {"birth=22/11/2008", "birth=23/11/2008", "birth=2008",
                                         "birth=2009",       "birth=~1970",      ""};
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "Người %zu", i);
        uint64_t c = citizen(&w, 1, name, "household", h, births[i]);
        give(&w, "citizen", c, 2026, STATE_RECOGNISED);
        give(&w, "citizen", c, 2025, STATE_REGISTERED);
    }
    struct progress p = ask(&w, "15664", 2026); /* 18 today, 2008, ~1970, unknown */
    expect(&p, CITIZEN, 4, 4, 4, 4);
    p = ask(&w, "15664", 2025); /* ~1970 and unknown; 2008: 17 at least on 31/12/2025 */
    expect(&p, CITIZEN, 2, 2, 0, 0);
    world_free(&w);
}

static void organisations(void **state)
{
    struct world w = two_hamlets(false);
    (void)state;
    uint64_t school = add(&w, ENTITY_ORGANISATION,
                          "hamlet=15664001|name=Trường|kind=school|managed=huyện đến 30/6/2025; xã "
                          "từ 1/7/2025|staff=40");
    uint64_t bank = add(&w, ENTITY_ORGANISATION,
                        "hamlet=15664002|name=Ngân hàng|kind=company|managed=tỉnh|staff=9");
    uint64_t shop = add(&w, ENTITY_ORGANISATION, "hamlet=15664002|name=HTX|kind=cooperative");
    uint64_t library =
        add(&w, ENTITY_ORGANISATION, "hamlet=15664002|name=Thư viện|kind=learning-centre");
    give(&w, "organisation", school, 2024, STATE_RECOGNISED);
    give(&w, "organisation", school, 2025, STATE_RECOGNISED);
    give(&w, "organisation2", bank, 2025, STATE_RECOGNISED);
    give(&w, "organisation", shop, 2025, STATE_PROPOSED);
    give(&w, "organisation", library, 2025, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2025); /* school and co-operative */
    expect(&p, ORG, 2, 2, 2, 1);
    expect(&p, ORG2, 1, 1, 1, 1);
    assert_int_equal(line(&p, ORG)->moved, 0);
    assert_int_equal(line(&p, ORG2)->moved, 0);
    expect(&p, STAFF, 40, 0, 0, 0);
    p = ask(&w, "15664", 2024); /* the school was the district's */
    expect(&p, ORG, 1, 0, 0, 0);
    expect(&p, ORG2, 2, 1, 1, 1);
    change(&w, library, "counts=có");
    p = ask(&w, "15664", 2025);
    expect(&p, ORG, 3, 3, 3, 2);
    const struct progress_line *l = line(&p, STAFF);
    assert_false(l->total_known); /* the library has not said how many work there */
    assert_int_equal(l->owing, 1);
    assert_false(l->rate_known);
    world_free(&w);
}

static void staff_of_organisations_that_hold_the_title(void **state)
{
    struct world w = two_hamlets(false);
    (void)state;
    uint64_t school =
        add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=Trường|kind=school|managed=xã|staff=10");
    uint64_t clinic =
        add(&w, ENTITY_ORGANISATION, "hamlet=15664002|name=Trạm|kind=health|managed=xã|staff=5");
    give(&w, "organisation", school, 2026, STATE_RECOGNISED);
    uint64_t a = citizen(&w, 2, "A", "organisation", school, "");
    uint64_t b = citizen(&w, 1, "B", "organisation", school, "");
    uint64_t c = citizen(&w, 2, "C", "organisation", clinic, "");
    give(&w, "citizen", a, 2026, STATE_RECOGNISED);
    give(&w, "citizen", b, 2026, STATE_REGISTERED);
    give(&w, "citizen", c, 2026, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2026);
    expect(&p, STAFF, 10, 2, 1, 1);
    p = ask(&w, "15664001", 2026); /* A lives in the other hamlet */
    expect(&p, STAFF, 10, 2, 1, 1);
    p = ask(&w, "15664002", 2026);
    expect(&p, STAFF, 0, 0, 0, 0);
    give(&w, "organisation", clinic, 2026, STATE_RECOGNISED);
    p = ask(&w, "15664", 2026);
    expect(&p, STAFF, 15, 3, 2, 2);
    /* people are not listed: the organisation's own numbers, when larger */
    char s[160];
    snprintf(s, sizeof s,
             "hamlet=15664001|subject=organisation:%016llx|year=2026|cdht_registered=9|"
             "cdht_recognised=7",
             (unsigned long long)school);
    add(&w, ENTITY_YEARFACT, s);
    p = ask(&w, "15664", 2026);
    expect(&p, STAFF, 15, 10, 8, 8);
    world_free(&w);
}

static void workers_are_counted_once(void **state)
{
    struct world w = two_hamlets(false);
    char s[64];
    (void)state;
    uint64_t clan = add(&w, ENTITY_CLAN, "hamlet=15664002|name=Họ Đỗ");
    snprintf(s, sizeof s, "clan=%016llx", (unsigned long long)clan);
    uint64_t by_family = household(&w, 1, "Gia đình", "");
    uint64_t by_clan = household(&w, 1, "Dòng họ", s);
    uint64_t by_both = household(&w, 1, "Cả hai", s);
    uint64_t by_none = household(&w, 1, "Không", "");
    uint64_t homes[] = {by_family, by_clan, by_both, by_none};
    for (size_t i = 0; i < 4; i++) {
        char name[16];
        snprintf(name, sizeof name, "Người %zu", i);
        uint64_t c = citizen(&w, 1, name, "household", homes[i], "worker=có");
        give(&w, "citizen", c, 2025, STATE_RECOGNISED);
        snprintf(name, sizeof name, "Trẻ %zu", i);
        citizen(&w, 1, name, "household", homes[i], "worker=có|birth=2015");
        snprintf(name, sizeof name, "Già %zu", i);
        citizen(&w, 1, name, "household", homes[i], "worker=không");
    }
    give(&w, "family", by_family, 2025, STATE_RECOGNISED);
    give(&w, "family", by_both, 2025, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2025);
    expect(&p, WORKER, 2, 2, 2, 2);
    give(&w, "clan", clan, 2025, STATE_RECOGNISED);
    p = ask(&w, "15664", 2025);
    expect(&p, WORKER, 3, 3, 3, 3);
    p = ask(&w, "15664001", 2025); /* the hall of the clan is in hamlet 2 */
    expect(&p, WORKER, 3, 3, 3, 3);
    uint64_t hamlet = add(&w, ENTITY_HAMLET, "name=Thôn 3");
    uint64_t by_hamlet = household(&w, 3, "Thôn", "workers=4");
    citizen(&w, 3, "Một mình", "household", by_hamlet, "worker=có");
    p = ask(&w, "15664", 2025);
    expect(&p, WORKER, 3, 3, 3, 3);
    give(&w, "community", hamlet, 2025, STATE_RECOGNISED);
    p = ask(&w, "15664", 2025); /* it says 4 work, one is listed */
    expect(&p, WORKER, 7, 3, 3, 3);
    assert_int_equal(line(&p, WORKER)->rate, 4286);
    change(&w, by_hamlet, "workers=0"); /* more are listed than it says */
    p = ask(&w, "15664", 2025);
    expect(&p, WORKER, 4, 3, 3, 3);
    p = ask(&w, "15664", 2024);
    expect(&p, WORKER, 0, 0, 0, 0);
    world_free(&w);
}

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

static void add_target(struct world *w, const char *at, const char *fields)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_TARGET));
    fill(&r, fields);
    r.unit = unit(at);
    value_set_s(record_value(&r, "unit"), unit_span(&r.unit));
    keep(w, &r);
    record_release(&r);
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

static void expect_print(struct world *w, const char *code, int year, const char *before, bool same)
{
    struct progress p = ask(w, code, year);
    if ((strcmp(p.fingerprint, before) == 0) != same)
        fail_msg("fingerprint of %s %d: %s, was %s", code, year, p.fingerprint, before);
}

static void fingerprints(void **state)
{
    struct world w = two_hamlets(*(const bool *)*state);
    uint64_t a = household(&w, 1, "A", ""), b = household(&w, 2, "B", "");
    uint64_t title = give(&w, "family", a, 2025, STATE_REGISTERED);
    struct progress p = ask(&w, "15664", 2025), one = ask(&w, "15664001", 2025),
                    two = ask(&w, "15664002", 2025), before;
    assert_int_equal(strlen(p.fingerprint), 7);
    assert_int_equal(strspn(p.fingerprint, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 7);
    assert_int_equal(p.fingerprint[3], '-');
    expect_print(&w, "15664", 2025, p.fingerprint, true);
    assert_string_not_equal(p.fingerprint, one.fingerprint);
    change(&w, a, "note=ghi chú");
    change(&w, a, "address=Số 1");
    expect_print(&w, "15664", 2025, p.fingerprint, true);
    give(&w, "family", a, 2026, STATE_REGISTERED); /* another year */
    expect_print(&w, "15664", 2025, p.fingerprint, true);
    change(&w, title, "state=assessed"); /* the figures are the same, the record is not */
    expect_print(&w, "15664", 2025, p.fingerprint, false);
    expect_print(&w, "15664001", 2025, one.fingerprint, false);
    expect_print(&w, "15664002", 2025, two.fingerprint, true);
    p = ask(&w, "15664", 2025);
    change(&w, b, "to=30/6/2026"); /* who moves away later was there */
    expect_print(&w, "15664", 2025, p.fingerprint, true);
    household(&w, 2, "C", "from=1/3/2026");
    expect_print(&w, "15664", 2025, p.fingerprint, true);
    before = ask(&w, "15664", 2026);
    change(&w, b, "to=30/6/2025");
    expect_print(&w, "15664", 2025, p.fingerprint, false);
    expect_print(&w, "15664", 2026, before.fingerprint, true);
    before = ask(&w, "15664", 2026);
    add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2026|households=1");
    expect_print(&w, "15664", 2026, before.fingerprint, false);
    before = ask(&w, "15664", 2026);
    add_target(&w, "15664", "indicator=clan|year=2026|value=70");
    expect_print(&w, "15664", 2026, before.fingerprint, false);
    before = ask(&w, "15664", 2026);
    w.who.today++;
    expect_print(&w, "15664", 2026, before.fingerprint, false); /* as of another day */
    world_free(&w);
}

struct phase_question {
    const char *unit;
    enum phase phase;
    struct progress_phase out;
};

static enum status phase_fn(struct book_tx *t, void *context)
{
    struct phase_question *q = context;
    progress_phase_release(&q->out);
    return progress_phase_of(t, unit(q->unit), q->phase, &q->out);
}

static void phases(void **state)
{
    struct world w = two_hamlets(false);
    struct buf b = {0};
    (void)state;
    uint64_t h[4];
    for (size_t i = 0; i < 4; i++) {
        char name[16];
        snprintf(name, sizeof name, "Hộ %zu", i);
        h[i] = household(&w, 1, name, "");
        give(&w, "family", h[i], 2024, STATE_RECOGNISED);
    }
    household(&w, 1, "Chưa", "");
    household(&w, 1, "Chưa nữa", "");
    give(&w, "family", h[0], 2025, STATE_RECOGNISED);
    give(&w, "family", h[1], 2025, STATE_RECOGNISED);
    give(&w, "family", h[2], 2025, STATE_REFUSED);
    give(&w, "family", h[0], 2023, STATE_RECOGNISED);
    give(&w, "family", h[0], 2026, STATE_RECOGNISED);
    struct phase_question q = {.unit = "15664", .phase = PHASE_1};
    assert_int_equal(book_read(w.book, &w.who, phase_fn, &q, NULL), STATUS_OK);
    assert_int_equal(q.out.n, 3);
    assert_int_equal(line(&q.out.year[2], FAMILY)->lost, 2);
    assert_int_equal(q.out.line[0].every_year, 1);
    assert_int_equal(q.out.line[0].goal.hundredths, 7000);
    assert_false(q.out.line[0].pace_known); /* over */
    q.phase = PHASE_2;
    assert_int_equal(book_read(w.book, &w.who, phase_fn, &q, NULL), STATUS_OK);
    assert_int_equal(q.out.n, 1);
    assert_int_equal(q.out.line[0].years_left, 5);
    assert_true(q.out.line[0].pace_known);
    assert_int_equal(q.out.line[0].pace, 933); /* (80 - 33.33) / 5 = 9.334 */
    q.phase = PHASE_ALL;
    assert_int_equal(book_read(w.book, &w.who, phase_fn, &q, NULL), STATUS_OK);
    assert_int_equal(q.out.n, 4);
    assert_int_equal(q.out.line[0].every_year, 1);
    assert_int_equal(q.out.line[0].goal.year, 2030);
    assert_int_equal(q.out.line[0].pace, 933);
    for (size_t y = 0; y < 4; y++) { /* the same figures as one by one */
        struct progress p = ask(&w, "15664", 2023 + (int)y);
        assert_string_equal(p.fingerprint, q.out.year[y].fingerprint);
        assert_int_equal(line(&p, FAMILY)->recognised, line(&q.out.year[y], FAMILY)->recognised);
    }
    progress_add_json_phase(&b, &q.out);
    assert_non_null(strstr(buf_str(&b), "\"phase\":\"all\",\"first\":2023,\"last\":2030,\"titles\":"
                                        "[{\"title\":\"family\",\"goal\":{\"year\":2030,"));
    assert_non_null(strstr(buf_str(&b), "\"pace\":9.33,\"years_left\":5,\"every_year\":1}"));
    progress_add_text_phase(&b, &q.out);
    w.who.today = day_make(2025, 6, 1);
    q.phase = PHASE_2;
    assert_int_equal(book_read(w.book, &w.who, phase_fn, &q, NULL), STATUS_USAGE);
    progress_phase_release(&q.out);
    buf_release(&b);
    world_free(&w);
}

static void printed_for_people(void **state)
{
    struct world w = two_hamlets(false);
    struct buf b = {0};
    (void)state;
    give(&w, "family", household(&w, 1, "A", ""), 2026, STATE_RECOGNISED);
    household(&w, 1, "B", "");
    household(&w, 2, "C", "");
    struct progress p = ask(&w, "15664", 2026), *rows;
    progress_add_text(&b, &p);
    assert_non_null(strstr(buf_str(&b), "Tiến độ 2026 · Xã Triệu Sơn · đến ngày 22/11/2026\n"));
    assert_non_null(strstr(buf_str(&b), "Tỷ lệ: 33,33 % trên 3 hộ, theo danh sách đã nhập\n"));
    assert_non_null(strstr(buf_str(&b), "Mục tiêu 2030: 80 % (QĐ 387/QĐ-TTg), còn thiếu 2 hộ\n"));
    assert_non_null(strstr(buf_str(&b), p.fingerprint));
    buf_reset(&b);
    progress_add_csv_head(&b);
    progress_add_csv(&b, &p, false);
    assert_non_null(strstr(buf_str(&b),
                           "\r\n15664,2025,Xã Triệu Sơn,2026,2026-11-22,family,3,records,1,1,1,1,"
                           "33.33,33.33,,,,,2030,80.00,QĐ 387/QĐ-TTg,-46.67,2,0,0,,,"));
    buf_reset(&b);
    struct question q = {.unit = unit("15664"), .year = 2026, .rows = &rows};
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_OK);
    progress_add_json_units(&b, &p, rows, q.n);
    assert_non_null(strstr(buf_str(&b), "\"units\":[{\"unit\":\"15664001\",\"scheme\":\"2025\","
                                        "\"name\":\"Thôn 1\""));
    assert_non_null(strstr(buf_str(&b), "{\"unit\":\"15664000\",\"scheme\":\"2025\",\"name\":\"cấp "
                                        "xã\""));
    buf_reset(&b);
    progress_add_text_units(&b, &p, rows, q.n);
    assert_non_null(strstr(buf_str(&b), "  Thôn 1 "));
    assert_non_null(strstr(buf_str(&b), "33,33 % trên 3 hộ"));
    free(rows);
    buf_release(&b);
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

static void add_hamlet_of(struct world *w, const char *code, const char *name)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    fill(&r, name);
    r.unit = unit(code);
    value_set_s(record_value(&r, "hamlet"), unit_span(&r.unit));
    keep(w, &r);
    record_release(&r);
}

static uint64_t add_in(struct world *w, enum entity_id e, const char *code, const char *fields)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    fill(&r, fields);
    r.unit = unit(code);
    value_set_s(record_value(&r, "hamlet"), unit_span(&r.unit));
    keep(w, &r);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static void a_province_is_the_sum_of_its_communes(void **state)
{
    struct world w = two_hamlets(false);
    char s[64];
    (void)state;
    assert_int_equal(book_write(w.book, &w.who, other_communes, NULL, NULL), STATUS_OK);
    add_hamlet_of(&w, "15667001", "name=Thôn Xa");
    uint64_t here = household(&w, 1, "A", ""),
             there = add_in(&w, ENTITY_HOUSEHOLD, "15667001", "head=B");
    household(&w, 2, "C", "");
    give(&w, "family", here, 2025, STATE_RECOGNISED);
    give(&w, "family", there, 2025, STATE_RECOGNISED);
    give(&w, "commune", 0, 2025, STATE_REGISTERED);
    uint64_t school =
        add(&w, ENTITY_ORGANISATION, "hamlet=15664001|name=Trường|kind=school|staff=3");
    give(&w, "organisation", school, 2025, STATE_RECOGNISED);
    snprintf(s, sizeof s, "name=Cô giáo|organisation=%016llx", (unsigned long long)school);
    give(&w, "citizen", add_in(&w, ENTITY_CITIZEN, "15667001", s), 2025, STATE_RECOGNISED);
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
    add_hamlet_of(&w, "pre2025:14644001", "name=Thôn Cũ");
    uint64_t h = add_in(&w, ENTITY_HOUSEHOLD, "pre2025:14644001", "head=B");
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

/* What a store says does not depend on the engine beneath. */
static void stores_agree(void **state)
{
    struct progress p[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct world w = world_new(i == 1);
        w.book->store_bits = 7; /* ids are drawn from it */
        add(&w, ENTITY_HAMLET, "name=Thôn 1");
        give(&w, "family", household(&w, 1, "A", ""), 2026, STATE_PROPOSED);
        household(&w, 1, "B", "workers=2");
        p[i] = ask(&w, "15664", 2026);
        world_free(&w);
    }
    assert_string_equal(p[0].fingerprint, p[1].fingerprint);
}

int main(void)
{
    static bool mem = false, lmdb = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_are_exact),
        cmocka_unit_test(bytes_count_as_titles_do),
        cmocka_unit_test(states_count),
        cmocka_unit_test_prestate(only_who_is_there_counts, &mem),
        cmocka_unit_test_prestate(only_who_is_there_counts, &lmdb),
        cmocka_unit_test(declared_numbers),
        cmocka_unit_test(nothing_gives_no_rate),
        cmocka_unit_test(json_is_fixed),
        cmocka_unit_test(years_and_units_that_cannot_be),
        cmocka_unit_test(communities),
        cmocka_unit_test(a_commune_is_in_term_for_four_years),
        cmocka_unit_test(minors_are_in_no_figure),
        cmocka_unit_test(organisations),
        cmocka_unit_test(staff_of_organisations_that_hold_the_title),
        cmocka_unit_test(workers_are_counted_once),
        cmocka_unit_test(targets_are_looked_up_upwards),
        cmocka_unit_test_prestate(fingerprints, &mem),
        cmocka_unit_test_prestate(fingerprints, &lmdb),
        cmocka_unit_test(phases),
        cmocka_unit_test(printed_for_people),
        cmocka_unit_test(a_province_is_the_sum_of_its_communes),
        cmocka_unit_test(a_merged_hamlet_counts_where_it_is),
        cmocka_unit_test(stores_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
