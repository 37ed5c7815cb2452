/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the records say somebody has given in a span of years: work, ideas and goods (entity
 * contribution), money (fund lines that are donations), initiatives. Award proposals and the
 * campaign's checklists are filled from it; it judges nothing.
 *
 * Who gave it is the record the line points to. Most lines have a name only: then it is the one
 * record of that name in that very place ("Gia đình ông Lê Văn Bình" is Lê Văn Bình); where there
 * are several of that name, or none, nobody is guessed and the giver stays a name.
 */
#ifndef CORE_MERIT_H
#define CORE_MERIT_H

#include "core/book.h"

enum merit_kind { MERIT_CONTRIBUTION, MERIT_MONEY, MERIT_INITIATIVE };

struct merit {
    enum merit_kind kind;
    uint64_t id;          /* of the record that says so, of merit_entity(kind) */
    struct unit_key unit; /* where that record lies */
    struct pdate date;    /* its year is known */
    enum entity_id giver; /* ENTITY_NONE: a name only */
    uint64_t giver_id;    /* 0: a name only */
    bool outside;         /* said to be from outside the commune */
    int64_t money;        /* MERIT_MONEY: đồng */
    char *name;           /* as the line says it */
    char *what;           /* "12 ngày công"; may be "" */
};
struct merits {
    struct merit *v;
    size_t n;
};

enum entity_id merit_entity(enum merit_kind k);

/* Lines dated first..last, as they come; a line without a year is in no span. What the caller may
 * not read is left out; zero unit: all of it. STATUS_DENIED when that is everything. */
enum status merits_load(struct book_tx *t, struct unit_key unit, int first, int last,
                        struct merits *out) NODISCARD;
void merits_release(struct merits *m);

/* "12 ngày công (05/09/2026)", "nộp quỹ 500.000 đồng (2026)" */
void merit_add_text(const struct merit *m, struct buf *out);

#endif
