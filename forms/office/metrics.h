/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a text is in Times New Roman, in thousandths of its font size: for the rules under the
 * lines of a head and for the columns of tables. Marks over a letter do not widen it.
 */
#ifndef FORMS_OFFICE_METRICS_H
#define FORMS_OFFICE_METRICS_H

#include "forms/doc.h"

size_t metrics_text(struct span s, bool bold);
size_t metrics_word(struct span s, bool bold); /* of the longest word */
/* All runs one behind the other. */
size_t metrics_string(const struct doc_string *s);
size_t metrics_string_word(const struct doc_string *s);
/* At a size of so many half points, in twips (1/20 point), rounded up. */
size_t metrics_twips(size_t thousandths, unsigned half_points);

#endif
