/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reports besides the annual one: lists, letters, minutes, forms, books, reviews. Printed wide,
 * so that no sentence is broken.
 */
#include "tests/progress_world.h"

#include "core/criteria_book.h"
#include "forms/doc_text.h"
#include "forms/report.h"
#include "forms/report_frozen.h"
#include "forms/report_texts.h"
#include "tests/docx_check.h"

struct printing {
    const struct report_type *kind;
    struct report_of of;
    struct doc doc;
};

static enum status build_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    doc_release(&p->doc); /* closures may be rerun */
    return p->kind->build(t, &p->of, &p->doc);
}

static enum status build(struct world *w, const char *kind, struct report_of of, struct doc *out,
                         struct detail *d)
{
    struct printing p = {.kind = report_by_name(kind), .of = of};
    assert_non_null(p.kind);
    enum status s = book_read(w->book, &w->who, build_fn, &p, d);
    *out = p.doc;
    return s;
}

static char *print_of(struct world *w, const char *kind, struct report_of of)
{
    struct detail d = {0};
    struct doc doc = {0};
    struct buf b = {0};
    if (build(w, kind, of, &doc, &d) != STATUS_OK)
        fail_msg("%s: %s", kind, d.text);
    doc_text_write(&doc, 400, &b);
    docx_check(&doc);
    doc_release(&doc);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

static char *print(struct world *w, const char *kind, const char *code, int year)
{
    return print_of(w, kind, (struct report_of){.unit = unit(code), .year = year});
}

/* Blanks that only fill a column count as one. */
static char *squeezed(const char *text)
{
    struct buf b = {0};
    for (const char *p = text; *p; p++)
        if (*p != ' ' || (b.n && b.p[b.n - 1] != ' '))
            buf_addc(&b, *p);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

static void has(const char *text, const char *what)
{
    char *flat = squeezed(text);
    if (!strstr(flat, what))
        fail_msg("no '%s' in\n%.3000s", what, flat);
    free(flat);
}

static void has_not(const char *text, const char *what)
{
    if (strstr(text, what))
        fail_msg("'%s' in\n%.3000s", what, text);
}

static void in_order(const char *text, const char *const *what, size_t n)
{
    const char *at = text;
    for (size_t i = 0; i < n; i++) {
        const char *next = strstr(at, what[i]);
        if (!next)
            fail_msg("'%s' does not follow in\n%.3000s", what[i], text);
        at = next + 1;
    }
}

/* ---- a commune with two hamlets ---- */

struct commune {
    struct world w;
    uint64_t house[5], school;
};

static struct commune make(void)
{
    static const char *const house[] = {
        "hamlet=15664001|head=Trần An|birth=12/03/1961|phone=0912345678|phone_consent=1/1/2026",
        "hamlet=15664001|head=Nguyễn Văn Ân|birth=1970",
        "hamlet=15664001|head=Lê Bình|birth=~1955",
        "hamlet=15664001|head=Lê Thị Hoa",
        "hamlet=15664002|head=Bùi Hòa|birth=1980",
    };
    struct commune c = {.w = world_new_of(false, "P31")};
    add(&c.w, ENTITY_HAMLET, "name=Thôn Đông|kind=thôn|head=Đỗ Văn Cường");
    add(&c.w, ENTITY_HAMLET, "name=Thôn Tây|kind=thôn");
    for (int i = 0; i < 5; i++)
        c.house[i] = add(&c.w, ENTITY_HOUSEHOLD, house[i]);
    c.school = add(&c.w, ENTITY_ORGANISATION, "name=Trường Tiểu học|kind=school|managed=xã");
    return c;
}

static uint64_t titled(struct commune *c, int i, int year, enum title_state state,
                       const char *fields)
{
    uint64_t id = give(&c->w, "family", c->house[i], year, state);
    if (fields)
        change(&c->w, id, fields);
    return id;
}

static void free_commune(struct commune *c)
{
    world_free(&c->w);
}

/* ---- lists ---- */

static void test_recognised(void **state)
{
    (void)state;
    struct commune c = make();
    static const char *const names[] = {"Thôn Đông (4 hộ)", "Trần An",    "Nguyễn Văn Ân",
                                        "Lê Bình",          "Lê Thị Hoa", "Thôn Tây (1 hộ)",
                                        "Bùi Hòa"};
    add(&c.w, ENTITY_DOCUMENT, "kind=quyết định|number=215/QĐ-UBND|date=05/11/2026");
    for (int i = 4; i >= 0; i--) /* entered the other way round */
        titled(&c, i, 2026, STATE_RECOGNISED, NULL);
    give(&c.w, "organisation", c.school, 2026, STATE_RECOGNISED);
    char *text = print(&c.w, "recognised", "15664", 2026);
    in_order(text, names, sizeof names / sizeof *names);
    has(text, "1961");
    has(text, "5 trên 5 hộ (100,00 %)");
    has(text, "Đơn vị được công nhận danh hiệu Đơn vị học tập năm 2026");
    has(text, "Trường Tiểu học");
    has(text, "Dấu đối chiếu ");
    has_not(text, "0912345678");
    has_not(text, "12/03");
    free(text);
    text =
        print_of(&c.w, "recognised", (struct report_of){unit("15664002"), 2026, TITLE_FAMILY, 0});
    has(text, "Bùi Hòa");
    has(text, "1 trên 1 hộ (100,00 %)");
    has_not(text, "Trường Tiểu học");
    has_not(text, "Trần An");
    free(text);
    text = print(&c.w, "recognised", "15664", 2024);
    has(text, "Sổ chưa ghi ai được công nhận năm 2024.");
    free(text);
    free_commune(&c);
}

static void test_register(void **state)
{
    (void)state;
    struct commune c = make();
    titled(&c, 0, 2026, STATE_REGISTERED, "registered_on=15/3/2026");
    titled(&c, 1, 2026, STATE_REFUSED, "votes_for=3|votes_against=20|reason=Vắng họp");
    titled(&c, 2, 2026, STATE_WITHDRAWN, NULL);
    char *text = print(&c.w, "register", "15664", 2026);
    has(text, "Trần An 1961 15/03/2026");
    has(text, "Vắng họp");
    has(text, "Không công nhận");
    has(text, "2 trên 5 hộ (40,00 %)");
    has_not(text, "Lê Bình"); /* took the registration back */
    has_not(text, "0912345678");
    free(text);
    free_commune(&c);
}

/* ---- letters and decision ---- */

static void test_proposal(void **state)
{
    (void)state;
    struct commune c = make();
    titled(&c, 0, 2026, STATE_RECOGNISED, NULL); /* an earlier batch */
    titled(&c, 1, 2026, STATE_PROPOSED, "votes_for=27|votes_against=2");
    titled(&c, 4, 2026, STATE_PROPOSED, NULL);
    char *text = print(&c.w, "proposal", "15664", 2026);
    has(text, "DỰ THẢO, số liệu đến ngày 22/11/2026.");
    has(text, "HỘI KHUYẾN HỌC");
    has(text, "/TTr-HKH");
    has(text, "Kính gửi: Chủ tịch Ủy ban nhân dân xã Triệu Sơn.");
    has(text, "Gia đình học tập (hộ) 5 3 2 40,00 %");
    has(text, "QUYẾT ĐỊNH");
    has(text, "/QĐ-UBND");
    has(text, "Điều 1. Công nhận danh hiệu học tập năm 2026 cho:");
    has(text, "- 2 hộ đạt danh hiệu Gia đình học tập.");
    has(text, "2 hộ (Thôn Đông: 1; Thôn Tây: 1)");
    has_not(text, "Trần An");
    free(text);
    text = print(&c.w, "proposal", "15664002", 2026);
    has(text, "Kính gửi:\n");
    has(text, "- Ủy ban nhân dân xã Triệu Sơn;\n");
    has(text, "- Hội Khuyến học xã Triệu Sơn.\n");
    has(text, "Bùi Hòa");
    has_not(text, "QUYẾT ĐỊNH\n");
    has_not(text, "Nguyễn Văn Ân");
    free(text);
    free_commune(&c);
}

static void test_award(void **state)
{
    (void)state;
    struct commune c = make();
    add(&c.w, ENTITY_AWARD,
        "hamlet=15664001|name=Lê Văn An|recipient_kind=cá nhân|form=Giấy khen|occasion=hằng "
        "năm|year=2026|state=đề nghị|reason=Dạy học miễn phí");
    add(&c.w, ENTITY_AWARD,
        "hamlet=15664001|name=Dòng họ Đỗ Văn|recipient_kind=tập thể|form=Giấy khen|year=2026");
    add(&c.w, ENTITY_AWARD,
        "name=Trường Tiểu học|recipient_kind=tập thể|form=Bằng khen cấp tỉnh|year=2026|"
        "occasion=sơ kết 2023-2025");
    add(&c.w, ENTITY_AWARD, "name=Hội Phụ nữ|form=Giấy khen|year=2026|state=đã có quyết định");
    char *text = print(&c.w, "award-proposal", "15664", 2026);
    static const char *const order[] = {"Bằng khen của Chủ tịch UBND tỉnh", "Trường Tiểu học",
                                        "Giấy khen", "Dòng họ Đỗ Văn", "Lê Văn An"};
    in_order(text, order, sizeof order / sizeof *order);
    has(text, "Đề nghị 2, tập thể 1, cá nhân 1");
    has_not(text, "Hội Phụ nữ");
    free(text);
    text = print(&c.w, "award-proposal", "15664002", 2026);
    has(text, "Sổ chưa ghi đề nghị khen thưởng nào của năm 2026.");
    free(text);
    text = print(&c.w, "phase1", "15664", 2026);
    has(text, "Trường Tiểu học");
    has_not(text, "Lê Văn An");
    free(text);
    free_commune(&c);
}

/* Which of the campaign's criteria are met, with evidence, and which are missing. */
static void test_award_criteria(void **state)
{
    (void)state;
    struct commune c = make();
    char fields[240];
    snprintf(fields, sizeof fields,
             "name=Trường Tiểu học|recipient=organisation:%016llx|recipient_kind=tập thể|"
             "form=Giấy khen|year=2026|occasion=hằng năm",
             (unsigned long long)c.school);
    add(&c.w, ENTITY_AWARD, fields);
    add(&c.w, ENTITY_AWARD, "name=Hội Phụ nữ|form=Giấy khen|year=2026");
    char *text = print(&c.w, "award-proposal", "15664", 2026);
    has_not(text, "Tiêu chí thi đua của"); /* nobody has a checklist */
    free(text);

    struct record r;
    record_init(&r, entity_by_id(ENTITY_CHECKLIST));
    snprintf(fields, sizeof fields,
             "subject=organisation:%016llx|name=Trường Tiểu học|group=doanh nghiệp, hợp tác xã|"
             "plan=Hải Phòng|year=2026",
             (unsigned long long)c.school);
    fill(&r, fields);
    value_set_s(record_value(&r, "items"),
                SPAN_LIT("enterprise.2\t100\tQuy chế số 5\nenterprise.3\t0\t\n"));
    record_value(&r, "items")->known = true;
    keep(&c.w, &r);
    record_release(&r);
    snprintf(fields, sizeof fields,
             "name=Trường Tiểu học|giver=organisation:%016llx|kind=hiện vật|date=5/5/2026|"
             "description=sách",
             (unsigned long long)c.school);
    add(&c.w, ENTITY_CONTRIBUTION, fields);
    text = print(&c.w, "award-proposal", "15664", 2026);
    has(text, "Tiêu chí thi đua của người, tập thể được đề nghị");
    has(text, "Trường Tiểu học (năm 2026)");
    has(text, "đạt 1 lần");        /* what was given */
    has(text, "đạt Quy chế số 5"); /* evidence that people wrote */
    has(text, "chưa đạt -");       /* missing */
    has(text, "chưa đạt chưa được công nhận năm 2026");
    has(text, "Chưa lập bảng tiêu chí thi đua: Hội Phụ nữ.");
    free(text);
    give(&c.w, "organisation", c.school, 2026, STATE_RECOGNISED);
    text = print(&c.w, "award-proposal", "15664", 2026);
    has(text, "đạt được công nhận, tính đến năm 2026");
    free(text);
    free_commune(&c);
}

/* ---- minutes ---- */

static void test_minutes(void **state)
{
    (void)state;
    struct commune c = make();
    char *text = print(&c.w, "minutes", "15664001", 2026);
    has(text, "Sổ chưa ghi kết quả bình xét của cuộc họp này.");
    free(text);
    add(&c.w, ENTITY_ACTIVITY,
        "hamlet=15664001|kind=họp bình xét|date=10/11/2026|place=Nhà văn hóa|topic=Bình xét "
        "đợt 1|chair=Đỗ Văn Cường|secretary=Trần Thị Cúc|invited=60|present=52");
    add(&c.w, ENTITY_ACTIVITY,
        "hamlet=15664001|kind=họp bình xét|date=18/11/2026|topic=Bình xét đợt 2|present=40");
    titled(&c, 0, 2026, STATE_REVIEWED, "reviewed_on=10/11/2026|votes_for=50|votes_against=2");
    titled(&c, 1, 2026, STATE_REVIEWED,
           "reviewed_on=10/11/2026|failed=có|votes_for=10|votes_against=42|reason=Con bỏ học");
    titled(&c, 2, 2026, STATE_PROPOSED, "reviewed_on=18/11/2026");
    titled(&c, 3, 2026, STATE_REGISTERED, NULL);
    text = print(&c.w, "minutes", "15664001", 2026);
    static const char *const order[] = {"Bình xét đợt 1.", "Trần An", "Nguyễn Văn Ân", "════",
                                        "Bình xét đợt 2.", "Lê Bình"};
    in_order(text, order, sizeof order / sizeof *order);
    has(text, "52 trên 60 người được mời (86,67 %)");
    has(text, "Đạt 1 trên 2 hộ (50,00 %) được bình xét");
    has(text, "Đạt 1 trên 1 hộ (100,00 %) được bình xét");
    has(text, "1970 10 42 không đạt Con bỏ học");
    has_not(text, "Lê Thị Hoa"); /* was not talked about */
    free(text);
    free_commune(&c);
}

/* ---- forms ---- */

static void test_forms(void **state)
{
    (void)state;
    struct commune c = make();
    struct detail d = {0};
    struct doc doc = {0};
    char *text = print(&c.w, "registration-form", "15664001", 2026);
    has(text, "PHIẾU ĐĂNG KÝ");
    has(text, "Họ và tên chủ hộ ....");
    has(text, "chỉ dùng để xét danh hiệu học tập");
    free(text);
    text = print_of(&c.w, "registration-form",
                    (struct report_of){unit("15664"), 2026, TITLE_FAMILY, c.house[0]});
    has(text, "Họ và tên chủ hộ Trần An");
    has(text, "Năm sinh 1961");
    has(text, "Thôn Đông");
    has_not(text, "0912345678");
    free(text);
    assert_int_equal(build(&c.w, "registration-form",
                           (struct report_of){unit("15664"), 2026, TITLE_CLAN, c.house[0]}, &doc,
                           &d),
                     STATUS_USAGE);
    assert_int_equal(doc.n, 0);

    text = print(&c.w, "assessment-form", "15664", 2026);
    has(text, "Xã chưa áp dụng bộ tiêu chí nào cho danh hiệu này: chỉ ghi kết quả.");
    free(text);
    assert_int_equal(criteria_adopt(c.w.book, &c.w.who, SPAN_LIT("GDHT-NHAP-2026"), SPAN_LIT("1"),
                                    2026, SPAN_LIT("Quyết định 9/QĐ-UBND"), true, &d),
                     STATUS_OK);
    text = print(&c.w, "assessment-form", "15664", 2026);
    has(text, "Tự chấm");
    has(text, "G1.1 Trẻ em trong độ tuổi đến trường");
    has(text, "Tổng điểm 100");
    has(text, "MẪU NHÁP");
    has(text, "áp dụng theo Quyết định 9/QĐ-UBND");
    free(text);
    assert_int_equal(criteria_adopt(c.w.book, &c.w.who, SPAN_LIT("CDXA-TT25"), SPAN_LIT("1"), 2026,
                                    SPAN_LIT("Quyết định 9/QĐ-UBND"), true, &d),
                     STATUS_OK);
    text = print_of(&c.w, "assessment-form",
                    (struct report_of){unit("15664"), 2026, TITLE_COMMUNE, 0});
    has(text, "Tự đánh giá");
    has(text, "Của Xã Triệu Sơn");
    has(text, "mới đối chiếu được một phần");
    has_not(text, "Tổng điểm 100"); /* a checklist has no points */
    free(text);
    free_commune(&c);
}

static enum status find_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    return report_find_subject(t, &p->of, SPAN_LIT("nguyen van an"), &p->of.subject);
}

static void test_find_subject(void **state)
{
    (void)state;
    struct commune c = make();
    struct printing p = {.of = {.unit = unit("15664001"), .year = 2026}};
    struct detail d = {0};
    assert_int_equal(book_read(c.w.book, &c.w.who, find_fn, &p, &d), STATUS_OK);
    assert_int_equal(p.of.subject, c.house[1]);
    p.of.title = TITLE_CLAN;
    assert_int_equal(book_read(c.w.book, &c.w.who, find_fn, &p, &d), STATUS_USAGE);
    assert_true(strstr(d.text, "nguyen van an") != NULL);
    free_commune(&c);
}

/* ---- fund book ---- */

static void test_fund(void **state)
{
    (void)state;
    struct commune c = make();
    char *text = print(&c.w, "fund-book", "15664001", 2026);
    static const char *const empty[] = {"Sổ chưa ghi phiếu thu", "NGƯỜI PHỤ TRÁCH QUỸ"};
    in_order(text, empty, 2); /* said above the signatures */
    free(text);
    text = print(&c.w, "fund-book", "15664", 2026);
    has(text, "HỘI KHUYẾN HỌC"); /* keeps the book */
    free(text);
    add(&c.w, ENTITY_FUND,
        "hamlet=15664001|date=1/1/2026|direction=thu|purpose=số dư đầu|amount=900000");
    add(&c.w, ENTITY_FUND,
        "hamlet=15664001|number=1|date=5/1/2026|direction=thu|purpose=đóng góp|amount=12450000|"
        "name=Công ty Hoàng Long");
    add(&c.w, ENTITY_FUND,
        "hamlet=15664001|number=2|date=5/9/2026|direction=chi|purpose=học bổng|grants=10|"
        "amount=5000000|name=Học sinh nghèo");
    text = print(&c.w, "fund-book", "15664001", 2026);
    has(text, "Số dư đầu 900.000 đồng (Chín trăm nghìn đồng)");
    has(text, "Tổng thu 12.450.000 đồng (Mười hai triệu bốn trăm năm mươi nghìn đồng)");
    has(text, "Số dư cuối 8.350.000 đồng (Tám triệu ba trăm năm mươi nghìn đồng)");
    has(text, "Chi: học bổng 5.000.000 đồng (10 suất).");
    has(text, "Số phiếu");
    has(text, "05/01/2026 1 Công ty Hoàng Long"); /* slips in and out: a column each */
    has(text, "05/09/2026 2 Học sinh nghèo; học bổng 10 5.000.000 8.350.000");
    free(text);
    text = print(&c.w, "annual", "15664", 2026);
    has(text, "Quỹ của thôn, tổ dân phố 1 900.000 12.450.000 5.000.000 8.350.000");
    has(text, "Chi từ quỹ: học bổng 10 suất, 5.000.000 đồng.");
    free(text);
    free_commune(&c);
}

/* ---- reviews ---- */

static void set_text(struct world *w, int period, const char *text)
{
    struct detail d = {0};
    assert_int_equal(report_text_save(w->book, &w->who, unit("15664"), period, REPORT_TEXT_CAUSES,
                                      SPAN_LIT(""), span_of(text), NULL, &d),
                     STATUS_OK);
}

/* The year table of Hải Phòng: 60, 65, 70 % of families in 2023, 2024, 2025. */
static void test_phase1(void **state)
{
    (void)state;
    struct commune c = make();
    for (int year = 2023; year <= 2025; year++)
        for (int i = 0; i < 5; i++) /* 3, 4, 3 of 5 */
            titled(&c, i, year, i < 3 + (year == 2024) ? STATE_RECOGNISED : STATE_REGISTERED, NULL);
    set_text(&c.w, 2025, "Chữ của báo cáo năm");
    set_text(&c.w, REPORT_PERIOD_PHASE1, "Chữ của sơ kết");
    char *text = print(&c.w, "phase1", "15664", 2026);
    has(text, "Sơ kết Phong trào");
    has(text, "Gia đình học tập 2023 5 5 3 60,00 % 60 % 0,00 -");
    has(text, "2024 5 5 4 80,00 % 65 % +15,00 0");
    has(text, "2025 5 5 3 60,00 % 70 % -10,00 1"); /* one title lost */
    has(text, "Gia đình học tập 3/5 60,00 % 70 % -10,00 1 - 3");
    has(text, "Gia đình học tập: 3 trên 5 hộ (60,00 %), còn thiếu 1 hộ để đạt mục tiêu 2025 "
              "(70 %).");
    has(text, "Chữ của sơ kết");
    has_not(text, "Chữ của báo cáo năm");
    has(text, "Thôn Đông 3/4 75,00 % 4/4 100,00 % 3/4 75,00 %");
    free(text);
    text = print(&c.w, "phase1", "15664002", 2026);
    has(text, "THÔN TÂY");
    has_not(text, "Kết quả theo thôn");
    free(text);
    text = print(&c.w, "final", "15664", 2026);
    has(text, "Tổng kết Phong trào");
    has(text, "Số liệu từ năm 2023 đến năm 2026.");
    has(text, "Mục tiêu 2030");
    free(text);
    free_commune(&c);
}

/* A phase that was handed in keeps its figures and its texts. */
static enum status take_fn(struct book_tx *t, void *context)
{
    return frozen_take(t, unit("15664"), 2025, context);
}

static void test_phase_handed_in(void **state)
{
    (void)state;
    struct commune c = make();
    struct frozen f = {0};
    struct record r;
    struct buf figures = {0};
    struct detail d = {0};
    titled(&c, 0, 2025, STATE_RECOGNISED, NULL);
    set_text(&c.w, REPORT_PERIOD_PHASE1, "Chữ của sơ kết");
    assert_int_equal(book_read(c.w.book, &c.w.who, take_fn, &f, &d), STATUS_OK);
    frozen_add_text(&f, &figures);
    frozen_release(&f);
    record_init(&r, entity_by_id(ENTITY_SUBMISSION));
    fill(&r, "report=phase1|year=2025|state=handed_in|handed_in_on=10/01/2026");
    r.unit = unit("15664");
    value_set_s(record_value(&r, "figures"), buf_span(&figures));
    record_value(&r, "figures")->known = true;
    keep(&c.w, &r);
    record_release(&r);
    titled(&c, 1, 2025, STATE_RECOGNISED, NULL); /* found later */
    char *text = print(&c.w, "phase1", "15664", 2026);
    has(text, "Số liệu đã nộp ngày 10/01/2026.");
    has_not(text, "DỰ THẢO");
    has(text, "Gia đình học tập 2025 5 1 1 20,00 %");
    has(text, "Gia đình học tập 5 5 0 1 2 +1 1 2 +1"); /* total, registered, recognised */
    free(text);
    assert_int_equal(report_text_save(c.w.book, &c.w.who, unit("15664"), REPORT_PERIOD_PHASE1,
                                      REPORT_TEXT_CAUSES, SPAN_LIT("Chữ của sơ kết"),
                                      SPAN_LIT("Khác"), NULL, &d),
                     STATUS_INVALID);
    buf_release(&figures);
    free_commune(&c);
}

static void test_phase_to_come(void **state)
{
    (void)state;
    struct commune c = make();
    struct detail d = {0};
    struct doc doc = {0};
    c.w.who.today = day_make(2025, 6, 1);
    assert_int_equal(build(&c.w, "phase2", (struct report_of){unit("15664"), 2025, 0, 0}, &doc, &d),
                     STATUS_USAGE);
    assert_int_equal(doc.n, 0);
    assert_true(strstr(d.text, "2026") != NULL);
    char *text = print(&c.w, "phase1", "15664", 2025);
    has(text, "Sổ chưa ghi kết quả nào của giai đoạn này.");
    free(text);
    free_commune(&c);
}

/* ---- every kind ---- */

static void test_refusals(void **state)
{
    (void)state;
    struct commune c = make();
    struct unit_key own = unit("15664001");
    struct detail d = {0};
    struct doc doc = {0};
    struct caller officer = c.w.who;
    for (const struct report_type *k = report_types; k->name; k++) {
        struct report_of of = {.unit = unit("P31"), .year = 2026};
        d.text[0] = 0;
        assert_int_equal(build(&c.w, k->name, of, &doc, &d), STATUS_USAGE);
        assert_int_equal(doc.n, 0);
        assert_true(d.text[0] != 0);
        of = (struct report_of){.unit = unit("15664"), .year = 2027};
        if (!(k->flags & REPORT_NO_YEAR)) {
            assert_int_equal(build(&c.w, k->name, of, &doc, &d), STATUS_USAGE);
            assert_int_equal(doc.n, 0);
        }
        c.w.who.role = ROLE_LEADER;
        c.w.who.units = &own;
        c.w.who.n_units = 1;
        of = (struct report_of){.unit = unit("15664002"), .year = 2026};
        assert_int_equal(build(&c.w, k->name, of, &doc, &d), STATUS_DENIED);
        assert_int_equal(doc.n, 0);
        of.unit = own;
        if (build(&c.w, k->name, of, &doc, &d) != STATUS_OK)
            fail_msg("a leader's %s: %s", k->name, d.text);
        assert_true(doc.n > 0);
        doc_release(&doc);
        c.w.who = officer;
    }
    free_commune(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognised),
        cmocka_unit_test(test_register),
        cmocka_unit_test(test_proposal),
        cmocka_unit_test(test_award),
        cmocka_unit_test(test_award_criteria),
        cmocka_unit_test(test_minutes),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_find_subject),
        cmocka_unit_test(test_fund),
        cmocka_unit_test(test_phase1),
        cmocka_unit_test(test_phase_handed_in),
        cmocka_unit_test(test_phase_to_come),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
