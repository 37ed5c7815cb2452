/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of records: one screen for every entity, and for the records behind a figure. While a
 * search is typed the letters go to it; otherwise letters are commands.
 */
#include <stdlib.h>
#include <time.h>

#include "core/progress_print.h"
#include "forms/editing.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/draw_wrap.h"
#include "tui/edit_event.h"
#include "tui/list_extra.h"
#include "tui/print_ask.h"
#include "tui/record_menu.h"
#include "tui/unit_list.h"

enum { WIDEST = 130 /* farther apart nobody reads across */ };

enum { NARROW = 60 };

struct list_screen {
    struct screen screen;
    struct session *session;
    struct list *list;
    struct edit search;
    bool searching;
    struct record_menu menu;
    struct print_ask print;
    bool behind; /* the records behind a figure: nothing is added here */
    struct buf place;
    struct list_behind what;
    struct unit_list units; /* to choose from, while asked */
    bool adding;            /* the unit is asked for a new record */
    const struct field *sort[16];
    size_t n_sorts;
    struct list_extra extra;
};

static int rows_of(const struct draw *d)
{
    int n = draw_work_rows(d) - 1;
    return n < 1 ? 1 : n;
}

static void load(struct list_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct draw *draw = ui_draw(ui);
    int columns = draw->columns < WIDEST ? draw->columns : WIDEST;
    enum status st =
        list_load(s->list, (size_t)(columns > 4 ? columns - 3 : 1), (size_t)rows_of(draw), &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

/* Which of the figures the records stand behind. */
static const char *behind_words(enum explain_state state)
{
    switch (state) {
    case EXPLAIN_TOTAL:
        return _("tất cả");
    case EXPLAIN_REGISTERED:
        return _("đã đăng ký");
    case EXPLAIN_PROPOSED:
        return _("đã đề nghị");
    case EXPLAIN_RECOGNISED:
        return _("đã công nhận");
    case EXPLAIN_MISSING:
        return _("chưa công nhận");
    case EXPLAIN_MOVED:
        return _("đã chuyển đi");
    }
    return "";
}

static void add_where(struct list_screen *s, struct buf *out)
{
    if (s->behind)
        buf_addf(out, "%s %d: %s", progress_indicator_label(s->what.indicator), s->what.year,
                 behind_words(s->what.state));
    else
        buf_adds(out, _(list_entity(s->list)->label));
    if (s->place.n)
        buf_addf(out, " · %s", buf_str(&s->place));
}

/* Has somebody row i open? out (may be NULL) gets who. */
static bool is_open(struct list_screen *s, size_t row, struct buf *out)
{
    struct editing x = {0};
    editing_look(&x, s->session->book, s->session->who, list_entity(s->list),
                 list_row_id(s->list, row));
    bool open = x.busy;
    if (out)
        editing_add_sentence(&x, (int64_t)time(NULL), out);
    editing_end(&x);
    return open;
}

static void draw_rows(struct list_screen *s, struct draw *d)
{
    struct buf b = {0};
    int top = draw_work_top(d);
    list_add_headers(s->list, &b);
    if (!s->searching)
        draw_text(d, top, 2, -1, DRAW_LABEL, buf_span(&b));
    for (size_t i = 0; i < list_rows(s->list); i++) {
        int y = top + 1 + (int)i;
        buf_reset(&b);
        list_add_row(s->list, i, &b);
        draw_text(d, y, 2, -1, list_row_ended(s->list, i) ? DRAW_DIM : DRAW_VALUE, buf_span(&b));
        if (is_open(s, i, NULL))
            draw_str(d, y, 1, 1, DRAW_WARNING, "*");
        if (list_row_chosen(s->list, i)) {
            draw_mark(d, y, 0);
            if (!s->searching)
                draw_cursor(d, y, 1);
        }
    }
    if (!list_count(s->list))
        draw_wrap_empty(d, 2,
                        s->search.text.n
                            ? _("Không thấy. Sửa chữ tìm, hoặc bấm Esc để xem cả danh sách.")
                        : s->behind ? _("Không có phiếu nào sau con số này.")
                                    : _("Danh sách còn trống. Bấm n để thêm phiếu đầu tiên."));
    int y = top + 2 + (list_count(s->list) ? (int)list_rows(s->list) : d->columns < NARROW ? 3 : 2);
    draw_wrap(d, y, 2, top + draw_work_rows(d) - y, 0, DRAW_NORMAL, list_foot(s->list));
    buf_release(&b);
}

/* All of the row in focus, when its cells are cut. */
static void add_whole(struct list_screen *s, struct buf *out)
{
    const struct list_column *c;
    size_t n = list_columns(s->list, &c), row = 0;
    bool cut = false;
    while (row < list_rows(s->list) && !list_row_chosen(s->list, row))
        row++;
    for (size_t i = 0; row < list_rows(s->list) && i < n; i++) {
        struct span cell = list_cell(s->list, row, i);
        cut = cut || width_columns(cell) > c[i].width;
        if (cell.n)
            buf_adds(out, out->n ? ", " : "");
        buf_add_span(out, cell);
    }
    if (!cut)
        buf_reset(out);
}

static void draw_search(struct list_screen *s, struct draw *d)
{
    struct buf b = {0};
    int y = draw_work_top(d), at = 2;
    at += draw_str(d, y, at, -1, DRAW_LABEL, _("Tìm (không cần dấu): "));
    struct edit_view v =
        edit_view(&s->search, (size_t)(d->columns > at + 2 ? d->columns - at - 1 : 1), &b);
    draw_text(d, y, at, -1, DRAW_FOCUS, buf_span(&b));
    draw_cursor(d, y, at + (int)v.cursor);
    buf_release(&b);
}

/* Merging, splitting and renaming hamlets is the commune's to decide. */
static bool may_regroup(const struct list_screen *s)
{
    return list_entity(s->list)->id == ENTITY_HAMLET && !s->behind &&
           caller_may(s->session->who, ACCESS_DECIDE, s->session->book->commune, NULL) == STATUS_OK;
}

static void regroup(struct list_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st;
    if (!list_id(s->list))
        return;
    struct screen *next = screen_regroup_new(s->session, list_place(s->list), &d, &st);
    if (next)
        ui_push(ui, next);
    else
        ui_say_status(ui, st, &d);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                         {.action = ACTION_FIND, .key = "/"},
                                         {.action = ACTION_NEW, .key = "n"},
                                         {.key = "h", .name = N_("Thôn")},
                                         {.key = "s", .name = N_("Sắp xếp")},
                                         {.action = ACTION_BACK},
                                         {0}};
    static const struct ui_key hamlet_keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                                {.action = ACTION_FIND, .key = "/"},
                                                {.action = ACTION_NEW, .key = "n"},
                                                {.key = "g", .name = N_("Gộp, tách")},
                                                {.key = "s", .name = N_("Sắp xếp")},
                                                {.action = ACTION_BACK},
                                                {0}};
    struct list_screen *s = (struct list_screen *)screen;
    const char *extra_name = NULL, *extra = list_extra_key(list_entity(s->list), &extra_name);
    const struct ui_key extra_keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                        {.action = ACTION_FIND, .key = "/"},
                                        {.action = ACTION_NEW, .key = "n"},
                                        {.key = extra, .name = extra_name},
                                        {.key = "h", .name = N_("Thôn")},
                                        {.action = ACTION_BACK},
                                        {0}};
    static const struct ui_key behind_keys[] = {{.action = ACTION_NEXT, .name = N_("Mở")},
                                                {.action = ACTION_FIND, .key = "/"},
                                                {.action = ACTION_BACK},
                                                {0}};
    struct buf where = {0}, who = {0}, hint = {0};
    load(s, ui);
    add_where(s, &where);
    list_add_total(s->list, &who);
    for (size_t i = 0; i < list_rows(s->list) && !hint.n; i++)
        if (list_row_chosen(s->list, i))
            is_open(s, i, &hint);
    if (!hint.n && ui_draw(ui)->columns < NARROW)
        add_whole(s, &hint);
    if (!hint.n)
        buf_adds(&hint, _("Gõ / rồi gõ một phần tên, không cần dấu, hoặc gõ số của phiếu."));
    ui_frame(ui, buf_span(&where), buf_span(&who), buf_span(&hint),
             s->behind        ? behind_keys
             : extra          ? extra_keys
             : may_regroup(s) ? hamlet_keys
                              : keys);
    draw_rows(s, ui_draw(ui));
    if (s->searching)
        draw_search(s, ui_draw(ui));
    buf_release(&where);
    buf_release(&hint);
    buf_release(&who);
}

static void open_chosen(struct list_screen *s, struct ui *ui)
{
    if (list_id(s->list) &&
        !list_extra_open(&s->extra, ui, s->session, list_entity(s->list), list_id(s->list)))
        ui_push(ui, screen_form_new(s->session, list_entity(s->list), list_id(s->list),
                                    list_place(s->list)));
}

static void sort_label(void *context, size_t i, struct buf *out)
{
    struct list_screen *s = context;
    buf_adds(out, i == 0 ? _("Theo số") : i == 1 ? _("Theo tên") : _(s->sort[i - 2]->label));
}

static void sort_done(void *context, struct ui *ui, size_t i)
{
    struct list_screen *s = context;
    (void)ui;
    list_set_sort(s->list,
                  i == 0   ? LIST_BY_NUMBER
                  : i == 1 ? LIST_BY_NAME
                           : LIST_BY_FIELD,
                  i < 2 ? NULL : s->sort[i - 2]);
}

static void ask_sort(struct list_screen *s, struct ui *ui)
{
    const struct list_column *c;
    size_t n = list_columns(s->list, &c);
    s->n_sorts = 0;
    for (size_t i = 0; i < n && s->n_sorts < sizeof s->sort / sizeof *s->sort; i++)
        if (c[i].kind == LIST_FIELD && !(c[i].field->flags & (FIELD_NAME | FIELD_UNIT)))
            s->sort[s->n_sorts++] = c[i].field;
    struct ui_choices q = {.title = _("Sắp xếp"),
                           .n = s->n_sorts + 2,
                           .label = sort_label,
                           .done = sort_done,
                           .context = s};
    ui_pick(ui, &q);
}

static void unit_label(void *context, size_t i, struct buf *out)
{
    unit_list_label(&((struct list_screen *)context)->units, i, out);
}

static void set_place(struct list_screen *s, struct span name)
{
    buf_reset(&s->place);
    buf_add_span(&s->place, name);
}

static void unit_done(void *context, struct ui *ui, size_t i)
{
    struct list_screen *s = context;
    const struct unit_list *l = &s->units;
    if (s->adding) {
        ui_push(ui, screen_form_new(s->session, list_entity(s->list), 0, l->unit[i]));
        return;
    }
    list_set_unit(s->list, l->unit[i]);
    set_place(s, span_of(l->name[i]));
}

static bool is_hamlet(void *context, size_t i)
{
    const struct unit_list *l = context;
    return unit_level(l->unit[i]) == UNIT_HAMLET && !l->to[i];
}

/* A new record lies in a hamlet of today: the commune is no choice then. */
static void ask_unit(struct list_screen *s, struct ui *ui, bool adding)
{
    struct detail d = {0};
    s->adding = adding;
    enum status st = unit_list_load(&s->units, s->session, NULL, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    if (adding)
        unit_list_keep(&s->units, is_hamlet);
    if (!s->units.n) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Chưa có thôn, tổ dân phố nào. Hãy thêm thôn trước: Esc, rồi mục 1."));
        return;
    }
    struct ui_choices q = {.title = adding ? _("Thêm vào thôn, tổ dân phố nào")
                                           : _("Xem thôn, tổ dân phố nào"),
                           .n = s->units.n,
                           .first = adding ? 0 : unit_list_find(&s->units, list_unit(s->list)),
                           .label = unit_label,
                           .done = unit_done,
                           .context = s};
    ui_pick(ui, &q);
}

/* A household lies in a hamlet: which one is asked first, unless the list is of one. */
static void add_new(struct list_screen *s, struct ui *ui)
{
    const struct entity *e = list_entity(s->list);
    if (list_extra_new(&s->extra, ui, s->session, e))
        return;
    int place = entity_field_flag(e, FIELD_UNIT);
    bool needs = place >= 0 && (e->fields[place].flags & FIELD_REQUIRED);
    if (needs && unit_level(list_unit(s->list)) != UNIT_HAMLET)
        ask_unit(s, ui, true);
    else
        ui_push(ui, screen_form_new(s->session, e, 0, list_unit(s->list)));
}

static void search_changed(struct list_screen *s)
{
    list_set_text(s->list, edit_text(&s->search));
}

static enum ui_result in_search(struct list_screen *s, struct ui *ui, const struct event *e)
{
    struct edit_typing *t = &s->session->typing;
    enum edit_done done;
    if (e->type == EVENT_KEY) {
        if (e->action == ACTION_BACK) {
            s->searching = false;
            edit_set(&s->search, (struct span){"", 0});
            search_changed(s);
            return UI_HANDLED;
        }
        if (e->key == KEYS_ENTER || e->key == KEYS_TAB) {
            s->searching = false; /* the hits stay; Enter again opens */
            return UI_HANDLED;
        }
        if (e->action == ACTION_TYPING) {
            edit_event_toggle(t, ui);
            return UI_HANDLED;
        }
    }
    if (!edit_event(&s->search, t, e, &done))
        return UI_PASS;
    edit_event_say(&s->search, done, ui);
    if (done != EDIT_MOVED && done != EDIT_NOTHING)
        search_changed(s);
    return UI_HANDLED;
}

static void begin_search(struct list_screen *s)
{
    s->searching = true;
    edit_enter(&s->search);
}

static enum ui_result letter(struct list_screen *s, struct ui *ui, struct span text)
{
    if (text.n == 1 && text.p[0] >= '0' && text.p[0] <= '9') { /* "27": by number at once */
        begin_search(s);
        edit_type(&s->search, &s->session->typing, 0, text);
        search_changed(s);
        return UI_HANDLED;
    }
    if (!s->behind && list_extra_letter(&s->extra, ui, s->session, list_entity(s->list),
                                        list_unit(s->list), text))
        return UI_HANDLED;
    if (may_regroup(s) && action_letter_is(text, 'g'))
        regroup(s, ui);
    else if (!s->behind && action_letter_is(text, 'h'))
        ask_unit(s, ui, false);
    else if (!s->behind && action_letter_is(text, 's'))
        ask_sort(s, ui);
    else
        return UI_PASS;
    return UI_HANDLED;
}

static bool cursor_key(struct list_screen *s, struct ui *ui, const struct event *e)
{
    (void)ui;
    switch ((int)e->key) {
    case KEYS_UP:
        list_move(s->list, -1);
        return true;
    case KEYS_DOWN:
        list_move(s->list, 1);
        return true;
    case KEYS_HOME:
        list_go(s->list, 0);
        return true;
    case KEYS_END:
        if (list_count(s->list))
            list_go(s->list, list_count(s->list) - 1);
        return true;
    case KEYS_PGUP:
        list_page(s->list, -1);
        return true;
    case KEYS_PGDN:
        list_page(s->list, 1);
        return true;
    }
    return false;
}

/* The same rows by a command; of the row "cấp xã" alone there is none. */
static void fetch_rows(struct list_screen *s)
{
    static const char *const states[] = {[EXPLAIN_TOTAL] = "",
                                         [EXPLAIN_REGISTERED] = " --state registered",
                                         [EXPLAIN_PROPOSED] = " --state proposed",
                                         [EXPLAIN_RECOGNISED] = " --state recognised",
                                         [EXPLAIN_MISSING] = " --state missing",
                                         [EXPLAIN_MOVED] = " --state moved"};
    struct fetch *f = &s->print.fetch;
    const struct choice *c = field_choice_by_code(indicator_choices, s->what.indicator);
    fetch_release(f);
    if (!s->behind) {
        fetch_begin(f, s->session, "xlsx", "export %s", list_entity(s->list)->name);
        fetch_add_unit(f, list_unit(s->list));
    } else if (!s->what.own && c) {
        fetch_begin(f, s->session, "txt", "explain --title %s%s", c->name, states[s->what.state]);
        fetch_add_year(f, s->what.year);
        fetch_add_unit(f, s->what.unit);
    }
}

static void print(struct list_screen *s, struct ui *ui)
{
    struct buf title = {0}, name = {0};
    struct detail d = {0};
    add_where(s, &title);
    doc_release(&s->print.doc);
    enum status st = list_print(s->list, buf_str(&title), &s->print.doc, &d);
    buf_adds(&name, "danh-sach.docx");
    fetch_rows(s);
    if (st == STATUS_OK)
        print_ask(&s->print, ui, &s->print.doc, buf_str(&name));
    else
        ui_say_status(ui, st, &d);
    buf_release(&title);
    buf_release(&name);
}

static enum ui_result on_action(struct list_screen *s, struct ui *ui, enum action a)
{
    if (a == ACTION_NEXT) {
        open_chosen(s, ui);
    } else if (a == ACTION_FIND) {
        begin_search(s);
    } else if (a == ACTION_NEW && !s->behind) {
        add_new(s, ui);
    } else if (a == ACTION_NOTE && list_id(s->list)) {
        record_menu_ask(&s->menu, ui, s->session, list_entity(s->list), list_id(s->list),
                        list_place(s->list), 0);
    } else if (a == ACTION_PRINT) {
        print(s, ui);
    } else if (a == ACTION_BACK) {
        if (!s->search.text.n)
            return UI_CLOSE;
        edit_set(&s->search, (struct span){"", 0});
        search_changed(s);
    } else {
        return UI_PASS;
    }
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct list_screen *s = (struct list_screen *)screen;
    if (e->type == EVENT_KEY && cursor_key(s, ui, e))
        return UI_HANDLED;
    if (s->searching)
        return in_search(s, ui, e);
    enum action a = action_in_list(e);
    if (a != ACTION_NONE)
        return on_action(s, ui, a);
    return e->type == EVENT_EDIT ? letter(s, ui, e->text) : UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct list_screen *s = (struct list_screen *)screen;
    list_free(s->list);
    edit_release(&s->search);
    buf_release(&s->place);
    unit_list_release(&s->units);
    list_extra_release(&s->extra);
    print_ask_release(&s->print);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Mũi tên để đi, Enter để mở phiếu, n để thêm phiếu mới. / để tìm: gõ một phần "
               "tên, không cần dấu. Gõ số để đến phiếu mang số ấy. h để chọn thôn, s để sắp "
               "xếp. F7 để ghi chú cho phiếu hoặc xem ai đã sửa. Ctrl-P in danh sách ra tệp.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
    .reads = true,
};

static struct list_screen *make(struct session *session, const struct entity *e)
{
    struct list_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    s->list = list_new(session->book, session->who, e);
    edit_init(&s->search, 80, false, false);
    set_place(s, span_of(session->book->name));
    return s;
}

struct screen *screen_list_new(struct session *session, const struct entity *e,
                               struct unit_key unit)
{
    struct list_screen *s = make(session, e);
    struct detail d = {0};
    if (unit_level(unit) == UNIT_NONE)
        unit = session->unit;
    if (unit_level(unit) == UNIT_HAMLET && e->id != ENTITY_HAMLET) {
        list_set_unit(s->list, unit);
        if (unit_name_read(session, unit, &s->place, &d) != STATUS_OK)
            set_place(s, span_of(session->book->name));
    }
    return &s->screen;
}

struct screen *screen_behind_new(struct session *session, const struct list_behind *what)
{
    const struct entity *e = list_behind_entity(what->indicator);
    struct detail d = {0};
    if (!e)
        return NULL;
    struct list_screen *s = make(session, e);
    s->behind = true;
    s->what = *what;
    if (unit_name_read(session, what->unit, &s->place, &d) != STATUS_OK)
        set_place(s, span_of(session->book->name));
    list_set_behind(s->list, what);
    return &s->screen;
}
