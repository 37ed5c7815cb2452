/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many invented household records, saved through save_batch: 100 a hamlet, 100 hamlets a commune.
 */
#ifndef TESTS_BENCH_BULK_H
#define TESTS_BENCH_BULK_H

#include "core/book.h"

enum { BULK_WRITE = 10000, BULK_PER_HAMLET = 100 };

/* What a household says. */
struct bulk_row {
    struct unit_key unit;
    char *head, *address;
    int birth, sex, size, workers;
};
/* Households first..first+n-1; made before the clock runs. */
struct bulk_row *bulk_rows_make(int first, int n);
void bulk_rows_free(struct bulk_row *v, int n);

struct book *bulk_create(const char *path);
/* Saves n households, BULK_WRITE a transaction. */
void bulk_save(struct book *b, const struct bulk_row *v, int n);

#endif
