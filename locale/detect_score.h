/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How likely bytes are in each charset: sums of log-likelihoods (natural units) over tokens. A
 * token is a run of ASCII letters, bytes >= 0x80 and controls; every charset treated here agrees on
 * what lies between tokens, so that tokens can be scored one by one, each distinct one once. The
 * scorer knows no cell and no file: those are locale/detect.h and locale/detect_table.h.
 */
#ifndef LOCALE_DETECT_SCORE_H
#define LOCALE_DETECT_SCORE_H

#include "locale/charset.h"

/* What a text may be. FOREIGN is UTF-8 in French, German or the like. */
enum detect_guess {
    DETECT_UTF8,
    DETECT_FOREIGN,
    DETECT_TCVN3_UTF8,
    DETECT_VNI_UTF8,
    DETECT_UTF8_DOUBLE,
    DETECT_TCVN3,
    DETECT_VNI,
    DETECT_VISCII,
    DETECT_VPS,
    DETECT_CP1258,
    DETECT_LATIN1,
    DETECT_GUESSES
};

enum charset detect_guess_charset(enum detect_guess g);
/* How often each is met before a byte is read, natural logarithms up to a constant. */
void detect_guess_priors(float out[DETECT_GUESSES]);

struct detect_sums {
    float score[DETECT_GUESSES]; /* of the tokens with marks */
    float foreign_gain;          /* by which the ASCII tokens look foreign rather than Vietnamese */
    /* tokens that cannot be in this charset: not UTF-8, or no misread text */
    uint32_t broken[DETECT_GUESSES];
    uint32_t marked; /* tokens with a byte outside ASCII */
};

struct detect_scorer;

struct detect_scorer *detect_scorer_new(void);
void detect_scorer_free(struct detect_scorer *s);
size_t detect_scorer_words(const struct detect_scorer *s); /* distinct tokens remembered */
/* Adds the tokens of text to sums, which the caller zeroed first. Distinct tokens are remembered.
 */
void detect_scorer_add(struct detect_scorer *s, struct span text, struct detect_sums *sums);

/* The score of a guess. ASCII tokens tell the language only, and in a list of codes there may be
 * thousands to one word with marks: their say is bounded by the number of those. */
float detect_sums_score(const struct detect_sums *sums, enum detect_guess g);

#endif
