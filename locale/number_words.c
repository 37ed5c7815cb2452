/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/number_words.h"

#include "locale/fold.h"
#include "locale/utf8.h"

static const char *const digit[] = {"không", "một", "hai", "ba",  "bốn",
                                    "năm",   "sáu", "bảy", "tám", "chín"};

static void add(struct buf *b, const char *word)
{
    if (b->n && b->p[b->n - 1] != ' ')
        buf_addc(b, ' ');
    buf_adds(b, word);
}

/* The last digit behind tens: mốt, tư and lăm where people say so. */
static const char *unit_word(unsigned tens, unsigned unit)
{
    if (unit == 1 && tens >= 2)
        return "mốt";
    if (unit == 4 && tens >= 2)
        return "tư";
    if (unit == 5 && tens >= 1)
        return "lăm";
    return digit[unit];
}

/* 0..999. full: something stands before it, so its hundreds are said even when they are none. */
static void add_group(struct buf *b, unsigned n, bool full)
{
    unsigned hundreds = n / 100, tens = n / 10 % 10, unit = n % 10;
    if (hundreds || full) {
        add(b, digit[hundreds]);
        add(b, "trăm");
    }
    if (tens == 0 && unit && (hundreds || full))
        add(b, "linh");
    else if (tens == 1)
        add(b, "mười");
    else if (tens > 1) {
        add(b, digit[tens]);
        add(b, "mươi");
    }
    if (unit)
        add(b, unit_word(tens, unit));
}

/* 0..999,999,999 */
static void add_below_milliard(struct buf *b, uint32_t n, bool full)
{
    static const struct {
        uint32_t of;
        const char *word;
    } part[] = {{1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};
    for (int i = 0; i < 3; i++) {
        unsigned group = n / part[i].of % 1000;
        if (!group)
            continue;
        add_group(b, group, full);
        if (part[i].word)
            add(b, part[i].word);
        full = true;
    }
}

static void add_positive(struct buf *b, uint64_t n, bool full)
{
    enum { MILLIARD = 1000000000 };
    if (n >= MILLIARD) {
        add_positive(b, n / MILLIARD, full);
        add(b, "tỷ");
        full = true;
    }
    add_below_milliard(b, (uint32_t)(n % MILLIARD), full);
}

void number_add_words(struct buf *b, int64_t n)
{
    struct buf words = {0};
    uint64_t size = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;
    if (n < 0)
        add(&words, "âm");
    if (n == 0)
        add(&words, digit[0]);
    add_positive(&words, size, false);
    buf_add_span(b, buf_span(&words));
    buf_release(&words);
}

void number_add_money_words(struct buf *b, int64_t dong)
{
    struct buf words = {0};
    uint32_t cp;
    number_add_words(&words, dong);
    size_t first = utf8_decode(words.p, words.n, &cp);
    fold_upper(b, span_make(words.p, first));
    buf_add(b, words.p + first, words.n - first);
    buf_adds(b, " đồng");
    buf_release(&words);
}

void day_add_words(struct buf *b, day d)
{
    int year, month, mday;
    day_split(d, &year, &month, &mday);
    buf_addf(b, "ngày %02d tháng %s%d năm %d", mday, month <= 2 ? "0" : "", month, year);
}
