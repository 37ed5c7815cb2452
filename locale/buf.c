/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "locale/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

struct span span_of(const char *s)
{
    return (struct span){s ? s : "", s ? strlen(s) : 0};
}

struct span span_make(const void *p, size_t n)
{
    return (struct span){p ? p : "", n};
}

bool span_eq(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_eq_str(struct span a, const char *s)
{
    return span_eq(a, span_of(s));
}

int span_cmp(struct span a, struct span b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span s)
{
    while (s.n && is_space(s.p[0]))
        s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

char *span_dup(struct span s)
{
    char *text = mem_alloc(s.n + 1);
    if (s.n)
        memcpy(text, s.p, s.n);
    return text;
}

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}

void buf_reset(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = 0;
}

void buf_reserve(struct buf *b, size_t more)
{
    size_t need = b->n + more + 1;
    assert(need > more);
    if (need <= b->cap)
        return;
    bool first = !b->cap;
    size_t cap = b->cap ? b->cap + b->cap / 2 : 64;
    b->cap = cap < need ? need : cap;
    b->p = mem_realloc(b->p, b->cap);
    if (first)
        b->p[0] = 0; /* also when nothing is added then */
}

void buf_add(struct buf *b, const void *p, size_t n)
{
    buf_reserve(b, n);
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = 0;
}

void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_add_span(struct buf *b, struct span s)
{
    buf_add(b, s.p, s.n);
}

void buf_addc(struct buf *b, char c)
{
    if (b->cap - b->n < 2)
        buf_reserve(b, 1);
    b->p[b->n++] = c;
    b->p[b->n] = 0;
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    assert(n >= 0);
    buf_reserve(b, (size_t)n);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    b->n += (size_t)n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

void buf_add_cp(struct buf *b, uint32_t c)
{
    char u[4];
    size_t n = 0;
    if (c < 0x80) {
        u[n++] = (char)c;
    } else if (c < 0x800) {
        u[n++] = (char)(0xC0 | c >> 6);
        u[n++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        u[n++] = (char)(0xE0 | c >> 12);
        u[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        u[n++] = (char)(0x80 | (c & 0x3F));
    } else {
        u[n++] = (char)(0xF0 | c >> 18);
        u[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        u[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        u[n++] = (char)(0x80 | (c & 0x3F));
    }
    buf_add(b, u, n);
}

void buf_truncate(struct buf *b, size_t n)
{
    assert(n <= b->n);
    b->n = n;
    if (b->p)
        b->p[n] = 0;
}

const char *buf_str(const struct buf *b)
{
    return b->p ? b->p : "";
}

struct span buf_span(const struct buf *b)
{
    return (struct span){buf_str(b), b->n};
}

char *buf_detach(struct buf *b)
{
    char *p = b->p ? b->p : mem_alloc(1);
    *b = (struct buf){0};
    return p;
}
