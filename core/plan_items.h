/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the plans of the campaign ask for, as facts: the themes of their part II, the criteria of
 * each target group in part III.1, the tasks of parts IV and VII. Every fact has one code of our
 * own and, for each plan, the item where it stands there; the wording is ours and short. Knows no
 * record.
 */
#ifndef CORE_PLAN_ITEMS_H
#define CORE_PLAN_ITEMS_H

#include "core/field.h"

/* Stored (checklist.plan): never renumbered. */
enum plan {
    PLAN_NATIONAL = 1,   /* with QĐ 1315/QĐ-TTg of 09/11/2023 */
    PLAN_HAI_PHONG = 2,  /* of the city, 2023, for the campaign */
    PLAN_LAI_CHAU = 3,   /* of the province, 12/2023 */
    PLAN_TRIEU_SON = 4,  /* KH 119/KH-UBND of 21/02/2024, thị trấn Triệu Sơn */
    PLAN_HAI_PHONG5 = 5, /* of the city, 2022, for Chương trình 387: tasks and targets only */
};
enum { PLANS = 5 };

/* Whom part III.1 speaks of. Stored (checklist.group). The letter differs from plan to plan: what
 * is g in one is e in another. */
enum plan_group {
    GROUP_DEPARTMENT = 1, /* bộ, sở, ban, ngành */
    GROUP_FRONT = 2,      /* Mặt trận, đoàn thể, hội */
    GROUP_PROVINCE = 3,
    GROUP_DISTRICT = 4, /* until 30/6/2025 */
    GROUP_COMMUNE = 5,
    GROUP_FAMILY = 6, /* households and clans */
    GROUP_ENTERPRISE = 7,
    GROUP_PERSON = 8,
    GROUP_OTHER = 9,   /* those outside, at home or abroad */
    GROUP_HAMLET = 10, /* of its own in Triệu Sơn only */
};
enum { PLAN_GROUPS = 10 };

/* For fields: what an activity serves, what a task comes from, whose criteria a checklist has. */
extern const struct choice plan_theme_choices[], plan_task_choices[], plan_group_choices[],
    plan_choices[];

/* The document itself: "Kế hoạch kèm QĐ 1315/QĐ-TTg ngày 09/11/2023"; translated. */
const char *plan_source(enum plan p);

/* ---- parts II, IV, VII: where a theme or a task stands ---- */

struct plan_item {
    enum plan plan;
    int code;         /* of plan_theme_choices or plan_task_choices */
    const char *item; /* "II.5", "VII.8" */
    int bullet;       /* which of its dashes; 0: the item itself */
    const char *who;  /* N_(): whom the plan names; NULL: everyone it is for */
    const char *note; /* N_(): what is odd about it; or NULL */
};
extern const struct plan_item plan_themes[], plan_tasks[]; /* by plan, then as in the plan */
extern const size_t plan_themes_n, plan_tasks_n;

/* The first item of that plan with that code; NULL: the plan has none. */
const struct plan_item *plan_theme_of(enum plan p, int code);
const struct plan_item *plan_task_of(enum plan p, int code);
/* Is it the work of a unit of that level? A commune has what a plan gives to every body and, since
 * 1/7/2025, what it gave to the districts; a hamlet what its own commune's plan gives to hamlets.
 */
bool plan_task_binds(const struct plan_item *i, enum unit_level level);
/* "mục VII.8, ý 2" */
void plan_item_add_place(const struct plan_item *i, struct buf *out);

/* ---- part III.1: what a target group must show ---- */

enum plan_criterion_kind {
    CRITERION_EVIDENCE,     /* a person says whether it is met, and with what evidence */
    CRITERION_TITLE,        /* holds a title of the program */
    CRITERION_CONTRIBUTION, /* has given work, ideas, goods or money */
};

/* The code is stored (checklist.items): never changed, never reused. The same criterion has the
 * same code in every plan. */
struct plan_criterion {
    const char *code; /* "family.1" */
    enum plan_group group;
    enum plan_criterion_kind kind;
    uint8_t title[2];      /* enum title_id: one of these; 0: none */
    uint8_t at[PLANS + 1]; /* by plan: which dash of the group it is; 0: not asked for there */
    const char *text;      /* N_() */
};
extern const struct plan_criterion plan_criteria[]; /* by group */
extern const size_t plan_criteria_n;

const struct plan_criterion *plan_criterion_by_code(struct span code); /* NULL: none */
/* The criteria of a group in a plan, as it lists them; how many. NULL for out: only counted. */
size_t plan_criteria_of(enum plan p, enum plan_group g, const struct plan_criterion **out);
enum { PLAN_CRITERIA_MAX = 8 }; /* of a group in a plan */
/* What is odd about it in that plan, and how it is read (a level that is misplaced, a dash that the
 * plan leaves out); translated. NULL: nothing. */
const char *plan_criterion_note(enum plan p, const struct plan_criterion *c);

/* "e"; "" when the plan gives no letters; NULL when it has no such group. */
const char *plan_group_letter(enum plan p, enum plan_group g);
/* Above the commune: its criteria are there to be read, no checklist is filled. */
bool plan_group_above(enum plan_group g);

#endif
