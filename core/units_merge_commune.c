/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A commune of the book that went into others.
 */
#include <stdlib.h>
#include <string.h>

#include "core/unitbook.h"
#include "core/unitbook_builtin.h"
#include "core/units_merge_private.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct split {
    struct merge_planner *p;
    const struct merge_row *const *r;
    size_t n;
    struct unit_key old;
    day from;
    struct unit_key into[MERGE_CHOICES]; /* those that got people */
    size_t intos;
    char name[128]; /* of the old commune */
};

static bool gets_people(enum unit_kind k)
{
    return k != UNIT_KIND_AREA && k != UNIT_KIND_AREA_ALL;
}

/* The province of a commune that is not in the book yet: that in which the old one is now, or the
 * one that kept code and name. */
static struct unit_key new_province(struct merge_planner *p, struct unit_key old, day from)
{
    struct unit_key was = unitbook_parent(p->t, old, from - 1), now = was, none = {0};
    struct unit_row row;
    if (unit_level(was) != UNIT_PROVINCE)
        return none;
    if (was.c[0] == UNIT_2025)
        return was;
    if (unitrow_load(p->t, was, &row))
        for (size_t i = 0; i < row.links; i++)
            if (row.link[i].successor && unit_level(row.link[i].other) == UNIT_PROVINCE)
                now = row.link[i].other;
    unitrow_release(&row);
    if (now.c[0] == UNIT_2025)
        return now;
    const char *before = unit_builtin_name(was);
    now.c[0] = UNIT_2025;
    const char *since = unit_builtin_name(now);
    return before && since && strcmp(before, since) == 0 ? now : none;
}

/* The new commune must have a name: from an official list, the book or the map itself. */
static bool know(struct split *x, const struct merge_row *r)
{
    struct unit_info info;
    if (unitbook_get(x->p->t, r->now, &info) == STATUS_OK || merge_fresh_of(x->p, r->now))
        return true;
    if (!r->name) {
        struct buf code = {0};
        merge_add_code(&code, r->now);
        merge_refuse(x->p, r,
                     _("chưa biết tên xã mới %s; hãy nhập danh mục xã từ 7/2025 bằng 'hoctap units "
                       "import TỆP', hoặc thêm cột new_name"),
                     buf_str(&code));
        buf_release(&code);
        return false;
    }
    struct merge_fresh *f = merge_add_fresh(x->p, r->now, r->from, r->name);
    f->province = new_province(x->p, x->old, r->from);
    return true;
}

static bool is_repeated(const struct split *x, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (unit_eq(x->r[k]->now, x->r[i]->now))
            return true;
    return false;
}

static size_t targets_of(const struct split *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        n += !unit_eq(x->r[i]->old, x->r[i]->now) && !is_repeated(x, i);
    return n;
}

static bool read_rows(struct split *x)
{
    bool ok = true;
    for (size_t i = 0; i < x->n; i++) {
        const struct merge_row *r = x->r[i];
        if (unit_eq(r->old, r->now))
            continue;
        if (r->from != x->from) {
            merge_refuse(x->p, r, "%s", _("một xã chia tách thì mọi dòng phải cùng một ngày"));
            return false;
        }
        if (!r->part && targets_of(x) > 1) {
            merge_refuse(x->p, r, "%s",
                         _("một xã chia ra nhiều xã thì cột partial của mọi dòng phải là 1"));
            return false;
        }
        if (is_repeated(x, i)) {
            merge_refuse(x->p, r, "%s", _("hai dòng cùng nói về một xã cũ và một xã mới"));
            return false;
        }
        ok = know(x, r) && ok;
        merge_add_link(x->p, (struct merge_link){x->old, r->now, r->part, r->kind});
        if (!gets_people(r->kind))
            continue;
        if (x->intos == MERGE_CHOICES) {
            merge_refuse(x->p, r, "%s", _("một xã không thể chia thành nhiều xã như vậy"));
            return false;
        }
        x->into[x->intos++] = r->now;
    }
    if (ok && !x->intos)
        merge_refuse(x->p, x->r[0], "%s", _("không có xã nào nhận người của xã này"));
    return ok && x->intos;
}

/* Of a commune since the day; the caller frees it. */
static char *name_of(struct merge_planner *p, struct unit_key commune)
{
    struct unit_info info;
    const struct merge_fresh *f = merge_fresh_of(p, commune);
    if (f)
        return mem_strdup(f->name);
    return mem_strdup(unitbook_get(p->t, commune, &info) == STATUS_OK ? info.name : "");
}

static void set_to(struct merge_planner *p, struct merge_step *s, struct unit_key to)
{
    s->to = to;
    s->to_name = name_of(p, to);
}

/* Where a hamlet (or what lies under the commune itself) goes; false: it is asked for. */
static bool decide(struct split *x, struct unit_key code, const char *name, struct unit_key *to)
{
    const struct merge_answer *a = merge_answer_of(x->p, code, ENTITY_NONE, 0, false);
    if (x->intos == 1) {
        *to = x->into[0];
        return true;
    }
    for (size_t i = 0; a && i < x->intos; i++)
        if (merge_same_digits(unit_commune(a->now), x->into[i])) {
            *to = x->into[i];
            return true;
        }
    if (a) {
        merge_answer_refuse(x->p, a,
                            _("xã nêu ở đây không nhận phần nào của xã cũ; hãy xem các mã ở cột "
                              "choices của tệp mẫu"));
        return false;
    }
    struct merge_question *q = merge_ask(x->p, code, name);
    q->name = mem_strdup(name);
    for (size_t i = 0; i < x->intos; i++) {
        q->choice[i] = x->into[i];
        q->choice_name[i] = name_of(x->p, x->into[i]);
    }
    q->choices = x->intos;
    return false;
}

static bool answered_otherwise(struct split *x, struct unit_key code, struct unit_key went)
{
    const struct merge_answer *a = merge_answer_of(x->p, code, ENTITY_NONE, 0, false);
    if (!a || merge_same_digits(unit_commune(a->now), went))
        return false;
    merge_answer_refuse(x->p, a,
                        _("thôn này đã chuyển sang xã khác rồi, không đổi lại được ở đây"));
    return true;
}

/* A hamlet that had ended before the day: where the one is that it went into, or by an answer. */
static bool follow(struct split *x, const struct merge_hamlet *h, struct unit_key *to)
{
    struct unit_row row;
    bool found = false;
    if (x->intos > 1 && unitrow_load(x->p->t, h->key, &row)) {
        for (size_t i = 0; i < row.links && !found; i++) {
            struct unit_key next = row.link[i].other;
            struct unit_key code = unitbook_code(x->p->t, next, x->from - 1);
            const struct merge_answer *a = merge_answer_of(x->p, code, ENTITY_NONE, 0, false);
            found = row.link[i].successor && !row.link[i].part && a;
            if (found)
                *to = a->now;
        }
        for (size_t i = 0; found && i < x->intos; i++)
            if (merge_same_digits(unit_commune(*to), x->into[i]))
                *to = x->into[i];
        unitrow_release(&row);
    }
    return found || decide(x, unitbook_code(x->p->t, h->key, x->from - 1), h->name, to);
}

static void take_hamlet(struct split *x, struct merge_hamlet *h)
{
    struct merge_planner *p = x->p;
    struct unit_key now = unitbook_commune(p->t, h->key, x->from), to;
    bool ended = h->to && h->to < x->from, done = !unit_eq(now, x->old);
    struct unit_key code = unitbook_code(p->t, h->key, x->from - 1);
    h->touched = true;
    if (done)
        to = now;
    else if (!(ended ? follow(x, h, &to) : decide(x, code, h->name, &to)))
        return;
    if (done && answered_otherwise(x, code, now))
        return;
    struct merge_step *s =
        merge_add_step(p, ended ? MERGE_FOLLOWS : MERGE_GOES_OVER, h->key, x->from);
    s->done = done;
    set_to(p, s, to);
    s->after = done ? unitbook_code(p->t, h->key, x->from) : code;
    merge_count(p, h->key, &s->n);
}

/* Clans, organisations and people without a hamlet. */
static void take_own(struct split *x)
{
    struct merge_planner *p = x->p;
    struct unit_key now = unitbook_commune(p->t, x->old, x->from), to = {0};
    struct merge_counts n = {0};
    struct unit_info info;
    bool done = !unit_eq(now, x->old);
    merge_count(p, x->old, &n);
    bool any = n.households + n.citizens + n.clans + n.organisations > 0;
    if (done)
        to = now;
    else if (unitbook_get(p->t, x->old, &info) == STATUS_OK && info.to && info.to < x->from &&
             x->intos > 1 && !any)
        done = !unit_eq(x->old, p->t->book->commune); /* a split one that ended: nothing is left */
    else if ((any || x->intos == 1) && !decide(x, x->old, x->name, &to))
        return;
    if (any || done) {
        struct merge_step *s = merge_add_step(p, MERGE_UNDER, x->old, x->from);
        s->done = done;
        s->n = n;
        if (unit_level(to) == UNIT_COMMUNE)
            set_to(p, s, to);
        s->after = to;
    }
    if (!done)
        *MERGE_PUSH(p->plan->end, p->plan->ends) = (struct merge_end){x->old, to, x->from};
}

void merge_plan_commune(struct merge_planner *p, const struct merge_row *const *r, size_t n)
{
    struct unit_info info;
    struct split x = {.p = p, .r = r, .n = n, .old = r[0]->old, .from = r[0]->from};
    if (unitbook_get_on(p->t, x.old, x.from - 1, &info) == STATUS_OK)
        memcpy(x.name, info.name, sizeof x.name);
    if (!read_rows(&x))
        return;
    for (size_t i = 0; i < p->hamlets; i++)
        if (unit_eq(unitbook_commune(p->t, p->hamlet[i].key, x.from - 1), x.old))
            take_hamlet(&x, &p->hamlet[i]);
    take_own(&x);
}

/* ---- codes ---- */

/* Numbers that the hamlets of the old commune of the same code may keep. */
static int top_of_namesake(const struct merge_planner *p, struct unit_key commune)
{
    int max = 0;
    for (size_t i = 0; i < p->hamlets; i++) {
        struct unit_key k = p->hamlet[i].key;
        if (merge_same_digits(unit_commune(k), commune) && unit_hamlet_number(k) > max)
            max = unit_hamlet_number(k);
    }
    return max;
}

static bool is_taken(struct merge_planner *p, struct unit_key code)
{
    struct span v;
    if (unitbook_hamlet_exists(p->t, code) || merge_fresh_of(p, code) ||
        store_get(p->t->tx, BOOK_UNIT_CODE, unit_span(&code), &v))
        return true;
    for (size_t i = 0; i < p->plan->steps; i++)
        if (unit_eq(p->plan->step[i].after, code))
            return true;
    return false;
}

static void give_codes(struct merge_planner *p, struct unit_key to)
{
    int next = unitbook_top_number(p->t, to), namesake = top_of_namesake(p, to);
    if (namesake > next)
        next = namesake;
    for (size_t i = 0; i < p->plan->steps; i++) {
        struct merge_step *s = &p->plan->step[i];
        if (s->act != MERGE_GOES_OVER || s->done || !unit_eq(s->to, to) ||
            unit_level(s->unit) != UNIT_HAMLET || !unit_eq(s->after, s->before))
            continue;
        struct unit_key own = unit_hamlet(to, unit_hamlet_number(s->before));
        if (merge_same_digits(unit_commune(s->before), to) && !is_taken(p, own)) {
            s->after = own;
        } else if (next >= 999) {
            struct merge_row r = {0};
            merge_refuse(p, &r, _("xã %s có hơn 999 thôn"), s->to_name);
            return;
        } else {
            s->after = unit_hamlet(to, ++next);
        }
    }
}

void merge_plan_codes(struct merge_planner *p)
{
    for (size_t i = 0; i < p->plan->steps; i++) {
        const struct merge_step *s = &p->plan->step[i];
        if (s->act == MERGE_GOES_OVER && !s->done && unit_eq(s->after, s->before) &&
            unit_level(s->to) == UNIT_COMMUNE)
            give_codes(p, s->to);
    }
}
