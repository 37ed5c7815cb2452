/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers, sums and days in Vietnamese words, as documents write them: official forms, never
 * translated.
 *
 *     21 hai mươi mốt     15 mười lăm      24 hai mươi tư       104 một trăm linh bốn
 *     1.005 một nghìn không trăm linh năm  3.000.000.000.000 ba nghìn tỷ
 */
#ifndef LOCALE_NUMBER_WORDS_H
#define LOCALE_NUMBER_WORDS_H

#include "locale/buf.h"
#include "locale/day.h"

void number_add_words(struct buf *b, int64_t n); /* "mười hai"; "âm năm" below zero */
/* "Mười hai triệu bốn trăm năm mươi nghìn đồng": begins a sentence. */
void number_add_money_words(struct buf *b, int64_t dong);
/* "ngày 05 tháng 12 năm 2026": days 1 to 9 and months 1 and 2 with a leading zero, as NĐ
 * 30/2020/NĐ-CP has it. */
void day_add_words(struct buf *b, day d);

#endif
