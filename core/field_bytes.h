/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as the codec writes them. Only field_*.c and record.c include this.
 */
#ifndef CORE_FIELD_BYTES_H
#define CORE_FIELD_BYTES_H

#include "core/field.h"

void bytes_add_varint(struct buf *b, uint64_t n);
/* Moves *s behind it. false when it is cut off or longer than 64 bits. */
bool bytes_varint(struct span *s, uint64_t *n);
uint64_t bytes_zigzag(int64_t n);
int64_t bytes_unzigzag(uint64_t n);

/* encode and decode of every type whose value is a number, or bytes */
void bytes_encode_n(const struct value *v, struct buf *out);
bool bytes_decode_n(struct span bytes, struct value *out);
void bytes_encode_s(const struct value *v, struct buf *out);
bool bytes_decode_s(struct span bytes, struct value *out);

#endif
