/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/charset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locale/charset_entry.h"
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
        charset_bytes(charset_cp1252, NULL, part, out, &first);
}

static size_t step_table(struct charset_decoder *d, const struct charset_unit table[256],
                         struct span in, struct buf *out)
{
    table = charset_table(d, table);
    if (!d->entries && d->offset + in.n >= CHARSET_LONG_TEXT)
        d->entries = charset_bytes_entries(table);
    size_t first = 0, odd = charset_bytes(table, d->entries, in, out, &first);
    charset_note(d, first, odd);
    return in.n;
}

static size_t step_vni(struct charset_decoder *d, struct span in, struct buf *out)
{
    if (!d->last && charset_vni_class[(unsigned char)in.p[in.n - 1]].base)
        in.n--; /* its mark may be the next byte */
    const struct charset_unit *table = charset_table(d, charset_vni);
    if (!d->entries && d->offset + in.n >= CHARSET_LONG_TEXT)
        d->entries = charset_vni_entries(table);
    size_t first = 0, odd = charset_vni_bytes(table, d->entries, in, out, &first);
    charset_note(d, first, odd);
    return in.n;
}

static size_t step_cp1258(struct charset_decoder *d, struct span in, struct buf *out)
{
    const struct charset_unit *table = charset_table(d, charset_cp1258);
    size_t first = 0, used;
    if (!d->entries && d->offset + in.n >= CHARSET_LONG_TEXT)
        d->entries = charset_cp1258_entries(table);
    if (d->entries && (used = charset_cp1258_long(d, table, in, out)))
        return used;
    buf_reset(&d->text);
    size_t odd = charset_bytes(table, NULL, in, &d->text, &first);
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
    free(d->entries);
    free(d->marked);
    d->entries = NULL;
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
