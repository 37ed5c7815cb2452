/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts hoctap-file on one open file and stops it again. Knows no frame. For rowsource.c only.
 */
#ifndef CORE_ROWSOURCE_SPAWN_H
#define CORE_ROWSOURCE_SPAWN_H

#include <sys/types.h>

#include "core/rowsource.h"

struct rowsource_child {
    pid_t pid; /* 0 = none */
    int out;   /* where its frames come from; ours, close-on-exec */
};

/* path for reading; "-" duplicates descriptor 0. A folder is an error; with plain everything is but
 * a plain file that has one name: looked at after it was opened, so nothing can be put in between.
 */
enum status rowsource_open_file(const char *path, bool plain, int *fd, struct detail *d) NODISCARD;
/* Borrows fd, which becomes descriptor 0 of the child. */
enum status rowsource_spawn(struct rowsource_child *c, int fd, const struct row_source_options *o,
                            struct detail *d) NODISCARD;
void rowsource_stop(struct rowsource_child *c); /* kills and reaps; may be called again */

#endif
