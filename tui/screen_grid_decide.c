/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision on a list: its number, its date, for a refusal the reason, then who is left out.
 * Every answer is kept when the next one is wrong, and when the line closes: the draft is the
 * answers, a line each.
 */
#include <string.h>

#include "forms/unfinished.h"
#include "locale/day.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/grid_screen.h"

/* ---- the draft ---- */

/* An empty number: it has been given up. */
static bool keep(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct buf text = {0};
    for (int i = 0; i < GRID_DECISION_PARTS; i++) {
        buf_add_span(&text, i == s->deciding ? answer : buf_span(&s->decision[i]));
        buf_addc(&text, '\n');
    }
    bool kept = grid_screen_keep(s, ui, *buf_str(&text) == '\n' ? span_of("") : buf_span(&text));
    buf_release(&text);
    return kept;
}

static void take_back(struct grid_screen *s, struct span text)
{
    for (int i = 0; i < GRID_DECISION_PARTS && text.n; i++) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        buf_reset(&s->decision[i]);
        buf_add_span(&s->decision[i], span_make(text.p, n));
        n += end != NULL;
        text = span_make(text.p + n, text.n - n);
    }
}

/* ---- the questions ---- */

static void ask(struct grid_screen *s, struct ui *ui, int part, const char *question,
                bool (*done)(void *, struct ui *, struct span))
{
    s->deciding = part;
    struct ui_question q = {.question = question,
                            .initial = buf_str(&s->decision[part]),
                            .anew = !s->decision_begun, /* else one types on */
                            .done = done,
                            .keep = keep,
                            .context = s};
    ui_ask(ui, &q);
}

/* The answer of the open question is good; what cannot be kept is asked on all the same. */
static void answered(struct grid_screen *s, struct span answer)
{
    struct buf b = {0};
    buf_add_span(&b, span_trim(answer));
    buf_release(&s->decision[s->deciding]);
    s->decision[s->deciding] = b;
    keep(s, NULL, buf_span(&b));
}

static bool except_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    struct pdate on;
    struct grid_decision x = {.refuse = s->digit == UNFINISHED_REFUSE,
                              .number = buf_span(&s->decision[GRID_DECISION_NUMBER]),
                              .reason = buf_span(&s->decision[GRID_DECISION_REASON]),
                              .except = answer};
    if (pdate_parse(buf_span(&s->decision[GRID_DECISION_DATE]), &on))
        x.date = day_make(on.year, on.month, on.day);
    enum status st = grid_decide(s->grid, &x, &said, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (said.answer == GRID_SAVED) {
        grid_screen_drop(s, ui);
        buf_reset(&s->decision[GRID_DECISION_REASON]); /* number and day: offered again */
        buf_reset(&s->decision[GRID_DECISION_EXCEPT]);
    }
    grid_screen_say(s, ui, &said);
    return said.answer == GRID_SAVED;
}

static void ask_except(struct grid_screen *s, struct ui *ui)
{
    ask(s, ui, GRID_DECISION_EXCEPT, _("Trừ những số nào? (không trừ ai thì bấm Enter)"),
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
    answered(s, answer);
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
    answered(s, answer);
    if (s->digit == UNFINISHED_REFUSE)
        ask(s, ui, GRID_DECISION_REASON, _("Lý do không công nhận (ví dụ: không đủ hồ sơ):"),
            reason_done);
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
    answered(s, answer);
    ask(s, ui, GRID_DECISION_DATE, _("Ngày quyết định (ví dụ 5/12/2026):"), date_done);
    return true;
}

/* Somebody else has decided on all of them: the draft is of no use any more. */
static void nobody(struct grid_screen *s, struct ui *ui, bool begun)
{
    if (begun) {
        ui_say(ui, DRAW_WARNING, _("Không còn ai ở bước Đề nghị. Quyết định %s gõ dở đã bỏ."),
               buf_str(&s->decision[GRID_DECISION_NUMBER]));
        grid_screen_drop(s, ui);
    } else {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa có ai ở bước Đề nghị. Hãy ghi kết quả bình xét trước."));
    }
}

void grid_screen_decide(struct grid_screen *s, struct ui *ui, bool refuse)
{
    struct detail d = {0};
    struct buf question = {0}, advice = {0}, n = {0}, text = {0};
    size_t open;
    enum status st = grid_decide_ask(s->grid, &open, &advice, &d);
    s->digit = refuse ? UNFINISHED_REFUSE : UNFINISHED_DECIDE;
    bool begun = grid_screen_begun(s, &text);
    s->decision_begun = begun;
    if (begun)
        take_back(s, buf_span(&text));
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!open) {
        nobody(s, ui, begun);
    } else {
        number_add_vn(&n, (int64_t)open);
        buf_addf(&question,
                 refuse ? _("Không công nhận %s %s đang đề nghị. Số quyết định?")
                        : _("Công nhận %s %s đang đề nghị. Số quyết định?"),
                 buf_str(&n), _(title_by_id(grid_title(s->grid))->counter));
        ask(s, ui, GRID_DECISION_NUMBER, buf_str(&question), number_done);
        if (advice.n)
            ui_say(ui, DRAW_WARNING, "%s", buf_str(&advice));
        else if (begun)
            ui_say(ui, DRAW_NORMAL, "%s",
                   _("Đã lấy lại quyết định đang gõ dở. Enter để đi tiếp từng câu."));
    }
    buf_release(&question);
    buf_release(&advice);
    buf_release(&n);
    buf_release(&text);
}
