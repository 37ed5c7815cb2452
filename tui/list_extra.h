/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list can do beside opening, finding and adding records: award proposals from the list of
 * awards, the plan's tasks from that of tasks, the checklists of the campaign. A list screen embeds
 * one and asks it first; for other entities it does nothing.
 */
#ifndef TUI_LIST_EXTRA_H
#define TUI_LIST_EXTRA_H

#include "tui/checklist_screen.h"

struct list_extra {
    struct session *session;
    const struct entity *e;
    struct unit_key unit; /* of the list */
    struct checklist_asking checklist;
};

/* Its key and the key's name for the last line; NULL: none. */
const char *list_extra_key(const struct entity *e, const char **name);
/* A letter was pressed; false: not its own. unit: of the list. */
bool list_extra_letter(struct list_extra *x, struct ui *ui, struct session *s,
                       const struct entity *e, struct unit_key unit, struct span text);
/* Enter on a record, and n; false: the form of the entity is right. */
bool list_extra_open(struct list_extra *x, struct ui *ui, struct session *s, const struct entity *e,
                     uint64_t id);
bool list_extra_new(struct list_extra *x, struct ui *ui, struct session *s, const struct entity *e);
void list_extra_release(struct list_extra *x);

#endif
