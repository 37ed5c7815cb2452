/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file on its way into the book: what a person changes by hand at each step, and what comes of
 * it.
 */
#include "forms/import_job.h"
#include "tests/import_support.h"

struct bench {
    struct lab lab;
    struct import_job job;
    struct detail d;
};

static void begin(struct bench *b)
{
    *b = (struct bench){0};
    lab_open(&b->lab, "mem:");
    assert_int_equal(
        lab_text(&b->lab, "hamlet", "Tên thôn\nThôn Đông\nThôn Đoài\n", (struct import_options){0}),
        STATUS_OK);
    assert_int_equal(b->lab.result.imported, 2);
    import_job_init(&b->job, b->lab.book, &b->lab.who);
    b->job.options.program = b->lab.program;
}

static void end(struct bench *b)
{
    import_job_release(&b->job);
    lab_close(&b->lab);
}

/* Opens text as a file of that name, in charset c. */
static enum status open_as(struct bench *b, const char *name, enum charset c, const char *text)
{
    struct buf path = {0}, bytes = {0};
    buf_addf(&path, "%s/%s", b->lab.dir, name);
    if (c == CHARSET_UTF8)
        buf_adds(&bytes, text);
    else
        assert_true(charset_encode(c, span_of(text), &bytes, NULL));
    test_write_file(buf_str(&path), bytes.p, bytes.n);
    enum status s = import_job_open(&b->job, buf_str(&path), &b->d);
    buf_release(&path);
    buf_release(&bytes);
    return s;
}

static void open_households(struct bench *b, const char *text)
{
    assert_int_equal(import_job_set_entity(&b->job, entity_by_name("household"), &b->d), STATUS_OK);
    if (open_as(b, "ho.csv", CHARSET_UTF8, text) != STATUS_OK)
        fail_msg("%s", b->d.text);
    assert_true(b->job.planned);
}

static void expect_plan(const struct bench *b, unsigned fresh, unsigned unchanged, unsigned refused)
{
    assert_true(b->job.planned);
    assert_int_equal(b->job.plan.count[IMPORT_NEW], fresh);
    assert_int_equal(b->job.plan.count[IMPORT_UNCHANGED], unchanged);
    assert_int_equal(b->job.plan.count[IMPORT_REFUSE], refused);
}

static void correct(struct bench *b, size_t note, const char *text)
{
    size_t row;
    int column;
    assert_true(import_job_note_cell(&b->job, &b->job.plan.refused.v[note], &row, &column));
    assert_true(column >= 0);
    assert_int_equal(import_job_correct(&b->job, row, (unsigned)column, span_of(text), &b->d),
                     STATUS_OK);
    assert_true(import_job_corrected(&b->job, row, (unsigned)column));
}

static const char faulty[] = "Thôn,Chủ hộ,Năm sinh,Số khẩu\n"
                             "Thôn Đông,Lê Văn A,1970,4\n"
                             "Thôn Đông,Lê Văn B,19 bảy lăm,4\n"
                             "Thôn Đòai,Lê Văn C,1980,5\n"
                             "Thôn Đông\n";

static void test_refused_corrected(void **state)
{
    struct bench b;
    struct buf text = {0};
    (void)state;
    begin(&b);
    open_households(&b, faulty);
    expect_plan(&b, 2, 0, 2);
    import_job_add_note(&b.job, &b.job.plan.refused.v[0], &text);
    assert_non_null(strstr(buf_str(&text), "Dòng 3: Năm sinh '19 bảy lăm'"));
    correct(&b, 0, "1975");
    expect_plan(&b, 3, 0, 1);
    /* the last row is shorter than the header */
    assert_int_equal(b.job.plan.refused.v[0].line, 5);
    correct(&b, 0, "Lê Thị D");
    expect_plan(&b, 4, 0, 0);
    assert_int_equal(import_job_run(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.done.imported, 4);
    assert_true(b.job.done.written);
    expect_plan(&b, 0, 4, 0);
    static const char *const fields[] = {"hamlet", "head", "birth", NULL};
    struct lines have = {0};
    lab_dump(&b.lab, "household", fields, &have);
    assert_int_equal(have.n, 4);
    assert_string_equal(have.v[0], "Thôn Đoài|Lê Văn C|1980");
    assert_string_equal(have.v[1], "Thôn Đông|Lê Thị D|");
    assert_string_equal(have.v[3], "Thôn Đông|Lê Văn B|1975");
    lines_release(&have);
    buf_release(&text);
    end(&b);
}

static void test_import_before_correction(void **state)
{
    struct bench b;
    struct buf csv = {0};
    (void)state;
    begin(&b);
    open_households(&b, faulty);
    assert_int_equal(import_job_run(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.done.imported, 2);
    expect_plan(&b, 0, 2, 2);
    import_job_add_refused(&b.job, &csv);
    assert_non_null(strstr(buf_str(&csv), "Lê Văn B"));
    assert_null(strstr(buf_str(&csv), "Lê Văn A"));
    correct(&b, 0, "1975");
    assert_int_equal(import_job_run(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.done.imported, 3); /* of both runs */
    expect_plan(&b, 0, 3, 1);
    buf_release(&csv);
    end(&b);
}

static void expect_name(struct bench *b, const char *path, unsigned number, const char *want)
{
    struct buf name = {0};
    char *own = b->job.path;
    b->job.path = (char *)path;
    import_job_add_refused_name(&b->job, number, &name);
    assert_string_equal(buf_str(&name), want);
    b->job.path = own;
    buf_release(&name);
}

static void test_refused_name(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    expect_name(&b, "ho.csv", 1, "ho-tu-choi.csv");
    expect_name(&b, "ho.csv", 2, "ho-tu-choi-2.csv");
    expect_name(&b, "a.b/ho.DBF", 1, "a.b/ho-tu-choi.csv");
    expect_name(&b, "a.b/ho", 1, "a.b/ho-tu-choi.csv");
    expect_name(&b, "ho-tu-choi.csv", 2, "ho-tu-choi-2.csv");
    expect_name(&b, "ho-tu-choi-2.csv", 3, "ho-tu-choi-3.csv");
    expect_name(&b, "ho-2.csv", 1, "ho-2-tu-choi.csv");
    expect_name(&b, ".csv", 1, ".csv-tu-choi.csv");
    end(&b);
}

/* ---- charsets ---- */

static const char people[] = "Thôn,Chủ hộ,Năm sinh\n"
                             "Thôn Đông,Nguyễn Thị Hường,1958\n"
                             "Thôn Đông,AN,1960\n"
                             "Thôn Đoài,Đặng Văn Tuấn,1961\n";

static void test_charsets(void **state)
{
    static const enum charset all[] = {CHARSET_TCVN3, CHARSET_VNI, CHARSET_UTF8, CHARSET_VISCII};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bench b;
        size_t rows[IMPORT_SAMPLE];
        struct buf cell = {0};
        begin(&b);
        assert_int_equal(import_job_set_entity(&b.job, entity_by_name("household"), &b.d),
                         STATUS_OK);
        assert_int_equal(open_as(&b, "ho.csv", all[i], people), STATUS_OK);
        assert_int_equal(import_job_charset(&b.job), all[i]);
        assert_true(b.job.n_candidates >= 1 && b.job.n_candidates <= IMPORT_CANDIDATES);
        assert_int_equal(b.job.candidate[0], all[i]);
        for (size_t k = 1; k < b.job.n_candidates; k++)
            assert_int_not_equal(b.job.candidate[k], all[i]);
        expect_plan(&b, 3, 0, 0);
        unsigned column = import_job_sample_column(&b.job);
        assert_int_equal(import_job_sample(&b.job, 1, rows), 3);
        assert_int_equal(column, 1);
        import_table_read_as(b.job.table, rows[2], 1, all[i], &cell);
        assert_string_equal(buf_str(&cell), "Đặng Văn Tuấn");
        for (unsigned c = 0; c < CHARSET_COUNT; c++)
            assert_true(*import_charset_label((enum charset)c));
        buf_release(&cell);
        end(&b);
    }
}

static void test_other_charset(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    assert_int_equal(import_job_set_entity(&b.job, entity_by_name("household"), &b.d), STATUS_OK);
    assert_int_equal(open_as(&b, "ho.csv", CHARSET_TCVN3, people), STATUS_OK);
    assert_int_equal(import_job_correct(&b.job, 2, 1, SPAN_LIT("Lê An"), &b.d), STATUS_OK);
    enum status s = import_job_set_charset(&b.job, CHARSET_VNI, &b.d); /* may find no column */
    assert_true(s == STATUS_OK || (s == STATUS_INVALID && !b.job.planned));
    assert_int_equal(import_job_set_charset(&b.job, CHARSET_AUTO, &b.d), STATUS_OK);
    expect_plan(&b, 3, 0, 0);
    /* what was corrected stays */
    assert_true(span_eq_str(import_table_cell(b.job.table, 2, 1).text, "Lê An"));
    assert_true(import_job_corrected(&b.job, 2, 1));
    end(&b);
}

static void test_plain_file(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    open_households(&b, "THON,CHU HO\nThon Dong,Le An\n");
    assert_int_equal(b.job.n_candidates, 0);
    assert_int_equal(import_job_charset(&b.job), CHARSET_ASCII);
    end(&b);
}

/* ---- columns ---- */

static int column_meaning(const struct bench *b, const char *label)
{
    for (unsigned k = 0; k < b->job.columns.n; k++) {
        struct buf t = {0};
        import_job_add_meaning(&b->job, k, &t);
        bool is = strcmp(buf_str(&t), label) == 0;
        buf_release(&t);
        if (is)
            return (int)k;
    }
    return -1;
}

static void test_columns_by_hand(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    open_households(&b, "Thôn,Chủ hộ,Tên thật,Màu nhà\nThôn Đông,A,Lê Văn A,xanh\n");
    assert_int_equal(column_meaning(&b, "Chủ hộ"), 1);
    assert_int_equal(import_job_set_meaning(&b.job, 2, "head", &b.d), STATUS_OK);
    assert_int_equal(column_meaning(&b, "Chủ hộ"), 2);
    assert_int_equal(column_meaning(&b, "bỏ qua"), 1);
    assert_int_equal(import_job_set_meaning(&b.job, 3, "-", &b.d), STATUS_OK);
    assert_int_equal(import_job_set_meaning(&b.job, 3, "nhảm nhí", &b.d), STATUS_USAGE);
    assert_int_equal(b.job.plan.warnings.n, 0);
    /* a new reading of the file keeps what was chosen */
    assert_int_equal(import_job_set_charset(&b.job, CHARSET_UTF8, &b.d), STATUS_OK);
    assert_int_equal(column_meaning(&b, "Chủ hộ"), 2);
    assert_int_equal(import_job_run(&b.job, &b.d), STATUS_OK);
    static const char *const fields[] = {"head", NULL};
    struct lines have = {0};
    lab_dump(&b.lab, "household", fields, &have);
    assert_int_equal(have.n, 1);
    assert_string_equal(have.v[0], "Lê Văn A");
    lines_release(&have);
    end(&b);
}

static void test_no_column_known(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    assert_int_equal(import_job_set_entity(&b.job, entity_by_name("household"), &b.d), STATUS_OK);
    assert_int_equal(open_as(&b, "x.csv", CHARSET_UTF8, "aaa,bbb\nThôn Đông,Lê Văn A\n"),
                     STATUS_INVALID);
    assert_true(b.d.text[0]);
    assert_false(b.job.planned);
    assert_non_null(b.job.table);
    assert_int_equal(b.job.columns.n, 2);
    assert_int_equal(import_job_set_meaning(&b.job, 0, "hamlet", &b.d), STATUS_OK);
    assert_int_equal(import_job_set_meaning(&b.job, 1, "head", &b.d), STATUS_OK);
    expect_plan(&b, 1, 0, 0);
    end(&b);
}

static void test_choices(void **state)
{
    (void)state;
    for (size_t i = 0; import_job_entity(i); i++) {
        struct bench b;
        struct import_choices c;
        begin(&b);
        assert_int_equal(import_job_set_entity(&b.job, import_job_entity(i), &b.d), STATUS_OK);
        (void)!open_as(&b, "x.csv", CHARSET_UTF8, "a,b\n1,2\n");
        import_job_choices(&b.job, &c);
        size_t fields = 0;
        for (size_t k = 0; k < b.job.e->n_fields; k++)
            fields += !(b.job.e->fields[k].flags & FIELD_AUTO);
        if (c.n < fields + 1)
            fail_msg("%s: %zu choices for %zu fields", b.job.e->name, c.n, fields);
        for (size_t k = 0; k < c.n; k++) {
            assert_true(c.v[k].label[0]);
            if (!import_column_set(&b.job.columns, 0, b.job.e, span_of(c.v[k].text), 0,
                                   b.lab.who.today))
                fail_msg("%s: '%s' is not taken", b.job.e->name, c.v[k].text);
            struct buf t = {0};
            import_job_add_meaning(&b.job, 0, &t);
            assert_string_equal(buf_str(&t), c.v[k].label);
            buf_release(&t);
        }
        import_choices_release(&c);
        end(&b);
    }
}

static void test_entities(void **state)
{
    size_t n = 0, all = 0;
    (void)state;
    while (entity_at(all))
        all++;
    for (; import_job_entity(n); n++)
        for (size_t k = 0; k < n; k++)
            assert_ptr_not_equal(import_job_entity(k), import_job_entity(n));
    assert_int_equal(n, all);
    assert_int_equal(import_job_entity(0)->id, ENTITY_HAMLET);
    assert_int_equal(import_job_entity(2)->id, ENTITY_HOUSEHOLD);
}

/* ---- options ---- */

static void test_options(void **state)
{
    struct bench b;
    struct buf text = {0};
    (void)state;
    begin(&b);
    open_households(&b, "Chủ hộ,Số khẩu,ĐK GĐHT\nLê Văn A,4,x\n");
    expect_plan(&b, 0, 0, 1); /* no hamlet */
    assert_int_equal(import_job_set_hamlet(&b.job, "Thôn Tây", &b.d), STATUS_USAGE);
    assert_null(strstr(b.d.text, "--"));
    expect_plan(&b, 0, 0, 1);
    assert_int_equal(import_job_set_hamlet(&b.job, "Thôn Đông", &b.d), STATUS_OK);
    expect_plan(&b, 1, 0, 0);
    assert_int_equal(b.job.plan.titles, 0);
    import_job_add_note(&b.job, &b.job.plan.warnings.v[0], &text);
    assert_null(strstr(buf_str(&text), "--"));
    b.job.options.year = 2026;
    assert_int_equal(import_job_replan(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.plan.titles, 1);
    assert_int_equal(import_job_run(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.done.titles, 1);

    assert_int_equal(open_as(&b, "sau.csv", CHARSET_UTF8, "Chủ hộ,Số khẩu\nLê Văn A,5\n"),
                     STATUS_OK);
    expect_plan(&b, 0, 0, 1);
    assert_int_equal(b.job.plan.refused.v[0].reason, REASON_DIFFERS);
    buf_reset(&text);
    import_job_add_note(&b.job, &b.job.plan.refused.v[0], &text);
    assert_null(strstr(buf_str(&text), "--"));
    assert_non_null(strstr(buf_str(&text), "Số khẩu"));
    b.job.options.update = true;
    assert_int_equal(import_job_replan(&b.job, &b.d), STATUS_OK);
    assert_int_equal(b.job.plan.count[IMPORT_UPDATE], 1);
    buf_release(&text);
    end(&b);
}

static void test_bad_file(void **state)
{
    struct bench b;
    (void)state;
    begin(&b);
    open_households(&b, faulty);
    assert_int_equal(import_job_open(&b.job, "/nowhere/x.csv", &b.d), STATUS_NOTFOUND);
    assert_non_null(strstr(b.d.text, "/nowhere/x.csv"));
    expect_plan(&b, 2, 0, 2); /* the file before it stays */
    end(&b);
}

/* ---- draft ---- */

static void test_draft(void **state)
{
    struct bench b;
    struct buf draft = {0};
    (void)state;
    begin(&b);
    open_households(&b, faulty);
    import_job_to_draft(&b.job, &draft);
    assert_int_equal(draft.n, 0);
    correct(&b, 0, "1975");
    assert_int_equal(import_job_set_meaning(&b.job, 3, "note", &b.d), STATUS_OK);
    assert_true(b.job.draft_due);
    import_job_to_draft(&b.job, &draft);

    open_households(&b, faulty);
    expect_plan(&b, 2, 0, 2);
    for (size_t n = 0; n < draft.n; n += 9) { /* broken off anywhere */
        struct import_job *j = &b.job;
        open_households(&b, faulty);
        import_job_from_draft(j, span_make(draft.p, n));
        assert_true(j->planned);
    }
    open_households(&b, faulty);
    assert_int_equal(import_job_from_draft(&b.job, buf_span(&draft)), 2);
    expect_plan(&b, 3, 0, 1);
    assert_int_equal(column_meaning(&b, "Ghi chú"), 3);
    assert_false(b.job.draft_due);

    /* another file of the same name: only what fits comes back */
    open_households(&b, "Thôn,Chủ hộ,Năm sinh,Số người\nThôn Đông,Lê Văn A,1970,4\n"
                        "Thôn Đông,Lê Văn B,19 tám,4\n");
    assert_int_equal(import_job_from_draft(&b.job, buf_span(&draft)), 0);
    assert_int_equal(import_job_set_entity(&b.job, entity_by_name("citizen"), &b.d), STATUS_OK);
    assert_int_equal(import_job_from_draft(&b.job, buf_span(&draft)), 0);
    assert_int_equal(import_job_from_draft(&b.job, SPAN_LIT("nhảm nhí")), 0);
    buf_release(&draft);
    end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused_corrected),
        cmocka_unit_test(test_import_before_correction),
        cmocka_unit_test(test_refused_name),
        cmocka_unit_test(test_charsets),
        cmocka_unit_test(test_other_charset),
        cmocka_unit_test(test_plain_file),
        cmocka_unit_test(test_columns_by_hand),
        cmocka_unit_test(test_no_column_known),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_entities),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_bad_file),
        cmocka_unit_test(test_draft),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
