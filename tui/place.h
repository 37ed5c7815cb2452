/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the files are that a person names on a screen. Every question for a file name goes through
 * place_path(): at home it is any path, with "~/" for the home folder; behind sshd
 * (tui/served.h) it is a bare name in the person's own folder of the store, which is the folder the
 * process stands in. Nothing there can be a link: only this program writes there, with
 * O_EXCL or O_NOFOLLOW; what is no plain file all the same is refused, here and once more when it
 * is opened (place_output(), row_source_options.plain): what is swapped in between is not followed.
 */
#ifndef TUI_PLACE_H
#define TUI_PLACE_H

#include "tui/output.h"

/* What one person may keep on a server that many share, and take in at a time: the largest commune
 * has some 12,000 households and 45,000 people. */
enum {
    PLACE_FILES_MAX = 100,
    PLACE_BYTES_MAX = 64 << 20,
    PLACE_SESSIONS_MAX = 16,
    PLACE_ROWS_MAX = 50000
};

struct place {
    bool own; /* only base names in the current folder */
};

/* Appends the path that was typed; white space around it is dropped. p NULL: at home.
 * STATUS_INVALID: no name at all, or "-". STATUS_DENIED: not in the own folder. */
enum status place_path(const struct place *p, struct span typed, struct buf *out,
                       struct detail *d) NODISCARD;
/* Is there room in the own folder for one more file, or does name (a bare one) stand there already?
 * STATUS_FULL says what to do; at home always STATUS_OK. */
enum status place_room(const struct place *p, const char *name, struct detail *d) NODISCARD;
/* Opens a path of place_path() for writing, in the own folder with all that belongs to it: room,
 * mode 0600, no link. */
enum status place_output(const struct place *p, struct output *o, const char *path,
                         struct detail *d) NODISCARD;
/* One of the PLACE_SESSIONS_MAX places of a person in sessions/ of the store, held until the
 * process ends, however it ends: one key cannot take all the readers the store has. STATUS_BUSY
 * when all are taken. A store that is not there is not complained about here. */
enum status place_session(const char *store, const char *login, struct detail *d) NODISCARD;
/* Makes folder/files/<login> below an open store folder when it is missing, and goes there: each
 * step by openat() with O_NOFOLLOW, mode 0700. */
enum status place_enter(const char *store, const char *login, struct detail *d) NODISCARD;

#endif
