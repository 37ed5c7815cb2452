/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/erase.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/audit_private.h"
#include "core/book_private.h"
#include "core/criteria_marks.h"
#include "core/erase_private.h"
#include "core/save_private.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct erasing {
    struct book_tx *t;
    struct erase_result *out;
    struct erase_ids person; /* who was erased */
    struct erase_ids all;    /* the records that were cleared, theirs among them */
    struct buf taken;        /* the entries whose bodies went: audit_seqs_add() */
};

static void erasing_release(struct erasing *x)
{
    free(x->person.v);
    free(x->all.v);
    buf_release(&x->taken);
    *x = (struct erasing){0};
}

static void add_id(struct erase_ids *ids, uint64_t id)
{
    ids->v = mem_realloc_array(ids->v, ids->n + 1, sizeof *ids->v);
    ids->v[ids->n++] = id;
}

static bool among(const struct erase_ids *ids, uint64_t id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->v[i] == id)
            return true;
    return false;
}

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
    add_id(&x->all, r.id);
    x->out->records++;
    buf_reset(&key); /* what it said when it was taken along is no more compared */
    key_add_u64(&key, r.id);
    store_del(x->t->tx, BOOK_BASE, buf_span(&key));
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

struct holding {
    const struct erasing *x;
    bool is;
};

static bool about_them(const struct erasing *x, const struct record *r)
{
    bool is = false;
    for (size_t i = 0; r && is_about(r->e) && i < r->e->n_fields && !is; i++)
        is = points(r, i) && among(&x->person, (uint64_t)r->v[i].n);
    return is;
}

/* Of a title or an award that is deleted nothing else tells whose it was. */
static void look_into(void *context, const struct entity *e, uint64_t id, uint64_t count,
                      const struct record *before, const struct record *after)
{
    struct holding *h = context;
    (void)count;
    if (e)
        h->is =
            h->is || among(&h->x->all, id) || about_them(h->x, before) || about_them(h->x, after);
}

static bool holds(const struct erasing *x, struct span body)
{
    struct holding h = {.x = x};
    if (audit_body_changes(body, look_into, &h) || h.is)
        return h.is;
    return audit_body_holds(body, x->all.v, x->all.n); /* as far as a newer program's is read */
}

static void remove_bodies(struct erasing *x)
{
    struct book_tx *t = x->t;
    uint64_t newest = book_generation(t);
    struct buf body = {0}, key = {0};
    for (uint64_t seq = 1; seq <= newest; seq++) {
        struct span part;
        audit_get_body(t, seq, &body);
        if (body.n <= AUDIT_SALT ||
            !holds(x, (struct span){body.p + AUDIT_SALT, body.n - AUDIT_SALT}))
            continue;
        audit_body_key(&key, seq, 0);
        for (size_t i = 1; store_get(t->tx, BOOK_AUDIT_BODY, buf_span(&key), &part); i++) {
            store_del(t->tx, BOOK_AUDIT_BODY, buf_span(&key));
            audit_body_key(&key, seq, i);
        }
        audit_seqs_add(&x->taken, seq);
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

static enum status clear_one(struct erasing *x, const struct record *r)
{
    add_id(&x->person, r->id);
    clear_record(x, r);
    return clear_pointing(x, r->id);
}

/* An entry about a person; the first tells which bodies went. */
static void note_erased(struct erasing *x, const struct record *r)
{
    audit_note(x->t, AUDIT_ERASE, r, buf_str(&x->taken));
    buf_reset(&x->taken);
}

struct asked {
    uint64_t id;
    const char *reason;
    struct erase_result *out;
    struct erasing x;
    struct erase_traces traces;
};

/* The reason is kept: it must not say again what is erased. */
static bool names(const char *reason, const struct record *r)
{
    struct buf text = {0}, name = {0};
    struct span all = record_name(r), last = span_trim(all);
    for (size_t i = last.n; i-- > 0;)
        if (last.p[i] == ' ') {
            last = (struct span){last.p + i + 1, last.n - i - 1};
            break;
        }
    fold_search(&text, span_of(reason));
    fold_search(&name, all);
    bool is = last.n < all.n && name.n && memmem(text.p, text.n, name.p, name.n);
    for (const char *p = reason; last.n && !is && *p;) { /* "ông Tuấn": as it is written */
        size_t n = strcspn(p, " ,.;:()");
        is = n == last.n && memcmp(p, last.p, n) == 0;
        p += n + (p[n] != 0);
    }
    buf_release(&text);
    buf_release(&name);
    return is;
}

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
    if (names(a->reason, r))
        return detail_set(t->detail, STATUS_INVALID,
                          _("Lý do được giữ lại nên đừng ghi tên người ấy. Ví dụ: gia đình yêu "
                            "cầu, đơn ngày 20/11/2026."));
    return STATUS_OK;
}

/* The newest that the trail says of a record that was deleted. */
struct deleted {
    uint64_t id;
    struct record r;
};

static void take_deleted(void *context, const struct entity *e, uint64_t id, uint64_t count,
                         const struct record *before, const struct record *after)
{
    struct deleted *x = context;
    const struct record *r = after ? after : before;
    (void)count;
    if (e && r && id == x->id && !x->r.e)
        record_copy(&x->r, r);
}

static void take_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct deleted *x = context;
    (void)e;
    if (!x->r.e && !audit_body_changes(body, take_deleted, x))
        return; /* of a newer program: looked at as far as it can be read */
}

static enum status get_person(struct book_tx *t, uint64_t id, struct record *r, bool *deleted)
{
    struct deleted x = {.id = id};
    enum status s = book_get(t, id, r);
    *deleted = s == STATUS_NOTFOUND;
    if (s != STATUS_NOTFOUND)
        return s;
    s = audit_each(t, 0, UINT64_MAX, true, take_entry, &x);
    if (s == STATUS_OK && x.r.e) {
        *r = x.r;
        r->unit = t->book->commune; /* where it lay nobody knows any more */
        return s;
    }
    record_release(&x.r);
    if (s == STATUS_OK && erase_is_erased(t, id))
        return detail_set(t->detail, STATUS_EXISTS,
                          _("Thông tin của người này đã xóa trước đây rồi."));
    return s != STATUS_OK ? s
                          : detail_set(t->detail, STATUS_NOTFOUND,
                                       _("Không có phiếu này. Hãy xem lại mã phiếu."));
}

static enum status erase_fn(struct book_tx *t, void *context)
{
    struct asked *a = context;
    struct record r;
    bool deleted;
    erasing_release(&a->x); /* the closure may run again */
    erase_traces_release(&a->traces);
    *a->out = (struct erase_result){0};
    a->x = (struct erasing){.t = t, .out = a->out};
    enum status s = get_person(t, a->id, &r, &deleted);
    if (s != STATUS_OK)
        return s;
    s = may_erase(t, a, &r);
    if (s == STATUS_OK && deleted) {
        add_id(&a->x.person, r.id);
        add_id(&a->x.all, r.id);
    } else if (s == STATUS_OK) {
        s = clear_one(&a->x, &r);
    }
    if (s == STATUS_OK) {
        remove_bodies(&a->x);
        put_tomb(t, r.id, (int64_t)time(NULL), a->reason);
        note_erased(&a->x, &r);
        erase_traces_look(t, record_name(&r), &a->traces);
        a->out->mentions = a->traces.mentions;
        s = store_tx_status(t->tx);
    }
    record_release(&r);
    return s;
}

enum status erase_person(struct book *b, const struct caller *who, uint64_t id, const char *reason,
                         struct erase_result *out, struct detail *d)
{
    struct asked a = {.id = id, .reason = reason, .out = out};
    *out = (struct erase_result){0};
    if (!span_trim(span_of(reason)).n)
        return detail_set(d, STATUS_INVALID,
                          _("Hãy ghi lý do xóa, ví dụ: gia đình yêu cầu, đơn ngày 20/11/2026."));
    enum status s = book_write(b, who, erase_fn, &a, d);
    if (s == STATUS_OK)
        s = erase_traces_drafts(store_path(b->store), &a.x.all, &a.traces, out, d);
    erasing_release(&a.x);
    erase_traces_release(&a.traces);
    return s;
}

/* Who is not in the store comes never, whatever is merged later; and nothing of it stays in the
 * trail. */
static enum status clear_again(struct erasing *x, const struct erased *one)
{
    struct record r;
    enum status s = book_get_any(x->t, one->id, &r);
    if (s == STATUS_NOTFOUND) {
        add_id(&x->person, one->id);
        add_id(&x->all, one->id);
        return store_tx_status(x->t->tx);
    }
    if (s == STATUS_OK) {
        s = clear_one(x, &r);
        record_release(&r);
    }
    return s;
}

enum status erase_again(struct book_tx *t, const struct erased_list *l, struct erase_result *out)
{
    struct erasing x = {.t = t, .out = out};
    enum status s = STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < l->n; i++)
        if (!erase_is_erased(t, l->v[i].id)) {
            s = clear_again(&x, &l->v[i]);
            put_tomb(t, l->v[i].id, l->v[i].time, "");
        }
    if (s == STATUS_OK && x.person.n)
        remove_bodies(&x);
    for (size_t i = 0; s == STATUS_OK && i < x.person.n; i++) {
        struct record r;
        s = book_get_any(t, x.person.v[i], &r);
        if (s == STATUS_OK) {
            note_erased(&x, &r);
            record_release(&r);
        } else if (s == STATUS_NOTFOUND) {
            s = STATUS_OK;
        }
    }
    if (s == STATUS_OK && x.taken.n) /* all of them were deleted before */
        note_erased(&x, NULL);
    erasing_release(&x);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}
