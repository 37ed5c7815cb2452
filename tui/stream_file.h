/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup that goes through stdin or stdout ("-" for FILE). It is believed, or let go, only after
 * all of it was read again, which a pipe cannot do: so it rests meanwhile in a file of its own,
 * mode 0600 in a folder of mode 0700 below $TMPDIR.
 */
#ifndef TUI_STREAM_FILE_H
#define TUI_STREAM_FILE_H

#include "locale/status.h"

struct stream_file {
    char *folder, *path; /* path: for the file functions of core/backup.h */
};
/* Zeroed is empty. name that is not "-" is taken as it is. read: it comes from stdin now. */
enum status stream_file_open(struct stream_file *f, const char *name, bool read,
                             struct detail *d) NODISCARD;
/* What is written goes to stdout, when the name was "-". */
enum status stream_file_send(const struct stream_file *f, struct detail *d) NODISCARD;
void stream_file_release(struct stream_file *f); /* and removes it */

#endif
