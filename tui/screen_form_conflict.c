/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody else saved the record in between: both versions side by side, field by field. Arrows
 * left and right choose a side, F2 saves what is chosen; Esc goes back to the form, which has it
 * too. Nothing of either side is lost: theirs is stored, mine is in the form and its draft.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/form_screen.h"
#include "tui/list_window.h"

struct conflict_screen {
    struct screen screen;
    struct form_screen *form;
    size_t at, top;
};

/* The columns of mine and theirs, and how wide each is. */
struct sides {
    int mine, theirs, width;
    bool below; /* a narrow place: label above, both sides below it */
};

static struct sides sides_of(const struct draw *d)
{
    struct sides s = {.below = d->columns < 60};
    int label = s.below ? 0 : d->columns / 4;
    s.width = (d->columns - label - 6) / 2;
    s.mine = 2 + label + 1;
    s.theirs = s.mine + s.width + 2;
    return s;
}

static void draw_side(struct draw *d, int y, int x, int width, bool chosen, const char *text)
{
    draw_str(d, y, x - 1, 1, DRAW_NORMAL, chosen ? "*" : " ");
    draw_str(d, y, x, width, chosen ? DRAW_VALUE : DRAW_DIM, *text ? text : _("(trống)"));
}

/* ---- long texts ---- */

enum { CONTEXT = 24, FULL_ROWS = 6 }; /* bytes before the first difference; rows for both sides */

static bool is_cut(const struct form_conflict *c, int width)
{
    return (int)width_columns(span_of(c->mine)) > width ||
           (int)width_columns(span_of(c->theirs)) > width;
}

/* Where both begin to differ, with some words before. */
static size_t differ_from(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    n = n > CONTEXT ? n - CONTEXT : 0;
    while (n && ((unsigned char)a[n] & 0xC0) == 0x80)
        n--; /* not inside a letter */
    return n;
}

static void draw_whole(struct draw *d, int y, int rows, const char *whose, const char *text,
                       size_t from)
{
    struct buf b = {0};
    buf_addf(&b, "%s: %s%s", whose, from ? "…" : "", *text ? text + from : _("(trống)"));
    draw_wrap(d, y, 2, rows, 0, DRAW_NORMAL, buf_span(&b));
    buf_release(&b);
}

/* The line in focus from where its sides differ, when they are cut above. Returns the rows. */
static int draw_full(struct conflict_screen *s, struct draw *d, int width)
{
    const struct form *f = &s->form->form;
    int rows = draw_work_rows(d) / 3 < FULL_ROWS / 2 ? 1 : FULL_ROWS / 2;
    if (s->at >= f->n_conflicts || !is_cut(&f->conflict[s->at], width))
        return 0;
    const struct form_conflict *c = &f->conflict[s->at];
    size_t from = differ_from(c->mine, c->theirs);
    int y = draw_work_top(d) + draw_work_rows(d) - 2 * rows;
    draw_whole(d, y, rows, _("Mình đang gõ"), c->mine, from);
    draw_whole(d, y + rows, rows, _("Người kia đã lưu"), c->theirs, from);
    return 2 * rows;
}

static void draw_rows(struct conflict_screen *s, struct draw *d)
{
    const struct form *f = &s->form->form;
    struct sides x = sides_of(d);
    int top = draw_work_top(d), per = x.below ? 2 : 1;
    int left = draw_work_rows(d) - draw_full(s, d, x.width);
    size_t rows = (size_t)(left > 2 + per ? (left - 2) / per : 1);
    list_window_show(f->n_conflicts, rows, &s->at, &s->top);
    draw_str(d, top, x.mine, x.width, DRAW_LABEL, _("Mình đang gõ"));
    draw_str(d, top, x.theirs, x.width, DRAW_LABEL, _("Người kia đã lưu"));
    for (size_t i = s->top; i < f->n_conflicts && i < s->top + rows; i++) {
        const struct form_conflict *c = &f->conflict[i];
        int y = top + 1 + (int)(i - s->top) * per;
        draw_str(d, y, 2, x.below ? -1 : x.mine - 4, DRAW_LABEL,
                 _(f->layout.place[c->field].field->label));
        draw_side(d, y + per - 1, x.mine, x.width, !c->take_theirs, c->mine);
        draw_side(d, y + per - 1, x.theirs, x.width, c->take_theirs, c->theirs);
        if (i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y + per - 1, c->take_theirs ? x.theirs : x.mine);
        }
    }
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.key = "← →", .name = N_("Chọn bên")},
                                         {.key = "↑ ↓", .name = N_("Dòng khác")},
                                         {.action = ACTION_SAVE},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK},
                                         {0}};
    struct conflict_screen *s = (struct conflict_screen *)screen;
    struct buf where = {0};
    form_add_title(&s->form->form, &where);
    buf_adds(&where, _(" · người khác vừa sửa"));
    ui_frame(ui, buf_span(&where), (struct span){"", 0},
             span_of(_("Bên có dấu * sẽ được lưu. ← lấy bên mình, → lấy bên kia, F2 lưu.")), keys);
    draw_rows(s, ui_draw(ui));
    buf_release(&where);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct conflict_screen *s = (struct conflict_screen *)screen;
    struct form_screen *form = s->form;
    size_t n = form->form.n_conflicts;
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (e->key == KEYS_UP || e->key == KEYS_DOWN || e->key == KEYS_ENTER)
        list_window_key(e->key == KEYS_UP ? KEYS_UP : KEYS_DOWN, n, 1, &s->at);
    else if (e->key == KEYS_LEFT || e->key == KEYS_RIGHT)
        form_conflict_take(&form->form, s->at, e->key == KEYS_RIGHT);
    else if (e->action == ACTION_SAVE) {
        ui_close(ui, screen);
        form_screen_save(form, ui);
    } else
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    free(screen);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Hai người cùng sửa một phiếu. Mỗi dòng là một ô mà hai bên ghi khác nhau: ← "
               "lấy bên mình, → lấy bên kia. F2 lưu. Esc trở lại phiếu, chưa lưu gì. Bản đã lưu "
               "còn trong nhật ký: F7 ở danh sách để xem.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

void form_screen_show_conflict(struct form_screen *form, struct ui *ui)
{
    struct conflict_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->form = form;
    form->conflict_seen = true;
    ui_push(ui, &s->screen);
}
