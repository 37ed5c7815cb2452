/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of records as a screen shows it: which ones, in what order, the chosen one, the columns
 * that fit, and the texts of the rows in sight. No terminal: a screen sets, loads and draws.
 *
 *     struct list *l = list_new(book, who, entity_by_name("household"));
 *     list_set_unit(l, hamlet);              setters touch no disk
 *     s = list_load(l, 78, 19, &d);          one short book_read(): before drawing, at a tick
 *     for (i = 0; i < list_columns(l, &c); i++) .. c[i].header, c[i].at, c[i].width
 *     for (i = 0; i < list_rows(l); i++) .. list_cell(l, i, column)
 *
 * list_load() looks whether anybody wrote since (book_generation) or a setter changed the question;
 * only then it asks again, and keeps the choice on the same record. Only rows in sight are decoded.
 * Texts found are in the order of core/find.h (a number first, exact marks, starts of words).
 * Rows are counted from the first in sight, records from the first of the list.
 */
#ifndef FORMS_LIST_H
#define FORMS_LIST_H

#include "core/book.h"
#include "core/progress.h"
#include "forms/doc.h"

enum list_sort {
    LIST_BY_NUMBER, /* place and running number */
    LIST_BY_NAME,   /* tên, họ, đệm */
    LIST_BY_FIELD,  /* then by place and number; unknown last */
};

/* The records behind a figure of progress. */
struct list_behind {
    struct unit_key unit;
    enum indicator indicator;
    int year;
    enum explain_state state;
    bool own; /* only what lies at the unit itself: the row "cấp xã" of a commune */
};

enum list_kind { LIST_NUMBER, LIST_FIELD, LIST_STATE /* of the title, behind a figure */ };
struct list_column {
    enum list_kind kind;
    const struct field *field; /* LIST_FIELD */
    const char *header;        /* translated */
    bool right;
    size_t at, width; /* columns of the terminal */
};
enum { LIST_COLUMNS = 16 };

struct list; /* book and who are borrowed for its life */
struct list *list_new(struct book *b, const struct caller *who, const struct entity *e);
void list_free(struct list *l);
const struct entity *list_entity(const struct list *l);

/* What is asked. A choice stays on its record where that is still in the list; a new text chooses
 * the best hit. Zero unit: all that the caller may read. */
void list_set_unit(struct list *l, struct unit_key unit);
void list_set_text(struct list *l, struct span text);
void list_set_sort(struct list *l, enum list_sort sort, const struct field *field);
void list_set_valid_on(struct list *l, day on); /* 0: those that ended too */
/* The entity must be list_behind_entity()'s. NULL: the ordinary list again. */
void list_set_behind(struct list *l, const struct list_behind *what);
/* NULL: nothing to show behind this indicator (a commune). */
const struct entity *list_behind_entity(enum indicator i);
struct unit_key list_unit(const struct list *l);
struct span list_typed(const struct list *l); /* the text */
enum list_sort list_sorted(const struct list *l);

/* Reads what changed and the rows in sight. width: columns of the terminal for a row; height: rows
 * for records. After an error the list shows what it showed. STATUS_DENIED. */
enum status list_load(struct list *l, size_t width, size_t height, struct detail *d) NODISCARD;
/* Look again even when no setter changed anything and nobody wrote. */
void list_reload(struct list *l);

/* The choice. Moves stop at the ends; what comes in sight is read by the next list_load(). */
size_t list_count(const struct list *l);
size_t list_at(const struct list *l);             /* record; 0 in an empty list */
uint64_t list_id(const struct list *l);           /* of the chosen record; 0 in an empty list */
struct unit_key list_place(const struct list *l); /* where the chosen record lies */
void list_move(struct list *l, long by);
void list_go(struct list *l, size_t record);
void list_page(struct list *l, int pages);
bool list_choose(struct list *l, uint64_t id); /* false: it is not in the list */

/* What is in sight. Texts are fit for a terminal (text_add_safe), not cut or filled; they live
 * until the next call that is not about reading. */
size_t list_columns(const struct list *l, const struct list_column **out);
size_t list_rows(const struct list *l);
size_t list_top(const struct list *l); /* record of row 0 */
struct span list_cell(const struct list *l, size_t row, size_t column);
uint64_t list_row_id(const struct list *l, size_t row); /* 0: there is no such row */
bool list_row_chosen(const struct list *l, size_t row);
bool list_row_ended(const struct list *l, size_t row); /* no longer valid today */
/* A whole row, cut and filled to the columns; and the line of headers. */
void list_add_row(const struct list *l, size_t row, struct buf *out);
void list_add_headers(const struct list *l, struct buf *out);

/* What holds besides the records, to be said below them; empty for most entities. */
struct span list_foot(const struct list *l);

/* "1.201 hộ"; with a text "3 trên 1.201 hộ"; when not all hits are in the list "400 đầu trên 812
 * hộ tìm thấy". */
void list_add_total(const struct list *l, struct buf *out);
size_t list_total(const struct list *l); /* without the text */

/* All rows of the list, with the columns of the last load. On an error out may hold a part. */
enum status list_print(struct list *l, const char *title, struct doc *out,
                       struct detail *d) NODISCARD;

#endif
