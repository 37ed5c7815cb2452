/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/typing_rules.h"

#include <string.h>

struct rule {
    uint32_t key; /* letters in lower case */
    struct typing_meaning meaning;
};

#define TONES(none, acute, grave, hook, tilde, dot)                                                \
    {none, {TYPING_TONE, 0}}, {acute, {TYPING_TONE, 1}}, {grave, {TYPING_TONE, 2}},                \
        {hook, {TYPING_TONE, 3}}, {tilde, {TYPING_TONE, 4}},                                       \
    {                                                                                              \
        dot,                                                                                       \
        {                                                                                          \
            TYPING_TONE, 5                                                                         \
        }                                                                                          \
    }

static const struct rule telex[] = {
    TONES('z', 's', 'f', 'r', 'x', 'j'),
    {'a', {TYPING_CIRCUMFLEX, U'â'}},
    {'e', {TYPING_CIRCUMFLEX, U'ê'}},
    {'o', {TYPING_CIRCUMFLEX, U'ô'}},
    {'w', {TYPING_W, 0}},
    {'d', {TYPING_STROKE, 0}},
    {'[', {TYPING_CHAR, U'ơ'}},
    {']', {TYPING_CHAR, U'ư'}},
    {'{', {TYPING_CHAR, U'Ơ'}},
    {'}', {TYPING_CHAR, U'Ư'}},
    {0},
};

static const struct rule vni[] = {
    TONES('0', '1', '2', '3', '4', '5'),
    {'6', {TYPING_CIRCUMFLEX, 0}},
    {'7', {TYPING_HORN, 0}},
    {'8', {TYPING_BREVE, 0}},
    {'9', {TYPING_STROKE, 0}},
    {0},
};

static const struct rule viqr[] = {
    TONES('0', '\'', '`', '?', '~', '.'),
    {'^', {TYPING_CIRCUMFLEX, 0}},
    {'+', {TYPING_HORN, 0}},
    {'*', {TYPING_HORN, 0}},
    {'(', {TYPING_BREVE, 0}},
    {'d', {TYPING_STROKE, 0}},
    {'\\', {TYPING_ESCAPE, 0}},
    {0},
};

static const struct rule *const methods[] = {
    [TYPING_TELEX] = telex,
    [TYPING_VNI] = vni,
    [TYPING_VIQR] = viqr,
};

/* Vowels: have they all their marks, and the finals they take. Without are beginnings (uye of uyê)
 * and what is typed before its marks (uou of ươu). */
static const struct {
    uint32_t letters[4];
    bool complete;
    const char *finals;
} vowels[] = {
    {U"a", true, "c ch m n ng nh p t"},
    {U"ă", true, "c m n ng p t"},
    {U"â", true, "c m n ng p t"},
    {U"e", true, "c ch m n ng nh p t"},
    {U"ê", true, "c ch m n nh p t"},
    {U"i", true, "c ch m n nh p t"},
    {U"o", true, "c m n ng p t"},
    {U"ô", true, "c m n ng p t"},
    {U"ơ", true, "m n p t"},
    {U"u", true, "c m n ng p t"},
    {U"ư", true, "c m n ng t"},
    {U"y", true, "t"},
    {U"ai", true, ""},
    {U"ao", true, ""},
    {U"au", true, ""},
    {U"ay", true, ""},
    {U"âu", true, ""},
    {U"ây", true, ""},
    {U"eo", true, ""},
    {U"eu", false, ""},
    {U"êu", true, ""},
    {U"ia", true, ""},
    {U"ie", false, "c m n ng p t"},
    {U"iê", true, "c m n ng p t"},
    {U"iu", true, ""},
    {U"oa", true, "c ch m n ng nh p t"},
    {U"oă", true, "c m n ng t"},
    {U"oe", true, "n t"},
    {U"oi", true, ""},
    {U"ôi", true, ""},
    {U"ơi", true, ""},
    {U"ua", true, "n ng t"},
    {U"uâ", true, "n ng t"},
    {U"ue", false, "c ch n nh"},
    {U"uê", true, "c ch n nh"},
    {U"ui", true, ""},
    {U"uo", false, "c m n ng p t"},
    {U"uô", true, "c m n ng t"},
    {U"uơ", true, ""},
    {U"uu", false, ""},
    {U"uy", true, "c ch n nh p t"},
    {U"ưa", true, ""},
    {U"ưi", true, ""},
    {U"ưo", false, ""},
    {U"ươ", true, "c m n ng p t"},
    {U"ưu", true, ""},
    {U"ye", false, "m n ng p t"},
    {U"yê", true, "m n ng t"},
    {U"ieu", false, ""},
    {U"iêu", true, ""},
    {U"oai", true, ""},
    {U"oay", true, ""},
    {U"oeo", true, ""},
    {U"uay", false, ""},
    {U"uây", true, ""},
    {U"uoi", false, ""},
    {U"uôi", true, ""},
    {U"uou", false, ""},
    {U"uya", true, ""},
    {U"uye", false, "n t"},
    {U"uyê", true, "n t"},
    {U"uyu", true, ""},
    {U"ươi", true, ""},
    {U"ươu", true, ""},
    {U"yeu", false, ""},
    {U"yêu", true, ""},
};

static const uint32_t onsets[][4] = {
    U"b", U"c",  U"ch", U"d", U"dz", U"đ",  U"g",   U"gh", U"gi", U"h",
    U"k", U"kh", U"l",  U"m", U"n",  U"ng", U"ngh", U"nh", U"p",  U"ph",
    U"q", U"qu", U"r",  U"s", U"t",  U"th", U"tr",  U"v",  U"x",  U"z",
};

static bool equal(const uint32_t *text, const uint32_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] == 0 || text[i] != p[i])
            return false;
    return text[n] == 0;
}

struct typing_meaning typing_meaning_of(enum typing_method m, uint32_t key)
{
    uint32_t k = key >= 'A' && key <= 'Z' ? key + 32 : key;
    for (const struct rule *r = methods[m]; r->key; r++)
        if (r->key == k)
            return r->meaning;
    return (struct typing_meaning){TYPING_PLAIN, 0};
}

enum typing_class typing_class_of(uint32_t key)
{
    uint32_t k = key | 32;
    if (key < 0x80 && k >= 'a' && k <= 'z')
        return k == 'f' || k == 'j' || k == 'w' ? TYPING_FOREIGN : TYPING_VIET;
    if (key >= '0' && key <= '9')
        return TYPING_FOREIGN;
    /* spaces and signs of Latin-1, general punctuation, CJK punctuation */
    if (key < 0xC0 || key == 0xD7 || key == 0xF7 || (key >= 0x2000 && key < 0x2070) ||
        (key >= 0x3000 && key < 0x3040))
        return TYPING_BREAK;
    return TYPING_FOREIGN;
}

bool typing_is_vowel(uint32_t plain)
{
    return typing_vowels_known(&plain, 1);
}

static int vowels_find(const uint32_t *plain, size_t n)
{
    for (size_t i = 0; n > 0 && n <= 3 && i < sizeof vowels / sizeof *vowels; i++)
        if (equal(vowels[i].letters, plain, n))
            return (int)i;
    return -1;
}

bool typing_vowels_known(const uint32_t *plain, size_t n)
{
    return vowels_find(plain, n) >= 0;
}

static bool onset_known(const uint32_t *plain, size_t n)
{
    for (size_t i = 0; n <= 3 && i < sizeof onsets / sizeof *onsets; i++)
        if (equal(onsets[i], plain, n))
            return true;
    return n == 0;
}

/* Letters of the onset. The u of qu belongs to it, and so does the i of gi before a vowel. */
static size_t onset_length(const uint32_t *plain, size_t n)
{
    size_t i = 0;
    while (i < n && !typing_is_vowel(plain[i]))
        i++;
    if (i == 1 && n > 1 && plain[0] == 'q' && plain[1] == 'u')
        return 2;
    if (i == 1 && n > 2 && plain[0] == 'g' && plain[1] == 'i' && typing_is_vowel(plain[2]))
        return 2;
    return i;
}

static bool onset_takes(const uint32_t *onset, size_t n, const uint32_t *v)
{
    if (n == 1 && onset[0] == 'k')
        return *v == 'e' || *v == U'ê' || *v == 'i' || *v == 'y';
    if (n == 1 && onset[0] == 'q')
        return false;
    return !(n == 2 && onset[0] == 'g' && onset[1] == 'i' && *v == 'i') &&
           !(n == 2 && onset[0] == 'q' && *v == 'u');
}

/* 0: no, 1: the beginning of one, 2: a whole one */
static int final_in(const char *list, const char *final)
{
    size_t n = strlen(final);
    int found = 0;
    for (const char *p = list; *p; p += strcspn(p, " "), p += *p == ' ') {
        if (strncmp(p, final, n) != 0)
            continue;
        if (p[n] == ' ' || p[n] == 0)
            return 2;
        found = 1;
    }
    return found;
}

/* Finals that only go with one onset. */
static const char *finals_of(const uint32_t *plain, size_t onset, size_t nvowels, int v)
{
    static const uint32_t qu[] = U"qu", gi[] = U"gi";
    uint32_t first = plain[onset];
    if (onset == 2 && nvowels == 1 && equal(qu, plain, 2) && first == 'y')
        return "n nh t";
    if (onset == 2 && nvowels == 1 && equal(gi, plain, 2) && first == U'ê')
        return "c ch m n ng nh p t";
    if (onset == 1 && nvowels == 1 && plain[0] == 'g' && first == 'i')
        return "n"; /* gìn; gim, gic are none */
    return vowels[v].finals;
}

bool typing_syllable_read(const uint32_t *plain, size_t n, struct typing_syllable *s)
{
    if (n > TYPING_SYLLABLE)
        return false;
    size_t onset = onset_length(plain, n), end = onset;
    if (!onset_known(plain, onset))
        return false;
    while (end < n && typing_is_vowel(plain[end]))
        end++;
    *s = (struct typing_syllable){.onset = (uint8_t)onset,
                                  .vowels = (uint8_t)(end - onset),
                                  .final = (uint8_t)(n - end),
                                  .closed = true};
    if (end == onset)
        return end == n;
    int v = vowels_find(plain + onset, end - onset);
    if (v < 0 || !onset_takes(plain, onset, plain + onset))
        return false;
    s->complete = vowels[v].complete;
    if (n == end)
        return true;
    char final[4] = "";
    for (size_t i = end; i < n; i++) {
        if (i - end > 2 || plain[i] >= 0x80)
            return false;
        final[i - end] = (char)plain[i];
    }
    int known = final_in(finals_of(plain, onset, end - onset, v), final);
    s->closed = known == 2;
    s->stop = final_in("c ch p t", final) == 2;
    return known != 0;
}

size_t typing_tone_place(const uint32_t *v, size_t n, bool has_final, enum typing_style style)
{
    if (n == 1)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (typing_bare(v[i]) != v[i])
            return v[i] == U'ư' && v[i + 1 < n ? i + 1 : i] == U'ơ' ? i + 1 : i;
    if (n == 3 || has_final)
        return 1;
    bool glide = (v[0] == 'o' && (v[1] == 'a' || v[1] == 'e')) || (v[0] == 'u' && v[1] == 'y');
    return style == TYPING_NEW && glide ? 1 : 0;
}

bool typing_onset_of_uo(const uint32_t *onset, size_t n)
{
    static const uint32_t list[][4] = {U"", U"h", U"kh", U"th"};
    for (size_t i = 0; n <= 2 && i < sizeof list / sizeof *list; i++)
        if (equal(list[i], onset, n))
            return true;
    return false;
}

uint32_t typing_circumflex(uint32_t plain)
{
    switch (plain) {
    case 'a':
    case U'ă':
        return U'â';
    case 'e':
        return U'ê';
    case 'o':
    case U'ơ':
        return U'ô';
    default:
        return 0;
    }
}

uint32_t typing_horn(uint32_t plain)
{
    switch (plain) {
    case 'a':
    case U'â':
        return U'ă';
    case 'o':
    case U'ô':
        return U'ơ';
    case 'u':
        return U'ư';
    default:
        return 0;
    }
}

uint32_t typing_bare(uint32_t plain)
{
    switch (plain) {
    case U'ă':
    case U'â':
        return 'a';
    case U'ê':
        return 'e';
    case U'ô':
    case U'ơ':
        return 'o';
    case U'ư':
        return 'u';
    case U'đ':
        return 'd';
    default:
        return plain;
    }
}
