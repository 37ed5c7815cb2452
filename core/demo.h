/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invented commune to try the program with: hamlets, households and their people, clans,
 * organisations, figures of the year and titles of four years. The same seed gives the same
 * commune. Every name is put together at random; nobody real is meant.
 */
#ifndef CORE_DEMO_H
#define CORE_DEMO_H

#include "core/book.h"

struct demo_options {
    int hamlets;    /* 1..999; 0 = 8 */
    int households; /* in all; 0 = 75 a hamlet */
    int people;     /* citizens listed per household: 0 none, else up to so many; -1 = 2 */
    uint64_t seed;
};

/* What book_create() needs for it. */
struct book_init demo_init(void);

/* Fills a new book. The last year is this year, still under way. */
enum status demo_fill(struct book *b, const struct caller *who, const struct demo_options *o,
                      struct detail *d) NODISCARD;

#endif
