/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sort keys. A part of a name gives: its letters, PART_END, its tones, PART_END. Codes of letters
 * are below; tones are one byte per letter with the plain ones at the end left away, so that
 * plain sorts first. A blank inside a part is WORD_END: "Thị" < "Thị Minh" < "Thịnh".
 *
 *     "Bùi Hòa"  ->  h o a . _ _ huyền .  b u i . _ huyền .  .  .        (. is PART_END)
 */
#include <string.h>

#include "locale/fold.h"
#include "locale/nfc.h"
#include "locale/utf8.h"

enum {
    PART_END = 0x01,
    WORD_END = 0x02,
    SIGN = 0x04,   /* + 0..31, ASCII signs */
    NUMBER = 0x28, /* + number of digits, up to 15; the digits follow */
    LETTER = 0x40, /* + place in the alphabet; other letters are their UTF-8, above all */
};

enum { TONE_NONE = 2, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT, TONE_OTHER };

/* a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z; the shaped letters follow
 * their plain one */
static const char alphabet[26] = {0,  3,  4,  5,  7,  9,  10, 11, 12, 13, 14, 15, 16,
                                  17, 18, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 32};

struct letter {
    uint32_t base; /* ASCII letter, or another code point */
    int shape;     /* places after the plain letter */
    int tone;
};

static struct letter letter_of(uint32_t cp)
{
    struct letter l = {cp, 0, TONE_NONE};
    uint32_t part[NFC_DECOMPOSED_MAX];
    if (cp == 0x111)
        return (struct letter){'d', 1, TONE_NONE};
    size_t n = cp < 0x80 ? 1 : nfc_decompose(cp, part);
    if (n > 1)
        l.base = part[0];
    for (size_t i = 1; i < n; i++) {
        if (part[i] == 0x302 && strchr("aeo", (int)l.base))
            l.shape = l.base == 'a' ? 2 : 1;
        else if (part[i] == 0x306 && l.base == 'a')
            l.shape = 1;
        else if (part[i] == 0x31B && strchr("ou", (int)l.base))
            l.shape = l.base == 'o' ? 2 : 1;
        else
            l.tone = part[i] == 0x300   ? TONE_GRAVE
                     : part[i] == 0x309 ? TONE_HOOK
                     : part[i] == 0x303 ? TONE_TILDE
                     : part[i] == 0x301 ? TONE_ACUTE
                     : part[i] == 0x323 ? TONE_DOT
                                        : TONE_OTHER;
    }
    return l;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number at s.p[i]; returns the offset behind it. */
static size_t add_number(struct buf *out, struct span s, size_t i)
{
    while (i + 1 < s.n && s.p[i] == '0' && is_digit(s.p[i + 1]))
        i++;
    size_t n = 1;
    while (i + n < s.n && is_digit(s.p[i + n]))
        n++;
    buf_addc(out, (char)(NUMBER + (n < 15 ? n : 15)));
    buf_add(out, s.p + i, n);
    return i + n;
}

static int sign_of(uint32_t cp)
{
    static const char signs[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    const char *at = cp && cp < 0x80 ? strchr(signs, (int)cp) : NULL;
    return at ? (int)(at - signs) : 0;
}

/* s is a fold_key. */
static void add_part(struct buf *out, struct span s)
{
    struct buf tones = {0};
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        if (is_digit(s.p[i])) {
            i = add_number(out, s, i);
            continue;
        }
        i += utf8_decode(s.p + i, s.n - i, &cp);
        struct letter l = letter_of(cp);
        if (nfc_class(cp)) { /* a mark that joined nothing */
            buf_addc(&tones, TONE_OTHER);
            continue;
        }
        if (cp == ' ')
            buf_addc(out, WORD_END);
        else if (l.base - 'a' < 26u)
            buf_addc(out, (char)(LETTER + alphabet[l.base - 'a'] + l.shape));
        else if (cp < 0x80)
            buf_addc(out, (char)(SIGN + sign_of(cp)));
        else
            buf_add_cp(out, l.base);
        buf_addc(&tones, (char)l.tone);
    }
    while (tones.n && tones.p[tones.n - 1] == TONE_NONE)
        buf_truncate(&tones, tones.n - 1);
    buf_addc(out, PART_END);
    buf_add_span(out, buf_span(&tones));
    buf_addc(out, PART_END);
    buf_release(&tones);
}

void fold_sort_key(struct buf *out, struct span s)
{
    struct buf key = {0};
    fold_key(&key, s);
    struct span all = buf_span(&key), given = all, family = {all.p, 0}, middle = {all.p, 0};
    const char *first = all.n ? memchr(all.p, ' ', all.n) : NULL;
    if (first) {
        const char *last = memrchr(all.p, ' ', all.n), *end = all.p + all.n;
        given = (struct span){last + 1, (size_t)(end - last - 1)};
        family = (struct span){all.p, (size_t)(first - all.p)};
        if (last > first)
            middle = (struct span){first + 1, (size_t)(last - first - 1)};
    }
    add_part(out, given);
    add_part(out, family);
    add_part(out, middle);
    buf_release(&key);
}

void fold_sort_text(struct buf *out, struct span s)
{
    struct buf key = {0};
    fold_key(&key, s);
    add_part(out, buf_span(&key));
    buf_release(&key);
}
