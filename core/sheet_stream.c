/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sheet_stream.h"

#include <assert.h>
#include <string.h>

enum { HEAD = 5 };

void sheet_put(struct buf *out, enum sheet_cell kind, struct span text)
{
    assert(text.n <= UINT32_MAX);
    buf_addc(out, (char)kind);
    for (int i = 0; i < 32; i += 8)
        buf_addc(out, (char)(text.n >> i));
    buf_add_span(out, text);
}

bool sheet_take(struct span *s, enum sheet_cell *kind, struct span *text)
{
    if (s->n < HEAD || !strchr("timhde", s->p[0]) || !s->p[0])
        return false;
    uint32_t n = 0;
    for (int i = 0; i < 4; i++)
        n |= (uint32_t)(uint8_t)s->p[1 + i] << (8 * i);
    if (n > s->n - HEAD)
        return false;
    *kind = (enum sheet_cell)s->p[0];
    *text = span_make(s->p + HEAD, n);
    *s = span_make(s->p + HEAD + n, s->n - HEAD - n);
    return true;
}
