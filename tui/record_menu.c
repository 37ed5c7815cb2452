/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/record_menu.h"

#include "locale/msg.h"

enum { NOTE, HISTORY, TITLE, TITLE_HISTORY, ERASE };

static void label(void *context, size_t i, struct buf *out)
{
    static const char *const labels[] = {
        [NOTE] = N_("Ghi chú cho phiếu này"),
        [HISTORY] = N_("Ai đã sửa phiếu này"),
        [TITLE] = N_("Phiếu danh hiệu: các bước, số phiếu, quyết định"),
        [TITLE_HISTORY] = N_("Ai đã ghi danh hiệu này"),
        [ERASE] = N_("Xóa thông tin cá nhân"),
    };
    const struct record_menu *m = context;
    buf_adds(out, _(labels[m->line[i]]));
}

static void done(void *context, struct ui *ui, size_t i)
{
    struct record_menu *m = context;
    switch (m->line[i]) {
    case NOTE:
        ui_push(ui, screen_note_new(m->session, m->e, m->id, m->unit));
        return;
    case HISTORY:
        ui_push(ui, screen_history_new(m->session, m->id));
        return;
    case TITLE:
        ui_push(ui, screen_form_new(m->session, entity_by_id(ENTITY_TITLE), m->title, m->unit));
        return;
    case TITLE_HISTORY:
        ui_push(ui, screen_history_new(m->session, m->title));
        return;
    default:
        erase_ask(&m->erase, ui, m->session, m->id);
    }
}

void record_menu_ask(struct record_menu *m, struct ui *ui, struct session *session,
                     const struct entity *e, uint64_t id, struct unit_key unit, uint64_t title)
{
    const bool there[RECORD_MENU_MAX] = {
        [NOTE] = id != 0,
        [HISTORY] = id != 0,
        [TITLE] = title != 0,
        [TITLE_HISTORY] = title != 0,
        [ERASE] = id && erase_ask_offered(session, e, unit),
    };
    *m = (struct record_menu){.session = session, .e = e, .id = id, .title = title, .unit = unit};
    for (int i = 0; i < RECORD_MENU_MAX; i++)
        if (there[i])
            m->line[m->n++] = i;
    struct ui_choices c = {
        .title = _("Ghi chú"), .n = m->n, .label = label, .done = done, .context = m};
    ui_pick(ui, &c);
}
