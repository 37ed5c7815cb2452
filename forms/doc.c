/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/doc.h"

#include <assert.h>
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/nfc.h"
#include "locale/width.h"

/* One more element, zeroed; the address is good until the next one. */
#define PUSH(array, n)                                                                             \
    ((array) = mem_realloc_array((array), (n) + 1, sizeof *(array)),                               \
     (array)[n] = (__typeof__(*(array))){0}, &(array)[(n)++])

/* ---- texts ---- */

static char *clean(const char *text)
{
    struct buf nfc = {0}, safe = {0};
    nfc_add(&nfc, span_of(text));
    text_add_safe(&safe, buf_span(&nfc));
    buf_release(&nfc);
    buf_reserve(&safe, 1); /* so that an empty text is "", not NULL */
    buf_addc(&safe, 0);
    return buf_detach(&safe);
}

static void add_run(struct doc_string *s, unsigned style, const char *text)
{
    struct doc_run *r = PUSH(s->run, s->n);
    r->text = clean(text);
    r->style = style;
}

static void release_string(struct doc_string *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->run[i].text);
    free(s->run);
}

/* ---- release ---- */

static void release_pair(struct doc_pair *p)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < p->n[side]; i++)
            release_string(&p->line[side][i].text);
        free(p->line[side]);
    }
}

static void release_chart(struct doc_chart *c)
{
    release_string(&c->title);
    for (size_t i = 0; i < c->categories; i++)
        release_string(&c->category[i]);
    for (size_t i = 0; i < c->n; i++) {
        release_string(&c->series[i].name);
        free(c->series[i].value);
    }
    free(c->category);
    free(c->series);
}

static void release_table(struct doc_table *t)
{
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0; c < t->row[r].n; c++)
            release_string(&t->row[r].cell[c].text);
        free(t->row[r].cell);
    }
    free(t->row);
    free(t->column);
    release_string(&t->caption);
}

void doc_release(struct doc *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct doc_block *b = &d->block[i];
        release_string(&b->text);
        release_pair(&b->pair);
        release_table(&b->table);
        release_chart(&b->chart);
        for (size_t k = 0; k < b->figures; k++) {
            release_string(&b->figure[k].name);
            release_string(&b->figure[k].value);
        }
        free(b->figure);
    }
    free(d->block);
    *d = (struct doc){0};
}

/* ---- blocks ---- */

static struct doc_block *add_block(struct doc *d, enum doc_kind kind)
{
    struct doc_block *b = PUSH(d->block, d->n);
    b->kind = kind;
    return b;
}

static struct doc_block *last_block(struct doc *d, enum doc_kind kind)
{
    assert(d->n > 0 && d->block[d->n - 1].kind == kind);
    (void)kind;
    return &d->block[d->n - 1];
}

void doc_note(struct doc *d, const char *text)
{
    add_run(&add_block(d, DOC_NOTE_BLOCK)->text, DOC_BOLD, text);
}

void doc_title(struct doc *d, unsigned style, unsigned rule, const char *text)
{
    struct doc_block *b = add_block(d, DOC_TITLE_BLOCK);
    b->level = rule;
    add_run(&b->text, style, text);
}

void doc_heading(struct doc *d, unsigned level, const char *text)
{
    struct doc_block *b = add_block(d, DOC_HEADING_BLOCK);
    b->level = level;
    add_run(&b->text, DOC_BOLD, text);
}

void doc_blanks(struct doc *d, unsigned lines)
{
    add_block(d, DOC_BLANKS_BLOCK)->level = lines;
}

void doc_page(struct doc *d)
{
    if (d->n)
        add_block(d, DOC_PAGE_BLOCK);
}

void doc_paragraph(struct doc *d, enum doc_role role)
{
    add_block(d, DOC_PARAGRAPH_BLOCK)->role = role;
}

void doc_add(struct doc *d, unsigned style, const char *text)
{
    add_run(&last_block(d, DOC_PARAGRAPH_BLOCK)->text, style, text);
}

void doc_addf(struct doc *d, unsigned style, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    doc_add(d, style, buf_str(&b));
    buf_release(&b);
}

void doc_pair(struct doc *d, enum doc_pair_role role, unsigned left, unsigned right)
{
    struct doc_pair *p = &add_block(d, DOC_PAIR_BLOCK)->pair;
    p->role = role;
    p->share[DOC_LEFT_SIDE] = left;
    p->share[DOC_RIGHT_SIDE] = right;
}

struct doc_line *doc_pair_line(struct doc *d, enum doc_side side, unsigned style,
                               enum doc_align align, const char *text)
{
    struct doc_pair *p = &last_block(d, DOC_PAIR_BLOCK)->pair;
    struct doc_line *line = PUSH(p->line[side], p->n[side]);
    line->align = align;
    add_run(&line->text, style, text);
    return line;
}

void doc_figure(struct doc *d, const char *name, const char *value)
{
    if (d->n == 0 || d->block[d->n - 1].kind != DOC_FIGURES_BLOCK)
        add_block(d, DOC_FIGURES_BLOCK);
    struct doc_block *b = &d->block[d->n - 1];
    struct doc_figure *f = PUSH(b->figure, b->figures);
    add_run(&f->name, DOC_PLAIN, name);
    if (value)
        add_run(&f->value, DOC_PLAIN, value);
}

/* ---- tables ---- */

static struct doc_table *last_table(struct doc *d)
{
    return &last_block(d, DOC_TABLE_BLOCK)->table;
}

void doc_table(struct doc *d, const char *caption)
{
    add_run(&add_block(d, DOC_TABLE_BLOCK)->table.caption, DOC_BOLD, caption);
}

void doc_column(struct doc *d, enum doc_align align, unsigned weight, unsigned group)
{
    struct doc_table *t = last_table(d);
    assert(t->rows == 0);
    *PUSH(t->column, t->columns) =
        (struct doc_column){.align = align, .weight = weight, .group = group};
}

void doc_row(struct doc *d, enum doc_row_kind kind)
{
    struct doc_table *t = last_table(d);
    PUSH(t->row, t->rows)->kind = kind;
}

void doc_cell(struct doc *d, unsigned across, unsigned down, const char *text)
{
    struct doc_table *t = last_table(d);
    assert(t->rows > 0 && across > 0 && down > 0);
    struct doc_row *row = &t->row[t->rows - 1];
    struct doc_cell *cell = PUSH(row->cell, row->n);
    cell->across = across;
    cell->down = down;
    add_run(&cell->text, row->kind == DOC_ROW_BODY ? DOC_PLAIN : DOC_BOLD, text);
}

void doc_cell_number(struct doc *d, enum doc_number kind, int64_t value)
{
    struct doc_table *t = last_table(d);
    assert(t->rows > 0 && t->row[t->rows - 1].n > 0);
    struct doc_row *row = &t->row[t->rows - 1];
    row->cell[row->n - 1].number = kind;
    row->cell[row->n - 1].value = value;
}

enum doc_align doc_cell_align(const struct doc_table *t, size_t column, const struct doc_cell *cell)
{
    return cell && cell->across > 1 ? DOC_LEFT : t->column[column].align;
}

int *doc_table_places(const struct doc_table *t)
{
    int *out = mem_alloc((t->rows * t->columns + 1) * sizeof *out);
    unsigned *until = mem_alloc((t->columns + 1) * sizeof *until); /* covered up to this row */
    for (size_t i = 0; i < t->rows * t->columns; i++)
        out[i] = DOC_COVERED;
    for (size_t r = 0; r < t->rows; r++) {
        size_t c = 0;
        for (size_t i = 0; i < t->row[r].n; i++) {
            const struct doc_cell *cell = &t->row[r].cell[i];
            while (c < t->columns && until[c] > r)
                c++;
            if (c >= t->columns)
                break; /* more cells than columns: a fault of the report, shown by its test */
            out[r * t->columns + c] = (int)i;
            for (unsigned k = 0; k < cell->across && c < t->columns; k++)
                until[c++] = (unsigned)r + cell->down;
        }
    }
    free(until);
    return out;
}

/* ---- charts ---- */

static struct doc_chart *last_chart(struct doc *d)
{
    return &last_block(d, DOC_CHART_BLOCK)->chart;
}

void doc_chart(struct doc *d, enum doc_number number, const char *title)
{
    struct doc_chart *c = &add_block(d, DOC_CHART_BLOCK)->chart;
    c->number = number;
    add_run(&c->title, DOC_BOLD, title);
}

void doc_category(struct doc *d, const char *text)
{
    struct doc_chart *c = last_chart(d);
    assert(c->n == 0);
    add_run(PUSH(c->category, c->categories), DOC_PLAIN, text);
}

void doc_series(struct doc *d, bool mark, const char *name)
{
    struct doc_chart *c = last_chart(d);
    struct doc_series *s = PUSH(c->series, c->n);
    s->mark = mark;
    add_run(&s->name, DOC_PLAIN, name);
}

void doc_point(struct doc *d, int64_t value)
{
    struct doc_chart *c = last_chart(d);
    assert(c->n > 0 && c->series[c->n - 1].n < c->categories);
    *PUSH(c->series[c->n - 1].value, c->series[c->n - 1].n) = value;
}
