/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For how many years a title counts, by the year in which it was given: what the adopted set of
 * criteria says (counts_years), else what the title itself does. Read in every count of progress,
 * so it looks at two fields of the sets and not at their content.
 */
#ifndef CORE_CRITERIA_TERM_H
#define CORE_CRITERIA_TERM_H

#include "core/book.h"
#include "core/title.h"

struct title_terms {
    uint8_t years[TITLE_MAX + 1][COLUMNS_YEARS]; /* of year COLUMNS_YEAR0 + i */
    uint8_t most[TITLE_MAX + 1];
};

/* Of two sets adopted for a title the later holds from its year on. */
enum status criteria_terms(struct book_tx *t, struct title_terms *out) NODISCARD;

#endif
