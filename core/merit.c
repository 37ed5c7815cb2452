/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/merit.h"

#include <stdlib.h>
#include <string.h>

#include "core/entity_codes.h"
#include "core/find.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/number.h"

enum entity_id merit_entity(enum merit_kind k)
{
    switch (k) {
    case MERIT_CONTRIBUTION:
        return ENTITY_CONTRIBUTION;
    case MERIT_MONEY:
        return ENTITY_FUND;
    case MERIT_INITIATIVE:
        break;
    }
    return ENTITY_INITIATIVE;
}

struct gathering {
    int first, last;
    enum merit_kind kind;
    struct merits *out;
};

/* ---- who a name is ---- */

/* Words that people put before a name. */
static const char *const before_names[] = {"gia đình", "hộ", "ông", "bà",  "anh",
                                           "chị",      "cô", "chú", "bác", "thầy"};

static struct span without_words(struct span s)
{
    struct buf low = {0};
    fold_lower(&low, s);
    size_t at = 0;
    for (size_t i = 0; low.n == s.n && i < sizeof before_names / sizeof *before_names; i++) {
        size_t n = strlen(before_names[i]);
        if (low.n > at + n && memcmp(low.p + at, before_names[i], n) == 0 && low.p[at + n] == ' ')
            at += n + 1, i = (size_t)-1; /* from the first again: "gia đình ông" */
    }
    buf_release(&low);
    return span_trim((struct span){s.p + at, s.n - at});
}

/* Which kinds of record a name may mean, by what the line says of the giver (contribution's
 * giver_kind); most likely first. */
static const enum entity_id *kinds_of(enum merit_kind kind, int64_t said)
{
    static const enum entity_id one[][2] = {
        {ENTITY_NONE},    {ENTITY_HOUSEHOLD, 0},    {ENTITY_CITIZEN, 0},
        {ENTITY_CLAN, 0}, {ENTITY_ORGANISATION, 0}, {ENTITY_HAMLET, 0},
    };
    static const enum entity_id gives[] = {ENTITY_HOUSEHOLD, ENTITY_CLAN, ENTITY_ORGANISATION, 0};
    static const enum entity_id thinks[] = {ENTITY_CLAN,    ENTITY_ORGANISATION, ENTITY_HAMLET,
                                            ENTITY_CITIZEN, ENTITY_HOUSEHOLD,    0};
    if (kind == MERIT_INITIATIVE)
        return thinks;
    if (said >= 1 && said <= 5)
        return one[said];
    return gives;
}

/* Is it where the line lies? A clan or organisation may be at home anywhere in the commune. */
static bool lies_near(struct book_tx *t, enum entity_id e, uint64_t id, struct unit_key unit)
{
    if (e != ENTITY_HOUSEHOLD && e != ENTITY_CITIZEN)
        return true;
    return unit_level(unit) != UNIT_HAMLET || unit_eq(book_unit_of(t, id), unit);
}

/* What was made in a hamlet by nobody known is the hamlet's. */
static void give_to_hamlet(struct book_tx *t, struct merit *m)
{
    struct column_set set;
    if (unit_level(m->unit) != UNIT_HAMLET)
        return;
    column_set_load(t->tx, ENTITY_HAMLET, m->unit, &set);
    if (set.n) {
        m->giver = ENTITY_HAMLET;
        m->giver_id = set.v[0].id;
    }
    column_set_release(&set);
}

static void find_giver(struct book_tx *t, struct merit *m, int64_t said)
{
    struct resolver names = book_resolver(t, m->unit);
    struct span name = span_of(m->name), bare = without_words(name);
    m->outside = m->kind == MERIT_CONTRIBUTION && said > 5;
    if (m->outside)
        return;
    for (const enum entity_id *e = kinds_of(m->kind, said); *e; e++) {
        enum reason why = REASON_NONE;
        bool people = *e == ENTITY_HOUSEHOLD || *e == ENTITY_CITIZEN;
        uint64_t id =
            names.find(names.context, entity_by_id(*e), people ? bare : name, m->unit, &why);
        if (why == REASON_AMBIGUOUS_REFERENCE)
            return; /* not guessed, not as another kind either */
        if (id && lies_near(t, *e, id, m->unit)) {
            m->giver = *e;
            m->giver_id = id;
            return;
        }
    }
}

/* ---- lines ---- */

static bool given_subject(const struct record *r, const char *field, struct merit *m)
{
    const struct value *v = record_value(r, field);
    if (!v->known || !v->n || !v->len)
        return false;
    m->giver = (enum entity_id)(unsigned char)v->s[0];
    m->giver_id = (uint64_t)v->n;
    return true;
}

static bool is_donation(const struct record *r)
{
    return record_n(r, "direction") == FUND_IN && record_n(r, "purpose") == FUND_DONATION;
}

static struct span what_of(const struct record *r, enum merit_kind kind)
{
    switch (kind) {
    case MERIT_CONTRIBUTION:
        return record_text(r, "description");
    case MERIT_INITIATIVE:
        return record_name(r);
    case MERIT_MONEY:
        break;
    }
    return (struct span){"", 0};
}

static enum status add_line(struct book_tx *t, const struct record *r, void *context)
{
    struct gathering *g = context;
    struct pdate date = value_date(record_value(r, "date"));
    if (date.year < g->first || date.year > g->last || (g->kind == MERIT_MONEY && !is_donation(r)))
        return STATUS_OK;
    struct merits *out = g->out;
    if ((out->n & (out->n - 1)) == 0)
        out->v = mem_realloc_array(out->v, out->n ? 2 * out->n : 1, sizeof *out->v);
    struct merit *m = &out->v[out->n++];
    *m = (struct merit){.kind = g->kind, .id = r->id, .unit = r->unit, .date = date};
    m->name = span_dup(g->kind == MERIT_INITIATIVE ? record_text(r, "who") : record_name(r));
    m->what = span_dup(what_of(r, g->kind));
    m->money = g->kind == MERIT_MONEY ? record_n(r, "amount") : 0;
    if (g->kind != MERIT_CONTRIBUTION || !given_subject(r, "giver", m))
        if (*m->name)
            find_giver(t, m, g->kind == MERIT_CONTRIBUTION ? record_n(r, "giver_kind") : 0);
    if (g->kind == MERIT_INITIATIVE && !m->giver_id)
        give_to_hamlet(t, m);
    return STATUS_OK;
}

enum status merits_load(struct book_tx *t, struct unit_key unit, int first, int last,
                        struct merits *out)
{
    static const enum merit_kind kinds[] = {MERIT_CONTRIBUTION, MERIT_MONEY, MERIT_INITIATIVE};
    struct find_options o = {.unit = unit};
    enum status s = STATUS_OK;
    *out = (struct merits){0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && s == STATUS_OK; i++) {
        struct gathering g = {first, last, kinds[i], out};
        s = find_records(t, entity_by_id(merit_entity(kinds[i])), &o, add_line, &g);
    }
    if (s != STATUS_OK)
        merits_release(out);
    return s;
}

void merits_release(struct merits *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->v[i].name);
        free(m->v[i].what);
    }
    free(m->v);
    *m = (struct merits){0};
}

void merit_add_text(const struct merit *m, struct buf *out)
{
    if (m->kind == MERIT_MONEY) {
        buf_adds(out, _("nộp quỹ"));
        buf_addc(out, ' ');
        number_add_vn(out, m->money);
        buf_addf(out, " %s", _("đồng"));
    } else if (*m->what) {
        buf_adds(out, m->what);
    } else {
        buf_adds(out, m->kind == MERIT_INITIATIVE ? _("sáng kiến") : _("đóng góp"));
    }
    buf_adds(out, " (");
    pdate_add_vn(out, m->date);
    buf_addc(out, ')');
}
