/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of several lines on the screen, wrapped at blanks.
 */
#ifndef TUI_DRAW_WRAP_H
#define TUI_DRAW_WRAP_H

#include "tui/draw.h"

/* Bytes of the first line of text when width columns are there; the blank behind it not counted. */
size_t draw_wrap_first(struct span text, size_t width);
/* From (y, x) to the right edge, rows lines at most, the first skip lines left out; a line that
 * goes on keeps the indent of its beginning. What does not fit is left out. Returns how many lines
 * the whole text has. */
size_t draw_wrap(struct draw *d, int y, int x, int rows, size_t skip, enum draw_role role,
                 struct span text);
/* What stands in the place of rows that are not there: from that line of the work on. */
void draw_wrap_empty(struct draw *d, int line, const char *text);
/* As draw_wrap() for lines "name: a 3, b 2 on 5": one that does not fit has its name on a line of
 * its own and what follows below it, broken behind commas, so that no figure is parted from its
 * word. */
size_t draw_wrap_figures(struct draw *d, int y, int x, int rows, size_t skip, enum draw_role role,
                         struct span text);

#endif
