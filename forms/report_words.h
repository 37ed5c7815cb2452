/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words and numbers of official documents, shared by the reports. Vietnamese, never translated.
 * Numbers come with no-break spaces before their unit.
 */
#ifndef FORMS_REPORT_WORDS_H
#define FORMS_REPORT_WORDS_H

#include "core/progress.h"

/* A unit as documents name it. Zeroed is valid. */
struct place {
    struct unit_key unit;
    char *full;     /* "Xã Triệu Sơn", "Tổ dân phố Bảo Vượng 1" */
    char *inner;    /* within a sentence: "xã Triệu Sơn" */
    char *capital;  /* "XÃ TRIỆU SƠN" */
    char *type;     /* "xã", "phường", "đặc khu", "tổ dân phố"; "" when unknown */
    char *locality; /* before the date: "Triệu Sơn"; "Phường 1" where only a number is left */
};

/* From a name and, when known, the type; a name that does not begin with its type gets it. */
void place_make(struct place *p, struct unit_key unit, const char *name, const char *type);
/* A commune, province or hamlet of the book. STATUS_NOTFOUND. */
enum status place_load(struct book_tx *t, struct unit_key unit, struct place *p) NODISCARD;
void place_release(struct place *p);

void words_upper_first(struct buf *b, const char *text); /* "lớp học" -> "Lớp học" */
const char *words_indicator(enum indicator i);           /* "Gia đình học tập" */
const char *words_counter(enum indicator i);             /* "hộ" */

void words_count(struct buf *b, int64_t n);                     /* 1.201 */
void words_counted(struct buf *b, int64_t n, const char *unit); /* 178 hộ */
void words_percent(struct buf *b, int32_t hundredths);          /* 65,20 % */
void words_goal(struct buf *b, int32_t hundredths);             /* 80 %, 72,50 % */
void words_points(struct buf *b, int32_t hundredths);           /* +3,10; -14,80 */
void words_share(struct buf *b, int64_t n, int64_t total,
                 const char *); /* 9 trên 12 hội viên (..) */

#endif
