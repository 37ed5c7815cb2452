/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `hoctap --db DIR --as NAME`: one person's session behind sshd's forced command. Whoever comes in
 * has a key and no shell; this is what keeps it so.
 *
 * - Before anything reads the environment it is cleared and set by hand: TERM from a list, else
 *   xterm; everything else fixed. SSH_ORIGINAL_COMMAND and the address are taken out first.
 * - --db, --lang and --as come from the forced command alone.
 * - No core dumps, not dumpable, no suspending, umask 077, current folder DB/files/<login>.
 * - An account that is not there or disabled: one sentence, EXIT_DENIED. With a password it is
 *   asked for here, before any screen; no transaction is open meanwhile.
 */
#ifndef TUI_SERVED_H
#define TUI_SERVED_H

#include "core/account.h"
#include "tui/app.h"

enum { SERVED_SOURCE = 64 };

/* Zeroed: not served. */
struct served {
    bool prepared;
    char *command;              /* SSH_ORIGINAL_COMMAND; NULL: the screen */
    char source[SERVED_SOURCE]; /* "ssh 10.0.0.7": for the audit */
    struct account_caller who;
};

/* Does the command line ask for it? Looked for before anything else. */
bool served_asked(int argc, char *const *argv);
/* Takes what is needed out of the environment and makes a new one; limits of the process. */
void served_prepare(struct served *s);
void served_release(struct served *s);

/* Opens the store, becomes the person of the account. Returns an exit code and has said why. app
 * has been made by app_init() and borrows from s. */
int served_enter(struct served *s, struct app *app, const char *login);
/* One sentence to the person and an entry in the audit; EXIT_DENIED. */
int served_refuse(struct app *app, const struct detail *d);
int served_note_refused(struct app *app); /* the entry only */

const char *served_term(const char *term); /* the same when it is in the list, else "xterm" */

#endif
