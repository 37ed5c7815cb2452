/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision on a list: everybody proposed is recognised, or refused, by one document, in one
 * transaction. The commune decides; a hamlet proposes.
 */
#include <stdlib.h>

#include "core/audit.h"
#include "core/progress_print.h"
#include "core/unitbook.h"
#include "forms/grid_private.h"
#include "forms/title_words.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

static bool is_open(const struct grid_row *r)
{
    return (r->now & STATE_MASK) == STATE_PROPOSED;
}

/* ---- the document ---- */

struct wanted {
    struct buf key;
    int kind;
    day date;
    uint64_t id;
};

static void add_key(struct buf *out, struct span number)
{
    fold_key(out, number);
}

static enum status match(struct book_tx *t, const struct record *r, void *context)
{
    struct wanted *w = context;
    struct buf key = {0};
    struct pdate date = value_date(record_value(r, "date"));
    (void)t;
    add_key(&key, record_name(r));
    int64_t kind = record_n(r, "kind");
    bool same =
        span_eq(buf_span(&key), buf_span(&w->key)) && (!kind || kind == w->kind) &&
        (!pdate_known(date) || (pdate_first(date) <= w->date && w->date <= pdate_last(date)));
    buf_release(&key);
    if (same)
        w->id = r->id;
    return same ? STATUS_NOTFOUND : STATUS_OK; /* found: stop */
}

enum status grid_document(struct save_batch *b, struct book_tx *t, struct unit_key place, int kind,
                          struct span number, day date, struct span subject, uint64_t *id)
{
    struct wanted w = {.kind = kind, .date = date};
    struct record r;
    add_key(&w.key, number);
    enum status s = book_each(t, entity_by_id(ENTITY_DOCUMENT), (struct span){"", 0}, match, &w);
    buf_release(&w.key);
    *id = w.id;
    if (s != STATUS_OK || w.id)
        return s;
    record_init(&r, entity_by_id(ENTITY_DOCUMENT));
    value_set_s(record_value(&r, "unit"), unit_span(&place));
    value_set_s(record_value(&r, "subject"), subject);
    value_set_n(record_value(&r, "kind"), kind);
    value_set_s(record_value(&r, "number"), span_trim(number));
    record_set_day(&r, "date", date);
    s = save_batch_record(b, &r);
    *id = r.id;
    record_release(&r);
    return s;
}

/* ---- the titles ---- */

struct decide {
    struct grid *g;
    const struct grid_decision *x;
    const bool *except;
    size_t saved;
    uint64_t receipt;
    bool changed; /* somebody else was there */
};

static enum status decide_row(struct decide *z, struct save_batch *b, struct book_tx *t,
                              const struct grid_row *row, uint64_t document_id)
{
    struct unit_key place;
    struct record r;
    const struct grid *g = z->g;
    enum status s = grid_get_title(t, g->kind, row, g->year, &place, &r);
    if (s == STATUS_NOTFOUND) {
        z->changed = true;
        return s;
    }
    if (s != STATUS_OK)
        return s;
    z->changed = title_state_of(&r) != row->now;
    if (!z->changed) {
        struct buf reason = {0};
        buf_add_span(&reason, z->x->reason);
        value_set_n(record_value(&r, "state"), z->x->refuse ? STATE_REFUSED : STATE_RECOGNISED);
        value_set_n(record_value(&r, "decision"), (int64_t)document_id);
        record_set_day(&r, "decided_on", z->x->date);
        grid_set_text(&r, "reason", z->x->refuse ? buf_str(&reason) : NULL);
        buf_release(&reason);
        s = save_batch_record(b, &r);
        z->saved++;
    }
    record_release(&r);
    return z->changed ? STATUS_NOTFOUND : s;
}

static enum status decide_fn(struct book_tx *t, void *context)
{
    struct decide *z = context;
    const struct grid *g = z->g;
    uint64_t id;
    z->saved = 0;
    z->changed = false;
    struct save_batch *b = save_batch_begin(t, AUDIT_CHANGE, NULL);
    struct unit_key place = g->unit; /* a decision is the commune's */
    if (unit_level(place) == UNIT_HAMLET)
        place = unitbook_parent(t, place, t->who->today);
    struct buf subject = {0};
    buf_addf(&subject, "%s danh hiệu %s năm %d", z->x->refuse ? "Không công nhận" : "Công nhận",
             g->kind->label, g->year);
    enum status s = grid_document(b, t, place, GRID_DOCUMENT_DECISION, z->x->number, z->x->date,
                                  buf_span(&subject), &id);
    buf_release(&subject);
    for (size_t i = 0; i < g->n && s == STATUS_OK; i++)
        if (is_open(&g->v[i]) && !z->except[i])
            s = decide_row(z, b, t, &g->v[i], id);
    if (s != STATUS_OK) {
        save_batch_abort(b);
        return s;
    }
    s = save_batch_commit(b);
    z->receipt = book_generation(t);
    return s;
}

/* What is missing, in words; false when all is there. */
static bool lacks(const struct grid *g, const struct grid_decision *x, struct grid_said *said)
{
    if (caller_may(g->who, ACCESS_DECIDE, g->unit, NULL) != STATUS_OK)
        grid_say(said, GRID_REFUSED, "%s",
                 _("Công nhận hay không là việc của xã: gửi danh sách đề nghị cho cán bộ xã."));
    else if (!span_trim(x->number).n)
        grid_say(said, GRID_REFUSED, "%s", _("Cần số của quyết định. Ví dụ: 215/QĐ-UBND."));
    else if (!x->date || x->date > g->who->today)
        grid_say(said, GRID_REFUSED, "%s",
                 _("Cần ngày của quyết định, không sau hôm nay. Ví dụ: 5/12/2026."));
    else if (x->refuse && !span_trim(x->reason).n)
        grid_say(said, GRID_NEEDS_REASON, "%s",
                 _("Không công nhận thì cần lý do. Ví dụ: không đủ hồ sơ."));
    else
        return false;
    return true;
}

static enum status run(struct decide *z, struct grid_said *said, struct detail *d)
{
    struct detail own = {0};
    struct grid *g = z->g;
    struct buf n = {0};
    struct caller with =
        *g->who; /* of a year that is handed in the decision itself is the reason */
    struct buf why = {0};
    buf_addf(&why, "Theo %.*s", (int)z->x->number.n, z->x->number.p);
    if (!with.reason)
        with.reason = buf_str(&why);
    enum status s = book_write(g->book, &with, decide_fn, z, &own);
    buf_release(&why);
    if (z->changed) {
        grid_say(said, GRID_REFUSED, "%s",
                 _("Người khác vừa sửa danh sách, chưa ghi gì. Xem lại rồi làm lại."));
        return grid_again(g, d);
    }
    if (s != STATUS_OK)
        return grid_refused(s, &own, said, d);
    number_add_vn(&n, (int64_t)z->saved);
    grid_say(said, GRID_SAVED,
             z->x->refuse ? _("Đã ghi không công nhận %s %s theo %.*s.")
                          : _("Đã công nhận %s %s theo %.*s."),
             buf_str(&n), _(g->kind->counter), (int)z->x->number.n, z->x->number.p);
    said->receipt = z->receipt;
    said->saved = z->saved;
    buf_release(&n);
    return grid_again(g, d);
}

enum status grid_decide(struct grid *g, const struct grid_decision *x, struct grid_said *said,
                        struct detail *d)
{
    struct grid_plan p = {0};
    size_t open = 0;
    enum status s = STATUS_OK;
    *said = (struct grid_said){0};
    if (lacks(g, x, said))
        return STATUS_OK;
    bool *except = mem_alloc(g->n + 1);
    grid_numbers_except(g, x->except, except, &p);
    for (size_t i = 0; i < g->n; i++)
        open += is_open(&g->v[i]) && !except[i];
    struct decide z = {.g = g, .x = x, .except = except};
    if (p.n_problems)
        grid_say(said, GRID_REFUSED, _("Chưa ghi gì. %s"), buf_str(&p.problems));
    else if (!open)
        grid_say(said, GRID_SAME, "%s", _("Không có ai đang được đề nghị."));
    else
        s = run(&z, said, d);
    grid_plan_release(&p);
    free(except);
    return s;
}

/* ---- before it ---- */

/* What a title is measured by is decided first: people, families, then who they make up. */
static const enum title_id order[] = {TITLE_CITIZEN, TITLE_FAMILY, TITLE_CLAN, TITLE_COMMUNITY};

struct ask {
    const struct grid *g;
    size_t open[sizeof order / sizeof *order];
    struct buf left_out; /* numbers of who is proposed, and in no tờ trình */
    size_t listed, unlisted;
};

/* Once there is a tờ trình, the decision is on those in it. */
static enum status find_left_out(struct ask *a, struct book_tx *t)
{
    const struct grid *g = a->g;
    a->listed = a->unlisted = 0;
    buf_reset(&a->left_out);
    for (size_t i = 0; i < g->n; i++) {
        struct unit_key place;
        struct record r;
        if (!is_open(&g->v[i]))
            continue;
        enum status s = grid_get_title(t, g->kind, &g->v[i], g->year, &place, &r);
        if (s == STATUS_NOTFOUND) /* deleted meanwhile: the decision will see it */
            continue;
        if (s != STATUS_OK)
            return s;
        bool listed = record_value(&r, "proposal")->known;
        record_release(&r);
        a->listed += listed;
        a->unlisted += !listed;
        if (listed)
            continue;
        buf_adds(&a->left_out, a->left_out.n ? " " : "");
        grid_add_number(g->kind, g->unit, &g->v[i], &a->left_out);
    }
    return STATUS_OK;
}

static enum status ask_fn(struct book_tx *t, void *context)
{
    struct ask *a = context;
    enum status s = find_left_out(a, t);
    for (size_t k = 0; k < sizeof order / sizeof *order && s == STATUS_OK; k++) {
        struct grid_row *v = NULL;
        size_t n = 0;
        a->open[k] = 0;
        if (order[k] == a->g->kind->id)
            break;
        s = grid_rows_load(t, title_by_id(order[k]), a->g->unit, a->g->year, &v, &n);
        for (size_t i = 0; i < n && s == STATUS_OK; i++)
            a->open[k] += is_open(&v[i]);
        free(v);
    }
    return s;
}

enum status grid_decide_ask(struct grid *g, size_t *open, struct buf *left_out, struct buf *advice,
                            struct detail *d)
{
    struct ask a = {.g = g};
    *open = 0;
    for (size_t i = 0; i < g->n; i++)
        *open += is_open(&g->v[i]);
    enum status s = book_read(g->book, g->who, ask_fn, &a, d);
    struct buf lists = {0};
    for (size_t k = 0; k < sizeof order / sizeof *order && s == STATUS_OK; k++) {
        const struct title_kind *first = title_by_id(order[k]);
        if (!a.open[k])
            continue;
        buf_addf(&lists, "%s%s ", lists.n ? ", " : "", _(first->label));
        number_add_vn(&lists, (int64_t)a.open[k]);
        buf_addf(&lists, " %s", _(first->counter));
    }
    if (s == STATUS_OK && a.listed && a.unlisted) {
        buf_add_span(left_out, buf_span(&a.left_out));
        buf_addf(advice, _("Chưa có trong tờ trình nào: số %s."), buf_str(&a.left_out));
    }
    if (lists.n && advice->n)
        buf_addc(advice, ' ');
    if (lists.n)
        buf_addf(advice, _("Danh sách nên quyết định trước: %s còn chờ."), buf_str(&lists));
    buf_release(&a.left_out);
    buf_release(&lists);
    return s;
}
