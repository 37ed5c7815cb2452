/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a typed text matches a name. Only find.c includes this. It knows folded texts, no records.
 */
#ifndef CORE_FIND_TEXT_H
#define CORE_FIND_TEXT_H

#include "locale/buf.h"

/* Worse ones are greater. */
enum find_way { FIND_NUMBER, FIND_START, FIND_WORDS, FIND_INSIDE, FIND_NOT };

/* One folding of the text, in words. */
struct find_words {
    char *text;
    struct span all, word[8], longest;
    size_t n, rare; /* rare: the offset in longest of its rarest letter */
};

struct find_query {
    struct find_words search; /* fold_search: without marks */
    struct find_words key;    /* fold_key */
    struct find_words lower;  /* as typed, for a word that is not complete: "hò" of "hòa" */
    uint32_t number;          /* 0: the text is no number */
};

/* false: the text has nothing to look for. */
bool find_query_init(struct find_query *q, struct span text);
void find_query_release(struct find_query *q);

/* Where the longest word of w stands first in names, or NULL. */
const char *find_longest(const struct find_words *w, struct span names);
/* In a name folded as w is. */
enum find_way find_match(const struct find_words *w, struct span name);
/* Does this name, as written, hold the text with its marks? */
bool find_exact(const struct find_query *q, struct span name);

/* Rows of a chunk of folded names (each ends in NUL) that match, from the first on. */
struct find_rows {
    struct span rest; /* from the beginning of row `row` */
    unsigned row;
    bool only_count; /* how a row matches is not asked */
};
/* false behind the last. */
bool find_next_row(struct find_rows *r, const struct find_query *q, unsigned *row,
                   enum find_way *way);

#endif
