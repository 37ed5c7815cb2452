/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tiến độ: a bar per title; t by hamlet, g by phase, n another year; Enter shows the records behind
 * the chosen figure. The rows are those of forms/progress_view.h.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/progress_view.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/print_ask.h"
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
    struct print_ask print;
};

/* Which columns are shown, and where each ends. Where they have no room beside the label it has a
 * line of its own, with the figures below it in the place of the bar. Where even so they have none
 * they are shown in two parts: the one with the cursor's. */
struct layout {
    enum progress_cell cell[PROGRESS_CELLS];
    int end[PROGRESS_CELLS];
    int n, label, right; /* right: the columns that are used; far apart nobody reads across */
    bool narrow;
};
enum { WIDEST = 110, BESIDE = 78, WHOLE = 58 };

/* What is asked first, and the rest; the total stands beside both. */
static int part_of(enum progress_cell c)
{
    return c == PROGRESS_PROPOSED || c == PROGRESS_NEEDED;
}

static struct layout layout_of(const struct progress_screen *s, const struct draw *d)
{
    static const int widths[PROGRESS_CELLS] = {7, 8, 8, 10, 9, 13};
    struct layout l = {.narrow = d->columns < BESIDE,
                       .right = (d->columns > WIDEST ? WIDEST : d->columns) - 1};
    size_t all = progress_view_cells(s->view);
    bool years = s->shape == PROGRESS_YEARS;
    int part = years || d->columns >= WHOLE ? -1 : part_of(s->cell);
    for (size_t c = 0; c < all; c++)
        if (part < 0 || c == PROGRESS_TOTAL || part_of((enum progress_cell)c) == part)
            l.cell[l.n++] = (enum progress_cell)c;
    int x = l.right;
    for (int i = l.n - 1; i >= 0; i--) {
        l.end[i] = x;
        x -= years ? (l.narrow ? 8 : 11) : widths[l.cell[i]];
    }
    l.label = l.narrow ? d->columns - 3 : x - 2;
    return l;
}

/* The column that the cursor stands in; the first when it is not shown. */
static int column_of(const struct progress_screen *s, const struct layout *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->cell[i] == s->cell)
            return i;
    return 0;
}

static void ask_view(struct progress_screen *s)
{
    progress_view_set_unit(s->view, s->unit);
    progress_view_set_year(s->view, s->year);
    progress_view_set_shape(s->view, s->shape, s->indicator, s->phase);
    s->at = s->top = 0;
}

static void draw_cells(struct draw *d, int y, const struct layout *l, const struct progress_row *r)
{
    for (int i = 0; i < l->n; i++)
        draw_right(d, y, i ? l->end[i - 1] + 1 : 2 + (l->narrow ? 0 : l->label),
                   l->end[i] - (i ? l->end[i - 1] + 1 : 2 + (l->narrow ? 0 : l->label)), DRAW_VALUE,
                   span_of(r->cell[l->cell[i]]));
}

static void draw_row(struct progress_screen *s, struct draw *d, int y, size_t i,
                     const struct layout *l)
{
    const struct progress_row *r = progress_view_row(s->view, i);
    bool fits = width_columns(span_of(r->label)) <= (size_t)(l->label > 0 ? l->label : 0);
    draw_str(d, y, 2, l->label, DRAW_VALUE, fits ? r->label : r->brief);
    draw_cells(d, l->narrow ? y + 1 : y, l, r);
    if (i == s->at) {
        draw_mark(d, y, 0);
        if (l->n)
            draw_cursor(d, l->narrow ? y + 1 : y, l->end[column_of(s, l)] - 1);
    }
}

static void draw_bar_row(struct draw *d, int y, const struct layout *l,
                         const struct progress_row *r)
{
    int width = 28, room = l->right - width - 6;
    struct span against = span_of(r->against);
    if (r->bar)
        draw_bar(d, y, 4, width, r->fill, 10000, r->mark);
    if (width_columns(against) > (size_t)room)
        against.n = r->against_n; /* without its source */
    draw_text(d, y, 6 + width, room, DRAW_DIM, against);
}

static void draw_headers(struct progress_screen *s, struct draw *d, const struct layout *l)
{
    struct buf b = {0};
    if (s->shape == PROGRESS_YEARS && l->n && l->end[0] > 28)
        draw_str(d, draw_work_top(d), 2, -1, DRAW_LABEL, _("Công nhận / tổng"));
    if (s->shape != PROGRESS_YEARS && d->columns < WHOLE) { /* there are more that way */
        bool first = !part_of(s->cell);
        draw_str(d, draw_work_top(d), first ? l->right : 2, 1, DRAW_LABEL, first ? "→" : "←");
    }
    for (int i = 0; i < l->n; i++) {
        int from = i ? l->end[i - 1] + 1 : 1;
        buf_reset(&b);
        progress_view_add_header(s->view, l->cell[i], &b);
        draw_right(d, draw_work_top(d), from, l->end[i] - from, DRAW_LABEL, buf_span(&b));
    }
    buf_release(&b);
}

/* Below the years of a phase, where there is room: who lost the title, and the goal. */
static void draw_phase_notes(struct progress_screen *s, struct draw *d, int y)
{
    struct buf b = {0};
    const struct progress_row *r = progress_view_row(s->view, s->at);
    if (s->shape != PROGRESS_PHASE || y + 2 > draw_work_top(d) + draw_work_rows(d))
        return;
    progress_view_add_lost(s->view, &b);
    int end = draw_work_top(d) + draw_work_rows(d);
    y += (int)draw_wrap(d, y, 2, end - y, 0, DRAW_NORMAL, buf_span(&b));
    buf_reset(&b);
    if (r && r->against[0])
        buf_addf(&b, "%s: %s", r->label, r->against);
    draw_wrap(d, y, 2, end > y ? end - y : 0, 0, DRAW_DIM, buf_span(&b));
    buf_release(&b);
}

static void draw_lines(struct progress_screen *s, struct draw *d)
{
    struct layout l = layout_of(s, d);
    size_t per = s->shape == PROGRESS_LINES || l.narrow ? 2 : 1, rows = progress_view_rows(s->view);
    size_t height = (size_t)(draw_work_rows(d) - 1) / per;
    list_window_show(rows, height ? height : 1, &s->at, &s->top);
    draw_headers(s, d, &l);
    for (size_t i = s->top; i < rows && i < s->top + height; i++) {
        int y = draw_work_top(d) + 1 + (int)((i - s->top) * per);
        draw_row(s, d, y, i, &l);
        if (s->shape == PROGRESS_LINES && !l.narrow)
            draw_bar_row(d, y + 1, &l, progress_view_row(s->view, i));
    }
    draw_phase_notes(s, d, draw_work_top(d) + 2 + (int)(rows * per));
}

/* What the figures of the row rest on; it follows the focus. */
static void add_hint(struct progress_screen *s, struct buf *out)
{
    const struct progress_row *r = progress_view_row(s->view, s->at);
    const struct progress *whole = progress_view_whole(s->view);
    if (s->shape == PROGRESS_PHASE || s->shape == PROGRESS_YEARS)
        progress_view_add_phase(s->view, out);
    if (!out->n && r && whole && (s->at > 0 || strchr(r->note, ';')) && r->note[0])
        buf_addf(out, _("Dấu đối chiếu %s; %s."), whole->fingerprint, r->note);
    if (!out->n)
        progress_view_add_source(s->view, out);
}

static void load(struct progress_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = progress_view_load(s->view, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Chi tiết")},
                                         {.key = "t", .name = N_("Theo thôn")},
                                         {.key = "g", .name = N_("Giai đoạn")},
                                         {.key = "n", .name = N_("Năm khác")},
                                         {.action = ACTION_PRINT, .name = N_("In")},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    static const struct ui_key one_keys[] = {{.action = ACTION_NEXT, .name = N_("Chi tiết")},
                                             {.key = "t", .name = N_("Theo thôn")},
                                             {.key = "g", .name = N_("Giai đoạn")},
                                             {.key = "PgDn", .name = N_("Danh hiệu khác")},
                                             {.key = "n", .name = N_("Năm khác")},
                                             {.action = ACTION_BACK, .name = N_("Về")},
                                             {0}};
    struct progress_screen *s = (struct progress_screen *)screen;
    struct buf where = {0}, who = {0}, hint = {0};
    load(s, ui);
    progress_view_add_title(s->view, &where);
    if (ui_draw(ui)->columns >= 60)
        progress_view_add_day(s->view, &who);
    add_hint(s, &hint);
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint),
             s->shape == PROGRESS_LINES ? keys : one_keys);
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

/* t and g each add or take away one view: by hamlet, over the years, both. */
static void show(struct progress_screen *s, bool hamlets, bool years)
{
    const struct progress_row *r =
        s->at < progress_view_rows(s->view) ? progress_view_row(s->view, s->at) : NULL;
    if (s->shape == PROGRESS_LINES && r && r->line)
        s->indicator = r->line->indicator;
    s->shape = hamlets && years ? PROGRESS_YEARS
               : hamlets        ? PROGRESS_HAMLETS
               : years          ? PROGRESS_PHASE
                                : PROGRESS_LINES;
    s->cell = s->shape == PROGRESS_YEARS ? PROGRESS_TOTAL : PROGRESS_RECOGNISED;
    ask_view(s);
}

static bool by_hamlet(const struct progress_screen *s)
{
    return s->shape == PROGRESS_HAMLETS || s->shape == PROGRESS_YEARS;
}

static bool by_year(const struct progress_screen *s)
{
    return s->shape == PROGRESS_PHASE || s->shape == PROGRESS_YEARS;
}

/* The next title in the order of the first view. */
static void other_title(struct progress_screen *s, int by)
{
    const struct progress *p = progress_view_whole(s->view);
    size_t at = 0;
    for (size_t i = 0; p && i < p->n; i++)
        if (p->line[i].indicator == s->indicator)
            at = i;
    if (!p || !p->n || (by < 0 && !at) || (by > 0 && at + 1 >= p->n))
        return;
    s->indicator = p->line[by < 0 ? at - 1 : at + 1].indicator;
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
    if (action_letter_is(t, 't') && unit_level(s->unit) == UNIT_COMMUNE)
        show(s, !by_hamlet(s), by_year(s));
    else if (action_letter_is(t, 't'))
        ui_say(ui, DRAW_NORMAL, "%s", _("Đây đã là số liệu của một thôn, tổ dân phố."));
    else if (action_letter_is(t, 'g'))
        show(s, by_hamlet(s), !by_year(s));
    else if (action_letter_is(t, 'n')) {
        struct ui_question q = {.question = _("Xem năm nào?"), .done = year_done, .context = s};
        ui_ask(ui, &q);
    } else
        return UI_PASS;
    return UI_HANDLED;
}

static void move_cell(struct progress_screen *s, struct ui *ui, int by)
{
    struct layout l = layout_of(s, ui_draw(ui));
    int i = column_of(s, &l) + by;
    bool parts = s->shape != PROGRESS_YEARS && ui_draw(ui)->columns < WHOLE;
    if (i >= 0 && i < l.n)
        s->cell = l.cell[i];
    else if (parts && i == l.n && !part_of(s->cell))
        s->cell = PROGRESS_PROPOSED;
    if (parts && i == 0 && by < 0 && part_of(l.cell[1]))
        s->cell = PROGRESS_RATE; /* back to the first part; the total stands there too */
}

static void print(struct progress_screen *s, struct ui *ui)
{
    struct buf name = {0};
    doc_release(&s->print.doc);
    progress_view_print(s->view, &s->print.doc);
    buf_addf(&name, "tien-do-%d.docx", s->year);
    fetch_begin(&s->print.fetch, s->session, "txt", "progress");
    fetch_add_year(&s->print.fetch, s->year);
    fetch_add_unit(&s->print.fetch, s->unit);
    print_ask(&s->print, ui, &s->print.doc, buf_str(&name));
    buf_release(&name);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct progress_screen *s = (struct progress_screen *)screen;
    size_t rows = progress_view_rows(s->view);
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(s, ui, e->text);
    bool page = e->key == KEYS_PGUP || e->key == KEYS_PGDN;
    if (!(page && s->shape != PROGRESS_LINES) && list_window_key(e->key, rows, rows, &s->at))
        return UI_HANDLED;
    switch ((int)e->key) {
    case KEYS_LEFT:
    case KEYS_RIGHT:
        move_cell(s, ui, e->key == KEYS_LEFT ? -1 : 1);
        return UI_HANDLED;
    case KEYS_PGDN:
    case KEYS_PGUP:
        other_title(s, e->key == KEYS_PGUP ? -1 : 1);
        return UI_HANDLED;
    case KEYS_CTRL_P:
        print(s, ui);
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
    print_ask_release(&s->print);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    struct progress_screen *s = (struct progress_screen *)screen;
    const struct progress_row *r = progress_view_row(s->view, s->at);
    buf_adds(out, _("Mũi tên lên xuống để chọn dòng, trái phải để chọn con số, Enter để xem từng "
                    "phiếu sau con số ấy. t xem theo thôn, g xem các năm của giai đoạn, cả hai thì "
                    "xem từng thôn qua các năm (công nhận trên tổng). n xem năm khác, PgDn sang "
                    "danh hiệu khác, Ctrl-P in ra tệp. Vạch | trên thanh là mức phải đạt.\n"));
    if (r && r->label[0])
        buf_addf(out, "\n%s: %s%s%s.\n", r->label, r->note, r->against[0] ? "; " : "", r->against);
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
    .reads = true,
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
