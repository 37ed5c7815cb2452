/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers keyed in from the meeting's sheet: one long line of answer. It is kept as a draft while
 * it is typed and until it is saved, and offered again. The answers of a decision are kept the same
 * way (screen_grid_decide.c).
 */
#include "forms/unfinished.h"
#include "locale/msg.h"
#include "storage/drafts.h"
#include "tui/grid_screen.h"

static const char *store_of(const struct grid_screen *s)
{
    return store_path(s->session->book->store);
}

static void draft_name(const struct grid_screen *s, struct buf *out)
{
    struct unfinished_numbers n = {.title = grid_title(s->grid),
                                   .unit = s->unit,
                                   .year = grid_year(s->grid),
                                   .old = grid_mode(s->grid) == GRID_OLD,
                                   .digit = s->digit};
    unfinished_numbers_name(&n, out);
}

void grid_screen_drop(const struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct buf name = {0};
    draft_name(s, &name);
    enum status st = *store_of(s) ? draft_remove(store_of(s), span_of(s->session->who->name),
                                                 buf_span(&name), &d)
                                  : STATUS_OK;
    if (st != STATUS_OK && ui)
        ui_say_status(ui, st, &d);
    buf_release(&name);
}

bool grid_screen_begun(const struct grid_screen *s, struct buf *out)
{
    struct buf name = {0};
    draft_name(s, &name);
    bool there = *store_of(s) && draft_load(store_of(s), span_of(s->session->who->name),
                                            buf_span(&name), out, NULL) == STATUS_OK;
    if (!there)
        buf_reset(out);
    buf_release(&name);
    return there;
}

bool grid_screen_keep(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct detail d = {0};
    struct buf name = {0};
    enum status st = STATUS_OK;
    draft_name(s, &name);
    if (!span_trim(answer).n)
        grid_screen_drop(s, ui);
    else if (*store_of(s))
        st = draft_save(store_of(s), span_of(s->session->who->name), buf_span(&name), answer, &d);
    if (st != STATUS_OK && ui)
        ui_say_status(ui, st, &d);
    buf_release(&name);
    return st == STATUS_OK;
}

void grid_screen_numbers_saved(struct grid_screen *s, struct ui *ui)
{
    if (s->pending == GRID_PENDING_NUMBERS)
        grid_screen_drop(s, ui);
}

static bool numbers_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n) {
        grid_screen_drop(s, ui);
        return true;
    }
    grid_screen_keep(
        s, NULL, answer); /* the reason may be asked first; what cannot be kept is saved at once */
    buf_reset(&s->typed);
    buf_add_span(&s->typed, answer);
    s->pending = GRID_PENDING_NUMBERS;
    return grid_screen_save_typed(s, ui);
}

void grid_screen_numbers(struct grid_screen *s, struct ui *ui, int digit)
{
    struct buf begun = {0};
    s->digit = digit;
    grid_screen_begun(s, &begun);
    struct ui_question q = {
        .question = digit == GRID_REGISTER ? _("Những số đăng ký. Ví dụ: 1-20 22 25")
                    : digit == GRID_ASSESS
                        ? _("Những số đã nộp phiếu tự đánh giá. Ví dụ: 1-20 22 25")
                    : grid_mode(s->grid) == GRID_OLD
                        ? _("Những số được công nhận. Ví dụ: 1-20 22 30")
                        : _("Số đạt, số không đạt thêm x. Ví dụ: 1-20 22 25x 30"),
        .initial = buf_str(&begun),
        .done = numbers_done,
        .keep = grid_screen_keep,
        .context = s,
    };
    ui_ask(ui, &q);
    if (begun.n)
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã lấy lại những số đang gõ dở. Gõ tiếp rồi Enter."));
    buf_release(&begun);
}

void screen_grid_numbers_again(struct session *session, struct ui *ui,
                               const struct unfinished_numbers *n)
{
    struct detail d = {0};
    struct screen *grid =
        screen_grid_open(session, n->title, n->unit, n->year, n->old ? GRID_OLD : GRID_REVIEW, &d);
    if (!grid) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
        return;
    }
    ui_push(ui, grid);
    if (n->digit == UNFINISHED_DECIDE || n->digit == UNFINISHED_REFUSE)
        grid_screen_decide((struct grid_screen *)grid, ui, n->digit == UNFINISHED_REFUSE);
    else if (n->digit == UNFINISHED_PROPOSE)
        grid_screen_propose((struct grid_screen *)grid, ui);
    else if (n->digit == UNFINISHED_VOTES)
        grid_screen_votes((struct grid_screen *)grid, ui, false);
    else
        grid_screen_numbers((struct grid_screen *)grid, ui, n->digit);
}
