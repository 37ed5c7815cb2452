/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second record of the same thing, found before it exists.
 */
#include <stdlib.h>
#include <string.h>

#include "core/find.h"
#include "forms/form_private.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

enum { TWIN_HITS = 60 };

struct looking {
    struct form *f;
    struct buf key;    /* of entity.h, twin_key */
    struct record rec; /* as it would be saved */
    struct form_twin twin;
    int best;
};

void form_add_identity(const struct record *r, const struct resolver *res, struct buf *out)
{
    size_t start = out->n;
    for (size_t i = 0; i < r->e->n_fields; i++) {
        const struct field *f = &r->e->fields[i];
        if (!(f->flags & FIELD_IDENTITY) || (f->flags & FIELD_NAME) || !r->v[i].known)
            continue;
        if (out->n > start)
            buf_adds(out, ", ");
        field_add_text(f, &r->v[i], res, out);
    }
}

/* How many fields of the identity say the same; a known difference of a birth year counts against.
 */
static int likeness(const struct record *a, const struct record *b)
{
    int n = 0;
    for (size_t i = 0; i < a->e->n_fields; i++)
        if ((a->e->fields[i].flags & FIELD_IDENTITY) && !(a->e->fields[i].flags & FIELD_NAME) &&
            a->v[i].known && b->v[i].known)
            n += value_eq(&a->v[i], &b->v[i]) ? 1 : -1;
    return n;
}

static void take(struct looking *l, const struct record *r, const struct resolver *res)
{
    struct buf text = {0}, more = {0};
    if (entity_field_flag(r->e, FIELD_NAME) >= 0)
        buf_add_span(&text, record_name(r));
    form_add_identity(r, res, &more);
    if (text.n && more.n)
        buf_adds(&text, ", ");
    buf_add_span(&text, buf_span(&more));
    free(l->twin.text);
    l->twin = (struct form_twin){r->id, r->number, mem_strdup(buf_str(&text))};
    buf_release(&text);
    buf_release(&more);
}

static enum status each(struct book_tx *t, const struct record *r, void *context)
{
    struct looking *l = context;
    struct resolver res = book_resolver(t, r->unit);
    if (r->id == l->rec.id || !fold_same(record_name(r), record_name(&l->rec)))
        return STATUS_OK;
    int like = likeness(r, &l->rec);
    if (l->twin.id && like <= l->best)
        return STATUS_OK;
    l->best = like;
    take(l, r, &res);
    return STATUS_OK;
}

/* Of things without a name: what lies under the same key. */
static enum status look_key(struct book_tx *t, struct looking *l)
{
    struct buf key = {0};
    struct record r;
    for (size_t i = 0; i < l->rec.e->n_fields; i++)
        if ((l->rec.e->fields[i].flags & FIELD_REQUIRED) && !l->rec.v[i].known)
            return STATUS_OK; /* no key yet */
    int unit = entity_field_flag(l->rec.e, FIELD_UNIT);
    int subject = entity_field(l->rec.e, "subject");
    if (subject >= 0 && l->rec.v[subject].known && l->rec.v[subject].n)
        l->rec.unit = book_unit_of(t, (uint64_t)l->rec.v[subject].n);
    else if (unit >= 0 && l->rec.v[unit].known)
        l->rec.unit = value_unit(&l->rec.v[unit]);
    if (unit_level(l->rec.unit) == UNIT_NONE)
        return STATUS_OK;
    record_key(&l->rec, &key);
    enum status s = book_get_key(t, buf_span(&key), &r);
    if (s == STATUS_OK) {
        struct resolver res = book_resolver(t, r.unit);
        if (r.id != l->rec.id)
            take(l, &r, &res);
        record_release(&r);
    }
    buf_release(&key);
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}

/* What the entity itself takes for the same thing (a receipt number that is there already). */
static enum status each_twin(struct book_tx *t, const struct record *r, void *context)
{
    struct looking *l = context;
    struct buf key = {0};
    bool same = r->id != l->rec.id && unit_eq(r->unit, l->rec.unit) &&
                r->e->twin_key(r, &key) >= 0 && span_eq(buf_span(&key), buf_span(&l->key));
    buf_release(&key);
    if (!same)
        return STATUS_OK;
    struct resolver res = book_resolver(t, r->unit);
    take(l, r, &res);
    return STATUS_NOTFOUND; /* enough */
}

static enum status look_twin(struct book_tx *t, struct looking *l)
{
    int unit = entity_field_flag(l->rec.e, FIELD_UNIT);
    if (unit >= 0 && l->rec.v[unit].known)
        l->rec.unit = value_unit(&l->rec.v[unit]);
    if (unit_level(l->rec.unit) == UNIT_NONE)
        l->rec.unit = t->book->commune;
    buf_reset(&l->key);
    if (l->rec.e->twin_key(&l->rec, &l->key) < 0)
        return STATUS_OK;
    return book_each(t, l->rec.e, unit_span(&l->rec.unit), each_twin, l);
}

static enum status look_fn(struct book_tx *t, void *context)
{
    struct looking *l = context;
    free(l->twin.text);
    l->twin = (struct form_twin){0};
    if (l->rec.e->key != ENTITY_KEY_ID)
        return look_key(t, l);
    if (l->rec.e->twin_key)
        return look_twin(t, l);
    if (!record_name(&l->rec).n)
        return STATUS_OK;
    struct find_options o = {
        .unit = form_unit(l->f), .text = record_name(&l->rec), .limit = TWIN_HITS};
    return find_records(t, l->rec.e, &o, each, l);
}

static bool identity_dirty(const struct form *f)
{
    for (size_t i = 0; i < f->layout.n; i++)
        if ((f->layout.place[i].field->flags & (FIELD_NAME | FIELD_UNIT | FIELD_IDENTITY)) &&
            form_field_dirty(f, i))
            return true;
    return false;
}

void form_twin_find(struct form *f)
{
    struct looking l = {.f = f};
    form_check_fields(f);
    form_candidate(f, &l.rec);
    enum status s = STATUS_OK;
    if (!f->record.id || identity_dirty(f)) /* what is stored was told of when it was entered */
        s = book_read(f->book, f->who, look_fn, &l, NULL);
    record_release(&l.rec);
    buf_release(&l.key);
    free(f->twin.text);
    f->twin = (struct form_twin){0};
    if (s == STATUS_OK)
        f->twin = l.twin;
    else
        free(l.twin.text); /* only a warning is lost; a save says what is wrong */
}

void form_twin_look(struct form *f)
{
    const unsigned identity = FIELD_NAME | FIELD_UNIT | FIELD_IDENTITY;
    const struct field *d = f->layout.place[f->focus].field;
    if (!(d->flags & identity) || f->twin_known)
        return;
    if (!f->record.id || form_field_dirty(f, f->focus) || f->twin.id)
        form_twin_find(f);
}

bool form_twin_shown(const struct form *f)
{
    return f->twin.id && !f->twin_known;
}

void form_twin_accept(struct form *f)
{
    f->twin_known = true;
}

void form_add_twin(const struct form *f, struct buf *out)
{
    if (!f->twin.id)
        return;
    if (f->e->key != ENTITY_KEY_ID)
        buf_adds(out, _("Năm này đã có một phiếu như vậy. Hãy mở phiếu đã có để sửa."));
    else if (f->twin.number)
        buf_addf(out, _("Đã có số %u: %s. Hãy xem có phải là một không."), f->twin.number,
                 f->twin.text);
    else
        buf_addf(out, _("Đã có: %s. Hãy xem có phải là một không."), f->twin.text);
}
