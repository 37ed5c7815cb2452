/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same few names, places and choices stand in thousands of rows: each is looked up once.
 * Answers hold as long as the book does not change (import_plan.generation).
 */
#include <string.h>

#include "core/import_parts.h"
#include "locale/mem.h"

/* The answer to what stands in w->scratch; *fresh when it must be filled in. */
static struct import_answer *answer(struct import_work *w, bool *fresh)
{
    uint32_t i = bytemap_add(&w->asked, buf_span(&w->scratch), fresh);
    if (i >= w->cap_answers) {
        w->cap_answers = w->cap_answers ? w->cap_answers * 2 : 256;
        w->answers = mem_realloc_array(w->answers, w->cap_answers, sizeof *w->answers);
    }
    if (*fresh)
        w->answers[i] = (struct import_answer){0};
    return &w->answers[i];
}

static void ask(struct import_work *w, char kind, unsigned what, struct unit_key near,
                struct span text)
{
    buf_reset(&w->scratch);
    buf_addc(&w->scratch, kind);
    buf_addc(&w->scratch, (char)what);
    buf_add_span(&w->scratch, unit_span(&near));
    buf_add_span(&w->scratch, text);
}

static uint64_t find(void *context, const struct entity *e, struct span text, struct unit_key near,
                     enum reason *why)
{
    struct import_resolver *r = context;
    bool fresh;

    ask(r->w, 'r', e->id, near, text);
    struct import_answer *a = answer(r->w, &fresh);
    if (fresh)
        a->id = r->inner.find(r->inner.context, e, text, near, &a->why);
    if (!a->id)
        *why = a->why;
    return a->id;
}

static bool unit(void *context, struct span text, struct unit_key *out, enum reason *why)
{
    struct import_resolver *r = context;
    bool fresh;

    ask(r->w, 'u', 0, (struct unit_key){0}, text);
    struct import_answer *a = answer(r->w, &fresh);
    if (fresh)
        a->ok = r->inner.unit(r->inner.context, text, &a->unit, &a->why);
    if (a->ok)
        *out = a->unit;
    else
        *why = a->why;
    return a->ok;
}

static void name(void *context, const struct entity *e, uint64_t id, struct buf *out)
{
    struct import_resolver *r = context;
    r->inner.name(r->inner.context, e, id, out);
}

static void unit_name(void *context, struct unit_key u, struct buf *out)
{
    struct import_resolver *r = context;
    r->inner.unit_name(r->inner.context, u, out);
}

void import_resolver_init(struct import_resolver *r, struct import_work *w, struct book_tx *t)
{
    r->w = w;
    r->t = t;
    r->inner = book_resolver(t, (struct unit_key){0});
    r->use = (struct resolver){.context = r,
                               .find = find,
                               .name = name,
                               .unit = unit,
                               .unit_name = unit_name,
                               .today = w->who->today};
}

enum reason import_parse(struct import_resolver *r, unsigned field, struct span text,
                         struct value *out)
{
    const struct field *f = &r->w->e->fields[field];
    bool fresh;

    if (f->type != &field_choice && f->type != &field_bool)
        return field_parse(f, text, &r->use, out);
    ask(r->w, 'c', field, (struct unit_key){0}, text);
    struct import_answer *a = answer(r->w, &fresh);
    if (fresh) {
        struct value v = {0};
        a->why = field_parse(f, text, &r->use, &v);
        a->known = v.known;
        a->id = (uint64_t)v.n;
        value_clear(&v);
    }
    if (a->known)
        value_set_n(out, (int64_t)a->id);
    return a->why;
}
