/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What F4 shows: the choices of a field, records and places, filtered by what is typed.
 */
#include <stdlib.h>
#include <string.h>

#include "core/find.h"
#include "core/title.h"
#include "core/unitbook.h"
#include "forms/form_private.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct listing {
    const struct form *f;
    const struct field *d;
    struct span typed;
    size_t limit;
    struct form_values *out;
    bool elsewhere; /* not of the record's own place: which one is said */
};

bool form_has_values(const struct form *f, size_t i)
{
    const struct form_place *p = &f->layout.place[i];
    const struct field_type *t = p->field->type;
    return !p->fixed && (p->field->choices || t == &field_bool || t == &field_ref ||
                         t == &field_subject || t == &field_unit);
}

static void add(struct listing *l, const struct value *v, struct span text, struct span more)
{
    struct form_values *o = l->out;
    struct buf a = {0}, b = {0};
    o->total++;
    if (l->limit && o->n >= l->limit)
        return;
    buf_add_span(&a, text);
    buf_add_span(&b, more);
    o->v = mem_realloc_array(o->v, o->n + 1, sizeof *o->v);
    struct form_value *x = &o->v[o->n++];
    *x = (struct form_value){.text = mem_strdup(buf_str(&a)), .more = mem_strdup(buf_str(&b))};
    value_copy(&x->value, v);
    buf_release(&a);
    buf_release(&b);
}

/* Does typed stand in text, marks left out, at the start of a word? */
static bool matches(struct span text, struct span typed)
{
    struct buf a = {0}, b = {0};
    fold_search(&a, text);
    fold_search(&b, typed);
    bool hit = !b.n;
    for (const char *p = buf_str(&a); !hit && (p = strstr(p, buf_str(&b))); p++)
        hit = p == buf_str(&a) || p[-1] == ' ';
    buf_release(&a);
    buf_release(&b);
    return hit;
}

/* ---- choices ---- */

static void add_choice(struct listing *l, int code)
{
    struct value v = {0};
    struct buf text = {0};
    value_set_n(&v, code);
    if (l->d->type == &field_spans) { /* dated; without dates: always so */
        value_clear(&v);
        value_add_dated(l->d, &v, (struct dated){.code = code});
    }
    l->d->type->text(l->d, &v, NULL, &text);
    if (matches(buf_span(&text), l->typed))
        add(l, &v, buf_span(&text), (struct span){"", 0});
    value_clear(&v);
    buf_release(&text);
}

/* ---- records ---- */

static enum status add_record(struct book_tx *t, const struct record *r, void *context)
{
    struct listing *l = context;
    struct resolver res = book_resolver(t, r->unit);
    struct value v = {0};
    struct buf more = {0}, name = {0};
    if (l->d->type == &field_subject) {
        char tag = (char)r->e->id;
        value_set_s(&v, (struct span){&tag, 1});
        v.n = (int64_t)r->id;
    } else {
        value_set_n(&v, (int64_t)r->id);
    }
    if (l->elsewhere && unit_level(r->unit) == UNIT_HAMLET) {
        res.unit_name(res.context, r->unit, &more);
        buf_adds(&more, ", ");
    }
    if (r->number)
        buf_addf(&more, _("số %u"), r->number);
    size_t before = more.n;
    form_add_identity(r, &res, &more);
    if (before && more.n > before) { /* a comma between */
        struct buf both = {0};
        buf_add(&both, more.p, before);
        buf_adds(&both, ", ");
        buf_add(&both, more.p + before, more.n - before);
        buf_release(&more);
        more = both;
    }
    if (entity_field_flag(r->e, FIELD_NAME) >= 0)
        buf_add_span(&name, record_name(r));
    add(l, &v, buf_span(&name), buf_span(&more));
    value_clear(&v);
    buf_release(&more);
    buf_release(&name);
    return STATUS_OK;
}

/* Of unit; but not those of `but`, which were listed already. before: the total of others. */
static enum status list_records(struct book_tx *t, struct listing *l, const struct entity *e,
                                struct unit_key unit, struct unit_key but, size_t before)
{
    struct find_options o = {.unit = unit, .text = l->typed, .sort = FIND_AS_NAMED};
    struct find_result found = {0};
    bool elsewhere = unit_level(but) != UNIT_NONE;
    /* those of `but` are found again: room for them too */
    o.limit = !l->limit ? 0 : elsewhere ? l->limit : l->limit - l->out->n;
    l->elsewhere = elsewhere;
    enum status s = find_ids(t, e, &o, &found);
    for (size_t i = 0; s == STATUS_OK && i < found.n; i++) {
        struct record r;
        s = book_get(t, found.v[i].id, &r);
        if (s != STATUS_OK)
            break;
        if (!(elsewhere && unit_eq(r.unit, but)) && (!l->limit || l->out->n < l->limit))
            s = add_record(t, &r, l);
        record_release(&r);
    }
    if (s == STATUS_OK)
        l->out->total = before + found.total; /* of all places, when all are asked */
    find_result_release(&found);
    return s;
}

/* Those of one's own place come first, then everybody's. */
static enum status list_near(struct book_tx *t, struct listing *l, const struct entity *e)
{
    struct unit_key near = form_unit(l->f), none = {0};
    size_t before = l->out->total;
    if (l->limit && l->out->n >= l->limit)
        return STATUS_OK;
    if (!e->subject || e->id == ENTITY_HAMLET || unit_level(near) != UNIT_HAMLET)
        return list_records(t, l, e, none, none, before);
    enum status s = list_records(t, l, e, near, none, before);
    return s == STATUS_OK ? list_records(t, l, e, none, near, before) : s;
}

/* Whom the chosen title is for; figures of a year and funds are those of a clan or an organisation,
 * anything else may be anybody's. */
static bool may_be_subject(const struct listing *l, const struct entity *e)
{
    int title = form_layout_find(&l->f->layout, "title");
    struct value v = {0};
    if (title < 0 && (l->f->e->id == ENTITY_YEARFACT || l->f->e->id == ENTITY_FUND))
        return e->id == ENTITY_CLAN || e->id == ENTITY_ORGANISATION;
    if (title < 0)
        return e->subject;
    const struct field *d = l->f->layout.place[title].field;
    if (field_parse(d, form_text(l->f, (size_t)title), NULL, &v) != REASON_NONE || !v.known)
        return e->subject;
    const struct title_kind *k = title_by_id((unsigned)v.n);
    return k && k->subject == e->id;
}

static enum status list_subjects(struct book_tx *t, struct listing *l)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && entity_at(i); i++)
        if (entity_at(i)->subject && may_be_subject(l, entity_at(i)))
            s = list_near(t, l, entity_at(i));
    return s;
}

/* ---- places ---- */

static enum status add_unit(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct listing *l = context;
    struct value v = {0};
    struct buf code = {0};
    bool ended = u->to && u->to < t->who->today;
    unit_add_code(&code, u->key);
    if (!ended && (matches(span_of(u->name), l->typed) || matches(buf_span(&code), l->typed))) {
        value_set_s(&v, unit_span(&u->key));
        add(l, &v, span_of(u->name), buf_span(&code));
    }
    value_clear(&v);
    buf_release(&code);
    return STATUS_OK;
}

static enum status list_units(struct book_tx *t, struct listing *l)
{
    struct unit_info own = {.key = t->book->commune};
    if (!(l->d->flags & FIELD_REQUIRED) && unit_level(own.key) != UNIT_NONE) {
        struct span name = span_of(t->book->name);
        size_t n = name.n < sizeof own.name ? name.n : sizeof own.name - 1;
        memcpy(own.name, name.p, n);
        enum status s = add_unit(t, &own, l);
        if (s != STATUS_OK)
            return s;
    }
    return unitbook_each(t, t->book->commune, add_unit, l);
}

/* ---- all ---- */

static enum status values_fn(struct book_tx *t, void *context)
{
    struct listing *l = context;
    form_values_release(l->out); /* the closure may be run again */
    if (l->d->type == &field_ref)
        return list_near(t, l, entity_by_id(l->d->ref));
    return l->d->type == &field_subject ? list_subjects(t, l) : list_units(t, l);
}

enum status form_values(const struct form *f, size_t i, struct span typed, size_t limit,
                        struct form_values *out, struct detail *d)
{
    struct listing l = {.f = f,
                        .d = f->layout.place[i].field,
                        .typed = span_trim(typed),
                        .limit = limit,
                        .out = out};
    *out = (struct form_values){0};
    if (!form_has_values(f, i))
        return detail_set(d, STATUS_INVALID, _("Ô này không có danh sách, hãy gõ vào."));
    if (l.d->choices) {
        for (const struct choice *c = l.d->choices; c->label; c++)
            add_choice(&l, c->code);
        return STATUS_OK;
    }
    if (l.d->type == &field_bool) {
        add_choice(&l, 1);
        add_choice(&l, 0);
        return STATUS_OK;
    }
    return book_read(f->book, f->who, values_fn, &l, d);
}

void form_values_release(struct form_values *v)
{
    for (size_t i = 0; i < v->n; i++) {
        value_clear(&v->v[i].value);
        free(v->v[i].text);
        free(v->v[i].more);
    }
    free(v->v);
    *v = (struct form_values){0};
}

void form_pick(struct form *f, size_t i, const struct form_value *v)
{
    form_set_text(f, i, span_of(v->text));
    form_pin(f, i, &v->value);
}
