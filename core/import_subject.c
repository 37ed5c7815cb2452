/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose title or figures a row of a file speaks of. What the title is says where to look: "Lê Văn
 * A" with Gia đình học tập is a household, with Công dân học tập a person. The subject is part of
 * the record's key, so a row whose subject is not found is refused, never kept as text.
 */
#include <string.h>

#include "core/import_parts.h"
#include "core/title.h"

/* A hamlet is meant by its place: with or without the word thôn before its name, by its code, or,
 * in an empty cell, by the row's own place. */
static void add_hamlet(struct import_resolver *res, struct span text, struct import_reading *g,
                       struct buf *name)
{
    struct unit_key u = g->r.unit;
    enum reason why;

    if (text.n && !res->use.unit(res, text, &u, &why))
        return;
    if (unit_level(u) != UNIT_HAMLET)
        return;
    res->use.near = u;
    res->use.unit_name(res, u, name);
}

/* A family of that name in another hamlet than the row says is not the one that is meant. */
static bool lies_elsewhere(const struct import_work *w, const struct import_reading *g,
                           const struct value *subject, struct unit_key unit, struct span text)
{
    unsigned e = subject->len ? (unsigned char)subject->s[0] : 0;
    bool by_id = text.n && text.p[text.n - 1] == ']';
    return (e == ENTITY_HOUSEHOLD || e == ENTITY_CITIZEN) && !by_id &&
           unit_level(g->r.unit) == UNIT_HAMLET && w->e->id == ENTITY_TITLE &&
           !unit_eq(unit, g->r.unit);
}

static void set_unit(const struct import_work *w, struct unit_key u, struct import_reading *g)
{
    g->r.unit = u;
    if (w->unit_field >= 0)
        value_set_s(&g->r.v[w->unit_field], unit_span(&u));
}

static void find(struct import_work *w, struct import_resolver *res, struct span text, int column,
                 struct import_reading *g)
{
    unsigned i = (unsigned)w->subject_field;
    struct value *v = &g->r.v[i];
    enum reason why = import_parse(res, i, text, v);
    struct unit_key u = {0};

    if (why == REASON_NONE && v->n) {
        u = book_unit_of(res->t, (uint64_t)v->n);
        if (lies_elsewhere(w, g, v, u, text))
            why = REASON_UNKNOWN_REFERENCE;
    }
    if (why == REASON_NONE && unit_level(u) != UNIT_NONE) {
        set_unit(w, u, g);
        if (caller_may(w->who, ACCESS_WRITE, u, NULL) != STATUS_OK)
            why = REASON_NOT_ALLOWED;
    }
    if (why != REASON_NONE)
        import_fault_add(g, i, column, &w->e->fields[i], why, false, text);
}

void import_subject_read(struct import_work *w, struct import_resolver *res, size_t row,
                         struct import_reading *g)
{
    int column = w->column_of[w->subject_field];
    bool title = w->e->id == ENTITY_TITLE;
    const struct title_kind *kind = title ? title_by_id((unsigned)record_n(&g->r, "title")) : NULL;
    struct span text = {"", 0};
    struct buf name = {0};

    if (column >= 0)
        text = import_clean(import_work_cell(w, row, (unsigned)column).text);
    if (kind && kind->subject == ENTITY_COMMUNE) { /* whatever the cell says: there is one */
        char commune = ENTITY_COMMUNE;
        value_set_s(&g->r.v[w->subject_field], span_make(&commune, 1));
        set_unit(w, w->commune, g);
    } else if (kind || !title) { /* without a title the row is refused for that */
        if (kind && kind->subject == ENTITY_HAMLET)
            add_hamlet(res, text, g, &name);
        if (name.n)
            text = buf_span(&name);
        res->use.subject = kind ? kind->subject : 0;
        if (text.n)
            find(w, res, text, column, g);
        res->use.subject = 0;
    } else if (text.n) {
        value_set_s(&g->r.v[w->subject_field], SPAN_LIT("\0"));
    }
    if (g->r.v[w->subject_field].known)
        g->given |= (uint64_t)1 << w->subject_field;
    buf_release(&name);
}
