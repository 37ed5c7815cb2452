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

/* Where text is looked at: lines above skip and below rows are only counted. */
struct page {
    struct draw *d;
    int y, x, rows;
    size_t skip, lines;
    enum draw_role role;
};

static void put(struct page *p, int indent, struct span line)
{
    if (p->lines >= p->skip && (int)(p->lines - p->skip) < p->rows)
        draw_text(p->d, p->y + (int)(p->lines - p->skip), p->x + indent, -1, p->role, line);
    p->lines++;
}

static size_t width_at(const struct draw *d, int x)
{
    return d->columns > x + 2 ? (size_t)(d->columns - x - 1) : 1;
}

/* Bytes of the first line: up to the last comma that fits, else to a blank. */
static size_t figures_first(struct span text, size_t width)
{
    size_t n = draw_wrap_first(text, width), comma = n;
    if (n == text.n)
        return n;
    while (comma > 0 && text.p[comma - 1] != ',')
        comma--;
    return comma ? comma : n;
}

/* Lines of one text, each as long as first says. */
static void put_text(struct page *p, int indent, struct span text,
                     size_t (*first)(struct span text, size_t width))
{
    size_t width = width_at(p->d, p->x + indent);
    do {
        size_t n = first(text, width);
        put(p, indent, span_make(text.p, n));
        n += n < text.n && (text.p[n] == ' ' || text.p[n] == '\n');
        text = span_make(text.p + n, text.n - n);
    } while (text.n);
}

static void put_figures(struct page *p, struct span line)
{
    size_t name = 0;
    while (name + 1 < line.n && !(line.p[name] == ':' && line.p[name + 1] == ' '))
        name++;
    bool fits = draw_wrap_first(line, width_at(p->d, p->x)) == line.n;
    if (fits || name + 1 >= line.n) {
        put_text(p, 0, line, draw_wrap_first);
        return;
    }
    put_text(p, 0, span_make(line.p, name + 1), draw_wrap_first);
    put_text(p, 2, span_make(line.p + name + 2, line.n - name - 2), figures_first);
}

size_t draw_wrap_figures(struct draw *d, int y, int x, int rows, size_t skip, enum draw_role role,
                         struct span text)
{
    struct page p = {.d = d, .y = y, .x = x, .rows = rows, .skip = skip, .role = role};
    while (text.n) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        put_figures(&p, span_make(text.p, n));
        n += end != NULL;
        text = span_make(text.p + n, text.n - n);
    }
    return p.lines;
}

/* What is behind the first line of an indented paragraph keeps the indent, where there is room. */
static size_t indent_of(struct span text, size_t width)
{
    size_t n = 0;
    while (n < text.n && text.p[n] == ' ')
        n++;
    return n < width / 2 ? n : 0;
}

size_t draw_wrap(struct draw *d, int y, int x, int rows, size_t skip, enum draw_role role,
                 struct span text)
{
    struct page p = {.d = d, .y = y, .x = x, .rows = rows, .skip = skip, .role = role};
    size_t width = width_at(d, x), indent = 0;
    for (bool begins = true; text.n;) {
        size_t n = draw_wrap_first(text, width - indent);
        put(&p, (int)indent, span_make(text.p, n));
        if (begins)
            indent = indent_of(text, width);
        begins = n < text.n && text.p[n] == '\n';
        if (begins)
            indent = 0;
        n += n < text.n && (text.p[n] == ' ' || text.p[n] == '\n');
        text = span_make(text.p + n, text.n - n);
    }
    return p.lines;
}

void draw_wrap_empty(struct draw *d, int line, const char *text)
{
    int rows = draw_work_rows(d) - line;
    draw_wrap(d, draw_work_top(d) + line, 2, rows > 0 ? rows : 0, 0, DRAW_NORMAL, span_of(text));
}
