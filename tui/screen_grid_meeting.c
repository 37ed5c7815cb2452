/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meeting on screen: its day, who chaired and wrote, how many came; the votes by number; and
 * the proposal (tờ trình) that takes the list to the commune. One question after the other; every
 * answer is kept when the next one is wrong.
 */
#include <ctype.h>

#include "forms/unfinished.h"
#include "locale/day.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/grid_screen.h"

static void ask(struct grid_screen *s, struct ui *ui, const char *part, const char *question,
                const char *initial, bool (*done)(void *, struct ui *, struct span))
{
    struct ui_question q = {.question = question, .initial = initial, .anew = true, .done = done};
    grid_screen_ask(s, ui, part, q);
}

static bool take_day(struct grid_screen *s, struct ui *ui, struct span answer, day *out)
{
    struct pdate on;
    if (!pdate_parse(answer, &on) || !on.month || !on.day) {
        ui_say(ui, DRAW_ERROR, "%s", _("Ngày phải đủ ngày, tháng, năm. Ví dụ: 5/12/2026."));
        return false;
    }
    *out = day_make(on.year, on.month, on.day);
    if (*out > s->session->who->today) {
        ui_say(ui, DRAW_ERROR, "%s", _("Ngày này chưa đến. Hãy gõ ngày đã qua, ví dụ 5/12/2026."));
        return false;
    }
    return true;
}

static void keep(struct buf *out, struct span answer)
{
    buf_reset(out);
    buf_add_span(out, span_trim(answer));
}

/* ---- the meeting ---- */

/* "60 52": invited, present; one number alone is who was present. */
static bool take_numbers(struct ui *ui, struct span s, struct grid_meeting *x)
{
    size_t k = 0;
    s = span_trim(s);
    x->invited = x->present = -1;
    if (!s.n)
        return true;
    while (k < s.n && s.p[k] != ' ' && s.p[k] != ',')
        k++;
    struct span first = span_make(s.p, k), second = {"", 0};
    if (k < s.n)
        second = span_trim(span_make(s.p + k + 1, s.n - k - 1));
    bool good = second.n ? number_parse(first, &x->invited) && number_parse(second, &x->present)
                         : number_parse(first, &x->present);
    if (good && x->present >= 0 && (!second.n || x->present <= x->invited))
        return true;
    ui_say(ui, DRAW_ERROR, "%s",
           _("Gõ số người được mời, rồi số người có mặt (không nhiều hơn). Ví dụ: 60 52."));
    return false;
}

static bool numbers_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    struct grid_meeting x = {
        .on = s->meeting_day, .chair = buf_span(&s->chair), .secretary = buf_span(&s->secretary)};
    if (!take_numbers(ui, answer, &x))
        return false;
    enum status st = grid_meet(s->grid, &x, &said, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    ui_say(ui, said.answer == GRID_SAVED ? DRAW_GOOD : DRAW_WARNING, "%s", said.text);
    return said.answer == GRID_SAVED;
}

/* A day or a figure meant for another question is no name. */
static bool take_name(struct ui *ui, struct span answer, struct buf *out)
{
    bool letter = !span_trim(answer).n;
    for (size_t i = 0; i < answer.n; i++)
        letter |= isalpha((unsigned char)answer.p[i]) || (answer.p[i] & 0x80);
    if (letter)
        keep(out, answer);
    else
        ui_say(ui, DRAW_ERROR, "%s", _("Đây là chỗ ghi họ tên. Chưa rõ thì xóa đi rồi Enter."));
    return letter;
}

static bool secretary_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!take_name(ui, answer, &s->secretary))
        return false;
    ask(s, ui, "people", _("Số người được mời và có mặt? Ví dụ: 60 52"), NULL, numbers_done);
    return true;
}

static bool chair_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!take_name(ui, answer, &s->chair))
        return false;
    ask(s, ui, "secretary", _("Thư ký cuộc họp (họ tên):"), buf_str(&s->secretary), secretary_done);
    return true;
}

static bool day_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (span_trim(answer).n && !take_day(s, ui, answer, &s->meeting_day))
        return false;
    ask(s, ui, "chair", _("Chủ tọa cuộc họp (họ tên):"), buf_str(&s->chair), chair_done);
    return true;
}

void grid_screen_meet(struct grid_screen *s, struct ui *ui)
{
    struct buf question = {0}, on = {0};
    s->digit = UNFINISHED_MEET;
    if (!s->meeting_day)
        s->meeting_day = s->session->who->today;
    day_add_vn(&on, s->meeting_day);
    buf_addf(&question, _("Họp bình xét ngày nào? (Enter: ngày %s)"), buf_str(&on));
    ask(s, ui, NULL, buf_str(&question), NULL, day_done);
    buf_release(&question);
    buf_release(&on);
}

/* ---- votes ---- */

static void votes_again(void *context, struct ui *ui);

static bool votes_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    struct buf text = {0};
    buf_add_span(&text, answer);
    buf_release(&s->keyed);
    s->keyed = text;
    why_begin(&s->why, s->session->who);
    enum status st = grid_votes(s->grid, buf_span(&s->keyed), &said, &d);
    why_end(s->session->who);
    if (why_ask(&s->why, ui, st, &d, s->session->who, votes_again, s))
        return true;
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (said.answer != GRID_SAME)
        grid_screen_say(s, ui, &said);
    return said.answer != GRID_REFUSED;
}

static void votes_again(void *context, struct ui *ui)
{
    struct grid_screen *s = context;
    struct buf text = {0};
    buf_add_span(&text, buf_span(&s->keyed));
    votes_done(s, ui, buf_span(&text));
    buf_release(&text);
}

void grid_screen_votes(struct grid_screen *s, struct ui *ui, bool row)
{
    struct buf label = {0}, name = {0};
    struct grid_texts t;
    if (row && grid_rows(s->grid) && grid_texts(s->grid, s->at, &t)) {
        buf_add_span(&label, t.number);
        buf_addc(&label, ' ');
        grid_screen_add_row_name(s, "votes", &name);
    }
    struct ui_question q = {.question = _("Số, phiếu đồng ý/không đồng ý. Ví dụ: 21 27/2, 22 25/4"),
                            .initial = buf_str(&label), /* one types on */
                            .done = votes_done,
                            .kept_as = name.n ? buf_str(&name) : NULL,
                            .context = s};
    s->digit = UNFINISHED_VOTES;
    if (name.n)
        ui_ask(ui, &q);
    else
        grid_screen_ask(s, ui, NULL, q);
    buf_release(&label);
    buf_release(&name);
}

/* ---- the proposal ---- */

static void propose_again(void *context, struct ui *ui);

static bool except_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_said said = {0};
    struct detail d = {0};
    const struct buf *part = s->proposal.part;
    grid_answers_take(s, answer);
    struct grid_proposal x = {.number = buf_span(&part[GRID_ANSWER_NUMBER]),
                              .except = buf_span(&part[GRID_ANSWER_EXCEPT])};
    if (!take_day(s, ui, buf_span(&part[GRID_ANSWER_DATE]), &x.date))
        return false;
    why_begin(&s->why, s->session->who);
    enum status st = grid_propose(s->grid, &x, &said, &d);
    why_end(s->session->who);
    if (why_ask(&s->why, ui, st, &d, s->session->who, propose_again, s))
        return true;
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (said.answer != GRID_REFUSED)
        grid_answers_saved(s);
    grid_screen_say(s, ui, &said);
    return said.answer != GRID_REFUSED;
}

static void propose_again(void *context, struct ui *ui)
{
    struct grid_screen *s = context;
    struct buf text = {0};
    buf_add_span(&text, buf_span(&s->proposal.part[GRID_ANSWER_EXCEPT]));
    except_done(s, ui, buf_span(&text));
    buf_release(&text);
}

static bool proposal_day_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    day on;
    if (!take_day(s, ui, answer, &on))
        return false;
    grid_answers_take(s, answer);
    grid_answers_ask(s, ui, GRID_ANSWER_EXCEPT, _("Trừ những số nào? (để trống là không trừ ai)"),
                     except_done);
    return true;
}

static bool number_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s", _("Cần số tờ trình, ví dụ 03/TTr-CHKH. Esc để thôi."));
        return false;
    }
    grid_answers_take(s, answer);
    grid_answers_ask(s, ui, GRID_ANSWER_DATE, _("Ngày của tờ trình (ví dụ 15/11/2026):"),
                     proposal_day_done);
    return true;
}

void grid_screen_propose(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct buf question = {0}, n = {0}, number = {0};
    size_t open;
    s->answers = &s->proposal;
    s->digit = UNFINISHED_PROPOSE;
    enum status st = grid_propose_ask(s->grid, &open, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!open && grid_answers_dropped(s, ui, &number)) {
        ui_say(ui, DRAW_WARNING, _("Không còn ai để đề nghị. Tờ trình %s gõ dở đã bỏ."),
               buf_str(&number));
    } else if (!open) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Không có ai mới để đề nghị. Hãy ghi kết quả bình xét trước."));
    } else {
        number_add_vn(&n, (int64_t)open);
        buf_addf(&question, _("Đề nghị %s %s đã bình xét đạt. Số tờ trình?"), buf_str(&n),
                 _(title_by_id(grid_title(s->grid))->counter));
        grid_answers_ask(s, ui, GRID_ANSWER_NUMBER, buf_str(&question), number_done);
    }
    buf_release(&question);
    buf_release(&n);
    buf_release(&number);
}
