/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions with one line of answer, over the foot of the screen that asks.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/edit_event.h"
#include "tui/password_ask.h"
#include "tui/ui_private.h"

enum { ANSWER_MAX = 4000 /* the numbers of a large meeting */, SECRET_MAX = 128 };

struct ask {
    struct screen screen;
    char *question;
    struct edit answer;
    bool left;       /* by Esc, and could not be kept */
    bool fresh;      /* initial stands there untouched, to be typed anew */
    struct buf kept; /* what asked.keep() wrote last */
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

/* done() may push screens, and close even those below. */
static enum ui_result answer(struct ask *a, struct ui *ui)
{
    struct ask copy = *a;
    if (a->confirm) {
        if (!is_number(edit_text(&a->answer), a->number)) {
            ui_say(ui, DRAW_WARNING, _("Chưa làm gì. Gõ đúng số %u để làm, Esc để thôi."),
                   a->number);
            return UI_HANDLED;
        }
        ui_close(ui, &a->screen);
        copy.confirmed(copy.asked.context, ui);
        return UI_HANDLED;
    }
    struct buf text = {0};
    buf_add_span(&text, edit_text(&a->answer));
    if (copy.asked.done(copy.asked.context, ui, buf_span(&text)))
        ui_remove(ui, &a->screen); /* if it is still there */
    else if (copy.asked.secret)
        forget(&a->answer); /* to be typed again from the start */
    password_forget(&text);
    return UI_HANDLED;
}

/* True: nothing is lost when the question goes. */
static bool ask_keep(struct ask *a, struct ui *ui)
{
    struct span text = edit_text(&a->answer);
    if (!a->asked.keep || span_eq(text, buf_span(&a->kept)))
        return true;
    if (!a->asked.keep(a->asked.context, ui, text))
        return false;
    buf_reset(&a->kept);
    buf_add_span(&a->kept, text);
    return true;
}

static void ask_tick(struct screen *s, struct ui *ui)
{
    ask_keep((struct ask *)s, ui);
}

static void ask_hangup(struct screen *s, struct ui *ui)
{
    (void)ui;
    ask_keep((struct ask *)s, NULL);
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
    if (e->type == EVENT_KEY && e->action == ACTION_BACK && !a->left && !ask_keep(a, ui)) {
        a->left = true; /* a second Esc gives it up */
        return UI_HANDLED;
    }
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
    free(a->question);
    if (a->asked.secret)
        forget(&a->answer);
    edit_release(&a->answer);
    buf_release(&a->kept);
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

void ui_ask(struct ui *ui, const struct ui_question *question)
{
    struct ask *a = ask_new(question->question);
    ui_unsay(ui); /* what was said before is not about this question */
    a->asked = *question;
    if (a->asked.secret)
        forget(&a->answer);
    edit_set(&a->answer, span_of(question->initial));
    a->fresh = question->anew;
    buf_adds(&a->kept, question->initial ? question->initial : "");
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
