/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walking through records, and who may read them.
 */
#include <string.h>

#include "core/book_private.h"
#include "core/unitbook.h"

/* What a commune laid down binds its hamlets; what stands above it binds all. */
static bool binds_all(const struct book_tx *t, struct unit_key unit)
{
    const struct caller *who = t->who;
    bool above = unit_level(unit) == UNIT_PROVINCE || unit_level(unit) == UNIT_COUNTRY ||
                 unit_eq(unit, t->book->commune);
    for (size_t i = 0; i < who->n_units && !above; i++)
        above = unit_level(unit) == UNIT_COMMUNE && unit_eq(unit, unit_commune(who->units[i]));
    return above;
}

/* A viewer's commune may have taken over hamlets that were founded in another one. */
static bool took_over(struct book_tx *t, struct unit_key unit)
{
    const struct caller *who = t->who;
    for (size_t i = 0; i < who->n_units; i++)
        if (unitbook_inside(t, unit, who->units[i], unitbook_last_day(t, who->units[i])))
            return true;
    return false;
}

bool book_may_read(struct book_tx *t, const struct entity *e, struct unit_key unit)
{
    if (!t->who || caller_may(t->who, ACCESS_READ, unit, NULL) == STATUS_OK)
        return true;
    if (e && e->shared && t->who->n_units && binds_all(t, unit))
        return true;
    return t->who->role == ROLE_VIEWER && took_over(t, unit);
}

enum status book_may_see(struct book_tx *t, struct unit_key unit)
{
    return book_may_read(t, NULL, unit) ? STATUS_OK : book_may(t, ACCESS_READ, unit);
}

struct walk {
    struct book_tx *t;
    const struct entity *e;
    struct span holds;
    bool all;
    struct unit_key unit; /* asked about last */
    bool may;
};

static bool may_walk(struct walk *w, struct span key)
{
    struct unit_key u = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
    if (!w->all && !unit_eq(u, w->unit))
        w->may = book_may_read(w->t, w->e, u);
    w->unit = u;
    return w->all || w->may;
}

/* Unit by unit, jumping over the other entities of each, and over units that are not to be read. */
static enum status walk(struct walk *w, struct span prefix, book_each_fn fn, void *context)
{
    struct book_tx *t = w->t;
    unsigned want = (unsigned)w->e->id;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, prefix, 0);
    struct buf at = {0};
    struct span key, value;
    enum status s = STATUS_OK;
    while (s == STATUS_OK && store_next(c, &key, &value)) {
        unsigned tag = key.n > UNIT_KEY_LEN ? (uint8_t)key.p[UNIT_KEY_LEN] : 0;
        if (tag == want && may_walk(w, key)) {
            if (w->holds.n && !memmem(value.p, value.n, w->holds.p, w->holds.n))
                continue;
            struct record r;
            if (!store_verify(c) || record_decode(&r, key, value) != STATUS_OK) {
                store_tx_fail(t->tx, STATUS_CORRUPT);
                break;
            }
            s = fn(t, &r, context);
            record_release(&r);
            continue;
        }
        buf_reset(&at);
        buf_add(&at, key.p, UNIT_KEY_LEN);
        buf_addc(&at, tag < want ? (char)want : (char)0xFF);
        store_seek(c, buf_span(&at));
    }
    store_scan_end(c);
    buf_release(&at);
    if (s == STATUS_NOTFOUND)
        s = STATUS_OK;
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

enum status book_each_holding(struct book_tx *t, const struct entity *e, struct span prefix,
                              struct span holds, book_each_fn fn, void *context)
{
    struct walk w = {.t = t, .e = e, .holds = holds};
    return walk(&w, prefix, fn, context);
}

enum status book_each(struct book_tx *t, const struct entity *e, struct span prefix,
                      book_each_fn fn, void *context)
{
    return book_each_holding(t, e, prefix, (struct span){"", 0}, fn, context);
}

enum status book_each_any(struct book_tx *t, const struct entity *e, struct span prefix,
                          book_each_fn fn, void *context)
{
    struct walk w = {.t = t, .e = e, .all = true};
    return walk(&w, prefix, fn, context);
}
