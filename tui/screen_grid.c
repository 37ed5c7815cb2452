/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nhập nhanh: the grid of subjects with their states; a digit marks the row and goes on. The model
 * (forms/grid.h) saves each mark; nothing is only on the screen.
 */
#include <stdlib.h>
#include <time.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/grid_screen.h"
#include "tui/list_window.h"
#include "tui/unit_list.h"

enum { NUMBER_AT = 2, NAME_AT = 9, WIDEST = 110 /* farther apart nobody reads across */ };

static size_t height_of(const struct draw *d)
{
    return list_window_rows(d, 1);
}

static void load(struct grid_screen *s, struct ui *ui)
{
    struct detail d = {0};
    size_t height = height_of(ui_draw(ui));
    list_window_show(s->at + 1, height, &s->at, &s->top); /* how many there are is read below */
    enum status st = grid_load(s->grid, s->top, height, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    if (s->at >= grid_rows(s->grid))
        s->at = grid_rows(s->grid) ? grid_rows(s->grid) - 1 : 0;
}

static void draw_rows(struct grid_screen *s, struct draw *d)
{
    bool wide = d->columns >= 60; /* else the year before has no room beside the names */
    int columns = d->columns < WIDEST ? d->columns : WIDEST;
    int top = draw_work_top(d), state = columns >= 70 ? 18 : 12;
    int now_at = wide ? columns - state - 6 : columns - 13;
    int last_at = wide ? now_at - state : now_at, name = last_at - NAME_AT - 1;
    draw_str(d, top, NUMBER_AT, -1, DRAW_LABEL, _("Số"));
    draw_str(d, top, NAME_AT, name, DRAW_LABEL, _("Tên"));
    if (wide)
        draw_textf(d, top, last_at, state - 1, DRAW_LABEL, "%d", grid_year(s->grid) - 1);
    draw_textf(d, top, now_at, -1, DRAW_LABEL, "%d", grid_year(s->grid));
    for (size_t i = s->top; i < grid_rows(s->grid); i++) {
        struct grid_texts t;
        int y = top + 1 + (int)(i - s->top);
        if (y >= top + draw_work_rows(d) || !grid_texts(s->grid, i, &t))
            break;
        draw_right(d, y, NUMBER_AT - 1, 6, DRAW_VALUE, t.number);
        draw_text(d, y, NAME_AT, name, DRAW_VALUE, t.name);
        if (wide)
            draw_text(d, y, last_at, state - 1, DRAW_DIM, t.last);
        draw_text(d, y, now_at, -1, DRAW_VALUE, t.now);
        if (i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    if (!grid_rows(s->grid))
        draw_wrap_empty(
            d, 1, _("Chưa có ai trong danh sách. Bấm Esc về bảng chọn để nhập danh sách trước."));
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct grid_screen *s = (struct grid_screen *)screen;
    struct buf where = {0}, sum = {0}, goal = {0};
    struct ui_key keys[7] = {{0}};
    size_t n = 0;
    static const char *const digit[] = {"0", "1", "2", "3"};
    load(s, ui);
    for (int i = 1; i <= 4; i++)
        if (grid_digit_label(s->grid, i % 4))
            keys[n++] =
                (struct ui_key){.key = digit[i % 4], .name = grid_digit_label(s->grid, i % 4)};
    keys[n++] = (struct ui_key){.key = "m", .name = N_("Việc khác")};
    keys[n++] = (struct ui_key){.action = ACTION_BACK, .name = N_("Xong")};
    buf_addf(&where,
             grid_mode(s->grid) == GRID_OLD ? _("%s, kết quả cũ năm %d · %s") : "%s %d · %s",
             _(title_by_id(grid_title(s->grid))->label), grid_year(s->grid), buf_str(&s->place));
    grid_add_summary(s->grid, &sum);
    editing_add_short(&s->editing, (int64_t)time(NULL), &goal);
    if (!goal.n && ui_draw(ui)->columns >= 60)
        grid_add_goal(s->grid, &goal);
    ui_frame(ui, buf_span(&where), buf_span(&goal), buf_span(&sum), keys);
    draw_rows(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&sum);
    buf_release(&goal);
}

void grid_screen_say(struct grid_screen *s, struct ui *ui, const struct grid_said *said)
{
    struct buf counts = {0}, both = {0};
    size_t room = ui_draw(ui)->columns > 2 ? (size_t)ui_draw(ui)->columns - 2 : 1;
    bool saved = said->answer == GRID_SAVED;
    grid_add_summary(s->grid, &counts);
    buf_addf(&both, "%s %s", said->text, buf_str(&counts));
    if (!saved || width_columns(buf_span(&both)) > room)
        buf_reset(&both), buf_adds(&both, said->text);
    ui_say(ui, saved ? DRAW_GOOD : DRAW_WARNING, "%s", buf_str(&both));
    buf_release(&counts);
    buf_release(&both);
}

/* false: not done, it has said why. */
static bool mark(struct grid_screen *s, struct ui *ui, int digit, const char *reason);

static bool reason_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    struct buf b = {0};
    buf_add_span(&b, span_trim(answer));
    bool done = !b.n || mark(s, ui, s->digit, buf_str(&b));
    buf_release(&b);
    return done;
}

static void mark_again(void *context, struct ui *ui)
{
    struct grid_screen *s = context;
    mark(s, ui, s->digit, s->reason.n ? buf_str(&s->reason) : NULL);
}

/* Of a year whose report is handed in: why, then the same mark again. */
static bool ask_why(struct grid_screen *s, struct ui *ui, enum status st, const struct detail *d,
                    int digit, const char *reason)
{
    struct buf kept = {0};
    if (st != STATUS_NEEDS_REASON)
        return false;
    buf_adds(&kept, reason ? reason : "");
    buf_release(&s->reason);
    s->reason = kept;
    s->digit = digit;
    return why_ask(&s->why, ui, st, d, s->session->who, mark_again, s);
}

static bool mark(struct grid_screen *s, struct ui *ui, int digit, const char *reason)
{
    struct grid_said said = {0};
    struct detail d = {0};
    why_begin(&s->why, s->session->who);
    enum status st = grid_mark(s->grid, s->at, digit, reason, &said, &d);
    why_end(s->session->who);
    if (ask_why(s, ui, st, &d, digit, reason))
        return true;
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return false;
    }
    if (said.answer == GRID_NEEDS_REASON) {
        s->digit = digit;
        struct buf name = {0};
        grid_screen_add_row_name(s, "fail", &name);
        struct ui_question q = {
            .question = said.text, .done = reason_done, .kept_as = buf_str(&name), .context = s};
        ui_ask(ui, &q);
        buf_release(&name);
        return true;
    }
    grid_screen_say(s, ui, &said);
    s->marked = true;
    if (said.answer != GRID_REFUSED && s->at + 1 < grid_rows(s->grid))
        s->at++;
    return said.answer != GRID_REFUSED;
}

static void find(struct grid_screen *s, struct ui *ui, struct span text, size_t from)
{
    struct detail d = {0};
    size_t row;
    enum status st = grid_find(s->grid, text, from, &row, &d);
    if (st == STATUS_OK)
        s->at = row;
    else if (st == STATUS_NOTFOUND)
        ui_say(ui, DRAW_WARNING, "%s", _("Không thấy tên hay số này. Bấm / để tìm lại."));
    else
        ui_say_status(ui, st, &d);
}

static bool find_done(void *context, struct ui *ui, struct span answer)
{
    struct grid_screen *s = context;
    if (!span_trim(answer).n)
        return true;
    buf_reset(&s->sought);
    buf_add_span(&s->sought, span_trim(answer));
    find(s, ui, buf_span(&s->sought), SIZE_MAX);
    return true;
}

static void ask_find(struct grid_screen *s, struct ui *ui)
{
    struct ui_question q = {
        .question = _("Tìm tên hoặc số (không cần dấu):"), .done = find_done, .context = s};
    ui_ask(ui, &q);
}

static bool cursor_key(struct grid_screen *s, struct ui *ui, enum key k)
{
    return list_window_key(k == KEYS_ENTER ? KEYS_DOWN : k, grid_rows(s->grid),
                           height_of(ui_draw(ui)), &s->at);
}

/* Of the household, the person ..: what it is that gets the title; and the title itself. */
static void ask_note(struct grid_screen *s, struct ui *ui)
{
    const struct grid_row *r = grid_rows(s->grid) ? grid_row(s->grid, s->at) : NULL;
    const struct entity *e = entity_by_id(title_by_id(grid_title(s->grid))->subject);
    struct detail d = {0};
    uint64_t title = 0;
    enum status st = r ? grid_record(s->grid, s->at, &title, &d) : STATUS_OK;
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else if (r && e && (r->id || title))
        record_menu_ask(&s->menu, ui, s->session, e, r->id, r->unit, title);
    else
        ui_say(ui, DRAW_NORMAL, "%s", _("Dòng này không có phiếu riêng để ghi chú."));
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct grid_screen *s = (struct grid_screen *)screen;
    bool marked = s->marked;
    s->marked = false;
    if (marked && e->type == EVENT_KEY && e->key == KEYS_ENTER)
        return UI_HANDLED;
    if (e->type == EVENT_KEY && cursor_key(s, ui, e->key))
        return UI_HANDLED;
    if (e->type == EVENT_PASTE) {
        grid_screen_paste(s, ui, e->text);
        return UI_HANDLED;
    }
    enum action a = action_in_list(e);
    if (a == ACTION_FIND) {
        if (s->sought.n && e->type == EVENT_KEY && e->key == KEYS_F3)
            find(s, ui, buf_span(&s->sought), s->at);
        else
            ask_find(s, ui);
        return UI_HANDLED;
    }
    if (a == ACTION_BACK)
        return UI_CLOSE;
    if (a == ACTION_NOTE) {
        ask_note(s, ui);
        return UI_HANDLED;
    }
    if (a == ACTION_PRINT) {
        grid_screen_print(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_EDIT || !e->text.n)
        return UI_PASS;
    for (size_t i = 0; i < e->text.n; i++) { /* type-ahead: several digits in one read */
        char c = e->text.p[i];
        if (c >= '0' && c <= '3' && !grid_rows(s->grid))
            ui_say(ui, DRAW_NORMAL, "%s", _("Chưa có ai để ghi. Bấm Esc, nhập danh sách trước."));
        else if (c >= '0' && c <= '3' && grid_digit_label(s->grid, c - '0'))
            mark(s, ui, c - '0', NULL);
        else if (c >= '3' && c <= '9')
            ui_say(ui, DRAW_WARNING, "%s", _("Ở đây chỉ dùng các số ghi ở dòng dưới. / để tìm."));
        else if (c == 'm' || c == 'M')
            grid_screen_more(s, ui);
        else if (c == 'u' || c == 'U')
            undo_ask(&s->undo, ui, s->session, 0, NULL, s);
        else if ((c == 'v' || c == 'V') && grid_mode(s->grid) == GRID_REVIEW)
            grid_screen_votes(s, ui, true);
        else if (c == 'p')
            grid_screen_sheet(s, ui);
        else
            return UI_PASS;
    }
    return UI_HANDLED;
}

/* Each mark is compared when it is saved; this is so that two people need not meet there. */
static void take(struct grid_screen *s)
{
    if (s->session->who->role != ROLE_VIEWER)
        editing_begin_marks(&s->editing, s->session->book, s->session->who, grid_title(s->grid),
                            s->unit, grid_year(s->grid));
}

static void tick(struct screen *screen, struct ui *ui)
{
    (void)ui;
    take((struct grid_screen *)screen);
}

static void close_screen(struct screen *screen)
{
    struct grid_screen *s = (struct grid_screen *)screen;
    grid_free(s->grid);
    editing_end(&s->editing);
    buf_release(&s->place);
    buf_release(&s->sought);
    grid_answers_release(&s->decision);
    grid_answers_release(&s->proposal);
    buf_release(&s->reason);
    buf_release(&s->chair);
    buf_release(&s->secretary);
    buf_release(&s->keyed);
    buf_release(&s->typed);
    print_ask_release(&s->print);
    why_ask_release(&s->why);
    undo_ask_release(&s->undo);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Mỗi chữ số ghi một dấu cho dòng đang đứng và xuống dòng sau. Mỗi dấu được ghi "
               "đĩa ngay. 0 bỏ dấu vừa ghi trong ngày; dấu cũ thì thành Rút đăng ký, danh hiệu đã "
               "công nhận thì thành Thu hồi, đều cần lý do. / để tìm tên hoặc số. m để: đăng ký "
               "lại như năm trước, nhập theo số "
               "từ phiếu họp, ra quyết định cho cả danh sách. u hoàn tác việc vừa ghi, v ghi "
               "số phiếu của dòng ấy. p mở "
               "phiếu chấm khi xã đã áp dụng bộ tiêu chí. Ctrl-P in phiếu bình xét. F7 để "
               "ghi chú hoặc xem ai đã sửa. Dán cả cột từ Excel cũng được.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .tick = tick,
    .close = close_screen,
    .help = help,
    .reads = true,
};

struct screen *screen_grid_open(struct session *session, enum title_id title, struct unit_key unit,
                                int year, enum grid_mode mode, struct detail *d)
{
    struct grid_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->unit = unit;
    enum status st = grid_open(&s->grid, session->book, session->who, title, unit, year, mode, d);
    if (st == STATUS_OK)
        st = unit_name_read(session, unit, &s->place, d);
    if (st == STATUS_OK) {
        take(s);
        return &s->screen;
    }
    close_screen(&s->screen);
    return NULL;
}
