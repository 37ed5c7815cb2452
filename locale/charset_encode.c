/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "locale/charset_step.h"
#include "locale/fold.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

enum { CODES = 0x2200 }; /* every code point of the tables is below */

/* Code point -> one byte, or base byte << 8 | mark byte; 0: there is none (and for U+0000). */
struct codes {
    const struct charset_unit *table;
    uint16_t of[CODES];
};

static void codes_make(struct codes *k, const struct charset_unit *table, bool vni)
{
    k->table = table;
    memset(k->of, 0, sizeof k->of);
    for (int b = 255; b > 0; b--)
        if (!(table[b].meta & CHARSET_UNIT_ODD))
            k->of[charset_unit_cp(&table[b])] = (uint16_t)b;
    for (int m = 0; vni && m < 256; m++) /* capitals take the capital mark */
        for (int b = 0; b < 256; b++) {
            const struct charset_unit *t =
                &charset_vni_pair[charset_vni_class[b].base][charset_vni_class[m].mark];
            bool capital = b < 'a' || b == 0xD4 || b == 0xD6;
            if (t->meta && capital == (m < 0xE0))
                k->of[charset_unit_cp(t)] = (uint16_t)(b << 8 | m);
        }
}

static void note_letter(struct charset_letters *l, uint32_t cp)
{
    for (size_t i = 0; l && i < l->n; i++)
        if (l->cp[i] == cp)
            return;
    if (l && l->n < sizeof l->cp / sizeof *l->cp)
        l->cp[l->n++] = cp;
}

static void note_lost(struct charset_report *r, uint32_t cp)
{
    note_letter(r->lost_letters, cp);
    if (r->lost++ == 0)
        r->missing = cp;
}

/* CP1258 has no letter of its own for most: base and a tone that combines. */
static uint16_t two_parts(const struct codes *k, uint32_t cp)
{
    uint32_t part[NFC_DECOMPOSED_MAX];
    static const uint32_t tones[] = {0x300, 0x309, 0x303, 0x301, 0x323};
    size_t n = nfc_decompose(cp, part);
    for (size_t t = 0; n > 1 && t < sizeof tones / sizeof *tones; t++)
        for (size_t i = 1; i < n; i++) {
            if (part[i] != tones[t])
                continue;
            struct buf base = {0}, whole = {0};
            uint32_t rest = 0;
            for (size_t j = 0; j < n; j++)
                if (j != i)
                    buf_add_cp(&base, part[j]);
            nfc_add(&whole, buf_span(&base));
            if (utf8_decode(whole.p, whole.n, &rest) != whole.n || rest >= CODES)
                rest = 0;
            buf_release(&base);
            buf_release(&whole);
            if (k->of[rest] && k->of[tones[t]])
                return (uint16_t)(k->of[rest] << 8 | k->of[tones[t]]);
        }
    return 0;
}

static void add_code(enum charset c, const struct codes *k, uint32_t cp, struct buf *out,
                     struct charset_report *r)
{
    uint16_t code = 0;
    if (cp == 0) {
        buf_addc(out, 0);
        return;
    }
    if (c == CHARSET_CP1258) /* in two parts first, as Windows and UniKey write it */
        code = two_parts(k, cp);
    if (code == 0 && cp < CODES)
        code = k->of[cp];
    if (code == 0 && c == CHARSET_TCVN3) {
        uint32_t small = fold_lower_cp(cp);
        code = small < CODES && small != cp ? k->of[small] : 0;
        if (code) {
            r->approximated++;
            note_letter(r->small_letters, cp);
        }
    }
    if (code == 0) {
        note_lost(r, cp);
        code = '?';
    }
    if (code > 0xFF)
        buf_addc(out, (char)(code >> 8));
    buf_addc(out, (char)code);
}

static const struct charset_unit *table_of(enum charset c)
{
    switch (c) {
    case CHARSET_ASCII:
        return charset_ascii;
    case CHARSET_TCVN3:
        return charset_tcvn3;
    case CHARSET_VNI:
        return charset_vni;
    case CHARSET_VISCII:
        return charset_viscii;
    case CHARSET_VPS:
        return charset_vps;
    case CHARSET_CP1258:
        return charset_cp1258;
    case CHARSET_LATIN1:
        return charset_cp1252;
    case CHARSET_AUTO:
    case CHARSET_UTF8:
    case CHARSET_UTF16:
    case CHARSET_VIQR:
    case CHARSET_NCR:
    case CHARSET_TCVN3_UTF8:
    case CHARSET_VNI_UTF8:
    case CHARSET_UTF8_DOUBLE:
    case CHARSET_COUNT:
        break;
    }
    return NULL;
}

static void add_utf16(struct buf *out, uint32_t cp)
{
    uint32_t low = 0;
    if (cp >= 0x10000) {
        low = 0xDC00 + ((cp - 0x10000) & 0x3FF);
        cp = 0xD800 + ((cp - 0x10000) >> 10);
    }
    for (int i = 0; i < (low ? 2 : 1); i++, cp = low) {
        buf_addc(out, (char)cp);
        buf_addc(out, (char)(cp >> 8));
    }
}

bool charset_encode(enum charset c, struct span utf8, struct buf *out, struct charset_report *r)
{
    const struct charset_unit *table = table_of(c);
    struct charset_report unused = {0};
    struct codes k;
    struct buf text = {0};
    if (!table && c != CHARSET_UTF8 && c != CHARSET_UTF16)
        return false;
    if (c == CHARSET_UTF8) {
        nfc_add(out, utf8);
        return true;
    }
    if (table)
        codes_make(&k, table, c == CHARSET_VNI);
    else
        buf_add(out, "\xFF\xFE", 2);
    nfc_add(&text, utf8);
    for (size_t i = 0; i < text.n;) {
        uint32_t cp;
        i += utf8_decode(text.p + i, text.n - i, &cp);
        if (table)
            add_code(c, &k, cp, out, r ? r : &unused);
        else
            add_utf16(out, cp);
    }
    buf_release(&text);
    return true;
}
