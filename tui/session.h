/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all screens of one person share, and the doors between them: each screen is made by one
 * function that returns it ready for ui_push(). A screen borrows the session and knows no other
 * screen but through these doors.
 *
 *     struct session s = {.book = app->book, .who = &app->caller, .path = app->path};
 *     ui_push(ui, screen_menu_new(&s));
 *
 * The session outlives the loop. Nothing in it is a transaction: every screen reads and writes in
 * short calls of its model.
 */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include "core/book.h"
#include "core/entity_codes.h"
#include "core/title.h"
#include "forms/edit.h"
#include "forms/form.h"
#include "forms/grid.h"
#include "forms/list.h"
#include "tui/ui.h"

struct session {
    struct book *book; /* NULL until the first start has made one */
    struct caller *who;
    const char *path;          /* where the store is or will be */
    bool served;               /* behind sshd, by an account (tui/served.h) */
    struct unit_key unit;      /* the unit chosen in the menu: a leader's hamlet, the commune */
    int year;                  /* the year worked on; this year at first */
    struct form_memory memory; /* what F5 and F6 repeat */
    struct edit_typing typing; /* F9: one for all fields */
};
void session_release(struct session *s); /* not the book */
/* The built-in typing as this person has left it in the settings; off when never. */
void session_read_typing(struct session *s);
enum status session_keep_typing(struct session *s, struct detail *d) NODISCARD;

/* No store yet: at most five questions, or the sample commune; then the menu takes its place. */
struct screen *screen_first_new(struct session *s);
struct screen *screen_menu_new(struct session *s);
/* Records of an entity; zero unit: the session's. Enter opens the form, n makes a new one. */
struct screen *screen_list_new(struct session *s, const struct entity *e, struct unit_key unit);
/* The records behind a figure. */
struct screen *screen_behind_new(struct session *s, const struct list_behind *what);
/* A record; id 0: a new one in unit. */
struct screen *screen_form_new(struct session *s, const struct entity *e, uint64_t id,
                               struct unit_key unit);
/* The same with the cursor in its note. */
struct screen *screen_note_new(struct session *s, const struct entity *e, uint64_t id,
                               struct unit_key unit);
/* A draft by its name (form_drafts_load). */
struct screen *screen_draft_new(struct session *s, const char *name);
struct screen *screen_drafts_new(struct session *s); /* drafts to go on with */
struct screen *screen_later_new(struct session *s);  /* "Để sau" */
/* Which hamlets have handed in the report of that year, which have not. */
struct screen *screen_handed_in_new(struct session *s, int year);
struct screen *screen_history_new(struct session *s, uint64_t id);
/* Nhập nhanh: asks title, year and mode, then the grid. */
struct screen *screen_marks_new(struct session *s);
struct screen *screen_progress_new(struct session *s, struct unit_key unit, int year);
/* The fund book of a unit and the funds inside it. */
struct screen *screen_fund_new(struct session *s, struct unit_key unit, int year);
/* Đề nghị khen: candidates of an occasion and form. */
struct screen *screen_awards_new(struct session *s);
struct screen *screen_import_new(struct session *s);
/* The same with a file that was left half done; says so when it is not there any more. */
void screen_import_again(struct session *s, struct ui *ui, const struct entity *e,
                         const char *path);
struct screen *screen_report_new(struct session *s, int year);
/* Nộp: the figures to be frozen; for the commune also: accept, return. */
struct screen *screen_hand_in_new(struct session *s, struct unit_key unit, enum report_kind report,
                                  int year);
/* Those that this person has to mind, of that year and later ones of this. */
struct screen *screen_deadlines_new(struct session *s, int year);
struct screen *screen_settings_new(struct session *s);
/* An officer merges, splits or renames a hamlet; NULL: *st says why not. */
struct screen *screen_regroup_new(struct session *s, struct unit_key hamlet, struct detail *d,
                                  enum status *st);

#endif
