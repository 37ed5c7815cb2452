/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/find.h"

#include <stdlib.h>
#include <string.h>

#include "core/find_text.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"

struct ranked {
    struct find_hit hit;
    enum find_way way;
    bool inexact; /* has the text only when marks are left out */
    size_t seq;   /* in which order it was found */
    char *sort;   /* NULL: by seq */
    size_t sort_len;
};

struct finder {
    struct book_tx *t;
    const struct entity *e;
    const struct find_options *o;
    struct find_query q;
    bool any; /* no text: everything matches */
    struct unit_key last;
    bool last_wanted;
    struct ranked *v;
    size_t n, cap, total;
    uint64_t last_id; /* of those counted */
};

/* ---- places ---- */

bool find_unit_wanted(struct book_tx *t, const struct entity *e, struct unit_key unit,
                      struct unit_key asked)
{
    if (unit_level(asked) != UNIT_NONE && !unit_eq(unit, asked) &&
        !unitbook_inside(t, unit, asked, unitbook_last_day(t, asked)))
        return false;
    return book_may_read(t, e, unit);
}

enum status find_unit_allowed(struct book_tx *t, const struct entity *e, struct unit_key asked)
{
    const struct caller *who = t->who;
    if (unit_level(asked) == UNIT_NONE)
        return STATUS_OK;
    for (size_t i = 0; i < who->n_units; i++)
        if (unitbook_inside(t, who->units[i], asked, who->today))
            return STATUS_OK;
    return book_may_read(t, e, asked) ? STATUS_OK : book_may(t, ACCESS_READ, asked);
}

struct span find_unit_prefix(const struct unit_key *asked)
{
    bool hamlet = unit_level(*asked) == UNIT_HAMLET;
    return hamlet ? unit_span(asked) : (struct span){"", 0};
}

static bool wanted(struct finder *f, struct unit_key unit)
{
    if (!unit_eq(unit, f->last)) {
        f->last = unit;
        f->last_wanted = find_unit_wanted(f->t, f->e, unit, f->o->unit);
    }
    return f->last_wanted;
}

/* ---- hits ---- */

/* Enough to rank: the rest is counted only. */
static bool is_full(const struct finder *f)
{
    size_t most = f->o->limit > FIND_RANKED ? f->o->limit : FIND_RANKED;
    return f->o->limit && !f->any && f->n >= most;
}

static int by_id(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void take(struct finder *f, struct find_hit hit, enum find_way way)
{
    if (f->o->among && !bsearch(&hit.id, f->o->among, f->o->n_among, sizeof hit.id, by_id))
        return;
    if (f->total && f->last_id == hit.id) { /* another row of the same */
        if (f->n && f->v[f->n - 1].hit.id == hit.id && way < f->v[f->n - 1].way)
            f->v[f->n - 1].way = way;
        return;
    }
    f->last_id = hit.id;
    f->total++;
    if (is_full(f) && way != FIND_NUMBER)
        return;
    if (f->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 256;
        f->v = mem_realloc_array(f->v, f->cap, sizeof *f->v);
    }
    f->v[f->n] = (struct ranked){.hit = hit, .way = way, .seq = f->n};
    f->n++;
}

static uint32_t u32_at(const uint8_t *p, unsigned row)
{
    return (uint32_t)p[4 * row] | (uint32_t)p[4 * row + 1] << 8 | (uint32_t)p[4 * row + 2] << 16 |
           (uint32_t)p[4 * row + 3] << 24;
}

static day day_at(const uint8_t *p, unsigned row)
{
    return p[2 * row] | p[2 * row + 1] << 8;
}

/* A row stands for its subject when it lies there now (rows of former places have no number), or
 * lived there on the day asked for. */
static void take_row(struct finder *f, const struct column_chunk *c, unsigned row,
                     struct unit_key unit, enum find_way way)
{
    day on = f->o->valid_on;
    uint32_t number = u32_at(c->number, row);
    uint64_t id = column_chunk_id(c, row);
    if (!on && !number)
        return;
    if (on && (on < day_at(c->from, row) ||
               (day_at(c->to, row) != COLUMNS_OPEN && on > day_at(c->to, row))))
        return;
    /* who moved away belongs to others now */
    if (!number && !book_may_read(f->t, f->e, book_unit_of(f->t, id)))
        return;
    take(f, (struct find_hit){.id = id, .unit = unit, .number = number}, way);
}

static void scan_chunk(struct finder *f, const struct column_chunk *c, struct span names,
                       struct unit_key unit)
{
    struct find_rows rows = {.rest = names, .only_count = is_full(f)};
    enum find_way way;
    unsigned row;
    if (f->any) {
        for (row = 0; row < c->n; row++)
            take_row(f, c, row, unit, FIND_START);
        return;
    }
    for (row = 0; f->q.number && row < c->n; row++)
        if (u32_at(c->number, row) == f->q.number)
            take_row(f, c, row, unit, FIND_NUMBER);
    while (find_next_row(&rows, &f->q, &row, &way))
        if (row < c->n && (!f->q.number || u32_at(c->number, row) != f->q.number))
            take_row(f, c, row, unit, way);
}

/* The columns of the chunk whose names lie under key. When every chunk has a hit it is the next. */
static bool same_chunk(struct store_cursor *columns, struct span key, struct span *bytes)
{
    struct span k;
    if (store_next(columns, &k, bytes) && span_eq(k, key))
        return true;
    store_seek(columns, key);
    return store_next(columns, &k, bytes) && span_eq(k, key);
}

/* Names are searched first; the columns of a chunk are looked at only when a name matches. */
static void scan_columns(struct finder *f)
{
    struct buf prefix = {0};
    struct span key, names = {"", 0}, bytes = {"", 0};
    unsigned table = f->any ? BOOK_COLUMN : BOOK_NAME;
    buf_addc(&prefix, (char)f->e->id);
    buf_add_span(&prefix, find_unit_prefix(&f->o->unit));
    struct store_cursor *scan = store_scan_prefix(f->t->tx, table, buf_span(&prefix), 0);
    struct store_cursor *columns =
        f->any ? NULL : store_scan_prefix(f->t->tx, BOOK_COLUMN, buf_span(&prefix), 0);
    while (store_next(scan, &key, &names)) {
        struct column_chunk c;
        struct unit_key unit = unit_from_span((struct span){key.p + 1, UNIT_KEY_LEN});
        if (key.n != 1 + UNIT_KEY_LEN + 2)
            continue;
        if (!wanted(f, unit)) {
            buf_reset(&prefix);
            buf_add(&prefix, key.p, 1 + UNIT_KEY_LEN);
            buf_adds(&prefix, "\xff\xff\xff");
            store_seek(scan, buf_span(&prefix));
            continue;
        }
        if (!f->any && !f->q.number && !find_longest(&f->q.search, names))
            continue;
        if (f->any)
            bytes = names;
        if ((!f->any && !same_chunk(columns, key, &bytes)) || !column_chunk_parse(bytes, &c)) {
            store_tx_fail(f->t->tx, STATUS_CORRUPT);
            break;
        }
        scan_chunk(f, &c, names, unit);
    }
    store_scan_end(scan);
    store_scan_end(columns);
    buf_release(&prefix);
}

/* ---- entities without columns ---- */

static enum find_way match_record(struct finder *f, const struct record *r, bool *exact)
{
    struct resolver res = book_resolver(f->t, r->unit);
    struct buf text = {0}, folded = {0};
    enum find_way best = FIND_NOT;
    *exact = false;
    for (size_t i = 0; i < f->e->n_fields; i++) {
        if (!(f->e->fields[i].flags & (FIELD_LIST | FIELD_NAME)))
            continue;
        buf_reset(&text);
        buf_reset(&folded);
        field_add_text(&f->e->fields[i], &r->v[i], &res, &text);
        fold_search(&folded, buf_span(&text));
        enum find_way way = find_match(&f->q.search, buf_span(&folded));
        best = way < best ? way : best;
        if (way != FIND_NOT && find_exact(&f->q, buf_span(&text)))
            *exact = true;
    }
    buf_release(&text);
    buf_release(&folded);
    return best;
}

static enum status take_record(struct book_tx *t, const struct record *r, void *context)
{
    struct finder *f = context;
    day on = f->o->valid_on, from = record_from(r), to = record_to(r);
    bool exact = true;
    (void)t;
    if (!wanted(f, r->unit) || (on && ((from && on < from) || (to && on > to))))
        return STATUS_OK;
    enum find_way way = f->any ? FIND_START : match_record(f, r, &exact);
    if (way == FIND_NOT)
        return STATUS_OK;
    size_t n = f->n;
    take(f, (struct find_hit){.id = r->id, .unit = r->unit, .number = r->number}, way);
    if (f->n > n)
        f->v[n].inexact = !exact;
    return STATUS_OK;
}

/* ---- order ---- */

static bool names_people(const struct entity *e)
{
    return e->id == ENTITY_HOUSEHOLD || e->id == ENTITY_CITIZEN;
}

static enum status load(struct book_tx *t, const struct entity *e, const struct find_hit *h,
                        struct record *r)
{
    struct record at = {.e = e, .unit = h->unit, .id = h->id};
    struct buf key = {0};
    enum status s = STATUS_NOTFOUND;
    if (e->key == ENTITY_KEY_ID) { /* its key is known without asking for its address */
        record_key(&at, &key);
        s = book_get_key(t, buf_span(&key), r);
    }
    buf_release(&key);
    return s == STATUS_NOTFOUND ? book_get(t, h->id, r) : s;
}

/* The stored bytes of a hit; STATUS_CORRUPT when its record is not there (check finds it too). */
static enum status stored(struct book_tx *t, const struct entity *e, const struct find_hit *h,
                          struct buf *key, struct span *value)
{
    record_key(&(struct record){.e = e, .unit = h->unit, .id = h->id}, key);
    if (store_get(t->tx, BOOK_RECORD, buf_span(key), value))
        return STATUS_OK;
    if (book_address(t, h->id, key) && store_get(t->tx, BOOK_RECORD, buf_span(key), value))
        return STATUS_OK; /* it lies elsewhere now */
    return STATUS_CORRUPT;
}

static enum status add_names(struct finder *f)
{
    enum status s = STATUS_OK;
    struct buf key = {0}, b = {0};
    for (size_t i = 0; i < f->n && s == STATUS_OK; i++) {
        struct span value;
        if (f->v[i].way == FIND_NUMBER) /* these are in the order of places */
            continue;
        s = stored(f->t, f->e, &f->v[i].hit, &key, &value);
        if (s != STATUS_OK)
            break;
        struct span name = record_peek_name(f->e, value);
        if (!f->any)
            f->v[i].inexact = !find_exact(&f->q, name);
        (names_people(f->e) ? fold_sort_key : fold_sort_text)(&b, name);
        f->v[i].sort_len = b.n;
        f->v[i].sort = buf_detach(&b);
    }
    buf_release(&key);
    return s;
}

static int by_place(const struct ranked *a, const struct ranked *b)
{
    int c = unit_cmp(a->hit.unit, b->hit.unit);
    if (!c)
        c = (a->hit.number > b->hit.number) - (a->hit.number < b->hit.number);
    return c ? c : (a->seq > b->seq) - (a->seq < b->seq);
}

static int compare_numbered(const void *x, const void *y)
{
    return by_place(x, y);
}

static int compare_ranked(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    bool na = a->way == FIND_NUMBER, nb = b->way == FIND_NUMBER;
    if (na != nb)
        return na ? -1 : 1;
    if (a->inexact != b->inexact && !na)
        return a->inexact ? 1 : -1;
    if (a->way != b->way)
        return a->way < b->way ? -1 : 1;
    int c = span_cmp((struct span){a->sort, a->sort_len}, (struct span){b->sort, b->sort_len});
    return c ? c : na || a->sort ? by_place(a, b) : (a->seq > b->seq) - (a->seq < b->seq);
}

static enum status order(struct finder *f)
{
    enum status s = STATUS_OK;
    if (!f->n)
        return s;
    if (!f->any || f->o->sort == FIND_AS_NAMED) {
        if (f->e->subject)
            s = add_names(f);
        if (s == STATUS_OK)
            qsort(f->v, f->n, sizeof *f->v, compare_ranked);
    } else if (f->e->subject) {
        qsort(f->v, f->n, sizeof *f->v, compare_numbered);
    }
    return s;
}

enum status find_ids(struct book_tx *t, const struct entity *e, const struct find_options *o,
                     struct find_result *out)
{
    struct finder f = {.t = t, .e = e, .o = o};
    *out = (struct find_result){0};
    enum status s = find_unit_allowed(t, e, o->unit);
    if (s != STATUS_OK)
        return s;
    f.any = !find_query_init(&f.q, o->text);
    if (e->subject)
        scan_columns(&f);
    else
        s = book_each(t, e, find_unit_prefix(&o->unit), take_record, &f);
    if (s == STATUS_OK)
        s = store_tx_status(t->tx);
    if (s == STATUS_OK)
        s = order(&f);
    if (s == STATUS_OK) {
        out->n = o->limit && o->limit < f.n ? o->limit : f.n;
        out->total = f.total;
        out->v = mem_alloc((out->n + 1) * sizeof *out->v);
        for (size_t i = 0; i < out->n; i++)
            out->v[i] = f.v[i].hit;
    }
    for (size_t i = 0; i < f.n; i++)
        free(f.v[i].sort);
    free(f.v);
    find_query_release(&f.q);
    return s;
}

void find_result_release(struct find_result *r)
{
    free(r->v);
    *r = (struct find_result){0};
}

enum status find_records(struct book_tx *t, const struct entity *e, const struct find_options *o,
                         book_each_fn fn, void *context)
{
    struct find_result found;
    enum status s = find_ids(t, e, o, &found);
    for (size_t i = 0; i < found.n && s == STATUS_OK; i++) {
        struct record r;
        s = load(t, e, &found.v[i], &r);
        if (s == STATUS_NOTFOUND) {
            s = STATUS_CORRUPT;
        } else if (s == STATUS_OK) {
            s = fn(t, &r, context);
            record_release(&r);
        }
        if (s == STATUS_NOTFOUND)
            break;
    }
    find_result_release(&found);
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}
