/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of Nhập nhanh: screen_grid.c (the grid), screen_grid_more.c (many at once:
 * renewal, numbers from the meeting sheet, printing that sheet), screen_grid_numbers.c (numbers
 * from the sheet, kept while they are typed), screen_grid_meeting.c (the meeting, votes, the
 * proposal of a list), screen_grid_decide.c (the decision on a list) and screen_grid_answers.c
 * (under which names what is asked is kept).
 */
#ifndef TUI_GRID_SCREEN_H
#define TUI_GRID_SCREEN_H

#include "forms/editing.h"
#include "tui/print_ask.h"
#include "tui/record_menu.h"
#include "tui/session.h"
#include "tui/undo_ask.h"

/* Marks that were typed or pasted and wait for the reason of those that are "không đạt". */
enum grid_pending { GRID_PENDING_NONE, GRID_PENDING_NUMBERS, GRID_PENDING_PASTE };

/* What a decision on a list and its proposal ask for, in this order; the reason of a refusal only.
 */
enum grid_answer_part {
    GRID_ANSWER_NUMBER,
    GRID_ANSWER_DATE,
    GRID_ANSWER_REASON,
    GRID_ANSWER_EXCEPT,
    GRID_ANSWERS
};
struct grid_answers {
    struct buf part[GRID_ANSWERS];
};

struct grid_screen {
    struct screen screen;
    struct session *session;
    struct grid *grid;      /* NULL when it could not be opened */
    struct editing editing; /* who else marks this list */
    struct unit_key unit;
    size_t at, top;
    bool marked; /* by the key before: an Enter behind the digit goes no further */
    int digit;   /* waits for its reason */
    enum grid_pending pending;
    size_t pending_row;
    struct buf typed; /* numbers, pasted text, exceptions: until they are saved */
    enum grid_renew renew;
    struct buf place, sought;
    struct buf reason;
    struct grid_answers decision, proposal;
    struct grid_answers *answers; /* which of them are asked for */
    enum grid_answer_part asking; /* the question that is open */
    struct buf chair, secretary;  /* answers, kept for the next time */
    struct buf keyed;             /* votes: until saved */
    day meeting_day;
    int more[16]; /* what the lines of the menu mean */
    size_t n_more;
    struct print_ask print;
    struct record_menu menu;
    struct undo_ask undo;
    struct why_ask why; /* the report is handed in: asked once, then kept */
};

/* NULL with a sentence in d: a year to come, an old year that is not closed. */
struct screen *screen_grid_open(struct session *session, enum title_id title, struct unit_key unit,
                                int year, enum grid_mode mode, struct detail *d);

void grid_screen_more(struct grid_screen *s, struct ui *ui);
/* The assessment sheet of the row in focus. */
void grid_screen_sheet(struct grid_screen *s, struct ui *ui);
void grid_screen_print(struct grid_screen *s, struct ui *ui);
void grid_screen_paste(struct grid_screen *s, struct ui *ui, struct span text);
/* Asks for the numbers of a digit (GRID_PASS, GRID_REGISTER, GRID_ASSESS); what was left half typed
 * is there. */
void grid_screen_numbers(struct grid_screen *s, struct ui *ui, int digit);
/* Saves what stands in s->typed; asks for the reason that is missing. false: it is wrong. */
bool grid_screen_save_typed(struct grid_screen *s, struct ui *ui);
/* A question about what s->digit stands for, kept under that; part: of several, NULL the first. */
void grid_screen_ask(struct grid_screen *s, struct ui *ui, const char *part, struct ui_question q);
/* The name of a question about the row in focus. */
void grid_screen_add_row_name(const struct grid_screen *s, const char *what, struct buf *out);
/* Of s->answers. They are of no use any more; true when there were any, *number gets the first. */
bool grid_answers_dropped(struct grid_screen *s, struct ui *ui, struct buf *number);
void grid_answers_ask(struct grid_screen *s, struct ui *ui, enum grid_answer_part part,
                      const char *question, bool (*done)(void *, struct ui *, struct span));
/* What an answer will stand at when it is asked for. */
void grid_answers_offer(struct grid_screen *s, enum grid_answer_part part, struct span text);
/* The answer of the open question is good. */
void grid_answers_take(struct grid_screen *s, struct span answer);
void grid_answers_saved(struct grid_screen *s);
void grid_answers_release(struct grid_answers *a);
struct unfinished_numbers; /* forms/unfinished.h */
/* The grid of a draft, with its question open. */
void screen_grid_numbers_again(struct session *session, struct ui *ui,
                               const struct unfinished_numbers *n);
/* screen_grid_meeting.c; votes: of the row in focus, or by number. */
void grid_screen_meet(struct grid_screen *s, struct ui *ui);
/* again: those who had registered, not those recognised. */
void grid_screen_renew(struct grid_screen *s, struct ui *ui, bool again);
void grid_screen_votes(struct grid_screen *s, struct ui *ui, bool row);
void grid_screen_propose(struct grid_screen *s, struct ui *ui);
void grid_screen_decide(struct grid_screen *s, struct ui *ui, bool refuse);
/* What was saved, with the counts behind it when both fit into the line. */
void grid_screen_say(struct grid_screen *s, struct ui *ui, const struct grid_said *said);

#endif
