/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers are 8 bytes, the lowest first; a text is its length and its bytes; a list is its length
 * and its elements. What is read goes through doc.h's functions, so a document that was unpacked is
 * as sound as any other.
 */
#include "forms/doc_pack.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC "hoctap doc " HOCTAP_VERSION " 1\n"

enum { SHARE_MAX = 1000, COLUMNS_MAX = 1000 };

/* ---- pack ---- */

static void put(struct buf *b, uint64_t n)
{
    for (int i = 0; i < 64; i += 8)
        buf_addc(b, (char)(n >> i));
}

static void put_text(struct buf *b, const char *s)
{
    put(b, strlen(s));
    buf_adds(b, s);
}

static void put_string(struct buf *b, const struct doc_string *s)
{
    put(b, s->n);
    for (size_t i = 0; i < s->n; i++) {
        put(b, s->run[i].style);
        put_text(b, s->run[i].text);
    }
}

static void put_pair(struct buf *b, const struct doc_pair *p)
{
    put(b, p->role);
    for (int side = 0; side < 2; side++) {
        put(b, p->share[side]);
        put(b, p->n[side]);
        for (size_t i = 0; i < p->n[side]; i++) {
            const struct doc_line *l = &p->line[side][i];
            put(b, l->align);
            put(b, l->rule);
            put(b, l->space);
            put_string(b, &l->text);
        }
    }
}

static void put_table(struct buf *b, const struct doc_table *t)
{
    put_string(b, &t->caption);
    put(b, t->columns);
    for (size_t c = 0; c < t->columns; c++) {
        put(b, t->column[c].align);
        put(b, t->column[c].weight);
        put(b, t->column[c].group);
    }
    put(b, t->rows);
    for (size_t r = 0; r < t->rows; r++) {
        put(b, t->row[r].kind);
        put(b, t->row[r].n);
        for (size_t c = 0; c < t->row[r].n; c++) {
            const struct doc_cell *cell = &t->row[r].cell[c];
            put(b, cell->across);
            put(b, cell->down);
            put(b, cell->number);
            put(b, (uint64_t)cell->value);
            put_string(b, &cell->text);
        }
    }
}

static void put_chart(struct buf *b, const struct doc_chart *c)
{
    put(b, c->number);
    put_string(b, &c->title);
    put(b, c->categories);
    for (size_t i = 0; i < c->categories; i++)
        put_string(b, &c->category[i]);
    put(b, c->n);
    for (size_t i = 0; i < c->n; i++) {
        put(b, c->series[i].mark);
        put_string(b, &c->series[i].name);
        put(b, c->series[i].n);
        for (size_t k = 0; k < c->series[i].n; k++)
            put(b, (uint64_t)c->series[i].value[k]);
    }
}

static void put_block(struct buf *b, const struct doc_block *k)
{
    put(b, k->kind);
    switch (k->kind) {
    case DOC_NOTE_BLOCK:
        put_string(b, &k->text);
        return;
    case DOC_PAIR_BLOCK:
        put_pair(b, &k->pair);
        return;
    case DOC_TITLE_BLOCK:
    case DOC_HEADING_BLOCK:
        put(b, k->level);
        put_string(b, &k->text);
        return;
    case DOC_PARAGRAPH_BLOCK:
        put(b, k->role);
        put_string(b, &k->text);
        return;
    case DOC_FIGURES_BLOCK:
        put(b, k->figures);
        for (size_t i = 0; i < k->figures; i++) {
            put_string(b, &k->figure[i].name);
            put_string(b, &k->figure[i].value);
        }
        return;
    case DOC_TABLE_BLOCK:
        put_table(b, &k->table);
        return;
    case DOC_BLANKS_BLOCK:
        put(b, k->level);
        return;
    case DOC_CHART_BLOCK:
        put_chart(b, &k->chart);
        return;
    case DOC_PAGE_BLOCK:
        return;
    }
}

void doc_pack(struct buf *out, const struct doc *d)
{
    buf_adds(out, MAGIC);
    for (size_t i = 0; i < d->n; i++)
        put_block(out, &d->block[i]);
}

/* ---- unpack ---- */

/* Once bad, every number is 0 and every text empty. */
struct unpacking {
    struct span s;
    bool bad;
    struct doc *d;
};

static uint64_t get(struct unpacking *u)
{
    uint64_t n = 0;
    u->bad |= u->s.n < 8;
    if (u->bad)
        return 0;
    for (int i = 0; i < 8; i++)
        n |= (uint64_t)(uint8_t)u->s.p[i] << (8 * i);
    u->s = span_make(u->s.p + 8, u->s.n - 8);
    return n;
}

/* A number of at most so much. */
static unsigned get_to(struct unpacking *u, uint64_t most)
{
    uint64_t n = get(u);
    u->bad |= n > most;
    return u->bad ? 0 : (unsigned)n;
}

/* How many elements follow; each takes 8 bytes or more. */
static size_t get_count(struct unpacking *u)
{
    uint64_t n = get(u);
    u->bad |= n > u->s.n / 8;
    return u->bad ? 0 : (size_t)n;
}

static char *get_text(struct unpacking *u)
{
    struct buf b = {0};
    uint64_t n = get(u);
    u->bad |= n > u->s.n;
    if (!u->bad) {
        buf_add(&b, u->s.p, (size_t)n);
        u->s = span_make(u->s.p + n, u->s.n - (size_t)n);
    }
    buf_reserve(&b, 1);
    buf_addc(&b, 0);
    return buf_detach(&b);
}

/* All runs of a string as one text; style is that of the first. */
static char *get_string(struct unpacking *u, unsigned *style)
{
    struct buf all = {0};
    size_t n = get_count(u);
    *style = DOC_PLAIN;
    for (size_t i = 0; i < n && !u->bad; i++) {
        unsigned own = get_to(u, DOC_BOLD | DOC_ITALIC);
        char *text = get_text(u);
        if (i == 0)
            *style = own;
        buf_adds(&all, text);
        free(text);
    }
    buf_reserve(&all, 1);
    buf_addc(&all, 0);
    return buf_detach(&all);
}

static void get_pair(struct unpacking *u)
{
    unsigned style, share[2];
    doc_pair(u->d, (enum doc_pair_role)get_to(u, DOC_PAIR_FOOT), 1, 1);
    for (int side = 0; side < 2; side++) {
        share[side] = get_to(u, SHARE_MAX);
        size_t n = get_count(u);
        for (size_t i = 0; i < n && !u->bad; i++) {
            enum doc_align align = (enum doc_align)get_to(u, DOC_CENTRE);
            unsigned rule = get_to(u, SHARE_MAX), space = get_to(u, SHARE_MAX);
            char *text = get_string(u, &style);
            struct doc_line *l = doc_pair_line(u->d, (enum doc_side)side, style, align, text);
            l->rule = rule;
            l->space = space;
            free(text);
        }
    }
    u->bad |= share[0] + share[1] == 0;
    for (int side = 0; side < 2; side++)
        u->d->block[u->d->n - 1].pair.share[side] = share[side];
}

static void get_cell(struct unpacking *u)
{
    unsigned style, across = get_to(u, COLUMNS_MAX), down = get_to(u, COLUMNS_MAX);
    enum doc_number number = (enum doc_number)get_to(u, DOC_ORDINAL);
    int64_t value = (int64_t)get(u);
    char *text = get_string(u, &style);
    u->bad |= !across || !down;
    if (!u->bad) {
        doc_cell(u->d, across, down, text);
        doc_cell_number(u->d, number, value);
    }
    free(text);
}

static void get_table(struct unpacking *u)
{
    unsigned style;
    char *caption = get_string(u, &style);
    doc_table(u->d, caption);
    free(caption);
    size_t columns = get_to(u, COLUMNS_MAX);
    for (size_t c = 0; c < columns && !u->bad; c++) {
        enum doc_align align = (enum doc_align)get_to(u, DOC_CENTRE);
        unsigned weight = get_to(u, SHARE_MAX);
        doc_column(u->d, align, weight, get_to(u, COLUMNS_MAX));
    }
    size_t rows = get_count(u);
    for (size_t r = 0; r < rows && !u->bad; r++) {
        doc_row(u->d, (enum doc_row_kind)get_to(u, DOC_ROW_TOTAL));
        size_t n = get_count(u);
        for (size_t c = 0; c < n && !u->bad; c++)
            get_cell(u);
    }
}

static void get_chart(struct unpacking *u)
{
    unsigned style;
    enum doc_number number = (enum doc_number)get_to(u, DOC_ORDINAL);
    char *text = get_string(u, &style);
    doc_chart(u->d, number, text);
    free(text);
    size_t categories = get_count(u);
    for (size_t i = 0; i < categories && !u->bad; i++) {
        text = get_string(u, &style);
        doc_category(u->d, text);
        free(text);
    }
    size_t n = get_count(u);
    for (size_t i = 0; i < n && !u->bad; i++) {
        bool mark = get_to(u, 1);
        text = get_string(u, &style);
        doc_series(u->d, mark, text);
        free(text);
        size_t values = get_count(u);
        u->bad |= values > categories;
        for (size_t k = 0; k < values && !u->bad; k++)
            doc_point(u->d, (int64_t)get(u));
    }
}

static void get_paragraph(struct unpacking *u)
{
    doc_paragraph(u->d, (enum doc_role)get_to(u, DOC_SOURCE));
    size_t n = get_count(u);
    for (size_t i = 0; i < n && !u->bad; i++) {
        unsigned style = get_to(u, DOC_BOLD | DOC_ITALIC);
        char *text = get_text(u);
        doc_add(u->d, style, text);
        free(text);
    }
}

/* A figure without a value has no run in it, so it is told from an empty one. */
static void get_figures(struct unpacking *u)
{
    unsigned style;
    size_t n = get_count(u);
    for (size_t i = 0; i < n && !u->bad; i++) {
        char *name = get_string(u, &style);
        bool none = u->s.n >= 8 && memcmp(u->s.p, "\0\0\0\0\0\0\0\0", 8) == 0;
        char *value = get_string(u, &style);
        doc_figure(u->d, name, none ? NULL : value);
        free(name);
        free(value);
    }
}

static void get_text_block(struct unpacking *u, enum doc_kind kind)
{
    unsigned style, level = kind == DOC_NOTE_BLOCK ? 0 : get_to(u, SHARE_MAX);
    char *text = get_string(u, &style);
    if (kind == DOC_NOTE_BLOCK)
        doc_note(u->d, text);
    else if (kind == DOC_TITLE_BLOCK)
        doc_title(u->d, style, level, text);
    else
        doc_heading(u->d, level, text);
    free(text);
}

static void get_block(struct unpacking *u)
{
    enum doc_kind kind = (enum doc_kind)get_to(u, DOC_PAGE_BLOCK);
    if (u->bad)
        return;
    switch (kind) {
    case DOC_NOTE_BLOCK:
    case DOC_TITLE_BLOCK:
    case DOC_HEADING_BLOCK:
        get_text_block(u, kind);
        return;
    case DOC_PAIR_BLOCK:
        get_pair(u);
        return;
    case DOC_PARAGRAPH_BLOCK:
        get_paragraph(u);
        return;
    case DOC_FIGURES_BLOCK:
        get_figures(u);
        return;
    case DOC_TABLE_BLOCK:
        get_table(u);
        return;
    case DOC_BLANKS_BLOCK:
        doc_blanks(u->d, get_to(u, SHARE_MAX));
        return;
    case DOC_CHART_BLOCK:
        get_chart(u);
        return;
    case DOC_PAGE_BLOCK:
        doc_page(u->d);
        return;
    }
}

bool doc_unpack(struct span s, struct doc *out)
{
    struct unpacking u = {.s = s, .d = out};
    size_t magic = strlen(MAGIC);
    u.bad = s.n < magic || memcmp(s.p, MAGIC, magic) != 0;
    if (!u.bad)
        u.s = span_make(s.p + magic, s.n - magic);
    while (!u.bad && u.s.n)
        get_block(&u);
    if (u.bad)
        doc_release(out);
    return !u.bad;
}
