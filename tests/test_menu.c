/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu by role: which entries under which digits, where and who.
 */
#include <time.h>

#include "forms/menu.h"
#include "tests/form_world.h"

static void check_menu(struct world *w, const char *digits, const char *where)
{
    struct menu m;
    struct detail d = {0};
    struct buf got = {0};
    if (menu_load(w->book, &w->who, menu_unit(w->book, &w->who), &m, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    for (size_t i = 0; i < m.n; i++) {
        buf_addc(&got, m.v[i].digit);
        assert_true(m.v[i].label[0] != 0);
    }
    assert_string_equal(buf_str(&got), digits);
    assert_string_equal(m.where, where);
    assert_string_equal(m.when, "Năm 2026 · Giai đoạn 2");
    assert_true(m.deadline_text[0] != 0);
    buf_release(&got);
}

static enum status name_lan(struct book_tx *t, void *context)
{
    (void)context;
    book_set_setting(t, "user/Lan", SPAN_LIT("Nguyễn Thị Lan Hương "));
    return STATUS_OK;
}

static void by_role(void **state)
{
    struct world w;
    struct menu m;
    (void)state;
    world_init(&w, "mem:");
    add_household(&w, "Lê Na");
    check_menu(&w, "123456789", "Xã Triệu Sơn");
    w.who.role = ROLE_LEADER;
    w.who.units = &w.h1;
    w.who.n_units = 1;
    check_menu(&w, "123456", "Tổ dân phố Bảo Vượng 1 · xã Triệu Sơn");
    assert_int_equal(menu_load(w.book, &w.who, w.h1, &m, NULL), STATUS_OK);
    assert_string_equal(m.v[0].fact, "1 hộ, đã nhập 1");
    assert_int_equal(m.v[5].id, MENU_REPORTS);
    assert_string_equal(m.person, "Lan");
    assert_int_equal(menu_load(w.book, &w.who, w.h2, &m, NULL), STATUS_DENIED);
    w.who.role = ROLE_VIEWER;
    w.who.units = &w.book->commune;
    check_menu(&w, "136", "Xã Triệu Sơn");
    w.who.role = ROLE_OFFICER;
    w.who.n_units = 0;
    assert_int_equal(book_write(w.book, &w.who, name_lan, NULL, NULL), STATUS_OK);
    assert_int_equal(menu_load(w.book, &w.who, w.book->commune, &m, NULL), STATUS_OK);
    assert_string_equal(m.person, "Hương"); /* the given name comes last */
    world_release(&w);
}

/* days: since the last good backup; -1: there was none. */
static void backup_line(struct world *w, const char *dir, int days, const char *want)
{
    struct menu m;
    struct buf path = {0}, text = {0};
    buf_addf(&path, "%s/so/backup.state", dir);
    buf_addf(&text, "%lld AAAA-BBBB\n", (long long)time(NULL) - (long long)days * 86400 - 60);
    if (days >= 0)
        test_write_file(buf_str(&path), text.p, text.n);
    assert_int_equal(menu_load(w->book, &w->who, w->book->commune, &m, NULL), STATUS_OK);
    if (want ? !strstr(m.backup_text, want) : m.backup_text[0])
        fail_msg("%d days: '%s'", days, m.backup_text);
    buf_release(&path);
    buf_release(&text);
}

static void an_old_backup_is_told(void **state)
{
    struct world w;
    char *dir = test_tmpdir();
    struct buf uri = {0};
    (void)state;
    buf_addf(&uri, "%s/so", dir);
    world_init(&w, buf_str(&uri));
    add_household(&w, "Lê Na");
    backup_line(&w, dir, -1, "chưa có bản nào");
    backup_line(&w, dir, 1, NULL);
    backup_line(&w, dir, 7, NULL);
    backup_line(&w, dir, 8, "đã 8 ngày");
    w.who.role = ROLE_LEADER; /* cannot do anything about it */
    w.who.units = &w.book->commune;
    w.who.n_units = 1;
    backup_line(&w, dir, 8, NULL);
    world_release(&w);
    buf_release(&uri);
    test_rmtree(dir);
    free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_role),
                                       cmocka_unit_test(an_old_backup_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
