/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/bulk.h"

#include <stdlib.h>

#include "core/audit.h"
#include "core/save.h"
#include "locale/mem.h"
#include "tests/bench/packed.h"
#include "tests/bench/support.h"

enum { HAMLETS = 100, FIRST_COMMUNE = 90000 };

static struct unit_key hamlet_of(int i)
{
    struct unit_key u = {{0}};
    const char *code = bench_text("%05d", FIRST_COMMUNE + i / (BULK_PER_HAMLET * HAMLETS));
    if (!unit_parse(span_of(code), UNIT_2025, &u))
        bench_fail("no commune %s", code);
    return unit_hamlet(u, 1 + i / BULK_PER_HAMLET % HAMLETS);
}

static void row_make(struct bulk_row *r, int i)
{
    struct bench_random random = {(uint64_t)i};
    struct buf b = {0};
    r->unit = hamlet_of(i);
    packed_name((size_t)i, &b);
    r->head = buf_detach(&b);
    buf_addf(&b, "Số %d, ngõ %d", 1 + i % 300, 1 + bench_below(&random, 30));
    r->address = buf_detach(&b);
    r->birth = 1940 + bench_below(&random, 60);
    r->sex = 1 + bench_below(&random, 2);
    r->size = 1 + bench_below(&random, 7);
    r->workers = bench_below(&random, 4);
}

struct bulk_row *bulk_rows_make(int first, int n)
{
    struct bulk_row *v = mem_alloc((size_t)n * sizeof *v);
    for (int i = 0; i < n; i++)
        row_make(&v[i], first + i);
    return v;
}

void bulk_rows_free(struct bulk_row *v, int n)
{
    for (int i = 0; i < n; i++) {
        free(v[i].head);
        free(v[i].address);
    }
    free(v);
}

struct book *bulk_create(const char *path)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .province = packed_province(), .name = "Mẫu"};
    bench_must(book_create(&b, path, &init, bench_caller(), &d), &d, path);
    return b;
}

struct batch {
    const struct bulk_row *v;
    int n;
};

static enum status put_one(struct save_batch *s, const struct bulk_row *row)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
    value_set_s(record_value(&r, "hamlet"), unit_span(&row->unit));
    value_set_s(record_value(&r, "head"), span_of(row->head));
    value_set_date(record_value(&r, "birth"), (struct pdate){.year = (int16_t)row->birth});
    value_set_n(record_value(&r, "sex"), row->sex);
    value_set_s(record_value(&r, "address"), span_of(row->address));
    value_set_n(record_value(&r, "size"), row->size);
    value_set_n(record_value(&r, "workers"), row->workers);
    enum status st = save_batch_record(s, &r);
    record_release(&r);
    return st;
}

static enum status put_batch(struct book_tx *t, void *context)
{
    const struct batch *b = context;
    struct save_batch *s = save_batch_begin(t, AUDIT_IMPORT, NULL);
    enum status st = STATUS_OK;
    for (int i = 0; st == STATUS_OK && i < b->n; i++)
        st = put_one(s, &b->v[i]);
    if (st == STATUS_OK)
        return save_batch_commit(s);
    save_batch_abort(s);
    return st;
}

void bulk_save(struct book *book, const struct bulk_row *v, int n)
{
    struct detail d = {0};
    for (int at = 0; at < n; at += BULK_WRITE) {
        struct batch b = {v + at, n - at < BULK_WRITE ? n - at : BULK_WRITE};
        bench_must(book_write(book, bench_caller(), put_batch, &b, &d), &d, "save");
    }
}
