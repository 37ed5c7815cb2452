/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/fold.h"

#include "locale/nfc.h"
#include "locale/utf8.h"

/* Capitals first..last, every step-th, have their small letter delta further on. */
static const struct letters {
    uint16_t first, last;
    uint8_t step;
    int16_t delta;
} letters[] = {
    {'A', 'Z', 1, 32},     {0xC0, 0xD6, 1, 32},   {0xD8, 0xDE, 1, 32},    {0x100, 0x12E, 2, 1},
    {0x132, 0x136, 2, 1},  {0x139, 0x147, 2, 1},  {0x14A, 0x176, 2, 1},   {0x178, 0x178, 1, -121},
    {0x179, 0x17D, 2, 1},  {0x1A0, 0x1A4, 2, 1},  {0x1AF, 0x1AF, 1, 1},   {0x1CD, 0x1DB, 2, 1},
    {0x1DE, 0x1EE, 2, 1},  {0x1F8, 0x21E, 2, 1},  {0x222, 0x232, 2, 1},   {0x386, 0x386, 1, 38},
    {0x388, 0x38A, 1, 37}, {0x38C, 0x38C, 1, 64}, {0x38E, 0x38F, 1, 63},  {0x391, 0x3A1, 1, 32},
    {0x3A3, 0x3AB, 1, 32}, {0x400, 0x40F, 1, 80}, {0x410, 0x42F, 1, 32},  {0x460, 0x480, 2, 1},
    {0x48A, 0x4BE, 2, 1},  {0x4D0, 0x52E, 2, 1},  {0x1E00, 0x1E94, 2, 1}, {0x1EA0, 0x1EFE, 2, 1},
};

uint32_t fold_lower_cp(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    if (cp >= 0x1EA0 && cp <= 0x1EFF) /* most letters of Vietnamese with marks */
        return cp | 1;
    for (size_t i = 1; i < sizeof letters / sizeof *letters; i++)
        if (cp >= letters[i].first && cp <= letters[i].last)
            return (cp - letters[i].first) % letters[i].step == 0
                       ? (uint32_t)((int32_t)cp + letters[i].delta)
                       : cp;
    return cp;
}

uint32_t fold_upper_cp(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    for (size_t i = 1; i < sizeof letters / sizeof *letters; i++) {
        uint32_t up = (uint32_t)((int32_t)cp - letters[i].delta);
        if (up >= letters[i].first && up <= letters[i].last &&
            (up - letters[i].first) % letters[i].step == 0)
            return up;
    }
    return cp;
}

/* The letter without marks of a letter that Vietnamese has, composed; 0 for all others. */
static char plain_letter(uint32_t cp)
{
    static const char latin1[] = "aaaa....eee.ii....oooo...uu..y..";
    if (cp >= 0x1EA0 && cp <= 0x1EF9)
        return cp < 0x1EB8   ? 'a'
               : cp < 0x1EC8 ? 'e'
               : cp < 0x1ECC ? 'i'
               : cp < 0x1EE4 ? 'o'
               : cp < 0x1EF2 ? 'u'
                             : 'y';
    if (cp >= 0xC0 && cp <= 0xFF) {
        char c = latin1[(cp & ~0x20U) - 0xC0];
        return c == '.' ? 0 : c;
    }
    switch (cp | 1) {
    case 0x103:
        return 'a';
    case 0x111:
        return 'd';
    case 0x129:
        return 'i';
    case 0x169:
        return 'u';
    case 0x1A1:
        return 'o';
    default:
        return cp == 0x1AF || cp == 0x1B0 ? 'u' : 0;
    }
}

/* Only ASCII and composed letters of Vietnamese, as nearly every name is: NFC already, and in
 * either case, so much less is to be done. */
static bool is_simple(struct span s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        if (cp < 0x80) {
            i++;
            continue;
        }
        i += utf8_decode(s.p + i, s.n - i, &cp);
        if (!plain_letter(cp))
            return false;
    }
    return true;
}

static void map_case(struct buf *out, struct span s, uint32_t (*map)(uint32_t))
{
    struct buf nfc = {0}, mapped = {0};
    buf_reserve(out, s.n);
    if (is_simple(s)) {
        for (size_t i = 0; i < s.n;) {
            uint32_t cp;
            i += utf8_decode(s.p + i, s.n - i, &cp);
            buf_add_cp(out, map(cp));
        }
        return;
    }
    nfc_add(&nfc, s);
    for (size_t i = 0; i < nfc.n;) {
        uint32_t cp;
        i += utf8_decode(nfc.p + i, nfc.n - i, &cp);
        buf_add_cp(&mapped, map(cp));
    }
    nfc_add(out, buf_span(&mapped)); /* H U+0331 has no capital of its own, h U+0331 has */
    buf_release(&nfc);
    buf_release(&mapped);
}

void fold_lower(struct buf *out, struct span s)
{
    map_case(out, s, fold_lower_cp);
}

void fold_upper(struct buf *out, struct span s)
{
    map_case(out, s, fold_upper_cp);
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static bool is_invisible(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF || cp == 0xAD;
}

static bool is_letter(uint32_t cp)
{
    return (cp | 32) - 'a' < 26u || (cp >= 0xC0 && cp != 0xD7 && cp != 0xF7 && cp < 0x2000);
}

/* Tone of an open syllable on its first vowel -> the same on its second. */
static const struct shift {
    uint16_t first, second, plain, toned;
} shifts[] = {
    {0xF2, 'a', 'o', 0xE0},     {0x1ECF, 'a', 'o', 0x1EA3}, {0xF5, 'a', 'o', 0xE3},
    {0xF3, 'a', 'o', 0xE1},     {0x1ECD, 'a', 'o', 0x1EA1}, {0xF2, 'e', 'o', 0xE8},
    {0x1ECF, 'e', 'o', 0x1EBB}, {0xF5, 'e', 'o', 0x1EBD},   {0xF3, 'e', 'o', 0xE9},
    {0x1ECD, 'e', 'o', 0x1EB9}, {0xF9, 'y', 'u', 0x1EF3},   {0x1EE7, 'y', 'u', 0x1EF7},
    {0x169, 'y', 'u', 0x1EF9},  {0xFA, 'y', 'u', 0xFD},     {0x1EE5, 'y', 'u', 0x1EF5},
};

/* The last letters of a run of letters; zero where there is none. */
struct tail {
    uint32_t third, second, last;
};

static void end_run(struct buf *out, struct tail *t)
{
    const struct shift *s = shifts, *end = shifts + sizeof shifts / sizeof *shifts;
    if (t->last != 'a' && t->last != 'e' && t->last != 'y')
        s = end;
    while (s < end && !(s->first == t->second && s->second == t->last))
        s++;
    if (s < end && t->third != 'q') {
        t->second = s->plain;
        t->last = s->toned;
    }
    if (t->third)
        buf_add_cp(out, t->third);
    if (t->second)
        buf_add_cp(out, t->second);
    if (t->last)
        buf_add_cp(out, t->last);
    *t = (struct tail){0};
}

void fold_key(struct buf *out, struct span s)
{
    struct buf low = {0};
    struct tail t = {0};
    bool blank = false, any = false, simple = is_simple(s);
    if (!simple) {
        fold_lower(&low, s);
        s = buf_span(&low);
    }
    buf_reserve(out, s.n);
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        i += utf8_decode(s.p + i, s.n - i, &cp);
        if (simple)
            cp = fold_lower_cp(cp);
        if (is_invisible(cp))
            continue;
        if (is_blank(cp)) {
            blank = true;
            continue;
        }
        if (blank || !is_letter(cp))
            end_run(out, &t);
        if (blank && any)
            buf_addc(out, ' ');
        blank = false;
        any = true;
        if (!is_letter(cp)) {
            buf_add_cp(out, cp);
            continue;
        }
        if (t.third)
            buf_add_cp(out, t.third);
        t = (struct tail){t.second, t.last, cp};
    }
    end_run(out, &t);
    buf_release(&low);
}

bool fold_same(struct span a, struct span b)
{
    struct buf x = {0}, y = {0};
    fold_key(&x, a);
    fold_key(&y, b);
    bool same = span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

static void search_simple(struct buf *out, struct span s)
{
    bool blank = false, any = false;
    buf_reserve(out, s.n);
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        if (cp < 0x80)
            i++;
        else
            i += utf8_decode(s.p + i, s.n - i, &cp);
        if (is_blank(cp)) {
            blank = true;
            continue;
        }
        if (blank && any)
            out->p[out->n++] = ' ';
        blank = false;
        any = true;
        out->p[out->n++] = cp < 0x80 ? (char)fold_lower_cp(cp) : plain_letter(cp);
    }
    out->p[out->n] = 0;
}

void fold_search(struct buf *out, struct span s)
{
    struct buf key = {0};
    if (is_simple(s)) {
        search_simple(out, s);
        return;
    }
    fold_key(&key, s);
    for (size_t i = 0; i < key.n;) {
        uint32_t cp, part[NFC_DECOMPOSED_MAX];
        if (!(key.p[i] & 0x80)) {
            buf_addc(out, key.p[i++]);
            continue;
        }
        i += utf8_decode(key.p + i, key.n - i, &cp);
        size_t n = nfc_decompose(cp, part);
        for (size_t j = 0; j < n; j++)
            if (nfc_class(part[j]) == 0)
                buf_add_cp(out, part[j] == 0x111 ? 'd' : part[j]);
    }
    buf_release(&key);
}
