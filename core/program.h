/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small programs that hoctap starts for one task each: hoctap-file reads foreign files,
 * hoctap-office writes .docx and .xlsx. They get two descriptors, no store and an environment that
 * the caller chooses; nothing they say reaches the screen.
 */
#ifndef CORE_PROGRAM_H
#define CORE_PROGRAM_H

#include <sys/types.h>

#include "locale/status.h"

enum { PROGRAM_FIRST_FREE = 3 }; /* descriptors below become the child's 0, 1 and 2 */

/* Beside us (the build folder), one folder up (a test program in it), then where `make install`
 * puts it: below the folder above ours, or the one compiled in. Freed by the caller, or NULL. */
char *program_find(const char *name);
/* 0 or errno. in and out, both PROGRAM_FIRST_FREE or above, become 0 and 1. Signals are as a new
 * program expects them: it must die of SIGPIPE when we are gone, whatever we do about it. */
int program_spawn(pid_t *pid, const char *path, const char *const *argv,
                  const char *const *environment, int in, int out);
/* Moves fd out of the way of 0, 1 and 2; close-on-exec. -1 and errno; fd is closed in any case. */
int program_descriptor(int fd);

#endif
