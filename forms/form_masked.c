/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields that need consent: the form shows a mask (core/mask.h) for what is stored. A mask is never
 * a value: untouched it leaves what is stored as it is, and the first key typed over it takes its
 * place. F4 shows the value itself; that stands in the audit trail.
 */
#include <string.h>

#include "core/audit.h"
#include "core/mask.h"
#include "forms/form_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

static bool is_private(const struct form *f, size_t i)
{
    return f->layout.place[i].field->flags & FIELD_PRIVATE;
}

bool form_masked(const struct form *f, size_t i)
{
    const struct form_field *x = &f->field[i];
    return is_private(f, i) && f->record.id && !x->shown && x->edit.saved.n &&
           !edit_dirty(&x->edit);
}

/* What was typed into the mask, by a key anywhere in it or in its place. */
static struct span typed_over(struct span text, struct span mask)
{
    size_t front = 0, back = 0;
    while (front < text.n && front < mask.n && text.p[front] == mask.p[front])
        front++;
    while (back < text.n - front && back < mask.n - front &&
           text.p[text.n - 1 - back] == mask.p[mask.n - 1 - back])
        back++;
    /* an undo that is taken back: what comes was typed before, it only looks a little alike */
    if (front + back < mask.n && front + back < text.n && !memmem(text.p, text.n, "..", 2))
        return text;
    return (struct span){text.p + front, text.n - front - back};
}

void form_mask_changed(struct form *f, size_t i)
{
    struct form_field *x = &f->field[i];
    if (!is_private(f, i) || x->shown || !f->record.id || !x->edit.saved.n)
        return;
    if (!edit_dirty(&x->edit)) {
        x->typed_over = false; /* taken back: the mask again */
        return;
    }
    if (x->typed_over)
        return;
    struct buf typed = {0}, mask = {0};
    buf_add_span(&mask, buf_span(&x->edit.saved));
    buf_add_span(&typed, typed_over(edit_text(&x->edit), buf_span(&mask)));
    edit_replace(&x->edit, buf_span(&mask)); /* undo goes back to it */
    edit_replace(&x->edit, buf_span(&typed));
    x->typed_over = true;
    buf_release(&typed);
    buf_release(&mask);
}

/* The text a draft says it was changed from: never the value itself. */
void form_mask_base(const struct form *f, size_t i, struct buf *out)
{
    const struct form_field *x = &f->field[i];
    if (x->shown)
        mask_add(buf_span(&x->edit.saved), out);
    else
        buf_add_span(out, buf_span(&x->edit.saved));
}

struct showing {
    struct form *f;
    size_t index;
    struct buf text;
};

static enum status show_fn(struct book_tx *t, void *context)
{
    struct showing *x = context;
    const struct field *field = &x->f->e->fields[x->index];
    struct record r;
    buf_reset(&x->text); /* the closure may run again */
    enum status s = book_get(t, x->f->record.id, &r);
    if (s != STATUS_OK)
        return s;
    s = book_may_record(t, ACCESS_WRITE, &r);
    if (s == STATUS_OK && r.version != x->f->record.version)
        s = detail_set(t->detail, STATUS_CONFLICT, "%s", status_text(STATUS_CONFLICT));
    if (s == STATUS_OK) {
        struct resolver res = book_resolver(t, r.unit);
        field_add_text(field, &r.v[x->index], &res, &x->text);
        audit_note(t, AUDIT_SHOWN, &r, field->name);
        s = store_tx_status(t->tx);
    }
    record_release(&r);
    return s;
}

enum status form_show(struct form *f, size_t i, struct detail *d)
{
    struct showing x = {.f = f, .index = f->layout.place[i].index};
    if (!form_masked(f, i))
        return STATUS_OK;
    enum status s = book_write(f->book, f->who, show_fn, &x, d);
    if (s == STATUS_OK) {
        edit_set(&f->field[i].edit, buf_span(&x.text));
        f->field[i].shown = true;
        f->field[i].checked = false;
    }
    buf_release(&x.text);
    return s;
}
