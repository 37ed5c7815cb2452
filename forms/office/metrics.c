/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/office/metrics.h"

#include "locale/fold.h"
#include "locale/utf8.h"

enum { FIRST = 0x20, LAST = 0x7E, OTHER = 556, BLANK = 250 };

/* Advance widths of the printable ASCII characters (the published metrics of Times). */
static const uint16_t plain[LAST - FIRST + 1] = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};
static const uint16_t heavy[LAST - FIRST + 1] = {
    250, 333, 555, 500, 500, 1000, 833, 278,  333, 333, 500, 570, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500,  500, 500,  500, 500, 333, 333, 570, 570, 570, 500,
    930, 722, 667, 722, 722, 667,  611, 778,  778, 389, 500, 778, 667, 944, 722, 778,
    611, 778, 722, 556, 667, 722,  722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
    333, 500, 556, 444, 556, 444,  333, 500,  556, 278, 333, 556, 278, 833, 556, 500,
    556, 556, 444, 389, 333, 556,  500, 722,  500, 500, 444, 394, 220, 394, 520};

static size_t letter(uint32_t cp, bool bold)
{
    const uint16_t *width = bold ? heavy : plain;
    struct buf b = {0}, base = {0};
    size_t n = OTHER;
    if (cp == 0xA0)
        return BLANK;
    if (cp >= FIRST && cp <= LAST)
        return width[cp - FIRST];
    buf_add_cp(&b, cp);
    fold_search(&base, buf_span(&b)); /* one small letter, or what it was */
    if (base.n == 1 && base.p[0] >= 'a' && base.p[0] <= 'z')
        n = width[base.p[0] - (fold_lower_cp(cp) == cp ? 0 : 'a' - 'A') - FIRST];
    buf_release(&b);
    buf_release(&base);
    return n;
}

/* The whole, and its longest word. */
static size_t measure(struct span s, bool bold, size_t *word)
{
    size_t all = 0, own = 0;
    *word = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        size_t k = utf8_decode(s.p + i, s.n - i, &cp);
        size_t w = letter(cp, bold);
        i += k ? k : 1;
        all += w;
        own = cp == ' ' ? 0 : own + w;
        if (own > *word)
            *word = own;
    }
    return all;
}

size_t metrics_text(struct span s, bool bold)
{
    size_t word;
    return measure(s, bold, &word);
}

size_t metrics_word(struct span s, bool bold)
{
    size_t word;
    (void)measure(s, bold, &word);
    return word;
}

size_t metrics_string(const struct doc_string *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += metrics_text(span_of(s->run[i].text), s->run[i].style & DOC_BOLD);
    return n;
}

size_t metrics_string_word(const struct doc_string *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        size_t own = metrics_word(span_of(s->run[i].text), s->run[i].style & DOC_BOLD);
        n = own > n ? own : n;
    }
    return n;
}

size_t metrics_twips(size_t thousandths, unsigned half_points)
{
    return (thousandths * half_points + 99) / 100; /* a half point is 10 twips */
}
