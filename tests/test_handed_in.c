/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which hamlets have handed in, which have not, what was returned.
 */
#include "forms/handed_in.h"
#include "tests/form_world.h"

static void add_report(struct world *w, struct unit_key unit, const char *year, const char *state,
                       const char *reason)
{
    struct form f;
    form_open_new(&f, w->book, &w->who, NULL, entity_by_name("submission"), unit);
    put(&f, "report", "báo cáo năm");
    put(&f, "year", year);
    put(&f, "state", state);
    put(&f, "handed_in_on", "20/11/2026");
    put(&f, "reason", reason);
    saved(&f);
    form_close(&f);
}

static void check_row(const struct handed_in *h, size_t i, const char *want)
{
    struct buf b = {0};
    handed_in_add_row(&h->v[i], &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void check_line(struct world *w, const char *want, struct handed_in *h)
{
    struct buf b = {0};
    struct detail d = {0};
    handed_in_release(h);
    assert_int_equal(handed_in_load(h, w->book, &w->who, w->book->commune, 2026, &d), STATUS_OK);
    handed_in_add_line(h, &b);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void hamlets(void **state)
{
    struct world w;
    struct handed_in h = {0};
    (void)state;
    world_init(&w, "mem:");
    check_line(&w, "", &h);
    add_report(&w, w.h2, "2025", "đã nộp", "");
    check_line(&w, "", &h); /* of another year */
    add_report(&w, w.h2, "2026", "trả lại để sửa", "số hộ không khớp");
    check_line(&w, "Báo cáo năm 2026: đã nộp 0 trên 2, trả lại 1, chưa nộp 1", &h);
    check_row(&h, 0, "Tổ dân phố Bảo Vượng 1: chưa nộp");
    check_row(&h, 1, "Thôn 2: trả lại để sửa: số hộ không khớp");
    add_report(&w, w.h2, "2026", "đã nộp", ""); /* handed in again */
    check_line(&w, "Báo cáo năm 2026: đã nộp 1 trên 2, chưa nộp 1", &h);
    check_row(&h, 1, "Thôn 2: đã nộp ngày 20/11/2026");
    handed_in_release(&h);
    world_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hamlets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
