/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts that people write into a report: kept per unit and year, never over somebody else's,
 * and shown in the place of the dotted lines.
 */
#include "tests/progress_world.h"

#include "forms/report.h"
#include "forms/report_texts.h"

static char *read_back(struct world *w, const char *code, int year, enum report_text which)
{
    struct buf b = {0};
    struct detail d = {0};
    buf_adds(&b, "");
    if (report_text_read(w->book, &w->who, unit(code), year, which, &b, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return b.p ? buf_detach(&b) : strdup("");
}

static enum status put(struct world *w, const char *code, enum report_text which, const char *base,
                       const char *text, struct buf *theirs)
{
    struct detail d = {0};
    return report_text_save(w->book, &w->who, unit(code), 2026, which, span_of(base), span_of(text),
                            theirs, &d);
}

static void expect_text(struct world *w, const char *code, int year, enum report_text which,
                        const char *want)
{
    char *s = read_back(w, code, year, which);
    assert_string_equal(s, want);
    free(s);
}

static void test_kept(void **state)
{
    struct world w = two_hamlets(false);
    (void)state;
    expect_text(&w, "15664", 2026, REPORT_TEXT_CAUSES, "");
    assert_int_equal(put(&w, "15664", REPORT_TEXT_CAUSES, "", " Do mưa.\n", NULL), STATUS_OK);
    expect_text(&w, "15664", 2026, REPORT_TEXT_CAUSES, "Do mưa.");
    expect_text(&w, "15664", 2025, REPORT_TEXT_CAUSES, "");
    expect_text(&w, "15664001", 2026, REPORT_TEXT_CAUSES, "");
    expect_text(&w, "15664", 2026, REPORT_TEXT_LIMITS, "");
    assert_int_equal(put(&w, "15664", REPORT_TEXT_CAUSES, "Do mưa.", "", NULL), STATUS_OK);
    expect_text(&w, "15664", 2026, REPORT_TEXT_CAUSES, "");
    /* letters that an input method sent in pieces */
    assert_int_equal(put(&w, "15664", REPORT_TEXT_CAUSES, "", "Do mu\u031Ba.", NULL), STATUS_OK);
    expect_text(&w, "15664", 2026, REPORT_TEXT_CAUSES, "Do mưa.");
    world_free(&w);
}

static void test_conflict(void **state)
{
    struct world w = two_hamlets(false);
    struct buf theirs = {0};
    (void)state;
    assert_int_equal(put(&w, "15664", REPORT_TEXT_LIMITS, "", "Của Lan", NULL), STATUS_OK);
    assert_int_equal(put(&w, "15664", REPORT_TEXT_LIMITS, "", "Của Hoa", &theirs), STATUS_CONFLICT);
    assert_string_equal(buf_str(&theirs), "Của Lan");
    expect_text(&w, "15664", 2026, REPORT_TEXT_LIMITS, "Của Lan");
    /* the same text twice: the answer of the first save was lost */
    assert_int_equal(put(&w, "15664", REPORT_TEXT_LIMITS, "", "Của Lan", NULL), STATUS_OK);
    assert_int_equal(put(&w, "15664", REPORT_TEXT_LIMITS, "Của Lan", "Của Hoa", NULL), STATUS_OK);
    expect_text(&w, "15664", 2026, REPORT_TEXT_LIMITS, "Của Hoa");
    buf_release(&theirs);
    world_free(&w);
}

static void test_rights(void **state)
{
    struct world w = two_hamlets(false);
    struct unit_key own = unit("15664002");
    struct buf b = {0};
    struct detail d = {0};
    (void)state;
    w.who.role = ROLE_LEADER;
    w.who.units = &own;
    w.who.n_units = 1;
    assert_int_equal(put(&w, "15664002", REPORT_TEXT_CAUSES, "", "Của thôn", NULL), STATUS_OK);
    assert_int_equal(put(&w, "15664001", REPORT_TEXT_CAUSES, "", "x", NULL), STATUS_DENIED);
    assert_int_equal(put(&w, "15664", REPORT_TEXT_CAUSES, "", "x", NULL), STATUS_DENIED);
    assert_int_equal(
        report_text_read(w.book, &w.who, unit("15664"), 2026, REPORT_TEXT_CAUSES, &b, &d),
        STATUS_DENIED);
    w.who.role = ROLE_VIEWER;
    assert_int_equal(put(&w, "15664002", REPORT_TEXT_CAUSES, "Của thôn", "x", NULL), STATUS_DENIED);
    expect_text(&w, "15664002", 2026, REPORT_TEXT_CAUSES, "Của thôn");
    buf_release(&b);
    world_free(&w);
}

static void test_names(void **state)
{
    struct buf b = {0};
    struct unit_key old;
    (void)state;
    report_text_setting(unit("15664"), 2026, REPORT_TEXT_CAUSES, &b);
    assert_string_equal(buf_str(&b), "report/2026/15664/causes");
    buf_reset(&b);
    assert_true(unit_parse(SPAN_LIT("pre2025:15664003"), UNIT_2025, &old));
    report_text_setting(old, 2024, REPORT_TEXT_PROPOSALS, &b);
    assert_string_equal(buf_str(&b), "report/2024/pre2025:15664003/proposals");
    for (int i = 0; i < REPORT_TEXT_COUNT; i++)
        assert_true(report_text_label((enum report_text)i)[0]);
    buf_release(&b);
}

/* ---- in the document ---- */

struct printing {
    struct unit_key unit;
    struct doc doc;
};

static enum status build_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    doc_release(&p->doc);
    return report_by_name("annual")->build(t, &(struct report_of){.unit = p->unit, .year = 2026},
                                           &p->doc);
}

static char *print(struct world *w, const char *code)
{
    struct printing p = {.unit = unit(code)};
    struct detail d = {0};
    struct buf b = {0};
    if (book_read(w->book, &w->who, build_fn, &p, &d) != STATUS_OK ||
        report_render(&p.doc, REPORT_TEXT, &b, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    doc_release(&p.doc);
    return buf_detach(&b);
}

static int dotted(const char *s)
{
    int n = 0;
    while (*s) {
        size_t len = strcspn(s, "\n");
        n += len > 20 && strspn(s, " .") >= len;
        s += len + (s[len] == '\n');
    }
    return n;
}

static void test_document(void **state)
{
    static const char *const text[REPORT_TEXT_COUNT] = {
        "Phong trào lan rộng.", "Còn ít đầu sách.", "Kinh phí có hạn.",
        "- Mở lớp học buổi tối.\n- Lập tủ sách.\n\nGiữ vững kết quả.", "Đề nghị tỉnh hỗ trợ."};
    struct world w = two_hamlets(false);
    (void)state;
    char *before = print(&w, "15664"), *hamlet = print(&w, "15664001");
    for (int i = 0; i < REPORT_TEXT_COUNT; i++)
        assert_int_equal(put(&w, "15664", (enum report_text)i, "", text[i], NULL), STATUS_OK);
    char *after = print(&w, "15664"), *hamlet_after = print(&w, "15664001");
    assert_true(dotted(before) >= 16);
    assert_int_equal(dotted(before) - dotted(after), 16); /* 3 + 3 + 3 + 4 + 3 */
    const char *at = after;
    static const char *const order[] = {
        "1. Kết quả nổi bật", "Phong trào lan rộng.", "2. Hạn chế",       "Còn ít đầu sách.",
        "3. Nguyên nhân",     "Kinh phí có hạn.",     "IV. PHƯƠNG HƯỚNG", "- Mở lớp học buổi tối.",
        "- Lập tủ sách.",     "Giữ vững kết quả.",    "V. KIẾN NGHỊ",     "Đề nghị tỉnh hỗ trợ."};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        at = strstr(at, order[i]);
        if (!at)
            fail_msg("not in its place: %s\n%s", order[i], after);
    }
    /* the commune's texts are not the hamlet's; only the head of the audit trail has moved */
    assert_string_equal(strstr(hamlet, "CỘNG HÒA"), strstr(hamlet_after, "CỘNG HÒA"));
    free(before), free(after), free(hamlet), free(hamlet_after);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),     cmocka_unit_test(test_conflict),
        cmocka_unit_test(test_rights),   cmocka_unit_test(test_names),
        cmocka_unit_test(test_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
