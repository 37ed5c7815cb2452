/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The screens of tests/term_demo.h in a terminal of libvterm, for tests with cmocka.
 */
#ifndef TESTS_TERM_WORLD_H
#define TESTS_TERM_WORLD_H

#include "tests/pty.h"
#include "tests/term_demo.h"

extern struct demo_counts *counts;         /* shared with the program in the terminal */
extern const char *const world_standard[]; /* environment: xterm-256color, C.UTF-8 */

void world_init(void);
void world_start_with(struct pty *p, struct demo_options *o, int rows, int columns,
                      const char *const *env);
void world_start(struct pty *p, struct demo_options *o); /* 80x24, and has drawn */
void world_type(struct pty *p, const char *bytes);
void world_end(struct pty *p, int code); /* it ends by itself, with code */
void world_leave(struct pty *p);         /* Esc Esc, and it ends with 0 */

#endif
