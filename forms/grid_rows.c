/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a grid: whom core/progress counts, with number and states from the packed columns. No
 * record is read for it.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"

static int by_id(const void *a, const void *b)
{
    const struct grid_row *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int by_number(const void *a, const void *b)
{
    const struct grid_row *x = a, *y = b;
    int c = unit_cmp(x->unit, y->unit);
    if (c)
        return c;
    if (!x->number != !y->number) /* who has moved on since has no number here */
        return x->number ? -1 : 1;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number) : by_id(a, b);
}

static unsigned u16_at(const uint8_t *p, unsigned i)
{
    return (unsigned)p[2 * i] | (unsigned)p[2 * i + 1] << 8;
}

static uint32_t u32_at(const uint8_t *p, unsigned i)
{
    return u16_at(p, 2 * i) | (uint32_t)u16_at(p, 2 * i + 1) << 16;
}

/* The state as core/progress takes it: an organisation that changed hands bears the other title. */
static uint8_t state_at(const struct column_chunk *c, int slot, int year, unsigned i)
{
    const uint8_t *own = column_chunk_state(c, (unsigned)slot, year);
    const uint8_t *other = column_chunk_state(c, 1 - (unsigned)slot, year);
    if (own && own[i])
        return own[i];
    return other ? other[i] : 0;
}

static void take_chunk(const struct column_chunk *c, const struct title_kind *kind,
                       struct unit_key unit, int year, day on, struct grid_row *v, size_t n)
{
    for (unsigned i = 0; i < c->n; i++) {
        struct grid_row key = {.id = column_chunk_id(c, i)}, *row;
        if ((unsigned)on < u16_at(c->from, i) || (unsigned)on > u16_at(c->to, i))
            continue;
        row = bsearch(&key, v, n, sizeof *v, by_id);
        if (!row || !unit_eq(row->unit, unit))
            continue;
        row->number = u32_at(c->number, i) == UINT32_MAX ? 0 : u32_at(c->number, i);
        row->now = state_at(c, kind->slot, year, i);
        row->last = state_at(c, kind->slot, year - 1, i);
    }
}

static enum status add_states(struct book_tx *t, const struct title_kind *kind,
                              struct unit_key unit, int year, struct grid_row *v, size_t n)
{
    bool hamlet = unit_level(unit) == UNIT_HAMLET;
    struct span prefix = hamlet ? unit_span(&unit) : (struct span){"", 0}, bytes;
    struct column_scan *scan = column_scan_begin(t->tx, BOOK_COLUMN, kind->subject, prefix);
    struct column_chunk c;
    struct unit_key u;
    day on = progress_day(year, t->who->today);
    qsort(v, n, sizeof *v, by_id);
    while (column_scan_next(scan, &u, &bytes)) {
        if (!column_chunk_parse(bytes, &c)) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        take_chunk(&c, kind, u, year, on, v, n);
    }
    column_scan_end(scan);
    qsort(v, n, sizeof *v, by_number);
    return store_tx_status(t->tx);
}

static enum status commune_state(struct book_tx *t, struct unit_key unit, int year, uint8_t *state)
{
    struct record r;
    enum status s = book_get_title(t, unit, 0, TITLE_COMMUNE, year, &r);
    *state = 0;
    if (s != STATUS_OK)
        return s == STATUS_NOTFOUND ? STATUS_OK : s;
    *state = title_state_of(&r);
    record_release(&r);
    return STATUS_OK;
}

/* The commune has no record of its own: one row without id. */
static enum status commune_row(struct book_tx *t, struct unit_key unit, int year,
                               struct grid_row *row)
{
    if (unit_level(unit) != UNIT_COMMUNE)
        return detail_set(t->detail, STATUS_USAGE, _("Danh hiệu này là của xã. Hãy chọn xã."));
    *row = (struct grid_row){.unit = unit};
    enum status s = book_may_see(t, unit);
    if (s == STATUS_OK)
        s = commune_state(t, unit, year, &row->now);
    if (s == STATUS_OK)
        s = commune_state(t, unit, year - 1, &row->last);
    return s;
}

enum status grid_rows_load(struct book_tx *t, const struct title_kind *kind, struct unit_key unit,
                           int year, struct grid_row **out, size_t *n)
{
    struct explain_who *who = NULL;
    enum status s;
    *n = 0;
    if (kind->subject == ENTITY_COMMUNE) {
        *out = mem_alloc(sizeof **out);
        s = commune_row(t, unit, year, *out);
        *n = s == STATUS_OK;
        return s;
    }
    s = progress_explain_ids(t, unit, (enum indicator)kind->id, year, EXPLAIN_TOTAL, &who, n);
    *out = mem_alloc((*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct grid_row){.id = who[i].id, .unit = who[i].unit};
    free(who);
    return s == STATUS_OK ? add_states(t, kind, unit, year, *out, *n) : s;
}

void grid_add_number(const struct title_kind *kind, struct unit_key unit,
                     const struct grid_row *row, struct buf *out)
{
    if (!row->number) {
        buf_adds(out, "-");
        return;
    }
    if (unit_level(unit) != UNIT_HAMLET && kind->subject != ENTITY_HAMLET)
        buf_addf(out, "%d.", unit_hamlet_number(row->unit));
    buf_addf(out, "%u", (unsigned)row->number);
}

enum status grid_get_title(struct book_tx *t, const struct title_kind *kind,
                           const struct grid_row *row, int year, struct unit_key *place,
                           struct record *r)
{
    *place = row->id ? book_unit_of(t, row->id) : row->unit;
    enum status s = book_get_title(t, *place, row->id, kind->id, year, r);
    if (s == STATUS_NOTFOUND && kind->subject == ENTITY_ORGANISATION)
        s = book_get_title(
            t, *place, row->id,
            kind->id == TITLE_ORGANISATION ? TITLE_ORGANISATION2 : TITLE_ORGANISATION, year, r);
    return s;
}

enum status grid_add_name(struct book_tx *t, const struct grid_row *row, struct buf *out)
{
    struct record r;
    if (!row->id) {
        struct resolver res = book_resolver(t, row->unit);
        res.unit_name(res.context, row->unit, out);
        return STATUS_OK;
    }
    enum status s = book_get(t, row->id, &r);
    if (s != STATUS_OK)
        return s == STATUS_NOTFOUND ? STATUS_CORRUPT : s;
    buf_add_span(out, record_name(&r));
    record_release(&r);
    return STATUS_OK;
}

enum status grid_sheet(struct book_tx *t, enum title_id title, struct unit_key unit, int year,
                       grid_sheet_fn fn, void *context)
{
    const struct title_kind *kind = title_by_id(title);
    struct grid_row *v = NULL;
    struct buf label = {0}, name = {0};
    size_t n = 0;
    enum status s = kind ? grid_rows_load(t, kind, unit, year, &v, &n) : STATUS_USAGE;
    for (size_t i = 0; i < n && s == STATUS_OK; i++) {
        buf_reset(&label);
        buf_reset(&name);
        grid_add_number(kind, unit, &v[i], &label);
        s = grid_add_name(t, &v[i], &name);
        struct grid_sheet_row row = {
            .unit = v[i].unit,
            .number = v[i].number,
            .label = buf_span(&label),
            .name = buf_span(&name),
            .last = title_state_words(v[i].last),
            .now = title_state_words(v[i].now),
        };
        if (s == STATUS_OK)
            fn(context, &row);
    }
    buf_release(&label);
    buf_release(&name);
    free(v);
    return s;
}
