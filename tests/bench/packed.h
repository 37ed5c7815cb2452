/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many households as packed columns alone, without records: what progress and find scan. Written
 * chunk by chunk into a new store, because making a million records would take longer than all the
 * measuring.
 */
#ifndef TESTS_BENCH_PACKED_H
#define TESTS_BENCH_PACKED_H

#include "core/book.h"

struct packed {
    int communes, hamlets, rows; /* hamlets of each commune, 1..999; households of each hamlet */
    int years;                   /* states of the years 2021.. */
};

/* Households packed_id(0..communes * hamlets * rows - 1). */
static inline uint64_t packed_id(size_t i)
{
    return (uint64_t)1 << 40 | (i + 1);
}
/* The state byte of household i in a year (from 0). */
unsigned packed_state(size_t i, int year);
/* Appends its name. */
void packed_name(size_t i, struct buf *out);
struct unit_key packed_province(void);

/* A new store at path for a province, filled. */
struct book *packed_make(const char *path, const struct packed *p);

/* Officer on 31/12/2028. */
const struct caller *packed_caller(void);

#endif
