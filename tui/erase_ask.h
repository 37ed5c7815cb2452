/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing a person's data from a list: why, then the record's number to be sure. A screen embeds
 * one. The rules are core/erase.h's.
 */
#ifndef TUI_ERASE_ASK_H
#define TUI_ERASE_ASK_H

#include "core/erase.h"
#include "tui/session.h"

struct erase_ask {
    struct session *session;
    uint64_t id;
    unsigned number;
    char name[120], reason[300];
};

/* May this person erase records of this kind there? Only of those with a running number. */
bool erase_ask_offered(const struct session *s, const struct entity *e, struct unit_key unit);
void erase_ask(struct erase_ask *a, struct ui *ui, struct session *session, uint64_t id);

/* "Đã xóa thông tin: 3 phiếu, 5 mục nhật ký, 1 bản nháp. Số liệu không đổi." */
void erase_add_receipt(const struct erase_result *done, struct buf *out);

#endif
