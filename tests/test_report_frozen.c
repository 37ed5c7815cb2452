/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures that were handed in: written, read back, put in the place of today's, and shown beside
 * them in the annual report.
 */
#include "tests/progress_world.h"

#include "forms/doc_text.h"
#include "forms/report.h"
#include "forms/report_frozen.h"

/* ---- text ---- */

static void test_text(void **state)
{
    (void)state;
    struct frozen f = {.n = 2, .facts = true, .mark = "7K3-M9Q"}, back;
    struct buf text = {0};
    /* Quảng Trị 2024 */
    f.line[0] = (struct frozen_line){INDICATOR_FAMILY, true, true, 180026, 143203, 125950, 125950};
    f.line[1] = (struct frozen_line){INDICATOR_CITIZEN_STAFF, false, false, 0, 0, 0, 0};
    for (int i = 0; i < FACT_N; i++)
        f.fact[i] = i == FACT_PEOPLE ? 640000 : -1;
    frozen_add_text(&f, &text);
    assert_string_equal(buf_str(&text), "family\t180026\t143203\t125950\t125950\tdeclared\n"
                                        "citizen_staff\t-\t0\t0\t0\trecords\n"
                                        "people\t640000\n"
                                        "fingerprint\t7K3-M9Q\n");
    frozen_parse(buf_span(&text), &back);
    assert_int_equal(back.n, 2);
    assert_memory_equal(&back.line[0], &f.line[0], sizeof f.line[0]);
    assert_false(back.line[1].total_known);
    assert_int_equal(back.fact[FACT_PEOPLE], 640000);
    assert_int_equal(back.fact[FACT_MEMBERS], -1);
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
        assert_int_equal(f.n, 0);
        assert_string_equal(f.mark, "");
    }
    struct frozen twice;
    frozen_parse(SPAN_LIT("family\t3\t2\t2\t1\trecords\nfamily\t9\t9\t9\t9\trecords"), &twice);
    assert_int_equal(twice.n, 1);
    assert_int_equal(twice.line[0].total, 3);
}

/* ---- in the place of today's ---- */

static void test_put(void **state)
{
    (void)state;
    struct frozen f = {.n = 2, .on = day_make(2024, 12, 10), .mark = "AAA-BBB"};
    struct progress p = {.n = 2, .as_of = day_make(2026, 11, 22), .fingerprint = "7K3-M9Q"};
    f.line[0] = (struct frozen_line){INDICATOR_FAMILY, true, true, 180026, 143203, 125950, 125950};
    f.line[1] = (struct frozen_line){INDICATOR_CLAN, true, true, 2324, 1312, 1197, 1197};
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

static enum status take_fn(struct book_tx *t, void *context)
{
    return frozen_take(t, unit("15664001"), 2026, context);
}

static void hand_in(struct world *w, const char *fields, struct frozen *f)
{
    struct record r;
    struct buf figures = {0};
    struct detail d = {0};
    assert_int_equal(book_read(w->book, &w->who, take_fn, f, &d), STATUS_OK);
    frozen_add_text(f, &figures);
    record_init(&r, entity_by_id(ENTITY_SUBMISSION));
    fill(&r, fields);
    value_set_s(record_value(&r, "figures"), buf_span(&figures));
    record_value(&r, "figures")->known = true;
    keep(w, &r);
    record_release(&r);
    buf_release(&figures);
}

#define HAS(text, what)                                                                            \
    if (!strstr(text, what))                                                                       \
    fail_msg("no '%s' in\n%s", what, text)
#define HAS_NOT(text, what)                                                                        \
    if (strstr(text, what))                                                                        \
    fail_msg("'%s' in\n%s", what, text)

static void test_report(void **state)
{
    (void)state;
    struct world w = world_new(false);
    struct frozen f;
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

    hand_in(&w, "unit=15664001|report=annual|year=2026|state=handed_in|handed_in_on=20/11/2026",
            &f);
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
    HAS(text, "33,33 %");
    free(text);
    text = print(&w, "15664");
    HAS(text, "1 trên 2 thôn (50,00 %). Chưa nộp: Thôn Tây.");
    HAS(text, "Số các thôn đã nộp và số hiện nay");
    HAS(text, "đã nộp");
    HAS(text, "DỰ THẢO"); /* the commune's own is one still */
    free(text);

    /* returned: a draft again */
    hand_in(&w, "unit=15664001|report=annual|year=2026|state=returned|reason=thiếu chữ ký", &f);
    text = print(&w, "15664001");
    HAS(text, "DỰ THẢO");
    free(text);
    text = print(&w, "15664");
    HAS(text, "Chưa nộp: Thôn Đông (trả lại để sửa); Thôn Tây.");
    free(text);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_odd_text),
        cmocka_unit_test(test_put),
        cmocka_unit_test(test_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
