/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The proposal of a list (tờ trình): everybody who has passed the review goes to the commune by one
 * document, in one transaction. A hamlet proposes, the commune decides.
 */
#include <stdlib.h>

#include "core/audit.h"
#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

struct propose {
    struct grid *g;
    const struct grid_proposal *x; /* NULL: only counted */
    const bool *except;
    size_t n;
    uint64_t document, receipt;
    bool changed; /* somebody else was there */
};

static bool passed(const struct grid_row *r)
{
    uint8_t state = r->now & STATE_MASK;
    return state == STATE_PROPOSED || (state == STATE_REVIEWED && !(r->now & STATE_FAILED));
}

static enum status write_row(struct propose *z, struct save_batch *b, struct record *r)
{
    if (record_n(r, "state") != STATE_PROPOSED)
        value_set_n(record_value(r, "state"), STATE_PROPOSED);
    record_set_day(r, "proposed_on", z->x->date);
    value_set_n(record_value(r, "proposal"), (int64_t)z->document);
    return save_batch_record(b, r);
}

/* b NULL: only counted. */
static enum status each(struct propose *z, struct book_tx *t, struct save_batch *b)
{
    const struct grid *g = z->g;
    enum status s = STATUS_OK;
    z->n = 0;
    z->changed = false;
    for (size_t i = 0; i < g->n && s == STATUS_OK; i++) {
        struct unit_key place;
        struct record r;
        if (!passed(&g->v[i]) || (z->except && z->except[i]))
            continue;
        s = grid_get_title(t, g->kind, &g->v[i], g->year, &place, &r);
        z->changed |= s == STATUS_NOTFOUND;
        if (s != STATUS_OK)
            break;
        z->changed |= b && title_state_of(&r) != g->v[i].now;
        if (!z->changed && !record_value(&r, "proposal")->known) {
            z->n++;
            s = b ? write_row(z, b, &r) : s;
        }
        record_release(&r);
        if (z->changed)
            s = STATUS_NOTFOUND;
    }
    return s;
}

static enum status ask_fn(struct book_tx *t, void *context)
{
    return each(context, t, NULL);
}

enum status grid_propose_ask(struct grid *g, size_t *open, struct detail *d)
{
    struct propose z = {.g = g};
    enum status s = book_read(g->book, g->who, ask_fn, &z, d);
    *open = z.n;
    return s;
}

static enum status propose_fn(struct book_tx *t, void *context)
{
    struct propose *z = context;
    struct save_batch *b = save_batch_begin(t, AUDIT_CHANGE, NULL);
    struct buf subject = {0};
    buf_addf(&subject, "Đề nghị công nhận danh hiệu %s năm %d", z->g->kind->label, z->g->year);
    enum status s = grid_document(b, t, z->g->unit, GRID_DOCUMENT_PROPOSAL, z->x->number,
                                  z->x->date, buf_span(&subject), &z->document);
    buf_release(&subject);
    if (s == STATUS_OK)
        s = each(z, t, b);
    if (s != STATUS_OK || !z->n) { /* no document without anybody in it */
        save_batch_abort(b);
        return s == STATUS_OK ? STATUS_NOTFOUND : s;
    }
    s = save_batch_commit(b);
    z->receipt = book_generation(t);
    return s;
}

static bool lacks(const struct grid *g, const struct grid_proposal *x, struct grid_said *said)
{
    if (caller_may(g->who, ACCESS_WRITE, g->unit, NULL) != STATUS_OK)
        grid_say(said, GRID_REFUSED, "%s", _("Danh sách này không thuộc phần được giao."));
    else if (!span_trim(x->number).n)
        grid_say(said, GRID_REFUSED, "%s", _("Cần số của tờ trình. Ví dụ: 03/TTr-CHKH."));
    else if (!x->date || x->date > g->who->today)
        grid_say(said, GRID_REFUSED, "%s",
                 _("Cần ngày của tờ trình, không sau hôm nay. Ví dụ: 15/11/2026."));
    else
        return false;
    return true;
}

static enum status run(struct propose *z, struct grid_said *said, struct detail *d)
{
    struct detail own = {0};
    struct grid *g = z->g;
    struct buf n = {0};
    enum status s = book_write(g->book, g->who, propose_fn, z, &own);
    if (s == STATUS_NOTFOUND) {
        grid_say(said, z->changed ? GRID_REFUSED : GRID_SAME, "%s",
                 z->changed ? _("Người khác vừa sửa danh sách, chưa ghi gì. Xem lại rồi làm lại.")
                            : _("Không có ai mới để đề nghị. Hãy ghi kết quả bình xét trước."));
        return grid_again(g, d);
    }
    if (s != STATUS_OK)
        return grid_refused(s, &own, said, d);
    number_add_vn(&n, (int64_t)z->n);
    grid_say(said, GRID_SAVED, _("Đã đề nghị %s %s theo %.*s."), buf_str(&n), _(g->kind->counter),
             (int)z->x->number.n, z->x->number.p);
    said->receipt = z->receipt;
    said->saved = z->n;
    buf_release(&n);
    return grid_again(g, d);
}

enum status grid_propose(struct grid *g, const struct grid_proposal *x, struct grid_said *said,
                         struct detail *d)
{
    struct grid_plan p = {0};
    enum status s = STATUS_OK;
    *said = (struct grid_said){0};
    if (lacks(g, x, said))
        return STATUS_OK;
    bool *except = mem_alloc(g->n + 1);
    grid_numbers_except(g, x->except, except, &p);
    struct propose z = {.g = g, .x = x, .except = except};
    if (p.n_problems)
        grid_say(said, GRID_REFUSED, _("Chưa ghi gì. %s"), buf_str(&p.problems));
    else
        s = run(&z, said, d);
    grid_plan_release(&p);
    free(except);
    return s;
}
