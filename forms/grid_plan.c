/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of marks: made from numbers, a pasted column or last year, looked at, then saved whole.
 */
#include <stdlib.h>
#include <string.h>

#include "forms/grid_private.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

void grid_plan_release(struct grid_plan *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->v[i].reason);
    free(p->v);
    free(p->except);
    buf_release(&p->problems);
    *p = (struct grid_plan){0};
}

enum { PROBLEMS_SHOWN = 2000 };

void grid_plan_problem(struct grid_plan *p, const char *fmt, ...)
{
    va_list ap;
    p->n_problems++;
    if (p->problems.n > PROBLEMS_SHOWN) /* somebody pasted something else altogether */
        return;
    if (p->problems.n)
        buf_addc(&p->problems, '\n');
    va_start(ap, fmt);
    buf_vaddf(&p->problems, fmt, ap);
    va_end(ap);
}

void grid_plan_add(struct grid *g, struct grid_plan *p, size_t row, int digit, struct span reason)
{
    if (grid_is_same(g->mode, g->v[row].now, digit)) {
        p->already++;
        return;
    }
    p->v = mem_realloc_array(p->v, p->n + 1, sizeof *p->v);
    struct buf b = {0};
    buf_add_span(&b, span_trim(reason));
    p->v[p->n++] = (struct grid_step){
        .row = row,
        .id = g->v[row].id,
        .shown = g->v[row].now,
        .digit = digit,
        .reason = b.n ? buf_detach(&b) : NULL,
    };
    buf_release(&b);
}

/* ---- a pasted column ---- */

enum { PASTE_NOTHING = -1, PASTE_UNKNOWN = -2 };

/* Folded words without marks; in GRID_OLD 2 is công nhận, else bình xét đạt. */
static const struct {
    const char *word;
    int digit;
} words[] = {
    {"-", PASTE_NOTHING},  {"0", GRID_ERASE},          {"1", GRID_REGISTER},
    {"2", GRID_PASS},      {"3", GRID_FAIL},           {"x", GRID_PASS},
    {"v", GRID_PASS},      {"co", GRID_PASS},          {"xoa", GRID_ERASE},
    {"dk", GRID_REGISTER}, {"dang ky", GRID_REGISTER}, {"dat", GRID_PASS},
    {"dn", GRID_PASS},     {"de nghi", GRID_PASS},     {"binh xet dat", GRID_PASS},
    {"cn", GRID_PASS},     {"cong nhan", GRID_PASS},   {"kd", GRID_FAIL},
    {"khong", GRID_FAIL},  {"khong dat", GRID_FAIL},
};

static int digit_of(struct span text)
{
    struct buf b = {0};
    int digit = PASTE_UNKNOWN;
    fold_search(&b, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq_str(buf_span(&b), words[i].word))
            digit = words[i].digit;
    buf_release(&b);
    return digit;
}

/* "3 vắng họp", "không đạt: vắng họp": a reason behind the mark. */
static int take_mark(struct span cell, struct span *reason)
{
    *reason = (struct span){"", 0};
    int digit = digit_of(cell);
    const char *colon = memchr(cell.p, ':', cell.n);
    if (digit == PASTE_UNKNOWN && colon) {
        size_t n = (size_t)(colon - cell.p);
        digit = digit_of(span_trim((struct span){cell.p, n}));
        *reason = span_trim((struct span){colon + 1, cell.n - n - 1});
    } else if (digit == PASTE_UNKNOWN && cell.n > 2 && cell.p[0] == '3' && cell.p[1] == ' ') {
        digit = GRID_FAIL;
        *reason = span_trim((struct span){cell.p + 2, cell.n - 2});
    }
    return digit == GRID_FAIL || !reason->n ? digit : PASTE_UNKNOWN;
}

static void paste_line(struct grid *g, size_t row, size_t line, struct span cell,
                       const char *reason, struct grid_plan *p)
{
    struct span why;
    if (!cell.n)
        return;
    int digit = take_mark(cell, &why);
    if (digit == PASTE_NOTHING)
        return;
    if (digit == PASTE_UNKNOWN)
        grid_plan_problem(p, _("Dòng %zu: không hiểu \"%.*s\". Dùng 1, 2, 3 hoặc 0."), line,
                          (int)(cell.n < 40 ? cell.n : 40), cell.p);
    else if (row >= g->n)
        grid_plan_problem(p, _("Dòng %zu: ở dưới dòng cuối của danh sách."), line);
    else
        grid_plan_add(g, p, row, digit, why.n ? why : span_of(reason ? reason : ""));
}

void grid_plan_paste(struct grid *g, size_t row, struct span text, const char *reason,
                     struct grid_plan *p)
{
    size_t line = 0;
    for (size_t at = 0; at < text.n; line++) {
        const char *from = text.p + at, *end = memchr(from, '\n', text.n - at);
        size_t n = end ? (size_t)(end - from) : text.n - at;
        if (!end && memchr(from, '\r', n)) /* lines of an old Mac, or of a terminal's paste */
            n = (size_t)((const char *)memchr(from, '\r', n) - from), end = from + n;
        const char *tab = memchr(from, '\t', n);
        struct span cell = {from, tab ? (size_t)(tab - from) : n};
        paste_line(g, row + line, line + 1, span_trim(cell), reason, p);
        at += n + (end != NULL);
    }
}

/* ---- as last year ---- */

static bool renews(const struct grid_row *r, enum grid_renew who)
{
    switch (who) {
    case GRID_RENEW_RECOGNISED:
        return title_counts_recognised(r->last);
    case GRID_RENEW_REGISTERED:
        return title_counts_registered(r->last);
    }
    return false;
}

void grid_plan_renew(struct grid *g, enum grid_renew who, struct span exceptions,
                     struct grid_plan *p)
{
    bool *out = mem_alloc(g->n + 1);
    grid_numbers_except(g, exceptions, out, p);
    for (size_t i = 0; i < g->n; i++) {
        if (out[i]) {
            p->except = mem_realloc_array(p->except, p->n_except + 1, sizeof *p->except);
            p->except[p->n_except++] = i;
        } else if (renews(&g->v[i], who) && !(g->v[i].now & STATE_MASK)) {
            grid_plan_add(g, p, i, GRID_REGISTER, (struct span){"", 0});
        } else if (renews(&g->v[i], who)) {
            p->already++;
        }
    }
    free(out);
}
