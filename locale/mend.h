/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that came out of TCVN3 (in whichever way it was decoded), mended. TCVN3 has no code for the
 * 60 capitals with a tone, and its ư is the byte AD, which programs take for a soft hyphen: they
 * drop it or write '-'. Nothing here is done by the decoder itself; each of these is asked for by
 * name, since each can be wrong. It knows no bytes, no file and no column.
 *
 * A "lost" letter is a small letter with a tone: what a capital became. The unit is the line or
 * cell (LF, TAB and ';' end it), so give whole lines.
 *
 * MEND_PAIRS     A file that writes Á as 'A' and á: a capital vowel and the same vowel, small, with
 *                a tone, are one capital: "Aá" -> "Á", "Êế" -> "Ế".
 *
 * MEND_HORN      ư that was dropped or became '-', where only one reading is a known syllable:
 *                "Ph-ớc" -> "Phước", "nh- vậy" -> "như vậy", "trờng" -> "trường" (there is no
 *                rhyme ơng). "đa" for "đưa", "ngời" for "người" are syllables: they stay.
 *
 * MEND_CAPITALS  Words in capitals: "NGUYễN" -> "NGUYỄN". A syllable with two capitals and
 *                otherwise only lost letters is one; with fewer ("Xã"), or when it is no
 *                syllable ("SRó"), only if the nearest words on both sides are: "HOẠT Xã" ->
 *                "HOẠT XÃ". Abbreviations say nothing of their line: "Số 12/QĐ-UBND" stays.
 *
 * MEND_NAMES     The line is a person's name: what MEND_CAPITALS does, and a lost first letter is a
 *                capital when all other words begin with one: "Triệu ái Tùng" -> "Triệu Ái Tùng".
 *
 * MEND_FONT_H    The font was one of capitals (.VnTimeH): everything is a capital.
 *
 * They are done in this order. Nothing else is changed; the text stays NFC.
 */
#ifndef LOCALE_MEND_H
#define LOCALE_MEND_H

#include "locale/buf.h"

enum {
    MEND_PAIRS = 1 << 0,
    MEND_HORN = 1 << 1,
    MEND_CAPITALS = 1 << 2,
    MEND_NAMES = 1 << 3,
    MEND_FONT_H = 1 << 4,
};

/* Appends the text (UTF-8, NFC) to out, mended in the ways of `what`. */
void mend_text(struct buf *out, struct span text, unsigned what);

#endif
