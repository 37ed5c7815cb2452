/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan carried out: units first, then who moves. Everything in one batch.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "core/units_merge.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct applying {
    struct book_tx *t;
    const struct merge_plan *p;
    struct save_batch *batch;
    size_t units; /* rows of units that changed */
};

static void store(struct applying *a, struct unit_row *row)
{
    a->units += unitrow_store(a->t, row) != UNIT_SAME;
    unitrow_release(row);
}

static void load(struct applying *a, struct unit_key key, struct unit_row *row)
{
    (void)unitrow_load(a->t, key, row);
    row->key = key;
}

/* ---- units ---- */

static void add_links(struct applying *a)
{
    for (size_t i = 0; i < a->p->links; i++) {
        const struct merge_link *l = &a->p->link[i];
        struct unit_row row;
        load(a, l->old, &row);
        unitrow_add_link(&row, (struct unit_link){l->now, true, l->part, l->kind});
        store(a, &row);
        load(a, l->now, &row);
        unitrow_add_link(&row, (struct unit_link){l->old, false, l->part, l->kind});
        store(a, &row);
    }
}

static void found_commune(struct applying *a, const struct merge_fresh *f)
{
    struct unit_row row;
    load(a, f->key, &row);
    row.from = f->from;
    unitrow_set_name(&row, 0, span_of(f->name));
    if (unit_level(f->province) == UNIT_PROVINCE)
        unitrow_set_parent(&row, f->province, 0, 0);
    store(a, &row);
}

static void end_communes(struct applying *a)
{
    for (size_t i = 0; i < a->p->ends; i++) {
        const struct merge_end *e = &a->p->end[i];
        struct unit_row row;
        load(a, e->unit, &row);
        if (!row.to || row.to >= e->from)
            row.to = e->from - 1;
        if (!row.names && unit_eq(e->unit, a->t->book->commune))
            unitrow_set_name(&row, 0, span_of(a->t->book->name));
        if (unit_level(e->into) == UNIT_COMMUNE)
            unitrow_set_parent(&row, e->into, e->from, 0);
        store(a, &row);
    }
}

/* The hamlet's record; the caller releases. */
static enum status hamlet_record(struct applying *a, struct unit_key key, struct record *r)
{
    struct buf prefix = {0};
    struct span k, v;
    enum status s = STATUS_NOTFOUND;
    buf_add_span(&prefix, unit_span(&key));
    buf_addc(&prefix, ENTITY_HAMLET);
    struct store_cursor *c = store_scan_prefix(a->t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    if (store_next(c, &k, &v))
        s = record_decode(r, k, v);
    store_scan_end(c);
    buf_release(&prefix);
    return s;
}

static enum status found_hamlet(struct applying *a, const struct merge_fresh *f)
{
    struct record r;
    unitbook_keep_number(a->t, unit_commune(f->key), unit_hamlet_number(f->key));
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    r.unit = f->key;
    value_set_s(record_value(&r, "hamlet"), unit_span(&f->key));
    value_set_s(record_value(&r, "name"), span_of(f->name));
    if (f->kind)
        value_set_n(record_value(&r, "kind"), f->kind);
    if (f->made_of.n && f->made_of.n <= 300)
        value_set_s(record_value(&r, "predecessors"), buf_span(&f->made_of));
    value_set_date(record_value(&r, "from"), pdate_of_day(f->from));
    enum status s = save_batch_record(a->batch, &r);
    record_release(&r);
    return s;
}

static enum status found_units(struct applying *a)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; i < a->p->fresh_n && s == STATUS_OK; i++) {
        const struct merge_fresh *f = &a->p->fresh[i];
        if (unit_level(f->key) == UNIT_COMMUNE)
            found_commune(a, f);
        else
            s = found_hamlet(a, f);
    }
    return s;
}

/* ---- hamlets ---- */

/* The dated names lie in the unit's row; the record has the present one. */
static enum status give_name(struct applying *a, const struct merge_step *s)
{
    struct unit_row row;
    struct record r;
    load(a, s->unit, &row);
    if (!row.names)
        unitrow_set_name(&row, 0, span_of(s->name));
    unitrow_set_name(&row, s->from, span_of(s->new_name));
    bool last = s->from >= row.name[row.names - 1].from;
    store(a, &row);
    if (!last)
        return STATUS_OK;
    if (unit_level(s->unit) != UNIT_HAMLET) {
        if (unit_eq(s->unit, a->p->book_commune) && s->from <= a->t->who->today)
            book_set_setting(a->t, "name", span_of(s->new_name));
        return STATUS_OK;
    }
    enum status st = hamlet_record(a, s->unit, &r);
    if (st != STATUS_OK)
        return st;
    value_set_s(record_value(&r, "name"), span_of(s->new_name));
    st = save_batch_record(a->batch, &r);
    record_release(&r);
    return st;
}

static void go_over(struct applying *a, const struct merge_step *s)
{
    struct unit_row row;
    struct unit_key now = unitbook_commune(a->t, s->unit, s->from);
    load(a, s->unit, &row);
    if (!unit_eq(now, s->to))
        unitrow_set_parent(&row, s->to, s->from, 0);
    if (s->act == MERGE_GOES_OVER) {
        unitrow_add_code(&row, s->after, s->from, 0);
        int n = unit_hamlet_number(s->after), top = unitbook_top_number(a->t, s->to);
        unitbook_keep_number(a->t, s->to, n > top ? n : top);
    }
    store(a, &row);
}

static enum status end_hamlet(struct applying *a, const struct merge_step *s)
{
    struct record r;
    enum status st = hamlet_record(a, s->unit, &r);
    if (st != STATUS_OK)
        return st;
    value_set_date(record_value(&r, "to"), pdate_of_day(s->from - 1));
    st = save_batch_record(a->batch, &r);
    record_release(&r);
    return st;
}

static enum status take_step(struct applying *a, const struct merge_step *s)
{
    enum status st = STATUS_OK;
    switch (s->act) {
    case MERGE_GOES_OVER:
    case MERGE_FOLLOWS:
        go_over(a, s);
        if (s->new_name)
            st = give_name(a, s);
        break;
    case MERGE_JOINS:
    case MERGE_SPLITS:
        if (s->ends)
            st = end_hamlet(a, s);
        break;
    case MERGE_RENAMES:
        st = give_name(a, s);
        break;
    case MERGE_UNDER: /* the commune's own end says it all */
        break;
    }
    return st;
}

/* ---- people ---- */

static int by_order(const void *x, const void *y)
{
    const struct merge_move *a = x, *b = y;
    int c = unit_cmp(a->to, b->to);
    if (!c)
        c = a->order - b->order;
    if (!c)
        c = unit_cmp(a->from, b->from);
    if (!c)
        c = (a->number > b->number) - (a->number < b->number);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* There until the day before, here from that day. */
static void move_stays(struct record *r, const struct merge_move *m)
{
    int i = entity_field(r->e, "stays");
    const struct field *f = &r->e->fields[i];
    struct value v = {0};
    size_t n = value_dated_count(f, &r->v[i]);
    day since = m->on;
    for (size_t k = 0; k < n; k++) {
        struct dated d = value_dated(f, &r->v[i], k);
        bool there = unit_eq(d.unit, m->from) && (!d.to || d.to >= m->on);
        if (there && d.from >= m->on) {
            since = d.from;
            continue;
        }
        if (there)
            d.to = m->on - 1;
        value_add_dated(f, &v, d);
    }
    if (!n) /* of one who came later too: people of a household count by its stays */
        value_add_dated(f, &v, (struct dated){.unit = m->from, .to = m->on - 1});
    value_add_dated(f, &v, (struct dated){.unit = m->to, .from = since});
    value_clear(&r->v[i]);
    r->v[i] = v;
}

static enum status move_one(struct applying *a, const struct merge_move *m)
{
    struct record r;
    struct detail why = {0}, *outer = a->t->detail;
    enum status s = book_get(a->t, m->id, &r);
    if (s != STATUS_OK)
        return s;
    move_stays(&r, m);
    r.unit = m->to;
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&m->to));
    a->t->detail = &why;
    s = save_batch_record(a->batch, &r);
    a->t->detail = outer;
    if (s != STATUS_OK)
        s = detail_set(outer, s, _("%s số %u (%.*s): %s Hãy sửa phiếu này rồi làm lại."),
                       _(r.e->label), r.number, (int)record_name(&r).n, record_name(&r).p,
                       why.text[0] ? why.text : status_text(s));
    record_release(&r);
    return s;
}

static enum status move_all(struct applying *a)
{
    enum status s = STATUS_OK;
    if (!a->p->moves)
        return s;
    struct merge_move *v = mem_dup(a->p->move, a->p->moves * sizeof *v);
    qsort(v, a->p->moves, sizeof *v, by_order);
    for (size_t i = 0; i < a->p->moves && s == STATUS_OK; i++)
        s = move_one(a, &v[i]);
    free(v);
    return s;
}

/* ---- the book ---- */

/* It is the new commune's from now on. */
static void hand_over_book(struct applying *a)
{
    struct unit_key now = a->p->book_commune;
    struct unit_info info;
    if (unit_eq(now, a->t->book->commune) || unitbook_get(a->t, now, &info) != STATUS_OK)
        return;
    book_set_setting(a->t, "scheme", now.c[0] == UNIT_2025 ? SPAN_LIT("1") : SPAN_LIT("0"));
    book_set_setting(a->t, "commune", unit_span(&now));
    if (unit_level(info.province) == UNIT_PROVINCE)
        book_set_setting(a->t, "province", unit_span(&info.province));
    book_set_setting(a->t, "name", span_of(info.name));
}

enum status merge_plan_apply(struct book_tx *t, const struct merge_plan *p, bool *changed)
{
    struct applying a = {.t = t, .p = p, .batch = save_batch_begin(t, AUDIT_REGROUP, NULL)};
    enum status s = found_units(&a);
    *changed = false;
    if (s == STATUS_OK) {
        add_links(&a);
        end_communes(&a);
    }
    for (size_t i = 0; i < p->steps && s == STATUS_OK; i++)
        if (!p->step[i].done)
            s = take_step(&a, &p->step[i]);
    if (s == STATUS_OK)
        s = move_all(&a);
    if (s == STATUS_OK)
        hand_over_book(&a);
    if (s != STATUS_OK) {
        save_batch_abort(a.batch);
        return s;
    }
    *changed = a.units > 0 || save_batch_count(a.batch) > 0;
    if (save_batch_count(a.batch) == 0 && a.units > 0)
        audit_add(t, AUDIT_REGROUP, NULL, NULL, a.units);
    return save_batch_commit(a.batch);
}

/* ---- the whole ---- */

struct merging {
    const struct merge_input *in;
    bool dry_run, changed;
    struct merge_plan *out;
};

/* Of a day that has not come nothing is done yet. */
static void refuse_future(struct book_tx *t, const struct merge_input *in, struct merge_plan *p)
{
    for (size_t i = 0; i < in->rows; i++) {
        struct buf text = {0}, date = {0};
        if (in->row[i].from <= t->who->today)
            continue;
        day_add_vn(&date, in->row[i].from);
        buf_addf(&text, _("ngày %s chưa tới; hãy làm từ ngày đó trở đi"), buf_str(&date));
        buf_release(&date);
        p->refusal = mem_realloc_array(p->refusal, p->refusals + 1, sizeof *p->refusal);
        p->refusal[p->refusals++] =
            (struct merge_refusal){in->row[i].line, false, buf_detach(&text)};
        return;
    }
}

/* May run again. */
static enum status merge_fn(struct book_tx *t, void *context)
{
    struct merging *m = context;
    merge_plan_release(m->out);
    m->changed = false;
    enum status s = book_may(t, ACCESS_DECIDE, t->book->commune);
    if (s == STATUS_OK)
        s = merge_plan_make(t, m->in, m->out);
    if (s != STATUS_OK || m->dry_run)
        return s;
    refuse_future(t, m->in, m->out);
    if (m->out->questions || m->out->refusals)
        return STATUS_OK; /* nothing was written */
    return merge_plan_apply(t, m->out, &m->changed);
}

enum status units_merge(struct book *b, const struct caller *who, const struct merge_input *in,
                        bool dry_run, struct merge_plan *out, struct detail *d)
{
    struct merging m = {.in = in, .dry_run = dry_run, .out = out};
    *out = (struct merge_plan){0};
    enum status s =
        dry_run ? book_read(b, who, merge_fn, &m, d) : book_write(b, who, merge_fn, &m, d);
    if (s == STATUS_OK && !dry_run)
        out->changes = m.changed;
    if (s == STATUS_OK && m.changed)
        s = book_reload(b, who, d); /* it may be another commune's now */
    return s;
}
