/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saving, what somebody else saved in between, deleting.
 */
#include "core/save.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "forms/form_private.h"
#include "locale/fold.h"
#include "locale/msg.h"

struct loading {
    struct form *f;
    uint64_t id;
    const unsigned char *operation; /* instead of an id: the record of this operation */
    struct record rec;
    struct form_base *base;
};

static void take_id(void *context, const struct audit_entry *e, struct span body)
{
    (void)body;
    struct loading *l = context;
    l->id = e->record;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct loading *l = context;
    uint64_t seq;
    if (l->rec.e)
        record_release(&l->rec);
    form_base_free(l->base, l->f->layout.n);
    l->base = NULL;
    if (l->operation) {
        if (!audit_done(t, l->operation, &seq))
            return STATUS_NOTFOUND;
        enum status a = audit_each(t, seq, seq + 1, false, take_id, l);
        if (a != STATUS_OK)
            return a;
    }
    struct record rec;
    enum status s = book_get(t, l->id, &rec);
    if (s != STATUS_OK)
        return s;
    l->rec = rec;
    struct resolver r = book_resolver(t, rec.unit);
    l->base = form_base_new(l->f, &l->rec, &r);
    return STATUS_OK;
}

static void loading_release(struct loading *l)
{
    if (l->rec.e)
        record_release(&l->rec);
    form_base_free(l->base, l->f->layout.n);
}

/* Shows what is stored now. */
static enum status reload(struct form *f, uint64_t id, const unsigned char *operation,
                          struct detail *d)
{
    struct loading l = {.f = f, .id = id, .operation = operation};
    enum status s = book_read(f->book, f->who, load_fn, &l, d);
    if (s == STATUS_OK)
        form_take(f, &l.rec, l.base);
    loading_release(&l);
    return s;
}

/* ---- somebody else ---- */

enum status form_rebase_stored(struct form *f, struct detail *d)
{
    struct loading l = {.f = f, .id = f->record.id};
    enum status s = book_read(f->book, f->who, load_fn, &l, d);
    if (s == STATUS_OK)
        form_rebase(f, &l.rec, l.base);
    loading_release(&l);
    return s;
}

void form_conflicts_clear(struct form *f)
{
    for (size_t i = 0; i < f->n_conflicts; i++) {
        free(f->conflict[i].base);
        free(f->conflict[i].mine);
        free(f->conflict[i].theirs);
    }
    free(f->conflict);
    f->conflict = NULL;
    f->n_conflicts = 0;
}

void form_conflict_take(struct form *f, size_t c, bool theirs)
{
    struct form_conflict *x = &f->conflict[c];
    if (x->take_theirs == theirs)
        return;
    x->take_theirs = theirs;
    form_set_text(f, x->field, span_of(theirs ? x->theirs : x->mine));
    struct form_field *to = &f->field[x->field];
    to->later = theirs ? to->base_later : x->mine_later;
}

/* ---- save ---- */

static enum status refuse(struct form *f, size_t first, struct detail *d)
{
    struct buf b = {0};
    f->focus = first;
    edit_enter(form_edit(f));
    form_add_finding(f, first, 78, &b);
    enum status s = detail_set(d, STATUS_INVALID, "%s", buf_str(&b));
    buf_release(&b);
    return s;
}

/* On disk: what is shown is what is stored. A failure here cannot take the save back. */
static void settle(struct form *f, struct record *rec, bool known)
{
    struct detail ignored = {0};
    size_t focus = f->focus;
    enum status s =
        known ? reload(f, rec->id, NULL, &ignored) : reload(f, 0, f->operation, &ignored);
    if (s != STATUS_OK && known) { /* it cannot be read now; the next save starts from it */
        f->record.id = rec->id;
        f->record.version = rec->version;
        f->record.number = rec->number;
        for (size_t i = 0; i < f->layout.n; i++) {
            edit_set_saved(&f->field[i].edit, form_text(f, i));
            f->field[i].base_later = f->field[i].later;
        }
    }
    f->focus = focus;
    f->has_operation = false;
    f->twin_known = false;
    form_conflicts_clear(f);
    form_remember(f);
    s = form_draft_remove(f, &ignored); /* an old draft is recognised by its operation */
    f->draft_due = s != STATUS_OK;
}

static enum status write(struct form *f, struct detail *d)
{
    struct record rec;
    uint32_t version = f->record.version;
    if (!f->has_operation)
        randombytes_buf(f->operation, sizeof f->operation);
    f->has_operation = true;
    form_candidate(f, &rec);
    enum status s = save_one(f->book, f->who, &rec, f->operation, d);
    if (s == STATUS_OK) {
        f->written = true;
        settle(f, &rec, rec.version != version);
    }
    record_release(&rec);
    if (s != STATUS_CONFLICT)
        return s;
    struct detail why = {0};
    enum status r = form_rebase_stored(f, &why);
    if (r == STATUS_OK)
        return s;
    if (d)
        *d = why;
    return r;
}

enum status form_save(struct form *f, struct edit_typing *t, struct detail *d)
{
    size_t first;
    struct buf b = {0};
    f->written = false;
    if (edit_leave(form_edit(f), t) == EDIT_CHANGED)
        form_changed(f);
    if (form_check(f, &first))
        return refuse(f, first, d);
    if (f->record.id && !form_dirty(f)) {
        enum status s = form_draft_remove(f, d);
        return s == STATUS_OK || s == STATUS_NOTFOUND ? STATUS_OK : s;
    }
    if (!f->record.id && !f->twin_known) {
        form_twin_find(f);
        if (f->twin.id) {
            form_add_twin(f, &b);
            enum status s = detail_set(d, STATUS_EXISTS, "%s", buf_str(&b));
            buf_release(&b);
            return s;
        }
    }
    return write(f, d);
}

void form_add_receipt(const struct form *f, int64_t now, struct buf *out)
{
    struct buf at = {0};
    day_add_clock(&at, now);
    if (!f->written)
        buf_adds(out, _("Không có gì thay đổi nên không ghi lại."));
    else if (f->record.number)
        buf_addf(out, _("Đã ghi đĩa, số %u, %s"), f->record.number, buf_str(&at));
    else
        buf_addf(out, _("Đã ghi đĩa, %s"), buf_str(&at));
    buf_release(&at);
}

/* ---- delete ---- */

void form_add_delete_word(const struct form *f, struct buf *out)
{
    if (f->record.number)
        buf_addf(out, "%u", f->record.number);
    else
        buf_adds(out, "xoa");
}

enum status form_delete(struct form *f, struct span typed, struct detail *d)
{
    struct buf want = {0}, got = {0};
    form_add_delete_word(f, &want);
    fold_search(&got, span_trim(typed));
    bool same = span_eq(buf_span(&want), buf_span(&got));
    enum status s = STATUS_OK;
    if (!same)
        s = detail_set(d, STATUS_INVALID, _("Chưa xóa. Muốn xóa phiếu này, hãy gõ: %s"),
                       buf_str(&want));
    else if (f->record.id)
        s = delete_one(f->book, f->who, f->record.id, d);
    buf_release(&want);
    buf_release(&got);
    if (s != STATUS_OK)
        return s;
    struct detail ignored = {0};
    s = form_draft_remove(f, &ignored);
    f->draft_due = false;
    return STATUS_OK;
}
