/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets in a book: import, adoption, which one holds, shares measured from records, and what a
 * mandatory criterion does to a title.
 */
#include "tests/progress_world.h"

#include "core/criteria_book.h"
#include "core/criteria_measure.h"

#define SET(version, total, points)                                                                \
    "{\"id\":\"F\",\"version\":\"" version "\",\"title\":\"Gia đình học tập\",\"status\":"   \
    "\"xac_minh\",\"method\":\"diem\",\"total\":" total ",\"criteria\":[{\"id\":\"A\",\"ten\":"    \
    "\"a\",\"max\":" points ",\"bat_buoc\":true}],\"bands\":[{\"ten\":\"Đạt\",\"min\":5},{"     \
    "\"ten\":\"Chưa\",\"min\":0}],\"recognised_from\":\"Đạt\"}"

static enum status import(struct world *w, const char *json, struct criteria_imported *r)
{
    return criteria_import(w->book, &w->who, span_of(json), false, r, NULL);
}

static enum status adopt(struct world *w, const char *code, const char *version, int from,
                         bool seen, struct detail *d)
{
    return criteria_adopt(w->book, &w->who, span_of(code), span_of(version), from,
                          SPAN_LIT("QĐ 215/QĐ-UBND"), seen, d);
}

struct asked {
    enum title_id title;
    int year;
    struct criteria_entry e;
    enum status s;
};

static enum status holding_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    a->s = criteria_holding(t, a->title, a->year, &a->e);
    return STATUS_OK;
}

/* The version that holds, "" when none does. */
static void holds(struct world *w, enum title_id title, int year, const char *version)
{
    struct asked a = {.title = title, .year = year};
    assert_int_equal(book_read(w->book, &w->who, holding_fn, &a, NULL), STATUS_OK);
    assert_int_equal(a.s, *version ? STATUS_OK : STATUS_NOTFOUND);
    if (*version)
        assert_string_equal(a.e.set.version, version);
    criteria_entry_release(&a.e);
}

static void import_keeps_old_versions(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct criteria_imported r;
    assert_int_equal(import(&w, SET("1", "10", "10"), &r), STATUS_OK);
    assert_int_equal(r.added, 1);
    criteria_report_release(&r.report);
    assert_int_equal(import(&w, SET("1", "10", "10"), &r), STATUS_OK);
    assert_int_equal(r.unchanged, 1);
    criteria_report_release(&r.report);
    assert_int_equal(import(&w, SET("1", "20", "20"), &r), STATUS_INVALID);
    assert_non_null(strstr(buf_str(&r.report.errors), "Bộ F: đã có bản 1 với nội dung khác"));
    criteria_report_release(&r.report);
    assert_int_equal(import(&w, SET("2", "20", "20"), &r), STATUS_OK);
    criteria_report_release(&r.report);
    /* without a version: the next number, or the one that has this content */
    assert_int_equal(import(&w, SET("", "30", "30"), &r), STATUS_OK);
    assert_int_equal(r.added, 1);
    assert_non_null(strstr(buf_str(&r.report.warnings), "nên đây là bản 3"));
    criteria_report_release(&r.report);
    assert_int_equal(import(&w, SET("", "20", "20"), &r), STATUS_OK);
    assert_int_equal(r.unchanged, 1);
    criteria_report_release(&r.report);
    /* all or nothing */
    assert_int_equal(
        import(&w, "{\"sets\":[" SET("9", "10", "10") "," SET("8", "9", "10") "]}", &r),
        STATUS_INVALID);
    criteria_report_release(&r.report);
    assert_int_equal(adopt(&w, "F", "9", 2026, true, NULL), STATUS_NOTFOUND);
    world_free(&w);
}

static void only_the_officer_changes_sets(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct criteria_imported r;
    struct unit_key h = unit("15664001");
    w.who.role = ROLE_LEADER;
    w.who.units = &h;
    w.who.n_units = 1;
    assert_int_equal(import(&w, SET("1", "10", "10"), &r), STATUS_DENIED);
    criteria_report_release(&r.report);
    assert_int_equal(adopt(&w, "GDHT-NHAP-2026", "1", 2026, true, NULL), STATUS_DENIED);
    holds(&w, TITLE_FAMILY, 2026, "");
    world_free(&w);
}

static void adoption(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct criteria_imported r;
    struct detail d = {0};
    assert_int_equal(import(&w, SET("1", "10", "10"), &r), STATUS_OK);
    criteria_report_release(&r.report);
    assert_int_equal(import(&w, SET("2", "20", "20"), &r), STATUS_OK);
    criteria_report_release(&r.report);
    holds(&w, TITLE_FAMILY, 2026, ""); /* "chỉ ghi kết quả" until somebody adopts one */
    assert_int_equal(adopt(&w, "F", "1", 2024, false, &d), STATUS_OK);
    holds(&w, TITLE_FAMILY, 2023, "");
    holds(&w, TITLE_FAMILY, 2024, "1");
    holds(&w, TITLE_CLAN, 2024, "");
    assert_int_equal(adopt(&w, "F", "2", 2026, false, &d), STATUS_OK);
    holds(&w, TITLE_FAMILY, 2025, "1");
    holds(&w, TITLE_FAMILY, 2026, "2");
    assert_int_equal(adopt(&w, "F", "1", 2026, false, &d), STATUS_OK); /* in its place */
    holds(&w, TITLE_FAMILY, 2026, "1");
    assert_int_equal(criteria_drop(w.book, &w.who, SPAN_LIT("F"), SPAN_LIT("2"), &d),
                     STATUS_INVALID);
    assert_int_equal(criteria_drop(w.book, &w.who, SPAN_LIT("F"), SPAN_LIT("1"), &d), STATUS_OK);
    holds(&w, TITLE_FAMILY, 2026, "");
    /* a year and a document are needed, and they are the set's */
    assert_int_equal(adopt(&w, "F", "1", 0, false, &d), STATUS_INVALID);
    assert_int_equal(criteria_adopt(w.book, &w.who, SPAN_LIT("F"), SPAN_LIT("1"), 2026,
                                    SPAN_LIT("  "), false, &d),
                     STATUS_INVALID);
    assert_non_null(strstr(d.text, "văn bản"));
    world_free(&w);
}

static void a_draft_is_looked_at_first(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct detail d = {0};
    assert_int_equal(adopt(&w, "GDHT-NHAP-2026", "1", 2026, false, &d), STATUS_INVALID);
    assert_non_null(strstr(d.text, "Hãy xem nội dung rồi áp dụng"));
    holds(&w, TITLE_FAMILY, 2026, "");
    assert_int_equal(adopt(&w, "GDHT-NHAP-2026", "1", 2026, true, &d), STATUS_OK);
    holds(&w, TITLE_FAMILY, 2026, "1");
    world_free(&w);
}

/* ---- measured ---- */

struct measuring {
    const char *code;
    struct unit_key unit;
    uint64_t subject;
    int year;
    struct criteria_share share[16];
    char version[8];
};

static enum status measure_fn(struct book_tx *t, void *context)
{
    struct measuring *m = context;
    struct criteria_measures *all = NULL;
    struct criteria_entry e;
    struct record r;
    enum status s = criteria_get_set(t, span_of(m->code), NULL, &e);
    if (s == STATUS_OK)
        s = criteria_measures_load(t, &e.set, m->unit, m->year, &all);
    if (s == STATUS_OK)
        s = book_get(t, m->subject, &r);
    if (s == STATUS_OK) {
        s = criteria_measures_of(t, all, &r, m->share);
        record_release(&r);
    }
    criteria_measures_free(all);
    criteria_entry_release(&e);
    return s;
}

static void share_is(struct world *w, struct measuring m, size_t item, int64_t part, int64_t whole)
{
    assert_int_equal(book_read(w->book, &w->who, measure_fn, &m, NULL), STATUS_OK);
    assert_int_equal(m.share[item].known, whole >= 0);
    if (whole < 0)
        return;
    assert_int_equal(m.share[item].part, part);
    assert_int_equal(m.share[item].whole, whole);
    assert_int_equal(strlen(m.share[item].fingerprint), 7);
}

static uint64_t home(struct world *w, const char *head, const char *more)
{
    char fields[300];
    snprintf(fields, sizeof fields, "hamlet=15664001|head=%s%s", head, more);
    return add(w, ENTITY_HOUSEHOLD, fields);
}

static void shares_of_a_hamlet_and_a_clan(void **state)
{
    (void)state;
    struct world w = world_new(false);
    uint64_t hamlet = add(&w, ENTITY_HAMLET, "name=Thôn 1");
    uint64_t clan = add(&w, ENTITY_CLAN, "hamlet=15664001|name=Đỗ");
    uint64_t h[5];
    char more[64];
    snprintf(more, sizeof more, "|clan=%016llx", (unsigned long long)clan);
    for (int i = 0; i < 5; i++) {
        char head[] = {'A', (char)('a' + i), 0};
        h[i] = home(&w, head, i < 3 ? more : "");
    }
    struct measuring m = {"CDTHON-NHAP-2026", unit("15664001"), hamlet, 2026, {{0}}, ""};
    struct measuring c = {"DHHT-NHAP-2026", unit("15664"), clan, 2026, {{0}}, ""};
    share_is(&w, m, 0, 0, 5);
    share_is(&w, c, 0, 0, 3);
    share_is(&w, m, 1, 0, -1); /* nobody is listed: it cannot be measured */
    give(&w, "family", h[0], 2026, STATE_REGISTERED);
    give(&w, "family", h[1], 2026, STATE_PROPOSED);
    give(&w, "family", h[2], 2026, STATE_RECOGNISED);
    uint64_t taken = give(&w, "family", h[3], 2026, STATE_RECOGNISED);
    give(&w, "family", h[4], 2025, STATE_RECOGNISED); /* another year */
    share_is(&w, m, 0, 3, 5);
    share_is(&w, c, 0, 2, 3);
    change(&w, taken, "state=revoked|reason=x");
    share_is(&w, m, 0, 2, 5);
    change(&w, clan, "households=4"); /* one of them is not in the list yet */
    share_is(&w, c, 0, 2, 4);
    add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2026|households=8"); /* theo số thống kê */
    share_is(&w, m, 0, 2, 8);
    m.year = c.year = 2025;
    share_is(&w, m, 0, 1, 5);
    share_is(&w, c, 0, 0, 4);
    world_free(&w);
}

static void shares_of_a_household(void **state)
{
    (void)state;
    struct world w = world_new(false);
    uint64_t h = home(&w, "An", "");
    struct measuring m = {"GDHT-NHAP-2026", unit("15664001"), h, 2026, {{0}}, ""};
    char fields[160];
    share_is(&w, m, 5, 0, -1); /* nobody listed, nothing said */
    change(&w, h, "adults=0");
    share_is(&w, m, 5, 0, 0); /* nobody concerned */
    change(&w, h, "adults=2");
    share_is(&w, m, 5, 0, -1);
    snprintf(fields, sizeof fields, "household=%016llx|name=Bình|birth=1980",
             (unsigned long long)h);
    uint64_t person = add(&w, ENTITY_CITIZEN, fields);
    snprintf(fields, sizeof fields, "household=%016llx|name=Bé|birth=2015", (unsigned long long)h);
    add(&w, ENTITY_CITIZEN, fields);
    share_is(&w, m, 5, 0, 2); /* the child does not count */
    give(&w, "citizen", person, 2026, STATE_PROPOSED);
    share_is(&w, m, 5, 1, 2);
    world_free(&w);
}

static void a_mandatory_criterion_blocks_the_title(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct criteria_imported r;
    struct detail d = {0};
    struct record title = {0};
    uint64_t h = home(&w, "An", "");
    assert_int_equal(import(&w, SET("1", "10", "10"), &r), STATUS_OK);
    criteria_report_release(&r.report);
    title.id = give(&w, "family", h, 2026, STATE_REGISTERED);
    assert_int_equal(book_read(w.book, &w.who, get_fn, &title, NULL), STATUS_OK);
    value_set_s(record_value(&title, "marks"), SPAN_LIT("A\t0"));
    value_set_s(record_value(&title, "criteria"), SPAN_LIT("F"));
    value_set_s(record_value(&title, "criteria_version"), SPAN_LIT("1"));
    keep(&w, &title); /* marks alone may be saved */
    value_set_n(record_value(&title, "state"), STATE_PROPOSED);
    assert_int_equal(save_one(w.book, &w.who, &title, NULL, &d), STATUS_INVALID);
    assert_non_null(strstr(d.text, "chưa đạt mức bắt buộc A"));
    value_set_n(record_value(&title, "state"), STATE_RECOGNISED);
    assert_int_equal(save_one(w.book, &w.who, &title, NULL, &d), STATUS_INVALID);
    value_set_s(record_value(&title, "marks"), SPAN_LIT("A\t600"));
    keep(&w, &title);
    /* nor may the marks fall below it afterwards */
    value_set_s(record_value(&title, "marks"), SPAN_LIT("A\t0"));
    assert_int_equal(save_one(w.book, &w.who, &title, NULL, &d), STATUS_INVALID);
    record_release(&title);
    world_free(&w);
}

/* A set may say that a title counts for years; it does so from the year it is adopted. */
static void an_adopted_term_counts(void **state)
{
    (void)state;
    static const char long_term[] =
        "{\"id\":\"F\",\"version\":\"1\",\"title\":\"Gia đình học tập\",\"status\":\"xac_minh\","
        "\"method\":\"diem\",\"total\":10,\"counts_years\":2,\"criteria\":[{\"id\":\"A\",\"ten\":"
        "\"a\","
        "\"max\":10}],\"bands\":[{\"ten\":\"Đạt\",\"min\":5},{\"ten\":\"Chưa\",\"min\":0}],"
        "\"recognised_from\":\"Đạt\"}";
    struct world w = world_new(false);
    struct criteria_imported r;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    give(&w, "family", household(&w, 1, "Hộ 24", ""), 2024, STATE_RECOGNISED);
    give(&w, "family", household(&w, 1, "Hộ 25", ""), 2025, STATE_RECOGNISED);
    struct progress p = ask(&w, "15664", 2026);
    assert_int_equal(line(&p, FAMILY)->recognised, 0);
    assert_int_equal(import(&w, long_term, &r), STATUS_OK);
    criteria_report_release(&r.report);
    p = ask(&w, "15664", 2026);
    assert_int_equal(line(&p, FAMILY)->recognised, 0); /* not adopted */
    assert_int_equal(adopt(&w, "F", "1", 2025, true, NULL), STATUS_OK);
    p = ask(&w, "15664", 2026);
    assert_int_equal(line(&p, FAMILY)->recognised, 1);
    assert_int_equal(line(&p, FAMILY)->decided, 0);
    p = ask(&w, "15664", 2025); /* what was given before the set held counts for its year alone */
    assert_int_equal(line(&p, FAMILY)->recognised, 1);
    w.who.today = day_make(2027, 3, 1);
    p = ask(&w, "15664", 2027);
    assert_int_equal(line(&p, FAMILY)->recognised, 0);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adopted_term_counts),
        cmocka_unit_test(import_keeps_old_versions),
        cmocka_unit_test(only_the_officer_changes_sets),
        cmocka_unit_test(adoption),
        cmocka_unit_test(a_draft_is_looked_at_first),
        cmocka_unit_test(shares_of_a_hamlet_and_a_clan),
        cmocka_unit_test(shares_of_a_household),
        cmocka_unit_test(a_mandatory_criterion_blocks_the_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
