/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the caller did to a record today, read backwards from the audit trail: a mark that one made
 * oneself a minute ago is a slip of the finger and is taken back without a question, on any
 * terminal; what is older, or somebody else's, is not. An import is no mark.
 */
#include <string.h>

#include "core/audit.h"
#include "forms/grid_private.h"

enum { WINDOW = 64, LOOKBACK = 2048 };

struct walk {
    struct book_tx *t;
    uint64_t id;
    day today; /* by the real clock, as the audit's times are */
    struct record *base;
    bool any, ended;
};

static void undo_field(void *context, const struct field *f, const struct value *before,
                       const struct value *after)
{
    struct walk *w = context;
    (void)after;
    value_copy(&w->base->v[f - w->base->e->fields], before);
}

static void ignore_field(void *context, const struct field *f, const struct value *before,
                         const struct value *after)
{
    (void)context, (void)f, (void)before, (void)after;
}

static void one_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct walk *w = context;
    if (w->ended)
        return;
    if (day_of_seconds(e->time) != w->today) {
        w->ended = true;
        return;
    }
    if (e->record && e->record != w->id)
        return;
    bool own = strcmp(e->actor, w->t->who->name ? w->t->who->name : "") == 0;
    bool mark = own && e->op != AUDIT_IMPORT;
    if (!audit_body_fields(body, w->id, mark ? undo_field : ignore_field, w))
        return;
    w->any |= mark;
    w->ended = !mark;
}

bool grid_own_base(struct book_tx *t, const struct record *r, struct record *base)
{
    struct walk w = {.t = t, .id = r->id, .today = day_today(), .base = base};
    uint64_t hi = book_generation(t) + 1;
    record_copy(base, r);
    for (unsigned n = 0; n < LOOKBACK && hi > 1 && !w.ended; n += WINDOW) {
        uint64_t lo = hi > WINDOW ? hi - WINDOW : 1;
        if (audit_each(t, lo, hi, true, one_entry, &w) != STATUS_OK)
            return false;
        hi = lo;
    }
    return w.any;
}
