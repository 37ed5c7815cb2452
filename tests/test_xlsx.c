/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/foreign_rows.h"

#include "core/foreign/xlsx.h"
#include "tests/excel_files.h"

static void dump(struct span file, const char *sheet, struct buf *out)
{
    struct foreign_row *row = calloc(1, sizeof *row);
    struct foreign_fault fault = {0};
    enum foreign_step step = FOREIGN_FAULT;
    char *exact = rows_exact(file);
    struct xlsx *x = xlsx_open(span_make(exact, file.n), sheet, NULL, &fault);
    buf_reset(out);
    while (x && (step = xlsx_next(x, row, &fault)) == FOREIGN_ROW)
        rows_add(row, out);
    rows_end(step, &fault, out);
    if (step == FOREIGN_END)
        xlsx_count(x);
    xlsx_close(x);
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

static void expect_sheet(const char *rows, const char *want)
{
    struct buf file = {0}, sheet = {0};
    buf_addf(&sheet, XLSX_SHEET("%s"), rows);
    excel_xlsx(&file, buf_str(&sheet), 0, NULL, NULL);
    expect(&file, want);
    buf_release(&file);
    buf_release(&sheet);
}

static void expect_fault(const char *rows, enum foreign_error error, unsigned line)
{
    char want[40];
    snprintf(want, sizeof want, "fault %d@%u", error, line);
    expect_sheet(rows, want);
}

/* ---- cells ---- */

static void numbers_as_people_see_them(void **state)
{
    static const struct {
        double v;
        const char *code;
        bool since_1904;
        const char *text;
    } cases[] = {
        {1970, "General", false, "1970"},
        {65.2, "General", false, "65.2"},
        {0.1 + 0.2, "0.00", false, "0.3"},
        {-0.0, "General", false, "0"},
        {1e15, "#,##0", false, "1000000000000000"},
        {38190001234, "General", false, "38190001234"},
        {912345678, "0000000000", false, "0912345678"},
        {912345678, "0000\\ 000\\ 000", false, "0912345678"},
        {5, "000", false, "005"},
        {-5, "000", false, "-5"},
        {0.6996, "0.00%", false, "69.96%"},
        {0.07, "0%", false, "7%"},
        {12, "0\" hộ\"", false, "12"},
        {25569, "dd/mm/yyyy", false, "1970-01-01"},
        {46293, "[$-42A]dd mmmm yyyy;@", false, "2026-09-28"},
        {46293.5, "dd/mm/yyyy hh:mm", false, "2026-09-28 12:00:00"},
        {46293.999999, "m/d/yy h:mm", false, "2026-09-29"},
        {46293.4, "d/m/yyyy", false, "2026-09-28"},
        {44831, "dd/mm/yyyy", true, "2026-09-28"},
        {0, "dd/mm/yyyy", true, "1904-01-01"},
        {1, "yyyy-mm-dd", false, "1900-01-01"},
        {59, "yyyy-mm-dd", false, "1900-02-28"},
        {60, "yyyy-mm-dd", false, "1900-02-29"}, /* that never was: Lotus' bug */
        {61, "yyyy-mm-dd", false, "1900-03-01"},
        {0, "yyyy-mm-dd", false, "1900-01-00"},
        {36585, "yyyy-mm-dd", false, "2000-02-29"},
        {-1, "yyyy-mm-dd", false, "-1"},
        {1e7, "yyyy-mm-dd", false, "10000000"},
        {25569, "yyyy", false, "1970"},
        {25569, "\"năm \"yyyy", false, "1970"},
        {0.75, "hh:mm", false, "18:00"},
        {0.7501, "hh:mm:ss AM/PM", false, "18:00:09"},
        {1.5, "[h]:mm", false, "12:00"},
        {1200000, "#,##0\" đ\"", false, "1200000"},
        {5, "[Red]0;[Blue]-0", false, "5"},
        {5, "@", false, "5"},
        {5, "0.00E+00", false, "5"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        excel_add_number(&b, cases[i].v, excel_format_read(span_of(cases[i].code)),
                         cases[i].since_1904);
        if (strcmp(buf_str(&b), cases[i].text) != 0)
            fail_msg("%.15g as %s: %s", cases[i].v, cases[i].code, buf_str(&b));
        buf_release(&b);
    }
    static const unsigned dates[] = {14, 15, 16, 17, 22, 27, 58};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct buf b = {0};
        excel_add_number(&b, 46293, excel_format_builtin(dates[i]), false);
        assert_string_equal(buf_str(&b), "2026-09-28");
        buf_release(&b);
    }
}

/* Every day of two centuries, against the calendar of libc. */
static void every_day(void **state)
{
    (void)state;
    struct excel_format f = excel_format_builtin(14);
    for (int day = 61; day < 73050; day++) {
        time_t t = (time_t)(day - 25569) * 86400;
        struct tm tm;
        char want[16];
        struct buf b = {0};
        gmtime_r(&t, &tm);
        strftime(want, sizeof want, "%Y-%m-%d", &tm);
        excel_add_number(&b, day, f, false);
        if (strcmp(buf_str(&b), want) != 0)
            fail_msg("%d: %s, not %s", day, buf_str(&b), want);
        buf_release(&b);
    }
}

static void cells_of_every_type(void **state)
{
    static const char texts[] =
        XLSX_HEAD "<sst " XLSX_MAIN "><si><t>Họ và tên</t></si>"
                  "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">Lê </t></r><r><t>Bảy</t></r>"
                  "<rPh sb=\"0\" eb=\"1\"><t>not this</t></rPh></si>"
                  "<si><t>a_x000D_\nb_x005F_x000D_ &amp; &lt;</t></si><si/></sst>";
    static const char styles[] =
        XLSX_HEAD "<styleSheet " XLSX_MAIN "><numFmts count=\"2\">"
                  "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
                  "<numFmt numFmtId=\"165\" formatCode=\"0000000000\"/></numFmts>"
                  "<cellStyleXfs><xf numFmtId=\"14\"/><xf numFmtId=\"14\"/></cellStyleXfs>"
                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
                  "<xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    static const char sheet[] =
        XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                   "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c>"
                   "<c r=\"E1\" t=\"s\"><v>99</v></c></row>"
                   "<row r=\"2\"><c r=\"A2\"><v>1970</v></c><c r=\"B2\" s=\"1\"><v>46293</v></c>"
                   "<c r=\"C2\" s=\"2\"><v>912345678</v></c><c r=\"D2\" s=\"3\"><v>1</v></c>"
                   "<c r=\"E2\" s=\"77\"><v>2.5</v></c></row>"
                   "<row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"B3\" t=\"b\"><v>0</v></c>"
                   "<c r=\"C3\" t=\"e\"><v>#N/A</v></c>"
                   "<c r=\"D3\" t=\"inlineStr\"><is><t>Thôn </t><r><t>Một</t></r></is></c>"
                   "<c r=\"E3\" t=\"str\"><f>A1&amp;\"x\"</f><v>Họ x</v></c>"
                   "<c r=\"F3\"><f>1+1</f><v>2</v></c><c r=\"H3\"><f>A1</f></c><c r=\"I3\" "
                   "t=\"str\"><f>A1</f><v></v></c><c r=\"G3\" t=\"n\"><v>abc</v></c></row>");
    struct buf file = {0};
    (void)state;
    excel_xlsx(&file, sheet, 0, texts, styles);
    expect(&file, "1[Họ và tên][Lê Bảy][a\nb_x000D_ & <] "
                  "2[1970][2026-09-28][0912345678][1900-01-01][2.5] "
                  "3[TRUE][FALSE][#N/A][Thôn Một][Họ x][2][abc][#VALUE!] end");
    buf_release(&file);
}

static void rows_as_programs_write_them(void **state)
{
    (void)state;
    /* a title, an empty row, a list that begins in column C, cells of style alone, gaps */
    expect_sheet(
        "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>DANH SÁCH</v></c></row>"
        "<row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"4\"/></row><row r=\"4\"/>"
        "<row r=\"5\" hidden=\"1\"><c r=\"C5\"><v>1</v></c><c r=\"D5\"/><c r=\"E5\"><v>2</v></c>"
        "<c r=\"XFD5\" s=\"1\"/></row>"
        "<row r=\"1048576\"><c r=\"B1048576\"><v>9</v></c></row>",
        "2[DANH SÁCH] 5[][][1][][2] 1048576[][9] end");
    /* without references at all, as some programs write */
    expect_sheet("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>",
                 "1[1][][2] 2[3] end");
    /* a row within another ends the outer one; cells outside are none */
    expect_sheet("<c><v>7</v></c><row r=\"3\"><c><v>1</v></c><row r=\"4\"><c><v>2</v></c></row>"
                 "<c r=\"A2\"><v>3</v></c></row><row r=\"9\"><c><v>4</v></c></row>",
                 "4[2] 9[4] end");
    /* a cell twice, and from right to left */
    expect_sheet("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"
                 "<c r=\"B1\"><v>3</v></c></row>",
                 "1[2][3] end");
    expect_sheet("", "end");
}

/* ---- sheets ---- */

static void sheets_by_name_and_number(void **state)
{
    static const struct {
        const char *sheet, *want;
    } cases[] = {
        {NULL, "1[3] 2[4] end"}, /* the first is empty, the second hidden */
        {"", "1[3] 2[4] end"},    {"Tờ bìa", "end"},        {"1", "end"},
        {"2", "1[2] end"}, /* hidden ones can be asked for */
        {"danh mục", "1[2] end"}, {"DANH MUC", "1[2] end"}, {"3", "1[3] 2[4] end"},
        {"2026", "1[5] end"}, /* a name before a number */
        {"4", "1[5] end"},        {"5", "fault 16@0"},      {"0", "fault 16@0"},
        {"Hộ", "fault 16@0"},
    };
    static const struct part parts[] = {
        {"xl/workbook.xml",
         XLSX_BOOK("<workbookPr date1904=\"0\"/><sheets>"
                   "<sheet name=\"Tờ bìa\" sheetId=\"1\" r:id=\"r1\"/>"
                   "<sheet name=\"Danh mục\" sheetId=\"7\" state=\"hidden\" r:id=\"r2\"/>"
                   "<sheet name=\"Biểu đồ\" sheetId=\"8\" r:id=\"r5\"/>"
                   "<sheet name=\"Gia đình\" sheetId=\"3\" state=\"visible\" r:id=\"r3\"/>"
                   "<sheet name=\"2026\" sheetId=\"4\" r:id=\"r4\"/></sheets>"),
         0},
        {"xl/_rels/workbook.xml.rels", xlsx_rels, 0},
        {"xl/worksheets/sheet1.xml", XLSX_SHEET("<row r=\"1\"><c r=\"A1\" s=\"3\"/></row>"), 0},
        {"xl/worksheets/sheet2.xml", XLSX_SHEET("<row><c><v>2</v></c></row>"), 0},
        {"xl/worksheets/sheet3.xml",
         XLSX_SHEET("<row><c><v>3</v></c></row><row><c><v>4</v></c></row>"), 0},
        {"XL/worksheets/Sheet4.xml", /* names of parts: case aside */
         XLSX_HEAD "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c>"
                   "</x:row></x:sheetData></x:worksheet>",
         0},
        {0}};
    struct buf file = {0}, got = {0};
    struct foreign_fault fault;
    struct foreign_row *row = calloc(1, sizeof *row);
    (void)state;
    excel_zip(&file, parts, 9);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dump(buf_span(&file), cases[i].sheet, &got);
        if (strcmp(buf_str(&got), cases[i].want) != 0)
            fail_msg("sheet %s: %s", cases[i].sheet, buf_str(&got));
    }
    struct xlsx *x = xlsx_open(buf_span(&file), NULL, NULL, &fault);
    while (xlsx_next(x, row, &fault) == FOREIGN_ROW)
        ;
    xlsx_count(x);
    const struct excel_sheets *s = xlsx_sheets(x);
    assert_int_equal(s->n, 4);
    assert_int_equal(s->chosen, 2);
    static const uint32_t rows[] = {0, 1, 2, 1};
    for (unsigned i = 0; i < 4; i++) {
        assert_int_equal(s->v[i].rows, rows[i]);
        assert_int_equal(s->v[i].hidden, i == 1);
    }
    xlsx_close(x);
    free(row);
    buf_release(&file);
    buf_release(&got);
}

static void macs_count_from_1904(void **state)
{
    static const struct part parts[] = {
        {"xl/workbook.xml",
         XLSX_BOOK("<workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets>"),
         0},
        {"xl/_rels/workbook.xml.rels", xlsx_rels, 0},
        {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>", 0},
        {"xl/worksheets/sheet1.xml", XLSX_SHEET("<row><c s=\"0\"><v>44831</v></c></row>"), 0},
        {0}};
    struct buf file = {0};
    (void)state;
    excel_zip(&file, parts, 9);
    expect(&file, "1[2026-09-28] end");
    buf_release(&file);
}

/* ---- hostile files ---- */

static void add_times(struct buf *b, const char *s, unsigned n)
{
    while (n--)
        buf_adds(b, s);
}

static void limits(void **state)
{
    struct buf b = {0};
    (void)state;
    expect_fault("<row r=\"1\"><c r=\"SS1\"><v>1</v></c></row>", FOREIGN_ERROR_TOO_MANY_COLUMNS, 1);
    expect_sheet("<row r=\"7\"><c r=\"SQ7\"/><c r=\"ZZZZZZZZ7\"/><c r=\"A7\"><v>1</v></c></row>",
                 "7[1] end");
    expect_fault("<row r=\"1\"><c r=\"ZZZZZZZZZZZ1\"><v>1</v></c></row>",
                 FOREIGN_ERROR_TOO_MANY_COLUMNS, 1);
    expect_fault("<row r=\"1048577\"><c><v>1</v></c></row>", FOREIGN_ERROR_DAMAGED, 0);
    expect_fault("<row r=\"99999999999999999999\"><c><v>1</v></c></row>", FOREIGN_ERROR_DAMAGED, 0);
    expect_sheet("<row r=\"5\"><c><v>1</v></c></row><row r=\"5\"><c><v>1</v></c></row>",
                 "5[1] fault 12@5");
    buf_adds(&b, "<row r=\"3\"><c t=\"str\"><v>");
    add_times(&b, "0123456789abcdef", FOREIGN_CELL_MAX / 16);
    buf_adds(&b, "</v></c></row>");
    expect_sheet(buf_str(&b), "3[65536] end");
    buf_truncate(&b, b.n - strlen("</v></c></row>"));
    buf_adds(&b, "x</v></c></row>");
    expect_fault(buf_str(&b), FOREIGN_ERROR_CELL_TOO_LARGE, 3);
    buf_reset(&b); /* too deep */
    add_times(&b, "<a>", 100);
    expect_fault(buf_str(&b), FOREIGN_ERROR_DAMAGED, 0);
    buf_reset(&b); /* one tag of 2 MiB */
    buf_adds(&b, "<row a=\"");
    add_times(&b, "0123456789abcdef", 1 << 17);
    expect_fault(buf_str(&b), FOREIGN_ERROR_CELL_TOO_LARGE, 0);
    buf_release(&b);
}

/* One text of 64 KiB in a row of a million cells would be 64 GiB. */
static void one_text_a_million_times(void **state)
{
    struct buf texts = {0}, sheet = {0}, file = {0};
    (void)state;
    buf_adds(&texts, "<sst><si><t>");
    add_times(&texts, "0123456789abcdef", FOREIGN_CELL_MAX / 16);
    buf_adds(&texts, "</t></si></sst>");
    buf_adds(&sheet, "<worksheet><sheetData><row r=\"2\">");
    add_times(&sheet, "<c r=\"A2\" t=\"s\"><v>0</v></c>", 100000);
    buf_adds(&sheet, "</row></sheetData></worksheet>");
    excel_xlsx(&file, buf_str(&sheet), sheet.n, buf_str(&texts), NULL);
    expect(&file, "fault 6@2");
    buf_release(&texts);
    buf_release(&sheet);
    buf_release(&file);
}

static void entities_are_refused(void **state)
{
    static const char laughs[] =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;\">"
        "<!ENTITY d \"&c;&c;&c;&c;&c;\">]><worksheet><sheetData><row><c t=\"str\"><v>&d;</v></c>"
        "</row></sheetData></worksheet>";
    static const char outside[] =
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><worksheet><sheetData/></worksheet>";
    struct buf file = {0};
    (void)state;
    excel_xlsx(&file, laughs, 0, NULL, NULL);
    expect(&file, "fault 12@0");
    excel_xlsx(&file, outside, 0, NULL, NULL);
    expect(&file, "fault 12@0");
    excel_xlsx(&file, XLSX_SHEET(""), 0, laughs, NULL);
    expect(&file, "fault 12@0");
    buf_release(&file);
}

/* 257 MiB of nothing in 1.2 MB. */
static void bombs(void **state)
{
    static const char end[] = "</sheetData></worksheet>";
    size_t n = (size_t)257 << 20;
    struct buf file = {0};
    char *sheet = malloc(n);
    (void)state;
    memset(sheet, ' ', n);
    memcpy(sheet, "<worksheet><sheetData>", 22);
    memcpy(sheet + n - strlen(end), end, strlen(end));
    excel_xlsx(&file, sheet, n, NULL, NULL);
    assert_true(file.n < 2 << 20);
    expect(&file, "fault 15@0");
    free(sheet);
    buf_release(&file);
}

static void damaged_files(void **state)
{
    struct buf file = {0}, got = {0};
    static const struct part no_sheet[] = {{"xl/workbook.xml", XLSX_BOOK("<sheets/>"), 0}, {0}};
    static const struct part no_part[] = {
        {"xl/workbook.xml", XLSX_ONE_SHEET, 0}, {"xl/_rels/workbook.xml.rels", xlsx_rels, 0}, {0}};
    (void)state;
    excel_zip(&file, no_sheet, 9);
    expect(&file, "fault 12@0");
    excel_zip(&file, no_part, 9);
    expect(&file, "fault 12@0");
    expect_sheet("<row r=\"4\"><c><v>1</v></c></row><row><c><v>", "4[1] fault 12@5");
    excel_xlsx(&file, XLSX_SHEET("<row><c><v>1</v></c></row>"), 0, NULL, NULL);
    for (size_t n = 0; n < file.n; n += 7) { /* the folder of an archive is at its end */
        dump(span_make(file.p, n), NULL, &got);
        assert_string_equal(buf_str(&got), "fault 12@0");
    }
    buf_release(&file);
    buf_release(&got);
}

static void any_byte_may_be_wrong(void **state)
{
    struct buf file = {0}, got = {0};
    uint64_t seed = 1;
    (void)state;
    excel_xlsx(&file,
               XLSX_SHEET("<row r=\"1\"><c t=\"s\"><v>0</v></c><c s=\"1\"><v>1</v></c></row>"), 0,
               "<sst><si><t>a</t></si></sst>",
               "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    for (unsigned i = 0; i < 3000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)(seed >> 33) % file.n;
        char was = file.p[at];
        file.p[at] = (char)(seed >> 20);
        dump(buf_span(&file), NULL, &got);
        file.p[at] = was;
    }
    expect(&file, "1[a][1] end");
    buf_release(&file);
    buf_release(&got);
}

/* ---- merged cells ---- */

#define T(ref, text)    "<c r=\"" ref "\" t=\"str\"><v>" text "</v></c>"
#define MERGED(rows, m) XLSX_HEAD "<worksheet><sheetData>" rows "</sheetData>" m "</worksheet>"
#define M(ref)          "<mergeCell ref=\"" ref "\"/>"

static void expect_merged(const char *sheet, const char *want)
{
    struct buf file = {0};
    excel_xlsx(&file, sheet, 0, NULL, NULL);
    expect(&file, want);
    buf_release(&file);
}

static void merged_cells_stand_in_each_row(void **state)
{
    (void)state;
    /* a title over columns; a hamlet over rows 2 to 5, of which 4 is empty; a mark at the end */
    expect_merged(
        MERGED("<row r=\"1\">" T("A1", "DS") "</row><row r=\"2\">" T("A2", "Một") T("B2", "a")
                   T("D2", "x") "</row><row r=\"3\">" T(
                       "B3", "b") "</row><row r=\"4\"/>"
                                  "<row r=\"5\"><c r=\"A5\" s=\"2\"/>" T(
                                      "B5", "c") "</row><row r=\"6\">" T("B6", "d") "</row>",
               "<mergeCells count=\"3\">" M("A1:D1") M("A2:A5") M("D2:D3") "</mergeCells>"),
        "1[DS] 2[Một][a][][x] 3{Một}[b][]{x} 5{Một}[c] 6[][d] end");
    /* over rows and columns: the first column; a text that is hidden below gives way */
    expect_merged(MERGED("<row r=\"1\">" T("A1", "u")
                             T("C1", "v") "</row><row r=\"2\">" T("B2", "h") T("C2", "w") "</row>",
                         "<mergeCells>" M("A1:B2") M("C1:C2") "</mergeCells>"),
                  "1[u][][v] 2{u}[h]{v} end");
    /* the next one begins where the last ends, as does the next sheet that holds something */
    expect_merged(MERGED("<row r=\"1\">" T("A1", "a") T("B1", "1") "</row><row r=\"2\">" T(
                             "B2", "2") "</row><row r=\"3\">" T("A3", "b")
                             T("B3", "3") "</row><row r=\"4\">" T("B4", "4") "</row>",
                         "<mergeCells>" M("A3:A4") M("A1:A2") "</mergeCells>"),
                  "1[a][1] 2{a}[2] 3[b][3] 4{b}[4] end");
}

static void hostile_merges(void **state)
{
    struct buf sheet = {0}, file = {0}, got = {0};
    (void)state;
    /* empty, upside down, outside, words, one over the other */
    expect_merged(MERGED("<row r=\"1\">" T("A1", "a") T("C1", "c") "</row><row r=\"2\">" T(
                             "A2", "b") T("C2", "d") "</row><row r=\"3\">" T("C3", "e") "</row>",
                         "<mergeCells>" M("B1:B3") M("C3:C1") M("ZZZZ1:ZZZZ9") M("") M(":") M("A:A")
                             M("A0:A9") M("A1:A99999999999999999999") M("A2:A3")
                                 M("A1048577:A1048580") M("C2:C-1") "<mergeCell/></mergeCells>"),
                  "1[a][][c] 2[b][][d] 3{b}[][e] end");
    /* a hundred thousand of them */
    buf_adds(&sheet, "<worksheet><sheetData><row><c t=\"str\"><v>a</v></c><c><v>1</v></c></row>"
                     "<row><c/><c><v>2</v></c></row></sheetData><mergeCells>");
    add_times(&sheet, M("A1:C1048576"), 100000);
    buf_adds(&sheet, "</mergeCells></worksheet>");
    excel_xlsx(&file, buf_str(&sheet), sheet.n, NULL, NULL);
    expect(&file, "1[a][1] 2{a}[2] end");
    /* one over a million rows makes none */
    expect_merged(
        MERGED("<row r=\"1\">" T("A1", "a") "</row><row r=\"1048576\">" T("B1048576", "b") "</row>",
               "<mergeCells>" M("A1:A1048576") "</mergeCells>"),
        "1[a] 1048576{a}[b] end");
    buf_release(&sheet);
    buf_release(&file);
    buf_release(&got);
}

/* ---- zip64 ---- */

static uint32_t crc_of(struct span s)
{
    uint32_t c = UINT32_MAX;
    for (size_t i = 0; i < s.n; i++) {
        c ^= (unsigned char)s.p[i];
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
    }
    return ~c;
}

static void add_u64(struct buf *b, uint64_t v)
{
    excel_u32(b, (uint32_t)v);
    excel_u32(b, (uint32_t)(v >> 32));
}

/* The head of a part, in front of it or in the folder: all sizes stand in the field of zip64. */
static void add_zip64_head(struct buf *b, const struct part *p, bool folder, uint64_t at)
{
    struct span text = span_of(p->text);
    excel_u32(b, folder ? 0x02014B50 : 0x04034B50);
    for (unsigned i = folder ? 0 : 1; i < 2; i++)
        excel_u16(b, 45); /* the version that knows zip64 */
    excel_u32(b, 0);      /* no flags, stored */
    excel_u32(b, 0x5A210000);
    excel_u32(b, crc_of(text));
    excel_u32(b, UINT32_MAX);
    excel_u32(b, UINT32_MAX);
    excel_u16(b, (unsigned)strlen(p->name));
    excel_u16(b, folder ? 28 : 20);
    for (unsigned i = 0; folder && i < 5; i++) /* no comment, first disk, no attributes */
        excel_u16(b, 0);
    if (folder)
        excel_u32(b, UINT32_MAX);
    buf_adds(b, p->name);
    excel_u16(b, 1);
    excel_u16(b, folder ? 24 : 16);
    add_u64(b, text.n);
    add_u64(b, text.n);
    if (folder)
        add_u64(b, at);
}

/* As programs write it that do not know beforehand how large a sheet becomes. */
static void zip64_is_read(void **state)
{
    static const struct part parts[] = {
        {"xl/workbook.xml", XLSX_ONE_SHEET, 0},
        {"xl/_rels/workbook.xml.rels", xlsx_rels, 0},
        {"xl/worksheets/sheet1.xml", XLSX_SHEET("<row r=\"2\">" T("B2", "Lê Bảy") "</row>"), 0}};
    struct buf b = {0}, folder = {0};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        add_zip64_head(&folder, &parts[i], true, b.n);
        add_zip64_head(&b, &parts[i], false, 0);
        buf_adds(&b, parts[i].text);
    }
    uint64_t at = b.n, end = b.n + folder.n;
    buf_add_span(&b, buf_span(&folder));
    excel_u32(&b, 0x06064B50);
    add_u64(&b, 44);
    excel_u32(&b, 45 | 45 << 16);
    add_u64(&b, 0);
    add_u64(&b, 3);
    add_u64(&b, 3);
    add_u64(&b, folder.n);
    add_u64(&b, at);
    excel_u32(&b, 0x07064B50);
    excel_u32(&b, 0);
    add_u64(&b, end);
    excel_u32(&b, 1);
    excel_u32(&b, 0x06054B50);
    excel_u32(&b, 0);
    for (unsigned i = 0; i < 3; i++)
        excel_u32(&b, UINT32_MAX); /* entries twice, size, where: see above */
    excel_u16(&b, 0);
    expect(&b, "2[][Lê Bảy] end");
    buf_release(&b);
    buf_release(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_as_people_see_them),
        cmocka_unit_test(every_day),
        cmocka_unit_test(cells_of_every_type),
        cmocka_unit_test(rows_as_programs_write_them),
        cmocka_unit_test(sheets_by_name_and_number),
        cmocka_unit_test(macs_count_from_1904),
        cmocka_unit_test(limits),
        cmocka_unit_test(one_text_a_million_times),
        cmocka_unit_test(entities_are_refused),
        cmocka_unit_test(bombs),
        cmocka_unit_test(damaged_files),
        cmocka_unit_test(merged_cells_stand_in_each_row),
        cmocka_unit_test(hostile_merges),
        cmocka_unit_test(zip64_is_read),
        cmocka_unit_test(any_byte_may_be_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
