/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The invented commune: the same seed gives the same, the columns are those of its records.
 */
#include "tests/support.h"

#include "core/book_private.h"
#include "core/demo.h"
#include "core/fund.h"
#include "core/title.h"

static struct book *make(const struct caller *who, uint64_t seed, int households)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = demo_init();
    struct demo_options o = {.hamlets = 3, .households = households, .people = -1, .seed = seed};
    const char *uri = getenv("DEMO_URI");
    if (book_create(&b, uri ? uri : "mem:", &init, who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    if (demo_fill(b, who, &o, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return b;
}

struct sum {
    struct buf names;
    size_t n;
};

static enum status add(struct book_tx *t, const struct record *r, void *context)
{
    struct sum *s = context;
    (void)t;
    buf_add_span(&s->names, record_name(r));
    s->n++;
    return STATUS_OK;
}

static enum status sum_fn(struct book_tx *t, void *context)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; entity_at(i) && s == STATUS_OK; i++)
        s = book_each(t, entity_at(i), (struct span){"", 0}, add, context);
    return s;
}

static void the_same_seed_gives_the_same_commune(void **state)
{
    struct caller who = {.name = "demo", .role = ROLE_OFFICER, .today = day_make(2026, 11, 22)};
    struct sum s[3] = {0};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct book *b = make(&who, i == 2 ? 2 : 1, 120);
        assert_int_equal(book_read(b, &who, sum_fn, &s[i], NULL), STATUS_OK);
        book_close(b);
    }
    assert_true(s[0].n > 120 * 4);
    assert_int_equal(s[0].n, s[1].n);
    assert_string_equal(buf_str(&s[0].names), buf_str(&s[1].names));
    assert_string_not_equal(buf_str(&s[0].names), buf_str(&s[2].names));
    for (int i = 0; i < 3; i++)
        buf_release(&s[i].names);
}

static enum status grown_up(struct book_tx *t, const struct record *r, void *context)
{
    struct record who;
    if (record_n(r, "title") != TITLE_CITIZEN)
        return STATUS_OK;
    assert_int_equal(book_get(t, (uint64_t)record_n(r, "subject"), &who), STATUS_OK);
    struct pdate birth = value_date(record_value(&who, "birth"));
    assert_true(record_n(r, "year") - birth.year >= 18);
    record_release(&who);
    ++*(size_t *)context;
    return STATUS_OK;
}

static enum status grown_up_fn(struct book_tx *t, void *context)
{
    *(size_t *)context = 0;
    return book_each(t, entity_by_id(ENTITY_TITLE), (struct span){"", 0}, grown_up, context);
}

static void nobody_has_a_title_as_a_child(void **state)
{
    struct caller who = {.name = "demo", .role = ROLE_OFFICER, .today = day_make(2026, 11, 22)};
    struct book *b = make(&who, 1, 300);
    size_t n;
    (void)state;
    assert_int_equal(book_read(b, &who, grown_up_fn, &n, NULL), STATUS_OK);
    assert_true(n > 100);
    book_close(b);
}

static enum status count(struct book_tx *t, const struct record *r, void *context)
{
    size_t *n = context;
    (void)t;
    n[r->e->id]++;
    return STATUS_OK;
}

static enum status count_fn(struct book_tx *t, void *context)
{
    enum status s = STATUS_OK;
    memset(context, 0, 32 * sizeof(size_t));
    for (size_t i = 0; entity_at(i) && s == STATUS_OK; i++)
        s = book_each(t, entity_at(i), (struct span){"", 0}, count, context);
    return s;
}

static enum status funds_fn(struct book_tx *t, void *context)
{
    struct fund_list *l = context;
    return fund_list_load(t, t->book->commune, day_year(t->who->today), l);
}

/* Every book has something in it, whatever day it is; there is the fund of a clan, too. */
static void every_book_has_something(void **state)
{
    static const enum entity_id books[] = {ENTITY_ACTIVITY,   ENTITY_FUND,     ENTITY_CONTRIBUTION,
                                           ENTITY_INITIATIVE, ENTITY_YEARFACT, ENTITY_DOCUMENT,
                                           ENTITY_TARGET,     ENTITY_TASK,     ENTITY_AWARD,
                                           ENTITY_OFFICER,    ENTITY_BUDGET,   ENTITY_CHECKLIST};
    const day days[] = {day_make(2026, 11, 22), day_make(2026, 1, 1), day_make(2026, 6, 15)};
    (void)state;
    for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
        struct caller who = {.name = "demo", .role = ROLE_OFFICER, .today = days[k]};
        struct book *b = make(&who, 1, 60);
        struct fund_list funds = {0};
        size_t n[32] = {0}, owned = 0;
        assert_int_equal(book_read(b, &who, count_fn, n, NULL), STATUS_OK);
        for (size_t i = 0; i < sizeof books / sizeof *books; i++)
            if (!n[books[i]])
                fail_msg("no %s", entity_by_id(books[i])->name);
        assert_int_equal(book_read(b, &who, funds_fn, &funds, NULL), STATUS_OK);
        assert_int_equal(funds.n, 4); /* the commune's, two hamlets', a clan's */
        for (size_t i = 0; i < funds.n; i++) {
            owned += funds.v[i].owner != 0;
            assert_int_equal(funds.v[i].below_zero + funds.v[i].duplicates, 0);
        }
        assert_int_equal(owned, 1);
        fund_list_release(&funds);
        book_close(b);
    }
}

/* What is decided says by what. */
static enum status decided(struct book_tx *t, const struct record *r, void *context)
{
    size_t *n = context;
    struct record document;
    if (record_n(r, "year") >= 2026 || record_n(r, "state") != STATE_RECOGNISED)
        return STATUS_OK;
    assert_int_equal(book_get(t, (uint64_t)record_n(r, "decision"), &document), STATUS_OK);
    assert_int_equal(value_date(record_value(&document, "date")).year, record_n(r, "year"));
    record_release(&document);
    ++*n;
    return STATUS_OK;
}

static enum status decided_fn(struct book_tx *t, void *context)
{
    return book_each(t, entity_by_id(ENTITY_TITLE), (struct span){"", 0}, decided, context);
}

static void titles_of_closed_years_have_their_decision(void **state)
{
    struct caller who = {.name = "demo", .role = ROLE_OFFICER, .today = day_make(2026, 11, 22)};
    struct book *b = make(&who, 1, 60);
    size_t n = 0;
    (void)state;
    assert_int_equal(book_read(b, &who, decided_fn, &n, NULL), STATUS_OK);
    assert_true(n > 30);
    book_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_commune),
        cmocka_unit_test(nobody_has_a_title_as_a_child),
        cmocka_unit_test(every_book_has_something),
        cmocka_unit_test(titles_of_closed_years_have_their_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
