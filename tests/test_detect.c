/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include <math.h>

#include "locale/detect.h"

struct tally {
    size_t all, right;
};

static void from_hex(struct buf *out, const char *hex, size_t n)
{
    for (size_t i = 0; i + 1 < n; i += 2) {
        unsigned v;
        assert_int_equal(sscanf(hex + i, "%2x", &v), 1);
        buf_addc(out, (char)v);
    }
}

static bool label_is(const char *label, enum charset c)
{
    static const struct {
        const char *label;
        enum charset c;
    } rows[] = {
        {"ASCII", CHARSET_ASCII},
        {"TCVN3", CHARSET_TCVN3},
        {"VNI", CHARSET_VNI},
        {"VISCII", CHARSET_VISCII},
        {"VPS", CHARSET_VPS},
        {"CP1258", CHARSET_CP1258},
        {"UTF8-NFC", CHARSET_UTF8},
        {"UTF8-NFD", CHARSET_UTF8},
        {"TCVN3-U8", CHARSET_TCVN3_UTF8},
        {"VNI-U8", CHARSET_VNI_UTF8},
        {"UTF8-DOUBLE", CHARSET_UTF8_DOUBLE},
        {"LATIN1", CHARSET_LATIN1},
        {"LATIN1-U8", CHARSET_UTF8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].label, label))
            return rows[i].c == c;
    fail_msg("unknown label %s", label);
    return false;
}

/* expected has \n for a line end */
static bool text_is(enum charset c, struct span bytes, const char *expected)
{
    struct buf got = {0}, want = {0};
    charset_decode(c, bytes, &got, NULL);
    for (const char *p = expected; *p; p++)
        if (p[0] == '\\' && p[1] == 'n') {
            buf_addc(&want, '\n');
            p++;
        } else {
            buf_addc(&want, *p);
        }
    bool same = span_eq(buf_span(&got), buf_span(&want));
    buf_release(&got);
    buf_release(&want);
    return same;
}

static void count(struct tally *t, bool right)
{
    t->all++;
    t->right += right;
}

static double percent(struct tally t)
{
    return 100.0 * (double)t.right / (double)t.all;
}

/* DETECT_TABLE=1 build/tests/test_detect prints what stands in locale/README.md. */
enum { LENGTHS = 6, CLASSES = 13 };

struct table {
    char label[CLASSES][16];
    struct tally t[CLASSES + 1][LENGTHS];
    size_t n;
};

static void table_add(struct table *t, const char *label, const char *kind, int words, bool right)
{
    size_t row = 0;
    int column = !strcmp(kind, "column") ? 5
                 : words <= 2            ? words - (words > 0)
                 : words <= 4            ? 2
                 : words <= 7            ? 3
                                         : 4;
    while (row < t->n && strcmp(t->label[row], label) != 0)
        row++;
    if (row == t->n) {
        assert_true(t->n < CLASSES);
        snprintf(t->label[t->n++], sizeof t->label[0], "%s", label);
    }
    count(&t->t[row][column], right);
    count(&t->t[CLASSES][column], right);
}

static void table_print(const struct table *t)
{
    printf("| class | 1 word | 2 | 3-4 | 5-7 | 8+ | columns |\n|---|---|---|---|---|---|---|\n");
    for (size_t row = 0; row <= t->n; row++) {
        const struct tally *v = t->t[row < t->n ? row : CLASSES];
        printf("| %s", row < t->n ? t->label[row] : "all");
        for (int k = 0; k < LENGTHS; k++)
            if (v[k].all)
                printf(" | %.2f (%zu)", percent(v[k]), v[k].all);
            else
                printf(" | -");
        printf(" |\n");
    }
}

/* The rows are names, addresses, terms and columns in thirteen classes. What is found by chance in
 * one word is not asked for; from three words on the answer must stand. */
static void vectors(void **state)
{
    struct buf file = {0};
    struct tally bytes = {0}, reread = {0}, other = {0}, two = {0}, sure = {0}, columns = {0};
    struct detector *all = detector_new();
    struct table table = {0};
    char *save, *line;
    (void)state;
    test_read_file("tests/data/encodings/detect_public.tsv", &file);
    strtok_r(file.p, "\n", &save);
    while ((line = strtok_r(NULL, "\n", &save))) {
        char *field[5], *rest = line;
        struct buf in = {0};
        struct detection d, again;
        for (int i = 0; i < 5; i++)
            field[i] = strsep(&rest, "\t");
        from_hex(&in, field[1], strlen(field[1]));
        detect_text(buf_span(&in), &d);
        detector_text(all, buf_span(&in), &again); /* those before it change nothing */
        assert_true(again.best == d.best && again.second == d.second && again.margin == d.margin);
        bool right = label_is(field[0], d.best) || text_is(d.best, buf_span(&in), field[2]);
        int words = atoi(field[4]);
        table_add(&table, field[0], field[3], words, right);
        if (!d.unsure)
            count(&sure, right);
        if (!strcmp(field[3], "column"))
            count(&columns, right);
        if (words == 2)
            count(&two, right);
        if (words > 2) {
            bool legacy = !strcmp(field[0], "TCVN3") || !strcmp(field[0], "VNI");
            bool rare = !strcmp(field[0], "VISCII") || !strcmp(field[0], "VPS") ||
                        !strcmp(field[0], "CP1258") || !strncmp(field[0], "LATIN1", 6);
            count(legacy ? &bytes : rare ? &other : &reread, right);
        }
        buf_release(&in);
    }
    buf_release(&file);
    detector_free(all);
    if (getenv("DETECT_TABLE"))
        table_print(&table);
    print_message("TCVN3, VNI %.2f, other main %.2f, rare %.2f, two words %.2f, columns %.2f, "
                  "sure %.2f %% of %zu\n",
                  percent(bytes), percent(reread), percent(other), percent(two), percent(columns),
                  percent(sure), sure.all);
    assert_true(bytes.all > 600);
    assert_int_equal(bytes.right, bytes.all);
    assert_int_equal(columns.right, columns.all);
    assert_true(percent(reread) >= 99.8);
    assert_true(percent(other) >= 99.0);
    assert_true(percent(two) >= 99.5);
    assert_true(percent(sure) >= 99.95);
    assert_true(sure.all > 3400);
}

static enum charset best(const char *p, size_t n, bool *unsure)
{
    struct detection d;
    detect_text(span_make(p, n), &d);
    if (unsure)
        *unsure = d.unsure;
    return d.best;
}
#define BEST(lit) best(lit, sizeof(lit) - 1, NULL)

static void what_needs_no_guess(void **state)
{
    struct detection d;
    (void)state;
    assert_int_equal(BEST(""), CHARSET_ASCII);
    assert_int_equal(BEST("Nguyen Van An, 12\r\n"), CHARSET_ASCII);
    assert_int_equal(BEST("\xef\xbb\xbfSTT,Ten"), CHARSET_UTF8);
    assert_int_equal(BEST("\xff\xfeN\0a\0m\0"), CHARSET_UTF16);
    assert_int_equal(BEST("\xfe\xff\0N\0a\0m"), CHARSET_UTF16);
    assert_int_equal(BEST("N\0a\0m\0,\0 \0\xd0\x1e\n\0"), CHARSET_UTF16);
    detect_text(SPAN_LIT("Ho va ten"), &d);
    assert_false(d.unsure);
    assert_int_equal(d.second, CHARSET_AUTO);
}

/* Words where two charsets meet, and foreign words that look like ours. */
static void traps(void **state)
{
    bool unsure;
    (void)state;
    assert_int_equal(BEST("O\xf9 est la gare, s'il vous pla\xeet ?"), CHARSET_LATIN1);
    assert_int_equal(BEST("Der Gr\xf6\xdf"
                          "e nach gl\374cklich"),
                     CHARSET_LATIN1);
    assert_int_equal(BEST("cr\xe9\xe9 par Lo\xef"
                          "c Lefebvre"),
                     CHARSET_LATIN1);
    assert_true(text_is(BEST("mu:\xb5 para:\xb6"), SPAN_LIT("mu:\xb5 para:\xb6"), "mu:µ para:¶"));
    assert_int_equal(BEST("Nguy\xd4n \xa7\xd7nh"), CHARSET_TCVN3);
    assert_int_equal(BEST("NGUY\xd4N V\xa8N B\xd7NH"), CHARSET_TCVN3);
    assert_int_equal(BEST("N\xf7"), CHARSET_TCVN3);
    assert_int_equal(BEST("No\xe2ng V\xe2n"), CHARSET_VNI);
    assert_int_equal(BEST("\x84Verschl\xfcsselte Tunnel"), CHARSET_LATIN1);
    /* words that stand together: not "Thuỷ kho"; of names: not "Vị Nga" */
    assert_int_equal(BEST("Thu\xfb kho"), CHARSET_VNI);
    assert_int_equal(BEST("V\xf2 Nga"), CHARSET_TCVN3);
    /* a good word is left as it is, though "trị" were more common */
    assert_int_equal(BEST("vai tr\xc3\xb2"), CHARSET_UTF8);
    assert_int_equal(BEST("中国"), CHARSET_UTF8);
    /* with a byte order mark it is no byte charset, but may still be misread text */
    assert_int_equal(BEST("\xef\xbb\xbf"
                          "Nguy\xc3\x94n V\xc2\xa8n B\xc3\x97nh"),
                     CHARSET_TCVN3_UTF8);
    assert_int_equal(best("\xed\xe9\xec", 3, &unsure) == CHARSET_ASCII, false);
    assert_true(unsure);
}

static void scores_of_impossible_charsets(void **state)
{
    double s[CHARSET_COUNT];
    (void)state;
    detect_scores(SPAN_LIT("Nguy\xd4n V\xa8n Th\xb5nh, x\xb7 Tri\xd6u S\xacn"), s);
    assert_true(isinf(s[CHARSET_UTF8]) && isinf(s[CHARSET_UTF8_DOUBLE]) && isinf(s[CHARSET_VIQR]));
    assert_true(s[CHARSET_TCVN3] > s[CHARSET_VNI] && s[CHARSET_VNI] > -1e6);
    detect_scores(SPAN_LIT("Nguyễn Văn Thành, xã Triệu Sơn"), s);
    assert_true(isinf(s[CHARSET_TCVN3]) && s[CHARSET_UTF8] > s[CHARSET_TCVN3_UTF8]);
    detect_scores(SPAN_LIT("abc"), s);
    assert_true(s[CHARSET_ASCII] >= 0 && isinf(s[CHARSET_UTF8]));
}

/* Long texts are sampled; one broken character in a long UTF-8 file changes nothing. */
static void long_texts(void **state)
{
    struct buf b = {0};
    (void)state;
    for (int i = 0; i < 40000; i++)
        buf_adds(&b, "S\xe8 12, x\xb7 Tri\xd6u S\xacn\r\n");
    assert_int_equal(best(b.p, b.n, NULL), CHARSET_TCVN3);
    buf_reset(&b);
    for (int i = 0; i < 40000; i++)
        buf_adds(&b, "Số 12, xã Triệu Sơn\r\n");
    buf_adds(&b, "\xe1\xbb");
    assert_int_equal(best(b.p, b.n, NULL), CHARSET_UTF8);
    buf_reset(&b);
    for (int i = 0; i < 20000; i++)
        buf_adds(&b, "0123456789 abc\n"); /* the only marks are far away */
    buf_adds(&b, "Tri\xd6u S\xacn, Nguy\xd4n V\xa8n Th\xb5nh\n");
    for (int i = 0; i < 20000; i++)
        buf_adds(&b, "0123456789 abc\n");
    assert_int_equal(best(b.p, b.n, NULL), CHARSET_TCVN3);
    buf_reset(&b);
    for (unsigned i = 0; i < 300000; i++)
        buf_addc(
            &b, (char)(i * 2654435761u >> 21)); /* no text at all: any answer, but a doubtful one */
    struct detection d;
    detect_text(buf_span(&b), &d);
    assert_int_not_equal(d.best, CHARSET_AUTO);
    assert_true(d.unsure);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors),    cmocka_unit_test(what_needs_no_guess),
        cmocka_unit_test(traps),      cmocka_unit_test(scores_of_impossible_charsets),
        cmocka_unit_test(long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
