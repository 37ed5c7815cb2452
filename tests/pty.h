/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program in a terminal of its own: forkpty, and libvterm as what it draws on. Nothing sleeps
 * blindly: every wait is for a text, for silence or for the end, and has a limit in milliseconds.
 * Knows nothing of cmocka: functions return false when the limit passes.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <sys/types.h>

#include "locale/buf.h"

enum { PTY_SILENCE_MS = 180, PTY_LIMIT_MS = 10000 };

struct pty {
    pid_t pid;
    int fd; /* -1 after a hang-up or the end */
    int rows, columns;
    int silence; /* milliseconds; PTY_SILENCE_MS, long enough for a hint that follows the focus */
    void *vterm, *screen;
    struct buf raw; /* every byte the program has sent since pty_forget() */
    bool ended;
    int status; /* of waitpid(), when ended */
};

/* env: "NAME=value" or "NAME" to take it away, NULL at the end; added to this process' environment.
 * Either argv, or child with its argument; what child returns is the exit code. */
bool pty_start(struct pty *p, int rows, int columns, const char *const *env, char *const *argv,
               int (*child)(void *), void *argument);
void pty_type(struct pty *p, struct span bytes);
bool pty_settle(struct pty *p);                      /* silence, and the program waits */
bool pty_wait_text(struct pty *p, const char *text); /* until it stands on the screen */
bool pty_wait_end(struct pty *p, int limit_ms);      /* until the program has ended */
void pty_resize(struct pty *p, int rows, int columns);
void pty_hangup(struct pty *p); /* the terminal goes away */
void pty_forget(struct pty *p); /* raw is empty again */
/* Rows without blanks at their ends, then "cursor ROW COLUMN" (from 1). */
void pty_picture(struct pty *p, struct buf *out);
bool pty_shows(struct pty *p, const char *text); /* now, in one row */
long pty_cpu_ms(const struct pty *p);            /* used by the program so far; -1 when unknown */
void pty_stop(struct pty *p);                    /* ends it if it must, and releases */

#endif
