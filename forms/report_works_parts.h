/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files of report_works; only they include this.
 */
#ifndef FORMS_REPORT_WORKS_PARTS_H
#define FORMS_REPORT_WORKS_PARTS_H

#include <stdlib.h>

#include "core/entity_codes.h"
#include "forms/report_frame.h"

enum { WORKS_PEOPLE = 5, WORKS_KINDS = 12 };
struct works_activity {
    int64_t n, people[WORKS_PEOPLE];
};
struct works_document {
    struct pdate date;
    uint64_t id;
    char *text;
};
struct works {
    struct frame *f;
    int first, last; /* years */
    struct buf text;
    struct works_document *document;
    size_t documents;
    int64_t tasks, done, officer[OFFICER_CENTRE + 1];
    struct works_activity activity[WORKS_KINDS]; /* by kind; 0: all */
    const char *kind_label[WORKS_KINDS];
    int64_t cost;
    int64_t given[4], value;         /* contributions by kind; value in đồng */
    int64_t planned, spent;          /* budget */
    int64_t award[AWARD_PRAISE + 1]; /* decided, by form */
    const char *award_label[AWARD_PRAISE + 1];
    size_t initiatives;
};

bool works_here(const struct works *w, const struct record *r);
bool works_year(const struct works *w, int64_t year);
int works_year_of(const struct record *r, const char *field);
enum status works_each(struct works *w, enum entity_id e, book_each_fn fn) NODISCARD;
const char *works_label(const struct record *r, const char *field); /* as stored, not translated */

enum status works_money(struct works *w) NODISCARD;  /* funds, contributions, budget */
enum status works_merits(struct works *w) NODISCARD; /* initiatives, awards */

#endif
