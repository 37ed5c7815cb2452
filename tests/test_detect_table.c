/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a commune, as they are and rewritten into other charsets: every cell must be read
 * exactly. The cells are compared as text, not as names of charsets.
 */
#include "tests/support.h"

#include "locale/detect_table.h"

enum { COLUMNS = 24 };

struct row {
    struct span cell[COLUMNS];
    size_t n;
};

struct table {
    struct row *rows;
    size_t count, cap, columns;
    struct buf bytes; /* owns what the cells view */
};

static void table_release(struct table *t)
{
    free(t->rows);
    buf_release(&t->bytes);
    *t = (struct table){0};
}

static void row_add(struct table *t, const struct row *r)
{
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->rows = realloc(t->rows, t->cap * sizeof *t->rows);
    }
    if (r->n > t->columns)
        t->columns = r->n;
    t->rows[t->count++] = *r;
}

/* Enough of CSV for these files: quotes are taken off in place, "" is one quote. */
static void table_read(struct table *t, const char *path, char sep)
{
    struct row row = {0};
    test_read_file(path, &t->bytes);
    char *p = t->bytes.p, *end = p + t->bytes.n;
    if (t->bytes.n > 3 && !memcmp(p, "\xef\xbb\xbf", 3))
        p += 3;
    while (p < end) {
        char *out = p, *from = p;
        bool quoted = *p == '"';
        p += quoted;
        for (; p < end; p++) {
            if (quoted && *p == '"') {
                if (p + 1 < end && p[1] == '"')
                    p++;
                else {
                    quoted = false;
                    continue;
                }
            } else if (!quoted && (*p == sep || *p == '\n' || *p == '\r')) {
                break;
            }
            *out++ = *p;
        }
        assert_true(row.n < COLUMNS);
        row.cell[row.n++] = span_make(from, (size_t)(out - from));
        bool line_end = p == end || *p != sep;
        while (line_end && p < end && (*p == '\r' || *p == '\n'))
            p++;
        if (!line_end)
            p++;
        if (line_end) {
            row_add(t, &row);
            row.n = 0;
        }
    }
}

typedef enum charset charset_of(size_t row, size_t column);

static void encode(enum charset c, struct span text, struct buf *out)
{
    struct buf first = {0};
    enum charset inner = c == CHARSET_TCVN3_UTF8 ? CHARSET_TCVN3
                         : c == CHARSET_VNI_UTF8 ? CHARSET_VNI
                                                 : CHARSET_UTF8;
    if (c != CHARSET_TCVN3_UTF8 && c != CHARSET_VNI_UTF8 && c != CHARSET_UTF8_DOUBLE) {
        assert_true(charset_encode(c, text, out, NULL));
        return;
    }
    assert_true(charset_encode(inner, text, &first, NULL));
    charset_decode(CHARSET_LATIN1, buf_span(&first), out, NULL);
    buf_release(&first);
}

/* The rows of t again, with cells that are the lines of bytes. */
static void table_from_lines(struct table *out, const struct table *t)
{
    const char *p = out->bytes.p, *end = p + out->bytes.n;
    for (size_t r = 0; r < t->count; r++) {
        struct row row = {.n = t->rows[r].n};
        for (size_t i = 0; i < row.n; i++) {
            const char *stop = memchr(p, '\n', (size_t)(end - p));
            row.cell[i] = span_make(p, (size_t)(stop - p));
            p = stop + 1;
        }
        row_add(out, &row);
    }
    assert_ptr_equal(p, end);
}

static void lines_of(const struct table *t, struct buf *out)
{
    for (size_t r = 0; r < t->count; r++)
        for (size_t i = 0; i < t->rows[r].n; i++) {
            buf_add_span(out, t->rows[r].cell[i]);
            buf_addc(out, '\n');
        }
}

/* One table in every charset, and what its text is there: TCVN3 has no marked capitals. */
struct versions {
    struct table raw[CHARSET_COUNT], text[CHARSET_COUNT];
};

static void versions_make(struct versions *v, const struct table *t)
{
    static const enum charset used[] = {CHARSET_UTF8,       CHARSET_TCVN3,    CHARSET_VNI,
                                        CHARSET_VISCII,     CHARSET_VPS,      CHARSET_CP1258,
                                        CHARSET_TCVN3_UTF8, CHARSET_VNI_UTF8, CHARSET_UTF8_DOUBLE};
    struct buf lines = {0};
    lines_of(t, &lines);
    for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
        struct table *raw = &v->raw[used[i]], *text = &v->text[used[i]];
        encode(used[i], buf_span(&lines), &raw->bytes);
        charset_decode(used[i], buf_span(&raw->bytes), &text->bytes, NULL);
        table_from_lines(raw, t);
        table_from_lines(text, t);
    }
    buf_release(&lines);
}

static void versions_release(struct versions *v)
{
    for (int c = 0; c < CHARSET_COUNT; c++) {
        table_release(&v->raw[c]);
        table_release(&v->text[c]);
    }
}

/* Cells picked from the versions; the tables made own no bytes. */
static void table_pick(const struct versions *v, charset_of *of, struct table *raw,
                       struct table *text)
{
    *raw = *text = (struct table){0};
    for (size_t r = 0; r < v->raw[CHARSET_UTF8].count; r++) {
        struct row a = {.n = v->raw[CHARSET_UTF8].rows[r].n}, b = a;
        for (size_t i = 0; i < a.n; i++) {
            a.cell[i] = v->raw[of(r, i)].rows[r].cell[i];
            b.cell[i] = v->text[of(r, i)].rows[r].cell[i];
        }
        row_add(raw, &a);
        row_add(text, &b);
    }
}

static struct detect_table *decide(const struct table *raw)
{
    struct detect_table *d = detect_table_new(raw->columns);
    for (size_t r = 0; r < raw->count; r++)
        detect_table_add_row(d, raw->rows[r].cell, raw->rows[r].n);
    detect_table_finish(d);
    return d;
}

/* How many cells of raw, read as decided, are not what want says. Marks are put into NFC. */
static size_t wrong_cells(const char *name, const struct table *raw, const struct table *want,
                          size_t *ambiguous)
{
    struct detect_table *d = decide(raw);
    struct buf got = {0};
    size_t wrong = 0;
    for (size_t r = 0; r < raw->count; r++)
        for (size_t i = 0; i < raw->rows[r].n; i++) {
            bool doubt;
            enum charset c = detect_table_cell(d, r, i, &doubt);
            struct span w = want->rows[r].cell[i];
            buf_reset(&got);
            charset_decode(c, raw->rows[r].cell[i], &got, NULL);
            if (span_eq(buf_span(&got), w))
                continue;
            if (wrong++ < 8)
                print_message("%s row %zu column %zu: %s%s \"%s\", want \"%.*s\"\n", name, r, i,
                              charset_name(c), doubt ? "?" : "", buf_str(&got), (int)w.n, w.p);
        }
    if (ambiguous)
        *ambiguous = detect_table_ambiguous(d);
    buf_release(&got);
    detect_table_free(d);
    return wrong;
}

#define LEGACY "tests/data/legacy/trieu-son/"

/* The text of a table, every cell read by its charset. */
static void table_in(struct table *t, const char *path, char sep, charset_of *of)
{
    struct table raw = {0};
    table_read(&raw, path, sep);
    *t = (struct table){0};
    for (size_t r = 0; r < raw.count; r++)
        for (size_t i = 0; i < raw.rows[r].n; i++) {
            charset_decode(of(r, i), raw.rows[r].cell[i], &t->bytes, NULL);
            buf_addc(&t->bytes, '\n');
        }
    table_from_lines(t, &raw);
    table_release(&raw);
}

#define ALWAYS(name, c)                                                                            \
    static enum charset name(size_t r, size_t i)                                                   \
    {                                                                                              \
        (void)r;                                                                                   \
        (void)i;                                                                                   \
        return c;                                                                                  \
    }
ALWAYS(all_utf8, CHARSET_UTF8)
ALWAYS(all_vni, CHARSET_VNI)
ALWAYS(all_tcvn3, CHARSET_TCVN3)
ALWAYS(all_viscii, CHARSET_VISCII)
ALWAYS(all_vps, CHARSET_VPS)
ALWAYS(all_cp1258, CHARSET_CP1258)
ALWAYS(all_tcvn3_utf8, CHARSET_TCVN3_UTF8)
ALWAYS(all_vni_utf8, CHARSET_VNI_UTF8)
ALWAYS(all_double, CHARSET_UTF8_DOUBLE)

/* households: the last line was pasted from a VNI file, but its hamlet and sex were picked here */
static enum charset household_charset(size_t r, size_t i)
{
    return r == 1207 && i != 1 && i != 4 ? CHARSET_VNI : CHARSET_TCVN3;
}

/* Single rows, single cells and a block of another charset inside a table. */
static enum charset vni_with_tcvn3_rows(size_t r, size_t i)
{
    (void)i;
    return r % 97 == 5 ? CHARSET_TCVN3 : CHARSET_VNI;
}
static enum charset tcvn3_with_vni_rows(size_t r, size_t i)
{
    (void)i;
    return r % 97 == 5 ? CHARSET_VNI : CHARSET_TCVN3;
}
static enum charset utf8_with_tcvn3_rows(size_t r, size_t i)
{
    (void)i;
    return r % 61 == 7 ? CHARSET_TCVN3 : CHARSET_UTF8;
}
static enum charset half_and_half(size_t r, size_t i)
{
    (void)i;
    return r % 400 < 200 ? CHARSET_TCVN3 : CHARSET_VNI;
}
static enum charset vni_name_column(size_t r, size_t i)
{
    (void)r;
    return i == 2 ? CHARSET_VNI : CHARSET_TCVN3;
}
static enum charset last_row_vni(size_t r, size_t i)
{
    (void)i;
    return r == 14 ? CHARSET_VNI : CHARSET_TCVN3;
}

static const struct {
    const char *name;
    charset_of *of;
} recodings[] = {
    {"utf-8", all_utf8},
    {"vni", all_vni},
    {"tcvn3", all_tcvn3},
    {"viscii", all_viscii},
    {"vps", all_vps},
    {"cp1258", all_cp1258},
    {"tcvn3-utf8", all_tcvn3_utf8},
    {"vni-utf8", all_vni_utf8},
    {"utf8-double", all_double},
    {"vni with tcvn3 rows", vni_with_tcvn3_rows},
    {"tcvn3 with vni rows", tcvn3_with_vni_rows},
    {"utf-8 with tcvn3 rows", utf8_with_tcvn3_rows},
    {"half tcvn3, half vni", half_and_half},
    {"names in vni", vni_name_column},
    {"row 14 in vni", last_row_vni},
};

static const struct {
    const char *file;
    char sep;
    charset_of *of;
} files[] = {
    {LEGACY "ho_gia_dinh.csv", ',', household_charset},
    {LEGACY "cong_dan.csv", '\t', all_vni},
    {LEGACY "dong_ho.csv", ';', all_tcvn3_utf8},
    {LEGACY "don_vi.csv", ',', all_utf8},
    {LEGACY "thon.csv", ',', all_utf8},
};

static void files_as_they_are(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct table raw = {0}, want;
        size_t ambiguous;
        table_read(&raw, files[f].file, files[f].sep);
        table_in(&want, files[f].file, files[f].sep, files[f].of);
        assert_int_equal(wrong_cells(files[f].file, &raw, &want, &ambiguous), 0);
        assert_in_range(ambiguous, 0, 2);
        table_release(&raw);
        table_release(&want);
    }
}

/* The truth does not come from our own decoder here. */
static void households_against_their_text(void **state)
{
    struct table raw = {0}, text = {0};
    struct buf got = {0};
    size_t compared = 0;
    (void)state;
    table_read(&raw, LEGACY "ho_gia_dinh.csv", ',');
    table_read(&text, LEGACY "ho_gia_dinh.utf8.csv", ',');
    struct detect_table *d = decide(&raw);
    for (size_t r = 0; r < 1201; r++) /* after that line faults were put into the file */
        for (size_t i = 1; i < raw.rows[r].n; i++) {
            buf_reset(&got);
            charset_decode(detect_table_cell(d, r, i, NULL), raw.rows[r].cell[i], &got, NULL);
            assert_int_equal(span_cmp(buf_span(&got), text.rows[r].cell[i]), 0);
            compared++;
        }
    assert_true(compared > 20000);
    assert_true(detect_table_count(d, CHARSET_TCVN3) > 4000);
    assert_in_range(detect_table_count(d, CHARSET_VNI), 3, 6);
    detect_table_free(d);
    table_release(&raw);
    table_release(&text);
    buf_release(&got);
}

static void files_in_other_charsets(void **state)
{
    size_t bad = 0;
    (void)state;
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct table text;
        struct versions v = {0};
        table_in(&text, files[f].file, files[f].sep, files[f].of);
        versions_make(&v, &text);
        for (size_t i = 0; i < sizeof recodings / sizeof *recodings; i++) {
            struct table raw, want;
            char name[128];
            size_t ambiguous;
            table_pick(&v, recodings[i].of, &raw, &want);
            snprintf(name, sizeof name, "%s in %s", files[f].file, recodings[i].name);
            size_t wrong = wrong_cells(name, &raw, &want, &ambiguous);
            if (wrong || ambiguous > 2)
                print_message("%s: %zu wrong, %zu ambiguous\n", name, wrong, ambiguous);
            bad += wrong;
            table_release(&raw);
            table_release(&want);
        }
        versions_release(&v);
        table_release(&text);
    }
    assert_int_equal(bad, 0);
}

/* Lists made up at random; each has one row of another charset, and some columns of short cells. */
static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}
#define PICK(list) list[dice(seed, sizeof list / sizeof *list)]

static void random_row(uint32_t *seed, size_t n, struct buf *out)
{
    static const char *const family[] = {
        "Nguyễn", "Trần",  "Lê",   "Phạm",  "Hoàng", "Vũ",    "Võ",   "Đặng", "Bùi",   "Đỗ",
        "Hồ",     "Ngô",   "Lý",   "Đào",   "Mạc",   "Giàng", "Sùng", "Tạ",   "Triệu", "Quách",
        "Phùng",  "Lò",    "Đoàn", "Mai",   "Hà",    "Cao",   "Tống", "Lưu",  "Kiều",  "Thái",
        "Dương",  "Trịnh", "Hảng", "Phàng", "Ly",    "Xa",    "Thào", "Lỳ"};
    static const char *const middle[] = {"Văn",   "Thị", "Đức",  "Hữu",   "Xuân",  "Ngọc",
                                         "Minh",  "Bá",  "Công", "Đình",  "Thế",   "Mạnh",
                                         "Diệu",  "Thu", "Bích", "Quang", "Trọng", "Khắc",
                                         "Tuyết", "A",   "A",    "Seo",   "Y"};
    static const char *const given[] = {
        "Hùng", "Dũng", "Lan", "Sơn", "Thủy",  "Thuỷ",  "Bình",   "Phượng", "Tuấn", "Hạnh",
        "Yến",  "Lâm",  "Quý", "Mỹ",  "Ấm",    "Út",    "Ánh",    "Hoà",    "Hòa",  "Huệ",
        "Nhẫn", "Mùi",  "Tỵ",  "Sửu", "Gấm",   "Khuê",  "Loan",   "Oanh",   "Nga",  "Đạt",
        "Đông", "Thơ",  "Thứ", "Nhỡ", "Vượng", "Luyến", "Nghĩa",  "Quỳnh",  "Uyên", "Ngưỡng",
        "Đượm", "Khởi", "Páo", "Dơ",  "Chớ",   "Sếnh",  "Bhiông", "Pỏm",    "Nhè"};
    static const char *const hamlet[] = {"Thôn", "Xóm",     "Bản", "Tổ dân phố",
                                         "Ấp",   "Khu phố", "Làng"};
    static const char *const place[] = {
        "Đồng",   "Hạ",      "Thượng",    "Giữa",     "Mới",  "Bảo Vượng",    "Nà Pó",
        "Phú Mỹ", "Tân Sơn", "Lộc Thịnh", "Cầu Giấy", "Đình", "Phăng Sô Lin", "Ea Kmút"};
    static const char *const note[] = {"",
                                       "",
                                       "",
                                       "hộ nghèo",
                                       "cận nghèo",
                                       "vắng",
                                       "mới chuyển đến",
                                       "con học đại học",
                                       "khó khăn, cần hỗ trợ",
                                       "đã mất",
                                       "ở xa"};
    static const char *const sex[] = {"Nam", "Nữ"};
    static const char *const street[] = {"Số %u, ngõ %u", "%u/%u Lạch Tray", "Km %u QL4D, bản %u",
                                         "Số %u ngách %u phố Ỷ Lan"};
    if (n == 0) {
        buf_adds(out, "Số thứ tự\nHọ và tên\nGiới tính\nĐịa chỉ\nThôn\nGhi chú\n");
        return;
    }
    buf_addf(out, "%zu\n%s %s %s\n", n, PICK(family), PICK(middle), PICK(given));
    buf_addf(out, "%s\n", PICK(sex));
    buf_addf(out, PICK(street), dice(seed, 300), dice(seed, 40));
    buf_addc(out, '\n');
    buf_addf(out, "%s %s\n%s\n", PICK(hamlet), PICK(place), PICK(note));
}

enum { RANDOM_TABLES = 40, RANDOM_COLUMNS = 6 };

static void random_tables(void **state)
{
    static const enum charset kinds[] = {CHARSET_TCVN3,      CHARSET_VNI,      CHARSET_UTF8,
                                         CHARSET_TCVN3_UTF8, CHARSET_VNI_UTF8, CHARSET_UTF8_DOUBLE};
    size_t wrong = 0, ambiguous = 0;
    uint32_t state_of_dice = 2026, *seed = &state_of_dice;
    (void)state;
    for (int round = 0; round < RANDOM_TABLES; round++) {
        struct table text = {0}, raw = {0}, want = {0};
        struct versions v = {0};
        size_t rows = 10 + dice(seed, 40), odd = 1 + dice(seed, (uint32_t)rows - 1), doubts;
        enum charset main_kind = PICK(kinds), odd_kind = PICK(kinds);
        struct row shape = {.n = RANDOM_COLUMNS};
        for (size_t r = 0; r < rows; r++)
            random_row(seed, r, &text.bytes);
        struct table shapes = {0};
        for (size_t r = 0; r < rows; r++)
            row_add(&shapes, &shape);
        table_from_lines(&text, &shapes);
        versions_make(&v, &text);
        for (size_t r = 0; r < rows; r++) {
            enum charset c = r == odd ? odd_kind : main_kind;
            row_add(&raw, &v.raw[c].rows[r]);
            row_add(&want, &v.text[c].rows[r]);
        }
        char name[64];
        snprintf(name, sizeof name, "%d: %s, row %zu %s", round, charset_name(main_kind), odd,
                 charset_name(odd_kind));
        wrong += wrong_cells(name, &raw, &want, &doubts);
        ambiguous += doubts;
        table_release(&raw);
        table_release(&want);
        table_release(&shapes);
        table_release(&text);
        versions_release(&v);
    }
    print_message("%zu wrong, %zu ambiguous\n", wrong, ambiguous);
    assert_int_equal(wrong, 0);
    assert_in_range(ambiguous, 0, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_as_they_are),
        cmocka_unit_test(households_against_their_text),
        cmocka_unit_test(files_in_other_charsets),
        cmocka_unit_test(random_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
