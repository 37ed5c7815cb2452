/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * F7 on a record in a list or grid: its note, who has changed it, erasing a person. A screen embeds
 * one.
 */
#ifndef TUI_RECORD_MENU_H
#define TUI_RECORD_MENU_H

#include "tui/erase_ask.h"

struct record_menu {
    struct session *session;
    const struct entity *e;
    uint64_t id;
    struct unit_key unit;
    struct erase_ask erase;
};

void record_menu_ask(struct record_menu *m, struct ui *ui, struct session *session,
                     const struct entity *e, uint64_t id, struct unit_key unit);

#endif
