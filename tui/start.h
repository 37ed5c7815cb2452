/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `hoctap` without a command: a short page that says where the records stand and what to do next.
 */
#ifndef TUI_START_H
#define TUI_START_H

#include "tui/app.h"

int start_page(struct app *app); /* returns an exit code */

/* The screens: first start or menu, until the person leaves or the line drops. */
int start_screen(struct app *app); /* returns an exit code */

#endif
