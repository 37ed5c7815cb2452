/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/record_menu.h"

#include "locale/msg.h"

static void label(void *context, size_t i, struct buf *out)
{
    (void)context;
    buf_adds(out, i == 0 ? _("Ghi chú cho phiếu này") : _("Ai đã sửa phiếu này"));
}

static void done(void *context, struct ui *ui, size_t i)
{
    struct record_menu *m = context;
    ui_push(ui, i == 0 ? screen_note_new(m->session, m->e, m->id, m->unit)
                       : screen_history_new(m->session, m->id));
}

void record_menu_ask(struct record_menu *m, struct ui *ui, struct session *session,
                     const struct entity *e, uint64_t id, struct unit_key unit)
{
    *m = (struct record_menu){session, e, id, unit};
    struct ui_choices c = {
        .title = _("Ghi chú"), .n = 2, .label = label, .done = done, .context = m};
    ui_pick(ui, &c);
}
