/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * NCR: text with &#7879; &#x1EC7; &ecirc; as web pages carried Vietnamese. Read as browsers do: the
 * ';' of a number may be missing, 128-159 are CP1252. What is no valid reference stays as it is.
 * Other bytes are UTF-8, or else CP1252.
 */
#include <string.h>

#include "locale/charset_step.h"
#include "locale/utf8.h"

static const struct entity {
    char name[8];
    uint16_t cp;
} entities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},    {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019},
    {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"hellip", 0x2026}, {"agrave", 0xE0},  {"aacute", 0xE1},
    {"acirc", 0xE2},   {"atilde", 0xE3},  {"egrave", 0xE8},   {"eacute", 0xE9},  {"ecirc", 0xEA},
    {"igrave", 0xEC},  {"iacute", 0xED},  {"ograve", 0xF2},   {"oacute", 0xF3},  {"ocirc", 0xF4},
    {"otilde", 0xF5},  {"ugrave", 0xF9},  {"uacute", 0xFA},   {"yacute", 0xFD},  {"Agrave", 0xC0},
    {"Aacute", 0xC1},  {"Acirc", 0xC2},   {"Atilde", 0xC3},   {"Egrave", 0xC8},  {"Eacute", 0xC9},
    {"Ecirc", 0xCA},   {"Igrave", 0xCC},  {"Iacute", 0xCD},   {"Ograve", 0xD2},  {"Oacute", 0xD3},
    {"Ocirc", 0xD4},   {"Otilde", 0xD5},  {"Ugrave", 0xD9},   {"Uacute", 0xDA},  {"Yacute", 0xDD},
};

enum { REFERENCE_MAX = 16 }; /* bytes of the longest reference that is looked at */

static int digit_of(char c, unsigned base)
{
    int v = c >= '0' && c <= '9'   ? c - '0'
            : c >= 'a' && c <= 'f' ? c - 'a' + 10
            : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                   : 99;
    return v < (int)base ? v : -1;
}

/* Bytes of "#7879;" at s, 0 when it is no number of a character. */
static size_t read_number(struct span s, uint32_t *cp)
{
    size_t i = 1, digits = 0;
    unsigned base = 10;
    if (i < s.n && (s.p[i] == 'x' || s.p[i] == 'X')) {
        base = 16;
        i++;
    }
    uint32_t v = 0;
    for (; i < s.n && digit_of(s.p[i], base) >= 0; i++, digits++)
        if (v <= 0x10FFFF)
            v = v * base + (uint32_t)digit_of(s.p[i], base);
    if (digits == 0 || v == 0 || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000))
        return 0;
    if (v >= 0x80 && v < 0xA0)
        v = charset_unit_cp(&charset_cp1252[v]);
    *cp = v;
    return i + (i < s.n && s.p[i] == ';');
}

static size_t read_name(struct span s, uint32_t *cp)
{
    for (size_t k = 0; k < sizeof entities / sizeof *entities; k++) {
        size_t n = strlen(entities[k].name);
        if (s.n > n && s.p[n] == ';' && memcmp(s.p, entities[k].name, n) == 0) {
            *cp = entities[k].cp;
            return n + 1;
        }
    }
    return 0;
}

size_t charset_step_ncr(struct charset_decoder *d, struct span in, struct buf *out)
{
    size_t i = 0;
    buf_reset(&d->text);
    while (i < in.n) {
        uint32_t cp;
        struct span rest = {in.p + i, in.n - i};
        if (!d->last && (rest.n < REFERENCE_MAX && rest.p[0] == '&'))
            break; /* it may go on in the next piece */
        if (!d->last && rest.n < 4 && utf8_tail(rest) == rest.n)
            break;
        size_t n = utf8_decode(rest.p, rest.n, &cp);
        if (cp == UTF8_BROKEN) {
            charset_add_broken(d, (struct span){rest.p, n}, &d->text);
            charset_note(d, i, n);
        } else if (cp == '&') {
            struct span ref = {rest.p + 1, (rest.n < REFERENCE_MAX ? rest.n : REFERENCE_MAX) - 1};
            size_t used = ref.n && ref.p[0] == '#' ? read_number(ref, &cp) : read_name(ref, &cp);
            buf_add_cp(&d->text, used ? cp : '&');
            n += used;
        } else if (!(cp == 0xFEFF && d->offset + i == 0)) {
            buf_add(&d->text, rest.p, n);
        }
        i += n;
    }
    charset_text(d, buf_span(&d->text), out);
    return i;
}
