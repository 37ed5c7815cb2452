/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text being edited: of one line (a field) or of several (notes, texts of reports). Pure state;
 * it knows no screen, no key and no field.
 *
 * Invariants: the text is valid UTF-8 in NFC without control or invisible characters (a line break
 * '\n' only with `lines`); the cursor `at` is a byte offset between two clusters. Characters (code
 * points) are what `max` counts, clusters are what a key moves over, columns are what is shown.
 *
 * Nothing that was typed is cut silently: what would be longer than `max` is refused as a whole.
 *
 * Undo (Ctrl-U) goes round in a ring: the text as it was when the cursor came into the field, the
 * saved value, and back to what was typed. So no press loses anything.
 *
 * The built-in typing (F9) is one for all fields of a session: a struct edit_typing owned by the
 * screen and lent to each call; NULL is "none". It turns itself off when an input method's burst
 * arrives, which it tells from type-ahead by its letters: a keyboard without an input method sends
 * ASCII only.
 *
 *     key          call                        text
 *     "t","o","i"  edit_type(e, t, 0, "t") ..  toi
 *     BS BS "ôi"   edit_type(e, t, 2, "ôi")    tôi      one step, EDIT_TYPING_OFF when t was on
 */
#ifndef FORMS_EDIT_H
#define FORMS_EDIT_H

#include "locale/buf.h"
#include "locale/typing.h"

/* What an operation did. Owners that only redraw may test `!= EDIT_NOTHING`. */
enum edit_done {
    EDIT_NOTHING,    /* there was nothing to do: Backspace at the start */
    EDIT_MOVED,      /* the cursor only */
    EDIT_CHANGED,    /* the text */
    EDIT_TOO_LONG,   /* refused, nothing changed; edit_add_sentence() says so */
    EDIT_TYPING_OFF, /* changed, and the built-in typing has just turned itself off */
};

/* Zeroed is off, Telex. */
struct edit_typing {
    bool on;
    struct typing engine;
};
void edit_typing_set(struct edit_typing *t, bool on, enum typing_method method);

/* Zeroed is valid: empty, one line, no limit. */
struct edit {
    struct buf text;
    size_t at;        /* the cursor: bytes, between two clusters */
    size_t max;       /* characters; 0: no limit */
    bool lines;       /* several lines */
    bool digits;      /* numbers, dates: the built-in typing is never used */
    struct buf saved; /* the value of the record */
    struct buf mark;  /* the text when the cursor came in */
    struct buf typed; /* what undo took away; only while `undone` */
    bool undone;
    size_t scroll; /* first column shown (one line) or first row (several) */
    size_t want;   /* column that up and down aim at + 1; 0: none */
};

void edit_init(struct edit *e, size_t max, bool lines, bool digits);
void edit_release(struct edit *e); /* zeroed afterwards */
/* The text of the record: text, saved and mark; the cursor behind it. */
void edit_set(struct edit *e, struct span text);
/* Another text for the same saved value (a pick, a repeat, a draft); undo goes back. Longer than
 * max is taken all the same: it is refused by the check of the field, not lost. */
void edit_replace(struct edit *e, struct span text);
/* The saved value changed under the person (somebody else saved): the text stays. */
void edit_set_saved(struct edit *e, struct span text);
void edit_go(struct edit *e, size_t at); /* to the first boundary at or behind a byte offset */
void edit_enter(struct edit *e);         /* the cursor comes into the field */
/* The cursor leaves: the word that is being typed ends. EDIT_CHANGED or EDIT_NOTHING. */
enum edit_done edit_leave(struct edit *e, struct edit_typing *t);
bool edit_dirty(const struct edit *e); /* text differs from the saved one */
struct span edit_text(const struct edit *e);

/* Typed: erase clusters before the cursor, then insert, as one step. Also plain keys, type-ahead
 * of several keys (erase 0), Backspaces (text empty). Line breaks become blanks in one line. */
enum edit_done edit_type(struct edit *e, struct edit_typing *t, size_t erase, struct span text);
/* Pasted: never typing. The line breaks at the end of a copied cell are dropped in one line. */
enum edit_done edit_paste(struct edit *e, struct edit_typing *t, struct span text);
enum edit_done edit_backspace(struct edit *e, struct edit_typing *t);
enum edit_done edit_delete(struct edit *e, struct edit_typing *t);
enum edit_done edit_undo(struct edit *e, struct edit_typing *t); /* Ctrl-U */

enum edit_move { EDIT_LEFT, EDIT_RIGHT, EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_HOME, EDIT_END };
/* Home and End are those of the line break's line with `lines`; see edit_lines_move(). */
enum edit_done edit_move(struct edit *e, struct edit_typing *t, enum edit_move m);

/* The one sentence for what an operation did; nothing for NOTHING, MOVED, CHANGED. */
void edit_add_sentence(const struct edit *e, enum edit_done done, struct buf *out);

/* What to show of one line in columns cells: appends text fit for a terminal, at most columns wide;
 * cursor gets its column, always < columns. Scrolls by a third of the window when it must. */
struct edit_view {
    size_t cursor;      /* column within the window */
    bool before, after; /* text is hidden on that side */
};
struct edit_view edit_view(struct edit *e, size_t columns, struct buf *out);

/* ---- several lines: rows as shown ---- */

/* A row: bytes of the text, without the blank or line break it ends in. The last column stays free
 * for the cursor, so a row has at most columns - 1. */
struct edit_row {
    size_t at, n;
};
size_t edit_lines_rows(const struct edit *e, size_t columns); /* at least 1 */
/* false when there is no such row. */
bool edit_lines_row(const struct edit *e, size_t columns, size_t row, struct edit_row *out);
void edit_lines_cursor(const struct edit *e, size_t columns, size_t *row, size_t *column);
/* Up, down or a page: rows < 0 is up. EDIT_NOTHING at the first or last row, so that the owner may
 * go to the field before or behind. */
enum edit_done edit_lines_move(struct edit *e, struct edit_typing *t, size_t columns, long rows);
/* Home and End of the row as shown. */
enum edit_done edit_lines_home(struct edit *e, struct edit_typing *t, size_t columns);
enum edit_done edit_lines_end(struct edit *e, struct edit_typing *t, size_t columns);
/* The first row to show in height rows so that the cursor is seen (kept in scroll). */
size_t edit_lines_top(struct edit *e, size_t columns, size_t height);

#endif
