/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision on a list: its number, its date, for a refusal the reason, then who is left out.
 */
#include "forms/unfinished.h"
#include "locale/day.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/grid_screen.h"

static bool except_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    struct pdate on;
    struct grid_decision x = {.refuse = s->digit == UNFINISHED_REFUSE,
                              .number = buf_span(&s->decision.part[GRID_ANSWER_NUMBER]),
                              .reason = buf_span(&s->decision.part[GRID_ANSWER_REASON]),
                              .except = answer};
    if (pdate_parse(buf_span(&s->decision.part[GRID_ANSWER_DATE]), &on))
        x.date = day_make(on.year, on.month, on.day);
    enum status st = grid_decide(s->grid, &x, &said, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (said.answer == GRID_SAVED)
        grid_answers_saved(s);
    grid_screen_say(s, ui, &said);
    return said.answer == GRID_SAVED;
}

static void ask_except(struct grid_screen *s, struct ui *ui)
{
    grid_answers_ask(s, ui, GRID_ANSWER_EXCEPT, _("Trừ những số nào? (để trống là không trừ ai)"),
                     except_done);
}

static bool reason_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Không công nhận thì cần lý do. Ví dụ: không đủ hồ sơ. Esc để thôi."));
        return false;
    }
    grid_answers_take(s, answer);
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
    if (day_make(on.year, on.month, on.day) > s->session->who->today) {
        ui_say(ui, DRAW_ERROR, "%s",
               _("Ngày này chưa đến. Hãy gõ ngày ghi trên quyết định, ví dụ 5/12/2026."));
        return false;
    }
    if (on.year < grid_year(s->grid)) { /* nobody is recognised before the year has begun */
        ui_say(ui, DRAW_ERROR,
               _("Ngày này trước năm %d của danh sách. Hãy gõ lại ngày, ví dụ 5/12/%d."),
               grid_year(s->grid), grid_year(s->grid));
        return false;
    }
    grid_answers_take(s, answer);
    if (s->digit == UNFINISHED_REFUSE)
        grid_answers_ask(s, ui, GRID_ANSWER_REASON,
                         _("Lý do không công nhận (ví dụ: không đủ hồ sơ):"), reason_done);
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
    grid_answers_take(s, answer);
    grid_answers_ask(s, ui, GRID_ANSWER_DATE, _("Ngày quyết định (ví dụ 5/12/2026):"), date_done);
    return true;
}

/* Somebody else has decided on all of them: the draft is of no use any more. */
static void nobody(struct grid_screen *s, struct ui *ui)
{
    struct buf number = {0};
    if (grid_answers_dropped(s, ui, &number)) {
        ui_say(ui, DRAW_WARNING, _("Không còn ai ở bước Đề nghị. Quyết định %s gõ dở đã bỏ."),
               buf_str(&number));
    } else {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa có ai ở bước Đề nghị. Hãy ghi kết quả bình xét trước."));
    }
    buf_release(&number);
}

void grid_screen_decide(struct grid_screen *s, struct ui *ui, bool refuse)
{
    struct detail d = {0};
    struct buf question = {0}, left_out = {0}, advice = {0}, n = {0};
    size_t open;
    enum status st = grid_decide_ask(s->grid, &open, &left_out, &advice, &d);
    s->answers = &s->decision;
    s->digit = refuse ? UNFINISHED_REFUSE : UNFINISHED_DECIDE;
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!open) {
        nobody(s, ui);
    } else {
        grid_answers_offer(s, GRID_ANSWER_EXCEPT, buf_span(&left_out));
        number_add_vn(&n, (int64_t)open);
        buf_addf(&question,
                 refuse ? _("Không công nhận %s %s đang đề nghị. Số quyết định?")
                        : _("Công nhận %s %s đang đề nghị. Số quyết định?"),
                 buf_str(&n), _(title_by_id(grid_title(s->grid))->counter));
        grid_answers_ask(s, ui, GRID_ANSWER_NUMBER, buf_str(&question), number_done);
        if (advice.n)
            ui_say(ui, DRAW_WARNING, "%s", buf_str(&advice));
    }
    buf_release(&question);
    buf_release(&left_out);
    buf_release(&advice);
    buf_release(&n);
}
