/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/merges.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

enum { MERGES_MAX = 1 << 20 };

void excel_merges_reset(struct excel_merges *m)
{
    m->n = m->next = 0;
    m->width = 0;
    for (unsigned i = 0; m->columns && i < FOREIGN_COLUMNS_MAX; i++)
        m->columns[i].bottom = 0;
}

void excel_merges_release(struct excel_merges *m)
{
    for (unsigned i = 0; m->columns && i < FOREIGN_COLUMNS_MAX; i++)
        buf_release(&m->columns[i].text);
    free(m->columns);
    free(m->v);
    *m = (struct excel_merges){0};
}

void excel_merges_add(struct excel_merges *m, uint32_t top, uint32_t bottom, unsigned column)
{
    if (!top || bottom <= top || column >= FOREIGN_COLUMNS_MAX || m->n == MERGES_MAX)
        return;
    if (m->n == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 64;
        m->v = mem_realloc_array(m->v, m->cap, sizeof *m->v);
    }
    m->v[m->n] = (struct excel_merge){top, bottom, (uint32_t)m->n, (uint16_t)column};
    m->n++;
}

static int in_order(const void *a, const void *b)
{
    const struct excel_merge *x = a, *y = b;
    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

void excel_merges_sort(struct excel_merges *m)
{
    if (m->n > 1)
        qsort(m->v, m->n, sizeof *m->v, in_order);
    if (m->n && !m->columns)
        m->columns = mem_alloc(FOREIGN_COLUMNS_MAX * sizeof *m->columns);
}

/* The areas that begin in this row, which hold what it says there. */
static void begin_areas(struct excel_merges *m, const struct foreign_row *row)
{
    for (; m->next < m->n && m->v[m->next].top <= row->line; m->next++) {
        const struct excel_merge *a = &m->v[m->next];
        if (a->top < row->line || a->column >= row->n || !row->cells[a->column].n)
            continue;
        struct excel_fill *f = &m->columns[a->column];
        f->top = a->top;
        f->bottom = a->bottom;
        m->width = a->column >= m->width ? a->column + 1u : m->width;
        buf_reset(&f->text);
        buf_add_span(&f->text, row->cells[a->column]);
    }
}

void excel_merges_fill(struct excel_merges *m, struct foreign_row *row)
{
    memset(row->filled, 0, sizeof row->filled);
    begin_areas(m, row);
    for (unsigned i = 0; i < m->width; i++) {
        const struct excel_fill *f = &m->columns[i];
        if (f->top == row->line || f->bottom < row->line)
            continue;
        for (; row->n <= i; row->n++)
            row->cells[row->n] = (struct span){"", 0};
        row->cells[i] = buf_span(&f->text);
        row->filled[i] = true;
    }
}
