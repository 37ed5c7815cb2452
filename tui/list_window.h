/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a long list, or of a long text, stands on the screen: the row in focus (at), the first
 * one in sight (top), and the keys that move them. Knows no screen and no record; numbers only.
 *
 *     size_t rows = list_window_rows(d, 1);             one line of the work is for the headers
 *     list_window_show(n, rows, &s->at, &s->top);       before drawing
 *     if (list_window_key(e->key, n, rows, &s->at)) ..  a key
 */
#ifndef TUI_LIST_WINDOW_H
#define TUI_LIST_WINDOW_H

#include "tui/draw.h"
#include "tui/keys.h"

/* Lines of the work without those kept for other things; at least 1. */
size_t list_window_rows(const struct draw *d, int kept);
/* Keeps at within n, and top so that at is seen in rows lines. */
void list_window_show(size_t n, size_t rows, size_t *at, size_t *top);
/* Up, down, pages, Home, End. */
bool list_window_key(enum key key, size_t n, size_t rows, size_t *at);

/* The same of a text without a focus: keeps top so that the end is at the bottom at most. */
void list_window_text(size_t lines, size_t rows, size_t *top);
bool list_window_scroll(enum key key, size_t lines, size_t rows, size_t *top);

#endif
