/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Để sau": the lines of a note, and the list of records that have one. The words are those of the
 * sổ and never translated: they are stored.
 */
#include <stdlib.h>
#include <string.h>

#include "core/find.h"
#include "forms/form_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

#define MARK  "[để sau] "
#define BREAK " ⏎ " /* a line break in the text of a field of several lines */

static void replace_all(struct span s, const char *from, const char *to, struct buf *out)
{
    size_t n = strlen(from);
    while (s.n) {
        const char *hit = memmem(s.p, s.n, from, n);
        size_t before = hit ? (size_t)(hit - s.p) : s.n;
        buf_add(out, s.p, before);
        if (hit)
            buf_adds(out, to);
        size_t used = before + (hit ? n : 0);
        s = (struct span){s.p + used, s.n - used};
    }
}

void form_later_add(const struct field *f, struct span text, struct buf *out)
{
    buf_adds(out, MARK);
    buf_adds(out, f->label);
    if (!text.n)
        return;
    buf_adds(out, ": ");
    replace_all(text, "\n", BREAK, out);
}

bool form_later_parse(const struct entity *e, struct span line, size_t *index, struct buf *text)
{
    struct span mark = span_of(MARK);
    line = span_trim(line);
    if (line.n <= mark.n || memcmp(line.p, mark.p, mark.n) != 0)
        return false;
    line = (struct span){line.p + mark.n, line.n - mark.n};
    for (size_t i = 0; i < e->n_fields; i++) {
        struct span label = span_of(e->fields[i].label);
        if (line.n < label.n || memcmp(line.p, label.p, label.n) != 0)
            continue;
        struct span rest = {line.p + label.n, line.n - label.n};
        if (rest.n && (rest.n < 3 || memcmp(rest.p, ": ", 2) != 0))
            continue;
        *index = i;
        if (rest.n)
            replace_all((struct span){rest.p + 2, rest.n - 2}, BREAK, "\n", text);
        return true;
    }
    return false;
}

/* ---- the list ---- */

struct gathering {
    struct form_later_list *out;
    const struct entity *e;
    struct unit_key unit, last;
    bool last_wanted, any;
};

/* The labels of what is left in a note, "Năm sinh, Địa chỉ". */
static void add_fields(const struct entity *e, struct span note, struct buf *out)
{
    while (note.n) {
        const char *brk = memchr(note.p, '\n', note.n);
        struct span line = {note.p, brk ? (size_t)(brk - note.p) : note.n};
        struct buf text = {0};
        size_t index;
        if (form_later_parse(e, line, &index, &text)) {
            if (out->n)
                buf_adds(out, ", ");
            buf_adds(out, _(e->fields[index].label));
        }
        buf_release(&text);
        note = brk ? (struct span){brk + 1, note.n - line.n - 1} : (struct span){note.p, 0};
    }
}

static bool wanted(struct book_tx *t, struct gathering *g, struct unit_key unit)
{
    if (!g->any || !unit_eq(unit, g->last)) {
        g->last = unit;
        g->any = true;
        g->last_wanted = find_unit_wanted(t, g->e, unit, g->unit);
    }
    return g->last_wanted;
}

static enum status gather(struct book_tx *t, const struct record *r, void *context)
{
    struct gathering *g = context;
    int note = entity_field(r->e, "note");
    struct span s = note < 0 ? (struct span){"", 0} : value_span(&r->v[note]);
    if (!s.n || !wanted(t, g, r->unit))
        return STATUS_OK;
    struct buf fields = {0}, name = {0}, place = {0};
    add_fields(r->e, s, &fields);
    if (!fields.n) {
        buf_release(&fields);
        return STATUS_OK;
    }
    int named = entity_field_flag(r->e, FIELD_NAME);
    if (named >= 0)
        buf_add_span(&name, record_name(r));
    if (!unit_eq(r->unit, g->unit)) {
        struct resolver res = book_resolver(t, r->unit);
        res.unit_name(res.context, r->unit, &place);
    }
    struct form_later_list *l = g->out;
    l->v = mem_realloc_array(l->v, l->n + 1, sizeof *l->v);
    l->v[l->n++] = (struct form_later_row){
        .e = r->e,
        .id = r->id,
        .unit = r->unit,
        .number = r->number,
        .name = mem_strdup(buf_str(&name)),
        .place = mem_strdup(buf_str(&place)),
        .fields = mem_strdup(buf_str(&fields)),
    };
    buf_release(&fields);
    buf_release(&name);
    buf_release(&place);
    return STATUS_OK;
}

static enum status later_fn(struct book_tx *t, void *context)
{
    struct gathering *g = context;
    struct span prefix = find_unit_prefix(&g->unit);
    enum status s = find_unit_allowed(t, g->e, g->unit);
    form_later_release(g->out); /* the closure may be run again */
    for (size_t i = 0; s == STATUS_OK && entity_at(i); i++)
        if (!g->e || g->e == entity_at(i))
            s = book_each_holding(t, entity_at(i), prefix, span_of(MARK), gather, g);
    return s;
}

enum status form_later_load(struct form_later_list *out, struct book *b, const struct caller *who,
                            const struct entity *e, struct unit_key unit, struct detail *d)
{
    struct gathering g = {.out = out, .e = e, .unit = unit};
    *out = (struct form_later_list){0};
    return book_read(b, who, later_fn, &g, d);
}

void form_later_release(struct form_later_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->v[i].name);
        free(l->v[i].place);
        free(l->v[i].fields);
    }
    free(l->v);
    *l = (struct form_later_list){0};
}
