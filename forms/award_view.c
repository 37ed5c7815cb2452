/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/award_view.h"

#include <stdlib.h>
#include <string.h>

#include "forms/report_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/width.h"

/* The kinds in the order of the list, each with its word in a column. */
static const struct kind {
    enum entity_id entity;
    bool all;
    const char *label, *word;
} kinds[] = {
    {ENTITY_NONE, true, N_("tất cả"), ""},
    {ENTITY_HAMLET, false, N_("thôn, tổ dân phố"), N_("thôn")},
    {ENTITY_CLAN, false, N_("dòng họ"), N_("dòng họ")},
    {ENTITY_ORGANISATION, false, N_("đơn vị"), N_("đơn vị")},
    {ENTITY_HOUSEHOLD, false, N_("hộ gia đình"), N_("hộ")},
    {ENTITY_CITIZEN, false, N_("cá nhân"), N_("người")},
    {ENTITY_NONE, false, N_("người ngoài xã, chưa có phiếu"), N_("khác")},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct found {
    uint64_t generation;
    struct award_proposal p;
    char **place; /* of each candidate */
    int limit;
};

struct award_view {
    struct book *book;
    const struct caller *who;
    struct unit_key unit;
    struct award_ask ask;
    size_t kind;
    bool dirty, loaded;
    struct found now;
    bool *ticked; /* by candidate */
    size_t *row;  /* candidates shown */
    size_t rows;
};

static void found_release(struct found *f)
{
    for (size_t i = 0; i < f->p.n; i++)
        free(f->place[i]);
    free(f->place);
    award_proposal_release(&f->p);
    *f = (struct found){0};
}

struct award_view *award_view_new(struct book *b, const struct caller *who, struct unit_key unit)
{
    struct award_view *v = mem_alloc(sizeof *v);
    *v = (struct award_view){.book = b, .who = who, .unit = unit, .dirty = true};
    v->ask = (struct award_ask){AWARD_YEARLY, AWARD_CERTIFICATE,
                                award_usual_year(AWARD_YEARLY, who->today)};
    return v;
}

void award_view_free(struct award_view *v)
{
    if (!v)
        return;
    found_release(&v->now);
    free(v->ticked);
    free(v->row);
    free(v);
}

void award_view_set_ask(struct award_view *v, const struct award_ask *ask)
{
    v->ask = *ask;
    v->dirty = true;
    for (size_t i = 0; i < v->now.p.n; i++)
        v->ticked[i] = false;
}

const struct award_ask *award_view_asked(const struct award_view *v)
{
    return &v->ask;
}

/* ---- loading ---- */

struct load {
    const struct award_view *v;
    struct found f;
    bool anew;
};

static void name_places(struct book_tx *t, struct found *f)
{
    struct unit_key last = {0};
    const char *same = "";
    f->place = mem_alloc((f->p.n + 1) * sizeof *f->place);
    for (size_t i = 0; i < f->p.n; i++) {
        struct place p;
        struct buf b = {0};
        if (i && unit_eq(f->p.v[i].unit, last)) { /* mostly, and each name is a reading */
            f->place[i] = mem_strdup(same);
            continue;
        }
        if (place_load(t, f->p.v[i].unit, &p) == STATUS_OK) {
            text_add_safe(&b, span_of(p.full));
            place_release(&p);
        }
        f->place[i] = mem_strdup(buf_str(&b));
        same = f->place[i];
        last = f->p.v[i].unit;
        buf_release(&b);
    }
}

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *x = context;
    found_release(&x->f); /* the closure may be run again */
    x->f.generation = book_generation(t);
    x->anew = x->v->dirty || !x->v->loaded || x->f.generation != x->v->now.generation;
    if (!x->anew)
        return STATUS_OK;
    enum status s = award_proposal_load(t, x->v->unit, &x->v->ask, &x->f.p);
    if (s == STATUS_OK) {
        x->f.limit = award_limit(t, &x->v->ask);
        name_places(t, &x->f);
    }
    return s;
}

static bool same(const struct award_candidate *a, const struct award_candidate *b)
{
    return a->entity == b->entity && a->id == b->id &&
           (a->id || (unit_eq(a->unit, b->unit) && strcmp(a->name, b->name) == 0));
}

/* Who was ticked and can still be proposed. */
static bool *keep_ticks(const struct award_view *v, const struct award_proposal *now)
{
    bool *ticked = mem_alloc((now->n + 1) * sizeof *ticked);
    for (size_t i = 0; i < now->n; i++)
        ticked[i] = false;
    for (size_t k = 0; k < v->now.p.n; k++)
        for (size_t i = 0; v->ticked[k] && i < now->n; i++)
            if (same(&v->now.p.v[k], &now->v[i]))
                ticked[i] = award_candidate_open(&now->v[i]);
    return ticked;
}

static void make_rows(struct award_view *v)
{
    const struct kind *k = &kinds[v->kind];
    free(v->row);
    v->row = mem_alloc((v->now.p.n + 1) * sizeof *v->row);
    v->rows = 0;
    for (size_t i = 0; i < v->now.p.n; i++)
        if (k->all || v->now.p.v[i].entity == k->entity)
            v->row[v->rows++] = i;
}

enum status award_view_load(struct award_view *v, struct detail *d)
{
    struct load x = {.v = v};
    enum status s = book_read(v->book, v->who, load_fn, &x, d);
    if (s != STATUS_OK || !x.anew) {
        found_release(&x.f);
        return s;
    }
    bool *ticked = keep_ticks(v, &x.f.p);
    free(v->ticked);
    v->ticked = ticked;
    found_release(&v->now);
    v->now = x.f;
    v->loaded = true;
    v->dirty = false;
    make_rows(v);
    return STATUS_OK;
}

void award_view_set_kind(struct award_view *v, size_t kind)
{
    v->kind = kind < KINDS ? kind : 0;
    make_rows(v);
}

size_t award_view_kind(const struct award_view *v)
{
    return v->kind;
}

size_t award_view_kinds(void)
{
    return KINDS;
}

const char *award_view_kind_label(size_t kind)
{
    return kind < KINDS ? _(kinds[kind].label) : "";
}

/* ---- rows ---- */

size_t award_view_rows(const struct award_view *v)
{
    return v->rows;
}

const struct award_candidate *award_view_candidate(const struct award_view *v, size_t row)
{
    return row < v->rows ? &v->now.p.v[v->row[row]] : NULL;
}

bool award_view_ticked(const struct award_view *v, size_t row)
{
    return row < v->rows && v->ticked[v->row[row]];
}

size_t award_view_ticks(const struct award_view *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->now.p.n; i++)
        n += v->ticked[i];
    return n;
}

bool award_view_toggle(struct award_view *v, size_t row)
{
    const struct award_candidate *c = award_view_candidate(v, row);
    if (!c || !award_candidate_open(c))
        return false;
    v->ticked[v->row[row]] = !v->ticked[v->row[row]];
    return true;
}

static const char *word_of(const struct award_candidate *c)
{
    for (size_t i = 1; i < KINDS; i++)
        if (kinds[i].entity == c->entity)
            return _(kinds[i].word);
    return "";
}

enum { MARK = 3, NAME = 24, KIND = 8, PLACE = 15, HELD = 9, GAVE = 8, WIDE = 70, NARROW = 48 };

static void add_aligned(struct buf *out, const char *text, size_t width, enum width_align align)
{
    struct buf safe = {0};
    text_add_safe(&safe, span_of(text));
    if (out->n)
        buf_addc(out, ' ');
    width_add_padded(out, buf_span(&safe), width, align);
    buf_release(&safe);
}

static void add_cell(struct buf *out, const char *text, size_t width)
{
    add_aligned(out, text, width, WIDTH_LEFT);
}

/* What the columns of reasons leave for the name. */
static size_t name_columns(size_t columns, bool wide)
{
    size_t used = MARK + 1 + (wide ? KIND + 1 + PLACE + 1 : 0) + HELD + 1 +
                  (columns >= NARROW ? GAVE + 1 : 0);
    size_t most = wide ? 40 : NAME;
    size_t left = columns > used + 8 ? columns - used : 8;
    return left < most ? left : most;
}

void award_view_add_headers(size_t columns, struct buf *out)
{
    bool wide = columns >= WIDE;
    add_cell(out, "   ", MARK);
    add_cell(out, _("Người, tập thể"), name_columns(columns, wide));
    if (wide) {
        add_cell(out, _("Loại"), KIND);
        add_cell(out, _("Ở đâu"), PLACE);
    }
    add_aligned(out, _("Công nhận"), HELD, WIDTH_RIGHT);
    if (columns >= NARROW)
        add_aligned(out, _("Đóng góp"), GAVE, WIDTH_RIGHT);
}

/* "3/3 năm", and how often it gave, or why it cannot be proposed. */
static void add_reasons(const struct award_candidate *c, size_t columns, struct buf *out)
{
    struct buf b = {0};
    bool narrow = columns < NARROW;
    if (!award_candidate_open(c)) {
        award_candidate_add_closed(c, &b);
        add_cell(out, buf_str(&b), narrow ? HELD : HELD + 1 + GAVE);
        buf_release(&b);
        return;
    }
    if (c->years_held)
        buf_addf(&b, _("%d/%d năm"), c->years_held, c->years);
    add_aligned(out, buf_str(&b), HELD, WIDTH_RIGHT);
    buf_reset(&b);
    if (!narrow && c->contributions + c->donations)
        buf_addf(&b, _("%zu lần"), c->contributions + c->donations);
    if (!narrow)
        add_aligned(out, buf_str(&b), GAVE, WIDTH_RIGHT);
    buf_release(&b);
}

void award_view_add_row(const struct award_view *v, size_t row, size_t columns, struct buf *out)
{
    const struct award_candidate *c = award_view_candidate(v, row);
    bool wide = columns >= WIDE;
    if (!c)
        return;
    add_cell(out,
             award_view_ticked(v, row) ? "[x]"
             : award_candidate_open(c) ? "[ ]"
                                       : " - ",
             MARK);
    add_cell(out, c->name, name_columns(columns, wide));
    if (wide) {
        add_cell(out, word_of(c), KIND);
        add_cell(out, v->now.place[v->row[row]], PLACE);
    }
    add_reasons(c, columns, out);
}

void award_view_add_hint(const struct award_view *v, size_t row, struct buf *out)
{
    const struct award_candidate *c = award_view_candidate(v, row);
    if (!c)
        return;
    text_add_safe(out, span_of(c->name));
    buf_adds(out, ": ");
    if (award_candidate_open(c))
        award_candidate_add_reasons(&v->now.p, c, out);
    else
        award_candidate_add_closed(c, out);
    buf_addc(out, '.');
}

static const char *choice_label(const char *field, int64_t code)
{
    const struct entity *e = entity_by_id(ENTITY_AWARD);
    const struct choice *c = field_choice_by_code(e->fields[entity_field(e, field)].choices, code);
    return c ? _(c->label) : "";
}

void award_view_add_ask(const struct award_view *v, struct buf *out)
{
    const struct award_ask *a = &v->ask;
    buf_adds(out, choice_label("occasion", a->occasion));
    if (a->occasion == AWARD_YEARLY || a->occasion == AWARD_CONGRESS)
        buf_addf(out, " %d", a->year);
    buf_addf(out, " · %s", choice_label("form", a->form));
}

void award_view_add_count(const struct award_view *v, struct buf *out)
{
    buf_addf(out, _("đã chọn %zu"), award_view_ticks(v));
    if (v->now.limit) {
        buf_adds(out, ", ");
        buf_addf(out, _("mức xã đặt %d"), v->now.limit);
    }
}

void award_view_print(const struct award_view *v, struct doc *out)
{
    static const char *const head[] = {N_("TT"), N_("Người, tập thể"), N_("Ở đâu"),
                                       N_("Thành tích"), N_("Chọn")};
    static const unsigned weight[] = {1, 5, 4, 6, 1};
    struct buf b = {0};
    doc_title(out, DOC_BOLD, 0, _("DANH SÁCH XÉT ĐỀ NGHỊ KHEN"));
    award_view_add_ask(v, &b);
    doc_title(out, DOC_BOLD, 0, buf_str(&b));
    doc_table(out, NULL);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        doc_column(out, i ? DOC_LEFT : DOC_RIGHT, weight[i], i < 2 ? 0 : 1);
    doc_row(out, DOC_ROW_HEAD);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        doc_cell(out, 1, 1, _(head[i]));
    for (size_t row = 0; row < v->rows; row++) {
        const struct award_candidate *c = award_view_candidate(v, row);
        buf_reset(&b);
        buf_addf(&b, "%zu", row + 1);
        doc_row(out, DOC_ROW_BODY);
        doc_cell(out, 1, 1, buf_str(&b));
        doc_cell(out, 1, 1, c->name);
        doc_cell(out, 1, 1, v->now.place[v->row[row]]);
        buf_reset(&b);
        if (award_candidate_open(c))
            award_candidate_add_reasons(&v->now.p, c, &b);
        else
            award_candidate_add_closed(c, &b);
        doc_cell(out, 1, 1, buf_str(&b));
        doc_cell(out, 1, 1, award_view_ticked(v, row) ? "x" : "");
    }
    buf_reset(&b);
    award_view_add_count(v, &b);
    doc_paragraph(out, DOC_SOURCE);
    doc_addf(out, DOC_PLAIN, _("Máy lập từ sổ để người xét chọn; %s trên %zu."), buf_str(&b),
             v->rows);
    buf_release(&b);
}

/* ---- what is written ---- */

enum status award_view_propose(struct award_view *v, size_t *made, struct detail *d)
{
    enum status s = award_propose(v->book, v->who, &v->now.p, v->ticked, made, d);
    for (size_t i = 0; s == STATUS_OK && i < v->now.p.n; i++)
        v->ticked[i] = false;
    v->dirty = v->dirty || s == STATUS_OK;
    return s;
}

struct limit {
    struct award_view *v;
    int n;
};

static enum status limit_fn(struct book_tx *t, void *context)
{
    const struct limit *x = context;
    return award_set_limit(t, &x->v->ask, x->n);
}

enum status award_view_set_limit(struct award_view *v, int n, struct detail *d)
{
    struct limit x = {v, n};
    enum status s = book_write(v->book, v->who, limit_fn, &x, d);
    v->dirty = v->dirty || s == STATUS_OK;
    return s;
}
