/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/doc_text_lines.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

void doc_string_add(struct buf *out, const struct doc_string *s)
{
    for (size_t i = 0; i < s->n; i++)
        buf_adds(out, s->run[i].text);
}

size_t doc_string_columns(const struct doc_string *s)
{
    size_t columns = 0;
    for (size_t i = 0; i < s->n; i++)
        columns += width_columns(span_of(s->run[i].text));
    return columns;
}

static size_t word_length(struct span s)
{
    const char *blank = s.n ? memchr(s.p, ' ', s.n) : NULL;
    return blank ? (size_t)(blank - s.p) : s.n;
}

static struct span skip(struct span s, size_t n)
{
    return span_make(s.p + n, s.n - n);
}

size_t doc_string_word(const struct doc_string *s)
{
    struct buf b = {0};
    size_t longest = 0;
    doc_string_add(&b, s);
    for (struct span rest = buf_span(&b); rest.n;) {
        size_t n = word_length(rest), columns = width_columns(span_make(rest.p, n));
        if (columns > longest)
            longest = columns;
        rest = skip(rest, n < rest.n ? n + 1 : n);
    }
    buf_release(&b);
    return longest;
}

/* Bytes of the words that fit into columns; at least one letter of a word too long for any line. */
static size_t fit(struct span s, size_t columns)
{
    size_t end = 0;
    for (size_t at = 0; at < s.n;) {
        size_t stop = at + word_length(skip(s, at));
        if (width_columns(span_make(s.p, stop)) > columns)
            break;
        end = stop;
        at = stop + (stop < s.n);
    }
    if (end == 0)
        end = width_fit(s, columns, NULL);
    return end ? end : cluster_next(s, 0);
}

void text_lines_wrap(struct text_lines *l, const struct doc_string *s, size_t first, size_t rest)
{
    doc_string_add(&l->text, s);
    struct span left = span_trim(buf_span(&l->text));
    while (left.n) {
        size_t n = fit(left, l->n ? rest : first);
        l->line = mem_realloc_array(l->line, l->n + 1, sizeof *l->line);
        l->line[l->n++] = span_trim(span_make(left.p, n));
        left = span_trim(skip(left, n));
    }
}

void text_lines_release(struct text_lines *l)
{
    buf_release(&l->text);
    free(l->line);
    *l = (struct text_lines){0};
}

size_t text_lines_columns(const struct text_lines *l)
{
    size_t longest = 0;
    for (size_t i = 0; i < l->n; i++) {
        size_t columns = width_columns(l->line[i]);
        if (columns > longest)
            longest = columns;
    }
    return longest;
}

void text_add_repeated(struct buf *out, const char *what, size_t times)
{
    while (times--)
        buf_adds(out, what);
}

enum width_align text_align(enum doc_align a)
{
    switch (a) {
    case DOC_LEFT:
        break;
    case DOC_RIGHT:
        return WIDTH_RIGHT;
    case DOC_CENTRE:
        return WIDTH_CENTRE;
    }
    return WIDTH_LEFT;
}
