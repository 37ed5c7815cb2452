/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks of an assessment as a title record keeps them (field title.marks). One line a
 * criterion:
 *
 *     code TAB review TAB evidence TAB self TAB measured
 *     G1.1 TAB 900 TAB giấy khen TAB 1000
 *     G2.3 TAB TAB TAB - TAB
 *     C1 TAB 2500 TAB TAB TAB 14/20 2026-11-22 7K3-M9Q
 *
 * Marks are hundredths, or '-': nobody concerned. An empty review says that the review has not been
 * held; then the self mark is all there is. Parts at the end may be missing, so the older form
 * "code TAB hundredths TAB evidence" is read as a review. measured: part / whole, day, fingerprint,
 * as they were when the step was finished.
 *
 * Knows no set: whether a code exists or a mark is too high is asked by core/criteria_eval.h.
 */
#ifndef CORE_CRITERIA_MARKS_H
#define CORE_CRITERIA_MARKS_H

#include "core/field.h"

struct criteria_mark {
    bool given, nobody; /* nobody: given, as "no one concerned" */
    int32_t points;     /* hundredths: points, a percent, or 100 times a level */
};

struct criteria_share {
    bool known;
    int64_t part, whole;
    day on;
    char fingerprint[8];
};

struct criteria_line {
    char *code;
    struct criteria_mark review, self;
    char *evidence; /* never NULL */
    struct criteria_share share;
};

struct criteria_marks {
    struct criteria_line *v;
    size_t n;
};
void criteria_marks_release(struct criteria_marks *m);
/* Whatever the bytes are; what is no line is left out. */
void criteria_marks_parse(struct span text, struct criteria_marks *out);
void criteria_marks_add_text(const struct criteria_marks *m, struct buf *out);
const struct criteria_line *criteria_marks_find(const struct criteria_marks *m, const char *code);
/* The line of a code, made when there is none. */
struct criteria_line *criteria_marks_line(struct criteria_marks *m, const char *code);

/* The review's, else the self mark. */
struct criteria_mark criteria_mark_deciding(const struct criteria_line *l);
/* What people type: "10", "7,5"; "-" or "k": nobody concerned; empty: not given. */
bool criteria_mark_read(struct span text, struct criteria_mark *out);
void criteria_mark_add(struct criteria_mark m, struct buf *out); /* "7,5", "k", nothing */

#endif
