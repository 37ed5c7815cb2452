/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_award.h"

#include <stdlib.h>
#include <string.h>

#include "core/entity_codes.h"
#include "core/unitbook.h"
#include "forms/report_award_criteria.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct awards {
    struct frame *f;
    int occasion, first, last;
    struct record *v;
    size_t n;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct awards *a = context;
    int64_t year = record_n(r, "year");
    int64_t state = record_n(r, "state");
    if (!unitbook_inside(t, r->unit, a->f->unit.unit, a->f->as_of) || year < a->first ||
        year > a->last || (state && state != AWARD_PROPOSED) ||
        (a->occasion && record_n(r, "occasion") != a->occasion))
        return STATUS_OK;
    a->v = mem_realloc_array(a->v, a->n + 1, sizeof *a->v);
    a->v[a->n] = (struct record){0};
    record_copy(&a->v[a->n++], r);
    return STATUS_OK;
}

static int in_order(const void *x, const void *y)
{
    const struct record *a = x, *b = y;
    struct buf m = {0}, n = {0};
    int64_t c = record_n(a, "form") - record_n(b, "form");
    if (!c)
        c = record_n(a, "recipient_kind") - record_n(b, "recipient_kind");
    fold_sort_key(&m, record_name(a));
    fold_sort_key(&n, record_name(b));
    int k = span_cmp(buf_span(&m), buf_span(&n));
    buf_release(&m);
    buf_release(&n);
    if (c)
        return c < 0 ? -1 : 1;
    return k ? k : a->id < b->id ? -1 : a->id > b->id;
}

static void add_choice(const struct record *r, const char *field, struct buf *out)
{
    const struct field *f = &r->e->fields[entity_field(r->e, field)];
    const struct choice *c = field_choice_by_code(f->choices, record_n(r, field));
    if (c)
        buf_adds(out, c->label);
}

static void row(struct doc *d, const struct record *r, size_t index)
{
    struct buf b = {0};
    doc_row(d, DOC_ROW_BODY);
    frame_cell_ordinal(d, (int64_t)index);
    frame_cell_span(d, record_name(r));
    add_choice(r, "recipient_kind", &b);
    frame_cell_span(d, buf_span(&b));
    buf_reset(&b);
    add_choice(r, "occasion", &b);
    frame_cell_span(d, buf_span(&b));
    buf_reset(&b);
    for (struct span s = record_text(r, "reason"); s.n; s = span_make(s.p + 1, s.n - 1))
        buf_addc(&b, *s.p == '\n' ? ' ' : *s.p);
    frame_cell_span(d, buf_span(&b));
    buf_release(&b);
}

/* v[from..to): of one form. */
static void form_table(struct awards *a, size_t from, size_t to)
{
    static const char *const head[] = {"TT", "Người, tập thể", "Là", "Nhân dịp", "Thành tích"};
    static const unsigned weight[] = {1, 4, 2, 2, 6};
    struct doc *d = a->f->doc;
    struct buf b = {0}, caption = {0};
    size_t kind[AWARD_OUTSIDE + 1] = {0};
    static const char *const kinds[] = {"", "tập thể", "hộ gia đình", "cá nhân", "ngoài xã"};
    add_choice(&a->v[from], "form", &b);
    words_upper_first(&caption, buf_str(&b));
    frame_caption(a->f, buf_str(&caption));
    for (int i = 0; i < 5; i++)
        doc_column(d, i ? DOC_LEFT : DOC_RIGHT, weight[i], i < 2 ? 0 : 1);
    doc_row(d, DOC_ROW_HEAD);
    for (int i = 0; i < 5; i++)
        frame_cell(d, head[i]);
    for (size_t i = from; i < to; i++) {
        int64_t k = record_n(&a->v[i], "recipient_kind");
        kind[k >= 0 && k <= AWARD_OUTSIDE ? k : 0]++;
        row(d, &a->v[i], i - from + 1);
    }
    buf_reset(&b);
    buf_addf(&b, "Đề nghị %zu", to - from);
    for (int k = 1; k <= AWARD_OUTSIDE; k++)
        if (kind[k])
            buf_addf(&b, ", %s %zu", kinds[k], kind[k]);
    frame_source(a->f, buf_str(&b));
    buf_release(&b);
    buf_release(&caption);
}

enum status award_tables(struct frame *f, int occasion, int first, int last, size_t *n)
{
    struct awards a = {.f = f, .occasion = occasion, .first = first, .last = last};
    enum status s = book_each(f->t, entity_by_id(ENTITY_AWARD), (struct span){"", 0}, take, &a);
    if (a.n)
        qsort(a.v, a.n, sizeof *a.v, in_order);
    for (size_t from = 0, to; s == STATUS_OK && from < a.n; from = to) {
        for (to = from + 1; to < a.n; to++)
            if (record_n(&a.v[to], "form") != record_n(&a.v[from], "form"))
                break;
        form_table(&a, from, to);
    }
    if (s == STATUS_OK && a.n)
        s = award_criteria(f, a.v, a.n);
    *n = a.n;
    for (size_t i = 0; i < a.n; i++)
        record_release(&a.v[i]);
    free(a.v);
    return s;
}

static void head(struct frame *f)
{
    struct buf b = {0};
    frame_draft(f);
    frame_head(f, FRAME_COMMITTEE, "TTr");
    buf_addf(&b,
             "Về việc đề nghị khen thưởng trong Phong trào “Cả nước thi đua xây dựng xã hội học "
             "tập, đẩy mạnh học tập suốt đời” năm %d",
             f->year);
    frame_title(f, "TỜ TRÌNH", buf_str(&b));
    buf_reset(&b);
    if (f->hamlet)
        buf_addf(&b, "Ủy ban nhân dân %s", f->commune.inner);
    else
        buf_adds(&b, "...........................................");
    frame_address(f, (const char *[]){buf_str(&b)}, 1);
    buf_release(&b);
}

static enum status write(struct frame *f)
{
    struct progress now;
    struct buf b = {0};
    size_t n = 0;
    enum status s = frame_load_progress(f, &now);
    if (s != STATUS_OK)
        return s;
    head(f);
    s = frame_bases(f);
    buf_addf(&b, "%s%s đề nghị xét khen thưởng các tập thể, hộ gia đình, cá nhân sau:",
             f->hamlet ? "" : "Ủy ban nhân dân ", f->hamlet ? f->unit.full : f->unit.inner);
    frame_paragraph(f, &b);
    if (s == STATUS_OK)
        s = award_tables(f, 0, f->year, f->year, &n);
    if (s == STATUS_OK && !n) {
        buf_addf(&b, "Sổ chưa ghi đề nghị khen thưởng nào của năm %d.", f->year);
        frame_note(f, buf_str(&b));
        buf_reset(&b);
        doc_blanks(f->doc, 4);
    }
    buf_addf(&b, "%s%s kính trình./.", f->hamlet ? "" : "Ủy ban nhân dân ",
             f->hamlet ? f->unit.full : f->unit.inner);
    frame_paragraph(f, &b);
    frame_foot(f);
    frame_to(f, "- Như trên;");
    frame_to(f, f->hamlet ? "- Lưu." : "- Lưu: VT.");
    frame_sign(f, FRAME_COMMITTEE);
    buf_release(&b);
    return s;
}

enum status report_award(struct book_tx *t, const struct report_of *of, struct doc *out)
{
    struct frame f;
    enum status s = frame_load(&f, t, of->unit, of->year, _("Tờ trình khen thưởng"), out);
    if (s == STATUS_OK)
        s = write(&f);
    if (s != STATUS_OK)
        doc_release(out);
    frame_release(&f);
    return s;
}
