/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue of processes in front of a lock, kept in a file: who comes first is served first, and who
 * dies has left the queue. Private to lock.c, which says why there is one.
 *
 * A ticket is the next number, and a lock on the byte of that number (an open file description
 * lock, which the kernel drops with the process). It is my turn when no byte before mine is locked.
 *
 *      bytes 0-7   the next ticket's number        bytes 8-15  the ticket served last (a hint only)
 */
#ifndef STORAGE_LOCK_QUEUE_H
#define STORAGE_LOCK_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

bool lock_queue_empty(int fd); /* false also when it cannot be known */
/* false when there is none to be had (no such locks here, or somebody was stopped in the middle of
 * drawing one): go on without. */
bool lock_queue_draw(int fd, uint64_t *ticket);
bool lock_queue_my_turn(int fd, uint64_t ticket);
uint64_t lock_queue_served(int fd);
/* Gives the ticket back; served: it was used. */
void lock_queue_leave(int fd, uint64_t ticket, bool served);

#endif
