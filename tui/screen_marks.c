/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What to mark quickly: the title, then the year. Closed years are "nhập kết quả năm cũ".
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/grid_screen.h"

static const enum title_id titles[] = {TITLE_FAMILY, TITLE_CITIZEN, TITLE_CLAN, TITLE_COMMUNITY,
                                       TITLE_ORGANISATION};
enum { N_TITLES = sizeof titles / sizeof *titles, FIRST_YEAR = 2021 };

struct marks_screen {
    struct screen screen;
    struct session *session;
    size_t at;
    int year;
};

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.key = "1-5", .name = N_("Chọn")},
                                         {.key = "←→", .name = N_("Năm khác")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK},
                                         {0}};
    struct marks_screen *s = (struct marks_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct buf where = {0};
    int top = draw_work_top(d), this_year = day_year(s->session->who->today);
    buf_addf(&where, _("Đăng ký - bình xét · năm %d"), s->year);
    ui_frame(ui, buf_span(&where), (struct span){"", 0},
             span_of(s->year < this_year
                         ? _("Năm đã qua: nhập kết quả năm cũ. Bấm → để sang năm sau.")
                         : _("Bấm số để mở danh sách. Bấm ← để nhập kết quả các năm trước.")),
             keys);
    for (size_t i = 0; i < N_TITLES; i++) {
        int y = top + 1 + 2 * (int)i;
        draw_textf(d, y, 3, -1, DRAW_VALUE, "%zu  %s", i + 1, _(title_by_id(titles[i])->label));
        if (i == s->at) {
            draw_mark(d, y, 1);
            draw_cursor(d, y, 3);
        }
    }
    buf_release(&where);
}

static void open_grid(struct marks_screen *s, struct ui *ui)
{
    struct detail d = {0};
    bool old = s->year < day_year(s->session->who->today);
    struct screen *grid = screen_grid_open(s->session, titles[s->at], s->session->unit, s->year,
                                           old ? GRID_OLD : GRID_REVIEW, &d);
    if (!grid && old) /* last year may still be open */
        grid =
            screen_grid_open(s->session, titles[s->at], s->session->unit, s->year, GRID_REVIEW, &d);
    if (grid)
        ui_push(ui, grid);
    else
        ui_say(ui, DRAW_ERROR, "%s", d.text);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct marks_screen *s = (struct marks_screen *)screen;
    if (e->type == EVENT_EDIT && e->text.n == 1 && e->text.p[0] >= '1' &&
        e->text.p[0] < '1' + N_TITLES) {
        s->at = (size_t)(e->text.p[0] - '1');
        open_grid(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    switch ((int)e->key) {
    case KEYS_UP:
        s->at -= s->at > 0;
        return UI_HANDLED;
    case KEYS_DOWN:
        s->at += s->at + 1 < N_TITLES;
        return UI_HANDLED;
    case KEYS_LEFT:
        s->year -= s->year > FIRST_YEAR;
        return UI_HANDLED;
    case KEYS_RIGHT:
        s->year += s->year < day_year(s->session->who->today);
        return UI_HANDLED;
    case KEYS_ENTER:
        open_grid(s, ui);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {.draw = draw, .event = event, .close = close_screen};

struct screen *screen_marks_new(struct session *session)
{
    struct marks_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->year = session->year ? session->year : day_year(session->who->today);
    return &s->screen;
}
