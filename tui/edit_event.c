/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/edit_event.h"

#include "locale/msg.h"

static bool on_key(struct edit *e, struct edit_typing *t, const struct event *event,
                   enum edit_done *done)
{
    bool word = (event->mods & KEYS_CTRL) != 0;
    if (event->action == ACTION_UNDO)
        *done = edit_undo(e, t);
    else if (event->key == KEYS_LEFT)
        *done = edit_move(e, t, word ? EDIT_WORD_LEFT : EDIT_LEFT);
    else if (event->key == KEYS_RIGHT)
        *done = edit_move(e, t, word ? EDIT_WORD_RIGHT : EDIT_RIGHT);
    else if (event->key == KEYS_HOME)
        *done = edit_move(e, t, EDIT_HOME);
    else if (event->key == KEYS_END)
        *done = edit_move(e, t, EDIT_END);
    else if (event->key == KEYS_DEL)
        *done = edit_delete(e, t);
    else
        return false;
    return true;
}

bool edit_event(struct edit *e, struct edit_typing *t, const struct event *event,
                enum edit_done *done)
{
    *done = EDIT_NOTHING;
    if (event->type == EVENT_KEY)
        return on_key(e, t, event, done);
    if (event->type == EVENT_PASTE)
        *done = edit_paste(e, t, event->text);
    else if (event->type != EVENT_EDIT)
        return false;
    else if (!event->burst && !event->text.n && event->erase == 1)
        *done = edit_backspace(e, t);
    else
        *done = edit_type(e, t, event->erase, event->text);
    return true;
}

bool edit_event_lines(struct edit *e, struct edit_typing *t, const struct event *event,
                      size_t columns, size_t rows, enum edit_done *done)
{
    long page = rows > 1 ? (long)rows - 1 : 1;
    bool word = (event->mods & KEYS_CTRL) != 0;
    *done = EDIT_NOTHING;
    if (event->type != EVENT_KEY || (word && event->key != KEYS_HOME && event->key != KEYS_END))
        return edit_event(e, t, event, done);
    if (event->key == KEYS_UP)
        *done = edit_lines_move(e, t, columns, -1);
    else if (event->key == KEYS_DOWN)
        *done = edit_lines_move(e, t, columns, 1);
    else if (event->key == KEYS_PGUP)
        *done = edit_lines_move(e, t, columns, -page);
    else if (event->key == KEYS_PGDN)
        *done = edit_lines_move(e, t, columns, page);
    else if (event->key == KEYS_HOME)
        *done = edit_lines_home(e, t, columns);
    else if (event->key == KEYS_END)
        *done = edit_lines_end(e, t, columns);
    else if (event->key == KEYS_ENTER)
        *done = edit_type(e, t, 0, SPAN_LIT("\n"));
    else
        return edit_event(e, t, event, done);
    return true;
}

bool edit_event_refused(const struct edit *e, const struct event *event, struct ui *ui)
{
    bool changes = event->type == EVENT_EDIT || event->type == EVENT_PASTE ||
                   (event->type == EVENT_KEY &&
                    (event->key == KEYS_DEL || (e->lines && event->key == KEYS_ENTER)));
    if (!changes || draw_shows(ui_draw(ui), edit_text(e)))
        return false;
    ui_say(ui, DRAW_WARNING, "%s",
           _("Ô này có chữ không hiện được ở đây, nên chỉ xem. Hãy sửa ở cửa sổ UTF-8."));
    return true;
}

void edit_event_say(const struct edit *e, enum edit_done done, struct ui *ui)
{
    struct buf b = {0};
    edit_add_sentence(e, done, &b);
    if (b.n)
        ui_say(ui, done == EDIT_TOO_LONG ? DRAW_ERROR : DRAW_WARNING, "%s", buf_str(&b));
    buf_release(&b);
}

void edit_event_toggle(struct edit_typing *t, struct ui *ui)
{
    edit_typing_set(t, !t->on, t->engine.options.method);
    if (!t->on)
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã tắt bộ gõ của chương trình. Bấm F9 để bật."));
    else if (t->engine.options.method == TYPING_VNI)
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã bật gõ VNI của chương trình. Bấm F9 để tắt."));
    else
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã bật gõ Telex của chương trình. Bấm F9 để tắt."));
}
