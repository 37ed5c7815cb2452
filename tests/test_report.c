/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The annual report: a small commune printed and compared with a picture (UPDATE=1 rewrites it),
 * and what must hold for every report. No figure is counted twice: they are compared with
 * core/progress.
 */
#include "tests/progress_world.h"

#include "forms/doc_text.h"
#include "forms/report.h"
#include "forms/report_words.h"
#include "locale/nfc.h"
#include "locale/number.h"
#include "locale/width.h"

/* ---- a commune ---- */

enum { HAMLETS = 4, HOUSES = 6 };

static void citizens(struct world *w, uint64_t household, int n)
{
    char fields[200];
    for (int i = 0; i < n; i++) {
        snprintf(fields, sizeof fields, "name=Lê Văn %c|birth=%d|household=%016llx|worker=có",
                 'A' + i, 1960 + i, (unsigned long long)household);
        uint64_t id = add(w, ENTITY_CITIZEN, fields);
        if (i == 0)
            give(w, "citizen", id, 2026, STATE_RECOGNISED);
    }
}

static void families(struct world *w, const char *code, int h)
{
    char fields[200];
    for (int i = 0; i < HOUSES; i++) {
        snprintf(fields, sizeof fields, "hamlet=%s|head=Nguyễn Thị %c|size=4%s", code, 'A' + i,
                 h == 0 && i == 5 ? "|to=01/03/2026" : "");
        uint64_t id = add(w, ENTITY_HOUSEHOLD, fields);
        if (h < 3 && i < 4)
            give(w, "family", id, 2025, i < 3 - h ? STATE_RECOGNISED : STATE_REGISTERED);
        if (h < 3 && (i < 4 || i == 5))
            give(w, "family", id, 2026, i % 3 == 2 ? STATE_PROPOSED : STATE_RECOGNISED);
        if (h == 1 && i < 2)
            citizens(w, id, 2);
    }
}

static void organisations(struct world *w)
{
    uint64_t school = add(w, ENTITY_ORGANISATION,
                          "name=Trường Tiểu học Triệu Sơn|kind=school|managed=xã|staff=30");
    uint64_t farm = add(w, ENTITY_ORGANISATION,
                        "name=Hợp tác xã Đồng Tâm|kind=cooperative|managed=xã|hamlet=15664002");
    add(w, ENTITY_ORGANISATION, "name=Trạm Y tế|kind=health|managed=xã|staff=9");
    give(w, "organisation", school, 2026, STATE_RECOGNISED);
    give(w, "organisation", farm, 2026, STATE_RECOGNISED);
}

static void make_commune(struct world *w)
{
    static const char *const name[HAMLETS] = {
        "Tổ dân phố Bảo Vượng 1", "Tổ dân phố Bảo Vượng 2",
        "Tổ dân phố Bình Minh, khu tái định cư Đồng Xá và các hộ ven đường tỉnh 514", "Tân Ninh"};
    char fields[300], code[16];
    for (int h = 0; h < HAMLETS; h++) {
        snprintf(code, sizeof code, "15664%03d", h + 1);
        snprintf(fields, sizeof fields, "name=%s|kind=tổ dân phố|head=Bùi Quang Hải", name[h]);
        uint64_t hamlet = add(w, ENTITY_HAMLET, fields);
        if (h < 2)
            give(w, "community", hamlet, 2026, STATE_RECOGNISED);
        families(w, code, h);
        snprintf(fields, sizeof fields, "hamlet=%s|name=Dòng họ Đỗ Văn - chi %d", code, h + 1);
        uint64_t clan = add(w, ENTITY_CLAN, fields);
        if (h != 1)
            give(w, "clan", clan, 2026, STATE_RECOGNISED);
    }
    organisations(w);
    add(w, ENTITY_YEARFACT,
        "hamlet=15664001|year=2026|people=24|members=9|adults=15|school_age=4|dropped_out=0");
    add(w, ENTITY_YEARFACT, "hamlet=15664002|year=2026|people=1020|members=8");
    add(w, ENTITY_TARGET, "indicator=family|year=2026|value=50|source=KH 119/KH-UBND");
    add(w, ENTITY_DOCUMENT,
        "kind=kế hoạch|number=119/KH-UBND|date=21/02/2024|issuer=UBND thị trấn Triệu Sơn|"
        "subject=Triển khai Phong trào thi đua xây dựng xã hội học tập");
    add(w, ENTITY_DOCUMENT, "kind=kế hoạch|number=7/KH-UBND|date=2025|issuer=UBND xã Triệu Sơn");
    add(w, ENTITY_DOCUMENT, "kind=công văn|number=9/CV-UBND|date=21/02/2025");
}

/* ---- printing ---- */

struct printing {
    struct unit_key unit;
    int year;
    struct doc doc;
};

static enum status build_fn(struct book_tx *t, void *context)
{
    struct printing *p = context;
    doc_release(&p->doc); /* closures may be rerun */
    return report_by_name("annual")->build(t, &(struct report_of){.unit = p->unit, .year = p->year},
                                           &p->doc);
}

static enum status build(struct world *w, const char *code, int year, struct doc *out,
                         struct detail *d)
{
    struct printing p = {.unit = unit(code), .year = year};
    enum status s = book_read(w->book, &w->who, build_fn, &p, d);
    *out = p.doc;
    return s;
}

static char *print(struct world *w, const char *code, int year)
{
    struct detail d = {0};
    struct doc doc = {0};
    struct buf b = {0};
    if (build(w, code, year, &doc, &d) != STATUS_OK)
        fail_msg("report %s %d: %s", code, year, d.text);
    assert_int_equal(report_render(&doc, REPORT_TEXT, &b, &d), STATUS_OK);
    doc_release(&doc);
    return buf_detach(&b);
}

static struct world new_world(void (*make)(struct world *))
{
    struct world w = world_new(false);
    if (make)
        make(&w);
    return w;
}

/* ---- the picture ---- */

/* The fingerprint holds the random bits of the store's ids: shown as ???-???. */
static void hide_fingerprint(char *s)
{
    static const char before[] = "Dấu đối chiếu";
    for (char *p = s; (p = strstr(p, before));) {
        p += sizeof before; /* the blank, or the line end, behind it too */
        for (int i = 0; i < 7; i++)
            p[i] = i == 3 ? '-' : '?';
    }
    static const char trail[] = "Mã nhật ký ";
    for (char *p = s; (p = strstr(p, trail));) {
        p += sizeof trail - 1;
        assert_int_equal(strspn(p, "0123456789abcdef"), 12);
        memset(p, '?', 12);
    }
}

static void test_picture(void **state)
{
    static const char path[] = "tests/data/report_annual.txt";
    struct world w = new_world(make_commune);
    struct buf all = {0}, expected = {0};
    (void)state;
    for (int i = 0; i < 2; i++) {
        char *s = print(&w, i ? "15664002" : "15664", 2026);
        hide_fingerprint(s);
        buf_addf(&all, "%s%s", i ? "\f\n" : "", s);
        free(s);
    }
    if (getenv("UPDATE"))
        test_write_file(path, all.p, all.n);
    test_read_file(path, &expected);
    if (!span_eq(buf_span(&all), buf_span(&expected)))
        fail_msg("%s differs; look at it with UPDATE=1 and git diff. Now:\n%s", path,
                 buf_str(&all));
    buf_release(&all);
    buf_release(&expected);
    world_free(&w);
}

/* ---- what holds for every report ---- */

static void check_lines(const char *s, size_t width)
{
    assert_true(nfc_is(span_of(s)));
    assert_null(strstr(s, "\u00A0"));
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (width_columns(span_make(s, n)) > width)
            fail_msg("wider than %zu: %.*s", width, (int)n, s);
        assert_false(n && s[n - 1] == ' ');
        assert_int_equal(s[n], '\n');
        s += n + 1;
    }
}

/* "12,34 %" with two decimals is a rate; goals have none here. */
static bool has_rate(const char *s)
{
    for (const char *p = s; (p = strchr(p, ',')); p++)
        if (p > s && strspn(p + 1, "0123456789") == 2 && strncmp(p + 3, "\u00A0%", 3) == 0)
            return true;
    return false;
}

static const char *cell_text(const struct doc_cell *c)
{
    return c->text.run[0].text;
}

static bool is_total(const char *s)
{
    return strspn(s, "0123456789.") > 0 && (strchr(s, '/') || !strchr(s, ','));
}

static void check_row(const struct doc_row *r)
{
    bool rate = false, total = false;
    for (size_t i = 0; i < r->n; i++) {
        rate |= has_rate(cell_text(&r->cell[i]));
        total |= i > 0 && is_total(cell_text(&r->cell[i]));
    }
    if (rate && !total)
        fail_msg("a rate without its total: %s", cell_text(&r->cell[0]));
}

static void check_string(const struct doc_string *s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s->n; i++)
        buf_adds(&b, s->run[i].text);
    if (has_rate(buf_str(&b)) && !strstr(buf_str(&b), " trên "))
        fail_msg("a rate without its total: %s", buf_str(&b));
    buf_release(&b);
}

static void check_rates(const struct doc *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct doc_block *b = &d->block[i];
        check_string(&b->text);
        for (size_t k = 0; k < b->figures; k++)
            check_string(&b->figure[k].value);
        for (size_t r = 0; r < b->table.rows; r++)
            if (b->table.row[r].kind != DOC_ROW_HEAD)
                check_row(&b->table.row[r]);
    }
}

static void check_tables(const struct doc *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct doc_table *t = &d->block[i].table;
        int *place = doc_table_places(t);
        for (size_t r = 0; r < t->rows; r++) {
            size_t placed = 0;
            for (size_t c = 0; c < t->columns; c++)
                placed += place[r * t->columns + c] != DOC_COVERED;
            assert_int_equal(placed, t->row[r].n); /* no cell too many */
        }
        free(place);
        if (t->rows) { /* every table says where its figures come from */
            size_t k = i + 1;
            while (k + 1 < d->n && d->block[k + 1].kind == DOC_PARAGRAPH_BLOCK &&
                   d->block[k + 1].role == DOC_SOURCE)
                k++;
            assert_non_null(strstr(d->block[k].text.run[0].text, "Dấu đối chiếu"));
            assert_non_null(strstr(d->block[k].text.run[0].text, "Tổng số theo"));
        }
    }
}

static void check_all(struct world *w, const char *code, int year)
{
    static const size_t width[] = {80, 120, 40};
    struct detail d = {0};
    struct doc doc = {0};
    assert_int_equal(build(w, code, year, &doc, &d), STATUS_OK);
    for (size_t i = 0; i < sizeof width / sizeof *width; i++) {
        struct buf b = {0};
        doc_text_write(&doc, width[i], &b);
        check_lines(buf_str(&b), width[i]);
        assert_non_null(strstr(buf_str(&b), "DỰ THẢO, số liệu đến"));
        assert_non_null(strstr(buf_str(&b), "BÁO CÁO"));
        buf_release(&b);
    }
    check_rates(&doc);
    check_tables(&doc);
    doc_release(&doc);
}

static void test_every_report(void **state)
{
    struct world w = new_world(make_commune);
    (void)state;
    for (int year = 2021; year <= 2026; year++) {
        check_all(&w, "15664", year);
        check_all(&w, "15664001", year);
        check_all(&w, "15664003", year);
    }
    world_free(&w);
}

static void make_large(struct world *w)
{
    make_commune(w);
    add(w, ENTITY_YEARFACT,
        "year=2026|people=10000000|households=10000000|adults=9999999|clans=1234567|"
        "organisations=7654321|members=9999999|members_briefed=9999999|study_boards=10000000|"
        "poor=10000000|school_age=10000000|dropped_out=9999999|cannot_read=9999999");
}

static void test_large_numbers(void **state)
{
    struct world w = new_world(make_large);
    (void)state;
    check_all(&w, "15664", 2026);
    char *s = print(&w, "15664", 2026);
    assert_non_null(strstr(s, "10.000.000"));
    assert_non_null(strstr(s, "9.999.999 trên 10.000.000 nhân khẩu (100,00 %)"));
    free(s);
    world_free(&w);
}

/* ---- the same number everywhere ---- */

static const struct doc_table *table(const struct doc *d, unsigned number)
{
    char caption[32];
    snprintf(caption, sizeof caption, "Biểu %u.", number);
    for (size_t i = 0; i < d->n; i++)
        if (d->block[i].kind == DOC_TABLE_BLOCK &&
            strncmp(d->block[i].table.caption.run[0].text, caption, strlen(caption)) == 0)
            return &d->block[i].table;
    fail_msg("no table %u", number);
    return NULL;
}

static void expect_number(const struct doc_cell *c, int64_t n)
{
    struct buf b = {0};
    number_add_vn(&b, n);
    assert_string_equal(cell_text(c), buf_str(&b));
    buf_release(&b);
}

static void expect_rate(const struct doc_cell *c, const struct progress_line *l)
{
    struct buf b = {0};
    words_percent(&b, l->rate);
    assert_string_equal(cell_text(c), l->rate_known ? buf_str(&b) : "-");
    buf_release(&b);
}

static void test_figures_of_progress(void **state)
{
    struct world w = new_world(make_commune);
    struct progress p = ask(&w, "15664", 2026);
    struct detail d = {0};
    struct doc doc = {0};
    (void)state;
    assert_int_equal(build(&w, "15664", 2026, &doc, &d), STATUS_OK);
    const struct doc_table *t = table(&doc, 1);
    assert_int_equal(t->rows, p.n + 1);
    for (size_t i = 0; i < p.n; i++) {
        const struct doc_cell *c = t->row[i + 1].cell;
        if (p.line[i].total_known)
            expect_number(&c[1], p.line[i].total);
        else
            assert_string_equal(cell_text(&c[1]), "chưa\u00A0rõ");
        expect_number(&c[2], p.line[i].registered);
        expect_number(&c[4], p.line[i].proposed);
        expect_number(&c[5], p.line[i].recognised);
        expect_rate(&c[6], &p.line[i]);
    }
    assert_non_null(strstr(doc.block[0].text.run[0].text, p.fingerprint));
    doc_release(&doc);
    world_free(&w);
}

/* Rows of hamlets add up to the last one, and that is the commune's. */
static void test_rows_add_up(void **state)
{
    struct world w = new_world(make_commune);
    struct progress p = ask(&w, "15664", 2026);
    struct detail d = {0};
    struct doc doc = {0};
    (void)state;
    assert_int_equal(build(&w, "15664", 2026, &doc, &d), STATUS_OK);
    const struct doc_table *t = table(&doc, 4);
    const struct doc_row *last = &t->row[t->rows - 1];
    static const size_t first[] = {1, 5, 10, 14};
    static const enum indicator of[] = {INDICATOR_FAMILY, INDICATOR_CLAN, INDICATOR_ORGANISATION,
                                        INDICATOR_CITIZEN};
    assert_int_equal(t->rows, 2 + HAMLETS + 2);
    assert_int_equal(last->kind, DOC_ROW_TOTAL);
    assert_string_equal(cell_text(&t->row[t->rows - 2].cell[0]), "Cấp xã (000)");
    for (size_t g = 0; g < 4; g++) {
        const struct progress_line *l = line(&p, of[g]);
        const int64_t want[] = {l->total, l->registered, l->recognised};
        for (size_t k = 0; k < 3; k++) {
            int64_t sum = 0, n;
            for (size_t r = 2; r + 1 < t->rows; r++) {
                assert_true(number_parse(span_of(cell_text(&t->row[r].cell[first[g] + k])), &n));
                sum += n;
            }
            assert_int_equal(sum, want[k]);
            expect_number(&last->cell[first[g] + k], want[k]);
        }
        expect_rate(&last->cell[first[g] + 3], l);
    }
    assert_string_equal(cell_text(&last->cell[9]), "2/4");
    doc_release(&doc);
    world_free(&w);
}

/* ---- other communes ---- */

static void test_empty(void **state)
{
    struct world w = new_world(NULL);
    (void)state;
    check_all(&w, "15664", 2026);
    char *s = print(&w, "15664", 2026);
    assert_non_null(strstr(s, "Sổ chưa ghi kết quả nào của năm 2026."));
    assert_non_null(strstr(s, "Sổ chưa có thôn, tổ dân phố nào."));
    assert_non_null(strstr(s, "Chưa có trong sổ: Số hộ; Nhân khẩu;"));
    assert_non_null(strstr(s, "Thực hiện Kế hoạch số ......../KH-UBND"));
    assert_null(strstr(s, "Kết quả qua các năm"));
    free(s);
    world_free(&w);
}

static struct world world_named(const char *name, const char *province)
{
    struct world w = {.who = {.name = "xa", .role = ROLE_OFFICER, .source = "test"},
                      .dir = test_tmpdir()};
    struct book_init init = {UNIT_2025, unit("15664"), unit(province), name};
    struct detail d = {0};
    w.who.today = day_make(2027, 1, 5);
    if (book_create(&w.book, "mem:", &init, &w.who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return w;
}

static void expect_words(const char *name, const char *province, const char *const words[])
{
    struct world w = world_named(name, province);
    check_all(&w, "15664", 2026);
    char *s = print(&w, "15664", 2026);
    for (char *p = s; *p; p++) /* wherever lines end */
        *p = *p == '\n' ? ' ' : *p;
    for (; *words; words++)
        if (!strstr(s, *words))
            fail_msg("'%s' is not in:\n%s", *words, s);
    free(s);
    world_free(&w);
}

static void test_kinds_of_communes(void **state)
{
    (void)state;
    expect_words("Phường Hạc Thành", "P38",
                 (const char *const[]){"PHƯỜNG HẠC THÀNH",
                                       "Hạc Thành, ngày ..... tháng ..... năm "
                                       "2027",
                                       "Ủy ban nhân dân phường Hạc Thành báo cáo",
                                       "Ủy ban MTTQ phường;", "- UBND tỉnh Thanh Hóa",
                                       "số liệu đến ngày 31/12/2026", NULL});
    expect_words("Đặc khu Cát Hải", "P31",
                 (const char *const[]){"ĐẶC KHU CÁT HẢI", "Cát Hải, ngày", "của đặc khu Cát Hải",
                                       "- UBND thành phố Hải Phòng", NULL});
    expect_words("Phường 1", "P96",
                 (const char *const[]){"PHƯỜNG 1", "Phường 1, ngày", "phường 1 báo cáo", NULL});
    expect_words("Xã Nậm Pồ Nưa Chiềng Khoong Thượng Hạ Trung Đoài Đông Tây Nam Bắc", "P11",
                 (const char *const[]){"XÃ NẬM PỒ NƯA", "THƯỢNG", NULL});
}

static void expect_place(const char *name, const char *type, const char *full, const char *inner,
                         const char *capital, const char *locality)
{
    struct place p;
    place_make(&p, unit("15664"), name, type);
    assert_string_equal(p.full, full);
    assert_string_equal(p.inner, inner);
    assert_string_equal(p.capital, capital);
    assert_string_equal(p.locality, locality);
    place_release(&p);
}

static void test_places(void **state)
{
    (void)state;
    expect_place("Xã Triệu Sơn", NULL, "Xã Triệu Sơn", "xã Triệu Sơn", "XÃ TRIỆU SƠN", "Triệu Sơn");
    expect_place(" đặc khu Phú Quốc", NULL, "Đặc khu Phú Quốc", "đặc khu Phú Quốc",
                 "ĐẶC KHU PHÚ QUỐC", "Phú Quốc");
    expect_place("Tân Ninh", "tổ dân phố", "Tổ dân phố Tân Ninh", "tổ dân phố Tân Ninh",
                 "TỔ DÂN PHỐ TÂN NINH", "Tân Ninh");
    expect_place("3", "thôn", "Thôn 3", "thôn 3", "THÔN 3", "Thôn 3");
    expect_place("Xómbàng", NULL, "Xómbàng", "Xómbàng", "XÓMBÀNG", "Xómbàng");
    expect_place("Khu phố 5", "khu phố", "Khu phố 5", "khu phố 5", "KHU PHỐ 5", "Khu phố 5");
    expect_place("", NULL, "", "", "", "");
}

static void test_signature_of_hamlets(void **state)
{
    static const char *const kind[][2] = {{"thôn", "TRƯỞNG THÔN"},
                                          {"bản", "TRƯỞNG BẢN"},
                                          {"khu phố", "TRƯỞNG KHU PHỐ"},
                                          {"tổ dân phố", "TỔ TRƯỞNG"}};
    struct world w = new_world(NULL);
    char fields[120], code[16];
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(fields, sizeof fields, "name=Số %zu|kind=%s|head=Giàng A Páo", i, kind[i][0]);
        add(&w, ENTITY_HAMLET, fields);
        snprintf(code, sizeof code, "15664%03zu", i + 1);
        char *s = print(&w, code, 2026);
        assert_non_null(strstr(s, kind[i][1]));
        assert_non_null(strstr(s, "Giàng A Páo\n"));
        assert_null(strstr(s, "CHỦ TỊCH"));
        free(s);
    }
    char *s = print(&w, "15664", 2026); /* kinds differ */
    assert_non_null(strstr(s, "Số thôn, tổ dân phố"));
    free(s);
    world_free(&w);
}

/* A closed year: who lost the title is named and counted; this year's list is still open. In the
 * last year of a phase its target is the goal, shown once. */
static void test_closed_year(void **state)
{
    struct world w = new_world(NULL);
    (void)state;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    for (int i = 0; i < 3; i++) {
        uint64_t id = add(&w, ENTITY_HOUSEHOLD, "hamlet=15664001|head=Lê An");
        give(&w, "family", id, 2024, STATE_RECOGNISED);
        if (i == 0)
            give(&w, "family", id, 2025, STATE_RECOGNISED);
    }
    check_all(&w, "15664", 2025);
    char *s = print(&w, "15664", 2025);
    assert_non_null(strstr(s, "Được công nhận năm 2024, năm 2025 không được công nhận lại"));
    assert_non_null(strstr(s, "Gia đình học tập 2\n      hộ.") || strstr(s, " 2 hộ."));
    assert_non_null(strstr(s, "Biểu 2. So với chỉ tiêu năm 2025\n"));
    assert_null(strstr(s, "chưa chốt"));
    free(s);
    s = print(&w, "15664", 2026);
    assert_non_null(strstr(s, "Biểu 2. So với chỉ tiêu năm 2026 và mục tiêu 2030\n"));
    assert_null(strstr(s, "Được công nhận năm 2025"));
    assert_non_null(strstr(s, "Năm 2026 chưa chốt"));
    free(s);
    world_free(&w);
}

/* ---- refusals ---- */

static void expect_refused(struct world *w, const char *code, int year, enum status want)
{
    struct doc doc = {0};
    struct detail d = {0};
    assert_int_equal(build(w, code, year, &doc, &d), want);
    assert_int_equal(doc.n, 0);
    assert_true(d.text[0]);
}

static void test_refusals(void **state)
{
    struct world w = new_world(make_commune);
    struct unit_key own = unit("15664002");
    (void)state;
    expect_refused(&w, "15664", 2027, STATUS_USAGE);
    expect_refused(&w, "15664", 2020, STATUS_USAGE);
    expect_refused(&w, "P38", 2026, STATUS_USAGE);
    expect_refused(&w, "VN", 2026, STATUS_USAGE);
    expect_refused(&w, "15664777", 2026, STATUS_NOTFOUND);
    w.who.role = ROLE_LEADER;
    w.who.units = &own;
    w.who.n_units = 1;
    check_all(&w, "15664002", 2026);
    expect_refused(&w, "15664001", 2026, STATUS_DENIED);
    expect_refused(&w, "15664", 2026, STATUS_DENIED);
    world_free(&w);
}

static void test_formats(void **state)
{
    static const struct {
        const char *path;
        enum status want;
    } cases[] = {
        {"-", STATUS_OK},      {"a.txt", STATUS_OK},       {"/x.y/Báo cáo.TXT", STATUS_OK},
        {"a.docx", STATUS_OK}, {"a.XLSX", STATUS_OK},      {"a.pdf", STATUS_USAGE},
        {"txt", STATUS_USAGE}, {"/a.txt/b", STATUS_USAGE}, {"", STATUS_USAGE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum report_format f;
        struct detail d = {0};
        assert_int_equal(report_format_of(cases[i].path, &f, &d), cases[i].want);
        assert_int_equal(d.text[0] != 0, cases[i].want != STATUS_OK);
        if (cases[i].want == STATUS_OK)
            assert_int_equal(f, strstr(cases[i].path, ".d")   ? REPORT_DOCX
                                : strstr(cases[i].path, ".X") ? REPORT_XLSX
                                                              : REPORT_TEXT);
    }
    assert_null(report_by_name("monthly"));
    assert_null(report_by_name(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_picture),
        cmocka_unit_test(test_every_report),
        cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_figures_of_progress),
        cmocka_unit_test(test_rows_add_up),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_kinds_of_communes),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_signature_of_hamlets),
        cmocka_unit_test(test_closed_year),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
