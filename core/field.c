/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/field.h"

#include <stdlib.h>
#include <string.h>

#include "locale/fold.h"
#include "locale/mem.h"

void value_clear(struct value *v)
{
    free(v->s);
    *v = (struct value){0};
}

void value_copy(struct value *to, const struct value *from)
{
    if (to == from)
        return;
    value_clear(to);
    *to = *from;
    if (from->s)
        to->s = mem_dup(from->s, from->len + 1);
}

bool value_eq(const struct value *a, const struct value *b)
{
    if (a->known != b->known)
        return false;
    return !a->known || (a->n == b->n && span_eq(value_span(a), value_span(b)));
}

void value_set_n(struct value *v, int64_t n)
{
    value_clear(v);
    v->known = true;
    v->n = n;
}

void value_set_s(struct value *v, struct span s)
{
    char *copy = mem_alloc(s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    value_clear(v);
    v->known = true;
    v->s = copy;
    v->len = s.n;
}

struct span value_span(const struct value *v)
{
    return span_make(v->s, v->s ? v->len : 0);
}

static size_t characters(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xC0) != 0x80;
    return n;
}

/* The year a PAST field may not lie behind: a date by its first possible day, a year by itself. */
static bool in_future(const struct field *f, const struct value *v, day today)
{
    if (f->type == &field_date)
        return pdate_first(value_date(v)) > today;
    return f->type == &field_integer && v->n > day_year(today);
}

static enum reason check(const struct field *f, const struct value *v, const struct resolver *r)
{
    const struct field_type *t = f->type;
    bool number = t == &field_integer || t == &field_money || t == &field_decimal;
    if (number && (f->min || f->max) && (v->n < f->min || v->n > f->max))
        return REASON_OUT_OF_RANGE;
    if (!number && f->max && v->s && characters(value_span(v)) > (size_t)f->max)
        return REASON_TOO_LONG;
    if ((f->flags & FIELD_PAST) && r && r->today && in_future(f, v, r->today))
        return REASON_IN_FUTURE;
    return REASON_NONE;
}

enum reason field_parse(const struct field *f, struct span text, const struct resolver *r,
                        struct value *out)
{
    text = span_trim(text);
    if (!text.n) {
        value_clear(out);
        return REASON_NONE;
    }
    struct value v = {0};
    enum reason why = f->type->parse(f, text, r, &v);
    if (v.known) { /* accepted, perhaps with a reason */
        enum reason wrong = check(f, &v, r);
        if (wrong == REASON_NONE) {
            value_clear(out);
            *out = v;
            return why;
        }
        /* a year that is both out of range and ahead of today is better called the latter */
        why = wrong == REASON_OUT_OF_RANGE && (f->flags & FIELD_PAST) && r && r->today &&
                      in_future(f, &v, r->today)
                  ? REASON_IN_FUTURE
                  : wrong;
    }
    value_clear(&v);
    return why;
}

void field_add_text(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    if (v->known)
        f->type->text(f, v, r, out);
}

void field_add_json(const struct field *f, const struct value *v, const struct resolver *r,
                    struct buf *out)
{
    if (v->known)
        f->type->to_json(f, v, r, out);
    else
        buf_adds(out, "null");
}

const struct choice *field_choice_by_code(const struct choice *c, int64_t code)
{
    for (; c && c->label; c++)
        if (c->code == code)
            return c;
    return NULL;
}

static bool folds_to(struct span text, struct span word, void (*fold)(struct buf *, struct span))
{
    struct buf a = {0}, b = {0};
    fold(&a, text);
    fold(&b, word);
    bool same = span_eq(buf_span(&a), buf_span(&b));
    buf_release(&a);
    buf_release(&b);
    return same;
}

static bool choice_matches(const struct choice *c, struct span text,
                           void (*fold)(struct buf *, struct span))
{
    if (folds_to(text, span_of(c->label), fold) || folds_to(text, span_of(c->name), fold))
        return true;
    for (const char *p = c->aliases; p && *p;) {
        size_t n = strcspn(p, "|");
        if (folds_to(text, (struct span){p, n}, fold))
            return true;
        p += n + (p[n] == '|');
    }
    return false;
}

const struct choice *field_choice_by_text(const struct choice *choices, struct span text)
{
    for (const struct choice *c = choices; c->label; c++)
        if (choice_matches(c, text, fold_key))
            return c;
    const struct choice *hit = NULL;
    for (const struct choice *c = choices; c->label; c++) {
        if (!choice_matches(c, text, fold_search))
            continue;
        if (hit)
            return NULL;
        hit = c;
    }
    return hit;
}

void json_add_string(struct buf *out, struct span s)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c == '\n')
            buf_adds(out, "\\n");
        else if (c < 0x20 || c == 0x7F)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}
