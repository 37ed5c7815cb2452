/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Excel files into the book, through hoctap-file as it is.
 */
#include "tests/import_rows.h"

#include <unistd.h>

#include "forms/import_job.h"
#include "tests/excel_files.h"

static const char *const people[] = {"hamlet", "head", "birth", "address", "note", NULL};

/* Writes the bytes under a name of the lab's folder. */
static char *save(struct lab *l, const char *name, const struct buf *file)
{
    struct buf path = {0};
    buf_addf(&path, "%s/%s", l->dir, name);
    test_write_file(buf_str(&path), file->p, file->n);
    return buf_detach(&path);
}

static void expect_lines(struct lab *l, const char *const *want, size_t n)
{
    struct lines got = {0};
    lab_dump(l, "household", people, &got);
    for (size_t i = 0; i < n && i < got.n; i++)
        assert_string_equal(got.v[i], want[i]);
    assert_int_equal(got.n, n);
    lines_release(&got);
}

#define T(ref, text)   "<c r=\"" ref "\" t=\"str\"><v>" text "</v></c>"
#define N(ref, number) "<c r=\"" ref "\"><v>" number "</v></c>"
#define D(ref, number) "<c r=\"" ref "\" s=\"1\"><v>" number "</v></c>"

static const char dates[] =
    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";

/* As communes keep it: a title in merged cells above the list, which begins in column B. */
static void a_list_below_its_title(void **state)
{
    /* clang-format off */
    static const char sheet[] = XLSX_SHEET(
        "<row r=\"1\">" T("B1", "UBND XÃ TRIỆU SƠN") "</row>"
        "<row r=\"2\">" T("B2", "DANH SÁCH HỘ GIA ĐÌNH NĂM 2026") "</row>"
        "<row r=\"5\">" T("B5", "STT") T("C5", "Thôn") T("D5", "Họ và tên chủ hộ")
            T("E5", "Năm sinh") T("F5", "Địa chỉ") T("G5", "ĐK GĐHT 2026") "</row>"
        "<row r=\"6\">" N("B6", "1") T("C6", "Thôn Một") T("D6", "Lê Thị Lan") N("E6", "1970")
            T("F6", "Ngõ 3") "<c r=\"G6\" t=\"b\"><v>1</v></c></row>"
        "<row r=\"7\" hidden=\"1\">" N("B7", "2") T("C7", "Thôn Hai") T("D7", "Trần Văn Bình")
            D("E7", "25569") "<c r=\"F7\" t=\"e\"><v>#N/A</v></c></row>"
        "<row r=\"9\">" N("B9", "3") T("C9", "Thôn Ba") T("D9", "Vũ An") N("E9", "1958") "</row>"
        "<row r=\"10\">" N("B10", "4") T("C10", "Thôn Hai") "<c r=\"D10\" t=\"e\"><v>#REF!</v></c>"
            N("E10", "1958") "</row>"
        "<row r=\"11\">" N("B11", "5") T("C11", "Thôn Hai") T("D11", "Vũ Anh") N("E11", "1958.5")
            "</row>");
    /* clang-format on */
    static const char *const want[] = {"Thôn Hai|Trần Văn Bình|01/01/1970|#N/A|",
                                       "Thôn Một|Lê Thị Lan|1970|Ngõ 3|"};
    struct lab l;
    struct buf file = {0};
    (void)state;
    open_lab(&l);
    excel_xlsx(&file, sheet, 0, NULL, dates);
    char *path = save(&l, "ho.xls", &file); /* the name does not matter */
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    assert_int_equal(l.result.imported, 2);
    assert_int_equal(l.result.titles, 1);
    expect_lines(&l, want, 2);
    /* lines are those that Excel shows at the left */
    assert_int_equal(l.result.refused.n, 3);
    assert_int_equal(l.result.refused.v[0].line, 9);
    assert_int_equal(l.result.refused.v[0].reason, REASON_UNKNOWN_HAMLET);
    assert_int_equal(l.result.refused.v[1].line, 10);
    assert_int_equal(l.result.refused.v[1].reason, REASON_FORMULA_ERROR);
    assert_int_equal(l.result.refused.v[2].line, 11);
    assert_int_equal(l.result.warnings.n, 1);
    assert_int_equal(l.result.warnings.v[0].line, 7);
    assert_int_equal(l.result.warnings.v[0].reason, REASON_FORMULA_ERROR);
    assert_non_null(strstr(buf_str(&l.refused), "Thôn Ba,Vũ An,1958,"));
    assert_null(l.result.sheet);
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    assert_int_equal(l.result.unchanged, 2);
    free(path);
    buf_release(&file);
    lab_close(&l);
}

/* A list that another program saved as text under the name of an Excel file. */
static void text_under_another_name(void **state)
{
    static const struct {
        const char *name, *text;
    } files[] = {
        {"phay.xls", "\xEF\xBB\xBFThôn,Họ và tên chủ hộ,Năm sinh,Địa chỉ,ĐK GĐHT 2026\r\n"
                     "Thôn Một,Lê Thị Lan,1970,\"Ngõ 3, xóm trên\",x\r\n"},
        {"tab.xls", "Thôn\tHọ và tên chủ hộ\tNăm sinh\tĐịa chỉ\tĐK GĐHT 2026\n"
                    "Thôn Một\tLê Thị Lan\t1970\tNgõ 3, xóm trên\tx\n"},
        {"tab.xlsx", "Thôn\tHọ và tên chủ hộ\tNăm sinh\tĐịa chỉ\tĐK GĐHT 2026\n"
                     "Thôn Một\tLê Thị Lan\t1970\tNgõ 3, xóm trên\tx\n"},
    };
    static const char *const want[] = {"Thôn Một|Lê Thị Lan|1970|Ngõ 3, xóm trên|"};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct lab l;
        struct buf file = {0};
        open_lab(&l);
        buf_adds(&file, files[i].text);
        char *path = save(&l, files[i].name, &file);
        if (lab_import(&l, "household", path, plain) != STATUS_OK)
            fail_msg("%s: %s", files[i].name, l.d.text);
        assert_int_equal(l.result.titles, 1);
        assert_int_equal(l.result.refused.n + l.result.warnings.n, 0);
        expect_lines(&l, want, 1);
        free(path);
        buf_release(&file);
        lab_close(&l);
    }
}

/* Years below a title in merged cells; what is one cell high has its text above. */
static void headers_in_two_rows(void **state)
{
    /* clang-format off */
    static const char sheet[] = XLSX_SHEET(
        "<row r=\"2\">" T("A2", "DANH SÁCH GIA ĐÌNH HỌC TẬP") "</row>"
        "<row r=\"4\">" T("A4", "TT") T("B4", "Thôn") T("C4", "Chủ hộ") T("E4", "ĐK GĐHT")
            N("G4", "2026") "</row>"
        "<row r=\"5\">" T("C5", "Họ và tên") T("D5", "Năm sinh") N("E5", "2024") N("F5", "2025")
            T("G5", "ĐK") T("H5", "CN") "</row>"
        "<row r=\"6\">" N("A6", "1") T("B6", "Thôn Một") T("C6", "Lê Bảy") N("D6", "1970")
            T("E6", "x") T("G6", "x") "</row>"
        "<row r=\"7\">" N("A7", "2") T("B7", "Thôn Hai") T("C7", "Vũ An") N("D7", "1961")
            T("F7", "x") T("G7", "x") "</row>"
        "<row r=\"8\">" N("A8", "3") T("B8", "Thôn Ba") T("C8", "Vũ Anh") "</row>");
    /* clang-format on */
    static const char *const want[] = {"Thôn Hai|Vũ An|1961||", "Thôn Một|Lê Bảy|1970||"};
    struct lab l;
    struct buf file = {0};
    struct lines titles = {0};
    (void)state;
    open_lab(&l);
    excel_xlsx(&file, sheet, 0, NULL, NULL);
    char *path = save(&l, "ho.xlsx", &file);
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    expect_lines(&l, want, 2);
    lab_titles(&l, &titles);
    assert_int_equal(titles.n, 4);
    assert_int_equal(l.result.refused.n, 1);
    assert_int_equal(l.result.refused.v[0].line, 8);
    /* what is refused can be corrected and imported as it is */
    assert_non_null(strstr(buf_str(&l.refused), ",ĐK GĐHT 2024,ĐK GĐHT 2025,ĐK 2026,CN 2026,"));
    struct buf mended = {0};
    const char *at = strstr(buf_str(&l.refused), "Thôn Ba");
    assert_non_null(at);
    buf_add(&mended, buf_str(&l.refused), (size_t)(at - buf_str(&l.refused)));
    buf_adds(&mended, "Thôn Hai");
    buf_adds(&mended, at + strlen("Thôn Ba"));
    assert_int_equal(lab_text(&l, "household", buf_str(&mended) + 3, plain), STATUS_OK);
    assert_int_equal(l.result.imported, 1);
    assert_int_equal(l.result.refused.n, 0);
    lines_release(&titles);
    free(path);
    buf_release(&mended);
    buf_release(&file);
    lab_close(&l);
}

#define LIST(name, year)                                                                           \
    XLSX_SHEET("<row>" T("A1", "Thôn") T("B1", "Họ và tên chủ hộ")                                 \
                   T("C1", "Năm sinh") "</row>"                                                    \
                                       "<row>" T("A2", "Thôn Một") T("B2", name)                   \
                                           N("C2", year) "</row>")

static void make_sheets(struct buf *file)
{
    static const struct part parts[] = {
        {"xl/workbook.xml",
         XLSX_BOOK("<sheets><sheet name=\"Bìa\" r:id=\"r1\"/><sheet name=\"Cũ\" state=\"hidden\" "
                   "r:id=\"r2\"/><sheet name=\"Hộ\" r:id=\"r3\"/><sheet name=\"Hộ mới\" "
                   "r:id=\"r4\"/></sheets>"),
         0},
        {"xl/_rels/workbook.xml.rels", xlsx_rels, 0},
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET("<row>" T("A1", "Sổ hộ của xã") "</row><row>" T("A2", "Thôn") "</row>"), 0},
        {"xl/worksheets/sheet2.xml", LIST("Lê Một", "1951"), 0},
        {"xl/worksheets/sheet3.xml", LIST("Lê Hai", "1952"), 0},
        {"xl/worksheets/sheet4.xml", LIST("Lê Ba", "1953"), 0},
        {0}};
    excel_zip(file, parts, 9);
}

static void the_sheet_with_the_list(void **state)
{
    static const struct {
        const char *sheet, *head;
    } cases[] = {{NULL, "Lê Hai"}, {"ho moi", "Lê Ba"}, {"2", "Lê Một"}, {"Hộ", "Lê Hai"}};
    struct lab l;
    struct buf file = {0}, text = {0};
    (void)state;
    open_lab(&l);
    make_sheets(&file);
    char *path = save(&l, "so.xlsx", &file);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct import_options o = {.sheet = cases[i].sheet, .dry_run = true};
        struct import_table *t;
        assert_int_equal(lab_import(&l, "household", path, o), STATUS_OK);
        assert_int_equal(l.result.imported, 1);
        o.path = path;
        o.program = l.program;
        assert_int_equal(import_open_for(&t, entity_by_name("household"), &o, &l.d), STATUS_OK);
        assert_true(span_eq_str(import_table_cell(t, 1, 1).text, cases[i].head));
        assert_int_equal(import_table_sheets(t)->n, 4);
        import_table_free(t);
    }
    /* what else there is, people are told */
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    assert_string_equal(l.result.sheet, "Hộ");
    assert_string_equal(l.result.sheets_left, "Bìa, Cũ, Hộ mới");
    import_result_add_summary(&l.result, entity_by_name("household"), &plain, &text);
    assert_non_null(strstr(buf_str(&text), "trang tính 'Hộ'. Tệp còn"));
    struct import_options o = {.sheet = "Quỹ"};
    assert_int_equal(lab_import(&l, "household", path, o), STATUS_IO);
    assert_non_null(strstr(l.d.text, "1 Bìa, 2 Cũ, 3 Hộ, 4 Hộ mới"));
    free(path);
    buf_release(&file);
    buf_release(&text);
    lab_close(&l);
}

static void another_sheet_of_the_job(void **state)
{
    struct lab l;
    struct buf file = {0};
    struct import_job j;
    bool chosen;
    (void)state;
    open_lab(&l);
    make_sheets(&file);
    char *path = save(&l, "so.xlsx", &file);
    import_job_init(&j, l.book, &l.who);
    j.options.program = l.program;
    assert_int_equal(import_job_sheets(&j), 0);
    assert_int_equal(import_job_set_entity(&j, entity_by_name("household"), &l.d), STATUS_OK);
    assert_int_equal(import_job_open(&j, path, &l.d), STATUS_OK);
    assert_int_equal(import_job_sheets(&j), 4);
    assert_string_equal(import_job_sheet(&j, 2, &chosen)->name, "Hộ");
    assert_true(chosen);
    const struct row_sheet *s = import_job_sheet(&j, 3, &chosen);
    assert_false(chosen);
    assert_int_equal(s->rows, 2);
    assert_int_equal(import_job_set_sheet(&j, s->name, &l.d), STATUS_OK);
    assert_true(span_eq_str(import_table_cell(j.table, 1, 1).text, "Lê Ba"));
    assert_int_equal(j.plan.count[IMPORT_NEW], 1);
    assert_int_equal(import_job_set_sheet(&j, "không có", &l.d), STATUS_IO);
    assert_true(span_eq_str(import_table_cell(j.table, 1, 1).text, "Lê Ba")); /* as it was */
    import_job_release(&j);
    free(path);
    buf_release(&file);
    lab_close(&l);
}

/* Text typed in an old font: in BIFF8 each byte has become a character of Windows-1252, in BIFF5 it
 * is the byte itself. Found by column, as in a CSV. */
static void old_fonts(void **state)
{
    static const struct {
        unsigned version;
        const char *rows[4][2];
        const char *heads[3];
        enum charset charset;
    } cases[] = {
        {0x0600,
         {{"Th«n", "Hä vµ tªn chñ hé"},
          {"Th«n Mét", "NguyÔn ThÞ H»ng"},
          {"Th«n Hai", "TrÇn V¨n B×nh"},
          {"Th«n Mét", "§Æng V¨n TuÊn"}},
         {"Thôn Hai|Trần Văn Bình|||", "Thôn Một|Nguyễn Thị Hằng|||", "Thôn Một|Đặng Văn Tuấn|||"},
         CHARSET_TCVN3_UTF8},
        {0x0600,
         {{"Thoân", "Hoï vaø teân chuû hoä"},
          {"Thoân Moät", "Nguyeãn Thò Haèng"},
          {"Thoân Hai", "Traàn Vaên Bình"},
          {"Thoân Moät", "Ñaëng Vaên Tuaán"}},
         {"Thôn Hai|Trần Văn Bình|||", "Thôn Một|Nguyễn Thị Hằng|||", "Thôn Một|Đặng Văn Tuấn|||"},
         CHARSET_VNI_UTF8},
        {0x0500,
         {{"Th\xABn", "H\xE4 v\xB5 t\xAAn ch\xF1 h\xE9"},
          {"Th\xABn M\xE9t", "Nguy\xD4n Th\xDE H\xBBng"},
          {"Th\xABn Hai", "Tr\xC7n V\xA8n B\xD7nh"},
          {"Th\xABn M\xE9t", "\xA7\xC6ng V\xA8n Tu\xCAn"}},
         {"Thôn Hai|Trần Văn Bình|||", "Thôn Một|Nguyễn Thị Hằng|||", "Thôn Một|Đặng Văn Tuấn|||"},
         CHARSET_TCVN3},
        {0x0600,
         {{"Thôn", "Họ và tên chủ hộ"},
          {"Thôn Một", "Nguyễn Thị Hằng"},
          {"Thôn Hai", "Trần Văn Bình"},
          {"Thôn Một", "Đặng Văn Tuấn"}},
         {"Thôn Hai|Trần Văn Bình|||", "Thôn Một|Nguyễn Thị Hằng|||", "Thôn Một|Đặng Văn Tuấn|||"},
         CHARSET_UTF8},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lab l;
        struct buf records = {0}, stream = {0}, file = {0};
        bool wide = cases[i].version == 0x0600;
        struct xls_part sheet = {"Ho", &records, false};
        open_lab(&l);
        for (unsigned r = 0; r < 4; r++)
            for (unsigned c = 0; c < 2; c++)
                if (wide)
                    excel_label(&records, r + 2, c, cases[i].rows[r][c], true);
                else
                    excel_label5(&records, r + 2, c, cases[i].rows[r][c]);
        excel_stream(&stream, cases[i].version, NULL, &sheet, 1);
        excel_container(&file, wide ? "Workbook" : "Book", &stream, true);
        char *path = save(&l, "ho.xls", &file);
        assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
        if (l.result.imported != 3 || !l.result.charsets[cases[i].charset])
            fail_msg("case %zu: %u rows", i, l.result.imported);
        expect_lines(&l, cases[i].heads, 3);
        free(path);
        buf_release(&records);
        buf_release(&stream);
        buf_release(&file);
        lab_close(&l);
    }
}

/* The real program, with its limits on. */
static void a_hostile_file_stops_nothing_else(void **state)
{
    size_t n = (size_t)100 << 20;
    char *sheet = malloc(n);
    struct lab l;
    struct buf file = {0};
    (void)state;
    open_lab(&l);
    memset(sheet, 'A', n);
    memcpy(sheet, "<worksheet><sheetData><row><c t=\"str\"><v>", 41);
    excel_xlsx(&file, sheet, n, NULL, NULL);
    free(sheet);
    char *path = save(&l, "bom.xlsx", &file);
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_IO);
    assert_non_null(strstr(l.d.text, "bom.xlsx"));
    assert_int_equal(l.result.imported, 0);
    free(path);
    buf_release(&file);
    lab_close(&l);
}

static const char *const citizens[] = {"hamlet", "name", "birth", "household", NULL};

static void households_first(struct lab *l)
{
    assert_int_equal(lab_text(l, "household",
                              "Thôn,Họ và tên chủ hộ,Năm sinh\nThôn Một,Lê Văn Ba,1960\n"
                              "Thôn Một,Trần Văn Tám,1955\nThôn Hai,Vũ An,1970\n",
                              plain),
                     STATUS_OK);
    assert_int_equal(l->result.imported, 3);
}

/* As LibreOffice writes it in either format: the hamlet, the head of the household, a mark and the
 * upper row of the head stand in merged cells. */
static void cells_merged_downwards(void **state)
{
    static const char *const files[] = {"tests/data/excel/merged.xlsx",
                                        "tests/data/excel/merged.xls"};
    static const char *const want[] = {
        "Thôn Hai|Vũ An|1970|Vũ An",
        "Thôn Hai|Vũ Thị Hoa|1972|Vũ An",
        "Thôn Một|Lê Bảy|1990|Lê Văn Ba",
        "Thôn Một|Lê Thị Lan|1965|Lê Văn Ba",
        "Thôn Một|Lê Văn Ba|1960|Lê Văn Ba",
        "Thôn Một|Trần Văn Tám|1955|Trần Văn Tám",
        NULL,
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct lab l;
        open_lab(&l);
        households_first(&l);
        assert_int_equal(lab_import(&l, "citizen", files[i], plain), STATUS_OK);
        CHECK(&l, 6, 0, 0, 0, 0);
        assert_lines(&l, "citizen", citizens, want);
        assert_int_equal(l.result.titles,
                         5); /* one mark over four people, one of them recognised */
        lab_close(&l);
    }
}

/* The same household in many rows, as in a list of its members: the others are named as equal. */
static void a_household_in_many_rows(void **state)
{
    static const char *const want[] = {"Thôn Hai|Vũ An|||", "Thôn Một|Lê Văn Ba|||",
                                       "Thôn Một|Trần Văn Tám|||"};
    static const char sheet[] =
        XLSX_HEAD "<worksheet><sheetData><row r=\"1\">" T("A1", "Thôn") T("B1", "Chủ hộ") T(
            "C1", "Thành viên") "</row><row r=\"2\">" T("A2", "Thôn Một") T("B2", "Lê Văn Ba")
            T("C2", "Lê Bảy") "</row><row r=\"3\">" T("C3", "Lê Thị Lan") "</row><row r=\"4\">" T(
                "B4", "Trần Văn Tám") "</row><row r=\"5\">" T("A5", "Thôn Hai")
                T("B5", "Vũ An") "</row></sheetData><mergeCells>"
                                 "<mergeCell ref=\"A2:A4\"/><mergeCell "
                                 "ref=\"B2:B3\"/></mergeCells></worksheet>";
    struct lab l;
    struct buf file = {0}, text = {0};
    (void)state;
    open_lab(&l);
    excel_xlsx(&file, sheet, 0, NULL, NULL);
    char *path = save(&l, "ho.xlsx", &file);
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    expect_lines(&l, want, 3);
    assert_int_equal(l.result.refused.n, 1);
    import_note_add_text(&l.result.refused.v[0], &text);
    assert_string_equal(buf_str(&text), "Dòng 3: Chủ hộ: trùng với dòng 2 của tệp.");
    /* what is refused shows the values that people see */
    assert_non_null(strstr(buf_str(&l.refused), "Thôn Một,Lê Văn Ba,Lê Thị Lan,"));
    free(path);
    buf_release(&file);
    buf_release(&text);
    lab_close(&l);
}

/* A head of three rows whose last says nothing we know: its merged cells are no person. */
static void a_head_that_reaches_down(void **state)
{
    static const char *const want[] = {"Thôn Một|Lê Bảy|1970||"};
    static const char sheet[] = XLSX_HEAD "<worksheet><sheetData><row r=\"1\">" T("A1", "Thôn") T(
        "B1", "Họ và tên chủ hộ") T("C1", "Năm sinh")
        T("D1", "Ghi chú của xã") "</row><row r=\"2\">" T("D2", "(trong)") "</row><row r=\"3\">" T(
            "D3", "(kỳ)") "</row><row r=\"4\">" T("A4", "Thôn Một") T("B4", "Lê Bảy")
            N("C4", "1970") "</row></sheetData><mergeCells>"
                            "<mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:B3\"/>"
                            "<mergeCell ref=\"C1:C3\"/></mergeCells></worksheet>";
    struct lab l;
    struct buf file = {0};
    (void)state;
    open_lab(&l);
    excel_xlsx(&file, sheet, 0, NULL, NULL);
    char *path = save(&l, "ho.xlsx", &file);
    assert_int_equal(lab_import(&l, "household", path, plain), STATUS_OK);
    expect_lines(&l, want, 1);
    free(path);
    buf_release(&file);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_below_its_title),
        cmocka_unit_test(text_under_another_name),
        cmocka_unit_test(headers_in_two_rows),
        cmocka_unit_test(cells_merged_downwards),
        cmocka_unit_test(a_household_in_many_rows),
        cmocka_unit_test(a_head_that_reaches_down),
        cmocka_unit_test(the_sheet_with_the_list),
        cmocka_unit_test(another_sheet_of_the_job),
        cmocka_unit_test(old_fonts),
        cmocka_unit_test(a_hostile_file_stops_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
