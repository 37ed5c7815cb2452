/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regrouping hamlets as the screen does it: what is chosen, the draft, the preview, the deed.
 */
#include "tests/merge_world.h"

#include "forms/regroup.h"

static struct world three(bool lmdb)
{
    struct world w = world_new(lmdb);
    for (int i = 1; i <= 3; i++) {
        char name[32];
        snprintf(name, sizeof name, "name=Thôn %d|kind=thon", i);
        add(&w, ENTITY_HAMLET, name);
        household(&w, i, "A", "");
        household(&w, i, "B", "");
    }
    household(&w, 1, "Đi rồi", "to=1/5/2026");
    return w;
}

static void opened(struct world *w, struct regroup *g, const char *code, enum regroup_what what)
{
    struct detail d = {0};
    if (regroup_open(g, w->book, &w->who, unit(code), &d) != STATUS_OK)
        fail_msg("%s", d.text);
    if (regroup_set_what(g, what, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void done(struct regroup *g)
{
    struct detail d = {0};
    if (regroup_preview(g, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_true(g->plan.changes && g->text.n > 0);
    if (regroup_apply(g, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    regroup_release(g);
}

static void households(struct world *w, const char *code, int64_t n)
{
    struct progress p = ask(w, code, 2026);
    assert_int_equal(line(&p, FAMILY)->total, n);
}

static void merge_into_a_new_one(void **state)
{
    struct world w = three(false);
    struct regroup g;
    struct detail d = {0};
    (void)state;
    opened(&w, &g, "15664002", REGROUP_MERGE);
    assert_int_equal(g.rows, 3);
    assert_int_equal(regroup_chosen(&g), 1);
    assert_true(g.row[1].chosen);
    g.row[2].chosen = true;
    regroup_set_name(&g, SPAN_LIT("  Thôn Mới "));
    g.from = w.who.today + 1;
    assert_int_equal(regroup_preview(&g, &d), STATUS_INVALID);
    g.from = day_make(2026, 3, 1);
    assert_int_equal(regroup_preview(&g, &d), STATUS_OK);
    assert_int_equal(regroup_number(&g), 4);
    assert_non_null(strstr(buf_str(&g.text), "15664004 Thôn Mới"));
    assert_null(strstr(buf_str(&g.text), "15664001"));
    households(&w, "15664002", 2); /* nothing yet */
    done(&g);
    households(&w, "15664002", 0);
    households(&w, "15664004", 4);
    assert_int_equal(regroup_open(&g, w.book, &w.who, unit("15664002"), &d), STATUS_INVALID);
    regroup_release(&g);
    world_free(&w);
}

static void merge_into_one_of_them(void **state)
{
    struct world w = three(false);
    struct regroup g;
    (void)state;
    opened(&w, &g, "15664001", REGROUP_MERGE);
    g.row[2].chosen = true;
    g.into = unit("15664003");
    done(&g);
    households(&w, "15664003", 4);
    opened(&w, &g, "15664003", REGROUP_MERGE);
    assert_int_equal(g.rows, 2);
    regroup_release(&g);
    world_free(&w);
}

static void split_and_rename(void **state)
{
    struct world w = three(false);
    struct regroup g;
    struct detail d = {0};
    (void)state;
    opened(&w, &g, "15664001", REGROUP_SPLIT);
    assert_int_equal(g.rows, 2);
    g.row[1].chosen = true;
    regroup_set_name(&g, SPAN_LIT("Thôn Bắc"));
    g.from = day_make(2026, 3, 1); /* somebody left since: he stays */
    done(&g);
    households(&w, "15664001", 1);
    households(&w, "15664004", 1);
    opened(&w, &g, "15664001", REGROUP_RENAME);
    regroup_set_name(&g, SPAN_LIT("Thôn Nam"));
    assert_int_equal(regroup_preview(&g, &d), STATUS_OK);
    assert_int_equal(regroup_number(&g), 1); /* of the hamlet: nobody moves */
    done(&g);
    assert_string_equal(ask(&w, "15664001", 2026).name, "Thôn Nam");
    assert_string_equal(ask(&w, "15664001", 2025).name, "Thôn 1");
    world_free(&w);
}

static void what_was_chosen_is_kept(void **state)
{
    struct world w = three(true);
    struct regroup g;
    struct detail d = {0};
    (void)state;
    opened(&w, &g, "15664001", REGROUP_SPLIT);
    assert_false(g.found_draft);
    g.row[1].chosen = true;
    regroup_set_name(&g, SPAN_LIT("Thôn Bắc"));
    g.from = day_make(2026, 3, 1);
    assert_int_equal(regroup_keep(&g, &d), STATUS_OK);
    regroup_release(&g);
    opened(&w, &g, "15664001", REGROUP_SPLIT);
    assert_true(g.found_draft);
    assert_true(g.row[1].chosen && !g.row[0].chosen);
    assert_string_equal(buf_str(&g.name), "Thôn Bắc");
    assert_int_equal(g.from, day_make(2026, 3, 1));
    done(&g);
    opened(&w, &g, "15664001", REGROUP_SPLIT);
    assert_false(g.found_draft);
    regroup_release(&g);
    world_free(&w);
}

static void only_who_decides(void **state)
{
    struct world w = three(false);
    struct regroup g;
    struct unit_key own = unit("15664001");
    (void)state;
    w.who.role = ROLE_LEADER;
    w.who.units = &own;
    w.who.n_units = 1;
    assert_int_equal(regroup_open(&g, w.book, &w.who, own, NULL), STATUS_DENIED);
    regroup_release(&g);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merge_into_a_new_one), cmocka_unit_test(merge_into_one_of_them),
        cmocka_unit_test(split_and_rename),     cmocka_unit_test(what_was_chosen_is_kept),
        cmocka_unit_test(only_who_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
