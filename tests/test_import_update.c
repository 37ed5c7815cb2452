/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of the rows of an import: refused rows, corrections, updates, rights, a book that
 * changes meanwhile.
 */
#include "tests/import_rows.h"

static void test_refused_file(void **state)
{
    struct lab l;
    struct buf path = {0}, fixed = {0};
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household",
                              "STT," HEADER ",Ghi chú,ĐK 2026\n1,1,Lê An,1970,Số 1,4,,\n"
                              "2,1,\"Lê, Bá\",1970,Số 2,bốn,\"=a \"\"b\"\"\",x\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 1, 0);
    assert_string_equal(buf_str(&l.refused),
                        "\xEF\xBB\xBFSTT," HEADER ",Ghi chú,ĐK 2026,(dòng),(mục),(lý do)\r\n"
                        "2,1,\"Lê, Bá\",1970,Số 2,bốn,\"'=a \"\"b\"\"\",x,3,Số khẩu,\"phải là "
                        "số, ví dụ 4\"\r\n");
    char *at = strstr(l.refused.p, "bốn");
    buf_add(&fixed, l.refused.p, (size_t)(at - l.refused.p));
    buf_adds(&fixed, "4");
    buf_adds(&fixed, at + strlen("bốn"));
    buf_addf(&path, "%s/refused.csv", l.dir);
    test_write_file(buf_str(&path), fixed.p, fixed.n);
    assert_int_equal(lab_import(&l, "household", buf_str(&path), plain), STATUS_OK);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_lines(&l, "household", fields,
                 (const char *[]){"Thôn Một|Lê An|1970|Số 1|4|",
                                  "Thôn Một|Lê, Bá|1970|Số 2|4|=a \"b\"", NULL});
    buf_release(&path);
    buf_release(&fixed);
    lab_close(&l);
}

/* ---- step by step, as a screen does ---- */

struct steps {
    struct import_table *t;
    struct import_columns c;
    struct import_plan p;
    struct import_options o;
};

static void begin(struct lab *l, struct steps *s, const char *text)
{
    const struct entity *e = entity_by_name("household");
    struct buf path = {0};
    buf_addf(&path, "%s/s.csv", l->dir);
    test_write_file(buf_str(&path), text, strlen(text));
    *s = (struct steps){.o = {.path = buf_str(&path), .program = l->program}};
    assert_int_equal(import_open(&s->t, &s->o, &l->d), STATUS_OK);
    assert_int_equal(import_match_columns(s->t, e, &s->o, l->who.today, &s->c, &l->d), STATUS_OK);
    assert_int_equal(import_plan_make(l->book, &l->who, e, s->t, &s->c, &s->o, &s->p, &l->d),
                     STATUS_OK);
    s->o.path = NULL;
    buf_release(&path);
}

static void again(struct lab *l, struct steps *s)
{
    import_plan_release(&s->p);
    assert_int_equal(import_plan_make(l->book, &l->who, entity_by_name("household"), s->t, &s->c,
                                      &s->o, &s->p, &l->d),
                     STATUS_OK);
}

static void finish(struct lab *l, struct steps *s)
{
    import_result_release(&l->result);
    assert_int_equal(import_run(l->book, &l->who, entity_by_name("household"), s->t, &s->c, &s->o,
                                &s->p, &l->result, &l->d),
                     STATUS_OK);
    import_plan_release(&s->p);
    import_columns_release(&s->c);
    import_table_free(s->t);
}

static void test_corrected_on_the_spot(void **state)
{
    struct lab l;
    struct steps s;
    struct buf b = {0};
    (void)state;
    open_lab(&l);
    begin(&l, &s, "Thon,Chu ho,So khau,Ma\n1,L\xAA An,bon,zz\n"); /* TCVN3 */
    assert_int_equal(s.p.count[IMPORT_REFUSE], 1);
    import_table_read_as(s.t, 1, 1, CHARSET_LATIN1, &b);
    assert_string_equal(buf_str(&b), "Lª An");
    import_table_decode(s.t, CHARSET_TCVN3);
    assert_true(span_eq_str(import_table_cell(s.t, 1, 1).text, "Lê An"));
    import_table_set(s.t, 1, 2, SPAN_LIT("4"));
    assert_true(
        import_column_set(&s.c, 3, entity_by_name("household"), SPAN_LIT("note"), 0, l.who.today));
    assert_false(import_column_set(&s.c, 3, entity_by_name("household"), SPAN_LIT("nothing"), 0,
                                   l.who.today));
    again(&l, &s);
    assert_int_equal(s.p.count[IMPORT_NEW], 1);
    finish(&l, &s);
    CHECK(&l, 1, 0, 0, 0, 0);
    assert_lines(&l, "household", fields, (const char *[]){"Thôn Một|Lê An|||4|zz", NULL});
    buf_release(&b);
    lab_close(&l);
}

/* Somebody enters one of the households while the plan is being looked at. */
static void test_book_changed(void **state)
{
    struct lab l;
    struct steps s;
    (void)state;
    open_lab(&l);
    begin(&l, &s, "Thon,Chu ho,So khau\n1,An,4\n1,Ba,5\n1,Ca,6\n");
    assert_int_equal(s.p.count[IMPORT_NEW], 3);
    assert_int_equal(lab_text(&l, "household", "Thôn,Chủ hộ,Số khẩu\n1,An,4\n1,Ba,9\n", plain),
                     STATUS_OK);
    finish(&l, &s);
    CHECK(&l, 1, 0, 1, 1, 0);
    assert_note(&l.result.refused, 0, 3, REASON_DIFFERS, "head");
    lab_close(&l);
}

static void test_rights(void **state)
{
    struct lab l;
    struct unit_key own;
    (void)state;
    open_lab(&l);
    assert_true(unit_parse(SPAN_LIT("15664001"), UNIT_2025, &own));
    l.who.role = ROLE_LEADER;
    l.who.units = &own;
    l.who.n_units = 1;
    assert_int_equal(lab_text(&l, "household",
                              "Thôn,Chủ hộ,ĐK 2025,CN 2025\n2,Lê An,,\n,Lê Bá,x,\n1,Lê Cả,x,x\n",
                              plain),
                     STATUS_OK);
    CHECK(&l, 1, 0, 0, 2, 0);
    assert_note(&l.result.refused, 0, 2, REASON_NOT_ALLOWED, "hamlet");
    assert_note(&l.result.refused, 1, 4, REASON_NOT_ALLOWED, NULL);
    assert_lines(&l, NULL, NULL, (const char *[]){"Gia đình học tập|2025|Đăng ký|Lê Bá", NULL});
    lab_close(&l);
}

/* Records taken out after an import can be brought in again by the same command. */
static void test_same_command_again(void **state)
{
    struct lab l;
    static const char text[] = "Thôn,Chủ hộ\n1,Lê An\n1,Lê Bá\n";
    (void)state;
    open_lab(&l);
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    uint64_t id = lab_first_id(&l, "household");
    assert_int_equal(delete_one(l.book, &l.who, id, &l.d), STATUS_OK);
    assert_int_equal(lab_text(&l, "household", text, plain), STATUS_OK);
    CHECK(&l, 1, 0, 1, 0, 0);
    assert_false(l.result.resumed);
    lab_close(&l);
}

/* The row fits, and what is recorded fits, and together they do not: the row is refused, and the
 * others are written. */
static void test_update_that_does_not_fit(void **state)
{
    static const char *const dates[] = {"head", "from", "to", "size", NULL};
    const struct import_options update = {.update = true};
    struct lab l;
    (void)state;
    open_lab(&l);
    assert_int_equal(
        lab_text(&l, "household", "Thôn,Chủ hộ,Từ ngày\n1,Lê An,1/1/2025\n1,Lê Bá,\n", plain),
        STATUS_OK);
    assert_int_equal(lab_text(&l, "household",
                              "Thôn,Chủ hộ,Đến ngày,Số khẩu\n1,Lê An,1/1/2024,4\n1,Lê Bá,,5\n",
                              update),
                     STATUS_OK);
    CHECK(&l, 0, 1, 0, 1, 0);
    assert_note(&l.result.refused, 0, 2, REASON_DATES_CROSS, "to");
    assert_lines(&l, "household", dates, (const char *[]){"Lê An|01/01/2025||", "Lê Bá|||5", NULL});
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused_file),       cmocka_unit_test(test_corrected_on_the_spot),
        cmocka_unit_test(test_book_changed),       cmocka_unit_test(test_rights),
        cmocka_unit_test(test_same_command_again), cmocka_unit_test(test_update_that_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
