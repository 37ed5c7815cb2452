/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/column_cache.h"
#include "locale/fold.h"

/* A subject that always lay where it lies has one row, and its titles come behind it. */
static bool always_here(const struct record *r, const struct column_row *row, struct unit_key unit)
{
    return row->from == 0 && row->to == COLUMNS_OPEN && unit_eq(unit, r->unit);
}

static void fill_subject(struct book_tx *t, const struct record *r)
{
    struct column_row *rows;
    struct unit_key *units;
    struct buf name = {0};
    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS] = {{0}};
    size_t n = book_rows_of(t, r, &rows, &units);
    if (n != 1 || !always_here(r, &rows[0], units[0]))
        book_states_of(t, r->unit, r->id, state);
    fold_search(&name, record_name(r));
    for (size_t i = 0; i < n; i++) {
        memcpy(rows[i].state, state, sizeof state);
        column_set_insert(column_cache_get(t->columns, t->tx, r->e->id, units[i]), &rows[i],
                          buf_str(&name));
    }
    buf_release(&name);
    free(rows);
    free(units);
}

/* Titles of communes have no subject record: their row is made from the title. */
static void fill_title(struct book_tx *t, const struct record *r)
{
    const struct title_kind *k = title_by_id((unsigned)record_n(r, "title"));
    int year = (int)record_n(r, "year") - COLUMNS_YEAR0;
    uint64_t subject = (uint64_t)record_n(r, "subject");
    if (!k)
        return;
    struct column_set *set = column_cache_get(t->columns, t->tx, k->subject, r->unit);
    struct column_row *row = column_set_find(set, subject);
    if (!row && k->subject == ENTITY_COMMUNE) {
        struct column_row fresh = {.id = subject, .to = COLUMNS_OPEN};
        row = column_set_insert(set, &fresh, "");
    }
    if (row && row->from == 0 && row->to == COLUMNS_OPEN && year >= 0 && year < COLUMNS_YEARS)
        row->state[k->slot][year] = book_state_byte(r);
}

void book_fill_record(struct book_tx *t, const struct record *r)
{
    if (r->e->subject)
        fill_subject(t, r);
    else if (r->e->id == ENTITY_TITLE)
        fill_title(t, r);
}

static void clear(struct book_tx *t, unsigned table)
{
    struct span key, value;
    struct store_cursor *c =
        store_scan(t->tx, table, (struct span){"", 0}, (struct span){"", 0}, 0);
    struct buf copy = {0};
    while (store_next(c, &key, &value)) {
        buf_reset(&copy);
        buf_add_span(&copy, key);
        store_del(t->tx, table, buf_span(&copy));
    }
    store_scan_end(c);
    buf_release(&copy);
}

static enum status fill(struct book_tx *t)
{
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, (struct span){"", 0}, 0);
    struct span key, value;
    while (store_next(c, &key, &value)) {
        struct record r;
        if (!store_verify(c) || record_decode(&r, key, value) != STATUS_OK) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        book_fill_record(t, &r);
        record_release(&r);
    }
    store_scan_end(c);
    return store_tx_status(t->tx);
}

void book_rebuild_columns(struct book_tx *t)
{
    clear(t, BOOK_COLUMN);
    clear(t, BOOK_NAME);
    column_cache_free(t->columns);
    t->columns = column_cache_new_empty();
    enum status s = fill(t);
    if (s != STATUS_OK)
        store_tx_fail(t->tx, s);
}
