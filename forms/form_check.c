/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks: a field by itself when it is left, all of them and the rules between them at a save.
 */
#include <string.h>

#include "forms/form_private.h"

static int place_of(const struct form *f, const struct field *d)
{
    for (size_t i = 0; d && i < f->layout.n; i++)
        if (f->layout.place[i].field == d)
            return (int)i;
    return -1;
}

/* What is left for later goes into the note, which all may read: never what needs consent. */
static bool may_set_aside(const struct form *f, size_t i)
{
    const struct form_place *p = &f->layout.place[i];
    int note = form_note(f);
    return note >= 0 && (int)i != note && !p->fixed &&
           (!(p->field->flags & FIELD_PRIVATE) || !span_trim(form_text(f, i)).n);
}

static void parse_text(struct form *f, size_t i, const struct resolver *r)
{
    const struct form_place *p = &f->layout.place[i];
    struct form_field *x = &f->field[i];
    struct span text = span_trim(edit_text(&x->edit));
    const struct value *stored = &f->record.v[p->index];
    if (p->fixed || (f->record.id && stored->known && !edit_dirty(&x->edit)))
        value_copy(&x->value, stored);
    else if (text.n && x->pinned.known && span_eq(buf_span(&x->pinned_text), edit_text(&x->edit)))
        value_copy(&x->value, &x->pinned);
    else if (text.n)
        x->reason = field_parse(p->field, text, r, &x->value);
    x->accepted = !text.n || x->value.known;
}

static void check_field(struct form *f, size_t i, const struct resolver *r)
{
    struct form_field *x = &f->field[i];
    value_clear(&x->value);
    x->reason = REASON_NONE;
    parse_text(f, i, r);
    x->checked = true;
    if (x->later && x->later_stale && x->value.known)
        x->later = false; /* a right value has come */
    x->refused = !x->accepted && !x->later;
}

static enum status check_fn(struct book_tx *t, void *context)
{
    struct form *f = context;
    struct resolver r = form_resolver(f, t);
    for (size_t i = 0; i < f->layout.n; i++)
        if (!f->field[i].checked) {
            check_field(f, i, &r);
            if (f->layout.place[i].field->flags & FIELD_UNIT)
                r = form_resolver(f, t); /* names are looked for near it */
        }
    return STATUS_OK;
}

void form_check_fields(struct form *f)
{
    bool book = false, any = false;
    for (size_t i = 0; i < f->layout.n; i++)
        if (!f->field[i].checked) {
            any = true;
            book = book || (form_needs_book(f->layout.place[i].field) && form_text(f, i).n);
        }
    if (!any)
        return;
    if (book && book_read(f->book, f->who, check_fn, f, NULL) == STATUS_OK)
        return;
    /* nothing to look up; or it cannot be now, and the save will say why */
    struct resolver r = form_resolver(f, NULL);
    for (size_t i = 0; i < f->layout.n; i++)
        if (!f->field[i].checked)
            check_field(f, i, &r);
}

/* ---- the record that would be saved ---- */

static bool note_changes(const struct form *f, size_t note)
{
    if (form_field_dirty(f, note))
        return true;
    for (size_t i = 0; i < f->layout.n; i++)
        if ((f->field[i].later || f->field[i].base_later) && form_field_dirty(f, i))
            return true;
    return false;
}

static void compose_note(const struct form *f, size_t note, struct value *out)
{
    struct buf b = {0};
    buf_add_span(&b, span_trim(form_text(f, note)));
    for (size_t i = 0; i < f->layout.n; i++) {
        const struct form_field *x = &f->field[i];
        if (!x->later || i == note)
            continue;
        if (b.n)
            buf_addc(&b, '\n');
        form_later_add(f->layout.place[i].field,
                       x->value.known ? (struct span){"", 0} : span_trim(form_text(f, i)), &b);
    }
    if (b.n)
        value_set_s(out, buf_span(&b));
    else
        value_clear(out);
    buf_release(&b);
}

void form_candidate(const struct form *f, struct record *rec)
{
    int note = form_note(f);
    *rec = (struct record){0};
    record_copy(rec, &f->record);
    for (size_t i = 0; i < f->layout.n; i++) {
        const struct form_place *p = &f->layout.place[i];
        if (p->fixed || (int)i == note)
            continue;
        value_copy(&rec->v[p->index], &f->field[i].value);
    }
    if (note >= 0 && (!f->record.id || note_changes(f, (size_t)note)))
        compose_note(f, (size_t)note, &rec->v[f->layout.place[note].index]);
}

/* The place follows from a household, an organisation or the subject. */
static bool place_follows(const struct record *rec)
{
    for (size_t i = 0; i < rec->e->n_fields; i++) {
        const struct field_type *t = rec->e->fields[i].type;
        if ((t == &field_subject || t == &field_ref) && rec->v[i].known && rec->v[i].n)
            return true;
    }
    return false;
}

/* Gives a finding of the rules to field i; false when it makes the value be set aside. */
static bool take_finding(struct form *f, size_t i, const struct finding *found)
{
    struct form_field *x = &f->field[i];
    if (!found->warning && x->later && x->value.known && may_set_aside(f, i)) {
        value_clear(&x->value);
        x->accepted = false;
        x->reason = found->reason;
        return false;
    }
    if (x->reason == REASON_NONE || (!x->refused && !found->warning)) {
        x->reason = found->reason;
        x->refused = !found->warning;
    }
    return true;
}

struct rules {
    const struct form *f;
    const struct record *rec;
    struct findings found;
};

static enum status rules_fn(struct book_tx *t, void *context)
{
    struct rules *x = context;
    struct resolver r = form_resolver(x->f, t);
    x->found = (struct findings){0}; /* the closure may run again */
    record_check(x->rec, &r, &x->found);
    return STATUS_OK;
}

/* What the record says against itself; some rules ask the book. */
static struct findings rules_of(const struct form *f, const struct record *rec)
{
    struct rules x = {.f = f, .rec = rec};
    struct resolver r = form_resolver(f, NULL);
    if (!rec->e->asks || book_read(f->book, f->who, rules_fn, &x, NULL) != STATUS_OK) {
        x.found = (struct findings){0};
        record_check(rec, &r, &x.found);
    }
    return x.found;
}

/* The rules between fields, of one field or (only < 0) of all. */
static void check_rules(struct form *f, int only)
{
    bool again = true;
    for (size_t round = 0; again && round <= f->layout.n; round++) {
        struct record rec;
        form_candidate(f, &rec);
        struct findings found = rules_of(f, &rec);
        again = false;
        for (size_t k = 0; k < found.n && !again; k++) {
            const struct finding *x = &found.v[k];
            int i = place_of(f, x->field);
            if (x->field && (x->field->flags & FIELD_UNIT) && x->reason == REASON_MISSING &&
                place_follows(&rec))
                continue;
            if (i < 0 && only < 0)
                i = 0; /* of the record as a whole, or of a field no form shows */
            if (i >= 0 && (only < 0 || i == only))
                again = !take_finding(f, (size_t)i, x);
        }
        record_release(&rec);
    }
}

size_t form_check(struct form *f, size_t *first)
{
    size_t n = 0;
    for (size_t i = 0; i < f->layout.n; i++)
        f->field[i].checked = false; /* a rule may have spoken of what is right by now */
    form_check_fields(f);
    check_rules(f, -1);
    for (size_t i = f->layout.n; i-- > 0;)
        if (f->field[i].refused) {
            n++;
            if (first)
                *first = i;
        }
    return n;
}

bool form_later(struct form *f)
{
    struct form_field *x = &f->field[f->focus];
    if (!may_set_aside(f, f->focus))
        return false;
    x->later = !x->later;
    x->later_stale = false;
    form_touch(f, f->focus);
    return true;
}

/* ---- leaving ---- */

void form_leave(struct form *f, struct edit_typing *t)
{
    if (edit_leave(form_edit(f), t) == EDIT_CHANGED)
        form_changed(f);
    f->field[f->focus].checked = false;
    form_check_fields(f);
    check_rules(f, (int)f->focus);
    form_twin_look(f);
}
