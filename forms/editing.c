/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/editing.h"

#include <stdlib.h>

#include "forms/person.h"
#include "forms/unfinished.h"
#include "locale/mem.h"
#include "locale/msg.h"

static void add_id(const struct entity *e, uint64_t id, struct buf *out)
{
    buf_addf(out, "%s/", e->name);
    id_add_text(out, id);
}

struct naming {
    const char *login;
    struct buf name;
};

static enum status name_fn(struct book_tx *t, void *context)
{
    struct naming *n = context;
    buf_reset(&n->name); /* the closure may run again */
    person_add_name(t, n->login, &n->name);
    return STATUS_OK;
}

static void take_holder(struct editing *x, struct book *b, const struct caller *who,
                        const struct lock_holder *h)
{
    struct naming n = {.login = h->name};
    free(x->name);
    x->since = h->since;
    bool named = h->name[0] && book_read(b, who, name_fn, &n, NULL) == STATUS_OK;
    x->name = mem_strdup(named && n.name.n ? buf_str(&n.name) : _("Người khác"));
    buf_release(&n.name);
}

/* Where no file can be made nothing can be said; what is saved is compared all the same. */
static void take(struct editing *x, struct book *b, const struct caller *who, struct buf *name)
{
    const char *store = store_path(b->store);
    struct lock_holder h = {0};
    bool had = x->lock;
    enum status s =
        had ? STATUS_OK : editlock_take(&x->lock, store, buf_span(name), who->name, &h, NULL);
    x->busy = s == STATUS_BUSY;
    buf_adds(name, "+");
    if (x->busy) {
        take_holder(x, b, who, &h);
        if (!x->behind) /* a third one is not told of: two are enough to talk to each other */
            (void)!editlock_take(&x->behind, store, buf_span(name), who->name, NULL, NULL);
        return;
    }
    editlock_release(x->behind);
    x->behind = NULL;
    x->joined = had && editlock_held(store, buf_span(name), &h);
    if (x->joined)
        take_holder(x, b, who, &h);
}

void editing_begin(struct editing *x, struct book *b, const struct caller *who,
                   const struct entity *e, uint64_t id)
{
    struct buf name = {0};
    if (!id)
        return;
    add_id(e, id, &name);
    take(x, b, who, &name);
    buf_release(&name);
}

void editing_begin_marks(struct editing *x, struct book *b, const struct caller *who,
                         enum title_id title, struct unit_key unit, int year)
{
    struct buf name = {0};
    buf_addf(&name, "marks/%d/%d/", (int)title, year);
    unit_add_code(&name, unit);
    take(x, b, who, &name);
    buf_release(&name);
}

void editing_end(struct editing *x)
{
    editlock_release(x->lock);
    editlock_release(x->behind);
    free(x->name);
    *x = (struct editing){0};
}

void editing_look(struct editing *x, struct book *b, const struct caller *who,
                  const struct entity *e, uint64_t id)
{
    struct lock_holder h = {0};
    struct buf name = {0};
    add_id(e, id, &name);
    x->busy = editlock_held(store_path(b->store), buf_span(&name), &h);
    if (x->busy)
        take_holder(x, b, who, &h);
    buf_release(&name);
}

void editing_add_short(const struct editing *x, int64_t now, struct buf *out)
{
    struct buf at = {0};
    if (!x->busy && !x->joined)
        return;
    unfinished_add_time(&at, x->since, now);
    buf_addf(out, x->busy ? _("%s đang sửa từ %s") : _("%s cũng mở từ %s"), x->name, buf_str(&at));
    buf_release(&at);
}

void editing_add_sentence(const struct editing *x, int64_t now, struct buf *out)
{
    struct buf at = {0};
    if (!x->busy && !x->joined)
        return;
    unfinished_add_time(&at, x->since, now);
    buf_addf(out,
             x->busy ? _("%s đang sửa phiếu này từ %s. Ai lưu sau sẽ được xem cả hai bản.")
                     : _("%s cũng mở phiếu này từ %s. Ai lưu sau sẽ được xem cả hai bản."),
             x->name, buf_str(&at));
    buf_release(&at);
}
