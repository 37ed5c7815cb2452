/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the command line says to people: sentences on stderr, made safe for a terminal (text of
 * files and records may stand in them), and the exit codes. stdout carries data only
 * (tui/output.h).
 */
#ifndef TUI_SAY_H
#define TUI_SAY_H

#include "locale/status.h"

/* Fixed: scripts rely on them. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAULTS = 1, /* done, but rows refused, faults found or bytes not decoded */
    EXIT_USAGE = 2,
    EXIT_FILE = 3, /* the store or a named file cannot be opened, read or written */
    EXIT_DENIED = 4,
};

/* One message and a line end on stderr. Line ends within it stay, every other control character
 * does not. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Says d->text, or the status' own sentence when it is empty; returns the status' exit code. */
int say_status(enum status s, const struct detail *d);
/* The same for a store or file that a command was given: always EXIT_FILE. */
int say_file_status(enum status s, const struct detail *d);

#endif
