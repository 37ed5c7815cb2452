/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers keyed in from the meeting's sheet: one long line of answer, which is kept until it is
 * saved.
 */
#include "forms/unfinished.h"
#include "locale/msg.h"
#include "tui/grid_screen.h"

static bool numbers_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n)
        return true;
    buf_reset(&s->typed);
    buf_add_span(&s->typed, answer);
    s->pending = GRID_PENDING_NUMBERS;
    return grid_screen_save_typed(s, ui);
}

void grid_screen_numbers(struct grid_screen *s, struct ui *ui, int digit)
{
    s->digit = digit;
    grid_screen_ask(
        s, ui, NULL,
        (struct ui_question){.question =
                                 digit == GRID_REGISTER ? _("Những số đăng ký. Ví dụ: 1-20 22 25")
                                 : digit == GRID_ASSESS
                                     ? _("Những số đã nộp phiếu tự đánh giá. Ví dụ: 1-20 22 25")
                                 : grid_mode(s->grid) == GRID_OLD
                                     ? _("Những số được công nhận. Ví dụ: 1-20 22 30")
                                     : _("Số đạt, số không đạt thêm x. Ví dụ: 1-20 22 25x 30"),
                             .done = numbers_done});
}

void screen_grid_numbers_again(struct session *session, struct ui *ui,
                               const struct unfinished_numbers *n)
{
    struct detail d = {0};
    struct screen *screen =
        screen_grid_open(session, n->title, n->unit, n->year, n->old ? GRID_OLD : GRID_REVIEW, &d);
    struct grid_screen *grid = (struct grid_screen *)screen;
    if (!grid) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
        return;
    }
    ui_push(ui, screen);
    if (n->digit == UNFINISHED_DECIDE || n->digit == UNFINISHED_REFUSE)
        grid_screen_decide(grid, ui, n->digit == UNFINISHED_REFUSE);
    else if (n->digit == UNFINISHED_PROPOSE)
        grid_screen_propose(grid, ui);
    else if (n->digit == UNFINISHED_VOTES)
        grid_screen_votes(grid, ui, false);
    else if (n->digit == UNFINISHED_MEET)
        grid_screen_meet(grid, ui);
    else if (n->digit == UNFINISHED_RENEW || n->digit == UNFINISHED_AGAIN)
        grid_screen_renew(grid, ui, n->digit == UNFINISHED_AGAIN);
    else
        grid_screen_numbers(grid, ui, n->digit);
}
