/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * F5 and F6: what the record saved before had.
 */
#include <stdlib.h>

#include "forms/form_private.h"
#include "locale/mem.h"

static void entry_release(struct form_memory_entry *m)
{
    for (size_t i = 0; i < m->e->n_fields; i++) {
        buf_release(&m->text[i]);
        value_clear(&m->value[i]);
    }
    free(m->text);
    free(m->value);
}

void form_memory_release(struct form_memory *m)
{
    for (size_t i = 0; i < m->n; i++)
        entry_release(&m->v[i]);
    free(m->v);
    *m = (struct form_memory){0};
}

const struct form_memory_entry *form_memory_find(const struct form *f)
{
    for (size_t i = 0; f->memory && i < f->memory->n; i++)
        if (f->memory->v[i].e == f->e)
            return &f->memory->v[i];
    return NULL;
}

void form_remember(struct form *f)
{
    struct form_memory *m = f->memory;
    size_t at = 0;
    if (!m)
        return;
    while (at < m->n && m->v[at].e != f->e)
        at++;
    if (at < m->n)
        entry_release(&m->v[at]);
    else
        m->v = mem_realloc_array(m->v, ++m->n, sizeof *m->v);
    struct form_memory_entry *x = &m->v[at];
    x->e = f->e;
    x->text = mem_alloc(f->e->n_fields * sizeof *x->text);
    x->value = mem_alloc(f->e->n_fields * sizeof *x->value);
    for (size_t i = 0; i < f->layout.n; i++) {
        size_t index = f->layout.place[i].index;
        buf_add_span(&x->text[index], form_text(f, i));
        value_copy(&x->value[index], &f->record.v[index]);
    }
}

static bool repeat(struct form *f, size_t i)
{
    const struct form_memory_entry *m = form_memory_find(f);
    const struct form_place *p = &f->layout.place[i];
    if (!m || p->fixed || p->repeat == FORM_REPEAT_NEVER || !m->text[p->index].n)
        return false;
    form_set_text(f, i, buf_span(&m->text[p->index]));
    if (m->value[p->index].known && form_needs_book(p->field))
        form_pin(f, i, &m->value[p->index]);
    return true;
}

bool form_repeat_field(struct form *f)
{
    return repeat(f, f->focus);
}

size_t form_repeat_record(struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->layout.n; i++)
        if (f->layout.place[i].repeat == FORM_REPEAT && !form_skipped(f, i) &&
            !span_trim(form_text(f, i)).n)
            n += repeat(f, i);
    return n;
}
