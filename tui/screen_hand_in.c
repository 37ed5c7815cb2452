/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nộp: the figures as they would be frozen, and the key that does it. For who receives it, the same
 * page with the keys to accept and to return. Nothing is asked that does not stand on the page.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/hand_in.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/report_screen.h"

struct hand_in_screen {
    struct screen screen;
    struct session *session;
    struct hand_in h;
    struct buf text; /* lines of the page */
    size_t top, lines;
    bool loaded, good, decides;
};

/* ---- the page ---- */

static void add_figures(struct hand_in_screen *s, struct buf *b)
{
    const struct hand_in *h = &s->h;
    bool in = h->state == SUBMISSION_HANDED_IN || h->state == SUBMISSION_ACCEPTED;
    struct buf changes = {0};
    if (in && h->then.whole.n) {
        struct hand_in was = *h; /* the same lines, of the figures that were frozen */
        was.now = h->then;
        buf_addf(b, _("Số liệu đã chốt. Dấu đối chiếu %s:\n"), h->then.mark);
        hand_in_add_lines(&was, b);
        hand_in_add_changes(h, &changes);
        buf_addf(b, "\n%s\n",
                 changes.n ? _("Từ khi nộp đã có số thay đổi:")
                           : _("Từ khi nộp số liệu không thay đổi."));
        buf_add_span(b, buf_span(&changes));
    } else {
        buf_addf(b, _("Số liệu đến hôm nay. Dấu đối chiếu %s:\n"), h->now.mark);
        hand_in_add_lines(h, b);
        if (h->now.whole.n && !b->n)
            buf_adds(b, _("Chưa có gì được ghi trong năm này.\n"));
    }
    buf_release(&changes);
}

static void write_page(struct hand_in_screen *s)
{
    const struct hand_in *h = &s->h;
    struct buf *b = &s->text;
    buf_reset(b);
    hand_in_add_state(h, b);
    if (b->n)
        buf_adds(b, "\n\n");
    add_figures(s, b);
    buf_addc(b, '\n');
    if (h->why)
        return;
    if (h->waiting)
        buf_addf(b, _("Còn %zu thôn, tổ dân phố chưa nộp báo cáo.\n"), h->waiting);
    if (h->unwritten)
        buf_addf(b, _("Còn %zu mục lời văn chưa viết (ở trang báo cáo, bấm v).\n"), h->unwritten);
    buf_adds(b,
             _("Nộp rồi thì số liệu này được giữ nguyên; sửa kết quả của năm phải ghi lý do.\n"));
}

static void load(struct hand_in_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct session *x = s->session;
    hand_in_release(&s->h);
    enum status st = hand_in_look(&s->h, x->book, x->who, s->h.unit, s->h.report, s->h.year, &d);
    s->loaded = true;
    s->good = st == STATUS_OK;
    s->decides = caller_may(x->who, ACCESS_DECIDE, s->h.unit, NULL) == STATUS_OK;
    if (s->good)
        write_page(s);
    else
        ui_say_status(ui, st, &d);
}

static void draw_page(struct hand_in_screen *s, struct draw *d)
{
    size_t rows = list_window_rows(d, 0);
    struct span text = buf_span(&s->text);
    int y = draw_work_top(d);
    list_window_text(s->lines, rows, &s->top);
    draw_wrap_figures(d, y, 2, (int)rows, s->top, DRAW_VALUE, text);
    draw_cursor(d, y, 1);
}

static bool can_accept(const struct hand_in_screen *s)
{
    return s->good && s->decides && s->h.state == SUBMISSION_HANDED_IN &&
           unit_level(s->h.unit) == UNIT_HAMLET;
}

static bool can_return(const struct hand_in_screen *s)
{
    return s->good && s->decides &&
           (s->h.state == SUBMISSION_HANDED_IN || s->h.state == SUBMISSION_ACCEPTED);
}

/* Whose it is comes first where both have no room: that is what must not be cut. */
static void add_where(const struct hand_in_screen *s, size_t room, struct buf *out)
{
    struct buf what = {0};
    buf_addf(&what, _("Nộp %s %d"), deadline_report_label(s->h.report), s->h.year);
    const struct buf *first = &what, *then = &s->h.name;
    if (width_columns(buf_span(&what)) + 3 + width_columns(buf_span(&s->h.name)) > room) {
        first = &s->h.name;
        then = &what;
    }
    buf_add_span(out, buf_span(first));
    if (first->n && then->n)
        buf_adds(out, " · ");
    buf_add_span(out, buf_span(then));
    buf_release(&what);
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct hand_in_screen *s = (struct hand_in_screen *)screen;
    struct ui_key keys[6] = {{0}};
    struct draw *d = ui_draw(ui);
    struct buf where = {0}, hint = {0};
    size_t n = 0;
    if (!s->loaded)
        load(s, ui);
    s->lines = draw_wrap_figures(d, 0, 2, 0, 0, DRAW_VALUE, buf_span(&s->text));
    if (s->good && !s->h.why)
        keys[n++] = (struct ui_key){.action = ACTION_SAVE, .name = N_("Nộp")};
    if (can_accept(s))
        keys[n++] = (struct ui_key){.key = "d", .name = N_("Nhận")};
    if (can_return(s))
        keys[n++] = (struct ui_key){.key = "t", .name = N_("Trả lại")};
    if (s->good && s->lines > list_window_rows(d, 0))
        keys[n++] = (struct ui_key){.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")};
    keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Về")};
    add_where(s, (size_t)d->columns - 2, &where);
    if (s->good && s->h.why)
        buf_adds(&hint, _(s->h.why));
    else if (s->good)
        deadline_add_sentence(&s->h.deadline, s->session->who->today, &hint);
    ui_frame(ui, buf_span(&where), (struct span){"", 0}, buf_span(&hint), keys);
    if (s->good)
        draw_page(s, d);
    buf_release(&where);
    buf_release(&hint);
}

/* ---- doing ---- */

static void told(struct hand_in_screen *s, struct ui *ui, enum status st, const struct detail *d,
                 const char *done)
{
    if (st == STATUS_OK)
        ui_say(ui, DRAW_GOOD, "%s", done);
    else
        ui_say_status(ui, st, d);
    s->loaded = false; /* shown as it is now, also when somebody else was there */
}

static bool hand_in_done(void *context, struct ui *ui, struct span answer)
{
    struct hand_in_screen *s = context;
    struct detail d = {0};
    (void)answer;
    enum status st = hand_in_do(&s->h, s->session->book, s->session->who, &d);
    told(s, ui, st, &d, _("Đã nộp và ghi đĩa. Số liệu đã chốt."));
    return true;
}

static void ask_hand_in(struct hand_in_screen *s, struct ui *ui)
{
    struct buf b = {0};
    buf_addf(&b, _("Enter: nộp %s %d với đúng các số trên, Esc: thôi"),
             deadline_report_label(s->h.report), s->h.year);
    struct ui_question q = {
        .question = buf_str(&b), .done = hand_in_done, .context = s, .enter = true};
    if (s->h.why)
        ui_say(ui, DRAW_WARNING, "%s", _(s->h.why));
    else
        ui_ask(ui, &q);
    buf_release(&b);
}

static void accept(struct hand_in_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = hand_in_accept(s->session->book, s->session->who, s->h.id, s->h.version, &d);
    told(s, ui, st, &d, _("Đã nhận báo cáo này."));
}

static bool return_done(void *context, struct ui *ui, struct span answer)
{
    struct hand_in_screen *s = context;
    struct detail d = {0};
    if (!span_trim(answer).n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Trả lại thì cần lý do. Ví dụ: số hộ không khớp danh sách."));
        return false;
    }
    enum status st =
        hand_in_return(s->session->book, s->session->who, s->h.id, s->h.version, answer, &d);
    told(s, ui, st, &d, _("Đã trả lại. Lý do hiện ở bảng chọn của nơi nộp."));
    return true;
}

static void ask_return(struct hand_in_screen *s, struct ui *ui)
{
    struct buf name = {0};
    buf_adds(&name, "return/");
    id_add_text(&name, s->h.id);
    struct ui_question q = {.question = _("Trả lại vì sao? Ví dụ: số hộ không khớp danh sách"),
                            .done = return_done,
                            .kept_as = buf_str(&name),
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&name);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct hand_in_screen *s = (struct hand_in_screen *)screen;
    if (e->action == ACTION_SAVE && s->good)
        ask_hand_in(s, ui);
    else if (e->type == EVENT_EDIT && action_letter_is(e->text, 'd') && can_accept(s))
        accept(s, ui);
    else if (e->type == EVENT_EDIT && action_letter_is(e->text, 't') && can_return(s))
        ask_return(s, ui);
    else if (e->type != EVENT_KEY ||
             !list_window_scroll(e->key, s->lines, list_window_rows(ui_draw(ui), 0), &s->top))
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct hand_in_screen *s = (struct hand_in_screen *)screen;
    hand_in_release(&s->h);
    buf_release(&s->text);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Nộp là chốt: số liệu, lời văn và dấu đối chiếu của báo cáo được giữ đúng như "
                    "lúc nộp. Sau đó sửa kết quả của năm ấy phải ghi lý do. Cần nộp lại thì xã "
                    "trả lại báo cáo, kèm lý do. Xã bấm d để nhận, t để trả lại.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help, .reads = true};

struct screen *screen_hand_in_new(struct session *session, struct unit_key unit,
                                  enum report_kind report, int year)
{
    struct hand_in_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->h.unit = unit;
    s->h.report = report;
    s->h.year = year;
    return &s->screen;
}
