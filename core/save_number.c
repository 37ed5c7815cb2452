/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running numbers ("số 27"): counted within a unit and entity, never given twice. What the rows of
 * a unit no longer tell, because the record with the greatest number was deleted or moved away, is
 * kept as a setting.
 */
#include <stdlib.h>

#include "core/column_cache.h"
#include "core/save_private.h"

static void setting_name(struct buf *name, const struct record *r)
{
    buf_addf(name, "number/%u/", (unsigned)r->e->id);
    buf_add_span(name, unit_span(&r->unit));
}

/* The rows of r's entity where it lies; their top number counts those that are gone as well. */
static struct column_set *numbered(struct book_tx *t, const struct record *r)
{
    struct column_set *set = column_cache_get(t->columns, t->tx, r->e->id, r->unit);
    struct buf name = {0}, top = {0};
    if (set->top_known)
        return set;
    setting_name(&name, r);
    if (book_setting(t, buf_str(&name), &top) && (uint32_t)atol(buf_str(&top)) > set->top_number)
        set->top_number = (uint32_t)atol(buf_str(&top));
    set->top_known = true;
    buf_release(&name);
    buf_release(&top);
    return set;
}

uint32_t save_next_number(struct book_tx *t, const struct record *r)
{
    if (r->e->id == ENTITY_HAMLET)
        return (uint32_t)unit_hamlet_number(r->unit);
    return numbered(t, r)->top_number + 1;
}

void save_keep_number(struct book_tx *t, const struct record *r)
{
    struct buf name = {0}, top = {0};
    buf_addf(&top, "%u", numbered(t, r)->top_number);
    setting_name(&name, r);
    book_set_setting(t, buf_str(&name), buf_span(&top));
    buf_release(&name);
    buf_release(&top);
}
