/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The book of a study-promotion fund on paper (sổ quỹ): every fund of the unit on a page of its
 * own, its receipts in order with the balance behind each, totals by purpose, amounts also in
 * words. The fingerprint is that of the lines.
 */
#ifndef FORMS_REPORT_FUND_H
#define FORMS_REPORT_FUND_H

#include "forms/report.h"

enum status report_fund(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;

#endif
