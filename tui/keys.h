/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From bytes of a terminal to keys and text, whatever TERM says: xterm, PuTTY, rxvt, VT100, VT220
 * and the Linux console send different sequences for one key, and all of them are known here. Pure
 * state: no terminal, no clock (the time is an argument, in milliseconds), no curses.
 *
 * - Bytes are UTF-8. Broken bytes and control characters without meaning are dropped. A sequence
 *   that is not known is swallowed whole and never becomes text.
 * - Plain typing is one EDIT per cluster. Backspace (7F and 08) is an EDIT that erases. Backspaces
 *   and the text after them in one read (how an input method replaces "a" by "â") are ONE EDIT with
 *   burst set: first erase `erase` clusters before the cursor, then insert `text`.
 * - Esc then a digit is a function key (Esc 2 = F2, Esc 0 = Ins). A lone Esc is held for a moment
 *   (it may begin a sequence), then for a second more (a digit may follow; keys_prefix() is true
 *   and "Esc-" is shown), then it is KEYS_ESC. Esc Esc is KEYS_ESC at once.
 * - A bracketed paste is one PASTE: its text with \n for line ends and \t, without other controls.
 *
 *      keys_feed("\x7f\x7f\xc3\xa2n")  ->  EDIT erase 2 text "ân" burst
 *      keys_feed("ab\033[11~")         ->  EDIT "a", EDIT "b", KEY F1
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "locale/buf.h"

#define KEYS_LIST(X)                                                                               \
    X(ENTER, "Enter")                                                                              \
    X(TAB, "Tab")                                                                                  \
    X(BACKTAB, "Shift-Tab")                                                                        \
    X(ESC, "Esc")                                                                                  \
    X(UP, "Up")                                                                                    \
    X(DOWN, "Down")                                                                                \
    X(LEFT, "Left")                                                                                \
    X(RIGHT, "Right")                                                                              \
    X(HOME, "Home")                                                                                \
    X(END, "End")                                                                                  \
    X(PGUP, "PgUp")                                                                                \
    X(PGDN, "PgDn")                                                                                \
    X(INS, "Ins")                                                                                  \
    X(DEL, "Del")                                                                                  \
    X(F1, "F1")                                                                                    \
    X(F2, "F2")                                                                                    \
    X(F3, "F3")                                                                                    \
    X(F4, "F4")                                                                                    \
    X(F5, "F5")                                                                                    \
    X(F6, "F6")                                                                                    \
    X(F7, "F7")                                                                                    \
    X(F8, "F8")                                                                                    \
    X(F9, "F9")                                                                                    \
    X(F10, "F10")                                                                                  \
    X(F11, "F11")                                                                                  \
    X(F12, "F12")                                                                                  \
    X(CTRL_A, "Ctrl-A")                                                                            \
    X(CTRL_B, "Ctrl-B")                                                                            \
    X(CTRL_C, "Ctrl-C")                                                                            \
    X(CTRL_D, "Ctrl-D")                                                                            \
    X(CTRL_E, "Ctrl-E")                                                                            \
    X(CTRL_F, "Ctrl-F")                                                                            \
    X(CTRL_G, "Ctrl-G")                                                                            \
    X(CTRL_K, "Ctrl-K")                                                                            \
    X(CTRL_L, "Ctrl-L")                                                                            \
    X(CTRL_N, "Ctrl-N")                                                                            \
    X(CTRL_O, "Ctrl-O")                                                                            \
    X(CTRL_P, "Ctrl-P")                                                                            \
    X(CTRL_Q, "Ctrl-Q")                                                                            \
    X(CTRL_R, "Ctrl-R")                                                                            \
    X(CTRL_S, "Ctrl-S")                                                                            \
    X(CTRL_T, "Ctrl-T")                                                                            \
    X(CTRL_U, "Ctrl-U")                                                                            \
    X(CTRL_V, "Ctrl-V")                                                                            \
    X(CTRL_W, "Ctrl-W")                                                                            \
    X(CTRL_X, "Ctrl-X")                                                                            \
    X(CTRL_Y, "Ctrl-Y")                                                                            \
    X(CTRL_Z, "Ctrl-Z")

enum key {
    KEYS_NONE,
#define X(name, text) KEYS_##name,
    KEYS_LIST(X)
#undef X
        KEYS_COUNT
};

enum { KEYS_SHIFT = 1, KEYS_ALT = 2, KEYS_CTRL = 4 }; /* of cursor and editing keys only */

enum event_type {
    EVENT_KEY,    /* key, mods, action (filled by the loop; tui/action.h) */
    EVENT_EDIT,   /* erase, text, burst */
    EVENT_PASTE,  /* text */
    EVENT_RESIZE, /* the size has changed: everything is drawn again */
    EVENT_TICK,   /* time has passed */
    EVENT_HANGUP, /* the terminal is gone, or the program must end; comes once */
};

struct event {
    enum event_type type;
    enum key key;
    unsigned mods;
    int action;       /* enum action; ACTION_NONE when the key is none */
    size_t erase;     /* clusters before the cursor, to be taken away first */
    struct span text; /* valid UTF-8 without controls (PASTE: but \n and \t); for the call only */
    bool burst;       /* erase and text came together: an input method is at work */
};

enum { KEYS_PREFIX_MS = 1000, KEYS_SEQUENCE_MS = 3000, KEYS_ESCDELAY_MS = 180 };

struct keys_queued { /* one decoded event; its text lies in keys.text */
    enum event_type type;
    enum key key;
    unsigned mods;
    size_t erase, at, n;
};

struct keys {
    int escdelay; /* milliseconds; 0 means KEYS_ESCDELAY_MS */
    int state;
    int64_t deadline; /* when the state ends by itself; 0 never */
    bool paste;       /* inside a bracketed paste */
    int64_t paste_deadline;
    bool cr;   /* the byte before was a carriage return */
    bool skip; /* the next character belongs to Alt: not text */
    struct buf sequence;
    struct buf held;   /* the beginning of a UTF-8 character */
    struct buf pasted; /* so far */
    struct keys_queued edit;
    bool editing; /* edit holds something */
    struct keys_queued *queue;
    size_t n, cap, next;
    struct buf text; /* of the queue */
};

/* Zeroed is ready. What one read() gave belongs into one call: that is what makes a burst. */
void keys_feed(struct keys *k, struct span bytes, int64_t now);
/* Takes the next event; its text is valid until the next keys_feed() or keys_expire(). */
bool keys_next(struct keys *k, struct event *out);
/* When keys_expire() wants to be called, on the clock of `now`; -1 when nothing is waited for. */
int64_t keys_deadline(const struct keys *k);
void keys_expire(struct keys *k, int64_t now);
bool keys_prefix(const struct keys *k); /* Esc was pressed and a digit may follow */
void keys_release(struct keys *k);

const char *keys_name(enum key key); /* as on the keyboard: "F2", "Ctrl-S" */

#endif
