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

#endif
