/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/undo_ask.h"

#include "locale/msg.h"

struct looking {
    uint64_t record;
    struct undo *undo;
    struct buf text;
};

static enum status look_fn(struct book_tx *t, void *context)
{
    struct looking *x = context;
    buf_reset(&x->text); /* the closure may run again */
    enum status s = undo_look(t, x->record, x->undo);
    if (s == STATUS_OK)
        undo_add_text(t, x->undo, &x->text);
    return s;
}

static enum status do_fn(struct book_tx *t, void *context)
{
    return undo_do(t, ((const struct undo_ask *)context)->undo.seq);
}

static void take_back(void *context, struct ui *ui)
{
    struct undo_ask *u = context;
    struct detail d = {0};
    struct session *s = u->session;
    enum status st = book_write(s->book, s->who, do_fn, u, &d);
    if (why_ask(&u->why, ui, st, &d, s->who, take_back, u))
        return;
    if (st == STATUS_OK)
        ui_say(ui, DRAW_GOOD, "%s", _("Đã hoàn tác và ghi đĩa."));
    else if (st == STATUS_NOTFOUND)
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    else
        ui_say_status(ui, st, &d);
    if (u->after)
        u->after(u->context);
}

static bool done(void *context, struct ui *ui, struct span answer)
{
    (void)answer;
    take_back(context, ui);
    return true;
}

void undo_ask(struct undo_ask *u, struct ui *ui, struct session *session, uint64_t record,
              void (*after)(void *context), void *context)
{
    struct detail d = {0};
    struct looking x = {.record = record, .undo = &u->undo};
    enum status st = book_read(session->book, session->who, look_fn, &x, &d);
    u->session = session;
    u->after = after;
    u->context = context;
    if (st == STATUS_OK) {
        struct buf question = {0};
        buf_addf(&question, _("Enter: hoàn tác việc %s. Esc: thôi"), buf_str(&x.text));
        struct ui_question q = {
            .question = buf_str(&question), .done = done, .context = u, .enter = true};
        ui_ask(ui, &q);
        buf_release(&question);
    } else if (st == STATUS_NOTFOUND) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else {
        ui_say_status(ui, st, &d);
    }
    buf_release(&x.text);
}

void undo_ask_release(struct undo_ask *u)
{
    why_ask_release(&u->why);
}
