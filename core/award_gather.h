/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the records to the candidates of core/award_proposal.h. Nobody else includes this.
 *
 * Titles, merits and checklists become events, each of one subject; sorted by subject they are
 * folded into candidates, and only the records of candidates are read.
 */
#ifndef CORE_AWARD_GATHER_H
#define CORE_AWARD_GATHER_H

#include "core/award_proposal.h"

/* Fills p->v from p->ask, p->first and p->last. */
enum status award_gather(struct book_tx *t, struct unit_key unit,
                         struct award_proposal *p) NODISCARD;
/* The state of what was proposed for the ask, put into the candidates. */
enum status award_gather_states(struct book_tx *t, struct award_proposal *p) NODISCARD;

#endif
