/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assessment sheet: criteria in rows, self mark, review mark and evidence, the sum and what is
 * missing below. The model is forms/sheet.h. Enter goes down the column, as marks are read out from
 * a paper sheet; Tab goes from cell to cell.
 */
#include <stdlib.h>

#include "forms/sheet.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/edit_event.h"
#include "tui/list_window.h"
#include "tui/sheet_screen.h"
#include "tui/why_ask.h"

struct sheet_screen {
    struct screen screen;
    struct session *session;
    struct sheet sheet;
    size_t top;
    enum sheet_step step; /* waits for the reason */
    struct buf fail;      /* reason of a review that fails */
    struct why_ask why;
    bool leaving; /* the draft could not be written, and that has been said */
};

enum { NARROW = 60, FOOT = 4 };

/* Where things stand in a row. */
struct spots {
    int code, name, name_width, limit, mark[2], mark_width;
};

static struct spots spots_of(const struct draw *d)
{
    bool narrow = d->columns < NARROW;
    struct spots p = {.code = 2, .name = narrow ? 8 : 9, .mark_width = narrow ? 6 : 9};
    p.mark[SHEET_REVIEW] = d->columns - p.mark_width - 1;
    p.mark[SHEET_SELF] = p.mark[SHEET_REVIEW] - p.mark_width;
    p.limit = p.mark[SHEET_SELF] - (narrow ? 5 : 8);
    p.name_width = p.limit - p.name - 1;
    return p;
}

static size_t height_of(const struct draw *d)
{
    return list_window_rows(d, 1 + FOOT);
}

/* ---- picture ---- */

static void draw_head(const struct sheet_screen *s, struct draw *d, struct spots p)
{
    int y = draw_work_top(d);
    bool narrow = d->columns < NARROW;
    bool points = sheet_set(&s->sheet)->method == CRITERIA_POINTS;
    draw_str(d, y, p.code, p.name - p.code, DRAW_LABEL, _("Mã"));
    draw_str(d, y, p.name, p.name_width, DRAW_LABEL,
             narrow ? _("Tiêu chí") : _("Tiêu chí (* bắt buộc)"));
    draw_right(d, y, p.limit - 1, narrow ? 5 : 7, DRAW_LABEL,
               span_of(!points  ? _("Mức")
                       : narrow ? _("Đủ")
                                : _("Tối đa")));
    draw_right(d, y, p.mark[0], p.mark_width - 1, DRAW_LABEL,
               span_of(narrow ? _("Tự") : _("Tự chấm")));
    draw_right(d, y, p.mark[1], p.mark_width - 1, DRAW_LABEL,
               span_of(narrow ? _("Xét") : _("Bình xét")));
}

/* The mark in the focus is being typed: it stands with its cursor, not to the right. */
static void draw_mark_cell(struct sheet_screen *s, struct draw *d, struct spots p, size_t i,
                           enum sheet_column c, int y)
{
    struct sheet *x = &s->sheet;
    struct buf b = {0};
    int at = p.mark[c], width = p.mark_width - 1;
    bool focus = i == x->at && c == x->column && sheet_editable(x, i, c);
    sheet_add_cell(x, i, c, &b);
    if (sheet_wrong(x, i, c))
        draw_str(d, y, at, 1, DRAW_ERROR, "!");
    if (focus) {
        struct buf shown = {0};
        size_t room = (size_t)(width - 1);
        struct edit_view v = edit_view(sheet_edit(x), room, &shown);
        int used = draw_right(d, y, at + 1, width - 1, DRAW_FOCUS, buf_span(&shown));
        int cursor = at + width - used + (int)v.cursor;
        draw_cursor(d, y, cursor < at + width ? cursor : at + width);
        buf_release(&shown);
    } else {
        draw_right(d, y, at + 1, width - 1, sheet_editable(x, i, c) ? DRAW_VALUE : DRAW_DIM,
                   buf_span(&b));
    }
    buf_release(&b);
}

static void draw_row(struct sheet_screen *s, struct draw *d, struct spots p, size_t i, int y)
{
    struct sheet *x = &s->sheet;
    const struct criterion *c = &sheet_set(x)->v[i];
    enum criteria_state state = x->result[CRITERIA_REVIEW].item[i].state;
    struct buf b = {0};
    buf_addf(&b, "%s%s", c->code, c->mandatory ? "*" : "");
    draw_text(d, y, p.code, p.name - p.code - 1, DRAW_LABEL, buf_span(&b));
    draw_str(d, y, p.name, p.name_width,
             state == CRITERIA_ITEM_BLOCKS ? DRAW_WARNING
             : state == CRITERIA_ITEM_OUT  ? DRAW_DIM
                                           : DRAW_VALUE,
             c->name);
    buf_reset(&b);
    sheet_add_limit(x, i, &b);
    draw_right(d, y, p.limit - 1, d->columns < NARROW ? 5 : 7, DRAW_DIM, buf_span(&b));
    draw_mark_cell(s, d, p, i, SHEET_SELF, y);
    draw_mark_cell(s, d, p, i, SHEET_REVIEW, y);
    if (i == x->at)
        draw_mark(d, y, 0);
    buf_release(&b);
}

static void draw_evidence(struct sheet_screen *s, struct draw *d, int y)
{
    struct sheet *x = &s->sheet;
    struct edit *e = &x->row[x->at].edit[SHEET_EVIDENCE];
    struct buf b = {0};
    int label = draw_textf(d, y, 2, d->columns - 10, DRAW_LABEL, _("Minh chứng %s:"),
                           sheet_set(x)->v[x->at].code);
    int at = 2 + label + 1, width = d->columns - at - 1;
    struct edit_view v = edit_view(e, (size_t)(width > 4 ? width : 4), &b);
    draw_text(d, y, at, width, DRAW_VALUE, buf_span(&b));
    if (x->column == SHEET_EVIDENCE)
        draw_cursor(d, y, at + (int)v.cursor);
    buf_release(&b);
}

static void draw_foot(struct sheet_screen *s, struct draw *d)
{
    struct sheet *x = &s->sheet;
    struct buf b = {0};
    int y = draw_work_top(d) + draw_work_rows(d) - FOOT;
    draw_evidence(s, d, y);
    buf_addf(&b, "%s ", _("Tự chấm:"));
    sheet_add_total(x, CRITERIA_SELF, &b);
    draw_text(d, y + 1, 2, -1, DRAW_VALUE, buf_span(&b));
    buf_reset(&b);
    buf_addf(&b, "%s ", _("Bình xét:"));
    sheet_add_total(x, CRITERIA_REVIEW, &b);
    draw_text(d, y + 2, 2, -1, x->result[CRITERIA_REVIEW].recognised ? DRAW_GOOD : DRAW_VALUE,
              buf_span(&b));
    buf_reset(&b);
    sheet_add_missing(x, &b);
    if (x->decided) {
        draw_str(d, y + 3, 2, -1, DRAW_NORMAL, _("Đã có quyết định: phiếu này chỉ để xem."));
    } else if (b.n) {
        struct buf line = {0};
        buf_addf(&line, "%s %s", _("Còn thiếu:"), buf_str(&b));
        draw_text(d, y + 3, 2, -1, DRAW_WARNING, buf_span(&line));
        buf_release(&line);
    } else {
        draw_str(d, y + 3, 2, -1, DRAW_GOOD, _("Đủ điều kiện đề nghị công nhận."));
    }
    buf_release(&b);
}

static void add_hint(const struct sheet_screen *s, struct buf *out)
{
    sheet_add_hint(&s->sheet, out);
    struct buf change = {0};
    sheet_add_change(&s->sheet, &change);
    if (change.n && s->sheet.result[CRITERIA_REVIEW].item[s->sheet.at].measured)
        buf_addf(out, " (%s)", buf_str(&change));
    buf_release(&change);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Dòng sau")},
                                         {.key = "Tab", .name = N_("Ô bên")},
                                         {.action = ACTION_SAVE},
                                         {.action = ACTION_PICK, .name = N_("Bộ tiêu chí")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct sheet_screen *s = (struct sheet_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct sheet *x = &s->sheet;
    struct buf where = {0}, hint = {0};
    struct spots p = spots_of(d);
    size_t height = height_of(d);
    if (x->at < s->top)
        s->top = x->at;
    if (x->at >= s->top + height)
        s->top = x->at - height + 1;
    if (s->top + height > sheet_set(x)->n)
        s->top = sheet_set(x)->n > height ? sheet_set(x)->n - height : 0;
    buf_addf(&where, _("Phiếu chấm %d · %s"), x->year, buf_str(&x->name));
    add_hint(s, &hint);
    ui_frame(ui, buf_span(&where),
             span_of(x->read_only      ? _("chỉ xem")
                     : !sheet_dirty(x) ? ""
                     : x->from_draft   ? _("bản nháp, chưa lưu")
                                       : _("chưa lưu")),
             buf_span(&hint), keys);
    draw_head(s, d, p);
    for (size_t i = 0; i < height && s->top + i < sheet_set(x)->n; i++)
        draw_row(s, d, p, s->top + i, draw_work_top(d) + 1 + (int)i);
    draw_foot(s, d);
    if (x->column != SHEET_EVIDENCE && !sheet_editable(x, x->at, x->column))
        draw_cursor(d, draw_work_top(d) + 1 + (int)(x->at - s->top), 1);
    buf_release(&where);
    buf_release(&hint);
}

/* ---- save ---- */

/* false: not done, it has said why. */
static bool keep(struct sheet_screen *s, struct ui *ui, enum sheet_step step, const char *reason);

static void keep_again(void *context, struct ui *ui)
{
    struct sheet_screen *s = context;
    keep(s, ui, s->step, s->fail.n ? buf_str(&s->fail) : NULL);
}

static bool keep(struct sheet_screen *s, struct ui *ui, enum sheet_step step, const char *reason)
{
    struct detail d = {0};
    enum status st = sheet_save(&s->sheet, step, reason, &d);
    if (st == STATUS_NEEDS_REASON) { /* the report is handed in: asks, and does this step again */
        struct buf fail = {0};
        buf_adds(&fail, reason ? reason : "");
        buf_release(&s->fail);
        s->fail = fail;
        s->step = step;
        why_ask(&s->why, ui, st, &d, s->session->who, keep_again, s);
        return true;
    }
    if (st == STATUS_OK)
        ui_receipt(ui, 0);
    else if (st == STATUS_CONFLICT)
        ui_say(ui, DRAW_WARNING, "%s", d.text);
    else
        ui_say_status(ui, st, &d);
    return st == STATUS_OK;
}

static bool reason_done(void *context, struct ui *ui, struct span answer)
{
    struct sheet_screen *s = context;
    struct buf b = {0};
    buf_add_span(&b, answer);
    bool done = keep(s, ui, SHEET_REVIEW_DONE, buf_str(&b));
    buf_release(&b);
    return done;
}

static void ask_reason(struct sheet_screen *s, struct ui *ui)
{
    struct buf why = {0}, name = {0};
    sheet_draft_name(&s->sheet, &name);
    buf_adds(&name, "/fail");
    sheet_add_missing(&s->sheet, &why);
    struct ui_question q = {.question = _("Không đạt. Lý do ghi vào sổ:"),
                            .initial = buf_str(&why),
                            .done = reason_done,
                            .kept_as = buf_str(&name),
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&why);
    buf_release(&name);
}

static void step_label(void *context, size_t i, struct buf *out)
{
    const struct sheet_screen *s = context;
    const struct sheet *x = &s->sheet;
    struct buf why = {0};
    static const char *const names[SHEET_STEPS] = {
        N_("Lưu điểm, chấm tiếp sau"), N_("Xong phần tự chấm"), N_("Xong phần bình xét")};
    buf_adds(out, _(names[i]));
    if (!sheet_step_ready(x, (enum sheet_step)i, &why)) {
        buf_addf(out, _(" (chưa được: %s)"), buf_str(&why));
    } else if (i != SHEET_KEEP) {
        enum criteria_side side = i == SHEET_SELF_DONE ? CRITERIA_SELF : CRITERIA_REVIEW;
        buf_adds(out, ": ");
        sheet_add_total(x, side, out);
        if (i == SHEET_REVIEW_DONE)
            buf_adds(out, x->result[side].recognised ? _(", đề nghị công nhận") : _(", không đạt"));
    }
    buf_release(&why);
}

static void step_done(void *context, struct ui *ui, size_t i)
{
    struct sheet_screen *s = context;
    struct buf why = {0};
    if (i == SHEET_REVIEW_DONE && sheet_step_ready(&s->sheet, SHEET_REVIEW_DONE, &why) &&
        !s->sheet.result[CRITERIA_REVIEW].recognised)
        ask_reason(s, ui);
    else
        keep(s, ui, (enum sheet_step)i, NULL);
    buf_release(&why);
}

static enum ui_result save(struct sheet_screen *s, struct ui *ui)
{
    if (edit_leave(sheet_edit(&s->sheet), &s->session->typing) == EDIT_CHANGED)
        sheet_changed(&s->sheet);
    if (s->sheet.read_only) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Phiếu này chỉ xem được, không có gì để lưu."));
        return UI_HANDLED;
    }
    struct ui_choices c = {.title = _("Lưu phiếu chấm"),
                           .n = SHEET_STEPS,
                           .label = step_label,
                           .done = step_done,
                           .context = s};
    ui_pick(ui, &c);
    return UI_HANDLED;
}

/* ---- drafts ---- */

static void tick(struct screen *screen, struct ui *ui)
{
    struct detail d = {0};
    enum status st = sheet_draft_save(&((struct sheet_screen *)screen)->sheet, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void hangup(struct screen *screen, struct ui *ui)
{
    struct sheet_screen *s = (struct sheet_screen *)screen;
    (void)ui;
    if (edit_leave(sheet_edit(&s->sheet), &s->session->typing) == EDIT_CHANGED)
        sheet_changed(&s->sheet);
    if (sheet_draft_save(&s->sheet, NULL) != STATUS_OK)
        return; /* nobody is there to be told */
}

static enum ui_result leave(struct sheet_screen *s, struct ui *ui)
{
    struct detail d = {0};
    if (edit_leave(sheet_edit(&s->sheet), &s->session->typing) == EDIT_CHANGED)
        sheet_changed(&s->sheet);
    enum status st = sheet_draft_save(&s->sheet, &d);
    if (st != STATUS_OK && !s->leaving) {
        s->leaving = true;
        ui_say_status(ui, st, &d);
        return UI_HANDLED;
    }
    if (sheet_dirty(&s->sheet))
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa lưu vào sổ. Điểm đã gõ được giữ làm bản nháp, mở lại phiếu này là có."));
    return UI_CLOSE;
}

/* ---- keys ---- */

static void moved(struct sheet_screen *s, struct ui *ui, bool has)
{
    if (!has && !s->sheet.read_only)
        ui_say(ui, DRAW_NORMAL, "%s", _("Hết tiêu chí. Bấm F2 để lưu, Tab để sang cột bên."));
}

static enum ui_result on_action(struct sheet_screen *s, struct ui *ui, const struct event *e)
{
    struct sheet *x = &s->sheet;
    struct edit_typing *t = &s->session->typing;
    int page = (int)height_of(ui_draw(ui));
    if (e->key == KEYS_TAB)
        moved(s, ui, sheet_next(x, t, 1));
    else if (e->key == KEYS_UP)
        sheet_down(x, t, -1);
    else if (e->key == KEYS_DOWN || e->action == ACTION_NEXT)
        moved(s, ui, sheet_down(x, t, 1));
    else if (e->action == ACTION_PREVIOUS)
        sheet_next(x, t, -1);
    else if (e->action == ACTION_PAGE_DOWN)
        sheet_down(x, t, page);
    else if (e->action == ACTION_PAGE_UP)
        sheet_down(x, t, -page);
    else if (e->action == ACTION_SAVE)
        return save(s, ui);
    else if (e->action == ACTION_BACK)
        return leave(s, ui);
    else if (e->action == ACTION_PICK)
        ui_help(ui);
    else if (e->action == ACTION_TYPING)
        edit_event_toggle(t, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct sheet_screen *s = (struct sheet_screen *)screen;
    struct sheet *x = &s->sheet;
    enum edit_done done;
    bool typed = e->type != EVENT_KEY;
    if (typed && !sheet_editable(x, x->at, x->column)) {
        ui_say(ui, DRAW_NORMAL, "%s",
               x->read_only ? _("Phiếu này chỉ xem được.")
                            : _("Ô này do máy tính từ sổ, không gõ được."));
        return UI_HANDLED;
    }
    if ((typed || sheet_editable(x, x->at, x->column)) &&
        edit_event(sheet_edit(x), &s->session->typing, e, &done)) {
        if (done != EDIT_NOTHING && done != EDIT_MOVED)
            sheet_changed(x);
        edit_event_say(sheet_edit(x), done, ui);
        s->leaving = false;
        return UI_HANDLED;
    }
    return typed ? UI_PASS : on_action(s, ui, e);
}

static void close_screen(struct screen *screen)
{
    struct sheet_screen *s = (struct sheet_screen *)screen;
    sheet_close(&s->sheet);
    buf_release(&s->fail);
    why_ask_release(&s->why);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    struct sheet_screen *s = (struct sheet_screen *)screen;
    struct buf missing = {0};
    sheet_add_missing(&s->sheet, &missing);
    if (missing.n && !s->sheet.decided)
        buf_addf(out, "%s %s\n\n", _("Còn thiếu:"), buf_str(&missing));
    buf_release(&missing);
    sheet_add_set(&s->sheet, out);
    buf_adds(out, _("\n\nGõ điểm rồi Enter để xuống dòng sau, Tab để sang ô bên: tự chấm, bình "
                    "xét, minh chứng. Điểm bình xét quyết định; để trống thì lấy điểm tự chấm. "
                    "Không có ai thuộc tiêu chí thì gõ k. F2 lưu và kết thúc phần tự chấm hoặc "
                    "phần bình xét. Tiêu chí bắt buộc không đạt thì không được đề nghị, dù tổng "
                    "điểm cao.\n\n"));
    criteria_add_text(sheet_set(&s->sheet), out);
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .tick = tick,
    .hangup = hangup,
    .close = close_screen,
    .help = help,
};

struct screen *screen_sheet_new(struct session *session, enum title_id title, uint64_t subject,
                                struct unit_key place, int year, struct detail *d)
{
    struct sheet_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    if (sheet_open(&s->sheet, session->book, session->who, title, subject, place, year, d) ==
        STATUS_OK)
        return &s->screen;
    close_screen(&s->screen);
    return NULL;
}
