/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/report_works.h"

#include <string.h>

#include "core/entity_codes.h"
#include "core/unitbook.h"
#include "forms/report_works_parts.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/number.h"

/* ---- shared ---- */

bool works_here(const struct works *w, const struct record *r)
{
    return unitbook_inside(w->f->t, r->unit, w->f->unit.unit, w->f->as_of);
}

bool works_year(const struct works *w, int64_t year)
{
    return year >= w->first && year <= w->last;
}

enum status works_each(struct works *w, enum entity_id e, book_each_fn fn)
{
    return book_each(w->f->t, entity_by_id(e), (struct span){"", 0}, fn, w);
}

const char *works_label(const struct record *r, const char *field)
{
    const struct field *f = &r->e->fields[entity_field(r->e, field)];
    const struct choice *c = field_choice_by_code(f->choices, record_n(r, field));
    return c ? c->label : "khác";
}

int works_year_of(const struct record *r, const char *field)
{
    return value_date(record_value(r, field)).year;
}

/* ---- guidance ---- */

enum { DOCUMENTS_MAX = 15 };

static enum status take_document(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    struct buf b = {0};
    struct pdate date = value_date(record_value(r, "date"));
    (void)t;
    if (!works_here(w, r) || !works_year(w, date.year))
        return STATUS_OK;
    fold_lower(&b, span_of(record_value(r, "kind")->known ? works_label(r, "kind") : "văn bản"));
    buf_adds(&b, " số ");
    buf_add_span(&b, record_name(r));
    buf_adds(&b, date.day ? " ngày " : " năm ");
    pdate_add_vn(&b, date);
    if (record_text(r, "subject").n) {
        buf_adds(&b, " (");
        buf_add_span(&b, record_text(r, "subject"));
        buf_addc(&b, ')');
    }
    w->document = mem_realloc_array(w->document, w->documents + 1, sizeof *w->document);
    w->document[w->documents++] =
        (struct works_document){.date = date, .id = r->id, .text = mem_strdup(buf_str(&b))};
    buf_release(&b);
    return STATUS_OK;
}

static int by_date(const void *a, const void *b)
{
    const struct works_document *x = a, *y = b;
    int c = pdate_cmp(x->date, y->date);
    return c ? c : x->id < y->id ? -1 : x->id > y->id;
}

static void add_documents(const struct works *w, struct buf *b)
{
    if (w->documents)
        qsort(w->document, w->documents, sizeof *w->document, by_date);
    for (size_t i = 0; i < w->documents && i < DOCUMENTS_MAX; i++)
        buf_addf(b, "%s%s", i ? "; " : "", w->document[i].text);
}

static enum status take_task(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    (void)t;
    if (!works_here(w, r) || !works_year(w, record_n(r, "year")))
        return STATUS_OK;
    w->tasks++;
    w->done += record_n(r, "state") == TASK_DONE;
    return STATUS_OK;
}

static enum status take_officer(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    int64_t body = record_n(r, "body");
    (void)t;
    if (!works_here(w, r) || (record_from(r) && record_from(r) > w->f->as_of) ||
        (record_to(r) && record_to(r) < w->f->as_of) || body < 1 || body > OFFICER_CENTRE)
        return STATUS_OK;
    w->officer[body]++;
    return STATUS_OK;
}

static void guidance_bullets(struct works *w)
{
    static const char *const body[] = {[OFFICER_STEERING] = "Ban chỉ đạo",
                                       [OFFICER_ASSOCIATION] = "Hội Khuyến học",
                                       [OFFICER_CENTRE] = "Trung tâm học tập cộng đồng"};
    struct buf b = {0};
    if (w->documents) {
        buf_adds(&b, "Văn bản đã ban hành: ");
        add_documents(w, &b);
        if (w->documents > DOCUMENTS_MAX)
            buf_addf(&b, "; và %zu văn bản khác", w->documents - DOCUMENTS_MAX);
        buf_addc(&b, '.');
        frame_bullet(w->f, &b);
    }
    for (int i = 1; i <= OFFICER_CENTRE; i++)
        if (w->officer[i]) {
            buf_addf(&b, b.n ? "; %s " : "Cán bộ: %s ", body[i]);
            words_counted(&b, w->officer[i], "người");
        }
    if (b.n) {
        buf_addc(&b, '.');
        frame_bullet(w->f, &b);
    }
    if (w->tasks) {
        buf_adds(&b, "Nhiệm vụ theo kế hoạch: đã xong ");
        words_share(&b, w->done, w->tasks, "việc");
        buf_addc(&b, '.');
        frame_bullet(w->f, &b);
    }
    buf_release(&b);
}

enum status works_guidance(struct frame *f, int first, int last)
{
    struct works w = {.f = f, .first = first, .last = last};
    enum status s = works_each(&w, ENTITY_DOCUMENT, take_document);
    if (s == STATUS_OK)
        s = works_each(&w, ENTITY_TASK, take_task);
    if (s == STATUS_OK)
        s = works_each(&w, ENTITY_OFFICER, take_officer);
    if (s == STATUS_OK) {
        guidance_bullets(&w);
        doc_blanks(f->doc, w.documents || w.tasks ? 2 : 3);
    }
    for (size_t i = 0; i < w.documents; i++)
        free(w.document[i].text);
    free(w.document);
    return s;
}

/* ---- activities ---- */

static const char *const people[WORKS_PEOPLE] = {"participants", "women", "workers", "minorities",
                                                 "disabled"};

static void add_people(struct works_activity *a, const struct record *r)
{
    a->n++;
    for (int i = 0; i < WORKS_PEOPLE; i++)
        a->people[i] += record_n(r, people[i]);
}

static enum status take_activity(struct book_tx *t, const struct record *r, void *context)
{
    struct works *w = context;
    int64_t kind = record_n(r, "kind");
    (void)t;
    if (!works_here(w, r) || !works_year(w, works_year_of(r, "date")) || kind < 1 ||
        kind > ACTIVITY_OTHER || pdate_first(value_date(record_value(r, "date"))) > w->f->as_of)
        return STATUS_OK;
    w->kind_label[kind] = works_label(r, "kind");
    add_people(&w->activity[kind], r);
    add_people(&w->activity[0], r);
    w->cost += record_n(r, "cost");
    return STATUS_OK;
}

static void activity_row(struct doc *d, const char *label, const struct works_activity *a,
                         enum doc_row_kind kind)
{
    doc_row(d, kind);
    frame_cell(d, label);
    frame_cell_count(d, true, a->n);
    for (int i = 0; i < WORKS_PEOPLE; i++)
        frame_cell_count(d, true, a->people[i]);
}

static void activity_table(struct works *w)
{
    static const char *const head[] = {"Nữ", "Lao động", "Dân tộc thiểu số", "Khuyết tật"};
    struct doc *d = w->f->doc;
    struct buf b = {0};
    buf_addf(&b, w->first == w->last ? "Hoạt động năm %d" : "Hoạt động từ năm %d đến năm %d",
             w->first, w->last);
    frame_caption(w->f, buf_str(&b));
    doc_column(d, DOC_LEFT, 4, 0);
    for (int i = 0; i <= WORKS_PEOPLE; i++)
        doc_column(d, DOC_RIGHT, 1, 1);
    doc_row(d, DOC_ROW_HEAD);
    doc_cell(d, 1, 2, "Loại hoạt động");
    doc_cell(d, 1, 2, "Số lần");
    doc_cell(d, 1, 2, "Lượt người");
    doc_cell(d, 4, 1, "Trong đó");
    doc_row(d, DOC_ROW_HEAD);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        frame_cell(d, head[i]);
    for (int k = 1; k <= ACTIVITY_OTHER; k++)
        if (w->activity[k].n) {
            buf_reset(&b);
            words_upper_first(&b, w->kind_label[k]);
            activity_row(d, buf_str(&b), &w->activity[k], DOC_ROW_BODY);
        }
    activity_row(d, "Cộng", &w->activity[0], DOC_ROW_TOTAL);
    buf_reset(&b);
    buf_adds(&b, "Theo sổ hoạt động");
    if (w->cost) {
        buf_adds(&b, "; chi phí ");
        words_counted(&b, w->cost, "đồng");
    }
    frame_source(w->f, buf_str(&b));
    buf_release(&b);
}

/* What the learning centre did, with numbers of classes and of those who came. */
static void centre(struct works *w)
{
    const struct works_activity *a = &w->activity[ACTIVITY_CLASS];
    struct buf b = {0};
    if (!a->n)
        return;
    buf_adds(&b, "Trung tâm học tập cộng đồng: ");
    words_counted(&b, a->n, "lớp, chuyên đề");
    buf_adds(&b, ", ");
    words_counted(&b, a->people[0], "lượt người");
    if (a->people[0] && a->people[2]) {
        buf_adds(&b, ", trong đó lao động ");
        words_share(&b, a->people[2], a->people[0], "lượt người");
    }
    buf_addc(&b, '.');
    frame_bullet(w->f, &b);
    buf_release(&b);
}

enum status works_write(struct frame *f, int first, int last)
{
    struct works w = {.f = f, .first = first, .last = last};
    enum status s = works_each(&w, ENTITY_ACTIVITY, take_activity);
    if (s == STATUS_OK && w.activity[0].n) {
        activity_table(&w);
        centre(&w);
    }
    if (s == STATUS_OK)
        s = works_money(&w);
    if (s == STATUS_OK)
        s = works_merits(&w);
    if (s == STATUS_OK && !w.activity[0].n)
        doc_blanks(f->doc, 3);
    buf_release(&w.text);
    return s;
}
