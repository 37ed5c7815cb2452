/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress against cases computed by hand.
 */
#include "tests/progress_world.h"

#include "core/progress_scan.h"

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

/* Communes that list nobody one by one: the numbers of the year, never more than there are. */
static void people_may_be_declared(void **state)
{
    struct world w = two_hamlets(false);
    struct progress *rows;
    size_t n;
    (void)state;
    uint64_t a = citizen(&w, 1, "A", "household", household(&w, 1, "Nhà", ""), "birth=1980");
    citizen(&w, 1, "B", "household", household(&w, 1, "Nhà khác", ""), "birth=1981");
    give(&w, "citizen", a, 2026, STATE_RECOGNISED);
    add(&w, ENTITY_YEARFACT,
        "hamlet=15664001|year=2026|adults=100|cdht_registered=60|cdht_recognised=40");
    add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2025|adults=4|cdht_recognised=9");
    add(&w, ENTITY_YEARFACT,
        "hamlet=15664002|year=2026|adults=50|cdht_farmers=10|cdht_workers=2|cdht_other=1|"
        "cdht_farmers_registered=16|cdht_brain_registered=2|cdht_other_registered=1");
    add(&w, ENTITY_YEARFACT, "hamlet=15664002|year=2025|cdht_recognised=9");
    struct progress p = ask(&w, "15664001", 2026);
    expect(&p, CITIZEN, 100, 60, 40, 40);
    p = ask(&w, "15664001", 2025);
    expect(&p, CITIZEN, 4, 4, 4, 4);
    p = ask(&w, "15664002", 2026);
    expect(&p, CITIZEN, 50, 19, 13, 13);
    p = ask(&w, "15664002", 2025); /* of how many? */
    expect(&p, CITIZEN, 0, 0, 0, 0);
    p = ask(&w, "15664", 2026);
    expect(&p, CITIZEN, 150, 79, 53, 53);
    add(&w, ENTITY_YEARFACT, "year=2026|adults=300|cdht_registered=70|cdht_recognised=90");
    p = ask(&w, "15664", 2026);
    expect(&p, CITIZEN, 300, 116, 90, 90);
    struct detail d = {0};
    struct question q = {.unit = unit("15664"), .year = 2026, .rows = &rows};
    assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, &d), STATUS_OK);
    n = q.n;
    assert_int_equal(n, 3);
    expect(&rows[0], CITIZEN, 100, 60, 40, 40);
    expect(&rows[2], CITIZEN, 150, 37, 37, 37); /* the commune itself */
    free(rows);
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
        cmocka_unit_test(years_and_units_that_cannot_be),
        cmocka_unit_test(communities),
        cmocka_unit_test(a_commune_is_in_term_for_four_years),
        cmocka_unit_test(minors_are_in_no_figure),
        cmocka_unit_test(organisations),
        cmocka_unit_test(staff_of_organisations_that_hold_the_title),
        cmocka_unit_test(people_may_be_declared),
        cmocka_unit_test(workers_are_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
