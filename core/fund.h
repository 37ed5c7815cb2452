/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The book of a study-promotion fund, as it is kept on paper: what was carried over, the receipts
 * in order with the balance behind each, totals, what is left. All of it is computed from the
 * records (entity fund); no balance is ever stored.
 *
 * A fund belongs to a hamlet, to the commune, or to a clan or organisation (owner), wherever its
 * records lie: the fund of a clan is at home where the clan is now, and that of a clan that is
 * typed and not listed where its hamlet went.
 *
 *     opening   900.000     balance at the end of 2025, and rows "số dư đầu" of 2026
 *     5/1  1  thu   500.000   1.400.000
 *     5/9  2  chi   400.000   1.000.000
 *     in 500.000, out 400.000, closing 1.000.000 = opening + in - out
 *
 * When a unit is merged into another, its fund is too: on that day its book ends with a row that
 * hands the balance over, and the successor's has the same amount "chuyển sang từ ..". Both rows
 * are computed from the units, so a corrected receipt of then is right in both books, and an undone
 * merger leaves no trace. A receipt entered later under the old unit is handed over the same way.
 * Such a transfer is neither income nor expense: opening + in - out + moved = closing. The fund of
 * a split unit stays where it is: who gets how much is for the people to say, who then record it
 * (purpose "chuyển quỹ": a row out here, a row in there).
 *
 * Order: opening rows, then by date (a year alone before its days), number ("2" before "10"), what
 * comes in before what goes out, and as entered.
 */
#ifndef CORE_FUND_H
#define CORE_FUND_H

#include "core/book.h"
#include "core/entity_codes.h"

struct fund_row {
    uint64_t id;
    struct pdate date;
    enum fund_direction direction;
    int purpose;         /* enum fund_purpose; 0: not said */
    int64_t grants;      /* suất; 0: not said */
    int64_t amount;      /* đồng */
    int64_t balance;     /* behind this row */
    char *number, *name; /* "" when not said */
    bool duplicate;      /* another row of this fund, direction and year has this number */
    bool handed_over;    /* computed: id 0, name is that of the other unit */
};

struct fund_sum {
    size_t rows;
    int64_t amount, grants;
};

/* A number between the first and the last that no receipt has. */
struct fund_missing {
    enum fund_direction direction; /* 0: receipts in and out share one row of numbers */
    int64_t number;
};
enum { FUND_MISSING_SHOWN = 5 };

struct fund_book {
    struct unit_key unit; /* where the fund is at home */
    uint64_t owner;       /* a clan's or an organisation's record; 0: the unit's own */
    char *owner_name; /* as the record says it, or as it was typed while there is none; or NULL */
    int year;         /* 0: from the first row to the last */
    int64_t opening, in, out, closing;
    int64_t moved;        /* transfers: what came less what went; neither in nor out */
    day ended;            /* of the unit's own fund: its last day, when it is no more; else 0 */
    struct unit_key heir; /* then: who took the fund over; zero: nobody, it was split */
    struct fund_sum in_by[FUND_PURPOSES], out_by[FUND_PURPOSES]; /* without opening rows */
    struct fund_row *row;
    size_t n;
    size_t duplicates;   /* rows with a number that is there twice */
    size_t below_zero;   /* rows behind which the fund owes money: an entry is wrong or missing */
    size_t opened_again; /* opening rows of a later year than the first: that money counts twice */
    struct fund_missing missing[FUND_MISSING_SHOWN];
    size_t n_missing; /* of one year's book; may be more than are kept */
};

/* What a number on a receipt is compared by: "PT 01" and "pt1" are one. */
void fund_add_receipt_key(struct buf *out, struct span number);
/* "13", "PT 09": behind the last one of that direction, or of both where they share one row of
 * numbers; "1" begins. Nothing when this book has no numbers, or none that can be counted on. */
void fund_add_next_number(const struct fund_book *b, enum fund_direction direction,
                          struct buf *out);
/* Fills duplicate, duplicates and missing from the rows; the loaders have done it. */
void fund_check_receipts(struct fund_book *b);

/* The book of one fund. It is empty, not an error, when there are no rows. STATUS_DENIED. */
enum status fund_book_load(struct book_tx *t, struct unit_key unit, uint64_t owner, int year,
                           struct fund_book *out) NODISCARD;
void fund_book_release(struct fund_book *b);

/* The unit that has the fund of u on that day: u itself, or who took it over. */
struct unit_key fund_heir_of(struct book_tx *t, struct unit_key u, day on);

/* All funds at home in a unit or inside it that have rows up to that year: the unit's own first,
 * then by place and name; without those that were handed over before that year. What of it the
 * caller may not read is left out; STATUS_DENIED when that is all of it. */
struct fund_list {
    struct fund_book *v;
    size_t n;
};
enum status fund_list_load(struct book_tx *t, struct unit_key unit, int year,
                           struct fund_list *out) NODISCARD;
void fund_list_release(struct fund_list *l);
/* Their figures together; rows are not taken over. */
void fund_list_sum(const struct fund_list *l, struct fund_book *out);

#endif
