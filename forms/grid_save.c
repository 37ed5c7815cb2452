/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks to the store: however many, one transaction and one audit entry. All marks are judged
 * before the first is written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"
#include "locale/utf8.h"

void grid_say(struct grid_said *said, enum grid_answer a, const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    *said = (struct grid_said){.answer = a};
    utf8_copy(said->text, sizeof said->text, buf_span(&b));
    buf_release(&b);
}

enum status grid_refused(enum status s, const struct detail *own, struct grid_said *said,
                         struct detail *d)
{
    if (s == STATUS_DENIED || s == STATUS_INVALID) {
        grid_say(said, GRID_REFUSED, "%s", own->text);
        return STATUS_OK;
    }
    if (d)
        *d = *own;
    return s;
}

struct batch {
    struct grid *g;
    const struct grid_step *v;
    size_t n;
    struct grid_said *said;
    bool stopped; /* said tells why; nothing is to be written */
    struct grid_change *change;
};

static void release_changes(struct batch *x)
{
    for (size_t i = 0; x->change && i < x->n; i++)
        record_release(&x->change[i].record);
    free(x->change);
    x->change = NULL;
}

static void row_of(const struct batch *x, size_t i, struct grid_row *row)
{
    size_t at = x->v[i].row;
    if (at >= x->g->n || x->g->v[at].id != x->v[i].id)
        at = grid_row_of_id(x->g, x->v[i].id, &at) ? at : x->g->n;
    *row = at < x->g->n ? x->g->v[at] : (struct grid_row){.id = x->v[i].id};
    row->now = x->v[i].shown;
}

/* "Số 27: " before what is said, when there are several. */
static void tell(struct batch *x, size_t i, const struct grid_change *c)
{
    struct buf number = {0};
    struct grid_row row;
    row_of(x, i, &row);
    grid_add_number(x->g->kind, x->g->unit, &row, &number);
    if (x->n > 1)
        grid_say(x->said, c->answer, _("Số %s: %s"), buf_str(&number), _(c->text));
    else
        grid_say(x->said, c->answer, "%s", _(c->text));
    buf_release(&number);
}

static enum status judge_all(struct batch *x, struct book_tx *t)
{
    enum status s = STATUS_OK;
    for (size_t i = 0; i < x->n && s == STATUS_OK && !x->stopped; i++) {
        struct grid_row row;
        row_of(x, i, &row);
        struct grid_mark_input m = {.kind = x->g->kind,
                                    .unit = x->g->unit,
                                    .year = x->g->year,
                                    .mode = x->g->mode,
                                    .on = x->g->on,
                                    .meeting = x->g->meeting,
                                    .row = &row,
                                    .digit = x->v[i].digit,
                                    .reason = x->v[i].reason};
        s = grid_judge(t, &m, &x->change[i]);
        if (s == STATUS_OK && x->change[i].text) {
            tell(x, i, &x->change[i]);
            x->stopped = true;
        }
    }
    return s;
}

/* The audit knows a batch by what most of it does: makes, changes or deletes. */
static enum audit_op op_of(const struct batch *x)
{
    bool made = true, gone = true;
    for (size_t i = 0; i < x->n; i++) {
        made &= x->change[i].write != GRID_WRITE_RECORD || !x->change[i].record.id;
        made &= x->change[i].write != GRID_WRITE_DELETE;
        gone &= x->change[i].write != GRID_WRITE_RECORD;
    }
    return made ? AUDIT_CREATE : gone ? AUDIT_DELETE : AUDIT_CHANGE;
}

static enum status write_all(struct batch *x, struct book_tx *t)
{
    struct save_batch *b = save_batch_begin(t, op_of(x), NULL);
    enum status s = STATUS_OK;
    size_t saved = 0;
    for (size_t i = 0; i < x->n && s == STATUS_OK; i++) {
        struct grid_change *c = &x->change[i];
        saved += c->write != GRID_WRITE_NONE;
        if (c->reasoned)
            save_batch_reasoned(b);
        if (c->write == GRID_WRITE_RECORD)
            s = save_batch_record(b, &c->record);
        else if (c->write == GRID_WRITE_DELETE)
            s = save_batch_delete(b, c->record.id);
    }
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    s = save_batch_commit(b);
    x->said->saved = saved;
    x->said->answer = saved ? GRID_SAVED : GRID_SAME;
    x->said->receipt = saved ? book_generation(t) : 0;
    return s;
}

static enum status batch_fn(struct book_tx *t, void *context)
{
    struct batch *x = context;
    release_changes(x);
    x->change = mem_alloc((x->n + 1) * sizeof *x->change);
    x->stopped = false;
    *x->said = (struct grid_said){0};
    enum status s = judge_all(x, t);
    if (s == STATUS_OK && !x->stopped)
        s = write_all(x, t);
    release_changes(x);
    return s == STATUS_OK && x->stopped ? STATUS_NOTFOUND : s; /* roll back */
}

static enum status save(struct batch *x, struct detail *d)
{
    struct detail own = {0};
    struct grid *g = x->g;
    enum status s = book_write(g->book, g->who, batch_fn, x, &own);
    if (x->stopped) {
        struct grid_said said = *x->said;
        s = grid_again(g, d); /* perhaps somebody else changed it: show what it is now */
        *x->said = said;
        return s;
    }
    if (s != STATUS_OK) /* what core/save found besides */
        return grid_refused(s, &own, x->said, d);
    return grid_again(g, d);
}

enum status grid_mark(struct grid *g, size_t row, int digit, const char *reason,
                      struct grid_said *said, struct detail *d)
{
    *said = (struct grid_said){.answer = GRID_SAME};
    if (row >= g->n || grid_is_same(g->mode, g->v[row].now, digit))
        return STATUS_OK;
    uint64_t id = g->v[row].id;
    struct grid_step step = {row, id, g->v[row].now, digit, (char *)reason};
    struct batch x = {.g = g, .v = &step, .n = 1, .said = said};
    enum status s = save(&x, d);
    if (s != STATUS_OK || said->answer != GRID_SAVED || !grid_row_of_id(g, id, &row))
        return s;
    struct buf number = {0};
    const char *words = title_state_words(g->v[row].now);
    struct grid_said done = *said;
    grid_add_number(g->kind, g->unit, &g->v[row], &number);
    words = *words ? _(words) : _("đã xóa");
    if (g->v[row].number)
        grid_say(said, GRID_SAVED, _("Số %s: %s."), buf_str(&number), words);
    else /* the commune itself */
        grid_say(said, GRID_SAVED, "%s.", words);
    said->receipt = done.receipt;
    said->saved = done.saved;
    buf_release(&number);
    return s;
}

/* Numbers of the marks "không đạt" that have no reason yet. */
static bool lack_reason(const struct grid *g, const struct grid_plan *p, struct buf *out)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct grid_step *s = &p->v[i];
        if (s->digit != GRID_FAIL || grid_reason(s->reason) || s->row >= g->n)
            continue;
        buf_adds(out, out->n ? ", " : "");
        grid_add_number(g->kind, g->unit, &g->v[s->row], out);
    }
    return out->n > 0;
}

enum status grid_plan_save(struct grid *g, const struct grid_plan *p, struct grid_said *said,
                           struct detail *d)
{
    struct buf b = {0};
    *said = (struct grid_said){.answer = GRID_SAME};
    if (p->n_problems) {
        grid_say(said, GRID_REFUSED, _("Chưa ghi gì. %s"), buf_str(&p->problems));
        return STATUS_OK;
    }
    if (lack_reason(g, p, &b)) {
        grid_say(said, GRID_NEEDS_REASON, _("Số %s không đạt: cần lý do. Ví dụ: vắng họp."),
                 buf_str(&b));
        buf_release(&b);
        return STATUS_OK;
    }
    if (!p->n) {
        grid_say(said, GRID_SAME, "%s", _("Không có gì mới để ghi."));
        return STATUS_OK;
    }
    struct batch x = {.g = g, .v = p->v, .n = p->n, .said = said};
    enum status s = save(&x, d);
    if (s == STATUS_OK && said->answer == GRID_SAVED) {
        struct grid_said done = *said;
        number_add_vn(&b, (int64_t)done.saved);
        grid_say(said, GRID_SAVED, _("Đã ghi %s %s."), buf_str(&b), _(g->kind->counter));
        said->receipt = done.receipt;
        said->saved = done.saved;
    }
    buf_release(&b);
    return s;
}
