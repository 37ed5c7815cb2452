/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/list.h"

#include <stdlib.h>
#include <string.h>

#include "forms/list_private.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

static void answer_release(struct list_answer *a)
{
    find_result_release(&a->hits);
    for (size_t i = 0; i < a->lines; i++)
        list_line_release(&a->line[i]);
    free(a->line);
    buf_release(&a->foot);
    *a = (struct list_answer){0};
}

struct list *list_new(struct book *b, const struct caller *who, const struct entity *e)
{
    struct list *l = mem_alloc(sizeof *l);
    *l = (struct list){.book = b, .who = who, .e = e, .dirty = true, .width = 80, .height = 19};
    list_layout(l, &l->now);
    return l;
}

void list_free(struct list *l)
{
    if (!l)
        return;
    answer_release(&l->now);
    buf_release(&l->q.text);
    free(l);
}

const struct entity *list_entity(const struct list *l)
{
    return l->e;
}

/* ---- the question ---- */

void list_set_unit(struct list *l, struct unit_key unit)
{
    l->dirty |= !unit_eq(l->q.unit, unit);
    l->q.unit = unit;
}

void list_set_text(struct list *l, struct span text)
{
    if (span_eq(buf_span(&l->q.text), text))
        return;
    buf_reset(&l->q.text);
    buf_add_span(&l->q.text, text);
    l->dirty = true;
    l->want_best = text.n > 0;
}

void list_set_sort(struct list *l, enum list_sort sort, const struct field *field)
{
    l->dirty |= l->q.sort != sort || l->q.field != field;
    l->q.sort = sort;
    l->q.field = field;
}

void list_set_valid_on(struct list *l, day on)
{
    l->dirty |= l->q.valid_on != on;
    l->q.valid_on = on;
}

const struct entity *list_behind_entity(enum indicator i)
{
    switch (i) {
    case INDICATOR_FAMILY:
    case INDICATOR_CLAN:
    case INDICATOR_COMMUNITY:
    case INDICATOR_ORGANISATION:
    case INDICATOR_CITIZEN:
    case INDICATOR_ORGANISATION2:
        return entity_by_id(title_by_id((unsigned)i)->subject);
    case INDICATOR_CITIZEN_WORKER:
    case INDICATOR_CITIZEN_STAFF:
        return entity_by_id(ENTITY_CITIZEN);
    case INDICATOR_OFFICER_MANAGEMENT:
    case INDICATOR_OFFICER_IT:
    case INDICATOR_OFFICER_BRIEFED:
        return entity_by_id(ENTITY_OFFICER);
    case INDICATOR_COMMUNE:
        break;
    }
    return NULL;
}

void list_set_behind(struct list *l, const struct list_behind *what)
{
    l->q.is_behind = what != NULL && list_behind_entity(what->indicator) == l->e;
    l->q.behind = what ? *what : (struct list_behind){0};
    l->dirty = true;
}

struct unit_key list_unit(const struct list *l)
{
    return l->q.unit;
}

struct span list_typed(const struct list *l)
{
    return buf_span(&l->q.text);
}

enum list_sort list_sorted(const struct list *l)
{
    return l->q.sort;
}

void list_reload(struct list *l)
{
    l->dirty = true;
}

/* ---- loading ---- */

static bool find_hit_of(const struct find_result *r, uint64_t id, size_t *at)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].id == id) {
            *at = i;
            return true;
        }
    return false;
}

/* The chosen record stays chosen and, where that is possible, in its line of the screen. */
static void keep_choice(const struct list *l, struct list_answer *a)
{
    size_t row = l->now.at > l->now.top ? l->now.at - l->now.top : 0;
    a->at = l->now.at;
    if (l->want_best)
        a->at = row = 0;
    else if (l->now.hits.n && !find_hit_of(&a->hits, l->now.hits.v[l->now.at].id, &a->at))
        a->at = l->now.at;
    if (a->at >= a->hits.n)
        a->at = a->hits.n ? a->hits.n - 1 : 0;
    a->top = a->at > row ? a->at - row : 0;
}

static void scroll(const struct list *l, size_t n, struct list_answer *a)
{
    if (a->at < a->top)
        a->top = a->at;
    if (a->at >= a->top + l->height)
        a->top = a->at - l->height + 1;
    if (a->top + l->height > n) /* no empty lines below while there are records above */
        a->top = n > l->height ? n - l->height : 0;
}

struct load {
    struct list *l;
    struct list_answer a;
};

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    struct list *l = x->l;
    enum status s = STATUS_OK;
    answer_release(&x->a);
    x->a = (struct list_answer){.at = l->now.at, .top = l->now.top};
    x->a.generation = book_generation(t);
    if (l->dirty || !l->has_hits || x->a.generation != l->now.generation) {
        s = list_ask(l, t, &x->a);
        if (s == STATUS_OK)
            keep_choice(l, &x->a);
        if (s == STATUS_OK)
            s = list_make_foot(l, t, &x->a.foot);
    }
    if (s != STATUS_OK)
        return s;
    const struct find_result *hits = x->a.asked ? &x->a.hits : &l->now.hits;
    scroll(l, hits->n, &x->a);
    list_layout(l, x->a.asked ? &x->a : &l->now);
    size_t n = hits->n - x->a.top < l->height ? hits->n - x->a.top : l->height;
    x->a.line = mem_alloc((n + 1) * sizeof *x->a.line);
    for (size_t i = 0; i < n && s == STATUS_OK; i++) {
        s = list_make_line(l, t, &hits->v[x->a.top + i], &x->a.line[i]);
        x->a.lines = i + 1;
    }
    return s;
}

static void take_answer(struct list *l, struct list_answer *a)
{
    if (!a->asked) { /* the hits of before stand */
        a->hits = l->now.hits;
        a->total = l->now.total;
        a->empty = l->now.empty;
        a->foot = l->now.foot;
        l->now.foot = (struct buf){0};
        a->at_home = l->now.at_home;
        l->now.hits = (struct find_result){0};
    }
    answer_release(&l->now);
    l->now = *a;
    l->dirty = l->want_best = false;
    l->has_hits = true;
}

enum status list_load(struct list *l, size_t width, size_t height, struct detail *d)
{
    struct load x = {.l = l};
    l->width = width;
    l->height = height ? height : 1;
    struct list_column was[LIST_COLUMNS];
    size_t columns = l->columns;
    memcpy(was, l->column, sizeof was);
    enum status s = book_read(l->book, l->who, load_fn, &x, d);
    if (s == STATUS_OK)
        take_answer(l, &x.a);
    if (s != STATUS_OK) { /* the rows of before have the columns of before */
        answer_release(&x.a);
        memcpy(l->column, was, sizeof was);
        l->columns = columns;
    }
    return s;
}

/* ---- the choice ---- */

size_t list_count(const struct list *l)
{
    return l->now.hits.n;
}

size_t list_total(const struct list *l)
{
    return l->now.total;
}

size_t list_at(const struct list *l)
{
    return l->now.at;
}

uint64_t list_id(const struct list *l)
{
    return l->now.hits.n ? l->now.hits.v[l->now.at].id : 0;
}

struct unit_key list_place(const struct list *l)
{
    return l->now.hits.n ? l->now.hits.v[l->now.at].unit : (struct unit_key){0};
}

void list_go(struct list *l, size_t record)
{
    size_t n = l->now.hits.n;
    l->now.at = record < n ? record : n ? n - 1 : 0;
}

void list_move(struct list *l, long by)
{
    size_t down = by > 0 ? (size_t)by : 0, up = by < 0 ? (size_t)-by : 0;
    list_go(l, up > l->now.at ? 0 : l->now.at + down - up);
}

void list_page(struct list *l, int pages)
{
    long by = (long)l->height * pages;
    size_t row = l->now.at > l->now.top ? l->now.at - l->now.top : 0;
    list_move(l, by);
    l->now.top = l->now.at > row ? l->now.at - row : 0;
}

bool list_choose(struct list *l, uint64_t id)
{
    size_t at;
    bool found = find_hit_of(&l->now.hits, id, &at);
    if (found)
        l->now.at = at;
    return found;
}

/* ---- in sight ---- */

size_t list_columns(const struct list *l, const struct list_column **out)
{
    *out = l->column;
    return l->columns;
}

size_t list_rows(const struct list *l)
{
    return l->now.lines;
}

size_t list_top(const struct list *l)
{
    return l->now.top;
}

struct span list_cell(const struct list *l, size_t row, size_t column)
{
    if (row >= l->now.lines || column >= l->columns)
        return (struct span){"", 0};
    return buf_span(&l->now.line[row].cell[column]);
}

bool list_row_chosen(const struct list *l, size_t row)
{
    return row < l->now.lines && l->now.line[row].id == list_id(l);
}

uint64_t list_row_id(const struct list *l, size_t row)
{
    return row < l->now.lines ? l->now.line[row].id : 0;
}

bool list_row_ended(const struct list *l, size_t row)
{
    return row < l->now.lines && l->now.line[row].ended;
}

struct span list_foot(const struct list *l)
{
    return buf_span(&l->now.foot);
}

void list_add_total(const struct list *l, struct buf *out)
{
    const struct find_result *r = &l->now.hits;
    bool text = span_trim(buf_span(&l->q.text)).n > 0;
    struct buf n = {0}, of = {0};
    number_add_vn(&n, (int64_t)r->n);
    number_add_vn(&of, (int64_t)(r->n < r->total ? r->total : l->now.total));
    if (!text)
        buf_addf(out, "%s %s", buf_str(&n), _(l->e->plural));
    else
        buf_addf(out, r->n < r->total ? _("%s đầu trên %s %s tìm thấy") : _("%s trên %s %s"),
                 buf_str(&n), buf_str(&of), _(l->e->plural));
    buf_release(&n);
    buf_release(&of);
}
