/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/packed.h"

#include <stdio.h>
#include <string.h>

#include "core/unitbook.h"
#include "locale/fold.h"
#include "tests/bench/support.h"
#include "tests/bench/words.h"

enum { FIRST_COMMUNE = 90000, HAMLETS_A_WRITE = 500 };

unsigned packed_state(size_t i, int year)
{
    struct bench_random r = {(uint64_t)i * 64 + (uint64_t)year};
    int luck = bench_below(&r, 100);
    return luck < 20   ? STATE_NONE
           : luck < 30 ? STATE_REGISTERED
           : luck < 35 ? STATE_PROPOSED
           : luck < 95 ? STATE_RECOGNISED
                       : STATE_REFUSED;
}

void packed_name(size_t i, struct buf *out)
{
    struct bench_random r = {(uint64_t)i + 17};
    words_add_name(out, &r, i % 3 == 0);
}

struct unit_key packed_province(void)
{
    return unit_province(UNIT_2025, "31");
}

const struct caller *packed_caller(void)
{
    static struct caller who;
    who = *bench_caller();
    who.today = day_make(2028, 12, 31);
    return &who;
}

struct fill {
    const struct packed *p;
    int first, last; /* hamlets, counted through all communes */
};

static struct unit_key commune(int i)
{
    char code[16];
    struct unit_key u = {{0}};
    snprintf(code, sizeof code, "%05d", FIRST_COMMUNE + i);
    bool ok = unit_parse(span_of(code), UNIT_2025, &u);
    if (!ok)
        bench_fail("no commune %s", code);
    return u;
}

static enum status put_communes(struct book_tx *t, void *context)
{
    const struct fill *f = context;
    for (int i = 0; i < f->p->communes; i++) {
        struct unit_info u = {.key = commune(i), .province = packed_province()};
        snprintf(u.name, sizeof u.name, "Xã Mẫu %d", i + 1);
        unitbook_put(t, &u);
    }
    return STATUS_OK;
}

static void put_hamlet(struct book_tx *t, const struct packed *p, int hamlet)
{
    struct column_set set = {.e = entity_by_id(ENTITY_HOUSEHOLD), .entity = ENTITY_HOUSEHOLD};
    struct buf name = {0}, folded = {0};
    unsigned width,
        workers = column_extra_offset(set.e, (unsigned)entity_field(set.e, "workers"), &width);
    set.unit = unit_hamlet(commune(hamlet / p->hamlets), 1 + hamlet % p->hamlets);
    for (int k = 0; k < p->rows; k++) {
        size_t i = (size_t)hamlet * (size_t)p->rows + (size_t)k;
        struct column_row row = {.id = packed_id(i), .number = (uint32_t)k + 1, .to = COLUMNS_OPEN};
        memset(row.extra + workers, 0xFF, width); /* unknown */
        for (int y = 0; y < p->years; y++)
            row.state[0][y] = (uint8_t)packed_state(i, y);
        buf_reset(&name);
        buf_reset(&folded);
        packed_name(i, &name);
        fold_search(&folded, buf_span(&name));
        column_set_insert(&set, &row, buf_str(&folded));
    }
    column_set_store(t->tx, &set);
    column_set_release(&set);
    buf_release(&name);
    buf_release(&folded);
}

static enum status put_hamlets(struct book_tx *t, void *context)
{
    const struct fill *f = context;
    for (int i = f->first; i < f->last; i++)
        put_hamlet(t, f->p, i);
    return STATUS_OK;
}

struct book *packed_make(const char *path, const struct packed *p)
{
    struct book_init init = {.scheme = UNIT_2025, .province = packed_province(), .name = "Mẫu"};
    struct book *b;
    struct detail d = {0};
    struct fill f = {.p = p};
    int hamlets = p->communes * p->hamlets;
    if (p->communes == 1)
        init.commune = commune(0);
    bench_must(book_create(&b, path, &init, packed_caller(), &d), &d, path);
    bench_must(book_write(b, packed_caller(), put_communes, &f, &d), &d, path);
    for (; f.first < hamlets; f.first = f.last) {
        f.last = f.first + HAMLETS_A_WRITE < hamlets ? f.first + HAMLETS_A_WRITE : hamlets;
        bench_must(book_write(b, packed_caller(), put_hamlets, &f, &d), &d, path);
    }
    return b;
}
