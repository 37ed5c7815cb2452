/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide text is on a terminal, and where it may be cut. Three measures, never mixed: bytes,
 * clusters (what a person calls a letter: base and its marks) and columns. Input is UTF-8; a
 * broken byte is one cluster of one column. It knows nothing of curses.
 *
 *     "Hòa" decomposed (H o U+0300 a): 5 bytes, 3 clusters, 3 columns.   "会" : 3, 1, 2.
 */
#ifndef LOCALE_WIDTH_H
#define LOCALE_WIDTH_H

#include "locale/buf.h"

int width_char(uint32_t cp); /* 0, 1 or 2 columns; what is shown as U+FFFD is 1 */
size_t width_columns(struct span s);

/* Offsets in bytes; they stop at s.n and 0. `at` must be the start of a cluster. */
size_t cluster_next(struct span s, size_t at);
size_t cluster_prev(struct span s, size_t at);
size_t cluster_count(struct span s);

/* Bytes of the longest run of whole clusters that fits into columns; *used (may be NULL) gets
 * its columns. */
size_t width_fit(struct span s, size_t columns, size_t *used);

enum width_align { WIDTH_LEFT, WIDTH_RIGHT, WIDTH_CENTRE };
/* Appends s cut to at most columns, the last being '…' when something was cut off. */
void width_add_cut(struct buf *out, struct span s, size_t columns);
/* The same, filled with blanks to exactly columns. */
void width_add_padded(struct buf *out, struct span s, size_t columns, enum width_align align);

/* Appends s fit for a terminal: tab, line and paragraph ends become a blank; other C0 and C1
 * controls, ESC, DEL, broken UTF-8, bidi controls and invisible characters (zero-width ones, soft
 * hyphen, BOM, tags) become U+FFFD, and a mark at the very start gets a dotted circle to stand on.
 * Text of records never reaches a terminal another way. Measure the text that comes out. */
void text_add_safe(struct buf *out, struct span s);
bool text_is_safe(struct span s); /* text_add_safe() would change nothing */

#endif
