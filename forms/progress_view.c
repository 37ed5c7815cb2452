/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/progress_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/progress_print.h"
#include "core/unitbook.h"
#include "forms/progress_view_words.h"
#include "forms/report_words.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

/* What one load finds; taken over whole when the transaction ended well. */
struct found {
    uint64_t generation;
    struct progress whole, *part; /* part: hamlets */
    size_t parts;
    struct progress_phase phase;
    struct progress *year[PROGRESS_CELLS]; /* PROGRESS_YEARS: hamlets in each year of the phase */
    size_t years[PROGRESS_CELLS];
    size_t below; /* units right below, on the day */
    char kind[64];
    bool kinds_differ;
};

struct progress_view {
    struct book *book;
    const struct caller *who;
    struct unit_key unit;
    int year;
    enum progress_shape shape;
    enum indicator indicator;
    enum phase phase;
    bool dirty, loaded;
    struct found now;
    enum progress_shape shown; /* the shape that was loaded */
    enum indicator shown_indicator;
    struct progress_row *row;
    size_t rows;
};

static void found_release(struct found *f)
{
    free(f->part);
    for (size_t i = 0; i < PROGRESS_CELLS; i++)
        free(f->year[i]);
    progress_phase_release(&f->phase);
    *f = (struct found){0};
}

struct progress_view *progress_view_new(struct book *b, const struct caller *who,
                                        struct unit_key unit, int year)
{
    struct progress_view *v = mem_alloc(sizeof *v);
    *v = (struct progress_view){.book = b,
                                .who = who,
                                .unit = unit,
                                .year = year,
                                .indicator = INDICATOR_FAMILY,
                                .phase = PHASE_2,
                                .dirty = true};
    return v;
}

void progress_view_free(struct progress_view *v)
{
    if (!v)
        return;
    found_release(&v->now);
    free(v->row);
    free(v);
}

void progress_view_set_unit(struct progress_view *v, struct unit_key unit)
{
    v->unit = unit;
    v->dirty = true;
}

void progress_view_set_year(struct progress_view *v, int year)
{
    v->year = year;
    v->dirty = true;
}

void progress_view_set_shape(struct progress_view *v, enum progress_shape shape,
                             enum indicator indicator, enum phase phase)
{
    v->shape = shape;
    v->indicator = indicator;
    v->phase = phase;
    v->dirty = true;
}

/* ---- loading ---- */

struct load {
    const struct progress_view *v;
    struct found f;
    bool anew;
};

static enum status count_below(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct found *f = context;
    (void)t;
    if ((u->from && u->from > f->whole.as_of) || (u->to && u->to < f->whole.as_of))
        return STATUS_OK;
    if (!f->below++)
        memcpy(f->kind, u->type, sizeof u->type);
    else if (strcmp(f->kind, u->type) != 0)
        f->kinds_differ = true;
    return STATUS_OK;
}

static enum status load_years(struct load *x, struct book_tx *t)
{
    struct found *f = &x->f;
    enum status s = progress_phase_of(t, x->v->unit, x->v->phase, &f->phase);
    for (size_t i = 0; i < f->phase.n && i < PROGRESS_CELLS && s == STATUS_OK; i++)
        s = progress_by_hamlet(t, x->v->unit, f->phase.year[i].year, &f->year[i], &f->years[i]);
    return s;
}

static enum status load_shape(struct load *x, struct book_tx *t)
{
    const struct progress_view *v = x->v;
    switch (v->shape) {
    case PROGRESS_LINES:
        return STATUS_OK;
    case PROGRESS_HAMLETS:
        return progress_by_hamlet(t, v->unit, v->year, &x->f.part, &x->f.parts);
    case PROGRESS_PHASE:
        return progress_phase_of(t, v->unit, v->phase, &x->f.phase);
    case PROGRESS_YEARS:
        return load_years(x, t);
    }
    return STATUS_OK;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    const struct progress_view *v = x->v;
    found_release(&x->f);
    x->f.generation = book_generation(t);
    x->anew = v->dirty || x->f.generation != v->now.generation;
    if (!x->anew)
        return STATUS_OK;
    enum status s = progress_of(t, v->unit, v->year, &x->f.whole);
    if (s == STATUS_OK)
        s = load_shape(x, t);
    if (s == STATUS_OK && unit_level(v->unit) != UNIT_HAMLET)
        s = unitbook_each(t, v->unit, count_below, &x->f);
    return s;
}

/* ---- rows ---- */

static const struct progress_line *line_of(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    return NULL;
}

/* A name without its kind, for a narrow place: "Bảo Vượng 1". */
static const char *brief_name(const char *name, const char *kind)
{
    size_t n = strlen(kind);
    struct buf low = {0};
    fold_lower(&low, span_of(name));
    bool is = n && strlen(name) > n + 1 && low.n == strlen(name) &&
              memcmp(buf_str(&low), kind, n) == 0 && name[n] == ' ';
    buf_release(&low);
    return is ? name + n + 1 : name;
}

static struct progress_row *add_row(struct progress_view *v, const struct progress *p,
                                    const struct progress_line *line, const char *label,
                                    const char *brief)
{
    struct progress_row *r = &v->row[v->rows++];
    *r = (struct progress_row){.unit = p->unit, .year = p->year, .line = line, .mark = -1};
    progress_words_label(r, label, brief);
    if (line)
        progress_words_row(r, p);
    return r;
}

static void hamlet_rows(struct progress_view *v)
{
    const struct found *f = &v->now;
    for (size_t i = 0; i < f->parts; i++)
        add_row(v, &f->part[i], line_of(&f->part[i], v->shown_indicator), f->part[i].name,
                brief_name(f->part[i].name, f->kind))
            ->own = unit_eq(f->part[i].unit, v->unit);
    add_row(v, &f->whole, line_of(&f->whole, v->shown_indicator), f->whole.name, _("Cả xã"));
}

static void phase_rows(struct progress_view *v)
{
    const struct found *f = &v->now;
    for (size_t i = 0; i < f->phase.n; i++) {
        char year[16];
        snprintf(year, sizeof year, "%d", f->phase.year[i].year);
        add_row(v, &f->phase.year[i], line_of(&f->phase.year[i], v->shown_indicator), year, year);
    }
}

static const struct progress *of_unit(const struct progress *p, size_t n, struct unit_key unit)
{
    for (size_t i = 0; i < n; i++)
        if (unit_eq(p[i].unit, unit))
            return &p[i];
    return NULL;
}

/* The hamlets of the last year; one that was not there in a year before has a dash. */
static void year_rows(struct progress_view *v)
{
    const struct found *f = &v->now;
    size_t n = f->phase.n < PROGRESS_CELLS ? f->phase.n : PROGRESS_CELLS;
    for (size_t i = 0; n && i < f->years[n - 1]; i++) {
        const struct progress *p = &f->year[n - 1][i];
        struct progress_row *r = add_row(v, p, NULL, p->name, brief_name(p->name, f->kind));
        r->own = unit_eq(p->unit, v->unit);
        for (size_t k = 0; k < n; k++) {
            const struct progress *then = of_unit(f->year[k], f->years[k], p->unit);
            progress_words_year(r, k, then ? line_of(then, v->shown_indicator) : NULL);
        }
    }
    if (!n)
        return;
    struct progress_row *r = add_row(v, &f->whole, NULL, f->whole.name, _("Cả xã"));
    for (size_t k = 0; k < n; k++)
        progress_words_year(r, k, line_of(&f->phase.year[k], v->shown_indicator));
}

/* A title, and below it who has left. */
static void title_rows(struct progress_view *v, const struct progress_line *l)
{
    const struct progress *p = &v->now.whole;
    add_row(v, p, l, progress_indicator_label(l->indicator), progress_words_brief(l->indicator));
    if (!l->moved)
        return;
    struct progress_row *r = add_row(v, p, NULL, "", "");
    r->line = l;
    r->moved = true;
    progress_words_moved(r);
}

static void make_rows(struct progress_view *v)
{
    const struct found *f = &v->now;
    size_t most = 2 * f->whole.n + f->parts + f->phase.n + 1;
    for (size_t k = 0; k < PROGRESS_CELLS; k++)
        most += f->years[k];
    free(v->row);
    v->row = mem_alloc(most * sizeof *v->row);
    v->rows = 0;
    switch (v->shown) {
    case PROGRESS_LINES:
        for (size_t i = 0; i < f->whole.n; i++)
            title_rows(v, &f->whole.line[i]);
        return;
    case PROGRESS_HAMLETS:
        hamlet_rows(v);
        return;
    case PROGRESS_PHASE:
        phase_rows(v);
        return;
    case PROGRESS_YEARS:
        year_rows(v);
        return;
    }
}

enum status progress_view_load(struct progress_view *v, struct detail *d)
{
    struct load x = {.v = v};
    enum status s = book_read(v->book, v->who, load_fn, &x, d);
    if (s != STATUS_OK || !x.anew) {
        found_release(&x.f);
        return s;
    }
    found_release(&v->now);
    v->now = x.f;
    v->shown = v->shape;
    v->shown_indicator = v->indicator;
    v->dirty = false;
    v->loaded = true;
    make_rows(v);
    return s;
}

/* ---- what a screen asks ---- */

size_t progress_view_rows(const struct progress_view *v)
{
    return v->rows;
}

const struct progress_row *progress_view_row(const struct progress_view *v, size_t row)
{
    return row < v->rows ? &v->row[row] : NULL;
}

const struct progress *progress_view_whole(const struct progress_view *v)
{
    return v->loaded ? &v->now.whole : NULL;
}

static void add_below(const struct progress_view *v, struct buf *out)
{
    const struct found *f = &v->now;
    if (!f->below)
        return;
    buf_adds(out, " · ");
    number_add_vn(out, (int64_t)f->below);
    buf_addc(out, ' ');
    if (unit_level(v->unit) != UNIT_COMMUNE)
        buf_adds(out,
                 unit_level(v->unit) == UNIT_PROVINCE ? _("xã, phường") : _("tỉnh, thành phố"));
    else
        buf_adds(out, f->kinds_differ || !f->kind[0] ? _("thôn, tổ dân phố") : f->kind);
}

void progress_view_add_title(const struct progress_view *v, struct buf *out)
{
    struct place p;
    if (!v->loaded)
        return;
    const struct progress *w = &v->now.whole;
    place_make(&p, w->unit, w->name, NULL);
    switch (v->shown) {
    case PROGRESS_LINES:
    case PROGRESS_HAMLETS:
        buf_addf(out, _("Tiến độ %d"), w->year);
        break;
    case PROGRESS_PHASE:
    case PROGRESS_YEARS:
        buf_addf(out, _("Tiến độ %d-%d"), v->now.phase.first, v->now.phase.last);
        break;
    }
    buf_adds(out, " · ");
    if (v->shown != PROGRESS_LINES)
        buf_addf(out, "%s · ", progress_words_brief(v->shown_indicator));
    text_add_safe(out, span_of(p.inner));
    if (v->shown == PROGRESS_LINES)
        add_below(v, out);
    place_release(&p);
}

void progress_view_add_day(const struct progress_view *v, struct buf *out)
{
    if (!v->loaded)
        return;
    buf_adds(out, _("đến ngày"));
    buf_addc(out, ' ');
    day_add_vn(out, v->now.whole.as_of);
}

void progress_view_add_source(const struct progress_view *v, struct buf *out)
{
    bool declared = false, listed = false;
    if (!v->loaded)
        return;
    for (size_t i = 0; i < v->rows; i++)
        if (v->row[i].line) {
            declared |= v->row[i].line->declared;
            listed |= !v->row[i].line->declared;
        }
    buf_adds(out, declared && listed ? _("Một phần theo số thống kê.")
                  : declared         ? _("Theo số thống kê.")
                                     : _("Theo danh sách đã nhập."));
    buf_addf(out, " %s %s.", _("Dấu đối chiếu"), v->now.whole.fingerprint);
    if (v->now.whole.present_territory)
        buf_addf(out, " %s.", _("Theo địa giới nay"));
}

void progress_view_add_phase(const struct progress_view *v, struct buf *out)
{
    if (!v->loaded || (v->shown != PROGRESS_PHASE && v->shown != PROGRESS_YEARS))
        return;
    for (size_t i = 0; i < v->now.phase.lines; i++)
        if (v->now.phase.line[i].indicator == v->shown_indicator)
            progress_words_phase(&v->now.phase.line[i], out);
}

/* Closed years only; of the open one, who has not been recognised again yet. */
void progress_view_add_lost(const struct progress_view *v, struct buf *out)
{
    const struct progress_phase *p = &v->now.phase;
    const char *counter = progress_indicator_counter(v->shown_indicator);
    size_t shown = 0;
    if (!v->loaded || v->shown != PROGRESS_PHASE)
        return;
    for (size_t i = 0; i < p->n; i++) {
        const struct progress_line *l = line_of(&p->year[i], v->shown_indicator);
        if (!l || !p->year[i].closed || !l->lost)
            continue;
        buf_addf(out, "%s %d ", shown++ ? "," : _("Mất danh hiệu so với năm trước:"),
                 p->year[i].year);
        buf_adds(out, "(");
        number_add_vn(out, l->lost);
        buf_addf(out, " %s)", counter);
    }
    buf_adds(out, shown ? ". " : "");
    for (size_t i = 0; i < p->lines; i++)
        if (p->line[i].indicator == v->shown_indicator && p->line[i].not_again) {
            buf_addf(out, _("Năm %d chưa công nhận lại: "), p->year[p->n - 1].year);
            number_add_vn(out, p->line[i].not_again);
            buf_addf(out, " %s.", counter);
        }
}

size_t progress_view_cells(const struct progress_view *v)
{
    if (v->shown != PROGRESS_YEARS)
        return PROGRESS_CELLS;
    return v->now.phase.n < PROGRESS_CELLS ? v->now.phase.n : PROGRESS_CELLS;
}

void progress_view_add_header(const struct progress_view *v, enum progress_cell c, struct buf *out)
{
    if (v->shown != PROGRESS_YEARS)
        buf_adds(out, progress_words_header(c));
    else if ((size_t)c < progress_view_cells(v))
        buf_addf(out, "%d", v->now.phase.year[c].year);
}

void progress_view_print(const struct progress_view *v, struct doc *out)
{
    struct buf b = {0};
    size_t cells = progress_view_cells(v);
    progress_view_add_title(v, &b);
    doc_title(out, DOC_BOLD, 0, buf_str(&b));
    doc_table(out, NULL);
    doc_column(out, DOC_LEFT, 4, 0);
    for (size_t c = 0; c < cells; c++)
        doc_column(out, DOC_RIGHT, 1, 1);
    doc_row(out, DOC_ROW_HEAD);
    doc_cell(out, 1, 1, "");
    for (size_t c = 0; c < cells; c++) {
        buf_reset(&b);
        progress_view_add_header(v, (enum progress_cell)c, &b);
        doc_cell(out, 1, 1, buf_str(&b));
    }
    for (size_t i = 0; i < v->rows; i++) {
        const struct progress_row *r = &v->row[i];
        doc_row(out, DOC_ROW_BODY);
        buf_reset(&b);
        buf_addf(&b, r->against[0] && !r->moved ? "%s (%.*s)" : "%s", r->label, (int)r->against_n,
                 r->against);
        doc_cell(out, 1, 1, buf_str(&b));
        for (size_t c = 0; c < cells; c++)
            doc_cell(out, 1, 1, r->cell[c]);
    }
    doc_paragraph(out, DOC_SOURCE);
    buf_reset(&b);
    progress_view_add_phase(v, &b);
    if (b.n)
        buf_addc(&b, ' ');
    progress_view_add_lost(v, &b);
    if (b.n && b.p[b.n - 1] != ' ')
        buf_addc(&b, ' ');
    progress_view_add_source(v, &b);
    buf_addc(&b, ' ');
    progress_view_add_day(v, &b);
    doc_addf(out, DOC_PLAIN, "%s.", buf_str(&b));
    buf_release(&b);
}

/* PROGRESS_YEARS: those recognised in that year. */
static bool behind_year(const struct progress_view *v, size_t row, enum progress_cell c,
                        struct list_behind *out)
{
    if (row >= v->rows || (size_t)c >= progress_view_cells(v) ||
        !list_behind_entity(v->shown_indicator) || strcmp(v->row[row].cell[c], "-") == 0)
        return false;
    *out = (struct list_behind){.unit = v->row[row].unit,
                                .indicator = v->shown_indicator,
                                .year = v->now.phase.year[c].year,
                                .own = v->row[row].own,
                                .state = EXPLAIN_RECOGNISED};
    return true;
}

bool progress_view_behind(const struct progress_view *v, size_t row, enum progress_cell c,
                          struct list_behind *out)
{
    if (v->shown == PROGRESS_YEARS)
        return behind_year(v, row, c, out);
    if (row >= v->rows || !v->row[row].line || !list_behind_entity(v->row[row].line->indicator))
        return false;
    const struct progress_row *r = &v->row[row];
    *out = (struct list_behind){
        .unit = r->unit, .indicator = r->line->indicator, .year = r->year, .own = r->own};
    if (r->moved) {
        out->state = EXPLAIN_MOVED;
        return true;
    }
    switch (c) {
    case PROGRESS_TOTAL:
        out->state = EXPLAIN_TOTAL;
        return true;
    case PROGRESS_REGISTERED:
        out->state = EXPLAIN_REGISTERED;
        return true;
    case PROGRESS_PROPOSED:
        out->state = EXPLAIN_PROPOSED;
        return true;
    case PROGRESS_RECOGNISED:
        out->state = EXPLAIN_RECOGNISED;
        return true;
    case PROGRESS_NEEDED:
        out->state = EXPLAIN_MISSING;
        return true;
    case PROGRESS_RATE:
    case PROGRESS_CELLS:
        break;
    }
    return false;
}

void progress_bar(const struct progress_row *r, size_t columns, size_t *full, size_t *mark)
{
    int64_t fill = r->fill < 0 ? 0 : r->fill > 10000 ? 10000 : r->fill;
    *full = r->bar ? (size_t)((fill * (int64_t)columns + 5000) / 10000) : 0;
    *mark = columns;
    if (!r->bar || r->mark < 0 || !columns)
        return;
    int64_t at = r->mark > 10000 ? 10000 : r->mark;
    *mark = (size_t)((at * (int64_t)columns + 5000) / 10000);
    if (*mark >= columns)
        *mark = columns - 1;
    /* a bar that only rounds up to the mark has not reached it */
    if (fill<at && * full> * mark)
        *full = *mark;
    if (fill >= at && *full <= *mark)
        *full = *mark + 1;
}
