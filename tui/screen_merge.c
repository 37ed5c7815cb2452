/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What merging a file that was brought back would do, and each thing that needs a look; F2 does it.
 */
#include <stdlib.h>
#include <string.h>

#include "core/merge.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/away_ask.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"

struct merge_screen {
    struct screen screen;
    struct session *session;
    char *file;
    bool done, seen;
    unsigned char hash[STREAM_HASH]; /* of what is shown: nothing else is merged */
    struct buf text;
    size_t top, lines;
};

static void close_screen(struct screen *screen)
{
    struct merge_screen *s = (struct merge_screen *)screen;
    free(s->file);
    buf_release(&s->text);
    free(s);
}

static bool merge(struct merge_screen *s, struct ui *ui, bool dry)
{
    struct merge_options o = {
        .dry_run = dry, .plain = s->session->served, .hash = s->seen ? s->hash : NULL};
    struct merge_result r;
    struct detail d = {0};
    ui_busy(ui, "%s", dry ? _("Đang xem tệp. Xin đợi ...") : _("Đang ghép. Xin đợi ..."));
    enum status st = merge_file(s->session->book, s->session->who, s->file, &o, &r, &d);
    if (st == STATUS_OK) {
        memcpy(s->hash, r.hash, sizeof s->hash);
        s->seen = true;
        buf_reset(&s->text);
        s->top = 0;
        merge_result_add_text(&r, dry, &s->text);
        buf_addf(&s->text, _("\n\nMã kiểm tra của tệp: %s\n"), r.code);
        for (size_t i = 0; i < r.n; i++) {
            buf_adds(&s->text, "\n- ");
            merge_note_add_text(&r.v[i], &s->text);
        }
        if (!dry)
            ui_say(ui, DRAW_GOOD, "%s", _("Đã ghép và ghi đĩa."));
    } else {
        ui_say_status(ui, st, &d);
    }
    merge_result_release(&r);
    return st == STATUS_OK;
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key before[] = {{.action = ACTION_SAVE, .name = N_("Ghép")},
                                           {.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")},
                                           {.action = ACTION_HELP},
                                           {.action = ACTION_BACK, .name = N_("Thôi")},
                                           {0}};
    static const struct ui_key after[] = {{.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")},
                                          {.action = ACTION_HELP},
                                          {.action = ACTION_BACK, .name = N_("Về")},
                                          {0}};
    struct merge_screen *s = (struct merge_screen *)screen;
    struct draw *d = ui_draw(ui);
    size_t rows = list_window_rows(d, 0);
    ui_frame(
        ui, span_of(_("Ghép phần việc mang về")), span_of(s->session->book->name),
        span_of(s->done ? _("Đã ghép. Esc để về.") : _("Chưa ghi gì. F2 để ghép, Esc để thôi.")),
        s->done ? after : before);
    s->lines =
        draw_wrap(d, draw_work_top(d), 1, (int)rows, s->top, DRAW_NORMAL, buf_span(&s->text));
    list_window_text(s->lines, rows, &s->top);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct merge_screen *s = (struct merge_screen *)screen;
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (e->action == ACTION_SAVE && !s->done)
        s->done = merge(s, ui, false);
    else if (!list_window_scroll(e->key, s->lines, list_window_rows(ui_draw(ui), 0), &s->top))
        return UI_PASS;
    return UI_HANDLED;
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Phiếu chỉ nơi kia sửa thì lấy theo nơi kia, chỉ ở đây sửa thì giữ như ở đây. Ô nào "
               "cả hai nơi cùng sửa được kể ra, và giữ như ở đây: xem lại rồi sửa tay nếu cần. "
               "Ghép cùng một tệp hai lần không sao.\n"));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help, .reads = true};

struct screen *screen_merge_new(struct session *session, struct ui *ui, const char *file)
{
    struct merge_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->file = mem_strdup(file);
    if (merge(s, ui, true))
        return &s->screen;
    close_screen(&s->screen);
    return NULL;
}
