/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tiến độ: a bar per title; t by hamlet, g by phase, n another year; Enter shows the records behind
 * the chosen figure. The rows are those of forms/progress_view.h.
 */
#include <stdlib.h>

#include "forms/progress_view.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/session.h"

struct progress_screen {
    struct screen screen;
    struct session *session;
    struct progress_view *view;
    struct unit_key unit;
    int year;
    enum progress_shape shape;
    enum indicator indicator;
    enum phase phase;
    size_t at, top;
    enum progress_cell cell; /* the column the cursor stands in */
};

enum { CELL = 10, LABEL_MIN = 16 };

static void ask_view(struct progress_screen *s)
{
    progress_view_set_unit(s->view, s->unit);
    progress_view_set_year(s->view, s->year);
    progress_view_set_shape(s->view, s->shape, s->indicator, s->phase);
    s->at = s->top = 0;
}

static int cells_shown(const struct draw *d)
{
    return d->columns >= 78 ? PROGRESS_CELLS : d->columns >= 60 ? PROGRESS_CELLS - 1 : 4;
}

static int cell_x(const struct draw *d, int cell)
{
    return d->columns - (cells_shown(d) - cell) * CELL - 1;
}

static void draw_row(struct progress_screen *s, struct draw *d, int y, size_t i)
{
    const struct progress_row *r = progress_view_row(s->view, i);
    int n = cells_shown(d), label = cell_x(d, 0) - 3;
    draw_str(d, y, 2, label < LABEL_MIN ? LABEL_MIN : label, DRAW_VALUE, r->label);
    for (int c = 0; c < n; c++)
        draw_right(d, y, cell_x(d, c), CELL - 1, DRAW_VALUE, span_of(r->cell[c]));
    if (i == s->at) {
        draw_mark(d, y, 0);
        draw_cursor(d, y, cell_x(d, (int)s->cell) + CELL - 2);
    }
}

static void draw_bar_row(struct draw *d, int y, const struct progress_row *r)
{
    int width = d->columns / 2;
    if (r->bar)
        draw_bar(d, y, 4, width, r->fill, 10000, r->mark);
    draw_str(d, y, 6 + width, -1, DRAW_DIM, r->against);
}

static void draw_lines(struct progress_screen *s, struct draw *d)
{
    int top = draw_work_top(d), n = cells_shown(d);
    size_t per = s->shape == PROGRESS_LINES ? 2 : 1, rows = progress_view_rows(s->view);
    size_t height = (size_t)(draw_work_rows(d) - 1) / per;
    if (s->at >= rows)
        s->at = rows ? rows - 1 : 0;
    if (s->at < s->top)
        s->top = s->at;
    if (height && s->at >= s->top + height)
        s->top = s->at - height + 1;
    for (int c = 0; c < n; c++)
        draw_right(d, top, cell_x(d, c), CELL - 1, DRAW_LABEL,
                   span_of(progress_view_header((enum progress_cell)c)));
    for (size_t i = s->top; i < rows && i < s->top + height; i++) {
        int y = top + 1 + (int)((i - s->top) * per);
        draw_row(s, d, y, i);
        if (per == 2)
            draw_bar_row(d, y + 1, progress_view_row(s->view, i));
    }
}

static void add_hint(struct progress_screen *s, struct buf *out)
{
    if (s->shape == PROGRESS_PHASE)
        progress_view_add_phase(s->view, out);
    if (!out->n)
        progress_view_add_source(s->view, out);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Chi tiết")},
                                         {.key = "t", .name = N_("Theo thôn")},
                                         {.key = "g", .name = N_("Giai đoạn")},
                                         {.key = "n", .name = N_("Năm khác")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct progress_screen *s = (struct progress_screen *)screen;
    struct buf where = {0}, who = {0}, hint = {0};
    struct detail d = {0};
    enum status st = progress_view_load(s->view, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    progress_view_add_title(s->view, &where);
    progress_view_add_day(s->view, &who);
    add_hint(s, &hint);
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint), keys);
    draw_lines(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&who);
    buf_release(&hint);
}

static void open_behind(struct progress_screen *s, struct ui *ui)
{
    struct list_behind what;
    struct screen *list = progress_view_behind(s->view, s->at, s->cell, &what)
                              ? screen_behind_new(s->session, &what)
                              : NULL;
    if (list)
        ui_push(ui, list);
    else
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Sau con số này không có danh sách. Dùng → để sang con số khác."));
}

static void show(struct progress_screen *s, enum progress_shape shape)
{
    const struct progress_row *r =
        s->at < progress_view_rows(s->view) ? progress_view_row(s->view, s->at) : NULL;
    if (s->shape == PROGRESS_LINES && r && r->line)
        s->indicator = r->line->indicator;
    s->shape = s->shape == shape ? PROGRESS_LINES : shape;
    ask_view(s);
}

static bool year_done(void *context, struct ui *ui, struct span answer)
{
    struct progress_screen *s = context;
    struct buf b = {0};
    buf_add_span(&b, span_trim(answer));
    int year = atoi(buf_str(&b)), last = day_year(s->session->who->today);
    bool empty = !b.n;
    buf_release(&b);
    if (empty)
        return true;
    if (year < 2021 || year > last) {
        ui_say(ui, DRAW_ERROR, _("Năm phải từ 2021 đến %d. Ví dụ: %d."), last, last - 1);
        return false;
    }
    s->year = year;
    s->phase = year <= 2025 ? PHASE_1 : PHASE_2;
    ask_view(s);
    return true;
}

static enum ui_result letter(struct progress_screen *s, struct ui *ui, struct span t)
{
    if (span_eq_str(t, "t") && unit_level(s->unit) == UNIT_COMMUNE)
        show(s, PROGRESS_HAMLETS);
    else if (span_eq_str(t, "g"))
        show(s, PROGRESS_PHASE);
    else if (span_eq_str(t, "n")) {
        struct ui_question q = {.question = _("Xem năm nào?"), .done = year_done, .context = s};
        ui_ask(ui, &q);
    } else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct progress_screen *s = (struct progress_screen *)screen;
    size_t rows = progress_view_rows(s->view);
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(s, ui, e->text);
    switch ((int)e->key) {
    case KEYS_UP:
        s->at -= s->at > 0;
        return UI_HANDLED;
    case KEYS_DOWN:
        s->at += s->at + 1 < rows;
        return UI_HANDLED;
    case KEYS_LEFT:
        s->cell -= s->cell > 0;
        return UI_HANDLED;
    case KEYS_RIGHT:
        s->cell += (int)s->cell + 1 < cells_shown(ui_draw(ui));
        return UI_HANDLED;
    case KEYS_ENTER:
        open_behind(s, ui);
        return UI_HANDLED;
    case KEYS_ESC:
        if (s->shape == PROGRESS_LINES)
            return UI_CLOSE;
        s->shape = PROGRESS_LINES;
        ask_view(s);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct progress_screen *s = (struct progress_screen *)screen;
    progress_view_free(s->view);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Mũi tên lên xuống để chọn dòng, trái phải để chọn con số, Enter để xem từng "
                    "phiếu sau con số ấy. t xem theo thôn, g xem theo giai đoạn, n xem năm khác. "
                    "Vạch | trên thanh là mức phải đạt.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
};

struct screen *screen_progress_new(struct session *session, struct unit_key unit, int year)
{
    struct progress_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->unit = unit;
    s->year = year;
    s->phase = year <= 2025 ? PHASE_1 : PHASE_2;
    s->indicator = INDICATOR_FAMILY;
    s->cell = PROGRESS_RECOGNISED;
    s->view = progress_view_new(session->book, session->who, unit, year);
    ask_view(s);
    return &s->screen;
}
