/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hamlets that are merged, split, renamed or get another code.
 *
 * A hamlet that ends hands its people over: they move, dated, and get a number where they go, so
 * that lists, numbers, rights and grids of the new hamlet need not know of the old one. Whoever had
 * left before stays where he was.
 */
#include <stdlib.h>
#include <string.h>

#include "core/fund.h"
#include "core/unitbook.h"
#include "core/units_merge_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

/* People and what they formed, in the order in which they get numbers. */
static const enum entity_id movable[] = {ENTITY_HOUSEHOLD, ENTITY_CLAN, ENTITY_ORGANISATION,
                                         ENTITY_CITIZEN};
enum { MOVABLE = sizeof movable / sizeof *movable };

struct change {
    struct merge_planner *p;
    const struct merge_row *const *r;
    size_t n;
    struct merge_hamlet *h;
    struct unit_key code; /* of the day before */
    day from;
    struct unit_key to[MERGE_CHOICES], to_code[MERGE_CHOICES];
    size_t tos;
    bool stays; /* of a split hamlet: it goes on, with those who stay */
    int order;  /* of the entity in hand */
    struct merge_step *step;
};

/* ---- where to ---- */

static size_t rows_to(const struct merge_planner *p, struct unit_key code)
{
    size_t n = 0;
    for (size_t i = 0; i < p->in->rows; i++)
        n += unit_eq(p->in->row[i].now, code) && !unit_eq(p->in->row[i].old, code);
    return n;
}

static const char *name_for(const struct merge_planner *p, struct unit_key code)
{
    for (size_t i = 0; i < p->in->rows; i++)
        if (unit_eq(p->in->row[i].now, code) && p->in->row[i].name)
            return p->in->row[i].name;
    return NULL;
}

/* Is it to be dissolved by this very map? */
static bool is_dissolved(const struct merge_planner *p, struct unit_key code)
{
    bool ends = false;
    for (size_t i = 0; i < p->in->rows; i++)
        if (unit_eq(p->in->row[i].old, code)) {
            if (unit_eq(p->in->row[i].now, code))
                return false;
            ends = ends || !p->in->row[i].part || rows_to(p, code) > 0;
        }
    return ends;
}

/* The hamlet that a row leads to: one of the book, or one that is founded. */
static bool target(struct change *x, const struct merge_row *r, struct unit_key *out)
{
    struct merge_planner *p = x->p;
    struct unit_info info;
    struct buf code = {0};
    const char *name = name_for(p, r->now);
    bool ok = true;
    merge_add_code(&code, r->now);
    if (unitbook_by_code(p->t, r->now, r->from, out) == STATUS_OK) {
        ok = unitbook_get(p->t, *out, &info) == STATUS_OK;
        if (ok && ((info.to && info.to < r->from) || info.from > r->from)) {
            merge_refuse(p, r, _("thôn %s không còn, hoặc chưa có, vào ngày này"), buf_str(&code));
            ok = false;
        } else if (ok && is_dissolved(p, r->now)) {
            merge_refuse(p, r, _("thôn %s vừa nhận người vừa bị gộp đi; hãy làm thành hai tệp"),
                         buf_str(&code));
            ok = false;
        }
    } else if (!merge_fresh_of(p, r->now)) {
        *out = r->now;
        if (unit_hamlet_number(r->now) <= unitbook_top_number(p->t, unit_commune(r->now))) {
            merge_refuse(p, r, _("mã %s đã dùng trước đây, không cấp lại; hãy dùng số lớn hơn %d"),
                         buf_str(&code), unitbook_top_number(p->t, unit_commune(r->now)));
            ok = false;
        } else if (!name) {
            merge_refuse(p, r, _("thôn mới %s chưa có tên; hãy ghi tên ở cột new_name"),
                         buf_str(&code));
            ok = false;
        } else {
            merge_add_fresh(p, r->now, r->from, name)->kind = x->h->kind;
        }
    } else {
        *out = r->now;
    }
    buf_release(&code);
    return ok;
}

/* Of a hamlet since the day; the caller frees it. */
static char *name_of(struct change *x, struct unit_key hamlet)
{
    const struct merge_fresh *f = merge_fresh_of(x->p, hamlet);
    const struct merge_hamlet *h = merge_hamlet_of(x->p, hamlet);
    return mem_strdup(f ? f->name : h ? h->name : "");
}

static void set_to(struct change *x, struct merge_step *s, struct unit_key to)
{
    s->to = to;
    s->to_name = name_of(x, to);
}

static void made_of(struct change *x, struct unit_key to)
{
    struct merge_fresh *f = merge_fresh_of(x->p, to);
    if (!f)
        return;
    buf_adds(&f->made_of, f->made_of.n ? ", " : "");
    buf_adds(&f->made_of, x->h->name);
}

/* ---- who moves ---- */

static bool lives(const struct change *x, const struct record *r)
{
    day to = record_to(r);
    return !to || to >= x->from;
}

/* People of a household go with it. */
static bool goes_itself(const struct record *r)
{
    return r->e->id != ENTITY_CITIZEN || !record_n(r, "household");
}

static void add_move(struct change *x, const struct record *r, struct unit_key to)
{
    *MERGE_PUSH(x->p->plan->move, x->p->plan->moves) =
        (struct merge_move){r->id, x->h->key, to, x->from, r->number, x->order};
}

static size_t titles_of(struct book_tx *t, const struct record *r)
{
    struct buf prefix = {0};
    struct span key, value;
    size_t n = 0;
    buf_add_span(&prefix, unit_span(&r->unit));
    buf_addc(&prefix, ENTITY_TITLE);
    key_add_u64(&prefix, r->id);
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_RECORD, buf_span(&prefix), 0);
    while (store_next(c, &key, &value))
        n++;
    store_scan_end(c);
    buf_release(&prefix);
    return n;
}

static void count(struct change *x, const struct record *r, struct merge_counts *n)
{
    n->households += r->e->id == ENTITY_HOUSEHOLD;
    n->citizens += r->e->id == ENTITY_CITIZEN;
    n->clans += r->e->id == ENTITY_CLAN;
    n->organisations += r->e->id == ENTITY_ORGANISATION;
    n->titles += titles_of(x->p->t, r);
}

static enum status join_one(struct book_tx *t, const struct record *r, void *context)
{
    struct change *x = context;
    (void)t;
    if (!lives(x, r))
        return STATUS_OK;
    count(x, r, &x->step->n);
    if (goes_itself(r))
        add_move(x, r, x->to[0]);
    return STATUS_OK;
}

/* Then the answers need not name it. */
static bool only_split(const struct merge_planner *p)
{
    struct unit_key one = {0};
    for (size_t i = 0; i < p->in->rows; i++) {
        const struct merge_row *r = &p->in->row[i];
        if (!r->part || unit_level(r->old) != UNIT_HAMLET)
            continue;
        if (unit_level(one) != UNIT_NONE && !unit_eq(one, r->old))
            return false;
        one = r->old;
    }
    return true;
}

static enum status split_one(struct book_tx *t, const struct record *r, void *context)
{
    struct change *x = context;
    (void)t;
    if (!lives(x, r) || !goes_itself(r))
        return STATUS_OK;
    const struct merge_answer *a =
        merge_answer_of(x->p, x->code, r->e->id, r->number, only_split(x->p));
    for (size_t i = 0; a && i < x->tos; i++)
        if (merge_same_digits(a->now, x->to_code[i]) || merge_same_digits(a->now, x->to[i])) {
            if (unit_eq(x->to[i], x->h->key))
                return STATUS_OK;
            count(x, r, &x->step->n);
            add_move(x, r, x->to[i]);
            return STATUS_OK;
        }
    if (a) {
        merge_answer_refuse(x->p, a, _("thôn nêu ở đây không phải thôn được tách ra"));
        return STATUS_OK;
    }
    struct merge_question *q = merge_ask(x->p, x->code, x->h->name);
    struct buf name = {0};
    buf_add_span(&name, record_name(r));
    q->entity = r->e->id;
    q->number = r->number;
    q->id = r->id;
    q->name = buf_detach(&name);
    if (!q->name)
        q->name = mem_strdup("");
    for (size_t i = 0; i < x->tos; i++) {
        q->choice[i] = x->to_code[i];
        q->choice_name[i] = name_of(x, x->to[i]);
    }
    q->choices = x->tos;
    return STATUS_OK;
}

static void each_movable(struct change *x, book_each_fn fn)
{
    for (x->order = 0; x->order < MOVABLE; x->order++) {
        enum status s =
            book_each(x->p->t, entity_by_id(movable[x->order]), unit_span(&x->h->key), fn, x);
        if (s != STATUS_OK && x->p->failed == STATUS_OK)
            x->p->failed = s;
    }
}

/* ---- what was done before ---- */

static bool went_into(struct change *x, struct unit_key to)
{
    struct unit_row row;
    bool found = false;
    if (unitrow_load(x->p->t, x->h->key, &row))
        for (size_t i = 0; i < row.links; i++)
            found = found || (row.link[i].successor && unit_eq(row.link[i].other, to));
    unitrow_release(&row);
    return found;
}

/* ---- the changes ---- */

static void rename_it(struct change *x, const struct merge_row *r)
{
    struct unit_info info;
    struct merge_step *s = merge_add_step(x->p, MERGE_RENAMES, x->h->key, r->from);
    s->new_name = mem_strdup(r->name);
    s->after = s->before;
    s->done = unitbook_get_on(x->p->t, x->h->key, r->from, &info) == STATUS_OK &&
              strcmp(info.name, r->name) == 0;
}

/* One whole row to a code that nobody has: the hamlet lives on under it. */
static void live_on(struct change *x, const struct merge_row *r, bool done)
{
    struct merge_planner *p = x->p;
    if (!done && unit_hamlet_number(r->now) <= unitbook_top_number(p->t, unit_commune(r->now))) {
        struct buf code = {0};
        merge_add_code(&code, r->now);
        merge_refuse(p, r, _("mã %s đã dùng trước đây, không cấp lại; hãy dùng số lớn hơn %d"),
                     buf_str(&code), unitbook_top_number(p->t, unit_commune(r->now)));
        buf_release(&code);
        return;
    }
    struct unit_info info;
    struct merge_step *s = merge_add_step(p, MERGE_GOES_OVER, x->h->key, r->from);
    s->after = r->now;
    s->to = unit_commune(r->now);
    s->to_name = mem_strdup(unitbook_get(p->t, s->to, &info) == STATUS_OK ? info.name : "");
    s->done = done;
    if (r->name && strcmp(r->name, x->h->name) != 0)
        s->new_name = mem_strdup(r->name);
    merge_count(p, x->h->key, &s->n);
}

/* What is in its paper book: it goes along, or waits to be shared out. */
static int64_t fund_of(struct change *x)
{
    struct fund_book b = {0};
    enum status s = fund_book_load(x->p->t, x->h->key, 0, 0, &b);
    int64_t n = b.closing;
    fund_book_release(&b);
    if (s != STATUS_OK && x->p->failed == STATUS_OK)
        x->p->failed = s;
    return n;
}

static void join(struct change *x, const struct merge_row *r)
{
    struct merge_planner *p = x->p;
    if (!target(x, r, &x->to[0]))
        return;
    bool done = went_into(x, x->to[0]) && x->h->to && x->h->to < r->from;
    if (!done && x->h->to && x->h->to < r->from) {
        merge_refuse(p, r, _("%s đã hết hiệu lực trước ngày này"), x->h->name);
        return;
    }
    if (!done)
        made_of(x, x->to[0]);
    struct merge_step *s = merge_add_step(p, MERGE_JOINS, x->h->key, r->from);
    s->ends = true;
    s->done = done;
    s->after = r->now;
    set_to(x, s, x->to[0]);
    x->step = s;
    if (done)
        return;
    s->fund = fund_of(x);
    merge_add_link(p, (struct merge_link){x->h->key, x->to[0], false, UNIT_KIND_FULL});
    each_movable(x, join_one);
}

static void split(struct change *x)
{
    struct merge_planner *p = x->p;
    bool done = true;
    x->stays = x->n == 1;
    for (size_t i = 0; i < x->n; i++)
        x->stays = x->stays || unit_eq(x->r[i]->now, x->r[i]->old);
    for (size_t i = 0; i < x->n && x->tos < MERGE_CHOICES - 1; i++) {
        if (unit_eq(x->r[i]->now, x->r[i]->old))
            continue;
        if (!target(x, x->r[i], &x->to[x->tos]))
            return;
        x->to_code[x->tos] = x->r[i]->now;
        done = done && went_into(x, x->to[x->tos++]);
    }
    if (!done && x->h->to && x->h->to < x->from) {
        merge_refuse(p, x->r[0], _("%s đã hết hiệu lực trước ngày này"), x->h->name);
        return;
    }
    if (x->stays) {
        x->to_code[x->tos] = x->code;
        x->to[x->tos++] = x->h->key;
    }
    struct merge_step *s = merge_add_step(p, MERGE_SPLITS, x->h->key, x->from);
    struct buf names = {0};
    for (size_t i = 0; i < x->tos; i++) {
        const struct merge_fresh *f = merge_fresh_of(p, x->to[i]);
        const struct merge_hamlet *h = merge_hamlet_of(p, x->to[i]);
        buf_addf(&names, "%s%s", i ? ", " : "", f ? f->name : h ? h->name : "");
    }
    s->to_name = buf_detach(&names);
    s->ends = !x->stays;
    s->done = done;
    x->step = s;
    if (done)
        return;
    s->fund = fund_of(x);
    for (size_t i = 0; i < x->tos; i++)
        if (!unit_eq(x->to[i], x->h->key)) {
            made_of(x, x->to[i]);
            merge_add_link(p, (struct merge_link){x->h->key, x->to[i], true, UNIT_KIND_PART});
        }
    each_movable(x, split_one);
}

void merge_plan_hamlet(struct merge_planner *p, const struct merge_row *const *r, size_t n)
{
    struct change x = {.p = p, .r = r, .n = n, .code = r[0]->old, .from = r[0]->from};
    struct unit_key key, bearer;
    size_t whole = 0, part = 0;
    struct buf code = {0};
    merge_add_code(&code, r[0]->old);
    if (unitbook_by_code(p->t, r[0]->old, r[0]->from - 1, &key) == STATUS_OK)
        x.h = merge_hamlet_of(p, key);
    if (!x.h)
        merge_refuse(p, r[0], _("không có thôn mã %s trong sổ"), buf_str(&code));
    buf_release(&code);
    for (size_t i = 0; i < n && x.h; i++) {
        bool itself = unit_eq(r[i]->old, r[i]->now);
        part += r[i]->part && !itself;
        whole += !r[i]->part && !itself;
        if (r[i]->from != x.from && !(itself && r[i]->name && n == 1)) {
            merge_refuse(p, r[i], "%s", _("các dòng của một thôn phải cùng một ngày"));
            return;
        }
        if (itself && r[i]->name)
            rename_it(&x, r[i]);
    }
    if (!x.h || (!whole && !part))
        return;
    for (size_t i = 0; i < n && whole; i++)
        if (unit_eq(r[i]->old, r[i]->now) && r[i]->name) {
            merge_refuse(p, r[i], "%s",
                         _("thôn này cùng ngày đã gộp đi hoặc đổi mã; hãy ghi tên mới ở dòng đó"));
            return;
        }
    if (whole > 1 || (whole && part)) {
        merge_refuse(p, r[0], "%s",
                     _("một thôn chia ra nhiều thôn thì cột partial của mọi dòng phải là 1"));
        return;
    }
    x.code = unitbook_code(p->t, x.h->key, x.from - 1);
    if (part) {
        split(&x);
        return;
    }
    const struct merge_row *to = r[0];
    for (size_t i = 0; i < n; i++)
        if (!unit_eq(r[i]->old, r[i]->now))
            to = r[i];
    bool known = unitbook_by_code(p->t, to->now, to->from, &bearer) == STATUS_OK;
    if (known ? unit_eq(bearer, x.h->key) : rows_to(p, to->now) == 1)
        live_on(&x, to, known);
    else
        join(&x, to);
}
