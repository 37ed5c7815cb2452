/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between fund.c, which reads the rows and makes books of them, and fund_transfer.c, which hands
 * the balance of a merged unit over.
 */
#ifndef CORE_FUND_PRIVATE_H
#define CORE_FUND_PRIVATE_H

#include "core/fund.h"

/* A row and the fund it belongs to. */
struct fund_line {
    struct unit_key unit;
    uint64_t owner;
    char *owner_name; /* NULL: the unit's own fund */
    struct fund_row row;
};

/* When a unit ended, and into which one it went whole. */
struct fund_end {
    struct unit_key unit, heir; /* heir zero: none */
    day on;                     /* its last day; 0: it is there */
    bool done;
};

struct fund_gathering {
    struct book_tx *t;
    struct unit_key unit;
    bool one; /* the fund of owner, or the unit's own */
    uint64_t owner;
    int year; /* rows of later years are left out; 0: none are */
    struct fund_line *v;
    size_t n, cap;
    struct fund_end *end; /* of every unit that was asked for */
    size_t ends;
};

void fund_line_release(struct fund_line *l);
void fund_add_line(struct fund_gathering *g, const struct fund_line *l); /* texts are taken over */
int fund_compare_rows(const struct fund_row *a, const struct fund_row *b);
int64_t fund_signed_amount(const struct fund_row *r);

void fund_end_of(struct fund_gathering *g, struct unit_key u, day *on, struct unit_key *heir);
bool fund_is_handed_over(struct fund_gathering *g, struct unit_key u);
/* Who has u's fund now: u itself while it is there. */
struct unit_key fund_last_heir(struct fund_gathering *g, struct unit_key u);
/* Adds the rows that hand over, out of the old book and into the new one. */
void fund_hand_over(struct fund_gathering *g);

#endif
