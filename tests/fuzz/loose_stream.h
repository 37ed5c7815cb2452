/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream read without believing anything and written again so that every sum is right: what a
 * mutation has changed of the content reaches the layers behind the hash. Entries are put in order,
 * one of a kind; what cannot be an entry ends its block.
 */
#ifndef TESTS_FUZZ_LOOSE_STREAM_H
#define TESTS_FUZZ_LOOSE_STREAM_H

#include <stdlib.h>
#include <string.h>

#include "core/field_bytes.h"
#include "core/stream.h"
#include "core/stream_format.h"
#include "locale/mem.h"
#include "locale/utf8.h"

struct loose_entry {
    unsigned table;
    struct span key, value;
};

struct loose {
    struct span header;
    struct loose_entry *v;
    size_t n;
};

static inline int loose_order(const void *a, const void *b)
{
    const struct loose_entry *x = a, *y = b;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    return span_cmp(x->key, y->key);
}

static inline bool loose_part(struct span *s, size_t max, struct span *out)
{
    uint64_t n;
    if (!bytes_varint(s, &n) || n > s->n || n > max)
        return false;
    *out = (struct span){s->p, n};
    s->p += n, s->n -= n;
    return true;
}

static inline void loose_block(struct loose *l, struct span s)
{
    while (s.n > 1) {
        struct loose_entry e = {.table = (uint8_t)s.p[0] % STORE_TABLES};
        s.p++, s.n--;
        if (!loose_part(&s, STORE_KEY_MAX, &e.key) || !e.key.n ||
            !loose_part(&s, STORE_VALUE_MAX, &e.value))
            return;
        l->v = mem_realloc_array(l->v, l->n + 1, sizeof *l->v);
        l->v[l->n++] = e;
    }
}

static inline void loose_read(struct loose *l, struct span s)
{
    size_t magic = sizeof STREAM_MAGIC - 1;
    *l = (struct loose){0};
    for (s.p += s.n < magic ? s.n : magic, s.n -= s.n < magic ? s.n : magic; s.n > 8;) {
        const unsigned char *u = (const unsigned char *)s.p;
        size_t n = (size_t)u[0] << 24 | (size_t)u[1] << 16 | (size_t)u[2] << 8 | u[3];
        s.p += 8, s.n -= 8;
        n = n < s.n ? n : s.n;
        if (!l->header.n)
            l->header = (struct span){s.p, n};
        else
            loose_block(l, (struct span){s.p, n});
        s.p += n, s.n -= n;
    }
    if (l->n)
        qsort(l->v, l->n, sizeof *l->v, loose_order);
}

/* false when not even a header is left. */
static inline bool loose_write(struct span data, int fd)
{
    struct loose l;
    struct stream_digest digest;
    loose_read(&l, data);
    bool fine = l.header.n && l.header.n <= STREAM_BLOCK && utf8_valid(l.header);
    if (fine) {
        struct stream_writer *w = stream_begin(fd, "loose", l.header);
        for (size_t i = 0; i < l.n; i++)
            if (!i || loose_order(&l.v[i - 1], &l.v[i]) < 0)
                stream_add(w, l.v[i].table, l.v[i].key, l.v[i].value);
        fine = stream_end(w, NULL, &digest, NULL) == STATUS_OK;
    }
    free(l.v);
    return fine;
}

#endif
