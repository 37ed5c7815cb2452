/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between demo.c (hamlets, people, titles) and demo_books.c (the other books); nobody else includes
 * it.
 */
#ifndef CORE_DEMO_PRIVATE_H
#define CORE_DEMO_PRIVATE_H

#include "core/demo.h"
#include "core/save.h"

enum { DEMO_YEARS = 4 }; /* of titles; the last is this year */

struct demo_rng {
    uint64_t s;
};

struct demo {
    const struct demo_options *o;
    int hamlets, households, first, last; /* households first..last-1 are this batch's */
    bool books;                           /* this batch is the other books' */
    struct book_tx *t;
    struct save_batch *batch;
    struct demo_rng rng;
    int year;       /* this year */
    uint64_t *clan; /* ids */
    int clans;
    uint64_t house; /* a household that is given an award */
    uint64_t organisation[12];
    uint64_t decision[DEMO_YEARS]; /* on the titles of each closed year */
    int *zeal;                     /* of each hamlet: percent added to every chance */
};

int demo_below(struct demo *d, int n);
void demo_set(struct record *r, const char *field, const char *text);
void demo_set_n(struct record *r, const char *field, int64_t n);
void demo_set_subject(struct record *r, const char *field, unsigned entity, uint64_t id);
/* hamlet from 1; 0: the commune. Of an entity without a place: nothing. */
void demo_set_place(struct demo *d, struct record *r, int hamlet);
void demo_add_name(struct demo *d, bool woman, struct buf *out);
/* Saves and releases it; id may be NULL. */
enum status demo_put(struct demo *d, struct record *r, uint64_t *id);

/* The decisions of the closed years; before the titles, which point to them. */
enum status demo_add_decisions(struct demo *d);
/* Activities, money, gifts, tasks, officers and what else there is; after everything else. */
enum status demo_add_books(struct demo *d);

#endif
