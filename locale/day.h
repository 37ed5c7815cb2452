/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days of the Gregorian calendar, and dates as people know them.
 *
 * A `day` counts from 1900-01-01 = 1; 0 means "none" (no bound). It fits 16 bits until 2079, which
 * is what the packed columns store.
 * A `pdate` (partial date) is what a form holds: a full date, a year alone ("1970"), about a year
 * ("~1970"), or unknown (all zero). A year alone is never 1 January.
 */
#ifndef LOCALE_DAY_H
#define LOCALE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/buf.h"

typedef int32_t day;

#define DAY_MAX 65535 /* 2079-06-06: packed columns hold a day in 16 bits */

struct pdate {
    int16_t year;       /* 0 = unknown */
    uint8_t month, day; /* 0, 0 = a year alone */
    bool about;         /* "~1970"; only with a year alone */
};

enum { DAY_YEAR_MIN = 1850, DAY_YEAR_MAX = 2078 };

bool day_valid(int year, int month, int mday); /* 1850..2078, real days only */
day day_make(int year, int month, int mday);   /* a valid date; may be <= 0 before 1900 */
void day_split(day d, int *year, int *month, int *mday);
struct pdate pdate_of_day(day d);
int day_year(day d);
int day_weekday(day d);                             /* 0 = Sunday .. 6 = Saturday */
day day_today(void);                                /* by the real clock, Vietnamese time (UTC+7) */
day day_of_seconds(int64_t seconds);                /* the same of seconds since 1970 */
void day_add_clock(struct buf *b, int64_t seconds); /* "14:05" */
void day_add_time_iso(struct buf *b, int64_t seconds); /* "2026-11-22T14:05:00+07:00" */

/* "YYYY-MM-DD" exactly. false when it is none. */
bool day_parse_iso(struct span s, day *out);
void day_add_iso(struct buf *b, day d); /* appends YYYY-MM-DD */
void day_add_vn(struct buf *b, day d);  /* appends dd/mm/yyyy */

/* What people type: 28/9/2026, 28-9-2026, 28.9.2026, 28092026, 2026-09-28, 1970, ~1970; blanks
 * around are ignored, the empty string is unknown. false when it is none of these or no real day.
 */
bool pdate_parse(struct span s, struct pdate *out);
void pdate_add_iso(struct buf *b, struct pdate d); /* 2026-09-28, 1970, ~1970, nothing */
void pdate_add_vn(struct buf *b, struct pdate d);  /* 28/09/2026, 1970, ~1970, nothing */
bool pdate_known(struct pdate d);
int pdate_cmp(struct pdate a,
              struct pdate b); /* by time, unknown first, year alone before its days */
/* The first day the date may mean (1 January of a year alone); 0 when unknown. */
day pdate_first(struct pdate d);
/* The last day the date may mean (31 December of a year alone); 0 when unknown. */
day pdate_last(struct pdate d);

#endif
