/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who lacks least: the list of a unit by nearness (forms/sheet_near.h). Enter opens the sheet.
 */
#include <stdlib.h>

#include "forms/sheet_near.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/sheet_screen.h"

struct near_screen {
    struct screen screen;
    struct session *session;
    enum title_id title;
    struct unit_key unit;
    int year;
    struct sheet_near list;
    size_t at, top;
    bool stale; /* a sheet was opened over it */
};

static enum status load(struct near_screen *s, struct detail *d)
{
    uint64_t id = s->at < s->list.n ? s->list.v[s->at].id : 0;
    struct unit_key place = s->at < s->list.n ? s->list.v[s->at].unit : s->unit;
    sheet_near_release(&s->list);
    enum status st =
        sheet_near_load(s->session->book, s->session->who, s->title, s->unit, s->year, &s->list, d);
    s->stale = false;
    for (size_t i = 0; i < s->list.n; i++)
        if (s->list.v[i].id == id && (id || unit_eq(s->list.v[i].unit, place)))
            s->at = i;
    if (s->at >= s->list.n)
        s->at = s->list.n ? s->list.n - 1 : 0;
    return st;
}

static size_t height_of(const struct draw *d)
{
    return list_window_rows(d, 1);
}

static void add_number(const struct near_screen *s, const struct sheet_near_row *r, struct buf *out)
{
    if (!r->id)
        return; /* a commune has no number */
    if (unit_level(s->unit) != UNIT_HAMLET && s->title != TITLE_COMMUNITY)
        buf_addf(out, "%d.", unit_hamlet_number(r->unit));
    buf_addf(out, "%u", (unsigned)r->number);
}

static int name_width(const struct draw *d)
{
    return d->columns >= 70 ? 26 : 14;
}

static void draw_row(const struct near_screen *s, struct draw *d, size_t i, int y)
{
    const struct sheet_near_row *r = &s->list.v[i];
    struct buf b = {0};
    int name = name_width(d), result = 9 + name + 1;
    add_number(s, r, &b);
    draw_right(d, y, 1, 6, DRAW_VALUE, buf_span(&b));
    draw_str(d, y, 9, name, DRAW_VALUE, r->name);
    buf_reset(&b);
    if (r->group == SHEET_NEAR_OPEN)
        buf_adds(&b, _("chưa chấm"));
    else if (r->decided)
        buf_adds(&b, _(title_state_words(r->state)));
    else if (r->group == SHEET_NEAR_ENOUGH)
        buf_addf(&b, _("đủ: %s"), r->result);
    else
        buf_addf(&b, "%s; %s", r->result, r->missing);
    draw_text(d, y, result, -1, r->group == SHEET_NEAR_ENOUGH ? DRAW_GOOD : DRAW_VALUE,
              buf_span(&b));
    if (i == s->at) {
        draw_mark(d, y, 0);
        draw_cursor(d, y, 1);
    }
    buf_release(&b);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Mở phiếu chấm")},
                                         {.action = ACTION_PAGE_DOWN},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct near_screen *s = (struct near_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct detail det = {0};
    struct buf where = {0}, hint = {0};
    if (s->stale && load(s, &det) != STATUS_OK)
        ui_say(ui, DRAW_ERROR, "%s", det.text);
    size_t height = height_of(d);
    list_window_show(s->list.n, height, &s->at, &s->top);
    buf_addf(&where, _("%s %d · ai gần đạt nhất"), _(title_by_id(s->title)->label), s->year);
    buf_addf(&hint, _("Thiếu ít đứng trước. Bộ %s."), buf_str(&s->list.set));
    ui_frame(ui, buf_span(&where), SPAN_LIT(""), buf_span(&hint), keys);
    draw_str(d, draw_work_top(d), 5, -1, DRAW_LABEL, _("Số"));
    draw_str(d, draw_work_top(d), 9, -1, DRAW_LABEL, _("Tên"));
    draw_str(d, draw_work_top(d), 10 + name_width(d), -1, DRAW_LABEL, _("Phiếu chấm"));
    for (size_t i = 0; i < height && s->top + i < s->list.n; i++)
        draw_row(s, d, s->top + i, draw_work_top(d) + 1 + (int)i);
    if (!s->list.n)
        draw_wrap_empty(d, 1, _("Chưa có ai trong danh sách. Hãy nhập danh sách trước."));
    buf_release(&where);
    buf_release(&hint);
}

static void open_sheet(struct near_screen *s, struct ui *ui)
{
    struct detail d = {0};
    if (!s->list.n)
        return;
    const struct sheet_near_row *r = &s->list.v[s->at];
    struct screen *sheet = screen_sheet_new(s->session, s->title, r->id, r->unit, s->year, &d);
    if (!sheet) {
        ui_say(ui, DRAW_ERROR, "%s", d.text);
        return;
    }
    s->stale = true;
    ui_push(ui, sheet);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct near_screen *s = (struct near_screen *)screen;
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, s->list.n, height_of(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (e->key != KEYS_ENTER)
        return UI_PASS;
    open_sheet(s, ui);
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct near_screen *s = (struct near_screen *)screen;
    sheet_near_release(&s->list);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Người thiếu ít nhất đứng đầu: trước hết là ai ít tiêu chí bắt buộc chưa đạt, "
               "rồi đến ai thiếu ít điểm. Sau đó là người chưa chấm, cuối cùng là người đã đủ. "
               "Enter mở phiếu chấm.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help, .reads = true};

struct screen *screen_near_new(struct session *session, enum title_id title, struct unit_key unit,
                               int year, struct detail *d)
{
    struct near_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->title = title;
    s->unit = unit;
    s->year = year;
    if (load(s, d) == STATUS_OK)
        return &s->screen;
    close_screen(&s->screen);
    return NULL;
}
