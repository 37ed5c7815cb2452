/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of Unicode that locale/nfc.c rests on; nobody else includes this.
 */
#ifndef LOCALE_NFC_TABLES_H
#define LOCALE_NFC_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* Every code point that is no boundary, in order: marks with their combining class, and with class
 * 0 what decomposes in NFC or may join what stands before it. Hangul syllables are boundaries. */
struct nfc_range {
    uint32_t first, last;
    uint8_t ccc;
};
extern const struct nfc_range nfc_ranges[];
extern const size_t nfc_ranges_n;

/* One step of canonical decomposition, by cp; second 0: it is another name of first. */
struct nfc_decomposition {
    uint32_t cp, first, second;
};
extern const struct nfc_decomposition nfc_decompositions[];
extern const size_t nfc_decompositions_n;

/* Those of them that compose again, as indices ordered by (first, second). */
extern const uint16_t nfc_pairs[];
extern const size_t nfc_pairs_n;

#endif
