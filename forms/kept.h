/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer to a question while it is typed, kept as a draft (storage/drafts.h): it is there again
 * when the same question is asked about the same thing, after a line that closed as after an Esc.
 * Knows no screen and no question; passwords must not come here.
 *
 * `as` names the question and what it is about, in any UTF-8: "return/<id>". It goes with its
 * record when a person is erased if it has the id's text in it (core/erase_traces.c). What stood
 * above the question is kept too, for the list of drafts (forms/unfinished.h).
 */
#ifndef FORMS_KEPT_H
#define FORMS_KEPT_H

#include "core/book.h"

struct kept {
    struct span where, question, text; /* one line each */
};

/* b NULL (no store yet) or a store in memory: STATUS_OK, nothing done. */
enum status kept_save(const struct book *b, const struct caller *who, const char *as,
                      const struct kept *k, struct detail *d) NODISCARD;
enum status kept_drop(const struct book *b, const struct caller *who, const char *as,
                      struct detail *d) NODISCARD;
/* The text, appended. false: there is none. */
bool kept_load(const struct book *b, const struct caller *who, const char *as, struct buf *out);

/* "ask/<as>", the draft's name; what its bytes hold (borrowed from them), false: nothing of this.
 */
void kept_name(const char *as, struct buf *out);
bool kept_is(struct span name, struct span *as);
bool kept_parse(struct span bytes, struct kept *out);

#endif
