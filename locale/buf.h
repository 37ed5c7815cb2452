/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * struct buf: a growing byte string, always followed by a NUL that n does not count.
 * struct span: a borrowed view of bytes; it owns nothing and need not end in NUL.
 * A zeroed struct buf is valid and empty; buf_release() leaves it so again.
 */
#ifndef LOCALE_BUF_H
#define LOCALE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *p; /* NULL while cap is 0; use buf_str() for a C string */
    size_t n, cap;
};

struct span {
    const char *p;
    size_t n;
};

#define SPAN_LIT(s) ((struct span){(s), sizeof(s) - 1})

struct span span_of(const char *s); /* NULL gives the empty span */
struct span span_make(const void *p, size_t n);
bool span_eq(struct span a, struct span b);
bool span_eq_str(struct span a, const char *s);
int span_cmp(struct span a, struct span b); /* memcmp order, shorter first */
struct span span_trim(struct span s);       /* without ASCII white space at both ends */
char *span_dup(struct span s);              /* as a string; the caller frees */

void buf_release(struct buf *b);
void buf_reset(struct buf *b); /* empty, memory kept */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_add_span(struct buf *b, struct span s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap);
void buf_add_cp(struct buf *b, uint32_t codepoint); /* as UTF-8; must be a Unicode scalar value */
void buf_truncate(struct buf *b, size_t n);         /* n <= b->n */
const char *buf_str(const struct buf *b);           /* never NULL */
struct span buf_span(const struct buf *b);
char *buf_detach(struct buf *b); /* the caller frees; b is empty afterwards */

#endif
