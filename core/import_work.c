/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import knows of the book: who is in it already. Read once, before the rows are planned.
 *
 * Key of an identity: unit(9), then for each identity field of which the file has a column its
 * folded text and a NUL. A file that has no column for, say, the birth year is compared without it.
 * A hamlet's identity is its place, or its name when the file gives no code. Entities whose key in
 * the store says what they are (figures of a year, targets) have that key.
 */
#include <stdlib.h>
#include <string.h>

#include "core/import_parts.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"

enum { SIMILAR_MAX = 16 }; /* namesakes looked at for one row */

static void find_columns(struct import_work *w)
{
    w->unit_field = entity_field_flag(w->e, FIELD_UNIT);
    w->name_field = entity_field_flag(w->e, FIELD_NAME);
    w->note_field = entity_field(w->e, "note");
    w->subject_field = w->e->key == ENTITY_KEY_ID ? -1 : entity_field(w->e, "subject");
    w->place_column = -1;
    for (size_t i = 0; i < IMPORT_FIELDS_MAX; i++)
        w->column_of[i] = -1;
    for (unsigned k = w->c->n; k-- > 0;) {
        if (w->c->v[k].use == IMPORT_FIELD)
            w->column_of[w->c->v[k].field] = (int)k;
        if (w->c->v[k].use == IMPORT_PLACE)
            w->place_column = (int)k;
    }
}

static void find_slots(struct import_work *w)
{
    w->slots = mem_alloc((w->c->n + 1) * sizeof *w->slots);
    for (unsigned k = 0; k < w->c->n; k++) {
        const struct import_column *c = &w->c->v[k];
        if (c->use != IMPORT_TITLE)
            continue;
        size_t i = 0;
        while (i < w->n_slots && (w->slots[i].title != c->title || w->slots[i].year != c->year))
            i++;
        if (i == w->n_slots)
            w->slots[w->n_slots++] = (struct import_slot){c->title, c->year, -1, -1};
        *(c->recognised ? &w->slots[i].recognised : &w->slots[i].registered) = (int)k;
    }
}

struct import_work *import_work_new(struct book *b, const struct caller *who,
                                    const struct entity *e, const struct import_table *t,
                                    const struct import_columns *c, const struct import_options *o)
{
    struct import_work *w = mem_alloc(sizeof *w);
    *w = (struct import_work){.who = who, .e = e, .t = t, .c = c, .o = o};
    w->commune = b->commune;
    w->scheme = b->scheme;
    find_columns(w);
    find_slots(w);
    return w;
}

static void forget(struct import_work *w)
{
    for (size_t i = 0; i < w->units.n; i++)
        column_set_release(&w->sets[i]);
    bytemap_release(&w->asked);
    bytemap_release(&w->keys);
    bytemap_release(&w->names);
    bytemap_release(&w->units);
    bytemap_release(&w->twins);
    free(w->answers);
    free(w->known);
    free(w->first_of_name);
    free(w->twin_row);
    free(w->sets);
    w->answers = NULL;
    w->known = NULL;
    w->first_of_name = NULL;
    w->twin_row = NULL;
    w->sets = NULL;
    w->cap_answers = w->cap_known = w->cap_names = w->cap_sets = w->cap_twins = 0;
    w->next_hamlet = 1;
    w->joins_left = IMPORT_JOINS;
}

void import_work_free(struct import_work *w)
{
    if (!w)
        return;
    forget(w);
    free(w->slots);
    buf_release(&w->scratch);
    buf_release(&w->key);
    buf_release(&w->name);
    buf_release(&w->join.text);
    free(w);
}

/* ---- keys ---- */

static void add_identity(struct import_work *w, unsigned i, const struct value *v,
                         const struct resolver *res)
{
    const struct field *f = &w->e->fields[i];

    if ((int)i == w->name_field) { /* folded already */
        buf_add(&w->key, w->name.p + UNIT_KEY_LEN, w->name.n - UNIT_KEY_LEN);
    } else if (v->known && (f->type == &field_ref || f->type == &field_subject)) {
        /* the same whether it was resolved or not */
        buf_reset(&w->scratch);
        field_add_text(f, v, res, &w->scratch);
        fold_search(&w->key, buf_span(&w->scratch));
    } else if (v->known && v->s) {
        fold_key(&w->key, value_span(v));
    } else if (v->known) {
        buf_addf(&w->key, "%lld", (long long)v->n);
    }
    buf_addc(&w->key, 0);
}

/* Fills w->key and w->name. */
static void make_keys(struct import_work *w, const struct record *r, const struct resolver *res)
{
    buf_reset(&w->key);
    buf_reset(&w->name);
    if (w->name_field >= 0) {
        if (w->e->id != ENTITY_HAMLET)
            buf_add_span(&w->name, unit_span(&r->unit));
        fold_key(&w->name, value_span(&r->v[w->name_field]));
    }
    if (w->e->key != ENTITY_KEY_ID) {
        record_key(r, &w->key);
        return;
    }
    buf_add_span(&w->key, unit_span(&r->unit));
    for (unsigned i = 0; w->e->id != ENTITY_HAMLET && i < w->e->n_fields; i++)
        if (import_is_identity(w, i))
            add_identity(w, i, &r->v[i], res);
}

/* The entry of w->key, made when new. */
static struct import_known *known_of_key(struct import_work *w, bool *added)
{
    uint32_t i = bytemap_add(&w->keys, buf_span(&w->key), added);
    if (i >= w->cap_known) {
        w->cap_known = w->cap_known ? w->cap_known * 2 : 1024;
        w->known = mem_realloc_array(w->known, w->cap_known, sizeof *w->known);
    }
    if (*added)
        w->known[i] = (struct import_known){.row = UINT32_MAX};
    return &w->known[i];
}

static void link_name(struct import_work *w, struct import_known *k)
{
    bool added;
    uint32_t i = bytemap_add(&w->names, buf_span(&w->name), &added);
    if (i >= w->cap_names) {
        w->cap_names = w->cap_names ? w->cap_names * 2 : 1024;
        w->first_of_name = mem_realloc_array(w->first_of_name, w->cap_names, 4);
    }
    k->next = added ? 0 : w->first_of_name[i];
    w->first_of_name[i] = (uint32_t)(k - w->known) + 1;
}

static uint32_t first_of_name(const struct import_work *w)
{
    uint32_t i = bytemap_find(&w->names, buf_span(&w->name));
    return i == BYTEMAP_NONE ? 0 : w->first_of_name[i];
}

int import_work_twin(struct import_work *w, const struct record *r, uint32_t *row)
{
    struct buf key = {0};
    bool added = true;
    int field = -1;

    if (w->e->twin_key) {
        buf_add_span(&key, unit_span(&r->unit));
        field = w->e->twin_key(r, &key);
    }
    if (field >= 0) {
        uint32_t i = bytemap_add(&w->twins, buf_span(&key), &added);
        if (i >= w->cap_twins) {
            w->cap_twins = w->cap_twins ? w->cap_twins * 2 : 256;
            w->twin_row = mem_realloc_array(w->twin_row, w->cap_twins, sizeof *w->twin_row);
        }
        if (added)
            w->twin_row[i] = *row;
        *row = w->twin_row[i];
    }
    buf_release(&key);
    return added ? -1 : field;
}

/* ---- the book ---- */

struct loading {
    struct import_work *w;
    struct import_resolver res;
};

static enum status load_record(struct book_tx *t, const struct record *r, void *context)
{
    struct loading *l = context;
    struct import_work *w = l->w;
    bool added;

    uint32_t stored = IMPORT_STORED;

    (void)t;
    import_work_twin(w, r, &stored);
    make_keys(w, r, &l->res.use);
    struct import_known *k = known_of_key(w, &added);
    k->same++;
    if (!added)
        return STATUS_OK;
    k->id = r->id;
    k->unit = r->unit;
    k->number = r->number;
    link_name(w, k);
    if (w->e->id == ENTITY_HAMLET && unit_eq(unit_commune(r->unit), w->commune) &&
        unit_hamlet_number(r->unit) >= w->next_hamlet)
        w->next_hamlet = unit_hamlet_number(r->unit) + 1;
    return STATUS_OK;
}

/* Numbers that the file gives are not given to hamlets without one. */
static void reserve_numbers(struct import_work *w)
{
    int column = w->e->id == ENTITY_HAMLET ? w->column_of[w->unit_field] : -1;

    for (size_t i = w->c->header + 1; column >= 0 && i < import_table_rows(w->t); i++) {
        struct span s = import_clean(import_table_cell(w->t, i, (unsigned)column).text);
        int n = 0;
        if (s.n > 3)
            s = span_make(s.p + s.n - 3, 3);
        for (size_t k = 0; k < s.n; k++)
            n = s.p[k] >= '0' && s.p[k] <= '9' ? n * 10 + s.p[k] - '0' : 0;
        if (n >= w->next_hamlet)
            w->next_hamlet = n + 1;
    }
}

enum status import_work_load(struct import_work *w, struct book_tx *t)
{
    struct loading l = {.w = w};

    forget(w);
    import_resolver_init(&l.res, w, t);
    if (w->e->id == ENTITY_HAMLET && unit_level(w->commune) == UNIT_COMMUNE)
        w->next_hamlet = unitbook_top_number(t, w->commune) + 1; /* also those given since */
    enum status s = book_each(t, w->e, SPAN_LIT(""), load_record, &l);
    reserve_numbers(w);
    return s;
}

/* ---- rows against the book ---- */

/* A hamlet without code: by name alone, else a new place. */
static struct import_known *match_hamlet(struct import_work *w, struct import_reading *g,
                                         bool *added, bool *many)
{
    uint32_t i = first_of_name(w);

    *added = !i;
    if (i) {
        struct import_known *k = &w->known[i - 1];
        *many = k->next != 0;
        g->r.unit = k->unit;
        value_set_s(&g->r.v[w->unit_field], unit_span(&k->unit));
        return k;
    }
    g->r.unit = unit_hamlet(w->commune, w->next_hamlet++);
    value_set_s(&g->r.v[w->unit_field], unit_span(&g->r.unit));
    buf_reset(&w->key);
    buf_add_span(&w->key, unit_span(&g->r.unit));
    return known_of_key(w, added);
}

struct import_known *import_work_match(struct import_work *w, struct import_reading *g,
                                       const struct resolver *res, uint32_t row, bool *many)
{
    struct import_known *k;
    bool added, hamlet = w->e->id == ENTITY_HAMLET;

    *many = false;
    make_keys(w, &g->r, res);
    if (hamlet && unit_level(g->r.unit) == UNIT_NONE)
        k = match_hamlet(w, g, &added, many);
    else
        k = known_of_key(w, &added);
    if (*many)
        return NULL;
    if (added) {
        k->unit = g->r.unit;
        if (hamlet)
            link_name(w, k);
    }
    if (k->row == UINT32_MAX)
        k->row = row;
    return k;
}

/* Known on both sides and not to be reconciled: another year of birth. */
static bool conflicts(const struct import_work *w, const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < w->e->n_fields; i++) {
        const struct field *f = &w->e->fields[i];
        const struct value *x = &a->v[i], *y = &b->v[i];
        if (!(f->flags & FIELD_IDENTITY) || !x->known || !y->known || x->s || y->s ||
            f->type == &field_ref)
            continue;
        if (f->type == &field_date ? value_date(x).year != value_date(y).year : x->n != y->n)
            return true;
    }
    return false;
}

bool import_work_similar(struct import_work *w, struct book_tx *t, const struct record *r,
                         struct buf *number)
{
    unsigned seen = 0;

    if (w->name_field < 0 || w->e->key != ENTITY_KEY_ID)
        return false; /* w->name is still that of the row just matched */
    for (uint32_t i = first_of_name(w); i && seen < SIMILAR_MAX; i = w->known[i - 1].next, seen++) {
        const struct import_known *k = &w->known[i - 1];
        struct record other;
        if (!k->id || book_get(t, k->id, &other) != STATUS_OK)
            continue;
        bool similar = !conflicts(w, r, &other);
        record_release(&other);
        if (similar) {
            buf_addf(number, "%u", k->number);
            return true;
        }
    }
    return false;
}

struct column_set *import_work_columns(struct import_work *w, struct book_tx *t,
                                       struct unit_key unit)
{
    bool added;
    uint32_t i = bytemap_add(&w->units, unit_span(&unit), &added);
    if (i >= w->cap_sets) {
        w->cap_sets = w->cap_sets ? w->cap_sets * 2 : 32;
        w->sets = mem_realloc_array(w->sets, w->cap_sets, sizeof *w->sets);
    }
    if (added) {
        w->sets[i] = (struct column_set){0};
        column_set_load(t->tx, w->e->id, unit, &w->sets[i]);
    }
    return &w->sets[i];
}
