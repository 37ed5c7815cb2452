/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu: digits open, each line with the one fact that matters. The facts are read when the menu
 * is shown and somebody has written since.
 */
#include <stdlib.h>

#include "core/progress.h"
#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "tui/session.h"

struct menu_screen;

struct menu_entry {
    const char *name; /* N_() */
    void (*open)(struct menu_screen *m, struct ui *ui);
    void (*fact)(const struct menu_screen *m, struct buf *out); /* or NULL */
    bool officer_only;
};

enum { ENTRIES = 10, OTHERS = 4 };

struct menu_screen {
    struct screen screen;
    struct session *session;
    size_t at;
    struct buf place;         /* name of the unit */
    struct progress progress; /* this year's */
    size_t drafts, later;
    uint64_t generation;
    bool read;
};

static const enum entity_id others[OTHERS] = {ENTITY_HAMLET, ENTITY_YEARFACT, ENTITY_TARGET,
                                              ENTITY_DOCUMENT};

static void open_list(struct menu_screen *m, struct ui *ui, enum entity_id e)
{
    ui_push(ui, screen_list_new(m->session, entity_by_id(e), m->session->unit));
}

static void open_households(struct menu_screen *m, struct ui *ui)
{
    open_list(m, ui, ENTITY_HOUSEHOLD);
}

static void open_citizens(struct menu_screen *m, struct ui *ui)
{
    open_list(m, ui, ENTITY_CITIZEN);
}

static void open_clans(struct menu_screen *m, struct ui *ui)
{
    open_list(m, ui, ENTITY_CLAN);
}

static void open_organisations(struct menu_screen *m, struct ui *ui)
{
    open_list(m, ui, ENTITY_ORGANISATION);
}

static void open_marks(struct menu_screen *m, struct ui *ui)
{
    ui_push(ui, screen_marks_new(m->session));
}

static void open_progress(struct menu_screen *m, struct ui *ui)
{
    ui_push(ui, screen_progress_new(m->session, m->session->unit, m->session->year));
}

static void open_report(struct menu_screen *m, struct ui *ui)
{
    ui_push(ui, screen_report_new(m->session));
}

static void open_import(struct menu_screen *m, struct ui *ui)
{
    ui_push(ui, screen_import_new(m->session));
}

static void open_settings(struct menu_screen *m, struct ui *ui)
{
    ui_push(ui, screen_settings_new(m->session));
}

static void other_label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, _(entity_by_id(others[i])->label));
}

static void other_done(void *context, struct ui *ui, size_t i)
{
    open_list(context, ui, others[i]);
}

static void open_others(struct menu_screen *m, struct ui *ui)
{
    struct ui_choices c = {.title = _("Danh sách khác"),
                           .n = OTHERS,
                           .label = other_label,
                           .done = other_done,
                           .context = m};
    ui_pick(ui, &c);
}

static const struct progress_line *line(const struct menu_screen *m, enum indicator i)
{
    for (size_t k = 0; k < m->progress.n; k++)
        if (m->progress.line[k].indicator == i)
            return &m->progress.line[k];
    return NULL;
}

static void add_total(const struct menu_screen *m, enum indicator i, const char *what,
                      struct buf *out)
{
    const struct progress_line *l = line(m, i);
    if (!l)
        return;
    number_add_vn(out, l->total);
    buf_addf(out, " %s", what);
}

static void fact_households(const struct menu_screen *m, struct buf *out)
{
    add_total(m, INDICATOR_FAMILY, _("hộ"), out);
}

static void fact_citizens(const struct menu_screen *m, struct buf *out)
{
    add_total(m, INDICATOR_CITIZEN, _("người"), out);
}

static void fact_clans(const struct menu_screen *m, struct buf *out)
{
    add_total(m, INDICATOR_CLAN, _("dòng họ"), out);
}

static void fact_organisations(const struct menu_screen *m, struct buf *out)
{
    add_total(m, INDICATOR_ORGANISATION, _("đơn vị"), out);
}

static void fact_marks(const struct menu_screen *m, struct buf *out)
{
    const struct progress_line *l = line(m, INDICATOR_FAMILY);
    if (!l)
        return;
    number_add_vn(out, l->registered);
    buf_adds(out, _(" hộ đã đăng ký năm nay"));
}

static void fact_progress(const struct menu_screen *m, struct buf *out)
{
    const struct progress_line *l = line(m, INDICATOR_FAMILY);
    if (!l)
        return;
    buf_adds(out, _("Gia đình: công nhận "));
    number_add_vn(out, l->recognised);
    buf_adds(out, _(" trên "));
    number_add_vn(out, l->total);
}

static const struct menu_entry entries[ENTRIES] = {
    {N_("Hộ gia đình"), open_households, fact_households, false},
    {N_("Công dân"), open_citizens, fact_citizens, false},
    {N_("Dòng họ"), open_clans, fact_clans, false},
    {N_("Đơn vị"), open_organisations, fact_organisations, false},
    {N_("Đăng ký - bình xét"), open_marks, fact_marks, false},
    {N_("Tiến độ"), open_progress, fact_progress, false},
    {N_("Báo cáo năm"), open_report, NULL, false},
    {N_("Nhập tệp cũ"), open_import, NULL, true},
    {N_("Thôn, số liệu năm, chỉ tiêu, văn bản"), open_others, NULL, true},
    {N_("Cài đặt"), open_settings, NULL, false},
};

static bool hidden(const struct menu_screen *m, size_t i)
{
    enum role r = m->session->who->role;
    return entries[i].officer_only && r != ROLE_OFFICER && r != ROLE_ADMIN;
}

static enum status read_fn(struct book_tx *t, void *context)
{
    struct menu_screen *m = context;
    struct unit_info u;
    uint64_t now = book_generation(t);
    if (m->read && now == m->generation)
        return STATUS_OK;
    m->generation = now;
    buf_reset(&m->place);
    if (unitbook_get(t, m->session->unit, &u) == STATUS_OK)
        buf_adds(&m->place, u.name);
    return progress_of(t, m->session->unit, m->session->year, &m->progress);
}

static void read_facts(struct menu_screen *m, struct ui *ui)
{
    struct detail d = {0};
    struct form_drafts drafts = {0};
    struct form_later_list later = {0};
    struct session *s = m->session;
    uint64_t before = m->generation;
    enum status st = book_read(s->book, s->who, read_fn, m, &d);
    if (st == STATUS_OK && form_drafts_load(&drafts, s->book, s->who, NULL, &d) == STATUS_OK)
        m->drafts = drafts.n;
    if (st == STATUS_OK && (!m->read || before != m->generation) &&
        form_later_load(&later, s->book, s->who, NULL, s->unit, &d) == STATUS_OK)
        m->later = later.n;
    form_drafts_release(&drafts);
    form_later_release(&later);
    m->read = st == STATUS_OK;
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
}

static void draw_entries(struct menu_screen *m, struct draw *d)
{
    int top = draw_work_top(d), y = top + 1, fact_at = d->columns > 70 ? 46 : 30;
    for (size_t i = 0; i < ENTRIES && y < top + draw_work_rows(d); i++) {
        struct buf b = {0};
        if (hidden(m, i))
            continue;
        draw_textf(d, y, 3, fact_at - 4, DRAW_VALUE, "%zu  %s", (i + 1) % 10, _(entries[i].name));
        if (entries[i].fact)
            entries[i].fact(m, &b);
        draw_text(d, y, fact_at, -1, DRAW_DIM, buf_span(&b));
        if (i == m->at) {
            draw_mark(d, y, 1);
            draw_cursor(d, y, 3);
        }
        buf_release(&b);
        y++;
    }
    y++;
    if (m->later)
        draw_textf(d, y++, 3, -1, DRAW_WARNING,
                   _("Để sau: %zu phiếu còn thiếu mục   (bấm s để xem)"), m->later);
    if (m->drafts)
        draw_textf(d, y, 3, -1, DRAW_WARNING,
                   _("Bản nháp: %zu việc đang làm dở   (bấm n để mở lại)"), m->drafts);
}

static void draw(struct screen *screen, struct ui *ui)
{
    static const struct ui_key keys[] = {{.key = "0-9", .name = N_("Chọn")},
                                         {.action = ACTION_HELP},
                                         {.action = ACTION_FIND, .key = "F3", .name = N_("Tìm hộ")},
                                         {.action = ACTION_TYPING},
                                         {.action = ACTION_BACK, .name = N_("Thoát")},
                                         {0}};
    struct menu_screen *m = (struct menu_screen *)screen;
    struct buf where = {0}, who = {0};
    int year = m->session->year;
    read_facts(m, ui);
    buf_add_span(&where, buf_span(&m->place));
    buf_addf(&who, _("Năm %d"), year);
    if (year >= 2023 && year <= 2030)
        buf_addf(&who, _(" · Giai đoạn %d"), year <= 2025 ? 1 : 2);
    buf_addf(&who, "   %s", m->session->who->name);
    ui_frame(ui, buf_span(&where), buf_span(&who), span_of(_("Bấm số để chọn việc.")), keys);
    draw_entries(m, ui_draw(ui));
    buf_release(&where);
    buf_release(&who);
}

static enum ui_result letter(struct menu_screen *m, struct ui *ui, struct span t)
{
    if (t.n != 1)
        return UI_PASS;
    char c = t.p[0];
    if (c >= '0' && c <= '9') {
        size_t i = (size_t)(c == '0' ? 9 : c - '1');
        if (hidden(m, i))
            return UI_PASS;
        m->at = i;
        entries[i].open(m, ui);
    } else if (c == 's') {
        ui_push(ui, screen_later_new(m->session));
    } else if (c == 'n') {
        ui_push(ui, screen_drafts_new(m->session));
    } else {
        return UI_PASS;
    }
    return UI_HANDLED;
}

static void step(struct menu_screen *m, int by)
{
    size_t i = m->at;
    do {
        if ((by < 0 && i == 0) || (by > 0 && i + 1 >= ENTRIES))
            return;
        i = by < 0 ? i - 1 : i + 1;
    } while (hidden(m, i));
    m->at = i;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct menu_screen *m = (struct menu_screen *)screen;
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(m, ui, e->text);
    switch ((int)e->key) {
    case KEYS_UP:
        step(m, -1);
        return UI_HANDLED;
    case KEYS_DOWN:
        step(m, 1);
        return UI_HANDLED;
    case KEYS_ENTER:
        entries[m->at].open(m, ui);
        return UI_HANDLED;
    case KEYS_F3:
    case KEYS_CTRL_F:
        open_households(m, ui);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    struct menu_screen *m = (struct menu_screen *)screen;
    buf_release(&m->place);
    free(m);
}

static void help(struct screen *screen, struct buf *out)
{
    (void)screen;
    buf_adds(out, _("Bấm chữ số đầu dòng để mở việc ấy, Esc để lùi lại một bước. Mọi điều đã gõ "
                    "được giữ, kể cả khi mất mạng: mở lại thì bấm n để làm tiếp.\n"));
}

static const struct screen_ops ops = {
    .draw = draw,
    .event = event,
    .close = close_screen,
    .help = help,
};

struct screen *screen_menu_new(struct session *session)
{
    struct menu_screen *m = mem_alloc(sizeof *m);
    m->screen.ops = &ops;
    m->session = session;
    return &m->screen;
}
