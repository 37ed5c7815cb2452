/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions with one line of answer, over the foot of the screen that asks.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/kept.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/edit_event.h"
#include "tui/password_ask.h"
#include "tui/session.h"
#include "tui/ui_private.h"

enum { ANSWER_MAX = 4000 /* the numbers of a large meeting */, SECRET_MAX = 128 };

struct ask {
    struct screen screen;
    char *question;
    struct edit answer;
    bool left;        /* by Esc just now, and could not be kept */
    bool *gone;       /* set when it is closed while its answer is worked on */
    bool fresh;       /* initial stands there untouched, to be typed anew */
    char *as;         /* the name of its draft; NULL: nothing is kept */
    struct buf where; /* line 1 when it was asked */
    struct buf kept;  /* the draft as it is on disk */
    struct buf chain; /* drafts of the questions it follows, a line each: gone when all is done */
    struct ui_question asked;
    /* ui_confirm_number(): */
    bool confirm;
    unsigned number;
    void (*confirmed)(void *context, struct ui *ui);
};

/* One for every character; where the cursor stands is not shown, it always goes to the end. */
static void add_stars(const struct edit *e, size_t most, struct buf *out)
{
    struct span s = edit_text(e);
    for (size_t at = 0; at < s.n && out->n < most; at = cluster_next(s, at))
        buf_addc(out, '*');
}

static void ask_draw(struct screen *s, struct ui *ui)
{
    static const struct ui_key keys[] = {
        {ACTION_NEXT, N_("Xong"), NULL}, {ACTION_BACK, NULL, NULL}, {0}};
    struct ask *a = (struct ask *)s;
    struct draw *d = ui_draw(ui);
    struct span text = span_of(a->question);
    int most = draw_work_rows(d) - 3, lines = (int)draw_wrap(d, 0, 2, 0, 0, DRAW_FOCUS, text);
    lines = lines < most ? lines : most;
    int y = draw_work_top(d) + draw_work_rows(d) - 3 - lines;
    struct buf line = {0};
    struct ui_key named[3] = {keys[0], keys[1]};
    named[0].name = _(keys[0].name);
    draw_blank(d, y, 0, 3 + lines, d->columns);
    draw_rule(d, y);
    draw_wrap(d, y + 1, 2, lines, 0, DRAW_FOCUS, text);
    y += lines - 1;
    draw_mark(d, y + 2, 2);
    if (a->asked.secret) {
        add_stars(&a->answer, (size_t)d->columns - 7, &line);
        draw_cursor(d, y + 2, 4 + (int)line.n);
    } else {
        struct edit_view v = edit_view(&a->answer, (size_t)d->columns - 6, &line);
        draw_cursor(d, y + 2, 4 + (int)v.cursor);
    }
    draw_text(d, y + 2, 4, d->columns - 6, DRAW_VALUE, buf_span(&line));
    ui_frame(ui, (struct span){0}, (struct span){0}, (struct span){0}, named);
    buf_release(&line);
}

static bool is_number(struct span s, unsigned number)
{
    struct buf b = {0};
    buf_addf(&b, "%u", number);
    bool same = span_eq(span_trim(s), buf_span(&b));
    buf_release(&b);
    return same;
}

static void forget(struct edit *e)
{
    password_forget(&e->text);
    password_forget(&e->saved);
    password_forget(&e->mark);
    password_forget(&e->typed);
    edit_release(e);
    edit_init(e, SECRET_MAX, false, true);
}

/* ---- what is typed is kept ---- */

/* Empty: none any more. */
static enum status write_kept(struct ui *ui, const struct ask *a, struct span text,
                              struct detail *d)
{
    const struct session *s = ui->session;
    struct kept k = {buf_span(&a->where), span_of(a->question), text};
    return span_trim(text).n ? kept_save(s->book, s->who, a->as, &k, d)
                             : kept_drop(s->book, s->who, a->as, d);
}

static bool keep(struct ask *a, struct ui *ui, struct span text, bool tell)
{
    struct detail d = {0};
    if (!a->as || span_eq(text, buf_span(&a->kept)))
        return true;
    enum status st = write_kept(ui, a, text, &d);
    if (st != STATUS_OK) {
        if (tell)
            ui_say_status(ui, st, &d);
        return false;
    }
    buf_reset(&a->kept);
    buf_add_span(&a->kept, text);
    return true;
}

/* True: nothing is lost when the question goes. What stood there at first is no draft. */
static bool keep_typed(struct ask *a, struct ui *ui, bool tell)
{
    struct span none = {"", 0};
    return keep(a, ui, edit_dirty(&a->answer) ? edit_text(&a->answer) : none, tell);
}

static void ask_tick(struct screen *s, struct ui *ui)
{
    keep_typed((struct ask *)s, ui, true);
}

static void ask_hangup(struct screen *s, struct ui *ui)
{
    keep_typed((struct ask *)s, ui, false);
}

bool ui_kept(const struct ui *ui, const char *as, struct buf *out)
{
    return ui->session && kept_load(ui->session->book, ui->session->who, as, out);
}

void ui_kept_drop(struct ui *ui, const char *as)
{
    struct detail d = {0};
    enum status st =
        ui->session ? kept_drop(ui->session->book, ui->session->who, as, &d) : STATUS_OK;
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void drop_all(struct ui *ui, char *names)
{
    for (char *rest, *name = strtok_r(names, "\n", &rest); name; name = strtok_r(NULL, "\n", &rest))
        ui_kept_drop(ui, name);
}

/* ---- the answer ---- */

static bool said_error(const struct ui *ui)
{
    return ui->saying && ui->said_role == DRAW_ERROR;
}

/* The question that follows carries the drafts on, until the last one is done. */
static void pass_on(struct ui *ui, struct buf *drafts)
{
    if (ui->top && ui->top->ops->draw == ask_draw)
        buf_add_span(&((struct ask *)ui->top)->chain, buf_span(drafts));
    else if (drafts->n)
        drop_all(ui, drafts->p);
}

static bool confirmed(struct ask *a, struct ui *ui)
{
    struct ask copy = *a;
    if (!is_number(edit_text(&a->answer), a->number)) {
        ui_say(ui, DRAW_WARNING, _("Chưa làm gì. Gõ đúng số %u để làm, Esc để thôi."), a->number);
        return false;
    }
    ui_close(ui, &a->screen);
    copy.confirmed(copy.asked.context, ui);
    return !said_error(ui); /* it could not be done: what led here is offered again */
}

static bool answered(struct ask *a, struct ui *ui)
{
    if (a->asked.enter && span_trim(edit_text(&a->answer)).n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa làm gì. Đồng ý thì xóa chữ đã gõ rồi Enter, thôi thì Esc."));
        return false;
    }
    struct ui_question asked = a->asked;
    struct buf text = {0};
    buf_add_span(&text, edit_text(&a->answer));
    keep(a, ui, buf_span(&text), false); /* on disk before the work begins */
    bool gone = false;
    a->gone = &gone;
    bool done = asked.done(asked.context, ui, buf_span(&text));
    password_forget(&text);
    if (gone)
        return true;
    a->gone = NULL;
    if (done && a->as && ui->top == &a->screen && said_error(ui))
        done = false; /* it could not be done: what was typed stays in sight */
    if (done)
        ui_remove(ui, &a->screen);
    else if (asked.secret)
        forget(&a->answer); /* to be typed again from the start */
    return done;
}

/* What follows may push screens, and close even those below. */
static enum ui_result answer(struct ask *a, struct ui *ui)
{
    struct buf drafts = {0};
    ui_unsay(ui);
    buf_add_span(&drafts, buf_span(&a->chain));
    if (a->as)
        buf_addf(&drafts, "%s\n", a->as);
    if (a->confirm ? confirmed(a, ui) : answered(a, ui))
        pass_on(ui, &drafts);
    buf_release(&drafts);
    return UI_HANDLED;
}

static enum ui_result ask_event(struct screen *s, struct ui *ui, const struct event *e)
{
    struct ask *a = (struct ask *)s;
    enum edit_done done;
    if (e->type == EVENT_KEY && e->key == KEYS_ENTER)
        return answer(a, ui);
    struct edit_typing *typing = a->asked.secret ? NULL : ui->typing;
    if (e->type == EVENT_KEY && e->action == ACTION_TYPING && typing) {
        edit_event_toggle(ui->typing, ui);
        return UI_HANDLED;
    }
    bool back = e->type == EVENT_KEY && e->action == ACTION_BACK;
    if (back && !a->left && !keep_typed(a, ui, true)) {
        a->left = true; /* a second Esc gives it up */
        return UI_HANDLED;
    }
    if (back && a->left)
        ui_unsay(ui); /* that it stands there: no more */
    else if (back && a->kept.n)
        ui_say(ui, DRAW_NORMAL, "%s", _("Chữ đã gõ được giữ: mở lại câu hỏi này là có."));
    a->left = false;
    if (a->fresh && e->type != EVENT_KEY && !e->erase && e->text.n)
        edit_replace(&a->answer, (struct span){"", 0});
    a->fresh = false;
    if (!edit_event(&a->answer, typing, e, &done))
        return UI_PASS;
    edit_event_say(&a->answer, done, ui);
    return UI_HANDLED;
}

static void ask_close(struct screen *s)
{
    struct ask *a = (struct ask *)s;
    if (a->gone)
        *a->gone = true;
    free(a->question);
    if (a->asked.secret)
        forget(&a->answer);
    edit_release(&a->answer);
    free(a->as);
    buf_release(&a->where);
    buf_release(&a->kept);
    buf_release(&a->chain);
    free(a);
}

static const struct screen_ops ask_ops = {.draw = ask_draw,
                                          .event = ask_event,
                                          .tick = ask_tick,
                                          .hangup = ask_hangup,
                                          .close = ask_close,
                                          .over = true};

static struct ask *ask_new(const char *question)
{
    struct ask *a = mem_alloc(sizeof *a);
    a->screen.ops = &ask_ops;
    a->question = mem_strdup(question);
    edit_init(&a->answer, ANSWER_MAX, false, false);
    return a;
}

/* What was left half typed is there again; Ctrl-U brings initial back. */
static void take_back(struct ask *a, struct ui *ui, const char *as)
{
    a->as = mem_strdup(as);
    buf_add_span(&a->where, buf_span(&ui->where));
    if (!ui_kept(ui, as, &a->kept))
        return;
    edit_replace(&a->answer, buf_span(&a->kept));
    a->fresh = false;
    ui_say(ui, DRAW_NORMAL, "%s",
           _("Đã lấy lại chữ đang gõ dở. Gõ tiếp rồi Enter; Ctrl-U: bỏ chữ này."));
}

void ui_ask(struct ui *ui, const struct ui_question *question)
{
    struct ask *a = ask_new(question->question);
    ui_unsay(ui); /* what was said before is not about this question */
    a->asked = *question;
    if (a->asked.secret)
        forget(&a->answer);
    edit_set(&a->answer, span_of(question->initial));
    a->fresh = question->anew;
    if (question->kept_as && ui->session && !question->secret)
        take_back(a, ui, question->kept_as);
    ui_push(ui, &a->screen);
}

void ui_confirm_number(struct ui *ui, const char *question, unsigned number,
                       void (*done)(void *context, struct ui *ui), void *context)
{
    struct ask *a = ask_new(question);
    ui_unsay(ui);
    a->answer.digits = true;
    a->confirm = true;
    a->number = number;
    a->confirmed = done;
    a->asked.context = context;
    ui_push(ui, &a->screen);
}
