/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/kept.h"

#include <string.h>

#include "storage/drafts.h"

static const char PREFIX[] = "ask/";

void kept_name(const char *as, struct buf *out)
{
    buf_addf(out, "%s%s", PREFIX, as);
}

bool kept_is(struct span name, struct span *as)
{
    size_t n = sizeof PREFIX - 1;
    if (name.n <= n || memcmp(name.p, PREFIX, n) != 0)
        return false;
    *as = span_make(name.p + n, name.n - n);
    return true;
}

static void add_line(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_addc(out, s.p[i] == '\n' ? ' ' : s.p[i]);
    buf_addc(out, '\n');
}

bool kept_parse(struct span bytes, struct kept *out)
{
    struct span *part[] = {&out->where, &out->question, &out->text};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        const char *end = bytes.n ? memchr(bytes.p, '\n', bytes.n) : NULL;
        if (!end)
            return false;
        size_t n = (size_t)(end - bytes.p);
        *part[i] = span_make(bytes.p, n);
        bytes = span_make(end + 1, bytes.n - n - 1);
    }
    return !bytes.n;
}

/* Where drafts of this book are; NULL: nowhere. */
static const char *folder_of(const struct book *b)
{
    const char *path = b ? store_path(b->store) : "";
    return *path ? path : NULL;
}

enum status kept_save(const struct book *b, const struct caller *who, const char *as,
                      const struct kept *k, struct detail *d)
{
    const char *path = folder_of(b);
    if (!path)
        return STATUS_OK;
    struct buf name = {0}, bytes = {0};
    kept_name(as, &name);
    add_line(&bytes, k->where);
    add_line(&bytes, k->question);
    add_line(&bytes, k->text);
    enum status s = draft_save(path, span_of(who->name), buf_span(&name), buf_span(&bytes), d);
    buf_release(&name);
    buf_release(&bytes);
    return s;
}

enum status kept_drop(const struct book *b, const struct caller *who, const char *as,
                      struct detail *d)
{
    const char *path = folder_of(b);
    if (!path)
        return STATUS_OK;
    struct buf name = {0};
    kept_name(as, &name);
    enum status s = draft_remove(path, span_of(who->name), buf_span(&name), d);
    buf_release(&name);
    return s;
}

bool kept_load(const struct book *b, const struct caller *who, const char *as, struct buf *out)
{
    const char *path = folder_of(b);
    struct buf name = {0}, bytes = {0};
    struct kept k;
    if (!path)
        return false;
    kept_name(as, &name);
    bool there = draft_load(path, span_of(who->name), buf_span(&name), &bytes, NULL) == STATUS_OK &&
                 kept_parse(buf_span(&bytes), &k);
    if (there)
        buf_add_span(out, k.text);
    buf_release(&name);
    buf_release(&bytes);
    return there;
}
