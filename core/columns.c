/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/columns.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/book.h"
#include "locale/mem.h"

enum { HEADER = 8, FIXED = 8 + 4 + 2 + 2 };

static unsigned extra_width(const struct entity *e)
{
    unsigned w = 0;
    for (size_t i = 0; e && i < e->n_fields; i++)
        if (e->fields[i].flags & FIELD_PACKED)
            w += e->fields[i].type->packed;
    assert(w <= COLUMNS_EXTRA);
    return w;
}

unsigned column_extra_offset(const struct entity *e, unsigned field, unsigned *width)
{
    unsigned at = 0;
    for (unsigned i = 0; i < field; i++)
        if (e->fields[i].flags & FIELD_PACKED)
            at += e->fields[i].type->packed;
    assert(e->fields[field].flags & FIELD_PACKED);
    *width = e->fields[field].type->packed;
    return at;
}

static unsigned slots_of(enum entity_id entity)
{
    return entity == ENTITY_ORGANISATION ? 2 : 1;
}

uint64_t column_pack(const struct record *r, size_t i)
{
    const struct field_type *t = r->e->fields[i].type;
    uint64_t plain = r->v[i].known      ? t->pack(&r->v[i])
                     : t == &field_bool ? 0xFF
                     : t->packed == 4   ? 0xFFFFFFFF
                                        : 0;
    return r->e->pack ? r->e->pack(r, i, plain) : plain;
}

static void chunk_key(struct buf *key, enum entity_id entity, struct unit_key unit, size_t chunk)
{
    buf_reset(key);
    buf_addc(key, (char)entity);
    buf_add_span(key, unit_span(&unit));
    key_add_u16(key, (unsigned)chunk);
}

static void put_le(uint8_t *p, uint64_t n, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        p[i] = (uint8_t)(n >> 8 * i);
}

static uint64_t get_le(const uint8_t *p, unsigned width)
{
    uint64_t n = 0;
    for (unsigned i = 0; i < width; i++)
        n |= (uint64_t)p[i] << 8 * i;
    return n;
}

bool column_chunk_parse(struct span b, struct column_chunk *out)
{
    const uint8_t *p = (const uint8_t *)b.p;
    if (b.n < HEADER || p[0] != COLUMNS_ALGORITHM || p[1] > COLUMNS_CHUNK ||
        p[2] + p[3] > COLUMNS_YEARS || p[4] > COLUMNS_SLOTS || p[5] > COLUMNS_EXTRA || p[6] > 1 ||
        p[7])
        return false;
    size_t n = p[1];
    if (b.n != HEADER + n * (FIXED + p[5] + (size_t)p[3] * p[4]))
        return false;
    *out = (struct column_chunk){
        .n = (unsigned)n,
        .open = p[6],
        .first_year = COLUMNS_YEAR0 + p[2],
        .years = p[3],
        .slots = p[4],
        .id = p + HEADER,
        .number = p + HEADER + 8 * n,
        .from = p + HEADER + 12 * n,
        .to = p + HEADER + 14 * n,
        .extra = p + HEADER + FIXED * n,
        .state = p + HEADER + (FIXED + p[5]) * n,
    };
    return true;
}

const uint8_t *column_chunk_state(const struct column_chunk *c, unsigned slot, int year)
{
    int at = year - c->first_year;
    if (slot >= c->slots || at < 0 || at >= c->years)
        return NULL;
    return c->state + ((size_t)slot * (unsigned)c->years + (unsigned)at) * c->n;
}

uint64_t column_chunk_id(const struct column_chunk *c, unsigned row)
{
    return get_le(c->id + 8 * row, 8);
}

const uint8_t *column_chunk_field(const struct column_chunk *c, const struct entity *e,
                                  unsigned field, unsigned *width)
{
    return c->extra + (size_t)column_extra_offset(e, field, width) * c->n;
}

/* The span of years in which any row has a state. */
static void years_used(const struct column_row *v, size_t n, unsigned slots, int *first, int *count)
{
    int lo = COLUMNS_YEARS, hi = -1;
    for (size_t i = 0; i < n; i++)
        for (unsigned s = 0; s < slots; s++)
            for (int y = 0; y < COLUMNS_YEARS; y++)
                if (v[i].state[s][y]) {
                    lo = y < lo ? y : lo;
                    hi = y > hi ? y : hi;
                }
    *first = hi < 0 ? 0 : lo;
    *count = hi < 0 ? 0 : hi - lo + 1;
}

static void encode_chunk(const struct column_set *s, const struct column_row *v, size_t n,
                         struct buf *out)
{
    unsigned slots = slots_of(s->entity), extra = extra_width(s->e);
    int first, years;
    bool open = true;
    years_used(v, n, slots, &first, &years);
    for (size_t i = 0; i < n; i++)
        open = open && v[i].from == 0 && v[i].to == COLUMNS_OPEN;
    size_t size = HEADER + n * (FIXED + extra + slots * (size_t)years);
    buf_reset(out);
    buf_reserve(out, size);
    uint8_t *p = (uint8_t *)out->p;
    out->n = size;
    out->p[size] = 0;
    uint8_t head[HEADER] = {COLUMNS_ALGORITHM, (uint8_t)n,     (uint8_t)first, (uint8_t)years,
                            (uint8_t)slots,    (uint8_t)extra, open,           0};
    memcpy(p, head, HEADER);
    uint8_t *id = p + HEADER, *number = id + 8 * n, *from = number + 4 * n, *to = from + 2 * n;
    uint8_t *ex = to + 2 * n, *state = ex + extra * n;
    for (size_t i = 0; i < n; i++) {
        put_le(id + 8 * i, v[i].id, 8);
        put_le(number + 4 * i, v[i].number, 4);
        put_le(from + 2 * i, v[i].from, 2);
        put_le(to + 2 * i, v[i].to, 2);
        for (unsigned slot = 0; slot < slots; slot++)
            for (int y = 0; y < years; y++)
                state[(slot * (size_t)years + (size_t)y) * n + i] = v[i].state[slot][first + y];
    }
    unsigned at = 0;
    for (size_t f = 0; s->e && f < s->e->n_fields; f++) {
        if (!(s->e->fields[f].flags & FIELD_PACKED))
            continue;
        unsigned w = s->e->fields[f].type->packed;
        for (size_t i = 0; i < n; i++)
            memcpy(ex + at * n + w * i, v[i].extra + at, w);
        at += w;
    }
}

static void encode_names(const struct column_row *v, size_t n, struct buf *out)
{
    buf_reset(out);
    for (size_t i = 0; i < n; i++)
        buf_add(out, v[i].name ? v[i].name : "", strlen(v[i].name ? v[i].name : "") + 1);
}

static void decode_rows(struct column_set *s, const struct column_chunk *c, struct span names)
{
    unsigned extra = extra_width(s->e);
    if (s->n + c->n > s->cap) {
        s->cap = s->cap + s->cap / 2 + c->n;
        s->v = mem_realloc_array(s->v, s->cap, sizeof *s->v);
    }
    for (unsigned i = 0; i < c->n; i++) {
        struct column_row *r = &s->v[s->n++];
        memset(r, 0, sizeof *r);
        r->id = column_chunk_id(c, i);
        r->number = (uint32_t)get_le(c->number + 4 * i, 4);
        s->top_number = r->number > s->top_number ? r->number : s->top_number;
        r->from = (uint16_t)get_le(c->from + 2 * i, 2);
        r->to = (uint16_t)get_le(c->to + 2 * i, 2);
        for (unsigned slot = 0; slot < c->slots; slot++)
            for (int y = 0; y < c->years; y++)
                r->state[slot][c->first_year - COLUMNS_YEAR0 + y] =
                    c->state[(slot * (size_t)c->years + (size_t)y) * c->n + i];
        unsigned at = 0;
        for (size_t f = 0; s->e && f < s->e->n_fields && at < extra; f++) {
            if (!(s->e->fields[f].flags & FIELD_PACKED))
                continue;
            unsigned w = s->e->fields[f].type->packed;
            memcpy(r->extra + at, c->extra + at * (size_t)c->n + w * (size_t)i, w);
            at += w;
        }
        size_t len = strnlen(names.p, names.n);
        char *name = mem_alloc(len + 1);
        memcpy(name, names.p, len);
        r->name = name;
        len += len < names.n;
        names.p += len, names.n -= len;
    }
}

void column_set_load(struct store_tx *tx, enum entity_id entity, struct unit_key unit,
                     struct column_set *out)
{
    struct buf key = {0};
    *out = (struct column_set){.e = entity_by_id(entity), .entity = entity, .unit = unit};
    for (size_t chunk = 0;; chunk++) {
        struct span value, names = {"", 0};
        struct column_chunk c;
        chunk_key(&key, entity, unit, chunk);
        if (!store_get(tx, BOOK_COLUMN, buf_span(&key), &value))
            break;
        if (!column_chunk_parse(value, &c)) {
            store_tx_fail(tx, STATUS_CORRUPT);
            break;
        }
        store_get(tx, BOOK_NAME, buf_span(&key), &names);
        decode_rows(out, &c, names);
    }
    buf_release(&key);
}

size_t column_set_chunks(const struct column_set *s, struct buf **columns, struct buf **names)
{
    size_t n = (s->n + COLUMNS_CHUNK - 1) / COLUMNS_CHUNK;
    *columns = mem_alloc(n * sizeof(struct buf));
    *names = mem_alloc(n * sizeof(struct buf));
    for (size_t i = 0; i < n; i++) {
        const struct column_row *v = s->v + i * COLUMNS_CHUNK;
        size_t rows =
            s->n - i * COLUMNS_CHUNK < COLUMNS_CHUNK ? s->n - i * COLUMNS_CHUNK : COLUMNS_CHUNK;
        encode_chunk(s, v, rows, &(*columns)[i]);
        encode_names(v, rows, &(*names)[i]);
    }
    return n;
}

static bool has(struct store_tx *tx, unsigned table, struct span key, struct span value)
{
    struct span old;
    return store_get(tx, table, key, &old) && span_eq(old, value);
}

bool column_set_same(struct store_tx *tx, const struct column_set *s, size_t *chunks)
{
    struct buf key = {0}, bytes = {0};
    bool same = true;
    *chunks = 0;
    for (size_t at = 0; at < s->n && same; at += COLUMNS_CHUNK, ++*chunks) {
        size_t rows = s->n - at < COLUMNS_CHUNK ? s->n - at : COLUMNS_CHUNK;
        chunk_key(&key, s->entity, s->unit, *chunks);
        encode_chunk(s, s->v + at, rows, &bytes);
        same = has(tx, BOOK_COLUMN, buf_span(&key), buf_span(&bytes));
        encode_names(s->v + at, rows, &bytes);
        same = same && has(tx, BOOK_NAME, buf_span(&key), buf_span(&bytes));
    }
    buf_release(&key);
    buf_release(&bytes);
    return same;
}

/* Writes value unless the store has these very bytes. */
static void put_changed(struct store_tx *tx, unsigned table, struct span key, struct span value)
{
    if (!has(tx, table, key, value))
        store_put(tx, table, key, value);
}

void column_set_store(struct store_tx *tx, const struct column_set *s)
{
    struct buf *columns, *names, key = {0};
    size_t n = column_set_chunks(s, &columns, &names);
    for (size_t i = 0; i < n; i++) {
        chunk_key(&key, s->entity, s->unit, i);
        put_changed(tx, BOOK_COLUMN, buf_span(&key), buf_span(&columns[i]));
        put_changed(tx, BOOK_NAME, buf_span(&key), buf_span(&names[i]));
        buf_release(&columns[i]);
        buf_release(&names[i]);
    }
    for (size_t i = n;; i++) { /* chunks that are no longer needed */
        chunk_key(&key, s->entity, s->unit, i);
        if (!store_del(tx, BOOK_COLUMN, buf_span(&key)))
            break;
        store_del(tx, BOOK_NAME, buf_span(&key));
    }
    free(columns);
    free(names);
    buf_release(&key);
}

void column_set_release(struct column_set *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->v[i].name);
    free(s->v);
    *s = (struct column_set){0};
}

/* Index of the first row whose (id, from) is not less. */
static size_t lower(const struct column_set *s, uint64_t id, uint16_t from)
{
    size_t lo = 0, hi = s->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->v[mid].id < id || (s->v[mid].id == id && s->v[mid].from < from))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct column_row *column_set_find(struct column_set *s, uint64_t id)
{
    size_t i = lower(s, id, 0);
    return i < s->n && s->v[i].id == id ? &s->v[i] : NULL;
}

void column_set_remove(struct column_set *s, uint64_t id)
{
    size_t i = lower(s, id, 0), end = i;
    for (; end < s->n && s->v[end].id == id; end++)
        free(s->v[end].name);
    memmove(s->v + i, s->v + end, (s->n - end) * sizeof *s->v);
    s->n -= end - i;
}

struct column_row *column_set_insert(struct column_set *s, const struct column_row *row,
                                     const char *name)
{
    size_t i = lower(s, row->id, row->from);
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 32;
        s->v = mem_realloc_array(s->v, s->cap, sizeof *s->v);
    }
    memmove(s->v + i + 1, s->v + i, (s->n - i) * sizeof *s->v);
    s->v[i] = *row;
    s->v[i].name = mem_strdup(name);
    s->n++;
    s->top_number = row->number > s->top_number ? row->number : s->top_number;
    return &s->v[i];
}

struct column_scan {
    struct store_cursor *cursor;
    struct unit_key unit;
    enum entity_id entity;
};

struct column_scan *column_scan_begin(struct store_tx *tx, unsigned table, enum entity_id entity,
                                      struct span prefix)
{
    struct column_scan *s = mem_alloc(sizeof *s);
    struct buf key = {0};
    s->entity = entity;
    buf_addc(&key, (char)entity);
    buf_add_span(&key, prefix);
    s->cursor = store_scan_prefix(tx, table, buf_span(&key), 0);
    buf_release(&key);
    return s;
}

bool column_scan_next(struct column_scan *s, struct unit_key *unit, struct span *bytes)
{
    struct span key;
    do {
        if (!store_next(s->cursor, &key, bytes))
            return false;
    } while (key.n != 1 + UNIT_KEY_LEN + 2);
    s->unit = *unit = unit_from_span((struct span){key.p + 1, UNIT_KEY_LEN});
    return true;
}

void column_scan_skip_unit(struct column_scan *s)
{
    struct buf key = {0};
    chunk_key(&key, s->entity, s->unit, 0xFFFF);
    buf_addc(&key, 0);
    store_seek(s->cursor, buf_span(&key));
    buf_release(&key);
}

void column_scan_end(struct column_scan *s)
{
    if (s)
        store_scan_end(s->cursor);
    free(s);
}
