/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures that were handed in: written, read back, put in the place of today's, and shown beside
 * them in the annual report.
 */
#include "tests/progress_world.h"

#include "core/units_merge.h"
#include "locale/mem.h"
#include "forms/doc_text.h"
#include "forms/report.h"
#include "forms/report_frozen.h"

/* ---- text ---- */

static struct frozen_line counts(enum indicator i, bool known, bool declared, int64_t total,
                                 int64_t registered, int64_t proposed, int64_t recognised)
{
    return (struct frozen_line){.indicator = i,
                                .total_known = known,
                                .declared = declared,
                                .total = total,
                                .registered = registered,
                                .proposed = proposed,
                                .recognised = recognised};
}

static void test_text(void **state)
{
    (void)state;
    struct frozen f = {.whole = {.n = 2, .facts = true}, .mark = "7K3-M9Q"}, back;
    struct buf text = {0};
    /* Quảng Trị 2024 */
    f.whole.line[0] = counts(INDICATOR_FAMILY, true, true, 180026, 143203, 125950, 125950);
    f.whole.line[1] = counts(INDICATOR_CITIZEN_STAFF, false, false, 0, 0, 0, 0);
    for (int i = 0; i < FACT_N; i++)
        f.whole.fact[i] = i == FACT_PEOPLE ? 640000 : -1;
    frozen_add_text(&f, &text);
    assert_string_equal(buf_str(&text), "family\t180026\t143203\t125950\t125950\tdeclared\n"
                                        "citizen_staff\t-\t0\t0\t0\trecords\n"
                                        "people\t640000\n"
                                        "fingerprint\t7K3-M9Q\n");
    frozen_parse(buf_span(&text), &back);
    assert_int_equal(back.whole.n, 2);
    assert_memory_equal(&back.whole.line[0], &f.whole.line[0], sizeof f.whole.line[0]);
    assert_false(back.whole.line[1].total_known);
    assert_int_equal(back.whole.fact[FACT_PEOPLE], 640000);
    assert_int_equal(back.whole.fact[FACT_MEMBERS], -1);
    assert_string_equal(back.mark, "7K3-M9Q");
    buf_release(&text);
}

static void test_odd_text(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "",
        "\n\n",
        "family",
        "family\t1\t2\t3",
        "family\t10\t5\t5\t11\trecords", /* more than all */
        "family\t10\t-5\t5\t5\trecords",
        "family\tx\t5\t5\t5\trecords",
        "family\t99999999999999\t1\t1\t1\trecords",
        "unheard\t1\t1\t1\t1\trecords",
        "family\t1\t1\t1\t1\trecords\tmore",
        "fingerprint\tmuch too long to be one",
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct frozen f;
        frozen_parse(span_of(odd[i]), &f);
        assert_int_equal(f.whole.n, 0);
        assert_string_equal(f.mark, "");
    }
    struct frozen twice;
    frozen_parse(SPAN_LIT("family\t3\t2\t2\t1\trecords\nfamily\t9\t9\t9\t9\trecords"), &twice);
    assert_int_equal(twice.whole.n, 1);
    assert_int_equal(twice.whole.line[0].total, 3);
}

/* ---- in the place of today's ---- */

static void test_put(void **state)
{
    (void)state;
    struct frozen f = {.whole = {.n = 2}, .on = day_make(2024, 12, 10), .mark = "AAA-BBB"};
    struct progress p = {.n = 2, .as_of = day_make(2026, 11, 22), .fingerprint = "7K3-M9Q"};
    f.whole.line[0] = counts(INDICATOR_FAMILY, true, true, 180026, 143203, 125950, 125950);
    f.whole.line[1] = counts(INDICATOR_CLAN, true, true, 2324, 1312, 1197, 1197);
    for (size_t i = 0; i < 2; i++)
        p.line[i] = (struct progress_line){
            .indicator = i ? INDICATOR_CLAN : INDICATOR_FAMILY,
            .percent = true,
            .target = {.known = true, .hundredths = i ? 6500 : 6900},
            .goal = {.known = true, .hundredths = i ? 7500 : 8000, .year = 2030}};
    frozen_put(&f, &p);
    assert_int_equal(p.line[0].rate, 6996); /* 69,96 % */
    assert_int_equal(p.line[1].rate, 5151); /* 51,51 % */
    assert_true(p.line[0].reached);
    assert_false(p.line[1].reached);
    assert_int_equal(p.line[0].gap, 96);
    assert_int_equal(p.line[0].goal_needed, 18071); /* 144.021 - 125.950 */
    assert_string_equal(p.fingerprint, "AAA-BBB");
    assert_int_equal(p.as_of, day_make(2024, 12, 10));
}

/* ---- in the report ---- */

struct printing {
    const char *code;
    struct doc doc;
};

static enum status build_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    doc_release(&p->doc);
    return report_by_name("annual")->build(
        t, &(struct report_of){.unit = unit(p->code), .year = 2026}, &p->doc);
}

static char *print(struct world *w, const char *code)
{
    struct printing p = {.code = code};
    struct detail d = {0};
    struct buf b = {0};
    if (book_read(w->book, &w->who, build_fn, &p, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    doc_text_write(&p.doc, 400, &b);
    doc_release(&p.doc);
    return buf_detach(&b);
}

struct taking {
    const char *code;
    struct frozen f;
};

static enum status take_fn(struct book_tx *t, void *context)
{
    struct taking *x = context;
    frozen_release(&x->f);
    return frozen_take(t, unit(x->code), 2026, &x->f);
}

/* cut: as an older program handed in, without rows. */
static void hand_in_of(struct world *w, const char *code, const char *fields, bool cut)
{
    struct record r;
    struct buf figures = {0};
    struct detail d = {0};
    struct taking x = {.code = code};
    assert_int_equal(book_read(w->book, &w->who, take_fn, &x, &d), STATUS_OK);
    if (cut)
        x.f.full = false;
    frozen_add_text(&x.f, &figures);
    frozen_release(&x.f);
    record_init(&r, entity_by_id(ENTITY_SUBMISSION));
    fill(&r, fields);
    r.unit = unit(code);
    value_set_s(record_value(&r, "figures"), buf_span(&figures));
    record_value(&r, "figures")->known = true;
    keep(w, &r);
    record_release(&r);
    buf_release(&figures);
}

static void hand_in(struct world *w, const char *fields)
{
    hand_in_of(w, "15664001", fields, false);
}

#define HAS(text, what)                                                                            \
    if (!strstr(text, what))                                                                       \
    fail_msg("no '%s' in\n%s", what, text)
#define HAS_NOT(text, what)                                                                        \
    if (strstr(text, what))                                                                        \
    fail_msg("'%s' in\n%s", what, text)

/* From one text up to the other both papers say the same. */
static void same_table(const char *a, const char *b, const char *from, const char *to)
{
    const char *x = strstr(a, from), *y = strstr(b, from);
    const char *x_end = x ? strstr(x, to) : NULL, *y_end = y ? strstr(y, to) : NULL;
    if (!x_end || !y_end)
        fail_msg("no '%s' .. '%s' in\n%s\n%s", from, to, a, b);
    if (x_end - x != y_end - y || memcmp(x, y, (size_t)(x_end - x)) != 0)
        fail_msg("not the same:\n%.*s\n%.*s", (int)(x_end - x), x, (int)(y_end - y), y);
}

static void test_report(void **state)
{
    (void)state;
    struct world w = world_new(false);
    uint64_t id[3];
    add(&w, ENTITY_HAMLET, "name=Thôn Đông|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn Tây|kind=thôn");
    for (int i = 0; i < 3; i++)
        id[i] = add(&w, ENTITY_HOUSEHOLD,
                    i == 0   ? "hamlet=15664001|head=Lê Văn An"
                    : i == 1 ? "hamlet=15664001|head=Lê Văn Ba"
                             : "hamlet=15664001|head=Lê Văn Cả");
    give(&w, "family", id[0], 2026, STATE_RECOGNISED);
    give(&w, "family", id[1], 2026, STATE_REGISTERED);

    char *text = print(&w, "15664");
    HAS(text, "DỰ THẢO, số liệu đến ngày 22/11/2026.");
    HAS(text, "0 trên 2 thôn (0,00 %). Chưa nộp: Thôn Đông; Thôn Tây.");
    HAS_NOT(text, "Số các thôn đã nộp");
    free(text);

    hand_in(&w, "unit=15664001|report=annual|year=2026|state=handed_in|handed_in_on=20/11/2026");
    text = print(&w, "15664001");
    HAS(text, "Số liệu đã nộp ngày 20/11/2026.");
    HAS_NOT(text, "DỰ THẢO");
    HAS(text, "Từ khi nộp đến ngày 22/11/2026, số liệu các danh hiệu không thay đổi.");
    HAS(text, "33,33 %");
    free(text);

    /* a correction after the handing in: what was handed in stays, the difference is shown */
    w.who.reason = "bỏ sót một hộ"; /* of a year that is handed in */
    give(&w, "family", id[2], 2026, STATE_RECOGNISED);
    text = print(&w, "15664001");
    HAS(text, "Số đã nộp và số hiện nay");
    HAS(text, "+1");
    const char *table = strstr(text, "Số đã nộp và số hiện nay"),
               *end = strstr(table, "Chỉ ghi danh hiệu có số thay đổi");
    assert_non_null(end);
    const char *changed = strstr(table, "Gia đình học tập");
    assert_true(changed && changed < end);
    const char *same = strstr(table, "Cộng đồng học tập"); /* there, and as it was */
    assert_true(!same || same > end);
    HAS(text, "33,33 %");
    free(text);
    text = print(&w, "15664");
    HAS(text, "1 trên 2 thôn (50,00 %). Chưa nộp: Thôn Tây.");
    HAS(text, "Số các thôn đã nộp và số hiện nay");
    HAS(text, "đã nộp");
    HAS(text, "DỰ THẢO"); /* the commune's own is one still */
    free(text);

    /* returned: a draft again */
    hand_in(&w, "unit=15664001|report=annual|year=2026|state=returned|reason=thiếu chữ ký");
    text = print(&w, "15664001");
    HAS(text, "DỰ THẢO");
    free(text);
    text = print(&w, "15664");
    HAS(text, "Chưa nộp: Thôn Đông (trả lại để sửa); Thôn Tây.");
    free(text);
    world_free(&w);
}

/* ---- rows by hamlet ---- */

static void test_rows_text(void **state)
{
    (void)state;
    struct frozen f = {.whole = {.n = 2}, .full = true, .rows = 2, .mark = "7K3-M9Q"}, back;
    struct frozen_row row[2] = {{.unit = unit("15664001"), .name = "Thôn\tĐông", .n = 2},
                                {.unit = unit("15664"), .name = "cấp xã", .n = 2}};
    struct buf text = {0};
    f.row = row;
    f.whole.line[0] = counts(INDICATOR_FAMILY, true, false, 107, 61, 34, 34);
    f.whole.line[0].moved = 12;
    f.whole.line[0].target = (struct progress_target){
        .known = true, .hundredths = 7000, .year = 2026, .source = "QĐ 387/QĐ-TTg"};
    f.whole.line[1] = counts(INDICATOR_CLAN, true, false, 4, 0, 0, 0);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            row[i].line[k] = counts(f.whole.line[k].indicator, true, false, 0, 0, 0, 0);
    row[0].line[0] = counts(INDICATOR_FAMILY, true, false, 107, 61, 34, 34);
    row[0].facts = row[0].funds = row[0].records = true;
    for (int i = 0; i < FACT_N; i++)
        f.whole.fact[i] = row[0].fact[i] = row[1].fact[i] = -1;
    row[0].fact[FACT_PEOPLE] = 455;
    row[0].fund[FUND_FIGURE_CLOSING] = -5000000000000;
    row[0].record[RECORD_ACTIVITIES] = 3;
    frozen_add_text(&f, &text);
    assert_string_equal(buf_str(&text), "family\t107\t61\t34\t34\trecords\n"
                                        "gone\tfamily\t12\t0\n"
                                        "target\tfamily\t7000\t2026\tQĐ 387/QĐ-TTg\n"
                                        "clan\t4\t0\t0\t0\trecords\n"
                                        "fingerprint\t7K3-M9Q\n"
                                        "rows\t2\n"
                                        "row\t115664001\tThôn Đông\n"
                                        "+family\t107\t61\t34\t34\trecords\n"
                                        "+people\t455\n"
                                        "+fund\t0\t0\t0\t-5000000000000\t0\t0\t0\t0\n"
                                        "+records\t0\t0\t3\t0\t0\t0\n"
                                        "row\t115664000\tcấp xã\n");
    frozen_parse(buf_span(&text), &back);
    assert_true(back.full);
    assert_int_equal(back.rows, 2);
    assert_int_equal(back.whole.line[0].moved, 12);
    assert_int_equal(back.whole.line[0].target.hundredths, 7000);
    assert_string_equal(back.whole.line[0].target.source, "QĐ 387/QĐ-TTg");
    assert_string_equal(back.row[0].name, "Thôn Đông");
    assert_int_equal(back.row[0].n, 1); /* lines of zeros are not written */
    assert_int_equal(back.row[0].fund[FUND_FIGURE_CLOSING], -5000000000000);
    assert_int_equal(back.row[0].record[RECORD_ACTIVITIES], 3);
    assert_false(back.row[1].funds);

    struct progress *p;
    size_t n;
    frozen_put_rows(&back, NULL, 0, &p, &n);
    assert_int_equal(n, 2);
    assert_int_equal(p[0].n, 2);
    assert_int_equal(p[0].line[0].recognised, 34);
    assert_int_equal(p[1].line[1].total, 0); /* a line of zeros is there again */
    free(p);
    frozen_release(&back);
    buf_release(&text);
}

static void merge(struct world *w, const char *old, const char *now, const char *name)
{
    struct merge_input in = {0};
    struct merge_plan plan;
    struct detail d = {0};
    char *copy = name ? mem_strdup(name) : NULL;
    merge_add_row(&in, &(struct merge_row){.line = 2,
                                           .old = unit(old),
                                           .now = unit(now),
                                           .kind = UNIT_KIND_FULL,
                                           .from = day_make(2026, 11, 22),
                                           .name = copy});
    if (units_merge(w->book, &w->who, &in, false, &plan, &d) != STATUS_OK || !plan.changes)
        fail_msg("%s %s", d.text, plan.refusals ? plan.refusal[0].text : "");
    merge_plan_release(&plan);
    merge_input_release(&in);
    free(copy);
}

/* A commune that has handed in prints its rows by hamlet as they were, whatever comes: corrections,
 * statistics, money, and a merger of the hamlets. */
static void test_rows(void **state)
{
    (void)state;
    struct world w = world_new(false);
    uint64_t id[4];
    add(&w, ENTITY_HAMLET, "name=Thôn Đông|kind=thôn");
    add(&w, ENTITY_HAMLET, "name=Thôn Tây|kind=thôn");
    for (int i = 0; i < 4; i++)
        id[i] = add(&w, ENTITY_HOUSEHOLD,
                    i < 3 ? "hamlet=15664001|head=Lê Văn An" : "hamlet=15664002|head=Đỗ Văn Ba");
    give(&w, "family", id[0], 2026, STATE_RECOGNISED);
    uint64_t fact = add(&w, ENTITY_YEARFACT, "hamlet=15664001|year=2026|people=455|members=90");
    add(&w, ENTITY_FUND,
        "hamlet=15664001|date=5/9/2026|direction=in|purpose=donation|amount=500000|name=Bà Hoa");
    hand_in(&w, "unit=15664001|report=annual|year=2026|state=handed_in|handed_in_on=20/11/2026");
    hand_in_of(&w, "15664", "report=annual|year=2026|state=handed_in|handed_in_on=21/11/2026",
               false);
    char *first = print(&w, "15664"), *text, *hamlet = print(&w, "15664001");
    HAS(first, "Số liệu đã nộp ngày 21/11/2026.");
    HAS_NOT(first, "Số theo thôn đã nộp và số hiện nay");
    HAS_NOT(first, "Số liệu đã nộp và số liệu hiện nay");

    w.who.reason = "sửa sau khi nộp";
    give(&w, "family", id[1], 2026, STATE_RECOGNISED);
    change(&w, fact, "people=460");
    add(&w, ENTITY_FUND,
        "hamlet=15664001|date=6/9/2026|direction=out|purpose=reward|amount=200000|name=Cháu Lan");
    text = print(&w, "15664");
    HAS(text, "Số theo thôn đã nộp và số hiện nay");
    HAS(text, "Số liệu đã nộp và số liệu hiện nay");
    const char *heads = strstr(text, "Số liệu đã nộp và số liệu hiện nay");
    heads = strstr(heads, "Nơi"); /* five columns, their heads in one row */
    const char *line = heads ? strchr(heads, '\n') : NULL;
    assert_true(line && memmem(heads, (size_t)(line - heads), "Chênh", strlen("Chênh")));
    HAS(text, "+5");       /* people */
    HAS(text, "-200.000"); /* the fund */
    same_table(first, text, "Kết quả năm 2026 theo thôn", "Cấp xã (000): ghi");
    same_table(first, text, "Biểu thống kê năm 2026", "Dấu đối chiếu");
    free(text);

    merge(&w, "15664001", "15664002", NULL);
    text = print(&w, "15664");
    same_table(first, text, "Kết quả năm 2026 theo thôn", "Cấp xã (000): ghi");
    same_table(first, text, "Biểu thống kê năm 2026", "Dấu đối chiếu");
    HAS_NOT(text, "đã chuyển đi trước ngày"); /* nobody had, on the day of the handing in */
    free(text);
    text = print(&w, "15664001"); /* the hamlet that is no more */
    HAS(text, "Số liệu đã nộp ngày 20/11/2026.");
    HAS_NOT(text, "đã chuyển đi trước ngày");
    same_table(hamlet, text, "Đăng ký, đề nghị, công nhận năm 2026", "Tổng số theo");
    same_table(hamlet, text, "Biểu thống kê năm 2026", "Dấu đối chiếu");
    free(text);
    merge(&w, "15664", "15667", "Xã Tân Ninh"); /* and the commune that is no more */
    text = print(&w, "15664");
    HAS(text, "Số liệu đã nộp ngày 21/11/2026.");
    HAS_NOT(text, "đã chuyển đi trước ngày");
    same_table(first, text, "Đăng ký, đề nghị, công nhận năm 2026", "Tổng số theo");
    same_table(first, text, "Kết quả năm 2026 theo thôn", "Cấp xã (000): ghi");
    same_table(first, text, "Biểu thống kê năm 2026", "Dấu đối chiếu");
    free(text);
    text = print(&w, "15667"); /* the new one has not handed in */
    HAS(text, "DỰ THẢO");
    HAS_NOT(text, "Số theo thôn đã nộp");
    free(text);
    free(first);
    free(hamlet);
    world_free(&w);
}

/* Handed in by an older program: the whole is frozen, the rows are today's. */
static void test_old_figures(void **state)
{
    (void)state;
    struct world w = world_new(false);
    add(&w, ENTITY_HAMLET, "name=Thôn Đông|kind=thôn");
    uint64_t a = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê Văn An");
    add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê Văn Ba");
    hand_in_of(&w, "15664", "report=annual|year=2026|state=handed_in|handed_in_on=21/11/2026",
               true);
    w.who.reason = "bỏ sót";
    give(&w, "family", a, 2026, STATE_RECOGNISED);
    char *text = print(&w, "15664");
    HAS(text, "Số liệu đã nộp ngày 21/11/2026.");
    HAS(text, "Số đã nộp và số hiện nay");
    HAS_NOT(text, "Số theo thôn đã nộp và số hiện nay");
    HAS(text, "50,00 %"); /* the hamlet's row is live */
    free(text);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),        cmocka_unit_test(test_odd_text),
        cmocka_unit_test(test_put),         cmocka_unit_test(test_report),
        cmocka_unit_test(test_rows_text),   cmocka_unit_test(test_rows),
        cmocka_unit_test(test_old_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
