/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checklists of the campaign's criteria from a list: opening a stored one, and the questions before
 * a new one. The screen that asks embeds a struct checklist_asking and outlives the questions.
 */
#ifndef TUI_CHECKLIST_SCREEN_H
#define TUI_CHECKLIST_SCREEN_H

#include "forms/checklist_view.h"
#include "tui/session.h"

struct checklist_asking {
    struct session *session;
    struct checklist_group groups[PLAN_GROUPS];
    size_t n;
    enum plan_group group;
    struct checklist_subjects found;
};

/* NULL: *st says why not. */
struct screen *screen_checklist_open(struct session *session, uint64_t id, struct detail *d,
                                     enum status *st);
/* Which group, and whose; then the checklist of the session's year. */
void checklist_ask(struct checklist_asking *a, struct ui *ui, struct session *session);
void checklist_asking_release(struct checklist_asking *a);

#endif
