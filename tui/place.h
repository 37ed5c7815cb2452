/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the files are that a person names on a screen. Every question for a file name goes through
 * place_path(): at home it is any path, with "~/" for the home folder; behind sshd
 * (tui/served.h) it is a bare name in the person's own folder of the store, which is the folder the
 * process stands in. Nothing there can be a link: only this program writes there, with
 * O_EXCL or O_NOFOLLOW; what is no plain file all the same is refused.
 */
#ifndef TUI_PLACE_H
#define TUI_PLACE_H

#include "locale/status.h"

struct place {
    bool own; /* only base names in the current folder */
};

/* Appends the path that was typed; white space around it is dropped. p NULL: at home.
 * STATUS_INVALID: no name at all, or "-". STATUS_DENIED: not in the own folder. */
enum status place_path(const struct place *p, struct span typed, struct buf *out,
                       struct detail *d) NODISCARD;
/* Makes folder/files/<login> below an open store folder when it is missing, and goes there: each
 * step by openat() with O_NOFOLLOW, mode 0700. */
enum status place_enter(const char *store, const char *login, struct detail *d) NODISCARD;

#endif
