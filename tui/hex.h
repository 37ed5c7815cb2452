/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes as hexadecimal digits, for `convert --hex` and `detect --hex`.
 */
#ifndef TUI_HEX_H
#define TUI_HEX_H

#include "locale/buf.h"

/* Appends the bytes of "e1bb87" (any case, blanks around ignored); false when it is none. */
bool hex_decode(struct span text, struct buf *out);
void hex_add(struct buf *out, struct span bytes);

#endif
