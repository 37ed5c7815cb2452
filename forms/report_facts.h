/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statistics of a year (entity yearfact) that are no title: people, members, school children.
 * What a total of a title is comes from core/progress alone; this knows no title.
 *
 * A commune's number is its own when it gave one, unless its hamlets' numbers come to more (as
 * core/progress does it); else the sum of its hamlets, and `hamlets` says how many have one.
 */
#ifndef FORMS_REPORT_FACTS_H
#define FORMS_REPORT_FACTS_H

#include "core/book.h"

enum fact {
    FACT_PEOPLE,
    FACT_MEMBERS,
    FACT_BRIEFED,
    FACT_BOARDS,
    FACT_POOR,
    FACT_SCHOOL_AGE,
    FACT_DROPPED_OUT,
    FACT_CANNOT_READ,
};
enum { FACT_N = FACT_CANNOT_READ + 1 };

struct facts_row {
    struct unit_key unit;
    int64_t n[FACT_N]; /* -1: not given */
};
struct facts {
    struct unit_key unit;
    struct facts_row *row;
    size_t n;
};
struct fact_sum {
    bool known;
    int64_t n;
    size_t hamlets; /* whose numbers it is the sum of; 0: the unit's own number */
};

/* Of a hamlet, or of a commune and the units inside it on that day. */
enum status facts_load(struct book_tx *t, struct unit_key unit, int year, day on,
                       struct facts *out) NODISCARD;
const char *facts_name(enum fact what); /* export name of the field: "people" */
void facts_release(struct facts *f);
int64_t facts_given(const struct facts *f, struct unit_key unit, enum fact what); /* by it; or -1 */
struct fact_sum facts_of_unit(const struct facts *f, enum fact what);             /* of the whole */
/* Of one hamlet. Of the commune itself: what its own number has above its hamlets', for the row
 * "cấp xã". */
struct fact_sum facts_of_row(const struct facts *f, struct unit_key unit, enum fact what);

#endif
