/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/award_gather.h"

#include <stdlib.h>
#include <string.h>

#include "core/checklist.h"
#include "core/find.h"
#include "core/merit.h"
#include "core/submission.h"
#include "locale/fold.h"
#include "locale/mem.h"

enum { EVENT_TITLE = 100, EVENT_CHECKLIST = 101 }; /* else enum merit_kind */

struct event {
    enum entity_id entity; /* ENTITY_NONE: a name only */
    uint64_t id;
    int kind, year;
    int64_t money;
    enum title_id title;
    const struct merit *merit; /* of a name only */
    char *name;                /* folded, of a name only */
    /* of a checklist: */
    enum plan plan;
    enum plan_group group;
    char *items;
};

struct gathering {
    struct award_proposal *p;
    struct event *v;
    size_t n;
    uint32_t decided[TITLE_MAX + 1]; /* bit: somebody was recognised in year first + bit */
};

static struct event *add_event(struct gathering *g)
{
    if ((g->n & (g->n - 1)) == 0)
        g->v = mem_realloc_array(g->v, g->n ? 2 * g->n : 1, sizeof *g->v);
    g->v[g->n] = (struct event){0};
    return &g->v[g->n++];
}

/* ---- events ---- */

static enum status add_title(struct book_tx *t, const struct record *r, void *context)
{
    struct gathering *g = context;
    const struct value *subject = record_value(r, "subject");
    const struct title_kind *k = title_by_id((unsigned)record_n(r, "title"));
    int year = (int)record_n(r, "year");
    (void)t;
    if (!k || k->subject == ENTITY_COMMUNE || !subject->n ||
        !title_counts_recognised((uint8_t)record_n(r, "state")))
        return STATUS_OK;
    for (int y = year; y < year + k->counts_years; y++) {
        if (y < g->p->first || y > g->p->last)
            continue;
        struct event *e = add_event(g);
        e->entity = k->subject;
        e->id = (uint64_t)subject->n;
        e->kind = EVENT_TITLE;
        e->year = y;
        e->title = k->id;
        g->decided[k->id] |= (uint32_t)1 << (y - g->p->first);
    }
    return STATUS_OK;
}

static void add_merit(struct book_tx *t, struct unit_key unit, struct gathering *g,
                      const struct merit *m)
{
    struct event *e;
    bool named = !m->giver_id && *m->name;
    if (!m->giver_id &&
        (!named || !find_unit_wanted(t, entity_by_id(merit_entity(m->kind)), m->unit, unit)))
        return;
    e = add_event(g);
    e->entity = named ? ENTITY_NONE : m->giver;
    e->id = m->giver_id;
    e->kind = (int)m->kind;
    e->year = m->date.year;
    e->money = m->money;
    e->merit = m;
    if (named) {
        struct buf b = {0};
        fold_key(&b, span_of(m->name));
        e->name = buf_detach(&b);
    }
}

static enum status add_checklist(struct book_tx *t, const struct record *r, void *context)
{
    struct gathering *g = context;
    const struct value *subject = record_value(r, "subject");
    int year = (int)record_n(r, "year");
    (void)t;
    if (!subject->known || !subject->n || !subject->len || year < g->p->first || year > g->p->last)
        return STATUS_OK;
    struct event *e = add_event(g);
    e->entity = (enum entity_id)(unsigned char)subject->s[0];
    e->id = (uint64_t)subject->n;
    e->kind = EVENT_CHECKLIST;
    e->year = year;
    int64_t plan = record_n(r, "plan");
    e->plan = plan ? (enum plan)plan : PLAN_NATIONAL;
    e->group = (enum plan_group)record_n(r, "group");
    struct buf items = {0};
    buf_add_span(&items, record_text(r, "items"));
    e->items = buf_detach(&items);
    return STATUS_OK;
}

static int by_subject(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->name && y->name ? strcmp(x->name, y->name) : 0;
}

/* ---- candidates ---- */

static int bits(uint32_t mask)
{
    int n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

/* Years that count for a kind of subject: closed, or somebody was recognised. */
static uint32_t years_that_count(struct book_tx *t, const struct gathering *g, enum entity_id e)
{
    uint32_t mask = 0;
    for (int y = g->p->first; y <= g->p->last; y++)
        if (submission_year_closed(t, t->book->commune, y))
            mask |= (uint32_t)1 << (y - g->p->first);
    for (unsigned i = 1; i <= TITLE_MAX; i++)
        if (title_by_id(i)->subject == e)
            mask |= g->decided[i];
    return mask;
}

/* Complete in its year: with the title and what was given of that very year. */
static bool is_complete(const struct event *v, size_t n, const struct event *list)
{
    struct checklist_facts f = {0};
    for (size_t i = 0; i < n; i++) {
        f.title |= v[i].kind == EVENT_TITLE && v[i].year == list->year;
        f.merits += v[i].year == list->year &&
                    (v[i].kind == MERIT_CONTRIBUTION || v[i].kind == MERIT_MONEY);
    }
    struct checklist_sum s = checklist_sum(list->plan, list->group, span_of(list->items), f);
    return s.n && s.met == s.n;
}

static void fold_events(const struct event *v, size_t n, int first, struct award_candidate *c)
{
    for (size_t i = 0; i < n; i++) {
        const struct event *e = &v[i];
        if (e->kind == EVENT_TITLE)
            c->held |= (uint32_t)1 << (e->year - first);
        else if (e->kind == EVENT_CHECKLIST)
            c->checklists += is_complete(v, n, e);
        else if (e->kind == MERIT_CONTRIBUTION)
            c->contributions++;
        else if (e->kind == MERIT_MONEY)
            c->donations++, c->money += e->money;
        else
            c->initiatives++;
    }
    c->years_held = bits(c->held);
}

/* Most of the years, or something given, or a complete checklist. */
static bool is_candidate(const struct award_candidate *c)
{
    return (c->years && 2 * c->years_held > c->years) || c->contributions || c->donations ||
           c->initiatives || c->checklists;
}

static bool is_body(enum entity_id e)
{
    return e == ENTITY_HAMLET || e == ENTITY_CLAN || e == ENTITY_ORGANISATION;
}

/* Its name and place; false: it is not there any more, or not the caller's to see. */
static bool read_subject(struct book_tx *t, struct unit_key unit, const struct event *v,
                         struct award_candidate *c, enum status *s)
{
    struct record r;
    struct buf name = {0};
    if (!c->id) { /* a name only: where it gave */
        c->outside = v->merit->outside;
        c->unit = v->merit->unit;
        c->name = mem_strdup(v->merit->name);
        return true;
    }
    enum status got = book_get(t, c->id, &r);
    if (got != STATUS_OK) {
        *s = got == STATUS_NOTFOUND ? STATUS_OK : got;
        return false;
    }
    day to = record_to(&r);
    bool gone = to && to < t->who->today;
    bool keep = (!gone || is_body(c->entity)) && find_unit_wanted(t, r.e, r.unit, unit);
    if (keep) {
        buf_add_span(&name, record_name(&r));
        c->name = buf_detach(&name);
        c->unit = r.unit;
        c->ended = gone ? to : 0;
    }
    record_release(&r);
    return keep;
}

static enum status make_candidates(struct book_tx *t, struct unit_key unit, struct gathering *g)
{
    struct award_proposal *p = g->p;
    enum status s = STATUS_OK;
    for (size_t i = 0, end; i < g->n && s == STATUS_OK; i = end) {
        for (end = i + 1; end < g->n && by_subject(&g->v[i], &g->v[end]) == 0; end++)
            ;
        struct award_candidate c = {.entity = g->v[i].entity, .id = g->v[i].id};
        uint32_t count = years_that_count(t, g, c.entity);
        fold_events(&g->v[i], end - i, p->first, &c);
        c.years = bits(count);
        if (!is_candidate(&c) || !read_subject(t, unit, &g->v[i], &c, &s))
            continue;
        if ((p->n & (p->n - 1)) == 0)
            p->v = mem_realloc_array(p->v, p->n ? 2 * p->n : 1, sizeof *p->v);
        p->v[p->n++] = c;
    }
    return s;
}

/* ---- order ---- */

static int rank_of(enum entity_id e)
{
    static const enum entity_id order[] = {ENTITY_HAMLET, ENTITY_CLAN, ENTITY_ORGANISATION,
                                           ENTITY_HOUSEHOLD, ENTITY_CITIZEN};
    for (int i = 0; i < (int)(sizeof order / sizeof *order); i++)
        if (order[i] == e)
            return i;
    return 9;
}

struct ordered {
    struct award_candidate c;
    char *key;
};

static int more(size_t a, size_t b)
{
    return a > b ? -1 : a < b;
}

static int in_order(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    int c = rank_of(x->c.entity) - rank_of(y->c.entity);
    if (!c)
        c = more((size_t)x->c.years_held, (size_t)y->c.years_held);
    if (!c)
        c = more(x->c.contributions + x->c.donations, y->c.contributions + y->c.donations);
    if (!c)
        c = more(x->c.initiatives, y->c.initiatives);
    if (!c)
        c = more(x->c.checklists, y->c.checklists);
    if (!c)
        c = strcmp(x->key, y->key);
    return c ? c : more(y->c.id, x->c.id);
}

static void sort(struct award_proposal *p)
{
    struct ordered *v = mem_alloc((p->n + 1) * sizeof *v);
    for (size_t i = 0; i < p->n; i++) {
        struct buf key = {0};
        fold_sort_key(&key, span_of(p->v[i].name));
        v[i] = (struct ordered){p->v[i], buf_detach(&key)};
    }
    qsort(v, p->n, sizeof *v, in_order);
    for (size_t i = 0; i < p->n; i++) {
        p->v[i] = v[i].c;
        free(v[i].key);
    }
    free(v);
}

enum status award_gather(struct book_tx *t, struct unit_key unit, struct award_proposal *p)
{
    struct gathering g = {.p = p};
    struct find_options all = {.unit = {{0}}}, o = {.unit = unit};
    struct merits m = {0};
    /* a title lies with its subject, but what tells whether a year counts is the whole commune's */
    enum status s = find_records(t, entity_by_id(ENTITY_TITLE), &all, add_title, &g);
    if (s == STATUS_OK)
        s = merits_load(t, (struct unit_key){0}, p->first, p->last, &m);
    for (size_t i = 0; i < m.n; i++)
        add_merit(t, unit, &g, &m.v[i]);
    if (s == STATUS_OK)
        s = find_records(t, entity_by_id(ENTITY_CHECKLIST), &o, add_checklist, &g);
    if (g.n)
        qsort(g.v, g.n, sizeof *g.v, by_subject);
    if (s == STATUS_OK)
        s = make_candidates(t, unit, &g);
    if (s == STATUS_OK)
        sort(p);
    for (size_t i = 0; i < g.n; i++) {
        free(g.v[i].name);
        free(g.v[i].items);
    }
    free(g.v);
    merits_release(&m);
    return s;
}

/* ---- what was proposed ---- */

static bool same_occasion(const struct award_ask *a, const struct record *r)
{
    bool every_year = a->occasion == AWARD_YEARLY || a->occasion == AWARD_CONGRESS;
    return record_n(r, "occasion") == (int64_t)a->occasion &&
           record_n(r, "form") == (int64_t)a->form &&
           (!every_year || record_n(r, "year") == a->year);
}

static enum status add_state(struct book_tx *t, const struct record *r, void *context)
{
    struct award_proposal *p = context;
    uint64_t id = (uint64_t)record_value(r, "recipient")->n;
    int state = (int)record_n(r, "state");
    (void)t;
    if (!same_occasion(&p->ask, r))
        return STATUS_OK;
    for (size_t i = 0; i < p->n; i++) {
        struct award_candidate *c = &p->v[i];
        bool by_name = !id && unit_eq(c->unit, r->unit); /* typed without its record */
        if (id ? id == c->id : by_name && fold_same(record_name(r), span_of(c->name)))
            c->state = state ? state : AWARD_PROPOSED;
    }
    return STATUS_OK;
}

enum status award_gather_states(struct book_tx *t, struct award_proposal *p)
{
    return book_each(t, entity_by_id(ENTITY_AWARD), (struct span){"", 0}, add_state, p);
}
