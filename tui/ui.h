/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one loop and the stack of screens. A screen is state plus ops; the top one gets the events,
 * and what it passes on (UI_PASS) the loop itself handles: F1 help, Esc closes it, Ctrl-L draws
 * again. Knows no record.
 *
 * - Everything is drawn from the model once all events that are there have been handled; a handler
 *   never draws. One picture, one write. A screen that was pushed while more keys wait is drawn
 *   into the void before its first event: what draw() loads is there whoever types ahead.
 * - A screen embeds struct screen as its first member and is made on the heap; the stack owns it
 *   from ui_push() on and ends it with ops->close. A screen lives longer than all above it, so it
 *   may be the context of a question it asks.
 * - No transaction is open while the loop waits.
 * - tick comes within UI_TICK_MS of an event to every screen on the stack, and not when nobody
 *   types: drafts are written there. hangup is the last call before close; it must not draw or ask.
 *
 *      struct menu { struct screen screen; int row; };
 *      static const struct screen_ops menu_ops = {.draw = .., .event = .., .close = ..};
 *      struct menu *m = mem_alloc(sizeof *m);
 *      m->screen.ops = &menu_ops;
 *      ui_push(ui, &m->screen);
 *      end = ui_run(ui);
 */
#ifndef TUI_UI_H
#define TUI_UI_H

#include "tui/action.h"
#include "tui/term.h"

struct ui;
struct screen;
struct edit_typing; /* forms/edit.h */
struct place;       /* tui/place.h */
struct session;     /* tui/session.h */

enum ui_result {
    UI_HANDLED, /* done (the picture follows the model anyway) */
    UI_PASS,  /* not mine: the loop handles F1, Esc, Ctrl-L, Ctrl-Z, or says the key does nothing */
    UI_CLOSE, /* end this screen, and any it has pushed since */
};

struct screen_ops {
    /* The picture: ui_frame() for the frame, draw_*() on ui_draw() for the work. */
    void (*draw)(struct screen *s, struct ui *ui);
    /* KEY, EDIT or PASTE. */
    enum ui_result (*event)(struct screen *s, struct ui *ui, const struct event *e);
    void (*tick)(struct screen *s, struct ui *ui);   /* or NULL */
    void (*hangup)(struct screen *s, struct ui *ui); /* or NULL: write the draft */
    void (*close)(struct screen *s);                 /* frees it */
    /* For F1: appends the help of this screen and the field in focus; or NULL. */
    void (*help)(struct screen *s, struct buf *out);
    bool over; /* the screen below is drawn first (a box over it) */
    /* draw reads what keys act on (rows, the one in focus): keys that were waiting are handed over
     * one by one with a drawing between, as if they had come slowly. Others are drawn before their
     * first key only. */
    bool reads;
};

struct screen {
    const struct screen_ops *ops;
    struct screen *below;
    bool seen; /* it has been drawn, so that what its draw() loads is there; the loop's */
};

enum ui_end {
    UI_DONE,    /* the last screen was closed */
    UI_HUNG_UP, /* the terminal is gone or the program was told to end; drafts are written */
};

enum { UI_TICK_MS = 1500, UI_HINT_MS = 120, UI_SAY_MS = 2000 };

struct ui *ui_new(struct term *t); /* t is open and outlives it */
/* The built-in typing (F9) for the answers to questions and for filters; borrowed. */
void ui_lend_typing(struct ui *ui, struct edit_typing *t);
/* Where the files are that questions ask for (tui/place.h); borrowed. */
void ui_lend_place(struct ui *ui, const struct place *p);
const struct place *ui_place(const struct ui *ui); /* NULL: anywhere */
/* Whose drafts the answers to questions are (forms/kept.h); borrowed. */
void ui_lend_session(struct ui *ui, const struct session *s);
void ui_free(struct ui *ui); /* closes what is left on the stack */
void ui_push(struct ui *ui, struct screen *s);
/* Ends s and all above it at once. A handler that closes its own screen so must not touch it any
 * more, and returns UI_HANDLED. */
void ui_close(struct ui *ui, struct screen *s);
/* Ends s alone, wherever it is on the stack; nothing when it is gone already. */
void ui_remove(struct ui *ui, const struct screen *s);
enum ui_end ui_run(struct ui *ui);
void ui_quit(
    struct ui *ui); /* closes all screens after this event; each writes its draft (hangup) */

struct draw *ui_draw(struct ui *ui);

/* One key of the last line: an action under its own name, or under another; or any key. Ends with
 * a zeroed one. */
struct ui_key {
    enum action action;
    const char *name; /* NULL: the action's own; else N_() */
    const char *key;  /* NULL: the action's own; "1-6", "0" .. for keys without an action */
};

/* The frame. An empty where (a box over another screen) leaves line 1 as the screen below made it.
 * hint is the sentence when nothing else has to be said (help of this field); it follows
 * the focus when the keys rest for UI_HINT_MS, so that moving through fields stays cheap. */
void ui_frame(struct ui *ui, struct span where, struct span who, struct span hint,
              const struct ui_key *keys);

/* The sentence of line 23. It stays at least UI_SAY_MS and until the next key after that. A
 * screen that is opened by a later key shows its own hint after that time without waiting for one.
 * Role: DRAW_NORMAL, DRAW_GOOD (receipts: only after the sync), DRAW_WARNING or DRAW_ERROR, which
 * also puts a sign in front. */
void ui_say(struct ui *ui, enum draw_role role, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void ui_say_status(struct ui *ui, enum status s, const struct detail *d); /* as say_status() */
void ui_unsay(struct ui *ui);
/* Shows a sentence at once, before a handler goes on with work that takes a second or more ("Đang
 * kiểm tra dữ liệu ..."); the one picture that is drawn inside a handler. Keys pressed meanwhile
 * wait. */
void ui_busy(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "Đã ghi đĩa, số 27, 14:05"; number 0: without one. Call it after the save has returned. */
void ui_receipt(struct ui *ui, unsigned number);

/* Help of the top screen, as F1 shows it. */
void ui_help(struct ui *ui);
/* A text to read, until Esc. title: translated; copied. */
void ui_read(struct ui *ui, const char *title, struct span text);

/* Choose one of n: typing filters (marks may be left out), Enter takes, Esc leaves. label appends
 * the text of choice i; done gets the chosen one and is not called after Esc. */
struct ui_choices {
    const char *title; /* translated; copied */
    size_t n, first;   /* first: the one to stand on */
    void (*label)(void *context, size_t i, struct buf *out);
    void (*done)(void *context, struct ui *ui, size_t i);
    void *context;
};
void ui_pick(struct ui *ui, const struct ui_choices *choices);

/* A question with one line of answer. done gets what was typed (may be empty) after Enter; when it
 * returns false the question stays open (it has said why with ui_say()). */
struct ui_question {
    const char *question; /* translated; copied */
    const char *initial;  /* or NULL: where one types on */
    bool anew; /* what is typed first takes the place of initial; Ctrl-U brings it back */
    bool (*done)(void *context, struct ui *ui, struct span answer);
    void *context;
    /* Names the question and what it is about, "return/<id>"; copied. What is typed is kept as a
     * draft at a tick, at hang-up and after Esc, and is there when it is asked again. It goes when
     * done() has returned true and no other question follows: then all of these go together. An
     * error that done() has said keeps the question open. NULL only for what is no loss: a search,
     * a year, a yes. */
    const char *kept_as;
    bool secret; /* a password: stars are shown, no built-in typing, wiped afterwards */
    bool enter;  /* Enter alone says yes: whoever typed something ("không") is asked again */
};
void ui_ask(struct ui *ui, const struct ui_question *question);
/* Is something kept of that question? Appended to out. */
bool ui_kept(const struct ui *ui, const char *as, struct buf *out);
void ui_kept_drop(struct ui *ui, const char *as);

/* "Xóa hộ số 27 ..": nothing happens unless that very number is typed. question says what will
 * happen; done is called only then. */
void ui_confirm_number(struct ui *ui, const char *question, unsigned number,
                       void (*done)(void *context, struct ui *ui), void *context);

#endif
