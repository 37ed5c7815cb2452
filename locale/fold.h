/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vietnamese text compared, searched and sorted. Input is UTF-8 in any normal form; every function
 * appends to out. Keys are stored in packed columns: when one of them changes, FOLD_VERSION must
 * too, and the columns are rebuilt.
 *
 * fold_key: two names are the same when their keys are: NFC, small letters, blanks trimmed and runs
 * of them one, tone of an open oa, oe, uy at one place (the newer, second vowel; not after q).
 *     "  Nguyễn  Thị HÒA " -> "nguyễn thị hoà"     "thủy" = "thuỷ"     "khỏe" = "khoẻ"
 * fold_search: the same without any mark, đ as d: what people type who leave the marks out.
 *     "Đặng Thị Hòe" -> "dang thi hoe"
 * fold_sort_key: bytes whose memcmp order is the order of names: tên (last word), then họ (first),
 * then đệm (the words between), each by letters a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t
 * u ư v w x y z, all letters of a part before any tone (ngang huyền hỏi ngã sắc nặng).
 *     Trần An < Nguyễn Văn Ân < Lê Bình;   Lê Thị Hoa < Nguyễn Hoa < Bùi Hòa < Lê Hoàn
 * Digits stand before letters, and a number by its value: Thôn 2 < Thôn 10.
 */
#ifndef LOCALE_FOLD_H
#define LOCALE_FOLD_H

#include "locale/buf.h"

#define FOLD_VERSION 1

void fold_key(struct buf *out, struct span s);
bool fold_same(struct span a, struct span b); /* by fold_key */
void fold_search(struct buf *out, struct span s);
void fold_sort_key(struct buf *out, struct span s);
/* A text that is no person's name ("Thôn 10", a clan): by its words from left to right. */
void fold_sort_text(struct buf *out, struct span s);
void fold_lower(struct buf *out, struct span s); /* NFC */
void fold_upper(struct buf *out, struct span s); /* NFC */
uint32_t fold_lower_cp(uint32_t cp); /* Latin, Greek and Cyrillic letters; others as they are */
uint32_t fold_upper_cp(uint32_t cp);

#endif
