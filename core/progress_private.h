/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between progress.c, progress_phase.c and progress_explain.c. Nobody else includes it.
 */
#ifndef CORE_PROGRESS_PRIVATE_H
#define CORE_PROGRESS_PRIVATE_H

#include "core/progress_scan.h"
#include "core/target.h"

/* May this caller see that unit and year? STATUS_USAGE for a year outside the book. */
enum status progress_allowed(struct book_tx *t, struct unit_key unit, int year) NODISCARD;
/* Name of a unit on a day; STATUS_NOTFOUND when the book does not know it. */
enum status progress_name(struct book_tx *t, struct unit_key unit, day on, char *name,
                          size_t size) NODISCARD;

/* The counters of n rows from first on, in a year by index. */
struct tally progress_sum(const struct scan *s, size_t first, size_t n, int year, unsigned line);

/* out[0..last - first] for the years; flags of the scan. every: SCAN_LINES counters of the last
 * year, for SCAN_EVERY, or NULL. */
enum status progress_years(struct book_tx *t, struct unit_key unit, int first, int last,
                           unsigned flags, struct progress *out, struct tally *every) NODISCARD;

/* Lines and fingerprint of n rows from first on; out->unit is set. */
void progress_lines(const struct scan *s, size_t first, size_t n, int year,
                    const struct target_chain *targets, struct progress *out);
void progress_fingerprint(const struct scan *s, size_t first, size_t n, int year,
                          struct progress *out);

#endif
