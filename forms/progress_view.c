/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/progress_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/progress_print.h"
#include "core/unitbook.h"
#include "forms/progress_view_words.h"
#include "forms/report_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

/* What one load finds; taken over whole when the transaction ended well. */
struct found {
    uint64_t generation;
    struct progress whole, *part; /* part: hamlets */
    size_t parts;
    struct progress_phase phase;
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

static struct progress_row *add_row(struct progress_view *v, const struct progress *p,
                                    const struct progress_line *line, const char *label)
{
    struct progress_row *r = &v->row[v->rows++];
    *r = (struct progress_row){.unit = p->unit, .year = p->year, .line = line, .mark = -1};
    progress_words_label(r, label);
    if (line)
        progress_words_row(r, p);
    return r;
}

static void make_rows(struct progress_view *v)
{
    const struct found *f = &v->now;
    size_t most = f->whole.n + f->parts + f->phase.n + 1;
    free(v->row);
    v->row = mem_alloc(most * sizeof *v->row);
    v->rows = 0;
    switch (v->shown) {
    case PROGRESS_LINES:
        for (size_t i = 0; i < f->whole.n; i++)
            add_row(v, &f->whole, &f->whole.line[i],
                    progress_indicator_label(f->whole.line[i].indicator));
        return;
    case PROGRESS_HAMLETS:
        for (size_t i = 0; i < f->parts; i++)
            add_row(v, &f->part[i], line_of(&f->part[i], v->shown_indicator), f->part[i].name)
                ->own = unit_eq(f->part[i].unit, v->unit);
        add_row(v, &f->whole, line_of(&f->whole, v->shown_indicator), f->whole.name);
        return;
    case PROGRESS_PHASE:
        for (size_t i = 0; i < f->phase.n; i++) {
            char year[16];
            snprintf(year, sizeof year, "%d", f->phase.year[i].year);
            add_row(v, &f->phase.year[i], line_of(&f->phase.year[i], v->shown_indicator), year);
        }
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
        buf_addf(out, _("Tiến độ %d-%d"), v->now.phase.first, v->now.phase.last);
        break;
    }
    buf_adds(out, " · ");
    if (v->shown != PROGRESS_LINES)
        buf_addf(out, "%s · ", progress_indicator_label(v->shown_indicator));
    text_add_safe(out, span_of(p.inner));
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
    if (!v->loaded || v->shown != PROGRESS_PHASE)
        return;
    for (size_t i = 0; i < v->now.phase.lines; i++)
        if (v->now.phase.line[i].indicator == v->shown_indicator)
            progress_words_phase(&v->now.phase.line[i], out);
}

bool progress_view_behind(const struct progress_view *v, size_t row, enum progress_cell c,
                          struct list_behind *out)
{
    if (row >= v->rows || !v->row[row].line || !list_behind_entity(v->row[row].line->indicator))
        return false;
    const struct progress_row *r = &v->row[row];
    *out = (struct list_behind){
        .unit = r->unit, .indicator = r->line->indicator, .year = r->year, .own = r->own};
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
