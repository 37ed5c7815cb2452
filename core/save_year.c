/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records of a year whose report is handed in change only with a reason.
 */
#include <string.h>

#include "core/save_private.h"
#include "core/submission.h"
#include "core/unitbook.h"
#include "locale/msg.h"

/* Work that comes from another copy has been asked for its reasons there; a merger of units changes
 * no figure. */
static bool asks(unsigned op)
{
    return op != AUDIT_MERGE && op != AUDIT_REGROUP && op != AUDIT_REPAIR && op != AUDIT_RESTORE;
}

/* An import goes hamlet by hamlet: what was found for the last one is asked again and again. */
static bool bound(struct save_batch *s, struct unit_key unit, int year, struct unit_key *whose)
{
    struct save_bound *b = &s->bound;
    unsigned bit = (unsigned)(year - FIELD_YEARS_FIRST) % 64;
    if (!unit_eq(b->unit, unit))
        *b = (struct save_bound){.unit = unit};
    if (!(b->asked >> bit & 1)) {
        b->asked |= 1ull << bit;
        if (submission_binds(s->t, unit, year, &b->whose))
            b->is |= 1ull << bit;
    }
    *whose = b->whose;
    return b->is >> bit & 1;
}

static enum status check_one(struct save_batch *s, const struct record *r)
{
    struct unit_key whose;
    struct buf name = {0};
    int year = (int)record_n(r, "year");
    if (!bound(s, r->unit, year, &whose))
        return STATUS_OK;
    struct resolver res = book_resolver(s->t, r->unit);
    res.unit_name(res.context, whose, &name);
    enum status st = detail_set(s->t->detail, STATUS_NEEDS_REASON,
                                _("Báo cáo năm %d của %s đã nộp: muốn sửa thì ghi lý do."), year,
                                buf_str(&name));
    buf_release(&name);
    return st;
}

enum status save_check_year(struct save_batch *s, const struct record *old, const struct record *r)
{
    const struct entity *e = r ? r->e : old->e;
    const char *reason = s->t->who->reason;
    enum status st = STATUS_OK;
    if (e->id == ENTITY_SUBMISSION)
        s->bound = (struct save_bound){0};
    if ((e->id != ENTITY_TITLE && e->id != ENTITY_YEARFACT) || !asks(s->op) ||
        (reason && span_trim(span_of(reason)).n))
        return STATUS_OK;
    if (r)
        st = check_one(s, r);
    if (st == STATUS_OK && old)
        st = check_one(s, old);
    return st;
}

enum status save_check_forbidden(struct save_batch *s, const struct record *old,
                                 const struct record *r)
{
    const struct entity *e = r ? r->e : old->e;
    if (!e->forbids || !asks(s->op) || s->op == AUDIT_UNDO)
        return STATUS_OK;
    const char *why = e->forbids(old, r);
    return why ? detail_set(s->t->detail, STATUS_INVALID, "%s", _(why)) : STATUS_OK;
}
