/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data that a command prints: to stdout or to a file. Bytes are collected and written in large
 * pieces; the first error sticks, so a run of calls needs one check, at output_commit().
 *
 * - A file is written beside its name and renamed at output_commit(): a reader sees the old file or
 *   the whole new one. Devices and pipes are written as they are.
 * - On a terminal every control character but the line end is made harmless: text of records and
 *   files may hold escape sequences.
 * - A reader that went away (EPIPE) is no error to talk about: the command ends quietly.
 */
#ifndef TUI_OUTPUT_H
#define TUI_OUTPUT_H

#include "locale/status.h"

struct output {
    int fd;
    const char *name; /* for messages; borrowed */
    bool terminal;
    bool hold; /* nothing is written before output_commit(), but to a file on disk */
    bool failed;
    int error;              /* errno of the first failed write */
    struct buf b;           /* collected, not written yet */
    struct buf safe;        /* the same made safe */
    char *path, *temporary; /* NULL: stdout, or written in place */
};

/* path NULL or "-" is stdout. STATUS_IO and others: the text names the file. */
enum status output_open(struct output *o, const char *path, struct detail *d) NODISCARD;
/* A bare name in the folder the process stands in, which is one person's own (tui/place.h): mode
 * 0600, nothing is followed, and what is there under this name must be a plain file. A link that
 * is put there meanwhile is replaced, never written through. */
enum status output_open_own(struct output *o, const char *name, struct detail *d) NODISCARD;
/* For data that comes from a transaction: who reads it may stop reading (a pager, a connection of
 * somebody who went away), and a transaction must not wait for that. */
void output_hold(struct output *o);
void output_add(struct output *o, struct span s);
void output_adds(struct output *o, const char *s);
void output_addf(struct output *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Has a write failed? A long command may stop early. */
bool output_failed(const struct output *o);
/* Writes the rest, puts the file in its place, releases. A broken pipe ends the process here. */
enum status output_commit(struct output *o, struct detail *d) NODISCARD;
/* Releases; a file begun is removed and the old one stays. Safe after output_commit(). */
void output_abort(struct output *o);

#endif
