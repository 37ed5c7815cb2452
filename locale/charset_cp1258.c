/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CP1258: a letter and, behind it, a combining tone. Long texts are read like VNI: two neighbouring
 * bytes say what is to be written of them, a letter that a tone may join one byte late. Where two
 * tones follow each other the order of marks matters, and behind a byte without meaning it is a
 * matter of `lossy`: a piece with such bytes is read one by one and left to normal form C.
 */
#include <assert.h>

#include "locale/charset_entry.h"
#include "locale/charset_step.h"
#include "locale/nfc.h"

static bool is_tone(unsigned char b)
{
    return b == 0xCC || b == 0xD2 || b == 0xDE || b == 0xEC || b == 0xF2;
}

static bool is_odd(unsigned char b)
{
    return charset_cp1258[b].meta & CHARSET_UNIT_ODD;
}

/* A letter that joins one of the tones: only these wait for the next byte. */
static bool waits(unsigned char b)
{
    static const unsigned char tones[] = {0xCC, 0xD2, 0xDE, 0xEC, 0xF2};
    uint32_t letter = charset_unit_cp(&charset_cp1258[b]);
    struct buf pair = {0}, whole = {0};
    bool joins = false;
    for (size_t t = 0; t < sizeof tones && !is_tone(b) && !is_odd(b) && letter; t++) {
        buf_reset(&pair);
        buf_reset(&whole);
        buf_add_cp(&pair, letter);
        buf_add_cp(&pair, charset_unit_cp(&charset_cp1258[tones[t]]));
        nfc_add(&whole, buf_span(&pair));
        joins = joins || !span_eq(buf_span(&pair), buf_span(&whole));
    }
    buf_release(&pair);
    buf_release(&whole);
    return joins;
}

static const struct charset_unit none;

/* The few pairs that join are looked up, all others are one behind the other. */
static void join(uint64_t *entries, unsigned char a, unsigned char tone)
{
    struct buf pair = {0}, whole = {0};
    unsigned char key[2] = {a, tone}, text[8] = {0};
    uint16_t k;
    buf_add_cp(&pair, charset_unit_cp(&charset_cp1258[a]));
    buf_add_cp(&pair, charset_unit_cp(&charset_cp1258[tone]));
    nfc_add(&whole, buf_span(&pair));
    assert(whole.n <= 6);
    memcpy(text, whole.p, whole.n);
    text[7] = (unsigned char)(whole.n << 4);
    memcpy(&k, key, 2);
    memcpy(&entries[k], text, 8);
    buf_release(&pair);
    buf_release(&whole);
}

uint64_t *charset_cp1258_entries(const struct charset_unit table[256])
{
    uint64_t *entries = mem_realloc_array(NULL, 1 << 16, sizeof *entries);
    bool wait[256];
    for (int b = 0; b < 256; b++)
        wait[b] = waits((unsigned char)b);
    for (int a = 0; a < 256; a++)
        for (int b = 0; b < 256; b++) {
            unsigned char key[2] = {(unsigned char)a, (unsigned char)b};
            bool care = is_tone(key[1]) && (is_tone(key[0]) || is_odd(key[0]));
            uint16_t k;
            memcpy(&k, key, 2);
            entries[k] =
                charset_entry_make(wait[a] ? &table[a] : &none, wait[b] ? &none : &table[b],
                                   care ? CHARSET_ENTRY_CARE : 0);
            if (wait[a] && is_tone(key[1]))
                join(entries, key[0], key[1]);
        }
    return entries;
}

static uint64_t entry_behind_nothing(const uint64_t *entries, unsigned char b)
{
    const unsigned char key[2] = {0, b};
    return charset_entry_at(entries, key);
}

static bool waits_here(const uint64_t *entries, unsigned char b)
{
    return charset_entry_meta(entry_behind_nothing(entries, b)) >> 4 == 0;
}

/* Bytes of in that can be read now: what a tone may join waits, and tones behind it do. */
static size_t settled(const uint64_t *entries, struct span in)
{
    size_t n = in.n;
    while (n && is_tone((unsigned char)in.p[n - 1]))
        n--;
    unsigned char last = n ? (unsigned char)in.p[n - 1] : 0;
    return n && (waits_here(entries, last) || is_odd(last)) ? n - 1 : n;
}

static char *put_piece(const uint64_t *entries, const unsigned char *u, size_t n, bool begins,
                       char *o, unsigned *flags)
{
    if (!begins)
        return charset_entries_put(entries, u - 1, n, 1, o, flags);
    uint64_t e = entry_behind_nothing(entries, u[0]);
    *flags |= charset_entry_meta(e) & CHARSET_UNIT_ODD;
    o = charset_entry_put(o, e);
    return charset_entries_put(entries, u, n - 1, 1, o, flags);
}

enum { WAITING_MAX = 8 }; /* more tones behind a letter are no text */

size_t charset_cp1258_long(struct charset_decoder *d, const struct charset_unit table[256],
                           struct span in, struct buf *out)
{
    const unsigned char *u = (const unsigned char *)in.p;
    size_t n = d->last ? in.n : settled(d->entries, in), first = 0, odd = 0;
    if (n == 0 || in.n - n > WAITING_MAX || is_tone(u[0]))
        return 0;
    nfc_add(out, buf_span(&d->pending)); /* nothing here joins it */
    buf_reset(&d->pending);
    size_t before = out->n;
    for (size_t from = 0, piece; from < n; from += piece) {
        unsigned flags = 0;
        piece = n - from < CHARSET_PIECE ? n - from : CHARSET_PIECE;
        buf_reserve(out, 3 * piece + 16);
        char *o = put_piece(d->entries, u + from, piece, from == 0, out->p + out->n, &flags);
        out->n = (size_t)(o - out->p);
        if (flags & CHARSET_ENTRY_CARE) {
            buf_truncate(out, before);
            return 0;
        }
        for (size_t i = from; flags && i < from + piece; i++)
            if ((table[u[i]].meta & CHARSET_UNIT_ODD) && odd++ == 0)
                first = i;
    }
    if (waits_here(d->entries, u[n - 1]))
        buf_add(out, table[u[n - 1]].s, table[u[n - 1]].meta >> 6);
    buf_reserve(out, 0);
    out->p[out->n] = 0;
    charset_note(d, first, odd);
    return n;
}
