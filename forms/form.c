/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/form.h"

#include <stdlib.h>
#include <string.h>

#include "forms/form_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* ---- what a form is made of ---- */

bool form_needs_book(const struct field *f)
{
    return f->type == &field_ref || f->type == &field_subject || f->type == &field_unit ||
           f->type == &field_stays;
}

static size_t characters(const struct field *f)
{
    bool text = f->type == &field_text || f->type == &field_marks || f->type == &field_ref ||
                f->type == &field_subject;
    return text && f->max ? (size_t)f->max : FORM_TEXT_MAX;
}

static bool is_digits(const struct field *f)
{
    return f->type == &field_integer || f->type == &field_money || f->type == &field_decimal ||
           f->type == &field_date;
}

void form_init(struct form *f, struct book *b, const struct caller *who, struct form_memory *memory,
               const struct entity *e)
{
    *f = (struct form){.book = b, .who = who, .memory = memory, .e = e};
    form_layout_init(&f->layout, e);
    record_init(&f->record, e);
    f->field = mem_alloc((f->layout.n + 1) * sizeof *f->field);
    for (size_t i = 0; i < f->layout.n; i++) {
        const struct field *d = f->layout.place[i].field;
        edit_init(&f->field[i].edit, characters(d), f->layout.place[i].height > 1, is_digits(d));
        f->field[i].accepted = true;
    }
}

void form_close(struct form *f)
{
    for (size_t i = 0; i < f->layout.n; i++) {
        struct form_field *x = &f->field[i];
        edit_release(&x->edit);
        value_clear(&x->pinned);
        buf_release(&x->pinned_text);
        value_clear(&x->value);
    }
    free(f->field);
    form_conflicts_clear(f);
    free(f->twin.text);
    free(f->draft_name);
    if (f->record.e)
        record_release(&f->record);
    form_layout_release(&f->layout);
    *f = (struct form){0};
}

int form_note(const struct form *f)
{
    for (size_t i = f->layout.n; i-- > 0;) {
        const struct field *d = f->layout.place[i].field;
        if (d->type == &field_text && (d->flags & FIELD_LINES) && strcmp(d->name, "note") == 0)
            return (int)i;
    }
    return -1;
}

struct resolver form_resolver(const struct form *f, struct book_tx *t)
{
    if (t)
        return book_resolver(t, form_unit(f));
    return (struct resolver){.near = form_unit(f), .today = f->who->today};
}

struct unit_key form_unit(const struct form *f)
{
    for (size_t i = 0; i < f->layout.n; i++) {
        const struct form_field *x = &f->field[i];
        if (!(f->layout.place[i].field->flags & FIELD_UNIT))
            continue;
        if (x->pinned.known && span_eq(buf_span(&x->pinned_text), edit_text(&x->edit)))
            return value_unit(&x->pinned);
        if (x->checked && x->value.known)
            return value_unit(&x->value);
    }
    return f->record.unit;
}

/* ---- fields ---- */

struct edit *form_edit(struct form *f)
{
    return &f->field[f->focus].edit;
}

struct span form_text(const struct form *f, size_t i)
{
    return edit_text(&f->field[i].edit);
}

void form_touch(struct form *f, size_t i)
{
    struct form_field *x = &f->field[i];
    const unsigned identity = FIELD_NAME | FIELD_UNIT | FIELD_IDENTITY;
    x->checked = false;
    x->refused = false;
    x->reason = REASON_NONE;
    f->has_operation = false;
    f->draft_due = true;
    if (f->layout.place[i].field->flags & identity)
        f->twin_known = false;
}

void form_changed(struct form *f)
{
    form_proposal_changed(f);
    form_mask_changed(f, f->focus);
    f->field[f->focus].later_stale = true;
    form_touch(f, f->focus);
}

void form_set_text(struct form *f, size_t i, struct span text)
{
    if (f->layout.place[i].fixed)
        return;
    edit_replace(&f->field[i].edit, text);
    f->field[i].later_stale = true;
    f->field[i].typed_over = edit_dirty(&f->field[i].edit);
    form_touch(f, i);
}

bool form_field_dirty(const struct form *f, size_t i)
{
    const struct form_field *x = &f->field[i];
    return edit_dirty(&x->edit) || x->later != x->base_later;
}

bool form_dirty(const struct form *f)
{
    for (size_t i = 0; i < f->layout.n; i++)
        if (form_field_dirty(f, i))
            return true;
    return false;
}

static bool skip_holds(const struct form *f, const struct form_skip *skip)
{
    int on = form_layout_find(&f->layout, skip->on);
    struct value v = {0};
    if (on < 0)
        return false;
    struct span text = span_trim(form_text(f, (size_t)on));
    switch (skip->when) {
    case FORM_WHEN_EMPTY:
        return !text.n;
    case FORM_WHEN_FILLED:
        return text.n > 0;
    case FORM_WHEN_NOT:
        if (field_parse(f->layout.place[on].field, text, NULL, &v) != REASON_NONE || !v.known)
            return true;
        for (size_t i = 0; skip->codes[i] >= 0; i++)
            if (v.n == skip->codes[i])
                return false;
        return true;
    }
    return false;
}

bool form_skipped(const struct form *f, size_t i)
{
    const struct form_place *p = &f->layout.place[i];
    return p->skip && !span_trim(form_text(f, i)).n && !f->field[i].later && skip_holds(f, p->skip);
}

/* ---- moving ---- */

unsigned form_page(const struct form *f)
{
    return f->layout.place[f->focus].page;
}

static bool can_enter(const struct form *f, size_t i)
{
    return !f->layout.place[i].fixed && !form_skipped(f, i);
}

void form_go(struct form *f, struct edit_typing *t, size_t i)
{
    form_leave(f, t);
    if (f->focus != i)
        f->draft_due = f->draft_due || form_dirty(f); /* the draft remembers the field */
    f->focus = i;
    form_propose(f);
    edit_enter(form_edit(f));
}

enum form_moved form_next(struct form *f, struct edit_typing *t)
{
    for (size_t i = f->focus + 1; i < f->layout.n; i++)
        if (can_enter(f, i)) {
            form_go(f, t, i);
            return FORM_MOVED;
        }
    form_leave(f, t);
    return FORM_AT_END;
}

enum form_moved form_previous(struct form *f, struct edit_typing *t)
{
    for (size_t i = f->focus; i-- > 0;)
        if (can_enter(f, i)) {
            form_go(f, t, i);
            return FORM_MOVED;
        }
    form_leave(f, t);
    return FORM_STAYED;
}

enum form_moved form_page_move(struct form *f, struct edit_typing *t, int pages)
{
    long want = (long)form_page(f) + pages;
    for (size_t i = 0; i < f->layout.n; i++)
        if (f->layout.place[i].page == want && can_enter(f, i)) {
            form_go(f, t, i);
            return FORM_MOVED;
        }
    form_leave(f, t);
    return FORM_STAYED;
}

void form_add_title(const struct form *f, struct buf *out)
{
    const char *word = entity_one(f->e);
    if (f->record.number)
        buf_addf(out, _("%s số %u"), word, f->record.number);
    else if (f->record.id)
        buf_adds(out, word);
    else
        buf_addf(out, _("%s mới"), word);
}
