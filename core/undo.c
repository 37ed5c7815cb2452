/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/book_private.h"
#include "core/mask.h"
#include "core/save.h"
#include "core/title.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

enum { WINDOW = 64, LOOKBACK = 4096 };

/* Places and criteria sets bind what others write by them: they are changed, not taken back. */
static bool is_undoable(const struct entity *e)
{
    return e->id != ENTITY_HAMLET && e->id != ENTITY_CRITERIA;
}

/* Of what needs consent the trail keeps no value to go back to. */
static bool only_hidden(const struct record *a, const struct record *b)
{
    bool hidden = false;
    for (size_t i = 0; i < a->e->n_fields; i++) {
        if (value_eq(&a->v[i], &b->v[i]))
            continue;
        if (!(a->e->fields[i].flags & FIELD_PRIVATE))
            return false;
        hidden = true;
    }
    return hidden;
}

/* Who moved has taken others along, and may have come to lie among them anew since; a deleted
 * subject had titles and a number. Only forms know how to put that right. */
static bool is_too_much(const struct entity *e, const struct record *before,
                        const struct record *after)
{
    if (!is_undoable(e))
        return true;
    if (!after)
        return e->subject || (e->id != ENTITY_TITLE && unit_level(before->unit) == UNIT_NONE);
    return before && (unit_level(before->unit) != UNIT_NONE || only_hidden(before, after));
}

static bool changes_records(enum audit_op op)
{
    return op == AUDIT_CREATE || op == AUDIT_CHANGE || op == AUDIT_DELETE || op == AUDIT_UNDO ||
           op == AUDIT_IMPORT || op == AUDIT_MERGE || op == AUDIT_REGROUP;
}

/* ---- which entry ---- */

struct taking {
    struct record before, after; /* e NULL: created, deleted; without their units */
    uint64_t id;
};

struct entry {
    struct taking *v;
    size_t n;
    bool other; /* something that is not taken back here */
};

static void entry_release(struct entry *x)
{
    for (size_t i = 0; i < x->n; i++) {
        record_release(&x->v[i].before);
        record_release(&x->v[i].after);
    }
    free(x->v);
    *x = (struct entry){0};
}

static void take_change(void *context, const struct entity *e, uint64_t id, uint64_t count,
                        const struct record *before, const struct record *after)
{
    struct entry *x = context;
    (void)count;
    if (!e || is_too_much(e, before, after)) {
        x->other = true;
        return;
    }
    x->v = mem_realloc_array(x->v, x->n + 1, sizeof *x->v);
    struct taking *k = &x->v[x->n++];
    *k = (struct taking){.id = id};
    if (before)
        record_copy(&k->before, before);
    if (after)
        record_copy(&k->after, after);
}

struct search {
    struct book_tx *t;
    uint64_t record; /* 0: any */
    uint64_t seq;    /* found; or asked for */
    int64_t time;
    day today;
    bool found, ended;
    uint64_t *undone; /* entries to pass over: they were taken back */
    size_t n_undone;
    enum audit_op op;
    struct entry entry;
};

/* The entry of an undo says by its operation what it took back; so nothing is taken back twice. */
static const char UNDO_MARK[] = "hoctap:u";
enum { UNDO_SEQ = AUDIT_OPERATION_ID - 8 };

static void mark_undo(uint64_t seq, unsigned char operation[AUDIT_OPERATION_ID])
{
    memcpy(operation, UNDO_MARK, UNDO_SEQ);
    for (int i = 0; i < 8; i++)
        operation[UNDO_SEQ + i] = (unsigned char)(seq >> (56 - 8 * i));
}

static void note_undo(struct search *x, const unsigned char operation[AUDIT_OPERATION_ID])
{
    uint64_t seq = 0;
    if (memcmp(operation, UNDO_MARK, UNDO_SEQ) != 0)
        return;
    for (int i = 0; i < 8; i++)
        seq = seq << 8 | operation[UNDO_SEQ + i];
    x->undone = mem_realloc_array(x->undone, x->n_undone + 1, sizeof *x->undone);
    x->undone[x->n_undone++] = seq;
}

static bool was_undone(const struct search *x, uint64_t seq)
{
    for (size_t i = 0; i < x->n_undone; i++)
        if (x->undone[i] == seq)
            return true;
    return false;
}

static void search_release(struct search *x)
{
    entry_release(&x->entry);
    free(x->undone);
}

static void ignore(void *context, const struct field *f, const struct value *a,
                   const struct value *b)
{
    (void)context, (void)f, (void)a, (void)b;
}

static void look_at(void *context, const struct audit_entry *e, struct span body)
{
    struct search *x = context;
    const char *name = x->t->who->name ? x->t->who->name : "";
    if (x->ended || x->found)
        return;
    x->ended = day_of_seconds(e->time) != x->today;
    if (x->ended || !changes_records(e->op))
        return;
    if (e->op == AUDIT_UNDO)
        note_undo(x, e->operation);
    if (e->op == AUDIT_UNDO || was_undone(x, e->seq))
        return;
    bool own = strcmp(e->actor, name) == 0;
    if (x->record ? e->record != x->record &&
                        (e->record || !audit_body_fields(body, x->record, ignore, NULL))
                  : !own)
        return;
    x->found = own;
    x->ended = !own; /* of this record somebody else's is the newest */
    x->seq = e->seq;
    x->time = e->time;
    x->op = e->op;
    if (own && !audit_body_changes(body, take_change, &x->entry))
        x->entry.other = true;
}

static enum status search(struct search *x)
{
    uint64_t hi = book_generation(x->t) + 1;
    enum status s = STATUS_OK;
    x->today = day_of_seconds((int64_t)time(NULL));
    for (unsigned n = 0; n < LOOKBACK && hi > 1 && !x->ended && !x->found && s == STATUS_OK;
         n += WINDOW) {
        uint64_t lo = hi > WINDOW ? hi - WINDOW : 1;
        s = audit_each(x->t, lo, hi, true, look_at, x);
        hi = lo;
    }
    return s;
}

/* The same but for where it lies, which the trail tells only when it changes; of what needs consent
 * a mask that does not tell it from the one before is as good. */
static bool same_values(const struct record *now, const struct record *left)
{
    for (size_t i = 0; i < now->e->n_fields; i++) {
        const struct value *a = &now->v[i], *b = &left->v[i];
        bool hidden = now->e->fields[i].flags & FIELD_PRIVATE;
        if (now->e->fields[i].flags & FIELD_UNIT || value_eq(a, b) ||
            (hidden && a->known && b->known && a->len <= b->len && memcmp(a->s, b->s, a->len) == 0))
            continue;
        return false;
    }
    return true;
}

/* The record as it is. A title that was deleted and brought back by an undo has another id. */
static enum status find_now(struct book_tx *t, const struct taking *k, struct record *now)
{
    const struct record *left = &k->after;
    enum status s = book_get_any(t, k->id, now);
    if (s != STATUS_NOTFOUND || !left->e || left->e->id != ENTITY_TITLE)
        return s;
    uint64_t subject = (uint64_t)record_n(left, "subject");
    return book_get_title(t, subject ? book_unit_of(t, subject) : t->book->commune, subject,
                          (enum title_id)record_n(left, "title"), (int)record_n(left, "year"), now);
}

/* Is every record as the entry left it? */
static bool is_newest(struct book_tx *t, const struct entry *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct record now;
        const struct record *left = &x->v[i].after;
        enum status s = find_now(t, &x->v[i], &now);
        if (s == STATUS_OK && mask_needed(&now))
            mask_record(&now, NULL);
        bool same = s == STATUS_OK ? left->e && now.e == left->e && same_values(&now, left)
                                   : s == STATUS_NOTFOUND && !left->e;
        if (s == STATUS_OK)
            record_release(&now);
        if (!same)
            return false;
    }
    return true;
}

static enum status check(struct search *x)
{
    struct detail *d = x->t->detail;
    if (!x->found)
        return detail_set(d, STATUS_NOTFOUND,
                          x->record ? _("Hôm nay phiếu này không do chính mình sửa sau cùng, nên "
                                        "không hoàn tác được. Hãy sửa và ghi lý do.")
                                    : _("Hôm nay chưa ghi gì để hoàn tác. Việc của ngày trước thì "
                                        "sửa và ghi lý do."));
    if (x->entry.other || !x->entry.n || x->op == AUDIT_IMPORT || x->op == AUDIT_MERGE ||
        x->op == AUDIT_REGROUP)
        return detail_set(d, STATUS_NOTFOUND,
                          _("Việc ghi sau cùng không hoàn tác được ở đây. Hãy mở phiếu để sửa."));
    if (!is_newest(x->t, &x->entry))
        return detail_set(d, STATUS_NOTFOUND,
                          _("Phiếu đã được sửa tiếp sau đó, nên không hoàn tác được. Hãy mở phiếu "
                            "để sửa."));
    return STATUS_OK;
}

static void name_title(struct book_tx *t, const struct record *r, struct undo *out)
{
    struct resolver res = book_resolver(t, t->book->commune);
    struct buf b = {0}, cut = {0};
    const struct title_kind *k = title_by_id((unsigned)record_n(r, "title"));
    int subject = entity_field(r->e, "subject");
    field_add_text(&r->e->fields[subject], &r->v[subject], &res, &b);
    width_add_cut(&cut, buf_span(&b), 36);
    if (b.n && k)
        snprintf(out->of, sizeof out->of, "%s, %s %d", buf_str(&cut), _(k->label),
                 (int)record_n(r, "year"));
    buf_release(&b);
    buf_release(&cut);
}

enum status undo_look(struct book_tx *t, uint64_t record, struct undo *out)
{
    struct search x = {.t = t, .record = record};
    *out = (struct undo){0};
    enum status s = search(&x);
    if (s == STATUS_OK)
        s = check(&x);
    if (s == STATUS_OK) {
        *out = (struct undo){.seq = x.seq, .time = x.time};
        for (size_t i = 0; i < x.entry.n; i++) {
            const struct taking *k = &x.entry.v[i];
            if (!out->entity || out->entity == ENTITY_DOCUMENT)
                out->entity = (k->after.e ? k->after.e : k->before.e)->id;
        }
        /* the document that goes along is not one of them */
        for (size_t i = 0; i < x.entry.n; i++) {
            const struct taking *k = &x.entry.v[i];
            out->records += (k->after.e ? k->after.e : k->before.e)->id == out->entity;
        }
        out->record = x.entry.n == 1 ? x.entry.v[0].id : 0;
        if (out->record && out->entity == ENTITY_TITLE)
            name_title(t, x.entry.v[0].after.e ? &x.entry.v[0].after : &x.entry.v[0].before, out);
    }
    search_release(&x);
    return s;
}

void undo_add_text(struct book_tx *t, const struct undo *u, struct buf *out)
{
    const struct entity *e = entity_by_id(u->entity);
    struct buf n = {0}, at = {0};
    (void)t;
    number_add_vn(&n, (int64_t)u->records);
    day_add_clock(&at, u->time);
    buf_addf(out, _("ghi lúc %s"), buf_str(&at));
    if (u->of[0])
        buf_addf(out, ": %s", u->of);
    else
        buf_addf(out, ", %s %s", buf_str(&n), e ? _(e->plural) : "");
    buf_release(&n);
    buf_release(&at);
}

/* ---- taking back ---- */

struct pointing {
    uint64_t id;
    bool found;
};

static enum status points(struct book_tx *t, const struct record *r, void *context)
{
    struct pointing *p = context;
    (void)t;
    for (size_t i = 0; i < r->e->n_fields && !p->found; i++)
        p->found =
            r->e->fields[i].type == &field_ref && r->v[i].known && (uint64_t)r->v[i].n == p->id;
    return p->found ? STATUS_NOTFOUND : STATUS_OK; /* found: stop */
}

/* Does anything else point to it by now? Then a document or a meeting stays. */
static enum status is_used(struct book_tx *t, const struct record *r, bool *used)
{
    struct pointing p = {.id = r->id};
    enum status s = STATUS_OK;
    *used = false;
    if (r->e->id != ENTITY_DOCUMENT && r->e->id != ENTITY_ACTIVITY)
        return s;
    for (size_t k = 0; entity_at(k) && s == STATUS_OK && !p.found; k++)
        for (size_t i = 0; i < entity_at(k)->n_fields; i++)
            if (entity_at(k)->fields[i].type == &field_ref &&
                entity_at(k)->fields[i].ref == (unsigned)r->e->id) {
                s = book_each_any(t, entity_at(k), (struct span){"", 0}, points, &p);
                break;
            }
    *used = p.found;
    return s;
}

static enum status remove_created(struct book_tx *t, struct save_batch *b, const struct taking *k)
{
    struct record now;
    bool used;
    enum status s = is_used(t, &k->after, &used);
    if (s != STATUS_OK || used)
        return s;
    s = find_now(t, k, &now);
    if (s == STATUS_OK) {
        s = save_batch_delete(b, now.id);
        record_release(&now);
    }
    return s;
}

static enum status take_back(struct book_tx *t, struct save_batch *b, const struct taking *k)
{
    struct record now, r = {0};
    enum status s = STATUS_OK;
    if (!k->before.e)
        return remove_created(t, b, k);
    record_copy(&r, &k->before);
    if (!k->after.e) { /* it was deleted: the same again, under an id of its own */
        r.id = 0;
        r.version = 0;
        if (r.e->id == ENTITY_TITLE)
            r.unit = t->book->commune; /* it lies with its subject: core/save finds it */
    } else {
        s = find_now(t, k, &now);
    }
    if (s == STATUS_OK && k->after.e) {
        int place = entity_field_flag(r.e, FIELD_UNIT);
        r.id = now.id;
        r.unit = now.unit;
        r.version = now.version;
        if (place >= 0)
            value_copy(&r.v[place], &now.v[place]);
        for (size_t i = 0; i < r.e->n_fields; i++)
            if (r.e->fields[i].flags & FIELD_PRIVATE)
                value_copy(&r.v[i], &now.v[i]);
        record_release(&now);
    }
    if (s == STATUS_OK)
        s = save_batch_record(b, &r);
    record_release(&r);
    return s;
}

enum status undo_do(struct book_tx *t, uint64_t seq)
{
    struct search x = {.t = t, .today = day_of_seconds((int64_t)time(NULL))};
    enum status s = audit_each(t, seq, seq + 1, true, look_at, &x);
    if (s == STATUS_OK)
        s = check(&x);
    if (s != STATUS_OK) {
        search_release(&x);
        return s;
    }
    unsigned char operation[AUDIT_OPERATION_ID];
    mark_undo(seq, operation);
    struct save_batch *b = save_batch_begin(t, AUDIT_UNDO, operation);
    for (size_t i = x.entry.n; i-- > 0 && s == STATUS_OK;)
        s = take_back(t, b, &x.entry.v[i]);
    search_release(&x);
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    return save_batch_commit(b);
}
