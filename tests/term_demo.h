/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Screens that exist in tests only: a list and a form over tui/ui.h, to try what every screen needs
 * from the terminal. What they do is counted in memory shared with the test.
 */
#ifndef TESTS_TERM_DEMO_H
#define TESTS_TERM_DEMO_H

#include <stdbool.h>

struct demo_counts {
    int hangups, ticks, closes, bursts, pastes;
    int writes;      /* write() calls to the terminal */
    long bytes;      /* of them */
    char draft[400]; /* fields as the hang-up or the last tick found them, with '|' between */
    int picked, confirmed;
    char answer[100];
};

struct demo_options {
    struct demo_counts *counts;
    bool no_suspend;
    bool list; /* begin in the list, else in the form */
};

int demo_run(void *options); /* struct demo_options *; opens the terminal, returns an exit code */

#endif
