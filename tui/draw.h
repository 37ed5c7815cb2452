/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put on the screen: text by role, the frame every screen has, bars. Roles, not colours:
 * what a role looks like in 256, 8 and no colours is one table, and nothing rests on colour alone.
 * Knows no record and no key.
 *
 * - Rows and columns begin at 0. All text goes through text_add_safe(): no byte of a record reaches
 *   the terminal raw. Widths are columns; text is cut at whole clusters, the last being '…'.
 * - Where the locale is not UTF-8, letters lose their marks here, on the screen only.
 * - Everything is drawn again for every event; curses finds what has changed. So never highlight
 *   a whole row or field for the focus: draw_mark() and the cursor cost a few bytes, a row
 * hundreds.
 * - The cursor is always visible and stands at the focus (a reader of screens follows it):
 *   draw_cursor() once per picture.
 * - After the terminal is gone every function does nothing.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "tui/squeeze.h"

/* name, without colours; with 8: attributes, colour (-1 the terminal's own); with 256 the same */
#define DRAW_ROLES(X)                                                                              \
    X(NORMAL, A_NORMAL, A_NORMAL, -1, A_NORMAL, -1)                                                \
    X(TITLE, A_BOLD, A_BOLD, -1, A_BOLD, -1)                                                       \
    X(RULE, A_NORMAL, A_NORMAL, COLOR_BLUE, A_NORMAL, 67)                                          \
    X(LABEL, A_NORMAL, A_NORMAL, COLOR_CYAN, A_NORMAL, 37)                                         \
    X(VALUE, A_NORMAL, A_NORMAL, -1, A_NORMAL, -1)                                                 \
    X(FOCUS, A_BOLD, A_BOLD, -1, A_BOLD, -1)                                                       \
    X(WARNING, A_BOLD, A_BOLD, COLOR_YELLOW, A_BOLD, 178)                                          \
    X(ERROR, A_REVERSE, A_BOLD, COLOR_RED, A_BOLD, 160)                                            \
    X(KEY, A_BOLD, A_BOLD, COLOR_CYAN, A_BOLD, 37)                                                 \
    X(GOOD, A_BOLD, A_NORMAL, COLOR_GREEN, A_NORMAL, 71)                                           \
    X(DIM, A_NORMAL, A_NORMAL, COLOR_BLUE, A_NORMAL, 245)

enum draw_role {
#define X(name, ...) DRAW_##name,
    DRAW_ROLES(X)
#undef X
        DRAW_ROLE_COUNT
};

enum draw_depth { DRAW_MONO, DRAW_8, DRAW_256 };

enum { DRAW_MIN_ROWS = 12, DRAW_MIN_COLUMNS = 40, DRAW_KEYS = 6 };

struct draw {
    int rows, columns;
    enum draw_depth depth;
    bool utf8; /* else ASCII */
    bool gone; /* the terminal is: nothing touches curses any more */
    int out;   /* what curses writes to: curses writes a picture in many pieces, we in one */
    struct squeeze squeeze;
    int cursor_y, cursor_x;
    struct buf safe, line; /* work space */
};

/* Text at (y, x), at most width columns; width < 0 means up to the right edge. Returns the columns
 * used; what lies beyond the screen is left out. */
int draw_text(struct draw *d, int y, int x, int width, enum draw_role role, struct span text);
int draw_str(struct draw *d, int y, int x, int width, enum draw_role role, const char *text);
int draw_textf(struct draw *d, int y, int x, int width, enum draw_role role, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* The same, right-aligned: it ends at column x + width - 1. */
int draw_right(struct draw *d, int y, int x, int width, enum draw_role role, struct span text);
void draw_blank(struct draw *d, int y, int x, int rows, int columns); /* an area */
void draw_rule(struct draw *d, int y);
void draw_column_rule(struct draw *d, int y, int x, int rows); /* a line downwards */
void draw_mark(struct draw *d, int y, int x);                  /* '>' before the row in focus */
void draw_cursor(struct draw *d, int y, int x);
/* width columns: filled up to value of total, a '|' at mark of total (mark < 0: none). */
void draw_bar(struct draw *d, int y, int x, int width, int64_t value, int64_t total, int64_t mark);

/* Where the work stands: rows 2 .. rows - 4 (of 24: lines 3 to 21). */
int draw_work_top(const struct draw *d);  /* first row */
int draw_work_rows(const struct draw *d); /* how many */

struct draw_key {
    const char *key, *name; /* "F2", "Lưu" (translated); name NULL ends the list */
};

struct frame {
    struct span where; /* unit, record, page: left in line 1 */
    struct span who;   /* right in line 1, never cut before where is */
    struct span sentence;
    enum draw_role sentence_role;
    struct draw_key keys[DRAW_KEYS];
    struct span prefix; /* "Esc-" in front of the keys, or empty */
};

/* Lines 1, 2 and the last three. A sentence too long for its line takes that of the rule above it
 * as well. Keys that do not fit are left out, the last one (the way out) never. False: even so
 * the sentence was cut. */
bool draw_frame(struct draw *d, const struct frame *f);

/* For the loop (tui/ui.c) only. */
/* After curses is open; it writes to the file out. */
void draw_init(struct draw *d, int out, enum draw_depth depth, bool utf8);
/* Sends what curses has written, and more behind it, in one write; gone is set when that fails. */
void draw_send(struct draw *d, const char *more);
void draw_begin(struct draw *d);  /* an empty picture */
void draw_end(struct draw *d);    /* sends what has changed, in one write */
void draw_forget(struct draw *d); /* the screen may show anything: send all of it next time */
void draw_release(struct draw *d);

/* Can this terminal show every letter of text, be it without its marks? What it cannot must not be
 * edited there. */
bool draw_shows(const struct draw *d, struct span text);

/* The ASCII character for cp, for screens that have no others; '?' when there is none near. */
char draw_ascii(uint32_t cp);

#endif
