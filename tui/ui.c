/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/ui.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locale/day.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/ui_private.h"

struct ui *ui_new(struct term *t)
{
    struct ui *ui = mem_alloc(sizeof *ui);
    ui->term = t;
    ui->tick_at = ui->hint_at = -1;
    return ui;
}

void ui_lend_typing(struct ui *ui, struct edit_typing *t)
{
    ui->typing = t;
}

void ui_lend_place(struct ui *ui, const struct place *p)
{
    ui->place = p;
}

void ui_lend_session(struct ui *ui, const struct session *s)
{
    ui->session = s;
}

const struct place *ui_place(const struct ui *ui)
{
    return ui->place;
}

struct draw *ui_draw(struct ui *ui)
{
    return &ui->term->draw;
}

/* ---- the stack ---- */

void ui_push(struct ui *ui, struct screen *s)
{
    s->below = ui->top;
    ui->top = s;
    ui->said_fades = ui->saying && ui->said_at < ui->input_at;
}

void ui_close(struct ui *ui, struct screen *s)
{
    bool last = false;
    while (ui->top && !last) {
        struct screen *top = ui->top;
        last = top == s;
        ui->top = top->below;
        top->ops->close(top);
    }
    assert(last);
}

void ui_remove(struct ui *ui, const struct screen *s)
{
    struct screen **at = &ui->top;
    while (*at && *at != s)
        at = &(*at)->below;
    if (!*at)
        return;
    struct screen *gone = *at;
    *at = gone->below;
    gone->ops->close(gone);
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    while (ui->top)
        ui_close(ui, ui->top);
    buf_release(&ui->said);
    buf_release(&ui->hint);
    buf_release(&ui->where);
    buf_release(&ui->who);
    buf_release(&ui->who_shown);
    buf_release(&ui->sentence);
    free(ui);
}

void ui_quit(struct ui *ui)
{
    ui->quit = true;
}

/* ---- the sentence ---- */

static void say(struct ui *ui, enum draw_role role)
{
    ui->said_role = role;
    ui->said_at = term_now();
    ui->saying = ui->said.n > 0;
    ui->said_fades = false;
}

void ui_say(struct ui *ui, enum draw_role role, const char *fmt, ...)
{
    va_list ap;
    buf_reset(&ui->said);
    va_start(ap, fmt);
    buf_vaddf(&ui->said, fmt, ap);
    va_end(ap);
    say(ui, role);
}

void ui_say_status(struct ui *ui, enum status s, const struct detail *d)
{
    ui_say(ui, DRAW_ERROR, "%s", d && *d->text ? d->text : status_text(s));
}

void ui_unsay(struct ui *ui)
{
    ui->saying = false;
}

void ui_receipt(struct ui *ui, unsigned number)
{
    struct buf at = {0};
    day_add_clock(&at, (int64_t)time(NULL));
    if (number)
        ui_say(ui, DRAW_GOOD, _("Đã ghi đĩa, số %u, %s"), number, buf_str(&at));
    else
        ui_say(ui, DRAW_GOOD, _("Đã ghi đĩa, %s"), buf_str(&at));
    buf_release(&at);
}

/* The sentence that stands on the screen now, given the hint the top screen would like. */
static void choose_sentence(struct ui *ui, struct span hint)
{
    bool same_screen = ui->hint_of == ui->top;
    int64_t rest = ui->input_at + UI_HINT_MS;
    buf_reset(&ui->sentence);
    ui->hint_at = -1;
    if (ui->saying && ui->said_fades) {
        ui->hint_at = ui->said_at + UI_SAY_MS;
        ui->saying = term_now() < ui->hint_at;
    }
    if (ui->saying) {
        if (ui->said_role == DRAW_WARNING || ui->said_role == DRAW_ERROR)
            buf_adds(&ui->sentence, "! ");
        buf_add_span(&ui->sentence, buf_span(&ui->said));
        ui->hint_of = NULL; /* what follows is shown at once */
        return;
    }
    ui->hint_at = -1;
    if (same_screen && !span_eq(buf_span(&ui->hint), hint) && term_now() < rest) {
        ui->hint_at = rest;
    } else {
        buf_reset(&ui->hint);
        buf_add_span(&ui->hint, hint);
        ui->hint_of = ui->top;
    }
    buf_add_span(&ui->sentence, buf_span(&ui->hint));
}

/* What stands right in line 1 ("đang sửa", "trang 2/2") waits for a rest too: else the first letter
 * of a record would cost three times as much as the others. After choose_sentence(). */
static void choose_who(struct ui *ui)
{
    int64_t rest = ui->input_at + UI_HINT_MS;
    bool changed = !span_eq(buf_span(&ui->who), buf_span(&ui->who_shown));
    if (changed && ui->who_of == ui->top && term_now() < rest) {
        ui->hint_at = rest;
        return;
    }
    buf_reset(&ui->who_shown);
    buf_add_span(&ui->who_shown, buf_span(&ui->who));
    ui->who_of = ui->top;
}

/* ---- the picture ---- */

void ui_frame(struct ui *ui, struct span where, struct span who, struct span hint,
              const struct ui_key *keys)
{
    if (where.n > 0) {
        buf_reset(&ui->where);
        buf_reset(&ui->who);
        buf_add_span(&ui->where, where);
        buf_add_span(&ui->who, who);
    }
    memset(ui->keys, 0, sizeof ui->keys);
    for (int i = 0; i < DRAW_KEYS && (keys[i].action != ACTION_NONE || keys[i].key); i++)
        ui->keys[i] = (struct draw_key){
            keys[i].key ? keys[i].key : action_shown(keys[i].action),
            keys[i].name ? _(keys[i].name) : action_name(keys[i].action),
        };
    buf_reset(&ui->sentence);
    buf_add_span(&ui->sentence, hint);
}

static void draw_screen(struct ui *ui, struct screen *s)
{
    if (s->ops->over && s->below)
        draw_screen(ui, s->below);
    s->ops->draw(s, ui);
    s->seen = true;
}

static bool too_small(const struct draw *d)
{
    return d->rows < DRAW_MIN_ROWS || d->columns < DRAW_MIN_COLUMNS;
}

static void draw_too_small(struct draw *d)
{
    struct buf b = {0};
    buf_addf(&b, _("Cửa sổ nhỏ quá (%dx%d), cần %dx%d."), d->columns, d->rows, DRAW_MIN_COLUMNS,
             DRAW_MIN_ROWS);
    int used = draw_text(d, 0, 0, -1, DRAW_NORMAL, buf_span(&b));
    draw_cursor(d, 0, used < d->columns ? used : 0);
    buf_release(&b);
}

static void draw_picture(struct ui *ui)
{
    struct draw *d = ui_draw(ui);
    struct buf hint = {0};
    ui->stale = false;
    draw_begin(d);
    if (too_small(d)) {
        draw_too_small(d);
        ui->hint_at = -1;
    } else {
        draw_screen(ui, ui->top);
        buf_add_span(&hint, buf_span(&ui->sentence));
        choose_sentence(ui, buf_span(&hint));
        choose_who(ui);
        struct frame f = {
            .where = buf_span(&ui->where),
            .who = buf_span(&ui->who_shown),
            .sentence = buf_span(&ui->sentence),
            .sentence_role = ui->saying ? ui->said_role : DRAW_NORMAL,
            .prefix = term_prefix(ui->term) ? SPAN_LIT("Esc-") : (struct span){0},
        };
        memcpy(f.keys, ui->keys, sizeof f.keys);
        ui->cut = !draw_frame(d, &f);
    }
    draw_end(d);
    buf_release(&hint);
}

void ui_busy(struct ui *ui, const char *fmt, ...)
{
    va_list ap;
    buf_reset(&ui->said);
    va_start(ap, fmt);
    buf_vaddf(&ui->said, fmt, ap);
    va_end(ap);
    say(ui, DRAW_NORMAL);
    if (ui->top)
        draw_picture(ui);
    ui->saying = false; /* over when the work is */
}

/* ---- events ---- */

static void each_tick(struct ui *ui)
{
    ui->tick_at = -1;
    for (struct screen *s = ui->top, *below; s; s = below) {
        below = s->below;
        if (s->ops->tick)
            s->ops->tick(s, ui);
    }
}

static void each_hangup(struct ui *ui)
{
    for (struct screen *s = ui->top; s; s = s->below)
        if (s->ops->hangup)
            s->ops->hangup(s, ui);
}

/* What no screen has taken. */
static void handle_passed(struct ui *ui, const struct event *e)
{
    if (action_in_list(e) == ACTION_HELP)
        ui_help(ui);
    else if (e->action == ACTION_BACK)
        ui_close(ui, ui->top);
    else if (e->type == EVENT_KEY && e->key == KEYS_CTRL_C)
        ui_say(ui, DRAW_WARNING, "%s", _("Bấm Esc để lùi ra từng bước."));
    else if (e->type == EVENT_KEY && e->action != ACTION_NONE)
        ui_say(ui, DRAW_WARNING, _("Phím %s không dùng ở đây. F1: trợ giúp."), keys_name(e->key));
    else
        ui_say(ui, DRAW_WARNING, "%s", _("Phím này không dùng ở đây. F1: trợ giúp."));
}

/* After a stall keys come faster than pictures. What they mean must not depend on that. Nothing of
 * this is sent: the picture comes when the keys rest. */
static void catch_up(struct ui *ui)
{
    struct screen *s = ui->top;
    if (s->seen && !(s->ops->reads && ui->stale))
        return;
    draw_begin(ui_draw(ui));
    draw_screen(ui, s);
}

static void handle_input(struct ui *ui, struct event *e)
{
    struct screen *s = ui->top;
    int64_t now = term_now();
    ui->input_at = now;
    if (ui->tick_at < 0)
        ui->tick_at = now + UI_TICK_MS;
    if (ui->saying && now - ui->said_at >= UI_SAY_MS)
        ui->saying = false;
    e->action = e->type == EVENT_KEY ? (int)action_of_key(e->key) : ACTION_NONE;
    if (e->action == ACTION_REDRAW) {
        draw_forget(ui_draw(ui));
        return;
    }
    if (e->type == EVENT_KEY && e->key == KEYS_CTRL_Z && !ui->term->options.no_suspend) {
        each_tick(ui); /* it may be a long while */
        term_suspend(ui->term);
        return;
    }
    if (too_small(ui_draw(ui)))
        return; /* nothing is changed that cannot be seen */
    catch_up(ui);
    ui->stale = true;
    switch (s->ops->event(s, ui, e)) {
    case UI_HANDLED:
        break;
    case UI_PASS:
        handle_passed(ui, e);
        break;
    case UI_CLOSE:
        ui_close(ui, s);
        break;
    }
}

/* False when the loop must end. */
static bool handle(struct ui *ui, struct event *e)
{
    switch (e->type) {
    case EVENT_HANGUP:
        each_hangup(ui);
        return false;
    case EVENT_KEY:
    case EVENT_EDIT:
    case EVENT_PASTE:
        handle_input(ui, e);
        break;
    case EVENT_RESIZE:
    case EVENT_TICK:
        break;
    }
    if (ui->quit)
        each_hangup(ui);
    while (ui->quit && ui->top)
        ui_close(ui, ui->top);
    if (ui->tick_at >= 0 && term_now() >= ui->tick_at)
        each_tick(ui);
    return true;
}

enum ui_end ui_run(struct ui *ui)
{
    while (ui->top) {
        struct event e;
        if (!term_pending(ui->term))
            draw_picture(ui);
        int64_t until = ui->tick_at;
        if (ui->hint_at >= 0 && (until < 0 || ui->hint_at < until))
            until = ui->hint_at;
        term_wait(ui->term, until, &e);
        if (!handle(ui, &e))
            return UI_HUNG_UP;
    }
    return UI_DONE;
}
