/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/syllable.h"

#include <string.h>

/* Inside this file a vowel with a shape is one ASCII capital, so that a rhyme is a short C string
 * and compares fast: ă A, â B, ê E, ô O, ơ P, ư U; đ is D. */
struct rhyme {
    char key[5];
    char name[8];
    uint8_t mark, mark_new; /* letter that carries the tone, old and new style */
    bool stop;
};

/* Sorted by key (test_syllable checks it). Besides the rhymes of the school table it has the few
 * of loan words and place names in daily use (oong, ooc, ech as êch, êng, uyn). */
static const struct rhyme rhymes[SYLLABLE_RHYMES] = {
    {"A", "ă", 0, 0, false},       {"Ac", "ăc", 0, 0, true},      {"Am", "ăm", 0, 0, false},
    {"An", "ăn", 0, 0, false},     {"Ang", "ăng", 0, 0, false},   {"Ap", "ăp", 0, 0, true},
    {"At", "ăt", 0, 0, true},      {"B", "â", 0, 0, false},       {"Bc", "âc", 0, 0, true},
    {"Bm", "âm", 0, 0, false},     {"Bn", "ân", 0, 0, false},     {"Bng", "âng", 0, 0, false},
    {"Bp", "âp", 0, 0, true},      {"Bt", "ât", 0, 0, true},      {"Bu", "âu", 0, 0, false},
    {"By", "ây", 0, 0, false},     {"E", "ê", 0, 0, false},       {"Ech", "êch", 0, 0, true},
    {"Em", "êm", 0, 0, false},     {"En", "ên", 0, 0, false},     {"Eng", "êng", 0, 0, false},
    {"Enh", "ênh", 0, 0, false},   {"Ep", "êp", 0, 0, true},      {"Et", "êt", 0, 0, true},
    {"Eu", "êu", 0, 0, false},     {"O", "ô", 0, 0, false},       {"Oc", "ôc", 0, 0, true},
    {"Oi", "ôi", 0, 0, false},     {"Om", "ôm", 0, 0, false},     {"On", "ôn", 0, 0, false},
    {"Ong", "ông", 0, 0, false},   {"Op", "ôp", 0, 0, true},      {"Ot", "ôt", 0, 0, true},
    {"P", "ơ", 0, 0, false},       {"Pi", "ơi", 0, 0, false},     {"Pm", "ơm", 0, 0, false},
    {"Pn", "ơn", 0, 0, false},     {"Pp", "ơp", 0, 0, true},      {"Pt", "ơt", 0, 0, true},
    {"U", "ư", 0, 0, false},       {"UPc", "ươc", 1, 1, true},    {"UPi", "ươi", 1, 1, false},
    {"UPm", "ươm", 1, 1, false},   {"UPn", "ươn", 1, 1, false},   {"UPng", "ương", 1, 1, false},
    {"UPp", "ươp", 1, 1, true},    {"UPt", "ươt", 1, 1, true},    {"UPu", "ươu", 1, 1, false},
    {"Ua", "ưa", 0, 0, false},     {"Uc", "ưc", 0, 0, true},      {"Ui", "ưi", 0, 0, false},
    {"Um", "ưm", 0, 0, false},     {"Un", "ưn", 0, 0, false},     {"Ung", "ưng", 0, 0, false},
    {"Ut", "ưt", 0, 0, true},      {"Uu", "ưu", 0, 0, false},     {"a", "a", 0, 0, false},
    {"ac", "ac", 0, 0, true},      {"ach", "ach", 0, 0, true},    {"ai", "ai", 0, 0, false},
    {"am", "am", 0, 0, false},     {"an", "an", 0, 0, false},     {"ang", "ang", 0, 0, false},
    {"anh", "anh", 0, 0, false},   {"ao", "ao", 0, 0, false},     {"ap", "ap", 0, 0, true},
    {"at", "at", 0, 0, true},      {"au", "au", 0, 0, false},     {"ay", "ay", 0, 0, false},
    {"e", "e", 0, 0, false},       {"ec", "ec", 0, 0, true},      {"em", "em", 0, 0, false},
    {"en", "en", 0, 0, false},     {"eng", "eng", 0, 0, false},   {"eo", "eo", 0, 0, false},
    {"ep", "ep", 0, 0, true},      {"et", "et", 0, 0, true},      {"i", "i", 0, 0, false},
    {"iEc", "iêc", 1, 1, true},    {"iEm", "iêm", 1, 1, false},   {"iEn", "iên", 1, 1, false},
    {"iEng", "iêng", 1, 1, false}, {"iEp", "iêp", 1, 1, true},    {"iEt", "iêt", 1, 1, true},
    {"iEu", "iêu", 1, 1, false},   {"ia", "ia", 0, 0, false},     {"ich", "ich", 0, 0, true},
    {"im", "im", 0, 0, false},     {"in", "in", 0, 0, false},     {"inh", "inh", 0, 0, false},
    {"ip", "ip", 0, 0, true},      {"it", "it", 0, 0, true},      {"iu", "iu", 0, 0, false},
    {"o", "o", 0, 0, false},       {"oAc", "oăc", 1, 1, true},    {"oAm", "oăm", 1, 1, false},
    {"oAn", "oăn", 1, 1, false},   {"oAng", "oăng", 1, 1, false}, {"oAt", "oăt", 1, 1, true},
    {"oa", "oa", 0, 1, false},     {"oac", "oac", 1, 1, true},    {"oach", "oach", 1, 1, true},
    {"oai", "oai", 1, 1, false},   {"oam", "oam", 1, 1, false},   {"oan", "oan", 1, 1, false},
    {"oang", "oang", 1, 1, false}, {"oanh", "oanh", 1, 1, false}, {"oao", "oao", 1, 1, false},
    {"oap", "oap", 1, 1, true},    {"oat", "oat", 1, 1, true},    {"oay", "oay", 1, 1, false},
    {"oc", "oc", 0, 0, true},      {"oe", "oe", 0, 1, false},     {"oen", "oen", 1, 1, false},
    {"oeo", "oeo", 1, 1, false},   {"oet", "oet", 1, 1, true},    {"oi", "oi", 0, 0, false},
    {"om", "om", 0, 0, false},     {"on", "on", 0, 0, false},     {"ong", "ong", 0, 0, false},
    {"ooc", "ooc", 1, 1, true},    {"oong", "oong", 1, 1, false}, {"op", "op", 0, 0, true},
    {"ot", "ot", 0, 0, true},      {"u", "u", 0, 0, false},       {"uBn", "uân", 1, 1, false},
    {"uBng", "uâng", 1, 1, false}, {"uBt", "uât", 1, 1, true},    {"uBy", "uây", 1, 1, false},
    {"uE", "uê", 1, 1, false},     {"uEch", "uêch", 1, 1, true},  {"uEn", "uên", 1, 1, false},
    {"uEnh", "uênh", 1, 1, false}, {"uEt", "uêt", 1, 1, true},    {"uOc", "uôc", 1, 1, true},
    {"uOi", "uôi", 1, 1, false},   {"uOm", "uôm", 1, 1, false},   {"uOn", "uôn", 1, 1, false},
    {"uOng", "uông", 1, 1, false}, {"uOt", "uôt", 1, 1, true},    {"uP", "uơ", 1, 1, false},
    {"ua", "ua", 0, 0, false},     {"uc", "uc", 0, 0, true},      {"ui", "ui", 0, 0, false},
    {"um", "um", 0, 0, false},     {"un", "un", 0, 0, false},     {"ung", "ung", 0, 0, false},
    {"up", "up", 0, 0, true},      {"ut", "ut", 0, 0, true},      {"uy", "uy", 0, 1, false},
    {"uyEn", "uyên", 2, 2, false}, {"uyEt", "uyêt", 2, 2, true},  {"uya", "uya", 1, 1, false},
    {"uych", "uych", 1, 1, true},  {"uyn", "uyn", 1, 1, false},   {"uynh", "uynh", 1, 1, false},
    {"uyp", "uyp", 1, 1, true},    {"uyt", "uyt", 1, 1, true},    {"uyu", "uyu", 1, 1, false},
    {"y", "y", 0, 0, false},       {"yEm", "yêm", 1, 1, false},   {"yEn", "yên", 1, 1, false},
    {"yEng", "yêng", 1, 1, false}, {"yEt", "yêt", 1, 1, true},    {"yEu", "yêu", 1, 1, false},
    {"ych", "ych", 0, 0, true},    {"ynh", "ynh", 0, 0, false},   {"yt", "yt", 0, 0, true},
};

enum { FRONT_ONLY = 1, BACK_ONLY = 2 }; /* before i e ê y; before the other vowels */

struct onset {
    char key[4];
    char name[4];
    uint8_t rule;
};

/* "c" and "q" never compete: q is only written in qu. Longest first within one first letter. */
static const struct onset onsets[SYLLABLE_ONSETS] = {
    {"", "", 0},
    {"b", "b", 0},
    {"ch", "ch", 0},
    {"c", "c", BACK_ONLY},
    {"d", "d", 0},
    {"D", "đ", 0},
    {"gh", "gh", FRONT_ONLY},
    {"gi", "gi", 0},
    {"g", "g", BACK_ONLY},
    {"h", "h", 0},
    {"kh", "kh", 0},
    {"k", "k", FRONT_ONLY},
    {"l", "l", 0},
    {"m", "m", 0},
    {"ngh", "ngh", FRONT_ONLY},
    {"ng", "ng", BACK_ONLY},
    {"nh", "nh", 0},
    {"n", "n", 0},
    {"ph", "ph", 0},
    {"p", "p", 0},
    {"qu", "qu", 0},
    {"r", "r", 0},
    {"s", "s", 0},
    {"th", "th", 0},
    {"tr", "tr", 0},
    {"t", "t", 0},
    {"v", "v", 0},
    {"x", "x", 0},
};
enum { ONSET_GI = 7, ONSET_QU = 20 };

/* The twelve vowels, each with its six tones in the order of enum syllable_tone. */
static const uint16_t vowels[12][SYLLABLE_TONES] = {
    {'a', 0xe1, 0xe0, 0x1ea3, 0xe3, 0x1ea1},
    {0x103, 0x1eaf, 0x1eb1, 0x1eb3, 0x1eb5, 0x1eb7},
    {0xe2, 0x1ea5, 0x1ea7, 0x1ea9, 0x1eab, 0x1ead},
    {'e', 0xe9, 0xe8, 0x1ebb, 0x1ebd, 0x1eb9},
    {0xea, 0x1ebf, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ec7},
    {'i', 0xed, 0xec, 0x1ec9, 0x129, 0x1ecb},
    {'o', 0xf3, 0xf2, 0x1ecf, 0xf5, 0x1ecd},
    {0xf4, 0x1ed1, 0x1ed3, 0x1ed5, 0x1ed7, 0x1ed9},
    {0x1a1, 0x1edb, 0x1edd, 0x1edf, 0x1ee1, 0x1ee3},
    {'u', 0xfa, 0xf9, 0x1ee7, 0x169, 0x1ee5},
    {0x1b0, 0x1ee9, 0x1eeb, 0x1eed, 0x1eef, 0x1ef1},
    {'y', 0xfd, 0x1ef3, 0x1ef7, 0x1ef9, 0x1ef5},
};
static const char vowel_keys[12] = "aABeEioOPuUy";

/* U+1EA1..U+1EF9 run through the marked vowels, capital and small in turn; the rest of them are
 * few. Gives the index into vowels and the tone, or -1. */
static int vowel_find(uint32_t cp, enum syllable_tone *tone)
{
    static const struct {
        uint8_t vowel, tone;
    } block[45] = {
        {0, 5},  {0, 3},  {2, 1},  {2, 2},  {2, 3},  {2, 4},  {2, 5},  {1, 1},  {1, 2},
        {1, 3},  {1, 4},  {1, 5},  {3, 5},  {3, 3},  {3, 4},  {4, 1},  {4, 2},  {4, 3},
        {4, 4},  {4, 5},  {5, 3},  {5, 5},  {6, 5},  {6, 3},  {7, 1},  {7, 2},  {7, 3},
        {7, 4},  {7, 5},  {8, 1},  {8, 2},  {8, 3},  {8, 4},  {8, 5},  {9, 5},  {9, 3},
        {10, 1}, {10, 2}, {10, 3}, {10, 4}, {10, 5}, {11, 2}, {11, 5}, {11, 3}, {11, 4},
    };
    if (cp >= 0x1ea1 && cp <= 0x1ef9) {
        if (!(cp & 1))
            return -1;
        *tone = (enum syllable_tone)block[(cp - 0x1ea1) / 2].tone;
        return block[(cp - 0x1ea1) / 2].vowel;
    }
    if (cp > 0x1b0)
        return -1;
    for (int v = 0; v < 12; v++)
        for (int t = 0; t < SYLLABLE_TONES; t++)
            if (vowels[v][t] == cp) {
                *tone = (enum syllable_tone)t;
                return v;
            }
    return -1;
}

uint32_t syllable_strip(uint32_t cp, enum syllable_tone *tone)
{
    enum syllable_tone t = SYLLABLE_LEVEL;
    int v = vowel_find(cp, &t);
    *tone = t;
    return v < 0 ? cp : vowels[v][0];
}

uint32_t syllable_mark(uint32_t cp, enum syllable_tone tone)
{
    enum syllable_tone t;
    int v = vowel_find(cp, &t);
    return v < 0 ? cp : vowels[v][tone];
}

/* Letters to keys; false for a letter Vietnamese does not write or for two tone marks. */
static bool keys_make(const uint32_t *cp, size_t n, char *key, enum syllable_tone *tone, int *at)
{
    *tone = SYLLABLE_LEVEL;
    *at = -1;
    for (size_t i = 0; i < n; i++) {
        enum syllable_tone t = SYLLABLE_LEVEL;
        if (cp[i] == 0x111) {
            key[i] = 'D';
            continue;
        }
        if (cp[i] >= 'a' && cp[i] <= 'z' && !strchr("aeiouy", (int)cp[i])) {
            if (strchr("fjwz", (int)cp[i]))
                return false;
            key[i] = (char)cp[i];
            continue;
        }
        int v = vowel_find(cp[i], &t);
        if (v < 0)
            return false;
        key[i] = vowel_keys[v];
        if (t == SYLLABLE_LEVEL)
            continue;
        if (*at >= 0)
            return false;
        *tone = t;
        *at = (int)i;
    }
    key[n] = '\0';
    return true;
}

static int onset_find(const char *key, size_t *len)
{
    for (int i = 1; i < SYLLABLE_ONSETS; i++) {
        if (onsets[i].key[0] != key[0])
            continue;
        size_t n = strlen(onsets[i].key);
        if (!strncmp(onsets[i].key, key, n)) {
            *len = n;
            return i;
        }
    }
    *len = 0;
    return 0;
}

static int rhyme_find(const char *key)
{
    int lo = 0, hi = SYLLABLE_RHYMES;
    while (lo < hi) {
        int mid = (lo + hi) / 2, c = strcmp(rhymes[mid].key, key);
        if (!c)
            return mid;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return -1;
}

static bool is_vowel_key(char c)
{
    return c && memchr(vowel_keys, c, sizeof vowel_keys);
}

/* May this onset stand before this rhyme? */
static bool onset_fits(int onset, const char *rhyme)
{
    bool front = strchr("eEiy", rhyme[0]) != NULL;
    if (onsets[onset].rule == FRONT_ONLY)
        return front;
    if (onsets[onset].rule == BACK_ONLY)
        return !front;
    if (onset == ONSET_QU) /* the u is already written: quang, quê, quyên; quốc, quơ are rare */
        return strchr("aABeEPiy", rhyme[0]) || !strcmp(rhyme, "Oc");
    /* y starts a rhyme after qu, alone (yên, ý), and as the bare vowel: Mỹ, Lý, kỹ */
    if (rhyme[0] == 'y')
        return !onset || !rhyme[1];
    return true;
}

bool syllable_parse(const uint32_t *cp, size_t n, struct syllable *out)
{
    char key[SYLLABLE_MAX + 2];
    enum syllable_tone tone;
    int at;
    if (!n || n > SYLLABLE_MAX || !keys_make(cp, n, key, &tone, &at))
        return false;

    size_t len;
    int onset = onset_find(key, &len);
    const char *rest = key + len;
    if (onset == ONSET_GI && (rest[0] == 'E' || !is_vowel_key(rest[0]))) {
        rest = key + 1; /* the i is written once: gì, gìn; giếng */
        len = 1;
    } else if (onset == ONSET_GI && rest[0] == 'i') {
        return false;
    }
    if (!rest[0] || strlen(rest) > 4)
        return false;
    int rhyme = rhyme_find(rest);
    if (rhyme < 0 || !onset_fits(onset, rest))
        return false;
    const struct rhyme *r = &rhymes[rhyme];
    if (r->stop && tone != SYLLABLE_ACUTE && tone != SYLLABLE_DOT)
        return false;
    if (at >= 0 && at != (int)len + r->mark && at != (int)len + r->mark_new)
        return false;
    if (out)
        *out = (struct syllable){(uint8_t)onset, (uint8_t)rhyme, (uint8_t)tone,
                                 (uint8_t)(at >= 0 ? at : (int)len + r->mark)};
    return true;
}

const char *syllable_onset_name(unsigned onset)
{
    return onset < SYLLABLE_ONSETS ? onsets[onset].name : "";
}

const char *syllable_rhyme_name(unsigned rhyme)
{
    return rhyme < SYLLABLE_RHYMES ? rhymes[rhyme].name : "";
}

bool syllable_rhyme_is_stop(unsigned rhyme)
{
    return rhyme < SYLLABLE_RHYMES && rhymes[rhyme].stop;
}
