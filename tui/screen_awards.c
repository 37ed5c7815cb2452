/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Đề nghị khen thưởng: whom the records speak for, for an occasion and a form; the space bar ticks,
 * Enter makes the proposals. The rows are those of forms/award_view.h.
 */
#include <stdlib.h>

#include "forms/award_view.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/print_ask.h"
#include "tui/session.h"

struct awards_screen {
    struct screen screen;
    struct session *session;
    struct award_view *view;
    size_t at, top;
    struct print_ask print;
};

static size_t height_of(const struct draw *d)
{
    return list_window_rows(d, 1);
}

static void load(struct awards_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = award_view_load(s->view, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    list_window_show(award_view_rows(s->view), height_of(ui_draw(ui)), &s->at, &s->top);
}

static void draw_rows(struct awards_screen *s, struct draw *d)
{
    struct buf b = {0};
    int top = draw_work_top(d);
    size_t width = (size_t)(d->columns > 4 ? d->columns - 3 : 1), height = height_of(d);
    award_view_add_headers(width, &b);
    draw_text(d, top, 2, -1, DRAW_LABEL, buf_span(&b));
    for (size_t i = 0; i < height && s->top + i < award_view_rows(s->view); i++) {
        size_t row = s->top + i;
        int y = top + 1 + (int)i;
        bool open = award_candidate_open(award_view_candidate(s->view, row));
        buf_reset(&b);
        award_view_add_row(s->view, row, width, &b);
        draw_text(d, y, 2, -1, open ? DRAW_VALUE : DRAW_DIM, buf_span(&b));
        if (row == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 3);
        }
    }
    if (!award_view_rows(s->view))
        draw_wrap_empty(d, 2, _("Chưa có ai để đề nghị cho dịp này. Bấm d để chọn dịp khác."));
    buf_release(&b);
}

static void draw(struct screen *screen, struct ui *ui)
{
    const struct ui_key keys[] = {{.key = _("Cách"), .name = N_("Chọn")},
                                  {.action = ACTION_NEXT, .name = N_("Đề nghị")},
                                  {.key = "d", .name = N_("Dịp khen")},
                                  {.key = "h", .name = N_("Hình thức")},
                                  {.action = ACTION_PRINT, .name = N_("In")},
                                  {.action = ACTION_BACK, .name = N_("Về")},
                                  {0}};
    struct awards_screen *s = (struct awards_screen *)screen;
    struct buf where = {0}, who = {0}, hint = {0};
    load(s, ui);
    buf_adds(&where, _("Đề nghị khen"));
    buf_adds(&where, " · ");
    award_view_add_ask(s->view, &where);
    award_view_add_count(s->view, &who);
    award_view_add_hint(s->view, s->at, &hint);
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint), keys);
    draw_rows(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&who);
    buf_release(&hint);
}

/* ---- questions ---- */

static const struct choice *choices_of(const char *field)
{
    const struct entity *e = entity_by_id(ENTITY_AWARD);
    return e->fields[entity_field(e, field)].choices;
}

static void ask_again(struct awards_screen *s, struct award_ask ask)
{
    award_view_set_ask(s->view, &ask);
    s->at = s->top = 0;
}

static void occasion_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, _(choices_of("occasion")[i].label));
}

static void occasion_done(void *context, struct ui *ui, size_t i)
{
    struct awards_screen *s = context;
    struct award_ask ask = *award_view_asked(s->view);
    ask.occasion = (enum award_occasion)choices_of("occasion")[i].code;
    ask.year = award_usual_year(ask.occasion, s->session->who->today);
    (void)ui;
    ask_again(s, ask);
}

static void form_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, _(choices_of("form")[i].label));
}

static void form_done(void *context, struct ui *ui, size_t i)
{
    struct awards_screen *s = context;
    struct award_ask ask = *award_view_asked(s->view);
    ask.form = (enum award_form)choices_of("form")[i].code;
    (void)ui;
    ask_again(s, ask);
}

static void kind_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, award_view_kind_label(i));
}

static void kind_done(void *context, struct ui *ui, size_t i)
{
    struct awards_screen *s = context;
    (void)ui;
    award_view_set_kind(s->view, i);
    s->at = s->top = 0;
}

static void pick(struct awards_screen *s, struct ui *ui, const char *title, size_t n, size_t first,
                 void (*label)(void *, size_t, struct buf *),
                 void (*done)(void *, struct ui *, size_t))
{
    struct ui_choices c = {
        .title = title, .n = n, .first = first, .label = label, .done = done, .context = s};
    ui_pick(ui, &c);
}

static size_t count_choices(const struct choice *c, int code, size_t *first)
{
    size_t n = 0;
    for (*first = 0; c[n].label; n++)
        if (c[n].code == code)
            *first = n;
    return n;
}

static void propose_label(void *context, size_t i, struct buf *out)
{
    struct awards_screen *s = context;
    if (i == 0)
        buf_addf(out, _("Lập đề nghị cho %zu người, tập thể đã chọn"), award_view_ticks(s->view));
    else
        buf_adds(out, _("Chưa, xem lại danh sách"));
}

static void propose_done(void *context, struct ui *ui, size_t i)
{
    struct awards_screen *s = context;
    struct detail d = {0};
    size_t made, wanted = award_view_ticks(s->view);
    if (i != 0)
        return;
    enum status st = award_view_propose(s->view, &made, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    else if (made < wanted)
        ui_say(ui, DRAW_WARNING,
               _("Đã lập %zu đề nghị. %zu người, tập thể vừa được người khác đề nghị rồi."), made,
               wanted - made);
    else
        ui_say(ui, DRAW_GOOD, _("Đã ghi %zu đề nghị vào sổ Khen thưởng, chờ quyết định."), made);
}

static void propose(struct awards_screen *s, struct ui *ui)
{
    if (award_view_ticks(s->view))
        pick(s, ui, _("Đề nghị khen"), 2, 0, propose_label, propose_done);
    else
        ui_say(ui, DRAW_NORMAL, "%s", _("Chưa chọn ai. Bấm dấu cách ở từng dòng để chọn."));
}

static bool limit_done(void *context, struct ui *ui, struct span answer)
{
    struct awards_screen *s = context;
    struct buf b = {0};
    struct detail d = {0};
    buf_add_span(&b, span_trim(answer));
    char *end = NULL;
    long n = strtol(buf_str(&b), &end, 10);
    bool right = *end == 0 && n >= 0 && n <= 100000;
    buf_release(&b);
    if (!right) {
        ui_say(ui, DRAW_ERROR, "%s", _("Mức phải là số, ví dụ 10. Để trống: không đặt mức."));
        return false;
    }
    enum status st = award_view_set_limit(s->view, (int)n, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    return true;
}

static void ask_limit(struct awards_screen *s, struct ui *ui)
{
    struct ui_question q = {.question =
                                _("Mức của xã cho dịp và hình thức này, mấy người, tập thể?"),
                            .done = limit_done,
                            .context = s};
    ui_ask(ui, &q);
}

static void move_year(struct awards_screen *s, struct ui *ui, int by)
{
    struct award_ask ask = *award_view_asked(s->view);
    int last = day_year(s->session->who->today);
    if (ask.occasion != AWARD_YEARLY && ask.occasion != AWARD_CONGRESS) {
        ui_say(ui, DRAW_NORMAL, "%s", _("Dịp này có năm của nó rồi. Bấm d để chọn dịp khác."));
        return;
    }
    if (ask.year + by < 2021 || ask.year + by > last) {
        ui_say(ui, DRAW_NORMAL, _("Năm phải từ 2021 đến %d."), last);
        return;
    }
    ask.year += by;
    ask_again(s, ask);
}

static void open_record(struct awards_screen *s, struct ui *ui)
{
    const struct award_candidate *c = award_view_candidate(s->view, s->at);
    if (c && c->id)
        ui_push(ui, screen_form_new(s->session, entity_by_id(c->entity), c->id, c->unit));
    else if (c)
        ui_say(ui, DRAW_NORMAL, "%s",
               _("Mới có tên trong sổ đóng góp, sổ quỹ, chưa có phiếu riêng để mở."));
}

/* ---- keys ---- */

static enum ui_result letter(struct awards_screen *s, struct ui *ui, struct span t)
{
    const struct award_ask *ask = award_view_asked(s->view);
    size_t n, first;
    if (span_eq_str(t, " ")) {
        if (award_view_toggle(s->view, s->at))
            s->at += s->at + 1 < award_view_rows(s->view);
    } else if (action_letter_is(t, 'd')) {
        n = count_choices(choices_of("occasion"), ask->occasion, &first);
        pick(s, ui, _("Khen nhân dịp nào"), n, first, occasion_label, occasion_done);
    } else if (action_letter_is(t, 'h')) {
        n = count_choices(choices_of("form"), ask->form, &first);
        pick(s, ui, _("Hình thức khen"), n, first, form_label, form_done);
    } else if (action_letter_is(t, 'l')) {
        pick(s, ui, _("Xem loại nào"), award_view_kinds(), award_view_kind(s->view), kind_label,
             kind_done);
    } else if (action_letter_is(t, 'm')) {
        ask_limit(s, ui);
    } else if (action_letter_is(t, 'p')) {
        open_record(s, ui);
    } else {
        return UI_PASS;
    }
    return UI_HANDLED;
}

static void print(struct awards_screen *s, struct ui *ui)
{
    struct buf name = {0};
    doc_release(&s->print.doc);
    award_view_print(s->view, &s->print.doc);
    buf_addf(&name, "xet-khen-%d.docx", award_view_asked(s->view)->year);
    print_ask(&s->print, ui, &s->print.doc, buf_str(&name));
    buf_release(&name);
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct awards_screen *s = (struct awards_screen *)screen;
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(s, ui, e->text);
    if (list_window_key(e->key, award_view_rows(s->view), height_of(ui_draw(ui)), &s->at))
        return UI_HANDLED;
    if (e->key == KEYS_LEFT || e->key == KEYS_RIGHT)
        move_year(s, ui, e->key == KEYS_LEFT ? -1 : 1);
    else if (e->key == KEYS_ENTER)
        propose(s, ui);
    else if (e->action == ACTION_PRINT)
        print(s, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct awards_screen *s = (struct awards_screen *)screen;
    award_view_free(s->view);
    print_ask_release(&s->print);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Danh sách máy lập từ sổ: ai được công nhận trong hầu hết các năm của dịp khen, ai "
               "có đóng góp, có sáng kiến hoặc đủ tiêu chí thi đua. Máy chỉ xếp thứ tự, chọn ai là "
               "việc của người. Dấu cách để chọn, Enter để lập đề nghị; mỗi người chỉ được đề nghị "
               "một lần cho một dịp và một hình thức.\n"
               "d đổi dịp khen, h đổi hình thức, l xem từng loại, mũi tên trái phải đổi năm, p mở "
               "phiếu, m ghi mức xã đặt cho dịp này, Ctrl-P in danh sách ra tệp. Dòng mờ là đã đề "
               "nghị, hoặc tập thể đã sáp "
               "nhập, giải thể.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
    .reads = true,
};

struct screen *screen_awards_new(struct session *session)
{
    struct awards_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->view = award_view_new(session->book, session->who, session->unit);
    return &s->screen;
}
