/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside of the loop, for tui/ui*.c only.
 */
#ifndef TUI_UI_PRIVATE_H
#define TUI_UI_PRIVATE_H

#include "tui/ui.h"

struct ui {
    struct term *term;
    struct screen *top;
    struct edit_typing *typing;    /* lent to the questions; NULL: none */
    const struct place *place;     /* of files that are asked for; NULL: anywhere */
    const struct session *session; /* for drafts of answers; NULL: none are kept */
    bool quit;
    bool stale;       /* keys were handled since the last drawing */
    int64_t input_at; /* when the last key came */
    int64_t tick_at;  /* when drafts are due; -1: nobody has typed */

    /* the sentence */
    struct buf said;
    enum draw_role said_role;
    int64_t said_at;
    bool saying;
    bool said_fades;              /* a screen was opened since: it goes without a key */
    struct buf hint;              /* as it stands on the screen */
    int64_t hint_at;              /* when another one may be shown; -1: none waits */
    const struct screen *hint_of; /* the screen it belongs to */

    /* the frame, collected while the screens draw */
    struct buf where, who, sentence;
    bool cut; /* the sentence is longer than the screen has room for: F1 says all of it */
    struct draw_key keys[DRAW_KEYS];
    struct buf who_shown;        /* as it stands on the screen */
    const struct screen *who_of; /* the screen it belongs to */
};

#endif
