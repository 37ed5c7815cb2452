/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/erase.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/audit_private.h"
#include "core/book_private.h"
#include "core/criteria_marks.h"
#include "core/save_private.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/drafts.h"

struct erasing {
    struct book_tx *t;
    struct erase_result *out;
    uint64_t *id; /* of the records that were cleared */
    size_t n;
};

/* ---- one record ---- */

static void clear_evidence(struct value *v)
{
    struct criteria_marks m;
    struct buf b = {0};
    criteria_marks_parse(value_span(v), &m);
    for (size_t i = 0; i < m.n; i++)
        m.v[i].evidence[0] = 0;
    criteria_marks_add_text(&m, &b);
    criteria_marks_release(&m);
    value_clear(v);
    if (b.n)
        value_set_s(v, buf_span(&b));
    buf_release(&b);
}

/* When a head of a family was born is counted nowhere, when a citizen was is. */
static bool uncounted_birth(const struct entity *e, const struct field *f)
{
    return e->subject && f->type == &field_date && f->flags & FIELD_IDENTITY &&
           !(f->flags & FIELD_PACKED);
}

static void clear_field(const struct entity *e, const struct field *f, struct value *v)
{
    if (!v->known || f->flags & (FIELD_UNIT | FIELD_IMPERSONAL))
        return;
    if (f->flags & FIELD_NAME)
        value_set_s(v, span_of(ERASED_NAME));
    else if (f->type == &field_marks)
        clear_evidence(v);
    else if (f->type == &field_text || f->flags & FIELD_PRIVATE || uncounted_birth(e, f))
        value_clear(v);
}

static void clear_record(struct erasing *x, const struct record *old)
{
    struct record r = {0};
    struct buf key = {0}, value = {0};
    record_copy(&r, old);
    for (size_t i = 0; i < r.e->n_fields; i++)
        clear_field(r.e, &r.e->fields[i], &r.v[i]);
    r.version++; /* a form that is open somewhere does not write the old texts back */
    record_key(&r, &key);
    record_encode(&r, &value);
    store_put(x->t->tx, BOOK_RECORD, buf_span(&key), buf_span(&value));
    if (r.e->subject) {
        struct save_batch *s = save_batch_begin(x->t, AUDIT_ERASE, NULL);
        save_columns(s, old, &r);
        save_batch_abort(s); /* for its columns only: the audit entry is of another kind */
    }
    x->id = mem_realloc_array(x->id, x->n + 1, sizeof *x->id);
    x->id[x->n++] = r.id;
    x->out->records++;
    record_release(&r);
    buf_release(&key);
    buf_release(&value);
}

/* ---- what points at it ---- */

/* Does field i refer to a record? */
static bool points(const struct record *r, size_t i)
{
    const struct field_type *type = r->e->fields[i].type;
    return (type == &field_subject || type == &field_ref) && r->v[i].known && r->v[i].n;
}

struct pointing {
    struct erasing *x;
    uint64_t id;
    struct record *v; /* copies: nothing is written while a cursor walks */
    size_t n;
};

static enum status gather(struct book_tx *t, const struct record *r, void *context)
{
    struct pointing *p = context;
    bool is = false;
    (void)t;
    for (size_t i = 0; i < r->e->n_fields && !is; i++)
        is = points(r, i) && (uint64_t)r->v[i].n == p->id;
    if (!is)
        return STATUS_OK;
    p->v = mem_realloc_array(p->v, p->n + 1, sizeof *p->v);
    p->v[p->n] = (struct record){0};
    record_copy(&p->v[p->n++], r);
    return STATUS_OK;
}

/* Titles, and records of which the person is the whole content. Others (a child's household) are
 * about somebody else. */
static bool is_about(const struct entity *e)
{
    return e->id == ENTITY_TITLE || (e->person && !e->subject);
}

static enum status clear_pointing(struct erasing *x, uint64_t id)
{
    struct pointing p = {.x = x, .id = id};
    enum status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && entity_at(i); i++)
        if (is_about(entity_at(i)))
            s = book_each_any(x->t, entity_at(i), (struct span){"", 0}, gather, &p);
    for (size_t i = 0; i < p.n; i++) {
        if (s == STATUS_OK)
            clear_record(x, &p.v[i]);
        record_release(&p.v[i]);
    }
    free(p.v);
    return s;
}

/* ---- the audit trail ---- */

static void remove_bodies(struct erasing *x)
{
    struct book_tx *t = x->t;
    uint64_t newest = book_generation(t);
    struct buf body = {0}, key = {0};
    for (uint64_t seq = 1; seq <= newest; seq++) {
        struct span part;
        audit_get_body(t, seq, &body);
        if (body.n <= AUDIT_SALT ||
            !audit_body_holds((struct span){body.p + AUDIT_SALT, body.n - AUDIT_SALT}, x->id, x->n))
            continue;
        audit_body_key(&key, seq, 0);
        for (size_t i = 1; store_get(t->tx, BOOK_AUDIT_BODY, buf_span(&key), &part); i++) {
            store_del(t->tx, BOOK_AUDIT_BODY, buf_span(&key));
            audit_body_key(&key, seq, i);
        }
        x->out->bodies++;
    }
    buf_release(&body);
    buf_release(&key);
}

/* ---- tombstones: time(8) reason ---- */

bool erase_is_erased(struct book_tx *t, uint64_t id)
{
    struct buf key = {0};
    struct span value;
    key_add_u64(&key, id);
    bool is = store_get(t->tx, BOOK_TOMB, buf_span(&key), &value);
    buf_release(&key);
    return is;
}

static bool is_gone(struct book_tx *t, uint64_t id, const struct erased_list *also)
{
    for (size_t i = 0; also && i < also->n; i++)
        if (also->v[i].id == id)
            return true;
    return erase_is_erased(t, id);
}

bool erase_concerns(struct book_tx *t, const struct record *r, const struct erased_list *also)
{
    if (is_gone(t, r->id, also))
        return true;
    for (size_t i = 0; is_about(r->e) && i < r->e->n_fields; i++)
        if (points(r, i) && is_gone(t, (uint64_t)r->v[i].n, also))
            return true;
    return false;
}

static void put_tomb(struct book_tx *t, uint64_t id, int64_t when, const char *reason)
{
    struct buf key = {0}, value = {0};
    key_add_u64(&key, id);
    key_add_u64(&value, (uint64_t)when);
    buf_adds(&value, reason);
    store_put(t->tx, BOOK_TOMB, buf_span(&key), buf_span(&value));
    buf_release(&key);
    buf_release(&value);
}

void erase_collect(struct book_tx *t, struct erased_list *out)
{
    struct span key, value;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_TOMB, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value))
        if (key.n == 8 && value.n >= 8)
            erased_list_add(out, key_u64(key.p), (int64_t)key_u64(value.p));
    store_scan_end(c);
}

/* ---- a person ---- */

static enum status erase_one(struct erasing *x, const struct record *r, int64_t when,
                             const char *reason)
{
    struct book_tx *t = x->t;
    clear_record(x, r);
    enum status s = clear_pointing(x, r->id);
    if (s != STATUS_OK)
        return s;
    remove_bodies(x);
    put_tomb(t, r->id, when, reason);
    audit_note(t, AUDIT_ERASE, r, "");
    return store_tx_status(t->tx);
}

struct asked {
    uint64_t id;
    const char *reason;
    struct erase_result *out;
    struct erasing x;
};

static enum status may_erase(struct book_tx *t, const struct asked *a, const struct record *r)
{
    enum status s = book_may_record(t, ACCESS_DECIDE, r);
    if (s != STATUS_OK)
        return s;
    if (!r->e->person)
        return detail_set(t->detail, STATUS_INVALID,
                          _("%s không phải là phiếu của một người. Chỉ xóa được thông tin của "
                            "người."),
                          _(r->e->label));
    if (erase_is_erased(t, a->id))
        return detail_set(t->detail, STATUS_EXISTS,
                          _("Thông tin của người này đã xóa trước đây rồi."));
    return STATUS_OK;
}

static enum status erase_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    struct record r;
    free(a->x.id); /* the closure may run again */
    *a->out = (struct erase_result){0};
    a->x = (struct erasing){.t = t, .out = a->out};
    enum status s = book_get(t, a->id, &r);
    if (s == STATUS_NOTFOUND)
        return detail_set(t->detail, s, _("Không có phiếu này. Hãy xem lại mã phiếu."));
    if (s != STATUS_OK)
        return s;
    s = may_erase(t, a, &r);
    if (s == STATUS_OK)
        s = erase_one(&a->x, &r, (int64_t)time(NULL), a->reason);
    record_release(&r);
    return s;
}

/* ---- drafts ---- */

struct draft_search {
    const struct erasing *x;
    struct found {
        char *person, *form;
    } * v;
    size_t n;
};

static char *text_of(struct span s)
{
    struct buf b = {0};
    buf_add_span(&b, s);
    return buf_detach(&b);
}

static void note_draft(void *context, const struct draft_info *info)
{
    struct draft_search *s = context;
    struct buf id = {0};
    bool is = false;
    for (size_t i = 0; i < s->x->n && !is; i++) {
        buf_reset(&id);
        id_add_text(&id, s->x->id[i]);
        is = memmem(info->form.p, info->form.n, id.p, id.n) != NULL;
    }
    buf_release(&id);
    if (!is)
        return;
    s->v = mem_realloc_array(s->v, s->n + 1, sizeof *s->v);
    s->v[s->n++] = (struct found){text_of(info->person), text_of(info->form)};
}

static enum status remove_drafts(const char *path, struct asked *a, struct detail *d)
{
    struct draft_search f = {.x = &a->x};
    if (!*path)
        return STATUS_OK;
    enum status s = draft_each(path, (struct span){"", 0}, note_draft, &f, d);
    for (size_t i = 0; i < f.n; i++) {
        if (s == STATUS_OK)
            s = draft_remove(path, span_of(f.v[i].person), span_of(f.v[i].form), d);
        a->out->drafts += s == STATUS_OK;
        free(f.v[i].person);
        free(f.v[i].form);
    }
    free(f.v);
    return s;
}

enum status erase_person(struct book *b, const struct caller *who, uint64_t id, const char *reason,
                         struct erase_result *out, struct detail *d)
{
    struct asked a = {.id = id, .reason = reason, .out = out};
    *out = (struct erase_result){0};
    if (!span_trim(span_of(reason)).n)
        return detail_set(d, STATUS_INVALID,
                          _("Hãy ghi lý do xóa, ví dụ: ông Tuấn yêu cầu ngày 20/11/2026."));
    enum status s = book_write(b, who, erase_fn, &a, d);
    if (s == STATUS_OK)
        s = remove_drafts(store_path(b->store), &a, d);
    free(a.x.id);
    return s;
}

enum status erase_again(struct book_tx *t, const struct erased_list *l, struct erase_result *out)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < l->n; i++) {
        struct erasing x = {.t = t, .out = out};
        struct record r;
        if (erase_is_erased(t, l->v[i].id))
            continue;
        s = book_get_any(t, l->v[i].id, &r);
        if (s == STATUS_NOTFOUND) { /* it comes never, whatever is merged later */
            put_tomb(t, l->v[i].id, l->v[i].time, "");
            s = store_tx_status(t->tx);
            continue;
        }
        if (s != STATUS_OK)
            break;
        s = erase_one(&x, &r, l->v[i].time, "");
        record_release(&r);
        free(x.id);
    }
    return s;
}
