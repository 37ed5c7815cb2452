/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hot loops of progress: one chunk of packed columns against one counting day. It knows arrays
 * of bytes and days, no unit, no title, no store.
 *
 * Loops run over blocks of COUNT_LANES rows, with one byte a lane as counter: a chunk has at most
 * COLUMNS_CHUNK = 128 rows, so a lane counts to 8.
 */
#ifndef CORE_PROGRESS_COUNT_H
#define CORE_PROGRESS_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/columns.h"

enum { COUNT_LANES = 16 };

/* The days of a chunk's rows, filled up to a whole block of COUNT_LANES. born: the
 * first day of a birth date, 0 unknown; a row counts when born <= the day 18 years back. */
struct count_rows {
    unsigned n;
    bool ages;
    uint16_t from[COLUMNS_CHUNK], to[COLUMNS_CHUNK], born[COLUMNS_CHUNK];
    uint16_t from_max, to_min, born_max;
    unsigned blocks; /* of COUNT_LANES rows that are filled */
};

/* A counting day, and the day 18 years before it. */
struct count_day {
    uint16_t on, on18;
};
struct count_day count_day_make(day on);

/* Copies the days of c; born is a packed date column or NULL. */
void count_rows_init(struct count_rows *r, const struct column_chunk *c, const uint8_t *born);
/* n rows that are open at both ends, of any age: all there on every day. from, to and born are not
 * filled: with these bounds nobody looks at them. */
void count_rows_open(struct count_rows *r, unsigned n);
void count_rows_drop(struct count_rows *r, unsigned row); /* never there; then count_rows_bounds */
void count_rows_bounds(struct count_rows *r);

/* valid[i] = 1 when row i is there on the day, else 0, up to a whole block. Returns how many are.
 * *all tells that every row is (valid is not filled then). */
/* Is every row there on all days first..last? */
bool count_all_valid(const struct count_rows *r, struct count_day first, struct count_day last);
unsigned count_valid(const struct count_rows *r, struct count_day d, uint8_t valid[COLUMNS_CHUNK],
                     bool *all);

struct counts {
    unsigned registered, proposed, recognised, lost;
};

/* Counts n state bytes; valid may be NULL (all). before: the states of the year before, for lost
 * (recognised there, not here). state and before may be NULL: no row has any. */
struct counts count_states(const uint8_t *state, const uint8_t *before, const uint8_t *valid,
                           unsigned n);

#endif
