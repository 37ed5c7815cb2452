/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/foreign/cfb.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

enum { HEAD = 512, IN_HEAD = 109, ENTRY = 128, SMALL_SHIFT = 6, STREAM = 2, ROOT = 5 };

static uint32_t u32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static unsigned u16(const char *p)
{
    return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

/* The bytes of a sector that are there. The header takes the place of the first. */
static struct span sector(const struct cfb *c, uint32_t i)
{
    size_t size = (size_t)1 << c->shift, at = ((size_t)i + 1) << c->shift;
    if (i >= c->n || at >= c->file.n)
        return (struct span){"", 0};
    return span_make(c->file.p + at, c->file.n - at < size ? c->file.n - at : size);
}

static uint32_t following(const struct cfb *c, uint32_t i)
{
    uint32_t each = 1u << (c->shift - 2), k = i / each;
    struct span s = {"", 0};
    if (k < c->n_fat)
        s = sector(c, c->fat[k]);
    size_t at = (size_t)(i % each) * 4;
    return at + 4 <= s.n ? u32(s.p + at) : UINT32_MAX;
}

static void read_chain(const struct cfb *c, uint32_t first, size_t limit, struct buf *out)
{
    size_t end = out->n + limit;
    uint32_t i = first;
    for (uint32_t steps = 0; i < c->n && steps < c->n && out->n < end; steps++) {
        struct span s = sector(c, i);
        buf_add(out, s.p, s.n < end - out->n ? s.n : end - out->n);
        i = following(c, i);
    }
}

static bool add_fat(struct cfb *c, uint32_t i)
{
    if (i >= c->n || c->n_fat == c->n)
        return false;
    c->fat[c->n_fat++] = i;
    return true;
}

/* Where the table of chains is: in the header, then in sectors that name the next. */
static void find_fat(struct cfb *c)
{
    uint32_t each = (1u << (c->shift - 2)) - 1, next = u32(c->file.p + 68);
    for (unsigned i = 0; i < IN_HEAD; i++)
        if (!add_fat(c, u32(c->file.p + 76 + 4 * i)))
            return;
    for (uint32_t steps = 0; next < c->n && steps < c->n; steps++) {
        struct span s = sector(c, next);
        if (s.n < (size_t)1 << c->shift)
            return;
        for (uint32_t i = 0; i < each; i++)
            if (!add_fat(c, u32(s.p + (size_t)4 * i)))
                return;
        next = u32(s.p + (size_t)4 * each);
    }
}

bool cfb_open(struct cfb *c, struct span file)
{
    *c = (struct cfb){.file = file};
    if (file.n < HEAD || memcmp(file.p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0)
        return false;
    c->shift = u16(file.p + 30);
    if (c->shift != 9 && c->shift != 12)
        return false;
    size_t all = (file.n + ((size_t)1 << c->shift) - 1) >> c->shift;
    c->n = all > 1 ? (uint32_t)(all - 1) : 0;
    c->cutoff = u32(file.p + 56);
    c->fat = mem_alloc((c->n + 1) * sizeof *c->fat);
    find_fat(c);
    read_chain(c, u32(file.p + 48), file.n, &c->folder);
    return c->folder.n >= ENTRY;
}

void cfb_close(struct cfb *c)
{
    free(c->fat);
    buf_release(&c->folder);
    *c = (struct cfb){0};
}

static bool named(const char *entry, const char *name)
{
    size_t n = strlen(name);
    if (u16(entry + 64) != (n + 1) * 2 || n > 31)
        return false;
    for (size_t i = 0; i < n; i++)
        if (entry[2 * i + 1] || tolower((unsigned char)entry[2 * i]) != tolower(name[i]))
            return false;
    return true;
}

static const char *find(const struct cfb *c, const char *name)
{
    for (size_t at = 0; at + ENTRY <= c->folder.n; at += ENTRY)
        if (c->folder.p[at + 66] == STREAM && named(c->folder.p + at, name))
            return c->folder.p + at;
    return NULL;
}

bool cfb_has(const struct cfb *c, const char *name)
{
    return find(c, name) != NULL;
}

/* A stream of small sectors, which lie in the stream of the root. */
static void read_small(const struct cfb *c, uint32_t first, size_t limit, struct buf *out)
{
    struct buf small = {0}, next = {0};
    size_t end = out->n + limit;
    if (c->folder.p[66] == ROOT)
        read_chain(c, u32(c->folder.p + 116), c->file.n, &small);
    read_chain(c, u32(c->file.p + 60), c->file.n, &next);
    size_t n = small.n >> SMALL_SHIFT;
    for (size_t i = first, steps = 0; i < n && steps < n && out->n < end; steps++) {
        size_t size = (size_t)1 << SMALL_SHIFT;
        buf_add(out, small.p + (i << SMALL_SHIFT), size < end - out->n ? size : end - out->n);
        i = i * 4 + 4 <= next.n ? u32(next.p + i * 4) : SIZE_MAX;
    }
    buf_release(&small);
    buf_release(&next);
}

bool cfb_read(const struct cfb *c, const char *name, struct buf *out, bool *whole)
{
    const char *entry = find(c, name);
    if (!entry)
        return false;
    uint32_t first = u32(entry + 116);
    size_t size = u32(entry + 120), before = out->n;
    if (size < c->cutoff)
        read_small(c, first, size, out);
    else
        read_chain(c, first, size, out);
    *whole = out->n - before == size;
    return true;
}
