/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line that is not shown while it is typed. Asked on the plain terminal before any screen is
 * there, so that nothing of it is in the program's memory but the one buffer.
 */
#ifndef TUI_PASSWORD_ASK_H
#define TUI_PASSWORD_ASK_H

#include "locale/status.h"

/* Reads a line from stdin into out (which the caller wipes with password_forget()); on a terminal
 * with the question on stderr and without echo. false: end of input, Ctrl-C or Ctrl-D. */
bool password_ask(const char *question, struct buf *out);
void password_forget(struct buf *b); /* wipes and releases */

#endif
