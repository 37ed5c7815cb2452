/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * F1: what the screen says about itself, then every key, from the one list of actions.
 */
#include <stdlib.h>

#include "forms/edit.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/ui_private.h"

enum { KEYS_WIDE = 78 /* columns the table of keys needs */ };

struct help {
    struct screen screen;
    char *title;
    struct edit text; /* never edited: it knows how to break lines */
    size_t top;       /* first row shown */
    size_t rows, room;
};

static size_t help_columns(const struct draw *d)
{
    return (size_t)d->columns - 3;
}

static void help_draw(struct screen *s, struct ui *ui)
{
    static const struct ui_key keys[] = {{ACTION_PAGE_DOWN, NULL, NULL},
                                         {ACTION_PAGE_UP, NULL, NULL},
                                         {ACTION_BACK, NULL, NULL},
                                         {0}};
    struct help *h = (struct help *)s;
    struct draw *d = ui_draw(ui);
    struct edit_row row;
    h->room = (size_t)draw_work_rows(d);
    h->rows = edit_lines_rows(&h->text, help_columns(d));
    if (h->top + h->room > h->rows)
        h->top = h->rows > h->room ? h->rows - h->room : 0;
    for (size_t i = 0; i < h->room && edit_lines_row(&h->text, help_columns(d), h->top + i, &row);
         i++)
        draw_text(d, draw_work_top(d) + (int)i, 2, -1, DRAW_NORMAL,
                  span_make(edit_text(&h->text).p + row.at, row.n));
    draw_cursor(d, draw_work_top(d), 0);
    struct buf hint = {0};
    if (h->rows > h->room)
        buf_addf(&hint, _("Dòng %zu trên %zu."), h->top + 1, h->rows);
    ui_frame(ui, span_of(h->title), (struct span){0}, buf_span(&hint), keys);
    buf_release(&hint);
}

static enum ui_result help_event(struct screen *s, struct ui *ui, const struct event *e)
{
    struct help *h = (struct help *)s;
    (void)ui;
    if (e->action == ACTION_HELP || e->action == ACTION_BACK)
        return UI_CLOSE;
    if (e->action == ACTION_PAGE_DOWN)
        h->top += h->room;
    else if (e->action == ACTION_PAGE_UP)
        h->top -= h->top < h->room ? h->top : h->room;
    else if (e->type == EVENT_KEY && (e->key == KEYS_DOWN || e->key == KEYS_ENTER))
        h->top++;
    else if (e->type == EVENT_KEY && e->key == KEYS_UP)
        h->top -= h->top > 0;
    else
        return UI_PASS;
    return UI_HANDLED;
}

static void help_close(struct screen *s)
{
    struct help *h = (struct help *)s;
    edit_release(&h->text);
    free(h->title);
    free(h);
}

static const struct screen_ops help_ops = {
    .draw = help_draw, .event = help_event, .close = help_close};

/* Keys and their twins in columns where there is room, else in front of what they do. */
static void add_actions(struct buf *b, bool narrow)
{
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
        struct buf twins = {0};
        char letter = action_letter((enum action)a);
        buf_adds(&twins, action_twins((enum action)a));
        if (letter)
            buf_addf(&twins, "%s%c", twins.n ? ", " : "", letter);
        if (narrow) {
            buf_addf(b, "%s%s%s: ", action_shown((enum action)a), twins.n ? ", " : "",
                     buf_str(&twins));
        } else {
            width_add_padded(b, span_of(action_shown((enum action)a)), 11, WIDTH_LEFT);
            width_add_padded(b, buf_span(&twins), 17, WIDTH_LEFT);
        }
        buf_addf(b, "%s\n", action_help((enum action)a));
        buf_release(&twins);
    }
}

void ui_read(struct ui *ui, const char *title, struct span text)
{
    struct help *h = mem_alloc(sizeof *h);
    h->screen.ops = &help_ops;
    h->title = mem_strdup(title);
    edit_init(&h->text, 0, true, false);
    edit_set(&h->text, text);
    ui_push(ui, &h->screen);
}

void ui_help(struct ui *ui)
{
    struct buf b = {0};
    if (ui->cut)
        buf_addf(&b, "%s\n\n", buf_str(&ui->sentence));
    if (ui->top && ui->top->ops->help) {
        ui->top->ops->help(ui->top, &b);
        buf_adds(&b, "\n\n");
    }
    buf_addf(&b, "%s\n\n", _("Các phím, phím thay và chữ dùng trong danh sách"));
    add_actions(&b, ui_draw(ui)->columns < KEYS_WIDE);
    buf_addf(&b, "\n%s", _("Esc rồi một chữ số thay cho phím F: Esc 2 là F2, Esc 0 là Ins."));
    ui_read(ui, _("Trợ giúp"), buf_span(&b));
    buf_release(&b);
}
