/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of Nhập nhanh: screen_grid.c (the grid) and screen_grid_more.c (many at once:
 * renewal, numbers from the meeting sheet, the decision on a list).
 */
#ifndef TUI_GRID_SCREEN_H
#define TUI_GRID_SCREEN_H

#include "tui/session.h"

struct grid_screen {
    struct screen screen;
    struct session *session;
    struct grid *grid; /* NULL when it could not be opened */
    size_t at, top;
    int digit; /* waits for its reason */
    struct buf place, sought;
    struct buf number; /* of the decision, between its two questions */
    bool refuse;
};

/* NULL with a sentence in d: a year to come, an old year that is not closed. */
struct screen *screen_grid_open(struct session *session, enum title_id title, struct unit_key unit,
                                int year, enum grid_mode mode, struct detail *d);

void grid_screen_more(struct grid_screen *s, struct ui *ui);
/* Saves the plan, or says its problems. */
void grid_screen_save_plan(struct grid_screen *s, struct ui *ui, const struct grid_plan *p);

#endif
