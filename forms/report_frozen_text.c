/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frozen figures as the text that a submission keeps.
 */
#include <string.h>

#include "forms/report_frozen.h"
#include "locale/mem.h"
#include "locale/number.h"

enum { LINE_CELLS = 6, TARGET_CELLS = 5, CELLS = 12, COUNT_MAX = 1000000000 };

/* ---- writing ---- */

static const char *name_of(enum indicator i)
{
    return field_choice_by_code(indicator_choices, (int64_t)i)->name;
}

static void add_plain(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_addc(out, (unsigned char)*text < 0x20 ? ' ' : *text);
}

static void add_target(const struct frozen_line *l, const char *what,
                       const struct progress_target *t, const char *sign, struct buf *out)
{
    if (!t->known)
        return;
    buf_addf(out, "%s%s\t%s\t%d\t%d\t", sign, what, name_of(l->indicator), (int)t->hundredths,
             t->year);
    add_plain(out, t->source);
    buf_addc(out, '\n');
}

static bool all_zero(const struct frozen_line *l)
{
    return l->total_known && !l->declared && !l->total && !l->registered && !l->proposed &&
           !l->recognised;
}

static void add_line(const struct frozen_line *l, const char *sign, struct buf *out)
{
    buf_addf(out, "%s%s", sign, name_of(l->indicator));
    if (l->total_known)
        buf_addf(out, "\t%lld", (long long)l->total);
    else
        buf_adds(out, "\t-");
    buf_addf(out, "\t%lld\t%lld\t%lld\t%s\n", (long long)l->registered, (long long)l->proposed,
             (long long)l->recognised, l->declared ? "declared" : "records");
}

static void add_numbers(const char *what, const int64_t *v, size_t n, const char *sign,
                        struct buf *out)
{
    buf_addf(out, "%s%s", sign, what);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "\t%lld", (long long)v[i]);
    buf_addc(out, '\n');
}

static void add_row(const struct frozen_row *r, const char *sign, struct buf *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct frozen_line *l = &r->line[i];
        if (!*sign || !all_zero(l))
            add_line(l, sign, out);
        if (l->moved || l->lost)
            buf_addf(out, "%sgone\t%s\t%lld\t%lld\n", sign, name_of(l->indicator),
                     (long long)l->moved, (long long)l->lost);
        add_target(l, "target", &l->target, sign, out);
        add_target(l, "goal", &l->goal, sign, out);
    }
    for (int i = 0; i < FACT_N && r->facts; i++)
        if (r->fact[i] >= 0)
            buf_addf(out, "%s%s\t%lld\n", sign, facts_name((enum fact)i), (long long)r->fact[i]);
    if (r->funds)
        add_numbers("fund", r->fund, FUND_FIGURES, sign, out);
    if (r->records)
        add_numbers("records", r->record, RECORD_N, sign, out);
}

void frozen_add_text(const struct frozen *f, struct buf *out)
{
    add_row(&f->whole, "", out);
    if (f->mark[0])
        buf_addf(out, "fingerprint\t%s\n", f->mark);
    if (!f->full)
        return;
    buf_addf(out, "rows\t%zu\n", f->rows);
    for (size_t i = 0; i < f->rows; i++) {
        buf_adds(out, "row\t");
        buf_add_span(out, unit_span(&f->row[i].unit));
        buf_addc(out, '\t');
        add_plain(out, f->row[i].name);
        buf_addc(out, '\n');
        add_row(&f->row[i], "+", out);
    }
}

/* ---- reading ---- */

static size_t cells_of(struct span line, struct span cell[CELLS])
{
    size_t n = 0;
    while (n < CELLS) {
        const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
        size_t k = tab ? (size_t)(tab - line.p) : line.n;
        cell[n++] = span_trim(span_make(line.p, k));
        if (!tab)
            return n;
        line = span_make(tab + 1, line.n - k - 1);
    }
    return CELLS + 1; /* too many: a newer program's */
}

static bool count(struct span s, int64_t *out)
{
    return number_parse(s, out) && *out >= 0 && *out <= COUNT_MAX;
}

static const struct choice *indicator_named(struct span name)
{
    for (const struct choice *c = indicator_choices; c->name; c++)
        if (span_eq_str(name, c->name))
            return c;
    return NULL;
}

static struct frozen_line *line_at(struct frozen_row *r, enum indicator i)
{
    for (size_t k = 0; k < r->n; k++)
        if (r->line[k].indicator == i)
            return &r->line[k];
    return NULL;
}

static struct frozen_line *line_make(struct frozen_row *r, enum indicator i)
{
    struct frozen_line *l = line_at(r, i);
    if (l)
        return l;
    l = &r->line[r->n++];
    *l = (struct frozen_line){.indicator = i, .total_known = true};
    return l;
}

static void take_indicator(struct frozen_row *r, enum indicator i, const struct span *cell)
{
    struct frozen_line l = {.indicator = i, .declared = span_eq_str(cell[5], "declared")};
    l.total_known = !span_eq_str(cell[1], "-");
    if ((l.total_known && !count(cell[1], &l.total)) || !count(cell[2], &l.registered) ||
        !count(cell[3], &l.proposed) || !count(cell[4], &l.recognised) ||
        (l.total_known && (l.recognised > l.total || l.registered > l.total)) || line_at(r, i))
        return;
    r->line[r->n++] = l;
}

static void take_gone(struct frozen_row *r, const struct span *cell)
{
    const struct choice *c = indicator_named(cell[1]);
    int64_t moved, lost;
    if (!c || !count(cell[2], &moved) || !count(cell[3], &lost))
        return;
    struct frozen_line *l = line_make(r, (enum indicator)c->code);
    l->moved = moved;
    l->lost = lost;
}

static void take_target(struct frozen_row *r, const struct span *cell)
{
    const struct choice *c = indicator_named(cell[1]);
    int64_t hundredths, year;
    if (!c || !count(cell[2], &hundredths) || hundredths > 10000 || !count(cell[3], &year) ||
        year > 9999)
        return;
    struct frozen_line *l = line_make(r, (enum indicator)c->code);
    struct progress_target *t = span_eq_str(cell[0], "goal") ? &l->goal : &l->target;
    *t = (struct progress_target){
        .known = true, .hundredths = (int32_t)hundredths, .year = (int)year};
    if (cell[4].n && cell[4].n < sizeof t->source)
        memcpy(t->source, cell[4].p, cell[4].n);
}

static void take_fact(struct frozen_row *r, struct span name, struct span number)
{
    int64_t n;
    for (int i = 0; i < FACT_N; i++)
        if (span_eq_str(name, facts_name((enum fact)i)) && count(number, &n)) {
            r->fact[i] = n;
            r->facts = true;
        }
}

static bool take_numbers(const struct span *cell, int64_t *v, size_t n)
{
    int64_t read[CELLS];
    for (size_t i = 0; i < n; i++)
        if (!number_parse(cell[i], &read[i]))
            return false;
    memcpy(v, read, n * sizeof *v);
    return true;
}

static void take_figure(struct frozen_row *r, const struct span *cell, size_t n)
{
    const struct choice *c = indicator_named(cell[0]);
    if (n == LINE_CELLS && c)
        take_indicator(r, (enum indicator)c->code, cell);
    else if (n == 4 && span_eq_str(cell[0], "gone"))
        take_gone(r, cell);
    else if (n == TARGET_CELLS && (span_eq_str(cell[0], "target") || span_eq_str(cell[0], "goal")))
        take_target(r, cell);
    else if (n == 1 + FUND_FIGURES && span_eq_str(cell[0], "fund"))
        r->funds = r->funds || take_numbers(cell + 1, r->fund, FUND_FIGURES);
    else if (n == 1 + RECORD_N && span_eq_str(cell[0], "records"))
        r->records = r->records || take_numbers(cell + 1, r->record, RECORD_N);
    else if (n == 2)
        take_fact(r, cell[0], cell[1]);
}

static void no_facts(struct frozen_row *r)
{
    for (int i = 0; i < FACT_N; i++)
        r->fact[i] = -1;
}

static void begin_row(struct frozen *f, struct span key, struct span name)
{
    struct frozen_row row = {0};
    if (key.n != UNIT_KEY_LEN || name.n >= sizeof row.name)
        return;
    memcpy(row.unit.c, key.p, UNIT_KEY_LEN);
    if (!unit_valid(row.unit) ||
        (unit_level(row.unit) != UNIT_HAMLET && unit_level(row.unit) != UNIT_COMMUNE))
        return;
    if (name.n)
        memcpy(row.name, name.p, name.n);
    no_facts(&row);
    f->row = mem_realloc_array(f->row, f->rows + 1, sizeof *f->row);
    f->row[f->rows++] = row;
}

static void take_line(struct frozen *f, struct span *cell, size_t n)
{
    if (cell[0].n && cell[0].p[0] == '+') {
        cell[0] = span_make(cell[0].p + 1, cell[0].n - 1);
        if (f->rows)
            take_figure(&f->row[f->rows - 1], cell, n);
    } else if (n == 2 && span_eq_str(cell[0], "fingerprint")) {
        if (cell[1].n && cell[1].n < sizeof f->mark)
            memcpy(f->mark, cell[1].p, cell[1].n), f->mark[cell[1].n] = 0;
    } else if (n == 2 && span_eq_str(cell[0], "rows")) {
        f->full = true;
    } else if (n == 3 && span_eq_str(cell[0], "row") && f->full) {
        begin_row(f, cell[1], cell[2]);
    } else {
        take_figure(&f->whole, cell, n);
    }
}

void frozen_parse(struct span text, struct frozen *out)
{
    *out = (struct frozen){0};
    no_facts(&out->whole);
    while (text.n) {
        struct span cell[CELLS];
        const char *end = memchr(text.p, '\n', text.n);
        size_t k = end ? (size_t)(end - text.p) : text.n;
        size_t n = cells_of(span_make(text.p, k), cell);
        if (n <= CELLS)
            take_line(out, cell, n);
        text = end ? span_make(end + 1, text.n - k - 1) : span_make(text.p, 0);
    }
}
