/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Judging: a set, marks, what is measured, and who is judged, to a result. Pure; it reads no record
 * and writes nothing.
 *
 * Points. The sum of the marks, over the total. A criterion that concerns nobody gives full marks,
 * none, or is left out together with its max, and the rest is rescaled to the total (half up); so
 * is one whose condition does not hold. The title is blocked, whatever the sum, by a mandatory
 * criterion without points, by a mark below the criterion's floor, and by a mandatory measured
 * criterion below its threshold.
 * A measured criterion gives full marks at its threshold (without one at 100 %), below it in
 * proportion, half up; with `whole` none. While it cannot be measured (no list of people) its mark
 * is typed.
 *
 * Checklist. Level 1 when every criterion that level 1 asks for is met at level 1 or better, level
 * 2 likewise. A figure is held against the thresholds; one that is not known decides nothing. A
 * level 2 less than upgrade_months after level 1 was recognised is level 1.
 *
 * complete: no mark is missing. Without that there is a sum, but no verdict; blocked holds at once.
 */
#ifndef CORE_CRITERIA_EVAL_H
#define CORE_CRITERIA_EVAL_H

#include "core/criteria.h"
#include "core/criteria_marks.h"

enum criteria_side { CRITERIA_SELF, CRITERIA_REVIEW }; /* review: decides; self where it is empty */

enum criteria_state {
    CRITERIA_ITEM_OK,
    CRITERIA_ITEM_LESS,    /* points: below max; nothing wrong */
    CRITERIA_ITEM_OPEN,    /* no mark yet */
    CRITERIA_ITEM_BLOCKS,  /* mandatory, floor, or a checklist's target not met */
    CRITERIA_ITEM_WRONG,   /* the mark is none of this criterion: too high, no level */
    CRITERIA_ITEM_OUT,     /* does not concern this subject, or nobody and left out */
    CRITERIA_ITEM_UNKNOWN, /* checklist: met at level 1, level 2 is not known from the text */
};

struct criteria_item {
    enum criteria_state state;
    bool measured;     /* points come from the records */
    int32_t points;    /* that count, in hundredths; of a checklist 100 times the level */
    int64_t part_more; /* measured: how many more of the whole for the threshold; else 0 */
};

/* Who is judged: what conditions and terms ask for. */
struct criteria_subject {
    bool school;
    int level_before;  /* checklist: the level recognised before, 0 none */
    day before, today; /* when that was decided */
};

struct criteria_result {
    struct criteria_item *item; /* set->n; the caller of criteria_judge() frees */
    bool complete, blocked, recognised;
    bool too_early;  /* level 2 is met, but its time has not come: level_on */
    day level_on;    /* the first day on which level 2 may be asked for */
    size_t open;     /* items without a mark */
    size_t blocking; /* items that block */
    int32_t score;   /* points: of the total, rescaled */
    size_t band;     /* index; only when there are bands */
    int level;       /* checklist: 0, 1, 2 */
    int32_t lacking; /* points to the lowest recognised band; 0 when reached */
    size_t unmet[2]; /* checklist: targets not met of each level */
};

/* share: one per criterion of the set; not known where nothing is measured. NULL: none at all, then
 * those that the marks hold are taken (a finished assessment). */
void criteria_judge(const struct criteria_set *s, const struct criteria_marks *marks,
                    const struct criteria_share *share, const struct criteria_subject *who,
                    enum criteria_side side, struct criteria_result *out);
void criteria_result_release(struct criteria_result *r);

/* Points of a measured criterion. */
int32_t criteria_points_of(const struct criterion *c, const struct criteria_share *s);
/* Is this mark one of the criterion? */
bool criteria_mark_fits(const struct criterion *c, struct criteria_mark m);

/* "Khá", "mức độ 1"; nothing when there is none. As title.grade keeps it, untranslated. */
void criteria_add_grade(const struct criteria_set *s, const struct criteria_result *r,
                        struct buf *out);
/* "85,5 trên 100 điểm: Tốt"; "mức độ 1: còn 2 tiêu chí" */
void criteria_add_result(const struct criteria_set *s, const struct criteria_result *r,
                         struct buf *out);
/* What is missing, the gravest first: "bắt buộc G1.1; còn thiếu 3,5 điểm; chưa chấm G2.3, G3.1".
 * Nothing when nothing is. */
void criteria_add_missing(const struct criteria_set *s, const struct criteria_result *r,
                          struct buf *out);

#endif
