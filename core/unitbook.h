/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The units of the country as far as this store knows them: the 34 provinces of 2025 are built in;
 * communes, old units and their mapping come from official lists (`units import`); hamlets are
 * records of their own (entity hamlet) and lie below their commune by key.
 *
 * BOOK_UNIT, key = founding unit key: tagged value with name, type word, and dated lists of names,
 * parents and codes, valid from/to, and predecessors (founding key, share: whole or part).
 * BOOK_UNIT_CODE, key = scheme(1) code(5): founding keys that bear or bore the code, with dates.
 */
#ifndef CORE_UNITBOOK_H
#define CORE_UNITBOOK_H

#include "core/book.h"

struct unit_info {
    struct unit_key key;
    char name[128];           /* "Xã Triệu Sơn" */
    char type[32];            /* "Xã" */
    struct unit_key province; /* parent of a commune; zero when unknown */
    day from, to;             /* 0 = open */
    bool official;            /* from a list; else made by init or a hamlet record */
};

/* By founding key; hamlets from their records. STATUS_NOTFOUND. */
enum status unitbook_get(struct book_tx *t, struct unit_key key, struct unit_info *out) NODISCARD;
/* The unit that bears a code on a day (a code of another day's scheme finds its bearer then). */
enum status unitbook_by_code(struct book_tx *t, struct unit_key code, day on,
                             struct unit_key *out) NODISCARD;
/* The unit above: hamlet -> commune -> province -> VN; zero above VN. */
struct unit_key unitbook_parent(struct book_tx *t, struct unit_key u, day on);
/* Is hamlet or commune h inside u on that day? Follows dated parents; u may be a province or VN. */
bool unitbook_inside(struct book_tx *t, struct unit_key h, struct unit_key u, day on);

typedef enum status (*unitbook_fn)(struct book_tx *t, const struct unit_info *u, void *context);
enum status unitbook_each(struct book_tx *t, struct unit_key parent /* zero: all */, unitbook_fn fn,
                          void *context) NODISCARD;

#endif
