/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the loop offers every screen: Esc and digits, lists to choose from, questions, help.
 */
#include "tests/support.h"

#include "tests/term_world.h"

static void test_escape(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\033");
    assert_true(pty_wait_text(&p, "Esc-"));
    world_type(&p, "4");
    assert_true(pty_wait_text(&p, "để lọc"));
    assert_false(pty_shows(&p, "Esc-"));
    world_type(&p, "\033");
    assert_true(pty_wait_text(&p, "Esc-"));
    assert_true(pty_wait_text(&p, "Họ tên như trong sổ.")); /* after a second it is Esc */
    world_type(&p, "\033");
    assert_true(pty_wait_text(&p, "Esc-"));
    world_type(&p, "\033"); /* at once */
    world_end(&p, 0);
}

static void test_pick(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\033[14~");
    assert_true(pty_wait_text(&p, "6 trên 6"));
    assert_true(pty_shows(&p, "Họ \xef\xbf\xbd[2JX")); /* nothing of a record is a command */
    world_type(&p, "do");
    assert_true(pty_wait_text(&p, "trên 6"));
    world_type(&p, "\177\177đô"); /* without marks "Đỗ" too, but the very marks come first */
    assert_true(pty_wait_text(&p, ">   2  Họ Đô"));
    assert_true(pty_wait_text(&p, "2 trên 6"));
    world_type(&p, "\033[B\r");
    assert_true(pty_wait_text(&p, "Chủ hộ          Họ Đỗ Văn"));
    assert_int_equal(counts->picked, 1);
    world_type(&p, "\033OS4\r"); /* by its number */
    assert_true(pty_wait_text(&p, "Chủ hộ          Họ Lê Sỹ"));
    world_type(&p, "\033OSxyz");
    assert_true(pty_wait_text(&p, "Không có dòng nào khớp"));
    world_type(&p, "\r\033\033");
    assert_true(pty_wait_text(&p, "Họ tên như trong sổ."));
    assert_int_equal(counts->picked, 4);
    world_leave(&p);
}

static void test_confirm_by_number(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\033[19~");
    assert_true(pty_wait_text(&p, "Xóa hộ số 27"));
    world_type(&p, "\r");
    assert_true(pty_wait_text(&p, "Chưa làm gì. Gõ đúng số 27"));
    world_type(&p, "2\r7x\r");
    pty_settle(&p);
    assert_int_equal(counts->confirmed, 0);
    world_type(&p, "\177\r");
    assert_true(pty_wait_text(&p, "Đã ghi đĩa, số 27"));
    assert_int_equal(counts->confirmed, 1);
    world_type(&p, "\033[19~27\033\033");
    pty_settle(&p);
    assert_int_equal(counts->confirmed, 1);
    world_leave(&p);
}

static void test_question(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\007");
    assert_true(pty_wait_text(&p, "Số quyết định:"));
    world_type(&p, "\r");
    assert_true(pty_wait_text(&p, "! Chưa có số."));
    world_type(&p, "15/QĐ-UBND\033[D\033[DX\r");
    pty_settle(&p);
    assert_string_equal(counts->answer, "15/QĐ-UBXND");
    assert_false(pty_shows(&p, "Số quyết định:"));
    world_leave(&p);
}

static void test_help(void **state)
{
    struct demo_options o = {0};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\033OP");
    assert_true(pty_wait_text(&p, "Trợ giúp"));
    assert_true(pty_shows(&p, "Họ tên như trong sổ."));
    assert_true(pty_wait_text(&p, "Ctrl-S, Esc 2"));
    world_type(&p, "\033[6~");
    assert_true(pty_wait_text(&p, "Esc 2 là F2"));
    world_type(&p, "\033\033");
    assert_true(pty_wait_text(&p, "Chủ hộ"));
    world_leave(&p);
}

static void test_keys_without_meaning(void **state)
{
    struct demo_options o = {.list = true};
    struct pty p;
    (void)state;
    world_start(&p, &o);
    world_type(&p, "\033[20~");
    assert_true(pty_wait_text(&p, "! Phím F9 không dùng ở đây."));
    world_type(&p, "\003");
    assert_true(pty_wait_text(&p, "! Bấm Esc để lùi ra từng bước."));
    world_type(&p, "\033[99~\033]0;x\007"); /* unknown sequences do nothing at all */
    pty_settle(&p);
    assert_true(pty_shows(&p, "! Bấm Esc để lùi ra từng bước."));
    world_leave(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_pick),
        cmocka_unit_test(test_confirm_by_number),
        cmocka_unit_test(test_question),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_keys_without_meaning),
    };
    world_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
