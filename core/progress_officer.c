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

static int64_t briefed_of(const struct scan_fact *f, int64_t members)
{
    return f->members_briefed < 0 ? 0 : f->members_briefed > members ? members : f->members_briefed;
}

static void add_members(struct scan *s, size_t row, int year, int64_t members, int64_t briefed)
{
    struct tally *t = scan_tally(s, row, year, INDICATOR_OFFICER_BRIEFED);
    t->total += (uint32_t)members;
    t->registered += (uint32_t)briefed;
    t->proposed += (uint32_t)briefed;
    t->recognised += (uint32_t)briefed;
    t->decided += (uint32_t)briefed;
    t->declared = true;
    s->row[row].sum[year] += scan_mix(((uint64_t)members << 32) ^ (uint64_t)briefed);
}

/* The hamlets say their numbers; what a commune says above their sum is its own row's. */
struct said {
    size_t row;
    struct unit_key commune;
    int year;
    int64_t members, briefed;
};

static void add_commune(struct scan *s, const struct scan_fact *f, const struct said *v, size_t n)
{
    int64_t members = 0, briefed = 0, all = briefed_of(f, f->members);
    const struct scan_place *p = scan_place_of(s, f->unit);
    if (p->row < 0 || !(p->years >> f->year & 1) || scan_fact_ended(s, f))
        return;
    for (size_t i = 0; i < n; i++)
        if (v[i].year == f->year && unit_eq(v[i].commune, f->unit)) {
            members += v[i].members;
            briefed += v[i].briefed;
        }
    if (f->members < members) {
        scan_tally(s, (size_t)p->row, f->year, INDICATOR_OFFICER_BRIEFED)->more = true;
        return;
    }
    int64_t more = all > briefed ? all - briefed : 0, rest = f->members - members;
    add_members(s, (size_t)p->row, f->year, rest, more > rest ? rest : more);
}

static void count_members(struct scan *s)
{
    struct said *v = NULL;
    size_t n = 0;
    for (size_t i = 0; i < s->facts; i++) {
        const struct scan_fact *f = &s->fact[i];
        if (f->members < 0 || unit_level(f->unit) != UNIT_HAMLET)
            continue;
        const struct scan_place *p = scan_place_of(s, f->unit);
        if (p->row < 0 || !(p->years >> f->year & 1) || p->ended >> f->year & 1)
            continue;
        struct said *x = SCAN_PUSH(v, n);
        *x = (struct said){.row = (size_t)p->row,
                           .commune = unitbook_parent(s->t, f->unit, s->on[f->year]),
                           .year = f->year,
                           .members = f->members,
                           .briefed = briefed_of(f, f->members)};
        add_members(s, x->row, f->year, x->members, x->briefed);
    }
    for (size_t i = 0; i < s->facts; i++)
        if (s->fact[i].members >= 0 && unit_level(s->fact[i].unit) == UNIT_COMMUNE)
            add_commune(s, &s->fact[i], v, n);
    free(v);
}

void scan_officers(struct scan *s)
{
    struct officers o = {.s = s};
    enum status st = book_each_any(s->t, entity_by_id(ENTITY_OFFICER), buf_span(&s->own), take, &o);
    if (st != STATUS_OK)
        s->failed = st;
    for (size_t i = 0; i < o.n; i++)
        count_officer(&o, i);
    if (o.n)
        count_members(s);
    for (size_t i = 0; i < o.n; i++)
        free(o.v[i].name);
    free(o.v);
}
