/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An officer merges, splits or renames hamlets: what, which, the name, the day; then the preview,
 * and nothing is done before the number asked for has been typed.
 */
#include <stdlib.h>

#include "forms/regroup.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/draw_wrap.h"
#include "tui/list_window.h"
#include "tui/session.h"

enum stage { STAGE_WHAT, STAGE_ROWS, STAGE_PREVIEW };
enum { NAME_BYTES = 120 };

struct regroup_screen {
    struct screen screen;
    struct session *session;
    struct regroup g;
    enum stage stage;
    size_t at, top; /* row in focus, first in sight; of the preview the first line */
    size_t lines;
    size_t *pick; /* index of the rows that "gộp vào" offers */
};

static const struct {
    enum regroup_what what;
    const char *label, *help;
} works[] = {
    {REGROUP_MERGE, N_("Gộp với thôn khác"),
     N_("Các thôn được gộp thành một, lấy tên mới hoặc giữ "
        "tên một thôn.")},
    {REGROUP_SPLIT, N_("Tách thành hai"), N_("Chọn các hộ sang thôn mới; các hộ khác ở lại.")},
    {REGROUP_RENAME, N_("Đổi tên từ một ngày"),
     N_("Báo cáo của các năm trước vẫn mang tên cũ. Chỉ gõ sai tên thì sửa trong phiếu của thôn.")},
};
enum { WORKS = sizeof works / sizeof *works };

/* ---- the steps ---- */

static void show_preview(struct regroup_screen *s, struct ui *ui)
{
    struct detail d = {0};
    enum status st = regroup_preview(&s->g, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    ui_unsay(ui); /* of what was mended on the way */
    s->stage = STAGE_PREVIEW;
    s->top = 0;
    st = regroup_keep(&s->g, &d); /* the answers are no drafts of their own any more */
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static bool date_done(void *context, struct ui *ui, struct span answer)
{
    struct regroup_screen *s = context;
    struct pdate d;
    if (!span_trim(answer).n) {
        s->g.from = s->session->who->today;
        show_preview(s, ui);
        return true;
    }
    if (!pdate_parse(span_trim(answer), &d) || !d.month) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ một ngày. Ví dụ: 1/3/2026."));
        return false;
    }
    day from = pdate_first(d);
    if (from > s->session->who->today || from < 1) {
        ui_say(ui, DRAW_WARNING, "%s",
               _("Ngày này chưa tới. Hãy làm từ ngày đó trở đi, hoặc sửa ngày."));
        return false;
    }
    s->g.from = from;
    show_preview(s, ui);
    return true;
}

/* Until it is in the draft of all that is chosen (forms/regroup.h). */
static void add_name(const struct regroup_screen *s, const char *what, struct buf *out)
{
    buf_addf(out, "regroup/%.*s/%d/%s", UNIT_KEY_LEN, s->g.hamlet.c, (int)s->g.what, what);
}

static void ask_date(struct regroup_screen *s, struct ui *ui)
{
    struct buf initial = {0}, name = {0};
    add_name(s, "date", &name);
    if (s->g.from != s->session->who->today)
        day_add_vn(&initial, s->g.from);
    struct ui_question q = {.question = _("Từ ngày nào, theo quyết định (để trống: hôm nay):"),
                            .initial = buf_str(&initial),
                            .anew = true,
                            .done = date_done,
                            .kept_as = buf_str(&name),
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&initial);
    buf_release(&name);
}

static bool name_done(void *context, struct ui *ui, struct span answer)
{
    struct regroup_screen *s = context;
    struct span name = span_trim(answer);
    if (!name.n || name.n > NAME_BYTES) {
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy gõ tên đầy đủ. Ví dụ: Thôn Đoàn Kết."));
        return false;
    }
    regroup_set_name(&s->g, name);
    ask_date(s, ui);
    return true;
}

static void ask_name(struct regroup_screen *s, struct ui *ui)
{
    struct buf name = {0};
    bool rename = s->g.what == REGROUP_RENAME;
    add_name(s, "name", &name);
    const char *initial = s->g.name.n ? buf_str(&s->g.name) : rename ? s->g.hamlet_name : "";
    struct ui_question q = {.question = rename ? _("Tên mới:") : _("Tên thôn mới:"),
                            .initial = initial,
                            .done = name_done,
                            .kept_as = buf_str(&name),
                            .context = s};
    ui_ask(ui, &q);
    buf_release(&name);
}

static void into_label(void *context, size_t i, struct buf *out)
{
    struct regroup_screen *s = context;
    if (i == 0)
        buf_adds(out, _("một thôn mới, đặt tên mới"));
    else
        buf_adds(out, s->g.row[s->pick[i - 1]].name);
}

static void into_done(void *context, struct ui *ui, size_t i)
{
    struct regroup_screen *s = context;
    s->g.into = i ? s->g.row[s->pick[i - 1]].unit : (struct unit_key){0};
    if (i)
        ask_date(s, ui);
    else
        ask_name(s, ui);
}

static void ask_into(struct regroup_screen *s, struct ui *ui)
{
    size_t n = 0;
    free(s->pick);
    s->pick = mem_alloc((s->g.rows + 1) * sizeof *s->pick);
    for (size_t i = 0; i < s->g.rows; i++)
        if (s->g.row[i].chosen)
            s->pick[n++] = i;
    struct ui_choices q = {
        .title = _("Gộp vào"), .n = n + 1, .label = into_label, .done = into_done, .context = s};
    ui_pick(ui, &q);
}

static void rows_done(struct regroup_screen *s, struct ui *ui)
{
    size_t n = regroup_chosen(&s->g);
    if (s->g.what == REGROUP_MERGE && n < 2)
        ui_say(ui, DRAW_WARNING, "%s", _("Hãy chọn ít nhất hai thôn: bấm x ở từng dòng."));
    else if (s->g.what == REGROUP_MERGE)
        ask_into(s, ui);
    else if (n == 0 || n == s->g.rows)
        ui_say(ui, DRAW_WARNING, "%s",
               _("Hãy chọn ai sang thôn mới: bấm x ở từng dòng. Phải có người đi và người ở lại."));
    else
        ask_name(s, ui);
}

static void begin(struct regroup_screen *s, struct ui *ui, enum regroup_what what)
{
    struct detail d = {0};
    enum status st = regroup_set_what(&s->g, what, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    s->at = s->top = 0;
    if (s->g.found_draft)
        ui_say(ui, DRAW_NORMAL, "%s", _("Đã lấy lại những gì chọn dở lần trước."));
    if (what == REGROUP_RENAME)
        ask_name(s, ui);
    else
        s->stage = STAGE_ROWS;
}

/* ---- the deed ---- */

static void confirmed(void *context, struct ui *ui)
{
    struct regroup_screen *s = context;
    struct detail d = {0};
    ui_busy(ui, "%s", _("Đang ghi. Xin đợi ..."));
    enum status st = regroup_apply(&s->g, &d);
    if (st != STATUS_OK) {
        ui_say_status(ui, st, &d);
        return;
    }
    ui_receipt(ui, 0);
    ui_close(ui, &s->screen);
}

static void confirm(struct regroup_screen *s, struct ui *ui)
{
    struct buf b = {0};
    unsigned n = regroup_number(&s->g);
    if (s->g.plan.sum.households)
        buf_addf(&b, _("%u hộ chuyển thôn. Gõ %u rồi Enter để làm."), n, n);
    else
        buf_addf(&b, _("Gõ số của thôn, %u, rồi Enter để làm."), n);
    ui_confirm_number(ui, buf_str(&b), n, confirmed, s);
    buf_release(&b);
}

/* ---- picture ---- */

static void draw_what(struct regroup_screen *s, struct draw *d)
{
    int top = draw_work_top(d) + 1;
    for (size_t i = 0; i < WORKS; i++) {
        draw_textf(d, top + (int)i, 3, -1, DRAW_VALUE, "%zu  %s", i + 1, _(works[i].label));
        if (i == s->at) {
            draw_mark(d, top + (int)i, 1);
            draw_cursor(d, top + (int)i, 3);
        }
    }
    draw_wrap(d, top + WORKS + 1, 3, draw_work_rows(d) - WORKS - 2, 0, DRAW_NORMAL,
              span_of(_("Số liệu các năm trước giữ nguyên theo thôn cũ. Trước khi làm có bản xem "
                        "thử.")));
}

static void add_row(const struct regroup_screen *s, const struct regroup_row *r, struct buf *out)
{
    buf_adds(out, r->chosen ? "[x] " : "[ ] ");
    if (s->g.what == REGROUP_MERGE)
        unit_add_code(out, r->code);
    else
        buf_addf(out, _("%s số %u"), _(entity_by_id(r->entity)->label), (unsigned)r->number);
    buf_addf(out, "  %s", r->name);
}

static void draw_rows(struct regroup_screen *s, struct ui *ui)
{
    struct draw *d = ui_draw(ui);
    size_t room = list_window_rows(d, 1);
    struct buf b = {0};
    list_window_show(s->g.rows, room, &s->at, &s->top);
    for (size_t i = 0; i < room && s->top + i < s->g.rows; i++) {
        int y = draw_work_top(d) + 1 + (int)i;
        buf_reset(&b);
        add_row(s, &s->g.row[s->top + i], &b);
        draw_text(d, y, 2, -1, DRAW_VALUE, buf_span(&b));
        if (s->top + i == s->at) {
            draw_mark(d, y, 0);
            draw_cursor(d, y, 3);
        }
    }
    if (!s->g.rows)
        draw_str(d, draw_work_top(d) + 1, 2, -1, DRAW_NORMAL,
                 _("Thôn này chưa có hộ nào để tách."));
    buf_release(&b);
}

static void add_where(const struct regroup_screen *s, struct buf *out)
{
    if (s->stage == STAGE_PREVIEW)
        buf_adds(out, _("Xem thử"));
    else if (s->stage == STAGE_ROWS)
        buf_adds(out, s->g.what == REGROUP_MERGE ? _("Gộp những thôn nào") : _("Ai sang thôn mới"));
    else
        buf_adds(out, _("Gộp, tách, đổi tên"));
    buf_addf(out, " · %s", s->g.hamlet_name);
}

static const char *hint(const struct regroup_screen *s)
{
    switch (s->stage) {
    case STAGE_WHAT:
        return _(works[s->at < WORKS ? s->at : 0].help);
    case STAGE_ROWS:
        return s->g.what == REGROUP_MERGE ? _("Bấm x ở từng thôn được gộp, xong thì Enter.")
                                          : _("Bấm x ở từng hộ sang thôn mới, xong thì Enter.");
    case STAGE_PREVIEW:
        return _("Chưa đổi gì. Đọc kỹ rồi bấm F2 để làm, Esc để sửa.");
    }
    return "";
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[][5] = {
        [STAGE_WHAT] = {{.action = ACTION_NEXT, .name = N_("Chọn")},
                        {.action = ACTION_HELP},
                        {.action = ACTION_BACK},
                        {0}},
        [STAGE_ROWS] = {{.key = "x", .name = N_("Chọn, bỏ")},
                        {.action = ACTION_NEXT, .name = N_("Xong")},
                        {.action = ACTION_HELP},
                        {.action = ACTION_BACK},
                        {0}},
        [STAGE_PREVIEW] = {{.action = ACTION_SAVE, .name = N_("Làm")},
                           {.action = ACTION_PAGE_DOWN, .name = N_("Đọc tiếp")},
                           {.action = ACTION_BACK},
                           {0}},
    };
    struct regroup_screen *s = (struct regroup_screen *)screen;
    struct draw *d = ui_draw(ui);
    struct buf where = {0}, who = {0};
    add_where(s, &where);
    if (s->stage == STAGE_ROWS)
        buf_addf(&who, _("đã chọn %s trên %s"), number_vn((int64_t)regroup_chosen(&s->g)).text,
                 number_vn((int64_t)s->g.rows).text);
    ui_frame(ui, buf_span(&where), buf_span(&who), span_of(hint(s)), keys[s->stage]);
    if (s->stage == STAGE_WHAT) {
        draw_what(s, d);
    } else if (s->stage == STAGE_ROWS) {
        draw_rows(s, ui);
    } else {
        size_t room = list_window_rows(d, 1);
        s->lines = draw_wrap(d, draw_work_top(d) + 1, 2, (int)room, s->top, DRAW_VALUE,
                             buf_span(&s->g.text));
        list_window_text(s->lines, room, &s->top);
        draw_cursor(d, draw_work_top(d) + 1, 0);
    }
    buf_release(&where);
    buf_release(&who);
}

/* ---- keys ---- */

static bool move(struct regroup_screen *s, struct ui *ui, enum key key)
{
    size_t room = list_window_rows(ui_draw(ui), 1);
    if (s->stage == STAGE_PREVIEW)
        return list_window_scroll(key, s->lines, room, &s->top);
    return list_window_key(key, s->stage == STAGE_WHAT ? WORKS : s->g.rows, room, &s->at);
}

static void toggle(struct regroup_screen *s)
{
    if (s->at >= s->g.rows)
        return;
    struct regroup_row *r = &s->g.row[s->at];
    r->chosen = !r->chosen;
    if (s->at + 1 < s->g.rows)
        s->at++;
}

static enum ui_result enter(struct regroup_screen *s, struct ui *ui)
{
    switch (s->stage) {
    case STAGE_WHAT:
        begin(s, ui, works[s->at].what);
        break;
    case STAGE_ROWS:
        rows_done(s, ui);
        break;
    case STAGE_PREVIEW:
        ui_say(ui, DRAW_NORMAL, "%s", hint(s));
        break;
    }
    return UI_HANDLED;
}

static enum ui_result back(struct regroup_screen *s, struct ui *ui)
{
    struct detail d = {0};
    if (s->stage == STAGE_WHAT)
        return UI_CLOSE;
    if (regroup_keep(&s->g, &d) != STATUS_OK)
        ui_say_status(ui, STATUS_IO, &d);
    s->stage = s->stage == STAGE_PREVIEW && s->g.what != REGROUP_RENAME ? STAGE_ROWS : STAGE_WHAT;
    s->top = 0;
    if (s->stage == STAGE_WHAT)
        s->at = 0;
    return UI_HANDLED;
}

static enum ui_result letter(struct regroup_screen *s, struct ui *ui, struct span t)
{
    if (t.n != 1)
        return UI_PASS;
    if (s->stage == STAGE_WHAT && t.p[0] >= '1' && t.p[0] < '1' + WORKS) {
        s->at = (size_t)(t.p[0] - '1');
        return enter(s, ui);
    }
    if (s->stage != STAGE_ROWS || (t.p[0] != 'x' && t.p[0] != 'X' && t.p[0] != ' '))
        return UI_PASS;
    toggle(s);
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct regroup_screen *s = (struct regroup_screen *)screen;
    if (e->type == EVENT_EDIT && !e->erase)
        return letter(s, ui, e->text);
    if (e->type != EVENT_KEY)
        return UI_PASS;
    if (e->action == ACTION_SAVE && s->stage == STAGE_PREVIEW)
        confirm(s, ui);
    else if (e->action == ACTION_BACK)
        return back(s, ui);
    else if (e->key == KEYS_ENTER)
        return enter(s, ui);
    else if (!move(s, ui, e->key))
        return UI_PASS;
    return UI_HANDLED;
}

static void tick(struct screen *screen, struct ui *ui)
{
    struct regroup_screen *s = (struct regroup_screen *)screen;
    struct detail d = {0};
    enum status st = regroup_keep(&s->g, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void hangup(struct screen *screen, struct ui *ui)
{
    struct regroup_screen *s = (struct regroup_screen *)screen;
    (void)ui;
    if (regroup_keep(&s->g, NULL) != STATUS_OK)
        return; /* nobody is there to be told */
}

static void close_screen(struct screen *screen)
{
    struct regroup_screen *s = (struct regroup_screen *)screen;
    regroup_release(&s->g);
    free(s->pick);
    free(s);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out,
             _("Gộp: các thôn cũ hết hiệu lực từ ngày nêu ra, mọi hộ, dòng họ, đơn vị của "
               "thôn cũ sang thôn mới và được số mới. Tách: chỉ ai được chọn mới chuyển. Danh "
               "hiệu của các năm trước vẫn tính cho thôn cũ. Nhiều thôn cùng lúc thì dùng lệnh "
               "'hoctap units merge TỆP'.\n"));
}

static const struct screen_ops ops = {.draw = draw,
                                      .event = event,
                                      .tick = tick,
                                      .hangup = hangup,
                                      .close = close_screen,
                                      .help = help};

struct screen *screen_regroup_new(struct session *session, struct unit_key hamlet, struct detail *d,
                                  enum status *st)
{
    struct regroup_screen *s = mem_alloc(sizeof *s);
    s->screen.ops = &ops;
    s->session = session;
    *st = regroup_open(&s->g, session->book, session->who, hamlet, d);
    if (*st == STATUS_OK)
        return &s->screen;
    close_screen(&s->screen);
    return NULL;
}
