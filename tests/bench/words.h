/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Invented Vietnamese text and files to measure with; the same seed gives the same bytes.
 */
#ifndef TESTS_BENCH_WORDS_H
#define TESTS_BENCH_WORDS_H

#include "locale/buf.h"
#include "locale/charset.h"
#include "tests/bench/support.h"

/* Appends "Nguyễn Thị Hường". */
void words_add_name(struct buf *out, struct bench_random *r, bool woman);
/* Appends whole lines (notes, names, addresses) until out has at least n bytes. */
void words_add_text(struct buf *out, struct bench_random *r, size_t n);

enum { WORDS_HAMLETS = 100, WORDS_CLANS = 300 };
const char *words_hamlet(int i); /* "Thôn Đồng Lúa 17"; static storage until the next call */
const char *words_clan(int i);   /* "Dòng họ Nguyễn - chi 17"; the same */

/* A file of rows households as communes keep them, TCVN3, comma-separated: place, head, birth, sex,
 * address, size, clan, poverty, marks of four years of title family, note. Every row is new, one
 * in a thousand is a repetition of the row before. */
void words_add_household_csv(struct buf *out, int rows);

/* Writes a file; ends the program when it cannot. */
void words_write(const char *path, struct span s, int times);

#endif
