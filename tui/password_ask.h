/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line that is not shown while it is typed. Asked on the plain terminal before any screen is
 * there, so that nothing of it is in the program's memory but the one buffer.
 *
 * Between begin and end the terminal shows nothing of what is typed, also not while a password is
 * being looked at: whoever types ahead is neither seen nor lost.
 */
#ifndef TUI_PASSWORD_ASK_H
#define TUI_PASSWORD_ASK_H

#include <termios.h>

#include "locale/status.h"

struct password_terminal {
    bool is; /* stdin is one */
    struct termios before;
};
void password_begin(struct password_terminal *t);
void password_end(struct password_terminal *t);

/* Reads a line from stdin into out (which the caller wipes with password_forget()); on a terminal
 * with the question on stderr. false: end of input, Ctrl-C or Ctrl-D. */
bool password_ask(const struct password_terminal *t, const char *question, struct buf *out);
void password_forget(struct buf *b); /* wipes and releases */

#endif
