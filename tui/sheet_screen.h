/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Doors of the assessment sheets: the sheet of a subject, the list by nearness, the sets.
 */
#ifndef TUI_SHEET_SCREEN_H
#define TUI_SHEET_SCREEN_H

#include "tui/session.h"

/* The sheet of a subject; NULL with a sentence in d when no set is adopted for its title. id 0: the
 * commune `place`. */
struct screen *screen_sheet_new(struct session *session, enum title_id title, uint64_t subject,
                                struct unit_key place, int year, struct detail *d);
/* Who lacks least; Enter opens the sheet. NULL as above. */
struct screen *screen_near_new(struct session *session, enum title_id title, struct unit_key unit,
                               int year, struct detail *d);
/* The sets of criteria: to read, and for officers to adopt. */
struct screen *screen_criteria_new(struct session *session);

#endif
