/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By when a report is due, and to whom. "Trước ngày X" in a plan means that X-1 is the last safe
 * day: both are always shown.
 *
 * The dates of the five plans are data (deadline.c), each with whom it binds; records (entity
 * deadline) say more of them, or other ones. A rule binds every unit of its level inside its unit.
 * What stands nearest to the reporting unit is valid; at one unit a record for that very year goes
 * before one for every year, and a record before the plan's date. Where nobody dates a level, five
 * working days before the level above are proposed and marked "đề xuất":
 *
 *     country before 15/12 <- commune of Thanh Hóa: proposed before 08/12/2026
 *                          <- commune of Hải Phòng: before 05/12 <- its hamlets: proposed 30/11
 *
 * The plans date the yearly report by a day, and the reviews by a year: sơ kết in 2025 and tổng kết
 * in 2030, on any day of it, so 31/12 is the last safe one. What they date by a quarter (Chương
 * trình 387 in Hải Phòng) is said in words. The plans were written for the districts; since
 * 1/7/2025 the commune reports in their place. Working days are Monday to Friday: no public holiday
 * that is fixed by law falls in these weeks.
 */
#ifndef CORE_DEADLINE_H
#define CORE_DEADLINE_H

#include "core/book.h"
#include "core/entity_codes.h"

/* Stored (deadline.level) plus one. */
enum deadline_level {
    DEADLINE_HAMLET,     /* to the commune */
    DEADLINE_COMMUNE,    /* to the departments of the province */
    DEADLINE_PROVINCE,   /* to the ministries */
    DEADLINE_DEPARTMENT, /* bodies of the province or the commune: dated by records only */
};

struct deadline_rule {
    struct unit_key unit; /* binds what lies inside it */
    enum deadline_level level;
    enum report_kind report;
    int year;           /* of the report; 0: every year */
    int month, mday;    /* before this day of the report's year; 0: some day of that year */
    const char *who;    /* N_(): whom, when it is not simply the level; or NULL */
    const char *to;     /* N_(); NULL: the plan does not say */
    const char *source; /* N_() */
};
extern const struct deadline_rule deadline_rules[];
extern const size_t deadline_rules_n;

struct deadline {
    bool known; /* false: nobody dates this report (never so of the yearly one, nor of a
                 * review in its year) */
    enum deadline_level level;
    enum report_kind report;
    day before; /* as the plan says it */
    day last;   /* the last safe day: before - 1 */
    bool proposed;
    uint64_t id;     /* the record that says so; 0: a plan */
    const char *who; /* whom it binds: the level, or in the plan's words; translated */
    /* In Vietnamese, for they are also kept (submission.to); a screen shows _(to). */
    char to[200];
    char source[200]; /* of a proposed one that of the level above */
};

/* By the plans alone. units: the reporting unit first, then what it lies in. The country has a
 * date, so there is always one. */
void deadline_find(const struct unit_key *units, size_t n, enum deadline_level level, int year,
                   struct deadline *out);
/* Of the yearly report of a hamlet, commune or province in that year. */
enum status deadline_of(struct book_tx *t, struct unit_key unit, int year,
                        struct deadline *out) NODISCARD;
/* Of any report. */
enum status deadline_of_report(struct book_tx *t, struct unit_key unit, enum report_kind report,
                               int year, struct deadline *out) NODISCARD;
/* Those that a person at that unit has to mind, the known ones, yearly first: in a hamlet its own;
 * in a commune its own, its hamlets' and, when a record dates them, its departments'; of a province
 * its own, its communes' and its departments'. */
enum { DEADLINES_MAX = 16 };
enum status deadline_list(struct book_tx *t, struct unit_key unit, int year,
                          struct deadline out[DEADLINES_MAX], size_t *n) NODISCARD;

day deadline_workdays_before(day d, int n);
/* "thứ Bảy", "Chủ nhật"; translated. */
const char *deadline_weekday(day d);
/* "thôn, tổ dân phố"; translated. */
const char *deadline_level_label(enum deadline_level level);
/* "báo cáo năm"; translated. */
const char *deadline_report_label(enum report_kind report);
/* "Báo cáo năm nộp trước ngày 06/12/2026: còn 13 ngày, hạn chót là thứ Bảy 05/12."; of a year that
 * is over "Báo cáo năm 2026 phải nộp trước ..". */
void deadline_add_sentence(const struct deadline *d, day today, struct buf *out);

#endif
