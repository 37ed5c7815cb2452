/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answers of the first start while they are typed. There is no store yet whose drafts they
 * could be, and its folder must be empty when it is made: they are kept beside it, in a folder
 * "<path>.begun" that goes when the book is made.
 */
#ifndef TUI_FIRST_DRAFT_H
#define TUI_FIRST_DRAFT_H

#include "forms/edit.h"
#include "locale/status.h"

/* false: there is none. */
bool first_draft_load(const char *path, const char *person, struct edit *answer, size_t n);
enum status first_draft_save(const char *path, const char *person, const struct edit *answer,
                             size_t n, struct detail *d) NODISCARD;
void first_draft_drop(const char *path, const char *person);

#endif
