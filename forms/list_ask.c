/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records a list has, and in what order. The order of core/find.h costs no record; that of a
 * field reads each once, when somebody wrote or the question changed.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/list_private.h"
#include "locale/fold.h"
#include "locale/mem.h"

struct sorted {
    struct find_hit hit;
    size_t seq;
    char *key;
    size_t n;
};

static int compare(const void *x, const void *y)
{
    const struct sorted *a = x, *b = y;
    if (!a->n != !b->n) /* unknown last */
        return a->n ? -1 : 1;
    int c = span_cmp((struct span){a->key, a->n}, (struct span){b->key, b->n});
    return c ? c : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Numbers by value, everything else as it reads. */
static void add_key(const struct field *f, const struct value *v, const struct resolver *res,
                    struct buf *out)
{
    struct buf text = {0};
    if (!v->known)
        return;
    if (f->type == &field_integer || f->type == &field_money || f->type == &field_decimal ||
        f->type == &field_bool) {
        key_add_u64(out, (uint64_t)v->n ^ (uint64_t)1 << 63);
        return;
    }
    if (f->type == &field_date) {
        struct pdate d = value_date(v);
        key_add_u64(out, (uint64_t)(pdate_first(d) + (1 << 20)));
        return;
    }
    field_add_text(f, v, res, &text);
    (f->flags & FIELD_NAME ? fold_sort_key : fold_sort_text)(out, buf_span(&text));
    buf_release(&text);
}

/* Texts of references seen so far: a thousand households belong to a few clans. */
struct seen {
    int64_t id;
    char *key;
    size_t n;
};
enum { SEEN = 256 };

struct sorter {
    const struct list *l;
    struct book_tx *t;
    size_t field;
    struct seen seen[SEEN];
};

static void add_key_once(struct sorter *x, const struct value *v, const struct resolver *res,
                         struct buf *out)
{
    const struct field *f = x->l->q.field;
    if (f->type != &field_ref || !v->n) {
        add_key(f, v, res, out);
        return;
    }
    struct seen *s = &x->seen[(uint64_t)v->n % SEEN];
    if (s->id != v->n) {
        struct buf key = {0};
        add_key(f, v, res, &key);
        free(s->key);
        *s = (struct seen){.id = v->n, .n = key.n, .key = buf_detach(&key)};
    }
    buf_add(out, s->key, s->n);
}

/* Only this field of the record is read. */
static enum status sort_key(struct sorter *x, const struct find_hit *h, struct buf *out)
{
    const struct field *f = x->l->q.field;
    struct buf key = {0};
    struct span bytes;
    struct value v = {0};
    enum status s = STATUS_CORRUPT;
    if (book_address(x->t, h->id, &key) &&
        store_get(x->t->tx, BOOK_RECORD, buf_span(&key), &bytes)) {
        struct unit_key unit = unit_from_span((struct span){key.p, UNIT_KEY_LEN});
        struct resolver res = book_resolver(x->t, unit);
        struct span field = record_peek(x->l->e, x->field, bytes);
        if (f->flags & FIELD_UNIT)
            value_set_s(&v, unit_span(&unit));
        s = !field.p || !field.n || f->type->decode(field, &v) ? STATUS_OK : STATUS_CORRUPT;
        if (s == STATUS_OK)
            add_key_once(x, &v, &res, out);
    }
    value_clear(&v);
    buf_release(&key);
    return s;
}

static enum status sort_by_field(const struct list *l, struct book_tx *t, struct find_result *r)
{
    struct sorter x = {.l = l, .t = t, .field = (size_t)(l->q.field - l->e->fields)};
    struct sorted *v = mem_alloc((r->n + 1) * sizeof *v);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < r->n && s == STATUS_OK; i++) {
        struct buf key = {0};
        s = sort_key(&x, &r->v[i], &key);
        v[i] = (struct sorted){.hit = r->v[i], .seq = i, .n = key.n};
        v[i].key = buf_detach(&key);
    }
    if (s == STATUS_OK)
        qsort(v, r->n, sizeof *v, compare);
    for (size_t i = 0; i < r->n; i++) {
        if (s == STATUS_OK)
            r->v[i] = v[i].hit;
        free(v[i].key);
    }
    for (size_t i = 0; i < SEEN; i++)
        free(x.seen[i].key);
    free(v);
    return s;
}

/* What every record leaves empty needs no column. Most lists know it after a few records; the bound
 * is for those whose last column stays empty. */
enum { EMPTY_LOOKS = 2000 };

static uint64_t empty_fields(const struct list *l, struct book_tx *t, const struct find_result *r)
{
    uint64_t empty = 0;
    for (size_t f = 0; f < l->e->n_fields && f < 64; f++)
        if ((l->e->fields[f].flags & FIELD_LIST) &&
            !(l->e->fields[f].flags & (FIELD_UNIT | FIELD_NAME | FIELD_REQUIRED)))
            empty |= (uint64_t)1 << f;
    for (size_t i = 0; i < r->n && empty; i++) {
        struct buf key = {0};
        struct span bytes;
        if (i == EMPTY_LOOKS)
            empty = 0;
        else if (book_address(t, r->v[i].id, &key) &&
                 store_get(t->tx, BOOK_RECORD, buf_span(&key), &bytes))
            for (size_t f = 0; f < l->e->n_fields && f < 64; f++)
                if (empty >> f & 1 && record_peek(l->e, f, bytes).n)
                    empty &= ~((uint64_t)1 << f);
        buf_release(&key);
    }
    return r->n ? empty : 0;
}

/* The title of the list says where all of it lies. */
static bool lies_at(const struct find_result *r, struct unit_key unit)
{
    bool all = r->n > 0;
    for (size_t i = 0; i < r->n && all; i++)
        all = unit_eq(r->v[i].unit, unit);
    return all;
}

static int by_id(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Who left for a place that is not the caller's counts where it was, so it stands in the list. */
static void add_rest(struct find_result *r, const struct explain_who *who, size_t n)
{
    uint64_t *have = mem_alloc((r->n + 1) * sizeof *have);
    size_t found = r->n;
    for (size_t i = 0; i < found; i++)
        have[i] = r->v[i].id;
    qsort(have, found, sizeof *have, by_id);
    r->v = mem_realloc_array(r->v, n + 1, sizeof *r->v);
    for (size_t i = 0; i < n; i++)
        if (!bsearch(&who[i].id, have, found, sizeof *have, by_id))
            r->v[r->n++] = (struct find_hit){.id = who[i].id, .unit = who[i].unit};
    r->total = r->n;
    free(have);
}

static size_t keep_own(struct explain_who *who, size_t n, struct unit_key unit)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (unit_eq(who[i].unit, unit))
            who[kept++] = who[i];
    return kept;
}

/* The text and the order are those of any list, among those counted. */
static enum status ask_behind(const struct list *l, struct book_tx *t, struct find_options o,
                              struct list_answer *out)
{
    const struct list_behind *b = &l->q.behind;
    struct explain_who *who;
    size_t n;
    enum status s = progress_explain_ids(t, b->unit, b->indicator, b->year, b->state, &who, &n);
    n = s == STATUS_OK && b->own ? keep_own(who, n, b->unit) : n;
    uint64_t *ids = mem_alloc((n + 1) * sizeof *ids);
    for (size_t i = 0; i < n && s == STATUS_OK; i++)
        ids[i] = who[i].id;
    qsort(ids, n, sizeof *ids, by_id);
    o.among = ids;
    o.n_among = n;
    o.unit = (struct unit_key){0};
    if (b->state != EXPLAIN_MOVED) /* who left is not there on that day */
        o.valid_on = progress_day(b->year, t->who->today);
    if (s == STATUS_OK)
        s = find_ids(t, l->e, &o, &out->hits);
    if (s == STATUS_OK && !o.text.n && out->hits.n < n)
        add_rest(&out->hits, who, n);
    out->total = n;
    free(ids);
    free(who);
    return s;
}

static enum status count_all(const struct list *l, struct book_tx *t, struct find_options o,
                             size_t *total)
{
    struct find_result all;
    o.text = (struct span){"", 0};
    o.sort = FIND_AS_NUMBERED;
    enum status s = find_ids(t, l->e, &o, &all);
    *total = all.total;
    find_result_release(&all);
    return s;
}

enum status list_ask(const struct list *l, struct book_tx *t, struct list_answer *out)
{
    struct find_options o = {
        .unit = l->q.unit,
        .text = buf_span(&l->q.text),
        .limit = l->q.text.n ? FIND_RANKED : 0,
        .valid_on = l->q.valid_on,
        .sort = l->q.sort == LIST_BY_NAME ? FIND_AS_NAMED : FIND_AS_NUMBERED,
    };
    enum status s;
    out->asked = true;
    if (l->q.is_behind) {
        s = ask_behind(l, t, o, out);
    } else {
        s = find_ids(t, l->e, &o, &out->hits);
        out->total = out->hits.total;
        if (s == STATUS_OK && span_trim(o.text).n)
            s = count_all(l, t, (struct find_options){.unit = o.unit, .valid_on = o.valid_on},
                          &out->total);
    }
    if (s == STATUS_OK && l->q.sort == LIST_BY_FIELD && l->q.field && !l->q.text.n)
        s = sort_by_field(l, t, &out->hits);
    if (s == STATUS_OK && !l->q.text.n) {
        out->empty = empty_fields(l, t, &out->hits);
        struct unit_key home = l->q.is_behind ? l->q.behind.unit : l->q.unit;
        out->at_home = lies_at(&out->hits, unit_level(home) == UNIT_NONE ? l->book->commune : home);
    } else {
        out->empty = l->now.empty; /* no column comes or goes while somebody types */
        out->at_home = l->now.at_home;
    }
    return s;
}
