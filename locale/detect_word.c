/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/detect_word.h"

#include <string.h>

#include "locale/detect_model.h"
#include "locale/utf8.h"

/* A run of letters longer than this is no word of any language here. */
enum { WORD_MAX = 24, ABBREVIATION_MAX = 6 };

/* Natural logarithms, estimated: a syllable of tier 5 makes up half a percent of a text. */
static const float tier_cost[DETECT_TIERS] = {-13.0f, -10.5f, -9.0f, -7.7f, -6.5f, -5.5f};
#define COST_LOOSE    (-14.0f) /* Đắk, Krông: not school spelling, but on the map */
#define COST_NOISE    (-16.0f)
#define COST_FOREIGN  (-10.5f) /* an ASCII word that is no syllable */
#define COST_LETTER   (-9.0f)  /* one letter, or an abbreviation: A, THCS */
#define COST_CASE     (-5.0f)  /* a capital after a small letter */
#define COST_CAPITAL  (-1.2f)  /* a whole word of capitals with marks: SĨ for Sỉ */
#define COST_TITLE    (-0.7f)  /* a word with a capital that is no word of names */
#define GAIN_NAME     1.0f     /* a word of people's names written as a name .. */
#define COST_NAME     (-6.2f)  /* .. and what it costs at most */
#define COST_FREQUENT (-4.7f)  /* one of the most frequent of these */
#define GAIN_PAIR     3.3f     /* words that often stand together */

struct letters {
    uint32_t cp[WORD_MAX];
    size_t n;
    unsigned marked; /* how many are not ASCII */
    unsigned dashed; /* of these: đ, the one marked letter in abbreviations */
    bool vowel;
    bool upper; /* all are capitals */
    bool title; /* only the first is */
    unsigned capitals;
    float cost; /* of unlikely capitals */
};

/* Small form; *upper tells whether it was a capital. 0 when cp is no letter of the languages here.
 */
static uint32_t letter_small(uint32_t cp, bool *upper)
{
    *upper = false;
    if (cp < 0x80) {
        *upper = cp >= 'A' && cp <= 'Z';
        if (*upper)
            return cp + 32;
        return cp >= 'a' && cp <= 'z' ? cp : 0;
    }
    if (cp < 0xc0 || cp == 0xd7 || cp == 0xf7)
        return 0;
    if (cp < 0x100) {
        *upper = cp < 0xdf;
        return *upper ? cp + 32 : cp;
    }
    if (cp == 0x178) {
        *upper = true;
        return 0xff;
    }
    if (cp == 0x1a0 || cp == 0x1af) {
        *upper = true;
        return cp + 1;
    }
    if (cp < 0x180) {
        bool odd = (cp >= 0x139 && cp <= 0x148) || cp >= 0x179;
        *upper = (cp & 1) == odd;
        return *upper ? cp + 1 : cp;
    }
    if (cp == 0x1a1 || cp == 0x1b0)
        return cp;
    if (cp >= 0x1ea0 && cp <= 0x1ef9) {
        *upper = !(cp & 1);
        return cp | 1;
    }
    if (cp >= 0x300 && cp < 0x370) /* a mark that found no letter counts as one */
        return cp;
    return 0;
}

/* What a character that is no letter says; beside: next to a letter, inside: between two. */
static float symbol_cost(uint32_t cp, bool beside, bool inside)
{
    switch (cp) {
    case 0x201c: /* quotes, dashes, ellipsis: Windows writes them */
    case 0x201d:
    case 0x201e:
    case 0x201a:
    case 0x2018:
    case 0x2013:
    case 0x2014:
    case 0x2026:
    case 0xa0:
        return inside ? -9.0f : -3.0f;
    case 0x2019:
        return inside ? -3.0f : -4.0f;
    case 0xab:
    case 0xbb:
        return inside ? -12.0f : -6.0f;
    case 0xb0:
    case 0xb2:
    case 0xb3:
    case 0xba:
    case 0x2022:
        return inside ? -12.0f : -7.0f;
    }
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == UTF8_REPLACEMENT)
        return -18.0f;
    if (cp >= 0x2e80 && cp < 0xe000)
        return -8.0f; /* Chinese and the like: three bytes that fit do not come by chance */
    if (cp >= 0x180 && (cp < 0x2000 || cp >= 0x2c00))
        return -15.0f; /* another script: hardly among our letters */
    return inside ? -17.0f : beside ? -12.0f : -8.0f;
}

static bool has_capital_in_tcvn3(uint32_t small)
{
    return small == 0x103 || small == 0xe2 || small == 0xea || small == 0xf4 || small == 0x1a1 ||
           small == 0x1b0 || small == 0x111;
}

/* Reads the letters that begin at cp; returns how many code points they are. */
static size_t letters_read(const uint32_t *cp, size_t n, bool small_marked, struct letters *out)
{
    bool after_small = false;
    size_t i = 0;
    *out = (struct letters){.upper = true};
    for (; i < n; i++) {
        bool upper;
        uint32_t small = letter_small(cp[i], &upper);
        if (!small)
            break;
        if (upper && after_small)
            out->cost += COST_CASE;
        /* with few marked capitals a small marked letter says nothing about case */
        if (!small_marked || small < 0x80 || has_capital_in_tcvn3(small)) {
            after_small = !upper;
            out->upper = out->upper && upper;
        }
        out->title = i == 0 ? upper : out->title && !upper;
        out->capitals += upper;
        out->marked += small >= 0x80;
        out->dashed += small == 0x111;
        out->vowel = out->vowel || (small != 0x111 && small >= 0x80 && small != 0xf1) ||
                     strchr("aeiouy", (int)(small & 0x7f));
        if (out->n < WORD_MAX)
            out->cp[out->n] = small;
        out->n++;
    }
    if (!out->upper && out->capitals > 1 && out->cost == 0)
        out->cost = COST_CASE; /* CƠn */
    return i;
}

/* Words of the highlands: a cluster at the front, l r k s at the end (Krông, Đắk, Êa). */
static bool is_loose(const struct letters *w)
{
    uint32_t cp[WORD_MAX];
    size_t n = w->n;
    memcpy(cp, w->cp, n * sizeof *cp);
    if (n > 2 && (cp[1] == 'r' || cp[1] == 'l') && strchr("bcdghkpst", (int)(cp[0] & 0x7f)) &&
        cp[0] < 0x80) {
        memmove(cp, cp + 1, --n * sizeof *cp);
    } else if (n > 2 && cp[0] == 0x111 && cp[1] == 'r') {
        memmove(cp, cp + 1, --n * sizeof *cp);
    }
    if (n > 2 && cp[n - 1] == 'k')
        cp[n - 1] = 'c';
    else if (n > 2 && cp[n - 1] < 0x80 && strchr("lrs", (int)cp[n - 1]))
        n--;
    if (cp[0] == 'k' && n > 1)
        cp[0] = 'h';
    return syllable_parse(cp, n, NULL);
}

/* What a syllable of this tier costs, written as w is. */
static float tier_of(char tier, const struct letters *w)
{
    if (tier >= 'a')
        return w->title ? COST_FREQUENT : tier_cost[tier - 'a'];
    if (tier < 'A')
        return tier_cost[tier - '0'] + (w->title ? COST_TITLE : 0);
    float cost = tier_cost[tier - 'A'] + GAIN_NAME;
    if (!w->title)
        return tier_cost[tier - 'A'];
    return cost > COST_NAME ? cost : COST_NAME;
}

static float vietnamese_letters(const struct letters *w)
{
    struct syllable s;
    float title = w->title ? COST_TITLE : 0;
    if (w->n <= SYLLABLE_MAX && syllable_parse(w->cp, w->n, &s)) {
        char tier = detect_model_tiers[s.rhyme][s.onset * SYLLABLE_TONES + s.tone];
        float shout = w->marked && w->upper && w->capitals > 1 ? COST_CAPITAL : 0;
        return tier_of(tier, w) + w->cost + shout;
    }
    if (w->n > WORD_MAX)
        return COST_NOISE;
    if (w->marked == w->dashed && (w->n == 1 || (w->upper && w->n <= ABBREVIATION_MAX)))
        return COST_LETTER + w->cost; /* THCS, GĐ, HĐND */
    if (!w->marked)
        return COST_FOREIGN + w->cost;
    return (w->n <= SYLLABLE_MAX && is_loose(w) ? COST_LOOSE : COST_NOISE) + w->cost + title;
}

static bool foreign_known(const struct letters *w)
{
    char text[WORD_MAX * 4 + 1];
    size_t n = 0;
    if (w->n > WORD_MAX)
        return false;
    for (size_t i = 0; i < w->n; i++)
        n += utf8_encode(w->cp[i], text + n);
    text[n] = '\0';
    unsigned lo = 0, hi = detect_model_foreign_count;
    while (lo < hi) {
        unsigned mid = (lo + hi) / 2;
        int c = strcmp(detect_model_foreign[mid], text);
        if (!c)
            return true;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

/* The cost of one marked letter of western Europe; the common ones of French and German cheap. */
static float foreign_letter(uint32_t small)
{
    switch (small) {
    case 0xe9:
    case 0xfc:
    case 0xe8:
    case 0xe4:
    case 0xf6:
        return -0.5f;
    case 0xe0:
    case 0xe7:
    case 0xea:
    case 0xdf:
    case 0xeb:
    case 0xef:
    case 0xee:
    case 0xf4:
    case 0xe2:
        return -1.2f;
    case 0xfb:
    case 0xf9:
    case 0x153:
        return -2.0f;
    }
    return -5.0f;
}

static float foreign_letters(const struct letters *w)
{
    if (foreign_known(w))
        return (w->marked ? -6.5f : -5.0f) + w->cost;
    if (!w->marked)
        return (w->n == 1 ? -8.0f : -9.0f) + w->cost;
    if (w->n > WORD_MAX)
        return COST_NOISE;
    float cost = -9.0f + w->cost;
    for (size_t i = 0; i < w->n; i++)
        if (w->cp[i] >= 0x80)
            cost += foreign_letter(w->cp[i]);
    if (w->marked * 3 > w->n + 1 || !w->vowel)
        cost -= 3.0f; /* half marks or no vowel: hardly a word */
    return cost;
}

static float token_cost(const uint32_t *cp, size_t n, bool small_marked,
                        float (*cost)(const struct letters *w))
{
    float sum = 0;
    bool letters_before = false;
    for (size_t i = 0; i < n;) {
        struct letters w;
        size_t used = letters_read(cp + i, n - i, small_marked, &w);
        if (used) {
            sum += cost(&w);
            letters_before = true;
            i += used;
            continue;
        }
        bool upper, letters_after = i + 1 < n && letter_small(cp[i + 1], &upper);
        sum += symbol_cost(cp[i], letters_before || letters_after, letters_before && letters_after);
        letters_before = false;
        i++;
    }
    return sum;
}

float detect_word_vietnamese(const uint32_t *cp, size_t n, bool small_marked)
{
    return token_cost(cp, n, small_marked, vietnamese_letters);
}

float detect_word_foreign(const uint32_t *cp, size_t n)
{
    return token_cost(cp, n, false, foreign_letters);
}

uint16_t detect_word_number(const uint32_t *cp, size_t n)
{
    struct letters w;
    struct syllable s;
    if (n == 0 || n > SYLLABLE_MAX || letters_read(cp, n, false, &w) != n ||
        !syllable_parse(w.cp, n, &s))
        return 0;
    return (uint16_t)(detect_model_code(&s) + 1);
}

float detect_word_pair(uint16_t a, uint16_t b)
{
    if (!a || !b)
        return 0;
    uint32_t wanted = (uint32_t)(a - 1) << 16 | (uint32_t)(b - 1);
    unsigned lo = 0, hi = detect_model_pair_count;
    while (lo < hi) {
        unsigned mid = (lo + hi) / 2;
        if (detect_model_pairs[mid] == wanted)
            return GAIN_PAIR;
        if (detect_model_pairs[mid] < wanted)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}
