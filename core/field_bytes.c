/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field_bytes.h"

void bytes_add_varint(struct buf *b, uint64_t n)
{
    while (n >= 0x80) {
        buf_addc(b, (char)(n | 0x80));
        n >>= 7;
    }
    buf_addc(b, (char)n);
}

bool bytes_varint(struct span *s, uint64_t *n)
{
    *n = 0;
    for (unsigned shift = 0; shift < 64 && s->n; shift += 7) {
        uint8_t c = (uint8_t)*s->p;
        s->p++, s->n--;
        if (shift == 63 && c > 1)
            return false;
        *n |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80)
            return true;
    }
    return false;
}

uint64_t bytes_zigzag(int64_t n)
{
    return ((uint64_t)n << 1) ^ (n < 0 ? UINT64_MAX : 0);
}

int64_t bytes_unzigzag(uint64_t n)
{
    return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

void bytes_encode_n(const struct value *v, struct buf *out)
{
    bytes_add_varint(out, bytes_zigzag(v->n));
}

bool bytes_decode_n(struct span bytes, struct value *out)
{
    uint64_t n;
    if (!bytes_varint(&bytes, &n) || bytes.n)
        return false;
    value_set_n(out, bytes_unzigzag(n));
    return true;
}

void bytes_encode_s(const struct value *v, struct buf *out)
{
    buf_add_span(out, value_span(v));
}

bool bytes_decode_s(struct span bytes, struct value *out)
{
    value_set_s(out, bytes);
    return true;
}
