/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letters of the file, read in the three likeliest charsets beside each other, so that a person
 * sees which one is right. What is chosen holds for the whole file.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"

struct text_screen {
    struct screen screen;
    struct import_screen *import;
    unsigned column;
    size_t rows[IMPORT_SAMPLE], n, top;
    bool mixed; /* cells are in several charsets, and each is read in its own */
    enum charset others[CHARSET_COUNT]; /* to pick from */
    size_t n_others;
};

static void show_column(struct text_screen *s, unsigned column)
{
    s->column = column;
    s->n = import_job_sample(&s->import->job, column, s->rows);
    s->top = 0;
}

/* ---- picture ---- */

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, 1);
}

/* What the file is read in now is marked. */
static void draw_head(const struct text_screen *s, struct draw *d, int y, int x, int width,
                      size_t i)
{
    const struct import_job *j = &s->import->job;
    bool now = j->charset == CHARSET_AUTO ? i == 0 && !s->mixed : j->candidate[i] == j->charset;
    draw_textf(d, y, x, width, now ? DRAW_FOCUS : DRAW_LABEL, "%s%zu %s", now ? "*" : " ", i + 1,
               import_charset_label(j->candidate[i]));
}

/* A file put together from several: each cell as it is read now comes first. */
static size_t columns_of(const struct text_screen *s)
{
    size_t n = s->import->job.n_candidates;
    return (n ? n : 1) + (n && s->mixed);
}

static void draw_cells(const struct text_screen *s, struct draw *d, int y, size_t row)
{
    const struct import_job *j = &s->import->job;
    size_t n = columns_of(s), own = n > 1 && s->mixed;
    int width = (d->columns - 7) / (int)n;
    draw_textf(d, y, 0, 6, DRAW_DIM, "%5u", import_table_line(j->table, row));
    for (size_t i = 0; i < n; i++) {
        struct buf cell = {0};
        if (j->n_candidates && i >= own)
            import_table_read_as(j->table, row, s->column, j->candidate[i - own], &cell);
        else
            buf_add_span(&cell, import_table_cell(j->table, row, s->column).text);
        draw_text(d, y, 7 + (int)i * width, width - 1, DRAW_VALUE, buf_span(&cell));
        buf_release(&cell);
    }
}

static void add_where(const struct text_screen *s, struct buf *out)
{
    const struct import_columns *c = &s->import->job.columns;
    bool headed = s->column < c->n && *c->v[s->column].header;
    buf_addf(out, _("Nhập tệp cũ · bảng mã · cột %u"), s->column + 1);
    if (headed)
        buf_addf(out, ": %s", c->v[s->column].header);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {
        {.key = "1-3", .name = N_("Chọn bảng mã")},  {.key = "0", .name = N_("Máy nhận")},
        {.key = "k", .name = N_("Bảng mã khác")},    {.key = "← →", .name = N_("Cột khác")},
        {.action = ACTION_BACK, .name = N_("Xong")}, {0}};
    struct text_screen *s = (struct text_screen *)screen;
    const struct import_job *j = &s->import->job;
    struct draw *d = ui_draw(ui);
    struct buf where = {0}, who = {0};
    s->mixed = j->charset == CHARSET_AUTO && import_job_mixed(j);
    int y = draw_work_top(d), width = (d->columns - 7) / (int)columns_of(s);
    add_where(s, &where);
    buf_addf(&who, "%s%s", import_charset_label(s->import->found),
             j->charset == CHARSET_AUTO && j->n_candidates ? _(", tự nhận ra") : "");
    ui_frame(
        ui, buf_span(&where), buf_span(&who),
        span_of(!j->n_candidates ? _("Tệp không có chữ nào cần đến bảng mã.")
                : s->mixed
                    ? _("Tệp lẫn nhiều bảng mã: để máy nhận từng ô (0), hoặc bấm số của một cột.")
                    : _("Cột chữ nào đọc được thì bấm số của cột ấy.")),
        keys);
    if (s->mixed && j->n_candidates)
        draw_str(d, y, 6, width, DRAW_FOCUS, _("*0 Máy nhận từng ô"));
    for (size_t i = 0; i < j->n_candidates; i++)
        draw_head(s, d, y, 6 + (int)(i + s->mixed) * width, width, i);
    for (size_t i = 0; i < rows_of(d) && s->top + i < s->n; i++)
        draw_cells(s, d, y + 1 + (int)i, s->rows[s->top + i]);
    draw_cursor(d, y, 6);
    buf_release(&where);
    buf_release(&who);
}

/* ---- keys ---- */

static void choose(struct text_screen *s, struct ui *ui, enum charset c)
{
    struct detail d = {0};
    enum status st = import_job_set_charset(&s->import->job, c, &d);
    import_screen_changed(s->import, ui, st, &d);
    show_column(s, s->column);
    if (st == STATUS_OK)
        ui_say(ui, DRAW_NORMAL, _("Đọc tệp theo bảng mã: %s."), import_charset_label(c));
}

static void other_label(void *context, size_t i, struct buf *out)
{
    struct text_screen *s = context;
    buf_adds(out, import_charset_label(s->others[i]));
}

static void other_done(void *context, struct ui *ui, size_t i)
{
    struct text_screen *s = context;
    choose(s, ui, s->others[i]);
}

static void ask_other(struct text_screen *s, struct ui *ui)
{
    s->n_others = 0;
    for (unsigned c = CHARSET_UTF8; c < CHARSET_COUNT; c++)
        if (c != CHARSET_UTF16) /* is known before the file is read */
            s->others[s->n_others++] = (enum charset)c;
    struct ui_choices q = {.title = _("Bảng mã"),
                           .n = s->n_others,
                           .label = other_label,
                           .done = other_done,
                           .context = s};
    ui_pick(ui, &q);
}

static enum ui_result letter(struct text_screen *s, struct ui *ui, struct span t)
{
    const struct import_job *j = &s->import->job;
    size_t i = t.n == 1 && t.p[0] >= '1' && t.p[0] <= '9' ? (size_t)(t.p[0] - '1') : CHARSET_COUNT;
    if (i < j->n_candidates)
        choose(s, ui, j->candidate[i]);
    else if (span_eq_str(t, "0"))
        choose(s, ui, CHARSET_AUTO);
    else if (action_letter_is(t, 'k'))
        ask_other(s, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct text_screen *s = (struct text_screen *)screen;
    unsigned width = import_table_width(s->import->job.table);
    size_t rows = rows_of(ui_draw(ui));
    if (e->type == EVENT_EDIT)
        return letter(s, ui, e->text);
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (e->key == KEYS_LEFT)
        show_column(s, s->column > 0 ? s->column - 1 : 0);
    else if (e->key == KEYS_RIGHT)
        show_column(s, s->column + 1 < width ? s->column + 1 : s->column);
    else if (!list_window_scroll(e->key, s->n, rows, &s->top))
        return e->key == KEYS_ENTER ? UI_CLOSE : UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    free(screen);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Cùng những ô ấy được đọc theo ba bảng mã. Bấm số của cột đọc đúng. 0: để máy "
                    "nhận lại từng ô (tệp ghép từ nhiều nơi có thể lẫn bảng mã). ← → xem cột khác "
                    "của tệp.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *import_text_new(struct import_screen *import)
{
    struct text_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->import = import;
    show_column(s, import_job_sample_column(&import->job));
    return &s->screen;
}
