/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From events to the operations of an editor (forms/edit.h): moving, erasing, typing, pasting,
 * undo. Up, down and Enter belong to the screen, but edit_event_lines() takes them for several
 * lines.
 */
#ifndef TUI_EDIT_EVENT_H
#define TUI_EDIT_EVENT_H

#include "forms/edit.h"
#include "tui/ui.h"

/* true: the event was for the editor; *done says what came of it. t may be NULL. */
bool edit_event(struct edit *e, struct edit_typing *t, const struct event *event,
                enum edit_done *done);
/* The same for an editor of several lines shown in columns x rows, with up, down, pages and Enter.
 */
bool edit_event_lines(struct edit *e, struct edit_typing *t, const struct event *event,
                      size_t columns, size_t rows, enum edit_done *done);
/* Would the event change a text that this terminal cannot show? Then it must not, and this has said
 * so. To be asked before the two above. */
bool edit_event_refused(const struct edit *e, const struct event *event, struct ui *ui);
/* Says in line 23 what the person has to know of it: too long, typing turned off. */
void edit_event_say(const struct edit *e, enum edit_done done, struct ui *ui);
/* F9: Telex on, off; says so. */
void edit_event_toggle(struct edit_typing *t, struct ui *ui);

#endif
