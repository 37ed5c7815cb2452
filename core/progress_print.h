/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress as JSON, CSV and text. These functions print what core/progress.h has computed and
 * compute nothing; they know no store. All append to out.
 *
 * JSON (fixed): one object per unit and year,
 *   {"unit":"15664","scheme":"2025","name":"..","year":2026,"as_of":"2026-11-22","fingerprint":"..",
 *    "titles":[{"title":"family","total":1201,"denominator":"records","registered":..,..}]}
 * to which "territory":"present" is added for a year before the unit existed; a title has further
 * members only when they say something: "more_than_declared", "moved", "owing", and "lost" in a
 * phase.
 */
#ifndef CORE_PROGRESS_PRINT_H
#define CORE_PROGRESS_PRINT_H

#include "core/progress.h"

void progress_add_json(struct buf *out, const struct progress *p);
/* The commune and "units": its rows, the last of which is 000 (code of the commune + "000"). */
void progress_add_json_units(struct buf *out, const struct progress *whole,
                             const struct progress *row, size_t n);
struct progress_rows { /* of one year, by hamlet */
    struct progress *v;
    size_t n;
};
/* {"unit":..,"scheme":..,"name":..,"phase":"1","first":2023,"last":2025,"titles":[{"title":..,
 *  "goal":..,"pace":..,"years_left":..,"every_year":..,"not_again":..}],"years":[..]}; by_hamlet:
 * the rows of each year, which gets its "units"; or NULL */
void progress_add_json_phase(struct buf *out, const struct progress_phase *p,
                             const struct progress_rows *by_hamlet);

/* One line per title; the head first. row_000: p is the row "cấp xã" of its commune. */
void progress_add_csv_head(struct buf *out);
void progress_add_csv(struct buf *out, const struct progress *p, bool row_000);

/* For a terminal 80 columns wide. */
void progress_add_text(struct buf *out, const struct progress *p);
void progress_add_text_units(struct buf *out, const struct progress *whole,
                             const struct progress *row, size_t n);
void progress_add_text_phase(struct buf *out, const struct progress_phase *p,
                             const struct progress_rows *by_hamlet);

/* "family"; "Gia đình học tập" translated; what is counted: "hộ" translated. */
const char *progress_indicator_name(enum indicator i);
const char *progress_indicator_label(enum indicator i);
const char *progress_indicator_counter(enum indicator i);

#endif
