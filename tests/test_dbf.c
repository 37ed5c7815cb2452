/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/foreign_rows.h"

#include "core/foreign/dbf.h"

struct field {
    const char *name;
    char type;
    unsigned width, flags;
};

/* A file in memory, written field by field, so that it can be wrong in any way. */
static void begin(struct buf *b, unsigned char version, uint32_t records, const struct field *f,
                  unsigned n, unsigned backlink)
{
    unsigned header = 32 + 32 * n + 1 + backlink, record = 1;
    for (unsigned i = 0; i < n; i++)
        record += f[i].width;
    unsigned char head[32] = {version,
                              126,
                              11,
                              22,
                              records & 255,
                              records >> 8 & 255,
                              records >> 16 & 255,
                              records >> 24,
                              header & 255,
                              header >> 8,
                              record & 255,
                              record >> 8};
    buf_reset(b);
    buf_add(b, head, 32);
    for (unsigned i = 0; i < n; i++) {
        unsigned char d[32] = {0};
        memcpy(d, f[i].name, strlen(f[i].name) < 11 ? strlen(f[i].name) : 11);
        d[11] = (unsigned char)f[i].type;
        d[16] = f[i].width & 255;
        d[17] = (unsigned char)(f[i].width >> 8);
        d[18] = (unsigned char)f[i].flags;
        buf_add(b, d, 32);
    }
    buf_addc(b, 0x0D);
    for (unsigned i = 0; i < backlink; i++)
        buf_addc(b, 0);
}

/* Behind a fault its detail. */
static void dump(const struct buf *file, struct buf *out)
{
    struct foreign_row *row = calloc(1, sizeof *row);
    struct foreign_fault fault = {0};
    enum foreign_step step = FOREIGN_FAULT;
    char *exact = rows_exact(buf_span(file));
    struct dbf *d = dbf_open(span_make(exact, file->n), &fault);
    buf_reset(out);
    while (d && (step = dbf_next(d, row, &fault)) == FOREIGN_ROW)
        rows_add(row, out);
    rows_end(step, &fault, out);
    buf_adds(out, step == FOREIGN_END ? "" : fault.detail);
    dbf_close(d);
    free(exact);
    free(row);
}

static void expect(const struct buf *file, const char *want)
{
    struct buf got = {0};
    dump(file, &got);
    assert_string_equal(buf_str(&got), want);
    buf_release(&got);
}

static const struct field people[] = {
    {"HOTEN", 'C', 10}, {"NAMSINH", 'N', 5}, {"NGHEO", 'L', 1}, {"NGAY", 'D', 8}, {"TIEN", 'F', 6}};

static void dbase_types(void **state)
{
    struct buf b = {0};
    (void)state;
    begin(&b, 0x03, 6, people, 5, 0);
    buf_adds(&b, " T\xB9 V\xA8n   \xB8 1970T20260928  1.50");
    buf_adds(&b, "*deleted    1970T20260928  1.50");
    buf_adds(&b, "  lead     *****y        -0.5  ");
    buf_adds(&b, "                ?00000000      ");
    buf_add(&b, " \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0", 31);
    buf_adds(&b, " x         12   n2026-9-8 12   \x1A");
    expect(&b, "1[HOTEN][NAMSINH][NGHEO][NGAY][TIEN] "
               "2[T\xB9 V\xA8n   \xB8][1970][T][2026-09-28][1.50] "
               "4[ lead][*****][T][][-0.5] "
               "5[][][][][] "
               "6[][][][][] "
               "7[x][12][F][2026-9-8][12] end");
    buf_release(&b);
}

static void foxpro_types(void **state)
{
    static const struct field f[] = {
        {"I", 'I', 4},    {"B", 'B', 8},    {"Y", 'Y', 8}, {"T", 'T', 8},
        {"V", 'V', 6, 2}, {"N", 'N', 3, 2}, {"C", 'C', 3}, {"_NullFlags", '0', 1, 5}};
    struct buf b = {0};
    (void)state;
    begin(&b, 0x32, 4, f, 8, 263);
    /* 2461312 is 28 September 2026, 47,400,000 ms are 13:10:00 */
    buf_add(&b, " \xFE\xFF\xFF\xFF\0\0\0\0\0\0\xF8\x3F\x39\x30\0\0\0\0\0\0", 21);
    buf_add(&b,
            "\x80\x8E\x25\0\x40\x45\xD3\x02"
            "abc\0\0\3 12xy \1",
            8 + 6 + 3 + 3 + 1);
    buf_add(&b, " \0\0\0\x80\x9A\x99\x99\x99\x99\x99\xB9\x3F\xF0\xD8\xFF\xFF\xFF\xFF\xFF\xFF", 21);
    buf_add(&b,
            "\x80\x8E\x25\0\0\0\0\0"
            "abcdef 12xy \0",
            8 + 6 + 3 + 3 + 1);
    buf_add(&b, " \1\0\0\0\0\0\0\0\0\0\xF0\x7F\x10\x27\0\0\0\0\0\0", 21);
    buf_add(&b,
            "\0\0\0\0\0\0\0\0"
            "abcdef 12   \6",
            8 + 6 + 3 + 3 + 1);
    buf_add(&b, " \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x80", 21);
    buf_add(&b,
            "\1\0\0\0\0\0\0\0"
            "\0\0\0\0\0\xFF 12   \1",
            8 + 6 + 3 + 3 + 1);
    expect(&b, "1[I][B][Y][T][V][N][C] "
               "2[-2][1.5][1.2345][2026-09-28 13:10:00][abc][12][xy] "
               "3[-2147483648][0.1][-1][2026-09-28][abcdef][12][xy] "
               "4[1][][1][][][][] "
               "5[0][0][-922337203685477.5808][1][][12][] end");
    buf_release(&b);
}

static void deleted_and_cut_records(void **state)
{
    static const struct field f[] = {{"A", 'C', 2}};
    struct buf b = {0};
    (void)state;
    begin(&b, 0x03, 0, f, 1, 0);
    expect(&b, "1[A] end");
    begin(&b, 0x03, 2, f, 1, 0);
    buf_adds(&b, "*aa*bb");
    expect(&b, "1[A] end");
    begin(&b, 0x03, 4, f, 1, 0);
    buf_adds(&b, " aa*bb c");
    expect(&b, "1[A] 2[aa] fault 9@4");
    begin(&b, 0x03, 0x7FFFFFFF, f, 1, 0);
    buf_adds(&b, " aa");
    expect(&b, "1[A] 2[aa] fault 9@3");
    begin(&b, 0x03, 1, f, 1, 0); /* more bytes than records: those of the header count */
    buf_adds(&b, " aa bb");
    expect(&b, "1[A] 2[aa] end");
    buf_release(&b);
}

static void memo_fields_are_named(void **state)
{
    static const char types[] = "MGPWB";
    struct buf b = {0};
    (void)state;
    for (const char *t = types; *t; t++) {
        struct field f[] = {{"HOTEN", 'C', 5}, {"GHI CHU\xB8", 'M', 10}};
        f[1].type = *t;
        begin(&b, 0x83, 1, f, 2, 0);
        buf_adds(&b, " aaaaa         1");
        expect(&b, "fault 10@1GHI?CHU?");
    }
    begin(&b, 0x83, 1, people, 1, 0); /* the mark of a memo file, but no such field */
    buf_adds(&b, " aaaaa     ");
    expect(&b, "1[HOTEN] 2[aaaaa] end");
    buf_release(&b);
}

static void wide_text_of_foxpro(void **state)
{
    static const struct field f[] = {{"A", 'C', 300}, {"B", 'C', 2}};
    struct buf b = {0}, want = {0};
    (void)state;
    begin(&b, 0x30, 1, f, 2, 0);
    buf_adds(&b, " ");
    buf_adds(&want, "1[A][B] 2[");
    for (int i = 0; i < 300; i++) {
        buf_addc(&b, 'x');
        buf_addc(&want, 'x');
    }
    buf_adds(&b, "yz");
    buf_adds(&want, "][yz] end");
    expect(&b, buf_str(&want));
    begin(&b, 0x03, 1, people, 1, 0); /* decimals of a C field that mean nothing */
    b.p[32 + 17] = 7;
    buf_adds(&b, " aaaaa     ");
    expect(&b, "1[HOTEN] 2[aaaaa] end");
    buf_release(&b);
    buf_release(&want);
}

static void bad_headers(void **state)
{
    struct buf b = {0}, got = {0};
    (void)state;
    static const struct {
        unsigned at, value;
        const char *want;
    } bad[] = {
        {8, 0, "fault 8@1"}, /* 8, 9: header length */
        {8, 32, "fault 8@1"},   {8, 64, "fault 8@1"},
        {9, 255, "fault 9@1"},  {10, 0, "fault 8@1"},    /* record length, of 31 */
        {10, 30, "fault 8@1"},  {48, 11, "fault 8@1"},   /* width of the first field, of 10 */
        {48, 255, "fault 8@1"}, {32, 0x0D, "fault 8@1"}, /* no field */
        {7, 0x80, "fault 8@1"}, /* a negative number of records for shapelib */
        {0, 4, "fault 1@1"},    {0, 0x8C, "fault 1@1"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        begin(&b, 0x03, 1, people, 5, 0);
        buf_adds(&b, " T            1970T20260928  1.50");
        b.p[bad[i].at] = (char)bad[i].value;
        if (bad[i].at == 8)
            b.p[9] = 0;
        if (bad[i].at == 10)
            b.p[11] = 0;
        dump(&b, &got);
        if (strcmp(buf_str(&got), bad[i].want) != 0)
            fail_msg("byte %u = %u: %s", bad[i].at, bad[i].value, buf_str(&got));
    }
    begin(&b, 0x03, 1, people, 5, 0);
    buf_adds(&b, " T            1970T20260928  1.50");
    for (size_t n = 0; n <= b.n; n++) { /* cut anywhere */
        struct buf cut = {0};
        buf_add(&cut, b.p, n);
        dump(&cut, &got);
        assert_true(n == b.n || strstr(buf_str(&got), "fault") || n >= b.n - 2);
        buf_release(&cut);
    }
    for (size_t i = 0; i < b.n; i++) /* any byte damaged: nothing but rows or a fault */
        for (int v = 0; v < 256; v += 15) {
            char was = b.p[i];
            b.p[i] = (char)v;
            dump(&b, &got);
            b.p[i] = was;
        }
    buf_release(&b);
    buf_release(&got);
}

static void too_many_fields(void **state)
{
    enum { N = FOREIGN_COLUMNS_MAX + 1 };
    struct field f[N];
    struct buf b = {0};
    (void)state;
    for (unsigned i = 0; i < N; i++)
        f[i] = (struct field){"A", 'C', 1};
    begin(&b, 0x03, 0, f, N, 0);
    expect(&b, "fault 5@1");
    begin(&b, 0x03, 0, f, N - 1, 0);
    struct foreign_fault fault;
    unsigned n = 0;
    struct dbf *d = dbf_open(buf_span(&b), &fault);
    assert_non_null(d);
    dbf_fields(d, &n);
    assert_int_equal(n, FOREIGN_COLUMNS_MAX);
    dbf_close(d);
    buf_release(&b);
}

static void the_household_file(void **state)
{
    struct buf b = {0};
    struct foreign_row row;
    struct foreign_fault fault = {0};
    unsigned rows = 0, n;
    enum foreign_step step;
    (void)state;
    test_read_file("tests/data/legacy/trieu-son/HODAN.DBF", &b);
    struct dbf *d = dbf_open(buf_span(&b), &fault);
    assert_non_null(d);
    dbf_fields(d, &n);
    assert_int_equal(n, 15);
    while ((step = dbf_next(d, &row, &fault)) == FOREIGN_ROW) {
        if (rows == 0)
            assert_true(span_eq_str(row.cells[14], "CN2026"));
        if (rows == 1) {
            assert_int_equal(row.line, 2);
            assert_true(span_eq_str(row.cells[1], "L\xAA Th\xD5 Tu\xCAn"));
            assert_true(span_eq_str(row.cells[2], "1971"));
            assert_true(span_eq_str(row.cells[5], "2"));
            assert_true(span_eq_str(row.cells[6], "F"));
        }
        rows++;
    }
    assert_int_equal(step, FOREIGN_END);
    assert_int_equal(rows, 1 + 238);
    dbf_close(d);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dbase_types),
        cmocka_unit_test(foxpro_types),
        cmocka_unit_test(deleted_and_cut_records),
        cmocka_unit_test(memo_fields_are_named),
        cmocka_unit_test(wide_text_of_foxpro),
        cmocka_unit_test(bad_headers),
        cmocka_unit_test(too_many_fields),
        cmocka_unit_test(the_household_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
