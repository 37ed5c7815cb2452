/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First start: five questions on one screen, or the sample commune. What was typed is kept when
 * something is wrong, and when the line closes (tui/first_draft.h); no book is made before all
 * answers fit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/demo.h"
#include "core/progress.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "forms/person.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/edit_event.h"
#include "tui/first_draft.h"
#include "tui/session.h"

enum { PROVINCE, COMMUNE, HAMLETS, NAME, TARGET, N_QUESTIONS };

struct first_screen {
    struct screen screen;
    struct session *session;
    struct edit answer[N_QUESTIONS];
    size_t focus;
    bool due, left;                /* typed since the draft; left by Esc without one */
    struct unit_key province[100]; /* to pick from */
    size_t n_provinces;
};

static const struct {
    const char *question, *help;
    size_t max;
} asked[N_QUESTIONS] = {
    {N_("1. Tỉnh, thành phố"), N_("Bấm F4 để chọn trong danh sách, hoặc gõ tên. Ví dụ: Thanh Hóa"),
     60},
    {N_("2. Mã và tên xã"), N_("5 chữ số của mã xã rồi đến tên. Ví dụ: 15664 Xã Triệu Sơn"), 80},
    {N_("3. Các thôn, tổ dân phố"),
     N_("Cách nhau bằng dấu phẩy, hoặc chỉ ghi số thôn. Ví dụ: Thôn Đông, Thôn Đoài; hoặc: 14"),
     2000},
    {N_("4. Họ tên người dùng"), N_("Tên này ghi vào nhật ký. Ví dụ: Nguyễn Thị Hường"), 80},
    {N_("5. Chỉ tiêu gia đình năm nay (%)"),
     N_("Tỷ lệ Gia đình học tập xã phải đạt năm nay; chưa có thì để trống. Ví dụ: 72"), 8},
};

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.action = ACTION_NEXT},
                                         {.action = ACTION_SAVE, .name = N_("Lập sổ")},
                                         {.action = ACTION_PICK},
                                         {.action = ACTION_TYPING},
                                         {.action = ACTION_REPEAT_RECORD, .name = N_("Xem xã mẫu")},
                                         {.action = ACTION_BACK, .name = N_("Thoát")},
                                         {0}};
    struct first_screen *s = (struct first_screen *)screen;
    struct draw *d = ui_draw(ui);
    int top = draw_work_top(d), x = d->columns > 60 ? 38 : 20;
    ui_frame(ui, span_of(_("hoctap · lần đầu")), span_of(_("Sổ theo dõi xây dựng xã hội học tập")),
             span_of(_(asked[s->focus].help)), keys);
    bool roomy = draw_work_rows(d) >= 5 + 2 * N_QUESTIONS;
    if (roomy) {
        draw_str(d, top + 1, 3, -1, DRAW_NORMAL, _("Trả lời năm câu rồi bấm F2 để lập sổ của xã."));
        draw_str(d, top + 2, 3, -1, DRAW_NORMAL,
                 _("Muốn xem thử trước thì bấm F6: một xã tưởng tượng, không phải dữ liệu thật."));
    } else {
        draw_str(d, top, 1, -1, DRAW_NORMAL, _("Trả lời rồi F2: lập sổ. F6: xem xã mẫu."));
    }
    for (size_t i = 0; i < N_QUESTIONS; i++) {
        struct buf b = {0};
        bool below = !roomy && i == s->focus; /* then the whole question can be read */
        int y = roomy ? top + 5 + 2 * (int)i : top + 1 + (int)i + (i > s->focus);
        int at = below ? 6 : x;
        draw_str(d, y, 3, below ? -1 : x - 4, DRAW_LABEL, _(asked[i].question));
        struct edit_view v = edit_view(&s->answer[i], (size_t)(d->columns - at - 2), &b);
        draw_text(d, y + below, at, -1, DRAW_VALUE, buf_span(&b));
        if (i == s->focus)
            draw_cursor(d, y + below, at + (int)v.cursor);
        buf_release(&b);
    }
}

static bool same(struct span a, const char *name)
{
    struct buf x = {0}, y = {0};
    const char *bare = strncmp(name, "Tỉnh ", strlen("Tỉnh ")) == 0 ? name + strlen("Tỉnh ")
                       : strncmp(name, "Thành phố ", strlen("Thành phố ")) == 0
                           ? name + strlen("Thành phố ")
                           : name;
    fold_search(&x, a);
    fold_search(&y, span_of(name));
    bool is = span_eq(buf_span(&x), buf_span(&y));
    buf_reset(&y);
    fold_search(&y, span_of(bare));
    is = is || span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return is;
}

static void find_provinces(struct first_screen *s)
{
    s->n_provinces = 0;
    for (int i = 1; i < 100; i++) {
        char code[3];
        snprintf(code, sizeof code, "%02d", i);
        struct unit_key u = unit_province(UNIT_2025, code);
        if (unitbook_province_name(u))
            s->province[s->n_provinces++] = u;
    }
}

static void province_label(void *context, size_t i, struct buf *out)
{
    struct first_screen *s = context;
    buf_adds(out, unitbook_province_name(s->province[i]));
}

static void province_done(void *context, struct ui *ui, size_t i)
{
    struct first_screen *s = context;
    (void)ui;
    s->due = true;
    edit_replace(&s->answer[PROVINCE], span_of(unitbook_province_name(s->province[i])));
    s->focus = COMMUNE;
}

static void pick_province(struct first_screen *s, struct ui *ui)
{
    struct ui_choices c = {.title = _("Tỉnh, thành phố"),
                           .n = s->n_provinces,
                           .label = province_label,
                           .done = province_done,
                           .context = s};
    ui_pick(ui, &c);
}

/* What the answers say; false: the focus is on the wrong one and line 23 says why. */
struct answers {
    struct unit_key province, commune;
    struct buf name;
    int64_t target; /* hundredths; -1 none */
};

static bool wrong(struct first_screen *s, struct ui *ui, size_t i, const char *why)
{
    s->focus = i;
    ui_say(ui, DRAW_ERROR, "%s", why);
    return false;
}

static bool read_answers(struct first_screen *s, struct ui *ui, struct answers *a)
{
    struct span p = span_trim(edit_text(&s->answer[PROVINCE]));
    struct span c = span_trim(edit_text(&s->answer[COMMUNE]));
    struct span t = span_trim(edit_text(&s->answer[TARGET]));
    for (size_t i = 0; i < s->n_provinces && p.n; i++)
        if (same(p, unitbook_province_name(s->province[i])))
            a->province = s->province[i];
    if (unit_level(a->province) == UNIT_NONE)
        return wrong(s, ui, PROVINCE, _("Chưa rõ tỉnh nào. Bấm F4 để chọn trong danh sách."));
    if (c.n < 7 || !unit_parse((struct span){c.p, 5}, UNIT_2025, &a->commune) || c.p[5] != ' ')
        return wrong(
            s, ui, COMMUNE,
            _("Cần 5 chữ số của mã xã, một dấu cách, rồi tên xã. Ví dụ: 15664 Xã Triệu Sơn."));
    buf_add_span(&a->name, span_trim((struct span){c.p + 6, c.n - 6}));
    a->target = -1;
    if (t.n && (!number_parse_hundredths(t, &a->target) || a->target < 0 || a->target > 10000))
        return wrong(s, ui, TARGET, _("Chỉ tiêu là số từ 0 đến 100. Chưa có thì để trống."));
    return true;
}

static void set(struct record *r, const char *field, struct span text)
{
    int i = entity_field(r->e, field);
    enum reason why = field_parse(&r->e->fields[i], text, NULL, &r->v[i]);
    (void)why; /* the texts are ours, or any text */
}

static enum status save_hamlet(struct first_screen *s, struct span name, struct detail *d)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    set(&r, "name", name);
    enum status st = save_one(s->session->book, s->session->who, &r, NULL, d);
    record_release(&r);
    return st;
}

/* "14" makes Thôn 1 to Thôn 14, else the names between commas or semicolons. */
static enum status save_hamlets(struct first_screen *s, struct detail *d)
{
    struct span text = span_trim(edit_text(&s->answer[HAMLETS]));
    enum status st = STATUS_OK;
    int64_t n;
    if (number_parse(text, &n)) {
        for (int i = 1; i <= n && i <= 999 && st == STATUS_OK; i++) {
            char name[32];
            snprintf(name, sizeof name, "Thôn %d", i);
            st = save_hamlet(s, span_of(name), d);
        }
        return st;
    }
    while (text.n && st == STATUS_OK) {
        size_t len = 0;
        while (len < text.n && text.p[len] != ',' && text.p[len] != ';')
            len++;
        bool comma = len < text.n;
        struct span name = span_trim((struct span){text.p, len});
        if (name.n)
            st = save_hamlet(s, name, d);
        len += comma;
        text = (struct span){text.p + len, text.n - len};
    }
    return st;
}

static enum status save_target(struct first_screen *s, int64_t hundredths, struct detail *d)
{
    struct record r;
    if (hundredths < 0)
        return STATUS_OK;
    record_init(&r, entity_by_id(ENTITY_TARGET));
    value_set_n(record_value(&r, "indicator"), INDICATOR_FAMILY);
    value_set_n(record_value(&r, "year"), day_year(s->session->who->today));
    value_set_n(record_value(&r, "value"), hundredths);
    value_set_n(record_value(&r, "measure"), 1);
    enum status st = save_one(s->session->book, s->session->who, &r, NULL, d);
    record_release(&r);
    return st;
}

static enum status save_name(struct book_tx *t, void *context)
{
    struct first_screen *s = context;
    return person_set_name(t, span_trim(edit_text(&s->answer[NAME])));
}

/* ---- what is typed is kept ---- */

/* False: it has said why. */
static bool keep(struct first_screen *s, struct ui *ui, bool tell)
{
    struct detail d = {0};
    enum status st = s->due ? first_draft_save(s->session->path, s->session->who->name, s->answer,
                                               N_QUESTIONS, &d)
                            : STATUS_OK;
    if (st != STATUS_OK && tell)
        ui_say_status(ui, st, &d);
    s->due = s->due && st != STATUS_OK;
    return st == STATUS_OK;
}

static void tick(struct screen *screen, struct ui *ui)
{
    keep((struct first_screen *)screen, ui, true);
}

static void hangup(struct screen *screen, struct ui *ui)
{
    keep((struct first_screen *)screen, ui, false);
}

/* A second Esc leaves without a draft. */
static enum ui_result leave(struct first_screen *s, struct ui *ui)
{
    if (s->left || keep(s, ui, true))
        return UI_PASS;
    s->left = true;
    return UI_HANDLED;
}

static void enter(struct first_screen *s, struct ui *ui)
{
    s->session->unit = s->session->book->commune;
    s->session->year = day_year(s->session->who->today);
    ui_push(ui, screen_menu_new(s->session));
    ui_remove(ui, &s->screen); /* one leaves from the menu; s is gone */
}

static void make_book(struct first_screen *s, struct ui *ui)
{
    struct answers a = {.target = -1};
    struct detail d = {0};
    if (read_answers(s, ui, &a)) {
        struct book_init init = {UNIT_2025, a.commune, a.province, buf_str(&a.name)};
        enum status st = s->session->book ? STATUS_OK /* made before, when a later step failed */
                                          : book_create(&s->session->book, s->session->path, &init,
                                                        s->session->who, &d);
        if (st == STATUS_OK)
            st = save_hamlets(s, &d);
        if (st == STATUS_OK)
            st = save_target(s, a.target, &d);
        if (st == STATUS_OK)
            st = book_write(s->session->book, s->session->who, save_name, s, &d);
        if (st == STATUS_OK) {
            first_draft_drop(s->session->path, s->session->who->name);
            ui_say(ui, DRAW_GOOD, _("Đã lập sổ của %s. Bấm 2 để nhập hộ."), buf_str(&a.name));
            enter(s, ui);
        } else {
            ui_say_status(ui, st, &d);
        }
    }
    buf_release(&a.name);
}

static void make_sample(struct first_screen *s, struct ui *ui)
{
    struct detail d = {0};
    struct book_init init = demo_init();
    struct demo_options o = {.people = -1, .seed = 1};
    enum status st = s->session->book ? STATUS_OK
                                      : book_create(&s->session->book, s->session->path, &init,
                                                    s->session->who, &d);
    if (st == STATUS_OK)
        st = demo_fill(s->session->book, s->session->who, &o, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    keep(s, ui, false); /* for the real book */
    ui_say(ui, DRAW_GOOD, _("Đây là xã mẫu. Xem xong thì xóa thư mục %s để lập sổ thật."),
           s->session->path);
    enter(s, ui);
}

static enum ui_result on_action(struct first_screen *s, struct ui *ui, const struct event *e)
{
    switch ((int)e->action) {
    case ACTION_NEXT:
        if (s->focus + 1 < N_QUESTIONS)
            edit_enter(&s->answer[++s->focus]);
        else
            ui_say(ui, DRAW_NORMAL, "%s", _("Đã hết các câu. Bấm F2 để lập sổ."));
        return UI_HANDLED;
    case ACTION_PREVIOUS:
        s->focus -= s->focus > 0;
        return UI_HANDLED;
    case ACTION_BACK:
        return leave(s, ui);
    case ACTION_PICK:
        if (s->focus == PROVINCE)
            pick_province(s, ui);
        return UI_HANDLED;
    case ACTION_SAVE:
        make_book(s, ui);
        return UI_HANDLED;
    case ACTION_REPEAT_RECORD:
        make_sample(s, ui);
        return UI_HANDLED;
    case ACTION_TYPING:
        edit_event_toggle(&s->session->typing, ui);
        return UI_HANDLED;
    case ACTION_UNDO:
        s->due = true;
        edit_undo(&s->answer[s->focus], &s->session->typing);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static bool cursor_key(struct first_screen *s, enum key k)
{
    struct edit *e = &s->answer[s->focus];
    struct edit_typing *t = &s->session->typing;
    switch ((int)k) {
    case KEYS_UP:
        s->focus -= s->focus > 0;
        return true;
    case KEYS_DOWN:
        s->focus += s->focus + 1 < N_QUESTIONS;
        return true;
    case KEYS_LEFT:
        edit_move(e, t, EDIT_LEFT);
        return true;
    case KEYS_RIGHT:
        edit_move(e, t, EDIT_RIGHT);
        return true;
    case KEYS_HOME:
        edit_move(e, t, EDIT_HOME);
        return true;
    case KEYS_END:
        edit_move(e, t, EDIT_END);
        return true;
    case KEYS_DEL:
        s->due = true;
        edit_delete(e, t);
        return true;
    }
    return false;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct first_screen *s = (struct first_screen *)screen;
    struct edit *ed = &s->answer[s->focus];
    struct edit_typing *t = &s->session->typing;
    if (e->type != EVENT_KEY || e->action != ACTION_BACK)
        s->left = false; /* only two Esc together give it up */
    if (e->type == EVENT_KEY)
        return cursor_key(s, e->key) ? UI_HANDLED : on_action(s, ui, e);
    s->due = true;
    if (e->type == EVENT_PASTE)
        edit_paste(ed, t, e->text);
    else if (!e->burst && !e->text.n && e->erase == 1)
        edit_backspace(ed, t);
    else
        edit_type(ed, t, e->erase, e->text);
    return UI_HANDLED;
}

static void close_screen(struct screen *screen)
{
    struct first_screen *s = (struct first_screen *)screen;
    for (size_t i = 0; i < N_QUESTIONS; i++)
        edit_release(&s->answer[i]);
    free(s);
}

static const struct screen_ops ops = {
    .draw = draw, .event = event, .tick = tick, .hangup = hangup, .close = close_screen};

struct screen *screen_first_new(struct session *session)
{
    struct first_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    for (size_t i = 0; i < N_QUESTIONS; i++)
        edit_init(&s->answer[i], asked[i].max, false, i == TARGET);
    find_provinces(s);
    first_draft_load(session->path, session->who->name, s->answer, N_QUESTIONS);
    return &s->screen;
}
