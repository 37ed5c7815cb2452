/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who changed what in a record, newest first, from the audit trail. There is no index by record:
 * the trail is read backwards in pieces until the record's creation or enough is found.
 */
#include <stdlib.h>

#include "core/audit.h"
#include "core/mask.h"
#include "forms/form_private.h"
#include "forms/person.h"
#include "locale/mem.h"

enum { PIECE = 512 };

struct reading {
    struct form_history *out;
    uint64_t id;
    size_t limit;
    struct book_tx *t;
    struct resolver r;
    const struct audit_entry *entry;
    struct buf reason; /* that this entry gives */
    bool created;      /* the beginning was found */
    size_t added;      /* by this entry */
};

static struct form_event *add(struct reading *x)
{
    struct form_history *h = x->out;
    struct buf name = {0};
    person_add_name(x->t, x->entry->actor, &name);
    h->v = mem_realloc_array(h->v, h->n + 1, sizeof *h->v);
    struct form_event *e = &h->v[h->n++];
    *e = (struct form_event){
        .seq = x->entry->seq,
        .time = x->entry->time,
        .who = mem_strdup(buf_str(&name)),
        .source = mem_strdup(x->entry->source),
        .op = x->entry->op,
        .reason = mem_strdup(buf_str(&x->reason)),
    };
    buf_release(&name);
    x->added++;
    return e;
}

static char *text_of(struct reading *x, const struct field *f, const struct value *v)
{
    struct buf b = {0};
    if (v)
        mask_add_value(f, v, &x->r, &b);
    char *s = mem_strdup(buf_str(&b));
    buf_release(&b);
    return s;
}

static void take_field(void *context, const struct field *f, const struct value *before,
                       const struct value *after)
{
    struct reading *x = context;
    if (x->created || x->out->n >= x->limit)
        return;
    struct form_event *e = add(x);
    e->field = f;
    e->before = text_of(x, f, before);
    e->after = text_of(x, f, after);
}

static void take_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct reading *x = context;
    if (x->created || x->out->n >= x->limit || e->op == AUDIT_DENIED)
        return; /* refusals changed nothing: they are the commune's to read */
    bool creates = e->op == AUDIT_CREATE || e->op == AUDIT_DELETE;
    if (e->record && e->record != x->id && creates)
        return; /* its body is not worth reading */
    x->entry = e;
    x->added = 0;
    buf_reset(&x->reason);
    buf_add_span(&x->reason, audit_body_reason(body));
    bool mine = e->record == x->id;
    if (mine && creates) /* the record as a whole: its fields are the record */
        x->created = e->op == AUDIT_CREATE;
    else if (audit_body_fields(body, x->id, take_field, x))
        mine = true;
    if (mine && !x->added && e->op == AUDIT_IMPORT)
        x->created = true; /* an import keeps the ids of what it made */
    if (mine && !x->added) {
        struct form_event *v = add(x);
        v->before = mem_strdup("");
        v->after = mem_strdup("");
    }
}

static enum status history_fn(struct book_tx *t, void *context)
{
    struct reading *x = context;
    struct unit_key unit = book_unit_of(t, x->id);
    enum status s = STATUS_OK;
    form_history_release(x->out); /* the closure may be run again */
    x->created = false;
    x->t = t;
    x->r = book_resolver(t, unit);
    /* of a deleted record nobody knows any more whose it was: the commune's to read */
    if (unit_level(unit) == UNIT_NONE)
        s = book_may(t, ACCESS_DECIDE, t->book->commune);
    else
        s = book_may_see(t, unit);
    for (uint64_t hi = book_generation(t) + 1;
         s == STATUS_OK && hi > 0 && !x->created && x->out->n < x->limit;) {
        uint64_t lo = hi > PIECE ? hi - PIECE : 0;
        s = audit_each(t, lo, hi, true, take_entry, x);
        hi = lo;
    }
    return s;
}

enum status form_history_load(struct form_history *out, struct book *b, const struct caller *who,
                              uint64_t id, size_t limit, struct detail *d)
{
    struct reading x = {.out = out, .id = id, .limit = limit ? limit : SIZE_MAX};
    *out = (struct form_history){0};
    enum status s = book_read(b, who, history_fn, &x, d);
    buf_release(&x.reason);
    return s;
}

void form_history_release(struct form_history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        free(h->v[i].who);
        free(h->v[i].source);
        free(h->v[i].reason);
        free(h->v[i].before);
        free(h->v[i].after);
    }
    free(h->v);
    *h = (struct form_history){0};
}
