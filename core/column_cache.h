/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column sets a write transaction has touched: loaded once, changed in memory, stored at its
 * end. Only book.c, save*.c, rebuild.c and check.c use it.
 */
#ifndef CORE_COLUMN_CACHE_H
#define CORE_COLUMN_CACHE_H

#include "core/columns.h"

struct column_cache;

struct column_cache *column_cache_new(void);
/* Whose sets begin empty instead of as stored: for making all columns anew. */
struct column_cache *column_cache_new_empty(void);
void column_cache_free(struct column_cache *c);
/* The set, loaded when it is not there yet; valid until the cache is freed. */
struct column_set *column_cache_get(struct column_cache *c, struct store_tx *tx,
                                    enum entity_id entity, struct unit_key unit);
/* Drops the rows of a set that are just what the store has, so that a check of a province need not
 * hold them all; a later column_cache_get() reads them again. */
void column_cache_settle(struct column_cache *c, struct store_tx *tx, enum entity_id entity,
                         struct unit_key unit);
typedef void (*column_cache_fn)(void *context, const struct column_set *s);
void column_cache_each(const struct column_cache *c, column_cache_fn fn, void *context);
void column_cache_store(struct column_cache *c, struct store_tx *tx); /* every set */

#endif
