/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How common Vietnamese syllables, some pairs of them and a few French and German words are: the
 * part of the detector that may be replaced by a better, measured table without touching its code.
 * detect_model.c is made from detect_words.txt by `UPDATE=1 build/tests/test_detect_model`; the
 * same test fails when the two differ. It knows no charset.
 */
#ifndef LOCALE_DETECT_MODEL_H
#define LOCALE_DETECT_MODEL_H

#include "locale/syllable.h"

enum { DETECT_TIERS = 6 };

/* One row a rhyme, one character for each onset and tone (onset * SYLLABLE_TONES + tone): the tier,
 * '0' only the grammar allows it .. '5' in every file; 'A' .. 'F' are the same tiers of words that
 * stand in the names of people, 'a' .. 'f' of the most frequent of those. */
extern const char *const detect_model_tiers[SYLLABLE_RHYMES];
/* Two syllables that often follow each other, ascending: the first << 16 | the second, each as
 * detect_model_code() has it. */
extern const uint32_t detect_model_pairs[];
extern const unsigned detect_model_pair_count;
/* Lower-case words in strcmp order, UTF-8. */
extern const char *const detect_model_foreign[];
extern const unsigned detect_model_foreign_count;

static inline uint32_t detect_model_code(const struct syllable *s)
{
    return ((uint32_t)s->rhyme * SYLLABLE_ONSETS + s->onset) * SYLLABLE_TONES + s->tone;
}

#endif
