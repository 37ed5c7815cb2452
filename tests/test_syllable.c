/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support.h"

#include "locale/syllable.h"

/* A small decoder: the tests of this module need no other. Gives the number of code points. */
static size_t cps(const char *s, uint32_t *out)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)s; *p; n++) {
        int more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : 2;
        uint32_t c = more == 2 ? *p & 15u : more ? *p & 31u : *p;
        for (p++; more; more--)
            c = c << 6 | (*p++ & 63u);
        out[n] = c;
    }
    return n;
}

static bool parse(const char *s, struct syllable *out)
{
    uint32_t cp[64];
    return syllable_parse(cp, cps(s, cp), out);
}

static void parts_of_syllables(void **state)
{
    static const struct {
        const char *in, *onset, *rhyme;
        enum syllable_tone tone;
        int at;
    } rows[] = {
        {"nghiêng", "ngh", "iêng", SYLLABLE_LEVEL, 4},
        {"giếng", "gi", "iêng", SYLLABLE_ACUTE, 2},
        {"gì", "gi", "i", SYLLABLE_GRAVE, 1},
        {"gìn", "gi", "in", SYLLABLE_GRAVE, 1},
        {"giá", "gi", "a", SYLLABLE_ACUTE, 2},
        {"giết", "gi", "iêt", SYLLABLE_ACUTE, 2},
        {"quý", "qu", "y", SYLLABLE_ACUTE, 2},
        {"quyết", "qu", "yêt", SYLLABLE_ACUTE, 3},
        {"quốc", "qu", "ôc", SYLLABLE_ACUTE, 2},
        {"hòa", "h", "oa", SYLLABLE_GRAVE, 1},
        {"hoà", "h", "oa", SYLLABLE_GRAVE, 2},
        {"thủy", "th", "uy", SYLLABLE_HOOK, 2},
        {"thuỷ", "th", "uy", SYLLABLE_HOOK, 3},
        {"thuở", "th", "uơ", SYLLABLE_HOOK, 3},
        {"đường", "đ", "ương", SYLLABLE_GRAVE, 2},
        {"nguyễn", "ng", "uyên", SYLLABLE_TILDE, 4},
        {"khuỷu", "kh", "uyu", SYLLABLE_HOOK, 3},
        {"yến", "", "yên", SYLLABLE_ACUTE, 1},
        {"mỹ", "m", "y", SYLLABLE_TILDE, 1},
        {"của", "c", "ua", SYLLABLE_HOOK, 1},
        {"ý", "", "y", SYLLABLE_ACUTE, 0},
        {"xoèn", "x", "oen", SYLLABLE_GRAVE, 2},
        {"a", "", "a", SYLLABLE_LEVEL, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct syllable s;
        if (!parse(rows[i].in, &s))
            fail_msg("%s refused", rows[i].in);
        assert_string_equal(syllable_onset_name(s.onset), rows[i].onset);
        assert_string_equal(syllable_rhyme_name(s.rhyme), rows[i].rhyme);
        assert_int_equal(s.tone, rows[i].tone);
        assert_int_equal(s.tone_at, rows[i].at);
    }
}

static void what_is_no_syllable(void **state)
{
    static const char *const rows[] = {
        "",      "b",    "ng",     "qu",       "q",    "hoc",   "tèt",
        "mạch́",  "ka",   "ghá",    "nghà",     "ci",   "nge",   "gê",
        "cy",    "qô",   "quôn",   "hóà",      "đượć", "dưởg",  "thuơng",
        "tiêng̀", "úyên", "nguỹên", "wang",     "jan",  "zi",    "fa",
        "class", "kas",  "ngieng", "nghiêngg", "Nam",  "đđa",   "aa",
        "bya",   "myên", "giía",   "tieńg",    "uả",   "sửơng", "nghiêngnghiêng",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (parse(rows[i], NULL))
            fail_msg("%s taken", rows[i]);
}

static void tones_come_off_and_on(void **state)
{
    uint32_t v[72];
    size_t n = cps("aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵ", v);
    (void)state;
    assert_int_equal(n, 72);
    for (size_t i = 0; i < n; i++) {
        enum syllable_tone t;
        assert_int_equal(syllable_strip(v[i], &t), v[i - i % 6]);
        assert_int_equal(t, i % 6);
        assert_int_equal(syllable_mark(v[i - i % 6], t), v[i]);
    }
    enum syllable_tone t;
    assert_int_equal(syllable_strip(0x111, &t), 0x111);
    assert_int_equal(t, SYLLABLE_LEVEL);
    assert_int_equal(syllable_strip(0x1ea0, &t), 0x1ea0);
    assert_int_equal(syllable_mark('x', SYLLABLE_DOT), 'x');
}

/* Every onset with every rhyme in every tone: what is taken gives back the parts it was made of,
 * in both styles, and no stop final has a level tone. */
static void every_combination(void **state)
{
    size_t taken = 0;
    (void)state;
    for (unsigned o = 0; o < SYLLABLE_ONSETS; o++)
        for (unsigned r = 0; r < SYLLABLE_RHYMES; r++) {
            char text[32];
            snprintf(text, sizeof text, "%s%s", syllable_onset_name(o), syllable_rhyme_name(r));
            uint32_t cp[16], marked[16];
            size_t n = cps(text, cp);
            for (size_t at = 0; at < n; at++)
                for (int t = 0; t < SYLLABLE_TONES; t++) {
                    struct syllable s;
                    memcpy(marked, cp, sizeof cp);
                    marked[at] = syllable_mark(cp[at], (enum syllable_tone)t);
                    if (!syllable_parse(marked, n, &s))
                        continue;
                    taken++;
                    assert_in_range(s.tone, 0, SYLLABLE_TONES - 1);
                    if (syllable_rhyme_is_stop(s.rhyme))
                        assert_true(s.tone == SYLLABLE_ACUTE || s.tone == SYLLABLE_DOT);
                }
        }
    assert_in_range(taken, 15000, 120000);
}

static void the_tables_are_in_order(void **state)
{
    (void)state;
    for (unsigned r = 0; r < SYLLABLE_RHYMES; r++) { /* every rhyme can be found again */
        bool found = false;
        for (unsigned o = 0; o < SYLLABLE_ONSETS && !found; o++)
            for (int t = 0; t < 2 && !found; t++) {
                char text[32];
                uint32_t cp[16];
                struct syllable s;
                snprintf(text, sizeof text, "%s%s", syllable_onset_name(o), syllable_rhyme_name(r));
                size_t n = cps(text, cp);
                for (size_t at = 0; at < n && !found; at++) {
                    uint32_t keep = cp[at];
                    cp[at] = syllable_mark(keep, t ? SYLLABLE_ACUTE : SYLLABLE_LEVEL);
                    found = syllable_parse(cp, n, &s) && s.rhyme == r;
                    cp[at] = keep;
                }
            }
        if (!found)
            fail_msg("rhyme %s cannot be reached", syllable_rhyme_name(r));
    }
    assert_string_equal(syllable_rhyme_name(SYLLABLE_RHYMES), "");
    assert_string_equal(syllable_onset_name(SYLLABLE_ONSETS), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_syllables),      cmocka_unit_test(what_is_no_syllable),
        cmocka_unit_test(tones_come_off_and_on),   cmocka_unit_test(every_combination),
        cmocka_unit_test(the_tables_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
