/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person behind sshd prints on a screen lies on the server, in a folder nobody can reach
 * from a PC. This shows the one line to type on the PC that brings the same file there: the command
 * over SSH (tui/remote_command.h) for what the screen has shown.
 *
 *     fetch_begin(&s->print.fetch, s->session, NULL, "report %s", kind->name);
 *     fetch_add_year(&s->print.fetch, year);
 *     fetch_add_unit(&s->print.fetch, unit);
 *
 * Not behind sshd it does nothing.
 */
#ifndef TUI_FETCH_H
#define TUI_FETCH_H

#include "tui/session.h"

/* Zeroed is valid: nothing to show. */
struct fetch {
    struct session *session; /* NULL: not behind sshd */
    struct buf words;        /* the command, without format and output */
    const char *format;      /* the only one there is; NULL: by the ending of the file's name */
};

/* format: "xlsx", or NULL when the command makes .txt, .docx and .xlsx. */
void fetch_begin(struct fetch *f, struct session *s, const char *format, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void fetch_add(struct fetch *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* " --unit CODE", " --year YEAR", unless it is what the command takes without. */
void fetch_add_unit(struct fetch *f, struct unit_key u);
void fetch_add_year(struct fetch *f, int year);
void fetch_release(struct fetch *f);

/* The text, for a file that has just been printed; empty when there is nothing to tell. */
void fetch_text(const struct fetch *f, const char *file, struct buf *out);

#endif
