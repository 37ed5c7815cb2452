/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A commune that several writers change at once, and what each of them has been told is on disk.
 *
 * Every writer owns WORLD_SLOTS households, known by their address ("o-3-7": writer 3, place 7),
 * and nobody else touches them. Before a save it notes what it is about to do (pending), after the
 * answer what it now may rely on. So at any moment the store must hold, of each slot, what was
 * acknowledged, or, of the one that is pending, that or what was asked for: nothing else.
 */
#ifndef TESTS_TORTURE_WORLD_H
#define TESTS_TORTURE_WORLD_H

#include "tests/torture/torture.h"

enum { WORLD_WRITERS = 8, WORLD_SLOTS = 10, WORLD_HAMLETS = 4, WORLD_YEAR = 2026 };

struct slot {
    uint64_t id; /* 0: there is none */
    int size, hamlet;
    int state; /* of its title, 0: none */
};

struct writer_notes {
    struct slot slot[WORLD_SLOTS];
    bool pending;
    int at; /* the slot that is pending */
    struct slot then;
    uint64_t saves, slowest_us;
};

struct world {
    struct writer_notes w[WORLD_WRITERS];
};

extern const struct caller world_who;

struct world *world_share(void); /* zeroed memory that children share; for the program's life */
void world_make(const char *db); /* the commune with its hamlets */
struct book *world_open(const char *db, bool read_only, struct detail *d); /* NULL: failed */

/* One random change by writer me. STATUS_OK: acknowledged and noted. */
enum status world_change(struct book *b, struct world *w, int me, uint64_t *seed, struct detail *d);

/* Compares what is stored with what was acknowledged. A writer's pending change is settled (done
 * or not) when `mine` is that writer, or -1 for all. Returns how many promises are broken, and says
 * the first in d. */
int world_compare(struct book *b, struct world *w, int mine, struct detail *d);

/* Is one snapshot in itself consistent? The figures from the packed columns are those of the
 * records, every title has its subject beside it, the audit chain holds. STATUS_CORRUPT with d. */
enum status world_snapshot(struct book *b, struct detail *d);

/* core's whole check. 0, or the number of faults with the first in d. */
int world_check(const char *db, struct detail *d);

#endif
