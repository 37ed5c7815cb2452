/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the readers of foreign files give, as one line of text to compare:
 * "line[cell][cell] line[cell] end", or at the end "fault number@line";
 * {cell} is a filled one.
 */
#ifndef TESTS_FOREIGN_ROWS_H
#define TESTS_FOREIGN_ROWS_H

#include "core/foreign/reader.h"
#include "tests/support.h"

enum { ROWS_CELL_MAX = 1000 }; /* of a longer one only the number of bytes is told */

/* A copy of its own size, so that ASan sees a read past the end. The caller frees. */
static inline char *rows_exact(struct span file)
{
    char *p = malloc(file.n ? file.n : 1);
    memcpy(p, file.p, file.n);
    return p;
}

static inline void rows_add(const struct foreign_row *row, struct buf *out)
{
    buf_addf(out, "%u", row->line);
    for (unsigned i = 0; i < row->n; i++) {
        buf_addc(out, row->filled[i] ? '{' : '[');
        if (row->cells[i].n > ROWS_CELL_MAX)
            buf_addf(out, "%zu", row->cells[i].n);
        else
            buf_add_span(out, row->cells[i]);
        buf_addc(out, row->filled[i] ? '}' : ']');
    }
    buf_addc(out, ' ');
}

static inline void rows_end(enum foreign_step step, const struct foreign_fault *fault,
                            struct buf *out)
{
    if (step == FOREIGN_END)
        buf_adds(out, "end");
    else
        buf_addf(out, "fault %d@%u", fault->error, (unsigned)fault->line);
}

#endif
