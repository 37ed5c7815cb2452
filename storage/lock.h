/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Locks between processes, on files (flock), that say who holds them. The kernel releases them when
 * the holder dies, however it dies; a holder that is merely stopped keeps them, so every wait has a
 * limit and the waiter can name the holder.
 *
 * Fairness. A lock is two files: NAME, and NAME-queue in front of it, where waiters draw a number
 * (lock_queue.h). Without it, who releases the lock and wants it again finds it free each time, and
 * the others starve. Waiting is polling with short pauses, because flock has no wait with a limit,
 * and the kernel's own queue is not served in order. A waiter that was stopped in the queue is
 * walked around after 0.3 s.
 */
#ifndef STORAGE_LOCK_H
#define STORAGE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/status.h"

struct lock;

struct lock_holder {
    char name[100]; /* may be "" */
    long pid;
    int64_t since; /* seconds since 1970 */
};

/* Opens (and makes, mode 0600) the lock's files in an open folder. Takes nothing yet. */
enum status lock_open(struct lock **out, int folder, const char *name, struct detail *d) NODISCARD;
void lock_close(struct lock *l); /* releases it too; NULL is fine */

/* false when wait_ms have passed. holder (NULL: nobody named) is shown to others that wait. */
bool lock_take(struct lock *l, const char *holder, int wait_ms) NODISCARD;
void lock_release(struct lock *l);
/* Who holds it, as written by the last holder; false when nothing is written. */
bool lock_read_holder(struct lock *l, struct lock_holder *out);
/* Sets d to "NAME has been WHAT since HH:MM and is not done" and returns STATUS_BUSY. `what` is a
 * translated verb phrase ("đang ghi"). */
enum status lock_busy(struct lock *l, const char *what, struct detail *d);

/* Opens (and makes, mode 0600 whatever the umask) a file to lock; -1 and errno. */
int lock_file(int folder, const char *name);
/* One plain flock, with no name and no queue, on an open descriptor. */
bool lock_try_shared(int fd);
bool lock_try_exclusive(int fd);

/* Writes "PID SECONDS NAME" into a file, and reads it back: how a lock says who holds it. */
void lock_write_name(int fd, const char *name);
bool lock_read_name(int fd, struct lock_holder *out);

/* The name of a file system (statfs f_type) on which locks or shared maps between machines cannot
 * be trusted, or NULL when it is fine. */
const char *lock_unsafe_fs(uint64_t f_type);

#endif
