/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statistics of a year and the templates of its columns. No figure of a title is counted here:
 * they are compared with core/progress.
 */
#include "tests/progress_world.h"

#include "forms/doc_text.h"
#include "forms/report.h"
#include "forms/report_statistics.h"

/* ---- templates ---- */

static void refused(const char *text, uint64_t line, const char *says)
{
    struct report_template t;
    struct detail d = {0};
    assert_int_equal(template_parse(span_of(text), &t, &d), STATUS_INVALID);
    assert_int_equal(d.position, line);
    if (!strstr(d.text, says))
        fail_msg("'%s' does not say '%s'", d.text, says);
    assert_int_equal(t.columns, 0);
}

static void test_template(void **state)
{
    struct report_template t;
    struct detail d = {0};
    (void)state;
    const char *text = "\xEF\xBB\xBF# mẫu\r\ntitle: Biểu {year}\r\n\r\n"
                       "column: Tên thôn = name\r\n"
                       "Column: Gia đình / Tổng = Family.Total\n"
                       "  column:Gia đình / A = B = citizen_worker.goal_gap\n"
                       "note: một\nnote: hai";
    assert_int_equal(template_parse(span_of(text), &t, &d), STATUS_OK);
    assert_string_equal(t.title, "Biểu {year}");
    assert_int_equal(t.columns, 3);
    assert_null(t.column[0].group);
    assert_int_equal(t.column[0].code.source, TEMPLATE_NAME);
    assert_string_equal(t.column[1].group, "Gia đình");
    assert_string_equal(t.column[1].label, "Tổng");
    assert_string_equal(t.column[2].label, "A = B");
    assert_int_equal(t.column[2].code.indicator, INDICATOR_CITIZEN_WORKER);
    assert_int_equal(t.column[2].code.what, FIGURE_GOAL_GAP);
    assert_int_equal(t.notes, 2);
    template_release(&t);
}

static void test_template_refused(void **state)
{
    struct buf many = {0};
    (void)state;
    refused("", 0, "chưa có cột nào");
    refused("title: x\n", 0, "chưa có cột nào");
    refused("column: Số hộ\n", 1, "thiếu dấu =");
    refused("title: x\ncolumn: = name\n", 2, "chưa có tên");
    refused("columns: Số hộ = households\n", 1, "title:, column:, note:");
    refused("column: x = name\n\nSố hộ\n", 3, "không hiểu 'Số hộ'");
    refused("column: x = \x1b[31m\n", 1, "không có mã '");
    refused("column: x = households\xff\n", 0, "UTF-8");
    refused("PK\x03\x04 and what follows", 0, "không phải tệp Word hay Excel");
    refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, "Notepad");
    for (int i = 0; i <= TEMPLATE_BYTES_MAX; i++)
        buf_addc(&many, '#');
    refused(buf_str(&many), 0, "lớn quá");
    buf_reset(&many);
    /* what there is: the first and the last of the list */
    refused("\ncolumn: Hộ = family.tatal\n", 2, "'family.tatal'");
    refused("column: Hộ = family\n", 1, "family.total|registered|");
    refused("column: Hộ = family\n", 1, "goal_needed.");
    refused("column: Hộ = familie.total\n", 1, "Có: index name code households");
    refused("column: Hộ = familie.total\n", 1, "fund.opening|in|out|");
    refused("column: Hộ = quỹ.số dư đầu năm của mọi quỹ trong xã\n", 1, "officer_briefed.");
    for (int i = 0; i <= TEMPLATE_COLUMNS_MAX; i++)
        buf_adds(&many, "column: x = name\n");
    refused(buf_str(&many), TEMPLATE_COLUMNS_MAX + 1, "quá nhiều cột");
    buf_release(&many);
}

/* Every code that is named in the list is one. */
static void test_codes(void **state)
{
    struct buf b = {0}, name = {0};
    struct template_code c;
    (void)state;
    template_codes(&b);
    char *list = buf_detach(&b), *semicolon = strchr(list, ';'), *outer, *inner;
    assert_non_null(semicolon);
    *semicolon = 0;
    int n = 0;
    for (char *p = strtok_r(list, " ", &outer); p; p = strtok_r(NULL, " ", &outer)) {
        char *dot = strchr(p, '.');
        int family = dot ? (int)(dot - p) + 1 : 0;
        for (char *k = strtok_r(p + family, "|", &inner); k; k = strtok_r(NULL, "|", &inner), n++) {
            buf_reset(&name);
            buf_addf(&name, "%.*s%s", family, p, k);
            if (!template_code_parse(buf_span(&name), &c))
                fail_msg("no code %s", buf_str(&name));
        }
    }
    assert_true(n > 25);
    char *figures = strrchr(semicolon + 1, '.');
    *figures = 0;
    for (char *t = strtok_r(semicolon + 2, "|", &outer); t; t = strtok_r(NULL, "|", &outer)) {
        buf_reset(&name);
        buf_addf(&name, "%s.goal_needed", t);
        assert_true(template_code_parse(buf_span(&name), &c));
    }
    for (char *p = strtok_r(figures + 1, "|", &outer); p; p = strtok_r(NULL, "|", &outer)) {
        buf_reset(&name);
        buf_addf(&name, "clan.%s", p);
        assert_true(template_code_parse(buf_span(&name), &c));
    }
    buf_release(&name);
    free(list);
}

/* ---- a commune ---- */

static void make_commune(struct world *w)
{
    for (int h = 1; h <= 3; h++) {
        char fields[200];
        snprintf(fields, sizeof fields, "name=Thôn %d|kind=thôn", h);
        uint64_t hamlet = add(w, ENTITY_HAMLET, fields);
        if (h == 1)
            give(w, "community", hamlet, 2026, STATE_RECOGNISED);
        for (int i = 0; i < 3; i++) {
            snprintf(fields, sizeof fields, "hamlet=15664%03d|head=Nguyễn Thị %c|size=4", h,
                     'A' + i);
            uint64_t id = add(w, ENTITY_HOUSEHOLD, fields);
            if (i < h)
                give(w, "family", id, 2026, i ? STATE_REGISTERED : STATE_RECOGNISED);
        }
        if (h < 3) {
            snprintf(fields, sizeof fields, "hamlet=15664%03d|year=2026|people=%d|members=%d", h,
                     100 * h, 25 * h);
            add(w, ENTITY_YEARFACT, fields);
        }
    }
    add(w, ENTITY_ACTIVITY,
        "hamlet=15664002|kind=class|date=02/10/2026|topic=Trồng lúa|participants=45");
    add(w, ENTITY_ACTIVITY, "hamlet=15664002|kind=broadcast|date=2026|topic=Học tập");
    add(w, ENTITY_ACTIVITY, "kind=class|date=05/05/2026|topic=Tin học|participants=20");
    add(w, ENTITY_ACTIVITY, "hamlet=15664001|kind=class|date=02/10/2025|topic=Cũ|participants=9");
    add(w, ENTITY_AWARD,
        "hamlet=15664001|name=Dòng họ Đỗ|form=certificate|year=2026|state=decided");
    add(w, ENTITY_AWARD,
        "hamlet=15664001|name=Dòng họ Lê|form=certificate|year=2026|state=proposed");
    add(w, ENTITY_AWARD, "name=Xã|form=province|year=2026|state=decided");
    add(w, ENTITY_FUND,
        "hamlet=15664001|date=2025|direction=in|amount=900.000|number=1|purpose=donation|name=A");
    add(w, ENTITY_FUND,
        "hamlet=15664001|date=05/01/2026|direction=in|amount=500.000|number=2|name=Gia đình B");
    add(w, ENTITY_FUND,
        "hamlet=15664001|date=05/09/2026|direction=out|amount=400.000|number=3|"
        "purpose=scholarship|grants=4|name=Bốn cháu");
    add(w, ENTITY_FUND,
        "date=05/09/2026|direction=in|amount=1.000.000|number=1|purpose=donation|name=Xã");
    add(w, ENTITY_TARGET, "indicator=family|year=2026|value=50|source=KH 119/KH-UBND");
}

struct printing {
    const char *form; /* NULL: the program's own */
    struct unit_key unit;
    int year;
    struct doc doc;
};

static enum status build_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    struct report_template form;
    doc_release(&p->doc);
    if (!p->form)
        return report_by_name("statistics")
            ->build(t, &(struct report_of){.unit = p->unit, .year = p->year}, &p->doc);
    enum status s = template_parse(span_of(p->form), &form, t->detail);
    if (s == STATUS_OK)
        s = report_statistics_by(t, &form, p->unit, p->year, &p->doc);
    template_release(&form);
    return s;
}

static const struct doc_table *table_of(struct world *w, const char *form, const char *code,
                                        struct doc *out)
{
    struct printing p = {.form = form, .unit = unit(code), .year = 2026};
    struct detail d = {0};
    if (book_read(w->book, &w->who, build_fn, &p, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    *out = p.doc;
    for (size_t i = 0; i < p.doc.n; i++)
        if (p.doc.block[i].kind == DOC_TABLE_BLOCK)
            return &p.doc.block[i].table;
    fail_msg("no table");
    return NULL;
}

/* Row r, read from left to right with | between. */
static void row_is(const struct doc_table *t, size_t r, const char *want)
{
    struct buf b = {0};
    assert_true(r < t->rows);
    for (size_t c = 0; c < t->row[r].n; c++) {
        buf_adds(&b, c ? "|" : "");
        buf_adds(&b, t->row[r].cell[c].text.run[0].text);
    }
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static void test_columns(void **state)
{
    struct world w = world_new(false);
    struct doc doc = {0};
    (void)state;
    make_commune(&w);
    const struct doc_table *t =
        table_of(&w,
                 "column: TT = index\ncolumn: Thôn = name\ncolumn: Mã = code\n"
                 "column: Hội viên / Số = members.count\ncolumn: Hội viên / Tỷ lệ = members.rate\n"
                 "column: GĐHT / Tổng = family.total\ncolumn: GĐHT / ĐK = family.registered\n"
                 "column: GĐHT / CN = family.recognised\ncolumn: GĐHT / Tỷ lệ = family.rate\n"
                 "column: GĐHT / Thiếu = family.needed\ncolumn: CĐHT = community.rate\n",
                 "15664", &doc);
    assert_int_equal(t->rows, 2 + 3 + 1 + 1);
    assert_int_equal(t->columns, 11);
    row_is(t, 0, "TT|Thôn|Mã|Hội viên|GĐHT|CĐHT");
    row_is(t, 1, "Số|Tỷ lệ|Tổng|ĐK|CN|Tỷ lệ|Thiếu");
    assert_int_equal(t->row[0].cell[4].across, 5);
    assert_int_equal(t->row[0].cell[5].down, 2);
    row_is(t, 2, "1|Thôn 1|15664001|25|25,00\u00A0%|3|1|1|33,33\u00A0%|1|đạt");
    row_is(t, 3, "2|Thôn 2|15664002|50|25,00\u00A0%|3|2|1|33,33\u00A0%|1|chưa\u00A0đạt");
    row_is(t, 4, "3|Thôn 3|15664003|-|-|3|3|1|33,33\u00A0%|1|chưa\u00A0đạt");
    /* two of three hamlets gave the numbers: no share of the whole */
    row_is(t, 6, " |Cộng| |75|-|9|6|3|33,33\u00A0%|2|33,33\u00A0%");
    assert_int_equal(t->row[6].cell[8].number, DOC_PERCENT);
    assert_int_equal(t->row[6].cell[8].value, 3333);
    assert_int_equal(t->column[1].group, 0); /* every part of a split table names its rows */
    assert_int_equal(t->column[3].group, t->column[4].group);
    assert_int_not_equal(t->column[4].group, t->column[5].group);
    doc_release(&doc);
    world_free(&w);
}

static void test_records(void **state)
{
    struct world w = world_new(false);
    struct doc doc = {0};
    (void)state;
    make_commune(&w);
    const char *form = "column: Thôn = name\ncolumn: a = activity.count\n"
                       "column: b = activity.participants\ncolumn: c = centre.classes\n"
                       "column: d = centre.participants\ncolumn: e = awards.merit\n"
                       "column: g = awards.certificate\n";
    const struct doc_table *t = table_of(&w, form, "15664", &doc);
    row_is(t, 0, "Thôn|a|b|c|d|e|g"); /* one row of heads */
    row_is(t, 1, "Thôn 1|0|0|0|0|0|1");
    row_is(t, 2, "Thôn 2|2|45|1|45|0|0");
    row_is(t, 4, "Cấp xã (000)|1|20|1|20|1|0");
    row_is(t, 5, "Cộng|3|65|2|65|1|1");
    doc_release(&doc);
    t = table_of(&w, form, "15664002", &doc); /* one hamlet: one row */
    assert_int_equal(t->rows, 2);
    row_is(t, 1, "Thôn 2|2|45|1|45|0|0");
    doc_release(&doc);
    world_free(&w);
}

static void test_funds(void **state)
{
    struct world w = world_new(false);
    struct doc doc = {0};
    (void)state;
    make_commune(&w);
    const struct doc_table *t =
        table_of(&w,
                 "column: Thôn = name\ncolumn: a = fund.opening\ncolumn: b = fund.in\n"
                 "column: c = fund.out\ncolumn: d = fund.closing\ncolumn: e = fund.scholarships\n"
                 "column: g = fund.scholarship_amount\ncolumn: h = fund.reward_amount\n",
                 "15664", &doc);
    row_is(t, 1, "Thôn 1|900.000|500.000|400.000|1.000.000|4|400.000|0");
    row_is(t, 2, "Thôn 2|-|-|-|-|-|-|-"); /* keeps no book */
    row_is(t, 4, "Cấp xã (000)|0|1.000.000|0|1.000.000|0|0|0");
    row_is(t, 5, "Cộng|900.000|1.500.000|400.000|2.000.000|4|400.000|0");
    assert_int_equal(t->row[5].cell[4].number, DOC_MONEY);
    doc_release(&doc);
    world_free(&w);
}

/* The program's own sheet: its sums are the commune's figures. */
static void test_own(void **state)
{
    struct world w = world_new(false);
    struct doc doc = {0};
    struct buf b = {0};
    (void)state;
    make_commune(&w);
    const struct doc_table *t = table_of(&w, NULL, "15664", &doc);
    for (size_t c = 0; c < t->row[6].n; c++) {
        int64_t sum = 0;
        enum doc_number kind = t->row[6].cell[c].number;
        if (kind != DOC_COUNT && kind != DOC_MONEY)
            continue;
        for (size_t r = 2; r < 6; r++)
            sum += t->row[r].cell[c].value;
        assert_int_equal(sum, t->row[6].cell[c].value);
    }
    int money = 0; /* the fund's books are in it */
    for (size_t c = 0; c < t->row[6].n; c++)
        money += t->row[6].cell[c].number == DOC_MONEY && t->row[6].cell[c].value > 0;
    assert_int_equal(money, 5);
    doc_text_write(&doc, DOC_TEXT_WIDTH, &b);
    assert_non_null(strstr(buf_str(&b), "DỰ THẢO, số liệu đến ngày"));
    assert_non_null(strstr(buf_str(&b), "năm 2026"));
    assert_non_null(strstr(buf_str(&b), "CHỦ TỊCH"));
    buf_release(&b);
    doc_release(&doc);
    struct printing p = {.unit = unit("P38"), .year = 2026};
    struct detail d = {0};
    assert_int_equal(book_read(w.book, &w.who, build_fn, &p, &d), STATUS_USAGE);
    p = (struct printing){.unit = unit("15664"), .year = 2099};
    assert_int_equal(book_read(w.book, &w.who, build_fn, &p, &d), STATUS_USAGE);
    assert_int_equal(p.doc.n, 0);
    world_free(&w);
}

/* The columns of the program's own sheet, each under its group, and every figure of two hamlets:
 * one kept from its lists, the other with the numbers of the year. */
static void test_own_columns(void **state)
{
    struct world w = world_new(false);
    struct doc doc = {0};
    (void)state;
    make_commune(&w);
    add(&w, ENTITY_YEARFACT,
        "hamlet=15664003|year=2026|households=1.201|people=4.600|adults=3.300|members=1.380|"
        "study_boards=7|dropped_out=2|cannot_read=5");
    const struct doc_table *t = table_of(&w, NULL, "15664", &doc);
    row_is(t, 0,
           "Tên thôn, tổ dân phố|Số liệu chung|Gia đình học tập|Dòng họ học tập|Cộng đồng học "
           "tập|Đơn vị học tập|Công dân học tập|Quỹ khuyến học (đồng)|Học bổng|Khen thưởng từ "
           "quỹ|TTHTCĐ|Phổ cập, xóa mù chữ|Khen thưởng");
    row_is(
        t, 1,
        "Số hộ|Nhân khẩu|Người lớn|Hội viên khuyến học|Hội viên trên dân số|Chi hội, ban khuyến "
        "học|Tổng|Đăng ký|Công nhận|Tỷ lệ trên tổng|Chỉ tiêu năm|Chênh lệch (điểm %)|Tổng|Đăng "
        "ký|Công nhận|Tỷ lệ trên tổng|Chỉ tiêu năm|Chênh lệch (điểm %)|Tổng|Đăng ký|Công nhận|Tỷ "
        "lệ trên tổng|Chỉ tiêu năm|Chênh lệch (điểm %)|Tổng|Đăng ký|Công nhận|Tỷ lệ trên tổng|Chỉ "
        "tiêu năm|Chênh lệch (điểm %)|Tổng|Đăng ký|Công nhận|Tỷ lệ trên tổng|Chỉ tiêu năm|Chênh "
        "lệch (điểm %)|Số dư đầu|Thu|Chi|Số dư cuối|Suất|Tiền (đồng)|Suất|Tiền (đồng)|Lớp, chuyên "
        "đề|Lượt người|Trẻ bỏ học|Người lớn chưa biết chữ|Bằng khen|Giấy khen");
    row_is(
        t, 2,
        "Thôn "
        "1|3|100|0|25|25,00\u00A0%|-|3|1|1|33,33\u00A0%|50\u00A0%|-16,67|0|0|0|-|-|-|1|1|1|đạt|-|-|"
        "0|0|0|-|-|-|0|0|0|-|-|-|900.000|500.000|400.000|1.000.000|4|400.000|0|0|0|0|-|-|0|1");
    row_is(t, 4,
           "Thôn "
           "3|1.201|4.600|3.300|1.380|30,00\u00A0%|7|1.201|3|1|0,08\u00A0%|50\u00A0%|-49,92|0|0|0|-"
           "|-|-|1|0|0|chưa\u00A0đạt|-|-|0|0|0|-|-|-|3.300|0|0|0,00\u00A0%|-|-|-|-|-|-|-|-|-|-|0|0|"
           "2|5|0|0");
    doc_release(&doc);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_template), cmocka_unit_test(test_template_refused),
        cmocka_unit_test(test_codes),    cmocka_unit_test(test_columns),
        cmocka_unit_test(test_records),  cmocka_unit_test(test_funds),
        cmocka_unit_test(test_own),      cmocka_unit_test(test_own_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
