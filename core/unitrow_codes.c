/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index of codes against the rows it is made from.
 */
#include <stdlib.h>
#include <string.h>

#include "core/field_bytes.h"
#include "core/unitrow.h"

/* Every code of every row, in the order of the rows; stops with STATUS_CORRUPT at a row that cannot
 * be read. */
typedef void (*each_code_fn)(void *context, struct book_tx *t, const struct unit_row *row,
                             const struct unit_dated *code);

static enum status each_code(struct book_tx *t, each_code_fn fn, void *context)
{
    struct span key, value;
    enum status s = STATUS_OK;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_UNIT, (struct span){"", 0}, 0);
    while (s == STATUS_OK && store_next(c, &key, &value)) {
        struct unit_row row;
        if (!unitrow_load(t, unit_from_span(key), &row))
            s = STATUS_CORRUPT;
        for (size_t i = 0; s == STATUS_OK && i < row.codes; i++)
            fn(context, t, &row, &row.code[i]);
        unitrow_release(&row);
    }
    store_scan_end(c);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

struct checking {
    unitrow_fault_fn fn;
    void *context;
};

/* Does the index lead from this code to its row? */
static void check_row(void *context, struct book_tx *t, const struct unit_row *row,
                      const struct unit_dated *code)
{
    struct checking *k = context;
    struct buf entry = {0};
    struct span v;
    unitrow_add_code_entry(row, code, &entry);
    if (!store_get(t->tx, BOOK_UNIT_CODE, unit_span(&code->key), &v) ||
        !memmem(v.p, v.n, entry.p, entry.n))
        k->fn(k->context, code->key);
    buf_release(&entry);
}

/* Does the row that an entry leads to bear the code, from and to those days? */
static bool leads_there(struct book_tx *t, struct unit_key code, struct span *v)
{
    struct unit_row row;
    uint64_t from, to;
    bool found = false;
    if (v->n < UNIT_KEY_LEN)
        return false;
    struct unit_key key = unit_from_span(span_make(v->p, UNIT_KEY_LEN));
    v->p += UNIT_KEY_LEN;
    v->n -= UNIT_KEY_LEN;
    if (!bytes_varint(v, &from) || !bytes_varint(v, &to))
        return false;
    if (unitrow_load(t, key, &row))
        for (size_t i = 0; i < row.codes && !found; i++)
            found = unit_eq(row.code[i].key, code) &&
                    row.code[i].from == (day)bytes_unzigzag(from) &&
                    row.code[i].to == (day)bytes_unzigzag(to);
    unitrow_release(&row);
    return found;
}

static void check_index(struct book_tx *t, const struct checking *k)
{
    struct span key, value;
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_UNIT_CODE, (struct span){"", 0}, 0);
    while (store_next(c, &key, &value)) {
        struct unit_key code = unit_from_span(key);
        bool sound = value.n > 0;
        while (sound && value.n)
            sound = leads_there(t, code, &value);
        if (!sound)
            k->fn(k->context, code);
    }
    store_scan_end(c);
}

enum status unitrow_check_codes(struct book_tx *t, unitrow_fault_fn fn, void *context)
{
    struct checking k = {fn, context};
    enum status s = each_code(t, check_row, &k);
    if (s == STATUS_OK)
        check_index(t, &k);
    return s == STATUS_OK ? store_tx_status(t->tx) : s;
}

static void index_row(void *context, struct book_tx *t, const struct unit_row *row,
                      const struct unit_dated *code)
{
    (void)context;
    unitrow_index_code(t, row, code);
}

void unitrow_rebuild_codes(struct book_tx *t)
{
    struct span all = {"", 0}, key, value;
    struct buf copy = {0};
    struct store_cursor *c = store_scan(t->tx, BOOK_UNIT_CODE, all, all, 0);
    while (store_next(c, &key, &value)) {
        buf_reset(&copy);
        buf_add_span(&copy, key);
        store_del(t->tx, BOOK_UNIT_CODE, buf_span(&copy));
    }
    store_scan_end(c);
    buf_release(&copy);
    enum status s = each_code(t, index_row, NULL);
    if (s != STATUS_OK)
        store_tx_fail(t->tx, s);
}
