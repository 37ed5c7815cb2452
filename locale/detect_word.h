/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log-likelihood (natural units, below 0) of a piece of decoded text as Vietnamese and as a
 * foreign language. Knows code points only, no charset.
 */
#ifndef LOCALE_DETECT_WORD_H
#define LOCALE_DETECT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* small_marked: marked letters may be small after a capital and before one, since the charset has
 * few marked capitals (TCVN3: "NGUYễN"). */
float detect_word_vietnamese(const uint32_t *cp, size_t n, bool small_marked);
float detect_word_foreign(const uint32_t *cp, size_t n);

/* A number for a text that is one syllable and nothing else; 0 for any other. */
uint16_t detect_word_number(const uint32_t *cp, size_t n);
/* What is to be added when b stands behind a: more than 0 for words that often stand together. */
float detect_word_pair(uint16_t a, uint16_t b);

#endif
