/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/task_plan.h"

#include <string.h>

#include "core/audit.h"
#include "core/checklist.h"
#include "core/deadline.h"
#include "core/entity_codes.h"
#include "core/find.h"
#include "core/save.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"

enum { CODE_REPORT = 33, CODES = 64 };

struct counting {
    struct unit_key unit;
    int year;
    size_t have[CODES];
};

static enum status count_task(struct book_tx *t, const struct record *r, void *context)
{
    struct counting *c = context;
    int64_t code = record_n(r, "plan_item");
    (void)t;
    if (unit_eq(r->unit, c->unit) && record_n(r, "year") == c->year && code > 0 && code < CODES)
        c->have[code]++;
    return STATUS_OK;
}

/* The same work under an item further up, which binds a commune too. */
static bool had_before(const struct plan_item *p)
{
    for (const struct plan_item *q = plan_tasks; q < p; q++)
        if (q->plan == p->plan && q->code == p->code && plan_task_binds(q, UNIT_COMMUNE))
            return true;
    return false;
}

enum status task_plan_missing(struct book_tx *t, struct unit_key unit, int year, enum plan *plan,
                              struct task_offer out[TASK_OFFERS_MAX], size_t *n)
{
    struct counting c = {.unit = unit, .year = year};
    struct find_options o = {.unit = unit};
    struct deadline due;
    *n = 0;
    *plan = checklist_plan(unitbook_commune(t, unit, t->who->today), t->book->province);
    enum status s = find_records(t, entity_by_id(ENTITY_TASK), &o, count_task, &c);
    if (s == STATUS_OK)
        s = deadline_of(t, unit, year, &due);
    for (size_t i = 0; i < plan_tasks_n && s == STATUS_OK && *n < TASK_OFFERS_MAX; i++) {
        const struct plan_item *p = &plan_tasks[i];
        bool second = *plan == PLAN_HAI_PHONG && p->plan == PLAN_HAI_PHONG5;
        if ((p->plan != *plan && !second) || !plan_task_binds(p, unit_level(unit)))
            continue;
        if (second && had_before(p))
            continue;
        if (p->code < CODES && c.have[p->code]) {
            c.have[p->code]--;
            continue;
        }
        bool dated = p->code == CODE_REPORT && due.known;
        out[(*n)++] = (struct task_offer){p, dated ? due.last : day_make(year, 12, 31)};
    }
    return s;
}

/* "Lập, kiện toàn Ban chỉ đạo (mục VII.1)" */
static void add_item(const struct plan_item *p, struct buf *out)
{
    const struct choice *c = field_choice_by_code(plan_task_choices, p->code);
    struct span label = span_of(c ? c->label : "");
    size_t first = label.n ? utf8_next(label, 0) : 0;
    fold_upper(out, (struct span){label.p, first});
    buf_add_span(out, (struct span){label.p + first, label.n - first});
    buf_addf(out, p->bullet ? " (mục %s, ý %d" : " (mục %s", p->item, p->bullet);
    buf_adds(out, p->plan == PLAN_HAI_PHONG5 ? " kế hoạch Chương trình 387)" : ")");
}

/* What was the districts' is the commune's since 1/7/2025. */
static const char *who_of(const struct plan_item *p)
{
    return !p->who || strstr(p->who, "UBND huyện") ? "UBND cấp xã" : p->who;
}

static void fill(struct record *r, const struct task_offer *o, struct unit_key unit, int year)
{
    struct buf item = {0};
    add_item(o->item, &item);
    value_set_s(record_value(r, "unit"), unit_span(&unit));
    value_set_s(record_value(r, "item"), buf_span(&item));
    value_set_n(record_value(r, "plan_item"), o->item->code);
    value_set_n(record_value(r, "year"), year);
    value_set_s(record_value(r, "who"), span_of(who_of(o->item)));
    record_set_day(r, "due", o->due);
    value_set_n(record_value(r, "state"), TASK_TODO);
    buf_release(&item);
}

struct creating {
    struct unit_key unit;
    int year;
    size_t made;
};

static enum status create_fn(struct book_tx *t, void *context)
{
    struct creating *x = context;
    struct task_offer offer[TASK_OFFERS_MAX];
    enum plan plan;
    size_t n;
    x->made = 0; /* the closure may run again */
    enum status s = task_plan_missing(t, x->unit, x->year, &plan, offer, &n);
    if (s != STATUS_OK || !n)
        return s;
    struct save_batch *batch = save_batch_begin(t, AUDIT_CREATE, NULL);
    for (size_t i = 0; i < n && s == STATUS_OK; i++) {
        struct record r;
        record_init(&r, entity_by_id(ENTITY_TASK));
        fill(&r, &offer[i], x->unit, x->year);
        s = save_batch_record(batch, &r);
        record_release(&r);
        x->made++;
    }
    if (s != STATUS_OK) {
        save_batch_abort(batch);
        return s;
    }
    return save_batch_commit(batch);
}

enum status task_plan_create(struct book *b, const struct caller *who, struct unit_key unit,
                             int year, size_t *made, struct detail *d)
{
    struct creating x = {.unit = unit, .year = year};
    enum status s = book_write(b, who, create_fn, &x, d);
    *made = s == STATUS_OK ? x.made : 0;
    return s;
}
