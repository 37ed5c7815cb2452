/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain lists of lines to read or choose from: a record's history, drafts to go on with, what was
 * left for later.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "core/deadline.h"
#include "forms/handed_in.h"
#include "forms/kept.h"
#include "forms/unfinished.h"
#include "locale/fold.h"
#include "tui/draw_wrap.h"
#include "tui/grid_screen.h"
#include "tui/list_window.h"
#include "tui/sheet_screen.h"
#include "tui/report_screen.h"
#include "tui/session.h"
#include "tui/undo_ask.h"

struct rows_screen {
    struct screen screen;
    struct session *session;
    struct buf title;  /* translated */
    int year;          /* of reports, deadlines */
    const char *empty; /* translated */
    size_t n, at, top;
    void (*line)(struct rows_screen *s, size_t i, struct buf *out);
    const char *help;                                                 /* N_() */
    void (*detail)(struct rows_screen *s, size_t i, struct buf *out); /* its sentence; or NULL */
    void (*open)(struct rows_screen *s, struct ui *ui, size_t i);     /* NULL: only to read */
    enum status (*load)(struct rows_screen *s, struct detail *d);     /* fills n */
    void (*release)(struct rows_screen *s);
    bool loaded;
    uint64_t id;
    struct form_history history;
    struct unfinished drafts;
    struct handed_in handed;
    struct form_later_list later;
    struct undo_ask undo;
    void (*undo_key)(struct rows_screen *s, struct ui *ui); /* u; or NULL */
    bool undoes;                                            /* there is something to take back */
    struct deadline deadline[2 * DEADLINES_MAX];
};

/* "22/11/2026 14:05" */
static void add_time(struct buf *out, int64_t seconds)
{
    day_add_vn(out, day_of_seconds(seconds));
    buf_addc(out, ' ');
    day_add_clock(out, seconds);
}

static void reload(struct rows_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = s->load(s, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    s->loaded = true;
    if (s->at >= s->n)
        s->at = s->n ? s->n - 1 : 0;
}

/* What there is to say about the row in focus: its details, or all of a line that is cut. */
static void add_hint(struct rows_screen *s, const struct draw *d, struct buf *out)
{
    if (s->at >= s->n)
        return;
    if (s->detail) {
        s->detail(s, s->at, out);
        return;
    }
    s->line(s, s->at, out);
    if (width_columns(buf_span(out)) + 3 <= (size_t)d->columns)
        buf_reset(out);
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct rows_screen *s = (struct rows_screen *)screen;
    struct ui_key keys[4] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                             {.action = ACTION_PAGE_DOWN},
                             {.action = ACTION_BACK}};
    if (s->undo_key)
        keys[0] = (struct ui_key){.key = "u", .name = N_("Hoàn tác")};
    struct draw *d = ui_draw(ui);
    struct buf b = {0};
    if (!s->loaded)
        reload(s, ui);
    size_t height = list_window_rows(d, 1);
    list_window_show(s->n, height, &s->at, &s->top);
    add_hint(s, d, &b);
    if (s->n <= height) { /* no page to turn */
        keys[1] = keys[2];
        keys[2] = (struct ui_key){0};
    }
    ui_frame(ui, buf_span(&s->title), (struct span){"", 0}, buf_span(&b),
             (s->open || s->undoes) && s->n ? keys : keys + 1);
    for (size_t i = 0; i < height && s->top + i < s->n; i++) {
        int y = draw_work_top(d) + 1 + (int)i;
        buf_reset(&b);
        s->line(s, s->top + i, &b);
        draw_text(d, y, 2, -1, DRAW_VALUE, buf_span(&b));
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 1);
        }
    }
    if (!s->n)
        draw_wrap_empty(d, 1, s->empty);
    buf_release(&b);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct rows_screen *s = (struct rows_screen *)screen;
    if (s->undo_key && e->type == EVENT_EDIT && action_letter_is(e->text, 'u')) {
        s->undo_key(s, ui);
        return UI_HANDLED;
    }
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (list_window_key(e->key, s->n, list_window_rows(ui_draw(ui), 1), &s->at))
        return UI_HANDLED;
    if (e->key != KEYS_ENTER)
        return UI_PASS;
    if (s->open && s->n) {
        s->loaded = false; /* what is opened may change the list */
        s->open(s, ui, s->at);
    }
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct rows_screen *s = (struct rows_screen *)screen;
    s->release(s);
    undo_ask_release(&s->undo);
    buf_release(&s->title);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    buf_addf(out, "%s\n", _(((struct rows_screen *)screen)->help));
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .close = close_screen, .help = help, .reads = true};

static struct rows_screen *make(struct session *session)
{
    struct rows_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    return s;
}

/* ---- a record's history ---- */

static const char *event_words(enum audit_op op)
{
    switch (op) {
    case AUDIT_DELETE:
        return _("xóa phiếu");
    case AUDIT_SHOWN:
        return _("xem thông tin riêng");
    case AUDIT_ERASE:
        return _("xóa thông tin cá nhân");
    case AUDIT_INIT:
    case AUDIT_CREATE:
    case AUDIT_CHANGE:
    case AUDIT_IMPORT:
    case AUDIT_UNITS:
    case AUDIT_SETTING:
    case AUDIT_REPAIR:
    case AUDIT_USER:
    case AUDIT_DENIED:
    case AUDIT_UNDO:
    case AUDIT_RESTORE:
    case AUDIT_MERGE:
    case AUDIT_REGROUP:
        break;
    }
    return _("lập phiếu");
}

static void history_line(struct rows_screen *s, size_t i, struct buf *out)
{
    const struct form_event *e = &s->history.v[i];
    add_time(out, e->time);
    buf_addf(out, "  %s", e->who);
    if (e->op == AUDIT_IMPORT)
        buf_adds(out, _(" (nhập tệp)"));
    if (e->op == AUDIT_UNDO)
        buf_adds(out, _(" (hoàn tác)"));
    buf_adds(out, "  ");
    if (!e->field)
        buf_adds(out, event_words(e->op));
    else
        buf_addf(out, "%s: %s → %s", _(e->field->label), e->before && *e->before ? e->before : "-",
                 e->after && *e->after ? e->after : "-");
    if (*e->reason)
        buf_addf(out, _(". Lý do: %s"), e->reason);
}

static enum status look_fn(struct book_tx *t, void *context)
{
    struct rows_screen *s = context;
    struct undo u;
    enum status st = undo_look(t, s->id, &u);
    s->undoes = st == STATUS_OK;
    return st == STATUS_NOTFOUND ? STATUS_OK : st;
}

static enum status history_load(struct rows_screen *s, struct detail *d)
{
    form_history_release(&s->history);
    enum status st =
        form_history_load(&s->history, s->session->book, s->session->who, s->id, 1000, d);
    s->n = s->history.n;
    return st == STATUS_OK ? book_read(s->session->book, s->session->who, look_fn, s, d) : st;
}

static void after_undo(void *context)
{
    ((struct rows_screen *)context)->loaded = false;
}

static void history_undo(struct rows_screen *s, struct ui *ui)
{
    undo_ask(&s->undo, ui, s->session, s->id, after_undo, s);
}

static void history_release(struct rows_screen *s)
{
    form_history_release(&s->history);
}

struct screen *screen_history_new(struct session *session, uint64_t id)
{
    struct rows_screen *s = make(session);
    s->id = id;
    buf_adds(&s->title, _("Ai đã sửa phiếu này"));
    s->empty = _("Chưa có ai sửa. Bấm Esc để về.");
    s->help = N_("Mỗi lần ghi một dòng: lúc nào, ai, mục nào, từ gì sang gì. u để hoàn tác lần vừa "
                 "ghi, khi chính mình ghi trong ngày.");
    s->line = history_line;
    s->load = history_load;
    s->undo_key = history_undo;
    s->release = history_release;
    return &s->screen;
}

/* ---- drafts ---- */

static void draft_line(struct rows_screen *s, size_t i, struct buf *out)
{
    unfinished_add_time(out, s->drafts.v[i].saved, (int64_t)time(NULL));
    buf_addf(out, "  %s", s->drafts.v[i].text);
    if (s->drafts.v[i].place && *s->drafts.v[i].place)
        buf_addf(out, ", %s", s->drafts.v[i].place);
}

static enum status drafts_load(struct rows_screen *s, struct detail *d)
{
    unfinished_release(&s->drafts);
    enum status st = unfinished_load(&s->drafts, s->session->book, s->session->who, d);
    s->n = s->drafts.n;
    return st;
}

static void open_sheet(struct rows_screen *s, struct ui *ui, const struct unfinished_row *u)
{
    struct detail d = {0};
    struct screen *sheet = screen_sheet_new(s->session, u->sheet.kind->id, u->sheet.subject,
                                            u->unit, u->sheet.year, &d);
    if (sheet)
        ui_push(ui, sheet);
    else
        ui_say(ui, DRAW_ERROR, "%s",
               d.text[0] ? d.text : _("Người, hộ của phiếu này không còn trong sổ."));
}

static bool answer_done(void *context, struct ui *ui, struct span answer)
{
    struct rows_screen *s = context;
    struct buf name = {0}, word = {0};
    struct span as;
    fold_search(&word, span_trim(answer));
    if (span_eq_str(buf_span(&word), "bo") && kept_is(span_of(s->drafts.v[s->at].name), &as)) {
        buf_add_span(&name, as);
        ui_kept_drop(ui, buf_str(&name));
        s->loaded = false;
    }
    buf_release(&name);
    buf_release(&word);
    return true;
}

/* It is asked again where it was asked; here it can be read, or given up. */
static void open_answer(struct rows_screen *s, struct ui *ui, const struct unfinished_row *u)
{
    struct buf b = {0};
    buf_addf(&b, _("Mở lại %s thì chữ này hiện sẵn. Enter: giữ. Gõ bỏ rồi Enter: bỏ. %s %s"),
             u->place ? u->place : "", u->question ? u->question : "", u->typed ? u->typed : "");
    struct ui_question q = {.question = buf_str(&b), .done = answer_done, .context = s};
    ui_ask(ui, &q);
    buf_release(&b);
}

static void draft_open(struct rows_screen *s, struct ui *ui, size_t i)
{
    const struct unfinished_row *u = &s->drafts.v[i];
    switch (u->kind) {
    case UNFINISHED_FORM: {
        struct screen *form = screen_draft_new(s->session, u->name);
        if (form)
            ui_push(ui, form);
        else
            ui_say(ui, DRAW_ERROR, "%s", _("Bản nháp này không mở được. Hãy báo cán bộ xã."));
        return;
    }
    case UNFINISHED_IMPORT:
        screen_import_again(s->session, ui, u->e, u->path);
        return;
    case UNFINISHED_REPORT:
        ui_push(ui, report_text_new(s->session, u->unit, u->year, u->which));
        return;
    case UNFINISHED_NUMBERS:
        screen_grid_numbers_again(s->session, ui, &u->numbers);
        return;
    case UNFINISHED_SHEET:
        open_sheet(s, ui, u);
        return;
    case UNFINISHED_ANSWER:
        open_answer(s, ui, u);
        return;
    }
}

static void drafts_release(struct rows_screen *s)
{
    unfinished_release(&s->drafts);
}

struct screen *screen_drafts_new(struct session *session)
{
    struct rows_screen *s = make(session);
    buf_adds(&s->title, _("Bản nháp: việc đang làm dở"));
    s->empty = _("Không có bản nháp nào. Bấm Esc để về.");
    s->help = N_("Những gì đang gõ dở được máy giữ lại, kể cả khi mất mạng. Enter để mở lại và làm "
                 "tiếp; lưu xong thì bản nháp tự hết.");
    s->line = draft_line;
    s->load = drafts_load;
    s->open = draft_open;
    s->release = drafts_release;
    return &s->screen;
}

/* ---- left for later ---- */

static void later_line(struct rows_screen *s, size_t i, struct buf *out)
{
    const struct form_later_row *r = &s->later.v[i];
    buf_adds(out, entity_one(r->e));
    if (r->number)
        buf_addf(out, _(" số %u"), r->number);
    if (*r->place)
        buf_addf(out, ", %s", r->place);
    buf_addf(out, _(": %s, còn %s"), r->name, r->fields);
}

static enum status later_load(struct rows_screen *s, struct detail *d)
{
    struct unit_key u = s->session->unit;
    form_later_release(&s->later);
    enum status st = form_later_load(&s->later, s->session->book, s->session->who, NULL, u, d);
    s->n = s->later.n;
    return st;
}

static void later_open(struct rows_screen *s, struct ui *ui, size_t i)
{
    const struct form_later_row *r = &s->later.v[i];
    ui_push(ui, screen_form_new(s->session, r->e, r->id, r->unit));
}

static void later_release(struct rows_screen *s)
{
    form_later_release(&s->later);
}

struct screen *screen_later_new(struct session *session)
{
    struct rows_screen *s = make(session);
    buf_adds(&s->title, _("Để sau: phiếu còn thiếu mục"));
    s->empty = _("Không còn gì để sau. Bấm Esc để về.");
    s->help = N_("Phiếu có mục chưa rõ, đã bấm F7 để sau. Enter để mở phiếu và điền nốt.");
    s->line = later_line;
    s->load = later_load;
    s->open = later_open;
    s->release = later_release;
    return &s->screen;
}

/* ---- who has handed in ---- */

static void handed_line(struct rows_screen *s, size_t i, struct buf *out)
{
    handed_in_add_row(&s->handed.v[i], out);
}

static enum status handed_load(struct rows_screen *s, struct detail *d)
{
    handed_in_release(&s->handed);
    enum status st =
        handed_in_load(&s->handed, s->session->book, s->session->who, s->session->unit, s->year, d);
    s->n = s->handed.n;
    return st;
}

static void handed_open(struct rows_screen *s, struct ui *ui, size_t i)
{
    const struct handed_in_row *r = &s->handed.v[i];
    ui_push(ui, screen_hand_in_new(s->session, r->unit, REPORT_ANNUAL, s->year));
}

static void handed_release(struct rows_screen *s)
{
    handed_in_release(&s->handed);
}

struct screen *screen_handed_in_new(struct session *session, int year)
{
    struct rows_screen *s = make(session);
    s->year = year;
    buf_addf(&s->title, _("Báo cáo năm %d: thôn nào đã nộp"), year);
    s->empty = _("Chưa có thôn, tổ dân phố nào. Bấm Esc để về.");
    s->help = N_("Nơi chưa nộp đứng trước. Enter để xem số liệu, rồi nhận hoặc trả lại kèm lý do.");
    s->line = handed_line;
    s->load = handed_load;
    s->open = handed_open;
    s->release = handed_release;
    return &s->screen;
}

/* ---- deadlines ---- */

/* What counts first: the day. */
static void deadline_line(struct rows_screen *s, size_t i, struct buf *out)
{
    const struct deadline *x = &s->deadline[i];
    day_add_vn(out, x->before);
    buf_addf(out, "  %s: %s", deadline_report_label(x->report), x->who);
    if (x->proposed)
        buf_adds(out, _(" (đề xuất)"));
}

static void deadline_detail(struct rows_screen *s, size_t i, struct buf *out)
{
    const struct deadline *x = &s->deadline[i];
    struct buf before = {0};
    day_add_vn(&before, x->before);
    if (*x->to)
        buf_addf(out, _("Nộp trước ngày %s cho %s. Theo %s."), buf_str(&before), _(x->to),
                 _(x->source));
    else
        buf_addf(out, _("Nộp trước ngày %s. Theo %s."), buf_str(&before), _(x->source));
    buf_release(&before);
}

static enum status deadlines_fn(struct book_tx *t, void *context)
{
    struct rows_screen *s = context;
    size_t more = 0;
    enum status st = deadline_list(t, s->session->unit, s->year, s->deadline, &s->n);
    if (st == STATUS_OK && s->year < s->session->year)
        st = deadline_list(t, s->session->unit, s->session->year, s->deadline + s->n, &more);
    s->n += more;
    return st;
}

static enum status deadlines_load(struct rows_screen *s, struct detail *d)
{
    return book_read(s->session->book, s->session->who, deadlines_fn, s, d);
}

static void deadlines_release(struct rows_screen *s)
{
    s->n = 0;
}

struct screen *screen_deadlines_new(struct session *session, int year)
{
    struct rows_screen *s = make(session);
    s->year = year;
    buf_adds(&s->title, _("Hạn báo cáo: nộp trước ngày"));
    s->empty = _("Chưa có hạn nào. Bấm Esc để về.");
    s->help =
        N_("Nộp trước một ngày nghĩa là ngày liền trước là hạn chót. Hạn có chữ đề xuất là máy "
           "tính từ hạn của cấp trên. Xã đặt hạn khác thì ghi ở sổ Hạn báo cáo.");
    s->line = deadline_line;
    s->detail = deadline_detail;
    s->load = deadlines_load;
    s->release = deadlines_release;
    return &s->screen;
}
