/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letter that asks for recognition (tờ trình) with its list: of a hamlet to its commune, of the
 * commune's Association to the chairman; behind the commune's the draft of the decision with the
 * same list. Who is listed: those in the step "đề nghị"; when nobody is any more (all decided),
 * those who were proposed or recognised, so that a letter can be printed again.
 */
#ifndef FORMS_REPORT_PROPOSAL_H
#define FORMS_REPORT_PROPOSAL_H

#include "forms/report.h"

enum status report_proposal(struct book_tx *t, const struct report_of *of,
                            struct doc *out) NODISCARD;

#endif
