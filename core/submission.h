/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Handing in the report of a unit (entity submission): draft -> handed in -> accepted, or returned
 * with a reason and handed in again. What was handed in is frozen: neither figures nor texts of it
 * change any more but by returning it (entity_submission.c says which steps there are, core/save
 * holds to them).
 *
 * While the annual report of a hamlet stands (handed in or accepted), or that of its commune,
 * titles and figures of that unit and year change only with a reason: caller.reason, which the
 * audit entry keeps. Without one the save is STATUS_NEEDS_REASON. A year closes when the commune's
 * report is handed in, at the latest on 31/01.
 *
 * Knows no figure: those are frozen by whoever hands in (forms/hand_in.h).
 */
#ifndef CORE_SUBMISSION_H
#define CORE_SUBMISSION_H

#include "core/book.h"
#include "core/entity_codes.h"

/* Texts of a report, in the order of forms/report_texts.h. */
enum { SUBMISSION_TEXTS = 5 };

struct submission_paper {
    struct unit_key unit;
    enum report_kind report;
    int year;
    struct span to;          /* whom it is for; may be empty */
    struct span by;          /* who hands in, as people call them; empty: the caller's name */
    struct span figures;     /* frozen, as forms/report_frozen.h writes them */
    struct span fingerprint; /* of the records behind them */
    struct span text[SUBMISSION_TEXTS];
};

/* The submission of that unit, report and year, whoever asks; the newest when there are several.
 * STATUS_NOTFOUND. */
enum status submission_find(struct book_tx *t, struct unit_key unit, enum report_kind report,
                            int year, struct record *out) NODISCARD;

/* Inside a book_write(). STATUS_EXISTS: it is handed in already. STATUS_DENIED. */
enum status submission_hand_in(struct book_tx *t, const struct submission_paper *p,
                               uint64_t *id) NODISCARD;
/* version: of the record that the person has seen; STATUS_CONFLICT when it is another one now. */
enum status submission_accept(struct book_tx *t, uint64_t id, uint32_t version) NODISCARD;
enum status submission_return(struct book_tx *t, uint64_t id, uint32_t version,
                              struct span reason) NODISCARD;

/* Does the annual report of this very unit stand: handed in or accepted? */
bool submission_stands(struct book_tx *t, struct unit_key unit, int year);
/* Whose report binds the records of unit and year: its own, or its commune's. false: nobody's. */
bool submission_binds(struct book_tx *t, struct unit_key unit, int year, struct unit_key *whose);

/* A year of a hamlet's or a commune's; above a commune by date only. */
bool submission_year_closed(struct book_tx *t, struct unit_key unit, int year);
/* By date only: from 31/01 of the next year on. */
bool submission_year_over(int year, day today);

/* The steps, and what is frozen: why r may not come after old (NULL: new), translated by the
 * caller; NULL when it may. r NULL: deleted. */
const char *submission_forbids(const struct record *old, const struct record *r);

#endif
