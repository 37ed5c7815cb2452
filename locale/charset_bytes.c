/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charsets of one byte a letter: TCVN3, VISCII, VPS, CP1258 before its marks are joined.
 */
#include "locale/charset_entry.h"
#include "locale/charset_step.h"

/* Four bytes are stored for every byte of input, and as many kept as count. */
static char *put_bytes(const struct charset_unit *table, const unsigned char *u, size_t n, char *o,
                       unsigned *flags)
{
    uint32_t all = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t e = charset_unit_load(&table[u[i]]);
        memcpy(o, &e, 4);
        o += charset_loaded_bytes(e);
        all |= e;
    }
    if (all & CHARSET_LOADED_ODD)
        *flags |= CHARSET_UNIT_ODD;
    return o;
}

static const struct charset_unit *unit_a(const struct charset_unit *table, unsigned char a,
                                         unsigned char b)
{
    (void)b;
    return &table[a];
}

static const struct charset_unit *unit_b(const struct charset_unit *table, unsigned char a,
                                         unsigned char b)
{
    (void)a;
    return &table[b];
}

uint64_t *charset_bytes_entries(const struct charset_unit table[256])
{
    return charset_entries_new(table, unit_a, unit_b);
}

size_t charset_bytes(const struct charset_unit table[256], const uint64_t *entries, struct span in,
                     struct buf *out, size_t *first)
{
    size_t count = 0;
    for (size_t from = 0; from < in.n; from += CHARSET_PIECE) {
        const unsigned char *u = (const unsigned char *)in.p + from;
        size_t n = in.n - from < CHARSET_PIECE ? in.n - from : CHARSET_PIECE;
        size_t even = entries ? n & ~(size_t)1 : 0;
        unsigned flags = 0;
        buf_reserve(out, 3 * n + 8);
        char *o = out->p + out->n;
        if (entries)
            o = charset_entries_put(entries, u, even, 2, o, &flags);
        o = put_bytes(table, u + even, n - even, o, &flags);
        *o = 0;
        out->n = (size_t)(o - out->p);
        for (size_t i = 0; flags && i < n; i++)
            if ((table[u[i]].meta & CHARSET_UNIT_ODD) && count++ == 0)
                *first = from + i;
    }
    return count;
}
