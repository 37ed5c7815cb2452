/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision on a list: its number, its date, for a refusal the reason, then who is left out.
 * Every answer is kept when the next one is wrong.
 */
#include "locale/day.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/grid_screen.h"

static void ask(struct grid_screen *s, struct ui *ui, const char *question, const char *initial,
                bool (*done)(void *, struct ui *, struct span))
{
    struct ui_question q = {
        .question = question, .initial = initial, .anew = true, .done = done, .context = s};
    ui_ask(ui, &q);
}

static bool except_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    struct grid_decision x = s->decision;
    x.number = buf_span(&s->number);
    x.reason = buf_span(&s->reason);
    x.except = answer;
    enum status st = grid_decide(s->grid, &x, &said, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    grid_screen_say(s, ui, &said);
    return said.answer == GRID_SAVED;
}

static void ask_except(struct grid_screen *s, struct ui *ui)
{
    ask(s, ui, _("Trừ những số nào? (không trừ ai thì bấm Enter)"), NULL, except_done);
}

static bool reason_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Không công nhận thì cần lý do. Ví dụ: không đủ hồ sơ. Esc để thôi."));
        return false;
    }
    buf_reset(&s->reason);
    buf_add_span(&s->reason, span_trim(answer));
    ask_except(s, ui);
    return true;
}

static bool date_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct pdate on;
    if (!pdate_parse(answer, &on) || !on.month || !on.day) {
        ui_say(ui, DRAW_ERROR, "%s", _("Ngày phải đủ ngày, tháng, năm. Ví dụ: 5/12/2026."));
        return false;
    }
    s->decision.date = day_make(on.year, on.month, on.day);
    if (s->decision.date > s->session->who->today) {
        ui_say(ui, DRAW_ERROR, "%s",
               _("Ngày này chưa đến. Hãy gõ ngày ghi trên quyết định, ví dụ 5/12/2026."));
        return false;
    }
    if (s->decision.refuse)
        ask(s, ui, _("Lý do không công nhận (ví dụ: không đủ hồ sơ):"), NULL, reason_done);
    else
        ask_except(s, ui);
    return true;
}

static bool number_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s", _("Cần số quyết định, ví dụ 215/QĐ-UBND. Esc để thôi."));
        return false;
    }
    buf_reset(&s->number);
    buf_add_span(&s->number, span_trim(answer));
    ask(s, ui, _("Ngày quyết định (ví dụ 5/12/2026):"), NULL, date_done);
    return true;
}

void grid_screen_decide(struct grid_screen *s, struct ui *ui, bool refuse)
{
    struct detail d = {0};
    struct buf question = {0}, advice = {0}, n = {0};
    size_t open;
    enum status st = grid_decide_ask(s->grid, &open, &advice, &d);
    s->decision = (struct grid_decision){.refuse = refuse};
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!open) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa có ai ở bước Đề nghị. Hãy ghi kết quả bình xét trước."));
    } else {
        number_add_vn(&n, (int64_t)open);
        buf_addf(&question,
                 refuse ? _("Không công nhận %s %s đang đề nghị. Số quyết định?")
                        : _("Công nhận %s %s đang đề nghị. Số quyết định?"),
                 buf_str(&n), _(title_by_id(grid_title(s->grid))->counter));
        ask(s, ui, buf_str(&question), buf_str(&s->number), number_done);
        if (advice.n)
            ui_say(ui, DRAW_WARNING, "%s", buf_str(&advice));
    }
    buf_release(&question);
    buf_release(&advice);
    buf_release(&n);
}
