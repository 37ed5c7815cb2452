/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every syllable that Vietnamese spelling allows (some 18,000, of which 6,600 are words), in the
 * old and the new style: folded, searched, sorted, measured, written in every charset and typed
 * with every method. The order is checked against one made here from the alphabet and the tones
 * alone.
 */
#include "tests/support.h"

#include "locale/charset.h"
#include "locale/detect_model.h"
#include "locale/fold.h"
#include "locale/nfc.h"
#include "locale/typing.h"
#include "locale/utf8.h"
#include "locale/width.h"

struct word {
    struct syllable s;
    size_t n;
    uint32_t plain[SYLLABLE_MAX];   /* with shapes, without the tone */
    char text[2][4 * SYLLABLE_MAX]; /* the forms that are accepted: old style, new style */
    size_t forms;
};

static struct word *words;
static size_t count, known;

static size_t encode(const uint32_t *cp, size_t n, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        used += utf8_encode(cp[i], out + used);
    out[used] = '\0';
    return used;
}

static size_t decode(const char *s, uint32_t *cp, size_t max)
{
    size_t n = 0, all = strlen(s);
    for (size_t i = 0; i < all && n < max; n++)
        i += utf8_decode(s + i, all - i, &cp[n]);
    return n;
}

/* '0': only the grammar allows it; '1': a word; '2' and above: one that people know. */
static char tier(const struct word *w)
{
    return detect_model_tiers[w->s.rhyme][w->s.onset * SYLLABLE_TONES + w->s.tone];
}

/* Onset and rhyme in one tone; in gì and giếng the i is written once. */
static void add_word(unsigned onset, unsigned rhyme, enum syllable_tone tone)
{
    struct word w = {.s = {(uint8_t)onset, (uint8_t)rhyme, (uint8_t)tone, 0}};
    const char *o = syllable_onset_name(onset), *r = syllable_rhyme_name(rhyme);
    char text[32];
    uint32_t cp[16];
    snprintf(text, sizeof text, "%s%s", strcmp(o, "gi") == 0 && r[0] == 'i' ? "g" : o, r);
    w.n = decode(text, cp, 16);
    for (size_t at = 0; at < w.n && w.n <= SYLLABLE_MAX; at++) {
        struct syllable got;
        uint32_t keep = cp[at];
        cp[at] = syllable_mark(keep, tone);
        bool same = syllable_parse(cp, w.n, &got) && got.onset == onset && got.rhyme == rhyme &&
                    got.tone == (uint8_t)tone && (tone == SYLLABLE_LEVEL || cp[at] != keep);
        if (same && (tone != SYLLABLE_LEVEL || w.forms == 0)) {
            assert_true(w.forms < 2);
            encode(cp, w.n, w.text[w.forms++]);
        }
        cp[at] = keep;
    }
    if (w.forms == 0)
        return;
    memcpy(w.plain, cp, w.n * sizeof *cp);
    words[count++] = w;
    known += tier(&w) > '0';
}

static int make_words(void **state)
{
    (void)state;
    words = calloc((size_t)SYLLABLE_ONSETS * SYLLABLE_RHYMES * SYLLABLE_TONES, sizeof *words);
    for (unsigned o = 0; o < SYLLABLE_ONSETS; o++)
        for (unsigned r = 0; r < SYLLABLE_RHYMES; r++)
            for (int t = 0; t < SYLLABLE_TONES; t++)
                add_word(o, r, (enum syllable_tone)t);
    return 0;
}

static int free_words(void **state)
{
    (void)state;
    free(words);
    return 0;
}

static void how_many(void **state)
{
    (void)state;
    print_message("%zu syllables, %zu of them words\n", count, known);
    assert_in_range(count, 15000, 30000);
    assert_in_range(known, 6000, 9000);
}

typedef void fold_function(struct buf *out, struct span s);

static void assert_folds(fold_function *fold, const char *a, const char *b)
{
    struct buf x = {0}, y = {0};
    fold(&x, span_of(a));
    fold(&y, span_of(b));
    if (!span_eq(buf_span(&x), buf_span(&y)))
        fail_msg("%s and %s fold to %s and %s", a, b, buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
}

static void decomposed(const char *s, struct buf *out)
{
    uint32_t cp[SYLLABLE_MAX], part[NFC_DECOMPOSED_MAX];
    size_t n = decode(s, cp, SYLLABLE_MAX);
    for (size_t i = 0; i < n; i++) {
        size_t parts = nfc_decompose(cp[i], part);
        for (size_t k = 0; k < parts; k++)
            buf_add_cp(out, part[k]);
    }
}

/* Both styles, capitals and decomposed letters are one word in all three foldings. */
static void one_word_one_key(void **state)
{
    static fold_function *const folds[] = {fold_key, fold_search, fold_sort_key, fold_sort_text};
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < sizeof folds / sizeof *folds; f++) {
            const struct word *w = &words[i];
            struct buf other = {0};
            if (w->forms == 2)
                assert_folds(folds[f], w->text[0], w->text[1]);
            fold_upper(&other, span_of(w->text[0]));
            assert_folds(folds[f], w->text[0], buf_str(&other));
            buf_reset(&other);
            decomposed(w->text[0], &other);
            assert_folds(folds[f], w->text[0], buf_str(&other));
            buf_release(&other);
        }
}

static void search_keys_have_no_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct buf got = {0};
        char want[SYLLABLE_MAX + 1] = "";
        fold_search(&got, span_of(words[i].text[0]));
        for (size_t k = 0; k < words[i].n; k++) {
            uint32_t part[NFC_DECOMPOSED_MAX];
            nfc_decompose(words[i].plain[k], part);
            want[k] = (char)(part[0] == 0x111 ? 'd' : part[0]);
            want[k + 1] = '\0';
        }
        assert_string_equal(buf_str(&got), want);
        buf_release(&got);
    }
}

static int letter_rank(uint32_t cp)
{
    static const char alphabet[] = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    uint32_t letters[40];
    size_t n = decode(alphabet, letters, 40);
    for (size_t i = 0; i < n; i++)
        if (letters[i] == cp)
            return (int)i;
    fail_msg("U+%04X is no letter", (unsigned)cp);
    return -1;
}

static int by_alphabet(const void *a, const void *b)
{
    static const int rank[SYLLABLE_TONES] = {0, 4, 1, 2, 3, 5}; /* ngang huyền hỏi ngã sắc nặng */
    const struct word *x = a, *y = b;
    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (x->plain[i] != y->plain[i])
            return letter_rank(x->plain[i]) - letter_rank(y->plain[i]);
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return rank[x->s.tone] - rank[y->s.tone];
}

/* In the order of the alphabet each key is above the one before: strict and total, and so no two
 * words have one key. The same for the key by which names are equal. */
static void order_of_the_alphabet(void **state)
{
    struct buf before = {0}, now = {0}, name_before = {0}, name = {0}, same = {0};
    (void)state;
    qsort(words, count, sizeof *words, by_alphabet);
    for (size_t i = 0; i < count; i++) {
        const char *text = words[i].text[0];
        struct buf whole = {0}, key = {0};
        buf_addf(&whole, "Lê %s", text);
        fold_sort_text(&now, span_of(text));
        fold_sort_key(&name, buf_span(&whole));
        fold_key(&key, span_of(text));
        if (i > 0 && (span_cmp(buf_span(&before), buf_span(&now)) >= 0 ||
                      span_cmp(buf_span(&name_before), buf_span(&name)) >= 0))
            fail_msg("\"%s\" must stand before \"%s\"", words[i - 1].text[0], text);
        if (span_eq(buf_span(&key), buf_span(&same)))
            fail_msg("\"%s\" and \"%s\" are two words", words[i - 1].text[0], text);
        buf_reset(&before);
        buf_add_span(&before, buf_span(&now));
        buf_reset(&now);
        buf_reset(&name_before);
        buf_add_span(&name_before, buf_span(&name));
        buf_reset(&name);
        buf_reset(&same);
        buf_add_span(&same, buf_span(&key));
        buf_release(&whole);
        buf_release(&key);
    }
    buf_release(&before);
    buf_release(&now);
    buf_release(&name_before);
    buf_release(&name);
    buf_release(&same);
}

static void as_wide_as_its_letters(void **state)
{
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct buf apart = {0};
        decomposed(words[i].text[0], &apart);
        for (int k = 0; k < 2; k++) {
            struct span s = k ? buf_span(&apart) : span_of(words[i].text[0]);
            assert_int_equal(width_columns(s), words[i].n);
            assert_int_equal(cluster_count(s), words[i].n);
        }
        buf_release(&apart);
    }
}

/* Small and capital, written in c and read back. */
static void written_and_read(void **state)
{
    static const enum charset all[] = {CHARSET_TCVN3, CHARSET_VNI,    CHARSET_VISCII, CHARSET_VPS,
                                       CHARSET_UTF8,  CHARSET_CP1258, CHARSET_UTF16};
    (void)state;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        struct buf text = {0}, bytes = {0}, back = {0};
        struct charset_report r = {0};
        for (size_t i = 0; i < count; i++)
            for (size_t f = 0; f < words[i].forms; f++) {
                buf_adds(&text, words[i].text[f]);
                if (all[k] != CHARSET_TCVN3) { /* which lacks them */
                    buf_addc(&text, ' ');
                    fold_upper(&text, span_of(words[i].text[f]));
                }
                buf_addc(&text, '\n');
            }
        assert_true(charset_encode(all[k], buf_span(&text), &bytes, &r));
        charset_decode(all[k], buf_span(&bytes), &back, &r);
        assert_true(span_eq(buf_span(&text), buf_span(&back)));
        assert_true(r.lost == 0 && r.undecoded == 0 && r.approximated == 0);
        buf_release(&text);
        buf_release(&bytes);
        buf_release(&back);
    }
}

/* The keys of a letter, then those of its tone at the end of the word. */
static void keys_of(const struct word *w, enum typing_method m, struct buf *out)
{
    static const struct {
        uint32_t cp;
        const char *keys[3];
    } shapes[] = {{0x103, {"aw", "a8", "a("}}, {0xE2, {"aa", "a6", "a^"}},
                  {0xEA, {"ee", "e6", "e^"}},  {0xF4, {"oo", "o6", "o^"}},
                  {0x1A1, {"ow", "o7", "o+"}}, {0x1B0, {"uw", "u7", "u+"}},
                  {0x111, {"dd", "d9", "dd"}}};
    static const char tones[3][SYLLABLE_TONES + 1] = {" sfrxj", " 12345", " '`?~."};
    for (size_t i = 0; i < w->n; i++) {
        const char *keys = NULL;
        for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
            if (shapes[k].cp == w->plain[i])
                keys = shapes[k].keys[m];
        if (m == TYPING_TELEX && i > 0 && w->plain[i] == 'o' && w->plain[i - 1] == 'o')
            buf_adds(out, "oo"); /* oo is ô, ooo is oo */
        else if (keys)
            buf_adds(out, keys);
        else
            buf_addc(out, (char)w->plain[i]);
    }
    if (w->s.tone != SYLLABLE_LEVEL)
        buf_addc(out, tones[m][w->s.tone]);
}

/* UniKey, which is followed, knows no oong and ooc with a tone, no oao, uêt, gích, gím, quých and
 * no êng: some 40 rare words. There the letters stay and the key of the tone behind them. */
static void typed(enum typing_method method)
{
    size_t refused = 0;
    for (size_t i = 0; i < count; i++)
        for (int style = TYPING_OLD; style <= TYPING_NEW && tier(&words[i]) > '0'; style++) {
            const struct word *w = &words[i];
            struct typing_options o = TYPING_DEFAULTS;
            struct buf keys = {0}, out = {0};
            o.method = method;
            o.style = (enum typing_style)style;
            keys_of(w, method, &keys);
            typing_line(o, buf_span(&keys), &out);
            const char *want = w->text[style == TYPING_NEW && w->forms == 2];
            bool same = strcmp(buf_str(&out), want) == 0;
            struct buf plain = {0};
            for (size_t k = 0; k < w->n; k++)
                buf_add_cp(&plain, w->plain[k]);
            if (w->s.tone != SYLLABLE_LEVEL)
                buf_addc(&plain, keys.p[keys.n - 1]);
            if (!same && (tier(w) > '1' || !span_eq(buf_span(&out), buf_span(&plain))))
                fail_msg("%s gives %s, not %s", buf_str(&keys), buf_str(&out), want);
            refused += !same;
            buf_release(&plain);
            buf_release(&keys);
            buf_release(&out);
        }
    assert_in_range(refused, 1, 60); /* in two styles */
}

static void typed_in_telex(void **state)
{
    (void)state;
    typed(TYPING_TELEX);
}

static void typed_in_vni(void **state)
{
    (void)state;
    typed(TYPING_VNI);
}

static void typed_in_viqr(void **state)
{
    (void)state;
    typed(TYPING_VIQR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_many),
        cmocka_unit_test(one_word_one_key),
        cmocka_unit_test(search_keys_have_no_marks),
        cmocka_unit_test(order_of_the_alphabet),
        cmocka_unit_test(as_wide_as_its_letters),
        cmocka_unit_test(written_and_read),
        cmocka_unit_test(typed_in_telex),
        cmocka_unit_test(typed_in_vni),
        cmocka_unit_test(typed_in_viqr),
    };
    return cmocka_run_group_tests(tests, make_words, free_words);
}
