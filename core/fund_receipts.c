/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The numbers of the receipts of a book: which stand twice, which are not there.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/fund.h"
#include "locale/fold.h"
#include "locale/mem.h"

void fund_add_receipt_key(struct buf *out, struct span number)
{
    struct buf folded = {0};
    fold_key(&folded, number);
    bool digits = false;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        bool digit = isdigit((unsigned char)c) != 0;
        bool leads =
            c == '0' && !digits && i + 1 < folded.n && isdigit((unsigned char)folded.p[i + 1]) != 0;
        if (c != ' ' && !leads)
            buf_addc(out, (unsigned char)c);
        digits = digit && !leads;
    }
    buf_release(&folded);
}

/* ---- twice ---- */

struct receipt {
    struct fund_row *row;
    char *key;
    int64_t number; /* 0: is no plain number, "PT-3/a" */
};

static int by_receipt(const void *x, const void *y)
{
    const struct receipt *a = x, *b = y;
    int c = a->row->date.year - b->row->date.year;
    if (!c)
        c = strcmp(a->key, b->key);
    return c ? c : (int)a->row->direction - (int)b->row->direction;
}

static bool same_number(const struct receipt *a, const struct receipt *b)
{
    return *a->key && a->row->date.year == b->row->date.year && strcmp(a->key, b->key) == 0;
}

/* ---- missing ---- */

static int by_number(const void *x, const void *y)
{
    const struct receipt *a = x, *b = y;
    int c = (int)a->row->direction - (int)b->row->direction;
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

static int by_number_alone(const void *x, const void *y)
{
    const struct receipt *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}

/* Between the first and the last number of v, which are in order. When more are missing than are
 * there the numbers are of a pad that several funds share: nothing to say. */
static void find_gaps(const struct receipt *v, size_t n, enum fund_direction direction,
                      struct fund_book *b)
{
    size_t missing = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i].number > v[i - 1].number)
            missing += (size_t)(v[i].number - v[i - 1].number - 1);
    if (!missing || missing >= n)
        return;
    for (size_t i = 1; i < n; i++)
        for (int64_t k = v[i - 1].number + 1; k < v[i].number; k++) {
            if (b->n_missing < FUND_MISSING_SHOWN)
                b->missing[b->n_missing] = (struct fund_missing){direction, k};
            b->n_missing++;
        }
}

static int64_t plain_number(const char *key)
{
    char *end;
    long long n = isdigit((unsigned char)*key) && strlen(key) < 10 ? strtoll(key, &end, 10) : 0;
    return n > 0 && !*end ? n : 0;
}

/* Receipts in and out have one row of numbers, or one each when a number stands on both sides. */
static void missing_in(struct receipt *v, size_t n, bool one_row, struct fund_book *b)
{
    qsort(v, n, sizeof *v, one_row ? by_number_alone : by_number);
    if (one_row) {
        find_gaps(v, n, 0, b);
        return;
    }
    size_t out = 0;
    while (out < n && v[out].row->direction != FUND_OUT)
        out++;
    find_gaps(v, out, FUND_IN, b);
    find_gaps(v + out, n - out, FUND_OUT, b);
}

void fund_check_receipts(struct fund_book *b)
{
    struct receipt *v = mem_alloc((b->n + 1) * sizeof *v);
    bool one_row = true;
    size_t plain = 0;
    for (size_t i = 0; i < b->n; i++) {
        struct buf key = {0};
        fund_add_receipt_key(&key, span_of(b->row[i].number));
        v[i] = (struct receipt){&b->row[i], mem_strdup(buf_str(&key)), plain_number(buf_str(&key))};
        buf_release(&key);
    }
    qsort(v, b->n, sizeof *v, by_receipt);
    for (size_t i = 1; i < b->n; i++) {
        if (!same_number(&v[i - 1], &v[i]))
            continue;
        if (v[i - 1].row->direction == v[i].row->direction)
            v[i - 1].row->duplicate = v[i].row->duplicate = true;
        else
            one_row = false;
    }
    for (size_t i = 0; i < b->n; i++)
        b->duplicates += b->row[i].duplicate;
    for (size_t i = 0; i < b->n; i++) {
        free(v[i].key);
        v[i].key = NULL;
        if (v[i].number)
            v[plain++] = v[i];
    }
    if (b->year) /* numbers begin anew with the year */
        missing_in(v, plain, one_row, b);
    free(v);
}

/* ---- the next ---- */

/* "PT 09": where the digits at its end begin; false when there are others or none. */
static bool read_number(const char *text, size_t *at, long long *n)
{
    size_t len = strlen(text);
    *at = strcspn(text, "0123456789");
    if (*at == len || len - *at > 9 || strspn(text + *at, "0123456789") != len - *at)
        return false;
    *n = strtoll(text + *at, NULL, 10);
    return true;
}

/* Receipts in and out go on in one row of numbers where both are there, written alike ("7", but not
 * "PT 7" and "PC 3"), and no number stands on both sides. */
static bool in_one_row(const struct fund_book *b)
{
    bool in = false, out = false;
    for (size_t i = 0; i < b->n; i++) {
        const struct fund_row *r = &b->row[i];
        size_t at, begins;
        long long n, other;
        if (!read_number(r->number, &at, &n))
            continue;
        in |= r->direction == FUND_IN;
        out |= r->direction == FUND_OUT;
        for (size_t k = 0; k < i; k++)
            if (b->row[k].direction != r->direction &&
                read_number(b->row[k].number, &begins, &other) &&
                (n == other || begins != at || strncasecmp(b->row[k].number, r->number, at) != 0))
                return false;
    }
    return in && out;
}

void fund_add_next_number(const struct fund_book *b, enum fund_direction direction, struct buf *out)
{
    bool one_row = in_one_row(b), without = false;
    const char *last = NULL;
    long long most = 0;
    size_t begins = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct fund_row *r = &b->row[i];
        size_t at;
        long long n;
        if (r->handed_over || (!one_row && r->direction != direction))
            continue;
        if (!read_number(r->number, &at, &n)) {
            without |= r->purpose != FUND_OPENING;
        } else if (!last || n >= most) {
            last = r->number;
            most = n;
            begins = at;
        }
    }
    if (last) {
        buf_add(out, last, begins);
        buf_addf(out, "%0*lld", (int)strlen(last + begins), most + 1);
    } else if (!without) {
        buf_adds(out, "1");
    }
}
