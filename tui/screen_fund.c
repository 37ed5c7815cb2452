/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quỹ khuyến học: the book of a fund as on paper, the balance behind each receipt. q another fund,
 * ← → another year, n a new receipt. The lines are those of forms/fund_view.h.
 */
#include <stdlib.h>

#include "forms/fund_view.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/draw_wrap.h"
#include "tui/form_screen.h"
#include "tui/list_window.h"

enum { CUT = 78 /* below it a row has no room for all of its words */ };

struct fund_screen {
    struct screen screen;
    struct session *session;
    struct fund_view *view;
    size_t at, top, rows;
};

/* Lines of the totals: on a narrow screen one does not hold them. */
static int totals_of(const struct fund_screen *s, struct draw *d)
{
    struct buf b = {0};
    fund_view_add_totals(s->view, &b);
    size_t lines = draw_wrap(d, 0, 2, 0, 0, DRAW_TITLE, buf_span(&b));
    buf_release(&b);
    return (int)lines;
}

static size_t rows_of(const struct fund_screen *s, struct draw *d)
{
    return list_window_rows(d, 1 + totals_of(s, d)); /* headers above, totals below */
}

/* New receipts are mostly at the end: there the cursor stands at first and after one was added. */
static void load(struct fund_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = fund_view_load(s->view, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    size_t rows = fund_view_rows(s->view), height = rows_of(s, ui_draw(ui));
    if (rows > s->rows || s->at >= rows)
        s->at = rows ? rows - 1 : 0;
    s->rows = rows;
    list_window_show(rows, height, &s->at, &s->top);
}

static void draw_rows(struct fund_screen *s, struct draw *d)
{
    struct buf b = {0};
    int top = draw_work_top(d);
    size_t width = (size_t)(d->columns > 4 ? d->columns - 3 : 1), height = rows_of(s, d);
    fund_view_add_headers(s->view, width, &b);
    draw_text(d, top, 2, -1, DRAW_LABEL, buf_span(&b));
    for (size_t i = 0; i < height && s->top + i < s->rows; i++) {
        int y = top + 1 + (int)i;
        size_t row = s->top + i;
        buf_reset(&b);
        fund_view_add_row(s->view, row, width, &b);
        draw_text(d, y, 2, -1, row ? DRAW_VALUE : DRAW_DIM, buf_span(&b));
        if (row == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    buf_reset(&b);
    fund_view_add_totals(s->view, &b);
    int lines = totals_of(s, d);
    draw_wrap(d, top + draw_work_rows(d) - lines, 2, lines, 0, DRAW_TITLE, buf_span(&b));
    buf_release(&b);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                         {.action = ACTION_NEW, .key = "n"},
                                         {.key = "← →", .name = N_("Năm khác")},
                                         {.key = "q", .name = N_("Quỹ khác")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct fund_screen *s = (struct fund_screen *)screen;
    struct buf where = {0}, who = {0}, hint = {0};
    load(s, ui);
    buf_addf(&where, "%s · ", _("Quỹ khuyến học"));
    fund_view_add_name(s->view, fund_view_chosen(s->view), &where);
    buf_addf(&who, _("Năm %d"), fund_view_year(s->view));
    fund_view_add_warning(s->view, &hint);
    if (!hint.n && ui_draw(ui)->columns < CUT)
        fund_view_add_detail(s->view, s->at, &hint);
    if (!hint.n)
        fund_view_add_grants(s->view, &hint);
    if (!hint.n && s->rows <= 1)
        buf_adds(&hint, _("Năm này chưa có phiếu nào. Bấm n để ghi phiếu thu, phiếu chi."));
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint), keys);
    draw_rows(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&who);
    buf_release(&hint);
}

static void fund_label(void *context, size_t i, struct buf *out)
{
    fund_view_add_fund(((struct fund_screen *)context)->view, i, out);
}

static void go_to_end(struct fund_screen *s)
{
    s->rows = s->at = s->top = 0;
}

static void fund_done(void *context, struct ui *ui, size_t i)
{
    struct fund_screen *s = context;
    (void)ui;
    fund_view_choose(s->view, i);
    go_to_end(s);
}

static void ask_fund(struct fund_screen *s, struct ui *ui)
{
    struct ui_choices c = {.title = _("Quỹ của ai"),
                           .n = fund_view_funds(s->view),
                           .first = fund_view_chosen(s->view),
                           .label = fund_label,
                           .done = fund_done,
                           .context = s};
    ui_pick(ui, &c);
}

/* A new receipt lies with the fund that is looked at. */
static void add_new(struct fund_screen *s, struct ui *ui)
{
    const struct fund_book *b = fund_view_book(s->view);
    struct screen *screen = screen_form_new(s->session, entity_by_id(ENTITY_FUND), 0, b->unit);
    struct form *f = &((struct form_screen *)screen)->form;
    int at = form_layout_find(&f->layout, "owner");
    if (b->owner_name && at >= 0) {
        struct form_values owners;
        if (form_values(f, (size_t)at, span_of(b->owner_name), 0, &owners, NULL) == STATUS_OK)
            for (size_t i = 0; i < owners.n; i++)
                if ((uint64_t)owners.v[i].value.n == b->owner)
                    form_pick(f, (size_t)at, &owners.v[i]);
        form_values_release(&owners);
        if (!b->owner)
            form_set_text(f, (size_t)at, span_of(b->owner_name));
    }
    ui_push(ui, screen);
}

static void move_year(struct fund_screen *s, struct ui *ui, int by)
{
    int year = fund_view_year(s->view) + by, last = day_year(s->session->who->today);
    if (year < 2016 || year > last) {
        ui_say(ui, DRAW_NORMAL, _("Năm phải từ 2016 đến %d."), last);
        return;
    }
    fund_view_set_year(s->view, year);
    go_to_end(s);
}

static enum ui_result on_action(struct fund_screen *s, struct ui *ui, enum action a)
{
    if (a == ACTION_NEXT && fund_view_id(s->view, s->at))
        ui_push(ui, screen_form_new(s->session, entity_by_id(ENTITY_FUND),
                                    fund_view_id(s->view, s->at), fund_view_book(s->view)->unit));
    else if (a == ACTION_NEXT && s->at)
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Dòng này máy tính: nơi cũ gộp thì số còn trong sổ cũ chuyển sang sổ mới. Sai thì "
                 "sửa phiếu ở sổ cũ."));
    else if (a == ACTION_NEXT)
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Số này máy tính từ các năm trước. Bấm ← để xem năm trước."));
    else if (a == ACTION_NEW)
        add_new(s, ui);
    else if (a == ACTION_NOTE && fund_view_id(s->view, s->at))
        ui_push(ui, screen_history_new(s->session, fund_view_id(s->view, s->at)));
    else if (a == ACTION_BACK)
        return UI_CLOSE;
    else
        return UI_PASS;
    return UI_HANDLED;
}

static bool cursor_key(struct fund_screen *s, struct ui *ui, const struct event *e)
{
    if (e->key == KEYS_LEFT || e->key == KEYS_RIGHT)
        move_year(s, ui, e->key == KEYS_LEFT ? -1 : 1);
    else
        return list_window_key(e->key, s->rows, rows_of(s, ui_draw(ui)), &s->at);
    return true;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct fund_screen *s = (struct fund_screen *)screen;
    if (e->type == EVENT_KEY && cursor_key(s, ui, e))
        return UI_HANDLED;
    enum action a = action_in_list(e);
    if (a != ACTION_NONE)
        return on_action(s, ui, a);
    if (e->type == EVENT_EDIT && span_eq_str(e->text, "q")) {
        ask_fund(s, ui);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct fund_screen *s = (struct fund_screen *)screen;
    fund_view_free(s->view);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Mũi tên lên xuống để chọn phiếu, Enter để mở, n để ghi phiếu mới, mũi tên "
                    "trái phải để sang năm khác, q để xem quỹ của thôn, dòng họ, đơn vị khác. Cột "
                    "Còn máy tự tính sau từng phiếu; khi mở sổ lần đầu, ghi một phiếu thu, việc gì "
                    "là số dư đầu.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
};

struct screen *screen_fund_new(struct session *session, struct unit_key unit, int year)
{
    struct fund_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->view = fund_view_new(session->book, session->who, unit, year);
    return &s->screen;
}
