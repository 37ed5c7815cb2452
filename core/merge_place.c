/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/merge_private.h"
#include "core/unitbook.h"
#include "core/unitrow.h"

enum { MERGERS_MAX = 8 }; /* one after the other, while the work was away */

/* ---- places ---- */

static void put_at(struct record *r, struct unit_key unit)
{
    int place = entity_field_flag(r->e, FIELD_UNIT);
    r->unit = unit;
    if (place >= 0)
        value_set_s(&r->v[place], unit_span(&unit));
}

/* Where it lies and has lain. */
static void take_place(struct record *r, const struct record *from)
{
    int stays = entity_field(r->e, "stays");
    put_at(r, from->unit);
    if (stays >= 0)
        value_copy(&r->v[stays], &from->v[stays]);
}

bool merge_lies_with_another(const struct record *here, const struct record *there)
{
    if (here->e->id != ENTITY_CITIZEN)
        return here->e->key == ENTITY_KEY_TITLE;
    const struct value *home = record_value(here, "household");
    return home->known && value_eq(home, record_value(there, "household"));
}

/* ---- hamlets that were merged meanwhile ---- */

/* The one hamlet that took u over as a whole; zero: u goes on, or was divided. */
static struct unit_key successor(struct book_tx *t, struct unit_key u, day *since)
{
    struct unit_info info;
    if (unitbook_get(t, u, &info) != STATUS_OK || !info.to || info.to >= t->who->today)
        return (struct unit_key){0};
    *since = info.to + 1;
    return unitrow_heir(t, u);
}

static struct unit_key place_today(struct book_tx *t, struct unit_key u)
{
    day since;
    for (int i = 0; i < MERGERS_MAX; i++) {
        struct unit_key next = successor(t, u, &since);
        if (unit_level(next) == UNIT_NONE)
            break;
        u = next;
    }
    return u;
}

bool merge_inside(struct merge *m, struct unit_key u)
{
    for (size_t i = 0; i < m->n_units; i++)
        if (unit_eq(m->units[i], u) || unit_eq(place_today(m->t, m->units[i]), u))
            return true;
    return !m->returned;
}

static void add_stay(struct record *r, int stays, struct unit_key from, struct unit_key to,
                     day since)
{
    const struct field *f = &r->e->fields[stays];
    struct value v = {0};
    size_t n = value_dated_count(f, &r->v[stays]);
    for (size_t i = 0; i + 1 < n; i++)
        value_add_dated(f, &v, value_dated(f, &r->v[stays], i));
    struct dated last = n ? value_dated(f, &r->v[stays], n - 1) : (struct dated){.unit = from};
    last.to = since - 1;
    value_add_dated(f, &v, last);
    value_add_dated(f, &v, (struct dated){.unit = to, .from = since});
    value_clear(&r->v[stays]);
    r->v[stays] = v;
}

void merge_follow_hamlet(struct merge *m, struct record *r)
{
    int stays = entity_field(r->e, "stays");
    day since = 0;
    if (stays < 0 || (r->e->id == ENTITY_CITIZEN && record_value(r, "household")->known))
        return; /* stays in the book of the old hamlet, or follows its household */
    for (int i = 0; i < MERGERS_MAX; i++) {
        struct unit_key to = successor(m->t, r->unit, &since);
        if (unit_level(to) == UNIT_NONE)
            return;
        add_stay(r, stays, r->unit, to, since);
        put_at(r, to);
    }
}

/* ---- here, there, and as it was taken away ---- */

static bool moved_by_merger(struct merge *m, struct unit_key now)
{
    for (size_t i = 0; i < m->n_units; i++)
        if (!unit_eq(m->units[i], now) && unit_eq(place_today(m->t, m->units[i]), now))
            return true;
    return false;
}

static bool same(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, BACKUP_DIGEST) == 0;
}

bool merge_as_taken(struct merge *m, const struct record *r, const struct backup_said *base)
{
    struct backup_said now;
    backup_said(r, &now);
    return same(now.fields, base->fields) &&
           (same(now.place, base->place) || merge_lies_with_another(r, r) ||
            moved_by_merger(m, r->unit));
}

static enum merge_fate fate_of(const unsigned char *base, const unsigned char *here,
                               const unsigned char *there)
{
    if (same(here, there) || (base && same(there, base)))
        return MERGE_STAYS;
    return base && same(here, base) ? MERGE_TAKEN : MERGE_CONFLICT;
}

static void take_fields(struct record *r, const struct record *from)
{
    int stays = entity_field(r->e, "stays"), place = entity_field_flag(r->e, FIELD_UNIT);
    for (int i = 0; i < (int)r->e->n_fields; i++)
        if (i != stays && i != place)
            value_copy(&r->v[i], &from->v[i]);
}

static enum merge_fate place_fate(struct merge *m, const struct backup_said *base,
                                  const struct backup_said *h, const struct backup_said *t,
                                  const struct record *here, const struct record *there)
{
    bool merged =
        !unit_eq(there->unit, here->unit) && unit_eq(place_today(m->t, there->unit), here->unit);
    if (merged || merge_lies_with_another(here, there))
        return MERGE_STAYS; /* nobody there could know */
    return fate_of(base ? base->place : NULL, h->place, t->place);
}

enum merge_fate merge_decide(struct merge *m, const struct backup_said *base,
                             const struct record *here, struct record *there)
{
    struct backup_said h, t;
    backup_said(here, &h);
    backup_said(there, &t);
    enum merge_fate fields = fate_of(base ? base->fields : NULL, h.fields, t.fields);
    enum merge_fate place = place_fate(m, base, &h, &t, here, there);
    if (place == MERGE_STAYS)
        take_place(there, here);
    if (fields == MERGE_STAYS)
        take_fields(there, here);
    if (fields == MERGE_CONFLICT || place == MERGE_CONFLICT)
        return MERGE_CONFLICT;
    return fields == MERGE_TAKEN || place == MERGE_TAKEN ? MERGE_TAKEN : MERGE_STAYS;
}
