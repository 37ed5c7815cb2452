/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/charset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locale/charset_step.h"
#include "locale/mem.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

static const char *const names[CHARSET_COUNT] = {
#define X(name, text) [CHARSET_##name] = text,
    CHARSET_LIST(X)
#undef X
};

const char *charset_name(enum charset c)
{
    assert(c < CHARSET_COUNT);
    return names[c];
}

bool charset_by_name(const char *name, enum charset *out)
{
    for (int c = 0; c < CHARSET_COUNT; c++)
        if (strcasecmp(names[c], name) == 0) {
            *out = (enum charset)c;
            return true;
        }
    return false;
}

void charset_note(struct charset_decoder *d, size_t at, size_t n)
{
    if (n && d->report.undecoded == 0)
        d->report.first = d->offset + at;
    d->report.undecoded += n;
}

void charset_text(struct charset_decoder *d, struct span text, struct buf *out)
{
    if (d->last && d->pending.n == 0) {
        nfc_add(out, text);
        return;
    }
    size_t joins = nfc_first(text);
    buf_add(&d->pending, text.p, joins);
    if (joins < text.n) {
        text.p += joins, text.n -= joins;
        size_t final = d->last ? text.n : nfc_final(text);
        nfc_add(out, buf_span(&d->pending));
        nfc_add(out, (struct span){text.p, final});
        buf_reset(&d->pending);
        buf_add(&d->pending, text.p + final, text.n - final);
    }
}

const struct charset_unit *charset_table(struct charset_decoder *d,
                                         const struct charset_unit table[256])
{
    static const struct charset_unit lost = {{0xEF, 0xBF, 0xBD}, 3 << 6 | CHARSET_UNIT_ODD};
    if (!d->lossy)
        return table;
    if (!d->marked) {
        d->marked = mem_dup(table, 256 * sizeof *table);
        for (int b = 0; b < 256; b++)
            if (table[b].meta & CHARSET_UNIT_ODD)
                d->marked[b] = lost;
    }
    return d->marked;
}

void charset_add_broken(const struct charset_decoder *d, struct span part, struct buf *out)
{
    size_t first;
    if (d->lossy)
        buf_add_cp(out, UTF8_REPLACEMENT);
    else
        charset_bytes(charset_cp1252, part, out, &first);
}

/* Four bytes are stored for every byte of input, and as many kept as count: without a branch, for
 * in Vietnamese one letter in four is not ASCII and no branch could be foreseen. */
static char *put_bytes(const struct charset_unit *table, const unsigned char *u, size_t n, char *o,
                       uint32_t *seen)
{
    uint32_t all = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t e = charset_unit_load(&table[u[i]]);
        memcpy(o, &e, 4);
        o += charset_loaded_bytes(e);
        all |= e;
    }
    *seen |= all;
    return o;
}

/* The same two bytes at a time: few of the 65,536 pairs occur in a text, so that the table stays in
 * the cache and long texts take half the time. Bytes 0..5 of an entry are the text; the last is
 * its length << 4 and CHARSET_UNIT_ODD. */
static uint64_t *pairs_make(const struct charset_unit *table)
{
    uint64_t *pairs = mem_realloc_array(NULL, 1 << 16, sizeof *pairs);
    for (int a = 0; a < 256; a++)
        for (int b = 0; b < 256; b++) {
            const struct charset_unit *x = &table[a], *y = &table[b];
            unsigned char key[2] = {(unsigned char)a, (unsigned char)b}, text[8] = {0};
            uint16_t k;
            memcpy(text, x->s, 3);
            memcpy(text + (x->meta >> 6), y->s, 3);
            text[7] = (unsigned char)(((x->meta >> 6) + (y->meta >> 6)) << 4 |
                                      ((x->meta | y->meta) & CHARSET_UNIT_ODD));
            memcpy(&k, key, 2);
            memcpy(&pairs[k], text, 8);
        }
    return pairs;
}

static char *put_pairs(const uint64_t *pairs, const unsigned char *u, size_t n, char *o,
                       uint32_t *seen)
{
    uint64_t all = 0;
    for (size_t i = 0; i + 2 <= n; i += 2) {
        uint16_t k;
        memcpy(&k, u + i, 2);
        memcpy(o, &pairs[k], 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        o += pairs[k] >> 4 & 7;
        all |= pairs[k] << 56;
#else
        o += pairs[k] >> 60;
        all |= pairs[k];
#endif
    }
    *seen |= all >> 56 & CHARSET_UNIT_ODD ? CHARSET_LOADED_ODD : 0;
    return o;
}

enum { PIECE = 1 << 15, LONG_TEXT = 1 << 20 };

static size_t read_bytes(const struct charset_unit table[256], const uint64_t *pairs,
                         struct span in, struct buf *out, size_t *first)
{
    size_t odd = 0;
    for (size_t from = 0; from < in.n; from += PIECE) {
        const unsigned char *u = (const unsigned char *)in.p + from;
        size_t n = in.n - from < PIECE ? in.n - from : PIECE, even = pairs ? n & ~(size_t)1 : 0;
        uint32_t seen = 0;
        buf_reserve(out, 3 * n + 8);
        char *o = out->p + out->n;
        if (pairs)
            o = put_pairs(pairs, u, even, o, &seen);
        o = put_bytes(table, u + even, n - even, o, &seen);
        *o = 0;
        out->n = (size_t)(o - out->p);
        for (size_t i = 0; (seen & CHARSET_LOADED_ODD) && i < n; i++)
            if ((table[u[i]].meta & CHARSET_UNIT_ODD) && odd++ == 0)
                *first = from + i;
    }
    return odd;
}

size_t charset_bytes(const struct charset_unit table[256], struct span in, struct buf *out,
                     size_t *first)
{
    return read_bytes(table, NULL, in, out, first);
}

static const struct charset_unit *pair_of(unsigned char a, unsigned char b)
{
    return &charset_vni_pair[charset_vni_class[a].base][charset_vni_class[b].mark];
}

/* Whether a byte is the second of a pair depends on the byte before it alone, since no byte is both
 * base and mark: so every byte gives its text by itself, a taken mark none, and again no branch.
 * u[n] is read. */
static char *put_vni(const struct charset_unit *table, const unsigned char *u, size_t n, char *o,
                     bool taken, uint32_t *seen)
{
    uint32_t all = 0, keep = taken ? 0 : UINT32_MAX;
    size_t row = charset_vni_class[u[0]].base;
    for (size_t i = 0; i < n; i++) {
        struct charset_vni_class next = charset_vni_class[u[i + 1]];
        uint32_t pair = charset_unit_load(&charset_vni_pair[row][next.mark]);
        uint32_t e = charset_unit_load(&table[u[i]]);
        uint32_t single = pair ? 0 : UINT32_MAX;
        e = (pair | (e & single)) & keep;
        memcpy(o, &e, 4);
        o += charset_loaded_bytes(e);
        all |= e;
        keep = single;
        row = next.base;
    }
    *seen = all;
    return o;
}

size_t charset_vni_bytes(const struct charset_unit table[256], struct span in, struct buf *out,
                         size_t *first)
{
    size_t odd = 0;
    for (size_t from = 0, n; from < in.n; from += n) {
        const unsigned char *u = (const unsigned char *)in.p + from;
        unsigned char end[2] = {u[0], 0};
        bool taken = from > 0 && pair_of(u[-1], u[0])->meta;
        uint32_t seen;
        n = in.n - from <= PIECE ? in.n - from - 1 : PIECE;
        if (n == 0) { /* nothing may be read behind the last byte */
            u = end;
            n = 1;
        }
        buf_reserve(out, 3 * n + 4);
        char *o = put_vni(table, u, n, out->p + out->n, taken, &seen);
        *o = 0;
        out->n = (size_t)(o - out->p);
        for (size_t i = 0; (seen & CHARSET_LOADED_ODD) && i < n; i++) {
            bool mark = i ? pair_of(u[i - 1], u[i])->meta : taken;
            if (!mark && (table[u[i]].meta & CHARSET_UNIT_ODD) && odd++ == 0)
                *first = from + i;
        }
    }
    return odd;
}

static size_t step_table(struct charset_decoder *d, const struct charset_unit table[256],
                         struct span in, struct buf *out)
{
    table = charset_table(d, table);
    if (!d->pairs && d->offset + in.n >= LONG_TEXT)
        d->pairs = pairs_make(table);
    size_t first = 0, odd = read_bytes(table, d->pairs, in, out, &first);
    charset_note(d, first, odd);
    return in.n;
}

static size_t step_vni(struct charset_decoder *d, struct span in, struct buf *out)
{
    if (!d->last && charset_vni_class[(unsigned char)in.p[in.n - 1]].base)
        in.n--; /* its mark may be the next byte */
    size_t first = 0, odd = charset_vni_bytes(charset_table(d, charset_vni), in, out, &first);
    charset_note(d, first, odd);
    return in.n;
}

static size_t step_cp1258(struct charset_decoder *d, struct span in, struct buf *out)
{
    size_t first = 0;
    buf_reset(&d->text);
    size_t odd = charset_bytes(charset_table(d, charset_cp1258), in, &d->text, &first);
    charset_note(d, first, odd);
    charset_text(d, buf_span(&d->text), out);
    return in.n;
}

static size_t step_utf8(struct charset_decoder *d, struct span in, struct buf *out)
{
    if (!d->last)
        in.n -= utf8_tail(in);
    if (in.n == 0)
        return 0;
    size_t from = !d->started && in.n >= 3 && memcmp(in.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    d->started = true;
    struct span text = {in.p + from, in.n - from};
    if (!utf8_valid(text))
        for (size_t i = from; i < in.n;) {
            uint32_t cp;
            size_t n = utf8_decode(in.p + i, in.n - i, &cp);
            charset_note(d, i, cp == UTF8_BROKEN ? n : 0);
            i += n;
        }
    charset_text(d, text, out);
    return in.n;
}

enum { ORDER_LE = 1, ORDER_BE = 2 };

static uint32_t utf16_unit(const struct charset_decoder *d, struct span in, size_t i)
{
    unsigned char a = (unsigned char)in.p[i], b = (unsigned char)in.p[i + 1];
    return d->order == ORDER_BE ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static size_t step_utf16(struct charset_decoder *d, struct span in, struct buf *out)
{
    size_t i = 0;
    if (d->order == 0 && in.n >= 2) {
        bool be = memcmp(in.p, "\xFE\xFF", 2) == 0;
        d->order = be ? ORDER_BE : ORDER_LE;
        i = be || memcmp(in.p, "\xFF\xFE", 2) == 0 ? 2 : 0;
    }
    buf_reset(&d->text);
    while (i + 2 <= in.n) {
        uint32_t c = utf16_unit(d, in, i);
        size_t n = 2;
        if (c >= 0xD800 && c < 0xDC00) {
            if (i + 4 > in.n && !d->last)
                break;
            uint32_t low = i + 4 <= in.n ? utf16_unit(d, in, i + 2) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                n = 4;
            }
        }
        if (c >= 0xD800 && c < 0xE000) {
            charset_note(d, i, 2);
            c = UTF8_REPLACEMENT;
        }
        buf_add_cp(&d->text, c);
        i += n;
    }
    if (d->last && i < in.n) {
        charset_note(d, i, 1);
        buf_add_cp(&d->text, UTF8_REPLACEMENT);
        i++;
    }
    charset_text(d, buf_span(&d->text), out);
    return i;
}

static size_t step(struct charset_decoder *d, struct span in, struct buf *out)
{
    switch (d->c) {
    case CHARSET_ASCII:
        return step_table(d, charset_ascii, in, out);
    case CHARSET_TCVN3:
        return step_table(d, charset_tcvn3, in, out);
    case CHARSET_VISCII:
        return step_table(d, charset_viscii, in, out);
    case CHARSET_VPS:
        return step_table(d, charset_vps, in, out);
    case CHARSET_LATIN1:
        return step_table(d, charset_cp1252, in, out);
    case CHARSET_VNI:
        return step_vni(d, in, out);
    case CHARSET_CP1258:
        return step_cp1258(d, in, out);
    case CHARSET_UTF8:
        return step_utf8(d, in, out);
    case CHARSET_UTF16:
        return step_utf16(d, in, out);
    case CHARSET_VIQR:
        return charset_step_viqr(d, in, out);
    case CHARSET_NCR:
        return charset_step_ncr(d, in, out);
    case CHARSET_TCVN3_UTF8:
    case CHARSET_VNI_UTF8:
    case CHARSET_UTF8_DOUBLE:
        return charset_step_misread(d, in, out);
    case CHARSET_AUTO:
    case CHARSET_COUNT:
        break;
    }
    assert(!"a charset to decode from");
    return in.n;
}

void charset_decoder_init(struct charset_decoder *d, enum charset c)
{
    *d = (struct charset_decoder){.c = c};
}

void charset_decoder_feed(struct charset_decoder *d, struct span in, struct buf *out)
{
    bool joined = d->held.n > 0;
    if (joined) {
        buf_add_span(&d->held, in);
        in = buf_span(&d->held);
    }
    size_t used = in.n ? step(d, in, out) : 0;
    d->offset += used;
    if (!joined) {
        buf_add(&d->held, in.p + used, in.n - used);
    } else if (used) {
        memmove(d->held.p, d->held.p + used, in.n - used);
        buf_truncate(&d->held, in.n - used);
    }
}

void charset_decoder_finish(struct charset_decoder *d, struct buf *out)
{
    d->last = true;
    if (d->held.n)
        d->offset += step(d, buf_span(&d->held), out);
    nfc_add(out, buf_span(&d->pending));
    free(d->pairs);
    free(d->marked);
    d->pairs = NULL;
    d->marked = NULL;
    buf_release(&d->held);
    buf_release(&d->text);
    buf_release(&d->pending);
}

void charset_decode(enum charset c, struct span in, struct buf *out, struct charset_report *r)
{
    struct charset_decoder d;
    charset_decoder_init(&d, c);
    d.last = true; /* nothing needs to be held back or copied */
    charset_decoder_feed(&d, in, out);
    charset_decoder_finish(&d, out);
    if (r && d.report.undecoded) {
        if (r->undecoded == 0)
            r->first = d.report.first;
        r->undecoded += d.report.undecoded;
    }
}
