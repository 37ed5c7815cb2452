/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A save that was not done because the report of that year is handed in (STATUS_NEEDS_REASON): asks
 * why, and does it again with that reason. The last reason is offered again.
 */
#ifndef TUI_WHY_ASK_H
#define TUI_WHY_ASK_H

#include "core/caller.h"
#include "tui/ui.h"

/* Embedded in a screen; zeroed is empty. */
struct why_ask {
    struct buf text; /* the reason given last */
    struct caller *who;
    void (*again)(void *context, struct ui *ui);
    void *context;
};

/* true: it asks, and `again` is called with who->reason set when there is an answer. false: st is
 * something else. */
bool why_ask(struct why_ask *w, struct ui *ui, enum status st, const struct detail *d,
             struct caller *who, void (*again)(void *context, struct ui *ui), void *context);
/* What was answered once is the reason of what follows in the same screen. */
void why_begin(const struct why_ask *w, struct caller *who);
void why_end(struct caller *who);
void why_ask_release(struct why_ask *w);

#endif
