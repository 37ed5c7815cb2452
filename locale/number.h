/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as Vietnamese readers write them, without the C locale. Shares are whole hundredths of a
 * percent point (65.20 % is 6520): never a double, so that every print shows the same digits.
 */
#ifndef LOCALE_NUMBER_H
#define LOCALE_NUMBER_H

#include "locale/buf.h"

void number_add_vn(struct buf *b, int64_t n); /* 1201 -> 1.201 */
/* The same as an argument of a sentence: number_vn(n).text, until the end of the expression. */
struct number_vn {
    char text[32];
};
struct number_vn number_vn(int64_t n);
void number_add_hundredths_vn(struct buf *b, int64_t h);   /* 6520 -> 65,20; -5 -> -0,05 */
void number_add_hundredths_json(struct buf *b, int64_t h); /* 6520 -> 65.20 */

/* part of total as hundredths of a percent, half up in integers: 2 of 3 is 6667. total must not be
 * 0 (there is no rate then); part and total up to 10^14. */
int64_t number_rate_hundredths(uint64_t part, uint64_t total);

/* "1201", "1.201", "1 201", "-5"; dots and blanks only between groups of three. Surrounding blanks
 * are ignored. false when it is none of these or does not fit. */
bool number_parse(struct span s, int64_t *out);
/* "65", "65,2", "65,20", "65.20", "1.201,50"; more than two decimals are no number. */
bool number_parse_hundredths(struct span s, int64_t *out);

#endif
