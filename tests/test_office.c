/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * .docx and .xlsx: their parts, what stands in them, the same bytes every time; the document on its
 * way to hoctap-office.
 */
#include "tests/support.h"

#include <expat.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <zip.h>

#include "core/program.h"
#include "core/sheet_stream.h"
#include "forms/doc_pack.h"
#include "forms/doc_text.h"
#include "forms/office.h"
#include "forms/office/docx.h"
#include "forms/office/metrics.h"
#include "forms/office/sheet.h"
#include "forms/office/xlsx.h"
#include "tests/docx_check.h"

enum { NOT_ABSENT = 77 };

/* ---- documents ---- */

static void cells(struct doc *d, const char *first, int n)
{
    char text[32];
    doc_cell(d, 1, 1, first);
    for (int i = 1; i < n; i++) {
        snprintf(text, sizeof text, "%d.%03d", i, i);
        doc_cell(d, 1, 1, text);
        doc_cell_number(d, DOC_COUNT, i * 1000 + i);
    }
}

/* name | groups of three columns each */
static void add_table(struct doc *d, const char *caption, int groups)
{
    doc_table(d, caption);
    doc_column(d, DOC_LEFT, 3, 0);
    for (int i = 0; i < 3 * groups; i++)
        doc_column(d, DOC_RIGHT, 1, (unsigned)(1 + i / 3));
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Tên thôn");
    for (int i = 0; i < groups; i++)
        doc_cell(d, 3, 1, "Gia đình học tập");
    doc_row(d, DOC_ROW_HEAD);
    for (int i = 0; i < 3 * groups; i++)
        doc_cell(d, 1, 1, "Đăng ký");
    doc_row(d, DOC_ROW_BODY);
    cells(d, "=1+1", 1 + 3 * groups);
    doc_row(d, DOC_ROW_TOTAL);
    doc_cell(d, 1, 1, "Cộng");
    doc_cell(d, 1, 1, "65,20\u00A0%");
    doc_cell_number(d, DOC_PERCENT, 6520);
    doc_cell(d, 1, 1, "-14,80");
    doc_cell_number(d, DOC_POINTS, -1480);
    doc_cell(d, 1, 1, "2026");
    doc_cell_number(d, DOC_ORDINAL, 2026);
}

static void make(struct doc *d)
{
    doc_note(d, "DỰ THẢO, số liệu đến ngày 22/11/2026");
    doc_pair(d, DOC_PAIR_HEAD, 2, 3);
    doc_pair_line(d, DOC_LEFT_SIDE, DOC_BOLD, DOC_CENTRE, "XÃ TRIỆU SƠN")->rule = 50;
    doc_pair_line(d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    doc_pair_line(d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "Độc lập - Tự do - Hạnh phúc")->rule =
        100;
    doc_title(d, DOC_BOLD, 0, "BÁO CÁO");
    doc_title(d, DOC_BOLD, 25, "Kết quả năm 2026");
    doc_paragraph(d, DOC_BASIS);
    doc_add(d, DOC_ITALIC, "Căn cứ <luật> & \"quy định\"\xEF\xBF\xBF;");
    doc_heading(d, 1, "I. TÌNH HÌNH");
    doc_figure(d, "Số hộ", "1.201 hộ");
    doc_figure(d, "Nhân khẩu", NULL);
    add_table(d, "Biểu 1. Thử", 1);
    doc_paragraph(d, DOC_SOURCE);
    doc_add(d, DOC_ITALIC, "Nguồn của biểu");
    doc_chart(d, DOC_PERCENT, "Tỷ lệ");
    doc_category(d, "Gia đình");
    doc_category(d, "Dòng họ");
    doc_series(d, false, "Công nhận");
    doc_point(d, 6520);
    doc_point(d, DOC_UNKNOWN);
    doc_series(d, true, "Mục tiêu");
    doc_point(d, 8000);
    doc_point(d, 7500);
    doc_heading(d, 2, "Biểu ngang");
    add_table(d, "Biểu 2. Rộng", 6);
    doc_blanks(d, 2);
    doc_paragraph(d, DOC_BODY);
    doc_add(d, DOC_PLAIN, "Trên đây là báo cáo./.");
    doc_pair(d, DOC_PAIR_FOOT, 1, 1);
    doc_pair_line(d, DOC_LEFT_SIDE, DOC_BOLD | DOC_ITALIC, DOC_LEFT, "Nơi nhận:");
    doc_pair_line(d, DOC_LEFT_SIDE, DOC_PLAIN, DOC_LEFT, "- Lưu: VT.");
    doc_pair_line(d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TỊCH")->space = 4;
}

/* ---- packages ---- */

static void well_formed(const char *name, const struct buf *b)
{
    XML_Parser p = XML_ParserCreate(NULL);
    if (XML_Parse(p, b->p, (int)b->n, XML_TRUE) != XML_STATUS_OK)
        fail_msg("%s: %s at line %lu", name, XML_ErrorString(XML_GetErrorCode(p)),
                 XML_GetCurrentLineNumber(p));
    XML_ParserFree(p);
}

static zip_t *open_package(const struct buf *b)
{
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *s = zip_source_buffer_create(b->p, b->n, 0, &e);
    assert_non_null(s);
    zip_t *z = zip_open_from_source(s, ZIP_RDONLY | ZIP_CHECKCONS, &e);
    assert_non_null(z);
    zip_error_fini(&e);
    return z;
}

static void read_part(zip_t *z, zip_uint64_t i, struct buf *out)
{
    zip_stat_t st;
    buf_reset(out);
    assert_int_equal(zip_stat_index(z, i, 0, &st), 0);
    zip_file_t *f = zip_fopen_index(z, i, 0);
    assert_non_null(f);
    buf_reserve(out, (size_t)st.size);
    assert_int_equal(zip_fread(f, out->p, st.size), st.size);
    out->n = (size_t)st.size;
    out->p[out->n] = 0;
    zip_fclose(f);
}

/* Every part is XML without a fault; the one asked for comes out. */
static void part_of(const struct buf *package, const char *name, struct buf *out)
{
    zip_t *z = open_package(package);
    struct buf b = {0};
    bool found = false;
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        read_part(z, (zip_uint64_t)i, &b);
        well_formed(zip_get_name(z, (zip_uint64_t)i, 0), &b);
        if (strcmp(zip_get_name(z, (zip_uint64_t)i, 0), name) == 0) {
            buf_reset(out);
            buf_add_span(out, buf_span(&b));
            found = true;
        }
    }
    if (!found)
        fail_msg("no part %s", name);
    buf_release(&b);
    zip_discard(z);
}

static size_t count(const struct buf *b, const char *what)
{
    size_t n = 0;
    for (const char *p = buf_str(b); (p = strstr(p, what)); p++)
        n++;
    return n;
}

static void has(const struct buf *b, const char *what)
{
    if (!count(b, what))
        fail_msg("no %s", what);
}

/* ---- .docx ---- */

static void test_docx(void **state)
{
    struct doc d = {0};
    struct buf file = {0}, again = {0}, b = {0};
    (void)state;
    make(&d);
    assert_true(docx_write(&d, &file));
    assert_true(docx_write(&d, &again));
    assert_true(span_eq(buf_span(&file), buf_span(&again)));
    assert_memory_equal(file.p + 10, "\0\0\x21\0", 4); /* 1980-01-01: no clock */
    part_of(&file, "[Content_Types].xml", &b);
    has(&b, "/word/header1.xml");
    part_of(&file, "word/header1.xml", &b);
    has(&b, " PAGE ");
    part_of(&file, "word/header2.xml", &b);
    assert_int_equal(count(&b, "PAGE "), 0);
    part_of(&file, "word/styles.xml", &b);
    has(&b, "Times New Roman");
    has(&b, "w:firstLine=\"720\""); /* 1,27 cm */
    part_of(&file, "docProps/core.xml", &b);
    has(&b, "<dc:title>BÁO CÁO Kết quả năm 2026</dc:title>");
    buf_release(&file);
    buf_release(&again);
    buf_release(&b);
    doc_release(&d);
}

static void test_docx_body(void **state)
{
    struct doc d = {0};
    struct buf file = {0}, b = {0};
    (void)state;
    make(&d);
    assert_true(docx_write(&d, &file));
    part_of(&file, "word/document.xml", &b);
    has(&b, "Căn cứ &lt;luật&gt; &amp; &quot;quy định&quot;");
    has(&b,
        "w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\""); /* 20 15 20 30 mm */
    docx_check(&d);
    assert_int_equal(count(&b, "<w:titlePg/>"), 1);
    /* upright, across for the wide table, upright again; the first one alone names the headers */
    assert_int_equal(count(&b, "<w:sectPr>"), 3);
    assert_int_equal(count(&b, "w:orient=\"landscape\""), 1);
    assert_int_equal(count(&b, "headerReference"), 2);
    assert_true(strstr(buf_str(&b), "<w:sectPr>") < strstr(buf_str(&b), "Biểu ngang"));
    assert_int_equal(count(&b, "<w:tbl>"), 4); /* head, foot, two tables */
    assert_int_equal(count(&b, "<w:tblHeader/>"), 4);
    assert_int_equal(count(&b, "<w:gridSpan w:val=\"3\"/>"), 7);
    assert_int_equal(count(&b, "<w:vMerge w:val=\"restart\"/>"), 2);
    assert_int_equal(count(&b, "<w:vMerge/>"), 2);
    assert_int_equal(count(&b, "w:leader=\"dot\""), 2 + 1); /* blanks; a figure to be written */
    assert_int_equal(count(&b, "w:pBdr"), 6);               /* three rules */
    /* the last sentence and the signature stay on one page */
    const char *last = strstr(buf_str(&b), "Trên đây");
    assert_non_null(last);
    while (strncmp(last, "<w:p>", 5) != 0)
        last--;
    assert_memory_equal(last + strlen("<w:p><w:pPr><w:pStyle w:val=\"Body\"/>"), "<w:keepNext/>",
                        13);
    /* a row names all places: one cell each, or more columns */
    assert_int_equal(count(&b, "<w:tc>"), 4 + (2 + 4 + 4 + 4) + (7 + 19 + 19 + 19));
    buf_release(&file);
    buf_release(&b);
    doc_release(&d);
}

/* A document of its own in the same file: its first page bears no number, its second a 2; the turn
 * of a page within it changes nothing. */
static void test_docx_pages(void **state)
{
    struct doc d = {0};
    struct buf b = {0};
    (void)state;
    make(&d); /* three sections */
    doc_page(&d);
    make(&d);
    docx_body(&b, &d);
    assert_int_equal(count(&b, "<w:sectPr>"), 6);
    assert_int_equal(count(&b, "<w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>"), 2);
    const char *first = strstr(buf_str(&b), "<w:pgNumType"), *end = strstr(first, "</w:sectPr>");
    for (int i = 0; i < 2; i++)
        end = strstr(end + 1, "</w:sectPr>");
    assert_true(strstr(first + 1, "<w:pgNumType") > end);
    buf_release(&b);
    doc_release(&d);
}

/* What is said about a table stays with its last row; an office with the one beside it. */
static void test_docx_together(void **state)
{
    struct doc d = {0};
    struct buf b = {0};
    (void)state;
    add_table(&d, "Biểu", 1);
    doc_paragraph(&d, DOC_SOURCE);
    doc_add(&d, DOC_PLAIN, "Nguồn");
    doc_pair(&d, DOC_PAIR_FOOT, 1, 1);
    doc_pair_line(&d, DOC_RIGHT_SIDE, DOC_BOLD, DOC_CENTRE, "CHỦ TỊCH");
    docx_body(&b, &d);
    const char *body = strstr(buf_str(&b), "=1+1"), *total = strstr(body, "Cộng");
    while (strncmp(total, "<w:p>", 5) != 0)
        total--;
    assert_true(strstr(body, "<w:keepNext/>") < strstr(total, "</w:p>"));
    assert_true(strstr(body, "<w:keepNext/>") > total);
    const char *source = strstr(total, "w:val=\"Source\"");
    assert_memory_equal(source, "w:val=\"Source\"/><w:keepNext/>", 29);
    buf_release(&b);
    doc_release(&d);
}

/* A line over the columns of the body, as a hamlet's name, begins at the left whatever they do. */
static void test_docx_lines(void **state)
{
    struct doc d = {0};
    struct buf b = {0}, text = {0};
    (void)state;
    doc_table(&d, "");
    doc_column(&d, DOC_CENTRE, 1, 0);
    doc_column(&d, DOC_RIGHT, 1, 0);
    doc_row(&d, DOC_ROW_BODY);
    doc_cell(&d, 2, 1, "Thôn Đông");
    doc_row(&d, DOC_ROW_BODY);
    cells(&d, "1", 2);
    docx_check(&d);
    docx_body(&b, &d);
    const char *at = strstr(buf_str(&b), "Thôn Đông");
    while (strncmp(at, "<w:jc", 5) != 0)
        at--;
    assert_memory_equal(at, "<w:jc w:val=\"left\"/>", 20);
    doc_text_write(&d, 80, &text);
    assert_non_null(strstr(buf_str(&text), "\nThôn Đông\n"));
    buf_release(&text);
    buf_release(&b);
    doc_release(&d);
}

static void test_docx_odd(void **state)
{
    struct doc d = {0};
    struct buf file = {0}, b = {0};
    (void)state;
    assert_true(docx_write(&d, &file)); /* nothing at all */
    part_of(&file, "word/document.xml", &b);
    buf_release(&file);
    doc_table(&d, ""); /* a table without rows, one without columns */
    doc_column(&d, DOC_LEFT, 0, 0);
    doc_table(&d, "");
    doc_row(&d, DOC_ROW_BODY);
    add_table(&d, "Quá rộng", 40); /* fits no page: in parts */
    assert_true(docx_write(&d, &file));
    part_of(&file, "word/document.xml", &b);
    assert_true(count(&b, "<w:tbl>") > 3);
    assert_int_equal(count(&b, ">Tên thôn<"), count(&b, "<w:tbl>") - 1);
    assert_int_equal(count(&b, "landscape"), 1); /* nothing but tables: all of it lies across */
    assert_int_equal(count(&b, "<w:sectPr>"), 1);
    buf_release(&file);
    buf_release(&b);
    doc_release(&d);
}

static void test_metrics(void **state)
{
    (void)state;
    assert_int_equal(metrics_text(SPAN_LIT("Ab"), false), 722 + 500);
    assert_int_equal(metrics_text(SPAN_LIT("Ắ"), false), 722); /* marks do not widen */
    assert_int_equal(metrics_text(SPAN_LIT("đ"), true), 556);
    assert_int_equal(metrics_word(SPAN_LIT("a bb c"), false), 1000);
    assert_int_equal(metrics_twips(1000, 28), 280); /* an em at 14 points */
}

/* ---- .xlsx ---- */

static void test_xlsx(void **state)
{
    struct doc d = {0};
    struct buf file = {0}, again = {0}, b = {0};
    (void)state;
    make(&d);
    assert_true(xlsx_write(&d, &file));
    assert_true(xlsx_write(&d, &again));
    assert_true(span_eq(buf_span(&file), buf_span(&again)));
    part_of(&file, "xl/workbook.xml", &b);
    has(&b, "name=\"Nội dung\"");
    has(&b, "name=\"Biểu 1\"");
    has(&b, "name=\"Biểu 2\"");
    has(&b, "name=\"Biểu đồ 1\"");
    part_of(&file, "xl/worksheets/sheet1.xml", &b);
    has(&b, "mergeCell ref=\"A1:B1\"");             /* the draft mark, over both columns */
    part_of(&file, "xl/worksheets/sheet2.xml", &b); /* the first table: numbers are numbers */
    has(&b, "<v>0.652</v>");
    has(&b, "<v>-14.8</v>");
    has(&b, "<v>1001</v>");
    has(&b, "<v>2026</v>");
    has(&b, "numberStoredAsText=\"1\""); /* a phone is no mistake */
    has(&b, "mergeCell ref=\"A3:A4\"");
    has(&b, "mergeCell ref=\"B3:D3\"");
    has(&b, "paperSize=\"9\"");
    assert_int_equal(count(&b, "<f>"), 0); /* =1+1 is a text */
    part_of(&file, "xl/styles.xml", &b);
    has(&b, "0.00\\ %");
    part_of(&file, "xl/sharedStrings.xml", &b);
    has(&b, "<t>=1+1</t>");
    part_of(&file, "xl/charts/chart1.xml", &b);
    assert_int_equal(count(&b, "<c:ser>"), 2);
    has(&b, "'Biểu đồ 1'!$B$4:$B$5");
    buf_release(&file);
    buf_release(&again);
    buf_release(&b);
    doc_release(&d);
}

/* Names that two sheets cannot share, or that the format forbids. */
static void test_xlsx_names(void **state)
{
    static const char *const captions[] = {
        "A/B:[c]*?", "A/B:[c]*?", "",
        "",          "nội dung",  "Một tên biểu dài hơn ba mươi mốt chữ cái của một trang tính"};
    struct doc d = {0};
    struct buf file = {0}, b = {0};
    (void)state;
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
        add_table(&d, captions[i], 1);
    assert_true(xlsx_write(&d, &file));
    part_of(&file, "xl/workbook.xml", &b);
    assert_int_equal(count(&b, "<sheet "), 7);
    has(&b, "name=\"A B  c\"");
    has(&b, "name=\"A B  c (2)\"");
    buf_release(&file);
    buf_release(&b);
    doc_release(&d);
}

/* ---- lists ---- */

static void row(struct buf *b, enum sheet_cell kind, const char *one, const char *two)
{
    sheet_put(b, kind, span_of(one));
    sheet_put(b, SHEET_TEXT, span_of(two));
    sheet_put(b, SHEET_ROW_END, SPAN_LIT(""));
}

static void test_sheet(void **state)
{
    struct buf rows = {0}, file = {0}, b = {0};
    (void)state;
    sheet_put(&rows, SHEET_TEXT, SPAN_LIT("Quỹ"));
    sheet_put(&rows, SHEET_ROW_END, SPAN_LIT(""));
    row(&rows, SHEET_TEXT, "Số", "Tên");
    row(&rows, SHEET_INTEGER, "2026", "=1+1");
    row(&rows, SHEET_MONEY, "12450000", "@SUM(A1)");
    row(&rows, SHEET_HUNDREDTHS, "6520", "-a <&>");
    row(&rows, SHEET_DATE, "2026-09-28", "a");
    row(&rows, SHEET_DATE, "2026-99-28", "no day");
    row(&rows, SHEET_TEXT, "", "\t+b");
    assert_true(sheet_write(buf_span(&rows), 4, &file)); /* a head and three rows, then another */
    part_of(&file, "xl/workbook.xml", &b);
    has(&b, "name=\"Quỹ\"");
    has(&b, "name=\"Quỹ (2)\"");
    part_of(&file, "xl/worksheets/sheet1.xml", &b);
    has(&b, "<v>2026</v>");
    has(&b, "<v>12450000</v>");
    has(&b, "<v>65.2</v>");
    has(&b, "=1+1");
    assert_int_equal(count(&b, "<f>"), 0);
    assert_int_equal(count(&b, "<row "), 4);
    part_of(&file, "xl/worksheets/sheet2.xml", &b);
    assert_int_equal(count(&b, "<row "), 4);
    has(&b, ">Tên<"); /* its head too */
    has(&b, "<v>46293</v>");
    has(&b, ">2026-99-28<");
    part_of(&file, "xl/styles.xml", &b);
    has(&b, "formatCode=\"dd/mm/yyyy\"");
    buf_release(&file);
    int free_before = dup(0);
    close(free_before);
    for (size_t n = 0; n < rows.n; n++) { /* cut within a row: refused, no half file */
        struct buf cut = {0};
        bool good = sheet_write(span_make(rows.p, n), 0, &cut);
        assert_true(good == (cut.n > 0) && (!good || rows.p[n - 5] == SHEET_ROW_END));
        buf_release(&cut);
        n += n > 60 ? 6 : 0;
    }
    int free_after = dup(0); /* no file was left open */
    close(free_after);
    assert_int_equal(free_before, free_after);
    buf_release(&rows);
    buf_release(&b);
}

/* A list of so many sheets that no file for the next one can be had: refused. */
static void test_sheet_no_files(void **state)
{
    struct rlimit old, small;
    struct buf rows = {0}, file = {0};
    (void)state;
    row(&rows, SHEET_TEXT, "Quỹ", "");
    row(&rows, SHEET_TEXT, "Số", "Tên");
    for (int i = 0; i < 60; i++)
        row(&rows, SHEET_INTEGER, "1", "a");
    getrlimit(RLIMIT_NOFILE, &old);
    small = old;
    for (small.rlim_cur = 4; small.rlim_cur <= 32; small.rlim_cur *= 2) {
        setrlimit(RLIMIT_NOFILE, &small);
        bool good = sheet_write(buf_span(&rows), 2, &file);
        setrlimit(RLIMIT_NOFILE, &old);
        assert_false(good);
        assert_int_equal(file.n, 0);
    }
    buf_release(&rows);
}

/* ---- on the way ---- */

static void test_pack(void **state)
{
    struct doc d = {0}, e = {0};
    struct buf one = {0}, two = {0};
    (void)state;
    make(&d);
    doc_pack(&one, &d);
    assert_true(doc_unpack(buf_span(&one), &e));
    doc_pack(&two, &e);
    assert_true(span_eq(buf_span(&one), buf_span(&two)));
    doc_release(&e);
    for (size_t n = 0; n + 1 < one.n; n += 1 + n / 16) { /* cut off: refused or a shorter one */
        bool whole = doc_unpack(span_make(one.p, n), &e);
        assert_true(!whole || e.n < d.n);
        doc_release(&e);
    }
    one.p[0] ^= 1; /* of another version */
    assert_false(doc_unpack(buf_span(&one), &e));
    buf_release(&one);
    buf_release(&two);
    doc_release(&d);
}

/* Through the program, as the screen and the command line do it. */
static void test_program(void **state)
{
    struct doc d = {0};
    struct detail detail = {0};
    struct buf file = {0}, own = {0};
    (void)state;
    make(&d);
    buf_adds(&file, "before");
    assert_int_equal(office_write(&d, OFFICE_DOCX, &file, &detail), STATUS_OK);
    assert_true(docx_write(&d, &own));
    assert_true(span_eq(span_make(file.p + 6, file.n - 6), buf_span(&own)));
    buf_reset(&file);
    buf_reset(&own);
    assert_int_equal(office_write(&d, OFFICE_XLSX, &file, &detail), STATUS_OK);
    assert_true(xlsx_write(&d, &own));
    assert_true(span_eq(buf_span(&file), buf_span(&own)));
    struct rlimit old, small = {4096, RLIM_INFINITY}; /* no room for its temporary files */
    getrlimit(RLIMIT_FSIZE, &old);
    small.rlim_max = old.rlim_max;
    setrlimit(RLIMIT_FSIZE, &small);
    buf_reset(&file);
    enum status s = office_write(&d, OFFICE_XLSX, &file, &detail);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(s, STATUS_IO);
    assert_int_equal(file.n, 0);
    assert_non_null(strstr(detail.text, ".xlsx"));
    buf_release(&file);
    buf_release(&own);
    doc_release(&d);
}

/* A copy of this program where no hoctap-office is beside it: what it says then. */
static int say_what_is_missing(void)
{
    struct doc d = {0};
    struct detail detail = {0};
    struct buf file = {0};
    struct office_stream o = {0};
    char *installed = program_find("hoctap-office");
    if (installed) {
        free(installed);
        return NOT_ABSENT;
    }
    doc_title(&d, DOC_BOLD, 0, "BÁO CÁO");
    bool as_told = office_write(&d, OFFICE_DOCX, &file, &detail) == STATUS_IO && !file.n;
    printf("%s\n", detail.text);
    as_told = as_told && office_sheet_begin(&o, &detail) == STATUS_IO;
    office_sheet_abort(&o); /* nothing was begun: nothing to end */
    doc_release(&d);
    return as_told ? 0 : 1;
}

static void test_absent_program(void **state)
{
    struct buf self = {0}, copy = {0}, command = {0}, said = {0};
    char *dir = test_tmpdir();
    (void)state;
    test_read_file("/proc/self/exe", &self);
    buf_addf(&copy, "%s/test_office", dir);
    test_write_file(buf_str(&copy), self.p, self.n);
    assert_int_equal(chmod(buf_str(&copy), 0700), 0);
    buf_addf(&command, "%s --absent >%s/said", buf_str(&copy), dir);
    int how = system(buf_str(&command));
    assert_true(WIFEXITED(how));
    if (WEXITSTATUS(how) == NOT_ABSENT)
        skip(); /* it is installed where this build looks for it */
    assert_int_equal(WEXITSTATUS(how), 0);
    buf_reset(&command);
    buf_addf(&command, "%s/said", dir);
    test_read_file(buf_str(&command), &said);
    assert_string_equal(buf_str(&said), "Thiếu chương trình hoctap-office (không có). Hãy cài lại "
                                        "hoctap hoặc ghi tệp .txt.\n");
    test_rmtree(dir);
    free(dir);
    buf_release(&self);
    buf_release(&copy);
    buf_release(&command);
    buf_release(&said);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--absent") == 0)
        return say_what_is_missing();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_docx),       cmocka_unit_test(test_docx_body),
        cmocka_unit_test(test_docx_pages), cmocka_unit_test(test_docx_together),
        cmocka_unit_test(test_docx_lines), cmocka_unit_test(test_docx_odd),
        cmocka_unit_test(test_metrics),    cmocka_unit_test(test_xlsx),
        cmocka_unit_test(test_xlsx_names), cmocka_unit_test(test_sheet_no_files),
        cmocka_unit_test(test_sheet),      cmocka_unit_test(test_pack),
        cmocka_unit_test(test_program),    cmocka_unit_test(test_absent_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
