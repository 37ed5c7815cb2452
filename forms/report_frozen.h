/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of a report as they were when it was handed in: what stands in the field `figures` of
 * a submission (entity submission), and how it is read back. Whoever hands in calls
 *
 *     frozen_take(t, unit, year, &f);               in the transaction that saves the submission
 *     frozen_add_text(&f, &figures);                into `figures`; f.mark into `fingerprint`
 *
 * A line a figure, between tabs; unknown is "-"; lines of a newer program are passed over:
 *
 *     family   1201  833  801  783  declared        total registered proposed recognised how
 *     citizen_staff  -  0  0  0  records
 *     people   4503                                 a statistic of the year (entity yearfact)
 *     fingerprint  7K3-M9Q
 */
#ifndef FORMS_REPORT_FROZEN_H
#define FORMS_REPORT_FROZEN_H

#include "core/entity_codes.h"
#include "core/progress.h"
#include "forms/report_facts.h"

struct frozen_line {
    enum indicator indicator;
    bool total_known, declared;
    int64_t total, registered, proposed, recognised;
};
/* Zeroed is valid: nothing was frozen. */
struct frozen {
    struct frozen_line line[INDICATOR_MAX + 1];
    size_t n;
    int64_t fact[FACT_N]; /* -1: not known; valid when facts */
    bool facts;
    char mark[8]; /* fingerprint; "" when there is none */
    /* of the submission, from frozen_load() */
    uint64_t id; /* 0: there is none */
    int state;   /* enum submission_state */
    day on;      /* handed in; 0: not known */
};

/* The figures of a unit's year as they stand now. STATUS_DENIED, STATUS_USAGE. */
enum status frozen_take(struct book_tx *t, struct unit_key unit, int year,
                        struct frozen *out) NODISCARD;
void frozen_add_text(const struct frozen *f, struct buf *out);
/* What it does not understand is left out: a figure is there or not, never half read. */
void frozen_parse(struct span text, struct frozen *out);

/* The submission of that unit, report and year with the figures frozen in it; the newest when there
 * are several. id is 0 when there is none. */
enum status frozen_load(struct book_tx *t, struct unit_key unit, int report, int year,
                        struct frozen *out) NODISCARD;
/* Handed in or accepted, and with figures: what is printed is no draft. */
bool frozen_stands(const struct frozen *f);
const struct frozen_line *frozen_line(const struct frozen *f, enum indicator i); /* or NULL */

/* Puts the frozen figures in the place of p's own and counts rates, gaps and what is missing anew;
 * day and fingerprint become those of the handing in. Lines that were not frozen stay. */
void frozen_put(const struct frozen *f, struct progress *p);

#endif
