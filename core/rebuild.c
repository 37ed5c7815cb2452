/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/column_cache.h"
#include "locale/fold.h"

static void insert_rows(struct book_tx *t, const struct record *r)
{
    struct column_row *rows;
    struct unit_key *units;
    struct buf name = {0};
    uint8_t state[COLUMNS_SLOTS][COLUMNS_YEARS];
    size_t n = book_rows_of(t, r, &rows, &units);
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

static enum status one_subject(struct book_tx *t, const struct record *r, void *context)
{
    (void)context;
    insert_rows(t, r);
    return STATUS_OK;
}

/* Titles of communes have no subject record: their row is made from the title. */
static enum status one_title(struct book_tx *t, const struct record *r, void *context)
{
    (void)context;
    if (record_n(r, "title") != TITLE_COMMUNE)
        return STATUS_OK;
    struct column_set *set = column_cache_get(t->columns, t->tx, ENTITY_COMMUNE, r->unit);
    struct column_row *row = column_set_find(set, (uint64_t)record_n(r, "subject"));
    int year = (int)record_n(r, "year") - COLUMNS_YEAR0;
    if (!row) {
        struct column_row fresh = {.id = (uint64_t)record_n(r, "subject"), .to = COLUMNS_OPEN};
        row = column_set_insert(set, &fresh, "");
    }
    if (year >= 0 && year < COLUMNS_YEARS)
        row->state[0][year] = book_state_byte(r);
    return STATUS_OK;
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

enum status book_fill_columns(struct book_tx *t)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; entity_at(i) && s == STATUS_OK; i++)
        if (entity_at(i)->subject)
            s = book_each(t, entity_at(i), (struct span){"", 0}, one_subject, NULL);
    return s == STATUS_OK
               ? book_each(t, entity_by_id(ENTITY_TITLE), (struct span){"", 0}, one_title, NULL)
               : s;
}

void book_rebuild_columns(struct book_tx *t)
{
    clear(t, BOOK_COLUMN);
    clear(t, BOOK_NAME);
    column_cache_free(t->columns);
    t->columns = column_cache_new_empty();
    enum status s = book_fill_columns(t);
    if (s != STATUS_OK)
        store_tx_fail(t->tx, s);
}
