/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reports the program can print. A report is one function that reads the book and builds a
 * document (forms/doc.h); screens and the command line know reports by this list only:
 *
 *     const struct report_kind *k = report_by_name("annual");
 *     struct doc doc = {0};                     in a book_read():
 *     s = k->build(t, unit, year, &doc);        nothing is counted here: core/progress does
 *     s = report_render(&doc, format, &bytes, d); the bytes of the file; not within the book_read()
 *     doc_release(&doc);
 *
 * The documents are Vietnamese whatever language the program speaks: they go to an authority. Only
 * labels of this list and errors are translated.
 */
#ifndef FORMS_REPORT_H
#define FORMS_REPORT_H

#include "core/book.h"
#include "core/title.h"
#include "forms/doc.h"

struct report_kind {
    const char *name;  /* of the command line: "annual" */
    const char *label; /* N_() */
    /* *out is empty before and, unless STATUS_OK comes back, after. STATUS_USAGE (t->detail says
     * what to do): a year to come, a unit this report is not made for. STATUS_DENIED. */
    enum status (*build)(struct book_tx *t, struct unit_key unit, int year, struct doc *out);
    /* The same for one title ('--title'); NULL: the report knows no title. build is the family's.
     */
    enum status (*of_title)(struct book_tx *t, enum title_id title, struct unit_key unit, int year,
                            struct doc *out);
};
extern const struct report_kind report_kinds[];             /* ends with name NULL */
const struct report_kind *report_by_name(const char *name); /* NULL when there is none */

enum report_format { REPORT_TEXT, REPORT_DOCX, REPORT_XLSX };
/* By the ending of the name; "-" (stdout) is text. STATUS_USAGE with a sentence when the ending is
 * none of .txt .docx .xlsx: ask before the work. */
enum status report_format_of(const char *path, enum report_format *out, struct detail *d) NODISCARD;
bool report_format_by_word(const char *word, enum report_format *out); /* txt, docx, xlsx */
/* Appends the bytes of the file. STATUS_IO as office_write(); text never fails. */
enum status report_render(const struct doc *doc, enum report_format format, struct buf *out,
                          struct detail *d) NODISCARD;

#endif
