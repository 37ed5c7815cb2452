/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include <ctype.h>
#include <strings.h>

#include "locale/charset.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

#define VECTORS "tests/data/encodings/convert_public.tsv"
#define TABLES  "tests/data/encodings/tables.tsv"

static const struct {
    const char *label;
    enum charset c;
} labels[] = {
    {"TCVN3", CHARSET_TCVN3},     {"VNI", CHARSET_VNI},
    {"VISCII", CHARSET_VISCII},   {"VPS", CHARSET_VPS},
    {"CP1258", CHARSET_CP1258},   {"VIQR", CHARSET_VIQR},
    {"NCR", CHARSET_NCR},         {"NFD", CHARSET_UTF8},
    {"UTF-8", CHARSET_UTF8},      {"TCVN3-U8", CHARSET_TCVN3_UTF8},
    {"VNI-U8", CHARSET_VNI_UTF8}, {"UTF8-DOUBLE", CHARSET_UTF8_DOUBLE},
};

static void unhex(struct span hex, struct buf *out)
{
    buf_reset(out);
    for (size_t i = 0; i + 1 < hex.n; i += 2) {
        char two[3] = {hex.p[i], hex.p[i + 1], 0};
        buf_addc(out, (char)strtol(two, NULL, 16));
    }
}

static size_t split(struct span line, char sep, struct span *out, size_t max)
{
    size_t n = 0;
    while (n < max) {
        const char *end = line.n ? memchr(line.p, sep, line.n) : NULL;
        size_t len = end ? (size_t)(end - line.p) : line.n;
        out[n++] = (struct span){line.p, len};
        if (!end)
            break;
        line.p += len + 1, line.n -= len + 1;
    }
    return n;
}

/* Calls row() for every line of a file but the first. */
static size_t each_row(const char *path, void (*row)(struct span *cell, size_t n))
{
    struct buf file = {0};
    struct span rest, cell[20];
    size_t rows = 0;
    test_read_file(path, &file);
    for (rest = buf_span(&file); rest.n;) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t len = end ? (size_t)(end - rest.p) : rest.n;
        if (rows++)
            row(cell, split((struct span){rest.p, len}, '\t', cell, 20));
        len += end != NULL;
        rest.p += len, rest.n -= len;
    }
    buf_release(&file);
    return rows;
}

static void assert_bytes(struct span got, struct span want, const char *what)
{
    if (span_eq(got, want))
        return;
    print_error("%s\n got \"%.*s\"\nwant \"%.*s\"\n", what, (int)got.n, got.p, (int)want.n, want.p);
    fail();
}

static void decode(enum charset c, struct span in, struct buf *out, struct charset_report *r)
{
    buf_reset(out);
    charset_decode(c, in, out, r);
}

static void feed_split(enum charset c, struct span in, size_t a, size_t b, struct buf *out,
                       struct charset_report *r)
{
    struct charset_decoder d;
    buf_reset(out);
    charset_decoder_init(&d, c);
    charset_decoder_feed(&d, (struct span){in.p, a}, out);
    charset_decoder_feed(&d, (struct span){in.p + a, b - a}, out);
    charset_decoder_feed(&d, (struct span){in.p + b, in.n - b}, out);
    charset_decoder_finish(&d, out);
    *r = d.report;
}

/* Any one cut, and any one byte standing alone, must give the same text and report. */
static void assert_splits(enum charset c, struct span in)
{
    struct buf whole = {0}, out = {0};
    struct charset_report want = {0}, got;
    decode(c, in, &whole, &want);
    for (size_t a = 0; a <= in.n; a++)
        for (size_t b = a; b <= in.n && b <= a + 1; b++) {
            feed_split(c, in, a, b, &out, &got);
            assert_bytes(buf_span(&out), buf_span(&whole), charset_name(c));
            assert_int_equal(got.undecoded, want.undecoded);
            assert_int_equal(got.first, want.first);
        }
    buf_release(&whole);
    buf_release(&out);
}

static size_t vectors_run;

static void vector_row(struct span *cell, size_t n)
{
    struct buf in = {0}, want = {0}, out = {0};
    assert_int_equal(n, 5);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (!span_eq_str(cell[0], labels[i].label))
            continue;
        char what[300];
        snprintf(what, sizeof what, "%.*s %.*s", (int)cell[0].n, cell[0].p,
                 (int)(cell[1].n < 200 ? cell[1].n : 200), cell[1].p);
        unhex(cell[1], &in);
        unhex(cell[4], &want);
        decode(labels[i].c, buf_span(&in), &out, NULL);
        assert_bytes(buf_span(&out), buf_span(&want), what);
        assert_splits(labels[i].c, buf_span(&in));
        vectors_run++;
    }
    buf_release(&in);
    buf_release(&want);
    buf_release(&out);
}

static void every_vector_and_every_split(void **state)
{
    (void)state;
    assert_int_equal(each_row(VECTORS, vector_row), 955);
    assert_int_equal(vectors_run, 926);
}

enum { COL_UTF8 = 2, COL_TCVN3, COL_NOTE, COL_VNI = 7, COL_VISCII, COL_VPS, COL_CP1258, COL_BEST };

static void check_letter(struct span *cell, enum charset c, int column, bool approximated)
{
    struct buf utf8 = {0}, bytes = {0}, got = {0}, lower = {0};
    struct charset_report r = {0};
    unhex(cell[COL_UTF8], &utf8);
    unhex(cell[column], &bytes);
    assert_true(charset_encode(c, buf_span(&utf8), &got, &r));
    assert_bytes(buf_span(&got), buf_span(&bytes), charset_name(c));
    assert_int_equal(r.lost, 0);
    assert_int_equal(r.approximated, approximated);
    r = (struct charset_report){0};
    decode(c, buf_span(&bytes), &got, &r);
    assert_int_equal(r.undecoded, 0);
    if (!approximated)
        assert_bytes(buf_span(&got), buf_span(&utf8), charset_name(c));
    buf_release(&utf8);
    buf_release(&bytes);
    buf_release(&got);
    buf_release(&lower);
}

static void letter_row(struct span *cell, size_t n)
{
    assert_true(n >= COL_BEST + 1);
    check_letter(cell, CHARSET_TCVN3, COL_TCVN3, !span_eq_str(cell[COL_NOTE], "exact"));
    check_letter(cell, CHARSET_VNI, COL_VNI, false);
    check_letter(cell, CHARSET_VISCII, COL_VISCII, false);
    check_letter(cell, CHARSET_VPS, COL_VPS, false);
    check_letter(cell, CHARSET_CP1258, COL_CP1258, false);
}

static void every_letter_there_and_back(void **state)
{
    (void)state;
    assert_int_equal(each_row(TABLES, letter_row), 135);
}

static void names(void **state)
{
    (void)state;
    enum charset c;
    assert_true(charset_by_name("TCVN3-utf8", &c) && c == CHARSET_TCVN3_UTF8);
    assert_true(charset_by_name("UTF-8", &c) && c == CHARSET_UTF8);
    assert_false(charset_by_name("tcvn", &c));
    assert_false(charset_by_name("", &c));
    for (int i = 0; i < CHARSET_COUNT; i++)
        assert_true(charset_by_name(charset_name((enum charset)i), &c) && (int)c == i);
}

static void check(enum charset c, struct span in, const char *want, size_t undecoded, size_t first)
{
    struct buf out = {0};
    struct charset_report r = {0};
    decode(c, in, &out, &r);
    assert_bytes(buf_span(&out), span_of(want), charset_name(c));
    assert_int_equal(r.undecoded, undecoded);
    assert_int_equal(r.first, first);
    assert_splits(c, in);
    buf_release(&out);
}

#define CHECK(c, in, want, undecoded, first) check(c, SPAN_LIT(in), want, undecoded, first)

static void nothing_is_dropped(void **state)
{
    (void)state;
    for (int c = CHARSET_AUTO + 1; c < CHARSET_COUNT; c++)
        for (int b = 0; b < 256; b++) {
            struct buf out = {0};
            char byte = (char)b;
            decode((enum charset)c, (struct span){&byte, 1}, &out, NULL);
            assert_true(out.n > 0 && utf8_valid(buf_span(&out)) && nfc_is(buf_span(&out)));
            buf_release(&out);
        }
    CHECK(CHARSET_TCVN3,
          "a\x81"
          "b\xFF",
          "a\xC2\x81"
          "bÿ",
          2, 1);
    CHECK(CHARSET_TCVN3, "\x93x\xB7\x94\x96\xA0", "“xã”–\u00A0", 0, 0);
    CHECK(CHARSET_VNI, "Au\xF9 \xF9", "Aú ù", 1, 4);
    CHECK(CHARSET_VNI,
          "a\xD9"
          "A\xF9",
          "áÁ", 0, 0);
    CHECK(CHARSET_ASCII, "ab\xE9", "abé", 1, 2);
    CHECK(CHARSET_LATIN1, "\x80\x81\xE9", "€\xC2\x81é", 1, 1);
    CHECK(CHARSET_VISCII, "\x02\x05\x06\x14\x19\x1E\xA0", "ẲẴẪỶỸỴÕ", 0, 0);
    CHECK(CHARSET_CP1258, "a\xF2\xE2\xF2\x8A", "ạậŠ", 1, 4);
    CHECK(CHARSET_ASCII, "", "", 0, 0);
}

static void unicode_forms(void **state)
{
    (void)state;
    CHECK(CHARSET_UTF8,
          "\xEF\xBB\xBF"
          "e\u0302\u0323\xE1\xBB",
          "ệ\uFFFD", 2, 8);
    CHECK(CHARSET_UTF8, "\xEF\xBB", "\uFFFD", 2, 0);
    CHECK(CHARSET_UTF8, "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3, 0);
    CHECK(CHARSET_UTF8, "\uFEFF\uFEFFx", "\uFEFFx", 0, 0);
    CHECK(CHARSET_UTF16,
          "\xFF\xFE"
          "a\0\xC7\x1E",
          "aệ", 0, 0);
    CHECK(CHARSET_UTF16, "\xFE\xFF\0a\x1E\xC7", "aệ", 0, 0);
    CHECK(CHARSET_UTF16, "e\0\x23\x03\x02\x03", "ệ", 0, 0);
    CHECK(CHARSET_UTF16, "\x3D\xD8\x00\xDE", "😀", 0, 0);
    CHECK(CHARSET_UTF16,
          "\x3D\xD8"
          "a\0\x00\xDE"
          "b",
          "\uFFFDa\uFFFD\uFFFD", 5, 0);
    CHECK(CHARSET_UTF16, "", "", 0, 0);
}

static void misread_text(void **state)
{
    (void)state;
    CHECK(CHARSET_TCVN3_UTF8, "BÖnh viÖn", "Bệnh viện", 0, 0);
    CHECK(CHARSET_TCVN3_UTF8, "\uFEFFBÖnh → viÖn ế", "Bệnh → viện ế", 6, 9);
    CHECK(CHARSET_TCVN3_UTF8, "x\xC2\x85“\xC2\x93", "x…““", 0, 0);
    CHECK(CHARSET_TCVN3_UTF8, "xy\u00FF", "xyÿ", 1, 2);
    CHECK(CHARSET_VNI_UTF8, "Beänh vieän", "Bệnh viện", 0, 0);
    CHECK(CHARSET_VNI_UTF8, "ma→\u00F9", "ma→ù", 4, 2);
    CHECK(CHARSET_UTF8_DOUBLE, "ViÃªt é \u00C3", "Viêt é Ã", 2, 8);
    CHECK(CHARSET_UTF8_DOUBLE, "Ã\u00AAÌ£", "ệ", 0, 0);
    CHECK(CHARSET_UTF8_DOUBLE, "ï»¿x", "x", 0, 0);
    CHECK(CHARSET_UTF8_DOUBLE, "a\xFF", "a\uFFFD", 1, 1);
}

static void written_references(void **state)
{
    (void)state;
    CHECK(CHARSET_NCR, "&#7879;&#x1EC7;&#X1ec7;&ecirc;&#128512;", "ệệệê😀", 0, 0);
    CHECK(CHARSET_NCR, "&#7879 &#150; &amp;#225; R&D &#; &#x; &#0; &#55296; &zzz; &",
          "ệ – &#225; R&D &#; &#x; &#0; &#55296; &zzz; &", 0, 0);
    CHECK(CHARSET_NCR, "e&#803;&#770;", "ệ", 0, 0);
    CHECK(CHARSET_NCR, "đ\xE9", "đé", 1, 2);
    CHECK(CHARSET_VIQR, "No^.i. Nha? http://a.vn/a?b a.b@c.vn DDa` d\\d",
          "Nội. Nhả http://a.vn/a?b a.b@c.vn Đà dd", 0, 0);
    CHECK(CHARSET_VIQR, "Hoa\\? ddi  C:\\temp\n", "Hoa? đi  C:\\temp\n", 0, 0);
}

/* Cut at any place, too. */
static void lossy(enum charset c, struct span in, const char *want, size_t undecoded)
{
    struct buf out = {0};
    for (size_t cut = 0; cut <= in.n; cut++) {
        struct charset_decoder d;
        buf_reset(&out);
        charset_decoder_init(&d, c);
        d.lossy = true;
        charset_decoder_feed(&d, (struct span){in.p, cut}, &out);
        charset_decoder_feed(&d, (struct span){in.p + cut, in.n - cut}, &out);
        charset_decoder_finish(&d, &out);
        assert_string_equal(buf_str(&out), want);
        assert_int_equal(d.report.undecoded, undecoded);
    }
    buf_release(&out);
}

static void what_has_no_meaning_may_be_marked(void **state)
{
    (void)state;
    lossy(CHARSET_TCVN3, SPAN_LIT("\x93\xC0\xFF\xD6"), "“\uFFFD\uFFFDệ", 2);
    lossy(CHARSET_VNI, SPAN_LIT("a\xF9\xF9u\xEA"), "á\uFFFDu\uFFFD", 2);
    lossy(CHARSET_VPS, SPAN_LIT("a\xDF"), "a\uFFFD", 1);
    lossy(CHARSET_VISCII, SPAN_LIT("\xFF"), "Ữ", 0);
    lossy(CHARSET_CP1258, SPAN_LIT("\x8A\xEA\xF2"), "\uFFFDệ", 1);
    lossy(CHARSET_LATIN1, SPAN_LIT("\x81\xE9"), "\uFFFDé", 1);
    lossy(CHARSET_ASCII, SPAN_LIT("a\xE9"), "a\uFFFD", 1);
    lossy(CHARSET_UTF8, SPAN_LIT("a\xE1\xBB!"), "a\uFFFD!", 2);
    lossy(CHARSET_NCR, SPAN_LIT("\xE9&#233;"), "\uFFFDé", 1);
    lossy(CHARSET_VIQR, SPAN_LIT("\xE9 e^."), "\uFFFD ệ", 1);
    lossy(CHARSET_TCVN3_UTF8, SPAN_LIT("Ö→ÿ"), "ệ\uFFFD\uFFFD", 4);
    lossy(CHARSET_VNI_UTF8, SPAN_LIT("ma\u00F9\u00F9"), "má\uFFFD", 1);
    lossy(CHARSET_UTF8_DOUBLE, SPAN_LIT("ViÃªt é"), "Viêt \uFFFD", 1);
}

static void encode(enum charset c, const char *text, struct span want, size_t lost,
                   uint32_t missing)
{
    struct buf out = {0};
    struct charset_report r = {0};
    assert_true(charset_encode(c, span_of(text), &out, &r));
    assert_bytes(buf_span(&out), want, charset_name(c));
    assert_int_equal(r.lost, lost);
    assert_int_equal(r.missing, missing);
    buf_release(&out);
}

static void encoding(void **state)
{
    (void)state;
    struct buf out = {0};
    encode(CHARSET_TCVN3, "“e\u0323\u0302” → Ệ", SPAN_LIT("\x93\xD6\x94 ? \xD6"), 1, 0x2192);
    encode(CHARSET_VNI, "Ỵ ý ự ç", SPAN_LIT("\xCE y\xF9 \xF6\xEF ?"), 1, 0xE7);
    encode(CHARSET_VNI, "aï", SPAN_LIT("a?"), 1, 0xEF); /* a\xEF would be "ạ" */
    encode(CHARSET_LATIN1, "é€ế", SPAN_LIT("\xE9\x80?"), 1, 0x1EBF);
    encode(CHARSET_ASCII, "aé", SPAN_LIT("a?"), 1, 0xE9);
    encode(CHARSET_UTF8, "e\u0302", SPAN_LIT("ê"), 0, 0);
    encode(CHARSET_UTF16, "aệ😀",
           SPAN_LIT("\xFF\xFE"
                    "a\0\xC7\x1E\x3D\xD8\x00\xDE"),
           0, 0);
    /* a letter of CP1252 whose byte means something else there is lost, not changed */
    encode(CHARSET_TCVN3, "ö¸", SPAN_LIT("??"), 2, 0xF6);
    encode(CHARSET_VNI, "aù", SPAN_LIT("au\xF8"), 0, 0);
    assert_false(charset_encode(CHARSET_VIQR, SPAN_LIT("a"), &out, NULL));
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

static void letters_that_do_not_exist_are_named(void **state)
{
    (void)state;
    struct charset_letters lost = {{0}, 0}, small = {{0}, 0};
    struct charset_report r = {.lost_letters = &lost, .small_letters = &small};
    struct buf out = {0}, many = {0};
    assert_true(charset_encode(CHARSET_TCVN3, SPAN_LIT("ÁẾ→Á→ờỐŏ"), &out, &r));
    assert_bytes(buf_span(&out), SPAN_LIT("\xB8\xD5?\xB8?\xEA\xE8?"), "TCVN3");
    assert_int_equal(r.lost, 3);
    assert_int_equal(r.approximated, 4);
    assert_true(lost.n == 2 && lost.cp[0] == 0x2192 && lost.cp[1] == 0x14F);
    assert_true(small.n == 3 && small.cp[0] == 0xC1 && small.cp[1] == 0x1EBE &&
                small.cp[2] == 0x1ED0);
    for (uint32_t cp = 0x4E00; cp < 0x4E00 + 100; cp++)
        buf_add_cp(&many, cp);
    assert_true(charset_encode(CHARSET_VNI, buf_span(&many), &out, &r));
    assert_int_equal(r.lost, 103);
    assert_int_equal(lost.n, sizeof lost.cp / sizeof *lost.cp);
    buf_release(&out);
    buf_release(&many);
}

/* Long enough to cross every inner piece, with something at each place. */
static void long_text(void **state)
{
    (void)state;
    static const struct {
        enum charset c;
        const char *unit, *text;
    } of[] = {{CHARSET_TCVN3, "B\xD6nh", "Bệnh"},         {CHARSET_VNI, "Be\xE4nh", "Bệnh"},
              {CHARSET_UTF8, "Be\u0323\u0302nh", "Bệnh"}, {CHARSET_CP1258, "B\xEA\xF2nh", "Bệnh"},
              {CHARSET_VNI_UTF8, "Beänh", "Bệnh"},        {CHARSET_VIQR, "Be^.nh ", "Bệnh "}};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        struct buf in = {0}, want = {0}, out = {0};
        struct charset_report r = {0};
        for (int i = 0; i < 30000; i++) {
            buf_adds(&in, of[k].unit);
            buf_adds(&want, of[k].text);
            if (i % 50 == 49) {
                buf_addc(&in, '\n');
                buf_addc(&want, '\n');
            }
        }
        buf_addc(&in, '\x7F');
        buf_addc(&want, '\x7F');
        decode(of[k].c, buf_span(&in), &out, &r);
        assert_true(span_eq(buf_span(&out), buf_span(&want)));
        assert_int_equal(r.undecoded, 0);
        feed_split(of[k].c, buf_span(&in), 65537, 100001, &out, &r);
        assert_true(span_eq(buf_span(&out), buf_span(&want)));
        buf_release(&in);
        buf_release(&want);
        buf_release(&out);
    }
    struct buf in = {0}, out = {0};
    for (int i = 0; i < 70000; i++)
        buf_addc(&in, 'a');
    buf_adds(&in, "\xF9\xF9");
    struct charset_report r = {0};
    decode(CHARSET_VNI, buf_span(&in), &out, &r);
    assert_int_equal(r.undecoded, 1);
    assert_int_equal(r.first, 70001);
    buf_release(&in);
    buf_release(&out);
}

/* Over 1 MiB another way of reading begins, which must not be seen. */
/* A long text is read with a table of pairs; cut into short ones, behind an n, it is not. */
static void decode_in_short_texts(enum charset c, struct span in, bool lossy, struct buf *out,
                                  size_t *undecoded)
{
    buf_reset(out);
    *undecoded = 0;
    for (size_t i = 0, n; i < in.n; i += n) {
        struct charset_decoder d;
        n = in.n - i < 1000 ? in.n - i : 1000;
        while (i + n < in.n && in.p[i + n - 1] != 'n')
            n++;
        charset_decoder_init(&d, c);
        d.lossy = lossy;
        charset_decoder_feed(&d, (struct span){in.p + i, n}, out);
        charset_decoder_finish(&d, out);
        *undecoded += d.report.undecoded;
    }
}

/* Letters and tones of CP1258, some without sense; its text is that of the single bytes, joined. */
static void very_long_text_with_tones(void **state)
{
    static const char bytes[] =
        "aaeeiioouuy nnhgtAEOUY\xE2\xE3\xEA\xF4\xF5\xFD\xE0\xE9\xF1\xC3\x8A\n";
    static const char tones[] = "\xCC\xD2\xDE\xEC\xF2";
    struct buf in = {0}, apart = {0}, want = {0}, out = {0};
    (void)state;
    for (unsigned i = 0, x = 1; i < 600000; i++, x = x * 1103515245u + 12345u) {
        bool tone = (x >> 24) % 3 == 0;
        bool second = i > 0 && memchr(tones, in.p[i - 1], 5) && i / 50000 % 2; /* in some pieces */
        if (tone && (second || i == 0 || !memchr(tones, in.p[i - 1], 5)))
            buf_addc(&in, tones[(x >> 16) % 5]);
        else
            buf_addc(&in, bytes[(x >> 16) % (sizeof bytes - 1)]);
    }
    for (int lossy = 0; lossy < 2; lossy++) {
        size_t undecoded = 0;
        buf_reset(&apart);
        buf_reset(&want);
        for (size_t i = 0; i < in.n; i++) {
            if (lossy && in.p[i] == '\x8A')
                buf_adds(&apart, "\uFFFD");
            else
                charset_decode(CHARSET_CP1258, (struct span){in.p + i, 1}, &apart, NULL);
            undecoded += in.p[i] == '\x8A';
        }
        nfc_add(&want, buf_span(&apart));
        for (size_t step = 65533; step <= in.n; step = step < 65540 ? step + 1 : step + in.n) {
            struct charset_decoder d;
            buf_reset(&out);
            charset_decoder_init(&d, CHARSET_CP1258);
            d.lossy = lossy;
            for (size_t i = 0, n; i < in.n; i += n) {
                n = i < 400000 ? step : 1 + i % 97;
                n = n < in.n - i ? n : in.n - i;
                charset_decoder_feed(&d, (struct span){in.p + i, n}, &out);
            }
            charset_decoder_finish(&d, &out);
            assert_true(span_eq(buf_span(&out), buf_span(&want)));
            assert_int_equal(d.report.undecoded, undecoded);
        }
        buf_reset(&out);
        if (!lossy)
            charset_decode(CHARSET_CP1258, buf_span(&in), &out, NULL);
        assert_true(lossy || span_eq(buf_span(&out), buf_span(&want)));
    }
    buf_release(&in);
    buf_release(&apart);
    buf_release(&want);
    buf_release(&out);
}

static void very_long_text(void **state)
{
    (void)state;
    struct buf in = {0}, out = {0}, want = {0};
    for (unsigned i = 0, x = 1; i < (5u << 17) + 1; i++, x = x * 1103515245u + 12345u)
        buf_addc(&in, x >> 31   ? 'n'
                      : x >> 30 ? "aeouyAEOUY\xF4\xF6"[(x >> 8) % 12]
                      : x >> 29 ? (char)(0xC0 | (x >> 16 & 63))
                                : (char)(x >> 16));
    for (int c = CHARSET_TCVN3; c <= CHARSET_VPS; c++) {
        struct charset_report r = {0};
        size_t undecoded;
        decode_in_short_texts((enum charset)c, buf_span(&in), false, &want, &undecoded);
        decode((enum charset)c, buf_span(&in), &out, &r);
        assert_true(span_eq(buf_span(&out), buf_span(&want)));
        assert_int_equal(r.undecoded, undecoded);
        feed_split((enum charset)c, buf_span(&in), 262145, 262150, &out, &r);
        assert_true(span_eq(buf_span(&out), buf_span(&want)));
        assert_int_equal(r.undecoded, undecoded);

        struct charset_decoder d;
        decode_in_short_texts((enum charset)c, buf_span(&in), true, &want, &undecoded);
        buf_reset(&out);
        charset_decoder_init(&d, (enum charset)c);
        d.lossy = true;
        charset_decoder_feed(&d, buf_span(&in), &out);
        charset_decoder_finish(&d, &out);
        assert_true(span_eq(buf_span(&out), buf_span(&want)));
        assert_int_equal(d.report.undecoded, undecoded);
    }
    buf_release(&in);
    buf_release(&out);
    buf_release(&want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(every_vector_and_every_split),
        cmocka_unit_test(every_letter_there_and_back),
        cmocka_unit_test(nothing_is_dropped),
        cmocka_unit_test(unicode_forms),
        cmocka_unit_test(misread_text),
        cmocka_unit_test(written_references),
        cmocka_unit_test(what_has_no_meaning_may_be_marked),
        cmocka_unit_test(encoding),
        cmocka_unit_test(letters_that_do_not_exist_are_named),
        cmocka_unit_test(long_text),
        cmocka_unit_test(very_long_text),
        cmocka_unit_test(very_long_text_with_tones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
