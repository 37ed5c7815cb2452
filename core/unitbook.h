/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The units of the country as far as this store knows them: the 34 provinces of 2025 are built in;
 * communes, old units and their mapping come from official lists (`units import`); hamlets are
 * records of their own (entity hamlet) and lie below their commune by key.
 *
 * BOOK_UNIT, key = founding unit key: one row a unit, see core/unitrow.h, which also knows the
 * predecessors and successors. BOOK_UNIT_CODE: codes that are not the founding one.
 */
#ifndef CORE_UNITBOOK_H
#define CORE_UNITBOOK_H

#include "core/book.h"

struct unit_info {
    struct unit_key key;
    char name[128];           /* "Xã Triệu Sơn" */
    char type[32];            /* "Xã"; of a hamlet its kind: "tổ dân phố" */
    struct unit_key province; /* parent of a commune; zero when unknown */
    day from, to;             /* 0 = open */
    bool official;            /* from a list; else made by init or a hamlet record */
};

/* By founding key; hamlets from their records. The name is that of the caller's day (the last one
 * of a unit that has ended). STATUS_NOTFOUND. */
enum status unitbook_get(struct book_tx *t, struct unit_key key, struct unit_info *out) NODISCARD;
/* Makes or changes a unit: name, province, from and to are taken as they are, what else is known of
 * it stays. For init, and for tests. Not for hamlets: they are records. */
void unitbook_put(struct book_tx *t, const struct unit_info *u);
/* The unit that bears a code on that day; when nobody does, the one that bore it nearest to it in
 * the same scheme. STATUS_NOTFOUND. */
enum status unitbook_by_code(struct book_tx *t, struct unit_key code, day on,
                             struct unit_key *out) NODISCARD;
/* The code u bears on a day, in the form of a key: of a hamlet that went over to another commune
 * its new one. */
struct unit_key unitbook_code(struct book_tx *t, struct unit_key u, day on);
/* unitbook_get() with the name of that day. */
enum status unitbook_get_on(struct book_tx *t, struct unit_key key, day on,
                            struct unit_info *out) NODISCARD;
/* Of a unit that has ended its last day, else today. */
day unitbook_last_day(struct book_tx *t, struct unit_key u);
bool unitbook_hamlet_exists(struct book_tx *t, struct unit_key u); /* by founding key */

/* The greatest number that a hamlet of the commune ever had, as founding key or as a later code;
 * unitbook_keep_number() in a write transaction for those that leave no trace. */
int unitbook_top_number(struct book_tx *t, struct unit_key commune);
void unitbook_keep_number(struct book_tx *t, struct unit_key commune, int n);

/* The commune a unit is in on a day: of a hamlet its own, of a commune that was merged (it has
 * ended) the one that took it over, else the commune itself. */
struct unit_key unitbook_commune(struct book_tx *t, struct unit_key u, day on);
/* Do two communes belong together: one became the other, or both became one (links of the official
 * mapping)? The new commune keeps the records of all the old ones, under their own codes. */
bool unitbook_kin(struct book_tx *t, struct unit_key a, struct unit_key b);
/* The unit above: hamlet -> commune -> province -> VN; zero above VN. A commune that was merged is
 * below the one that took it over. */
struct unit_key unitbook_parent(struct book_tx *t, struct unit_key u, day on);
/* Is hamlet or commune h inside u on that day? Follows dated parents; u may be a province or VN. h
 * is inside itself. */
bool unitbook_inside(struct book_tx *t, struct unit_key h, struct unit_key u, day on);
/* Does any hamlet or commune of the store have a dated parent or code? Else every hamlet lies under
 * its founding key. */
bool unitbook_hamlets_move(struct book_tx *t);

typedef enum status (*unitbook_fn)(struct book_tx *t, const struct unit_info *u, void *context);
/* The units right below parent, in key order: provinces of VN, communes of a province, hamlets of a
 * commune; those of a unit that has ended too, as on its last day. Zero: provinces and communes of
 * both schemes. fn may return STATUS_NOTFOUND to stop early (the result is then STATUS_OK). */
enum status unitbook_each(struct book_tx *t, struct unit_key parent, unitbook_fn fn,
                          void *context) NODISCARD;

/* The built-in name of a province, or NULL when there is none of that code. */
const char *unitbook_province_name(struct unit_key province);

#endif
