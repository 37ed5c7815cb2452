/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/record_menu.h"

#include "locale/msg.h"

enum { NOTE, HISTORY, ERASE };

static void label(void *context, size_t i, struct buf *out)
{
    static const char *const labels[] = {
        [NOTE] = N_("Ghi chú cho phiếu này"),
        [HISTORY] = N_("Ai đã sửa phiếu này"),
        [ERASE] = N_("Xóa thông tin cá nhân"),
    };
    (void)context;
    buf_adds(out, _(labels[i]));
}

static void done(void *context, struct ui *ui, size_t i)
{
    struct record_menu *m = context;
    if (i == ERASE)
        erase_ask(&m->erase, ui, m->session, m->id);
    else
        ui_push(ui, i == NOTE ? screen_note_new(m->session, m->e, m->id, m->unit)
                              : screen_history_new(m->session, m->id));
}

void record_menu_ask(struct record_menu *m, struct ui *ui, struct session *session,
                     const struct entity *e, uint64_t id, struct unit_key unit)
{
    *m = (struct record_menu){.session = session, .e = e, .id = id, .unit = unit};
    struct ui_choices c = {.title = _("Ghi chú"),
                           .n = erase_ask_offered(session, e, unit) ? 3 : 2,
                           .label = label,
                           .done = done,
                           .context = m};
    ui_pick(ui, &c);
}
