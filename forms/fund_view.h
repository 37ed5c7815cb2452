/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fund book as a screen shows it: which funds there are, and of the chosen one the lines of a
 * year with the balance behind each, as on paper. Nothing is counted here (core/fund.h). No
 * terminal.
 *
 *     struct fund_view *v = fund_view_new(book, who, unit, 2026);
 *     s = fund_view_load(v, &d);                    one short book_read(); before drawing
 *     for (i = 0; i < fund_view_rows(v); i++) fund_view_add_row(v, i, 78, &out);
 *
 * Row 0 is what was carried over; behind it the receipts. Texts are fit for a terminal.
 */
#ifndef FORMS_FUND_VIEW_H
#define FORMS_FUND_VIEW_H

#include "core/fund.h"

struct fund_view; /* book and who are borrowed for its life */
struct fund_view *fund_view_new(struct book *b, const struct caller *who, struct unit_key unit,
                                int year);
void fund_view_free(struct fund_view *v);
void fund_view_set_year(struct fund_view *v, int year);
int fund_view_year(const struct fund_view *v);

/* Reads again when a setter was called or anybody wrote. The chosen fund stays the same one. After
 * an error it shows what it showed. STATUS_DENIED. */
enum status fund_view_load(struct fund_view *v, struct detail *d) NODISCARD;

/* The funds: the unit's own first, though it be empty; then those inside it. */
size_t fund_view_funds(const struct fund_view *v);
void fund_view_choose(struct fund_view *v, size_t fund);
size_t fund_view_chosen(const struct fund_view *v);
/* "Thôn Đông", "Dòng họ Đỗ Văn · Thôn Đông" */
void fund_view_add_name(const struct fund_view *v, size_t fund, struct buf *out);
/* The same with "còn 1.050.000 đồng". */
void fund_view_add_fund(const struct fund_view *v, size_t fund, struct buf *out);
const struct fund_book *fund_view_book(const struct fund_view *v); /* of the chosen one */

size_t fund_view_rows(const struct fund_view *v);
uint64_t fund_view_id(const struct fund_view *v, size_t row); /* record; 0: carried over */
/* Cut and filled to width columns. Below 60 in and out share a column, with + and -. A '!' before
 * the number: that receipt is there twice. What was there at the opening stands in the balance
 * alone: the columns add up to the totals. */
void fund_view_add_headers(const struct fund_view *v, size_t width, struct buf *out);
void fund_view_add_row(const struct fund_view *v, size_t row, size_t width, struct buf *out);

/* "Đầu kỳ 900.000, thu 2.450.000, chi 2.300.000, còn 1.050.000 đồng." */
void fund_view_add_totals(const struct fund_view *v, struct buf *out);
/* "Học sinh nghèo, học bổng 4 suất.": what has no room in a narrow row. */
void fund_view_add_detail(const struct fund_view *v, size_t row, struct buf *out);
/* "Học bổng 4 suất, 1.200.000 đồng. Khen thưởng .."; nothing when there were none. */
void fund_view_add_grants(const struct fund_view *v, struct buf *out);
/* What is wrong with the book, in a sentence with what to do; nothing when all is well. */
void fund_view_add_warning(const struct fund_view *v, struct buf *out);

/* "1.050.000 đồng": all funds of a unit together, for the menu. */
enum status fund_view_add_sum(struct book_tx *t, struct unit_key unit, int year,
                              struct buf *out) NODISCARD;

#endif
