/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Targets: records of entity target, and the built-in ones (national decisions, Hải Phòng's plan)
 * with their sources. Never interpolated between years.
 */
#ifndef CORE_TARGET_H
#define CORE_TARGET_H

#include "core/progress.h"

/* U's own or its nearest ancestor's for exactly that year, else known = false. */
void target_lookup(struct book_tx *t, struct unit_key u, enum indicator i, int year,
                   struct progress_target *out);

struct target_builtin {
    struct unit_key unit;
    enum indicator indicator;
    int year;
    int32_t hundredths;
    const char *source; /* N_() */
};
extern const struct target_builtin target_builtins[];
extern const size_t target_builtins_n;

/* The same for many lookups of one unit: its ancestors' records are read once. target_chain_load
 * fails with the store's errors and then sets *out to NULL. */
struct target_chain;
enum status target_chain_load(struct book_tx *t, struct unit_key u,
                              struct target_chain **out) NODISCARD;
void target_chain_find(const struct target_chain *c, enum indicator i, int year,
                       struct progress_target *out);
void target_chain_free(struct target_chain *c);

/* 2025 for 2023-2025, 2030 for 2026-2030, 0 for other years (fixed). */
int phase_end_of_year(int year);

#endif
