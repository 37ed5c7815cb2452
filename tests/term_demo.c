/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/term_demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/edit.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/ui.h"

enum { FIELDS = 4, ROWS = 60 };

struct demo {
    struct screen screen;
    struct demo_counts *counts;
    struct edit field[FIELDS];
    int at, row, top;
};

static const char *const labels[FIELDS] = {"Chủ hộ", "Năm sinh", "Địa chỉ", "Ghi chú"};
static const char *const hints[FIELDS] = {"Họ tên như trong sổ.", "Bốn chữ số, ví dụ 1958.",
                                          "Số nhà, ngõ.", "Tùy ý."};

/* ---- the form ---- */

static void form_draw(struct screen *s, struct ui *ui)
{
    static const struct ui_key keys[] = {{ACTION_NEXT, NULL, NULL},
                                         {ACTION_SAVE, NULL, NULL},
                                         {ACTION_PICK, NULL, NULL},
                                         {ACTION_DELETE, NULL, NULL},
                                         {ACTION_HELP, NULL, NULL},
                                         {ACTION_BACK, NULL, NULL},
                                         {0}};
    struct demo *f = (struct demo *)s;
    struct draw *d = ui_draw(ui);
    for (int i = 0; i < FIELDS; i++) {
        struct buf line = {0};
        int y = draw_work_top(d) + i;
        struct edit_view v = edit_view(&f->field[i], (size_t)d->columns - 20, &line);
        draw_str(d, y, 3, 15, DRAW_LABEL, labels[i]);
        draw_text(d, y, 19, d->columns - 20, DRAW_VALUE, buf_span(&line));
        if (i == f->at) {
            draw_mark(d, y, 1);
            draw_cursor(d, y, 19 + (int)v.cursor);
        }
        buf_release(&line);
    }
    draw_bar(d, draw_work_top(d) + 5, 3, 20, 14, 30, 24);
    ui_frame(ui, SPAN_LIT("Hộ số 27 · Tổ dân phố Bảo Vượng 1"), SPAN_LIT("Lan"),
             span_of(hints[f->at]), keys);
}

static void write_draft(struct screen *s)
{
    struct demo *f = (struct demo *)s;
    struct buf b = {0};
    for (int i = 0; i < FIELDS; i++) {
        buf_adds(&b, i ? "|" : "");
        buf_add_span(&b, edit_text(&f->field[i]));
    }
    snprintf(f->counts->draft, sizeof f->counts->draft, "%s", buf_str(&b));
    buf_release(&b);
}

static void form_tick(struct screen *s, struct ui *ui)
{
    (void)ui;
    write_draft(s);
    ((struct demo *)s)->counts->ticks++;
}

static void form_hangup(struct screen *s, struct ui *ui)
{
    (void)ui;
    write_draft(s);
    ((struct demo *)s)->counts->hangups++;
}

static void form_close(struct screen *s)
{
    struct demo *f = (struct demo *)s;
    f->counts->closes++;
    for (int i = 0; i < FIELDS; i++)
        edit_release(&f->field[i]);
    free(f);
}

static void label_of(void *context, size_t i, struct buf *out)
{
    static const char *const names[] = {"Họ Đỗ Văn", "Họ Đô",    "Họ Nguyễn Thế",
                                        "Họ Lê Sỹ",  "Họ Trịnh", "Họ \033[2JX"};
    (void)context;
    buf_adds(out, names[i]);
}

static void picked(void *context, struct ui *ui, size_t i)
{
    struct demo *f = context;
    struct buf b = {0};
    (void)ui;
    f->counts->picked = (int)i + 1;
    label_of(NULL, i, &b);
    edit_replace(&f->field[f->at], buf_span(&b));
    buf_release(&b);
}

static void confirmed(void *context, struct ui *ui)
{
    struct demo *f = context;
    f->counts->confirmed++;
    ui_receipt(ui, 27);
}

static bool answered(void *context, struct ui *ui, struct span answer)
{
    struct demo *f = context;
    if (answer.n == 0) {
        ui_say(ui, DRAW_ERROR, "Chưa có số. Hãy gõ số quyết định.");
        return false;
    }
    snprintf(f->counts->answer, sizeof f->counts->answer, "%.*s", (int)answer.n, answer.p);
    return true;
}

static void form_help(struct screen *s, struct buf *out)
{
    buf_adds(out, hints[((struct demo *)s)->at]);
}

static enum ui_result form_action(struct demo *f, struct ui *ui, const struct event *e)
{
    struct ui_choices choices = {"Dòng họ", 6, 0, label_of, picked, f};
    struct ui_question question = {
        .question = "Số quyết định:", .initial = "", .done = answered, .context = f};
    if (e->action == ACTION_NEXT || e->key == KEYS_DOWN)
        f->at = (f->at + 1) % FIELDS;
    else if (e->action == ACTION_PREVIOUS || e->key == KEYS_UP)
        f->at = (f->at + FIELDS - 1) % FIELDS;
    else if (e->action == ACTION_SAVE)
        ui_receipt(ui, 27);
    else if (e->action == ACTION_PICK)
        ui_pick(ui, &choices);
    else if (e->action == ACTION_NOTE)
        ui_ask(ui, &question);
    else if (e->action == ACTION_DELETE)
        ui_confirm_number(ui, "Xóa hộ số 27 Nguyễn Thị Hường? Gõ số của hộ để xóa:", 27, confirmed,
                          f);
    else if (e->action == ACTION_UNDO)
        edit_undo(&f->field[f->at], NULL);
    else if (e->key == KEYS_CTRL_K)
        free(mem_realloc_array(NULL, SIZE_MAX, 2)); /* memory is out */
    else if (e->key == KEYS_LEFT)
        edit_move(&f->field[f->at], NULL, EDIT_LEFT);
    else if (e->key == KEYS_RIGHT)
        edit_move(&f->field[f->at], NULL, EDIT_RIGHT);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result form_event(struct screen *s, struct ui *ui, const struct event *e)
{
    struct demo *f = (struct demo *)s;
    if (e->type == EVENT_KEY)
        return form_action(f, ui, e);
    f->counts->bursts += e->burst;
    f->counts->pastes += e->type == EVENT_PASTE;
    if (e->type == EVENT_PASTE)
        edit_paste(&f->field[f->at], NULL, e->text);
    else
        edit_type(&f->field[f->at], NULL, e->erase, e->text);
    return UI_HANDLED;
}

static const struct screen_ops form_ops = {.draw = form_draw,
                                           .event = form_event,
                                           .tick = form_tick,
                                           .hangup = form_hangup,
                                           .close = form_close,
                                           .help = form_help};

/* ---- the list ---- */

static void list_draw(struct screen *s, struct ui *ui)
{
    static const struct ui_key keys[] = {{ACTION_NEXT, "Mở", NULL},
                                         {ACTION_NEW, NULL, "n"},
                                         {ACTION_FIND, NULL, "/"},
                                         {ACTION_BACK, NULL, NULL},
                                         {0}};
    struct demo *l = (struct demo *)s;
    struct draw *d = ui_draw(ui);
    int rows = draw_work_rows(d);
    if (l->row < l->top)
        l->top = l->row;
    if (l->row >= l->top + rows)
        l->top = l->row - rows + 1;
    for (int i = 0; i < rows && l->top + i < ROWS; i++) {
        int y = draw_work_top(d) + i, n = l->top + i + 1;
        draw_textf(d, y, 2, 4, DRAW_VALUE, "%3d", n);
        draw_textf(d, y, 7, 30, DRAW_VALUE, "Nguyễn Thị Hường %c", 'A' + n % 26);
        draw_str(d, y, 40, 14, DRAW_VALUE, n % 3 ? "Công nhận" : "Đăng ký");
        if (l->top + i == l->row) {
            draw_mark(d, y, 1);
            draw_cursor(d, y, 1);
        }
    }
    ui_frame(ui, SPAN_LIT("Hộ · Tổ dân phố Bảo Vượng 1"), SPAN_LIT("Lan"),
             SPAN_LIT("Enter mở phiếu."), keys);
}

static enum ui_result list_event(struct screen *s, struct ui *ui, const struct event *e)
{
    struct demo *l = (struct demo *)s;
    (void)ui;
    if (e->key == KEYS_DOWN && l->row < ROWS - 1)
        l->row++;
    else if (e->key == KEYS_UP && l->row > 0)
        l->row--;
    else
        return UI_PASS;
    return UI_HANDLED;
}

static void list_close(struct screen *s)
{
    ((struct demo *)s)->counts->closes++;
    free(s);
}

static const struct screen_ops list_ops = {
    .draw = list_draw, .event = list_event, .close = list_close};

int demo_run(void *options)
{
    const struct demo_options *o = options;
    struct term t;
    struct term_options with = {.no_suspend = o->no_suspend};
    struct detail d = {0};
    msg_init(MSG_VI, "/nonexistent");
    if (term_open(&t, &with, &d) != STATUS_OK) {
        fprintf(stderr, "%s\n", d.text);
        return 2;
    }
    struct demo *m = mem_alloc(sizeof *m);
    m->screen.ops = o->list ? &list_ops : &form_ops;
    m->counts = o->counts;
    for (int i = 0; i < FIELDS; i++)
        edit_init(&m->field[i], 200, false, i == 1);
    struct ui *ui = ui_new(&t);
    ui_push(ui, &m->screen);
    enum ui_end end = ui_run(ui);
    ui_free(ui);
    term_close(&t);
    return end == UI_HUNG_UP ? 9 : 0;
}
