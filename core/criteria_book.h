/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sets of a book: shipped ones and imported ones (records of entity criteria), which of them
 * the commune has adopted, and by which a title is judged.
 *
 * - A set is code and version; once kept its content never changes. Another content needs another
 *   version, and old versions stay, because finished assessments are judged by them.
 * - A shipped set becomes a record when it is adopted.
 * - Without an adopted set a title is "chỉ ghi kết quả": there is no sheet.
 */
#ifndef CORE_CRITERIA_BOOK_H
#define CORE_CRITERIA_BOOK_H

#include "core/book.h"
#include "core/criteria_eval.h"

struct criteria_entry {
    struct criteria_set set;
    uint64_t id;      /* of its record; 0: shipped only */
    int adopted_from; /* year; 0: not adopted */
    char *adopted_by; /* "Quyết định 215/QĐ-UBND"; never NULL */
    day adopted_on;
};
void criteria_entry_release(struct criteria_entry *e);

struct criteria_entries {
    struct criteria_entry *v;
    size_t n;
};
void criteria_entries_release(struct criteria_entries *e);

/* All sets, by title, then code, then version. A record that cannot be read is left out; the check
 * of the book says so. */
enum status criteria_entries_load(struct book_tx *t, struct criteria_entries *out) NODISCARD;
/* version NULL: the adopted one, else the last. STATUS_NOTFOUND with a sentence. */
enum status criteria_get_set(struct book_tx *t, struct span code, const struct span *version,
                             struct criteria_entry *out) NODISCARD;
/* The set that holds for a title in a year: of those adopted from that year or before, the latest.
 * STATUS_NOTFOUND: none, results are recorded without marks. */
enum status criteria_holding(struct book_tx *t, enum title_id title, int year,
                             struct criteria_entry *out) NODISCARD;
/* By which a title record is judged: its own set and version, else the one that holds. title may
 * be NULL. */
enum status criteria_for(struct book_tx *t, enum title_id kind, int year,
                         const struct record *title, struct criteria_entry *out) NODISCARD;

/* ---- changes; all of them the officer's ---- */

struct criteria_imported {
    unsigned added, unchanged;
    struct criteria_report report; /* the caller releases it */
};
/* Everything in the file or nothing. STATUS_INVALID: the report says why. */
enum status criteria_import(struct book *b, const struct caller *who, struct span json,
                            bool dry_run, struct criteria_imported *out,
                            struct detail *d) NODISCARD;

/* "Áp dụng từ năm .., theo văn bản ..". seen: the person has been shown the text of a set that is
 * not verified; without it such a set is STATUS_INVALID. Another set of the title adopted from the
 * same year is no longer adopted. */
enum status criteria_adopt(struct book *b, const struct caller *who, struct span code,
                           struct span version, int from, struct span by, bool seen,
                           struct detail *d) NODISCARD;
/* No longer. Assessments keep their set. */
enum status criteria_drop(struct book *b, const struct caller *who, struct span code,
                          struct span version, struct detail *d) NODISCARD;

/* For the check of a book: the fields of a set's record say what its content says. The first that
 * does not, which is then made to (in memory); the content itself when it cannot be read; else
 * NULL. */
const struct field *criteria_record_mend(struct record *r);

/* Do the marks of this title record block it, by its own set? Then why gets the codes. */
enum status criteria_blocks(struct book_tx *t, const struct record *title, bool *blocks,
                            struct buf *why) NODISCARD;

#endif
