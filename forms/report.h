/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reports the program can print. A report is one function that reads the book and builds a
 * document (forms/doc.h); screens and the command line know reports by this list only:
 *
 *     const struct report_type *k = report_by_name("annual");
 *     struct doc doc = {0};                     in a book_read():
 *     s = k->build(t, &of, &doc);                nothing is counted here: core/progress does
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

struct report_of {
    struct unit_key unit;
    int year;
    enum title_id title; /* TITLE_NONE: the report's own choice */
    uint64_t subject;    /* 0: nobody, a blank form */
};

enum {
    REPORT_TAKES_TITLE = 1 << 0,   /* '--title' */
    REPORT_TAKES_SUBJECT = 1 << 1, /* '--subject' */
    REPORT_HAS_TEXTS = 1 << 2,     /* people write parts of it (forms/report_texts.h) */
    REPORT_NO_HAMLET = 1 << 3,     /* only of a commune */
    REPORT_NO_YEAR = 1 << 4,       /* its years are its own: a review of a phase */
};

struct report_type {
    const char *name;  /* of the command line: "annual" */
    const char *label; /* N_() */
    const char *file;  /* what a printed file is called, without year and ending */
    unsigned flags;
    /* *out is empty before and, unless STATUS_OK comes back, after. STATUS_USAGE (t->detail says
     * what to do): a year to come, a unit this report is not made for. STATUS_DENIED. */
    enum status (*build)(struct book_tx *t, const struct report_of *of, struct doc *out);
};
extern const struct report_type report_types[];             /* ends with name NULL */
const struct report_type *report_by_name(const char *name); /* NULL when there is none */
/* Is it made for a hamlet or commune? */
bool report_fits(const struct report_type *k, struct unit_key unit);

/* The id of whom the text means: a name or "số 27" among those of the unit who can hold the title
 * (family when none is said), or the 16 digits of an id. STATUS_USAGE with a sentence. */
enum status report_find_subject(struct book_tx *t, const struct report_of *of, struct span text,
                                uint64_t *out) NODISCARD;

enum report_format { REPORT_TEXT, REPORT_DOCX, REPORT_XLSX };
/* By the ending of the name; "-" (stdout) is text. STATUS_USAGE with a sentence when the ending is
 * none of .txt .docx .xlsx: ask before the work. */
enum status report_format_of(const char *path, enum report_format *out, struct detail *d) NODISCARD;
bool report_format_by_word(const char *word, enum report_format *out); /* txt, docx, xlsx */
/* Appends the bytes of the file. STATUS_IO as office_write(); text never fails. */
enum status report_render(const struct doc *doc, enum report_format format, struct buf *out,
                          struct detail *d) NODISCARD;

#endif
