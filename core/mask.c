/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mask.h"

#include <string.h>

#include "locale/msg.h"

#define HIDDEN N_("(ẩn)")
#define OTHER  N_(" (khác)")

enum { DIGITS_MIN = 7 };

static bool take(struct span *s, const char *what)
{
    size_t n = strlen(what);
    if (s->n < n || memcmp(s->p, what, n) != 0)
        return false;
    s->p += n, s->n -= n;
    return true;
}

/* A mask that was stored: in the words of whoever reads it. */
static bool is_mask(struct span text, struct buf *out)
{
    struct span rest = text;
    bool hidden = take(&rest, HIDDEN);
    if (!hidden) {
        if (text.n < 9 || memcmp(text.p + 2, ".. ..", 5) != 0)
            return false;
        rest = (struct span){text.p + 9, text.n - 9};
    }
    bool other = take(&rest, OTHER);
    if (rest.n)
        return false;
    if (!out)
        return true;
    if (hidden)
        buf_adds(out, _(HIDDEN));
    else
        buf_add(out, text.p, 9);
    buf_adds(out, other ? _(OTHER) : "");
    return true;
}

/* hidden: the word for what has too few digits. */
static void add(struct span text, const char *hidden, struct buf *out)
{
    char digit[4] = {0};
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c < '0' || c > '9')
            continue;
        if (n < 2)
            digit[n] = c;
        digit[2] = digit[3], digit[3] = c;
        n++;
    }
    if (n >= DIGITS_MIN)
        buf_addf(out, "%.2s.. ..%.2s", digit, digit + 2);
    else
        buf_adds(out, hidden);
}

void mask_add(struct span text, struct buf *out)
{
    if (text.n && !is_mask(text, out))
        add(text, _(HIDDEN), out);
}

void mask_add_value(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    struct buf text = {0};
    if (!(f->flags & FIELD_PRIVATE)) {
        field_add_text(f, v, r, out);
        return;
    }
    field_add_text(f, v, r, &text);
    mask_add(buf_span(&text), out);
    buf_release(&text);
}

bool mask_needed(const struct record *r)
{
    for (size_t i = 0; r && i < r->e->n_fields; i++)
        if (r->e->fields[i].flags & FIELD_PRIVATE && r->v[i].known)
            return true;
    return false;
}

static void put(const struct field *f, const struct value *v, struct buf *out)
{
    struct buf text = {0};
    field_add_text(f, v, NULL, &text);
    if (is_mask(buf_span(&text), NULL))
        buf_add_span(out, buf_span(&text));
    else
        add(buf_span(&text), HIDDEN, out);
    buf_release(&text);
}

void mask_record(struct record *r, const struct record *before)
{
    for (size_t i = 0; i < r->e->n_fields; i++) {
        struct buf mask = {0}, was = {0};
        const struct value *old = before ? &before->v[i] : NULL;
        if (!(r->e->fields[i].flags & FIELD_PRIVATE) || !r->v[i].known)
            continue;
        put(&r->e->fields[i], &r->v[i], &mask);
        if (old && old->known && !value_eq(old, &r->v[i])) {
            put(&r->e->fields[i], old, &was);
            if (span_eq(buf_span(&mask), buf_span(&was)))
                buf_adds(&mask, OTHER);
        }
        value_clear(&r->v[i]);
        value_set_s(&r->v[i], buf_span(&mask));
        buf_release(&mask);
        buf_release(&was);
    }
}
