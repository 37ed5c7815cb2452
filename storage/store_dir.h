/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder of a store on disk, without what is in the data file. Private to storage/.
 *
 *      format      "hoctap store 1": written last when a store is made, so a folder without it is
 *                  no store, or one whose making was cut off ("hoctap store 1 new")
 *      data.mdb    the records; lock.mdb: the backend's readers and mutex
 *      lock        held while the backend is opened or closed
 *      writer      held while a process writes; says who (and *-queue: who waits, see lock.h)
 *      users       shared by every process that has the store open
 *      boot        the boot in which the data was last known to be whole, and the data file's
 *                  identity (inode, size, time) when the last process left it
 *      suspect     there after a reported input/output error, until a check found no fault
 *      drafts/ editing/    see drafts.h and editlock.h
 *
 * When the data must be checked before it is mapped (truncated and damaged pages crash LMDB): after
 * another boot (a power cut may have torn a disk's cache), after a reported error, and when nobody
 * has the store open and the data file is not the one the last process left: a copy put in its
 * place, a disk's repair, or a last session that was killed. The last is harmless, cannot be told
 * from the others, and costs milliseconds.
 */
#ifndef STORAGE_STORE_DIR_H
#define STORAGE_STORE_DIR_H

#include <stdbool.h>

#include "storage/lock.h"
#include "storage/store.h"

struct store_dir;

/* Makes the folder when o->create; refuses network file systems. Takes no lock yet. */
enum status store_dir_open(struct store_dir **out, const char *path, const struct store_options *o,
                           struct detail *d) NODISCARD;
void store_dir_close(struct store_dir *dir); /* NULL is fine */

/* The open lock, waiting at most wait_ms; names the holder when that is too short. */
enum status store_dir_lock(struct store_dir *dir, const char *holder, int wait_ms,
                           struct detail *d) NODISCARD;
void store_dir_unlock(struct store_dir *dir);

/* All of the following run under the open lock. */

/* Is there a store? With `create`: STATUS_EXISTS unless the folder is empty, else it is now marked
 * as being made. Without: STATUS_NOTFOUND, INVALID (not ours), TOO_NEW. */
enum status store_dir_examine(struct store_dir *dir, bool create, struct detail *d) NODISCARD;
enum status store_dir_made(struct store_dir *dir, struct detail *d) NODISCARD;
bool store_dir_needs_check(struct store_dir *dir);
void store_dir_checked(struct store_dir *dir); /* the check found no fault */
void store_dir_enter(struct store_dir *dir);   /* counts us as a user */
void store_dir_leave(struct store_dir *dir);   /* after the backend has closed its files */

void store_dir_suspect(struct store_dir *dir); /* leaves the mark; no lock needed */
bool store_dir_disk_full(struct store_dir *dir);
enum status store_dir_writer(struct store_dir *dir, struct lock **out, struct detail *d) NODISCARD;

#endif
