/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terminal: opened, waited on, left as it was found. With tui/draw.c the only place that knows
 * curses. Input is read and decoded by ourselves (tui/keys.h), because a read() is what makes an
 * input method's burst one event; curses only paints.
 *
 * - Signals are blocked except inside the wait, so nothing is interrupted elsewhere.
 * - After a hang-up term_wait() gives EVENT_HANGUP once; from then on nothing may be waited for,
 * and drawing does nothing. The program writes its drafts and ends.
 * - One terminal can be open at a time. It is restored by term_close(), and when memory runs out.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <signal.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

#include "locale/status.h"
#include "tui/draw.h"
#include "tui/keys.h"

struct term_options {
    bool no_suspend; /* Ctrl-Z and SIGTSTP do nothing: there is no shell behind us */
};

struct term {
    struct draw draw;
    struct keys keys;
    struct term_options options;
    void *screen; /* curses' SCREEN */
    FILE *out;    /* what it writes to; sent on by tui/draw.c */
    bool open, paste_mode, hung_up;
    struct buf leave;      /* what sets the terminal right when curses must not be touched */
    struct termios before; /* what the terminal was */
    sigset_t mask;
    struct sigaction actions[7];
    const char *charset; /* of the locale, NULL: input is UTF-8 */
    mbstate_t shift;
    struct buf raw; /* input of another charset, converted */
};

/* STATUS_INVALID: stdin or stdout is no terminal, or nothing is known about any. */
enum status term_open(struct term *t, const struct term_options *options,
                      struct detail *d) NODISCARD;
void term_close(struct term *t); /* safe when not open, and after a hang-up */

/* Waits for the next event until `deadline` (of term_now(); -1: for ever). EVENT_TICK means that
 * time has passed, or that only term_prefix() changed. */
void term_wait(struct term *t, int64_t deadline, struct event *out);
/* Is an event there that needs no waiting? The loop draws only when none is. */
bool term_pending(const struct term *t);
bool term_prefix(const struct term *t); /* "Esc-" is to be shown */

/* Stops the program as Ctrl-Z does, and comes back with everything to be drawn again. */
void term_suspend(struct term *t);

int64_t term_now(void); /* milliseconds, monotonic */

#endif
