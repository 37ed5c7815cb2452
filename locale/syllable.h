/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The written grammar of Vietnamese syllables: onset + rhyme + tone, as school spelling has it. It
 * answers "can this be a syllable, and of which parts"; it knows no frequency, no dictionary and no
 * keyboard. The rules: the finals c ch p t take only sắc and nặng; k gh ngh stand only before i e ê
 * y, c g ng never; the tone mark stands on the vowel that the old or the new style gives it (hòa,
 * hoà). qu and gi are onsets, so quý = qu + y, giá = gi + a, and gì = gi + i, giếng = gi + iêng
 * although the i is written once.
 *
 * Example: "nghiêng" -> onset "ngh", rhyme "iêng", SYLLABLE_LEVEL.
 *
 * No allocation, no state: table lookups only.
 */
#ifndef LOCALE_SYLLABLE_H
#define LOCALE_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum syllable_tone {
    SYLLABLE_LEVEL, /* a */
    SYLLABLE_ACUTE, /* á */
    SYLLABLE_GRAVE, /* à */
    SYLLABLE_HOOK,  /* ả */
    SYLLABLE_TILDE, /* ã */
    SYLLABLE_DOT,   /* ạ */
    SYLLABLE_TONES
};

/* How many onsets (0 is "no onset") and rhymes there are; indexes run below these. */
enum { SYLLABLE_ONSETS = 28, SYLLABLE_RHYMES = 168, SYLLABLE_MAX = 7 };

struct syllable {
    uint8_t onset, rhyme, tone;
    uint8_t tone_at; /* code point that carries, or would carry, the tone mark */
};

/* Is cp[0..n) (lower case, NFC) a syllable? out may be NULL; it is filled only when true. */
bool syllable_parse(const uint32_t *cp, size_t n, struct syllable *out);

/* The letter without its tone mark (ế -> ê, tone acute); any other code point comes back as it is
 * with SYLLABLE_LEVEL. Lower case only. */
uint32_t syllable_strip(uint32_t cp, enum syllable_tone *tone);
/* The reverse; cp itself when it is no vowel. */
uint32_t syllable_mark(uint32_t cp, enum syllable_tone tone);

/* Names in UTF-8: "ngh", "iêng". "" is the empty onset. */
const char *syllable_onset_name(unsigned onset);
const char *syllable_rhyme_name(unsigned rhyme);
bool syllable_rhyme_is_stop(unsigned rhyme); /* ends in c ch p t */

#endif
