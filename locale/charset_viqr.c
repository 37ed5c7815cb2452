/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * VIQR (RFC 1456): "Vie^.t Nam" is "Việt Nam". Marks of shape ^ ( + (or *) and then a tone
 * ` ' ? ~ . follow the vowel; dd is đ; a backslash before a mark or d takes its meaning away.
 * '.' and '?' also end sentences: a run of letters takes one tone, so that "No^.i." is "Nội.";
 * after a vowel without one they are read as tones ("nha?" is "nhả"). Words that look like an
 * address of the web or of mail stay as they are. Other bytes are UTF-8, or else CP1252.
 */
#include <string.h>
#include <strings.h>

#include "locale/charset_step.h"
#include "locale/utf8.h"

enum { WORD_MAX = 256 }; /* longer words are cut there: they are no words */

static uint32_t mark_of(char c)
{
    switch (c) {
    case '^':
        return 0x302;
    case '(':
        return 0x306;
    case '+':
    case '*':
        return 0x31B;
    case '`':
        return 0x300;
    case '\'':
        return 0x301;
    case '?':
        return 0x309;
    case '~':
        return 0x303;
    case '.':
        return 0x323;
    default: /* any other byte */
        return 0;
    }
}

static bool shape_fits(char vowel, char mark)
{
    return (mark == '^' && strchr("aeoAEO", vowel)) || (mark == '(' && strchr("aA", vowel)) ||
           ((mark == '+' || mark == '*') && strchr("ouOU", vowel));
}

static bool is_tone(char c)
{
    return c && strchr("`'?~.", c);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_address(struct span w)
{
    return memmem(w.p, w.n, "://", 3) || memchr(w.p, '@', w.n) ||
           (w.n > 4 && strncasecmp(w.p, "www.", 4) == 0);
}

/* One letter of w at i with its marks; returns its bytes. */
static size_t read_letter(struct span w, size_t i, bool *toned, struct buf *out)
{
    char c = w.p[i], next = i + 1 < w.n ? w.p[i + 1] : 0;
    size_t n = 1;
    if ((c | 32) == 'd' && (next | 32) == 'd') {
        buf_add_cp(out, c == 'd' && next == 'd' ? 0x111 : c == 'D' ? 0x110 : 0x111);
        return 2;
    }
    buf_addc(out, c);
    if (!strchr("aeiouyAEIOUY", c))
        return 1;
    if (next && shape_fits(c, next)) {
        buf_add_cp(out, mark_of(next));
        n++;
        next = i + n < w.n ? w.p[i + n] : 0;
    }
    if (is_tone(next) && !*toned) {
        buf_add_cp(out, mark_of(next));
        *toned = true;
        n++;
    }
    return n;
}

static void read_word(struct charset_decoder *d, size_t from, struct span w)
{
    bool toned = false, address = is_address(w);
    for (size_t i = 0; i < w.n;) {
        char c = w.p[i], next = i + 1 < w.n ? w.p[i + 1] : 0;
        uint32_t cp;
        if (!address && is_letter(c)) {
            i += read_letter(w, i, &toned, &d->text);
            continue;
        }
        toned = false;
        if (!address && c == '\\' && (mark_of(next) || next == '\\' || (next | 32) == 'd')) {
            buf_addc(&d->text, next);
            i += 2;
            continue;
        }
        size_t n = utf8_decode(w.p + i, w.n - i, &cp);
        if (cp == UTF8_BROKEN) {
            charset_add_broken(d, (struct span){w.p + i, n}, &d->text);
            charset_note(d, from + i, n);
        } else if (!(cp == 0xFEFF && d->offset + from + i == 0)) {
            buf_add(&d->text, w.p + i, n);
        }
        i += n;
    }
}

size_t charset_step_viqr(struct charset_decoder *d, struct span in, struct buf *out)
{
    size_t i = 0;
    buf_reset(&d->text);
    while (i < in.n) {
        size_t n = 0;
        while (i + n < in.n && n < WORD_MAX && !is_space(in.p[i + n]))
            n++;
        if (i + n == in.n && n < WORD_MAX && !d->last)
            break;
        if (n == WORD_MAX) /* not within a character */
            n -= utf8_tail((struct span){in.p + i, n});
        read_word(d, i, (struct span){in.p + i, n});
        i += n;
        for (; i < in.n && is_space(in.p[i]); i++)
            buf_addc(&d->text, in.p[i]);
    }
    charset_text(d, buf_span(&d->text), out);
    return i;
}
