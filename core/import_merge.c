/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row says against what is stored: an empty cell never takes anything back, a title is
 * never lowered, a reference that finds its record only now is filled in without being a
 * difference.
 */
#include <string.h>

#include "core/import_parts.h"
#include "locale/fold.h"

enum difference { SAME, QUIET, DIFFERENT };

void import_add_name(struct buf *names, const char *name)
{
    buf_addf(names, "%s%s", names->n ? ", " : "", name);
}

static bool fold_equal(struct span a, struct span b, void (*fold)(struct buf *, struct span))
{
    struct buf x = {0}, y = {0};
    fold(&x, a);
    fold(&y, b);
    bool eq = span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return eq;
}

/* The name of the record, or the name that was kept while there is none. */
static bool named_alike(const struct field *f, const struct value *x, const struct value *y,
                        const struct resolver *res, void (*fold)(struct buf *, struct span))
{
    struct buf a = {0}, b = {0};
    field_add_text(f, x, res, &a);
    field_add_text(f, y, res, &b);
    bool eq = fold_equal(buf_span(&a), buf_span(&b), fold);
    buf_release(&a);
    buf_release(&b);
    return eq;
}

static enum difference compare_ref(const struct field *f, const struct value *stored,
                                   const struct value *file, const struct resolver *res)
{
    if (!stored->known)
        return DIFFERENT;
    if (stored->n && file->n)
        return stored->n == file->n ? SAME : DIFFERENT;
    if (file->n) /* the name kept as text finds its record now */
        return named_alike(f, stored, file, res, fold_search) ? QUIET : DIFFERENT;
    return named_alike(f, stored, file, res, stored->n ? fold_search : fold_key) ? SAME : DIFFERENT;
}

static bool is_reference(const struct field *f)
{
    return f->type == &field_ref || f->type == &field_subject;
}

static enum difference compare(const struct field *f, const struct value *stored,
                               const struct value *file, const struct resolver *res)
{
    if (is_reference(f))
        return compare_ref(f, stored, file, res);
    if (f->type == &field_years) {
        for (int y = FIELD_YEARS_FIRST; y < FIELD_YEARS_FIRST + FIELD_YEARS_N; y++)
            if (value_year(file, y) && value_year(stored, y) != value_year(file, y))
                return DIFFERENT;
        return SAME;
    }
    if ((f->flags & FIELD_NAME) && stored->known)
        return fold_equal(value_span(stored), value_span(file), fold_key) ? SAME : DIFFERENT;
    return value_eq(stored, file) ? SAME : DIFFERENT;
}

static void apply(const struct field *f, struct value *stored, const struct value *file)
{
    if (f->type != &field_years) {
        value_copy(stored, file);
        return;
    }
    for (int y = FIELD_YEARS_FIRST; y < FIELD_YEARS_FIRST + FIELD_YEARS_N; y++)
        if (value_year(file, y))
            value_set_year(stored, y, value_year(file, y));
}

static bool holds_line(struct span note, struct span line)
{
    while (note.n) {
        const char *end = memchr(note.p, '\n', note.n);
        size_t n = end ? (size_t)(end - note.p) : note.n;
        if (span_eq(span_make(note.p, n), line))
            return true;
        n += end != NULL;
        note = span_make(note.p + n, note.n - n);
    }
    return false;
}

/* Lines that the import itself put into the note are added once, and only those missing. */
static bool merge_note(const struct import_work *w, const struct import_reading *g,
                       struct record *stored)
{
    struct value *v = &stored->v[w->note_field];
    struct span rest = buf_span(&g->note);
    struct buf b = {0};
    size_t max = (size_t)w->e->fields[w->note_field].max;

    buf_add_span(&b, value_span(v));
    size_t before = b.n;
    while (rest.n) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        if (!holds_line(buf_span(&b), span_make(rest.p, n))) {
            if (b.n)
                buf_addc(&b, '\n');
            buf_add(&b, rest.p, n);
        }
        n += end != NULL;
        rest = span_make(rest.p + n, rest.n - n);
    }
    bool changed = b.n != before && (!max || b.n <= max);
    if (changed)
        value_set_s(v, buf_span(&b));
    buf_release(&b);
    return changed;
}

bool import_is_identity(const struct import_work *w, unsigned i)
{
    const struct field *f = &w->e->fields[i];
    return (f->flags & FIELD_IDENTITY) && w->column_of[i] >= 0;
}

/* The state of a title is raised or stays. *conflict: the file says something else has come of it,
 * so what else it says about the title does not fit either. */
static bool raise_state(const struct import_reading *g, struct record *stored, struct buf *differs,
                        bool *conflict)
{
    struct value *v = record_value(stored, "state");
    enum title_state have = (enum title_state)v->n;
    enum title_state next =
        import_raise(have, (enum title_state)record_n(&g->r, "state"), conflict);
    if ((next != have || *conflict) && differs)
        import_add_name(differs, _(stored->e->fields[v - stored->v].label));
    value_set_n(v, next);
    return next != have;
}

bool import_merge(const struct import_work *w, const struct import_reading *g,
                  const struct resolver *res, struct record *stored, struct buf *differs)
{
    bool conflict = false;
    bool changed = w->e->id == ENTITY_TITLE && raise_state(g, stored, differs, &conflict);

    for (unsigned i = 0; i < w->e->n_fields && !conflict; i++) {
        const struct field *f = &w->e->fields[i];
        bool key = import_is_identity(w, i) && !is_reference(f) &&
                   !(w->e->id == ENTITY_HAMLET && (f->flags & FIELD_NAME));
        if (!(g->given >> i & 1) || (f->flags & FIELD_UNIT) || key ||
            f->choices == title_state_choices)
            continue;
        enum difference is = compare(f, &stored->v[i], &g->r.v[i], res);
        if (is == SAME)
            continue;
        changed = true;
        if (is == DIFFERENT && differs)
            import_add_name(differs, _(f->label));
        apply(f, &stored->v[i], &g->r.v[i]);
    }
    bool noted =
        !conflict && g->note.n && !(g->given >> w->note_field & 1) && merge_note(w, g, stored);
    if (noted && differs)
        import_add_name(differs, _(w->e->fields[w->note_field].label));
    return changed || noted;
}

/* The steps up to proposed are said by every later state but one; a decision stands. */
static bool implied(enum title_state have, enum title_state want)
{
    bool later = have >= STATE_RECOGNISED || want <= have;
    return want <= STATE_PROPOSED && have != STATE_WITHDRAWN && later;
}

enum title_state import_raise(enum title_state have, enum title_state want, bool *conflict)
{
    *conflict = false;
    if (want == STATE_NONE || have == want)
        return have;
    if (title_step_allowed(have, want))
        return want;
    *conflict = !implied(have, want);
    return have;
}
