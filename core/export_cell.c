/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export_cell.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytemap.h"
#include "core/columns.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"

enum { SLOTS = 4096 };

struct answer {
    struct buf question, text;
};

/* Folded names of an entity; many: borne by several. */
struct names {
    const struct entity *e;
    struct bytemap map;
    bool *many;
    size_t cap;
};

enum { NAMES_MAX = 4 }; /* entities that references point to */

struct export_cells {
    struct book_tx *t;
    struct resolver names, codes;
    struct buf question;
    struct answer slot[SLOTS];
    struct names all[NAMES_MAX];
};

/* A place by its code; with the scheme's name where the book's own would be understood. */
static void add_code(void *context, struct unit_key u, struct buf *out)
{
    struct book_tx *t = context;
    u = unitbook_code(t, u, t->who->today);
    if (unit_level(u) != UNIT_COUNTRY && u.c[0] != (char)t->book->scheme)
        buf_addf(out, "%s:", unit_scheme_name(u));
    unit_add_code(out, u);
}

struct export_cells *export_cells_new(struct book_tx *t)
{
    struct export_cells *c = mem_alloc(sizeof *c);
    c->t = t;
    c->names = book_resolver(t, (struct unit_key){0});
    c->names.today = 0; /* what is stored is not judged here */
    c->codes = c->names;
    c->codes.unit_name = add_code;
    c->codes.name = NULL;
    return c;
}

void export_cells_free(struct export_cells *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < SLOTS; i++) {
        buf_release(&c->slot[i].question);
        buf_release(&c->slot[i].text);
    }
    for (size_t i = 0; i < NAMES_MAX; i++) {
        bytemap_release(&c->all[i].map);
        free(c->all[i].many);
    }
    buf_release(&c->question);
    free(c);
}

static void add_names(struct names *n, struct span chunk)
{
    while (chunk.n) {
        size_t len = strnlen(chunk.p, chunk.n);
        bool added;
        uint32_t i = bytemap_add(&n->map, (struct span){chunk.p, len}, &added);
        if (i >= n->cap) {
            n->cap = n->cap ? n->cap * 2 : 1024;
            n->many = mem_realloc_array(n->many, n->cap, sizeof *n->many);
        }
        n->many[i] = !added;
        len += len < chunk.n;
        chunk.p += len, chunk.n -= len;
    }
}

static const struct names *names_of(struct export_cells *c, const struct entity *e)
{
    struct names *n = c->all;
    while (n < c->all + NAMES_MAX && n->e && n->e != e)
        n++;
    if (n == c->all + NAMES_MAX || n->e)
        return n->e == e ? n : NULL;
    n->e = e;
    struct column_scan *s = column_scan_begin(c->t->tx, BOOK_NAME, e->id, (struct span){"", 0});
    struct unit_key unit;
    struct span bytes;
    while (column_scan_next(s, &unit, &bytes))
        add_names(n, bytes);
    column_scan_end(s);
    return n;
}

/* The quick answer to most questions: nobody else has this name, so it is found from anywhere. It
 * must be a name, not a number or an id. */
static bool only_one(struct export_cells *c, const struct entity *e, struct span name)
{
    struct buf b = {0};
    const struct names *n = e->subject ? names_of(c, e) : NULL;
    fold_search(&b, name);
    uint32_t i = n ? bytemap_find(&n->map, buf_span(&b)) : BYTEMAP_NONE;
    bool one = i != BYTEMAP_NONE && !n->many[i] && name.p[name.n - 1] != ']' && name.n != 16 &&
               strspn(buf_str(&b), "0123456789") < b.n;
    buf_release(&b);
    return one;
}

static bool reads_back(const struct export_cells *c, const struct field *f, const struct value *v,
                       struct span text)
{
    struct value again = {0};
    f->type->parse(f, text, &c->names, &again);
    bool same = value_eq(v, &again);
    value_clear(&again);
    return same;
}

static void add_safely(struct export_cells *c, const struct field *f, const struct value *v,
                       struct buf *out)
{
    size_t start = out->n;
    bool subject = f->type == &field_subject && v->n; /* may be any of five: always with its id */
    field_add_text(f, v, &c->names, out);
    struct span text = {out->p + start, out->n - start};
    if (f->type == &field_ref && v->n && text.n && only_one(c, entity_by_id(f->ref), text))
        return;
    if (!subject && text.n && reads_back(c, f, v, text))
        return;
    if (f->type == &field_unit || f->type == &field_stays || !text.n) {
        buf_truncate(out, start);
        field_add_text(f, v, &c->codes, out);
    } else if (v->n) {
        struct buf id = {0};
        field_add_text(f, v, &c->codes, &id);
        if (!span_eq(text, buf_span(&id))) {
            buf_adds(out, " [");
            buf_add_span(out, buf_span(&id));
            buf_addc(out, ']');
        }
        buf_release(&id);
    }
}

static struct answer *ask(struct export_cells *c, const struct record *r, size_t i)
{
    uint64_t h = 1469598103934665603u;
    const struct value *v = &r->v[i];
    buf_reset(&c->question);
    buf_addc(&c->question, (char)i);
    buf_add_span(&c->question, unit_span(&r->unit));
    key_add_u64(&c->question, (uint64_t)v->n);
    buf_add_span(&c->question, value_span(v));
    for (size_t k = 0; k < c->question.n; k++)
        h = (h ^ (uint8_t)c->question.p[k]) * 1099511628211u;
    return &c->slot[(h ^ h >> 32) % SLOTS];
}

void export_cell_add(struct export_cells *c, const struct record *r, size_t i, struct buf *out)
{
    const struct field *f = &r->e->fields[i];
    const struct field_type *t = f->type;
    if (!r->v[i].known)
        return;
    if ((f->flags & FIELD_UNIT) && r->e->id == ENTITY_HAMLET) { /* its own code, not its name */
        add_code(c->t, r->unit, out);
        return;
    }
    if (t != &field_unit && t != &field_ref && t != &field_subject && t != &field_stays) {
        field_add_text(f, &r->v[i], &c->names, out);
        return;
    }
    struct answer *a = ask(c, r, i);
    if (!a->question.n || !span_eq(buf_span(&a->question), buf_span(&c->question))) {
        buf_reset(&a->question);
        buf_add_span(&a->question, buf_span(&c->question));
        buf_reset(&a->text);
        c->names.near = c->codes.near = r->unit;
        add_safely(c, f, &r->v[i], &a->text);
    }
    buf_add_span(out, buf_span(&a->text));
}

/* = + - @ TAB CR, also behind a ' of the text's own (import takes off one). */
static bool needs_guard(struct span s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] == '\'')
        i++;
    return i < s.n && memchr("=+-@\t\r", s.p[i], 6);
}

static bool needs_quotes(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == ';' ||
            s.p[i] == '\t')
            return true;
    return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

void export_csv_cell(struct buf *out, struct span s, bool number)
{
    bool guard = !number && needs_guard(s), quotes = needs_quotes(s);
    if (quotes)
        buf_addc(out, '"');
    if (guard)
        buf_addc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, s.p[i]);
    }
    if (quotes)
        buf_addc(out, '"');
}

void export_json_record(const struct record *r, const struct resolver *res, bool private,
                        struct buf *out)
{
    struct record public = *r; /* borrows everything */
    size_t n = r->e->n_fields;
    public.v = mem_dup(r->v, n * sizeof *r->v);
    for (size_t i = 0; i < n; i++)
        if ((r->e->fields[i].flags & FIELD_PRIVATE) && !private)
    public.v[i].known = false;
    record_add_json(&public, res, out);
    free(public.v);
}
