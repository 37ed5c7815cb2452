/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets in the book: which there are, and which holds.
 */
#include "core/criteria_book.h"

#include <stdlib.h>
#include <string.h>

#include "core/criteria_measure.h"
#include "locale/mem.h"
#include "locale/msg.h"

void criteria_entry_release(struct criteria_entry *e)
{
    criteria_set_release(&e->set);
    free(e->adopted_by);
    *e = (struct criteria_entry){0};
}

void criteria_entries_release(struct criteria_entries *e)
{
    for (size_t i = 0; i < e->n; i++)
        criteria_entry_release(&e->v[i]);
    free(e->v);
    *e = (struct criteria_entries){0};
}

static struct criteria_entry *push(struct criteria_entries *e)
{
    e->v = mem_realloc_array(e->v, e->n + 1, sizeof *e->v);
    memset(&e->v[e->n], 0, sizeof *e->v);
    return &e->v[e->n++];
}

/* ---- records ---- */

struct wanted {
    struct criteria_entries *out;
    enum title_id title; /* 0: any */
    struct span code;    /* empty: any */
    int year;            /* adopted for it; 0: adopted or not */
};

static bool is_wanted(const struct wanted *w, const struct record *r)
{
    const struct value *from = record_value(r, "adopted_from");
    const struct value *to = record_value(r, "to");
    if (w->title != TITLE_NONE && record_n(r, "title") != w->title)
        return false;
    if (w->code.n && !span_eq(w->code, record_text(r, "code")))
        return false;
    return !w->year || (from->known && from->n <= w->year && (!to->known || to->n >= w->year));
}

static enum status add_record(struct book_tx *t, const struct record *r, void *context)
{
    struct wanted *w = context;
    struct criteria_report report = {0};
    struct criteria_sets sets;
    (void)t;
    if (!is_wanted(w, r))
        return STATUS_OK;
    criteria_parse(record_text(r, "content"), NULL, &sets, &report);
    if (sets.n == 1) {
        struct criteria_entry *e = push(w->out);
        e->set = sets.v[0];
        e->id = r->id;
        e->adopted_from = (int)record_n(r, "adopted_from");
        e->adopted_by = span_dup(record_text(r, "adopted_by"));
        e->adopted_on = pdate_first(value_date(record_value(r, "adopted_on")));
        sets.n = 0;
    }
    criteria_sets_release(&sets);
    criteria_report_release(&report);
    return STATUS_OK;
}

static enum status load(struct book_tx *t, struct wanted *w)
{
    struct unit_key u = t->book->commune;
    return book_each(t, entity_by_id(ENTITY_CRITERIA),
                     unit_level(u) == UNIT_NONE ? SPAN_LIT("") : unit_span(&u), add_record, w);
}

static bool has_set(const struct criteria_entries *e, const struct criteria_set *s)
{
    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->v[i].set.code, s->code) == 0 && strcmp(e->v[i].set.version, s->version) == 0)
            return true;
    return false;
}

static void add_shipped(struct criteria_entries *out, struct span code)
{
    struct criteria_sets shipped;
    criteria_builtin(&shipped);
    for (size_t i = 0; i < shipped.n; i++) {
        if ((code.n && !span_eq_str(code, shipped.v[i].code)) || has_set(out, &shipped.v[i]))
            continue;
        struct criteria_entry *e = push(out);
        e->set = shipped.v[i];
        e->adopted_by = mem_strdup("");
        shipped.v[i] = (struct criteria_set){0};
    }
    criteria_sets_release(&shipped);
}

static int entry_cmp(const void *a, const void *b)
{
    const struct criteria_entry *x = a, *y = b;
    if (x->set.title != y->set.title)
        return x->set.title < y->set.title ? -1 : 1;
    int c = strcmp(x->set.code, y->set.code);
    return c ? c : strverscmp(x->set.version, y->set.version);
}

enum status criteria_entries_load(struct book_tx *t, struct criteria_entries *out)
{
    struct wanted w = {.out = out};
    *out = (struct criteria_entries){0};
    enum status s = load(t, &w);
    add_shipped(out, SPAN_LIT(""));
    qsort(out->v, out->n, sizeof *out->v, entry_cmp);
    return s;
}

/* Takes entry i out of the list. */
static void take(struct criteria_entries *e, size_t i, struct criteria_entry *out)
{
    *out = e->v[i];
    e->v[i] = (struct criteria_entry){0};
}

enum status criteria_get_set(struct book_tx *t, struct span code, const struct span *version,
                             struct criteria_entry *out)
{
    struct criteria_entries all = {0};
    struct wanted w = {.out = &all, .code = code};
    size_t best = SIZE_MAX;
    *out = (struct criteria_entry){0};
    enum status s = code.n ? load(t, &w) : STATUS_OK;
    if (code.n)
        add_shipped(&all, code);
    if (all.n)
        qsort(all.v, all.n, sizeof *all.v, entry_cmp);
    for (size_t i = 0; i < all.n; i++)
        if (version ? span_eq_str(*version, all.v[i].set.version)
                    : best == SIZE_MAX || all.v[i].adopted_from >= all.v[best].adopted_from)
            best = i;
    if (s == STATUS_OK && best == SIZE_MAX)
        s = detail_set(t->detail, STATUS_NOTFOUND,
                       _("Không có bộ tiêu chí %.*s. Hãy xem các bộ đã có bằng 'hoctap criteria "
                         "list'."),
                       (int)code.n, code.p ? code.p : "");
    if (s == STATUS_OK)
        take(&all, best, out);
    criteria_entries_release(&all);
    return s;
}

enum status criteria_holding(struct book_tx *t, enum title_id title, int year,
                             struct criteria_entry *out)
{
    struct criteria_entries all = {0};
    struct wanted w = {.out = &all, .title = title, .year = year};
    size_t best = 0;
    *out = (struct criteria_entry){0};
    enum status s = load(t, &w);
    for (size_t i = 1; i < all.n; i++) {
        const struct criteria_entry *a = &all.v[i], *b = &all.v[best];
        if (a->adopted_from != b->adopted_from ? a->adopted_from > b->adopted_from
                                               : a->adopted_on >= b->adopted_on)
            best = i;
    }
    if (s == STATUS_OK && !all.n)
        s = STATUS_NOTFOUND;
    if (s == STATUS_OK)
        take(&all, best, out);
    criteria_entries_release(&all);
    return s;
}

enum status criteria_for(struct book_tx *t, enum title_id kind, int year,
                         const struct record *title, struct criteria_entry *out)
{
    struct span code = title ? record_text(title, "criteria") : SPAN_LIT("");
    if (!code.n)
        return criteria_holding(t, kind, year, out);
    struct span version = record_text(title, "criteria_version");
    return criteria_get_set(t, code, &version, out);
}

/* ---- what a set says of a title record ---- */

enum status criteria_blocks(struct book_tx *t, const struct record *title, bool *blocks,
                            struct buf *why)
{
    struct criteria_entry e;
    struct record subject = {0};
    *blocks = false;
    if (!record_value(title, "marks")->known || !record_text(title, "criteria").n)
        return STATUS_OK;
    enum status s = criteria_for(t, (enum title_id)record_n(title, "title"),
                                 (int)record_n(title, "year"), title, &e);
    if (s == STATUS_NOTFOUND) /* a set that this book does not have: nothing can be said */
        return STATUS_OK;
    if (s != STATUS_OK)
        return s;
    uint64_t id = (uint64_t)record_n(title, "subject");
    s = id ? book_get(t, id, &subject) : STATUS_OK;
    if (s == STATUS_OK) {
        struct criteria_subject who;
        struct criteria_marks marks;
        struct criteria_result r;
        s = criteria_subject_of(t, &e.set, id ? &subject : NULL, title->unit,
                                (int)record_n(title, "year"), &who);
        criteria_marks_parse(record_text(title, "marks"), &marks);
        criteria_judge(&e.set, &marks, NULL, &who, CRITERIA_REVIEW, &r);
        *blocks = r.blocked;
        for (size_t i = 0; i < e.set.n; i++)
            if (r.item[i].state == CRITERIA_ITEM_BLOCKS)
                buf_addf(why, "%s%s", why->n ? ", " : "", e.set.v[i].code);
        criteria_result_release(&r);
        criteria_marks_release(&marks);
    }
    if (subject.e)
        record_release(&subject);
    criteria_entry_release(&e);
    return s;
}
