/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a value that needs consent (FIELD_PRIVATE) is shown to whoever has not asked for it: enough
 * to tell two apart, too little to use. A telephone number "0912 345 612" becomes "09.. ..12",
 * anything else "(ẩn)".
 *
 * The audit trail keeps the masks, not the values: who withdraws the consent leaves nothing behind,
 * and no body of the trail has to be deleted for it. A mask of a mask is the same mask.
 */
#ifndef CORE_MASK_H
#define CORE_MASK_H

#include "core/record.h"

/* Nothing for an empty text. */
void mask_add(struct span text, struct buf *out);
/* The value as text, masked when the field is private. */
void mask_add_value(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out);

bool mask_needed(const struct record *r); /* does it hold what needs consent? NULL: no */
/* Puts masks in the place of the values, as they are stored: the same in every language. before
 * (may be NULL, unmasked): two values of one mask are told apart by " (khác)". */
void mask_record(struct record *r, const struct record *before);

#endif
