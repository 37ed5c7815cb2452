/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line editor, one test per operation.
 */
#include "forms/edit.h"
#include "tests/support.h"

/* In expected texts '|' is the cursor. */
static void check(const struct edit *e, const char *want)
{
    struct buf got = {0};
    buf_add(&got, buf_str(&e->text), e->at);
    buf_addc(&got, '|');
    buf_adds(&got, buf_str(&e->text) + e->at);
    assert_string_equal(buf_str(&got), want);
    buf_release(&got);
}

static struct edit with(const char *text)
{
    struct edit e;
    edit_init(&e, 0, false, false);
    edit_set(&e, span_of(text));
    edit_enter(&e);
    return e;
}

static enum edit_done type(struct edit *e, struct edit_typing *t, size_t erase, const char *s)
{
    return edit_type(e, t, erase, span_of(s));
}

/* each byte a key of its own */
static void keys(struct edit *e, struct edit_typing *t, const char *s)
{
    for (; *s; s++)
        edit_type(e, t, 0, (struct span){s, 1});
}

static void insert(void **state)
{
    (void)state;
    struct edit e = with("");
    assert_int_equal(type(&e, NULL, 0, "Lan"), EDIT_CHANGED);
    check(&e, "Lan|");
    edit_move(&e, NULL, EDIT_HOME);
    type(&e, NULL, 0, "Thị ");
    check(&e, "Thị |Lan");
    assert_int_equal(type(&e, NULL, 0, ""), EDIT_NOTHING);
    edit_release(&e);
}

static void decomposed_becomes_nfc(void **state)
{
    (void)state;
    struct edit e = with("");
    type(&e, NULL, 0, "Hoa");
    type(&e, NULL, 0, "\xcc\x80"); /* a mark that comes by itself joins the letter before */
    check(&e, "Hoà|");
    edit_paste(&e, NULL, span_of(" Nguye\xcc\x82\xcc\x83n"));
    check(&e, "Hoà Nguyễn|");
    edit_release(&e);
}

static void controls_are_dropped(void **state)
{
    (void)state;
    struct edit e = with("a\x1b[31mb\x07");
    check(&e, "a[31mb|");
    edit_paste(&e, NULL, span_of("\xe2\x80\x8bx\xc2\xa0y\tz\xe2\x80\xae\xc2\x9b\xff"));
    check(&e, "a[31mbx y z\xef\xbf\xbd|");
    edit_set(&e, span_of("\xcc\x81ng")); /* a mark with no letter to stand on */
    check(&e, "ng|");
    edit_release(&e);
}

static void line_breaks(void **state)
{
    (void)state;
    struct edit e = with("");
    edit_paste(&e, NULL, span_of("Số 42\r\nngõ 21\r\n"));
    check(&e, "Số 42 ngõ 21|");
    edit_release(&e);
    edit_init(&e, 0, true, false);
    edit_paste(&e, NULL, span_of("một\r\nhai\rba\n"));
    check(&e, "một\nhai\nba\n|");
    edit_release(&e);
}

static void burst(void **state)
{
    (void)state;
    struct edit e = with("Hoang");
    type(&e, NULL, 3, "àng");
    check(&e, "Hoàng|");
    type(&e, NULL, 1, "");
    check(&e, "Hoàn|");
    type(&e, NULL, 99, "Ân"); /* more than there is */
    check(&e, "Ân|");
    edit_move(&e, NULL, EDIT_LEFT);
    type(&e, NULL, 1, "Ấ"); /* in the middle */
    check(&e, "Ấ|n");
    edit_release(&e);
}

static void backspace(void **state)
{
    (void)state;
    struct edit e = with("Đỗ g\xcc\x83");
    assert_int_equal(edit_backspace(&e, NULL), EDIT_CHANGED); /* a letter and its mark are one */
    check(&e, "Đỗ |");
    edit_backspace(&e, NULL), edit_backspace(&e, NULL), edit_backspace(&e, NULL);
    check(&e, "|");
    assert_int_equal(edit_backspace(&e, NULL), EDIT_NOTHING);
    edit_release(&e);
}

static void delete (void **state)
{
    (void)state;
    struct edit e = with("g\xcc\x83ỗ");
    assert_int_equal(edit_delete(&e, NULL), EDIT_NOTHING);
    edit_move(&e, NULL, EDIT_HOME);
    edit_delete(&e, NULL);
    check(&e, "|ỗ");
    edit_delete(&e, NULL);
    check(&e, "|");
    edit_release(&e);
}

static void moves(void **state)
{
    (void)state;
    struct edit e = with("Lê g\xcc\x83 Tuấn");
    assert_int_equal(edit_move(&e, NULL, EDIT_RIGHT), EDIT_NOTHING);
    edit_move(&e, NULL, EDIT_WORD_LEFT);
    check(&e, "Lê g\xcc\x83 |Tuấn");
    edit_move(&e, NULL, EDIT_LEFT), edit_move(&e, NULL, EDIT_LEFT);
    check(&e, "Lê |g\xcc\x83 Tuấn");
    assert_int_equal(edit_move(&e, NULL, EDIT_RIGHT), EDIT_MOVED);
    check(&e, "Lê g\xcc\x83| Tuấn");
    edit_move(&e, NULL, EDIT_WORD_RIGHT);
    check(&e, "Lê g\xcc\x83 |Tuấn");
    edit_move(&e, NULL, EDIT_WORD_RIGHT);
    check(&e, "Lê g\xcc\x83 Tuấn|");
    edit_move(&e, NULL, EDIT_HOME);
    check(&e, "|Lê g\xcc\x83 Tuấn");
    assert_int_equal(edit_move(&e, NULL, EDIT_WORD_LEFT), EDIT_NOTHING);
    edit_move(&e, NULL, EDIT_END);
    check(&e, "Lê g\xcc\x83 Tuấn|");
    edit_release(&e);
}

static void undo_goes_round(void **state)
{
    (void)state;
    struct edit e = with("Lan");
    assert_int_equal(edit_undo(&e, NULL), EDIT_NOTHING);
    type(&e, NULL, 0, "h");
    edit_enter(&e); /* the cursor came back to "Lanh" */
    type(&e, NULL, 0, " B");
    assert_true(edit_dirty(&e));
    edit_undo(&e, NULL);
    check(&e, "Lanh|");
    edit_undo(&e, NULL);
    check(&e, "Lan|");
    assert_false(edit_dirty(&e));
    edit_undo(&e, NULL);
    check(&e, "Lanh B|"); /* nothing was lost */
    edit_undo(&e, NULL);
    type(&e, NULL, 0, "x"); /* a change ends the ring */
    edit_undo(&e, NULL);
    check(&e, "Lanh|");
    edit_release(&e);
}

static void replaced_can_be_undone(void **state)
{
    (void)state;
    struct edit e = with("mine");
    type(&e, NULL, 0, "1");
    edit_replace(&e, span_of("picked"));
    check(&e, "picked|");
    edit_undo(&e, NULL);
    check(&e, "mine1|");
    edit_release(&e);
}

static void too_long_is_refused(void **state)
{
    (void)state;
    struct buf b = {0};
    struct edit e;
    edit_init(&e, 4, false, false);
    type(&e, NULL, 0, "Hoà");
    assert_int_equal(edit_paste(&e, NULL, span_of("ng")), EDIT_TOO_LONG);
    check(&e, "Hoà|");
    edit_add_sentence(&e, EDIT_TOO_LONG, &b);
    assert_non_null(strstr(buf_str(&b), "4"));
    assert_int_equal(type(&e, NULL, 1, "àng"), EDIT_TOO_LONG); /* the erasing is refused with it */
    check(&e, "Hoà|");
    type(&e, NULL, 0, "n");
    check(&e, "Hoàn|");
    assert_int_equal(type(&e, NULL, 2, "a\xcc\x80n"), EDIT_CHANGED); /* 4 characters all the same */
    buf_release(&b);
    edit_set(&e, span_of("stored longer"));
    edit_backspace(&e, NULL); /* what is stored can be made shorter */
    check(&e, "stored longe|");
    assert_int_equal(type(&e, NULL, 0, "r"), EDIT_TOO_LONG);
    edit_release(&e);
}

static void telex(void **state)
{
    (void)state;
    struct edit_typing t = {0};
    struct edit e = with("");
    edit_typing_set(&t, true, TYPING_TELEX);
    keys(&e, &t, "Nguyeenx Thij ");
    check(&e, "Nguyễn Thị |");
    type(&e, &t, 0, "Hoangf"); /* type-ahead: several keys in one read */
    check(&e, "Nguyễn Thị Hoàng|");
    edit_backspace(&e, &t);
    edit_backspace(&e, &t);
    check(&e, "Nguyễn Thị Hòa|");
    type(&e, &t, 1, "os"); /* Backspace and keys in one read are no burst */
    check(&e, "Nguyễn Thị Hố|");
    assert_true(t.on);
    edit_move(&e, &t, EDIT_LEFT);
    keys(&e, &t, "s"); /* the word ended when the cursor moved */
    check(&e, "Nguyễn Thị Hs|ố");
    edit_release(&e);
}

static void vni_and_digits(void **state)
{
    (void)state;
    struct edit_typing t = {0};
    struct edit e = with("");
    edit_typing_set(&t, true, TYPING_VNI);
    keys(&e, &t, "Tua61n");
    check(&e, "Tuấn|");
    edit_release(&e);
    edit_init(&e, 0, false, true);
    keys(&e, &t, "1958");
    check(&e, "1958|");
    edit_release(&e);
}

static void typing_turns_off(void **state)
{
    (void)state;
    struct buf b = {0};
    struct edit_typing t = {0};
    struct edit e = with("");
    edit_typing_set(&t, true, TYPING_TELEX);
    keys(&e, &t, "Hoan");
    assert_int_equal(type(&e, &t, 2, "àn"), EDIT_TYPING_OFF);
    check(&e, "Hoàn|");
    assert_false(t.on);
    edit_add_sentence(&e, EDIT_TYPING_OFF, &b);
    assert_non_null(strstr(buf_str(&b), "F9"));
    keys(&e, &t, "ss");
    check(&e, "Hoànss|");
    edit_typing_set(&t, true, TYPING_TELEX);
    edit_paste(&e, &t, span_of(" Lê Bằng")); /* a paste says nothing of input methods */
    assert_true(t.on);
    keys(&e, &t, "s"); /* and is no word that is being typed */
    check(&e, "Hoànss Lê Bằngs|");
    buf_release(&b);
    edit_release(&e);
}

/* A question that was closed in the middle of a word does not reach into the field below. */
static void typing_in_another_field(void **state)
{
    (void)state;
    struct edit_typing t = {0};
    struct edit filter = with(""), field = with("Lê Thị Hoa");
    edit_typing_set(&t, true, TYPING_TELEX);
    keys(&filter, &t, "Coong");
    check(&filter, "Công|");
    keys(&field, &t, "s");
    check(&field, "Lê Thị Hoas|");
    keys(&filter, &t, "n");
    check(&filter, "Côngn|");
    edit_release(&filter);
    edit_release(&field);
}

static void typing_and_length(void **state)
{
    (void)state;
    struct edit_typing t = {0};
    struct edit e;
    edit_init(&e, 3, false, false);
    edit_typing_set(&t, true, TYPING_TELEX);
    keys(&e, &t, "hoa");
    assert_int_equal(type(&e, &t, 0, "nf"), EDIT_TOO_LONG);
    check(&e, "hoa|");
    assert_int_equal(type(&e, &t, 0, "f"), EDIT_CHANGED); /* the engine forgot nothing */
    check(&e, "hòa|");
    edit_release(&e);
}

static void check_view(struct edit *e, size_t columns, const char *want, size_t cursor)
{
    struct buf b = {0};
    struct edit_view v = edit_view(e, columns, &b);
    assert_string_equal(buf_str(&b), want);
    assert_int_equal(v.cursor, cursor);
    buf_release(&b);
}

static void window(void **state)
{
    (void)state;
    struct edit e = with("abcdefghij");
    check_view(&e, 20, "abcdefghij", 10);
    check_view(&e, 11, "abcdefghij", 10);
    check_view(&e, 6, "hij", 3); /* the cursor and room for more */
    type(&e, NULL, 0, "k");
    check_view(&e, 6, "hijk", 4);
    edit_move(&e, NULL, EDIT_HOME);
    check_view(&e, 6, "abcdef", 0);
    for (int i = 0; i < 5; i++)
        edit_move(&e, NULL, EDIT_RIGHT);
    check_view(&e, 6, "abcdef", 5);
    edit_move(&e, NULL, EDIT_RIGHT);
    check_view(&e, 6, "defghi", 3);
    edit_set(&e, span_of("会会会会"));
    struct buf b = {0};
    struct edit_view v = edit_view(&e, 5, &b);
    assert_true(v.cursor < 5 && v.before && !v.after);
    assert_int_equal(edit_view(&e, 0, &b).cursor, 0);
    buf_release(&b);
    edit_release(&e);
}

static struct edit note(const char *text)
{
    struct edit e;
    edit_init(&e, 0, true, false);
    edit_set(&e, span_of(text));
    return e;
}

static void check_rows(const struct edit *e, size_t columns, const char *const *want, size_t n)
{
    assert_int_equal(edit_lines_rows(e, columns), n);
    for (size_t i = 0; i < n; i++) {
        struct edit_row r;
        assert_true(edit_lines_row(e, columns, i, &r));
        assert_int_equal(r.n, strlen(want[i]));
        assert_memory_equal(buf_str(&e->text) + r.at, want[i], r.n);
    }
    struct edit_row r;
    assert_false(edit_lines_row(e, columns, n, &r));
}

static void rows_wrap(void **state)
{
    (void)state;
    struct edit e = note("");
    check_rows(&e, 10, (const char *[]){""}, 1);
    edit_set(&e, span_of("Cần hỏi lại năm sinh\n\nxong"));
    check_rows(&e, 11, (const char *[]){"Cần hỏi", "lại năm", "sinh", "", "xong"}, 5);
    check_rows(&e, 80, (const char *[]){"Cần hỏi lại năm sinh", "", "xong"}, 3);
    edit_set(&e, span_of("nghiêngngả"));
    check_rows(&e, 6, (const char *[]){"nghiê", "ngngả"}, 2);
    edit_set(&e, span_of("aaaa bbbb "));
    check_rows(&e, 10, (const char *[]){"aaaa bbbb", ""}, 2);
    edit_set(&e, span_of("hai\n"));
    check_rows(&e, 10, (const char *[]){"hai", ""}, 2);
    edit_set(&e, span_of("会会"));
    check_rows(&e, 2, (const char *[]){"会", "会"}, 2); /* too narrow: still all of it */
    edit_release(&e);
}

static void rows_cursor(void **state)
{
    (void)state;
    size_t row, column;
    struct edit e = note("aaaa bbbb");
    edit_lines_cursor(&e, 6, &row, &column);
    assert_int_equal(row, 1);
    assert_int_equal(column, 4);
    e.at = 4; /* before the blank that the row ends in */
    edit_lines_cursor(&e, 6, &row, &column);
    assert_int_equal(row, 0);
    assert_int_equal(column, 4);
    edit_set(&e, span_of("aaaabbbb"));
    e.at = 4; /* a word cut in two: the row behind */
    edit_lines_cursor(&e, 5, &row, &column);
    assert_int_equal(row, 1);
    assert_int_equal(column, 0);
    edit_release(&e);
}

static void rows_up_down(void **state)
{
    (void)state;
    struct edit e = note("Nguyễn\nA\nTrần Văn");
    edit_lines_move(&e, NULL, 40, -1);
    check(&e, "Nguyễn\nA|\nTrần Văn");
    edit_lines_move(&e, NULL, 40, -1); /* aims at the column it came from */
    check(&e, "Nguyễn|\nA\nTrần Văn");
    assert_int_equal(edit_lines_move(&e, NULL, 40, -1), EDIT_NOTHING);
    edit_lines_move(&e, NULL, 40, 9);
    check(&e, "Nguyễn\nA\nTrần Văn|");
    assert_int_equal(edit_lines_move(&e, NULL, 40, 1), EDIT_NOTHING);
    edit_move(&e, NULL, EDIT_LEFT);
    edit_lines_move(&e, NULL, 40, -2);
    check(&e, "Nguyễn|\nA\nTrần Văn");
    edit_lines_home(&e, NULL, 40);
    check(&e, "|Nguyễn\nA\nTrần Văn");
    edit_lines_end(&e, NULL, 40);
    check(&e, "Nguyễn|\nA\nTrần Văn");
    edit_set(&e, span_of("aaaabbbb"));
    edit_lines_move(&e, NULL, 5, -1); /* column 4 of a full row is the row behind */
    check(&e, "aaa|abbbb");
    edit_lines_home(&e, NULL, 5);
    edit_lines_end(&e, NULL, 5);
    check(&e, "aaa|abbbb");
    edit_release(&e);
}

static void rows_top(void **state)
{
    (void)state;
    struct edit e = note("1\n2\n3\n4\n5");
    assert_int_equal(edit_lines_top(&e, 10, 3), 2);
    edit_lines_move(&e, NULL, 10, -1);
    assert_int_equal(edit_lines_top(&e, 10, 3), 2);
    edit_lines_move(&e, NULL, 10, -3);
    assert_int_equal(edit_lines_top(&e, 10, 3), 0);
    edit_release(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(insert),
        cmocka_unit_test(decomposed_becomes_nfc),
        cmocka_unit_test(controls_are_dropped),
        cmocka_unit_test(line_breaks),
        cmocka_unit_test(burst),
        cmocka_unit_test(backspace),
        cmocka_unit_test(delete),
        cmocka_unit_test(moves),
        cmocka_unit_test(undo_goes_round),
        cmocka_unit_test(replaced_can_be_undone),
        cmocka_unit_test(too_long_is_refused),
        cmocka_unit_test(telex),
        cmocka_unit_test(vni_and_digits),
        cmocka_unit_test(typing_turns_off),
        cmocka_unit_test(typing_and_length),
        cmocka_unit_test(window),
        cmocka_unit_test(rows_wrap),
        cmocka_unit_test(rows_cursor),
        cmocka_unit_test(rows_up_down),
        cmocka_unit_test(typing_in_another_field),
        cmocka_unit_test(rows_top),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
