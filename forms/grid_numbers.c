/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as people key them from a sheet: "1-20 22 25x 30", "25x vắng họp, 26x". Whatever is not
 * understood, or is nobody's number, is named; nothing is guessed.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/grid_private.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

/* ---- rows by number ---- */

/* "27" or "3.27": hamlet 0 is not said. */
static bool parse_label(struct span s, unsigned long *hamlet, unsigned long *number)
{
    unsigned long n[2] = {0};
    size_t parts = 0, digits = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
            n[parts] = 10 * n[parts] + (unsigned long)(s.p[i] - '0');
            if (++digits > 6)
                return false;
        } else if ((i == s.n || (s.p[i] == '.' && parts == 0)) && digits) {
            parts++;
            digits = 0;
        } else {
            return false;
        }
    }
    *hamlet = parts == 2 ? n[0] : 0;
    *number = parts == 2 ? n[1] : n[0];
    return parts > 0;
}

static size_t rows_at(const struct grid *g, bool any, unsigned long hamlet, unsigned long number,
                      size_t *row)
{
    size_t found = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct grid_row *r = &g->v[i];
        if (r->number != number || !number ||
            (!any && (unsigned long)unit_hamlet_number(r->unit) != hamlet))
            continue;
        if (!found++)
            *row = i;
    }
    return found;
}

size_t grid_rows_numbered(const struct grid *g, struct span label, size_t *row)
{
    unsigned long hamlet, number;
    if (!parse_label(label, &hamlet, &number))
        return 0;
    return rows_at(g, !memchr(label.p, '.', label.n), hamlet, number, row);
}

static void wrong_number(struct grid_plan *p, struct span label, size_t found)
{
    if (found)
        grid_plan_problem(p, _("Số %.*s có ở nhiều thôn: viết cả số thôn, ví dụ 3.%.*s."),
                          (int)label.n, label.p, (int)label.n, label.p);
    else
        grid_plan_problem(p, _("Không có số %.*s."), (int)label.n, label.p);
}

/* ---- words ---- */

struct scanner {
    const char *p, *end;
};

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';';
}

static bool is_digit(const struct scanner *s)
{
    return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

static void skip(struct scanner *s, const char *which)
{
    while (s->p < s->end && *s->p && strchr(which, *s->p))
        s->p++;
}

static struct span take_label(struct scanner *s)
{
    const char *from = s->p;
    while (is_digit(s) ||
           (s->p < s->end && *s->p == '.' && s->p + 1 < s->end && s->p[1] >= '0' && s->p[1] <= '9'))
        s->p++;
    return (struct span){from, (size_t)(s->p - from)};
}

/* '-' or a dash, blanks around, when a number follows. */
static bool take_dash(struct scanner *s)
{
    struct scanner at = *s;
    skip(&at, " \t");
    struct span rest = {at.p, (size_t)(at.end - at.p)};
    if (rest.n && *rest.p == '-')
        at.p++;
    else if (rest.n >= 3 && memcmp(rest.p, "\xe2\x80\x93", 3) == 0)
        at.p += 3;
    else
        return false;
    skip(&at, " \t");
    if (!is_digit(&at))
        return false;
    *s = at;
    return true;
}

/* x, X or × that is no beginning of a word. */
static bool take_cross(struct scanner *s)
{
    struct scanner at = *s;
    skip(&at, " \t");
    size_t left = (size_t)(at.end - at.p);
    if (left && (*at.p == 'x' || *at.p == 'X'))
        at.p++;
    else if (left >= 2 && memcmp(at.p, "\xc3\x97", 2) == 0)
        at.p += 2;
    else
        return false;
    if (at.p < at.end && !is_separator(*at.p) && *at.p != '(' && *at.p != ':')
        return false;
    *s = at;
    return true;
}

/* Words up to a comma, a line's end or the next number. */
static struct span take_reason(struct scanner *s)
{
    skip(s, " \t:(");
    const char *from = s->p;
    while (s->p < s->end && !strchr(",;\n\r", *s->p) &&
           !(is_digit(s) && (s->p == from || s->p[-1] == ' ' || s->p[-1] == '\t')))
        s->p++;
    struct span text = span_trim((struct span){from, (size_t)(s->p - from)});
    while (text.n && text.p[text.n - 1] == ')')
        text.n--;
    return text;
}

static struct span take_word(struct scanner *s)
{
    const char *from = s->p;
    while (s->p < s->end && !is_separator(*s->p))
        s->p++;
    return (struct span){from, (size_t)(s->p - from)};
}

struct item {
    struct span first, last; /* last empty: one number */
    bool cross;
    struct span reason;
};

/* false at the end; a word that is no number is named and left out. */
static bool next_item(struct scanner *s, struct item *it, struct grid_plan *p)
{
    for (;;) {
        skip(s, " \t\r\n,;");
        *it = (struct item){.last = {"", 0}, .reason = {"", 0}};
        if (s->p >= s->end || !*s->p)
            return false;
        if (!is_digit(s)) {
            struct span word = take_word(s);
            grid_plan_problem(p, _("Không hiểu \"%.*s\": chỉ viết số, ví dụ 1-20 22 25x."),
                              (int)word.n, word.p);
            continue;
        }
        it->first = take_label(s);
        if (take_dash(s))
            it->last = take_label(s);
        it->cross = take_cross(s);
        if (it->cross)
            it->reason = take_reason(s);
        else if (s->p < s->end && !is_separator(*s->p)) {
            struct span word = take_word(s);
            grid_plan_problem(p, _("Không hiểu \"%.*s%.*s\": chỉ viết số, ví dụ 1-20 22 25x."),
                              (int)it->first.n, it->first.p, (int)word.n, word.p);
            continue;
        }
        return true;
    }
}

/* ---- marks ---- */

struct wish {
    int digit; /* -1: none, -2: left out */
    bool single;
    struct span reason;
};
enum { NO_WISH = -1, LEFT_OUT = -2 };

static void wish(struct wish *w, int digit, bool single, struct span reason, struct span label,
                 struct grid_plan *p)
{
    if (w->digit != NO_WISH && w->single && single && w->digit != digit) {
        grid_plan_problem(p, _("Số %.*s ghi hai lần khác nhau."), (int)label.n, label.p);
        return;
    }
    if (w->digit != NO_WISH && w->single && !single)
        return; /* a number of its own goes before its range */
    *w = (struct wish){digit, single, reason};
}

/* The rows of an item, a to b; false when it names none, which is then a problem. */
static bool rows_of(const struct grid *g, const struct item *it, size_t *a, size_t *b,
                    struct grid_plan *p)
{
    struct buf whole = {0}; /* "3.1-20" means 3.1 to 3.20 */
    const char *dot = memchr(it->first.p, '.', it->first.n);
    size_t first = grid_rows_numbered(g, it->first, a), last = first;
    *b = *a;
    if (it->last.n) {
        if (dot && !memchr(it->last.p, '.', it->last.n))
            buf_add(&whole, it->first.p, (size_t)(dot + 1 - it->first.p));
        buf_add_span(&whole, it->last);
        last = grid_rows_numbered(g, buf_span(&whole), b);
        buf_release(&whole);
    }
    if (first != 1)
        wrong_number(p, it->first, first);
    if (it->last.n && last != 1)
        wrong_number(p, it->last, last);
    if (first != 1 || last != 1)
        return false;
    bool same = unit_eq(g->v[*a].unit, g->v[*b].unit) || g->kind->subject == ENTITY_HAMLET;
    if (*a > *b || !same)
        grid_plan_problem(p, _("Từ %.*s đến %.*s: số đầu phải nhỏ hơn và cùng một thôn."),
                          (int)it->first.n, it->first.p, (int)it->last.n, it->last.p);
    return *a <= *b && same;
}

void grid_plan_numbers(struct grid *g, struct span text, int digit, const char *reason,
                       struct grid_plan *p)
{
    struct scanner s = {text.p, text.p + text.n};
    struct item it;
    struct wish *v = mem_alloc((g->n + 1) * sizeof *v);
    bool fails = g->mode == GRID_REVIEW && digit == GRID_PASS;
    for (size_t i = 0; i < g->n; i++)
        v[i].digit = NO_WISH;
    while (next_item(&s, &it, p)) {
        int want = !it.cross ? digit : fails ? GRID_FAIL : LEFT_OUT;
        size_t a = 0, b = 0;
        if (rows_of(g, &it, &a, &b, p))
            for (size_t i = a; i <= b; i++)
                wish(&v[i], want, !it.last.n, it.reason, it.first, p);
    }
    for (size_t i = 0; i < g->n; i++)
        if (v[i].digit >= 0)
            grid_plan_add(g, p, i, v[i].digit,
                          v[i].reason.n ? v[i].reason : span_of(reason ? reason : ""));
    free(v);
}

/* ---- exceptions ---- */

/* "051723" is 5, 17, 23: in pairs, where the whole is no number by itself. */
static bool pairs(const struct grid *g, struct span label, bool *out, struct grid_plan *p)
{
    size_t row;
    if (label.n < 4 || label.n % 2 || memchr(label.p, '.', label.n) ||
        grid_rows_numbered(g, label, &row))
        return false;
    for (size_t i = 0; i < label.n; i += 2) {
        struct span two = {label.p + i, 2};
        size_t found = grid_rows_numbered(g, two, &row);
        if (found == 1)
            out[row] = true;
        else
            wrong_number(p, two, found);
    }
    return true;
}

void grid_numbers_except(const struct grid *g, struct span text, bool *out, struct grid_plan *p)
{
    struct scanner s = {text.p, text.p + text.n};
    struct item it;
    while (next_item(&s, &it, p)) {
        size_t a = 0, b = 0;
        if ((!it.last.n && pairs(g, it.first, out, p)) || !rows_of(g, &it, &a, &b, p))
            continue;
        for (size_t i = a; i <= b; i++)
            out[i] = true;
    }
}
