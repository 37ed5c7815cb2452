/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/criteria_eval.h"

#include <stdlib.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

void criteria_result_release(struct criteria_result *r)
{
    free(r->item);
    *r = (struct criteria_result){0};
}

/* a * b / c, half up; all >= 0. */
static int32_t scaled(int64_t a, int64_t b, int64_t c)
{
    return (int32_t)((2 * a * b + c) / (2 * c));
}

static int32_t threshold_of(const struct criterion *c)
{
    return c->share ? c->share : 10000;
}

/* In integers: a share is never held against a threshold as a rounded percent. */
static bool share_reached(const struct criterion *c, const struct criteria_share *s)
{
    return s->part * 10000 >= s->whole * threshold_of(c);
}

int32_t criteria_points_of(const struct criterion *c, const struct criteria_share *s)
{
    if (share_reached(c, s))
        return c->max;
    if (c->whole || !s->whole)
        return 0;
    return scaled((int64_t)c->max * s->part, 10000, s->whole * threshold_of(c));
}

bool criteria_mark_fits(const struct criterion *c, struct criteria_mark m)
{
    if (!m.given)
        return true;
    if (m.nobody)
        return c->input == CRITERIA_MARK && c->na != CRITERIA_NA_NONE;
    switch (c->input) {
    case CRITERIA_MARK:
        return m.points <= c->max;
    case CRITERIA_LEVEL:
        return m.points == 0 || m.points == 100 || m.points == 200;
    case CRITERIA_FIGURE:
        return m.points <= 10000;
    }
    return false;
}

struct judging {
    const struct criteria_set *set;
    const struct criteria_marks *marks;
    const struct criteria_share *share;
    const struct criteria_subject *who;
    enum criteria_side side;
    struct criteria_result *out;
    int64_t sum, counted; /* points, and max of what counts */
};

static bool concerns(const struct criterion *c, const struct criteria_subject *who)
{
    return c->when == CRITERIA_ALL || who->school;
}

static struct criteria_mark mark_of(const struct judging *j, const struct criteria_line *l)
{
    if (!l)
        return (struct criteria_mark){0};
    return j->side == CRITERIA_SELF ? l->self : criteria_mark_deciding(l);
}

static void leave_out(struct criteria_item *it)
{
    it->state = CRITERIA_ITEM_OUT;
}

/* ---- points ---- */

static void nobody(struct judging *j, const struct criterion *c, struct criteria_item *it)
{
    switch (c->na) {
    case CRITERIA_NA_FULL:
        it->points = c->max;
        it->state = CRITERIA_ITEM_OK;
        break;
    case CRITERIA_NA_RESCALE:
        leave_out(it);
        return;
    case CRITERIA_NA_ZERO: /* the set says so: a mark of nought, which blocks nothing */
        it->state = CRITERIA_ITEM_LESS;
        break;
    case CRITERIA_NA_NONE:
        it->state = CRITERIA_ITEM_WRONG;
        return;
    }
    j->sum += it->points;
    j->counted += c->max;
}

static void count(struct judging *j, const struct criterion *c, struct criteria_item *it,
                  bool blocks)
{
    j->sum += it->points;
    j->counted += c->max;
    it->state = blocks                ? CRITERIA_ITEM_BLOCKS
                : it->points < c->max ? CRITERIA_ITEM_LESS
                                      : CRITERIA_ITEM_OK;
}

/* How many more of the whole it takes to reach the threshold. */
static int64_t more_of(const struct criterion *c, const struct criteria_share *s)
{
    int64_t want = (s->whole * threshold_of(c) + 9999) / 10000;
    return want > s->part ? want - s->part : 0;
}

static void judge_points(struct judging *j, size_t i)
{
    const struct criterion *c = &j->set->v[i];
    const struct criteria_line *l = criteria_marks_find(j->marks, c->code);
    const struct criteria_share *s = j->share ? &j->share[i] : l ? &l->share : NULL;
    struct criteria_item *it = &j->out->item[i];
    struct criteria_mark m = mark_of(j, l);
    if (c->measure && s && s->known && s->whole) {
        it->measured = true;
        it->points = criteria_points_of(c, s);
        it->part_more = more_of(c, s);
        count(j, c, it,
              (c->mandatory && !share_reached(c, s)) || (c->floor && it->points < c->floor));
    } else if (c->measure && s && s->known && c->na) {
        it->measured = true; /* measured, and there is nobody */
        nobody(j, c, it);
    } else if (!m.given) {
        it->state = CRITERIA_ITEM_OPEN;
        j->counted += c->max;
    } else if (m.nobody) {
        nobody(j, c, it);
    } else if (!criteria_mark_fits(c, m)) {
        it->state = CRITERIA_ITEM_WRONG;
        j->counted += c->max;
    } else {
        it->points = m.points;
        count(j, c, it, (c->mandatory && !m.points) || (c->floor && m.points < c->floor));
    }
}

static void conclude_points(struct judging *j)
{
    const struct criteria_set *s = j->set;
    struct criteria_result *r = j->out;
    r->score = j->counted ? scaled(j->sum, s->total, j->counted) : 0;
    for (r->band = 0; r->band + 1 < s->bands && r->score < s->band[r->band].min;)
        r->band++;
    if (s->recognised < s->bands && r->score < s->band[s->recognised].min)
        r->lacking = s->band[s->recognised].min - r->score;
    r->recognised = r->complete && !r->blocked && j->counted && r->band <= s->recognised;
}

/* ---- checklist ---- */

static bool asks(const struct criterion *c, int level)
{
    return c->levels >> (level - 1) & 1;
}

/* The level that a figure reaches; *unknown when the text does not say what level 2 takes. */
static int level_of_figure(const struct criterion *c, int32_t figure, bool *unknown)
{
    int reached = 0;
    for (int k = 0; k < 2; k++) {
        if (!c->level[k].asked)
            continue;
        if (!c->level[k].known)
            *unknown = true;
        else if (figure >= c->level[k].min)
            reached = k + 1;
    }
    return reached;
}

static void judge_target(struct judging *j, size_t i)
{
    const struct criterion *c = &j->set->v[i];
    struct criteria_item *it = &j->out->item[i];
    struct criteria_mark m = mark_of(j, criteria_marks_find(j->marks, c->code));
    bool unknown = false;
    int reached;
    if (!m.given) {
        it->state = CRITERIA_ITEM_OPEN;
        return;
    }
    if (!criteria_mark_fits(c, m)) {
        it->state = CRITERIA_ITEM_WRONG;
        return;
    }
    reached = c->input == CRITERIA_FIGURE ? level_of_figure(c, m.points, &unknown) : m.points / 100;
    it->points = reached * 100;
    for (int level = 1; level <= 2; level++)
        j->out->unmet[level - 1] += asks(c, level) && reached < level;
    it->state = asks(c, 1) && reached < 1   ? CRITERIA_ITEM_BLOCKS
                : unknown && reached < 2    ? CRITERIA_ITEM_UNKNOWN
                : asks(c, 2) && reached < 2 ? CRITERIA_ITEM_LESS
                                            : CRITERIA_ITEM_OK;
}

static day months_later(day d, int months)
{
    int year, month, mday;
    day_split(d, &year, &month, &mday);
    month += months - 1;
    year += month / 12;
    month = month % 12 + 1;
    while (mday > 28 && !day_valid(year, month, mday))
        mday--;
    return day_make(year, month, mday);
}

static void conclude_levels(struct judging *j)
{
    struct criteria_result *r = j->out;
    const struct criteria_subject *who = j->who;
    size_t asked = 0;
    for (size_t i = 0; i < j->set->n; i++)
        asked += asks(&j->set->v[i], 2) && concerns(&j->set->v[i], who);
    if (!r->complete)
        return;
    if (!r->unmet[0])
        r->level = asked && !r->unmet[1] ? 2 : 1;
    if (r->level == 2 && j->set->upgrade_months && who->level_before == 1 && who->before) {
        r->level_on = months_later(who->before, j->set->upgrade_months);
        r->too_early = who->today < r->level_on;
        if (r->too_early)
            r->level = 1;
    }
    r->recognised = r->level > 0 && !r->blocked;
}

void criteria_judge(const struct criteria_set *s, const struct criteria_marks *marks,
                    const struct criteria_share *share, const struct criteria_subject *who,
                    enum criteria_side side, struct criteria_result *out)
{
    struct judging j = {
        .set = s, .marks = marks, .share = share, .who = who, .side = side, .out = out};
    *out = (struct criteria_result){.complete = true};
    out->item = mem_alloc((s->n + 1) * sizeof *out->item);
    for (size_t i = 0; i < s->n; i++) {
        struct criteria_item *it = &out->item[i];
        if (!concerns(&s->v[i], who))
            leave_out(it);
        else if (s->method == CRITERIA_CHECKLIST)
            judge_target(&j, i);
        else
            judge_points(&j, i);
        out->open += it->state == CRITERIA_ITEM_OPEN || it->state == CRITERIA_ITEM_WRONG;
        out->blocking += it->state == CRITERIA_ITEM_BLOCKS;
    }
    out->complete = out->open == 0;
    out->blocked = out->blocking > 0;
    switch (s->method) {
    case CRITERIA_POINTS:
        conclude_points(&j);
        break;
    case CRITERIA_CHECKLIST:
        conclude_levels(&j);
        break;
    }
}
