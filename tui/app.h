/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command is given: who asks, on what day, and where the records are. The environment
 * ($HOCTAP_DB, $HOCTAP_TODAY) is read here and nowhere else.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "core/book.h"
#include "tui/command.h"
#include "tui/place.h"

struct app {
    char *path;           /* the store's folder */
    struct caller caller; /* source "command" */
    char *user;
    struct book *book;  /* opened by app_open() */
    struct place place; /* where the files are that screens ask for */
    bool served;        /* behind sshd, as one person (tui/served.h) */
    bool db_given;      /* by --db or $HOCTAP_DB */
};

/* db: of --db, or NULL. EXIT_USAGE when $HOCTAP_TODAY is no day. */
int app_init(struct app *app, const char *db);
void app_release(struct app *app);

/* root works in a store of somebody else's as that person (of a store that is yet to be made: as
 * the owner of the folder it goes into): files root makes there would lock its owner out.
 * app_open() and app_create() do it by themselves. A sentence and EXIT_FILE when that cannot be. */
int app_be_owner(const struct app *app);
bool app_be_oneself(void); /* again */
/* Opens the store. On failure it has said why and what to do; returns an exit code. Once
 * is enough: a second call does nothing. */
int app_open(struct app *app, bool read_only);
/* Makes a new store, for init and demo; a folder that holds anything else stays as it is. */
int app_create(struct app *app, const struct book_init *init);
int app_say_no_store(const struct app *app); /* EXIT_FILE */
/* What --unit says, [pre2025:|2025:]CODE, as a key; whether there is such a unit is not asked.
 * false: it is no code, and that has been said. The book is open. */
bool app_unit_code(const struct app *app, const char *text, struct unit_key *out);
/* The unit that bears that code today; the store's own when text is NULL. Returns an exit code. */
int app_unit(struct app *app, const char *text, struct unit_key *out);

/* A command was refused: into the audit trail, where that can be written. */
void app_note_denied(struct app *app, const char *command);

/* Prints a text to stdout; returns an exit code. */
int app_put(struct span text);
int app_put_to(const char *path, struct span text); /* NULL, "-": stdout */
/* Says why a file that the user named could not be used, or why the work is not allowed. */
int app_say_failed(enum status s, const struct detail *d, const char *file);
/* The entity that the first argument names, or NULL: EXIT_USAGE has been said. */
const struct entity *app_entity(const struct arguments *a);
/* The year of --year (index into the options), else this one. EXIT_USAGE has been said. */
int app_year(const struct app *app, const struct arguments *a, int option, int *out);

#endif
