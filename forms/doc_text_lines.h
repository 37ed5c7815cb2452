/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts cut into lines of at most so many columns; only the text writer's files use this.
 */
#ifndef FORMS_DOC_TEXT_LINES_H
#define FORMS_DOC_TEXT_LINES_H

#include "forms/doc.h"
#include "locale/width.h"

#define DOC_TEXT_RULE "─"
#define NO_BREAK      "\u00A0"

/* Zeroed is valid and empty. An empty text has no lines. */
struct text_lines {
    struct buf text;
    struct span *line; /* views of text */
    size_t n;
};

/* first: columns of the first line, rest: of the others; both at least 2 (a wide letter). */
void text_lines_wrap(struct text_lines *l, const struct doc_string *s, size_t first, size_t rest);
void text_lines_release(struct text_lines *l);
size_t text_lines_columns(const struct text_lines *l); /* of the longest */

/* All runs of s one behind the other. */
void doc_string_add(struct buf *out, const struct doc_string *s);
size_t doc_string_columns(const struct doc_string *s);
size_t doc_string_word(const struct doc_string *s); /* columns of its longest word */

void text_add_repeated(struct buf *out, const char *what, size_t times);
enum width_align text_align(enum doc_align a);

void text_add_table(struct buf *out, const struct doc_table *t, size_t width);

#endif
