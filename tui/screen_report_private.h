/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files of the report screen; only tui/screen_report*.c include this.
 */
#ifndef TUI_SCREEN_REPORT_PRIVATE_H
#define TUI_SCREEN_REPORT_PRIVATE_H

#include "forms/report.h"
#include "forms/report_texts.h"
#include "tui/print_ask.h"
#include "tui/report_screen.h"
#include "tui/unit_list.h"

enum { REPORT_SCREEN_KINDS = 32 };

struct report_screen {
    struct screen screen;
    struct session *session;
    const struct report_type *kind;
    struct report_of of;
    struct buf place; /* name of the unit */
    struct doc doc;
    bool loaded, good;
    size_t width; /* of text, in columns */
    struct buf text;
    struct span *line;
    size_t n, top;
    struct buf sought;
    size_t hit; /* a line that was found + 1; 0: none */
    struct print_ask print;
    struct unit_list units;
    const struct report_type *offered[REPORT_SCREEN_KINDS]; /* that fit the unit */
    size_t offered_n;
    bool written[REPORT_TEXT_COUNT];
};

/* To be read anew, from the top. */
void report_screen_again(struct report_screen *s);
int report_screen_period(const struct report_screen *s); /* of its texts: a year or a phase */

/* screen_report_ask.c: what the report is to be about */
void report_ask_kind(struct report_screen *s, struct ui *ui);
void report_ask_title(struct report_screen *s, struct ui *ui);
void report_ask_subject(struct report_screen *s, struct ui *ui);
void report_ask_unit(struct report_screen *s, struct ui *ui);
void report_ask_year(struct report_screen *s, struct ui *ui);
void report_ask_text(struct report_screen *s, struct ui *ui);

#endif
