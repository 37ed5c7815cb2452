/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * F7 on a record in a list or grid: its note, who has changed it, erasing a person; in a grid the
 * title of that row too. A screen embeds one.
 */
#ifndef TUI_RECORD_MENU_H
#define TUI_RECORD_MENU_H

#include "tui/erase_ask.h"

enum { RECORD_MENU_MAX = 5 };

struct record_menu {
    struct session *session;
    const struct entity *e;
    uint64_t id, title;
    struct unit_key unit;
    struct erase_ask erase;
    int line[RECORD_MENU_MAX]; /* what the lines mean */
    size_t n;
};

/* id 0: there is no such record; title 0: nor a title of it here. One of them is there. */
void record_menu_ask(struct record_menu *m, struct ui *ui, struct session *session,
                     const struct entity *e, uint64_t id, struct unit_key unit, uint64_t title);

#endif
