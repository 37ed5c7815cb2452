/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/criteria_marks.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/number.h"
#include "locale/utf8.h"

void criteria_marks_release(struct criteria_marks *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->v[i].code);
        free(m->v[i].evidence);
    }
    free(m->v);
    *m = (struct criteria_marks){0};
}

static struct span cut(struct span *rest, char at)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != at)
        n++;
    struct span part = span_make(rest->p, n);
    size_t skip = n < rest->n ? n + 1 : n;
    *rest = span_make(rest->p + skip, rest->n - skip);
    return part;
}

static bool whole_number(struct span s, int64_t max, int64_t *out)
{
    int64_t n = 0;
    if (!s.n || s.n > 12)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        n = n * 10 + (s.p[i] - '0');
    }
    *out = n;
    return n <= max;
}

static struct criteria_mark mark_of(struct span s)
{
    struct criteria_mark m = {0};
    int64_t n;
    s = span_trim(s);
    if (span_eq_str(s, "-"))
        m.given = m.nobody = true;
    else if (whole_number(s, 100000, &n))
        m = (struct criteria_mark){.given = true, .points = (int32_t)n};
    return m;
}

/* "14/20 2026-11-22 7K3-M9Q" */
static struct criteria_share share_of(struct span s)
{
    struct criteria_share x = {0};
    struct span part = cut(&s, '/'), whole = cut(&s, ' '), on = cut(&s, ' ');
    x.known = whole_number(part, INT32_MAX, &x.part) && whole_number(whole, INT32_MAX, &x.whole) &&
              day_parse_iso(on, &x.on) && s.n == sizeof x.fingerprint - 1 &&
              utf8_ascii_run(s.p, s.n) == s.n;
    if (!x.known)
        return (struct criteria_share){0};
    memcpy(x.fingerprint, s.p, s.n);
    return x;
}

struct criteria_line *criteria_marks_line(struct criteria_marks *m, const char *code)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->v[i].code, code) == 0)
            return &m->v[i];
    m->v = mem_realloc_array(m->v, m->n + 1, sizeof *m->v);
    m->v[m->n] = (struct criteria_line){.code = mem_strdup(code), .evidence = mem_strdup("")};
    return &m->v[m->n++];
}

void criteria_marks_parse(struct span text, struct criteria_marks *out)
{
    *out = (struct criteria_marks){0};
    while (text.n) {
        struct span line = cut(&text, '\n'), code = span_trim(cut(&line, '\t'));
        if (!code.n || memchr(code.p, 0, code.n))
            continue;
        char *name = span_dup(code);
        if (!criteria_marks_find(out, name)) {
            struct criteria_line *l = criteria_marks_line(out, name);
            l->review = mark_of(cut(&line, '\t'));
            free(l->evidence);
            l->evidence = span_dup(span_trim(cut(&line, '\t')));
            l->self = mark_of(cut(&line, '\t'));
            l->share = share_of(span_trim(cut(&line, '\t')));
        }
        free(name);
    }
}

static void add_mark(struct criteria_mark m, struct buf *out)
{
    if (m.nobody)
        buf_addc(out, '-');
    else if (m.given)
        buf_addf(out, "%d", m.points);
}

void criteria_marks_add_text(const struct criteria_marks *m, struct buf *out)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct criteria_line *l = &m->v[i];
        if (!l->review.given && !l->self.given && !*l->evidence && !l->share.known)
            continue;
        buf_addf(out, "%s%s\t", out->n ? "\n" : "", l->code);
        add_mark(l->review, out);
        buf_addf(out, "\t%s", l->evidence);
        if (l->self.given || l->share.known) {
            buf_addc(out, '\t');
            add_mark(l->self, out);
        }
        if (l->share.known) {
            buf_addf(out, "\t%lld/%lld ", (long long)l->share.part, (long long)l->share.whole);
            day_add_iso(out, l->share.on);
            buf_addf(out, " %s", l->share.fingerprint);
        }
        while (out->n && out->p[out->n - 1] == '\t') /* as an import trims it */
            buf_truncate(out, out->n - 1);
    }
}

const struct criteria_line *criteria_marks_find(const struct criteria_marks *m, const char *code)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->v[i].code, code) == 0)
            return &m->v[i];
    return NULL;
}

struct criteria_mark criteria_mark_deciding(const struct criteria_line *l)
{
    return l->review.given ? l->review : l->self;
}

bool criteria_mark_read(struct span text, struct criteria_mark *out)
{
    int64_t n;
    text = span_trim(text);
    *out = (struct criteria_mark){0};
    if (!text.n)
        return true;
    out->given = true;
    if (span_eq_str(text, "-") || span_eq_str(text, "k") || span_eq_str(text, "K")) {
        out->nobody = true;
        return true;
    }
    if (!number_parse_hundredths(text, &n) || n < 0 || n > 100000)
        return false;
    out->points = (int32_t)n;
    return true;
}

void criteria_mark_add(struct criteria_mark m, struct buf *out)
{
    if (m.nobody) {
        buf_addc(out, 'k');
    } else if (m.given) {
        number_add_vn(out, m.points / 100);
        if (m.points % 100)
            buf_addf(out, m.points % 10 ? ",%02d" : ",%d",
                     m.points % 10 ? m.points % 100 : m.points % 100 / 10);
    }
}
