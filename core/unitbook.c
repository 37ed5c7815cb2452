/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/unitbook.h"

#include <string.h>

#include "core/book_private.h"
#include "core/unitbook_builtin.h"
#include "core/unitrow.h"
#include "locale/utf8.h"

static void info_from_row(struct book_tx *t, const struct unit_row *row, struct unit_info *out)
{
    struct span name = span_of(unitrow_name(row, t->who->today));
    day on = row->to && row->to < t->who->today ? row->to : t->who->today;
    *out = (struct unit_info){.key = row->key, .official = row->official};
    out->from = row->from;
    out->to = row->to;
    utf8_copy(out->name, sizeof out->name, name);
    utf8_copy(out->type, sizeof out->type, unit_type_words(name));
    if (unit_level(row->key) == UNIT_COMMUNE)
        out->province = unitrow_parent(row, on);
}

static void info_from_hamlet(const struct record *r, struct unit_info *out)
{
    int kind = entity_field(r->e, "kind");
    *out = (struct unit_info){.key = r->unit, .from = record_from(r), .to = record_to(r)};
    utf8_copy(out->name, sizeof out->name, record_name(r));
    if (kind >= 0 && r->v[kind].known) {
        const struct choice *c = field_choice_by_code(r->e->fields[kind].choices, r->v[kind].n);
        utf8_copy(out->type, sizeof out->type, span_of(c ? _(c->label) : ""));
    }
}

static enum status take_hamlet(struct book_tx *t, const struct record *r, void *context)
{
    (void)t;
    info_from_hamlet(r, context);
    return STATUS_NOTFOUND; /* one is enough */
}

bool unitbook_hamlet_exists(struct book_tx *t, struct unit_key u)
{
    struct buf prefix = {0};
    struct span key, value;
    buf_add_span(&prefix, unit_span(&u));
    buf_addc(&prefix, ENTITY_HAMLET);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    bool there = store_next(c, &key, &value);
    store_scan_end(c);
    buf_release(&prefix);
    return there;
}

enum status unitbook_get(struct book_tx *t, struct unit_key key, struct unit_info *out)
{
    struct unit_row row;
    *out = (struct unit_info){0};
    switch (unit_level(key)) {
    case UNIT_NONE:
        return STATUS_NOTFOUND;
    case UNIT_COUNTRY:
        *out = (struct unit_info){.key = UNIT_VN, .official = true};
        utf8_copy(out->name, sizeof out->name, span_of(_("Việt Nam")));
        return STATUS_OK;
    case UNIT_HAMLET: {
        enum status s =
            book_each_any(t, entity_by_id(ENTITY_HAMLET), unit_span(&key), take_hamlet, out);
        return s != STATUS_OK ? s : unit_level(out->key) == UNIT_NONE ? STATUS_NOTFOUND : STATUS_OK;
    }
    case UNIT_COMMUNE:
    case UNIT_PROVINCE:
        break;
    }
    bool there = unitrow_load(t, key, &row);
    if (there)
        info_from_row(t, &row, out);
    unitrow_release(&row);
    return there ? STATUS_OK : store_tx_status(t->tx) ? store_tx_status(t->tx) : STATUS_NOTFOUND;
}

void unitbook_put(struct book_tx *t, const struct unit_info *u)
{
    struct unit_row row;
    (void)unitrow_load(t, u->key, &row);
    row.key = u->key;
    row.from = u->from;
    row.to = u->to;
    row.official = row.official || u->official;
    unitrow_set_name(&row, row.names ? row.name[0].from : 0, span_of(u->name));
    if (unit_level(u->province) == UNIT_PROVINCE)
        unitrow_set_parent(&row, u->province, 0, 0);
    (void)unitrow_store(t, &row);
    unitrow_release(&row);
}

/* ---- up ---- */

bool unitbook_hamlets_move(struct book_tx *t)
{
    struct span v;
    if (!t->units.known) {
        t->units.known = true;
        t->units.hamlets_move = store_get(t->tx, BOOK_META, span_of(UNITROW_HAMLETS), &v);
    }
    return t->units.hamlets_move;
}

struct unit_key unitbook_commune(struct book_tx *t, struct unit_key u, day on)
{
    enum { STEPS_MAX = 8 }; /* a commune that was merged is inside the one that took it over */
    struct unit_key found = unit_commune(u);
    if (unit_level(found) != UNIT_COMMUNE || !unitbook_hamlets_move(t))
        return found;
    for (int i = 0; i < STEPS_MAX; i++) {
        struct unit_row row;
        struct unit_key up = {0};
        if (unitrow_load(t, u, &row) && row.parents && on >= row.parent[0].from)
            up = unitrow_parent(&row, on);
        unitrow_release(&row);
        if (unit_level(up) != UNIT_COMMUNE && unit_level(u) == UNIT_COMMUNE)
            return u;
        u = unit_level(up) == UNIT_COMMUNE ? up : unit_commune(u);
    }
    return u;
}

static struct unit_key province_of(struct book_tx *t, struct unit_key commune, day on)
{
    struct unit_cache *c = &t->units;
    struct unit_row row;
    if (unit_eq(c->commune, commune) && c->on == on)
        return c->province;
    c->commune = commune;
    c->on = on;
    c->province = (struct unit_key){0};
    if (unitrow_load(t, commune, &row))
        c->province = unitrow_parent(&row, on);
    unitrow_release(&row);
    if (unit_level(c->province) == UNIT_NONE && unit_eq(commune, t->book->commune))
        c->province = t->book->province;
    return c->province;
}

struct unit_key unitbook_parent(struct book_tx *t, struct unit_key u, day on)
{
    switch (unit_level(u)) {
    case UNIT_HAMLET:
        return unitbook_commune(t, u, on);
    case UNIT_COMMUNE: {
        struct unit_key in = unitbook_commune(t, u, on);
        return unit_eq(in, u) ? province_of(t, u, on) : in;
    }
    case UNIT_PROVINCE:
        return UNIT_VN;
    case UNIT_COUNTRY:
    case UNIT_NONE:
        break;
    }
    return (struct unit_key){0};
}

bool unitbook_inside(struct book_tx *t, struct unit_key h, struct unit_key u, day on)
{
    switch (unit_level(u)) {
    case UNIT_NONE:
        return false;
    case UNIT_COUNTRY:
        return unit_level(h) != UNIT_NONE;
    case UNIT_HAMLET:
        return unit_eq(h, u);
    case UNIT_COMMUNE:
        return unit_eq(h, u) ||
               (unit_level(h) <= UNIT_COMMUNE && unit_eq(unitbook_commune(t, h, on), u));
    case UNIT_PROVINCE:
        if (unit_level(h) >= UNIT_PROVINCE)
            return unit_eq(h, u);
        return unit_eq(province_of(t, unitbook_commune(t, h, on), on), u);
    }
    return false;
}

const char *unitbook_province_name(struct unit_key province)
{
    return unit_builtin_name(province);
}

/* ---- down ---- */

struct walk {
    struct unit_key parent;
    day on; /* today, or its last day */
    unitbook_fn fn;
    void *context;
    bool stopped;
};

static enum status give(struct book_tx *t, struct walk *w, const struct unit_info *u)
{
    enum status s = w->fn(t, u, w->context);
    w->stopped = s == STATUS_NOTFOUND;
    return w->stopped ? STATUS_OK : s;
}

static enum status each_province(struct book_tx *t, struct walk *w, enum unit_scheme scheme)
{
    const struct unit_builtin *p;
    enum status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && !w->stopped && (p = unit_builtin_at(scheme, i)); i++) {
        struct unit_info u;
        s = unitbook_get(t, unit_province(scheme, p->code), &u);
        if (s == STATUS_OK)
            s = give(t, w, &u);
    }
    return s;
}

/* Communes of one scheme, of one province or (parent zero) all. */
static enum status each_commune(struct book_tx *t, struct walk *w, enum unit_scheme scheme)
{
    char prefix = (char)scheme;
    struct buf keys = {0}; /* first the keys: fn may read and write units */
    struct span key, value;
    enum status s = STATUS_OK;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_UNIT, span_make(&prefix, 1), 0);
    while (store_next(c, &key, &value))
        if (unit_level(unit_from_span(key)) == UNIT_COMMUNE)
            buf_add_span(&keys, key);
    store_scan_end(c);
    for (size_t i = 0; i < keys.n && s == STATUS_OK && !w->stopped; i += UNIT_KEY_LEN) {
        struct unit_info u;
        s = unitbook_get(t, unit_from_span(span_make(keys.p + i, UNIT_KEY_LEN)), &u);
        if (s == STATUS_OK &&
            (unit_level(w->parent) == UNIT_NONE || unit_eq(u.province, w->parent)))
            s = give(t, w, &u);
    }
    buf_release(&keys);
    return s;
}

static enum status give_hamlet(struct book_tx *t, const struct record *r, void *context)
{
    struct walk *w = context;
    struct unit_info u;
    info_from_hamlet(r, &u);
    if (!unitbook_inside(t, u.key, w->parent, u.to && u.to < w->on ? u.to : w->on))
        return STATUS_OK;
    enum status s = give(t, w, &u);
    return w->stopped ? STATUS_NOTFOUND : s;
}

static enum status each_hamlet(struct book_tx *t, struct walk *w)
{
    struct span prefix = {w->parent.c, 6}; /* scheme and commune */
    if (unitbook_hamlets_move(t))
        prefix.n = 0;
    return book_each_any(t, entity_by_id(ENTITY_HAMLET), prefix, give_hamlet, w);
}

enum status unitbook_each(struct book_tx *t, struct unit_key parent, unitbook_fn fn, void *context)
{
    struct walk w = {.parent = parent, .fn = fn, .context = context};
    w.on = unitbook_last_day(t, parent);
    enum status s = STATUS_OK;
    switch (unit_level(parent)) {
    case UNIT_NONE:
        s = each_commune(t, &w, UNIT_PRE2025);
        if (s == STATUS_OK && !w.stopped)
            s = each_province(t, &w, UNIT_PRE2025);
        if (s == STATUS_OK && !w.stopped)
            s = each_commune(t, &w, UNIT_2025);
        if (s == STATUS_OK && !w.stopped)
            s = each_province(t, &w, UNIT_2025);
        return s;
    case UNIT_COUNTRY:
        if (t->who->today < UNIT_SCHEME_DAY)
            return each_province(t, &w, UNIT_PRE2025);
        return each_province(t, &w, UNIT_2025);
    case UNIT_PROVINCE:
        return each_commune(t, &w, (enum unit_scheme)parent.c[0]);
    case UNIT_COMMUNE:
        return each_hamlet(t, &w);
    case UNIT_HAMLET:
        break;
    }
    return s;
}
