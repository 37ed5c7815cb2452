/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text writer: everything but tables. Blocks are written with blanks at line ends and no-break
 * spaces as they come; finish() takes both away.
 */
#include "forms/doc_text.h"

#include <assert.h>
#include <string.h>

#include "forms/doc_text_lines.h"

enum { INDENT = 4, HANG = 6, PAIR_GAP = 2, RULE_MIN = 6 };

static void add_line(struct buf *out, struct span text, size_t width, enum doc_align align)
{
    width_add_padded(out, text, width, text_align(align));
    buf_addc(out, '\n');
}

static void add_wrapped(struct buf *out, const struct doc_string *s, size_t width,
                        enum doc_align align)
{
    struct text_lines l = {0};
    text_lines_wrap(&l, s, width, width);
    for (size_t i = 0; i < l.n; i++)
        add_line(out, l.line[i], width, align);
    text_lines_release(&l);
}

/* A rule under a text of so many columns, centred in width; nothing when there is no rule. */
static void add_rule(struct buf *out, unsigned percent, size_t text, size_t width)
{
    struct buf rule = {0};
    size_t n = text * percent / 100;
    if (n < RULE_MIN)
        n = RULE_MIN;
    text_add_repeated(&rule, DOC_TEXT_RULE, n > width ? width : n);
    width_add_padded(out, buf_span(&rule), width, WIDTH_CENTRE);
    buf_release(&rule);
}

static void add_title(struct buf *out, const struct doc_block *b, size_t width)
{
    struct text_lines l = {0};
    size_t narrow = width * 7 / 8; /* a title does not run from edge to edge */
    text_lines_wrap(&l, &b->text, narrow, narrow);
    for (size_t i = 0; i < l.n; i++)
        add_line(out, l.line[i], width, DOC_CENTRE);
    if (b->level) {
        add_rule(out, b->level, text_lines_columns(&l), width);
        buf_addc(out, '\n');
    }
    text_lines_release(&l);
}

static void add_paragraph(struct buf *out, const struct doc_block *b, size_t width)
{
    struct text_lines l = {0};
    size_t hang = b->role == DOC_BULLET ? HANG : 0;
    size_t first = b->role == DOC_SOURCE ? 0 : b->role == DOC_BULLET ? HANG : INDENT;
    text_lines_wrap(&l, &b->text, width - first, width - hang);
    for (size_t i = 0; i < l.n; i++) {
        text_add_repeated(out, " ", i ? hang : b->role == DOC_BULLET ? INDENT : first);
        if (i == 0 && b->role == DOC_BULLET)
            buf_adds(out, "- ");
        buf_add_span(out, l.line[i]);
        buf_addc(out, '\n');
    }
    text_lines_release(&l);
}

/* ---- pairs ---- */

/* One side as lines of exactly width columns. */
static void add_side(struct buf *out, const struct doc_pair *p, int side, size_t width)
{
    struct buf blank = {0};
    for (size_t i = 0; i < p->n[side]; i++) {
        const struct doc_line *line = &p->line[side][i];
        struct text_lines l = {0};
        text_lines_wrap(&l, &line->text, width, width);
        for (size_t k = 0; k < l.n; k++)
            add_line(out, l.line[k], width, line->align);
        if (line->rule) {
            add_rule(out, line->rule, text_lines_columns(&l), width);
            buf_addc(out, '\n');
        }
        for (unsigned k = 0; k < line->space; k++)
            add_line(out, buf_span(&blank), width, DOC_LEFT);
        text_lines_release(&l);
    }
}

static struct span take_line(struct span *s)
{
    const char *end = s->n ? memchr(s->p, '\n', s->n) : NULL;
    struct span line = {s->p, end ? (size_t)(end - s->p) : s->n};
    *s = end ? span_make(end + 1, s->n - line.n - 1) : span_make(s->p, 0);
    return line;
}

static void add_pair(struct buf *out, const struct doc_pair *p, size_t width)
{
    struct buf side[2] = {{0}};
    size_t left = (width - PAIR_GAP) * p->share[0] / (p->share[0] + p->share[1]);
    add_side(&side[0], p, 0, left);
    add_side(&side[1], p, 1, width - PAIR_GAP - left);
    struct span l = buf_span(&side[0]), r = buf_span(&side[1]);
    while (l.n || r.n) {
        width_add_padded(out, take_line(&l), left + PAIR_GAP, WIDTH_LEFT);
        buf_add_span(out, take_line(&r));
        buf_addc(out, '\n');
    }
    buf_release(&side[0]);
    buf_release(&side[1]);
}

/* ---- figures and blanks ---- */

static void add_figure(struct buf *out, const struct doc_figure *f, size_t name, size_t width)
{
    struct text_lines n = {0}, v = {0};
    struct span none = {"", 0};
    size_t left = name + HANG + 2, right = width - left;
    text_lines_wrap(&n, &f->name, name, name);
    text_lines_wrap(&v, &f->value, right, right);
    for (size_t i = 0; i < n.n || i < v.n; i++) {
        buf_adds(out, i ? "      " : "    - ");
        width_add_padded(out, i < n.n ? n.line[i] : none, name + 2, WIDTH_LEFT);
        if (i == 0 && !f->value.n)
            text_add_repeated(out, ".", right); /* to be written on by hand */
        else
            buf_add_span(out, i < v.n ? v.line[i] : none);
        buf_addc(out, '\n');
    }
    text_lines_release(&n);
    text_lines_release(&v);
}

static void add_figures(struct buf *out, const struct doc_block *b, size_t width)
{
    size_t name = 0;
    for (size_t i = 0; i < b->figures; i++) {
        size_t columns = doc_string_columns(&b->figure[i].name);
        if (columns > name)
            name = columns;
    }
    if (name > width / 2)
        name = width / 2;
    for (size_t i = 0; i < b->figures; i++)
        add_figure(out, &b->figure[i], name, width);
}

/* An empty line above each: room for a pen. */
static void add_blanks(struct buf *out, unsigned lines, size_t width)
{
    for (unsigned i = 0; i < lines; i++) {
        buf_addc(out, '\n');
        text_add_repeated(out, ".", width);
        buf_addc(out, '\n');
    }
}

/* ---- the whole ---- */

static void add_block(struct buf *out, const struct doc_block *b, size_t width)
{
    switch (b->kind) {
    case DOC_NOTE_BLOCK:
        add_wrapped(out, &b->text, width, DOC_CENTRE);
        return;
    case DOC_PAIR_BLOCK:
        add_pair(out, &b->pair, width);
        return;
    case DOC_TITLE_BLOCK:
        add_title(out, b, width);
        return;
    case DOC_PARAGRAPH_BLOCK:
        add_paragraph(out, b, width);
        return;
    case DOC_HEADING_BLOCK:
        add_wrapped(out, &b->text, width, DOC_LEFT);
        return;
    case DOC_FIGURES_BLOCK:
        add_figures(out, b, width);
        return;
    case DOC_TABLE_BLOCK:
        text_add_table(out, &b->table, width);
        return;
    case DOC_BLANKS_BLOCK:
        add_blanks(out, b->level, width);
        return;
    case DOC_CHART_BLOCK: /* its figures stand in the tables */
        return;
    case DOC_PAGE_BLOCK: /* seen on a screen, and where to cut the paper */
        text_add_repeated(out, "\u2550", width);
        buf_addc(out, '\n');
        return;
    }
}

/* Is there an empty line between two blocks? */
static bool apart(const struct doc_block *a, const struct doc_block *b)
{
    if (b->kind == DOC_BLANKS_BLOCK) /* brings its own */
        return false;
    if (a->kind == DOC_HEADING_BLOCK)
        return b->kind == DOC_TABLE_BLOCK;
    if (a->kind == DOC_TITLE_BLOCK)
        return b->kind != DOC_TITLE_BLOCK;
    if (a->kind == DOC_TABLE_BLOCK)
        return b->kind != DOC_PARAGRAPH_BLOCK || b->role != DOC_SOURCE;
    bool text = a->kind == DOC_PARAGRAPH_BLOCK || a->kind == DOC_FIGURES_BLOCK;
    if (text && b->kind == DOC_PARAGRAPH_BLOCK)
        return a->kind == DOC_PARAGRAPH_BLOCK && a->role != b->role &&
               (a->role == DOC_SOURCE || a->role == DOC_BASIS);
    return !text || b->kind != DOC_FIGURES_BLOCK;
}

static size_t blank_at_end(struct span s)
{
    if (s.n && s.p[s.n - 1] == ' ')
        return 1;
    return s.n >= 2 && memcmp(s.p + s.n - 2, NO_BREAK, 2) == 0 ? 2 : 0;
}

/* Without blanks at line ends; no-break spaces become blanks. */
static void finish(struct buf *out, struct span s)
{
    while (s.n) {
        struct span line = take_line(&s);
        for (size_t k; (k = blank_at_end(line));)
            line.n -= k;
        for (size_t i = 0; i < line.n; i++) {
            if (line.n - i >= 2 && memcmp(line.p + i, NO_BREAK, 2) == 0) {
                buf_addc(out, ' ');
                i++;
            } else {
                buf_addc(out, line.p[i]);
            }
        }
        buf_addc(out, '\n');
    }
}

void doc_text_write(const struct doc *d, size_t width, struct buf *out)
{
    struct buf b = {0};
    assert(width >= DOC_TEXT_WIDTH_MIN);
    const struct doc_block *before = NULL;
    for (size_t i = 0; i < d->n; i++) {
        if (d->block[i].kind == DOC_CHART_BLOCK)
            continue;
        if (before && apart(before, &d->block[i]))
            buf_addc(&b, '\n');
        before = &d->block[i];
        add_block(&b, before, width);
    }
    finish(out, buf_span(&b));
    buf_release(&b);
}
