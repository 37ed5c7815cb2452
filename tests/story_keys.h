/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys by name, and the bytes that a terminal or its client sends for them. Text stands for itself;
 * <F2> <Enter> <Esc> <BS> <Up> <Ctrl-P> are keys, <x1b> is a byte, <lt> is '<'.
 */
#ifndef TESTS_STORY_KEYS_H
#define TESTS_STORY_KEYS_H

#include "locale/buf.h"

/* xterm; PuTTY as it is installed, and its "VT100+"; rxvt; the Linux console; and the twins that
 * travel over everything: Esc and a digit, Ctrl and a letter. */
enum story_dialect { XTERM, PUTTY, VT100, RXVT, LINUX, TWINS, DIALECTS };

bool story_dialect(const char *name, enum story_dialect *out);
/* Appends the bytes. *n (or NULL) grows by what a hand presses: a letter is one, <F2> is one, its
 * twin Esc 2 is two. False: a name is not known. */
bool story_keys(const char *text, enum story_dialect dialect, struct buf *out, int *n);

#endif
