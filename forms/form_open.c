/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a form: the texts of a record, the defaults of a new one; what somebody else saved, laid
 * under what the person changed.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/mask.h"
#include "forms/form_private.h"
#include "locale/mem.h"

/* ---- texts of a record ---- */

static void base_text(const struct form_place *p, const struct record *rec,
                      const struct resolver *r, struct buf *out)
{
    const struct value *v = &rec->v[p->index];
    if (p->fixed && v->known && !v->len)
        return;
    if (rec->e->id == ENTITY_HAMLET && (p->field->flags & FIELD_UNIT) && v->known)
        unit_add_code(out, r->unit_code(r->context, rec->unit)); /* its name has its own field */
    else
        mask_add_value(p->field, v, r, out);
}

/* Moves the lines "[để sau]" of the note into their fields; those that do not fit what stands there
 * stay a part of the note. */
static void split_note(const struct form *f, struct form_base *b, const struct record *rec)
{
    int note = form_note(f);
    struct buf rest = {0}, text = {0};
    if (note < 0)
        return;
    for (struct span s = buf_span(&b[note].text); s.n;) {
        const char *brk = memchr(s.p, '\n', s.n);
        struct span line = {s.p, brk ? (size_t)(brk - s.p) : s.n};
        s = brk ? (struct span){brk + 1, s.n - line.n - 1} : (struct span){s.p, 0};
        size_t index, i = 0;
        buf_reset(&text);
        bool mine = form_later_parse(f->e, line, &index, &text);
        while (mine && i < f->layout.n && f->layout.place[i].index != index)
            i++;
        mine = mine && i < f->layout.n && (int)i != note && !f->layout.place[i].fixed &&
               !b[i].later && (!text.n || !rec->v[index].known);
        if (mine) {
            b[i].later = true;
            buf_add_span(&b[i].text, buf_span(&text));
            continue;
        }
        if (rest.n)
            buf_addc(&rest, '\n');
        buf_add_span(&rest, line);
    }
    buf_release(&b[note].text);
    b[note].text = rest;
    buf_release(&text);
}

struct form_base *form_base_new(const struct form *f, const struct record *rec,
                                const struct resolver *r)
{
    struct form_base *b = mem_alloc((f->layout.n + 1) * sizeof *b);
    for (size_t i = 0; i < f->layout.n; i++)
        base_text(&f->layout.place[i], rec, r, &b[i].text);
    split_note(f, b, rec);
    return b;
}

void form_base_free(struct form_base *b, size_t n)
{
    for (size_t i = 0; b && i < n; i++)
        buf_release(&b[i].text);
    free(b);
}

static void unpin(struct form_field *x)
{
    value_clear(&x->pinned);
    buf_reset(&x->pinned_text);
}

void form_pin(struct form *f, size_t i, const struct value *v)
{
    struct form_field *x = &f->field[i];
    value_copy(&x->pinned, v);
    buf_reset(&x->pinned_text);
    buf_add_span(&x->pinned_text, edit_text(&x->edit));
    x->checked = false;
}

static void replace_record(struct form *f, struct record *rec)
{
    record_release(&f->record);
    f->record = *rec;
    *rec = (struct record){0};
}

void form_take(struct form *f, struct record *rec, struct form_base *base)
{
    replace_record(f, rec);
    for (size_t i = 0; i < f->layout.n; i++) {
        struct form_field *x = &f->field[i];
        edit_set(&x->edit, buf_span(&base[i].text));
        x->base_later = x->later = base[i].later;
        x->later_stale = x->checked = x->refused = x->shown = x->typed_over = false;
        x->reason = REASON_NONE;
        unpin(x);
    }
    f->read_only = caller_may(f->who, ACCESS_WRITE, f->record.unit, NULL) != STATUS_OK;
}

static void add_conflict(struct form *f, size_t i, struct span theirs)
{
    struct form_conflict *c;
    const struct edit *e = &f->field[i].edit;
    f->conflict = mem_realloc_array(f->conflict, f->n_conflicts + 1, sizeof *f->conflict);
    c = &f->conflict[f->n_conflicts++];
    *c = (struct form_conflict){
        .field = i,
        .base = mem_strdup(buf_str(&e->saved)),
        .mine = mem_strdup(buf_str(&e->text)),
        .theirs = mem_alloc(theirs.n + 1),
        .mine_later = f->field[i].later,
    };
    memcpy(c->theirs, theirs.p, theirs.n);
}

/* Two values may have the same mask. */
static void note_masked(struct form *f, const struct record *rec)
{
    for (size_t i = 0; i < f->layout.n; i++) {
        const struct form_place *p = &f->layout.place[i];
        f->field[i].theirs_differ = p->field->flags & FIELD_PRIVATE &&
                                    f->record.version != rec->version &&
                                    !value_eq(&f->record.v[p->index], &rec->v[p->index]);
    }
}

void form_rebase(struct form *f, struct record *rec, struct form_base *base)
{
    note_masked(f, rec);
    replace_record(f, rec);
    form_conflicts_clear(f);
    for (size_t i = 0; i < f->layout.n; i++) {
        struct form_field *x = &f->field[i];
        x->checked = false;
        if (!form_field_dirty(f, i)) {
            edit_set(&x->edit, buf_span(&base[i].text));
            x->later = base[i].later;
            unpin(x);
        } else {
            struct edit theirs = {.lines = x->edit.lines};
            edit_set(&theirs, buf_span(&base[i].text)); /* as it would stand in the field */
            if ((x->theirs_differ || !span_eq(edit_text(&theirs), buf_span(&x->edit.saved))) &&
                !span_eq(edit_text(&theirs), edit_text(&x->edit)))
                add_conflict(f, i, edit_text(&theirs));
            edit_set_saved(&x->edit, edit_text(&theirs));
            x->typed_over = true; /* mine, whatever mask is under it now */
            edit_release(&theirs);
        }
        x->shown = false;
        x->base_later = base[i].later;
    }
    f->has_operation = false;
    f->draft_due = true;
}

/* ---- open ---- */

static void add_default(const struct form *f, const struct form_place *p, const struct resolver *r,
                        struct unit_key unit, struct buf *out)
{
    const struct form_memory_entry *m = form_memory_find(f);
    int y, month, mday;
    switch (p->start) {
    case FORM_DEFAULT_NONE:
    case FORM_DEFAULT_NEXT: /* when the field is entered */
        break;
    case FORM_DEFAULT_UNIT:
        if (unit_level(unit) == UNIT_HAMLET || !(p->field->flags & FIELD_REQUIRED))
            r->unit_name(r->context, unit, out);
        break;
    case FORM_DEFAULT_TODAY:
        if (m)
            buf_add_span(out, buf_span(&m->text[p->index]));
        else
            day_add_vn(out, f->who->today);
        break;
    case FORM_DEFAULT_YEAR:
        day_split(f->who->today, &y, &month, &mday);
        if (m && m->text[p->index].n)
            buf_add_span(out, buf_span(&m->text[p->index]));
        else
            buf_addf(out, "%d", y);
        break;
    case FORM_DEFAULT_TEXT:
        buf_adds(out, p->start_text);
        break;
    }
}

struct opening {
    struct form *f;
    struct unit_key unit;
    uint64_t id;
    struct record rec;
    struct form_base *base;
};

static enum status new_fn(struct book_tx *t, void *context)
{
    struct opening *o = context;
    struct resolver r = book_resolver(t, o->unit);
    form_base_free(o->base, o->f->layout.n); /* the closure may be run again */
    o->base = mem_alloc((o->f->layout.n + 1) * sizeof *o->base);
    for (size_t i = 0; i < o->f->layout.n; i++)
        add_default(o->f, &o->f->layout.place[i], &r, o->unit, &o->base[i].text);
    return STATUS_OK;
}

static void focus_first(struct form *f)
{
    f->focus = 0;
    while (f->focus + 1 < f->layout.n && f->layout.place[f->focus].fixed)
        f->focus++;
    edit_enter(&f->field[f->focus].edit);
}

void form_open_new(struct form *f, struct book *b, const struct caller *who,
                   struct form_memory *memory, const struct entity *e, struct unit_key unit)
{
    struct opening o = {.f = f, .unit = unit};
    struct buf name = {0};
    struct value v = {0};
    form_init(f, b, who, memory, e);
    record_init(&o.rec, e);
    o.rec.unit = unit;
    enum status s = book_read(b, who, new_fn, &o, NULL);
    if (s == STATUS_OK)
        form_take(f, &o.rec, o.base);
    else
        replace_record(f, &o.rec); /* without defaults; saving will say what is wrong */
    form_base_free(o.base, f->layout.n);
    value_set_s(&v, unit_span(&unit));
    for (size_t i = 0; i < f->layout.n; i++)
        if (f->layout.place[i].start == FORM_DEFAULT_UNIT && form_text(f, i).n)
            form_pin(f, i, &v);
    value_clear(&v);
    buf_addf(&name, "%s/new-%08lx", e->name, (unsigned long)randombytes_random());
    f->draft_name = buf_detach(&name);
    focus_first(f);
}

static enum status open_fn(struct book_tx *t, void *context)
{
    struct opening *o = context;
    struct record rec;
    enum status s = book_get(t, o->id, &rec); /* what the caller may not read is DENIED */
    if (s != STATUS_OK)
        return s;
    if (!o->f->e)
        form_init(o->f, o->f->book, o->f->who, o->f->memory, rec.e);
    if (o->rec.e)
        record_release(&o->rec);
    form_base_free(o->base, o->f->layout.n);
    o->rec = rec;
    struct resolver r = book_resolver(t, rec.unit);
    o->base = form_base_new(o->f, &o->rec, &r);
    return STATUS_OK;
}

enum status form_open(struct form *f, struct book *b, const struct caller *who,
                      struct form_memory *memory, uint64_t id, struct detail *d)
{
    *f = (struct form){.book = b, .who = who, .memory = memory};
    struct opening o = {.f = f, .id = id};
    struct buf name = {0};
    enum status s = book_read(b, who, open_fn, &o, d);
    if (s == STATUS_OK) {
        form_take(f, &o.rec, o.base);
        focus_first(f);
        buf_addf(&name, "%s/", f->e->name);
        id_add_text(&name, id);
        f->draft_name = buf_detach(&name);
    }
    if (o.rec.e)
        record_release(&o.rec);
    form_base_free(o.base, f->layout.n);
    return s;
}
