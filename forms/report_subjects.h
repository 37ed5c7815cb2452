/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who holds, asks for or is proposed for a title, as lists of documents show them: by hamlet,
 * within it by name the Vietnamese way (tên, họ, đệm). Of a person nothing but name, birth year and
 * household is kept here, so no list can show a phone, a birth date or an ethnic group.
 */
#ifndef FORMS_REPORT_SUBJECTS_H
#define FORMS_REPORT_SUBJECTS_H

#include "forms/report_frame.h"

struct subject_row {
    uint64_t id;
    struct unit_key unit; /* where it was on the counting day */
    char *name;           /* of an erased person "(không nêu tên)" */
    char *home;           /* a citizen's head of household, a clan's chief; "" */
    int birth;            /* year; 0 not known */
    struct record title;  /* of the year; has_title */
    bool has_title;
    char *key; /* orders the names */
    size_t key_n;
};
/* Zeroed is valid and empty. */
struct subjects {
    const struct title_kind *kind;
    struct subject_row *v;
    size_t n;
};

enum status subjects_load(struct frame *f, enum title_id title, int year, enum explain_state state,
                          struct subjects *out) NODISCARD;
void subjects_release(struct subjects *s);
/* Only those whose title record is in this state; all when there is none such. */
void subjects_prefer(struct subjects *s, enum title_state state);
bool subject_failed(const struct subject_row *r); /* reviewed and not found fit, or refused */

enum subject_column {
    SUBJECT_END,
    SUBJECT_INDEX,
    SUBJECT_NAME,
    SUBJECT_BIRTH,
    SUBJECT_HOME,
    SUBJECT_REGISTERED_ON,
    SUBJECT_REVIEWED_ON,
    SUBJECT_SCORE,
    SUBJECT_GRADE,
    SUBJECT_VOTES_FOR,
    SUBJECT_VOTES_AGAINST,
    SUBJECT_RESULT, /* of the review: "đạt", "không đạt" */
    SUBJECT_STATE,
    SUBJECT_DECIDED_ON,
    SUBJECT_REASON,
    SUBJECT_REMARK, /* to be written on by hand */
};
enum { SUBJECT_COLUMNS = SUBJECT_REMARK + 1 };

/* A table with a line that names each hamlet when the frame is a commune's. Columns that nobody of
 * the list has are left out, SUBJECT_REMARK apart. caption is numbered. */
void subjects_table(struct frame *f, const struct subjects *s, const char *caption,
                    const enum subject_column *columns);
/* "12 hộ (Thôn Đông: 5; Thôn Tây: 7)" */
void subjects_add_sum(struct frame *f, const struct subjects *s, struct buf *out);
/* The decisions by which they were recognised, once each: "Quyết định số 215/QĐ-UBND ngày ..". */
void subjects_add_decisions(struct frame *f, const struct subjects *s, struct buf *out);

/* The titles a list is of: the one asked for, else the first five. How many. */
enum { SUBJECT_TITLES = 7 };
size_t subjects_titles(enum title_id asked, enum title_id out[SUBJECT_TITLES]);
/* "Gia đình học tập (hộ gia đình)": what a title's list is called. */
const char *subjects_of(const struct title_kind *k);

#endif
