/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The places of a book that a person may see, to choose one with ui_pick(): the commune first, then
 * its hamlets in the order of their codes. Read in one short transaction.
 */
#ifndef TUI_UNIT_LIST_H
#define TUI_UNIT_LIST_H

#include "tui/session.h"

struct unit_list {
    struct unit_key *unit;
    char **name;
    day *to; /* its last day; 0: it has not ended */
    size_t n;
};

/* Replaces what l holds. whole: the label of the first row, whose unit is the commune; NULL: the
 * commune's name, left out when it may not be read. */
enum status unit_list_load(struct unit_list *l, const struct session *s, const char *whole,
                           struct detail *d) NODISCARD;
/* Only those that keep says; its context is l. */
void unit_list_keep(struct unit_list *l, bool (*keep)(void *l, size_t i));
void unit_list_release(struct unit_list *l);
/* For struct ui_choices; of a hamlet that has ended with its last day. */
void unit_list_label(void *list, size_t i, struct buf *out);
size_t unit_list_find(const struct unit_list *l, struct unit_key u); /* 0 when it is not there */

/* The name of one place, in the place of what out holds; empty when it is not known. */
enum status unit_name_read(const struct session *s, struct unit_key unit, struct buf *out,
                           struct detail *d) NODISCARD;

#endif
