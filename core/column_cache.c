/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/column_cache.h"

#include <stdlib.h>

#include "locale/mem.h"

/* Open addressing; a batch touches some hundred sets at most. */
struct column_cache {
    struct column_set **slot;
    size_t n, size;
    bool empty; /* sets are not loaded */
};

struct column_cache *column_cache_new(void)
{
    struct column_cache *c = mem_alloc(sizeof *c);
    c->size = 16;
    c->slot = mem_alloc(c->size * sizeof *c->slot);
    return c;
}

struct column_cache *column_cache_new_empty(void)
{
    struct column_cache *c = column_cache_new();
    c->empty = true;
    return c;
}

void column_cache_free(struct column_cache *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->size; i++)
        if (c->slot[i]) {
            column_set_release(c->slot[i]);
            free(c->slot[i]);
        }
    free(c->slot);
    free(c);
}

static size_t hash(enum entity_id entity, struct unit_key u)
{
    uint64_t h = 1469598103934665603u ^ (uint64_t)entity;
    for (int i = 0; i < UNIT_KEY_LEN; i++)
        h = (h ^ (uint8_t)u.c[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

static struct column_set **find(struct column_cache *c, enum entity_id entity, struct unit_key u)
{
    size_t i = hash(entity, u) & (c->size - 1);
    while (c->slot[i] && (c->slot[i]->entity != entity || !unit_eq(c->slot[i]->unit, u)))
        i = (i + 1) & (c->size - 1);
    return &c->slot[i];
}

static void grow(struct column_cache *c)
{
    struct column_set **old = c->slot;
    size_t n = c->size;
    c->size *= 2;
    c->slot = mem_alloc(c->size * sizeof *c->slot);
    for (size_t i = 0; i < n; i++)
        if (old[i])
            *find(c, old[i]->entity, old[i]->unit) = old[i];
    free(old);
}

struct column_set *column_cache_get(struct column_cache *c, struct store_tx *tx,
                                    enum entity_id entity, struct unit_key unit)
{
    struct column_set **at = find(c, entity, unit);
    if (*at && (*at)->settled)
        column_set_load(tx, entity, unit, *at);
    if (*at)
        return *at;
    if (2 * ++c->n > c->size) {
        grow(c);
        at = find(c, entity, unit);
    }
    *at = mem_alloc(sizeof **at);
    if (c->empty)
        **at = (struct column_set){.e = entity_by_id(entity), .entity = entity, .unit = unit};
    else
        column_set_load(tx, entity, unit, *at);
    return *at;
}

void column_cache_settle(struct column_cache *c, struct store_tx *tx, enum entity_id entity,
                         struct unit_key unit)
{
    struct column_set *s = *find(c, entity, unit);
    size_t chunks;
    if (!s || s->settled || !s->n || !column_set_same(tx, s, &chunks))
        return;
    column_set_release(s);
    *s = (struct column_set){
        .e = entity_by_id(entity), .entity = entity, .unit = unit, .settled = chunks};
}

void column_cache_each(const struct column_cache *c, column_cache_fn fn, void *context)
{
    for (size_t i = 0; i < c->size; i++)
        if (c->slot[i])
            fn(context, c->slot[i]);
}

void column_cache_store(struct column_cache *c, struct store_tx *tx)
{
    for (size_t i = 0; i < c->size; i++)
        if (c->slot[i])
            column_set_store(tx, c->slot[i]);
}
