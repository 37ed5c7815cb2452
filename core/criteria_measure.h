/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measured criteria: shares of families and citizens, from the packed columns.
 *
 * Counted are the records valid on the counting day of the year (progress_day()). While titles are
 * undecided, proposed counts like recognised; refused, withdrawn and revoked never do.
 *
 *   of a hamlet     part: as above; whole: as core/progress has it, declared numbers put in
 *   of a clan       whole: households listed for it, or the number it says when that is greater
 *   of a household  whole: adults listed, or the number it says when that is greater. It cannot be
 *                   measured where nobody is listed, unless it says that it has no adults
 *
 * For a list of many subjects: load once, ask for each.
 */
#ifndef CORE_CRITERIA_MEASURE_H
#define CORE_CRITERIA_MEASURE_H

#include "core/book.h"
#include "core/criteria_eval.h"

struct criteria_measures; /* of one set, unit and year; made from one transaction */

/* unit: a hamlet, or a commune with all of it. *out is freed by the caller whatever the status. */
enum status criteria_measures_load(struct book_tx *t, const struct criteria_set *set,
                                   struct unit_key unit, int year,
                                   struct criteria_measures **out) NODISCARD;
void criteria_measures_free(struct criteria_measures *m);
/* out: set->n shares, zeroed where nothing is measured. subject is its record; NULL: a commune. In
 * the transaction of the load. */
enum status criteria_measures_of(struct book_tx *t, const struct criteria_measures *m,
                                 const struct record *subject,
                                 struct criteria_share *out) NODISCARD;

/* Who is judged: is it a school, what level it was recognised at before `year`. */
enum status criteria_subject_of(struct book_tx *t, const struct criteria_set *set,
                                const struct record *subject, struct unit_key place, int year,
                                struct criteria_subject *out) NODISCARD;

#endif
