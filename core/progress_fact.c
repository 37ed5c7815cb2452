/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Declared numbers (yearfacts) in place of the list's. A hamlet's number stands for the hamlet. A
 * commune's stands for the commune: what the hamlets' numbers do not reach falls to the row of the
 * commune itself, so rows add up; when they exceed it, they count and the line is marked `more`.
 * Where a unit says how many adults it has, its numbers of Công dân học tập stand beside the list
 * in the same way: people need not be listed one by one.
 */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/progress_scan.h"
#include "core/unitbook.h"
#include "core/unitrow.h"
#include "locale/mem.h"

static int64_t declared(const struct record *r, const char *field)
{
    const struct value *v = record_value(r, field);
    return v->known && v->n >= 0 && v->n <= UINT32_MAX ? v->n : -1;
}

/* By CDHT group (citizen.group). */
enum { N_GROUPS = 4 };
static const char *const group_registered[N_GROUPS] = {
    "cdht_farmers_registered", "cdht_workers_registered", "cdht_brain_registered",
    "cdht_other_registered"};
static const char *const group_recognised[N_GROUPS] = {"cdht_farmers", "cdht_workers", "cdht_brain",
                                                       "cdht_other"};

/* The numbers of the groups of Công dân học tập together, or -1 when none is given. */
static int64_t declared_groups(const struct record *r, const char *const groups[N_GROUPS])
{
    int64_t sum = -1;
    for (size_t i = 0; i < N_GROUPS; i++) {
        int64_t n = declared(r, groups[i]);
        if (n >= 0)
            sum = (sum < 0 ? 0 : sum) + n;
    }
    return sum;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static enum status add_fact(struct book_tx *t, const struct record *r, void *context)
{
    struct scan *s = context;
    int64_t year = record_n(r, "year");
    uint64_t subject = (uint64_t)record_n(r, "subject");
    (void)t;
    if (year < s->first || year >= s->first + s->years)
        return STATUS_OK;
    if (!subject && record_value(r, "subject")->known)
        return STATUS_OK; /* of something that has no record yet */
    struct scan_fact *f =
        subject ? SCAN_PUSH(s->org_fact, s->org_facts) : SCAN_PUSH(s->fact, s->facts);
    f->unit = r->unit;
    f->subject = subject;
    f->year = (int)(year - s->first);
    for (size_t i = 0; i < SCAN_LINES; i++)
        f->declared[i] = -1;
    f->declared[INDICATOR_FAMILY] = declared(r, "households");
    f->declared[INDICATOR_CLAN] = declared(r, "clans");
    f->declared[INDICATOR_ORGANISATION] = declared(r, "organisations");
    f->declared[INDICATOR_CITIZEN] = declared(r, "adults");
    f->staff = declared(r, "staff");
    f->members = declared(r, "members");
    f->members_briefed = declared(r, "members_briefed");
    f->registered = larger(declared(r, "cdht_registered"), declared_groups(r, group_registered));
    f->recognised = larger(declared(r, "cdht_recognised"), declared_groups(r, group_recognised));
    f->officers_apart = record_n(r, "officers_apart") != 0;
    return STATUS_OK;
}

static int by_subject(const void *a, const void *b)
{
    const struct scan_fact *x = a, *y = b;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return x->year - y->year;
}

static int by_unit(const void *a, const void *b)
{
    const struct scan_fact *x = a, *y = b;
    int c = unit_cmp(x->unit, y->unit);
    return c ? c : x->year - y->year;
}

static void load(struct scan *s, struct span prefix)
{
    enum status st = book_each_any(s->t, entity_by_id(ENTITY_YEARFACT), prefix, add_fact, s);
    if (st != STATUS_OK)
        s->failed = st;
}

void scan_facts_load(struct scan *s)
{
    load(s, buf_span(&s->own));
    if (s->facts)
        qsort(s->fact, s->facts, sizeof *s->fact, by_unit);
    if (s->org_facts)
        qsort(s->org_fact, s->org_facts, sizeof *s->org_fact, by_subject);
}

const struct scan_fact *scan_org_fact(const struct scan *s, uint64_t org, int year)
{
    struct scan_fact key = {.subject = org, .year = year};
    return s->org_facts ? bsearch(&key, s->org_fact, s->org_facts, sizeof key, by_subject) : NULL;
}

static struct scan_fact *fact_of(const struct scan *s, struct unit_key u, int year)
{
    struct scan_fact key = {.unit = u, .year = year};
    return s->facts ? bsearch(&key, s->fact, s->facts, sizeof key, by_unit) : NULL;
}

static void mark(struct scan *s, size_t row, const struct scan_fact *f, enum indicator line)
{
    uint64_t u;
    memcpy(&u, f->unit.c + 1, sizeof u);
    s->row[row].sum[f->year] +=
        scan_mix(scan_mix(u ^ (uint64_t)line << 56) ^ (uint64_t)f->declared[line]);
}

static uint32_t most(int64_t a, int64_t b, uint32_t limit)
{
    int64_t n = larger(a, b);
    return n < 0 ? 0 : n > limit ? limit : (uint32_t)n;
}

/* People who are not listed one by one: a unit that says how many adults it has may say as well how
 * many of them registered and are Công dân học tập. Its numbers stand where the list says less; of
 * listed, the unit's own part of *t. */
static void add_unlisted(struct tally *t, const struct tally *listed, const struct scan_fact *f,
                         uint32_t total)
{
    uint32_t recognised = most(listed->recognised, f->recognised, total);
    uint32_t proposed = most(listed->proposed, recognised, total);
    uint32_t registered = most(most(listed->registered, f->registered, total), proposed, total);
    t->recognised += recognised - listed->recognised;
    t->decided += recognised - listed->recognised;
    t->proposed += proposed - listed->proposed;
    t->registered += registered - listed->registered;
}

void scan_facts_begin(struct scan *s, const struct scan_place *p, enum indicator line)
{
    for (int y = 0; y < s->years; y++)
        s->so_far[y] = *scan_tally(s, (size_t)p->row, y, line);
}

static struct tally since(const struct tally *now, const struct tally *before)
{
    return (struct tally){.registered = now->registered - before->registered,
                          .proposed = now->proposed - before->proposed,
                          .recognised = now->recognised - before->recognised};
}

void scan_facts_flush(struct scan *s, const struct scan_place *p, enum indicator line,
                      const uint32_t *records)
{
    for (int y = 0; y < s->years; y++) {
        if (!(p->years >> y & 1))
            continue;
        struct tally *t = scan_tally(s, (size_t)p->row, y, line);
        uint32_t total = records[y];
        bool own = unit_level(p->unit) == UNIT_HAMLET && !(p->ended >> y & 1);
        struct scan_fact *f = own ? fact_of(s, p->unit, y) : NULL;
        if (f && f->declared[line] >= 0) {
            f->used |= 1U << line;
            mark(s, (size_t)p->row, f, line);
            if (f->declared[line] >= total) {
                total = (uint32_t)f->declared[line];
                t->declared = true;
            } else {
                t->more = true;
            }
            struct tally listed = since(t, &s->so_far[y]);
            if (line == INDICATOR_CITIZEN)
                add_unlisted(t, &listed, f, total);
        }
        t->total += total;
    }
}

void scan_facts_rest(struct scan *s, enum indicator line)
{
    for (size_t i = 0; i < s->facts; i++) {
        struct scan_fact *f = &s->fact[i];
        if (f->declared[line] < 0 || f->used >> line & 1 || unit_level(f->unit) != UNIT_HAMLET)
            continue;
        const struct scan_place *p = scan_place_of(s, f->unit);
        if (p->row < 0 || !(p->years >> f->year & 1) || p->ended >> f->year & 1)
            continue;
        struct tally *t = scan_tally(s, (size_t)p->row, f->year, line);
        t->total += (uint32_t)f->declared[line];
        t->declared = true;
        mark(s, (size_t)p->row, f, line);
        if (line == INDICATOR_CITIZEN)
            add_unlisted(t, &(struct tally){0}, f, (uint32_t)f->declared[line]);
    }
}

/* Of people who are not listed, what the rows under the unit do not reach; more people than it adds
 * it cannot have. */
static void add_unlisted_over(struct tally *t, const struct tally *rows, const struct scan_fact *f,
                              uint32_t added)
{
    uint32_t recognised = most(f->recognised - (int64_t)rows->recognised, 0, added);
    uint32_t registered = most(f->registered - (int64_t)rows->registered, recognised, added);
    t->registered += registered;
    t->proposed += recognised;
    t->recognised += recognised;
    t->decided += recognised;
}

/* Puts in what unit f->unit declared, over the rows under it. */
static void put_over(struct scan *s, const struct scan_fact *f, enum indicator line)
{
    bool whole = unit_eq(f->unit, s->unit); /* else a commune of it, or one merged into it */
    bool hamlets = s->flags & SCAN_BY_HAMLET;
    size_t own = scan_row_of(s, hamlets ? s->unit : f->unit);
    uint64_t sum = 0;
    struct tally rows = {0};
    for (size_t i = 0; i < s->rows; i++) {
        const struct tally *row = scan_tally(s, i, f->year, line);
        if (!whole && !unit_eq(unit_commune(s->row[i].unit), f->unit))
            continue;
        sum += row->total;
        rows.registered += row->registered;
        rows.recognised += row->recognised;
    }
    struct tally *t = scan_tally(s, own, f->year, line);
    s->row[own].years |= (uint32_t)1 << f->year;
    mark(s, own, f, line);
    if ((uint64_t)f->declared[line] < sum) {
        t->more = true;
        return;
    }
    uint32_t added = (uint32_t)((uint64_t)f->declared[line] - sum);
    t->total += added;
    t->declared = true;
    if (line == INDICATOR_CITIZEN)
        add_unlisted_over(t, &rows, f, added);
}

/* Did other communes get people of it too? Then its number says nothing of the one asked for. */
static bool was_split(const struct scan *s, struct unit_key commune)
{
    struct unit_row row;
    bool part = false;
    if (s->level != UNIT_COMMUNE || !unitrow_load(s->t, commune, &row))
        return false;
    for (size_t i = 0; i < row.links; i++)
        if (row.link[i].successor && unit_eq(row.link[i].other, s->unit))
            part = row.link[i].part && row.link[i].kind != UNIT_KIND_AREA_ALLPOP;
    unitrow_release(&row);
    return part;
}

/* A commune that was merged says nothing of a day after its end, and of a part of it never. */
bool scan_fact_ended(const struct scan *s, const struct scan_fact *f)
{
    struct unit_info info;
    return (unitbook_get(s->t, f->unit, &info) == STATUS_OK && info.to &&
            info.to < s->on[f->year]) ||
           was_split(s, f->unit);
}

/* Communes first, then the province or the country over them. */
void scan_facts_communes(struct scan *s)
{
    for (int whole = 0; whole < 2; whole++)
        for (size_t i = 0; i < s->facts; i++) {
            const struct scan_fact *f = &s->fact[i];
            if (unit_level(f->unit) == UNIT_HAMLET || unit_eq(f->unit, s->unit) != (whole == 1))
                continue;
            if (!whole) {
                const struct scan_place *p = scan_place_of(s, f->unit);
                if (p->row < 0 || !(p->years >> f->year & 1) || scan_fact_ended(s, f))
                    continue;
            }
            for (unsigned line = 0; line < SCAN_LINES; line++)
                if (f->declared[line] >= 0)
                    put_over(s, f, (enum indicator)line);
        }
}
