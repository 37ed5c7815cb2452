/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which column of the file goes into which field; Enter picks another meaning.
 */
#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/import_screen.h"
#include "tui/list_window.h"

struct columns_screen {
    struct screen screen;
    struct import_screen *import;
    size_t at, top;
    struct import_choices choices;
};

static size_t rows_of(const struct draw *d)
{
    return list_window_rows(d, 1);
}

/* The first cell below the header that holds something. */
static struct span example(const struct import_job *j, unsigned column)
{
    size_t rows = import_table_rows(j->table);
    for (size_t i = j->columns.header + 1; i < rows && i < j->columns.header + 200; i++) {
        struct span s = span_trim(import_table_cell(j->table, i, column).text);
        if (s.n)
            return s;
    }
    return (struct span){"", 0};
}

static void draw_column(const struct columns_screen *s, struct draw *d, int y, unsigned column)
{
    const struct import_job *j = &s->import->job;
    const struct import_column *c = &j->columns.v[column];
    int third = (d->columns - 2) / 3;
    struct buf meaning = {0};
    import_job_add_meaning(j, column, &meaning);
    draw_textf(d, y, 2, third - 1, DRAW_VALUE, "%2u %s", column + 1, c->header);
    draw_text(d, y, 2 + third, third - 1, c->use == IMPORT_UNKNOWN ? DRAW_WARNING : DRAW_VALUE,
              buf_span(&meaning));
    draw_text(d, y, 2 + 2 * third, -1, DRAW_DIM, example(j, column));
    buf_release(&meaning);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Chọn mục")},
                                         {.key = "b", .name = N_("Bỏ cột")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Xong")},
                                         {0}};
    struct columns_screen *s = (struct columns_screen *)screen;
    const struct import_job *j = &s->import->job;
    struct draw *d = ui_draw(ui);
    int top = draw_work_top(d), third = (d->columns - 2) / 3;
    list_window_show(j->columns.n, rows_of(d), &s->at, &s->top);
    ui_frame(ui, span_of(_("Nhập tệp cũ · cột")), span_of(_(j->e->label)),
             span_of(_("Cột của tệp, mục của phiếu, và một ô làm ví dụ. Enter để chọn mục khác.")),
             keys);
    draw_str(d, top, 5, third - 4, DRAW_LABEL, _("Cột của tệp"));
    draw_str(d, top, 2 + third, third - 1, DRAW_LABEL, _("Vào mục"));
    draw_str(d, top, 2 + 2 * third, -1, DRAW_LABEL, _("Ví dụ"));
    for (size_t i = 0; i < rows_of(d) && s->top + i < j->columns.n; i++) {
        int y = top + 1 + (int)i;
        draw_column(s, d, y, (unsigned)(s->top + i));
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
}

static void set(struct columns_screen *s, struct ui *ui, const char *text)
{
    struct detail d = {0};
    enum status st = import_job_set_meaning(&s->import->job, (unsigned)s->at, text, &d);
    import_screen_changed(s->import, ui, st, &d);
}

static void choice_label(void *context, size_t i, struct buf *out)
{
    struct columns_screen *s = context;
    buf_addf(out, "%s%s", s->choices.v[i].label, s->choices.v[i].taken ? _("  (đã có cột)") : "");
}

static void choice_done(void *context, struct ui *ui, size_t i)
{
    struct columns_screen *s = context;
    set(s, ui, s->choices.v[i].text);
    s->at += s->at + 1 < s->import->job.columns.n;
}

static void ask(struct columns_screen *s, struct ui *ui)
{
    import_choices_release(&s->choices);
    import_job_choices(&s->import->job, &s->choices);
    struct ui_choices q = {.title = _("Cột này vào mục"),
                           .n = s->choices.n,
                           .label = choice_label,
                           .done = choice_done,
                           .context = s};
    ui_pick(ui, &q);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct columns_screen *s = (struct columns_screen *)screen;
    size_t n = s->import->job.columns.n;
    if (e->type == EVENT_EDIT && action_letter_is(e->text, 'b') && n) {
        set(s, ui, "-");
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, n, rows_of(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (!n || (e->key != KEYS_ENTER && e->action != ACTION_PICK))
        return UI_PASS;
    ask(s, ui);
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct columns_screen *s = (struct columns_screen *)screen;
    import_choices_release(&s->choices);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Máy ghép cột theo tiêu đề. Cột nào sai thì đứng ở dòng ấy, bấm Enter rồi chọn "
                    "mục; gõ vài chữ để lọc. Cột không cần thì bấm b để bỏ. Chọn mục đã có cột "
                    "khác thì cột kia bị bỏ.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help};

struct screen *import_columns_new(struct import_screen *import)
{
    struct columns_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->import = import;
    return &s->screen;
}
