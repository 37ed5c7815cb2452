/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What to mark quickly: the title, then the year. Closed years are "nhập kết quả năm cũ".
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/grid_screen.h"
#include "tui/unit_list.h"

/* The last two are decided above the commune, which records what was decided: not on the list of a
 * hamlet. */
static const enum title_id titles[] = {TITLE_FAMILY,       TITLE_CITIZEN,      TITLE_CLAN,
                                       TITLE_COMMUNITY,    TITLE_ORGANISATION, TITLE_COMMUNE,
                                       TITLE_ORGANISATION2};
enum { N_TITLES = sizeof titles / sizeof *titles, OF_HAMLET = N_TITLES - 2, FIRST_YEAR = 2021 };

struct marks_screen {
    struct screen screen;
    struct session *session;
    size_t at;
    int year;
    struct unit_key unit; /* of the lists: the session's at first */
    struct buf place;
    struct unit_list units;
};

static size_t titles_of(const struct marks_screen *s)
{
    return unit_level(s->unit) == UNIT_HAMLET ? OF_HAMLET : N_TITLES;
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct marks_screen *s = (struct marks_screen *)screen;
    size_t n = titles_of(s);
    const struct ui_key keys[] = {{.key = n == N_TITLES ? "1-7" : "1-5", .name = N_("Chọn")},
                                  {.key = "← →", .name = N_("Năm khác")},
                                  {.key = "h", .name = N_("Thôn")},
                                  {.action = ACTION_HELP},
                                  {.action = ACTION_BACK},
                                  {0}};
    struct draw *d = ui_draw(ui);
    struct buf where = {0};
    int top = draw_work_top(d), this_year = day_year(s->session->who->today);
    buf_addf(&where, _("Đăng ký - bình xét · năm %d"), s->year);
    if (s->place.n)
        buf_addf(&where, " · %s", buf_str(&s->place));
    ui_frame(ui, buf_span(&where), (struct span){"", 0},
             span_of(s->year < this_year
                         ? _("Năm đã qua: nhập kết quả năm cũ. Bấm → để sang năm sau.")
                         : _("Bấm số để mở danh sách. Bấm ← để nhập kết quả các năm trước.")),
             keys);
    for (size_t i = 0; i < n; i++) {
        int y = top + 1 + (draw_work_rows(d) > (int)(2 * n) ? 2 : 1) * (int)i;
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
    struct screen *grid = screen_grid_open(s->session, titles[s->at], s->unit, s->year,
                                           old ? GRID_OLD : GRID_REVIEW, &d);
    if (!grid && old) /* last year may still be open */
        grid = screen_grid_open(s->session, titles[s->at], s->unit, s->year, GRID_REVIEW, &d);
    if (grid)
        ui_push(ui, grid);
    else
        ui_say(ui, DRAW_ERROR, "%s", d.text);
}

static void unit_label(void *context, size_t i, struct buf *out)
{
    unit_list_label(&((struct marks_screen *)context)->units, i, out);
}

static void unit_done(void *context, struct ui *ui, size_t i)
{
    struct marks_screen *s = context;
    (void)ui;
    s->unit = s->units.unit[i];
    if (s->at >= titles_of(s))
        s->at = titles_of(s) - 1;
    buf_reset(&s->place);
    buf_adds(&s->place, s->units.name[i]);
}

/* Whoever enters for a whole commune does it hamlet by hamlet. */
static void ask_unit(struct marks_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = unit_list_load(&s->units, s->session, NULL, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    struct ui_choices q = {.title = _("Xem thôn, tổ dân phố nào"),
                           .n = s->units.n,
                           .first = unit_list_find(&s->units, s->unit),
                           .label = unit_label,
                           .done = unit_done,
                           .context = s};
    ui_pick(ui, &q);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct marks_screen *s = (struct marks_screen *)screen;
    if (e->type == EVENT_EDIT && e->text.n == 1 && e->text.p[0] >= '1' &&
        e->text.p[0] < '1' + (int)titles_of(s)) {
        s->at = (size_t)(e->text.p[0] - '1');
        open_grid(s, ui);
        return UI_HANDLED;
    }
    if (e->type == EVENT_EDIT && action_letter_is(e->text, 'h')) {
        ask_unit(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    switch ((int)e->key) {
    case KEYS_UP:
        s->at -= s->at > 0;
        return UI_HANDLED;
    case KEYS_DOWN:
        s->at += s->at + 1 < titles_of(s);
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
    struct marks_screen *s = (struct marks_screen *)screen;
    unit_list_release(&s->units);
    buf_release(&s->place);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(
        out,
        _("Bấm số của danh hiệu để mở danh sách và ghi từng người, từng hộ. ← lùi về năm "
          "trước: năm đã chốt thì ghi thẳng kết quả cũ, không cần ngày. Danh hiệu của xã và đơn vị "
          "cấp tỉnh do cấp trên công nhận: ở đây ghi lại kết quả. h để chọn một thôn, "
          "hoặc cả xã.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *screen_marks_new(struct session *session)
{
    struct marks_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->unit = session->unit;
    struct detail d = {0};
    if (unit_name_read(session, s->unit, &s->place, &d) != STATUS_OK)
        buf_reset(&s->place); /* it can do without */
    s->year = session->year ? session->year : day_year(session->who->today);
    return &s->screen;
}
