/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the plan: units_merge_plan.c (what the book has, the order of things),
 * units_merge_commune.c, units_merge_hamlet.c. Nobody else includes it.
 */
#ifndef CORE_UNITS_MERGE_PRIVATE_H
#define CORE_UNITS_MERGE_PRIVATE_H

#include "core/units_merge.h"

struct merge_hamlet {
    struct unit_key key;
    uint64_t id;
    day from, to;
    int kind;
    const char *name; /* of today */
    bool touched;
};

struct merge_planner {
    struct book_tx *t;
    const struct merge_input *in;
    struct merge_plan *plan;
    struct merge_hamlet *hamlet; /* of the book, in the order of their keys */
    size_t hamlets;
    struct unit_key *commune; /* that hold or held something of this book, ascending */
    size_t communes;
    const struct merge_row **row; /* of the map: by old unit, then as given */
    enum status failed;
};

/* All rows of one old unit: n of them. */
void merge_plan_commune(struct merge_planner *p, const struct merge_row *const *r, size_t n);
void merge_plan_hamlet(struct merge_planner *p, const struct merge_row *const *r, size_t n);
/* New codes for the hamlets that go over, once all is planned. */
void merge_plan_codes(struct merge_planner *p);

struct merge_step *merge_add_step(struct merge_planner *p, enum merge_act act, struct unit_key unit,
                                  day from);
void merge_refuse(struct merge_planner *p, const struct merge_row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
struct merge_question *merge_ask(struct merge_planner *p, struct unit_key code,
                                 const char *unit_name);
/* The answer about a unit or, with a number, about what lies in it; NULL: none was given. */
const struct merge_answer *merge_answer_of(const struct merge_planner *p, struct unit_key code,
                                           enum entity_id entity, uint32_t number, bool only);
void merge_answer_refuse(struct merge_planner *p, const struct merge_answer *a, const char *text);
struct merge_hamlet *merge_hamlet_of(struct merge_planner *p, struct unit_key key);
bool merge_same_digits(struct unit_key a, struct unit_key b);
void merge_count(struct merge_planner *p, struct unit_key unit, struct merge_counts *n);
void merge_add_link(struct merge_planner *p, struct merge_link l);
struct merge_fresh *merge_fresh_of(struct merge_planner *p, struct unit_key key);
struct merge_fresh *merge_add_fresh(struct merge_planner *p, struct unit_key key, day from,
                                    const char *name);

#define MERGE_PUSH(array, n)                                                                       \
    ((array) = mem_realloc_array((array), (n) + 1, sizeof *(array)),                               \
     memset(&(array)[n], 0, sizeof *(array)), &(array)[(n)++])

#endif
