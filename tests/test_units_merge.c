/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Communes that merged or were split, hamlets that are merged, split and renamed: what the figures
 * were they stay, under the old unit, and what is asked is asked.
 */
#include "tests/merge_world.h"

#include "core/check.h"
#include "core/export.h"

#define D2025 UNIT_SCHEME_DAY

static day d2026(void)
{
    return day_make(2026, 3, 1);
}

static void see(void *context, const char *text)
{
    (void)context;
    print_error("%s\n", text);
}

/* Closes the book. */
static void assert_sound(struct world *w)
{
    struct buf db = {0};
    struct detail d = {0};
    book_close(w->book);
    w->book = NULL;
    buf_addf(&db, "%s/db", w->dir);
    assert_int_equal(check_book(buf_str(&db), see, NULL, &d), STATUS_OK);
    if (book_open(&w->book, buf_str(&db), false, &w->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    buf_release(&db);
}

static void family(struct world *w, const char *code, int year, int total, int registered,
                   int recognised)
{
    struct progress p = ask(w, code, year);
    expect(&p, FAMILY, total, registered, recognised, recognised);
}

/* 15664: two hamlets, three households; 15691: two hamlets, two households; 15670: two hamlets */
static struct world three_communes(void)
{
    struct world w = old_world(true);
    hamlet_at(&w, "pre2025:15664001", "name=Tổ dân phố 1");
    hamlet_at(&w, "pre2025:15664002", "name=Tổ dân phố 2");
    hamlet_at(&w, "pre2025:15691001", "name=Thôn Đông");
    hamlet_at(&w, "pre2025:15691002", "name=Thôn Đoài");
    hamlet_at(&w, "pre2025:15670001", "name=Thôn Thượng");
    hamlet_at(&w, "pre2025:15670002", "name=Thôn Hạ");
    static const char *const homes[] = {"pre2025:15664001", "pre2025:15664001", "pre2025:15664002",
                                        "pre2025:15691001", "pre2025:15691002", "pre2025:15670001",
                                        "pre2025:15670002"};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        char name[32];
        snprintf(name, sizeof name, "head=Hộ %zu", i + 1);
        uint64_t id = put_at(&w, ENTITY_HOUSEHOLD, homes[i], name);
        give(&w, "family", id, 2024, i % 3 ? STATE_RECOGNISED : STATE_REGISTERED);
        give(&w, "family", id, 2025, STATE_RECOGNISED);
    }
    /* what lies under a commune itself */
    uint64_t org = put_at(&w, ENTITY_ORGANISATION, "pre2025:15691", "name=Trường|kind=school");
    give(&w, "organisation", org, 2024, STATE_RECOGNISED);
    put_at(&w, ENTITY_YEARFACT, "pre2025:15691", "year=2024|households=5");
    return w;
}

static void whole(struct merge_input *in)
{
    row(in, "pre2025:15664", "15664", "full", D2025, NULL);
    row(in, "pre2025:15691", "15664", "full", D2025, NULL);
}

static enum status code_of(struct book_tx *t, void *context)
{
    struct unit_key *u = context;
    u[1] = unitbook_code(t, u[0], t->who->today);
    u[2] = unitbook_code(t, u[0], D2025 - 1);
    return STATUS_OK;
}

static void assert_code(struct world *w, const char *key, const char *code)
{
    struct unit_key u[3] = {unit(key)}, want = unit(code);
    assert_int_equal(book_read(w->book, &w->who, code_of, u, NULL), STATUS_OK);
    if (!unit_eq(u[1], want))
        fail_msg("%s bears %.9s, not %s", key, u[1].c, code);
    assert_true(unit_eq(u[2], u[0]));
}

static void communes_merge(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    (void)state;
    family(&w, "pre2025:15664", 2024, 3, 3, 2);
    family(&w, "pre2025:15691", 2024, 5, 2, 1); /* five declared */
    whole(&in);
    uint64_t before = generation(&w);
    struct merge_plan p = merge(&w, &in, true, 0, 0);
    assert_int_equal(p.hamlets, 4);
    assert_int_equal(p.sum.households, 5);
    assert_int_equal(p.sum.titles, 11);
    assert_int_equal(p.sum.organisations, 1);
    assert_int_equal(p.stays, 2);
    assert_true(p.changes);
    merge_plan_release(&p);
    assert_int_equal(generation(&w), before); /* a preview */
    merge_now(&w, &in, true);
    assert_int_equal(generation(&w), before + 1); /* one entry */
    merge_now(&w, &in, false);
    assert_int_equal(generation(&w), before + 1);
    /* the old units, of then */
    family(&w, "pre2025:15664", 2024, 3, 3, 2);
    family(&w, "pre2025:15691", 2024, 5, 2, 1);
    family(&w, "pre2025:15664", 2025, 0, 0, 0);
    /* the new one: what it took over */
    family(&w, "15664", 2024, 8, 5, 3);
    family(&w, "15664", 2025, 5, 5, 5);
    struct progress q = ask(&w, "15664", 2024);
    assert_true(q.present_territory);
    expect(&q, ORG, 1, 1, 1, 1);
    q = ask(&w, "15664", 2025);
    assert_false(q.present_territory);
    expect(&q, ORG, 1, 0, 0, 0);
    expect(&q, COMMUNITY, 4, 0, 0, 0);
    family(&w, "pre2025:P38", 2024, 10, 7, 4); /* 15670 as well */
    family(&w, "P38", 2025, 5, 5, 5);
    /* codes: its own keep their numbers, the others get the next ones */
    assert_code(&w, "pre2025:15664001", "15664001");
    assert_code(&w, "pre2025:15664002", "15664002");
    assert_code(&w, "pre2025:15691001", "15664003");
    assert_code(&w, "pre2025:15691002", "15664004");
    /* the book is the new commune's; a new hamlet gets a number that nobody had */
    assert_true(unit_eq(w.book->commune, unit("15664")));
    assert_string_equal(w.book->name, "Xã Triệu Sơn");
    assert_int_equal(w.book->scheme, UNIT_2025);
    struct record r;
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    fill(&r, "name=Thôn Mới");
    keep(&w, &r);
    assert_true(unit_eq(r.unit, unit("15664005")));
    record_release(&r);
    assert_sound(&w);
    merge_input_release(&in);
    world_free(&w);
}

static enum status next_numbers(struct book_tx *t, void *context)
{
    int *top = context;
    *top = unitbook_top_number(t, unit("15664"));
    return STATUS_OK;
}

/* Of a hamlet that was deleted, of one that went elsewhere, of one with a code of its own choice.
 */
static void numbers_are_never_given_again(void **state)
{
    struct world w = world_new(false);
    struct record r;
    int top;
    (void)state;
    uint64_t last = hamlet_at(&w, "15664007", "name=Thôn 7");
    assert_int_equal(delete_one(w.book, &w.who, last, NULL), STATUS_OK);
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    fill(&r, "name=Thôn 8");
    keep(&w, &r);
    assert_true(unit_eq(r.unit, unit("15664008")));
    record_release(&r);
    struct merge_input in = {0};
    row(&in, "15664008", "15664012", "full", d2026(), NULL); /* another code */
    merge_now(&w, &in, true);
    merge_input_release(&in);
    assert_int_equal(book_read(w.book, &w.who, next_numbers, &top, NULL), STATUS_OK);
    assert_int_equal(top, 12);
    hamlet_at(&w, "15664020", "name=Thôn 20");
    row(&in, "15664020", "15664009", "full", d2026(), NULL);
    struct merge_plan p = merge(&w, &in, false, 0, 1);
    merge_plan_release(&p);
    merge_input_release(&in);
    world_free(&w);
}

static enum status look(struct book_tx *t, void *context)
{
    *(struct unit_key *)context = t->book->commune;
    return STATUS_OK;
}

/* A session that was open while another one merged: what it does next is the new commune's. */
static void other_sessions_follow(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    struct unit_key old = w.book->commune, seen;
    (void)state;
    whole(&in);
    merge_now(&w, &in, true);
    merge_input_release(&in);
    w.book->commune = old; /* as the other session has it */
    w.book->scheme = UNIT_PRE2025;
    free(w.book->name);
    w.book->name = strdup("Thị trấn Triệu Sơn");
    assert_int_equal(book_read(w.book, &w.who, look, &seen, NULL), STATUS_OK);
    assert_true(unit_eq(seen, unit("15664")));
    assert_int_equal(w.book->scheme, UNIT_2025);
    assert_string_equal(w.book->name, "Xã Triệu Sơn");
    w.book->commune = old;
    assert_int_equal(book_write(w.book, &w.who, look, &seen, NULL), STATUS_OK);
    assert_true(unit_eq(seen, unit("15664")));
    world_free(&w);
}

/* By hamlet the rows add up to the commune, before and after. */
static void rows_add_up(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    (void)state;
    whole(&in);
    merge_now(&w, &in, true);
    for (int year = 2024; year <= 2026; year++) {
        struct progress whole_ = ask(&w, "15664", year), *rows;
        struct question q = {.unit = unit("15664"), .year = year, .rows = &rows};
        assert_int_equal(book_read(w.book, &w.who, ask_fn, &q, NULL), STATUS_OK);
        assert_int_equal(q.n, 5);
        int64_t sum[4] = {0};
        for (size_t i = 0; i < q.n; i++) {
            const struct progress_line *l = line(&rows[i], FAMILY);
            sum[0] += l->total, sum[1] += l->registered;
            sum[2] += l->proposed, sum[3] += l->recognised;
        }
        expect(&whole_, FAMILY, sum[0], sum[1], sum[2], sum[3]);
        assert_true(unit_eq(rows[2].unit, unit("pre2025:15691001")));
        assert_true(unit_eq(rows[2].code, unit(year < 2025 ? "pre2025:15691001" : "15664003")));
        free(rows);
    }
    merge_input_release(&in);
    world_free(&w);
}

static void split_communes_ask(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    struct buf text = {0};
    (void)state;
    row(&in, "pre2025:15670", "15664", "part", D2025, NULL);
    row(&in, "pre2025:15670", "15667", "part", D2025, NULL);
    uint64_t before = generation(&w);
    struct merge_plan p = merge(&w, &in, false, 2, 0);
    assert_false(p.changes);
    merge_plan_add_template(&p, &text);
    assert_string_equal(
        buf_str(&text),
        "old_hamlet_code,kind,new_code,name,choices\r\n"
        "pre2025:15670001,unit,,Thôn Thượng,15664 Xã Triệu Sơn | 15667 Xã Thọ Bình\r\n"
        "pre2025:15670002,unit,,Thôn Hạ,15664 Xã Triệu Sơn | 15667 Xã Thọ Bình\r\n");
    merge_plan_release(&p);
    assert_int_equal(generation(&w), before);
    family(&w, "15667", 2025, 0, 0, 0);
    say_to(&in, "pre2025:15670001", 0, "15664");
    p = merge(&w, &in, false, 1, 0); /* one of two: nothing yet */
    merge_plan_release(&p);
    assert_int_equal(generation(&w), before);
    say_to(&in, "pre2025:15670002", 0, "15667");
    merge_now(&w, &in, true);
    merge_now(&w, &in, false);
    family(&w, "15664", 2025, 1, 1, 1);
    family(&w, "15667", 2025, 1, 1, 1);
    family(&w, "15667", 2024, 1, 1, 0);
    family(&w, "pre2025:15670", 2024, 2, 2, 1);
    assert_code(&w, "pre2025:15670001", "15664003"); /* 001, 002 wait for the town's own */
    assert_code(&w, "pre2025:15670002", "15667001");
    assert_true(unit_eq(w.book->commune, unit("pre2025:15664")));
    /* another answer afterwards is refused */
    in.answer[1].now = unit("15664");
    p = merge(&w, &in, false, 0, 1);
    merge_plan_release(&p);
    /* and one that was never asked for */
    in.answer[1].now = unit("15691");
    p = merge(&w, &in, false, 0, 1);
    merge_plan_release(&p);
    assert_sound(&w);
    buf_release(&text);
    merge_input_release(&in);
    world_free(&w);
}

static void land_without_people_asks_nothing(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    (void)state;
    row(&in, "pre2025:15670", "15664", "area", D2025, NULL);
    row(&in, "pre2025:15670", "15667", "area_allpop", D2025, NULL);
    merge_now(&w, &in, true);
    family(&w, "15667", 2025, 2, 2, 2);
    family(&w, "15667", 2024, 2, 2, 1);
    family(&w, "15664", 2024, 0, 0, 0);
    merge_input_release(&in);
    world_free(&w);
}

static void what_lies_under_a_split_commune_is_asked_for(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    (void)state;
    row(&in, "pre2025:15691", "15664", "part", D2025, NULL);
    row(&in, "pre2025:15691", "15667", "part", D2025, NULL);
    say_to(&in, "pre2025:15691001", 0, "15664");
    say_to(&in, "pre2025:15691002", 0, "15667");
    struct merge_plan p = merge(&w, &in, false, 1, 0);
    assert_true(unit_eq(p.question[0].unit, unit("pre2025:15691")));
    merge_plan_release(&p);
    say_to(&in, "pre2025:15691", 0, "15667");
    merge_now(&w, &in, true);
    struct progress q = ask(&w, "15667", 2025);
    expect(&q, ORG, 1, 0, 0, 0);
    q = ask(&w, "15664", 2025);
    expect(&q, ORG, 0, 0, 0, 0);
    /* its number of 2024 is of the whole: of none of the two that have a part of it */
    family(&w, "pre2025:15691", 2024, 5, 2, 1);
    family(&w, "15664", 2024, 1, 1, 0);
    family(&w, "15667", 2024, 1, 1, 1);
    merge_input_release(&in);
    world_free(&w);
}

static void unknown_units_are_refused(void **state)
{
    struct world w = three_communes();
    struct merge_input in = {0};
    (void)state;
    row(&in, "pre2025:15664", "15700", "full", D2025, NULL); /* not known, no name */
    struct merge_plan p = merge(&w, &in, false, 0, 1);
    assert_non_null(strstr(p.refusal[0].text, "15700"));
    merge_plan_release(&p);
    merge_input_release(&in);
    row(&in, "pre2025:15664", "15700", "full", D2025, "Xã Hợp Nhất");
    row(&in, "pre2025:00001", "00097", "full", D2025, NULL); /* of somebody else */
    p = merge(&w, &in, false, 0, 0);
    assert_int_equal(p.unrelated, 1);
    merge_plan_release(&p);
    assert_string_equal(w.book->name, "Xã Hợp Nhất");
    family(&w, "15700", 2024, 3, 3, 2);
    family(&w, "P38", 2025, 3, 3, 3); /* Thanh Hóa kept code and name */
    merge_input_release(&in);
    row(&in, "15700", "15664", "full", w.who.today + 1, NULL);
    p = merge(&w, &in, true, 0, 0); /* may be looked at */
    merge_plan_release(&p);
    p = merge(&w, &in, false, 0, 1); /* but not done before its day */
    merge_plan_release(&p);
    merge_input_release(&in);
    w.who.role = ROLE_LEADER;
    struct detail d = {0};
    assert_int_equal(units_merge(w.book, &w.who, &in, true, &p, &d), STATUS_DENIED);
    merge_plan_release(&p);
    world_free(&w);
}

/* ---- hamlets ---- */

/* 1 and 2 with two households each, 3 with one; a clan and a person alone in 2 */
static struct world hamlets(void)
{
    struct world w = world_new(true);
    for (int i = 1; i <= 3; i++) {
        char name[32];
        snprintf(name, sizeof name, "name=Thôn %d|kind=thon", i);
        add(&w, ENTITY_HAMLET, name);
    }
    for (int i = 0; i < 5; i++) {
        char name[32], person[64];
        snprintf(name, sizeof name, "Hộ %d", i + 1);
        uint64_t home = household(&w, 1 + i / 2, name, "");
        give(&w, "family", home, 2025, i ? STATE_RECOGNISED : STATE_REGISTERED);
        give(&w, "family", home, 2026, STATE_REGISTERED);
        snprintf(person, sizeof person, "hamlet=15664001|name=Người %d|household=%016llx", i,
                 (unsigned long long)home);
        give(&w, "citizen", add(&w, ENTITY_CITIZEN, person), 2025, STATE_RECOGNISED);
    }
    uint64_t clan = add(&w, ENTITY_CLAN, "hamlet=15664002|name=Họ Lê");
    give(&w, "clan", clan, 2025, STATE_RECOGNISED);
    uint64_t school = add(&w, ENTITY_ORGANISATION, "hamlet=15664003|name=Trường|kind=school");
    char alone[80];
    snprintf(alone, sizeof alone, "hamlet=15664002|name=Ở một mình|organisation=%016llx",
             (unsigned long long)school);
    add(&w, ENTITY_CITIZEN, alone);
    household(&w, 2, "Đã đi", "to=31/12/2024");
    return w;
}

static enum status name_on(struct book_tx *t, void *context)
{
    struct unit_info *u = context;
    day on = u->from;
    return unitbook_get_on(t, u->key, on, u);
}

static void assert_name(struct world *w, const char *code, day on, const char *name)
{
    struct unit_info u = {.key = unit(code), .from = on};
    assert_int_equal(book_read(w->book, &w->who, name_on, &u, NULL), STATUS_OK);
    assert_string_equal(u.name, name);
}

static void hamlets_merge(void **state)
{
    struct world w = hamlets();
    struct merge_input in = {0};
    (void)state;
    row(&in, "15664001", "15664004", "full", d2026(), "Thôn Hòa Bình");
    row(&in, "15664002", "15664004", "full", d2026(), NULL);
    struct progress all25 = ask(&w, "15664", 2025), all26 = ask(&w, "15664", 2026);
    struct merge_plan p = merge(&w, &in, true, 0, 0);
    assert_int_equal(p.sum.households, 4);
    assert_int_equal(p.sum.clans, 1);
    assert_int_equal(p.sum.citizens, 5);
    assert_int_equal(p.moves, 6); /* people of a household go with it; who left stays behind */
    merge_plan_release(&p);
    uint64_t before = generation(&w);
    merge_now(&w, &in, true);
    merge_now(&w, &in, false);
    assert_int_equal(generation(&w), before + 1);
    /* titles stay counted where the subject was on the counting day */
    family(&w, "15664001", 2025, 2, 2, 1);
    family(&w, "15664002", 2025, 2, 2, 2);
    family(&w, "15664001", 2026, 0, 0, 0);
    family(&w, "15664004", 2026, 4, 4, 0);
    family(&w, "15664004", 2025, 4, 4, 3); /* the sum of those that went into it */
    struct progress q = ask(&w, "15664004", 2025);
    assert_true(q.present_territory);
    expect(&q, INDICATOR_CLAN, 1, 1, 1, 1);
    expect(&q, CITIZEN, 5, 4, 4, 4);
    q = ask(&w, "15664", 2025);
    for (size_t i = 0; i < q.n; i++)
        expect(&q, q.line[i].indicator, all25.line[i].total, all25.line[i].registered,
               all25.line[i].proposed, all25.line[i].recognised);
    q = ask(&w, "15664", 2026);
    expect(&q, FAMILY, line(&all26, FAMILY)->total, 5, 0, 0);
    expect(&q, COMMUNITY, 2, 0, 0, 0);
    assert_int_equal(line(&q, FAMILY)->moved, 0);
    assert_name(&w, "15664004", w.who.today, "Thôn Hòa Bình");
    assert_sound(&w);
    merge_input_release(&in);
    /* the number of a hamlet that is gone is not given again */
    row(&in, "15664003", "15664002", "full", d2026(), NULL);
    p = merge(&w, &in, false, 0, 1);
    merge_plan_release(&p);
    merge_input_release(&in);
    world_free(&w);
}

static void one_hamlet_takes_in_another(void **state)
{
    struct world w = hamlets();
    struct merge_input in = {0};
    (void)state;
    row(&in, "15664002", "15664001", "full", d2026(), NULL);
    row(&in, "15664001", "15664001", "same", d2026(), "Thôn Một");
    merge_now(&w, &in, true);
    merge_now(&w, &in, false);
    family(&w, "15664001", 2025, 2, 2, 1); /* it was there: its own figure */
    family(&w, "15664002", 2025, 2, 2, 2);
    family(&w, "15664001", 2026, 4, 4, 0);
    assert_name(&w, "15664001", d2026() - 1, "Thôn 1");
    assert_name(&w, "15664001", d2026(), "Thôn Một");
    struct progress q = ask(&w, "15664001", 2025);
    assert_string_equal(q.name, "Thôn 1");
    q = ask(&w, "15664001", 2026);
    assert_string_equal(q.name, "Thôn Một");
    assert_sound(&w);
    merge_input_release(&in);
    world_free(&w);
}

static void split_hamlets_ask_house_by_house(void **state)
{
    struct world w = hamlets();
    struct merge_input in = {0};
    struct buf text = {0};
    (void)state;
    row(&in, "15664002", "15664002", "part", d2026(), NULL);
    row(&in, "15664002", "15664004", "part", d2026(), "Thôn 2B");
    struct merge_plan p = merge(&w, &in, false, 4, 0); /* two households, a clan, one alone */
    merge_plan_add_template(&p, &text);
    assert_non_null(strstr(buf_str(&text),
                           "15664002,household,1,,Hộ 3,15664004 Thôn 2B | 15664002 Thôn 2\r\n"));
    assert_non_null(strstr(buf_str(&text), ",clan,1,,Họ Lê,"));
    merge_plan_release(&p);
    say_to(&in, "15664002", 1, "15664004");
    say_to(&in, "15664002", 2, "15664002");
    p = merge(&w, &in, false, 2, 0);
    merge_plan_release(&p);
    say_to(&in, "15664002", 1, "15664002");
    in.answer[in.answers - 1].entity = ENTITY_CLAN;
    say_to(&in, "15664002", 3, "15664004");
    in.answer[in.answers - 1].entity = ENTITY_CITIZEN;
    p = merge(&w, &in, true, 0, 0);
    merge_plan_release(&p);
    merge_now(&w, &in, true);
    merge_now(&w, &in, false);
    family(&w, "15664002", 2025, 2, 2, 2);
    family(&w, "15664002", 2026, 1, 1, 0);
    family(&w, "15664004", 2026, 1, 1, 0);
    struct progress q = ask(&w, "15664004", 2026);
    expect(&q, CITIZEN, 2, 0, 0, 0);
    assert_false(ask(&w, "15664004", 2025).present_territory);
    assert_sound(&w);
    buf_release(&text);
    merge_input_release(&in);
    world_free(&w);
}

/* Two hamlets become one, which gets another name and is split again: each year as it was then. */
static void merged_renamed_split(void **state)
{
    struct world w = hamlets();
    struct merge_input in = {0};
    const day merged = day_make(2026, 3, 1), renamed = day_make(2026, 6, 1),
              parted = day_make(2026, 9, 1);
    (void)state;
    struct progress before = ask(&w, "15664", 2025);
    row(&in, "15664001", "15664004", "full", merged, "Thôn Hòa Bình");
    row(&in, "15664002", "15664004", "full", merged, NULL);
    merge_now(&w, &in, true);
    merge_input_release(&in);
    row(&in, "15664004", "15664004", "same", renamed, "Thôn Thống Nhất");
    merge_now(&w, &in, true);
    merge_input_release(&in);
    row(&in, "15664004", "15664004", "part", parted, NULL);
    row(&in, "15664004", "15664005", "part", parted, "Thôn Mới");
    struct merge_plan p = merge(&w, &in, true, 6, 0); /* four households, a clan, one alone */
    for (size_t i = 0; i < p.questions; i++)
        merge_add_answer(&in, (struct merge_answer){.line = (uint32_t)i + 2,
                                                    .old = unit("15664004"),
                                                    .entity = p.question[i].entity,
                                                    .number = p.question[i].number,
                                                    .now = unit(i ? "15664004" : "15664005")});
    merge_plan_release(&p);
    merge_now(&w, &in, true);
    merge_input_release(&in);
    family(&w, "15664001", 2025, 2, 2, 1);
    family(&w, "15664002", 2025, 2, 2, 2);
    family(&w, "15664004", 2026, 3, 3, 0);
    family(&w, "15664005", 2026, 1, 1, 0);
    struct progress q = ask(&w, "15664", 2025);
    for (size_t i = 0; i < q.n; i++)
        expect(&q, q.line[i].indicator, before.line[i].total, before.line[i].registered,
               before.line[i].proposed, before.line[i].recognised);
    assert_name(&w, "15664004", merged, "Thôn Hòa Bình");
    assert_name(&w, "15664004", renamed - 1, "Thôn Hòa Bình");
    assert_name(&w, "15664004", renamed, "Thôn Thống Nhất");
    assert_name(&w, "15664004", w.who.today, "Thôn Thống Nhất");
    assert_name(&w, "15664005", parted, "Thôn Mới");
    assert_sound(&w);
    world_free(&w);
}

static void a_hamlet_gets_another_code(void **state)
{
    struct world w = hamlets();
    struct merge_input in = {0};
    (void)state;
    assert_int_equal(book_write(w.book, &w.who, put_communes, NULL, NULL), STATUS_OK);
    row(&in, "15664003", "15667001", "full", d2026(), "Thôn Ba");
    merge_now(&w, &in, true);
    merge_now(&w, &in, false);
    assert_code(&w, "15664003", "15667001"); /* it keeps its key */
    family(&w, "15664", 2025, 5, 5, 4);
    family(&w, "15664", 2026, 4, 4, 0);
    family(&w, "15667", 2026, 1, 1, 0);
    family(&w, "15667", 2025, 0, 0, 0); /* it was there already, and had it not */
    assert_name(&w, "15664003", d2026() - 1, "Thôn 3");
    assert_name(&w, "15664003", w.who.today, "Thôn Ba");
    assert_sound(&w);
    merge_input_release(&in);
    world_free(&w);
}

static void wrong_rows_of_hamlets(void **state)
{
    static const struct {
        const char *old, *now, *kind, *name;
    } v[] = {
        {"15664009", "15664004", "full", "Thôn X"}, /* no such hamlet */
        {"15664001", "15664003", "full", NULL},     /* 15664003 is dissolved by the last row */
        {"15664002", "15664008", "part", NULL},     /* no name */
    };
    struct world w = hamlets();
    struct merge_input in = {0};
    struct merge_plan p;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        row(&in, v[i].old, v[i].now, v[i].kind, d2026(), v[i].name);
        if (i == 1)
            row(&in, "15664003", "15664002", "full", d2026(), NULL);
        p = merge(&w, &in, true, 0, 1);
        merge_plan_release(&p);
        merge_input_release(&in);
    }
    row(&in, "15664001", "15664004", "full", d2026(), "Thôn X");
    row(&in, "15664001", "15664005", "part", d2026(), "Thôn Y");
    p = merge(&w, &in, true, 0, 1); /* whole and in part */
    merge_plan_release(&p);
    merge_input_release(&in);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(communes_merge),
        cmocka_unit_test(other_sessions_follow),
        cmocka_unit_test(numbers_are_never_given_again),
        cmocka_unit_test(rows_add_up),
        cmocka_unit_test(split_communes_ask),
        cmocka_unit_test(land_without_people_asks_nothing),
        cmocka_unit_test(what_lies_under_a_split_commune_is_asked_for),
        cmocka_unit_test(unknown_units_are_refused),
        cmocka_unit_test(hamlets_merge),
        cmocka_unit_test(one_hamlet_takes_in_another),
        cmocka_unit_test(split_hamlets_ask_house_by_house),
        cmocka_unit_test(merged_renamed_split),
        cmocka_unit_test(a_hamlet_gets_another_code),
        cmocka_unit_test(wrong_rows_of_hamlets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
