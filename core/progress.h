/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress of titles, computed from packed columns. The rules, of a title, a unit and a year Y:
 *
 * counting day   31/12/Y; this year today; a later Y is a usage error. A record without a first day
 *                counts as always valid.
 * total          the number that a yearfact declares, else the records valid on that day. More
 *                records than declared: they count, and the line is marked.
 * registered     subjects in total with a title record of Y in any state but withdrawn
 * proposed       proposed or later, neither withdrawn nor refused
 * recognised     recognised, not revoked, and in term (a title may count for years); decided = of Y
 * rate           recognised / total, half up to 2 decimals; reached is told from the integers
 * moved          had a record of Y and left before the counting day: in no other figure
 * target         of the unit or the nearest above it for Y itself, never interpolated; goal = that
 *                of the end of the phase
 *
 * recognised <= registered <= total always, and the rows by hamlet add up to the commune. For a day
 * before the unit existed it is the sum of its present hamlets.
 */
#ifndef CORE_PROGRESS_H
#define CORE_PROGRESS_H

#include "core/book.h"
#include "core/title.h"

/* What a line of progress is about: a title, or an indicator computed from several. Stored in
 * targets: never reused. The first TITLE_MAX equal enum title_id. */
enum indicator {
    INDICATOR_FAMILY = 1,
    INDICATOR_CLAN = 2,
    INDICATOR_COMMUNITY = 3,
    INDICATOR_ORGANISATION = 4,
    INDICATOR_CITIZEN = 5,
    INDICATOR_COMMUNE = 6,
    INDICATOR_ORGANISATION2 = 7,
    INDICATOR_CITIZEN_WORKER = 8,
    INDICATOR_CITIZEN_STAFF = 9,
    INDICATOR_OFFICER_MANAGEMENT = 10,
    INDICATOR_OFFICER_IT = 11,
    INDICATOR_OFFICER_BRIEFED = 12,
    INDICATOR_MAX = 12,
};
extern const struct choice indicator_choices[]; /* name = JSON's "title" */

struct progress_target {
    bool known;
    int32_t hundredths; /* 7000 = 70 % */
    int year;
    char source[160];
    char reason[160];     /* why it is another than of the unit above; or "" */
    struct unit_key unit; /* whose target it is */
};

/* gap in hundredths of a percentage point; valid only when rate_known and the target is known. */
struct progress_line {
    enum indicator indicator;
    bool total_known; /* false: "null" (unknown staff numbers) */
    int64_t total, registered, proposed, recognised, decided;
    bool declared;           /* total is a statistic, not the list */
    bool more_than_declared; /* the list is longer than the statistic: records count */
    int64_t moved;           /* had a title record of the year and left before the counting day */
    int64_t owing; /* citizen_staff: organisations that hold the title and gave no staff number */
    bool rate_known;
    int32_t rate, registered_rate; /* hundredths of a percent, half up */
    bool percent;                  /* false: one hamlet's community, a commune: "đạt / chưa" */
    bool reached;                  /* recognised * 100 >= target * total, target known */
    struct progress_target target;
    int32_t gap;
    int64_t needed;
    struct progress_target goal; /* the end of the phase */
    int32_t goal_gap;
    int64_t goal_needed;
    int64_t lost; /* recognised in Y-1, still valid, not in Y */
};

struct progress {
    struct unit_key unit;
    struct unit_key code; /* which it bears on the counting day */
    char name[128];       /* of that day */
    int year;
    day as_of;
    bool closed;            /* the year is closed: lost counts */
    bool present_territory; /* a day before the unit existed: its present hamlets' sum */
    char fingerprint[8];    /* "7K3-M9Q" */
    struct progress_line line[INDICATOR_MAX + 1];
    size_t n; /* lines, in the order in which they are shown */
};

/* The indicators about officers, from their records (entity officer) and the figures of the year;
 * they stand among the lines when such records are there. They are no titles: registered, proposed
 * and recognised are one number. On the counting day:
 *
 * officer_management  of the chairs and vice chairs of the commune's Association (Hội Khuyến học),
 *                     those in the management of the learning centre: by centre_from and centre_to
 *                     of their record, or by a record of the same person as its head or deputy
 * officer_it          of all officers of the commune's Association, those trained in information
 *                     technology in Y or in an earlier year: what is learned is not lost
 * officer_briefed     of the officers of the Association, commune and hamlets, and its members,
 *                     those briefed in Y itself: officers by name, members by the yearfact's
 *                     members and members_briefed. An officer is a member too: where both are
 *                     known the larger number counts, not their sum, of a unit each; unless the
 *                     yearfact says that its members are without the officers (officers_apart). The
 *                     hamlets' numbers add up; a commune's number above their sum is its own
 *
 * A person who stands twice on a day is one. Source: Hải Phòng's plan of 2022, part II.2. */

/* year > year of who->today: STATUS_USAGE. */
enum status progress_of(struct book_tx *t, struct unit_key unit, int year,
                        struct progress *out) NODISCARD;

/* Per hamlet (and row 000 "cấp xã", last) of a commune; the caller frees *out. Rows add up. */
enum status progress_by_hamlet(struct book_tx *t, struct unit_key commune, int year,
                               struct progress **out, size_t *n) NODISCARD;

enum phase { PHASE_1 = 1, PHASE_2 = 2, PHASE_ALL = 3 };

struct phase_line {
    enum indicator indicator;
    struct progress_target goal;
    bool pace_known;
    int32_t pace; /* hundredths of a point a year */
    int years_left;
    int64_t every_year; /* subjects recognised in every year of the phase so far */
    int64_t not_again;  /* of the open year: recognised in the year before, not yet in it */
};
struct progress_phase {
    enum phase phase;
    int first, last;       /* years of the phase */
    struct progress *year; /* years up to this one */
    size_t n;
    struct phase_line line[INDICATOR_MAX + 1];
    size_t lines;
};
enum status progress_phase_of(struct book_tx *t, struct unit_key unit, enum phase phase,
                              struct progress_phase *out) NODISCARD;
void progress_phase_release(struct progress_phase *p);

/* The records behind a number. state: registered, proposed, recognised or missing (in total, not
 * recognised), or moved (in no figure). fn gets the subject and its title record of the year (NULL
 * when it has none). */
enum explain_state {
    EXPLAIN_TOTAL,
    EXPLAIN_REGISTERED,
    EXPLAIN_PROPOSED,
    EXPLAIN_RECOGNISED,
    EXPLAIN_MISSING,
    EXPLAIN_MOVED, /* had a record of the year and left before the counting day */
};
typedef enum status (*explain_fn)(struct book_tx *t, const struct record *subject,
                                  const struct record *title, void *context);
enum status progress_explain(struct book_tx *t, struct unit_key unit, enum indicator what, int year,
                             enum explain_state state, explain_fn fn, void *context) NODISCARD;

/* Only who they are, in the order of places, without reading their records. The caller frees *out.
 * Nobody for a commune: it has no record. */
struct explain_who {
    uint64_t id;
    struct unit_key unit; /* where it was on the counting day */
};
enum status progress_explain_ids(struct book_tx *t, struct unit_key unit, enum indicator what,
                                 int year, enum explain_state state, struct explain_who **out,
                                 size_t *n) NODISCARD;
/* 31/12, in this year today. */
day progress_day(int year, day today);

/* recognised * 100 >= target * total, in integers (target in hundredths of a percent). */
bool progress_reached(int64_t recognised, int64_t total, int32_t target);
/* max(0, ceil(target * total / 100) - recognised) */
int64_t progress_needed(int64_t recognised, int64_t total, int32_t target);

#endif
