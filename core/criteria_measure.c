/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/criteria_measure.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/fingerprint.h"
#include "core/progress.h"
#include "core/progress_count.h"
#include "core/unitbook.h"
#include "locale/mem.h"

/* What was counted for one owner: a household, a clan; or a hamlet, by its unit. */
struct group {
    uint64_t id;
    struct unit_key unit;
    int64_t part, whole;
    uint64_t sum; /* set hash of the rows behind it */
};

struct groups {
    struct group *v;
    size_t n, cap;
};

enum { BY_HOUSEHOLD, BY_CLAN, BY_HAMLET_FAMILIES, BY_HAMLET_CITIZENS, N_GROUPS };

struct criteria_measures {
    const struct criteria_set *set; /* borrowed */
    struct unit_key unit;
    int year;
    struct count_day on;
    struct groups by[N_GROUPS];
};

static int group_cmp(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return unit_cmp(x->unit, y->unit);
}

static struct group *group_of(const struct groups *g, uint64_t id, struct unit_key unit)
{
    struct group key = {.id = id, .unit = unit};
    return g->n ? bsearch(&key, g->v, g->n, sizeof *g->v, group_cmp) : NULL;
}

static void add_row(struct groups *g, uint64_t id, struct unit_key unit, uint64_t subject, int has)
{
    if (g->n == g->cap) {
        g->cap = g->cap ? 2 * g->cap : 64;
        g->v = mem_realloc_array(g->v, g->cap, sizeof *g->v);
    }
    unsigned char hash[8], in[9];
    for (int i = 0; i < 8; i++)
        in[i] = (unsigned char)(subject >> 8 * i);
    in[8] = (unsigned char)has;
    uint64_t sum;
    crypto_generichash(hash, sizeof hash, in, sizeof in, (const unsigned char *)"criteria measure",
                       16);
    memcpy(&sum, hash, sizeof sum);
    g->v[g->n++] = (struct group){.id = id, .unit = unit, .part = has, .whole = 1, .sum = sum};
}

/* One group an owner, in order. */
static void settle(struct groups *g)
{
    size_t to = 0;
    if (g->n)
        qsort(g->v, g->n, sizeof *g->v, group_cmp);
    for (size_t i = 0; i < g->n; i++) {
        if (to && group_cmp(&g->v[to - 1], &g->v[i]) == 0) {
            g->v[to - 1].part += g->v[i].part;
            g->v[to - 1].whole += g->v[i].whole;
            g->v[to - 1].sum += g->v[i].sum;
        } else {
            g->v[to++] = g->v[i];
        }
    }
    g->n = to;
}

/* ---- scans ---- */

static uint64_t at(const uint8_t *p, unsigned width, unsigned row)
{
    uint64_t n = 0;
    for (unsigned i = 0; i < width; i++)
        n |= (uint64_t)p[(size_t)row * width + i] << 8 * i;
    return n;
}

static bool counts(uint8_t state)
{
    state &= STATE_MASK;
    return state == STATE_PROPOSED || state == STATE_RECOGNISED;
}

struct scan_what {
    struct criteria_measures *m;
    const struct entity *e;
    int owner;               /* field that names the owner, or -1: the hamlet itself */
    int birth;               /* field, or -1: no ages */
    struct groups *by_owner; /* or NULL */
    struct groups *by_hamlet;
};

static void scan_chunk(const struct scan_what *w, struct unit_key unit,
                       const struct column_chunk *c)
{
    const uint8_t *state = column_chunk_state(c, 0, w->m->year), *owner = NULL, *birth = NULL;
    unsigned owner_width = 0, birth_width = 0;
    if (w->by_owner)
        owner = column_chunk_field(c, w->e, (unsigned)w->owner, &owner_width);
    if (w->birth >= 0)
        birth = column_chunk_field(c, w->e, (unsigned)w->birth, &birth_width);
    for (unsigned i = 0; i < c->n; i++) {
        uint64_t id = column_chunk_id(c, i);
        int has = state && counts(state[i]);
        if (at(c->from, 2, i) > w->m->on.on || at(c->to, 2, i) < w->m->on.on)
            continue;
        if (birth && at(birth, birth_width, i) > w->m->on.on18)
            continue;
        if (owner && at(owner, owner_width, i))
            add_row(w->by_owner, at(owner, owner_width, i), (struct unit_key){0}, id, has);
        if (w->by_hamlet)
            add_row(w->by_hamlet, 0, unit, id, has);
    }
}

static void scan(struct book_tx *t, const struct scan_what *w, struct span prefix)
{
    struct column_scan *s = column_scan_begin(t->tx, BOOK_COLUMN, w->e->id, prefix);
    struct column_chunk c;
    struct unit_key unit;
    struct span bytes;
    while (column_scan_next(s, &unit, &bytes)) {
        if (!column_chunk_parse(bytes, &c)) {
            store_tx_fail(t->tx, STATUS_CORRUPT);
            break;
        }
        scan_chunk(w, unit, &c);
    }
    column_scan_end(s);
}

static bool wants(const struct criteria_set *set, enum criteria_auto a)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->v[i].measure == a)
            return true;
    return false;
}

enum status criteria_measures_load(struct book_tx *t, const struct criteria_set *set,
                                   struct unit_key unit, int year, struct criteria_measures **out)
{
    struct criteria_measures *m = *out = mem_alloc(sizeof *m);
    const struct entity *home = entity_by_id(ENTITY_HOUSEHOLD);
    const struct entity *person = entity_by_id(ENTITY_CITIZEN);
    /* A clan lives in many hamlets, and a commune's hamlets may have been founded in another one:
     * only what is of one hamlet lies under its key. */
    bool hamlet = unit_level(unit) == UNIT_HAMLET;
    struct span prefix = hamlet ? unit_span(&unit) : SPAN_LIT("");
    m->set = set;
    m->unit = unit;
    m->year = year;
    m->on = count_day_make(progress_day(year, t->who->today));
    struct scan_what families = {.m = m, .e = home, .birth = -1};
    struct scan_what citizens = {.m = m, .e = person, .birth = entity_field(person, "birth")};
    if (wants(set, CRITERIA_AUTO_CLAN_FAMILIES)) {
        families.owner = entity_field(home, "clan");
        families.by_owner = &m->by[BY_CLAN];
        scan(t, &families, SPAN_LIT(""));
    }
    if (wants(set, CRITERIA_AUTO_HAMLET_FAMILIES)) {
        families.by_owner = NULL;
        families.by_hamlet = &m->by[BY_HAMLET_FAMILIES];
        scan(t, &families, prefix);
    }
    if (wants(set, CRITERIA_AUTO_HOME_CITIZENS)) {
        citizens.owner = entity_field(person, "household");
        citizens.by_owner = &m->by[BY_HOUSEHOLD];
        scan(t, &citizens, prefix);
    }
    if (wants(set, CRITERIA_AUTO_HAMLET_CITIZENS)) {
        citizens.by_owner = NULL;
        citizens.by_hamlet = &m->by[BY_HAMLET_CITIZENS];
        scan(t, &citizens, prefix);
    }
    for (int i = 0; i < N_GROUPS; i++)
        settle(&m->by[i]);
    return store_tx_status(t->tx);
}

void criteria_measures_free(struct criteria_measures *m)
{
    for (int i = 0; m && i < N_GROUPS; i++)
        free(m->by[i].v);
    free(m);
}

/* ---- shares ---- */

static void stamp(const struct criteria_measures *m, enum criteria_auto a, uint64_t id,
                  const struct group *g, day today, struct criteria_share *out)
{
    unsigned char hash[16];
    struct buf b = {0};
    buf_addf(&b, "criteria 1 %d %016llx %d %lld/%lld %016llx", (int)a, (unsigned long long)id,
             m->year, (long long)out->part, (long long)out->whole,
             (unsigned long long)(g ? g->sum : 0));
    crypto_generichash(hash, sizeof hash, (const unsigned char *)b.p, b.n, NULL, 0);
    fingerprint_show(hash, out->fingerprint);
    buf_release(&b);
    out->known = true;
    out->on = progress_day(m->year, today);
}

static void share_of_owner(struct book_tx *t, const struct criteria_measures *m,
                           enum criteria_auto a, const struct record *r, struct criteria_share *out)
{
    bool clan = a == CRITERIA_AUTO_CLAN_FAMILIES;
    const struct value *says = record_value(r, clan ? "households" : "adults");
    const struct group *g =
        group_of(&m->by[clan ? BY_CLAN : BY_HOUSEHOLD], r->id, (struct unit_key){0});
    if (!g && !(says->known && says->n == 0))
        return; /* nobody is listed: not measured, the mark is typed */
    out->part = g ? g->part : 0;
    out->whole = g ? g->whole : 0;
    if (says->known && says->n > out->whole)
        out->whole = says->n;
    stamp(m, a, r->id, g, t->who->today, out);
}

static enum status share_of_hamlet(struct book_tx *t, const struct criteria_measures *m,
                                   enum criteria_auto a, struct unit_key unit,
                                   struct criteria_share *out)
{
    bool families = a == CRITERIA_AUTO_HAMLET_FAMILIES;
    enum indicator line = families ? INDICATOR_FAMILY : INDICATOR_CITIZEN;
    const struct group *g =
        group_of(&m->by[families ? BY_HAMLET_FAMILIES : BY_HAMLET_CITIZENS], 0, unit);
    struct progress p;
    enum status s = progress_of(t, unit, m->year, &p);
    if (s != STATUS_OK || !g) /* nobody is listed: figures alone say who is proposed to nobody */
        return s;
    out->part = g->part;
    out->whole = g->whole;
    for (size_t i = 0; i < p.n; i++)
        if (p.line[i].indicator == line && p.line[i].total_known && p.line[i].total > out->whole)
            out->whole = p.line[i].total;
    out->known = true;
    out->on = p.as_of;
    memcpy(out->fingerprint, p.fingerprint, sizeof out->fingerprint);
    return s;
}

enum status criteria_measures_of(struct book_tx *t, const struct criteria_measures *m,
                                 const struct record *subject, struct criteria_share *out)
{
    enum status s = STATUS_OK;
    memset(out, 0, m->set->n * sizeof *out);
    for (size_t i = 0; i < m->set->n && subject && s == STATUS_OK; i++)
        switch (m->set->v[i].measure) {
        case CRITERIA_AUTO_NONE:
            break;
        case CRITERIA_AUTO_HOME_CITIZENS:
        case CRITERIA_AUTO_CLAN_FAMILIES:
            share_of_owner(t, m, m->set->v[i].measure, subject, &out[i]);
            break;
        case CRITERIA_AUTO_HAMLET_FAMILIES:
        case CRITERIA_AUTO_HAMLET_CITIZENS:
            s = share_of_hamlet(t, m, m->set->v[i].measure, subject->unit, &out[i]);
            break;
        }
    return s;
}

/* ---- who ---- */

static bool is_school(const struct record *r)
{
    int at_field = r && r->e->id == ENTITY_ORGANISATION ? entity_field(r->e, "kind") : -1;
    if (at_field < 0 || !r->v[at_field].known)
        return false;
    const struct choice *c = field_choice_by_code(r->e->fields[at_field].choices, r->v[at_field].n);
    return c && strcmp(c->name, "school") == 0;
}

/* "mức độ 1", "mức 2": the figure in the grade. */
static int level_in(struct span grade)
{
    for (size_t i = 0; i < grade.n; i++)
        if (grade.p[i] == '1' || grade.p[i] == '2')
            return grade.p[i] - '0';
    return 0;
}

enum status criteria_subject_of(struct book_tx *t, const struct criteria_set *set,
                                const struct record *subject, struct unit_key place, int year,
                                struct criteria_subject *out)
{
    *out = (struct criteria_subject){.school = is_school(subject), .today = t->who->today};
    if (set->method != CRITERIA_CHECKLIST)
        return STATUS_OK;
    for (int y = year - 1; y >= year - 4 && !out->level_before; y--) {
        struct record r;
        enum status s = book_get_title(t, place, subject ? subject->id : 0, set->title, y, &r);
        if (s == STATUS_NOTFOUND)
            continue;
        if (s != STATUS_OK)
            return s;
        if (record_n(&r, "state") == STATE_RECOGNISED) {
            day on = pdate_last(value_date(record_value(&r, "decided_on")));
            out->level_before = level_in(record_text(&r, "grade"));
            out->before = on ? on : day_make(y, 12, 31); /* without a date: the latest it can be */
        }
        record_release(&r);
    }
    return STATUS_OK;
}
