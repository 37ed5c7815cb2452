/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ư that TCVN3's byte AD lost: where nothing else can have stood there.
 */
#include <string.h>

#include "locale/detect_model.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/mend_line.h"

enum { HORN = 0x1B0, HORN_CAPITAL = 0x1AF, SOFT_HYPHEN = 0xAD };

static bool parse(const uint32_t *cp, size_t n, size_t p, struct syllable *out)
{
    uint32_t small[SYLLABLE_MAX];
    size_t count = 0;
    if (n + (p <= n) > SYLLABLE_MAX)
        return false;
    for (size_t i = 0; i <= n; i++) {
        if (i == p)
            small[count++] = HORN;
        if (i < n)
            small[count++] = fold_lower_cp(cp[i]);
    }
    return syllable_parse(small, count, out);
}

static bool is_syllable(const uint32_t *cp, size_t n)
{
    return parse(cp, n, SIZE_MAX, NULL);
}

/* Is cp[0..n) with ư before p a syllable that is written somewhere? */
static bool is_known(const uint32_t *cp, size_t n, size_t p)
{
    struct syllable s;
    return parse(cp, n, p, &s) &&
           detect_model_tiers[s.rhyme][s.onset * SYLLABLE_TONES + s.tone] > '0';
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == SOFT_HYPHEN;
}

/* What may stand on the outer side of a word that is mended. */
static bool is_edge(const struct mend_line *l, size_t i)
{
    return i >= l->n || l->cp[i] <= ' ' || l->cp[i] == 0xA0 ||
           (l->cp[i] < 0x80 && strchr(",.:!?()/\"", (int)l->cp[i]));
}

static bool has_vowel(const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum syllable_tone tone;
        uint32_t c = syllable_strip(fold_lower_cp(cp[i]), &tone);
        if (c >= 0x80 ? c != 0x111 : strchr("aeiouy", (int)c) != NULL)
            return true;
    }
    return false;
}

/* Is the hyphen at `at` an ư? Letters on both sides: the join is known and one side is no word.
 * Letters on one side: the same, and before a blank only two consonants ("nh-", "th-"). */
static bool is_horn(const struct mend_line *l, size_t at)
{
    size_t from = at, to = mend_word_end(l, at + 1);
    while (from > 0 && mend_is_letter(l->cp[from - 1]))
        from--;
    size_t left = at - from, right = to - at - 1;
    const uint32_t *a = l->cp + from, *b = l->cp + at + 1;
    if (left + right > SYLLABLE_MAX || (from > 0 && !is_edge(l, from - 1)) || !is_edge(l, to))
        return false;
    /* only the small ư is AD: a capital behind it, or two before it, were never one word with it */
    if ((right && !mend_is_small(b[0])) || (left > 1 && !mend_is_small(a[left - 1])))
        return false;
    uint32_t word[SYLLABLE_MAX];
    memcpy(word, a, left * sizeof *word);
    memcpy(word + left, b, right * sizeof *word);
    if (!is_known(word, left + right, left))
        return false;
    if (!right)
        return left >= 2 && !has_vowel(a, left) && to < l->n && l->cp[to] == ' ';
    return !is_syllable(b, right) || (left && !is_syllable(a, left));
}

/* Where ư was dropped from the word: before its ơ, when it is a syllable only so. SIZE_MAX: no. */
static size_t dropped_at(const uint32_t *cp, size_t n)
{
    size_t p = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        enum syllable_tone tone;
        if (syllable_strip(fold_lower_cp(cp[i]), &tone) != 0x1A1)
            continue;
        if (p != SIZE_MAX)
            return SIZE_MAX;
        p = i;
    }
    return p != SIZE_MAX && !is_syllable(cp, n) && is_known(cp, n, p) ? p : SIZE_MAX;
}

static void insert(struct mend_line *l, size_t at)
{
    bool first = mend_is_capital(l->cp[at]); /* "Ớc", or all of "ỚC"; "TRờNG" has lost its own */
    bool capital = first || (at + 1 < l->n && mend_is_capital(l->cp[at + 1]));
    bool title = first && at + 1 < l->n && mend_is_small(l->cp[at + 1]) &&
                 (at == 0 || !mend_is_letter(l->cp[at - 1]));
    if (l->n == l->cap) {
        l->cap = l->cap * 2 + 16;
        l->cp = mem_realloc_array(l->cp, l->cap, sizeof *l->cp);
    }
    memmove(l->cp + at + 1, l->cp + at, (l->n - at) * sizeof *l->cp);
    l->n++;
    l->cp[at] = capital ? HORN_CAPITAL : HORN;
    if (title)
        l->cp[at + 1] = fold_lower_cp(l->cp[at + 1]);
}

void mend_horns(struct mend_line *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (is_hyphen(l->cp[i]) && is_horn(l, i))
            l->cp[i] = HORN;
    for (size_t i = 0, end; i < l->n; i = end + (end == i)) {
        end = mend_word_end(l, i);
        bool alone = end > i && (i == 0 || is_edge(l, i - 1)) && is_edge(l, end);
        size_t p = alone ? dropped_at(l->cp + i, end - i) : SIZE_MAX;
        if (p != SIZE_MAX) {
            insert(l, i + p);
            end++;
        }
    }
}
