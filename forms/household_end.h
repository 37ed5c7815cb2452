/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A household that has ended ("đến ngày"): its people who have no such day yet. Whoever also has a
 * place of work here stays, and so does whoever came after that day: they are left to the person.
 */
#ifndef FORMS_HOUSEHOLD_END_H
#define FORMS_HOUSEHOLD_END_H

#include "core/book.h"

/* How many could be closed with the household; 0 when it has not ended. */
enum status household_end_count(struct book *b, const struct caller *who, uint64_t household,
                                size_t *n, struct detail *d) NODISCARD;
/* Gives all of them the household's day, in one transaction. STATUS_DENIED. */
enum status household_end_close(struct book *b, const struct caller *who, uint64_t household,
                                size_t *closed, struct detail *d) NODISCARD;

#endif
