/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include "tui/action.h"
#include "tui/keys.h"

/* Events as text: a letter is itself, a key {F1}, an erasure (-2), a burst (-2ân), a paste [..]. */
static void show(struct keys *k, struct buf *out)
{
    struct event e;
    while (keys_next(k, &e)) {
        if (e.type == EVENT_KEY)
            buf_addf(out, "{%s%s%s%s}", e.mods & KEYS_SHIFT ? "Shift+" : "",
                     e.mods & KEYS_ALT ? "Alt+" : "", e.mods & KEYS_CTRL ? "Ctrl+" : "",
                     keys_name(e.key));
        else if (e.type == EVENT_PASTE)
            buf_addf(out, "[%.*s]", (int)e.text.n, e.text.p);
        else if (e.erase)
            buf_addf(out, "(-%zu%.*s)", e.erase, (int)e.text.n, e.text.p);
        else
            buf_add_span(out, e.text);
        assert_int_equal(e.burst, e.type == EVENT_EDIT && e.erase > 0 && e.text.n > 0);
    }
}

static void feed(struct keys *k, const char *bytes, size_t n, int64_t now, struct buf *out)
{
    keys_feed(k, span_make(bytes, n), now);
    show(k, out);
}

static void expect(const char *bytes, size_t n, const char *want)
{
    struct keys k = {0};
    struct buf out = {0};
    feed(&k, bytes, n, 1, &out);
    assert_string_equal(buf_str(&out), want);
    buf_release(&out);
    keys_release(&k);
}
#define EXPECT(bytes, want) expect(bytes, sizeof(bytes) - 1, want)

struct dialect {
    const char *bytes, *want;
};

static const struct dialect dialects[] = {
    /* xterm, VT100, VT220 */
    {"\033OP", "{F1}"},
    {"\033OQ", "{F2}"},
    {"\033OR", "{F3}"},
    {"\033OS", "{F4}"},
    {"\033[15~", "{F5}"},
    {"\033[17~", "{F6}"},
    {"\033[18~", "{F7}"},
    {"\033[19~", "{F8}"},
    {"\033[20~", "{F9}"},
    {"\033[21~", "{F10}"},
    {"\033[23~", "{F11}"},
    {"\033[24~", "{F12}"},
    {"\033[A", "{Up}"},
    {"\033[B", "{Down}"},
    {"\033[C", "{Right}"},
    {"\033[D", "{Left}"},
    {"\033OA", "{Up}"},
    {"\033OB", "{Down}"},
    {"\033OC", "{Right}"},
    {"\033OD", "{Left}"},
    {"\033[H", "{Home}"},
    {"\033[F", "{End}"},
    {"\033OH", "{Home}"},
    {"\033OF", "{End}"},
    {"\033[1~", "{Home}"},
    {"\033[4~", "{End}"},
    {"\033[7~", "{Home}"},
    {"\033[8~", "{End}"},
    {"\033[2~", "{Ins}"},
    {"\033[3~", "{Del}"},
    {"\033[5~", "{PgUp}"},
    {"\033[6~", "{PgDn}"},
    {"\033[Z", "{Shift-Tab}"},
    {"\033\t", "{Shift-Tab}"},
    /* PuTTY, rxvt */
    {"\033[11~", "{F1}"},
    {"\033[12~", "{F2}"},
    {"\033[13~", "{F3}"},
    {"\033[14~", "{F4}"},
    {"\033OT", "{F5}"},
    {"\033OX", "{F9}"},
    {"\033O[", "{F12}"},
    {"\033[7$", "{Shift+Home}"},
    {"\033[8^", "{Ctrl+End}"},
    {"\033[3@", "{Shift+Ctrl+Del}"},
    {"\033[a", "{Shift+Up}"},
    {"\033Od", "{Ctrl+Left}"},
    {"\033\033[A", "{Up}"}, /* Alt */
    {"\033\033OP", "{F1}"},
    /* Linux console */
    {"\033[[A", "{F1}"},
    {"\033[[B", "{F2}"},
    {"\033[[C", "{F3}"},
    {"\033[[D", "{F4}"},
    {"\033[[E", "{F5}"},
    /* with Shift, Alt, Ctrl */
    {"\033[1;5C", "{Ctrl+Right}"},
    {"\033[1;2A", "{Shift+Up}"},
    {"\033[3;3~", "{Alt+Del}"},
    {"\033O5D", "{Ctrl+Left}"},
    /* the keypad in application mode */
    {"\033Op", "0"},
    {"\033Oq", "1"},
    {"\033Or", "2"},
    {"\033Os", "3"},
    {"\033Ot", "4"},
    {"\033Ou", "5"},
    {"\033Ov", "6"},
    {"\033Ow", "7"},
    {"\033Ox", "8"},
    {"\033Oy", "9"},
    {"\033Ok", "+"},
    {"\033Ol", ","},
    {"\033Om", "-"},
    {"\033On", "."},
    {"\033OM", "{Enter}"},
    /* twins */
    {"\0331", "{F1}"},
    {"\0332", "{F2}"},
    {"\0339", "{F9}"},
    {"\0330", "{Ins}"},
    {"\033\033", "{Esc}"},
    /* unknown: swallowed whole */
    {"\033[99~", ""},
    {"\033[1;2P", ""},
    {"\033[1;99A", ""},
    {"\033[5A", ""},
    {"\033[E", ""},
    {"\033[?2004;1$y", ""},
    {"\033[24;80R", ""},
    {"\033[<0;10;20M", ""},
    {"\033[I", ""},
    {"\033[115;5u", ""},
    {"\033[27;5;115~", ""},
    {"\033OE", ""},
    {"\033O2P", ""},
    {"\033[[Z", ""},
    {"\033x", ""},
    {"\033\xc4\x91", ""}, /* Alt and đ */
    {"\033\177", ""},
    {"\033]0;title\007", ""},
    {"\033P1$r0m\033\\", ""},
    {"\033[12345678901234567890123456789012345678901234567890123456789012345678901234567890~", ""},
    {"\033[201~", ""}, /* the end of a paste that never began */
};

static void test_dialects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        const struct dialect *d = &dialects[i];
        size_t n = strlen(d->bytes);
        struct buf in = {0}, want = {0};
        buf_addf(&in, "x%sy", d->bytes);
        buf_addf(&want, "x%sy", d->want);
        for (size_t cut = 0; cut <= in.n; cut++) {
            struct keys k = {0};
            struct buf out = {0};
            feed(&k, in.p, cut, 1, &out);
            feed(&k, in.p + cut, in.n - cut, 1, &out);
            /* Esc Esc is Esc at once, so Alt and a key cut just there are two keys */
            if (!(strncmp(d->bytes, "\033\033", 2) == 0 && n > 2 && cut == 3))
                assert_string_equal(buf_str(&out), buf_str(&want));
            else
                assert_non_null(strstr(buf_str(&out), d->want)); /* but never text */
            buf_release(&out);
            keys_release(&k);
        }
        struct keys k = {0};
        struct buf out = {0};
        for (size_t at = 0; at < in.n; at++) /* byte by byte */
            feed(&k, in.p + at, 1, (int64_t)at, &out);
        if (strncmp(d->bytes, "\033\033", 2) != 0)
            assert_string_equal(buf_str(&out), buf_str(&want));
        buf_release(&out);
        keys_release(&k);
        buf_release(&in);
        buf_release(&want);
    }
}

static void test_text(void **state)
{
    (void)state;
    EXPECT("Nguyễn", "Nguyễn");
    EXPECT("e\xcc\x82\xcc\xa3x", "e\xcc\x82\xcc\xa3x"); /* one cluster, one event */
    EXPECT("a\xff\x80z", "az");
    EXPECT("a\xe1\xbbz", "az"); /* a character that was cut off */
    EXPECT("a\xc0\xafz", "az");
    EXPECT("a\xc2\x9bz", "az"); /* C1 is no text */
    EXPECT("a\xed\xa0\x80z", "az");
    EXPECT("", "");
    EXPECT("\r", "{Enter}");
    EXPECT("\n", "{Enter}");
    EXPECT("\r\n", "{Enter}");
    EXPECT("\r\r", "{Enter}{Enter}");
    EXPECT("a\tb", "a{Tab}b");
    EXPECT("\023\006\004\007\017\025\014\020", "{Ctrl-S}{Ctrl-F}{Ctrl-D}{Ctrl-G}{Ctrl-O}{Ctrl-U}"
                                               "{Ctrl-L}{Ctrl-P}");
    expect("a\0b\034\035\036\037c", 8, "abc");
}

static void test_cluster_is_one_event(void **state)
{
    struct keys k = {0};
    struct event e;
    (void)state;
    keys_feed(&k, SPAN_LIT("e\xcc\x82\xcc\xa3x"), 1);
    assert_true(keys_next(&k, &e));
    assert_int_equal(e.text.n, 5);
    assert_true(keys_next(&k, &e));
    assert_true(span_eq_str(e.text, "x"));
    assert_false(keys_next(&k, &e));
    keys_release(&k);
}

static void test_character_in_pieces(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    for (const char *p = "Lê Thị Hồng Đào"; *p; p++)
        feed(&k, p, 1, 1, &out);
    assert_string_equal(buf_str(&out), "Lê Thị Hồng Đào");
    buf_release(&out);
    keys_release(&k);
}

static void test_bursts(void **state)
{
    (void)state;
    EXPECT("\177", "(-1)");
    EXPECT("\010", "(-1)");
    EXPECT("\177\177\177", "(-3)");
    EXPECT("\177\177ân", "(-2ân)");
    EXPECT("\010\010ân", "(-2ân)");
    EXPECT("\177ễ\177ã", "(-1ễ)(-1ã)");
    EXPECT("a\177â\tb", "a(-1â){Tab}b"); /* the next field gets nothing of it */
    EXPECT("\177\177uyễn Thị", "(-2uyễn Thị)");
    /* in two reads they are two events, with the same result */
    struct keys k = {0};
    struct buf out = {0};
    feed(&k, "\177", 1, 1, &out);
    feed(&k, "\xc3\xa2", 2, 1, &out);
    assert_string_equal(buf_str(&out), "(-1)â");
    buf_release(&out);
    keys_release(&k);
}

static void test_paste(void **state)
{
    (void)state;
    EXPECT("a\033[200~Lê\tAn\r\nB\rC\nD\033[201~z", "a[Lê\tAn\nB\nC\nD]z");
    EXPECT("\033[200~\033[201~z", "z");
    EXPECT("\033[200~x\033[31mred\177\010\007\033[201~", "[xred]");
    EXPECT("\033[200~\033OP\0332\033[201~", ""); /* no key comes out of a paste */
    /* across reads, cut at every byte */
    static const char whole[] = "\033[200~Đỗ Văn\r\n2\033[201~k";
    for (size_t cut = 0; cut < sizeof whole; cut++) {
        struct keys k = {0};
        struct buf out = {0};
        feed(&k, whole, cut, 1, &out);
        feed(&k, whole + cut, sizeof whole - 1 - cut, 1, &out);
        assert_string_equal(buf_str(&out), "[Đỗ Văn\n2]k");
        buf_release(&out);
        keys_release(&k);
    }
}

static void test_paste_without_end(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    feed(&k, "\033[200~abc", 9, 100, &out);
    assert_int_equal(keys_deadline(&k), 100 + KEYS_SEQUENCE_MS);
    keys_expire(&k, 100 + KEYS_SEQUENCE_MS);
    show(&k, &out);
    feed(&k, "d", 1, 9000, &out);
    assert_string_equal(buf_str(&out), "[abc]d");
    assert_int_equal(keys_deadline(&k), -1);
    buf_release(&out);
    keys_release(&k);
}

/* Escape, then what after how long: events so far, and whether "Esc-" shows. */
static void test_lone_escape(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    feed(&k, "\033", 1, 1000, &out);
    assert_string_equal(buf_str(&out), "");
    assert_int_equal(keys_deadline(&k), 1000 + KEYS_ESCDELAY_MS);
    assert_false(keys_prefix(&k));
    keys_expire(&k, 1000 + KEYS_ESCDELAY_MS - 1);
    assert_false(keys_prefix(&k));
    keys_expire(&k, 1000 + KEYS_ESCDELAY_MS);
    assert_true(keys_prefix(&k));
    show(&k, &out);
    assert_string_equal(buf_str(&out), "");
    keys_expire(&k, 1000 + KEYS_ESCDELAY_MS + KEYS_PREFIX_MS);
    show(&k, &out);
    assert_string_equal(buf_str(&out), "{Esc}");
    assert_false(keys_prefix(&k));
    assert_int_equal(keys_deadline(&k), -1);
    buf_release(&out);
    keys_release(&k);
}

static void after_prefix(const char *bytes, const char *want)
{
    struct keys k = {.escdelay = 20};
    struct buf out = {0};
    feed(&k, "\033", 1, 1000, &out);
    keys_expire(&k, 1020);
    assert_true(keys_prefix(&k));
    feed(&k, bytes, strlen(bytes), 1500, &out);
    assert_string_equal(buf_str(&out), want);
    assert_false(keys_prefix(&k));
    buf_release(&out);
    keys_release(&k);
}

static void test_after_escape(void **state)
{
    (void)state;
    after_prefix("2", "{F2}");
    after_prefix("0", "{Ins}");
    after_prefix("\033", "{Esc}");
    after_prefix("n", "{Esc}n");
    after_prefix("đ", "{Esc}đ");
    after_prefix("\r", "{Esc}{Enter}");
    after_prefix("\033[A", "{Esc}{Up}"); /* Esc to leave, then an arrow soon after */
    after_prefix("\033OP", "{Esc}{F1}");
    after_prefix("\033[", "{Esc}["); /* Esc Esc, then typed */
    after_prefix("[A", "{Up}");      /* an arrow on a slow line */
    after_prefix("[11~x", "{F1}x");
    after_prefix("OP", "{F1}");
    after_prefix("[[Ax", "{F1}x");
    after_prefix("[", "{Esc}[");
    after_prefix("[5", "{Esc}[5");
    after_prefix("Oanh", "{Esc}Oanh"); /* a name, from an input method in one read */
    after_prefix("On", "{Esc}On");
}

/* Esc to leave, then an arrow of which the line brings the first byte alone. */
static void test_arrow_in_two_reads(void **state)
{
    struct keys k = {.escdelay = 20};
    struct buf out = {0};
    (void)state;
    feed(&k, "\033", 1, 1000, &out);
    keys_expire(&k, 1020);
    feed(&k, "\033", 1, 1500, &out);
    feed(&k, "[A", 2, 1503, &out);
    assert_string_equal(buf_str(&out), "{Esc}{Up}");
    buf_release(&out);
    keys_release(&k);
}

static void test_escape_typed_ahead(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    EXPECT("\033\r", "{Esc}{Enter}");
    EXPECT("\033\033\033\033", "{Esc}{Esc}");
    EXPECT("\033\033\0332", "{Esc}{F2}");
    /* the program was busy: Esc and the letter were typed a second apart */
    feed(&k, "\033", 1, 1000, &out);
    feed(&k, "n", 1, 2500, &out);
    assert_string_equal(buf_str(&out), "{Esc}n");
    buf_release(&out);
    keys_release(&k);
}

/* A sequence that was begun is completed however slow the line is, but not for ever. */
static void test_slow_sequence(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    feed(&k, "\033[", 2, 1000, &out);
    keys_expire(&k, 1000 + KEYS_SEQUENCE_MS - 1);
    feed(&k, "1", 1, 1000 + KEYS_SEQUENCE_MS - 1, &out);
    feed(&k, "1~", 2, 1000 + KEYS_SEQUENCE_MS - 1, &out);
    assert_string_equal(buf_str(&out), "{F1}");
    feed(&k, "\033[", 2, 10000, &out);
    keys_expire(&k, 10000 + KEYS_SEQUENCE_MS);
    feed(&k, "n", 1, 20000, &out);
    assert_string_equal(buf_str(&out), "{F1}n");
    /* Alt-] by mistake swallows what is typed for a moment only */
    feed(&k, "\033]", 2, 30000, &out);
    keys_expire(&k, keys_deadline(&k));
    feed(&k, "m", 1, 31000, &out);
    assert_string_equal(buf_str(&out), "{F1}nm");
    buf_release(&out);
    keys_release(&k);
}

static void test_broken_sequences(void **state)
{
    (void)state;
    EXPECT("\033[1\rx", "{Enter}x");
    EXPECT("\033[\033[A", "{Up}");
    EXPECT("\033O\033OP", "{F1}");
    EXPECT("\033[1đx", "đx");
    EXPECT("\033O\xc4\x91", "đ");
    EXPECT("\033[M abx", "x"); /* an old mouse report: three bytes more */
    EXPECT("\033]x\033[A", "{Up}");
    EXPECT("\033[1;\x18y", "y");
}

static void test_queue_keeps_order(void **state)
{
    struct keys k = {0};
    struct buf out = {0};
    (void)state;
    keys_feed(&k, SPAN_LIT("ab"), 1);
    keys_feed(&k, SPAN_LIT("\tc"), 1); /* before the first two were taken */
    show(&k, &out);
    assert_string_equal(buf_str(&out), "ab{Tab}c");
    buf_release(&out);
    keys_release(&k);
}

/* ---- actions ---- */

static void test_actions(void **state)
{
    (void)state;
    assert_int_equal(action_of_key(KEYS_F2), ACTION_SAVE);
    assert_int_equal(action_of_key(KEYS_CTRL_S), ACTION_SAVE);
    assert_int_equal(action_of_key(KEYS_TAB), ACTION_NEXT);
    assert_int_equal(action_of_key(KEYS_UP), ACTION_NONE);
    assert_int_equal(action_of_key(KEYS_NONE), ACTION_NONE);
    assert_string_equal(action_shown(ACTION_SAVE), "F2");
    assert_string_equal(action_name(ACTION_NONE), "");
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
        assert_true(*action_name((enum action)a) && *action_help((enum action)a));
        assert_true(*action_shown((enum action)a));
    }
    /* no key does two things */
    for (int key = KEYS_NONE + 1; key < KEYS_COUNT; key++) {
        enum action found = action_of_key((enum key)key);
        if (found != ACTION_NONE)
            assert_true(strstr(action_shown(found), keys_name((enum key)key)) ||
                        strstr(action_twins(found), keys_name((enum key)key)));
    }
}

static void test_letters_in_lists(void **state)
{
    struct event e = {.type = EVENT_EDIT, .text = SPAN_LIT("n")};
    (void)state;
    assert_int_equal(action_in_list(&e), ACTION_NEW);
    e.text = SPAN_LIT("/");
    assert_int_equal(action_in_list(&e), ACTION_FIND);
    e.text = SPAN_LIT("?");
    assert_int_equal(action_in_list(&e), ACTION_HELP);
    e.text = SPAN_LIT("x");
    assert_int_equal(action_in_list(&e), ACTION_NONE);
    e.text = SPAN_LIT("nn");
    assert_int_equal(action_in_list(&e), ACTION_NONE);
    e = (struct event){.type = EVENT_EDIT, .erase = 1, .text = SPAN_LIT("n")};
    assert_int_equal(action_in_list(&e), ACTION_NONE);
    e = (struct event){.type = EVENT_PASTE, .text = SPAN_LIT("n")};
    assert_int_equal(action_in_list(&e), ACTION_NONE);
    e = (struct event){.type = EVENT_KEY, .key = KEYS_INS};
    assert_int_equal(action_in_list(&e), ACTION_NEW);
}

/* README.md has the table of the actions as it is. */
static void test_readme(void **state)
{
    struct buf table = {0}, readme = {0};
    (void)state;
    action_add_readme(&table);
    test_read_file("README.md", &readme);
    if (!strstr(buf_str(&readme), buf_str(&table)))
        fail_msg("README.md should have this table:\n%s", buf_str(&table));
    buf_release(&table);
    buf_release(&readme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_cluster_is_one_event),
        cmocka_unit_test(test_character_in_pieces),
        cmocka_unit_test(test_bursts),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_paste_without_end),
        cmocka_unit_test(test_lone_escape),
        cmocka_unit_test(test_after_escape),
        cmocka_unit_test(test_arrow_in_two_reads),
        cmocka_unit_test(test_escape_typed_ahead),
        cmocka_unit_test(test_slow_sequence),
        cmocka_unit_test(test_broken_sequences),
        cmocka_unit_test(test_queue_keeps_order),
        cmocka_unit_test(test_actions),
        cmocka_unit_test(test_letters_in_lists),
        cmocka_unit_test(test_readme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
