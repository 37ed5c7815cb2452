/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a value that needs consent (FIELD_PRIVATE) is shown to whoever has not asked for it: enough
 * to tell two apart, too little to use. A telephone number "0912 345 612" becomes "09.. ..12",
 * anything else "(ẩn)".
 */
#ifndef CORE_MASK_H
#define CORE_MASK_H

#include "core/field.h"

/* Nothing for an empty text. */
void mask_add(struct span text, struct buf *out);
/* The value as text, masked when the field is private. */
void mask_add_value(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out);

#endif
