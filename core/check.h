/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is everything in a store as it was written, and does it fit together? And what to do when not.
 *
 * The check runs in a child process: a damaged file may crash LMDB, never this program. Behind the
 * seals of the store it looks at: every record can be read and lies under its own key; its address
 * points to it and every address to a record; references lead somewhere; titles lie with their
 * subject; the packed columns are those that the records give, byte for byte; the audit chain
 * holds.
 */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#include "core/book.h"

/* One fault in words, translated. */
typedef void (*check_fn)(void *context, const char *text);

/* STATUS_OK: sound. STATUS_CORRUPT: fn was told of every fault (the first thousand of them). */
enum status check_book(const char *uri, check_fn fn, void *context, struct detail *d) NODISCARD;

struct check_repaired {
    bool copied;         /* what was damaged was left out; false: only columns were made anew */
    uint64_t kept, lost; /* entries of the store, when copied */
    char *aside;         /* where the damaged folder lies now; the caller frees */
};

/* Makes a sound store of what can be read. The damaged one is kept beside it under another name.
 * Must be the only program with the store open. */
enum status check_repair(const char *uri, const struct caller *who, struct check_repaired *out,
                         struct detail *d) NODISCARD;

#endif
