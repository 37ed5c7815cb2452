/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes to the sets of a book: import, adoption.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/criteria_book.h"
#include "core/save.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/nfc.h"

static enum status may(struct book_tx *t)
{
    return book_may(t, ACCESS_DECIDE, t->book->commune);
}

static void set_number(struct record *r, const char *field, int n)
{
    if (n)
        value_set_n(record_value(r, field), n);
    else
        value_clear(record_value(r, field));
}

/* What the record says besides its content, for lists and for the figures. */
static void fill_fields(const struct criteria_set *s, struct record *r)
{
    record_set_text(r, "code", span_of(s->code));
    record_set_text(r, "version", span_of(s->version));
    record_set_text(r, "basis", span_of(s->basis));
    set_number(r, "title", s->title);
    set_number(r, "status", s->status);
    set_number(r, "method", s->method);
    set_number(r, "counts_years", s->counts_years);
    set_number(r, "from", s->from);
    set_number(r, "to", s->to);
}

static void new_record(struct book_tx *t, const struct criteria_set *s, struct record *r)
{
    struct buf json = {0};
    record_init(r, entity_by_id(ENTITY_CRITERIA));
    r->unit = t->book->commune;
    criteria_add_json(s, &json);
    fill_fields(s, r);
    record_set_text(r, "content", buf_span(&json));
    buf_release(&json);
}

const struct field *criteria_record_mend(struct record *r)
{
    struct criteria_sets sets = {0};
    struct criteria_report report = {0};
    const struct field *fault = NULL;
    struct record fresh;
    if (!record_value(r, "content")->known)
        return NULL; /* typed by hand: it is no set, and no list of sets has it */
    criteria_parse(record_text(r, "content"), NULL, &sets, &report);
    record_init(&fresh, r->e);
    if (sets.n == 1)
        fill_fields(&sets.v[0], &fresh);
    else
        fault = &r->e->fields[entity_field(r->e, "content")];
    for (size_t i = 0; i < r->e->n_fields && sets.n == 1; i++) {
        bool filled = i <= (size_t)entity_field(r->e, "to");
        if (!filled || value_eq(&r->v[i], &fresh.v[i]))
            continue;
        value_copy(&r->v[i], &fresh.v[i]);
        fault = fault ? fault : &r->e->fields[i];
    }
    record_release(&fresh);
    criteria_sets_release(&sets);
    criteria_report_release(&report);
    return fault;
}

/* ---- import ---- */

struct importing {
    struct span json;
    bool dry_run;
    struct criteria_imported *out;
};

static const struct criteria_entry *kept(const struct criteria_entries *all,
                                         const struct criteria_set *s)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].set.code, s->code) == 0 &&
            strcmp(all->v[i].set.version, s->version) == 0)
            return &all->v[i];
    return NULL;
}

static enum status store_new(struct importing *x, struct book_tx *t,
                             const struct criteria_entries *all, const struct criteria_sets *sets)
{
    struct save_batch *batch = save_batch_begin(t, AUDIT_IMPORT, NULL);
    enum status s = STATUS_OK;
    for (size_t i = 0; i < sets->n && s == STATUS_OK; i++) {
        struct record r;
        if (kept(all, &sets->v[i]))
            continue;
        new_record(t, &sets->v[i], &r);
        s = save_batch_record(batch, &r);
        record_release(&r);
    }
    if (s == STATUS_OK && x->out->added && !x->dry_run)
        return save_batch_commit(batch);
    save_batch_abort(batch);
    return s;
}

/* A set without a version: that of the kept one with this very content, else the next number. */
static void settle_version(const struct criteria_entries *all, struct criteria_set *s,
                           struct criteria_report *report)
{
    long last = 0;
    struct buf next = {0};
    if (s->version_given)
        return;
    for (size_t i = 0; i < all->n; i++) {
        const struct criteria_set *o = &all->v[i].set;
        if (strcmp(o->code, s->code) != 0)
            continue;
        free(s->version);
        s->version = mem_strdup(o->version);
        if (criteria_set_eq(o, s))
            return;
        long n = strtol(o->version, NULL, 10);
        last = n > last ? n : last;
    }
    buf_addf(&next, "%ld", last + 1);
    if (last)
        criteria_warn(report,
                      _("Bộ %s: tệp không ghi version, nên đây là bản %s; bản cũ được giữ."),
                      s->code, buf_str(&next));
    free(s->version);
    s->version = buf_detach(&next);
}

static enum status import_fn(struct book_tx *t, void *context)
{
    struct importing *x = context;
    struct criteria_imported *out = x->out;
    struct criteria_entries all = {0};
    struct criteria_sets known = {0}, sets = {0};
    criteria_report_release(&out->report); /* the closure may run again */
    out->added = out->unchanged = 0;
    enum status s = may(t);
    if (s == STATUS_OK)
        s = criteria_entries_load(t, &all);
    known.v = mem_alloc((all.n + 1) * sizeof *known.v);
    for (; known.n < all.n; known.n++)
        known.v[known.n] = all.v[known.n].set; /* borrowed */
    if (s == STATUS_OK)
        criteria_parse(x->json, &known, &sets, &out->report);
    for (size_t i = 0; i < sets.n; i++) {
        settle_version(&all, &sets.v[i], &out->report);
        const struct criteria_entry *e = kept(&all, &sets.v[i]);
        if (!e)
            out->added++;
        else if (criteria_set_eq(&e->set, &sets.v[i]))
            out->unchanged++;
        else
            criteria_error(&out->report,
                           _("Bộ %s: đã có bản %s với nội dung khác. Hãy ghi \"version\" mới rồi "
                             "nhập lại; bản cũ được giữ."),
                           sets.v[i].code, sets.v[i].version);
    }
    bool refused = out->report.n_errors != 0;
    if (s == STATUS_OK && refused)
        s = detail_set(t->detail, STATUS_INVALID,
                       _("Chưa nhập gì: tệp có %zu chỗ sai. Hãy sửa rồi nhập lại."),
                       out->report.n_errors);
    if (s == STATUS_OK && !x->dry_run)
        s = store_new(x, t, &all, &sets);
    criteria_sets_release(&sets);
    free(known.v);
    criteria_entries_release(&all);
    return s;
}

enum status criteria_import(struct book *b, const struct caller *who, struct span json,
                            bool dry_run, struct criteria_imported *out, struct detail *d)
{
    struct importing x = {.json = json, .dry_run = dry_run, .out = out};
    *out = (struct criteria_imported){0};
    return dry_run ? book_read(b, who, import_fn, &x, d) : book_write(b, who, import_fn, &x, d);
}

/* ---- adoption ---- */

struct adopting {
    struct span code, version, by;
    int from; /* 0: no longer adopted */
    bool seen;
};

static enum status right_year(struct book_tx *t, const struct criteria_set *s, int from)
{
    if (from < 2021 || from > 2044)
        return detail_set(t->detail, STATUS_INVALID,
                          _("Năm áp dụng phải từ 2021 đến 2044, ví dụ 2026."));
    if ((s->from && from < s->from) || (s->to && from > s->to))
        return detail_set(t->detail, STATUS_INVALID,
                          _("Bộ này không dùng cho năm %d. Hãy chọn năm khác hoặc bộ khác."), from);
    return STATUS_OK;
}

static enum status right(struct book_tx *t, const struct criteria_set *s, const struct adopting *x)
{
    enum status st = right_year(t, s, x->from);
    if (st == STATUS_OK && !x->by.n)
        st = detail_set(t->detail, STATUS_INVALID,
                        _("Hãy ghi văn bản làm căn cứ áp dụng, ví dụ: Quyết định 215/QĐ-UBND."));
    if (st == STATUS_OK && s->status != CRITERIA_VERIFIED && !x->seen)
        st = detail_set(t->detail, STATUS_INVALID,
                        _("Bộ này chưa đối chiếu đủ với văn bản. Hãy xem nội dung rồi áp dụng."));
    return st;
}

static void set_adopted(struct record *r, const struct adopting *x, day today)
{
    set_number(r, "adopted_from", x->from);
    if (!x->from) {
        value_clear(record_value(r, "adopted_by"));
        value_clear(record_value(r, "adopted_on"));
        return;
    }
    value_set_s(record_value(r, "adopted_by"), x->by);
    record_set_day(r, "adopted_on", today);
}

static enum status change_one(struct book_tx *t, struct save_batch *batch,
                              const struct criteria_entry *e, const struct adopting *x)
{
    struct record r = {0};
    enum status s = STATUS_OK;
    if (e->id)
        s = book_get(t, e->id, &r);
    else
        new_record(t, &e->set, &r);
    if (s != STATUS_OK)
        return s;
    set_adopted(&r, x, t->who->today);
    s = save_batch_record(batch, &r);
    record_release(&r);
    return s;
}

/* The same title from the same year can have but one. */
static enum status drop_others(struct book_tx *t, struct save_batch *batch,
                               const struct criteria_entry *e, int from)
{
    static const struct adopting none = {0};
    struct criteria_entries all;
    enum status s = criteria_entries_load(t, &all);
    for (size_t i = 0; i < all.n && s == STATUS_OK; i++) {
        const struct criteria_entry *o = &all.v[i];
        if (o->id && o->id != e->id && o->set.title == e->set.title && o->adopted_from == from)
            s = change_one(t, batch, o, &none);
    }
    criteria_entries_release(&all);
    return s;
}

static enum status adopt_fn(struct book_tx *t, void *context)
{
    struct adopting *x = context;
    struct criteria_entry e = {0};
    enum status s = may(t);
    if (s == STATUS_OK)
        s = criteria_get_set(t, x->code, &x->version, &e);
    if (s == STATUS_OK && x->from)
        s = right(t, &e.set, x);
    if (s == STATUS_OK && !x->from && !e.adopted_from)
        s = detail_set(t->detail, STATUS_INVALID,
                       _("Bộ này chưa được áp dụng, không có gì để bỏ."));
    if (s == STATUS_OK) {
        struct save_batch *batch = save_batch_begin(t, AUDIT_CHANGE, NULL);
        if (x->from) /* before a shipped set becomes a record */
            s = drop_others(t, batch, &e, x->from);
        if (s == STATUS_OK)
            s = change_one(t, batch, &e, x);
        if (s == STATUS_OK)
            s = save_batch_commit(batch);
        else
            save_batch_abort(batch);
    }
    criteria_entry_release(&e);
    return s;
}

enum status criteria_adopt(struct book *b, const struct caller *who, struct span code,
                           struct span version, int from, struct span by, bool seen,
                           struct detail *d)
{
    struct buf nfc = {0};
    nfc_add(&nfc, span_trim(by));
    struct adopting x = {
        .code = code, .version = version, .by = buf_span(&nfc), .from = from, .seen = seen};
    /* a year 0 is a year that was not given, not a wish to drop the set */
    enum status s =
        from ? book_write(b, who, adopt_fn, &x, d)
             : detail_set(d, STATUS_INVALID, _("Năm áp dụng phải từ 2021 đến 2044, ví dụ 2026."));
    buf_release(&nfc);
    return s;
}

enum status criteria_drop(struct book *b, const struct caller *who, struct span code,
                          struct span version, struct detail *d)
{
    struct adopting x = {.code = code, .version = version};
    return book_write(b, who, adopt_fn, &x, d);
}
