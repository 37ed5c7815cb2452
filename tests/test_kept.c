/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers kept while they are typed (forms/kept.h), and how the list of drafts shows them.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/kept.h"
#include "forms/unfinished.h"
#include "storage/drafts.h"
#include "tests/form_world.h"

struct town {
    char *dir;
    struct world w;
};

static void town_new(struct town *x)
{
    struct buf path = {0};
    x->dir = test_tmpdir();
    buf_addf(&path, "%s/db", x->dir);
    world_init(&x->w, buf_str(&path));
    buf_release(&path);
}

static void town_free(struct town *x)
{
    world_release(&x->w);
    test_rmtree(x->dir);
    free(x->dir);
}

static void keep(struct town *x, const char *as, const char *where, const char *question,
                 const char *text)
{
    struct kept k = {span_of(where), span_of(question), span_of(text)};
    struct detail d = {0};
    if (kept_save(x->w.book, &x->w.who, as, &k, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static void assert_kept(struct town *x, const char *as, const char *want)
{
    struct buf got = {0};
    assert_int_equal(kept_load(x->w.book, &x->w.who, as, &got), want != NULL);
    assert_string_equal(buf_str(&got), want ? want : "");
    buf_release(&got);
}

static void it_is_there_again_for_the_same_person_only(void **state)
{
    struct town x;
    (void)state;
    town_new(&x);
    keep(&x, "return/1", "Nộp", "Trả lại vì sao?", "số hộ\nkhông khớp");
    assert_kept(&x, "return/1", "số hộ không khớp"); /* one line, as it is typed */
    assert_kept(&x, "return/2", NULL);
    const char *lan = x.w.who.name;
    x.w.who.name = "hoa";
    assert_kept(&x, "return/1", NULL);
    x.w.who.name = lan;
    keep(&x, "return/1", "Nộp", "Trả lại vì sao?", "khác");
    assert_kept(&x, "return/1", "khác");
    assert_int_equal(kept_drop(x.w.book, &x.w.who, "return/1", NULL), STATUS_OK);
    assert_kept(&x, "return/1", NULL);
    assert_int_equal(kept_drop(x.w.book, &x.w.who, "return/1", NULL), STATUS_OK);
    town_free(&x);
}

static void without_a_place_nothing_is_done(void **state)
{
    struct world w;
    struct kept k = {SPAN_LIT(""), SPAN_LIT("q"), SPAN_LIT("t")};
    struct buf got = {0};
    (void)state;
    world_init(&w, "mem:");
    assert_int_equal(kept_save(w.book, &w.who, "x", &k, NULL), STATUS_OK);
    assert_int_equal(kept_save(NULL, &w.who, "x", &k, NULL), STATUS_OK); /* no store yet */
    assert_int_equal(kept_drop(NULL, &w.who, "x", NULL), STATUS_OK);
    assert_false(kept_load(w.book, &w.who, "x", &got));
    assert_false(kept_load(NULL, &w.who, "x", &got));
    world_release(&w);
}

static void other_bytes_are_no_answer(void **state)
{
    static const char *const bad[] = {"",        "a",          "a\n",        "a\nb\n",
                                      "a\nb\nc", "a\nb\nc\nd", "a\nb\nc\n\n"};
    struct kept k;
    struct span as;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(kept_parse(span_of(bad[i]), &k));
    assert_true(kept_parse(SPAN_LIT("a\n\nc\n"), &k));
    assert_int_equal(k.question.n, 0);
    assert_false(kept_is(SPAN_LIT("ask/"), &as));
    assert_false(kept_is(SPAN_LIT("asking/x"), &as));
    assert_true(kept_is(SPAN_LIT("ask/x"), &as));
}

static const struct unfinished_row *row_of(const struct unfinished *u, const char *text)
{
    for (size_t i = 0; i < u->n; i++)
        if (strcmp(u->v[i].text, text) == 0)
            return &u->v[i];
    fail_msg("no row %s", text);
    return NULL;
}

static void the_list_shows_them(void **state)
{
    struct town x;
    struct unfinished u;
    struct unfinished_numbers n = {.title = TITLE_FAMILY, .year = 2026, .digit = UNFINISHED_MEET};
    struct buf name = {0};
    (void)state;
    town_new(&x);
    n.unit = x.w.h1;
    keep(&x, "return/1", "Nộp · Thôn 1", "Trả lại vì sao? Ví dụ: thiếu", "thiếu");
    for (int i = 0; i < 2; i++) { /* two questions of one meeting: the first was left empty */
        n.part = i ? "chair" : "secretary";
        buf_reset(&name);
        unfinished_numbers_name(&n, &name);
        keep(&x, buf_str(&name), "Gia đình", "Ai?", "Lan");
    }
    n.digit = UNFINISHED_PASTE; /* what was pasted is gone: only to be read */
    n.part = "why";
    buf_reset(&name);
    unfinished_numbers_name(&n, &name);
    keep(&x, buf_str(&name), "Gia đình", "Vì sao: ví dụ vắng", "ốm");
    keep(&x, "numbers/family/2026/0/99/150010001", "G", "Lạ?", "x");
    keep(&x, "numbers/none/", "G", "Lạ nữa?", "x");
    assert_int_equal(draft_save(store_path(x.w.book->store), span_of(x.w.who.name),
                                SPAN_LIT("ask/bad"), SPAN_LIT("bytes"), NULL),
                     STATUS_OK);
    assert_int_equal(unfinished_load(&u, x.w.book, &x.w.who, NULL), STATUS_OK);
    assert_int_equal(u.n, 6);
    const struct unfinished_row *r = row_of(&u, "Trả lại vì sao");
    assert_int_equal(r->kind, UNFINISHED_ANSWER);
    assert_string_equal(r->place, "Nộp · Thôn 1");
    assert_string_equal(r->question, "Trả lại vì sao? Ví dụ: thiếu");
    assert_string_equal(r->typed, "thiếu");
    r = row_of(&u, "Họp bình xét: Gia đình học tập 2026");
    assert_int_equal(r->kind, UNFINISHED_NUMBERS);
    assert_int_equal(r->numbers.digit, UNFINISHED_MEET);
    assert_true(unit_eq(r->numbers.unit, x.w.h1));
    assert_int_equal(row_of(&u, "Vì sao")->kind, UNFINISHED_ANSWER);
    assert_int_equal(row_of(&u, "Lạ")->kind, UNFINISHED_ANSWER);
    unfinished_release(&u);
    buf_release(&name);
    town_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_there_again_for_the_same_person_only),
        cmocka_unit_test(without_a_place_nothing_is_done),
        cmocka_unit_test(other_bytes_are_no_answer),
        cmocka_unit_test(the_list_shows_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
