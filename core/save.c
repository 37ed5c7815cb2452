/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/save.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/book_private.h"
#include "core/column_cache.h"
#include "core/criteria_book.h"
#include "core/save_private.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct save_batch *save_batch_begin(struct book_tx *t, unsigned op, const unsigned char *operation)
{
    struct save_batch *s = mem_alloc(sizeof *s);
    s->t = t;
    s->op = op;
    if (operation) {
        memcpy(s->operation, operation, AUDIT_OPERATION_ID);
        s->has_operation = true;
    }
    return s;
}

static void batch_free(struct save_batch *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct record *before = (struct record *)s->change[i].before;
        struct record *after = (struct record *)s->change[i].after;
        if (before)
            record_release(before);
        if (after)
            record_release(after);
        free(before);
        free(after);
    }
    free(s->change);
    buf_release(&s->key);
    buf_release(&s->value);
    free(s);
}

static struct record *kept(const struct record *r)
{
    if (!r || !r->e)
        return NULL;
    struct record *copy = mem_alloc(sizeof *copy);
    record_copy(copy, r);
    return copy;
}

void save_note(struct save_batch *s, const struct record *before, const struct record *after)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 16;
        s->change = mem_realloc_array(s->change, s->cap, sizeof *s->change);
    }
    if (before || s->op != AUDIT_IMPORT) {
        s->change[s->n++] = (struct audit_change){kept(before), kept(after)};
        return;
    }
    /* a created record of a batch is audited by its id alone */
    struct record *after_id = mem_alloc(sizeof *after_id);
    after_id->id = after->id;
    s->change[s->n++] = (struct audit_change){NULL, after_id};
}

size_t save_batch_count(const struct save_batch *s)
{
    return s->n;
}

enum status save_batch_commit(struct save_batch *s)
{
    struct book_tx *t = s->t;
    if (s->n)
        audit_add(t, (enum audit_op)s->op, s->has_operation ? s->operation : NULL, s->change, s->n);
    batch_free(s);
    return store_tx_status(t->tx);
}

void save_batch_abort(struct save_batch *s)
{
    if (s)
        batch_free(s);
}

static enum status invalid(struct book_tx *t, const struct field *f, enum reason why)
{
    return detail_set(t->detail, STATUS_INVALID, _("%s: %s."), f ? _(f->label) : _("Phiếu này"),
                      reason_text(why));
}

/* A hamlet without a code gets the next number of its commune, never one that was given before. */
static enum status next_hamlet(struct book_tx *t, struct unit_key commune, struct unit_key *out)
{
    int max = unitbook_top_number(t, commune);
    if (max >= 999)
        return detail_set(t->detail, STATUS_INVALID, _("Xã đã có 999 thôn, không thêm được nữa."));
    *out = unit_hamlet(commune, max + 1);
    unitbook_keep_number(t, commune, max + 1);
    return STATUS_OK;
}

static struct unit_key unit_of_ref(const struct save_batch *s, const struct record *r,
                                   const char *field)
{
    const struct value *v = record_value(r, field);
    if (!v->known || !v->n)
        return (struct unit_key){0};
    return (uint64_t)v->n == s->placed ? s->place : book_unit_of(s->t, (uint64_t)v->n);
}

/* A title lies with its subject, and so do figures of one; a commune's own title and figures
 * without a subject lie where they say. */
static enum status unit_of_subject(const struct save_batch *s, const struct record *r,
                                   struct unit_key *out)
{
    *out = unit_of_ref(s, r, "subject");
    if (unit_level(*out) == UNIT_NONE && r->e->id == ENTITY_TITLE &&
        record_n(r, "title") != TITLE_COMMUNE)
        return invalid(s->t, &r->e->fields[entity_field(r->e, "subject")],
                       REASON_UNKNOWN_REFERENCE);
    return STATUS_OK;
}

/* Where the record lies: its place, its household's, its subject's. */
static enum status find_unit(struct save_batch *b, struct record *r)
{
    struct book_tx *t = b->t;
    int place = entity_field_flag(r->e, FIELD_UNIT);
    struct unit_key given = place >= 0 ? value_unit(&r->v[place]) : (struct unit_key){0}, u = {0};
    enum status s = STATUS_OK;
    if (r->e->id == ENTITY_CITIZEN) {
        u = unit_of_ref(b, r, "household");
        if (unit_level(u) == UNIT_NONE && unit_level(given) == UNIT_NONE)
            u = unit_of_ref(b, r, "organisation");
    } else if (r->e->id == ENTITY_TITLE || r->e->id == ENTITY_YEARFACT) {
        s = unit_of_subject(b, r, &u);
        if (unit_level(given) == UNIT_NONE)
            given = r->unit;
    } else if (r->e->id == ENTITY_HAMLET && unit_level(given) == UNIT_NONE) {
        s = next_hamlet(t, t->book->commune, &given);
    }
    if (s != STATUS_OK)
        return s;
    if (unit_level(u) == UNIT_NONE)
        u = unit_level(given) == UNIT_NONE ? t->book->commune : given;
    r->unit = u;
    if (place >= 0)
        value_set_s(&r->v[place], unit_span(&u));
    return STATUS_OK;
}

/* A mandatory criterion that is not met blocks, whatever the sum and whoever decides. */
static enum status check_marks(struct book_tx *t, const struct record *old, const struct record *r)
{
    int64_t to = record_n(r, "state");
    struct buf why = {0};
    bool blocks = false;
    if ((to != STATE_PROPOSED && to != STATE_RECOGNISED) ||
        (old && record_n(old, "state") == to &&
         value_eq(record_value(old, "marks"), record_value(r, "marks"))))
        return STATUS_OK;
    enum status s = criteria_blocks(t, r, &blocks, &why);
    if (s == STATUS_OK && blocks)
        s = detail_set(t->detail, STATUS_INVALID,
                       _("Phiếu chấm chưa đạt mức bắt buộc %s nên chưa đề nghị, công nhận được. "
                         "Hãy xem lại phiếu chấm."),
                       buf_str(&why));
    buf_release(&why);
    return s;
}

static bool same(const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < a->e->n_fields; i++)
        if (!value_eq(&a->v[i], &b->v[i]))
            return false;
    return unit_eq(a->unit, b->unit);
}

/* Of this step: what stands there since an earlier one says nothing about it. Work that comes from
 * another copy has been asked for its reasons there. */
static bool has_reason(const struct save_batch *b, const struct record *old, const struct record *r)
{
    const struct value *v = record_value(r, "reason");
    if (!v->known)
        return false;
    return b->reasoned || b->op == AUDIT_MERGE || !old || !value_eq(v, record_value(old, "reason"));
}

/* An ordinary step, or an undo with a reason. What is decided is the commune's in every field. */
static enum status check_step(struct save_batch *b, const struct record *old,
                              const struct record *r)
{
    struct book_tx *t = b->t;
    enum title_state from = old ? (enum title_state)record_n(old, "state") : STATE_NONE;
    enum title_state to = (enum title_state)record_n(r, "state");
    if (from != to && b->op != AUDIT_UNDO && !title_step_allowed(from, to) &&
        !has_reason(b, old, r))
        return detail_set(
            t->detail, STATUS_INVALID, "%s",
            _("Lùi bước thì cần lý do của lần này: ghi ở mục Lý do, ví dụ: ghi nhầm."));
    bool decides = (title_is_decided(from) || title_is_decided(to)) && !(old && same(old, r));
    return decides ? book_may_record(t, ACCESS_DECIDE, r) : STATUS_OK;
}

static enum status check_all(struct save_batch *b, const struct record *old, const struct record *r)
{
    struct book_tx *t = b->t;
    enum status s = book_may_record(t, ACCESS_WRITE, r);
    if (s == STATUS_OK && old && !unit_eq(old->unit, r->unit))
        s = book_may_record(t, ACCESS_WRITE, old);
    if (s == STATUS_OK && r->e->id == ENTITY_TITLE)
        s = check_step(b, old, r);
    if (s == STATUS_OK && r->e->decides && r->e->decides(old, r))
        s = book_may_record(t, ACCESS_DECIDE, r);
    if (s == STATUS_OK && r->e->id == ENTITY_TITLE)
        s = check_marks(t, old, r);
    if (s == STATUS_OK)
        s = save_check_forbidden(b, old, r);
    if (s == STATUS_OK)
        s = save_check_year(b, old, r);
    if (s != STATUS_OK)
        return s;
    struct findings found = {0};
    record_check(r, NULL, &found);
    for (size_t i = 0; i < found.n; i++)
        if (!found.v[i].warning)
            return invalid(t, found.v[i].field, found.v[i].reason);
    return STATUS_OK;
}

static void put_record(struct save_batch *s, const struct record *r, const struct record *old)
{
    struct store_tx *tx = s->t->tx;
    bool moved = !old;
    record_key(r, &s->key);
    if (old) {
        record_key(old, &s->value);
        moved = !span_eq(buf_span(&s->key), buf_span(&s->value));
        if (moved)
            store_del(tx, BOOK_RECORD, buf_span(&s->value));
    }
    buf_reset(&s->value);
    record_encode(r, &s->value);
    store_put(tx, BOOK_RECORD, buf_span(&s->key), buf_span(&s->value));
    if (moved) {
        buf_reset(&s->value);
        key_add_u64(&s->value, r->id);
        store_put(tx, BOOK_ADDRESS, buf_span(&s->value), buf_span(&s->key));
    }
    if (r->e->subject) {
        s->placed = r->id;
        s->place = r->unit;
    }
}

static bool key_taken(struct save_batch *s, const struct record *r)
{
    struct span value;
    record_key(r, &s->key);
    return store_get(s->t->tx, BOOK_RECORD, buf_span(&s->key), &value);
}

/* A hamlet is the only record of its kind under its key. */
static bool hamlet_taken(struct book_tx *t, const struct record *r)
{
    struct column_set *set = column_cache_get(t->columns, t->tx, ENTITY_HAMLET, r->unit);
    return set->n && set->v[0].id != r->id;
}

/* id 0: the next of this store. */
static enum status create(struct save_batch *s, struct record *r, uint64_t id)
{
    struct book_tx *t = s->t;
    enum status st = find_unit(s, r);
    if (st == STATUS_OK)
        st = check_all(s, NULL, r);
    if (st != STATUS_OK)
        return st;
    if (r->e->key != ENTITY_KEY_ID && key_taken(s, r))
        return detail_set(t->detail, STATUS_EXISTS,
                          _("Năm này đã có một phiếu như vậy. Hãy mở phiếu đã có để sửa."));
    if (r->e->id == ENTITY_HAMLET && hamlet_taken(t, r))
        return detail_set(t->detail, STATUS_EXISTS,
                          _("Mã thôn này đã có. Hãy sửa thôn đã có hoặc để trống mã."));
    r->id = id ? id : s->next_id ? s->next_id : book_new_id(t);
    if (!id)
        s->next_id = r->id + 1;
    r->version = 1;
    r->number = r->e->subject ? save_next_number(t, r) : 0;
    put_record(s, r, NULL);
    save_columns(s, NULL, r);
    save_note(s, NULL, r);
    return store_tx_status(t->tx);
}

static enum status change(struct save_batch *s, struct record *r)
{
    struct book_tx *t = s->t;
    struct record old = {0};
    enum status st = book_get(t, r->id, &old);
    if (st == STATUS_NOTFOUND)
        return detail_set(t->detail, st, _("Phiếu này đã bị xóa. Hãy mở lại danh sách."));
    if (st == STATUS_OK && old.version != r->version)
        st = detail_set(t->detail, STATUS_CONFLICT, "%s", status_text(STATUS_CONFLICT));
    if (st == STATUS_OK)
        st = find_unit(s, r);
    if (st == STATUS_OK && r->e->id == ENTITY_HAMLET && !unit_eq(r->unit, old.unit))
        st = detail_set(t->detail, STATUS_INVALID,
                        _("Mã thôn không đổi được. Hãy giữ mã cũ và chỉ sửa tên."));
    if (st == STATUS_OK)
        st = check_all(s, &old, r);
    if (st == STATUS_OK) {
        save_move_dates(s, &old, r);
        if (r->e->subject && !unit_eq(old.unit, r->unit))
            r->number = save_next_number(t, r);
        struct buf a = {0}, b = {0};
        record_key(&old, &a);
        record_key(r, &b);
        if (!span_eq(buf_span(&a), buf_span(&b)) && key_taken(s, r))
            st = detail_set(t->detail, STATUS_EXISTS,
                            _("Năm này đã có một phiếu như vậy. Hãy mở phiếu đã có để sửa."));
        buf_release(&a);
        buf_release(&b);
    }
    if (st == STATUS_OK) {
        r->version++;
        put_record(s, r, &old);
        save_columns(s, &old, r);
        save_note(s, &old, r);
        st = save_followers(s, &old, r);
    }
    record_release(&old);
    return st == STATUS_OK ? store_tx_status(t->tx) : st;
}

enum status save_batch_record(struct save_batch *s, struct record *r)
{
    enum status st = r->id ? change(s, r) : create(s, r, 0);
    s->reasoned = false;
    return st;
}

void save_batch_reasoned(struct save_batch *s)
{
    s->reasoned = true;
}

enum status save_batch_adopt(struct save_batch *s, struct record *r)
{
    struct buf id = {0};
    struct span address;
    key_add_u64(&id, r->id);
    bool given = store_get(s->t->tx, BOOK_ADDRESS, buf_span(&id), &address);
    buf_release(&id);
    if (given)
        return detail_set(s->t->detail, STATUS_EXISTS, "%s", status_text(STATUS_EXISTS));
    uint64_t own = r->id;
    r->id = 0; /* hamlet_taken() and others ask whether it is new */
    enum status st = create(s, r, own);
    r->id = own;
    return st;
}

struct one {
    struct record *given, result;
    const unsigned char *operation;
    uint64_t id;
};

/* The closure may be rerun: it works on a copy and hands the result out at its end. */
static enum status one_fn(struct book_tx *t, void *context)
{
    struct one *o = context;
    uint64_t seq;
    if (o->operation && audit_done(t, o->operation, &seq))
        return STATUS_OK; /* the answer was lost, not the save */
    record_copy(&o->result, o->given);
    struct save_batch *s =
        save_batch_begin(t, o->given->id ? AUDIT_CHANGE : AUDIT_CREATE, o->operation);
    enum status st = save_batch_record(s, &o->result);
    if (st != STATUS_OK) {
        save_batch_abort(s);
        return st;
    }
    return save_batch_commit(s);
}

enum status save_one(struct book *b, const struct caller *who, struct record *r,
                     const unsigned char *operation, struct detail *d)
{
    struct one o = {.given = r, .operation = operation};
    enum status s = book_write(b, who, one_fn, &o, d);
    if (s == STATUS_OK && o.result.e) {
        record_release(r);
        *r = o.result;
        return s;
    }
    record_release(&o.result);
    return s;
}

static enum status delete_fn(struct book_tx *t, void *context)
{
    struct one *o = context;
    struct save_batch *s = save_batch_begin(t, AUDIT_DELETE, NULL);
    enum status st = save_batch_delete(s, o->id);
    if (st != STATUS_OK) {
        save_batch_abort(s);
        return st;
    }
    return save_batch_commit(s);
}

enum status delete_one(struct book *b, const struct caller *who, uint64_t id, struct detail *d)
{
    struct one o = {.id = id};
    return book_write(b, who, delete_fn, &o, d);
}
