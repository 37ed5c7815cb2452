/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of the form's screen: screen_form.c (keys), screen_form_picture.c, what it asks
 * (screen_form_ask.c: values to pick, deletion) and screen_form_conflict.c (both sides of one).
 */
#ifndef TUI_FORM_SCREEN_H
#define TUI_FORM_SCREEN_H

#include "core/referrers.h"
#include "forms/editing.h"
#include "tui/session.h"
#include "tui/why_ask.h"

struct form_screen {
    struct screen screen;
    struct session *session;
    struct form form;
    struct form_values values; /* while they are picked from */
    struct buf place_name;
    struct buf titles; /* of the subject, in the last years, for so many columns */
    int titles_columns;
    size_t label_columns;
    size_t moved_in;       /* the field in which a key was pressed since it was come to, plus one */
    bool asked_to_save;    /* "Lưu? Enter" stands in line 23 */
    bool conflict_seen;    /* both sides have been shown */
    bool twin_asked;       /* the person has been shown a record that may be the same */
    struct referrers refs; /* that keep the record from being deleted, while they are shown */
    size_t people;         /* of a household that has just ended */
    struct why_ask why;    /* a title or figure of a year that is handed in */
    struct editing editing; /* who else has it open */
    bool editing_seen;      /* it was said, and a key came */
};

struct form_screen *form_screen_make(struct session *session); /* its form is not open yet */
void form_screen_opened(struct form_screen *s);

void form_screen_measure(struct form_screen *s); /* its labels; before the first picture */
void form_screen_draw(struct screen *screen, struct ui *ui);
int form_screen_width(const struct form_screen *s,
                      const struct draw *d); /* of the field in focus */

void form_screen_pick(struct form_screen *s, struct ui *ui); /* F4 */
/* F7: an empty or wrong field is left for later, and taken back; else a choice of note, later and
 * history. */
void form_screen_note(struct form_screen *s, struct ui *ui);
void form_screen_delete(struct form_screen *s, struct ui *ui); /* F8 */
/* The draft cannot be written: leaving would lose what was typed, so it asks for a word. */
void form_screen_ask_discard(struct form_screen *s, struct ui *ui);
/* After a save: a household that ended offers to end its people too. true: it asks. */
bool form_screen_ask_people(struct form_screen *s, struct ui *ui);
void form_screen_show_conflict(struct form_screen *s, struct ui *ui);
/* F2. The screen may be closed by it. */
void form_screen_save(struct form_screen *s, struct ui *ui);

#endif
