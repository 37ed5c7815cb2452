/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/own_password.h"

#include <string.h>

#include "locale/msg.h"
#include "tui/password_ask.h"

static enum status load(struct book_tx *t, void *context)
{
    struct account *a = context;
    account_release(a);
    return account_get(t, t->who->name, a);
}

enum own_password_state own_password_state(struct session *s)
{
    struct account a = {0};
    enum status st = book_read(s->book, s->who, load, &a, NULL);
    bool set = a.hash[0] != 0;
    account_release(&a);
    return st != STATUS_OK ? OWN_PASSWORD_NO_ACCOUNT : set ? OWN_PASSWORD_SET : OWN_PASSWORD_NONE;
}

static void ask(struct own_password *p, struct ui *ui, const char *question,
                bool (*done)(void *context, struct ui *ui, struct span answer))
{
    ui_ask(ui,
           &(struct ui_question){.question = question, .done = done, .context = p, .secret = true});
}

static bool again_done(void *context, struct ui *ui, struct span answer);

static bool new_done(void *context, struct ui *ui, struct span answer)
{
    struct own_password *p = context;
    password_forget(&p->typed);
    buf_reserve(&p->typed, answer.n + 1); /* does not move: no copy is left */
    buf_add_span(&p->typed, answer);
    ask(p, ui, _("Gõ lại mật khẩu mới lần nữa:"), again_done);
    return true;
}

static void ask_new(struct own_password *p, struct ui *ui)
{
    ask(p, ui, _("Mật khẩu mới, từ 6 ký tự (sáu chữ số cũng được):"), new_done);
}

static bool again_done(void *context, struct ui *ui, struct span answer)
{
    struct own_password *p = context;
    struct session *s = p->session;
    struct detail d = {0};
    if (!span_eq(answer, buf_span(&p->typed))) {
        ask_new(p, ui);
        ui_say(ui, DRAW_WARNING, "%s", _("Hai lần gõ không giống nhau. Hãy gõ lại mật khẩu mới."));
        return true;
    }
    enum status st = account_set_own_password(s->book, s->who, p->account.hash, answer, &d);
    if (st == STATUS_OK) {
        ui_say(ui, DRAW_GOOD, "%s",
               _("Đã ghi mật khẩu mới. Lần sau vào, máy hỏi mật khẩu này; xin nhớ kỹ."));
        if (p->done)
            p->done(p->context);
    } else if (st == STATUS_INVALID) { /* not fit to be one */
        ask_new(p, ui);
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    } else {
        ui_say_status(ui, st, &d);
    }
    password_forget(&p->typed);
    return true;
}

static bool old_done(void *context, struct ui *ui, struct span answer)
{
    struct own_password *p = context;
    struct session *s = p->session;
    struct detail d = {0};
    bool right;
    int64_t wait;
    enum status st = account_try(s->book, s->who, &p->account, answer, &right, &wait, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else if (wait)
        ui_say(ui, DRAW_WARNING,
               _("Gõ sai nhiều lần. Hãy đợi %lld giây rồi gõ lại; quên mật khẩu thì nhờ người quản "
                 "trị đặt lại."),
               (long long)wait);
    else if (!right)
        ui_say(ui, DRAW_WARNING, "%s", _("Mật khẩu chưa đúng. Hãy gõ lại; Esc để thôi."));
    else
        ask_new(p, ui);
    return right;
}

void own_password_ask(struct own_password *p, struct session *s, struct ui *ui)
{
    struct detail d = {0};
    p->session = s;
    password_forget(&p->typed);
    enum status st = book_read(s->book, s->who, load, &p->account, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else if (p->account.hash[0])
        ask(p, ui, _("Mật khẩu đang dùng:"), old_done);
    else
        ask_new(p, ui);
}

void own_password_release(struct own_password *p)
{
    password_forget(&p->typed);
    account_release(&p->account);
}
