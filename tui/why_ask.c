/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/why_ask.h"

#include "locale/msg.h"

static bool done(void *context, struct ui *ui, struct span answer)
{
    struct why_ask *w = context;
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s", _("Chưa ghi gì. Hãy gõ lý do, ví dụ: bỏ sót một phiếu."));
        return false;
    }
    struct buf text = {0};
    buf_add_span(&text, span_trim(answer));
    buf_release(&w->text);
    w->text = text;
    struct caller *who = w->who; /* the screen may be closed by what follows */
    why_begin(w, who);
    w->again(w->context, ui);
    why_end(who);
    return true;
}

bool why_ask(struct why_ask *w, struct ui *ui, enum status st, const struct detail *d,
             struct caller *who, void (*again)(void *context, struct ui *ui), void *context)
{
    if (st != STATUS_NEEDS_REASON)
        return false;
    w->who = who;
    w->again = again;
    w->context = context;
    struct buf name = {0}; /* by its words: they tell the report and its year */
    buf_addf(&name, "why/%s", d->text);
    struct ui_question q = {.question = d->text[0] ? d->text : status_text(st),
                            .initial = w->text.n ? buf_str(&w->text) : NULL,
                            .done = done,
                            .kept_as = buf_str(&name),
                            .context = w};
    ui_ask(ui, &q);
    buf_release(&name);
    return true;
}

void why_begin(const struct why_ask *w, struct caller *who)
{
    who->reason = w->text.n ? buf_str(&w->text) : NULL;
}

void why_end(struct caller *who)
{
    who->reason = NULL;
}

void why_ask_release(struct why_ask *w)
{
    buf_release(&w->text);
}
