/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/draw_wrap.h"

#include <string.h>

#include "locale/width.h"

size_t draw_wrap_first(struct span text, size_t width)
{
    const char *end = memchr(text.p, '\n', text.n);
    size_t n = end ? (size_t)(end - text.p) : text.n;
    size_t fit = width_fit(span_make(text.p, n), width, NULL), cut = fit;
    if (fit == n)
        return n;
    while (cut > 0 && text.p[cut] != ' ')
        cut--;
    return cut ? cut : fit ? fit : n;
}

size_t draw_wrap(struct draw *d, int y, int x, int rows, size_t skip, enum draw_role role,
                 struct span text)
{
    size_t lines = 0, width = d->columns > x + 2 ? (size_t)(d->columns - x - 1) : 1;
    for (; text.n; lines++) {
        size_t n = draw_wrap_first(text, width);
        if (lines >= skip && (int)(lines - skip) < rows)
            draw_text(d, y + (int)(lines - skip), x, -1, role, span_make(text.p, n));
        n += n < text.n && (text.p[n] == ' ' || text.p[n] == '\n');
        text = span_make(text.p + n, text.n - n);
    }
    return lines;
}
