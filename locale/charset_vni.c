/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * VNI: a letter and the mark behind it. Whether a byte is a mark that was taken depends on the byte
 * before it alone, since no byte is both base and mark. So a base is written one byte late, when
 * the byte behind it is known: that byte and the one before it say all that is to be written.
 */
#include "locale/charset_entry.h"
#include "locale/charset_step.h"

static const struct charset_unit none;

static const struct charset_unit *pair_of(unsigned char a, unsigned char b)
{
    return &charset_vni_pair[charset_vni_class[a].base][charset_vni_class[b].mark];
}

/* What the byte b, known to follow a, writes of a: the letter with its mark, or a base alone. */
static const struct charset_unit *late(const struct charset_unit *table, unsigned char a,
                                       unsigned char b)
{
    const struct charset_unit *pair = pair_of(a, b);
    return pair->meta ? pair : charset_vni_class[a].base ? &table[a] : &none;
}

/* And of b itself: nothing of a mark that was taken, nothing yet of a base. */
static const struct charset_unit *now(const struct charset_unit *table, unsigned char a,
                                      unsigned char b)
{
    return pair_of(a, b)->meta || charset_vni_class[b].base ? &none : &table[b];
}

uint64_t *charset_vni_entries(const struct charset_unit table[256])
{
    return charset_entries_new(table, late, now);
}

static char *put(char *o, const struct charset_unit *unit, unsigned *flags)
{
    memcpy(o, unit, 4);
    *flags |= unit->meta & CHARSET_UNIT_ODD;
    return o + (unit->meta >> 6);
}

/* Short texts, without a table of entries; a is the byte before u. */
static char *put_short(const struct charset_unit *table, unsigned char a, const unsigned char *u,
                       size_t n, char *o, unsigned *flags)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char b = u[i];
        if (charset_vni_class[a].base)
            o = put(o, late(table, a, b), flags);
        o = put(o, now(table, a, b), flags);
        a = b;
    }
    return o;
}

size_t charset_vni_bytes(const struct charset_unit table[256], const uint64_t *entries,
                         struct span in, struct buf *out, size_t *first)
{
    size_t count = 0;
    for (size_t from = 0; from < in.n; from += CHARSET_PIECE) {
        const unsigned char *u = (const unsigned char *)in.p + from;
        size_t n = in.n - from < CHARSET_PIECE ? in.n - from : CHARSET_PIECE;
        bool last = from + n == in.n;
        unsigned flags = 0;
        unsigned char before = from ? u[-1] : 0;
        buf_reserve(out, 3 * n + 16);
        char *o = put_short(table, before, u, entries ? 1 : n, out->p + out->n, &flags);
        if (entries)
            o = charset_entries_put(entries, u, n - 1, 1, o, &flags);
        if (last && charset_vni_class[u[n - 1]].base)
            o = put(o, &table[u[n - 1]], &flags);
        *o = 0;
        out->n = (size_t)(o - out->p);
        for (size_t i = 0; flags && i < n; i++)
            if (!pair_of(i ? u[i - 1] : before, u[i])->meta &&
                (table[u[i]].meta & CHARSET_UNIT_ODD) && count++ == 0)
                *first = from + i;
    }
    return count;
}
