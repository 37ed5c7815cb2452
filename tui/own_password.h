/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Mật khẩu" in Cài đặt: a person behind sshd sets a password or changes it. Asked one after the
 * other: the one in use (when there is one, with the growing wait of every wrong try), the new one,
 * the new one again. Taking it away is the administrator's: with it others on the same PC would
 * open the book again.
 */
#ifndef TUI_OWN_PASSWORD_H
#define TUI_OWN_PASSWORD_H

#include "core/account.h"
#include "tui/session.h"

/* Zeroed is valid. Lives longer than the questions: part of the screen that asks. */
struct own_password {
    struct session *session;
    struct account account;      /* as it was when the questions began */
    struct buf typed;            /* the new one, the first time */
    void (*done)(void *context); /* after a change; or NULL */
    void *context;
};

enum own_password_state { OWN_PASSWORD_NO_ACCOUNT, OWN_PASSWORD_NONE, OWN_PASSWORD_SET };
enum own_password_state own_password_state(struct session *s);

void own_password_ask(struct own_password *p, struct session *s, struct ui *ui);
void own_password_release(struct own_password *p); /* wipes */

#endif
