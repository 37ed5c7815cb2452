/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/household_end.h"
#include "locale/fold.h"
#include "locale/msg.h"
#include "tui/form_screen.h"
#include "tui/sheet_screen.h"

enum { VALUES = 5000 };

static void value_label(void *context, size_t i, struct buf *out)
{
    struct form_screen *s = context;
    const struct form_value *v = &s->values.v[i];
    buf_adds(out, v->text);
    if (v->more && *v->more)
        buf_addf(out, "  (%s)", v->more);
}

static void value_done(void *context, struct ui *ui, size_t i)
{
    struct form_screen *s = context;
    (void)ui;
    form_pick(&s->form, s->form.focus, &s->values.v[i]);
}

/* The line of what stands in the field. */
static size_t value_at(const struct form_screen *s, size_t i)
{
    for (size_t k = 0; k < s->values.n; k++)
        if (span_eq_str(form_text(&s->form, i), s->values.v[k].text))
            return k;
    return 0;
}

/* The marks of a title are a sheet of their own. It takes the place of the form, whose record it
 * changes. */
static void form_screen_sheet(struct form_screen *s, struct ui *ui)
{
    const struct record *r = &s->form.record;
    struct detail d = {0};
    if (!r->id || form_dirty(&s->form)) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy lưu phiếu này trước (F2), rồi mở phiếu chấm."));
        return;
    }
    struct screen *sheet =
        screen_sheet_new(s->session, (enum title_id)record_n(r, "title"),
                         (uint64_t)record_n(r, "subject"), r->unit, (int)record_n(r, "year"), &d);
    if (!sheet) {
        ui_say(ui, DRAW_WARNING, "%s", d.text);
        return;
    }
    ui_close(ui, &s->screen);
    ui_push(ui, sheet);
}

void form_screen_pick(struct form_screen *s, struct ui *ui)
{
    struct detail d = {0};
    size_t i = s->form.focus;
    if (s->form.layout.place[i].field->type == &field_marks) {
        form_screen_sheet(s, ui);
        return;
    }
    if (form_masked(&s->form, i)) {
        enum status shown = form_show(&s->form, i, &d);
        if (shown != STATUS_OK)
            ui_say_status(ui, shown, &d);
        return;
    }
    if (!form_has_values(&s->form, i)) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Ô này không có danh sách để chọn, hãy gõ vào."));
        return;
    }
    form_values_release(&s->values);
    form_leave(&s->form, &s->session->typing); /* is it a value? */
    /* a right value is one to be changed: all are shown, and the choice stands on it; what is
     * half typed is looked for, unless it matches nothing */
    bool right = s->form.field[i].accepted && s->form.field[i].reason == REASON_NONE;
    struct span typed = right ? (struct span){"", 0} : form_text(&s->form, i);
    enum status st = form_values(&s->form, i, typed, VALUES, &s->values, &d);
    if (st == STATUS_OK && !s->values.n && typed.n)
        st = form_values(&s->form, i, (struct span){"", 0}, VALUES, &s->values, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    if (!s->values.n) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Danh sách còn trống. Hãy gõ tên vào ô."));
        return;
    }
    struct ui_choices c = {
        .title = _(s->form.layout.place[i].field->label),
        .n = s->values.n,
        .first = value_at(s, i),
        .label = value_label,
        .done = value_done,
        .context = s,
    };
    ui_pick(ui, &c);
    if (s->values.total > s->values.n)
        ui_say(ui, DRAW_NORMAL, _("Mới có %zu dòng đầu. Không thấy thì Esc, gõ vài chữ rồi F4."),
               s->values.n);
}

/* ---- F7 ---- */

static void later(struct form_screen *s, struct ui *ui)
{
    if (!form_later(&s->form)) {
        ui_say(ui, DRAW_WARNING, "%s", _("Ô này do máy ghi, không để sau được."));
        return;
    }
    ui_say(ui, DRAW_NORMAL, "%s",
           s->form.field[s->form.focus].later
               ? _("Ô này để sau: phiếu vẫn lưu được và nằm trong danh sách Để sau.")
               : _("Ô này không để sau nữa."));
}

enum { F7_NOTE, F7_LATER, F7_HISTORY };

static void note_label(void *context, size_t i, struct buf *out)
{
    struct form_screen *s = context;
    if (i == F7_NOTE)
        buf_adds(out, _("Ghi chú cho phiếu này"));
    else if (i == F7_LATER)
        buf_addf(out, _("Để ô %s lại sau"), _(s->form.layout.place[s->form.focus].field->label));
    else
        buf_adds(out, _("Ai đã sửa phiếu này"));
}

static void note_done(void *context, struct ui *ui, size_t i)
{
    struct form_screen *s = context;
    int note = form_layout_find(&s->form.layout, "note");
    if (i == F7_LATER)
        later(s, ui);
    else if (i == F7_HISTORY)
        ui_push(ui, screen_history_new(s->session, s->form.record.id));
    else if (note >= 0)
        form_go(&s->form, &s->session->typing, (size_t)note);
}

void form_screen_note(struct form_screen *s, struct ui *ui)
{
    const struct form_field *f = &s->form.field[s->form.focus];
    form_leave(&s->form, &s->session->typing); /* is it right? */
    if (!f->edit.text.n || !f->accepted || f->later) {
        later(s, ui);
        return;
    }
    struct ui_choices c = {.title = _("Ghi chú, để sau"),
                           .n = s->form.record.id ? 3 : 2,
                           .label = note_label,
                           .done = note_done,
                           .context = s};
    ui_pick(ui, &c);
}

/* ---- F8 ---- */

static enum status refs_fn(struct book_tx *t, void *context)
{
    struct form_screen *s = context;
    referrers_release(&s->refs);
    return referrers_find(t, s->form.record.id, &s->refs);
}

struct ref_label {
    const struct referrer *ref;
    struct buf *out;
};

static enum status ref_label_fn(struct book_tx *t, void *context)
{
    struct ref_label *x = context;
    struct record r;
    enum status st = book_get(t, x->ref->id, &r);
    buf_reset(x->out);
    buf_adds(x->out, entity_one(x->ref->e));
    if (st != STATUS_OK)
        return st;
    if (r.number)
        buf_addf(x->out, _(" số %u"), (unsigned)r.number);
    if (entity_field_flag(r.e, FIELD_NAME) >= 0)
        buf_addf(x->out, ": %.*s", (int)record_name(&r).n, record_name(&r).p);
    record_release(&r);
    return STATUS_OK;
}

static void ref_label(void *context, size_t i, struct buf *out)
{
    struct form_screen *s = context;
    struct ref_label x = {&s->refs.v[i], out};
    if (book_read(s->session->book, s->session->who, ref_label_fn, &x, NULL) != STATUS_OK &&
        !out->n)
        buf_adds(out, entity_one(x.ref->e)); /* it can be opened all the same */
}

static void ref_done(void *context, struct ui *ui, size_t i)
{
    struct form_screen *s = context;
    ui_push(ui, screen_form_new(s->session, s->refs.v[i].e, s->refs.v[i].id, s->form.record.unit));
}

/* What points at the record is shown to be opened. false: nothing does. */
static bool show_refs(struct form_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = book_read(s->session->book, s->session->who, refs_fn, s, &d);
    if (st != STATUS_OK || !s->form.e->subject || !s->refs.n)
        return false; /* the deletion itself looks again */
    struct buf title = {0}, text = {0};
    referrers_add_text(&s->refs, &text);
    buf_addf(&title, _("Chưa xóa được: còn %s"), buf_str(&text));
    struct ui_choices c = {.title = buf_str(&title),
                           .n = s->refs.n,
                           .label = ref_label,
                           .done = ref_done,
                           .context = s};
    ui_pick(ui, &c);
    ui_say(ui, DRAW_WARNING, "%s",
           form_layout_find(&s->form.layout, "to") >= 0
               ? _("Chuyển đi thì Esc, ghi Đến ngày. Muốn xóa: Enter mở từng phiếu để sửa trước.")
               : _("Muốn xóa thì bấm Enter mở từng phiếu này, sửa hoặc xóa trước."));
    buf_release(&title);
    buf_release(&text);
    return true;
}

static bool delete_done(void *context, struct ui *ui, struct span answer)
{
    struct form_screen *s = context;
    struct detail d = {0};
    if (!span_trim(answer).n)
        return true; /* thought better of it */
    enum status st = form_delete(&s->form, answer, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return st != STATUS_INVALID;
    }
    ui_say(ui, DRAW_GOOD, "%s", _("Đã xóa phiếu khỏi sổ."));
    ui_close(ui, &s->screen);
    return true;
}

void form_screen_delete(struct form_screen *s, struct ui *ui)
{
    struct buf b = {0}, word = {0};
    if (!s->form.record.id) {
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Phiếu này chưa lưu. Bấm Esc để bỏ ra, bản nháp được giữ."));
        return;
    }
    if (show_refs(s, ui))
        return;
    form_add_delete_word(&s->form, &word);
    form_add_title(&s->form, &b);
    struct buf question = {0};
    buf_addf(&question, _("Xóa %s?"), buf_str(&b));
    if (form_layout_find(&s->form.layout, "to") >= 0)
        buf_adds(&question, _(" Chuyển đi thì ghi Đến ngày, không xóa."));
    buf_addf(&question, _(" Gõ %s rồi Enter để xóa:"), buf_str(&word));
    struct ui_question q = {.question = buf_str(&question), .done = delete_done, .context = s};
    ui_ask(ui, &q);
    buf_release(&b);
    buf_release(&word);
    buf_release(&question);
}

/* ---- leaving without a draft ---- */

static bool discard_done(void *context, struct ui *ui, struct span answer)
{
    struct form_screen *s = context;
    struct buf word = {0};
    fold_search(&word, span_trim(answer));
    bool discard = span_eq_str(buf_span(&word), "bo");
    buf_release(&word);
    if (discard)
        ui_close(ui, &s->screen);
    else
        ui_say(ui, DRAW_NORMAL, "%s", _("Phần đã gõ còn nguyên. Có chỗ trên đĩa rồi thì bấm F2."));
    return true;
}

void form_screen_ask_discard(struct form_screen *s, struct ui *ui)
{
    struct ui_question q = {
        .question = _("Ổ đĩa không ghi được: chưa lưu, chưa giữ được bản nháp. Bấm Enter để ở lại. "
                      "Gõ bỏ rồi Enter để bỏ phần đã gõ:"),
        .done = discard_done,
        .context = s};
    ui_ask(ui, &q);
}

/* ---- a household that ended ---- */

static void people_label(void *context, size_t i, struct buf *out)
{
    struct form_screen *s = context;
    int to = form_layout_find(&s->form.layout, "to");
    struct span last = form_text(&s->form, (size_t)to);
    if (i == 0)
        buf_addf(out, _("Ghi đến ngày %.*s cho %zu người của hộ"), (int)last.n, last.p, s->people);
    else
        buf_adds(out, _("Để nguyên, sẽ sửa từng người"));
}

static void people_done(void *context, struct ui *ui, size_t i)
{
    struct form_screen *s = context;
    struct detail d = {0};
    size_t n = 0;
    enum status st =
        i ? STATUS_OK
          : household_end_close(s->session->book, s->session->who, s->form.record.id, &n, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    if (i == 0)
        ui_say(ui, DRAW_GOOD, _("Đã ghi đĩa: %zu người của hộ đến cùng ngày."), n);
    ui_close(ui, &s->screen);
}

bool form_screen_ask_people(struct form_screen *s, struct ui *ui)
{
    struct detail d = {0};
    int to = form_layout_find(&s->form.layout, "to");
    if (s->form.e->id != ENTITY_HOUSEHOLD || to < 0 || !form_text(&s->form, (size_t)to).n)
        return false;
    enum status st =
        household_end_count(s->session->book, s->session->who, s->form.record.id, &s->people, &d);
    if (st != STATUS_OK || !s->people)
        return false; /* the household is saved: what cannot be counted is not asked */
    struct ui_choices c = {.title = _("Hộ đã thôi ở đây, còn người trong hộ"),
                           .n = 2,
                           .label = people_label,
                           .done = people_done,
                           .context = s};
    ui_pick(ui, &c);
    return true;
}
