/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of the charset module; only locale/charset*.c include this.
 */
#ifndef LOCALE_CHARSET_TABLES_H
#define LOCALE_CHARSET_TABLES_H

#include <stdint.h>
#include <string.h>

/* A character ready to be stored as 4 bytes, of which the first n count; what is too much is
 * overwritten by the next. meta is n << 6, and CHARSET_UNIT_ODD when the byte has no meaning there.
 * It lies so that one 32-bit load gives everything. */
struct charset_unit {
    unsigned char s[3];
    uint8_t meta;
};

enum { CHARSET_UNIT_ODD = 1 };

static inline uint32_t charset_unit_load(const struct charset_unit *t)
{
    uint32_t e;
    memcpy(&e, t, 4);
    return e;
}

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define CHARSET_LOADED_ODD 1u
static inline unsigned charset_loaded_bytes(uint32_t e)
{
    return e >> 6 & 3;
}
#else
#define CHARSET_LOADED_ODD (1u << 24)
static inline unsigned charset_loaded_bytes(uint32_t e)
{
    return e >> 30;
}
#endif

/* The code point of a unit; 0 for the empty one (and for U+0000). */
static inline uint32_t charset_unit_cp(const struct charset_unit *t)
{
    unsigned n = t->meta >> 6;
    if (n < 2)
        return n ? t->s[0] : 0;
    if (n == 2)
        return (t->s[0] & 0x1Fu) << 6 | (t->s[1] & 0x3Fu);
    return (t->s[0] & 0xFu) << 12 | (t->s[1] & 0x3Fu) << 6 | (t->s[2] & 0x3Fu);
}

extern const struct charset_unit charset_ascii[256];
extern const struct charset_unit charset_cp1252[256];
extern const struct charset_unit charset_cp1258[256]; /* its tones are combining marks */
extern const struct charset_unit charset_tcvn3[256];
extern const struct charset_unit charset_viscii[256];
extern const struct charset_unit charset_vps[256];
extern const struct charset_unit charset_vni[256]; /* a byte that is no part of a pair */

/* VNI pairs: [class of the letter][class of the mark after it], meta 0 where there is no such
 * letter. Class 0: no base, no mark. Marks of both cases have one class, the letter decides the
 * case. No byte is both base and mark, so reading pairs first is exact. */
enum { CHARSET_VNI_BASES = 15, CHARSET_VNI_MARKS = 18 };
extern const struct charset_unit charset_vni_pair[CHARSET_VNI_BASES][CHARSET_VNI_MARKS];
extern const struct charset_vni_class {
    uint8_t base, mark;
} charset_vni_class[256];

#endif
