/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folded names of a unit's or everybody's subjects, as the name chunks of the packed columns
 * hold them (core/columns.h): walked, or put into a map when many are looked up in a row. Knows
 * nothing of what a match is worth (book_resolve.c).
 */
#ifndef CORE_NAME_INDEX_H
#define CORE_NAME_INDEX_H

#include "core/columns.h"

/* One row: a subject that lived in two hamlets comes twice. name ends in NUL. */
typedef void (*name_fn)(void *context, struct span name, struct unit_key unit, uint64_t id);

/* Rows of the units whose key begins with prefix, in key order. */
void name_each(struct store_tx *tx, enum entity_id e, struct span prefix, name_fn fn,
               void *context);

/* All names of an entity as they are now; later changes are not seen. */
struct name_index;
struct name_index *name_index_new(struct store_tx *tx, enum entity_id e);
void name_index_free(struct name_index *x); /* NULL is fine */
/* The rows with just that name, in key order. */
void name_index_each(const struct name_index *x, struct span name, name_fn fn, void *context);

#endif
