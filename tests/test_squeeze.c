/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fewer bytes, the same screen: what squeeze_add() makes of bytes is compared byte by byte for
 * known ones, and on two terminals of libvterm for random ones.
 */
#include "tests/support.h"

#include <string.h>
#include <vterm.h>

#include "tui/squeeze.h"

enum { ROWS = 8, COLUMNS = 20 };

static void one(struct squeeze q, const char *in, const char *want)
{
    struct buf out = {0};
    squeeze_add(&q, span_of(in), &out);
    assert_string_equal(buf_str(&out), want);
    assert_false(q.whole);
    buf_release(&out);
}

#define RULES "─────"

static void test_known(void **state)
{
    const struct squeeze plain = {.rows = 24}, full = {.rep = true, .column = true, .rows = 24};
    const struct squeeze whole = {.rows = 24, .whole = true};
    (void)state;
    one(plain, "", "");
    one(plain, "Thôn Đông\r\n", "Thôn Đông\r\n");
    one(plain, "a\033[39m\033(B\033[mb", "a\033[mb");
    one(plain, "\033(B\033[0;1m\033[38;5;37mF1", "\033[0;1;38;5;37mF1");
    one(plain, "\033[38;5;37m\033[38;5;245mx", "\033[38;5;245mx");
    one(plain, "\033[1m\033[4m\033[31m", "\033[1;4;31m");
    one(plain, "\033[1m\033[0;4m\033[39m", "\033[0;4m");
    one(plain, "\033[48;5;3;1m", "\033[48;5;3;1m");
    one(whole, "\033(B\033[m\033[H\033(B\033[m", "\033(B\033[m\033[H\033[m");
    one(plain, "\033[1;24r\033[1;23r", "\033[r\033[1;23r");
    one(plain, RULES, RULES);
    one(full, RULES "x", "─\033[4bx");
    one(full, "───", "───");
    one(full, "0\033[9b", "0000000000"); /* text is never left to REP */
    one(full, "\033[5;9Ha\033[5;12Hb", "\033[5;9Ha\033[12Gb");
    one(full, "\033[5d\033[5;12Hb", "\033[5d\033[12Gb");
    one(full, "\033[5;9Ha\033[6;12Hb", "\033[5;9Ha\033[6;12Hb");
    one(full, "\033[5;9Ha\n\033[5;12Hb", "\033[5;9Ha\n\033[5;12Hb");
    one(full, "\033[5;9H\033[A\033[5;12Hb", "\033[5;9H\033[A\033[5;12Hb");
    one(full, "\0337\033[5;9H\0338\033[5;2Hb", "\0337\033[5;9H\0338\033[5;2Hb");
    one(plain, "\033[5;9Ha\033[5;12Hb", "\033[5;9Ha\033[5;12Hb");
    one(plain, "\033", "\033"); /* broken off: as it is */
    one(plain, "\033[", "\033[");
    one(plain, "\033[12", "\033[12");
    one(plain, "\033[?2004h", "\033[?2004h");
}

/* ---- the same screen ---- */

static unsigned next(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % below;
}

static void add_random(uint64_t *seed, struct buf *out)
{
    static const char *const fixed[] = {
        "\033[39m", "\033(B\033[m", "\033[0;1m", "\033[4m", "\033[K", "\033[38;5;67m",
        "\033[31m", "\033[1;8r",    "\033[2;7r", "\n",      "\r",     "\b",
        "\033[5X",  "\0337",        "\0338",     "\033[A"};
    unsigned what = next(seed, 24), row = 1 + next(seed, ROWS), column = 1 + next(seed, COLUMNS);
    if (what < sizeof fixed / sizeof *fixed)
        buf_adds(out, fixed[what]);
    else if (what == 16)
        buf_addf(out, "\033[%uG", column);
    else if (what == 17)
        buf_addf(out, "\033[%ud", row);
    else if (what == 18) { /* a rule ends at the right edge; curses never writes on from there */
        for (buf_addf(out, "\033[%u;%uH", row, column); column <= COLUMNS; column++)
            buf_adds(out, "─");
        buf_addc(out, '\r');
    } else if (what == 19)
        buf_addf(out, "\033[%u;1Haa\033[%ub", row, 1 + next(seed, 9));
    else if (what < 22)
        buf_addf(out, "\033[%u;%uH", row, column);
    else
        buf_addf(out, "\033[%uG%s", 1 + next(seed, COLUMNS / 2), what == 22 ? "ộ" : "x");
}

static VTerm *terminal(struct span s)
{
    VTerm *vt = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(vt, 1);
    vterm_screen_reset(vterm_obtain_screen(vt), 1);
    vterm_input_write(vt, s.p, s.n);
    return vt;
}

static void same_screens(VTerm *a, VTerm *b)
{
    VTermPos at, other;
    for (at.row = 0; at.row < ROWS; at.row++)
        for (at.col = 0; at.col < COLUMNS; at.col++) {
            VTermScreenCell x, y;
            vterm_screen_get_cell(vterm_obtain_screen(a), at, &x);
            vterm_screen_get_cell(vterm_obtain_screen(b), at, &y);
            assert_int_equal(x.chars[0], y.chars[0]);
            assert_int_equal(x.attrs.bold, y.attrs.bold);
            assert_int_equal(x.attrs.underline, y.attrs.underline);
            assert_true(vterm_color_is_equal(&x.fg, &y.fg));
        }
    vterm_state_get_cursorpos(vterm_obtain_state(a), &at);
    vterm_state_get_cursorpos(vterm_obtain_state(b), &other);
    assert_int_equal(at.row, other.row);
    assert_int_equal(at.col, other.col);
}

static void test_same_screen(void **state)
{
    uint64_t seed = 1315;
    size_t before = 0, after = 0;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct squeeze q = {.rep = round & 1, .column = true, .rows = ROWS, .whole = round & 2};
        struct buf in = {0}, out = {0};
        for (unsigned n = next(&seed, 60); n > 0; n--)
            add_random(&seed, &in);
        squeeze_add(&q, buf_span(&in), &out);
        before += in.n;
        after += out.n;
        VTerm *a = terminal(buf_span(&in)), *b = terminal(buf_span(&out));
        same_screens(a, b);
        vterm_free(a);
        vterm_free(b);
        buf_release(&in);
        buf_release(&out);
    }
    assert_true(after < before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_same_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
