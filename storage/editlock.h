/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who edits what: a courtesy between people, so that two do not fill in the same form. A lock on a
 * file in `editing/` of the store's folder, with the name inside; it ends with the process, however
 * it ends, so a name that was left behind harms nothing. What protects the data is that core
 * compares versions when it saves, not this.
 *
 * A store in memory (path "") has one user: taking always succeeds.
 */
#ifndef STORAGE_EDITLOCK_H
#define STORAGE_EDITLOCK_H

#include "storage/lock.h"

struct editlock;

/* id: any bytes ("household/1A2B"). STATUS_BUSY: somebody else has it, *who (may be NULL) tells
 * who and since when. */
enum status editlock_take(struct editlock **out, const char *store_path, struct span id,
                          const char *name, struct lock_holder *who, struct detail *d) NODISCARD;
void editlock_release(struct editlock *e); /* NULL is fine */

/* Does somebody (this process too) edit id now? For marking rows of a list. */
bool editlock_held(const char *store_path, struct span id, struct lock_holder *who);

#endif
