/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rows of a map come to in this book.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/units_merge_private.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* ---- lists ---- */

struct merge_step *merge_add_step(struct merge_planner *p, enum merge_act act, struct unit_key unit,
                                  day from)
{
    struct merge_step *s = MERGE_PUSH(p->plan->step, p->plan->steps);
    struct merge_hamlet *h = merge_hamlet_of(p, unit);
    struct unit_info info;
    s->act = act;
    s->unit = unit;
    s->from = from;
    s->before = s->after = unitbook_code(p->t, unit, from - 1);
    if (unitbook_get_on(p->t, unit, from - 1, &info) == STATUS_OK)
        s->name = mem_strdup(info.name);
    else
        s->name = mem_strdup(h ? h->name : "");
    if (h)
        h->touched = true;
    return s;
}

static void add_refusal(struct merge_plan *plan, uint32_t line, bool answer, char *text)
{
    *MERGE_PUSH(plan->refusal, plan->refusals) = (struct merge_refusal){line, answer, text};
}

void merge_refuse(struct merge_planner *p, const struct merge_row *r, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    add_refusal(p->plan, r->line, false, buf_detach(&b));
}

void merge_answer_refuse(struct merge_planner *p, const struct merge_answer *a, const char *text)
{
    add_refusal(p->plan, a->line, true, mem_strdup(text));
}

struct merge_question *merge_ask(struct merge_planner *p, struct unit_key code,
                                 const char *unit_name)
{
    struct merge_question *q = MERGE_PUSH(p->plan->question, p->plan->questions);
    q->unit = code;
    q->unit_name = mem_strdup(unit_name);
    return q;
}

bool merge_same_digits(struct unit_key a, struct unit_key b)
{
    return memcmp(a.c + 1, b.c + 1, UNIT_KEY_LEN - 1) == 0;
}

const struct merge_answer *merge_answer_of(const struct merge_planner *p, struct unit_key code,
                                           enum entity_id entity, uint32_t number, bool only)
{
    for (size_t i = 0; i < p->in->answers; i++) {
        const struct merge_answer *a = &p->in->answer[i];
        bool unit = unit_level(a->old) == UNIT_NONE ? only : merge_same_digits(a->old, code);
        if (unit && a->number == number && (!number || a->entity == entity))
            return a;
    }
    return NULL;
}

struct merge_hamlet *merge_hamlet_of(struct merge_planner *p, struct unit_key key)
{
    for (size_t i = 0; i < p->hamlets; i++)
        if (unit_eq(p->hamlet[i].key, key))
            return &p->hamlet[i];
    return NULL;
}

void merge_add_link(struct merge_planner *p, struct merge_link l)
{
    *MERGE_PUSH(p->plan->link, p->plan->links) = l;
}

struct merge_fresh *merge_fresh_of(struct merge_planner *p, struct unit_key key)
{
    for (size_t i = 0; i < p->plan->fresh_n; i++)
        if (unit_eq(p->plan->fresh[i].key, key))
            return &p->plan->fresh[i];
    return NULL;
}

struct merge_fresh *merge_add_fresh(struct merge_planner *p, struct unit_key key, day from,
                                    const char *name)
{
    struct merge_fresh *f = MERGE_PUSH(p->plan->fresh, p->plan->fresh_n);
    f->key = key;
    f->from = from;
    f->name = mem_strdup(name);
    return f;
}

/* Keys of a unit's records, by entity: nothing is decoded. */
void merge_count(struct merge_planner *p, struct unit_key unit, struct merge_counts *n)
{
    struct store_cursor *c = store_scan_prefix(p->t->tx, BOOK_RECORD, unit_span(&unit), 0);
    struct span key, value;
    while (store_next(c, &key, &value)) {
        unsigned e = key.n > UNIT_KEY_LEN ? (uint8_t)key.p[UNIT_KEY_LEN] : 0;
        n->households += e == ENTITY_HOUSEHOLD;
        n->citizens += e == ENTITY_CITIZEN;
        n->clans += e == ENTITY_CLAN;
        n->organisations += e == ENTITY_ORGANISATION;
        n->titles += e == ENTITY_TITLE;
    }
    store_scan_end(c);
}

/* ---- the book ---- */

static enum status add_hamlet(struct book_tx *t, const struct record *r, void *context)
{
    struct merge_planner *p = context;
    struct merge_hamlet *h = MERGE_PUSH(p->hamlet, p->hamlets);
    struct buf name = {0};
    (void)t;
    buf_add_span(&name, record_name(r));
    h->key = r->unit;
    h->id = r->id;
    h->from = record_from(r);
    h->to = record_to(r);
    h->kind = (int)record_n(r, "kind");
    h->name = buf_detach(&name);
    return STATUS_OK;
}

static int by_key(const void *a, const void *b)
{
    return unit_cmp(*(const struct unit_key *)a, *(const struct unit_key *)b);
}

static bool holds(const struct merge_planner *p, struct unit_key commune)
{
    return p->communes &&
           bsearch(&commune, p->commune, p->communes, sizeof commune, by_key) != NULL;
}

static void add_commune(struct merge_planner *p, struct unit_key u)
{
    for (size_t i = 0; i < p->communes; i++)
        if (unit_eq(p->commune[i], u))
            return;
    if (unit_level(u) == UNIT_COMMUNE)
        *MERGE_PUSH(p->commune, p->communes) = u;
}

/* Communes under which something lies, or whose hamlets went elsewhere since. */
static void find_communes(struct merge_planner *p)
{
    struct span key, value;
    struct buf at = {0};
    struct store_cursor *c = store_scan_prefix(p->t->tx, BOOK_RECORD, (struct span){"", 0}, 0);
    add_commune(p, p->t->book->commune);
    while (store_next(c, &key, &value)) { /* unit after unit */
        add_commune(p, unit_commune(unit_from_span(span_make(key.p, key.n < 9 ? 0 : 9))));
        buf_reset(&at);
        buf_add(&at, key.p, UNIT_KEY_LEN);
        buf_addc(&at, (char)0xFF);
        store_seek(c, buf_span(&at));
    }
    store_scan_end(c);
    buf_release(&at);
    for (size_t i = 0; i < p->hamlets && unitbook_hamlets_move(p->t); i++) {
        struct unit_row row;
        if (unitrow_load(p->t, p->hamlet[i].key, &row))
            for (size_t k = 0; k < row.parents; k++)
                add_commune(p, row.parent[k].key);
        unitrow_release(&row);
    }
    if (p->communes)
        qsort(p->commune, p->communes, sizeof *p->commune, by_key);
}

/* ---- rows ---- */

static int by_old(const void *a, const void *b)
{
    const struct merge_row *x = *(const struct merge_row *const *)a;
    const struct merge_row *y = *(const struct merge_row *const *)b;
    int c = unit_cmp(x->old, y->old);
    return c ? c : (x > y) - (x < y); /* as given */
}

static void sort_rows(struct merge_planner *p)
{
    size_t n = p->in->rows;
    p->row = mem_alloc((n + 1) * sizeof *p->row);
    for (size_t i = 0; i < n; i++)
        p->row[i] = &p->in->row[i];
    if (n)
        qsort(p->row, n, sizeof *p->row, by_old);
}

/* A new name of a commune or a province. */
static void plan_name(struct merge_planner *p, const struct merge_row *r)
{
    struct unit_row row;
    bool known = unitrow_load(p->t, r->old, &row);
    const char *name = known ? unitrow_name(&row, r->from) : "";
    if (!known && unit_eq(r->old, p->t->book->commune))
        name = p->t->book->name;
    if (!known && !*name) {
        p->plan->unrelated++; /* a unit of which this book knows nothing */
    } else {
        struct merge_step *s = merge_add_step(p, MERGE_RENAMES, r->old, r->from);
        s->new_name = mem_strdup(r->name);
        s->done = strcmp(name, r->name) == 0;
    }
    unitrow_release(&row);
}

static void plan_group(struct merge_planner *p, const struct merge_row *const *r, size_t n)
{
    struct unit_key old = r[0]->old;
    if (unit_level(old) == UNIT_HAMLET) {
        if (holds(p, unit_commune(old)))
            merge_plan_hamlet(p, r, n);
        else
            p->plan->unrelated += n;
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (unit_eq(r[i]->old, r[i]->now) && r[i]->name)
            plan_name(p, r[i]);
    if (unit_level(old) != UNIT_COMMUNE || unit_eq(r[0]->old, r[0]->now))
        return;
    if (holds(p, old))
        merge_plan_commune(p, r, n);
    else
        p->plan->unrelated += n;
}

static void plan_rows(struct merge_planner *p)
{
    size_t n = p->in->rows;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && unit_eq(p->row[end]->old, p->row[i]->old);)
            end++;
        plan_group(p, p->row + i, end - i);
    }
}

/* ---- the whole ---- */

static void add_counts(struct merge_counts *to, const struct merge_counts *n)
{
    to->households += n->households;
    to->citizens += n->citizens;
    to->clans += n->clans;
    to->organisations += n->organisations;
    to->titles += n->titles;
}

static void sum_up(struct merge_planner *p)
{
    struct merge_plan *plan = p->plan;
    for (size_t i = 0; i < plan->steps; i++) {
        const struct merge_step *s = &plan->step[i];
        if (s->done)
            continue;
        plan->changes = true;
        plan->hamlets += unit_level(s->unit) == UNIT_HAMLET && s->act != MERGE_FOLLOWS;
        if (s->act != MERGE_RENAMES)
            add_counts(&plan->sum, &s->n);
    }
    for (size_t i = 0; i < p->hamlets; i++) {
        const struct merge_hamlet *h = &p->hamlet[i];
        if (h->touched || (h->to && h->to < p->t->who->today))
            continue;
        struct merge_step *s = MERGE_PUSH(plan->stay, plan->stays);
        s->unit = h->key;
        s->before = s->after = unitbook_code(p->t, h->key, p->t->who->today);
        s->name = mem_strdup(h->name);
    }
}

/* Whose book it is from now on: the commune that took the old one over; of a split one that which
 * got most of the hamlets. */
static void find_owner(struct merge_planner *p)
{
    struct unit_key own = p->t->book->commune, best = own;
    size_t most = 0;
    for (size_t i = 0; i < p->plan->ends; i++) {
        const struct merge_end *e = &p->plan->end[i];
        if (!unit_eq(e->unit, own))
            continue;
        if (unit_level(e->into) == UNIT_COMMUNE) {
            best = e->into;
            break;
        }
        for (size_t k = 0; k < p->plan->steps; k++) {
            struct unit_key to = p->plan->step[k].to;
            size_t n = 0;
            for (size_t j = 0; j < p->plan->steps; j++)
                n += p->plan->step[j].act == MERGE_GOES_OVER && unit_eq(p->plan->step[j].to, to);
            if (p->plan->step[k].act == MERGE_GOES_OVER && n > most)
                most = n, best = to;
        }
    }
    p->plan->book_commune = best;
}

static void check_days(struct merge_planner *p)
{
    for (size_t i = 0; i < p->in->rows; i++)
        if (p->in->row[i].from < 1 || p->in->row[i].from > DAY_MAX)
            merge_refuse(p, &p->in->row[i], "%s", _("ngày không dùng được"));
}

static bool is_name(const struct merge_row *r)
{
    return r->name && unit_eq(r->old, r->now);
}

/* One unit, one day, two names: which of them is it? */
static void check_names(struct merge_planner *p)
{
    const struct merge_row *r = p->in->row;
    for (size_t i = 0; i < p->in->rows; i++)
        for (size_t k = 0; is_name(&r[i]) && k < i; k++)
            if (is_name(&r[k]) && unit_eq(r[k].old, r[i].old) && r[k].from == r[i].from &&
                strcmp(r[k].name, r[i].name) != 0)
                merge_refuse(p, &r[i], _("cùng một ngày mà có hai tên, %s và %s"), r[k].name,
                             r[i].name);
}

static void take_refusals(struct merge_planner *p)
{
    for (size_t i = 0; i < p->in->refusals; i++)
        add_refusal(p->plan, p->in->refusal[i].line, p->in->refusal[i].answer,
                    mem_strdup(p->in->refusal[i].text));
}

enum status merge_plan_make(struct book_tx *t, const struct merge_input *in, struct merge_plan *out)
{
    struct merge_planner p = {.t = t, .in = in, .plan = out};
    *out = (struct merge_plan){.rows = in->rows, .book_commune = t->book->commune};
    take_refusals(&p);
    check_days(&p);
    check_names(&p);
    enum status s =
        book_each_any(t, entity_by_id(ENTITY_HAMLET), (struct span){"", 0}, add_hamlet, &p);
    if (s == STATUS_OK && !out->refusals) {
        find_communes(&p);
        sort_rows(&p);
        plan_rows(&p);
        merge_plan_codes(&p);
        find_owner(&p);
        sum_up(&p);
    }
    for (size_t i = 0; i < p.hamlets; i++)
        free((char *)p.hamlet[i].name);
    free(p.hamlet);
    free(p.commune);
    free(p.row);
    if (s == STATUS_OK)
        s = p.failed;
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

static void steps_release(struct merge_step *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i].name);
        free(v[i].new_name);
        free(v[i].to_name);
    }
    free(v);
}

void merge_plan_release(struct merge_plan *p)
{
    steps_release(p->step, p->steps);
    steps_release(p->stay, p->stays);
    for (size_t i = 0; i < p->questions; i++) {
        free(p->question[i].name);
        free(p->question[i].unit_name);
        for (size_t k = 0; k < p->question[i].choices; k++)
            free(p->question[i].choice_name[k]);
    }
    for (size_t i = 0; i < p->refusals; i++)
        free(p->refusal[i].text);
    for (size_t i = 0; i < p->fresh_n; i++) {
        free(p->fresh[i].name);
        buf_release(&p->fresh[i].made_of);
    }
    free(p->question);
    free(p->refusal);
    free(p->fresh);
    free(p->link);
    free(p->move);
    free(p->end);
    *p = (struct merge_plan){0};
}
