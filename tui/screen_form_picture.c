/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the fields of a form stand, and how they look.
 */
#include <time.h>

#include "locale/msg.h"
#include "locale/width.h"
#include "tui/form_screen.h"

enum { LABEL_AT = 3, GAP = 2 };

/* Where the value of a place begins, and how many columns it has. */
struct spot {
    int label_y, y, label_x, label_width, x, width;
};

/* Below 60 columns each field has a line of its own. */
static bool narrow(const struct draw *d)
{
    return d->columns < 60;
}

static int label_columns(const struct form_screen *s, size_t i)
{
    const struct field *f = s->form.layout.place[i].field;
    return (int)width_columns(span_of(_(f->label))) + (f->flags & FIELD_REQUIRED ? 2 : 0);
}

/* On a narrow screen a long label has a line of its own, so that neither it nor the value is cut.
 */
static int own_line(const struct form_screen *s, const struct draw *d, size_t i)
{
    return narrow(d) && label_columns(s, i) > (d->columns - 2 * LABEL_AT) / 2;
}

/* Lines of its page above the place. */
static int line_of(const struct form_screen *s, const struct draw *d, size_t i)
{
    const struct form_place *all = s->form.layout.place;
    int line = 0;
    if (!narrow(d))
        return (int)all[i].line;
    for (size_t k = 0; k < i; k++)
        if (all[k].page == all[i].page)
            line += (int)all[k].height + own_line(s, d, k);
    return line;
}

/* The first line that is shown: the field with the cursor is always in sight. */
static int scroll_of(const struct form_screen *s, const struct draw *d)
{
    size_t i = s->form.focus;
    int rows = draw_work_rows(d) - 1,
        end = line_of(s, d, i) + own_line(s, d, i) + (int)s->form.layout.place[i].height;
    return end > rows ? end - rows : 0;
}

static struct spot spot_of(const struct form_screen *s, const struct draw *d, size_t i)
{
    const struct form_place *p = &s->form.layout.place[i];
    bool small = narrow(d);
    int columns = d->columns - 2 * LABEL_AT, slots = small ? 1 : (int)p->slots;
    int slot = columns / slots;
    struct spot at = {.label_y = draw_work_top(d) + 1 + line_of(s, d, i) - scroll_of(s, d)};
    at.label_x = LABEL_AT + (small ? 0 : (int)p->slot * slot);
    at.label_width = slots > 1 ? slot * 3 / 5 : small ? columns * 2 / 5 : columns / 2;
    if (at.label_width > (int)s->label_columns && slots == 1)
        at.label_width = (int)s->label_columns;
    at.y = at.label_y + own_line(s, d, i);
    if (small && at.label_width < label_columns(s, i))
        at.label_width = label_columns(s, i); /* that value begins a little further right */
    if (at.y != at.label_y) {
        at.x = at.label_x + GAP;
        at.width = slot - GAP;
        return at;
    }
    at.x = at.label_x + at.label_width + GAP;
    at.width = slot - at.label_width - GAP - (slots > 1 ? 1 : 0);
    return at;
}

void form_screen_measure(struct form_screen *s)
{
    s->label_columns = 8;
    for (size_t i = 0; i < s->form.layout.n; i++) {
        size_t w = width_columns(span_of(_(s->form.layout.place[i].field->label))) + 2;
        if (s->form.layout.place[i].slots == 1 && w > s->label_columns)
            s->label_columns = w;
    }
}

static void draw_label(struct form_screen *s, struct draw *d, size_t i, struct spot at)
{
    const struct field *f = s->form.layout.place[i].field;
    bool skipped = form_skipped(&s->form, i);
    struct buf b = {0};
    buf_adds(&b, _(f->label));
    if (f->flags & FIELD_REQUIRED)
        buf_adds(&b, " *");
    draw_text(d, at.label_y, at.label_x, at.label_width, skipped ? DRAW_DIM : DRAW_LABEL,
              buf_span(&b));
    buf_release(&b);
}

static void draw_lines_field(struct form_screen *s, struct draw *d, size_t i, struct spot at)
{
    struct edit *e = &s->form.field[i].edit;
    size_t height = s->form.layout.place[i].height, width = (size_t)at.width;
    size_t top = edit_lines_top(e, width, height), row, column;
    for (size_t k = 0; k < height; k++) {
        struct edit_row r;
        if (edit_lines_row(e, width, top + k, &r))
            draw_text(d, at.y + (int)k, at.x, at.width, DRAW_VALUE,
                      (struct span){buf_str(&e->text) + r.at, r.n});
    }
    edit_lines_cursor(e, width, &row, &column);
    if (i == s->form.focus)
        draw_cursor(d, at.y + (int)(row - top), at.x + (int)column);
}

static void draw_value(struct form_screen *s, struct draw *d, size_t i, struct spot at)
{
    const struct form_field *f = &s->form.field[i];
    struct edit *e = &s->form.field[i].edit;
    struct buf b = {0};
    if (e->lines) {
        draw_lines_field(s, d, i, at);
        return;
    }
    struct edit_view v = edit_view(e, (size_t)at.width, &b);
    draw_text(d, at.y, at.x, at.width, form_skipped(&s->form, i) ? DRAW_DIM : DRAW_VALUE,
              buf_span(&b));
    bool wrong = f->checked && !f->accepted && !f->later;
    if (wrong)
        draw_str(d, at.y, at.x - 1, 1, DRAW_ERROR, "!");
    else if (f->later)
        draw_str(d, at.y, at.x - 1, 1, DRAW_WARNING, "?");
    if (i == s->form.focus)
        draw_cursor(d, at.y, at.x + (int)v.cursor);
    buf_release(&b);
}

static void draw_section(struct draw *d, const struct form_place *p, struct spot at)
{
    if (p->section && at.y > draw_work_top(d) && !narrow(d))
        draw_str(d, at.y - 1, LABEL_AT - 1, -1, DRAW_TITLE, _(p->section));
}

/* The sentence of line 23: a twin, what is wrong with the field, or its help. */
static void add_hint(struct form_screen *s, size_t columns, struct buf *out)
{
    if ((s->editing.busy || s->editing.joined) && !s->editing_seen)
        editing_add_sentence(&s->editing, (int64_t)time(NULL), out);
    else if (s->form.n_conflicts && !s->conflict_seen)
        buf_adds(out, _("Sau bản nháp này người khác đã sửa phiếu. Bấm F2 để xem cả hai bên."));
    if (!out->n && form_twin_shown(&s->form))
        form_add_twin(&s->form, out);
    if (!out->n)
        form_add_finding(&s->form, s->form.focus, columns, out);
    if (!out->n)
        form_add_help(&s->form, s->form.focus, out);
}

static void add_where(struct form_screen *s, struct buf *out)
{
    form_add_title(&s->form, out);
    if (s->place_name.n)
        buf_addf(out, " · %s", buf_str(&s->place_name));
}

/* Below the fields of the first page, where there is room. */
static void draw_titles(struct form_screen *s, struct draw *d)
{
    int y = draw_work_top(d) + 1, columns = d->columns - 2 * LABEL_AT;
    if (s->titles_columns != columns) {
        s->titles_columns = columns;
        buf_reset(&s->titles);
        form_add_titles(&s->form, columns > 0 ? (size_t)columns : 0, &s->titles);
    }
    for (size_t i = 0; i < s->form.layout.n; i++) {
        const struct form_place *p = &s->form.layout.place[i];
        int end = draw_work_top(d) + 2 + (int)(p->line + p->height);
        if (p->page == 0 && end > y)
            y = end;
    }
    if (s->titles.n && form_page(&s->form) == 0 && !narrow(d) &&
        y < draw_work_top(d) + draw_work_rows(d))
        draw_text(d, y, LABEL_AT, -1, DRAW_DIM, buf_span(&s->titles));
}

static bool in_sight(const struct draw *d, int y)
{
    return y > draw_work_top(d) && y < d->rows - 3;
}

void form_screen_draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT},
                                         {.action = ACTION_PREVIOUS, .key = "↑"},
                                         {.action = ACTION_SAVE},
                                         {.action = ACTION_PICK},
                                         {.action = ACTION_REPEAT_FIELD},
                                         {.action = ACTION_BACK},
                                         {0}};
    struct form_screen *s = (struct form_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct buf where = {0}, who = {0}, hint = {0};
    add_where(s, &where);
    editing_add_short(&s->editing, (int64_t)time(NULL), &who);
    if (form_dirty(&s->form))
        buf_addf(&who, "%s%s", who.n ? " · " : "", s->editing.busy ? _("chưa lưu") : _("đang sửa"));
    if (s->form.layout.pages > 1)
        buf_addf(&who, _("%strang %u/%u"), who.n ? "   " : "", form_page(&s->form) + 1,
                 s->form.layout.pages);
    add_hint(s, (size_t)d->columns - 2, &hint);
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint), keys);
    for (size_t i = 0; i < s->form.layout.n; i++) {
        const struct form_place *p = &s->form.layout.place[i];
        struct spot at = spot_of(s, d, i);
        if (p->page != form_page(&s->form))
            continue;
        if (in_sight(d, at.label_y)) {
            draw_section(d, p, at);
            draw_label(s, d, i, at);
        }
        if (in_sight(d, at.y))
            draw_value(s, d, i, at);
    }
    draw_titles(s, d);
    buf_release(&where);
    buf_release(&who);
    buf_release(&hint);
}

int form_screen_width(const struct form_screen *s, const struct draw *d)
{
    return spot_of(s, d, s->form.focus).width;
}
