/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The campaign's own criteria (part III.1 of the plans) of one subject in one year: which plan's
 * they are, and whether each is met. A title and a contribution are known from the records and
 * never ticked by hand; the rest is said by people, with evidence, in record "checklist". They feed
 * award proposals and nothing else: no title, no progress, no points.
 *
 * Stored (checklist.items): a line "family.1 TAB 100 TAB evidence" each, 0 for "chưa".
 */
#ifndef CORE_CHECKLIST_H
#define CORE_CHECKLIST_H

#include "core/book.h"
#include "core/plan_items.h"
#include "core/title.h"

/* Whose plan binds a unit of this book: its own commune's, else its province's, else the national
 * one. commune may be of either scheme. */
enum plan checklist_plan(struct unit_key commune, struct unit_key province);

/* What the records say of the subject in that year. */
struct checklist_facts {
    bool title;    /* holds a title of those that the group's criteria name */
    size_t merits; /* contributions and donations */
};

/* Computed criteria are not for people to tick. */
bool checklist_computed(const struct plan_criterion *c);
/* The mark and evidence of a criterion in stored items; false: none is there. evidence borrows. */
bool checklist_mark(struct span items, const char *code, bool *met, struct span *evidence);
/* items with the mark of one criterion put in; evidence loses tabs and line ends. */
void checklist_put(struct span items, const char *code, bool met, struct span evidence,
                   struct buf *out);
bool checklist_met(const struct plan_criterion *c, struct span items, struct checklist_facts f);

struct checklist_sum {
    size_t met, n;
};
struct checklist_sum checklist_sum(enum plan p, enum plan_group g, struct span items,
                                   struct checklist_facts f);

/* Does a subject's title of that year, or an earlier one still in term, count as recognised? The
 * title is one of the group's criteria that such a subject can hold. titles: the record that says
 * so is copied there when not NULL. */
enum status checklist_title(struct book_tx *t, enum plan_group g, enum entity_id e, uint64_t id,
                            struct unit_key unit, int year, bool *held,
                            struct record *title) NODISCARD;

#endif
