/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes that a command reads: from a named file or, for NULL and "-", from stdin.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "locale/status.h"

enum { INPUT_PIECE = 64 * 1024 }; /* with what becomes of it, it stays in the cache */

struct input {
    int fd;
    const char *name; /* for messages: the path or a word for stdin; borrowed */
    struct buf b;     /* read, not taken yet */
    size_t at;        /* taken of b by input_line() */
    bool end;
};

/* STATUS_NOTFOUND, IO ..: the text names the file. Release in any case. */
enum status input_open(struct input *in, const char *path, struct detail *d) NODISCARD;
/* The next bytes (empty at the end), a view until the next call. Not to be mixed with lines. */
enum status input_piece(struct input *in, struct span *out, struct detail *d) NODISCARD;
/* The next line without its \n or \r\n, a view until the next call; *end when there is none. */
enum status input_line(struct input *in, struct span *line, bool *end, struct detail *d) NODISCARD;
void input_close(struct input *in);
/* All of it, appended to *out; more than max bytes are read up to a little more, for the caller to
 * refuse. */
enum status input_all(const char *path, size_t max, struct buf *out, struct detail *d) NODISCARD;

#endif
