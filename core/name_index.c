/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/name_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/book.h"
#include "core/bytemap.h"
#include "locale/mem.h"

/* The ids that belong to a chunk of names: they lie under the same key. */
static bool ids_of(struct store_tx *tx, enum entity_id e, struct unit_key u, size_t chunk,
                   struct buf *key, struct column_chunk *out)
{
    struct span value;
    buf_reset(key);
    buf_addc(key, (char)e);
    buf_add_span(key, unit_span(&u));
    key_add_u16(key, (unsigned)chunk);
    return store_get(tx, BOOK_COLUMN, buf_span(key), &value) && column_chunk_parse(value, out);
}

void name_each(struct store_tx *tx, enum entity_id e, struct span prefix, name_fn fn, void *context)
{
    struct column_scan *s = column_scan_begin(tx, BOOK_NAME, e, prefix);
    struct unit_key u, last = {0};
    struct span bytes;
    struct buf key = {0};
    size_t chunk = 0;
    while (column_scan_next(s, &u, &bytes)) {
        struct column_chunk c;
        chunk = unit_eq(u, last) ? chunk + 1 : 0;
        last = u;
        if (!ids_of(tx, e, u, chunk, &key, &c))
            continue;
        for (unsigned row = 0; row < c.n && bytes.n; row++) {
            const char *end = memchr(bytes.p, 0, bytes.n);
            if (!end)
                break;
            size_t n = (size_t)(end - bytes.p);
            fn(context, (struct span){bytes.p, n}, u, column_chunk_id(&c, row));
            bytes.p += n + 1, bytes.n -= n + 1;
        }
    }
    column_scan_end(s);
    buf_release(&key);
}

struct name_row {
    uint64_t id;
    struct unit_key unit;
    uint32_t next; /* row + 1; 0 = the last with this name */
};

struct name_index {
    struct bytemap names;
    struct name_row *row;
    uint32_t *first, *last; /* row + 1, by name */
    size_t n, cap, cap_names;
};

static void add(void *context, struct span name, struct unit_key unit, uint64_t id)
{
    struct name_index *x = context;
    bool added;
    uint32_t i = bytemap_add(&x->names, name, &added);
    if (i >= x->cap_names) {
        x->cap_names = x->cap_names ? x->cap_names * 2 : 256;
        x->first = mem_realloc_array(x->first, x->cap_names, sizeof *x->first);
        x->last = mem_realloc_array(x->last, x->cap_names, sizeof *x->last);
    }
    if (x->n == x->cap) {
        x->cap = x->cap ? x->cap * 2 : 256;
        x->row = mem_realloc_array(x->row, x->cap, sizeof *x->row);
    }
    x->row[x->n++] = (struct name_row){.id = id, .unit = unit};
    if (added)
        x->first[i] = (uint32_t)x->n;
    else
        x->row[x->last[i] - 1].next = (uint32_t)x->n;
    x->last[i] = (uint32_t)x->n;
}

struct name_index *name_index_new(struct store_tx *tx, enum entity_id e)
{
    struct name_index *x = mem_alloc(sizeof *x);
    name_each(tx, e, (struct span){"", 0}, add, x);
    return x;
}

void name_index_free(struct name_index *x)
{
    if (!x)
        return;
    bytemap_release(&x->names);
    free(x->row);
    free(x->first);
    free(x->last);
    free(x);
}

void name_index_each(const struct name_index *x, struct span name, name_fn fn, void *context)
{
    uint32_t i = bytemap_find(&x->names, name);
    for (uint32_t k = i == BYTEMAP_NONE ? 0 : x->first[i]; k; k = x->row[k - 1].next)
        fn(context, name, x->row[k - 1].unit, x->row[k - 1].id);
}
