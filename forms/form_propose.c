/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proposals: the next number of the book that a new record stands in. A proposal is only a text in
 * the field: typed over, cleared, or left with Enter.
 */
#include "core/fund.h"
#include "forms/form_private.h"

struct proposing {
    struct form *f;
    int direction;
    uint64_t owner;
    int year;
    struct buf *out;
};

static enum status next_fn(struct book_tx *t, void *context)
{
    struct proposing *p = context;
    struct fund_book b;
    enum status s = fund_book_load(t, form_unit(p->f), p->owner, p->year, &b);
    buf_reset(p->out);
    if (s == STATUS_OK) {
        fund_add_next_number(&b, (enum fund_direction)p->direction, p->out);
        fund_book_release(&b);
    }
    return s;
}

/* Of a field as it stands; false: nothing or something wrong stands there. */
static bool value_of(const struct form *f, const char *field, struct value *out)
{
    int i = form_layout_find(&f->layout, field);
    if (i < 0 || !form_text(f, (size_t)i).n)
        return false;
    const struct form_field *x = &f->field[i];
    if (x->pinned.known && span_eq(buf_span(&x->pinned_text), form_text(f, (size_t)i)))
        value_copy(out, &x->pinned);
    else if (x->checked && x->accepted)
        value_copy(out, &x->value);
    return out->known;
}

/* What is known of the receipt decides in which row of numbers it stands. */
static bool ask(struct form *f, struct proposing *p)
{
    struct value direction = {0}, owner = {0}, date = {0};
    int owner_at = form_layout_find(&f->layout, "owner");
    bool known = value_of(f, "direction", &direction);
    bool owned = value_of(f, "owner", &owner);
    p->direction = (int)direction.n;
    p->owner = owned ? (uint64_t)owner.n : 0;
    p->year = value_of(f, "date", &date) ? value_date(&date).year : day_year(f->who->today);
    bool nameless = owner_at >= 0 && form_text(f, (size_t)owner_at).n && !p->owner;
    value_clear(&direction);
    value_clear(&owner);
    value_clear(&date);
    return known && !nameless;
}

void form_propose(struct form *f)
{
    struct form_field *x = &f->field[f->focus];
    struct buf next = {0};
    struct proposing p = {.f = f, .out = &next};
    if (f->layout.place[f->focus].start != FORM_DEFAULT_NEXT || f->record.id || f->read_only)
        return;
    if (!x->later && (x->proposed || !edit_text(&x->edit).n) && ask(f, &p) &&
        book_read(f->book, f->who, next_fn, &p, NULL) == STATUS_OK && next.n) {
        form_set_text(f, f->focus, buf_span(&next));
        x->proposed = true;
    }
    buf_release(&next);
}

void form_proposal_changed(struct form *f)
{
    struct form_field *x = &f->field[f->focus];
    struct span was = buf_span(&x->edit.mark), now = edit_text(&x->edit);
    if (!x->proposed)
        return;
    x->proposed = false;
    if (was.n && now.n > was.n && span_eq(span_make(now.p, was.n), was)) {
        struct buf typed = {0};
        buf_add(&typed, now.p + was.n, now.n - was.n);
        edit_replace(&x->edit, buf_span(&typed));
        buf_release(&typed);
    }
}
