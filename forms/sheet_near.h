/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who lacks least: the subjects of a unit by how near they are to being recognised, for a title
 * with an adopted set. First those that lack something (what blocks counts before points), then
 * those nobody has marked, then those that lack nothing, and
 * those that are decided.
 */
#ifndef FORMS_SHEET_NEAR_H
#define FORMS_SHEET_NEAR_H

#include "core/criteria_book.h"

enum sheet_near_group { SHEET_NEAR_LACKS, SHEET_NEAR_OPEN, SHEET_NEAR_ENOUGH, SHEET_NEAR_DECIDED };

struct sheet_near_row {
    uint64_t id;          /* 0: a commune */
    struct unit_key unit; /* where its title lies */
    uint32_t number;
    char *name;
    char *result;  /* "69,5 trên 100: Đạt" */
    char *missing; /* "thiếu 0,5 điểm để được Khá"; may be empty */
    uint8_t state; /* of the title (core/title.h) */
    bool decided;  /* recognised, refused ..: the marks change nothing any more */
    enum sheet_near_group group;
    size_t blocking, open;
    int32_t lacking; /* points; of a checklist targets */
};

struct sheet_near {
    struct sheet_near_row *v;
    size_t n, cap;
    struct buf set; /* "GDHT-NHAP-2026, bản 1: MẪU NHÁP .." */
};

/* Of the title of communes: the one that unit is or lies in; of a province all of them.
 * STATUS_NOTFOUND with a sentence: no set is adopted. out must be released either way. */
enum status sheet_near_load(struct book *b, const struct caller *who, enum title_id title,
                            struct unit_key unit, int year, struct sheet_near *out,
                            struct detail *d) NODISCARD;
void sheet_near_release(struct sheet_near *n);

#endif
