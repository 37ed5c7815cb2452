/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One text of the report being written. F2 keeps it in the book, F5 brings last year's; what is not
 * kept yet is a draft, with the text it was begun from, so that nobody's work is written over.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/report.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "storage/drafts.h"
#include "tui/edit_event.h"
#include "tui/report_screen.h"

struct text_screen {
    struct screen screen;
    struct session *session;
    struct unit_key unit;
    int year;
    enum report_text which;
    struct edit edit;
    struct buf base;   /* as read from the book */
    struct buf kept;   /* as the draft has it */
    struct buf theirs; /* what somebody else has written meanwhile */
    bool draft_there, conflict, last_year, leaving;
};

static bool dirty(const struct text_screen *s)
{
    return !span_eq(span_trim(edit_text(&s->edit)), buf_span(&s->base));
}

/* ---- draft: LENGTH:BASE and the text ---- */

static const char *store_of(const struct session *s)
{
    return store_path(s->book->store);
}

static void draft_drop(struct text_screen *s)
{
    struct buf name = {0};
    report_text_setting(s->unit, s->year, s->which, &name);
    if (s->draft_there && draft_remove(store_of(s->session), span_of(s->session->who->name),
                                       buf_span(&name), NULL) == STATUS_OK)
        s->draft_there = false;
    buf_release(&name);
}

static enum status draft_write(struct text_screen *s, struct detail *d)
{
    struct buf name = {0}, bytes = {0};
    enum status st = STATUS_OK;
    if (!*store_of(s->session) || span_eq(edit_text(&s->edit), buf_span(&s->kept)))
        return STATUS_OK;
    if (!dirty(s)) {
        draft_drop(s);
        return STATUS_OK;
    }
    report_text_setting(s->unit, s->year, s->which, &name);
    buf_addf(&bytes, "%zu:", s->base.n);
    buf_add_span(&bytes, buf_span(&s->base));
    buf_add_span(&bytes, edit_text(&s->edit));
    st = draft_save(store_of(s->session), span_of(s->session->who->name), buf_span(&name),
                    buf_span(&bytes), d);
    if (st == STATUS_OK) {
        s->draft_there = true;
        buf_reset(&s->kept);
        buf_add_span(&s->kept, edit_text(&s->edit));
    }
    buf_release(&name);
    buf_release(&bytes);
    return st;
}

static bool draft_read(const struct session *s, struct span name, struct buf *out)
{
    return *store_of(s) &&
           draft_load(store_of(s), span_of(s->who->name), name, out, NULL) == STATUS_OK;
}

/* Whose text F5 brings: the year before; for a phase its last annual report so far. */
static int year_before(const struct text_screen *s)
{
    int now = day_year(s->session->who->today);
    if (s->year > REPORT_PERIOD_FINAL)
        return s->year - 1;
    return s->year == REPORT_PERIOD_PHASE1 && now > 2025 ? 2025 : now;
}

static void add_heading(const struct text_screen *s, struct buf *out)
{
    static const char *const phase[] = {[REPORT_PERIOD_PHASE1] = "phase1",
                                        [REPORT_PERIOD_PHASE2] = "phase2",
                                        [REPORT_PERIOD_FINAL] = "final"};
    if (s->year > REPORT_PERIOD_FINAL)
        buf_addf(out, _("Báo cáo năm %d · %s"), s->year, report_text_label(s->which));
    else
        buf_addf(out, "%s · %s", _(report_by_name(phase[s->year])->label),
                 report_text_label(s->which));
}

bool report_text_has_draft(const struct session *s, struct unit_key unit, int year,
                           enum report_text which)
{
    struct buf name = {0}, bytes = {0};
    report_text_setting(unit, year, which, &name);
    bool is = draft_read(s, buf_span(&name), &bytes);
    buf_release(&name);
    buf_release(&bytes);
    return is;
}

/* The draft in the place of what the book has. What it was begun from becomes the base: when the
 * book has another text by now, the save says so. */
static bool draft_take(struct text_screen *s)
{
    struct buf name = {0}, bytes = {0};
    size_t n = 0, i = 0;
    bool ok = false;
    report_text_setting(s->unit, s->year, s->which, &name);
    if (draft_read(s->session, buf_span(&name), &bytes)) {
        while (i < bytes.n && bytes.p[i] >= '0' && bytes.p[i] <= '9' && n <= bytes.n)
            n = n * 10 + (size_t)(bytes.p[i++] - '0');
        ok = i < bytes.n && bytes.p[i] == ':' && n <= bytes.n - i - 1;
    }
    if (ok) {
        buf_reset(&s->base);
        buf_add(&s->base, bytes.p + i + 1, n);
        edit_replace(&s->edit, span_make(bytes.p + i + 1 + n, bytes.n - i - 1 - n));
        buf_add_span(&s->kept, edit_text(&s->edit));
        s->draft_there = true;
    }
    buf_release(&name);
    buf_release(&bytes);
    return ok;
}

static void tick(struct screen *screen, struct ui *ui)
{
    struct detail d = {0};
    enum status st = draft_write((struct text_screen *)screen, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void hangup(struct screen *screen, struct ui *ui)
{
    struct text_screen *s = (struct text_screen *)screen;
    (void)ui;
    edit_leave(&s->edit, &s->session->typing);
    if (draft_write(s, NULL) != STATUS_OK)
        return; /* nobody is there to be told */
}

/* ---- picture ---- */

static size_t columns_of(const struct draw *d)
{
    return d->columns > 6 ? (size_t)d->columns - 4 : 2;
}

static size_t rows_of(const struct draw *d)
{
    return draw_work_rows(d) > 0 ? (size_t)draw_work_rows(d) : 1;
}

static void draw_text_rows(struct text_screen *s, struct draw *d)
{
    size_t columns = columns_of(d), rows = rows_of(d), row, column;
    size_t top = edit_lines_top(&s->edit, columns, rows);
    struct span text = edit_text(&s->edit);
    struct edit_row r;
    int y = draw_work_top(d);
    for (size_t i = 0; i < rows && edit_lines_row(&s->edit, columns, top + i, &r); i++)
        draw_text(d, y + (int)i, 2, -1, DRAW_VALUE, span_make(text.p + r.at, r.n));
    edit_lines_cursor(&s->edit, columns, &row, &column);
    draw_cursor(d, y + (int)(row - top), 2 + (int)column);
}

static void add_hint(const struct text_screen *s, struct buf *out)
{
    if (s->edit.text.n)
        buf_adds(out, _("Mỗi ý một dòng, bắt đầu bằng '- '. F2 để lưu vào sổ."));
    else if (s->last_year)
        buf_addf(out, _("Năm %d đã viết mục này: bấm F5 để lấy lại rồi sửa."), year_before(s));
    else
        buf_adds(out, _("Viết mỗi ý một dòng, bắt đầu bằng '- '. Số liệu đã có trong báo cáo."));
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_SAVE},
                                         {.action = ACTION_REPEAT_FIELD, .name = N_("Năm trước")},
                                         {.action = ACTION_TYPING},
                                         {.action = ACTION_UNDO},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_BACK, .name = N_("Về")},
                                         {0}};
    struct text_screen *s = (struct text_screen *)screen;
    struct buf where = {0}, hint = {0};
    add_heading(s, &where);
    add_hint(s, &hint);
    ui_frame(ui, buf_span(&where), span_of(dirty(s) ? _("chưa lưu") : ""), buf_span(&hint), keys);
    draw_text_rows(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&hint);
}

/* ---- save ---- */

static enum ui_result save(struct text_screen *s, struct ui *ui)
{
    struct detail d = {0};
    edit_leave(&s->edit, &s->session->typing);
    buf_reset(&s->theirs);
    enum status st = report_text_save(s->session->book, s->session->who, s->unit, s->year, s->which,
                                      buf_span(&s->base), edit_text(&s->edit), &s->theirs, &d);
    if (st == STATUS_CONFLICT) {
        s->conflict = true;
        buf_reset(&s->base); /* saving again is meant */
        buf_add_span(&s->base, buf_span(&s->theirs));
        ui_say(ui, DRAW_WARNING, "%s",
               _("Người khác vừa ghi bản khác. F6 xem bản ấy, Ctrl-U trở lại, F2 ghi bản đang "
                 "thấy."));
        return UI_HANDLED;
    }
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return UI_HANDLED;
    }
    draft_drop(s);
    ui_receipt(ui, 0);
    return UI_CLOSE;
}

static void take_last_year(struct text_screen *s, struct ui *ui)
{
    struct buf text = {0};
    struct detail d = {0};
    enum status st = report_text_read(s->session->book, s->session->who, s->unit, year_before(s),
                                      s->which, &text, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
    } else if (!text.n) {
        ui_say(ui, DRAW_NORMAL, _("Năm %d chưa viết mục này."), year_before(s));
    } else {
        edit_replace(&s->edit, buf_span(&text));
        ui_say(ui, DRAW_NORMAL, _("Đã lấy bản năm %d. Ctrl-U để trở lại chữ cũ."), year_before(s));
    }
    buf_release(&text);
}

static enum ui_result leave(struct text_screen *s, struct ui *ui)
{
    struct detail d = {0};
    edit_leave(&s->edit, &s->session->typing);
    enum status st = draft_write(s, &d);
    if (st != STATUS_OK && !s->leaving) {
        s->leaving = true;
        ui_say_status(ui, st, &d);
        return UI_HANDLED;
    }
    if (dirty(s))
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa lưu vào sổ. Chữ đã viết được giữ làm bản nháp, mở lại mục này là có."));
    return UI_CLOSE;
}

/* ---- keys ---- */

static enum ui_result on_action(struct text_screen *s, struct ui *ui, const struct event *e)
{
    if (e->action == ACTION_SAVE)
        return save(s, ui);
    if (e->action == ACTION_BACK)
        return leave(s, ui);
    if (e->action == ACTION_REPEAT_FIELD)
        take_last_year(s, ui);
    else if (e->action == ACTION_REPEAT_RECORD && s->conflict)
        edit_replace(&s->edit, buf_span(&s->theirs));
    else if (e->action == ACTION_TYPING)
        edit_event_toggle(&s->session->typing, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct text_screen *s = (struct text_screen *)screen;
    struct draw *d = ui_draw(ui);
    enum edit_done done;
    if (edit_event_refused(&s->edit, e, ui))
        return UI_HANDLED;
    if (edit_event_lines(&s->edit, &s->session->typing, e, columns_of(d), rows_of(d), &done)) {
        edit_event_say(&s->edit, done, ui);
        s->leaving = false;
        return UI_HANDLED;
    }
    return e->type == EVENT_KEY ? on_action(s, ui, e) : UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct text_screen *s = (struct text_screen *)screen;
    edit_release(&s->edit);
    buf_release(&s->base);
    buf_release(&s->kept);
    buf_release(&s->theirs);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Viết bằng lời của mình, mỗi ý một dòng bắt đầu bằng '- '. F2 lưu vào sổ; báo "
                    "cáo hiện ngay đoạn này thay cho các dòng chấm. F5 lấy lại đoạn năm trước để "
                    "sửa. Rời ra khi chưa lưu thì chữ đã viết được giữ làm bản nháp.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .tick = tick,
    .hangup = hangup,
    .close = close_screen,
    .help = help,
};

struct screen *report_text_new(struct session *session, struct unit_key unit, int year,
                               enum report_text which)
{
    struct text_screen *s = mem_alloc(sizeof *s);
    struct buf before = {0};
    s->screen.ops = &ops;
    s->session = session;
    s->unit = unit;
    s->year = year;
    s->which = which;
    edit_init(&s->edit, REPORT_TEXT_MAX, true, false);
    if (report_text_read(session->book, session->who, unit, year, which, &s->base, NULL) !=
        STATUS_OK)
        buf_reset(&s->base); /* the save will say what is wrong */
    edit_set(&s->edit, buf_span(&s->base));
    buf_add_span(&s->kept, edit_text(&s->edit));
    if (report_text_read(session->book, session->who, unit, year_before(s), which, &before, NULL) ==
        STATUS_OK)
        s->last_year = before.n > 0;
    if (!draft_take(s))
        edit_enter(&s->edit);
    buf_release(&before);
    return &s->screen;
}
