/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/foreign_rows.h"

#include "core/foreign/csv.h"
#include "core/foreign/sniff.h"

/* Behind a fault +offset. */
static void dump(struct csv *c, struct buf *out)
{
    struct foreign_row *row = calloc(1, sizeof *row);
    struct foreign_fault fault = {0};
    enum foreign_step step;
    while ((step = csv_next(c, row, &fault)) == FOREIGN_ROW)
        rows_add(row, out);
    rows_end(step, &fault, out);
    if (step != FOREIGN_END)
        buf_addf(out, "+%u", (unsigned)fault.offset);
    free(row);
}

static void check(struct span in, char sep, struct span want)
{
    struct csv c;
    struct buf got = {0};
    char *exact = rows_exact(in);
    csv_init(&c, exact, in.n, sep);
    dump(&c, &got);
    if (!span_eq(buf_span(&got), want))
        fail_msg("<%.*s>\n gives <%s>\n not   <%.*s>", (int)in.n, in.p, buf_str(&got), (int)want.n,
                 want.p);
    buf_release(&got);
    free(exact);
}

#define ROW(in, want)                                                                              \
    {                                                                                              \
        SPAN_LIT(in), SPAN_LIT(want)                                                               \
    }
static const struct {
    struct span in, want;
} rows[] = {
    ROW("", "end"),
    ROW("\n\r\n\r", "end"),
    ROW("a", "1[a] end"),
    ROW("a,b\nc,d\n", "1[a][b] 2[c][d] end"),
    ROW("a,b\r\nc,d\r\n", "1[a][b] 2[c][d] end"),
    ROW("a,b\rc,d\r", "1[a][b] 2[c][d] end"),
    ROW("a\nb\rc\r\nd", "1[a] 2[b] 3[c] 4[d] end"),
    ROW("a,b\n\n\nc,d", "1[a][b] 4[c][d] end"),
    ROW("\n\nc,d", "3[c][d] end"),
    ROW(",", "1[][] end"),
    ROW(",\n,,", "1[][] 2[][][] end"),
    ROW("a,\n", "1[a][] end"),
    ROW(" a , b \n ", "1[ a ][ b ] 2[ ] end"),
    ROW("a,b,c\n1\n1,2,3,4", "1[a][b][c] 2[1] 3[1][2][3][4] end"),
    ROW("a\0b,\0\n", "1[a\0b][\0] end"),
    /* quotes */
    ROW("\"a,b\",c", "1[a,b][c] end"),
    ROW("\"\",\"\"\n", "1[][] end"),
    ROW("\"a\"\"b\"\"\",c", "1[a\"b\"][c] end"),
    ROW("\"\"\"\"", "1[\"] end"),
    ROW("\"\"\"\",x\n\"\"\"\"\"\"", "1[\"][x] 2[\"\"] end"),
    ROW("a\"b,\"c\"\n", "1[a\"b][c] end"),
    ROW("ông \"Ba\",x", "1[ông \"Ba\"][x] end"),
    ROW("a\",b\nc,d", "1[a\"][b] 2[c][d] end"),
    ROW(" \"a,b\"\n", "1[ \"a][b\"] end"),
    ROW("\"a\"b\"c\",d", "1[ab\"c\"][d] end"),
    ROW("\"a\" ,d", "1[a ][d] end"),
    ROW("\"a\"\r\n\"b\"", "1[a] 2[b] end"),
    /* line breaks in quotes */
    ROW("\"a\nb\",c\nd,e", "1[a\nb][c] 3[d][e] end"),
    ROW("\"a\r\nb\r\n\",c\r\nd", "1[a\r\nb\r\n][c] 4[d] end"),
    ROW("\"a\rb\",c\rd", "1[a\rb][c] 3[d] end"),
    ROW("x,\"a\n\nb\"\n\"c\nd\" \ne", "1[x][a\n\nb] 4[c\nd ] 6[e] end"),
    ROW("\"a\"\"\nb\",c\nd", "1[a\"\nb][c] 3[d] end"),
    /* a quote that is never closed; the rows before it are there (number of OPEN_QUOTE: 7) */
    ROW("a,b\n1,\"x\n2,y\n", "1[a][b] fault 7@2+6"),
    ROW("\"", "fault 7@1+0"),
    ROW("a\n\"b\"\"", "1[a] fault 7@2+2"),
    ROW("a\n\"b\n\",\"c", "1[a] fault 7@3+7"),
    /* .. or that closes at the quote which opens a later cell */
    ROW("a,b\n1,\"x\n2,\"y\"\n", "1[a][b] fault 7@2+6"),
    /* DOS's end of file */
    ROW("a\r\n\x1A", "1[a] end"),
    ROW("a\n\x1A"
        "b",
        "1[a] 2[\x1A"
        "b] end"),
    /* bytes of legacy charsets */
    ROW("\xA7\xDE,\xB5\xFF\x80\n\x85", "1[\xA7\xDE][\xB5\xFF\x80] 2[\x85] end"),
};

static void every_oddity(void **state)
{
    (void)state;
    assert_int_equal(FOREIGN_ERROR_OPEN_QUOTE, 7);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].in, ',', rows[i].want);
    check(SPAN_LIT("a\t\"b\tc\"\t\n"), '\t', SPAN_LIT("1[a][b\tc][] end"));
    check(SPAN_LIT("a;b,c|d"), ';', SPAN_LIT("1[a][b,c|d] end"));
}

/* A file that was cut: every row but the last is as in the whole file. */
static void every_prefix_reads_the_same_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t n = 0; n <= rows[i].in.n; n++) {
            struct csv part, whole;
            struct foreign_row a, b, next;
            struct foreign_fault fault;
            char *cut = malloc(n ? n : 1), *all = malloc(rows[i].in.n + 1);
            memcpy(cut, rows[i].in.p, n);
            memcpy(all, rows[i].in.p, rows[i].in.n);
            csv_init(&part, cut, n, ',');
            csv_init(&whole, all, rows[i].in.n, ',');
            enum foreign_step step = csv_next(&part, &a, &fault);
            while (step == FOREIGN_ROW && (step = csv_next(&part, &next, &fault)) == FOREIGN_ROW) {
                assert_int_equal(csv_next(&whole, &b, &fault), FOREIGN_ROW);
                assert_int_equal(a.line, b.line);
                assert_int_equal(a.n, b.n);
                for (unsigned k = 0; k < a.n; k++)
                    assert_true(span_eq(a.cells[k], b.cells[k]));
                assert_true(next.line > a.line);
                a = next;
            }
            free(cut);
            free(all);
        }
    }
}

static void limits_are_kept(void **state)
{
    struct buf b = {0};
    struct csv c;
    struct foreign_fault fault;
    struct foreign_row *row = calloc(1, sizeof *row);
    (void)state;
    for (unsigned i = 1; i < FOREIGN_COLUMNS_MAX; i++)
        buf_addc(&b, ',');
    buf_addc(&b, '\n');
    csv_init(&c, b.p, b.n, ',');
    assert_int_equal(csv_next(&c, row, &fault), FOREIGN_ROW);
    assert_int_equal(row->n, FOREIGN_COLUMNS_MAX);
    b.p[b.n - 1] = ',';
    csv_init(&c, b.p, b.n, ',');
    assert_int_equal(csv_next(&c, row, &fault), FOREIGN_FAULT);
    assert_int_equal(fault.error, FOREIGN_ERROR_TOO_MANY_COLUMNS);
    assert_int_equal(fault.line, 1);
    assert_int_equal(csv_sniff(buf_span(&b)), ','); /* too many is still a cut */

    for (int quotes = 0; quotes < 2; quotes++) {
        buf_reset(&b);
        buf_adds(&b, "a,b\nc,");
        buf_adds(&b, quotes ? "\"" : "");
        for (unsigned i = 0; i < FOREIGN_CELL_MAX; i++)
            buf_addc(&b, 'x');
        buf_adds(&b, quotes ? "\"" : "");
        csv_init(&c, b.p, b.n, ',');
        assert_int_equal(csv_next(&c, row, &fault), FOREIGN_ROW);
        assert_int_equal(csv_next(&c, row, &fault), FOREIGN_ROW);
        assert_int_equal(row->cells[1].n, FOREIGN_CELL_MAX);
        buf_addc(&b, 'x');
        csv_init(&c, b.p, b.n, ',');
        assert_int_equal(csv_next(&c, row, &fault), FOREIGN_ROW);
        if (quotes) /* unescaped in place by the first reading */
            memset(b.p + 6, 'x', b.n - 6);
        assert_int_equal(csv_next(&c, row, &fault), FOREIGN_FAULT);
        assert_int_equal(fault.error, FOREIGN_ERROR_CELL_TOO_LARGE);
        assert_int_equal(fault.line, 2);
    }
    buf_release(&b);
    free(row);
}

static void the_separator_is_found(void **state)
{
    static const struct {
        const char *text;
        char sep;
    } files[] = {
        {"", ','},
        {"a\nb\n", ','},
        {"a,b\n1,2\n", ','},
        {"a;b\n1;2\n", ';'},
        {"a\tb\n1\t2\n", '\t'},
        {"a|b\n1|2\n", '|'},
        {"a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", ';'},
        /* an address with a comma in every row, in rows of which some are short */
        {"STT\tTên\tĐịa chỉ\n1\tA\tSố 1, ngõ 2\n2\tB\tSố 3, ngõ 1\n3\tC, số 7\n", '\t'},
        {"\"a;b;c\",d\n\"e;f;g\",h\n", ','},
        {"\"a,b\nc,d\";e;f\n1;2;3\n", ';'},
        {"Danh sách hộ, thôn 1\na;b;c\n1;2;3\n", ';'},
        {"a;b\n1;\"x\n", ';'},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char got = csv_sniff(span_of(files[i].text));
        if (got != files[i].sep)
            fail_msg("<%s> gives <%c>", files[i].text, got);
    }
    struct buf b = {0}; /* longer than what is looked at, cut in the middle of a row */
    while (b.n < 300000)
        buf_addf(&b, "%zu;\"x,y\n,z\";%0900d\n", b.n, 0);
    assert_int_equal(csv_sniff(buf_span(&b)), ';');
    buf_release(&b);
}

static void excels_sep_line(void **state)
{
    static const struct {
        const char *text;
        char sep;
        const char *rest;
    } files[] = {
        {"sep=;\r\na;b", ';', "2[a][b] end"},
        {"sep=\t\na\tb", '\t', "2[a][b] end"},
        {"sep=,", ',', "end"},
        {"sep=;x\n", 0, "1[sep=][x] end"},
        {"sep=", 0, "1[sep=] end"},
        {"sep=\n;", 0, "1[sep=] 2[][] end"},
        {"sepa;b", 0, "1[sepa][b] end"},
        {"sep=\"\n\"", 0, "1[sep=\"] fault 7@2+6"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct csv c;
        struct buf got = {0}, text = {0};
        char sep = 0;
        buf_adds(&text, files[i].text);
        csv_init(&c, text.p, text.n, ';');
        assert_int_equal(csv_take_sep_line(&c, &sep), files[i].sep != 0);
        assert_int_equal(sep, files[i].sep);
        c.sep = sep ? sep : ';';
        dump(&c, &got);
        assert_string_equal(buf_str(&got), files[i].rest);
        buf_release(&got);
        buf_release(&text);
    }
}

static void formats_by_their_bytes(void **state)
{
#define F(s, known, format)                                                                        \
    {                                                                                              \
        SPAN_LIT(s), known, format                                                                 \
    }
    static const struct {
        struct span file;
        bool known;
        enum foreign_format format;
    } files[] = {
        F("a,b\n", true, FOREIGN_CSV),
        F("C", true, FOREIGN_CSV),
        F("0123456789012345678901234567890123456789,x\n", true, FOREIGN_CSV),
        F("\xEF\xBB\xBF"
          "a,b\n",
          true, FOREIGN_CSV),
        F("\xFF\xFE"
          "a\0,\0b\0",
          true, FOREIGN_CSV),
        F("h\0o\0;\0t\0e\0n\0\n\0", true, FOREIGN_CSV),
        F("\0h\0o\0;\0t\0e\0n\0\n", true, FOREIGN_CSV),
        F("a\0b,c,d,e,f,g,h\n", true, FOREIGN_CSV),
        F("PK\3\4....xl/workbook.xml", true, FOREIGN_XLSX),
        F("PK\3\4....word/document.xml", false, 0),
        F("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0k\0b\0o\0o\0k\0", true, FOREIGN_XLS),
        F("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0d\0", false, 0),
        F("\x09\x08\x08\0\0\5", true, FOREIGN_XLS),
        F("%PDF-1.4\n", false, 0),
        F("\x89PNG\r\n\x1A\n", false, 0),
        F("\xFF\xD8\xFF\xE0", false, 0),
        F("<HTML><body>", false, 0),
        F("\xEF\xBB\xBF<?xml version=\"1.0\"?>", false, 0),
        F("\1\0\0\0\2\0\0\0\0\0\3\0\0\0\0\0", false, 0),
        F("\x03\x7E\x0B\x16\1\0\0\0\x41\0\5\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", true,
          FOREIGN_DBF),
    };
#undef F
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        enum foreign_format got = FOREIGN_AUTO;
        bool known = sniff_format(files[i].file, &got);
        if (known != files[i].known || (known && got != files[i].format))
            fail_msg("file %zu: %d, format %d", i, known, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_oddity),    cmocka_unit_test(every_prefix_reads_the_same_rows),
        cmocka_unit_test(limits_are_kept), cmocka_unit_test(the_separator_is_found),
        cmocka_unit_test(excels_sep_line), cmocka_unit_test(formats_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
