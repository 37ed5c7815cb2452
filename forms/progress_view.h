/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of the Tiến độ screen, from core/progress: per title a line with its figures and a bar,
 * the same by hamlet, or over the years of a phase. Behind any figure is a list (forms/list.h).
 * Nothing is counted here. No terminal.
 *
 * A bar runs from 0 to 100 %: `fill` is the rate, `mark` the year's target, or the phase's goal
 * where the year has none. Both in hundredths of a percent.
 */
#ifndef FORMS_PROGRESS_VIEW_H
#define FORMS_PROGRESS_VIEW_H

#include "core/progress.h"
#include "forms/doc.h"
#include "forms/list.h"

enum progress_shape {
    PROGRESS_LINES,   /* one row an indicator */
    PROGRESS_HAMLETS, /* one row a hamlet, "cấp xã" and the commune last; of one indicator */
    PROGRESS_PHASE,   /* one row a year; of one indicator */
    PROGRESS_YEARS,   /* one row a hamlet as in PROGRESS_HAMLETS, one column a year of the phase */
};

enum progress_cell { /* columns of a row, in the order of the screen */
                     PROGRESS_TOTAL,
                     PROGRESS_REGISTERED,
                     PROGRESS_PROPOSED,
                     PROGRESS_RECOGNISED,
                     PROGRESS_RATE,   /* "65,20 %", "đạt", "chưa đạt" */
                     PROGRESS_NEEDED, /* "178 hộ"; against the year's target, else the goal */
                     PROGRESS_CELLS,
};
/* In PROGRESS_YEARS a cell is a year of the phase, the first of it at 0: "783/1.201", recognised
 * and total. */

struct progress_row {
    struct unit_key unit;
    int year;
    bool own;   /* "cấp xã": what lies in no hamlet */
    bool moved; /* those who left before the counting day, of the row above: in no figure */
    const struct progress_line *line; /* NULL: a hamlet without this line */
    char label[128];                  /* title, hamlet or year; fit for a terminal */
    char brief[64];                   /* the same for a narrow place; may be the same */
    char cell[PROGRESS_CELLS][32];
    bool bar;
    int32_t fill;
    int32_t mark; /* -1: neither target nor goal */
    bool mark_is_goal;
    char against[240]; /* "mục tiêu 2030: 80 % (QĐ 1373/QĐ-TTg)"; whose and from where */
    size_t against_n;  /* bytes of it without the source */
    char note[240]; /* "theo số thống kê", đã chuyển đi, đơn vị chưa cho biết số người; or "" */
};

struct progress_view; /* book and who are borrowed for its life */
struct progress_view *progress_view_new(struct book *b, const struct caller *who,
                                        struct unit_key unit, int year);
void progress_view_free(struct progress_view *v);
void progress_view_set_unit(struct progress_view *v, struct unit_key unit);
void progress_view_set_year(struct progress_view *v, int year);
/* indicator: of PROGRESS_HAMLETS and PROGRESS_PHASE; phase: of PROGRESS_PHASE. */
void progress_view_set_shape(struct progress_view *v, enum progress_shape shape,
                             enum indicator indicator, enum phase phase);

/* Reads again when a setter was called or anybody wrote. STATUS_USAGE: a year to come, by hamlet in
 * a unit that is no commune. After an error it shows what it showed. */
enum status progress_view_load(struct progress_view *v, struct detail *d) NODISCARD;

size_t progress_view_rows(const struct progress_view *v);
const struct progress_row *progress_view_row(const struct progress_view *v, size_t row);
const struct progress *progress_view_whole(const struct progress_view *v); /* NULL before a load */
/* How many columns there are, and their headers; "" behind the last. */
size_t progress_view_cells(const struct progress_view *v);
void progress_view_add_header(const struct progress_view *v, enum progress_cell c, struct buf *out);
/* "Tiến độ 2026 · xã Triệu Sơn · 14 tổ dân phố", and "đến ngày 22/11/2026". */
void progress_view_add_title(const struct progress_view *v, struct buf *out);
void progress_view_add_day(const struct progress_view *v, struct buf *out);
/* "Theo danh sách đã nhập. Dấu đối chiếu 7K3-M9Q." */
void progress_view_add_source(const struct progress_view *v, struct buf *out);
/* PROGRESS_PHASE: pace, recognised in every year. Else nothing. */
void progress_view_add_phase(const struct progress_view *v, struct buf *out);

/* PROGRESS_PHASE: "Mất danh hiệu: năm 2024 3 hộ. Năm 2026 chưa công nhận lại: 5 hộ." Or nothing. */
void progress_view_add_lost(const struct progress_view *v, struct buf *out);

/* The list behind a figure; false when there is none (a rate; a number above the list). */
bool progress_view_behind(const struct progress_view *v, size_t row, enum progress_cell c,
                          struct list_behind *out);

/* All rows as a table, to be printed. */
void progress_view_print(const struct progress_view *v, struct doc *out);

/* Cells of a bar of that many columns: how many are full, and which one bears the mark (columns
 * when there is none). */
void progress_bar(const struct progress_row *r, size_t columns, size_t *full, size_t *mark);

#endif
