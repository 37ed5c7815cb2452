/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "forms/report_sheet.h"
#include "forms/unfinished.h"
#include "locale/fold.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/grid_screen.h"
#include "tui/sheet_screen.h"

/* ---- numbers, a pasted column ---- */

static void make_plan(struct grid_screen *s, const char *reason, struct grid_plan *p)
{
    if (s->pending == GRID_PENDING_PASTE)
        grid_plan_paste(s->grid, s->pending_row, buf_span(&s->typed), reason, p);
    else
        grid_plan_numbers(s->grid, buf_span(&s->typed), s->digit, reason, p);
}

static void typed_again(void *context, struct ui *ui);
static void renew_again(void *context, struct ui *ui);

static void say_problem(struct ui *ui, const struct grid_plan *p)
{
    const char *text = buf_str(&p->problems);
    ui_say(ui, DRAW_ERROR, "%.*s", (int)strcspn(text, "\n"), text);
}

static enum grid_answer save_plan(struct grid_screen *s, struct ui *ui, const struct grid_plan *p,
                                  struct grid_said *said, void (*again)(void *, struct ui *))
{
    struct detail d = {0};
    why_begin(&s->why, s->session->who);
    enum status st = grid_plan_save(s->grid, p, said, &d);
    why_end(s->session->who);
    if (st == STATUS_NEEDS_REASON) {
        why_ask(&s->why, ui, st, &d, s->session->who, again, s);
        return GRID_SAME; /* what was asked is answered; the plan is made again with the reason */
    }
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return GRID_REFUSED;
    }
    if (said->answer != GRID_NEEDS_REASON)
        grid_screen_say(s, ui, said);
    return said->answer;
}

static void reason_again(void *context, struct ui *ui);

static bool plan_reason_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_plan p = {0};
    struct grid_said said = {0};
    struct buf reason = {0};
    buf_add_span(&reason, span_trim(answer));
    buf_reset(&s->reason);
    buf_add_span(&s->reason, span_trim(answer));
    make_plan(s, buf_str(&reason), &p);
    enum grid_answer a = save_plan(s, ui, &p, &said, reason_again);
    if (a == GRID_NEEDS_REASON)
        ui_say(ui, DRAW_WARNING, "%s", said.text);
    grid_plan_release(&p);
    buf_release(&reason);
    return a == GRID_SAVED || a == GRID_SAME;
}

static void reason_again(void *context, struct ui *ui)
{
    struct grid_screen *s = context;
    struct buf reason = {0};
    buf_add_span(&reason, buf_span(&s->reason));
    plan_reason_done(s, ui, buf_span(&reason));
    buf_release(&reason);
}

bool grid_screen_save_typed(struct grid_screen *s, struct ui *ui)
{
    struct grid_plan p = {0};
    struct grid_said said = {0};
    make_plan(s, NULL, &p);
    if (p.n_problems) {
        say_problem(ui, &p);
        grid_plan_release(&p);
        return false;
    }
    enum grid_answer a = save_plan(s, ui, &p, &said, typed_again);
    grid_plan_release(&p);
    if (a == GRID_NEEDS_REASON) {
        grid_screen_ask(s, ui, "why",
                        (struct ui_question){.question = said.text, .done = plan_reason_done});
    }
    return a != GRID_REFUSED;
}

static void typed_again(void *context, struct ui *ui)
{
    grid_screen_save_typed(context, ui);
}

void grid_screen_paste(struct grid_screen *s, struct ui *ui, struct span text)
{
    buf_reset(&s->typed);
    buf_add_span(&s->typed, text);
    s->pending = GRID_PENDING_PASTE;
    s->digit = UNFINISHED_PASTE;
    s->pending_row = s->at;
    if (!grid_screen_save_typed(s, ui))
        s->pending = GRID_PENDING_NONE; /* it has said why */
}

/* ---- as last year ---- */

static bool renew_save(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_plan p = {0};
    struct grid_said said = {0};
    (void)answer;
    grid_plan_renew(s->grid, s->renew, buf_span(&s->typed), &p);
    enum grid_answer a = save_plan(s, ui, &p, &said, renew_again);
    grid_plan_release(&p);
    return a == GRID_SAVED || a == GRID_SAME;
}

static void renew_again(void *context, struct ui *ui)
{
    renew_save(context, ui, (struct span){"", 0});
}

/* Who is left out, by name: a wrong number is seen before anything is written. */
static void add_left_out(struct grid_screen *s, const struct grid_plan *p, struct buf *out)
{
    for (size_t i = 0; i < p->n_except; i++) {
        struct grid_texts t;
        buf_adds(out, i ? ", " : "");
        if (grid_texts(s->grid, p->except[i], &t))
            buf_addf(out, "%.*s %.*s", (int)t.number.n, t.number.p, (int)t.name.n, t.name.p);
        else
            buf_addf(out, "%u", grid_row(s->grid, p->except[i])->number);
    }
}

static bool renew_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct grid_plan p = {0};
    struct buf question = {0}, n = {0}, out = {0};
    struct detail d = {0};
    buf_reset(&s->typed);
    buf_add_span(&s->typed, answer);
    grid_plan_renew(s->grid, s->renew, answer, &p);
    bool wrong = p.n_problems != 0;
    if (wrong) {
        say_problem(ui, &p);
    } else if (!p.n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Không còn ai để đăng ký lại: năm trước không có, hoặc đã đăng ký cả rồi."));
    } else {
        if (grid_load(s->grid, 0, grid_rows(s->grid), &d) == STATUS_OK) /* names of all rows */
            add_left_out(s, &p, &out);
        number_add_vn(&n, (int64_t)p.n);
        buf_addf(&question,
                 out.n ? _("Enter: đăng ký lại %s %s, trừ %s") : _("Enter: đăng ký lại %s %s"),
                 buf_str(&n), _(title_by_id(grid_title(s->grid))->counter), buf_str(&out));
        struct ui_question q = {
            .question = buf_str(&question), .done = renew_save, .context = s, .enter = true};
        ui_ask(ui, &q);
    }
    grid_plan_release(&p);
    buf_release(&question);
    buf_release(&n);
    buf_release(&out);
    return !wrong;
}

void grid_screen_renew(struct grid_screen *s, struct ui *ui, bool again)
{
    s->pending = GRID_PENDING_NONE;
    s->renew = again ? GRID_RENEW_REGISTERED : GRID_RENEW_RECOGNISED;
    s->digit = again ? UNFINISHED_AGAIN : UNFINISHED_RENEW;
    grid_screen_ask(
        s, ui, NULL,
        (struct ui_question){.question = _("Trừ những số nào? (để trống là không trừ ai)"),
                             .done = renew_done});
}

/* ---- the meeting sheet ---- */

static enum status build_sheet(struct book_tx *t, void *context)
{
    struct grid_screen *s = context;
    doc_release(&s->print.doc); /* may run again */
    struct report_of of = {
        .unit = s->unit, .year = grid_year(s->grid), .title = grid_title(s->grid)};
    return report_sheet(t, &of, &s->print.doc);
}

void grid_screen_print(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct buf name = {0};
    enum status st = book_read(s->session->book, s->session->who, build_sheet, s, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    buf_addf(&name, "phieu-binh-xet-%d.docx", grid_year(s->grid));
    fetch_begin(&s->print.fetch, s->session, NULL, "report meeting-sheet --title %s",
                title_by_id(grid_title(s->grid))->name);
    fetch_add_year(&s->print.fetch, grid_year(s->grid));
    fetch_add_unit(&s->print.fetch, s->unit);
    print_ask(&s->print, ui, &s->print.doc, buf_str(&name));
    buf_release(&name);
}

/* ---- the menu ---- */

/* Only where a set is adopted; else the sentence says that results are recorded without marks. */
void grid_screen_sheet(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    if (!grid_rows(s->grid))
        return;
    const struct grid_row *r = grid_row(s->grid, s->at);
    struct screen *sheet =
        screen_sheet_new(s->session, grid_title(s->grid), r->id, r->unit, grid_year(s->grid), &d);
    if (sheet)
        ui_push(ui, sheet);
    else
        ui_say(ui, DRAW_WARNING, "%s", d.text);
}

static void open_near(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct screen *near =
        screen_near_new(s->session, grid_title(s->grid), s->unit, grid_year(s->grid), &d);
    if (near)
        ui_push(ui, near);
    else
        ui_say(ui, DRAW_WARNING, "%s", d.text);
}

/* In the order of the year. */
enum more {
    MORE_RENEW,
    MORE_AGAIN,
    MORE_REGISTER,
    MORE_ASSESS,
    MORE_PRINT,
    MORE_MEET,
    MORE_PASS,
    MORE_VOTES,
    MORE_PROPOSE,
    MORE_DECIDE,
    MORE_REFUSE,
    MORE_SHEET,
    MORE_NEAR,
    MORE_UNDO,
    N_MORE
};

static const char *more_name(const struct grid_screen *s, int what)
{
    bool old = grid_mode(s->grid) == GRID_OLD;
    switch (what) {
    case MORE_RENEW:
        return N_("Đăng ký lại như năm trước: những ai đã được công nhận");
    case MORE_PASS:
        return old ? N_("Nhập công nhận theo số: 1-20 22 30")
                   : N_("Nhập kết quả họp theo số: 1-20 22 25x 30");
    case MORE_REGISTER:
        return N_("Nhập đăng ký theo số: 1-20 22 25");
    case MORE_ASSESS:
        return N_("Nhập tự đánh giá theo số: ai đã nộp phiếu, 1-20 22");
    case MORE_PRINT:
        return N_("In phiếu bình xét để mang đi họp");
    case MORE_AGAIN:
        return N_("Đăng ký lại những ai năm trước đã đăng ký");
    case MORE_MEET:
        return N_("Họp bình xét: ngày, chủ tọa, thư ký, số người");
    case MORE_VOTES:
        return N_("Nhập số phiếu theo số: 21 27/2, 22 25/4 (phím v)");
    case MORE_PROPOSE:
        return N_("Tờ trình danh sách đề nghị");
    case MORE_SHEET:
        return N_("Phiếu chấm của dòng đang đứng (phím p)");
    case MORE_NEAR:
        return N_("Ai gần đạt nhất theo phiếu chấm");
    case MORE_UNDO:
        return N_("Hoàn tác việc vừa ghi (phím u)");
    case MORE_DECIDE:
        return N_("Quyết định công nhận danh sách đề nghị");
    case MORE_REFUSE:
        return N_("Quyết định không công nhận");
    }
    return "";
}

static void more_label(void *context, size_t i, struct buf *out)
{
    struct grid_screen *s = context;
    buf_adds(out, _(more_name(s, s->more[i])));
}

static void more_done(void *context, struct ui *ui, size_t i)
{
    struct grid_screen *s = context;
    switch (s->more[i]) {
    case MORE_RENEW:
    case MORE_AGAIN:
        grid_screen_renew(s, ui, s->more[i] == MORE_AGAIN);
        return;
    case MORE_PASS:
        grid_screen_numbers(s, ui, GRID_PASS);
        return;
    case MORE_REGISTER:
        grid_screen_numbers(s, ui, GRID_REGISTER);
        return;
    case MORE_ASSESS:
        grid_screen_numbers(s, ui, GRID_ASSESS);
        return;
    case MORE_UNDO:
        undo_ask(&s->undo, ui, s->session, 0, NULL, s);
        return;
    case MORE_PRINT:
        grid_screen_print(s, ui);
        return;
    case MORE_MEET:
        grid_screen_meet(s, ui);
        return;
    case MORE_VOTES:
        grid_screen_votes(s, ui, false);
        return;
    case MORE_PROPOSE:
        grid_screen_propose(s, ui);
        return;
    case MORE_SHEET:
        grid_screen_sheet(s, ui);
        return;
    case MORE_NEAR:
        open_near(s, ui);
        return;
    default:
        grid_screen_decide(s, ui, s->more[i] == MORE_REFUSE);
        return;
    }
}

static bool is_commune_step(int what)
{
    return what == MORE_DECIDE || what == MORE_REFUSE;
}

/* What no year has that is entered as old results. */
static bool is_meeting_step(int what)
{
    return what == MORE_ASSESS || what == MORE_PRINT || what == MORE_MEET || what == MORE_VOTES ||
           what == MORE_PROPOSE || what == MORE_SHEET || what == MORE_NEAR;
}

void grid_screen_more(struct grid_screen *s, struct ui *ui)
{
    bool old = grid_mode(s->grid) == GRID_OLD;
    bool decides = caller_may(s->session->who, ACCESS_DECIDE, s->unit, NULL) == STATUS_OK;
    s->n_more = 0;
    for (int what = 0; what < N_MORE; what++)
        if (!is_commune_step(what) ? !old || !is_meeting_step(what) : decides && !old)
            s->more[s->n_more++] = what;
    struct ui_choices c = {.title = _("Việc khác"),
                           .n = s->n_more,
                           .label = more_label,
                           .done = more_done,
                           .context = s};
    ui_pick(ui, &c);
}
