/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of the statistics, row by row; only forms/report_statistics*.c and
 * forms/report_annual*.c include this.
 */
#ifndef FORMS_REPORT_STATISTICS_PARTS_H
#define FORMS_REPORT_STATISTICS_PARTS_H

#include "forms/doc.h"
#include "forms/report_facts.h"
#include "forms/report_frozen.h"
#include "forms/report_template.h"
#include "forms/report_words.h"

struct statistics_fund {
    bool known; /* some fund of it has a book */
    int64_t v[FUND_FIGURES];
};
struct statistics {
    struct book_tx *t;
    const struct report_template *form;
    int year;
    struct place unit;
    struct progress now;  /* of the whole */
    struct progress *row; /* hamlets and "cấp xã"; none in a hamlet's */
    size_t rows;
    struct facts facts;
    struct statistics_fund *fund; /* of each row, then of the whole */
    int64_t (*counted)[RECORD_N]; /* from records: the same */
    struct frozen frozen;         /* what was handed in */
    struct statistics *live;      /* the same as the book has it today; NULL: s is that */
};

/* As it was handed in, when it was; else as it is. */
enum status statistics_load(struct statistics *s, struct unit_key unit) NODISCARD;
enum status statistics_load_live(struct statistics *s, struct unit_key unit) NODISCARD;
void statistics_release(struct statistics *s);

struct statistics_value {
    bool known;
    enum doc_number number; /* DOC_NO_NUMBER: text */
    int64_t n;
    const char *text; /* lives as long as s */
};
/* row == s->rows: the whole. */
struct statistics_value statistics_value(const struct statistics *s, size_t row,
                                         struct template_code code);

/* report_statistics.c: the table, its sources and corrections, behind what out holds already. */
void statistics_annex(const struct statistics *s, struct doc *out);
/* report_statistics_corrections.c: of what is counted beside the titles, what has changed since it
 * was handed in; nothing while nothing was. titles: of the titles too. */
void statistics_corrections(const struct statistics *s, bool titles, struct doc *out);

#endif
