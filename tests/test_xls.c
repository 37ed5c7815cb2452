/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/foreign_rows.h"

#include "core/foreign/xls.h"
#include "tests/excel_files.h"

enum { BIFF8 = 0x0600, BIFF5 = 0x0500 };

static void dump(struct span file, const char *sheet, struct buf *out)
{
    struct foreign_row *row = calloc(1, sizeof *row);
    struct foreign_fault fault = {0};
    enum foreign_step step = FOREIGN_FAULT;
    char *exact = rows_exact(file);
    struct xls *x = xls_open(span_make(exact, file.n), sheet, NULL, &fault);
    buf_reset(out);
    while (x && (step = xls_next(x, row, &fault)) == FOREIGN_ROW)
        rows_add(row, out);
    rows_end(step, &fault, out);
    if (step == FOREIGN_END)
        xls_count(x);
    xls_close(x);
    free(exact);
    free(row);
}

static void expect(const struct buf *file, const char *want)
{
    struct buf got = {0};
    dump(buf_span(file), NULL, &got);
    assert_string_equal(buf_str(&got), want);
    buf_release(&got);
}

/* A book of one sheet, in both kinds of container when it is small. */
static void expect_records(unsigned version, const struct buf *globals, const struct buf *records,
                           const char *want)
{
    struct xls_part sheet = {"Ho", records, false};
    struct buf stream = {0}, file = {0};
    excel_stream(&stream, version, globals, &sheet, 1);
    excel_container(&file, version == BIFF8 ? "Workbook" : "Book", &stream, false);
    expect(&file, want);
    excel_container(&file, version == BIFF8 ? "WORKBOOK" : "book", &stream, stream.n < 4096);
    expect(&file, want);
    buf_release(&stream);
    buf_release(&file);
}

static void add_rk(struct buf *b, unsigned row, unsigned column, unsigned xf, uint32_t rk)
{
    excel_cell(b, 0x027E, row, column, xf, 4);
    excel_u32(b, rk);
}

static void add_number(struct buf *b, unsigned row, unsigned column, unsigned xf, double v)
{
    excel_cell(b, 0x0203, row, column, xf, 8);
    excel_double(b, v);
}

/* A formula; result: the eight bytes of its value. */
static void add_formula(struct buf *b, unsigned row, unsigned column, const char *result)
{
    excel_cell(b, 0x0006, row, column, 0, 16);
    buf_add(b, result, 8);
    for (unsigned i = 0; i < 8; i++)
        buf_addc(b, 0);
}

static void add_boolerr(struct buf *b, unsigned row, unsigned column, int value, int error)
{
    excel_cell(b, 0x0205, row, column, 0, 2);
    buf_addc(b, (char)value);
    buf_addc(b, (char)error);
}

/* XF 0 General, 1 built-in date, 2 "dd/mm/yyyy", 3 "0000000000" */
static void add_formats(struct buf *b, bool wide)
{
    static const unsigned formats[] = {0, 14, 164, 165};
    static const char *const codes[] = {"dd/mm/yyyy", "0000000000"};
    for (unsigned i = 0; i < 2; i++) {
        excel_u16(b, 0x041E);
        excel_u16(b, 2 + (wide ? 3 : 1) + 10);
        excel_u16(b, 164 + i);
        if (wide)
            excel_u16(b, 10);
        buf_addc(b, wide ? 0 : 10);
        buf_adds(b, codes[i]);
    }
    for (unsigned i = 0; i < 4; i++) {
        excel_u16(b, 0x00E0);
        excel_u16(b, 20);
        excel_u16(b, 0);
        excel_u16(b, formats[i]);
        for (unsigned k = 0; k < 8; k++)
            excel_u16(b, 0);
    }
}

static void cells_of_every_type(void **state)
{
    struct buf globals = {0}, b = {0};
    (void)state;
    add_formats(&globals, true);
    excel_label(&b, 0, 0, "Họ và tên", true);
    excel_label(&b, 0, 2, "Tên é", false);
    add_rk(&b, 1, 0, 0, 1970 << 2 | 2);         /* an integer */
    add_rk(&b, 1, 1, 0, (6520u << 2) | 3);      /* in hundredths */
    add_rk(&b, 1, 2, 0, 0xC0000000);            /* the upper half of -2.0 */
    add_rk(&b, 1, 3, 0, (uint32_t)-5 << 2 | 2); /* negative */
    add_number(&b, 1, 4, 0, 0.1);
    add_number(&b, 2, 0, 1, 46293);
    add_number(&b, 2, 1, 2, 46293.5);
    add_number(&b, 2, 2, 3, 912345678);
    add_number(&b, 2, 3, 99, 7);
    excel_cell(&b, 0x00BD, 3, 1, 2, 0); /* MULRK: first column 1, then (xf, rk) */
    b.n -= 2;
    b.p[b.n - 4 - 2] = 4 + 2 * 6 + 2; /* its length */
    excel_u16(&b, 2);
    excel_u32(&b, 46293u << 2 | 2);
    excel_u16(&b, 0);
    excel_u32(&b, 4 << 2 | 2);
    excel_u16(&b, 2);
    add_boolerr(&b, 4, 0, 1, 0);
    add_boolerr(&b, 4, 1, 0, 0);
    add_boolerr(&b, 4, 2, 0x2A, 1);
    add_boolerr(&b, 4, 3, 0x17, 1);
    add_formula(&b, 5, 0, "\0\0\0\0\0\0\xF8\x3F"); /* 1.5 */
    add_formula(&b, 5, 1, "\0\0\0\0\0\0\xFF\xFF"); /* a text, behind */
    excel_record(&b, 0x04BC, "shared formula", 14);
    excel_record(&b, 0x0207, "\5\0\0H\xF4 mo", 8);
    add_formula(&b, 5, 2, "\1\0\1\0\0\0\xFF\xFF");   /* TRUE */
    add_formula(&b, 5, 3, "\2\0\x07\0\0\0\xFF\xFF"); /* #DIV/0! */
    add_formula(&b, 5, 4, "\3\0\0\0\0\0\xFF\xFF");   /* an empty text */
    excel_cell(&b, 0x0201, 6, 0, 1, 0);              /* blank */
    expect_records(BIFF8, &globals, &b,
                   "1[Họ và tên][][Tên é] 2[1970][65.2][-2][-5][0.1] "
                   "3[2026-09-28][2026-09-28][0912345678][7] 4[][2026-09-28][4] "
                   "5[TRUE][FALSE][#N/A][#REF!] 6[1.5][Hô mo][TRUE][#DIV/0!] end");
    excel_record(&globals, 0x0022, "\1\0", 2); /* days since 1904 */
    buf_reset(&b);
    add_number(&b, 9, 0, 1, 44831);
    expect_records(BIFF8, &globals, &b, "10[2026-09-28] end");
    buf_release(&globals);
    buf_release(&b);
}

/* The table of texts, cut into records at every place in turn: characters that go on in the next
 * record are told anew whether they are wide. */
static void shared_texts_cut_anywhere(void **state)
{
    static const char *const want = "1[aé][Hộ][rich][kana][x] end";
    struct buf b = {0};
    (void)state;
    for (unsigned i = 0; i < 5; i++) {
        excel_cell(&b, 0x00FD, 0, i, 0, 4);
        excel_u32(&b, i == 4 ? 77 : i);
    }
    excel_label(&b, 0, 4, "x", false); /* so that the last is seen */
    for (unsigned cut = 0; cut <= 6; cut++) {
        struct buf globals = {0}, sst = {0};
        excel_u32(&sst, 4);
        excel_u32(&sst, 4);
        buf_add(&sst, "\2\0\0a\xE9", 5);
        buf_add(&sst, "\2\0\1H\0\xD9\x1E", 7);
        buf_add(&sst, "\4\0\x08\1\0rich\0\0\5\0", 13);
        buf_add(&sst, "\4\0\x04\3\0\0\0kana123", 14);
        static const struct {
            size_t at;
            int flag; /* -1: not within characters */
        } cuts[] = {{0, -1}, {8, -1}, {12, 0}, {13, -1}, {18, 1}, {32, -1}, {41, 0}};
        size_t at = cuts[cut].at;
        excel_record(&globals, 0x00FC, sst.p, at);
        struct buf rest = {0};
        if (cuts[cut].flag >= 0)
            buf_addc(&rest, (char)cuts[cut].flag);
        buf_add(&rest, sst.p + at, sst.n - at);
        excel_record(&globals, 0x003C, rest.p, rest.n);
        struct buf file = {0}, stream = {0}, got = {0};
        struct xls_part sheet = {"Ho", &b, false};
        excel_stream(&stream, BIFF8, &globals, &sheet, 1);
        excel_container(&file, "Workbook", &stream, false);
        dump(buf_span(&file), NULL, &got);
        if (strcmp(buf_str(&got), want) != 0)
            fail_msg("cut %u: %s, not %s", cut, buf_str(&got), want);
        buf_release(&file);
        buf_release(&stream);
        buf_release(&got);
        buf_release(&rest);
        buf_release(&globals);
        buf_release(&sst);
    }
    buf_release(&b);
}

/* All texts of the book are empty: the cell is, and nothing is read where no text was kept. */
static void shared_texts_all_empty(void **state)
{
    struct buf globals = {0}, b = {0};
    (void)state;
    excel_record(&globals, 0x00FC, "\1\0\0\0\1\0\0\0\0\0\0", 11);
    excel_cell(&b, 0x00FD, 0, 0, 0, 4);
    excel_u32(&b, 0);
    excel_label(&b, 0, 1, "x", false);
    expect_records(BIFF8, &globals, &b, "1[][x] end");
    buf_release(&globals);
    buf_release(&b);
}

static void bytes_of_excel_95(void **state)
{
    struct buf globals = {0}, b = {0};
    (void)state;
    excel_record(&globals, 0x0042, "\xE4\4", 2); /* code page 1252, whatever the bytes are */
    add_formats(&globals, false);
    excel_label5(&b, 0, 0, "Th\xABn/TDP");
    excel_cell(&b, 0x00D6, 0, 1, 0, 2 + 3 + 3); /* text with fonts */
    buf_add(&b, "\3\0H\xE9x\1\0\5", 8);
    add_number(&b, 1, 0, 1, 46293);
    add_number(&b, 1, 1, 3, 12);
    expect_records(BIFF5, &globals, &b, "1[Th\xABn/TDP][H\xE9x] 2[2026-09-28][0000000012] end");
    buf_release(&globals);
    buf_release(&b);
}

static void rows_in_any_order(void **state)
{
    struct buf b = {0};
    (void)state;
    add_rk(&b, 5, 1, 0, 1 << 2 | 2);
    add_rk(&b, 0, 2, 0, 2 << 2 | 2);
    excel_bof(&b, BIFF8, 0x20); /* a chart within the sheet has cells of its own */
    add_rk(&b, 3, 3, 0, 9 << 2 | 2);
    excel_record(&b, 0x000A, "", 0);
    add_rk(&b, 5, 0, 0, 3 << 2 | 2);
    add_rk(&b, 65535, 0, 0, 4 << 2 | 2);
    add_rk(&b, 0, 2, 0, 5 << 2 | 2); /* once more: this one counts */
    expect_records(BIFF8, NULL, &b, "1[][][5] 6[3][1] 65536[4] end");
    buf_release(&b);
}

static void sheets_by_name_and_number(void **state)
{
    static const struct {
        const char *sheet, *want;
    } cases[] = {{NULL, "1[7] end"},  {"bia", "end"},      {"1", "end"},
                 {"Ẩn", "1[8] end"},  {"2", "1[8] end"},   {"GIA DINH", "1[7] end"},
                 {"4", "fault 16@0"}, {"x", "fault 16@0"}, {"3", "1[7] end"}};
    struct buf none = {0}, hidden = {0}, list = {0}, stream = {0}, file = {0}, got = {0};
    (void)state;
    add_rk(&hidden, 0, 0, 0, 8 << 2 | 2);
    add_rk(&list, 0, 0, 0, 7 << 2 | 2);
    struct xls_part sheets[] = {
        {"Bìa", &none, false}, {"Ẩn", &hidden, true}, {"Gia đình", &list, false}};
    excel_stream(&stream, BIFF8, NULL, sheets, 3);
    excel_container(&file, "Workbook", &stream, true);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dump(buf_span(&file), cases[i].sheet, &got);
        if (strcmp(buf_str(&got), cases[i].want) != 0)
            fail_msg("sheet %s: %s", cases[i].sheet, buf_str(&got));
    }
    struct foreign_fault fault;
    struct foreign_row *row = calloc(1, sizeof *row);
    struct xls *x = xls_open(buf_span(&file), NULL, NULL, &fault);
    while (xls_next(x, row, &fault) == FOREIGN_ROW)
        ;
    xls_count(x);
    const struct excel_sheets *s = xls_sheets(x);
    assert_int_equal(s->n, 3);
    assert_int_equal(s->chosen, 2);
    assert_int_equal(s->v[0].rows + 10 * s->v[1].rows + 100 * s->v[2].rows, 110);
    assert_true(s->v[1].hidden && !s->v[2].hidden);
    assert_string_equal(s->v[2].name, "Gia đình");
    xls_close(x);
    free(row);
    buf_release(&none);
    buf_release(&hidden);
    buf_release(&list);
    buf_release(&stream);
    buf_release(&file);
    buf_release(&got);
}

static void files_that_are_refused(void **state)
{
    struct buf globals = {0}, none = {0}, stream = {0}, file = {0};
    struct xls_part sheet = {"Ho", &none, false};
    (void)state;
    excel_record(&globals, 0x002F, "\1\0\1\0", 4); /* a password */
    expect_records(BIFF8, &globals, &none, "fault 13@0");
    excel_stream(&stream, BIFF8, NULL, &sheet, 1);
    excel_container(&file, "EncryptedPackage", &stream, false); /* the same of an .xlsx */
    expect(&file, "fault 13@0");
    excel_container(&file, "WordDocument", &stream, false);
    expect(&file, "fault 12@0");
    excel_stream(&stream, BIFF8, NULL, &sheet, 0);
    excel_container(&file, "Workbook", &stream, false);
    expect(&file, "fault 12@0");
    buf_reset(&file);
    buf_add(&file, "\x09\x04\x06\0\0\0\x10\0\0\0\x0A\0\0\0", 14); /* Excel 4 */
    expect(&file, "fault 1@0");
    buf_reset(&stream);
    excel_bof(&stream, 0x0400, 5);
    excel_container(&file, "Book", &stream, false);
    expect(&file, "fault 1@0");
    buf_reset(&file);
    expect(&file, "fault 12@0");
    buf_release(&globals);
    buf_release(&stream);
    buf_release(&file);
}

static void columns_and_cells_have_limits(void **state)
{
    struct buf b = {0};
    (void)state;
    add_rk(&b, 2, 511, 0, 1 << 2 | 2);
    struct buf want = {0};
    buf_adds(&want, "3");
    for (unsigned i = 0; i < 511; i++)
        buf_adds(&want, "[]");
    buf_adds(&want, "[1] end");
    expect_records(BIFF8, NULL, &b, buf_str(&want));
    add_rk(&b, 3, 512, 0, 1 << 2 | 2);
    buf_truncate(&want, want.n - 3);
    buf_adds(&want, "fault 5@4");
    expect_records(BIFF8, NULL, &b, buf_str(&want));
    buf_release(&want);
    /* a text of 22,000 marked letters is 66,000 bytes */
    struct buf sst = {0};
    excel_u16(&sst, 0x00FC);
    excel_u16(&sst, 8 + 3 + 2 * 4000);
    excel_u32(&sst, 1);
    excel_u32(&sst, 1);
    excel_u16(&sst, 22000);
    buf_addc(&sst, 1);
    for (unsigned i = 0; i < 22000; i++) {
        if (i && i % 4000 == 0) {
            excel_u16(&sst, 0x003C);
            excel_u16(&sst, 1 + 2 * (i == 20000 ? 2000 : 4000));
            buf_addc(&sst, 1);
        }
        excel_u16(&sst, 0x1EC7);
    }
    buf_reset(&b);
    excel_cell(&b, 0x00FD, 6, 0, 0, 4);
    excel_u32(&b, 0);
    expect_records(BIFF8, &sst, &b, "fault 6@7");
    buf_release(&sst);
    buf_release(&b);
}

static void make_list(struct buf *file, bool small)
{
    struct buf globals = {0}, b = {0}, stream = {0};
    struct xls_part sheet = {"Hộ", &b, false};
    add_formats(&globals, true);
    buf_add(&globals, "\xFC\0\x0C\0\1\0\0\0\1\0\0\0\1\0\0a", 16);
    for (unsigned i = 0; i < 40; i++) {
        excel_cell(&b, 0x00FD, i, 0, 0, 4);
        excel_u32(&b, 0);
        add_rk(&b, i, 1, 1, i << 2 | 2);
        excel_label(&b, i, 2, "Thôn Một", true);
    }
    excel_stream(&stream, BIFF8, &globals, &sheet, 1);
    excel_container(file, "Workbook", &stream, small);
    buf_release(&globals);
    buf_release(&b);
    buf_release(&stream);
}

static void cut_files(void **state)
{
    struct buf file = {0}, got = {0};
    (void)state;
    make_list(&file, false);
    dump(buf_span(&file), NULL, &got);
    assert_non_null(strstr(buf_str(&got), " 40[a][1900-02-08][Thôn Một] end"));
    for (size_t n = 0; n < file.n; n += 64) {
        dump(span_make(file.p, n), NULL, &got);
        if (n < file.n - 512) /* the last sector is filled up */
            assert_non_null(strstr(buf_str(&got), "fault "));
    }
    dump(span_make(file.p, file.n - 1024), NULL, &got); /* the rows before the cut are there */
    assert_int_equal(strncmp(buf_str(&got), "1[a][1900-01-00][Thôn Một] 2[a]", 30), 0);
    assert_non_null(strstr(buf_str(&got), "fault 9@"));
    buf_release(&file);
    buf_release(&got);
}

static void any_byte_may_be_wrong(void **state)
{
    struct buf file = {0}, got = {0};
    uint64_t seed = 1;
    (void)state;
    for (unsigned i = 0; i < 6000; i++) {
        if (i % 3000 == 0)
            make_list(&file, i > 0);
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)(seed >> 33) % file.n;
        if (i % 2) /* the tables at the start of a file and of a stream are the tender parts */
            at %= 2300;
        char was = file.p[at];
        file.p[at] = (char)(seed >> 20);
        dump(buf_span(&file), NULL, &got);
        file.p[at] = was;
    }
    buf_release(&file);
    buf_release(&got);
}

static void add_merge(struct buf *b, unsigned top, unsigned bottom, unsigned left, unsigned right)
{
    excel_u16(b, top);
    excel_u16(b, bottom);
    excel_u16(b, left);
    excel_u16(b, right);
}

static void merged_cells_stand_in_each_row(void **state)
{
    struct buf b = {0}, areas = {0};
    (void)state;
    add_rk(&b, 0, 0, 0, 7 << 2 | 2);
    add_rk(&b, 0, 1, 0, 1 << 2 | 2);
    add_rk(&b, 1, 1, 0, 2 << 2 | 2);
    add_rk(&b, 3, 1, 0, 3 << 2 | 2);
    add_rk(&b, 4, 1, 0, 4 << 2 | 2);
    add_rk(&b, 65535, 2, 0, 5 << 2 | 2);
    excel_u16(&areas, 3);
    add_merge(&areas, 0, 3, 0, 0);
    add_merge(&areas, 4, 65535, 1, 3);
    add_merge(&areas, 3, 0, 1, 1);
    excel_record(&b, 0x00E5, areas.p, areas.n);
    buf_reset(&areas);
    excel_u16(&areas, 500); /* more than there are */
    add_merge(&areas, 9, 9, 600, 700);
    excel_record(&b, 0x00E5, areas.p, areas.n);
    excel_record(&b, 0x00E5, "", 0);
    expect_records(BIFF8, NULL, &b, "1[7][1] 2{7}[2] 4{7}[3] 5[][4] 65536[]{4}[5] end");
    buf_release(&b);
    buf_release(&areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_every_type),
        cmocka_unit_test(shared_texts_cut_anywhere),
        cmocka_unit_test(shared_texts_all_empty),
        cmocka_unit_test(bytes_of_excel_95),
        cmocka_unit_test(rows_in_any_order),
        cmocka_unit_test(sheets_by_name_and_number),
        cmocka_unit_test(files_that_are_refused),
        cmocka_unit_test(columns_and_cells_have_limits),
        cmocka_unit_test(cut_files),
        cmocka_unit_test(merged_cells_stand_in_each_row),
        cmocka_unit_test(any_byte_may_be_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
