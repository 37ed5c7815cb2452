/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables behind locale/typing.h: what the keys of a method mean, and which letters can begin a
 * syllable. Only typing.c uses it.
 *
 * This is the grammar of UniKey, on purpose wider than the school's (locale/syllable.h): a word is
 * judged while it is unfinished, so every beginning of a syllable is in it (uye, tuô, đươ), and so
 * are spellings that people type and no dictionary has (cés). `plain` is always a lower-case
 * letter with its shape (ă â đ ê ô ơ ư) and without tone.
 */
#ifndef LOCALE_TYPING_RULES_H
#define LOCALE_TYPING_RULES_H

#include "locale/typing.h"

enum typing_action {
    TYPING_PLAIN,      /* a letter */
    TYPING_TONE,       /* arg: 0..5, 0 takes the tone away */
    TYPING_CIRCUMFLEX, /* arg: â, ê or ô alone; 0 whichever fits */
    TYPING_HORN,       /* ơ ư */
    TYPING_BREVE,      /* ă */
    TYPING_W,          /* horn, breve, or the letter ư: the w of Telex */
    TYPING_STROKE,     /* đ */
    TYPING_CHAR,       /* arg: the letter that the key stands for */
    TYPING_ESCAPE      /* the next key is a letter */
};

struct typing_meaning {
    enum typing_action action;
    uint32_t arg;
};

enum typing_class { TYPING_BREAK, TYPING_VIET, TYPING_FOREIGN };

enum { TYPING_SYLLABLE = 8 }; /* letters: nghuyênh */

struct typing_syllable {
    uint8_t onset, vowels, final; /* letters of each part, in this order */
    bool complete;                /* the vowels have all their marks: not ie, uou */
    bool closed;                  /* the final is a whole one, not just its beginning */
    bool stop;                    /* final c ch p t: only sắc and nặng */
};

struct typing_meaning typing_meaning_of(enum typing_method m, uint32_t key);
/* VIET: a letter of Vietnamese words (and z); FOREIGN: f j w, digits, other scripts. */
enum typing_class typing_class_of(uint32_t key);

bool typing_is_vowel(uint32_t plain);
bool typing_vowels_known(const uint32_t *plain, size_t n);
/* Does plain[0..n) begin a syllable? *s counts only when true. */
bool typing_syllable_read(const uint32_t *plain, size_t n, struct typing_syllable *s);
/* Which of the vowels carries the tone mark; n > 0. */
size_t typing_tone_place(const uint32_t *vowels, size_t n, bool has_final, enum typing_style style);
/* Are these onset letters of those whose open uo becomes uơ, not ươ (huơ, thuở, khuơ)? */
bool typing_onset_of_uo(const uint32_t *onset, size_t n);

uint32_t typing_circumflex(uint32_t plain); /* â ê ô; 0 when the letter has none */
uint32_t typing_horn(uint32_t plain);       /* ă ơ ư; 0 when the letter has none */
uint32_t typing_bare(uint32_t plain);       /* the letter without shape */

#endif
