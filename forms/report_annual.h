/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The annual report of a commune, or of a hamlet to its commune: head, legal bases, general
 * figures, titles against targets, years, hamlets, appraisal, signature (layout: NĐ 30/2020/NĐ-CP,
 * annex I; content: domain of the campaign, QĐ 1315/QĐ-TTg).
 *
 * Figures come from core/progress, so they are those of the screens; every table names the day,
 * the denominator and the fingerprint. What only people can write (guidance given, causes, plans,
 * proposals) is shown as they have written it (forms/report_texts.h), else left as dotted lines
 * under its heading; sentences made from the figures stand above. A print freezes nothing and
 * bears "DỰ THẢO"; a report that was handed in prints its frozen figures, and what has changed
 * since in columns of their own (forms/report_frozen.h, report_corrections.h).
 */
#ifndef FORMS_REPORT_ANNUAL_H
#define FORMS_REPORT_ANNUAL_H

#include "forms/report.h"

/* STATUS_USAGE: unit is neither hamlet nor commune, or the year lies ahead. STATUS_DENIED. */
enum status report_annual(struct book_tx *t, const struct report_of *of, struct doc *out) NODISCARD;

#endif
