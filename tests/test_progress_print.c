/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress as it is shown: JSON, CSV, text, phases, fingerprints.
 */
#include "tests/progress_world.h"

#include "core/progress_print.h"

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
    progress_add_json_phase(&b, &q.out, NULL);
    assert_non_null(strstr(buf_str(&b), "\"phase\":\"all\",\"first\":2023,\"last\":2030,\"titles\":"
                                        "[{\"title\":\"family\",\"goal\":{\"year\":2030,"));
    assert_non_null(
        strstr(buf_str(&b), "\"pace\":9.33,\"years_left\":5,\"every_year\":1,\"not_again\":1}"));
    progress_add_text_phase(&b, &q.out, NULL);
    w.who.today = day_make(2025, 6, 1);
    q.phase = PHASE_2;
    assert_int_equal(book_read(w.book, &w.who, phase_fn, &q, NULL), STATUS_USAGE);
    progress_phase_release(&q.out);
    buf_release(&b);
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
        cmocka_unit_test(nothing_gives_no_rate),
        cmocka_unit_test(json_is_fixed),
        cmocka_unit_test(printed_for_people),
        cmocka_unit_test(phases),
        cmocka_unit_test_prestate(fingerprints, &mem),
        cmocka_unit_test_prestate(fingerprints, &lmdb),
        cmocka_unit_test(stores_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
