/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The three indicators about officers (core/progress.h says what they count). Their records are
 * few and are read one by one; there are no packed columns of them.
 */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/entity_codes.h"
#include "core/progress_scan.h"
#include "core/unitbook.h"
#include "locale/fold.h"

/* An officer of the Association, or of the management of the learning centre. */
struct officer {
    uint64_t id, person;
    struct unit_key unit;
    char *name; /* folded */
    int body, role;
    day from, to;               /* 0: open */
    day centre_from, centre_to; /* 0: open */
    bool centre;                /* says that it was in the management at some time */
    uint32_t trained, briefed;  /* bit: year of the scan */
};

struct officers {
    struct scan *s;
    struct officer *v;
    size_t n;
};

static day first_day(const struct record *r, const char *field)
{
    return pdate_first(value_date(record_value(r, field)));
}

static day last_day(const struct record *r, const char *field)
{
    return pdate_last(value_date(record_value(r, field)));
}

/* What is trained once stays trained. */
static bool until(const struct value *v, int year)
{
    for (int y = FIELD_YEARS_FIRST; y <= year; y++)
        if (value_year(v, y) == 2)
            return true;
    return false;
}

static char *folded_name(const struct record *r)
{
    struct buf b = {0};
    fold_key(&b, record_name(r));
    return buf_detach(&b);
}

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct officers *o = context;
    (void)t;
    int body = (int)record_n(r, "body");
    if (body != OFFICER_ASSOCIATION && body != OFFICER_CENTRE)
        return STATUS_OK;
    struct officer *x = SCAN_PUSH(o->v, o->n);
    *x = (struct officer){
        .id = r->id,
        .person = (uint64_t)record_n(r, "person"),
        .unit = r->unit,
        .name = folded_name(r),
        .body = body,
        .role = (int)record_n(r, "role"),
        .from = record_from(r),
        .to = record_to(r),
        .centre_from = first_day(r, "centre_from"),
        .centre_to = last_day(r, "centre_to"),
    };
    x->centre = record_value(r, "centre_from")->known || record_value(r, "centre_to")->known;
    for (int y = 0; y < o->s->years; y++) {
        int year = o->s->first + y;
        x->trained |= (uint32_t)until(record_value(r, "it_trained"), year) << y;
        x->briefed |= (uint32_t)(value_year(record_value(r, "briefed"), year) == 2) << y;
    }
    return STATUS_OK;
}

static bool within(day from, day to, day on)
{
    return (!from || from <= on) && (!to || on <= to);
}

static bool is_head(const struct officer *x)
{
    return x->role == OFFICER_CHAIR || x->role == OFFICER_VICE;
}

static bool same_person(const struct officer *a, const struct officer *b)
{
    if (a->person && b->person)
        return a->person == b->person;
    return unit_eq(a->unit, b->unit) && strcmp(a->name, b->name) == 0;
}

/* By the officer's own record, or by another one in the management of the centre. */
static bool manages_centre(const struct officers *o, const struct officer *x, day on)
{
    if (x->centre && within(x->centre_from, x->centre_to, on))
        return true;
    for (size_t i = 0; i < o->n; i++) {
        const struct officer *y = &o->v[i];
        if (y->body == OFFICER_CENTRE && is_head(y) && within(y->from, y->to, on) &&
            same_person(x, y))
            return true;
    }
    return false;
}

/* Somebody who stands twice (chair, and vice by mistake) is one person: the first record counts. */
static bool seen_before(const struct officers *o, size_t at, day on)
{
    const struct officer *x = &o->v[at];
    for (size_t i = 0; i < at; i++)
        if (o->v[i].body == x->body && within(o->v[i].from, o->v[i].to, on) &&
            same_person(&o->v[i], x))
            return true;
    return false;
}

static void count(struct scan *s, const struct officer *x, size_t row, int year,
                  enum indicator line, bool reached)
{
    struct tally *t = scan_tally(s, row, year, line);
    t->total++;
    t->registered += reached;
    t->proposed += reached;
    t->recognised += reached;
    t->decided += reached;
    s->row[row].sum[year] += scan_mix(scan_mix(x->id ^ (uint64_t)line << 56) + reached);
    if (s->collect && s->collect->what == line &&
        scan_wanted(s->collect, reached, reached, reached))
        scan_collect_add(s, x->id, x->unit);
}

static void count_officer(struct officers *o, size_t at)
{
    struct scan *s = o->s;
    const struct officer *x = &o->v[at];
    bool commune = unit_level(x->unit) == UNIT_COMMUNE;
    const struct scan_place *p = scan_place_of(s, x->unit);
    if (p->row < 0 || x->body != OFFICER_ASSOCIATION)
        return;
    size_t row = (size_t)p->row;
    uint32_t years = p->years;
    scan_tally(s, row, 0, INDICATOR_OFFICER_BRIEFED)->exists = true;
    if (commune) {
        scan_tally(s, row, 0, INDICATOR_OFFICER_IT)->exists = true;
        scan_tally(s, row, 0, INDICATOR_OFFICER_MANAGEMENT)->exists = true;
    }
    for (int y = 0; y < s->years; y++) {
        day on = s->on[y];
        if (!(years >> y & 1) || !within(x->from, x->to, on) || seen_before(o, at, on))
            continue;
        count(s, x, row, y, INDICATOR_OFFICER_BRIEFED, x->briefed >> y & 1);
        if (commune)
            count(s, x, row, y, INDICATOR_OFFICER_IT, x->trained >> y & 1);
        if (commune && is_head(x))
            count(s, x, row, y, INDICATOR_OFFICER_MANAGEMENT, manages_centre(o, x, on));
    }
}

/* ---- members, who are numbers only ---- */

/* A unit in a year: its officers by name, and what its yearfact says. */
struct told {
    struct unit_key unit;
    size_t row;
    int year;
    int64_t officers, officers_briefed;
    const struct scan_fact *fact; /* with members; or NULL */
};

struct members {
    struct scan *s;
    struct told *v;
    size_t n;
};

static struct told *told_of(struct members *m, struct unit_key unit, size_t row, int year)
{
    for (size_t i = m->n; i-- > 0;)
        if (m->v[i].year == year && unit_eq(m->v[i].unit, unit))
            return &m->v[i];
    struct told *x = SCAN_PUSH(m->v, m->n);
    *x = (struct told){.unit = unit, .row = row, .year = year};
    return x;
}

static void tell_officers(struct members *m, const struct officers *o)
{
    struct scan *s = m->s;
    for (size_t i = 0; i < o->n; i++) {
        const struct officer *x = &o->v[i];
        const struct scan_place *p = scan_place_of(s, x->unit);
        if (p->row < 0 || x->body != OFFICER_ASSOCIATION)
            continue;
        size_t row = (size_t)p->row;
        uint32_t years = p->years;
        for (int y = 0; y < s->years; y++) {
            if (!(years >> y & 1) || !within(x->from, x->to, s->on[y]) ||
                seen_before(o, i, s->on[y]))
                continue;
            struct told *t = told_of(m, x->unit, row, y);
            t->officers++;
            t->officers_briefed += x->briefed >> y & 1;
        }
    }
}

static void tell_facts(struct members *m)
{
    struct scan *s = m->s;
    for (size_t i = 0; i < s->facts; i++) {
        const struct scan_fact *f = &s->fact[i];
        const struct scan_place *p = scan_place_of(s, f->unit);
        bool commune = unit_level(f->unit) == UNIT_COMMUNE;
        if (f->members < 0 || p->row < 0 || !(p->years >> f->year & 1))
            continue;
        if (commune ? scan_fact_ended(s, f) : p->ended >> f->year & 1)
            continue;
        told_of(m, f->unit, (size_t)p->row, f->year)->fact = f;
    }
}

static int64_t briefed_of(const struct scan_fact *f)
{
    return f->members_briefed < 0            ? 0
           : f->members_briefed > f->members ? f->members
                                             : f->members_briefed;
}

/* What the unit has in all: the larger of both numbers, or their sum. */
static void all_of(const struct told *t, int64_t *members, int64_t *briefed)
{
    *members = t->officers;
    *briefed = t->officers_briefed;
    if (!t->fact)
        return;
    int64_t m = t->fact->members, b = briefed_of(t->fact);
    bool apart = t->fact->officers_apart;
    *members = apart ? *members + m : m > *members ? m : *members;
    *briefed = apart ? *briefed + b : b > *briefed ? b : *briefed;
}

/* The officers have been counted one by one: only what is more. */
static void add_members(struct scan *s, const struct told *of, int64_t members, int64_t briefed)
{
    struct tally *t = scan_tally(s, of->row, of->year, INDICATOR_OFFICER_BRIEFED);
    t->total += (uint32_t)members;
    t->registered += (uint32_t)briefed;
    t->proposed += (uint32_t)briefed;
    t->recognised += (uint32_t)briefed;
    t->decided += (uint32_t)briefed;
    t->declared = true;
    s->row[of->row].sum[of->year] += scan_mix(((uint64_t)members << 32) ^ (uint64_t)briefed);
}

static bool is_hamlet_of(const struct members *m, const struct told *t, const struct told *commune)
{
    return unit_level(t->unit) == UNIT_HAMLET && t->year == commune->year &&
           unit_eq(unitbook_parent(m->s->t, t->unit, m->s->on[t->year]), commune->unit);
}

/* The hamlets say their numbers; what a commune says above their sum is its own row's. */
static void add_commune(struct members *m, const struct told *c)
{
    int64_t members = 0, briefed = 0, all, all_briefed, n, b;
    all_of(c, &all, &all_briefed);
    for (size_t i = 0; i < m->n; i++)
        if (is_hamlet_of(m, &m->v[i], c)) {
            all_of(&m->v[i], &n, &b);
            members += n;
            briefed += b;
        }
    if (c->fact->officers_apart) { /* the hamlets' officers are not in its number either */
        for (size_t i = 0; i < m->n; i++)
            if (is_hamlet_of(m, &m->v[i], c)) {
                all += m->v[i].officers;
                all_briefed += m->v[i].officers_briefed;
            }
    }
    if (c->fact->members < members && all < members) {
        scan_tally(m->s, c->row, c->year, INDICATOR_OFFICER_BRIEFED)->more = true;
        return;
    }
    /* its own row has its officers by name already */
    int64_t more = all - members - c->officers;
    int64_t more_briefed = all_briefed - briefed - c->officers_briefed;
    more = more > 0 ? more : 0;
    more_briefed = more_briefed > 0 ? more_briefed : 0;
    add_members(m->s, c, more, more_briefed > more ? more : more_briefed);
}

static void count_members(struct members *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct told *t = &m->v[i];
        int64_t members, briefed;
        if (!t->fact)
            continue;
        if (unit_level(t->unit) == UNIT_COMMUNE) {
            add_commune(m, t);
            continue;
        }
        all_of(t, &members, &briefed);
        add_members(m->s, t, members - t->officers, briefed - t->officers_briefed);
    }
}

void scan_officers(struct scan *s)
{
    struct officers o = {.s = s};
    enum status st = book_each_any(s->t, entity_by_id(ENTITY_OFFICER), buf_span(&s->own), take, &o);
    if (st != STATUS_OK)
        s->failed = st;
    for (size_t i = 0; i < o.n; i++)
        count_officer(&o, i);
    struct members m = {.s = s};
    if (o.n) {
        tell_officers(&m, &o);
        tell_facts(&m);
        count_members(&m);
    }
    free(m.v);
    for (size_t i = 0; i < o.n; i++)
        free(o.v[i].name);
    free(o.v);
}
