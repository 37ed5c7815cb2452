/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/grid.h"

#include <stdlib.h>

#include "core/find.h"
#include "core/progress_print.h"
#include "core/submission.h"
#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

static void free_sights(struct grid_sight *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_release(&v[i].number);
        buf_release(&v[i].name);
        buf_release(&v[i].last);
        buf_release(&v[i].now);
    }
    free(v);
}

void grid_free(struct grid *g)
{
    if (!g)
        return;
    free_sights(g->sight, g->sights);
    free(g->v);
    free(g);
}

struct closing {
    struct unit_key unit;
    int year;
    bool closed;
};

static enum status closing_fn(struct book_tx *t, void *context)
{
    struct closing *x = context;
    x->closed = submission_year_closed(t, x->unit, x->year);
    return store_tx_status(t->tx);
}

enum status grid_open(struct grid **out, struct book *b, const struct caller *who,
                      enum title_id title, struct unit_key unit, int year, enum grid_mode mode,
                      struct detail *d)
{
    int now = day_year(who->today);
    *out = NULL;
    struct closing x = {.unit = unit, .year = year};
    enum status s = mode == GRID_OLD ? book_read(b, who, closing_fn, &x, d) : STATUS_OK;
    if (s != STATUS_OK)
        return s;
    if (mode == GRID_OLD && !x.closed)
        return detail_set(d, STATUS_USAGE,
                          _("Năm %d chưa chốt. Kết quả năm này ghi qua bình xét và quyết định."),
                          year);
    struct grid *g = mem_alloc(sizeof *g);
    *g = (struct grid){.book = b,
                       .who = who,
                       .kind = title_by_id(title),
                       .unit = unit,
                       .year = year,
                       .mode = mode,
                       .present = -1,
                       .on = mode == GRID_REVIEW && year == now ? who->today : 0};
    s = g->kind ? grid_load(g, 0, 0, d) : STATUS_USAGE;
    if (s == STATUS_OK)
        *out = g;
    else
        grid_free(g);
    return s;
}

void grid_set_day(struct grid *g, day on)
{
    g->on = on < g->who->today ? on : g->who->today; /* a mark is of a day that has been */
}

enum grid_mode grid_mode(const struct grid *g)
{
    return g->mode;
}

day grid_day(const struct grid *g)
{
    return g->on;
}

/* ---- loading ---- */

struct load {
    const struct grid *g;
    bool always;
    size_t top, want;
    uint64_t generation;
    bool anew;
    struct grid_row *v;
    size_t n;
    struct progress_line line;
    struct grid_sight *sight;
    size_t sights;
};

static void load_release(struct load *x)
{
    free_sights(x->sight, x->sights);
    free(x->v);
    x->sight = NULL;
    x->v = NULL;
    x->sights = x->n = 0;
}

static enum status load_line(struct load *x, struct book_tx *t)
{
    struct progress p;
    enum status s = progress_of(t, x->g->unit, x->g->year, &p);
    x->line =
        (struct progress_line){.indicator = (enum indicator)x->g->kind->id, .total_known = true};
    for (size_t i = 0; i < p.n && s == STATUS_OK; i++)
        if (p.line[i].indicator == (enum indicator)x->g->kind->id)
            x->line = p.line[i];
    return s;
}

static enum status load_sight(const struct grid *g, struct book_tx *t, const struct grid_row *row,
                              struct grid_sight *out)
{
    struct buf text = {0};
    struct record title = {0};
    struct unit_key place;
    grid_add_number(g->kind, g->unit, row, &out->number);
    enum status s = grid_add_name(t, row, &text);
    text_add_safe(&out->name, buf_span(&text));
    buf_reset(&text);
    if (s == STATUS_OK && title_state_has_reason(row->now)) {
        s = grid_get_title(t, g->kind, row, g->year, &place, &title);
        s = s == STATUS_NOTFOUND ? STATUS_OK : s;
    }
    title_add_state(&text, row->now, title.e ? &title : NULL);
    text_add_safe(&out->now, buf_span(&text));
    title_add_state(&out->last, row->last, NULL);
    buf_release(&text);
    record_release(&title);
    return s;
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    const struct grid *g = x->g;
    enum status s = STATUS_OK;
    load_release(x);
    x->generation = book_generation(t);
    x->anew = x->always || !g->v || x->generation != g->generation;
    if (x->anew) {
        s = grid_rows_load(t, g->kind, g->unit, g->year, &x->v, &x->n);
        if (s == STATUS_OK)
            s = load_line(x, t);
    }
    const struct grid_row *v = x->anew ? x->v : g->v;
    size_t n = x->anew ? x->n : g->n;
    size_t rows = x->top < n ? n - x->top : 0;
    rows = rows < x->want ? rows : x->want;
    x->sight = mem_alloc((rows + 1) * sizeof *x->sight);
    for (size_t i = 0; i < rows && s == STATUS_OK; i++) {
        x->sights = i + 1;
        s = load_sight(g, t, &v[x->top + i], &x->sight[i]);
    }
    return s;
}

static enum status load(struct grid *g, struct load *x, struct detail *d)
{
    enum status s = book_read(g->book, g->who, load_fn, x, d);
    if (s != STATUS_OK) {
        load_release(x);
        return s;
    }
    if (x->anew) {
        free(g->v);
        g->v = x->v;
        g->n = x->n;
        g->line = x->line;
        g->generation = x->generation;
    }
    free_sights(g->sight, g->sights);
    g->sight = x->sight;
    g->sights = x->sights;
    g->top = x->top;
    return s;
}

enum status grid_load(struct grid *g, size_t top, size_t n, struct detail *d)
{
    struct load x = {.g = g, .top = top, .want = n};
    return load(g, &x, d);
}

enum status grid_again(struct grid *g, struct detail *d)
{
    struct load x = {.g = g, .top = g->top, .want = g->sights, .always = true};
    return load(g, &x, d);
}

/* ---- what a screen asks ---- */

enum title_id grid_title(const struct grid *g)
{
    return g->kind->id;
}

int grid_year(const struct grid *g)
{
    return g->year;
}

size_t grid_rows(const struct grid *g)
{
    return g->n;
}

const struct grid_row *grid_row(const struct grid *g, size_t row)
{
    return row < g->n ? &g->v[row] : NULL;
}

const struct progress_line *grid_line(const struct grid *g)
{
    return &g->line;
}

bool grid_texts(const struct grid *g, size_t row, struct grid_texts *out)
{
    if (row < g->top || row - g->top >= g->sights)
        return false;
    const struct grid_sight *s = &g->sight[row - g->top];
    *out = (struct grid_texts){buf_span(&s->number), buf_span(&s->name), buf_span(&s->last),
                               buf_span(&s->now)};
    return true;
}

struct wanted_record {
    const struct grid *g;
    const struct grid_row *row;
    uint64_t id;
};

static enum status record_fn(struct book_tx *t, void *context)
{
    struct wanted_record *w = context;
    struct unit_key place;
    struct record r;
    w->id = 0;
    enum status s = grid_get_title(t, w->g->kind, w->row, w->g->year, &place, &r);
    if (s == STATUS_OK) {
        w->id = r.id;
        record_release(&r);
    }
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}

enum status grid_record(const struct grid *g, size_t row, uint64_t *id, struct detail *d)
{
    struct wanted_record w = {.g = g, .row = &g->v[row]};
    enum status s = book_read(g->book, g->who, record_fn, &w, d);
    *id = w.id;
    return s;
}

bool grid_row_of_id(const struct grid *g, uint64_t id, size_t *row)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->v[i].id == id) {
            *row = i;
            return true;
        }
    return false;
}

const char *grid_digit_label(const struct grid *g, int digit)
{
    switch (digit) {
    case GRID_ERASE:
        return _("Xóa");
    case GRID_REGISTER:
        return _("Đăng ký");
    case GRID_PASS:
        return g->mode == GRID_OLD ? _("Công nhận") : _("Bình xét đạt");
    case GRID_FAIL:
        return g->mode == GRID_OLD ? NULL : _("Không đạt");
    default:
        return NULL;
    }
}

void grid_add_goal(const struct grid *g, struct buf *out)
{
    const struct progress_line *l = &g->line;
    const struct progress_target *t = l->target.known ? &l->target : &l->goal;
    struct buf percent = {0}, n = {0};
    if (!l->percent || !t->known || !l->total_known || !l->total)
        return;
    title_add_percent(&percent, t->hundredths);
    number_add_vn(&n, progress_needed(0, l->total, t->hundredths));
    if (l->target.known)
        buf_addf(out, _("chỉ tiêu năm %s: %s %s"), buf_str(&percent), buf_str(&n),
                 progress_indicator_counter(l->indicator));
    else
        buf_addf(out, _("mục tiêu %d %s: %s %s"), t->year, buf_str(&percent), buf_str(&n),
                 progress_indicator_counter(l->indicator));
    buf_release(&percent);
    buf_release(&n);
}

/* " (65,20 %)": of those recognised, before the first decision of those proposed. */
static void add_rate(const struct progress_line *l, struct buf *out)
{
    int64_t n = l->recognised ? l->recognised : l->proposed;
    if (!l->percent || !l->total_known || !l->total)
        return;
    buf_adds(out, " (");
    number_add_hundredths_vn(out, (int64_t)number_rate_hundredths((uint64_t)n, (uint64_t)l->total));
    buf_adds(out, " %)");
}

void grid_add_summary(const struct grid *g, struct buf *out)
{
    const struct progress_line *l = &g->line;
    const char *counter = progress_indicator_counter(l->indicator);
    struct buf registered = {0}, proposed = {0}, recognised = {0}, total = {0};
    if (g->kind->subject == ENTITY_COMMUNE) { /* one row: nothing to add up */
        buf_adds(out, _("Danh hiệu của xã do cấp trên công nhận; ở đây ghi lại kết quả."));
        return;
    }
    number_add_vn(&registered, l->registered);
    number_add_vn(&proposed, l->proposed);
    number_add_vn(&recognised, l->recognised);
    number_add_vn(&total, l->total);
    if (g->mode == GRID_OLD)
        buf_addf(out, _("Đăng ký %s, công nhận %s trên %s %s"), buf_str(&registered),
                 buf_str(&recognised), buf_str(&total), counter);
    else if (l->recognised)
        buf_addf(out, _("Đăng ký %s, đề nghị %s, công nhận %s trên %s %s"), buf_str(&registered),
                 buf_str(&proposed), buf_str(&recognised), buf_str(&total), counter);
    else
        buf_addf(out, _("Đăng ký %s, đề nghị %s trên %s %s"), buf_str(&registered),
                 buf_str(&proposed), buf_str(&total), counter);
    add_rate(l, out);
    buf_release(&registered);
    buf_release(&proposed);
    buf_release(&recognised);
    buf_release(&total);
}

/* ---- finding ---- */

struct seek {
    const struct grid *g;
    struct span text;
    uint64_t from; /* 0: the best */
    uint64_t found;
};

static int compare_ids(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static enum status seek_fn(struct book_tx *t, void *context)
{
    struct seek *x = context;
    const struct grid *g = x->g;
    uint64_t *ids = mem_alloc((g->n + 1) * sizeof *ids);
    for (size_t i = 0; i < g->n; i++)
        ids[i] = g->v[i].id;
    qsort(ids, g->n, sizeof *ids, compare_ids);
    struct find_options o = {.text = x->text,
                             .limit = FIND_RANKED,
                             .valid_on = progress_day(g->year, g->who->today),
                             .among = ids,
                             .n_among = g->n};
    struct find_result r;
    enum status s = find_ids(t, entity_by_id(g->kind->subject), &o, &r);
    x->found = r.n ? r.v[0].id : 0;
    for (size_t i = 0; x->from && i < r.n; i++)
        if (r.v[i].id == x->from)
            x->found = r.v[(i + 1) % r.n].id;
    find_result_release(&r);
    free(ids);
    return s;
}

enum status grid_find(struct grid *g, struct span text, size_t from, size_t *row, struct detail *d)
{
    struct seek x = {.g = g, .text = text, .from = from < g->n ? g->v[from].id : 0};
    if (!entity_by_id(g->kind->subject) || !span_trim(text).n)
        return STATUS_NOTFOUND;
    enum status s = book_read(g->book, g->who, seek_fn, &x, d);
    if (s == STATUS_OK && (!x.found || !grid_row_of_id(g, x.found, row)))
        return STATUS_NOTFOUND;
    return s;
}
