/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/referrers.h"

#include <stdlib.h>

#include "core/book_private.h"
#include "core/column_cache.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

static void add(struct referrers *r, const struct entity *e, uint64_t id)
{
    r->v = mem_realloc_array(r->v, r->n + 1, sizeof *r->v);
    r->v[r->n++] = (struct referrer){e, id};
}

static void in_chunk(const struct column_chunk *c, const struct entity *e, unsigned field,
                     uint64_t id, struct referrers *out)
{
    unsigned width;
    const uint8_t *refs = column_chunk_field(c, e, field, &width);
    for (unsigned row = 0; row < c->n; row++) {
        uint64_t ref = 0;
        for (unsigned b = 0; b < width; b++)
            ref |= (uint64_t)refs[row * width + b] << 8 * b;
        if (ref == id)
            add(out, e, column_chunk_id(c, row));
    }
}

/* Subjects refer in packed columns. */
static void in_columns(struct book_tx *t, const struct entity *e, uint64_t id,
                       struct referrers *out)
{
    for (unsigned i = 0; i < e->n_fields; i++) {
        if (e->fields[i].type != &field_ref || !(e->fields[i].flags & FIELD_PACKED))
            continue;
        struct column_scan *scan =
            column_scan_begin(t->tx, BOOK_COLUMN, e->id, (struct span){"", 0});
        struct unit_key u;
        struct span bytes;
        struct column_chunk c;
        while (column_scan_next(scan, &u, &bytes))
            if (column_chunk_parse(bytes, &c))
                in_chunk(&c, e, i, id, out);
        column_scan_end(scan);
    }
}

struct pointing {
    uint64_t id;
    struct referrers *out;
};

/* Records without packed columns: the fund of a clan, an award, an officer's own record. */
static enum status in_record(struct book_tx *t, const struct record *r, void *context)
{
    struct pointing *p = context;
    (void)t;
    for (size_t i = 0; i < r->e->n_fields; i++) {
        const struct field_type *type = r->e->fields[i].type;
        if ((type == &field_subject || type == &field_ref) && (uint64_t)r->v[i].n == p->id) {
            add(p->out, r->e, r->id);
            break;
        }
    }
    return STATUS_OK;
}

static int by_entity(const void *x, const void *y)
{
    const struct referrer *a = x, *b = y;
    if (a->e->id != b->e->id)
        return a->e->id < b->e->id ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Who has stayed in two places has a row in each. */
static void drop_doubles(struct referrers *r)
{
    size_t kept = 0;
    if (r->n)
        qsort(r->v, r->n, sizeof *r->v, by_entity);
    for (size_t i = 0; i < r->n; i++)
        if (!kept || r->v[kept - 1].id != r->v[i].id)
            r->v[kept++] = r->v[i];
    r->n = kept;
}

enum status referrers_find(struct book_tx *t, uint64_t id, struct referrers *out)
{
    enum status s = STATUS_OK;
    *out = (struct referrers){0};
    struct pointing p = {id, out};
    if (t->columns) /* what this transaction has changed so far */
        column_cache_store(t->columns, t->tx);
    for (size_t k = 0; entity_at(k) && s == STATUS_OK; k++) {
        const struct entity *e = entity_at(k);
        if (e->subject)
            in_columns(t, e, id, out);
        else if (e->key == ENTITY_KEY_ID)
            s = book_each_any(t, e, (struct span){"", 0}, in_record, &p);
    }
    drop_doubles(out);
    return s;
}

void referrers_release(struct referrers *r)
{
    free(r->v);
    *r = (struct referrers){0};
}

void referrers_add_text(const struct referrers *r, struct buf *out)
{
    for (size_t i = 0, next; i < r->n; i = next) {
        for (next = i; next < r->n && r->v[next].e == r->v[i].e;)
            next++;
        buf_adds(out, i ? ", " : "");
        number_add_vn(out, (int64_t)(next - i));
        buf_addf(out, " %s", _(r->v[i].e->plural));
    }
}
