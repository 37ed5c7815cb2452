/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A commune with a list to be marked, and what the tests of Nhập nhanh ask of a grid.
 */
#ifndef TESTS_GRID_WORLD_H
#define TESTS_GRID_WORLD_H

#include "forms/grid.h"
#include "tests/progress_world.h"

/* Thôn 1 with n households: 1 and 2 were recognised last year, 3 was refused. */
static inline struct world grid_world(bool lmdb, int n)
{
    struct world w = world_new(lmdb);
    uint64_t id[4] = {0};
    add(&w, ENTITY_HAMLET, "name=Thôn 1|hamlet=15664001");
    add(&w, ENTITY_HAMLET, "name=Thôn 2|hamlet=15664002");
    for (int i = 1; i <= n; i++) {
        char fields[96];
        snprintf(fields, sizeof fields, "hamlet=15664001|head=Trần Văn Số %d", i);
        uint64_t one = add(&w, ENTITY_HOUSEHOLD, fields);
        if (i < 4)
            id[i] = one;
    }
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664002|head=Lê Thị Hoa");
    give(&w, "family", id[1], 2025, STATE_RECOGNISED);
    give(&w, "family", id[2], 2025, STATE_RECOGNISED);
    give(&w, "family", id[3], 2025, STATE_REFUSED);
    return w;
}

static inline struct grid *grid_of(struct world *w, const char *title, const char *code, int year,
                                   enum grid_mode mode)
{
    struct grid *g;
    struct detail d = {0};
    if (grid_open(&g, w->book, &w->who, title_by_name(title)->id, unit(code), year, mode, &d) !=
        STATUS_OK)
        fail_msg("%s", d.text);
    if (grid_load(g, 0, 50, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return g;
}

static inline struct grid *families(struct world *w)
{
    return grid_of(w, "family", "15664001", 2026, GRID_REVIEW);
}

static inline struct grid_said press(struct grid *g, size_t row, int digit, const char *reason)
{
    struct grid_said said;
    struct detail d = {0};
    if (grid_mark(g, row, digit, reason, &said, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return said;
}

static inline void expect_press_at(int at, struct grid *g, size_t row, int digit,
                                   const char *reason, enum grid_answer want)
{
    struct grid_said said = press(g, row, digit, reason);
    if (said.answer != want)
        fail_msg("line %d: answer %d, %s", at, (int)said.answer, said.text);
    if (want != GRID_SAME)
        assert_true(said.text[0] != 0);
    assert_int_equal(said.receipt != 0, want == GRID_SAVED);
}
#define expect_press(...) expect_press_at(__LINE__, __VA_ARGS__)

static inline void expect_now_at(int at, const struct grid *g, size_t row, const char *want)
{
    struct grid_texts t;
    if (!grid_texts(g, row, &t))
        fail_msg("line %d: row %zu is not in sight", at, row);
    if (!span_eq_str(t.now, want))
        fail_msg("line %d: %.*s", at, (int)t.now.n, t.now.p);
}
#define expect_now(...) expect_now_at(__LINE__, __VA_ARGS__)

/* What the grid shows is what progress says. */
static inline void same_as_progress(struct world *w, const struct grid *g, const char *code,
                                    int year)
{
    struct progress p = ask(w, code, year);
    const struct progress_line *l = line(&p, grid_line(g)->indicator), *m = grid_line(g);
    int64_t registered = 0, recognised = 0;
    assert_int_equal(m->total, l->total);
    assert_int_equal(m->registered, l->registered);
    assert_int_equal(m->proposed, l->proposed);
    assert_int_equal(m->recognised, l->recognised);
    assert_int_equal(grid_rows(g), l->total);
    for (size_t i = 0; i < grid_rows(g); i++) {
        registered += title_counts_registered(grid_row(g, i)->now);
        recognised += title_counts_recognised(grid_row(g, i)->now);
    }
    assert_int_equal(registered, l->registered);
    assert_int_equal(recognised, l->recognised);
}

/* The date of each step is the day the person gives, today at first. */
static inline enum status title_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    uint64_t id = r->id;
    return book_get_title(t, unit("15664001"), id, TITLE_FAMILY, 2026, r);
}

static inline struct record title_of_row(struct world *w, const struct grid *g, size_t row)
{
    struct record r = {.id = grid_row(g, row)->id};
    assert_int_equal(book_read(w->book, &w->who, title_fn, &r, NULL), STATUS_OK);
    return r;
}

#endif
