/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listing and finding records of one entity: command `list`, the list screens, F3.
 *
 * find_ids() says which and in what order, from the packed columns alone where that is possible;
 * find_records() loads them one after the other. A list that is shown or printed in pieces keeps
 * the ids and loads a piece at a time, so no transaction is open while a key or a pipe is waited
 * for.
 *
 * Text is compared without marks and case (fold_search). A name matches when the text stands in it,
 * or when it has all words of the text, each at the start of a word and in that order:
 *
 *     "huong"  Nguyễn Thị Hường, Hướng       "nguyen huong"  Nguyễn Thị Hường
 *     "27"     number 27 of each hamlet, and Thôn 27
 *
 * Best first: a running number; names that hold the text with its very marks; the start of a word
 * before the middle of one; then the order of names. Of a text that FIND_RANKED names or more hold
 * ("n"), only the first FIND_RANKED in the order of places are ranked, unless all are asked for
 * (limit 0): a person who types on is shown something at once.
 *
 * Without text the order is place and running number, or the order of names.
 *
 * Entities without packed columns (document, title, yearfact, target) are looked through record by
 * record, in all fields of the ordinary list; their order is that of their keys.
 */
#ifndef CORE_FIND_H
#define CORE_FIND_H

#include "core/book.h"

enum { FIND_RANKED = 400 };

enum find_sort { FIND_AS_NUMBERED, FIND_AS_NAMED };

/* Zeroed: all records that the caller may see, wherever they are. */
struct find_options {
    struct unit_key unit;
    struct span text;
    size_t limit; /* 0: no limit */
    day valid_on; /* only those that are valid, and lived there, on this day; 0: as they lie now */
    enum find_sort sort;   /* without text */
    const uint64_t *among; /* only these: n_among ids, ascending; NULL: all */
    size_t n_among;
};

struct find_hit {
    uint64_t id;
    struct unit_key unit; /* where it was found; its place now, unless valid_on says otherwise */
    uint32_t number;
};

struct find_result {
    struct find_hit *v;
    size_t n;
    size_t total; /* n, or more when the limit cut off */
};

/* STATUS_DENIED when nothing of options->unit is the caller's to read; units within it that are not
 * are left out. out is valid and must be released either way. */
enum status find_ids(struct book_tx *t, const struct entity *e, const struct find_options *o,
                     struct find_result *out) NODISCARD;
void find_result_release(struct find_result *r);

/* Loads them in that order. As with book_each(), fn may return STATUS_NOTFOUND to stop. */
enum status find_records(struct book_tx *t, const struct entity *e, const struct find_options *o,
                         book_each_fn fn, void *context) NODISCARD;

/* Does this unit belong to what is asked for, and may the caller read e there? A zero `asked` is
 * everything. For exports, which go through the records themselves. */
bool find_unit_wanted(struct book_tx *t, const struct entity *e, struct unit_key unit,
                      struct unit_key asked);
/* STATUS_DENIED when nothing of it is the caller's to read. */
enum status find_unit_allowed(struct book_tx *t, const struct entity *e,
                              struct unit_key asked) NODISCARD;
/* What all keys of units inside `asked` begin with: 9 bytes of a hamlet, else nothing (a commune's
 * hamlets may have been founded in another one). */
struct span find_unit_prefix(const struct unit_key *asked);

#endif
