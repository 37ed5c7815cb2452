/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8, strictly: no overlong form, no surrogate, nothing above U+10FFFF. It knows code points
 * only; clusters and columns are locale/width.h, normal form is locale/nfc.h.
 *
 * A broken sequence is taken as its longest part that could have begun a character, at least one
 * byte (the Unicode "maximal subpart"): E1 BB 41 is one broken part of 2 bytes, then 'A'.
 */
#ifndef LOCALE_UTF8_H
#define LOCALE_UTF8_H

#include "locale/buf.h"

#define UTF8_BROKEN      UINT32_MAX /* what utf8_decode() gives for a broken part */
#define UTF8_REPLACEMENT 0xFFFDu

/* Reads the first character; n must not be 0. Returns its bytes (1..4), or those of the broken
 * part with *cp = UTF8_BROKEN. */
size_t utf8_decode(const char *p, size_t n, uint32_t *cp);
size_t utf8_encode(uint32_t cp, char out[4]);   /* bytes written; cp must be a scalar value */
size_t utf8_ascii_run(const char *p, size_t n); /* bytes before the first one >= 0x80 */
bool utf8_valid(struct span s);
/* Bytes at the end of s that begin a character which is not complete yet: 0..3. */
size_t utf8_tail(struct span s);
/* As a string into size bytes (at least 1), cut behind the last whole character that fits. */
void utf8_copy(char *to, size_t size, struct span from);
size_t utf8_count(struct span s); /* code points; a broken part counts as one */
/* Offsets of the next and the previous character; they stop at s.n and 0. */
size_t utf8_next(struct span s, size_t at);
size_t utf8_prev(struct span s, size_t at);

#endif
