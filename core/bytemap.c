/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/bytemap.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

struct bytemap_entry {
    uint64_t hash;
    size_t at;
    uint32_t n;
};

static uint64_t hash(const struct bytemap *m, struct span s)
{
    unsigned char h[crypto_shorthash_BYTES];
    uint64_t out;

    crypto_shorthash(h, (const unsigned char *)s.p, s.n, m->key);
    memcpy(&out, h, sizeof out);
    return out;
}

/* The slot that holds s, or the free one where it belongs. */
static size_t place(const struct bytemap *m, struct span s, uint64_t h)
{
    size_t i = h & (m->slots - 1);

    for (; m->slot[i]; i = (i + 1) & (m->slots - 1)) {
        const struct bytemap_entry *e = &m->v[m->slot[i] - 1];
        if (e->hash == h && e->n == s.n && (s.n == 0 || memcmp(m->bytes.p + e->at, s.p, s.n) == 0))
            break;
    }
    return i;
}

static void grow(struct bytemap *m)
{
    size_t slots = m->slots ? m->slots * 2 : 64;

    if (!m->slots)
        randombytes_buf(m->key, sizeof m->key);
    free(m->slot);
    m->slot = mem_alloc(slots * sizeof *m->slot);
    m->slots = slots;
    for (size_t k = 0; k < m->n; k++) {
        size_t i = m->v[k].hash & (slots - 1);
        while (m->slot[i])
            i = (i + 1) & (slots - 1);
        m->slot[i] = (uint32_t)k + 1;
    }
}

uint32_t bytemap_find(const struct bytemap *m, struct span s)
{
    if (!m->slots)
        return BYTEMAP_NONE;
    uint32_t k = m->slot[place(m, s, hash(m, s))];
    return k ? k - 1 : BYTEMAP_NONE;
}

uint32_t bytemap_add(struct bytemap *m, struct span s, bool *added)
{
    if (m->n * 2 >= m->slots)
        grow(m);
    uint64_t h = hash(m, s);
    size_t i = place(m, s, h);

    if (added)
        *added = !m->slot[i];
    if (m->slot[i])
        return m->slot[i] - 1;
    assert(m->n < BYTEMAP_NONE - 1);
    if (m->n == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 32;
        m->v = mem_realloc_array(m->v, m->cap, sizeof *m->v);
    }
    m->v[m->n] = (struct bytemap_entry){h, m->bytes.n, (uint32_t)s.n};
    buf_add_span(&m->bytes, s);
    m->slot[i] = (uint32_t)++m->n;
    return (uint32_t)m->n - 1;
}

struct span bytemap_bytes(const struct bytemap *m, uint32_t i)
{
    return span_make(m->bytes.p + m->v[i].at, m->v[i].n);
}

void bytemap_release(struct bytemap *m)
{
    free(m->v);
    free(m->slot);
    buf_release(&m->bytes);
    memset(m, 0, sizeof *m);
}
