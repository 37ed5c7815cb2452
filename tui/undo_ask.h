/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hoàn tác on screen: tells what was written last by this person today, and takes it back after
 * Enter (core/undo.h). Embedded in a screen.
 */
#ifndef TUI_UNDO_ASK_H
#define TUI_UNDO_ASK_H

#include "core/undo.h"
#include "tui/session.h"
#include "tui/why_ask.h"

/* Zeroed is empty. */
struct undo_ask {
    struct session *session;
    struct undo undo;
    struct why_ask why;
    void (*after)(void *context); /* the records are others now; or NULL */
    void *context;
};

/* record 0: whatever the person wrote last. */
void undo_ask(struct undo_ask *u, struct ui *ui, struct session *session, uint64_t record,
              void (*after)(void *context), void *context);
void undo_ask_release(struct undo_ask *u);

#endif
