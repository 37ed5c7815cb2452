/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The work of a year that a unit's plan gives it (parts IV and VII), as task records: those not yet
 * in the book are offered, people create them and change them as they like. A task of the plan is
 * known again by its code, however its words were changed.
 *
 * In Hải Phòng two plans are in force: that of the campaign, and that of 2022 for Chương trình 387.
 * Of the second each kind of work is offered once, where that plan names it first, and its words
 * say that it is that plan's.
 *
 * Who and by when: as the plan says it. Where it names nobody it is the commune's; where it gives
 * no day, the year's last one, but the yearly report is due when the report is.
 */
#ifndef CORE_TASK_PLAN_H
#define CORE_TASK_PLAN_H

#include "core/book.h"
#include "core/plan_items.h"

struct task_offer {
    const struct plan_item *item;
    day due;
};
enum { TASK_OFFERS_MAX = 60 };

/* What the plan of the unit gives it in a year and the book does not have. *plan: whose (of the
 * campaign). */
enum status task_plan_missing(struct book_tx *t, struct unit_key unit, int year, enum plan *plan,
                              struct task_offer out[TASK_OFFERS_MAX], size_t *n) NODISCARD;
/* Creates them in one transaction; *made may be 0. The words are the plan's, in Vietnamese. */
enum status task_plan_create(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, size_t *made, struct detail *d) NODISCARD;

#endif
