/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the list model: list.c (question, choice, loading), list_ask.c (which
 * records, in what order), list_columns.c (columns and texts). Nobody else includes it.
 */
#ifndef FORMS_LIST_PRIVATE_H
#define FORMS_LIST_PRIVATE_H

#include "core/find.h"
#include "forms/list.h"

struct list_line {
    uint64_t id;
    bool ended;
    struct buf cell[LIST_COLUMNS];
};

struct list_question {
    struct unit_key unit;
    struct buf text;
    enum list_sort sort;
    const struct field *field;
    day valid_on;
    bool is_behind;
    struct list_behind behind;
};

/* What one load finds; taken over whole when the transaction ended well. */
struct list_answer {
    bool asked; /* else the hits of before stand */
    uint64_t generation;
    struct find_result hits;
    size_t total;   /* without the text */
    uint64_t empty; /* bit i: field i is empty in all of them */
    bool at_home;   /* all lie in the very unit that was asked for */
    struct buf foot;
    size_t at, top;
    struct list_line *line;
    size_t lines;
};

struct list {
    struct book *book;
    const struct caller *who;
    const struct entity *e;
    struct list_question q;
    bool dirty;     /* ask again */
    bool want_best; /* the text changed: choose the best hit */
    bool has_hits;
    struct list_answer now;
    size_t width, height;
    struct list_column column[LIST_COLUMNS];
    size_t columns;
};

enum status list_ask(const struct list *l, struct book_tx *t, struct list_answer *out) NODISCARD;
void list_layout(struct list *l, const struct list_answer *a); /* for l->width */
/* Line i of out gets the texts of record h. */
enum status list_make_line(const struct list *l, struct book_tx *t, const struct find_hit *h,
                           struct list_line *out) NODISCARD;
/* list_foot.c: what stands below the rows. */
enum status list_make_foot(const struct list *l, struct book_tx *t, struct buf *out) NODISCARD;
void list_line_release(struct list_line *line);

#endif
