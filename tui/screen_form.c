/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The form of a record: one screen for every entity. The model is forms/form.h; here is which key
 * calls what, in screen_form_picture.c where things stand.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/edit_event.h"
#include "tui/form_screen.h"
#include "tui/unit_list.h"

static void say_edit(struct form_screen *s, struct ui *ui, enum edit_done done)
{
    if (done != EDIT_NOTHING && done != EDIT_MOVED)
        form_changed(&s->form);
    edit_event_say(form_edit(&s->form), done, ui);
}

static void after_save(struct form_screen *s, struct ui *ui)
{
    struct buf b = {0};
    form_add_receipt(&s->form, (int64_t)time(NULL), &b);
    ui_say(ui, DRAW_GOOD, "%s", buf_str(&b));
    buf_release(&b);
    s->twin_asked = false;
    s->conflict_seen = false;
}

/* A new form of the same kind in the place of a saved new record: the next one of the list. */
static void begin_next(struct form_screen *s)
{
    const struct entity *e = s->form.e;
    struct unit_key unit = s->form.record.unit;
    form_close(&s->form);
    form_open_new(&s->form, s->session->book, s->session->who, &s->session->memory, e, unit);
}

static void save_again(void *context, struct ui *ui)
{
    form_screen_save(context, ui);
}

static enum ui_result save(struct form_screen *s, struct ui *ui)
{
    struct detail d = {0};
    bool fresh = s->form.record.id == 0;
    if (s->form.n_conflicts && !s->conflict_seen) { /* of a draft that was opened again */
        form_screen_show_conflict(s, ui);
        return UI_HANDLED;
    }
    if (s->twin_asked)
        form_twin_accept(&s->form);
    enum status st = form_save(&s->form, &s->session->typing, &d);
    if (st == STATUS_EXISTS && form_twin_shown(&s->form)) {
        const struct form_twin *x = &s->form.twin;
        s->twin_asked = true;
        if (x->number)
            ui_say(ui, DRAW_WARNING, _("Đã có số %u: %s. Không phải là một: bấm F2 lần nữa."),
                   x->number, x->text);
        else
            ui_say(ui, DRAW_WARNING, _("Đã có: %s. Không phải là một: bấm F2 lần nữa."), x->text);
        return UI_HANDLED;
    }
    if (why_ask(&s->why, ui, st, &d, s->session->who, save_again, s))
        return UI_HANDLED;
    if (st != STATUS_OK) {
        if (st == STATUS_CONFLICT && s->form.n_conflicts)
            form_screen_show_conflict(s, ui);
        else if (st == STATUS_CONFLICT)
            ui_say(ui, DRAW_WARNING, "%s",
                   _("Người khác vừa sửa ô khác của phiếu này, đã ghép cả hai. Bấm F2 để lưu."));
        else
            ui_say_status(ui, st, &d);
        return UI_HANDLED;
    }
    after_save(s, ui);
    if (!fresh)
        return form_screen_ask_people(s, ui) ? UI_HANDLED : UI_CLOSE;
    begin_next(s);
    return UI_HANDLED;
}

void form_screen_save(struct form_screen *s, struct ui *ui)
{
    if (save(s, ui) == UI_CLOSE)
        ui_close(ui, &s->screen);
}

static enum ui_result confirm_save(struct form_screen *s, struct ui *ui)
{
    if (s->asked_to_save)
        return save(s, ui);
    s->asked_to_save = true;
    ui_say(ui, DRAW_NORMAL, "%s", _("Đã hết các ô. Lưu? Bấm Enter để lưu, Esc để xem lại."));
    return UI_HANDLED;
}

static void move(struct form_screen *s, struct ui *ui, bool forward)
{
    struct edit *e = form_edit(&s->form);
    size_t width = (size_t)form_screen_width(s, ui_draw(ui));
    if (e->lines &&
        edit_lines_move(e, &s->session->typing, width, forward ? 1 : -1) != EDIT_NOTHING)
        return;
    if (forward)
        form_next(&s->form, &s->session->typing);
    else
        form_previous(&s->form, &s->session->typing);
}

/* Arrows, Home, End, Del: they move in a field that the program fills, and change nothing there. */
static bool cursor_key(struct form_screen *s, struct ui *ui, const struct event *e)
{
    enum edit_done done;
    if (e->key == KEYS_UP || e->key == KEYS_DOWN) {
        move(s, ui, e->key == KEYS_DOWN);
        return true;
    }
    if (s->form.layout.place[s->form.focus].fixed && e->key == KEYS_DEL)
        return false;
    if (edit_event_refused(form_edit(&s->form), e, ui))
        return true;
    if (!edit_event(form_edit(&s->form), &s->session->typing, e, &done))
        return false;
    say_edit(s, ui, done);
    return true;
}

/* False: what was typed is nowhere but on the screen. */
static bool keep_draft(struct form_screen *s, struct ui *ui)
{
    struct detail d = {0};
    if (!form_draft_due(&s->form))
        return true;
    enum status st = form_draft_save(&s->form, &d);
    if (st != STATUS_OK && ui)
        ui_say_status(ui, st, &d);
    return st == STATUS_OK;
}

static enum ui_result leave(struct form_screen *s, struct ui *ui)
{
    if (!form_dirty(&s->form))
        return UI_CLOSE;
    if (!keep_draft(s, ui)) {
        form_screen_ask_discard(s, ui);
        return UI_HANDLED;
    }
    ui_say(ui, DRAW_WARNING, "%s",
           _("Chưa lưu vào sổ. Đã giữ bản nháp: mở lại phiếu này, hoặc bấm n ở bảng chọn."));
    return UI_CLOSE;
}

static enum ui_result on_action(struct form_screen *s, struct ui *ui, const struct event *e)
{
    struct edit_typing *t = &s->session->typing;
    switch ((enum action)e->action) {
    case ACTION_NEXT:
        if (form_edit(&s->form)->lines && e->key == KEYS_ENTER) {
            if (edit_event_refused(form_edit(&s->form), e, ui))
                return UI_HANDLED;
            say_edit(s, ui, edit_type(form_edit(&s->form), t, 0, SPAN_LIT("\n")));
            return UI_HANDLED;
        }
        return form_next(&s->form, t) == FORM_AT_END ? confirm_save(s, ui) : UI_HANDLED;
    case ACTION_PREVIOUS:
        form_previous(&s->form, t);
        return UI_HANDLED;
    case ACTION_PAGE_DOWN:
        form_page_move(&s->form, t, 1);
        return UI_HANDLED;
    case ACTION_PAGE_UP:
        form_page_move(&s->form, t, -1);
        return UI_HANDLED;
    case ACTION_SAVE:
        return save(s, ui);
    case ACTION_PICK:
        form_screen_pick(s, ui);
        return UI_HANDLED;
    case ACTION_REPEAT_FIELD:
        if (!form_repeat_field(&s->form))
            ui_say(ui, DRAW_NORMAL, "%s", _("Chưa có phiếu trước để lấy lại ô này."));
        return UI_HANDLED;
    case ACTION_REPEAT_RECORD:
        ui_say(ui, DRAW_NORMAL, _("Đã lấy lại %zu ô của phiếu trước."),
               form_repeat_record(&s->form));
        return UI_HANDLED;
    case ACTION_NOTE:
        form_screen_note(s, ui);
        return UI_HANDLED;
    case ACTION_DELETE:
        form_screen_delete(s, ui);
        return UI_HANDLED;
    case ACTION_TYPING:
        edit_event_toggle(t, ui);
        return UI_HANDLED;
    case ACTION_BACK:
        if (s->asked_to_save) {
            s->asked_to_save = false;
            return UI_HANDLED;
        }
        return leave(s, ui);
    case ACTION_NONE:
    case ACTION_UNDO: /* the editor's */
    case ACTION_HELP:
    case ACTION_FIND:
    case ACTION_NEW:
    case ACTION_REDRAW:
    case ACTION_PRINT:
    case ACTION_COUNT:
        break;
    }
    return UI_PASS;
}

/* A word of a list, and a number or day that the program has filled in, are typed anew, not on:
 * what comes first takes their place. Ctrl-U brings them back. */
static void type_anew(struct form_screen *s)
{
    size_t i = s->form.focus;
    const struct form_field *x = &s->form.field[i];
    const struct field *f = s->form.layout.place[i].field;
    bool text = f->type == &field_text || x->edit.lines;
    bool filled = !s->form.record.id && !edit_dirty(&x->edit);
    if (s->moved_in == i + 1 || !x->edit.text.n || x->edit.at != x->edit.text.n)
        return;
    if (f->type == &field_choice || f->type == &field_bool || (filled && !text))
        edit_replace(form_edit(&s->form), (struct span){"", 0});
}

static enum ui_result on_text(struct form_screen *s, struct ui *ui, const struct event *e)
{
    struct edit *ed = form_edit(&s->form);
    enum edit_done done;
    if (s->form.layout.place[s->form.focus].fixed) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Ô này do máy ghi, không sửa ở đây."));
        return UI_HANDLED;
    }
    if (span_eq_str(e->text, "+") && !e->erase && !ed->text.n &&
        form_has_values(&s->form, s->form.focus)) {
        form_screen_pick(s, ui);
        return UI_HANDLED;
    }
    if (edit_event_refused(ed, e, ui))
        return UI_HANDLED;
    if (!e->erase)
        type_anew(s);
    if (!edit_event(ed, &s->session->typing, e, &done))
        return UI_PASS;
    say_edit(s, ui, done);
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct form_screen *s = (struct form_screen *)screen;
    s->editing_seen = true;
    bool asked = s->asked_to_save;
    bool changes = e->type != EVENT_KEY || e->key == KEYS_DEL || e->action == ACTION_UNDO ||
                   e->action == ACTION_REPEAT_FIELD;
    if (changes && s->form.layout.place[s->form.focus].field->type == &field_marks) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Điểm từng tiêu chí có phiếu riêng: bấm F4 để mở."));
        return UI_HANDLED;
    }
    if (e->action == ACTION_PICK) /* it may close this form */
        asked = s->asked_to_save = false;
    if (s->moved_in && s->moved_in != s->form.focus + 1)
        s->moved_in = 0;
    if (e->type != EVENT_KEY) {
        s->asked_to_save = false;
        enum ui_result typed = on_text(s, ui, e);
        s->moved_in = s->form.focus + 1;
        return typed;
    }
    if (e->key == KEYS_LEFT || e->key == KEYS_RIGHT || e->key == KEYS_HOME || e->key == KEYS_END)
        s->moved_in = s->form.focus + 1;
    if (cursor_key(s, ui, e))
        return UI_HANDLED;
    enum ui_result r = on_action(s, ui, e);
    if (asked)
        s->asked_to_save = false;
    return r;
}

static void take(struct form_screen *s)
{
    if (!s->form.read_only)
        editing_begin(&s->editing, s->session->book, s->session->who, s->form.e, s->form.record.id);
}

static void tick(struct screen *screen, struct ui *ui)
{
    struct form_screen *s = (struct form_screen *)screen;
    keep_draft(s, ui);
    bool joined = s->editing.joined;
    take(s); /* has the other one finished, has somebody come? */
    if (s->editing.joined && !joined)
        s->editing_seen = false;
}

static void hangup(struct screen *screen, struct ui *ui)
{
    (void)ui;
    keep_draft((struct form_screen *)screen, NULL);
}

static void close_screen(struct screen *screen)
{
    struct form_screen *s = (struct form_screen *)screen;
    editing_end(&s->editing);
    keep_draft(s, NULL);
    form_close(&s->form);
    form_values_release(&s->values);
    referrers_release(&s->refs);
    buf_release(&s->place_name);
    why_ask_release(&s->why);
    buf_release(&s->titles);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    struct form_screen *s = (struct form_screen *)screen;
    buf_addf(out, "%s\n", _(s->form.layout.place[s->form.focus].field->label));
    form_add_help(&s->form, s->form.focus, out);
    buf_adds(out, _("\n\nGõ xong một ô thì bấm Enter để sang ô sau. F2 lưu phiếu bất cứ lúc nào. "
                    "Ô chưa rõ thì bấm F7 để sau. Thoát ra giữa chừng thì phần đã gõ được giữ làm "
                    "bản nháp.\n"));
}

static const struct screen_ops ops = {
    .draw = form_screen_draw,
    .event = event,
    .tick = tick,
    .hangup = hangup,
    .close = close_screen,
    .help = help,
};

struct form_screen *form_screen_make(struct session *session)
{
    struct form_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    return s;
}

void form_screen_opened(struct form_screen *s)
{
    struct detail d = {0};
    form_screen_measure(s);
    s->titles_columns = 0;
    take(s);
    if (unit_name_read(s->session, s->form.record.unit, &s->place_name, &d) != STATUS_OK)
        buf_reset(&s->place_name); /* the form can do without */
}

/* What this person left half done of that very record, at the field where it was left. */
static struct screen *draft_of(struct session *session, const struct entity *e, uint64_t id)
{
    struct form_drafts drafts = {0};
    struct detail d = {0};
    struct screen *found = NULL;
    if (form_drafts_load(&drafts, session->book, session->who, e, &d) == STATUS_OK)
        for (size_t i = 0; i < drafts.n && !found; i++)
            if (drafts.v[i].id == id)
                found = screen_draft_new(session, drafts.v[i].name);
    form_drafts_release(&drafts);
    return found;
}

struct screen *screen_form_new(struct session *session, const struct entity *e, uint64_t id,
                               struct unit_key unit)
{
    struct screen *draft = id ? draft_of(session, e, id) : NULL;
    struct detail d = {0};
    if (draft)
        return draft;
    struct form_screen *s = form_screen_make(session);
    if (unit_level(unit) == UNIT_NONE)
        unit = session->unit;
    if (!id ||
        form_open(&s->form, session->book, session->who, &session->memory, id, &d) != STATUS_OK) {
        if (id)
            form_close(&s->form);
        form_open_new(&s->form, session->book, session->who, &session->memory, e, unit);
    }
    form_screen_opened(s);
    return &s->screen;
}

struct screen *screen_note_new(struct session *session, const struct entity *e, uint64_t id,
                               struct unit_key unit)
{
    struct screen *screen = screen_form_new(session, e, id, unit);
    struct form_screen *s = (struct form_screen *)screen;
    int note = form_layout_find(&s->form.layout, "note");
    if (note >= 0)
        form_go(&s->form, &session->typing, (size_t)note);
    return screen;
}

struct screen *screen_draft_new(struct session *session, const char *name)
{
    struct form_screen *s = form_screen_make(session);
    struct detail d = {0};
    bool older = false;
    enum status st =
        form_draft_open(&s->form, session->book, session->who, &session->memory, name, &older, &d);
    if (st != STATUS_OK && st != STATUS_EXISTS && st != STATUS_NOTFOUND) {
        form_close(&s->form);
        free(s);
        return NULL;
    }
    form_screen_opened(s);
    return &s->screen;
}
