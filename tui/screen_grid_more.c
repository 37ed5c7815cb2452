/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "locale/day.h"
#include "locale/msg.h"
#include "tui/grid_screen.h"

void grid_screen_save_plan(struct grid_screen *s, struct ui *ui, const struct grid_plan *p)
{
    struct grid_said said = {0};
    struct detail d = {0};
    if (p->n_problems) {
        const char *text = buf_str(&p->problems);
        ui_say(ui, DRAW_ERROR, "%.*s", (int)strcspn(text, "\n"), text);
        return;
    }
    enum status st = grid_plan_save(s->grid, p, &said, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else
        ui_say(ui, said.answer == GRID_SAVED ? DRAW_GOOD : DRAW_WARNING, "%s", said.text);
}

static bool renew_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_plan p = {0};
    grid_plan_renew(s->grid, GRID_RENEW_RECOGNISED, answer, &p);
    bool wrong = p.n_problems != 0;
    grid_screen_save_plan(s, ui, &p);
    grid_plan_release(&p);
    return !wrong;
}

static bool numbers_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_plan p = {0};
    if (!span_trim(answer).n)
        return true;
    grid_plan_numbers(s->grid, answer, s->digit, NULL, &p);
    bool wrong = p.n_problems != 0;
    grid_screen_save_plan(s, ui, &p);
    grid_plan_release(&p);
    return !wrong;
}

static bool date_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct pdate on;
    struct grid_said said = {0};
    struct detail d = {0};
    if (!pdate_parse(answer, &on) || !on.month) {
        ui_say(ui, DRAW_ERROR, "%s", _("Ngày phải đủ ngày, tháng, năm. Ví dụ: 5/12/2026."));
        return false;
    }
    struct grid_decision x = {
        .refuse = s->refuse,
        .number = buf_span(&s->number),
        .date = day_make(on.year, on.month, on.day),
    };
    enum status st = grid_decide(s->grid, &x, &said, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else
        ui_say(ui, said.answer == GRID_SAVED ? DRAW_GOOD : DRAW_WARNING, "%s", said.text);
    return true;
}

static bool number_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n)
        return true;
    buf_reset(&s->number);
    buf_add_span(&s->number, span_trim(answer));
    struct ui_question q = {
        .question = _("Ngày quyết định (ví dụ 5/12/2026):"), .done = date_done, .context = s};
    ui_ask(ui, &q);
    return true;
}

static void ask_decision(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct buf question = {0}, advice = {0};
    size_t open;
    enum status st = grid_decide_ask(s->grid, &open, &advice, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!open) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa có ai ở bước Đề nghị. Hãy ghi kết quả bình xét trước."));
    } else {
        buf_addf(&question,
                 _("Công nhận %zu danh sách đề nghị. %sSố quyết định (ví dụ 215/QĐ-UBND):"), open,
                 buf_str(&advice));
        struct ui_question q = {.question = buf_str(&question), .done = number_done, .context = s};
        s->refuse = false;
        ui_ask(ui, &q);
    }
    buf_release(&question);
    buf_release(&advice);
}

enum { MORE_RENEW, MORE_PASS, MORE_REGISTER, MORE_DECIDE, MORE_N };

static void more_label(void *context, size_t i, struct buf *out)
{
    static const char *const names[MORE_N] = {
        N_("Đăng ký lại như năm trước, trừ những số nêu ra"),
        N_("Nhập kết quả họp theo số: 1-20 22 25x 30"),
        N_("Nhập đăng ký theo số"),
        N_("Quyết định công nhận cả danh sách đề nghị"),
    };
    (void)context;
    buf_adds(out, _(names[i]));
}

static void more_done(void *context, struct ui *ui, size_t i)
{
    struct grid_screen *s = context;
    struct ui_question q = {.context = s};
    switch (i) {
    case MORE_RENEW:
        q.question = _("Trừ những số nào? (không trừ ai thì bấm Enter)");
        q.done = renew_done;
        break;
    case MORE_PASS:
        s->digit = GRID_PASS;
        q.question = _("Số đạt, số không đạt thêm x. Ví dụ: 1-20 22 25x 30");
        q.done = numbers_done;
        break;
    case MORE_REGISTER:
        s->digit = GRID_REGISTER;
        q.question = _("Những số đăng ký. Ví dụ: 1-20 22 25");
        q.done = numbers_done;
        break;
    default:
        ask_decision(s, ui);
        return;
    }
    ui_ask(ui, &q);
}

void grid_screen_more(struct grid_screen *s, struct ui *ui)
{
    struct ui_choices c = {.title = _("Ghi nhiều người một lúc"),
                           .n = MORE_N,
                           .label = more_label,
                           .done = more_done,
                           .context = s};
    ui_pick(ui, &c);
}
