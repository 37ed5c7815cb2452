/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of a report as they were when it was handed in: what stands in the field `figures` of
 * a submission (entity submission), and how it is read back. Everything that its tables print: of
 * the unit and of each of its rows by hamlet the titles and indicators with targets, the statistics
 * of the year, the funds, what was counted from records. So the report prints the same numbers
 * later, also of a unit that has been merged away since. Whoever hands in calls
 *
 *     frozen_take(t, unit, year, &f);               in the transaction that saves the submission
 *     frozen_add_text(&f, &figures);                into `figures`; f.mark into `fingerprint`
 *
 * A line a figure, between tabs; unknown is "-"; lines of a newer program are passed over:
 *
 *     family   1201  833  801  783  declared        total registered proposed recognised how
 *     citizen_staff  -  0  0  0  records
 *     gone     family  12  3                        moved away, titles lost
 *     target   family  7000  2026  QĐ 387/QĐ-TTg    hundredths of a percent, year, source; or goal
 *     people   4503                                 a statistic of the year (entity yearfact)
 *     fund     900000  500000  ..                   as enum template_fund
 *     records  3  120  ..                           as enum template_record
 *     fingerprint  7K3-M9Q
 *     rows     15                                   behind it a unit and its name for each row,
 *     row      115664003  Thôn Đông                 then its lines, each with a + before
 *     +family  107  61  34  34  records             (a line of zeros is left out)
 *
 * What was handed in by an older program has no `rows`: only the unit's own figures are frozen.
 */
#ifndef FORMS_REPORT_FROZEN_H
#define FORMS_REPORT_FROZEN_H

#include "core/entity_codes.h"
#include "core/progress.h"
#include "forms/report_facts.h"
#include "forms/report_template.h"

struct frozen_line {
    enum indicator indicator;
    bool total_known, declared;
    int64_t total, registered, proposed, recognised;
    int64_t moved, lost;
    struct progress_target target, goal; /* without reason and unit */
};
struct frozen_row {
    struct unit_key unit; /* of a row; the commune's own key: "cấp xã" */
    char name[128];
    struct frozen_line line[INDICATOR_MAX + 1];
    size_t n;
    int64_t fact[FACT_N]; /* -1: not known; valid when facts. Of a row: what it gave itself */
    int64_t fund[FUND_FIGURES], record[RECORD_N];
    bool facts, funds, records; /* which of them there are */
};
/* Zeroed is valid: nothing was frozen. */
struct frozen {
    struct frozen_row whole;
    struct frozen_row *row; /* in the order of the report */
    size_t rows;
    bool full;    /* everything is there; else only lines and facts of the whole */
    char mark[8]; /* fingerprint; "" when there is none */
    /* of the submission, from frozen_load() */
    uint64_t id; /* 0: there is none */
    int state;   /* enum submission_state */
    day on;      /* handed in; 0: not known */
};
void frozen_release(struct frozen *f);

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
const struct frozen_line *frozen_line(const struct frozen_row *r, enum indicator i); /* or NULL */

/* Puts the frozen figures in the place of p's own and counts rates, gaps and what is missing anew;
 * day and fingerprint become those of the handing in. Of what was not frozen p keeps its own. */
void frozen_put(const struct frozen *f, struct progress *p);
/* The rows by hamlet as they were; what is not frozen of a row (the code, say) is that of live, if
 * it has the unit. The caller frees *out. Only of a full one. */
void frozen_put_rows(const struct frozen *f, const struct progress *live, size_t n,
                     struct progress **out, size_t *rows);
/* The statistics of the year as they were; facts_release(). Only of a full one. */
void frozen_put_facts(const struct frozen *f, struct unit_key unit, struct facts *out);

#endif
