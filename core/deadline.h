/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By when the report of a year is due, and to whom. "Trước ngày X" in a plan means that X-1 is the
 * last safe day: both are always shown.
 *
 * The plans' dates are data (deadline.c), each with whom it binds. Where no plan dates a level,
 * five working days before the level above are proposed and marked "đề xuất":
 *
 *     country before 15/12 <- commune of Thanh Hóa: proposed before 08/12/2026
 *                          <- commune of Hải Phòng: before 05/12 <- its hamlets: proposed 30/11
 *
 * The plans were written for the districts; since 1/7/2025 the commune reports in their place.
 * Working days are Monday to Friday: no public holiday that is fixed by law falls in these weeks.
 */
#ifndef CORE_DEADLINE_H
#define CORE_DEADLINE_H

#include "core/book.h"

enum deadline_level {
    DEADLINE_HAMLET,   /* to the commune */
    DEADLINE_COMMUNE,  /* to the departments of the province */
    DEADLINE_PROVINCE, /* to the ministries */
};

struct deadline_rule {
    struct unit_key unit; /* binds what lies inside it */
    enum deadline_level level;
    int month, mday;    /* before this day of every year */
    const char *to;     /* N_() */
    const char *source; /* N_() */
};
extern const struct deadline_rule deadline_rules[];
extern const size_t deadline_rules_n;

struct deadline {
    enum deadline_level level;
    day before; /* as the plan says it */
    day last;   /* the last safe day: before - 1 */
    bool proposed;
    const char *to;     /* N_() */
    const char *source; /* N_(); of a proposed one that of the level above */
};

/* units: the reporting unit first, then what it lies in. The country has a date, so there is always
 * one. */
void deadline_find(const struct unit_key *units, size_t n, enum deadline_level level, int year,
                   struct deadline *out);
/* Of the report of a hamlet, commune or province in that year. */
enum status deadline_of(struct book_tx *t, struct unit_key unit, int year,
                        struct deadline *out) NODISCARD;

day deadline_workdays_before(day d, int n);
/* "thứ Bảy", "Chủ nhật"; translated. */
const char *deadline_weekday(day d);
/* "Báo cáo năm nộp trước ngày 06/12/2026: còn 13 ngày, hạn chót là thứ Bảy 05/12." */
void deadline_add_sentence(const struct deadline *d, day today, struct buf *out);

#endif
