/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meeting that reviews (họp bình xét): an activity of the unit and day, to which the results of
 * that day point; and the votes of each, keyed by number.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/criteria_book.h"
#include "core/entity_codes.h"
#include "forms/grid_private.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

/* ---- the meeting of a day ---- */

struct meeting {
    struct grid *g;
    const struct grid_meeting *x;
    struct record found; /* e NULL: none */
    uint64_t id, receipt;
    int64_t present;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct meeting *m = context;
    (void)t;
    if (record_n(r, "kind") != ACTIVITY_MEETING || !unit_eq(r->unit, m->g->unit) ||
        pdate_first(value_date(record_value(r, "date"))) != m->x->on)
        return STATUS_OK;
    record_copy(&m->found, r);
    return STATUS_NOTFOUND; /* stop */
}

static void begin(struct meeting *m)
{
    struct buf topic = {0};
    struct record *r = &m->found;
    record_init(r, entity_by_id(ENTITY_ACTIVITY));
    r->unit = m->g->unit;
    value_set_s(record_value(r, "hamlet"), unit_span(&m->g->unit));
    value_set_n(record_value(r, "kind"), ACTIVITY_MEETING);
    record_set_day(r, "date", m->x->on);
    buf_addf(&topic, "Bình xét %s năm %d", m->g->kind->label, m->g->year); /* kept: in Vietnamese */
    value_set_s(record_value(r, "topic"), buf_span(&topic));
    buf_release(&topic);
}

static void set_said(struct record *r, const struct grid_meeting *x)
{
    if (span_trim(x->chair).n)
        value_set_s(record_value(r, "chair"), span_trim(x->chair));
    if (span_trim(x->secretary).n)
        value_set_s(record_value(r, "secretary"), span_trim(x->secretary));
    if (x->invited >= 0)
        value_set_n(record_value(r, "invited"), x->invited);
    if (x->present >= 0)
        value_set_n(record_value(r, "present"), x->present);
}

static enum status meet_fn(struct book_tx *t, void *context)
{
    struct meeting *m = context;
    record_release(&m->found); /* the closure may run again */
    enum status s = book_each(t, entity_by_id(ENTITY_ACTIVITY), unit_span(&m->g->unit), take, m);
    if (s != STATUS_OK)
        return s;
    if (!m->found.e)
        begin(m);
    set_said(&m->found, m->x);
    struct save_batch *b = save_batch_begin(t, m->found.id ? AUDIT_CHANGE : AUDIT_CREATE, NULL);
    s = save_batch_record(b, &m->found);
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    m->id = m->found.id;
    const struct value *present = record_value(&m->found, "present");
    m->present = present->known ? present->n : -1;
    s = save_batch_commit(b);
    m->receipt = book_generation(t);
    return s;
}

enum status grid_meet(struct grid *g, const struct grid_meeting *x, struct grid_said *said,
                      struct detail *d)
{
    struct meeting m = {.g = g, .x = x};
    struct detail own = {0};
    struct buf on = {0};
    *said = (struct grid_said){0};
    if (!x->on || x->on > g->who->today || day_year(x->on) < g->year ||
        day_year(x->on) > g->year + 1) {
        grid_say(said, GRID_REFUSED, _("Ngày họp phải trong năm %d và không sau hôm nay."),
                 g->year);
        return STATUS_OK;
    }
    enum status s = book_write(g->book, g->who, meet_fn, &m, &own);
    record_release(&m.found);
    if (s != STATUS_OK)
        return grid_refused(s, &own, said, d);
    g->meeting = m.id;
    g->present = m.present;
    grid_set_day(g, x->on);
    day_add_vn(&on, x->on);
    grid_say(said, GRID_SAVED, _("Họp ngày %s đã ghi. Kết quả bấm từ giờ là của cuộc họp này."),
             buf_str(&on));
    said->receipt = m.receipt;
    said->saved = 1;
    buf_release(&on);
    return s;
}

/* ---- votes ---- */

struct vote {
    size_t row;
    int64_t yes, no;
};

struct voting {
    struct grid *g;
    struct vote *v;
    size_t n;
    struct grid_plan problems;
    uint64_t receipt;
    int least; /* of a hundred present who must agree; 0: the criteria do not say */
};

static struct span next_word(struct span *s)
{
    size_t i = 0, k;
    while (i < s->n && (s->p[i] == ' ' || s->p[i] == '/' || s->p[i] == '\t'))
        i++;
    k = i;
    while (k < s->n && s->p[k] != ' ' && s->p[k] != '/' && s->p[k] != '\t')
        k++;
    struct span word = span_make(s->p + i, k - i);
    s->p += k, s->n -= k;
    return word;
}

/* "21 27/2": number, for, against (none: 0). */
static void parse_one(struct voting *z, struct span s)
{
    struct span all = span_trim(s), label = next_word(&s), yes = next_word(&s), no = next_word(&s);
    struct vote v = {0};
    if (!all.n)
        return;
    if (!number_parse(yes, &v.yes) || (no.n && !number_parse(no, &v.no)) || v.yes < 0 || v.no < 0 ||
        v.yes > 10000 || v.no > 10000 || next_word(&s).n) {
        grid_plan_problem(&z->problems,
                          _("Không hiểu '%.*s'. Viết như 21 27/2: số, đồng ý, không."), (int)all.n,
                          all.p);
        return;
    }
    if (grid_rows_numbered(z->g, label, &v.row) != 1) {
        grid_plan_problem(&z->problems, _("Không có số %.*s, hoặc số ấy có ở nhiều thôn."),
                          (int)label.n, label.p);
        return;
    }
    if (z->g->present >= 0 && v.yes + v.no > z->g->present)
        grid_plan_problem(&z->problems, _("Số %.*s: nhiều phiếu hơn số người có mặt (%lld)."),
                          (int)label.n, label.p, (long long)z->g->present);
    z->v = mem_realloc_array(z->v, z->n + 1, sizeof *z->v);
    z->v[z->n++] = v;
}

static void parse(struct voting *z, struct span text)
{
    while (text.n) {
        size_t k = 0;
        while (k < text.n && !strchr(",;\n\r", text.p[k]))
            k++;
        parse_one(z, span_make(text.p, k));
        k += k < text.n;
        text.p += k, text.n -= k;
    }
}

/* Too few for a "đạt": the person is told, and goes on only with a reason, which the audit trail
 * keeps. Without a share in the adopted set every result is the meeting's own. */
static enum status enough(const struct voting *z, struct book_tx *t, const struct record *r,
                          const struct vote *v)
{
    const char *reason = t->who->reason;
    int64_t all = z->g->present >= 0 ? z->g->present : v->yes + v->no;
    if (!z->least || record_n(r, "failed") || v->yes * 100 >= z->least * all ||
        (reason && span_trim(span_of(reason)).n))
        return STATUS_OK;
    return detail_set(t->detail, STATUS_NEEDS_REASON,
                      _("Số %u: %lld trên %lld người dự đồng ý, bộ tiêu chí cần %d %%. Vẫn ghi đạt "
                        "thì ghi lý do."),
                      (unsigned)z->g->v[v->row].number, (long long)v->yes, (long long)all,
                      z->least);
}

static enum status least_votes(struct book_tx *t, struct voting *z)
{
    struct criteria_entry e = {0};
    enum status s = criteria_holding(t, z->g->kind->id, z->g->year, &e);
    z->least = s == STATUS_OK ? e.set.votes_min : 0;
    criteria_entry_release(&e);
    return s == STATUS_NOTFOUND ? STATUS_OK : s;
}

static enum status save_vote(struct voting *z, struct book_tx *t, struct save_batch *b,
                             const struct vote *v)
{
    struct unit_key place;
    struct record r;
    const struct grid *g = z->g;
    enum status s = grid_get_title(t, g->kind, &g->v[v->row], g->year, &place, &r);
    bool reviewed = false;
    if (s == STATUS_OK) {
        int64_t state = record_n(&r, "state");
        reviewed = state == STATE_REVIEWED || state == STATE_PROPOSED ||
                   state == STATE_RECOGNISED || state == STATE_REFUSED;
    }
    if ((s == STATUS_OK || s == STATUS_NOTFOUND) && !reviewed) {
        if (s == STATUS_OK)
            record_release(&r);
        return detail_set(t->detail, STATUS_INVALID,
                          _("Số %u chưa có kết quả bình xét: bấm 2 đạt hoặc 3 không đạt trước."),
                          (unsigned)g->v[v->row].number);
    }
    if (s != STATUS_OK)
        return s;
    s = enough(z, t, &r, v);
    if (s != STATUS_OK) {
        record_release(&r);
        return s;
    }
    value_set_n(record_value(&r, "votes_for"), v->yes);
    value_set_n(record_value(&r, "votes_against"), v->no);
    if (g->meeting && !record_value(&r, "meeting")->known)
        value_set_n(record_value(&r, "meeting"), (int64_t)g->meeting);
    s = save_batch_record(b, &r);
    record_release(&r);
    return s;
}

static enum status votes_fn(struct book_tx *t, void *context)
{
    struct voting *z = context;
    struct save_batch *b = save_batch_begin(t, AUDIT_CHANGE, NULL);
    enum status s = least_votes(t, z);
    for (size_t i = 0; i < z->n && s == STATUS_OK; i++)
        s = save_vote(z, t, b, &z->v[i]);
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    s = save_batch_commit(b);
    z->receipt = book_generation(t);
    return s;
}

enum status grid_votes(struct grid *g, struct span text, struct grid_said *said, struct detail *d)
{
    struct voting z = {.g = g};
    struct detail own = {0};
    enum status s = STATUS_OK;
    *said = (struct grid_said){.answer = GRID_SAME};
    parse(&z, text);
    if (z.problems.n_problems)
        grid_say(said, GRID_REFUSED, _("Chưa ghi gì. %s"), buf_str(&z.problems.problems));
    else if (z.n)
        s = book_write(g->book, g->who, votes_fn, &z, &own);
    if (s != STATUS_OK) {
        s = grid_refused(s, &own, said, d);
    } else if (z.n && !z.problems.n_problems) {
        grid_say(said, GRID_SAVED, _("Đã ghi phiếu của %s %s."), number_vn((int64_t)z.n).text,
                 _(g->kind->counter));
        said->receipt = z.receipt;
        said->saved = z.n;
        s = grid_again(g, d);
    }
    grid_plan_release(&z.problems);
    free(z.v);
    return s;
}
