/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small files that are whole or absent: written under a temporary name and renamed into place. Used
 * for drafts and for the store's own notes beside the data. Knows nothing of their content.
 * Names are relative to an open folder, so a renamed parent never leads elsewhere.
 */
#ifndef STORAGE_DISKFILE_H
#define STORAGE_DISKFILE_H

#include <stdbool.h>

#include "locale/buf.h"
#include "locale/status.h"

/* Makes the folder (0700 whatever the umask) when it is missing, and opens it. `parent` may be
 * AT_FDCWD. *fd is the caller's to close, -1 on error. */
enum status diskfile_folder(int parent, const char *name, int *fd, struct detail *d) NODISCARD;

/* Temporary name, write, rename; mode 0600. `durable`: with fsync of the file and its folder, so
 * that STATUS_OK means it outlives a power cut. */
enum status diskfile_write(int folder, const char *name, struct span bytes, bool durable,
                           struct detail *d) NODISCARD;
/* The whole file appended to out; STATUS_NOTFOUND when it is missing, INVALID above `limit` bytes.
 */
enum status diskfile_read(int folder, const char *name, size_t limit, struct buf *out,
                          struct detail *d) NODISCARD;
/* STATUS_OK when the file is gone, whether or not it was there. */
enum status diskfile_remove(int folder, const char *name, struct detail *d) NODISCARD;

/* Appends text with every byte outside [A-Za-z0-9_-] as %XX, so that any UTF-8 makes a safe part
 * of a file name; "" gives "%". Above 100 bytes the rest becomes "~" and a hash of the whole: such
 * a name is for finding a file, the file itself must say what it is. */
void diskfile_safe_name(struct buf *out, struct span text);

/* Temporary files begin with this; whoever lists a folder skips them. */
#define DISKFILE_TEMPORARY ".tmp-"

#endif
