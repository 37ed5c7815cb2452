/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/audit.h"
#include "core/merge_private.h"
#include "core/save.h"
#include "locale/msg.h"

/* ---- one record ---- */

/* Saves there over here. A save that is refused is told, one that the store cannot do ends all. */
static enum status take_theirs(struct merge *m, const struct record *here, struct record *there)
{
    there->version = here->version;
    there->number = here->number;
    there->id = here->id;
    enum status s = save_batch_record(m->batch, there);
    if (s == STATUS_OK)
        m->out->changed++;
    else if (store_tx_status(m->t->tx) != STATUS_OK)
        return s;
    else
        merge_tell_refused(m, there, s);
    return STATUS_OK;
}

static enum status add(struct merge *m, struct record *there)
{
    merge_follow_hamlet(m, there);
    enum status s = save_batch_adopt(m->batch, there);
    if (s == STATUS_OK)
        m->out->added++;
    else if (store_tx_status(m->t->tx) != STATUS_OK)
        return s;
    else
        merge_tell_refused(m, there, s);
    return STATUS_OK;
}

static bool was_deleted(struct book_tx *t, uint64_t id)
{
    struct buf key = {0};
    struct span value;
    key_add_u64(&key, id);
    bool is = store_get(t->tx, BOOK_ADDRESS, buf_span(&key), &value) && !value.n;
    buf_release(&key);
    return is;
}

/* base: what both were made from, or NULL. */
static enum status both(struct merge *m, const struct backup_said *base, const struct record *here,
                        struct record *there)
{
    enum merge_fate fate = merge_decide(m, base, here, there);
    if (fate == MERGE_STAYS)
        m->out->same++;
    else if (fate == MERGE_TAKEN || m->o->take_theirs)
        return take_theirs(m, here, there);
    else
        merge_tell_fields(m, here->id == there->id || base ? MERGE_BOTH : MERGE_TWICE, here, there);
    return STATUS_OK;
}

/* The record of the same key (a title of that year) when it is another one: both made it, or one of
 * them took a mark back and set it again, which is a change of what was there before. */
static enum status twin_of(struct merge *m, const struct record *there, struct record *twin)
{
    struct record key_of = *there; /* borrowed values */
    struct buf key = {0};
    if (there->e->key == ENTITY_KEY_ID)
        return STATUS_NOTFOUND;
    if (there->e->key == ENTITY_KEY_TITLE) {
        struct unit_key u = book_unit_of(m->t, (uint64_t)record_n(there, "subject"));
        if (unit_level(u) != UNIT_NONE)
            key_of.unit = u;
    }
    record_key(&key_of, &key);
    enum status s = book_get_key(m->t, buf_span(&key), twin);
    buf_release(&key);
    return s;
}

static enum status with_twin(struct merge *m, const struct merge_came *c, const struct record *twin,
                             struct record *there)
{
    struct merge_base *b = merge_find_base(m, twin->id);
    if (b && !b->back) {
        b->replaced = true; /* not deleted there, but made again */
        return both(m, &b->said, twin, there);
    }
    return both(m, c->known ? &c->base : NULL, twin, there);
}

/* There is none of its id here. */
static enum status without_it(struct merge *m, const struct merge_came *c, struct record *there)
{
    struct record twin = {0};
    enum status s = twin_of(m, there, &twin);
    if (s == STATUS_OK)
        s = with_twin(m, c, &twin, there);
    else if (s == STATUS_NOTFOUND && !was_deleted(m->t, there->id))
        s = add(m, there);
    else if (s == STATUS_NOTFOUND) {
        merge_tell(m, MERGE_DELETED_HERE, there);
        m->out->conflicts++;
        s = STATUS_OK;
    }
    record_release(&twin);
    return s;
}

static enum status apply_one(struct merge *m, const struct merge_came *c)
{
    struct record there, here = {0};
    enum status s = record_decode(&there, buf_span(&c->key), buf_span(&c->value));
    if (s != STATUS_OK)
        return s;
    if (erase_concerns(m->t, &there, &m->tombs)) {
        merge_tell(m, MERGE_ERASED, &there);
    } else if (!merge_inside(m, there.unit)) {
        merge_tell(m, MERGE_OUTSIDE, &there);
        m->out->conflicts++;
    } else {
        s = book_get(m->t, there.id, &here);
        if (s == STATUS_OK && here.e != there.e) {
            merge_tell_refused(m, &there,
                               detail_set(m->t->detail, STATUS_INVALID,
                                          _("mã số của phiếu này ở đây là của một phiếu khác.")));
        } else if (s == STATUS_OK) {
            s = both(m, c->known ? &c->base : NULL, &here, &there);
        } else if (s == STATUS_DENIED) { /* somebody else's: not shown, not touched */
            merge_tell_refused(m, &there, s);
            s = STATUS_OK;
        } else if (s == STATUS_NOTFOUND) {
            s = without_it(m, c, &there);
        }
    }
    record_release(&there);
    record_release(&here);
    return s;
}

/* After the titles that were deleted there are gone: what is left was made or changed here, and
 * would be deleted along with r. */
static bool has_titles(struct book_tx *t, const struct record *r)
{
    struct buf prefix = {0};
    struct span key, value;
    buf_add_span(&prefix, unit_span(&r->unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, r->id);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    bool any = store_next(c, &key, &value);
    store_scan_end(c);
    buf_release(&prefix);
    return any;
}

/* Taken away and not brought back: deleted there. */
static enum status delete_one_gone(struct merge *m, const struct merge_base *b)
{
    struct record here = {0};
    enum status s = book_get(m->t, b->id, &here);
    if (s == STATUS_NOTFOUND)
        return STATUS_OK; /* gone here as well */
    if (s != STATUS_OK)
        return s;
    if (!merge_inside(m, here.unit)) {
        m->out->same++;
    } else if (!merge_as_taken(m, &here, &b->said) ||
               (here.e->subject && has_titles(m->t, &here))) {
        merge_tell(m, MERGE_DELETED_THERE, &here);
        m->out->conflicts++;
    } else if ((s = save_batch_delete(m->batch, b->id)) == STATUS_OK) {
        m->out->deleted++;
    } else if (store_tx_status(m->t->tx) == STATUS_OK) {
        merge_tell_refused(m, &here, s);
        s = STATUS_OK;
    }
    record_release(&here);
    return s;
}

/* Titles before their subjects, citizens before their household. */
static enum status delete_gone(struct merge *m)
{
    enum status s = STATUS_OK;
    for (int round = 0; s == STATUS_OK && round < 3; round++)
        for (size_t i = 0; s == STATUS_OK && i < m->n_base; i++) {
            struct record r = {0};
            if (m->base[i].back || m->base[i].replaced ||
                book_get(m->t, m->base[i].id, &r) != STATUS_OK)
                continue;
            int turn = !r.e->subject ? 0 : r.e->id == ENTITY_CITIZEN ? 1 : 2;
            record_release(&r);
            if (turn == round)
                s = delete_one_gone(m, &m->base[i]);
        }
    return s;
}

/* ---- the whole ---- */

/* In turns, as long as one brings in something that others may have waited for. */
static enum status apply_came(struct merge *m)
{
    enum status s = STATUS_OK;
    size_t left = m->n_came;
    m->last = false;
    for (size_t i = 0; i < m->n_came; i++)
        m->came[i].again = true;
    while (s == STATUS_OK && left) {
        uint64_t before = m->out->added + m->out->changed;
        left = 0;
        for (size_t i = 0; s == STATUS_OK && i < m->n_came; i++) {
            if (!m->came[i].again)
                continue;
            m->refused = false;
            s = apply_one(m, &m->came[i]);
            m->came[i].again = m->refused;
            left += m->refused;
        }
        m->last = m->out->added + m->out->changed == before;
    }
    m->last = true;
    return s;
}

static enum status apply(struct book_tx *t, void *context)
{
    struct merge *m = context;
    struct erase_result done = {0};
    struct merge_result file = {0};
    memcpy(file.code, m->out->code, sizeof file.code);
    memcpy(file.hash, m->out->hash, sizeof file.hash);
    merge_result_release(m->out); /* the closure may run again */
    *m->out = file;
    m->out->same = m->untouched;
    for (size_t i = 0; i < m->n_base; i++)
        m->base[i].replaced = false;
    m->t = t;
    m->batch = save_batch_begin(t, AUDIT_MERGE, NULL);
    enum status s = apply_came(m);
    if (s == STATUS_OK && m->returned)
        s = delete_gone(m);
    if (s == STATUS_OK && m->tombs.n &&
        caller_may(t->who, ACCESS_DECIDE, t->book->commune, NULL) == STATUS_OK)
        s = erase_again(t, &m->tombs, &done);
    if (s == STATUS_OK && !m->o->dry_run)
        return save_batch_commit(m->batch);
    save_batch_abort(m->batch);
    return s == STATUS_OK ? STATUS_USAGE : s; /* a dry run: nothing stays */
}

static enum status run(struct merge *m, struct book *b, const struct caller *who, struct span head,
                       struct detail *d)
{
    struct caller as = *who;
    struct buf source = {0};
    buf_addf(&source, "merge %s head %.*s", m->out->code, (int)(head.n > 16 ? 16 : head.n), head.p);
    as.source = buf_str(&source);
    enum status s = book_write(b, &as, apply, m, d);
    buf_release(&source);
    if (s != STATUS_USAGE || !m->o->dry_run)
        return s;
    if (d)
        *d = (struct detail){0};
    return STATUS_OK;
}

enum status merge_file(struct book *b, const struct caller *who, const char *file,
                       const struct merge_options *o, struct merge_result *out, struct detail *d)
{
    struct merge m = {.o = o, .out = out};
    struct buf header = {0};
    *out = (struct merge_result){0};
    enum status s = merge_read(&m, b, file, &header, d);
    if (s == STATUS_OK)
        s = run(&m, b, who, stream_header_value(buf_span(&header), "head", 0), d);
    merge_release(&m);
    buf_release(&header);
    return s;
}
