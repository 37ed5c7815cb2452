/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has handed in the report of a year: every hamlet of a commune with what became of its report.
 * What an officer wants to know first. Knows no screen.
 */
#ifndef FORMS_HANDED_IN_H
#define FORMS_HANDED_IN_H

#include "core/book.h"
#include "core/entity_codes.h"

struct handed_in_row {
    struct unit_key unit;
    char *name;
    int state;        /* SUBMISSION_..; 0: no report */
    uint64_t id;      /* of the report; 0: none */
    uint32_t version; /* of its record */
    day on;           /* handed in; 0: not known */
    char *reason;     /* returned: what is to be changed; or "" */
};
struct handed_in {
    struct handed_in_row *v; /* not handed in first, then returned, handed in, accepted */
    size_t n;
    size_t in, returned; /* handed in or accepted; returned */
    size_t reports;      /* of this year, whatever their state */
    int year;
};

/* Inside a book_read(); out->year is set, the rest empty. */
enum status handed_in_read(struct book_tx *t, struct unit_key commune,
                           struct handed_in *out) NODISCARD;
enum status handed_in_load(struct handed_in *out, struct book *b, const struct caller *who,
                           struct unit_key commune, int year, struct detail *d) NODISCARD;
void handed_in_release(struct handed_in *h);
/* "Báo cáo năm 2026: đã nộp 3 trên 14, trả lại 1, chưa nộp 10"; nothing while there is no report of
 * the year. */
void handed_in_add_line(const struct handed_in *h, struct buf *out);
/* "Thôn Đông: đã nộp ngày 20/11/2026"; "Thôn Tây: trả lại để sửa: thiếu chữ ký". */
void handed_in_add_row(const struct handed_in_row *row, struct buf *out);

#endif
