/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that forgets what was not synced: files and folders as a list of calls leaves them, and
 * what of that is left when the power goes. Stricter than today's file systems are: a file that was
 * synced still needs its folder synced before its name is safe.
 */
#ifndef TESTS_TORTURE_DISK_H
#define TESTS_TORTURE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/buf.h"

struct disk_call { /* see tests/preload/writelog.c */
    char kind;
    bool durable; /* the write itself */
    uint64_t at;
    struct span path, second, bytes;
};

/* The calls of a log, in malloc'd memory, as views into *bytes. NULL: not a log. */
struct disk_call *disk_log_read(const char *log, struct buf *bytes, size_t *n);

struct disk;
/* All that is in the folder `from` is safe; in the calls it is named `as`. */
struct disk *disk_new(const char *from, const char *as);
void disk_free(struct disk *d);
void disk_apply(struct disk *d, const struct disk_call *c); /* it has come back */
void disk_begin(struct disk *d, const struct disk_call *c); /* it had only begun */
void disk_lose_power(struct disk *d, uint64_t *seed);
/* What is left, into the new folder `to`. Without the notes that are only good until the next boot
 * (`boot`, lock.mdb): the machine was started anew. */
void disk_write(const struct disk *d, const char *to);

#endif
