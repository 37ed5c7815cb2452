/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms/handed_in.h"

#include <stdlib.h>

#include "core/unitbook.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct loading {
    struct handed_in *h;
    struct unit_key commune;
};

void handed_in_release(struct handed_in *h)
{
    for (size_t i = 0; i < h->n; i++) {
        free(h->v[i].name);
        free(h->v[i].reason);
    }
    free(h->v);
    *h = (struct handed_in){.year = h->year};
}

static enum status add_hamlet(struct book_tx *t, const struct unit_info *u, void *context)
{
    struct handed_in *h = ((struct loading *)context)->h;
    day today = t->who->today;
    if ((u->from && u->from > today) || (u->to && u->to < today))
        return STATUS_OK;
    h->v = mem_realloc_array(h->v, h->n + 1, sizeof *h->v);
    h->v[h->n++] = (struct handed_in_row){
        .unit = u->key, .name = mem_strdup(u->name), .reason = mem_strdup("")};
    return STATUS_OK;
}

/* The newest of several stands: one that was returned and handed in again has a later id. */
static enum status take_report(struct book_tx *t, const struct record *r, void *context)
{
    struct loading *x = context;
    struct handed_in *h = x->h;
    (void)t;
    if (record_n(r, "year") != h->year || record_n(r, "report") != REPORT_ANNUAL)
        return STATUS_OK;
    for (size_t i = 0; i < h->n; i++) {
        struct handed_in_row *row = &h->v[i];
        if (!unit_eq(row->unit, r->unit) || row->id > r->id)
            continue;
        free(row->reason);
        row->id = r->id;
        row->version = r->version;
        row->state = (int)record_n(r, "state");
        row->on = pdate_first(value_date(record_value(r, "handed_in_on")));
        row->reason = span_dup(record_text(r, "reason"));
        h->reports++;
    }
    return STATUS_OK;
}

static int rank(const struct handed_in_row *r)
{
    switch (r->state) {
    case SUBMISSION_RETURNED:
        return 1;
    case SUBMISSION_HANDED_IN:
        return 2;
    case SUBMISSION_ACCEPTED:
        return 3;
    }
    return 0;
}

static int in_order(const void *a, const void *b)
{
    const struct handed_in_row *x = a, *y = b;
    return rank(x) != rank(y) ? rank(x) - rank(y) : unit_cmp(x->unit, y->unit);
}

enum status handed_in_read(struct book_tx *t, struct unit_key commune, struct handed_in *out)
{
    struct loading x = {.h = out, .commune = commune};
    handed_in_release(out); /* a closure may run again */
    enum status s = unitbook_each(t, commune, add_hamlet, &x);
    if (s == STATUS_OK)
        s = book_each(t, entity_by_id(ENTITY_SUBMISSION), (struct span){"", 0}, take_report, &x);
    for (size_t i = 0; i < out->n; i++) {
        out->in += rank(&out->v[i]) >= 2;
        out->returned += rank(&out->v[i]) == 1;
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, in_order);
    return s;
}

static enum status load(struct book_tx *t, void *context)
{
    struct loading *x = context;
    return handed_in_read(t, x->commune, x->h);
}

enum status handed_in_load(struct handed_in *out, struct book *b, const struct caller *who,
                           struct unit_key commune, int year, struct detail *d)
{
    struct loading x = {.h = out, .commune = commune};
    *out = (struct handed_in){.year = year};
    return book_read(b, who, load, &x, d);
}

void handed_in_add_line(const struct handed_in *h, struct buf *out)
{
    if (!h->reports)
        return;
    buf_addf(out, _("Báo cáo năm %d: đã nộp %zu trên %zu"), h->year, h->in, h->n);
    if (h->returned)
        buf_addf(out, _(", trả lại %zu"), h->returned);
    if (h->n > h->in + h->returned)
        buf_addf(out, _(", chưa nộp %zu"), h->n - h->in - h->returned);
}

void handed_in_add_row(const struct handed_in_row *row, struct buf *out)
{
    buf_addf(out, "%s: ", row->name);
    switch (row->state) {
    case SUBMISSION_RETURNED:
        buf_adds(out, _("trả lại để sửa"));
        break;
    case SUBMISSION_HANDED_IN:
        buf_adds(out, _("đã nộp"));
        break;
    case SUBMISSION_ACCEPTED:
        buf_adds(out, _("xã đã nhận"));
        break;
    default:
        buf_adds(out, row->id ? _("đang soạn, chưa nộp") : _("chưa nộp"));
        return;
    }
    if (row->state == SUBMISSION_RETURNED && *row->reason) {
        buf_addf(out, ": %s", row->reason);
    } else if (row->state != SUBMISSION_RETURNED && row->on) {
        buf_addf(out, " %s ", _("ngày"));
        day_add_vn(out, row->on);
    }
}
