/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of "Báo cáo năm": screen_report.c reads and prints it, screen_report_text.c is
 * the editor of one of its texts.
 */
#ifndef TUI_REPORT_SCREEN_H
#define TUI_REPORT_SCREEN_H

#include "forms/report_texts.h"
#include "tui/session.h"

struct screen *report_text_new(struct session *s, struct unit_key unit, int year,
                               enum report_text which);
/* Is a draft of that text waiting? */
bool report_text_has_draft(const struct session *s, struct unit_key unit, int year,
                           enum report_text which);

#endif
