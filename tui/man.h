/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual page, made from the tables: commands, options, keys. Nothing of it is written twice.
 */
#ifndef TUI_MAN_H
#define TUI_MAN_H

#include "locale/buf.h"

/* hoctap.1 as roff, in UTF-8, in the language of msg_init(). */
void man_add(struct buf *out);

#endif
