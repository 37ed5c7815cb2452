/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/frame.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 64 << 10 }; /* what a pipe holds */

static void flush(struct frame_out *o)
{
    for (size_t done = 0; done < o->pending.n;) {
        ssize_t n = write(o->fd, o->pending.p + done, o->pending.n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1);
        done += (size_t)n;
    }
    buf_reset(&o->pending);
}

static void put_uint(struct buf *b, uint64_t v, unsigned bytes)
{
    char le[8];
    for (unsigned i = 0; i < bytes; i++)
        le[i] = (char)(v >> 8 * i);
    buf_add(b, le, bytes);
}

static void put_head(struct frame_out *o, char kind, size_t length)
{
    if (o->pending.n >= FLUSH_AT)
        flush(o);
    buf_addc(&o->pending, kind);
    put_uint(&o->pending, length, 4);
}

void frame_format(struct frame_out *o, enum foreign_format format, char sep, enum foreign_hint hint)
{
    put_head(o, 'F', 4);
    put_uint(&o->pending, format, 1);
    buf_addc(&o->pending, sep);
    put_uint(&o->pending, hint, 1);
    buf_addc(&o->pending, format == FOREIGN_CSV ? '"' : 0);
}

void frame_column(struct frame_out *o, char type, unsigned width, struct span name)
{
    put_head(o, 'C', 2 + name.n);
    buf_addc(&o->pending, type);
    put_uint(&o->pending, width < 255 ? width : 255, 1);
    buf_add_span(&o->pending, name);
}

void frame_sheets(struct frame_out *o, const struct excel_sheets *s)
{
    for (unsigned i = 0; i < s->n; i++) {
        struct span name = span_of(s->v[i].name);
        name.n = name.n < 1024 ? name.n : 1024;
        put_head(o, 'S', 5 + name.n);
        put_uint(&o->pending, (s->v[i].hidden ? 1u : 0) | (i == s->chosen ? 2u : 0), 1);
        put_uint(&o->pending, s->v[i].rows, 4);
        buf_add_span(&o->pending, name);
    }
}

void frame_row(struct frame_out *o, const struct foreign_row *row)
{
    size_t length = 4 + 2;
    for (unsigned i = 0; i < row->n; i++)
        length += 4 + row->cells[i].n;
    put_head(o, 'R', length);
    put_uint(&o->pending, row->line, 4);
    put_uint(&o->pending, row->n, 2);
    for (unsigned i = 0; i < row->n; i++) {
        put_uint(&o->pending, row->cells[i].n | (row->filled[i] ? FOREIGN_FILLED : 0), 4);
        buf_add_span(&o->pending, row->cells[i]);
    }
    o->rows++;
}

void frame_fault(struct frame_out *o, const struct foreign_fault *f)
{
    size_t n = strlen(f->detail);
    put_head(o, 'X', 1 + 8 + 8 + n);
    put_uint(&o->pending, f->error, 1);
    put_uint(&o->pending, f->line, 8);
    put_uint(&o->pending, f->offset, 8);
    buf_add(&o->pending, f->detail, n);
    flush(o);
}

void frame_end(struct frame_out *o)
{
    put_head(o, 'Z', 8);
    put_uint(&o->pending, o->rows, 8);
    flush(o);
}
