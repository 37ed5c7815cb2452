/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists: the ids first, then their records a piece at a time, each in a transaction of its own. A
 * record that is deleted in between is left out.
 */
#include "core/export.h"

#include <stdlib.h>
#include <string.h>

#include "core/export_cell.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

enum { PIECE = 500, COLUMNS_MAX = 64, NARROW = 8, GAP = 2 };

struct list_column {
    int field; /* -1: the running number */
    bool right;
    size_t width;
    bool last;
};

struct list {
    const struct entity *e;
    const struct find_options *o;
    struct find_result found;
    size_t at, shown; /* of found.v; records given out before this piece */
    bool json;
    struct buf out;
    /* text only */
    size_t width;
    struct list_column column[COLUMNS_MAX];
    size_t n_columns;
    struct buf *cell; /* of the piece, n_columns a record */
    size_t n_cells, records;
};

static enum status find_fn(struct book_tx *t, void *context)
{
    struct list *l = context;
    find_result_release(&l->found);
    return find_ids(t, l->e, l->o, &l->found);
}

/* ---- text ---- */

static bool is_number(const struct field *f)
{
    return f->type == &field_integer || f->type == &field_money || f->type == &field_decimal;
}

static void add_column(struct list *l, int field, bool right)
{
    l->column[l->n_columns++] = (struct list_column){.field = field, .right = right};
}

/* A list of one hamlet does not repeat its name. */
static bool is_shown(const struct list *l, const struct field *f)
{
    bool same = unit_level(l->o->unit) == UNIT_HAMLET && l->e->id != ENTITY_HAMLET;
    return (f->flags & FIELD_LIST) && !((f->flags & FIELD_UNIT) && same);
}

static void choose_columns(struct list *l)
{
    if (l->e->subject && l->e->id != ENTITY_HAMLET) /* a hamlet is known by its code */
        add_column(l, -1, true);
    for (size_t i = 0; i < l->e->n_fields && l->n_columns < COLUMNS_MAX; i++)
        if (is_shown(l, &l->e->fields[i]))
            add_column(l, (int)i, is_number(&l->e->fields[i]));
    l->column[l->n_columns - 1].last = true;
}

static const char *header(const struct list *l, size_t k)
{
    int field = l->column[k].field;
    return field < 0 ? _("Số") : _(l->e->fields[field].label);
}

static void make_cell(const struct list *l, const struct record *r, size_t k,
                      const struct resolver *res, struct buf *out)
{
    int i = l->column[k].field;
    struct buf text = {0};
    buf_reset(out);
    if (i < 0)
        buf_addf(&text, "%u", r->number);
    else if ((l->e->fields[i].flags & FIELD_UNIT) && l->e->id == ENTITY_HAMLET)
        unit_add_code(&text, res->unit_code ? res->unit_code(res->context, r->unit) : r->unit);
    else if (r->e->remark && r->e->remark(r, (size_t)i, res->today))
        buf_adds(&text, _(r->e->remark(r, (size_t)i, res->today)));
    else
        field_add_text(&l->e->fields[i], &r->v[i], res, &text);
    text_add_safe(out, buf_span(&text));
    buf_release(&text);
}

static void make_cells(struct list *l, const struct record *r, const struct resolver *res)
{
    size_t need = (l->records + 1) * l->n_columns;
    if (need > l->n_cells) {
        size_t n = need + PIECE * l->n_columns;
        l->cell = mem_realloc_array(l->cell, n, sizeof *l->cell);
        memset(l->cell + l->n_cells, 0, (n - l->n_cells) * sizeof *l->cell);
        l->n_cells = n;
    }
    for (size_t k = 0; k < l->n_columns; k++)
        make_cell(l, r, k, res, &l->cell[l->records * l->n_columns + k]);
}

/* As wide as what stands in it; then the widest ones give way until the line fits. */
static void measure(struct list *l)
{
    size_t sum = 0;
    for (size_t k = 0; k < l->n_columns; k++) {
        size_t w = width_columns(span_of(header(l, k)));
        for (size_t i = 0; i < l->records; i++) {
            size_t c = width_columns(buf_span(&l->cell[i * l->n_columns + k]));
            w = c > w ? c : w;
        }
        l->column[k].width = w;
        sum += w + (k ? GAP : 0);
    }
    while (l->width && sum > l->width) {
        size_t widest = 0;
        for (size_t k = 1; k < l->n_columns; k++)
            if (l->column[k].width > l->column[widest].width)
                widest = k;
        if (l->column[widest].width <= NARROW)
            break;
        l->column[widest].width--;
        sum--;
    }
}

static void add_cell(struct list *l, size_t k, struct span text)
{
    const struct list_column *c = &l->column[k];
    size_t w = width_columns(text);
    if (k)
        buf_adds(&l->out, "  ");
    if (!l->width && w > c->width) { /* nothing is cut in a file */
        buf_add_span(&l->out, text);
    } else if (c->last && !c->right) { /* no blanks at the end of a line */
        width_add_cut(&l->out, text, c->width);
    } else {
        width_add_padded(&l->out, text, c->width, c->right ? WIDTH_RIGHT : WIDTH_LEFT);
    }
}

static void end_line(struct list *l)
{
    while (l->out.n && l->out.p[l->out.n - 1] == ' ')
        buf_truncate(&l->out, l->out.n - 1);
    buf_addc(&l->out, '\n');
}

static void add_header(struct list *l)
{
    struct buf line = {0};
    for (size_t k = 0; k < l->n_columns; k++)
        add_cell(l, k, span_of(header(l, k)));
    end_line(l);
    for (size_t k = 0; k < l->n_columns; k++) {
        buf_reset(&line);
        for (size_t i = 0; i < l->column[k].width; i++)
            buf_addc(&line, '-');
        add_cell(l, k, buf_span(&line));
    }
    end_line(l);
    buf_release(&line);
}

static void add_lines(struct list *l)
{
    if (!l->at && l->records) {
        measure(l);
        add_header(l);
    }
    for (size_t i = 0; i < l->records; i++) {
        for (size_t k = 0; k < l->n_columns; k++)
            add_cell(l, k, buf_span(&l->cell[i * l->n_columns + k]));
        end_line(l);
    }
}

static void add_total(struct list *l)
{
    if (l->shown)
        buf_addc(&l->out, '\n');
    if (l->found.total > l->found.n) {
        number_add_vn(&l->out, (int64_t)l->shown);
        buf_addc(&l->out, '/');
    }
    number_add_vn(&l->out, (int64_t)(l->found.total - (l->found.n - l->shown)));
    buf_addf(&l->out, " %s\n", _(l->e->plural));
}

/* ---- pieces ---- */

static enum status piece_fn(struct book_tx *t, void *context)
{
    struct list *l = context;
    enum status s = STATUS_OK;
    buf_reset(&l->out);
    l->records = 0;
    for (size_t i = l->at; i < l->found.n && i < l->at + PIECE && s == STATUS_OK; i++) {
        struct record r;
        s = book_get(t, l->found.v[i].id, &r);
        if (s == STATUS_NOTFOUND) {
            s = STATUS_OK;
            continue;
        }
        if (s != STATUS_OK)
            break;
        struct resolver res = book_resolver(t, r.unit);
        if (l->json) {
            buf_adds(&l->out, l->shown + l->records ? ",\n" : "");
            export_json_record(&r, &res, false, &l->out);
        } else {
            make_cells(l, &r, &res);
        }
        l->records++;
        record_release(&r);
    }
    return s;
}

static enum status run(struct list *l, struct book *b, const struct caller *who, export_sink sink,
                       void *context, struct detail *d)
{
    enum status s = book_read(b, who, find_fn, l, d);
    if (l->json && s == STATUS_OK)
        s = sink(context, SPAN_LIT("["));
    while (s == STATUS_OK && l->at < l->found.n) {
        s = book_read(b, who, piece_fn, l, d);
        if (s == STATUS_OK && !l->json)
            add_lines(l);
        if (s == STATUS_OK)
            s = sink(context, buf_span(&l->out));
        l->shown += l->records;
        l->at += PIECE;
    }
    buf_reset(&l->out);
    if (l->json)
        buf_adds(&l->out, "]\n");
    else
        add_total(l);
    if (s == STATUS_OK)
        s = sink(context, buf_span(&l->out));
    for (size_t i = 0; i < l->n_cells; i++)
        buf_release(&l->cell[i]);
    free(l->cell);
    buf_release(&l->out);
    find_result_release(&l->found);
    return s;
}

enum status list_json(struct book *b, const struct caller *who, const struct entity *e,
                      const struct find_options *o, export_sink sink, void *context,
                      struct detail *d)
{
    struct list l = {.e = e, .o = o, .json = true};
    return run(&l, b, who, sink, context, d);
}

enum status list_text(struct book *b, const struct caller *who, const struct entity *e,
                      const struct find_options *o, size_t width, export_sink sink, void *context,
                      struct detail *d)
{
    struct list l = {.e = e, .o = o, .width = width};
    choose_columns(&l);
    return run(&l, b, who, sink, context, d);
}
