/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu: the digit before an entry opens it. What stands there, by role, and the deadline are
 * forms/menu.h; here is which screen an entry opens.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "forms/hand_in.h"
#include "forms/handed_in.h"
#include "forms/menu.h"
#include "forms/unfinished.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/width.h"
#include "tui/session.h"

struct menu_screen {
    struct screen screen;
    struct session *session;
    struct unit_key commune; /* the book's, as last seen */
    struct menu menu;
    size_t at;
    struct unfinished drafts;
    size_t later;
    char range[4];                /* "1-6": the digits there are, for the last line */
    struct handed_in handed;      /* of an officer's hamlets */
    struct hand_in own;           /* a leader's own report */
    const enum entity_id *papers; /* while they are picked from */
};

/* An officer's other books, in the order of how often they are opened. */
static const enum entity_id papers[] = {
    ENTITY_ACTIVITY, ENTITY_FUND,   ENTITY_CONTRIBUTION, ENTITY_INITIATIVE, ENTITY_YEARFACT,
    ENTITY_DOCUMENT, ENTITY_TARGET, ENTITY_TASK,         ENTITY_DEADLINE,   ENTITY_AWARD,
    ENTITY_OFFICER,  ENTITY_BUDGET, ENTITY_CHECKLIST,    ENTITY_SUBMISSION,
};
static const enum entity_id people[] = {ENTITY_HOUSEHOLD, ENTITY_CITIZEN};
enum { PAPERS = sizeof papers / sizeof *papers, PEOPLE = sizeof people / sizeof *people };

static void open_list(struct menu_screen *m, struct ui *ui, enum entity_id e)
{
    ui_push(ui, screen_list_new(m->session, entity_by_id(e), m->session->unit));
}

static void paper_label(void *context, size_t i, struct buf *out)
{
    struct menu_screen *m = context;
    buf_adds(out, _(entity_by_id(m->papers[i])->label));
}

static void paper_done(void *context, struct ui *ui, size_t i)
{
    struct menu_screen *m = context;
    if (m->papers[i] == ENTITY_FUND)
        ui_push(ui, screen_fund_new(m->session, m->session->unit, m->session->year));
    else
        open_list(m, ui, m->papers[i]);
}

static void pick_list(struct menu_screen *m, struct ui *ui, const char *title,
                      const enum entity_id *of, size_t n)
{
    m->papers = of;
    struct ui_choices c = {
        .title = title, .n = n, .label = paper_label, .done = paper_done, .context = m};
    ui_pick(ui, &c);
}

static void open_entry(struct menu_screen *m, struct ui *ui, enum menu_id id)
{
    struct session *s = m->session;
    switch (id) {
    case MENU_HOUSEHOLDS:
        pick_list(m, ui, _("Hộ và người"), people, PEOPLE);
        break;
    case MENU_GRID:
        ui_push(ui, screen_marks_new(s));
        break;
    case MENU_PROGRESS:
        ui_push(ui, screen_progress_new(s, s->unit, s->year));
        break;
    case MENU_ACTIVITIES:
        open_list(m, ui, ENTITY_ACTIVITY);
        break;
    case MENU_FUND:
        ui_push(ui, screen_fund_new(s, s->unit, s->year));
        break;
    case MENU_REPORTS:
        ui_push(ui, screen_report_new(s, m->menu.report_year));
        break;
    case MENU_HAMLETS:
        open_list(m, ui, ENTITY_HAMLET);
        break;
    case MENU_CLANS:
        open_list(m, ui, ENTITY_CLAN);
        break;
    case MENU_ORGANISATIONS:
        open_list(m, ui, ENTITY_ORGANISATION);
        break;
    case MENU_PAPERS:
        pick_list(m, ui, _("Các sổ khác"), papers, PAPERS);
        break;
    case MENU_IMPORT:
        ui_push(ui, screen_import_new(s));
        break;
    }
}

static void count_unfinished(struct menu_screen *m)
{
    struct session *s = m->session;
    int year = m->menu.report_year;
    struct detail d = {0};
    struct form_later_list later = {0};
    unfinished_release(&m->drafts);
    if (unfinished_load(&m->drafts, s->book, s->who, &d) != STATUS_OK)
        unfinished_release(&m->drafts); /* the menu can do without */
    if (form_later_load(&later, s->book, s->who, NULL, s->unit, &d) == STATUS_OK)
        m->later = later.n;
    form_later_release(&later);
    handed_in_release(&m->handed);
    if (unit_level(s->unit) == UNIT_COMMUNE && s->who->role != ROLE_VIEWER &&
        handed_in_load(&m->handed, s->book, s->who, s->unit, year, &d) != STATUS_OK)
        handed_in_release(&m->handed);
    hand_in_release(&m->own);
    if (unit_level(s->unit) == UNIT_HAMLET &&
        hand_in_look(&m->own, s->book, s->who, s->unit, REPORT_ANNUAL, year, &d) != STATUS_OK)
        hand_in_release(&m->own);
}

/* Another session merged the commune: who worked in the commune works in the new one. */
static enum status follow(struct book_tx *t, void *context)
{
    struct menu_screen *m = context;
    if (unit_eq(m->session->unit, m->commune))
        m->session->unit = t->book->commune;
    m->commune = t->book->commune;
    return STATUS_OK;
}

static void load(struct menu_screen *m, struct ui *ui)
{
    struct detail d = {0};
    enum status st = book_read(m->session->book, m->session->who, follow, m, &d);
    if (st == STATUS_OK)
        st = menu_load(m->session->book, m->session->who, m->session->unit, &m->menu, &d);
    if (st != STATUS_OK)
        ui_say_status(ui, st, &d);
    if (m->at >= m->menu.n)
        m->at = 0;
    count_unfinished(m);
}

/* The key is never cut, the text before it is. */
static void draw_line(struct draw *d, int y, struct span text, const char *key)
{
    int room = d->columns - 4 - (int)width_columns(span_of(key));
    int used = draw_text(d, y, 3, room > 10 ? room : 10, DRAW_WARNING, text);
    draw_str(d, y, 3 + used, -1, DRAW_WARNING, key);
}

static void draw_entries(struct menu_screen *m, struct draw *d)
{
    bool wide = d->columns >= 60; /* else there is no room for the facts */
    int top = draw_work_top(d), y = top + 1, fact_at = d->columns > 70 ? 46 : 30;
    size_t rows = (size_t)(draw_work_rows(d) > 2 ? draw_work_rows(d) - 1 : 1);
    size_t first = m->at >= rows ? m->at - rows + 1 : 0;
    for (size_t i = first; i < m->menu.n && y < top + draw_work_rows(d); i++, y++) {
        const struct menu_entry *e = &m->menu.v[i];
        draw_textf(d, y, 3, wide ? fact_at - 4 : -1, DRAW_VALUE, "%c  %s", e->digit, e->label);
        if (wide)
            draw_str(d, y, fact_at, -1, DRAW_DIM, e->fact);
        if (i == m->at) {
            draw_mark(d, y, 1);
            draw_cursor(d, y, 3);
        }
    }
    y += wide;
    if (m->handed.reports && y < top + draw_work_rows(d)) {
        struct buf line = {0};
        handed_in_add_line(&m->handed, &line);
        draw_textf(d, y++, 3, -1, DRAW_WARNING, _("%s   (bấm b để xem)"), buf_str(&line));
        buf_release(&line);
    }
    if (m->own.state && y < top + draw_work_rows(d)) {
        struct buf line = {0};
        hand_in_add_state(&m->own, &line);
        bool returned = m->own.state == SUBMISSION_RETURNED;
        draw_textf(d, y++, 3, -1, returned ? DRAW_WARNING : DRAW_DIM,
                   _("Báo cáo năm %d: %s (bấm b để xem)"), m->own.year, buf_str(&line));
        buf_release(&line);
    }
    if (m->later && y < top + draw_work_rows(d))
        draw_textf(d, y++, 3, -1, DRAW_WARNING,
                   _("Để sau: %zu phiếu còn thiếu mục   (bấm s để xem)"), m->later);
    if (m->drafts.n && y < top + draw_work_rows(d)) {
        struct buf line = {0};
        buf_adds(&line, _("Bản nháp: "));
        unfinished_add_line(&m->drafts, (int64_t)time(NULL), &line);
        draw_line(d, y++, buf_span(&line), _("   (bấm n để mở lại)"));
        buf_release(&line);
    }
    if (m->menu.backup_text[0] && y < top + draw_work_rows(d))
        draw_str(d, y, 3, -1, DRAW_WARNING, m->menu.backup_text);
}

static void draw(struct screen *screen, struct ui *ui)
{
    struct menu_screen *m = (struct menu_screen *)screen;
    load(m, ui);
    snprintf(m->range, sizeof m->range, "1-%c", m->menu.n ? m->menu.v[m->menu.n - 1].digit : '9');
    const struct ui_key keys[] = {{.key = m->range, .name = N_("Chọn")},
                                  {.action = ACTION_HELP},
                                  {.action = ACTION_FIND, .key = "F3", .name = N_("Tìm hộ")},
                                  {.key = "c", .name = N_("Cài đặt")},
                                  {.key = "h", .name = N_("Các hạn")},
                                  {.action = ACTION_BACK, .name = N_("Thoát")},
                                  {0}};
    struct buf who = {0};
    if (ui_draw(ui)->columns >= 60)
        buf_addf(&who, "%s   ", m->menu.when);
    buf_adds(&who, m->menu.person);
    ui_frame(ui, span_of(m->menu.where), buf_span(&who), span_of(m->menu.deadline_text), keys);
    draw_entries(m, ui_draw(ui));
    buf_release(&who);
}

static enum ui_result letter(struct menu_screen *m, struct ui *ui, struct span t)
{
    if (t.n != 1)
        return UI_PASS;
    for (size_t i = 0; i < m->menu.n; i++)
        if (m->menu.v[i].digit == t.p[0]) {
            m->at = i;
            open_entry(m, ui, m->menu.v[i].id);
            return UI_HANDLED;
        }
    if (action_letter_is(t, 's'))
        ui_push(ui, screen_later_new(m->session));
    else if (action_letter_is(t, 'n'))
        ui_push(ui, screen_drafts_new(m->session));
    else if (action_letter_is(t, 'b') && m->handed.n)
        ui_push(ui, screen_handed_in_new(m->session, m->menu.report_year));
    else if (action_letter_is(t, 'b') && unit_level(m->session->unit) == UNIT_HAMLET)
        ui_push(ui, screen_hand_in_new(m->session, m->session->unit, REPORT_ANNUAL,
                                       m->menu.report_year));
    else if (action_letter_is(t, 'h'))
        ui_push(ui, screen_deadlines_new(m->session, m->menu.report_year));
    else if (action_letter_is(t, 'c'))
        ui_push(ui, screen_settings_new(m->session));
    else
        return UI_PASS;
    return UI_HANDLED;
}

static enum ui_result event(struct screen *screen, struct ui *ui, const struct event *e)
{
    struct menu_screen *m = (struct menu_screen *)screen;
    if (e->type == EVENT_EDIT && !span_eq_str(e->text, "?"))
        return letter(m, ui, e->text);
    switch ((int)e->key) {
    case KEYS_UP:
        m->at -= m->at > 0;
        return UI_HANDLED;
    case KEYS_DOWN:
        m->at += m->at + 1 < m->menu.n;
        return UI_HANDLED;
    case KEYS_ENTER:
        if (m->menu.n)
            open_entry(m, ui, m->menu.v[m->at].id);
        return UI_HANDLED;
    case KEYS_F3:
    case KEYS_CTRL_F:
        open_list(m, ui, ENTITY_HOUSEHOLD);
        return UI_HANDLED;
    }
    return UI_PASS;
}

static void close_screen(struct screen *screen)
{
    unfinished_release(&((struct menu_screen *)screen)->drafts);
    handed_in_release(&((struct menu_screen *)screen)->handed);
    hand_in_release(&((struct menu_screen *)screen)->own);
    free(screen);
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
    .reads = true,
};

struct screen *screen_menu_new(struct session *session)
{
    struct menu_screen *m = mem_alloc(sizeof *m);
    m->screen.ops = &ops;
    m->session = session;
    m->commune = session->book->commune;
    return &m->screen;
}
