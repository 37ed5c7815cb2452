/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the charset module: tables of 65,536 entries, one for each two bytes that follow each
 * other, with which long texts are read. An entry is the text to be written, at most six bytes, in
 * bytes 0..5 of eight that are stored at once; what is too much is overwritten by the next. Byte 7
 * is its length << 4 and flags. So a step is one load, one store and one addition, with
 * no branch: in Vietnamese one letter in four is not ASCII, and no branch could be foreseen. A text
 * has few of the 65,536 pairs, so that those it has stay in the cache.
 */
#ifndef LOCALE_CHARSET_ENTRY_H
#define LOCALE_CHARSET_ENTRY_H

#include "locale/charset_tables.h"
#include "locale/mem.h"

enum {
    CHARSET_PIECE = 1 << 15,     /* bytes read at once: what is written stays in the cache */
    CHARSET_LONG_TEXT = 1 << 18, /* bytes from which making the table pays */
    CHARSET_ENTRY_CARE = 2,      /* flag beside CHARSET_UNIT_ODD: CP1258 */
};

/* What x and then y write. */
static inline uint64_t charset_entry_make(const struct charset_unit *x,
                                          const struct charset_unit *y, unsigned flags)
{
    unsigned char text[8] = {0};
    uint64_t e;
    memcpy(text, x->s, 3);
    memcpy(text + (x->meta >> 6), y->s, 3);
    text[7] = (unsigned char)(((x->meta >> 6) + (y->meta >> 6)) << 4 | flags |
                              ((x->meta | y->meta) & CHARSET_UNIT_ODD));
    memcpy(&e, text, 8);
    return e;
}

/* The table whose entry for the bytes a, b is first(table, a, b)'s text and then second's; freed by
 * the caller. */
typedef const struct charset_unit *charset_part_fn(const struct charset_unit *table,
                                                   unsigned char a, unsigned char b);

static inline uint64_t *charset_entries_new(const struct charset_unit *table,
                                            charset_part_fn *first, charset_part_fn *second)
{
    uint64_t *entries = mem_realloc_array(NULL, 1 << 16, sizeof *entries);
    for (int a = 0; a < 256; a++)
        for (int b = 0; b < 256; b++) {
            unsigned char key[2] = {(unsigned char)a, (unsigned char)b};
            uint16_t k;
            memcpy(&k, key, 2);
            entries[k] =
                charset_entry_make(first(table, key[0], key[1]), second(table, key[0], key[1]), 0);
        }
    return entries;
}

static inline uint64_t charset_entry_at(const uint64_t *entries, const unsigned char *u)
{
    uint16_t k;
    memcpy(&k, u, 2);
    return entries[k];
}

static inline unsigned charset_entry_meta(uint64_t e)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return e & 0xFF;
#else
    return (unsigned)(e >> 56);
#endif
}

static inline char *charset_entry_put(char *o, uint64_t e)
{
    memcpy(o, &e, 8);
    return o + (charset_entry_meta(e) >> 4);
}

/* Reads the entries of u, u + step .. below n. Four are loaded before one is stored: else the
 * compiler must take a store for a change of the table. *flags gets those of all. */
static inline char *charset_entries_put(const uint64_t *entries, const unsigned char *u, size_t n,
                                        size_t step, char *o, unsigned *flags)
{
    uint64_t all = 0;
    size_t i = 0;
    for (; i + 4 * step <= n; i += 4 * step) {
        uint64_t a = charset_entry_at(entries, u + i), b = charset_entry_at(entries, u + i + step);
        uint64_t c = charset_entry_at(entries, u + i + 2 * step);
        uint64_t d = charset_entry_at(entries, u + i + 3 * step);
        o = charset_entry_put(charset_entry_put(o, a), b);
        o = charset_entry_put(charset_entry_put(o, c), d);
        all |= a | b | c | d;
    }
    for (; i < n; i += step) {
        uint64_t e = charset_entry_at(entries, u + i);
        o = charset_entry_put(o, e);
        all |= e;
    }
    *flags |= charset_entry_meta(all) & (CHARSET_UNIT_ODD | CHARSET_ENTRY_CARE);
    return o;
}

#endif
