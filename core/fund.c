/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fund.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/find.h"
#include "core/fund_private.h"
#include "locale/fold.h"
#include "locale/mem.h"

void fund_line_release(struct fund_line *l)
{
    free(l->owner_name);
    free(l->row.number);
    free(l->row.name);
}

static char *owner_name(struct book_tx *t, const struct record *r)
{
    const struct value *v = record_value(r, "owner");
    if (!v->known)
        return NULL;
    struct resolver res = book_resolver(t, r->unit);
    struct buf b = {0};
    field_add_text(&r->e->fields[entity_field(r->e, "owner")], v, &res, &b);
    char *name = mem_strdup(buf_str(&b));
    buf_release(&b);
    return name;
}

static bool is_asked(struct fund_gathering *g, const struct fund_line *l)
{
    if (!g->one)
        return find_unit_wanted(g->t, entity_by_id(ENTITY_FUND), l->unit, g->unit);
    if (g->owner)
        return l->owner == g->owner;
    return !l->owner_name && unit_eq(l->unit, g->unit);
}

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct fund_gathering *g = context;
    struct fund_line l = {.unit = r->unit, .owner = (uint64_t)record_n(r, "owner")};
    struct pdate date = value_date(record_value(r, "date"));
    if (g->year && date.year > g->year)
        return STATUS_OK;
    struct unit_key home = l.owner ? book_unit_of(t, l.owner) : (struct unit_key){0};
    l.owner_name = owner_name(t, r);
    if (unit_level(home) != UNIT_NONE)
        l.unit = home;
    else if (l.owner_name) /* typed, with no record that moves: where the unit went */
        l.unit = fund_last_heir(g, l.unit);
    bool goes_on = !l.owner_name && fund_is_handed_over(g, l.unit); /* remembers the unit */
    if (!goes_on && !is_asked(g, &l)) {
        free(l.owner_name);
        return STATUS_OK;
    }
    l.row = (struct fund_row){
        .id = r->id,
        .date = date,
        .direction = (enum fund_direction)record_n(r, "direction"),
        .purpose = (int)record_n(r, "purpose"),
        .grants = record_n(r, "grants"),
        .amount = record_n(r, "amount"),
        .number = span_dup(record_text(r, "number")),
        .name = span_dup(record_text(r, "name")),
    };
    fund_add_line(g, &l);
    return STATUS_OK;
}

void fund_add_line(struct fund_gathering *g, const struct fund_line *l)
{
    if (g->n == g->cap) {
        g->cap = g->cap ? g->cap * 2 : 64;
        g->v = mem_realloc_array(g->v, g->cap, sizeof *g->v);
    }
    g->v[g->n++] = *l;
}

/* ---- order ---- */

static int compare_folded(const char *a, const char *b)
{
    struct buf x = {0}, y = {0};
    fold_sort_text(&x, span_of(a));
    fold_sort_text(&y, span_of(b));
    int c = span_cmp(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return c;
}

static int compare_funds(const struct fund_line *a, const struct fund_line *b)
{
    int c = unit_cmp(a->unit, b->unit);
    if (c || (!a->owner_name && !b->owner_name))
        return c;
    if (!a->owner_name || !b->owner_name) /* the unit's own first */
        return a->owner_name ? 1 : -1;
    if (a->owner == b->owner && a->owner)
        return 0;
    c = compare_folded(a->owner_name, b->owner_name);
    return c ? c : a->owner < b->owner ? -1 : a->owner > b->owner;
}

/* "2" before "10", "PT 2" before "PT 10". */
static int compare_numbers(const char *a, const char *b)
{
    while (*a && *b) {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *end_a, *end_b;
            unsigned long long x = strtoull(a, &end_a, 10), y = strtoull(b, &end_b, 10);
            if (x != y)
                return x < y ? -1 : 1;
            a = end_a, b = end_b;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++, b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

static bool is_opening(const struct fund_row *r)
{
    return r->purpose == FUND_OPENING;
}

/* What goes over goes last on its day. */
static bool goes_over(const struct fund_row *r)
{
    return r->handed_over && r->direction == FUND_OUT;
}

int fund_compare_rows(const struct fund_row *a, const struct fund_row *b)
{
    int c = a->date.year - b->date.year;
    if (!c)
        c = is_opening(b) - is_opening(a);
    if (!c)
        c = pdate_cmp(a->date, b->date);
    if (!c)
        c = goes_over(a) - goes_over(b);
    if (!c)
        c = compare_numbers(a->number, b->number);
    if (!c)
        c = (int)a->direction - (int)b->direction;
    return c ? c : a->id < b->id ? -1 : a->id > b->id;
}

static int compare_lines(const void *x, const void *y)
{
    const struct fund_line *a = x, *b = y;
    int c = compare_funds(a, b);
    return c ? c : fund_compare_rows(&a->row, &b->row);
}

/* ---- one book from its lines ---- */

int64_t fund_signed_amount(const struct fund_row *r)
{
    return r->direction == FUND_OUT ? -r->amount : r->amount;
}

static void count_row(struct fund_book *b, const struct fund_row *r)
{
    bool out = r->direction == FUND_OUT;
    if (is_opening(r)) {
        b->opening += fund_signed_amount(r);
        return;
    }
    if (r->purpose == FUND_TRANSFER) {
        b->moved += fund_signed_amount(r);
        return;
    }
    int purpose = r->purpose > 0 && r->purpose < FUND_PURPOSES ? r->purpose : 0;
    struct fund_sum *s = out ? &b->out_by[purpose] : &b->in_by[purpose];
    s->rows++;
    s->amount += r->amount;
    s->grants += r->grants;
    *(out ? &b->out : &b->in) += r->amount;
}

/* Takes the texts of the lines over; those of the lines that are not shown are freed with them. */
static void make_book(struct fund_line *v, size_t n, int year, struct fund_book *out)
{
    *out = (struct fund_book){.unit = v->unit, .owner = v->owner, .year = year};
    out->owner_name = v->owner_name ? mem_strdup(v->owner_name) : NULL;
    out->row = mem_alloc((n + 1) * sizeof *out->row);
    for (size_t i = 0; i < n; i++) {
        struct fund_row *r = &v[i].row;
        if (year && r->date.year < year) {
            out->opening += fund_signed_amount(r);
            continue;
        }
        out->row[out->n++] = *r;
        r->number = r->name = NULL;
    }
    int first = v->row.date.year; /* the lines are in order */
    int64_t balance = out->opening;
    for (size_t i = 0; i < out->n; i++) {
        struct fund_row *r = &out->row[i];
        count_row(out, r);
        r->balance = balance += fund_signed_amount(r);
        out->below_zero += balance < 0;
        out->opened_again += is_opening(r) && r->date.year > first;
    }
    out->closing = balance;
    fund_check_receipts(out);
}

/* Handed over before this year: its paper book is closed. */
static bool is_over(const struct fund_book *b)
{
    return b->year && unit_level(b->heir) != UNIT_NONE && day_year(b->ended + 1) < b->year &&
           !b->n && !b->opening && !b->closing;
}

/* Those of others were gathered only for what they handed over. */
static void keep_asked(struct fund_gathering *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (is_asked(g, &g->v[i]))
            g->v[n++] = g->v[i];
        else
            fund_line_release(&g->v[i]);
    g->n = n;
}

static void make_list(struct fund_gathering *g, struct fund_list *out)
{
    *out = (struct fund_list){0};
    fund_hand_over(g);
    keep_asked(g);
    if (g->n)
        qsort(g->v, g->n, sizeof *g->v, compare_lines);
    for (size_t i = 0, end; i < g->n; i = end) {
        for (end = i + 1; end < g->n && compare_funds(&g->v[i], &g->v[end]) == 0; end++)
            ;
        out->v = mem_realloc_array(out->v, out->n + 1, sizeof *out->v);
        struct fund_book *b = &out->v[out->n++];
        make_book(&g->v[i], end - i, g->year, b);
        if (!b->owner_name)
            fund_end_of(g, b->unit, &b->ended, &b->heir);
        if (is_over(b) && !g->one) {
            fund_book_release(b);
            out->n--;
        }
    }
    for (size_t i = 0; i < g->n; i++)
        fund_line_release(&g->v[i]);
    free(g->v);
    free(g->end);
}

static enum status gather(struct fund_gathering *g, struct fund_list *out)
{
    enum status s = book_each_any(g->t, entity_by_id(ENTITY_FUND), (struct span){"", 0}, take, g);
    make_list(g, out);
    if (s != STATUS_OK)
        fund_list_release(out);
    return s;
}

enum status fund_book_load(struct book_tx *t, struct unit_key unit, uint64_t owner, int year,
                           struct fund_book *out)
{
    struct fund_gathering g = {.t = t, .unit = unit, .one = true, .owner = owner, .year = year};
    struct fund_list found = {0};
    *out = (struct fund_book){.unit = unit, .owner = owner, .year = year};
    struct unit_key home = owner ? book_unit_of(t, owner) : unit;
    enum status s = book_may_see(t, home);
    if (s == STATUS_OK)
        s = gather(&g, &found);
    if (s == STATUS_OK && found.n) {
        *out = found.v[0]; /* there is one such fund */
        found.v[0] = (struct fund_book){0};
    }
    fund_list_release(&found);
    return s;
}

enum status fund_list_load(struct book_tx *t, struct unit_key unit, int year, struct fund_list *out)
{
    struct fund_gathering g = {.t = t, .unit = unit, .year = year};
    *out = (struct fund_list){0};
    enum status s = find_unit_allowed(t, entity_by_id(ENTITY_FUND), unit);
    return s == STATUS_OK ? gather(&g, out) : s;
}

void fund_list_sum(const struct fund_list *l, struct fund_book *out)
{
    *out = (struct fund_book){0};
    for (size_t i = 0; i < l->n; i++) {
        const struct fund_book *b = &l->v[i];
        out->opening += b->opening;
        out->in += b->in;
        out->out += b->out;
        out->moved += b->moved;
        out->closing += b->closing;
        out->duplicates += b->duplicates;
        out->opened_again += b->opened_again;
        out->below_zero += b->below_zero;
        for (int p = 0; p < FUND_PURPOSES; p++) {
            out->in_by[p].rows += b->in_by[p].rows;
            out->in_by[p].amount += b->in_by[p].amount;
            out->in_by[p].grants += b->in_by[p].grants;
            out->out_by[p].rows += b->out_by[p].rows;
            out->out_by[p].amount += b->out_by[p].amount;
            out->out_by[p].grants += b->out_by[p].grants;
        }
    }
}

void fund_book_release(struct fund_book *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->row[i].number);
        free(b->row[i].name);
    }
    free(b->row);
    free(b->owner_name);
    *b = (struct fund_book){0};
}

void fund_list_release(struct fund_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        fund_book_release(&l->v[i]);
    free(l->v);
    *l = (struct fund_list){0};
}
