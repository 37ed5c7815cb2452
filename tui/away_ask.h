/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work taken to a machine without a network, and merged when it comes back (core/backup.h): whose
 * work or which hamlet, into which file; then the file that came back, shown as it would be merged
 * before it is. In a store that is itself such a part: the file to bring back. A screen embeds one.
 */
#ifndef TUI_AWAY_ASK_H
#define TUI_AWAY_ASK_H

#include "tui/session.h"

struct away_part {
    char *label; /* "Phạm Thị Lan: Thôn 1, Thôn 2" */
    struct unit_key *units;
    size_t n;
};

/* Zeroed is empty. */
struct away_ask {
    struct session *session;
    struct away_part *part; /* what this person may take away */
    size_t n, chosen;
};
/* Asks; says by itself what cannot be done. a must live as long as the questions are open. */
void away_ask(struct away_ask *a, struct ui *ui, struct session *session);
void away_ask_release(struct away_ask *a);

/* tui/screen_merge.c: what merging that file would do; F2 does it. NULL: it has said why not. */
struct screen *screen_merge_new(struct session *s, struct ui *ui, const char *file);

#endif
