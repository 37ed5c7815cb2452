/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was refused, or should be looked at: a sentence a line. Enter opens the row.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"

struct notes_screen {
    struct screen screen;
    struct import_screen *import;
    bool refused;
    size_t at, top;
};

static const struct import_notes *notes_of(const struct notes_screen *s)
{
    static const struct import_notes none = {0};
    const struct import_job *j = &s->import->job;
    if (!j->planned)
        return &none;
    return s->refused ? &j->plan.refused : &j->plan.warnings;
}

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, 0);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Sửa dòng này")},
                                         {.action = ACTION_PAGE_DOWN},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct notes_screen *s = (struct notes_screen *)screen;
    const struct import_notes *notes = notes_of(s);
    struct draw *d = ui_draw(ui);
    struct buf b = {0}, who = {0};
    list_window_show(notes->n, rows_of(d), &s->at, &s->top);
    if (notes->n) {
        buf_addf(&who, _("%s trên %s"), number_vn((int64_t)s->at + 1).text,
                 number_vn((int64_t)notes->n).text);
        import_job_add_note(&s->import->job, &notes->v[s->at], &b);
    }
    ui_frame(ui,
             span_of(s->refused ? _("Nhập tệp cũ · dòng chưa nhận")
                                : _("Nhập tệp cũ · chỗ cần xem lại")),
             buf_span(&who), buf_span(&b), notes->n ? keys : keys + 3);
    for (size_t i = 0; i < rows_of(d) && s->top + i < notes->n; i++) {
        int y = draw_work_top(d) + (int)i;
        buf_reset(&b);
        import_job_add_note(&s->import->job, &notes->v[s->top + i], &b);
        draw_text(d, y, 2, -1, DRAW_VALUE, buf_span(&b));
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    if (!notes->n)
        draw_str(d, draw_work_top(d) + 1, 2, -1, DRAW_NORMAL,
                 s->refused ? _("Không có dòng nào chưa nhận.") : _("Không có chỗ nào cần xem."));
    buf_release(&b);
    buf_release(&who);
}

static void open_row(struct notes_screen *s, struct ui *ui)
{
    const struct import_notes *notes = notes_of(s);
    size_t row;
    int column;
    if (!notes->n)
        return;
    if (import_job_note_cell(&s->import->job, &notes->v[s->at], &row, &column))
        ui_push(ui, import_row_new(s->import, s->refused, row, column));
    else
        ui_push(ui, import_columns_new(s->import)); /* about a column */
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct notes_screen *s = (struct notes_screen *)screen;
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, notes_of(s)->n, rows_of(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (e->key != KEYS_ENTER)
        return UI_PASS;
    open_row(s, ui);
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    free(screen);
}

static void help(struct screen *screen, struct buf *out)
{
    struct notes_screen *s = (struct notes_screen *)screen;
    buf_adds(out, s->refused ? _("Mỗi dòng của tệp chưa nhận có một câu nói vì sao. Bấm Enter để "
                                 "sửa ngay dòng ấy; tệp cũ trên đĩa không bị đổi.\n")
                             : _("Những chỗ này vẫn nhập được, nhưng máy không chắc. Bấm Enter để "
                                 "xem cả dòng.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *import_notes_new(struct import_screen *import, bool refused)
{
    struct notes_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->import = import;
    s->refused = refused;
    return &s->screen;
}
