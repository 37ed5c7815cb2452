/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/household_end.h"

#include <stdlib.h>

#include "core/audit.h"
#include "core/save.h"
#include "locale/mem.h"

struct ending {
    uint64_t household;
    bool write;
    struct pdate to;
    struct record *v; /* to be written: a scan is not changed under its feet */
    size_t n;
};

static void release(struct ending *x)
{
    for (size_t i = 0; i < x->n; i++)
        record_release(&x->v[i]);
    free(x->v);
    x->v = NULL;
    x->n = 0;
}

static enum status look(struct book_tx *t, const struct record *r, void *context)
{
    struct ending *x = context;
    const struct value *home = record_value(r, "household");
    struct pdate from = value_date(record_value(r, "from"));
    (void)t;
    if (!home->known || (uint64_t)record_n(r, "household") != x->household)
        return STATUS_OK;
    if (record_value(r, "to")->known || record_value(r, "organisation")->known ||
        (pdate_known(from) && pdate_first(from) > pdate_last(x->to)))
        return STATUS_OK;
    x->v = mem_realloc_array(x->v, x->n + 1, sizeof *x->v);
    x->v[x->n] = (struct record){0};
    record_copy(&x->v[x->n++], r);
    return STATUS_OK;
}

static enum status gather(struct ending *x, struct book_tx *t)
{
    struct record home;
    enum status s = book_get(t, x->household, &home);
    release(x); /* the closure may run again */
    if (s != STATUS_OK)
        return s;
    x->to = value_date(record_value(&home, "to"));
    if (home.e->id == ENTITY_HOUSEHOLD && pdate_known(x->to))
        s = book_each(t, entity_by_id(ENTITY_CITIZEN), unit_span(&home.unit), look, x);
    record_release(&home);
    return s;
}

static enum status write_all(struct ending *x, struct book_tx *t)
{
    enum status s = STATUS_OK;
    struct save_batch *b = save_batch_begin(t, AUDIT_CHANGE, NULL);
    for (size_t i = 0; i < x->n && s == STATUS_OK; i++) {
        value_set_date(record_value(&x->v[i], "to"), x->to);
        s = save_batch_record(b, &x->v[i]);
    }
    if (s == STATUS_OK)
        return save_batch_commit(b);
    save_batch_abort(b);
    return s;
}

static enum status run(struct book_tx *t, void *context)
{
    struct ending *x = context;
    enum status s = gather(x, t);
    return s == STATUS_OK && x->write && x->n ? write_all(x, t) : s;
}

enum status household_end_count(struct book *b, const struct caller *who, uint64_t household,
                                size_t *n, struct detail *d)
{
    struct ending x = {.household = household};
    enum status s = book_read(b, who, run, &x, d);
    *n = s == STATUS_OK ? x.n : 0;
    release(&x);
    return s;
}

enum status household_end_close(struct book *b, const struct caller *who, uint64_t household,
                                size_t *closed, struct detail *d)
{
    struct ending x = {.household = household, .write = true};
    enum status s = book_write(b, who, run, &x, d);
    *closed = s == STATUS_OK ? x.n : 0;
    release(&x);
    return s;
}
