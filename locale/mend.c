/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/mend.h"

#include <stdlib.h>

#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/mend_line.h"
#include "locale/nfc.h"
#include "locale/syllable.h"
#include "locale/utf8.h"

bool mend_is_capital(uint32_t cp)
{
    return fold_lower_cp(cp) != cp;
}

bool mend_is_small(uint32_t cp)
{
    return fold_upper_cp(cp) != cp;
}

bool mend_is_letter(uint32_t cp)
{
    return mend_is_capital(cp) || mend_is_small(cp);
}

size_t mend_word_end(const struct mend_line *l, size_t at)
{
    while (at < l->n && mend_is_letter(l->cp[at]))
        at++;
    return at;
}

/* A small letter whose capital has no code in TCVN3. */
static bool is_lost(uint32_t cp)
{
    enum syllable_tone tone = SYLLABLE_LEVEL;
    if (cp >= 0x80)
        syllable_strip(cp, &tone);
    return tone != SYLLABLE_LEVEL;
}

/* ---- pairs ---- */

static void join_pairs(struct mend_line *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        enum syllable_tone tone;
        if (kept && mend_is_capital(l->cp[kept - 1]) && is_lost(l->cp[i]) &&
            syllable_strip(l->cp[i], &tone) == fold_lower_cp(l->cp[kept - 1]))
            l->cp[kept - 1] = fold_upper_cp(l->cp[i]);
        else
            l->cp[kept++] = l->cp[i];
    }
    l->n = kept;
}

/* ---- words in capitals ---- */

enum word_kind {
    WORD_CAPITALS, /* certainly in capitals, and a word */
    WORD_OPEN,     /* "Xã", "ý", "SRó": as its neighbours */
    WORD_OTHER,    /* certainly not in capitals */
    WORD_SILENT,   /* "QĐ", "A": nothing to mend, and nothing said about the line */
};

static bool is_syllable(const uint32_t *cp, size_t n)
{
    uint32_t small[SYLLABLE_MAX];
    if (n > SYLLABLE_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        small[i] = fold_lower_cp(cp[i]);
    return syllable_parse(small, n, NULL);
}

static enum word_kind kind_of(const uint32_t *cp, size_t n)
{
    size_t capitals = 0, lost = 0;
    for (size_t i = 0; i < n; i++) {
        if (mend_is_capital(cp[i]))
            capitals++;
        else if (is_lost(cp[i]))
            lost++;
        else
            return WORD_OTHER; /* nearly every word of a name: at its second letter */
    }
    if (capitals >= 2 && is_syllable(cp, n))
        return WORD_CAPITALS;
    return lost ? WORD_OPEN : WORD_SILENT;
}

static void raise(uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cp[i] = fold_upper_cp(cp[i]);
}

/* The open words in from..to. */
static void raise_open(struct mend_line *l, size_t from, size_t to)
{
    for (size_t i = from, end; i < to; i = end + (end == i)) {
        end = mend_word_end(l, i);
        if (end > i && kind_of(l->cp + i, end - i) == WORD_OPEN)
            raise(l->cp + i, end - i);
    }
}

static void find_capitals(struct mend_line *l)
{
    enum word_kind before = WORD_SILENT; /* the last word that decides; SILENT: none */
    size_t open = 0;                     /* behind it */
    for (size_t i = 0, end; i < l->n; i = end + (end == i)) {
        end = mend_word_end(l, i);
        if (end == i)
            continue;
        enum word_kind kind = kind_of(l->cp + i, end - i);
        if (kind == WORD_OPEN || kind == WORD_SILENT)
            continue;
        if (kind == WORD_CAPITALS) {
            if (before != WORD_OTHER)
                raise_open(l, open, i);
            raise(l->cp + i, end - i);
        }
        before = kind;
        open = end;
    }
    if (before == WORD_CAPITALS)
        raise_open(l, open, l->n);
}

/* ---- names ---- */

static bool starts_word(const struct mend_line *l, size_t i)
{
    return mend_is_letter(l->cp[i]) && (i == 0 || l->cp[i - 1] == ' ' || l->cp[i - 1] == 0xA0);
}

static void find_initials(struct mend_line *l)
{
    bool capital = false;
    for (size_t i = 0; i < l->n; i++) {
        if (!starts_word(l, i) || is_lost(l->cp[i]))
            continue;
        if (!mend_is_capital(l->cp[i]))
            return;
        capital = true;
    }
    for (size_t i = 0; capital && i < l->n; i++)
        if (starts_word(l, i))
            l->cp[i] = fold_upper_cp(l->cp[i]);
}

/* ---- lines ---- */

static void mend_line(struct buf *out, struct span text, unsigned what, struct mend_line *l)
{
    l->n = 0;
    if (text.n + 1 > l->cap) {
        l->cap = text.n + 1;
        l->cp = mem_realloc_array(l->cp, l->cap, sizeof *l->cp);
    }
    for (size_t i = 0; i < text.n; l->n++) {
        i += utf8_decode(text.p + i, text.n - i, &l->cp[l->n]);
        if (l->cp[l->n] == UTF8_BROKEN)
            l->cp[l->n] = UTF8_REPLACEMENT;
    }
    if (what & MEND_PAIRS)
        join_pairs(l);
    if (what & MEND_HORN)
        mend_horns(l);
    if (what & (MEND_CAPITALS | MEND_NAMES))
        find_capitals(l);
    if (what & MEND_NAMES)
        find_initials(l);
    if (what & MEND_FONT_H)
        raise(l->cp, l->n);
    for (size_t i = 0; i < l->n; i++)
        buf_add_cp(out, l->cp[i]);
}

void mend_text(struct buf *out, struct span text, unsigned what)
{
    struct mend_line l = {0};
    struct buf mended = {0};
    for (size_t from = 0, at = 0; at <= text.n; at++) {
        bool end = at == text.n || text.p[at] == '\n' || text.p[at] == '\t' || text.p[at] == ';';
        if (!end)
            continue;
        mend_line(&mended, span_make(text.p + from, at - from), what, &l);
        if (at < text.n)
            buf_addc(&mended, text.p[at]);
        from = at + 1;
    }
    nfc_add(out, buf_span(&mended)); /* a capital may join with a mark behind it */
    buf_release(&mended);
    free(l.cp);
}
