/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What curses sends, said in fewer bytes: the line to a village is slow, and colours are half of
 * what a picture costs. Pure: knows no terminal. The screen looks the same after it.
 *
 * - Attributes set one after the other become one sequence; what a reset behind it takes back is
 *   dropped. "ESC[39m ESC(B ESC[m" is "ESC[m".
 * - ESC ( B, which curses sends along with a reset, is dropped: no other character set is ever
 *   chosen here. A whole picture keeps its first, should something else have left one behind.
 * - A place in the row where the cursor stands is named by its column alone.
 * - A rule (U+2500, four and more) is one of them and REP, where the terminal says that it knows
 *   REP. Only rules: what calls itself xterm need not know it (PuTTY before 0.71), and then a line
 *   is short but no text is lost. For the same reason what curses itself repeats is written out.
 */
#ifndef TUI_SQUEEZE_H
#define TUI_SQUEEZE_H

#include "locale/buf.h"

struct squeeze {
    bool rep;    /* the terminal says that it knows ESC [ n b */
    bool column; /* .. ESC [ n G, and that its cursor waits at the right edge */
    int rows;    /* of the screen */
    bool whole;  /* what comes is a picture from scratch; squeeze_add() clears it */
};

/* Appends s, one picture as curses wrote it, to out. */
void squeeze_add(struct squeeze *q, struct span s, struct buf *out);

#endif
