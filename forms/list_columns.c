/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns of a list, and the texts of a row. They depend on the table, the terminal and all records
 * of the list, not on the rows in sight: so nothing jumps while somebody moves through a list.
 */
#include <string.h>

#include "forms/list_private.h"
#include "forms/title_words.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

enum { GAP = 2, NUMBER = 5, NAME_MIN = 16, STATE = 16 };

struct want {
    size_t min, best;
};

static size_t header_width(const struct field *f)
{
    size_t n = width_columns(span_of(_(f->label)));
    return n < 12 ? n : 12;
}

static size_t widest_choice(const struct field *f)
{
    size_t most = 0;
    for (const struct choice *c = f->choices; c && c->label; c++) {
        size_t n = width_columns(span_of(_(c->label)));
        most = n > most ? n : most;
    }
    return most;
}

static bool is_number(const struct field *f)
{
    return f->type == &field_integer || f->type == &field_money || f->type == &field_decimal;
}

static struct want want_of(const struct field *f)
{
    struct want w = {10, 20}; /* texts, references, places */
    size_t head = header_width(f);
    if (f->type == &field_date)
        w = (struct want){10, 10};
    else if (f->type == &field_integer)
        w = (struct want){f->max && f->max < 10000 ? 4 : 7, 7};
    else if (f->type == &field_decimal)
        w = (struct want){6, 6};
    else if (f->type == &field_money)
        w = (struct want){14, 14};
    else if (f->type == &field_bool)
        w = (struct want){5, 5};
    else if (f->type == &field_choice)
        w = (struct want){widest_choice(f), widest_choice(f)};
    else if (f->type == &field_unit || f->type == &field_subject)
        w = (struct want){14, 24};
    if (f->type == &field_choice && w.min > 20)
        w.min = 20;
    if (w.min < head)
        w.min = head;
    if (w.best < w.min)
        w.best = w.min;
    return w;
}

/* The field that gets what is left: the name, else the first that is neither a number nor the place
 * nor empty. */
static int main_field(const struct entity *e, const struct list_answer *a)
{
    int first = entity_field_flag(e, FIELD_NAME);
    for (int i = 0; first < 0 && i < (int)e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        bool empty = i < 64 && a->empty >> i & 1;
        if ((f->flags & FIELD_LIST) && !(f->flags & FIELD_UNIT) && !is_number(f) && !empty)
            first = i;
    }
    return first >= 0 ? first : entity_field_flag(e, FIELD_LIST);
}

static struct list_column *add(struct list *l, enum list_kind kind, const struct field *f,
                               size_t width, size_t *used)
{
    struct list_column *c = &l->column[l->columns++];
    *c = (struct list_column){.kind = kind, .field = f, .width = width};
    c->header = kind == LIST_NUMBER ? _("Số") : kind == LIST_STATE ? _("Kết quả") : _(f->label);
    c->right = kind == LIST_NUMBER || (f && is_number(f));
    *used += width + (l->columns > 1 ? GAP : 0);
    return c;
}

static bool is_shown(const struct list *l, const struct list_answer *a, const struct field *f)
{
    if (!(f->flags & FIELD_LIST) || (f->flags & FIELD_PRIVATE))
        return false;
    size_t i = (size_t)(f - l->e->fields);
    if (i < 64 && a->empty >> i & 1)
        return false;
    /* in the list of one hamlet its name says nothing new; a hamlet's own code does */
    bool place = f->type == &field_unit && (f->flags & FIELD_UNIT) && l->e->id != ENTITY_HAMLET;
    struct unit_key u = l->q.is_behind ? l->q.behind.unit : l->q.unit;
    return !place || (unit_level(u) != UNIT_HAMLET && !a->at_home);
}

/* What is left: each column to its best width, from the left; the rest to the main one. */
static void widen(struct list *l, size_t main, size_t used)
{
    size_t rest = l->width > used ? l->width - used : 0;
    size_t name = rest / 2 < 12 ? rest / 2 : 12; /* names first, but not all of it */
    l->column[main].width += name;
    rest -= name;
    for (size_t i = 0; i < l->columns && rest; i++) {
        struct list_column *c = &l->column[i];
        if (i == main || c->kind != LIST_FIELD)
            continue;
        size_t best = want_of(c->field).best;
        size_t more = best > c->width ? best - c->width : 0;
        more = more < rest ? more : rest;
        c->width += more;
        rest -= more;
    }
    l->column[main].width += rest;
}

static bool fits(const struct list *l, size_t used, size_t width)
{
    return l->columns < LIST_COLUMNS && used + GAP + width <= l->width;
}

static enum title_id title_behind(const struct list *l)
{
    const struct title_kind *k = title_of_entity(l->e->id);
    if (l->q.behind.indicator == INDICATOR_ORGANISATION2)
        return TITLE_ORGANISATION2;
    return k ? k->id : TITLE_NONE;
}

void list_layout(struct list *l, const struct list_answer *a)
{
    size_t used = 0, main = 0;
    int name = main_field(l->e, a);
    l->columns = 0;
    if (l->e->subject)
        add(l, LIST_NUMBER, NULL, NUMBER, &used);
    main = l->columns;
    size_t least = l->width > used + GAP + 4 ? l->width - used - GAP : 4;
    add(l, LIST_FIELD, &l->e->fields[name], least < NAME_MIN ? least : NAME_MIN, &used);
    if (l->q.is_behind && title_behind(l) != TITLE_NONE && fits(l, used, STATE))
        add(l, LIST_STATE, NULL, STATE, &used);
    for (int place = 1; place >= 0; place--) /* where comes right behind who */
        for (size_t i = 0; i < l->e->n_fields; i++) {
            const struct field *f = &l->e->fields[i];
            if ((int)i == name || (f->type == &field_unit) != place || !is_shown(l, a, f))
                continue;
            size_t min = want_of(f).min;
            if (fits(l, used, min))
                add(l, LIST_FIELD, f, min, &used);
        }
    widen(l, main, used);
    for (size_t i = 0, at = 0; i < l->columns; i++) {
        l->column[i].at = at;
        at += l->column[i].width + GAP;
    }
}

/* ---- rows ---- */

static enum status add_state(const struct list *l, struct book_tx *t, const struct record *r,
                             struct buf *out)
{
    struct record title;
    enum title_id k = title_behind(l);
    int year = l->q.behind.year;
    enum status s = book_get_title(t, r->unit, r->id, k, year, &title);
    if (s == STATUS_NOTFOUND && r->e->id == ENTITY_ORGANISATION) /* it changed hands */
        s = book_get_title(t, r->unit, r->id,
                           k == TITLE_ORGANISATION ? TITLE_ORGANISATION2 : TITLE_ORGANISATION, year,
                           &title);
    if (s == STATUS_OK) {
        title_add_state(out, title_state_of(&title), &title);
        record_release(&title);
    } else if (s == STATUS_NOTFOUND) {
        title_add_state(out, STATE_NONE, NULL);
        s = STATUS_OK;
    }
    return s;
}

static const char *remark_of(const struct record *r, const struct field *f, day today)
{
    return r->e->remark ? r->e->remark(r, (size_t)(f - r->e->fields), today) : NULL;
}

/* A count is read in thousands; a year is one word, and its bounds tell them apart. */
enum { FIRST_YEAR = 1800 };
static bool is_count(const struct field *f)
{
    return f->type == &field_integer && f->min < FIRST_YEAR;
}

static void add_value(const struct field *f, const struct value *v, const struct resolver *res,
                      struct buf *out)
{
    if (is_count(f) && v->known)
        number_add_vn(out, v->n);
    else
        field_add_text(f, v, res, out);
}

enum status list_make_line(const struct list *l, struct book_tx *t, const struct find_hit *h,
                           struct list_line *out)
{
    struct record r;
    enum status s = book_get(t, h->id, &r);
    struct buf text = {0};
    *out = (struct list_line){.id = h->id};
    if (s != STATUS_OK)
        return s == STATUS_NOTFOUND ? STATUS_CORRUPT : s;
    struct resolver res = book_resolver(t, r.unit);
    day to = record_to(&r);
    out->ended = to && to < t->who->today;
    for (size_t i = 0; i < l->columns && s == STATUS_OK; i++) {
        const struct list_column *c = &l->column[i];
        buf_reset(&text);
        switch (c->kind) {
        case LIST_NUMBER:
            if (r.number)
                buf_addf(&text, "%u", (unsigned)r.number);
            break;
        case LIST_FIELD:
            if ((c->field->flags & FIELD_UNIT) && r.e->id == ENTITY_HAMLET) /* its own code */
                unit_add_code(&text, res.unit_code(res.context, r.unit));
            else if (remark_of(&r, c->field, t->who->today))
                buf_adds(&text, _(remark_of(&r, c->field, t->who->today)));
            else
                add_value(c->field, &r.v[c->field - l->e->fields], &res, &text);
            break;
        case LIST_STATE:
            s = add_state(l, t, &r, &text);
            break;
        }
        text_add_safe(&out->cell[i], buf_span(&text));
    }
    buf_release(&text);
    record_release(&r);
    return s;
}

void list_line_release(struct list_line *line)
{
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        buf_release(&line->cell[i]);
}

static void add_cells(const struct list *l, const struct list_line *line, struct buf *out)
{
    for (size_t i = 0; i < l->columns; i++) {
        const struct list_column *c = &l->column[i];
        struct span text = line ? buf_span(&line->cell[i]) : span_of(c->header);
        if (i)
            buf_adds(out, "  ");
        width_add_padded(out, text, c->width, c->right ? WIDTH_RIGHT : WIDTH_LEFT);
    }
}

void list_add_row(const struct list *l, size_t row, struct buf *out)
{
    if (row < l->now.lines)
        add_cells(l, &l->now.line[row], out);
}

void list_add_headers(const struct list *l, struct buf *out)
{
    add_cells(l, NULL, out);
}
