/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/sheet_near.h"

#include <stdlib.h>
#include <string.h>

#include "core/criteria_measure.h"
#include "core/progress.h"
#include "core/unitbook.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"

void sheet_near_release(struct sheet_near *n)
{
    for (size_t i = 0; i < n->n; i++) {
        free(n->v[i].name);
        free(n->v[i].result);
        free(n->v[i].missing);
    }
    free(n->v);
    buf_release(&n->set);
    *n = (struct sheet_near){0};
}

static struct sheet_near_row *push(struct sheet_near *n)
{
    if (n->n == n->cap) {
        n->cap = n->cap ? 2 * n->cap : 64;
        n->v = mem_realloc_array(n->v, n->cap, sizeof *n->v);
    }
    return &n->v[n->n++];
}

struct looking {
    enum title_id title;
    struct unit_key unit;
    int year;
    struct sheet_near *out;
    struct criteria_entry entry;
    struct criteria_measures *measures;
    struct criteria_share *share;
};

static void fill_row(const struct criteria_set *s, const struct criteria_marks *marks,
                     const struct criteria_result *r, struct sheet_near_row *row)
{
    struct buf b = {0};
    bool any = marks->n > 0;
    for (size_t i = 0; i < s->n; i++)
        any |= r->item[i].measured && s->v[i].mandatory;
    row->group = row->decided    ? SHEET_NEAR_DECIDED
                 : r->recognised ? SHEET_NEAR_ENOUGH
                 : any           ? SHEET_NEAR_LACKS
                                 : SHEET_NEAR_OPEN;
    row->blocking = r->blocking;
    row->open = r->open;
    row->lacking = s->method == CRITERIA_POINTS ? r->lacking : (int32_t)(r->unmet[0] + r->open);
    criteria_add_result(s, r, &b);
    row->result = mem_strdup(buf_str(&b));
    buf_reset(&b);
    criteria_add_missing(s, r, &b);
    row->missing = mem_strdup(buf_str(&b));
    buf_release(&b);
}

/* subject NULL: the commune of place. Its title was read, or title->e is NULL. */
static enum status add_row(struct book_tx *t, struct looking *w, const struct record *subject,
                           struct unit_key place, const struct record *title)
{
    struct criteria_subject who;
    struct criteria_marks marks = {0};
    struct criteria_result r;
    struct buf name = {0};
    if (title->e)
        criteria_marks_parse(record_text(title, "marks"), &marks);
    enum status s = criteria_measures_of(t, w->measures, subject, w->share);
    if (s == STATUS_OK)
        s = criteria_subject_of(t, &w->entry.set, subject, place, w->year, &who);
    if (s == STATUS_OK) {
        struct sheet_near_row *row = push(w->out);
        if (subject) {
            buf_add_span(&name, record_name(subject));
        } else {
            struct resolver res = book_resolver(t, place);
            res.unit_name(res.context, place, &name);
        }
        *row = (struct sheet_near_row){.id = subject ? subject->id : 0,
                                       .unit = place,
                                       .number = subject ? subject->number : 0,
                                       .name = mem_strdup(buf_str(&name))};
        if (title->e) {
            row->state = title_state_of(title);
            row->decided = (row->state & STATE_MASK) >= STATE_RECOGNISED;
        }
        criteria_judge(&w->entry.set, &marks, w->share, &who, CRITERIA_REVIEW, &r);
        fill_row(&w->entry.set, &marks, &r, row);
        criteria_result_release(&r);
    }
    buf_release(&name);
    criteria_marks_release(&marks);
    return s;
}

static enum status read_title(struct book_tx *t, const struct looking *w, struct unit_key place,
                              uint64_t id, struct record *title)
{
    enum status s = book_get_title(t, place, id, w->title, w->year, title);
    if (s != STATUS_OK)
        *title = (struct record){0};
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}

static enum status add_subject(struct book_tx *t, struct looking *w, uint64_t id)
{
    struct record subject, title;
    enum status s = book_get(t, id, &subject);
    if (s != STATUS_OK)
        return s == STATUS_NOTFOUND ? STATUS_OK : s;
    s = read_title(t, w, subject.unit, id, &title);
    if (s == STATUS_OK)
        s = add_row(t, w, &subject, subject.unit, &title);
    if (title.e)
        record_release(&title);
    record_release(&subject);
    return s;
}

/* A commune has no record of its own: it is the subject of its title by its place. */
static enum status add_commune(struct book_tx *t, struct looking *w, struct unit_key commune)
{
    struct record title = {0};
    enum status s = book_may_see(t, commune);
    if (s == STATUS_OK)
        s = read_title(t, w, commune, 0, &title);
    if (s == STATUS_OK)
        s = add_row(t, w, NULL, commune, &title);
    if (title.e)
        record_release(&title);
    return s;
}

static enum status each_commune(struct book_tx *t, const struct unit_info *u, void *context)
{
    return unit_level(u->key) == UNIT_COMMUNE ? add_commune(t, context, u->key) : STATUS_OK;
}

static enum status add_communes(struct book_tx *t, struct looking *w)
{
    switch (unit_level(w->unit)) {
    case UNIT_HAMLET:
        return add_commune(t, w, unitbook_commune(t, w->unit, t->who->today));
    case UNIT_COMMUNE:
        return add_commune(t, w, w->unit);
    case UNIT_PROVINCE:
        return unitbook_each(t, w->unit, each_commune, w);
    case UNIT_COUNTRY:
    case UNIT_NONE:
        return STATUS_OK;
    }
    return STATUS_OK;
}

static int by_nearness(const void *a, const void *b)
{
    const struct sheet_near_row *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->blocking != y->blocking)
        return x->blocking < y->blocking ? -1 : 1;
    if (x->lacking != y->lacking)
        return x->lacking < y->lacking ? -1 : 1;
    int c = unit_cmp(x->unit, y->unit);
    if (c)
        return c;
    return (x->number > y->number) - (x->number < y->number);
}

static void name_set(struct looking *w)
{
    const char *note = criteria_status_note(w->entry.set.status);
    criteria_add_name(&w->entry.set, &w->out->set);
    if (*note)
        buf_addf(&w->out->set, ": %s", note);
}

static enum status look(struct book_tx *t, void *context)
{
    struct looking *w = context;
    struct explain_who *who = NULL;
    size_t n = 0;
    sheet_near_release(w->out); /* the closure may run again */
    criteria_entry_release(&w->entry);
    criteria_measures_free(w->measures);
    w->measures = NULL;
    enum status s = criteria_holding(t, w->title, w->year, &w->entry);
    if (s != STATUS_OK)
        return s;
    name_set(w);
    bool communes = title_by_id(w->title)->subject == ENTITY_COMMUNE;
    if (!communes)
        s = progress_explain_ids(t, w->unit, (enum indicator)w->title, w->year, EXPLAIN_TOTAL, &who,
                                 &n);
    if (s == STATUS_OK)
        s = criteria_measures_load(t, &w->entry.set, w->unit, w->year, &w->measures);
    free(w->share);
    w->share = mem_alloc((w->entry.set.n + 1) * sizeof *w->share);
    for (size_t i = 0; i < n && s == STATUS_OK; i++)
        s = add_subject(t, w, who[i].id);
    if (communes && s == STATUS_OK)
        s = add_communes(t, w);
    if (w->out->n)
        qsort(w->out->v, w->out->n, sizeof *w->out->v, by_nearness);
    free(who);
    return s;
}

enum status sheet_near_load(struct book *b, const struct caller *who, enum title_id title,
                            struct unit_key unit, int year, struct sheet_near *out,
                            struct detail *d)
{
    struct looking w = {.title = title, .unit = unit, .year = year, .out = out};
    *out = (struct sheet_near){0};
    enum status s = book_read(b, who, look, &w, d);
    criteria_entry_release(&w.entry);
    criteria_measures_free(w.measures);
    free(w.share);
    if (s == STATUS_NOTFOUND)
        return detail_set(
            d, s, _("Năm %d chưa áp dụng bộ tiêu chí nào, chỉ ghi kết quả. Xem Cài đặt, mục 7."),
            year);
    return s;
}
