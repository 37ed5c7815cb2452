/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `hoctap` without a command: the screens. First start when there is no store yet, else the menu.
 */
#ifndef TUI_START_H
#define TUI_START_H

#include "tui/app.h"

/* Until the person leaves or the line drops. Without a terminal one sentence and EXIT_USAGE. */
int start_screen(struct app *app); /* returns an exit code */

#endif
