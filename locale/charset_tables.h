/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of the charset module; only locale/charset*.c include this.
 */
#ifndef LOCALE_CHARSET_TABLES_H
#define LOCALE_CHARSET_TABLES_H

#include <stdint.h>

enum { CHARSET_UNIT_BYTES = 3, CHARSET_UNIT_ODD = 4 };

/* A character ready to be stored as 4 bytes, of which n & CHARSET_UNIT_BYTES count (what is too
 * much is overwritten by the next). n & CHARSET_UNIT_ODD: the byte has no meaning there. */
struct charset_unit {
    unsigned char s[3];
    uint8_t n;
};

extern const struct charset_unit charset_ascii[256];
extern const struct charset_unit charset_cp1252[256];
extern const struct charset_unit charset_cp1258[256]; /* its tones are combining marks */
extern const struct charset_unit charset_tcvn3[256];
extern const struct charset_unit charset_viscii[256];
extern const struct charset_unit charset_vps[256];
extern const struct charset_unit charset_vni[256]; /* a byte that is no part of a pair */

/* VNI pairs: [base class of the letter][mark class of the byte after it], n 0 where there is no
 * such letter. Class 0: not a base, not a mark. Marks of both cases have one class, the letter
 * decides the case. No byte is both base and mark, so reading pairs first is exact. */
enum { CHARSET_VNI_BASES = 15, CHARSET_VNI_MARKS = 18 };
extern const struct charset_unit charset_vni_pair[CHARSET_VNI_BASES][CHARSET_VNI_MARKS];
extern const uint8_t charset_vni_base[256];
extern const uint8_t charset_vni_mark[256];

#endif
