/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of the file with all its cells: what is wrong is corrected on the spot, the plan is made
 * again, and the next row comes. The file on disk stays as it is.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/draw_wrap.h"
#include "tui/edit_event.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"

struct row_screen {
    struct screen screen;
    struct import_screen *import;
    bool refused;
    size_t row;
    size_t at, top; /* columns */
    struct edit edit;
    struct buf kept;           /* what the draft has of the cell */
    const struct field *field; /* whose values are picked */
};

enum { CELL_MAX = 400, WHY_LINES = 2 };

static const struct import_notes *notes_of(const struct row_screen *s)
{
    const struct import_job *j = &s->import->job;
    return s->refused ? &j->plan.refused : &j->plan.warnings;
}

static size_t cells_of(const struct row_screen *s)
{
    const struct import_job *j = &s->import->job;
    unsigned n = import_table_cells(j->table, s->row);
    return n > j->columns.n ? n : j->columns.n;
}

/* The first note about this row, or NULL. */
static const struct import_note *note_of(const struct row_screen *s, bool refused)
{
    const struct import_job *j = &s->import->job;
    const struct import_notes *notes = refused ? &j->plan.refused : &j->plan.warnings;
    uint32_t line = import_table_line(j->table, s->row);
    for (size_t i = 0; j->planned && i < notes->n; i++)
        if (notes->v[i].line == line)
            return &notes->v[i];
    return NULL;
}

static void enter_cell(struct row_screen *s, size_t column)
{
    s->at = column;
    buf_reset(&s->kept);
    edit_set(&s->edit, import_table_cell(s->import->job.table, s->row, (unsigned)column).text);
}

static void show_row(struct row_screen *s, size_t row, int column)
{
    s->row = row;
    s->top = 0;
    enter_cell(s, column >= 0 ? (size_t)column : 0);
}

/* ---- picture ---- */

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, WHY_LINES + 1);
}

/* Why it is refused, on two lines. */
static void draw_why(const struct row_screen *s, struct draw *d)
{
    const struct import_note *n = note_of(s, true);
    bool refused = n != NULL;
    struct buf b = {0};
    if (!n)
        n = note_of(s, false);
    if (n)
        import_job_add_note(&s->import->job, n, &b);
    else
        buf_adds(&b, _("Dòng này nhận được."));
    draw_wrap(d, draw_work_top(d), 2, WHY_LINES, 0, refused ? DRAW_WARNING : DRAW_NORMAL,
              buf_span(&b));
    buf_release(&b);
}

static void draw_cell(struct row_screen *s, struct draw *d, int y, size_t column)
{
    const struct import_job *j = &s->import->job;
    int x = d->columns / 3;
    const char *header = column < j->columns.n ? j->columns.v[column].header : _("(ô thừa)");
    bool corrected = import_job_corrected(j, s->row, (unsigned)column);
    bool used = column < j->columns.n && j->columns.v[column].use != IMPORT_IGNORED &&
                j->columns.v[column].use != IMPORT_UNKNOWN;
    draw_textf(d, y, 2, x - 3, used ? DRAW_LABEL : DRAW_DIM, "%s%s", corrected ? "* " : "", header);
    if (column != s->at) {
        draw_text(d, y, x, -1, DRAW_VALUE,
                  import_table_cell(j->table, s->row, (unsigned)column).text);
        return;
    }
    struct buf b = {0};
    struct edit_view v =
        edit_view(&s->edit, (size_t)(d->columns > x + 2 ? d->columns - x - 1 : 1), &b);
    draw_text(d, y, x, -1, DRAW_FOCUS, buf_span(&b));
    draw_mark(d, y, 0);
    draw_cursor(d, y, x + (int)v.cursor);
    buf_release(&b);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Nhận")},
                                         {.key = "↑ ↓", .name = N_("Ô khác")},
                                         {.action = ACTION_PICK},
                                         {.action = ACTION_PAGE_DOWN, .name = N_("Bỏ qua")},
                                         {.action = ACTION_TYPING},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct row_screen *s = (struct row_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct buf where = {0}, who = {0};
    const struct import_job *j = &s->import->job;
    buf_addf(&where, _("Nhập tệp cũ · dòng %u"), import_table_line(j->table, s->row));
    buf_addf(&who, s->refused ? _("còn %s dòng chưa nhận") : _("%s chỗ cần xem"),
             number_vn(j->planned ? (int64_t)notes_of(s)->n : 0).text);
    list_window_show(cells_of(s), rows_of(d), &s->at, &s->top);
    ui_frame(ui, buf_span(&where), buf_span(&who),
             span_of(_("Sửa ô sai rồi bấm Enter. Tệp trên đĩa không bị đổi.")), keys);
    draw_why(s, d);
    for (size_t i = 0; i < rows_of(d) && s->top + i < cells_of(s); i++)
        draw_cell(s, d, draw_work_top(d) + WHY_LINES + 1 + (int)i, s->top + i);
    buf_release(&where);
    buf_release(&who);
}

/* ---- corrections ---- */

static bool is_cell(const struct row_screen *s)
{
    return s->at < import_table_width(s->import->job.table);
}

/* What was typed goes into the cell. */
static void leave_cell(struct row_screen *s, struct ui *ui)
{
    struct import_job *j = &s->import->job;
    struct detail d = {0};
    edit_leave(&s->edit, &s->import->session->typing);
    if (!is_cell(s) || !(edit_dirty(&s->edit) || j->stale))
        return;
    enum status st = import_job_correct(j, s->row, (unsigned)s->at, edit_text(&s->edit), &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    enter_cell(s, s->at);
}

/* The next row of the notes behind (or before) this one, round the end. false: there is none. */
static bool go_on(struct row_screen *s, bool back)
{
    const struct import_job *j = &s->import->job;
    const struct import_notes *notes = notes_of(s);
    uint32_t line = import_table_line(j->table, s->row);
    size_t n = j->planned ? notes->n : 0, i = 0;
    while (i < n && (back ? notes->v[i].line < line : notes->v[i].line <= line))
        i++;
    for (size_t k = 0; k < n; k++) {
        size_t row, next = back ? (i + n - 1 - k) % n : (i + k) % n;
        int column;
        if (notes->v[next].line != line &&
            import_job_note_cell(j, &notes->v[next], &row, &column)) {
            show_row(s, row, column);
            return true;
        }
    }
    return false;
}

/* Enter: takes the cell, and goes where there is still something to do. */
static enum ui_result accept(struct row_screen *s, struct ui *ui)
{
    unsigned line = import_table_line(s->import->job.table, s->row);
    bool dirty = edit_dirty(&s->edit);
    size_t row;
    int column;
    leave_cell(s, ui);
    const struct import_note *still = note_of(s, true);
    if (still && dirty) {
        if (import_job_note_cell(&s->import->job, still, &row, &column) && column >= 0)
            enter_cell(s, (size_t)column);
        ui_say(ui, DRAW_WARNING, _("Dòng %u còn một chỗ chưa nhận được."), line);
        return UI_HANDLED;
    }
    if (still && s->at + 1 < cells_of(s)) { /* nothing was typed: to the next cell */
        enter_cell(s, s->at + 1);
        return UI_HANDLED;
    }
    if (go_on(s, false)) {
        if (!still && dirty)
            ui_say(ui, DRAW_GOOD, _("Dòng %u nhận được rồi. Đây là dòng tiếp theo."), line);
        return UI_HANDLED;
    }
    if (s->refused && !still)
        ui_say(ui, DRAW_GOOD, "%s", _("Không còn dòng nào chưa nhận. Bấm Esc rồi F2 để nhập."));
    return UI_CLOSE;
}

/* ---- values to pick ---- */

static void value_label(void *context, size_t i, struct buf *out)
{
    struct row_screen *s = context;
    if (s->field->type == &field_unit)
        unit_list_label(&s->import->units, i, out);
    else
        buf_adds(out, _(s->field->choices[i].label));
}

static void value_done(void *context, struct ui *ui, size_t i)
{
    struct row_screen *s = context;
    struct buf b = {0};
    value_label(s, i, &b);
    if (s->field->type == &field_unit) { /* names may be the same, codes are not */
        buf_reset(&b);
        unit_add_code(&b, s->import->units.unit[i]);
    }
    edit_replace(&s->edit, buf_span(&b));
    buf_release(&b);
    (void)ui;
}

static void pick(struct row_screen *s, struct ui *ui)
{
    const struct import_job *j = &s->import->job;
    const struct import_column *c = s->at < j->columns.n ? &j->columns.v[s->at] : NULL;
    struct ui_choices q = {.label = value_label, .done = value_done, .context = s};
    struct detail d = {0};
    s->field = c && c->use == IMPORT_FIELD ? &j->e->fields[c->field] : NULL;
    if (s->field && s->field->type == &field_unit) {
        enum status st = unit_list_load(&s->import->units, s->import->session, NULL, &d);
        if (st != STATUS_OK) {
            ui_say_status(ui, st, &d);
            return;
        }
        q.n = s->import->units.n;
    } else if (s->field && s->field->choices) {
        while (s->field->choices[q.n].label)
            q.n++;
    }
    if (!q.n) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Ô này không có danh sách để chọn. Hãy gõ."));
        return;
    }
    q.title = _(s->field->label);
    ui_pick(ui, &q);
}

/* ---- keys ---- */

static enum ui_result on_key(struct row_screen *s, struct ui *ui, const struct event *e)
{
    if (e->key == KEYS_ENTER)
        return accept(s, ui);
    if (e->key == KEYS_UP || e->key == KEYS_BACKTAB) {
        leave_cell(s, ui);
        enter_cell(s, s->at > 0 ? s->at - 1 : 0);
    } else if (e->key == KEYS_DOWN || e->key == KEYS_TAB) {
        leave_cell(s, ui);
        enter_cell(s, s->at + 1 < cells_of(s) ? s->at + 1 : s->at);
    } else if (e->key == KEYS_PGDN || e->key == KEYS_PGUP) {
        leave_cell(s, ui);
        if (!go_on(s, e->key == KEYS_PGUP))
            ui_say(ui, DRAW_NORMAL, "%s", _("Không còn dòng nào khác."));
    } else if (e->action == ACTION_PICK) {
        pick(s, ui);
    } else if (e->action == ACTION_TYPING) {
        edit_event_toggle(&s->import->session->typing, ui);
    } else if (e->action == ACTION_BACK) {
        leave_cell(s, ui);
        return UI_CLOSE;
    } else {
        return UI_PASS;
    }
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct row_screen *s = (struct row_screen *)screen;
    enum edit_done done;
    if (edit_event_refused(&s->edit, e, ui))
        return UI_HANDLED;
    if (edit_event(&s->edit, &s->import->session->typing, e, &done)) {
        edit_event_say(&s->edit, done, ui);
        return UI_HANDLED;
    }
    return e->type == EVENT_KEY ? on_key(s, ui, e) : UI_PASS;
}

/* What stands in the cell belongs to the draft, which the page below writes next. */
static void keep_cell(struct screen *screen, struct ui *ui)
{
    struct row_screen *s = (struct row_screen *)screen;
    struct buf now = {0};
    (void)ui;
    if (is_cell(s) && edit_dirty(&s->edit) && !span_eq(buf_span(&s->kept), edit_text(&s->edit))) {
        buf_add_span(&now, edit_text(&s->edit));
        import_job_keep(&s->import->job, s->row, (unsigned)s->at, buf_span(&now));
        buf_release(&s->kept);
        s->kept = now;
    }
}

static void close_screen(struct screen *screen)
{
    struct row_screen *s = (struct row_screen *)screen;
    edit_release(&s->edit);
    buf_release(&s->kept);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Con trỏ đứng ở ô sai. Sửa rồi bấm Enter: máy xem lại cả dòng, rồi sang dòng "
                    "chưa nhận tiếp theo. F4 để chọn trong danh sách (thôn, giới tính ...). PgDn "
                    "để qua dòng khác; dòng chưa sửa được ghi ra tệp riêng khi nhập.\n"));
}

static const struct screen_ops ops = {.draw = draw,
                                      .event = event,
                                      .tick = keep_cell,
                                      .hangup = keep_cell,
                                      .close = close_screen,
                                      .help = help};

struct screen *import_row_new(struct import_screen *import, bool refused, size_t row, int column)
{
    struct row_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->import = import;
    s->refused = refused;
    edit_init(&s->edit, CELL_MAX, false, false);
    show_row(s, row, column);
    return &s->screen;
}
