/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people write into a report by themselves: five texts per unit and year, kept as settings of
 * the book under "report/2026/15664/causes" (a unit of the old scheme
 * "report/2024/pre2025:15664/.."). A text is NFC, lines end in \n; an empty one is none. A
 * review of a phase has texts of its own, "report/phase1/15664/causes": wherever a year is asked
 * for here, an enum report_period may stand. The document (forms/report.h) shows a text in the
 * place of the dotted lines. Knows no screen.
 */
#ifndef FORMS_REPORT_TEXTS_H
#define FORMS_REPORT_TEXTS_H

#include "core/book.h"

/* name in the setting (stored: never changed), the heading as people know it */
#define REPORT_TEXTS_LIST(X)                                                                       \
    X(RESULTS, "results", N_("Kết quả nổi bật"))                                                   \
    X(LIMITS, "limits", N_("Hạn chế"))                                                             \
    X(CAUSES, "causes", N_("Nguyên nhân"))                                                         \
    X(DIRECTIONS, "directions", N_("Phương hướng, nhiệm vụ năm sau"))                              \
    X(PROPOSALS, "proposals", N_("Kiến nghị, đề xuất"))

enum report_text {
#define X(name, ...) REPORT_TEXT_##name,
    REPORT_TEXTS_LIST(X)
#undef X
        REPORT_TEXT_COUNT
};

/* In the place of a year. */
enum report_period { REPORT_PERIOD_PHASE1 = 1, REPORT_PERIOD_PHASE2 = 2, REPORT_PERIOD_FINAL = 3 };

/* Under which the texts of a report (enum report_kind) of that year are kept. */
int report_text_period(int report, int year);

enum { REPORT_TEXT_MAX = 8000 }; /* characters */

const char *report_text_label(enum report_text which); /* translated */
/* "report/2026/15664/causes" */
void report_text_setting(struct unit_key unit, int year, enum report_text which, struct buf *out);

/* Appends the text; false when nobody has written one. */
bool report_text_get(struct book_tx *t, struct unit_key unit, int year, enum report_text which,
                     struct buf *out);
/* The same in a transaction of its own; nothing is appended when there is none. STATUS_DENIED. */
enum status report_text_read(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, enum report_text which, struct buf *out,
                             struct detail *d) NODISCARD;
/* Puts text in the place of base, which is what the caller has read. STATUS_CONFLICT: somebody else
 * has written another one meanwhile; nothing is changed and theirs (may be NULL) gets it.
 * STATUS_DENIED. */
enum status report_text_save(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, enum report_text which, struct span base, struct span text,
                             struct buf *theirs, struct detail *d) NODISCARD;

#endif
