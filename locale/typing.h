/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typing Vietnamese on a keyboard that has no Vietnamese letters: Telex, VNI and VIQR, as UniKey
 * does it. A pure state object: it holds the word being typed, gets keys, and says what the text
 * before the cursor must become. It knows no screen, no file, no dictionary and no other word.
 *
 * Invariants: typing_word() is NFC; before a key, the text before the cursor ends in
 * typing_word(). The owner calls typing_end() or typing_reset() when the cursor moves by anything
 * but these keys. A zeroed struct typing is valid: Telex, old style, all options off.
 *
 * Example (Telex, tone marks in the old style):
 *     key   edit                 typing_word()
 *     h     insert "h"           h
 *     o     insert "o"           ho
 *     a     insert "a"           hoa
 *     f     remove 2, "òa"       hòa
 *     n     remove 2, "oàn"      hoàn
 *     n     insert "n"           hoànn    no syllable: later keys are letters
 *     ' '   insert " "           (empty); with `restore`: remove 3, "afnn "
 */
#ifndef LOCALE_TYPING_H
#define LOCALE_TYPING_H

#include "locale/buf.h"

enum typing_method { TYPING_TELEX, TYPING_VNI, TYPING_VIQR };
enum typing_style { TYPING_OLD, TYPING_NEW }; /* hòa thúy, hoà thuý */

struct typing_options {
    enum typing_method method;
    enum typing_style style;
    bool spell;   /* mark keys are letters where no syllable can be: "class" stays */
    bool restore; /* a marked word that is no syllable goes back to its keys; needs spell */
    bool free;    /* marks may be typed anywhere after their letter: tiengse */
};

/* What the typing of people who know UniKey expects. */
#define TYPING_DEFAULTS ((struct typing_options){.spell = true, .free = true})

enum { TYPING_LETTERS = 32, TYPING_KEYS = 64 };

struct typing_letter {
    uint32_t plain; /* lower case with its shape and without tone; what no syllable has: the key */
    uint8_t tone;   /* 0 none, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng */
    uint8_t start;  /* index of the first letter of its syllable */
    bool upper;
    bool foreign; /* it and what follows is no syllable: keys are letters */
};

/* The owner reads none of these fields. */
struct typing {
    struct typing_options options;
    struct typing_letter letters[TYPING_LETTERS];
    uint32_t keys[TYPING_KEYS];
    uint8_t n, nkeys;
    bool loose;     /* đ was typed in an abbreviation: as without spell until it is undone */
    bool w_letter;  /* the last w of Telex was ư, so the next one may undo it */
    bool escape;    /* VIQR: the last key was the backslash */
    bool headless;  /* the word was longer than TYPING_LETTERS: its head is forgotten */
    bool keys_lost; /* more than TYPING_KEYS keys: no restoring */
};

/* Remove `remove` code points before the cursor (all of the current word), then insert. */
struct typing_edit {
    size_t remove;
    size_t n;                                        /* bytes of insert */
    char insert[4 * (TYPING_LETTERS + TYPING_KEYS)]; /* UTF-8, no NUL */
};

void typing_init(struct typing *t, struct typing_options o);
void typing_reset(struct typing *t); /* forgets the word; the text stays as it is */

/* key is the code point typed, no control character. Letters, digits and all that is no
 * punctuation belong to the word; any other key ends it and is part of the insert. */
void typing_key(struct typing *t, uint32_t key, struct typing_edit *e);
/* The word ends without a key (the field is left): restores when it must, then resets. */
void typing_end(struct typing *t, struct typing_edit *e);
/* false when there is no word: then the owner deletes by itself and e is empty. */
bool typing_backspace(struct typing *t, struct typing_edit *e);
/* Appends the word; of one longer than TYPING_LETTERS only the tail. */
void typing_word(const struct typing *t, struct buf *out);

/* A whole sequence of keys, appended to out. U+232B is the backspace key. A broken byte counts as
 * U+FFFD. The end of the keys does not end the word. */
void typing_line(struct typing_options o, struct span keys, struct buf *out);

#endif
