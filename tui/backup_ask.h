/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup from the screen: when the last one was, and a new one into a file that is asked for.
 */
#ifndef TUI_BACKUP_ASK_H
#define TUI_BACKUP_ASK_H

#include "tui/session.h"

/* "hôm nay", "3 ngày trước, mã ..", "chưa có bản nào" */
void backup_add_state(const struct session *s, struct buf *out);
/* Asks for a file name and writes the backup there; says where it is and its code. Who may not
 * (leaders, viewers) is told whom to ask. */
void backup_ask_file(struct session *s, struct ui *ui);

#endif
