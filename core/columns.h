/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Packed columns: what progress, lists, grids and find scan instead of records.
 *
 * Per unit and subject entity there is one row (struct column_row) for every interval in which a
 * subject lived there with unchanged packed fields (a household that moved within the commune has
 * rows in both hamlets, never on the same day). Rows are sorted by (id, from) and cut into chunks
 * of COLUMNS_CHUNK; chunking is a pure function of the rows, so `check` rebuilds and compares
 * bytes.
 *
 * Key in BOOK_COLUMN and BOOK_NAME: entity(1) unit(9) chunk(2, big-endian). A chunk of BOOK_COLUMN:
 *   algorithm(1) n(1) first_year(1, since COLUMNS_YEAR0) years(1) titles(1) width of extra(1)
 *   open(1: 1 when every row is open at both ends, else 0) 0(1)
 *   then arrays of n: id(8) number(4) from(2) to(2) | each packed field in table order | for each
 *   title slot, for each year: one state byte. Little-endian. from 0 = open; to 65535 = open.
 * What is unknown packs to: number 0xFFFFFFFF, bool 0xFF, everything else 0 (spans too: the code of
 * the interval the row stands for). A bool of the entity's own making (organisation.counts) is
 * 0, 1. At 100 households and four years that is 24 + 4 bytes a row: a chunk stays in one 4 KiB
 * page. A chunk of BOOK_NAME: for each row the folded name (fold_search) and a NUL.
 */
#ifndef CORE_COLUMNS_H
#define CORE_COLUMNS_H

#include "core/entity.h"
#include "core/title.h"
#include "storage/store.h"

enum {
    COLUMNS_ALGORITHM = 2,
    COLUMNS_CHUNK = 128,
    COLUMNS_YEAR0 = 2021,
    COLUMNS_YEARS = 24,
    COLUMNS_SLOTS = 2,
    COLUMNS_EXTRA = 40, /* bytes of packed fields of a row */
    COLUMNS_OPEN = 65535,
};

struct column_row {
    uint64_t id;
    uint32_t number;
    uint16_t from, to; /* days; 0 and COLUMNS_OPEN are open */
    uint8_t extra[COLUMNS_EXTRA];
    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS];
    char *name; /* folded; owned by the set */
};

struct column_set {
    const struct entity *e; /* NULL for the pseudo entity commune */
    enum entity_id entity;
    struct unit_key unit;
    struct column_row *v;
    size_t n, cap;
    size_t settled;      /* column_cache_settle(): chunks of it; 0: the rows are here */
    uint32_t top_number; /* the greatest number seen here since the set was loaded */
    bool top_known;      /* it is not below that of records that are gone (save_number.c) */
};

/* All rows of a unit. Empty when there are none. */
void column_set_load(struct store_tx *tx, enum entity_id entity, struct unit_key unit,
                     struct column_set *out);
void column_set_store(struct store_tx *tx,
                      const struct column_set *s); /* writes changed chunks only */
void column_set_release(struct column_set *s);
struct column_row *column_set_find(struct column_set *s, uint64_t id); /* the first of that id */
void column_set_remove(struct column_set *s, uint64_t id);             /* all rows of that id */
/* row->name is not looked at; name is copied. */
struct column_row *column_set_insert(struct column_set *s, const struct column_row *row,
                                     const char *name);
/* The rows of the whole unit as chunk bytes: out[i] is chunk i. For check. The caller releases. */
size_t column_set_chunks(const struct column_set *s, struct buf **columns, struct buf **names);
/* Does the store hold just these rows? *chunks: in how many. For check. */
bool column_set_same(struct store_tx *tx, const struct column_set *s, size_t *chunks);

/* One chunk as it lies in the store; pointers into it. No check of the seal, but of the lengths. */
struct column_chunk {
    unsigned n;
    bool open; /* every row is there on every day: from and to need not be read */
    int first_year, years;
    const uint8_t *id, *number, *from, *to; /* arrays of n, little-endian */
    const uint8_t *extra;                   /* field arrays one behind the other */
    const uint8_t *state;                   /* slot, then year, n bytes each */
    unsigned slots;
};
bool column_chunk_parse(struct span bytes, struct column_chunk *out);
/* n state bytes of a slot and year; NULL when no row of the chunk has any. */
const uint8_t *column_chunk_state(const struct column_chunk *c, unsigned slot, int year);
uint64_t column_chunk_id(const struct column_chunk *c, unsigned row);
/* Where a packed field lies within a row's extra bytes (struct column_row) and how wide it is. */
unsigned column_extra_offset(const struct entity *e, unsigned field, unsigned *width);
/* The array of n values of a packed field. */
const uint8_t *column_chunk_field(const struct column_chunk *c, const struct entity *e,
                                  unsigned field, unsigned *width);

uint64_t column_pack(const struct record *r, size_t field); /* what a row's extra holds */

/* Chunks of one entity for all units whose key begins with prefix (e.g. "115664" a commune by its
 * founding code, "" everything), in key order; unit is set for each. */
struct column_scan;
struct column_scan *column_scan_begin(struct store_tx *tx, unsigned table, enum entity_id entity,
                                      struct span prefix);
bool column_scan_next(struct column_scan *s, struct unit_key *unit, struct span *bytes);
void column_scan_skip_unit(struct column_scan *s); /* go on with the next unit */
void column_scan_end(struct column_scan *s);

#endif
