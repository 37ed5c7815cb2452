/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/find_text.h"

#include <stdlib.h>
#include <string.h>

#include "locale/fold.h"

/* The letters of names without marks, the frequent ones last; those not in it are rarer. */
static size_t rarest(struct span word)
{
    static const char letters[] = "fjwzqx-spkrveydbclmoutiaghn";
    size_t best = 0, best_rank = sizeof letters;
    for (size_t i = 0; i < word.n; i++) {
        const char *at = word.p[i] ? strchr(letters, word.p[i]) : NULL;
        size_t rank = at ? (size_t)(at - letters) + 1 : 0;
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

static void words_init(struct find_words *w, struct span text,
                       void (*fold)(struct buf *, struct span))
{
    struct buf b = {0};
    fold(&b, text);
    struct span rest = span_trim(buf_span(&b));
    *w = (struct find_words){.all = rest};
    while (rest.n && w->n < sizeof w->word / sizeof *w->word) {
        const char *blank = memchr(rest.p, ' ', rest.n);
        size_t n = blank ? (size_t)(blank - rest.p) : rest.n;
        struct span word = {rest.p, n};
        if (n)
            w->word[w->n++] = word;
        if (n > w->longest.n)
            w->longest = word;
        n += blank != NULL;
        rest.p += n, rest.n -= n;
    }
    w->rare = rarest(w->longest);
    w->text = buf_detach(&b); /* where the spans point */
}

static uint32_t number_of(struct span s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || i == 9)
            return 0;
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    }
    return n;
}

bool find_query_init(struct find_query *q, struct span text)
{
    *q = (struct find_query){0};
    words_init(&q->search, text, fold_search);
    words_init(&q->key, text, fold_key);
    words_init(&q->lower, text, fold_lower);
    q->number = number_of(q->search.all);
    return q->search.all.n > 0;
}

void find_query_release(struct find_query *q)
{
    free(q->search.text);
    free(q->key.text);
    free(q->lower.text);
    *q = (struct find_query){0};
}

/* memchr() for one rare letter is several times as fast as memmem() for a word. */
const char *find_longest(const struct find_words *w, struct span names)
{
    struct span word = w->longest;
    if (names.n < word.n)
        return NULL;
    const char *p = names.p + w->rare, *last = p + (names.n - word.n);
    while (p <= last && (p = memchr(p, word.p[w->rare], (size_t)(last - p) + 1))) {
        if (word.n == 1 || memcmp(p - w->rare, word.p, word.n) == 0)
            return p - w->rare;
        p++;
    }
    return NULL;
}

/* Behind a blank or a sign: "Dòng họ Đỗ-Văn", "ngõ 21/4". */
static bool starts_word(struct span s, const char *at)
{
    unsigned char before = at == s.p ? ' ' : (unsigned char)at[-1];
    return before < '0' || (before > '9' && before < 'A') || (before > 'Z' && before < 'a');
}

static const char *find_start(struct span s, const char *from, struct span what)
{
    for (const char *at = from; at < s.p + s.n; at++) {
        at = memmem(at, (size_t)(s.p + s.n - at), what.p, what.n);
        if (!at || starts_word(s, at))
            return at;
    }
    return NULL;
}

enum find_way find_match(const struct find_words *w, struct span name)
{
    if (!w->n)
        return FIND_NOT;
    if (find_start(name, name.p, w->all))
        return FIND_START;
    bool inside = memmem(name.p, name.n, w->all.p, w->all.n) != NULL;
    const char *at = name.p;
    for (size_t i = 0; i < w->n && at && w->n > 1; i++) {
        at = find_start(name, at, w->word[i]);
        at = at ? at + w->word[i].n : NULL;
    }
    return w->n > 1 && at ? FIND_WORDS : inside ? FIND_INSIDE : FIND_NOT;
}

bool find_exact(const struct find_query *q, struct span name)
{
    struct buf b = {0};
    fold_key(&b, name);
    bool exact = find_match(&q->key, buf_span(&b)) != FIND_NOT;
    if (!exact) {
        buf_reset(&b);
        fold_lower(&b, name);
        exact = find_match(&q->lower, buf_span(&b)) != FIND_NOT;
    }
    buf_release(&b);
    return exact;
}

bool find_next_row(struct find_rows *r, const struct find_query *q, unsigned *row,
                   enum find_way *way)
{
    while (r->rest.n) {
        const char *hit = find_longest(&q->search, r->rest), *end;
        if (!hit)
            break;
        for (;; r->row++) { /* which row is it in? */
            end = memchr(r->rest.p, 0, r->rest.n);
            if (!end)
                end = r->rest.p + r->rest.n;
            if (hit < end)
                break;
            r->rest.n -= (size_t)(end + 1 - r->rest.p);
            r->rest.p = end + 1;
        }
        *row = r->row++;
        struct span name = {r->rest.p, (size_t)(end - r->rest.p)};
        *way = r->only_count && q->search.n == 1 ? FIND_INSIDE : find_match(&q->search, name);
        size_t used = (size_t)(end - r->rest.p) + 1;
        used = used < r->rest.n ? used : r->rest.n;
        r->rest.p += used, r->rest.n -= used;
        if (*way != FIND_NOT)
            return true;
    }
    return false;
}
