/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/demo_names.h"
#include "core/save.h"
#include "locale/mem.h"

enum { YEARS = 4, BATCH = 500, PER_HAMLET = 75 };

struct rng {
    uint64_t s;
};

/* splitmix64 */
static uint64_t next(struct rng *r)
{
    uint64_t z = (r->s += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int below(struct rng *r, int n)
{
    return (int)(next(r) % (uint64_t)n);
}

static bool chance(struct rng *r, int percent)
{
    return below(r, 100) < percent;
}

struct demo {
    const struct demo_options *o;
    int hamlets, households, first, last; /* households first..last-1 are this batch's */
    struct book_tx *t;
    struct save_batch *batch;
    struct rng rng;
    int year;       /* this year */
    uint64_t *clan; /* ids */
    int clans;
    uint64_t organisation[DEMO_ORGANISATIONS];
    int *zeal; /* of each hamlet: percent added to every chance */
};

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    struct resolver res = {.today = 0};
    assert(i >= 0);
    enum reason why = field_parse(&r->e->fields[i], span_of(text), &res, &r->v[i]);
    assert(why == REASON_NONE);
    (void)why;
}

static void set_n(struct record *r, const char *field, int64_t n)
{
    value_set_n(record_value(r, field), n);
}

static void set_hamlet(struct demo *d, struct record *r, int hamlet)
{
    struct unit_key u = unit_hamlet(d->t->book->commune, hamlet + 1);
    value_set_s(&r->v[entity_field_flag(r->e, FIELD_UNIT)], unit_span(&u));
}

static enum status put(struct demo *d, struct record *r, uint64_t *id)
{
    enum status s = save_batch_record(d->batch, r);
    if (id)
        *id = r->id;
    record_release(r);
    return s;
}

static void add_full_name(struct demo *d, bool woman, struct buf *out)
{
    buf_addf(out, "%s %s %s", demo_surnames[below(&d->rng, DEMO_SURNAMES)],
             woman ? demo_middle_women[below(&d->rng, DEMO_MIDDLES)]
                   : demo_middle_men[below(&d->rng, DEMO_MIDDLES)],
             woman ? demo_given_women[below(&d->rng, DEMO_GIVEN)]
                   : demo_given_men[below(&d->rng, DEMO_GIVEN)]);
}

static enum status add_title(struct demo *d, enum entity_id e, uint64_t id, enum title_id title,
                             int year, enum title_state state)
{
    struct record r;
    struct buf s = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    buf_addc(&s, (char)e);
    value_set_s(record_value(&r, "subject"), buf_span(&s));
    record_value(&r, "subject")->n = (int64_t)id;
    buf_release(&s);
    set_n(&r, "title", title);
    set_n(&r, "year", year);
    set_n(&r, "state", state);
    if (state == STATE_REFUSED)
        set(&r, "reason", "vắng họp bình xét");
    return put(d, &r, NULL);
}

/* How far a subject gets in a year: closed years end in recognised or refused, this year is under
 * way. quality is 0..99; the commune gets better by some points a year. */
static enum title_state state_of(struct demo *d, int quality, int year)
{
    int luck = quality + below(&d->rng, 31) - 15 + 4 * (year - (d->year - YEARS + 1));
    if (luck < 25)
        return STATE_NONE;
    if (year < d->year)
        return luck < 34 ? STATE_REFUSED : luck < 50 ? STATE_REGISTERED : STATE_RECOGNISED;
    return luck < 45   ? STATE_REGISTERED
           : luck < 55 ? STATE_ASSESSED
           : luck < 65 ? STATE_REVIEWED
           : luck < 80 ? STATE_PROPOSED
                       : STATE_RECOGNISED;
}

static enum status add_titles(struct demo *d, enum entity_id e, uint64_t id, enum title_id title,
                              int hamlet, int quality)
{
    for (int y = d->year - YEARS + 1; y <= d->year; y++) {
        enum title_state s = state_of(d, quality + d->zeal[hamlet], y);
        enum status st = s ? add_title(d, e, id, title, y, s) : STATUS_OK;
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}

static enum status add_citizen(struct demo *d, int hamlet, uint64_t household, int birth,
                               int quality)
{
    struct record r;
    struct buf b = {0};
    bool woman = chance(&d->rng, 50);
    uint64_t id;
    record_init(&r, entity_by_id(ENTITY_CITIZEN));
    set_hamlet(d, &r, hamlet);
    add_full_name(d, woman, &b);
    set(&r, "name", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%d", birth);
    set(&r, "birth", buf_str(&b));
    buf_release(&b);
    set_n(&r, "sex", woman ? 2 : 1);
    set_n(&r, "household", (int64_t)household);
    set(&r, "occupation", demo_occupations[below(&d->rng, DEMO_OCCUPATIONS)]);
    set_n(&r, "worker", d->year - birth < 60);
    if (d->year - birth < 60 && chance(&d->rng, 15))
        set_n(&r, "organisation", (int64_t)d->organisation[below(&d->rng, DEMO_ORGANISATIONS)]);
    enum status s = put(d, &r, &id);
    return s == STATUS_OK ? add_titles(d, ENTITY_CITIZEN, id, TITLE_CITIZEN, hamlet, quality - 25)
                          : s;
}

static enum status add_household(struct demo *d, int i)
{
    int hamlet = (int)((int64_t)i * d->hamlets / d->households);
    struct record r;
    struct buf b = {0};
    bool woman = chance(&d->rng, 30);
    int quality = below(&d->rng, 100), size = 1 + below(&d->rng, 6),
        birth = 1940 + below(&d->rng, 60);
    uint64_t id;
    record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
    set_hamlet(d, &r, hamlet);
    add_full_name(d, woman, &b);
    set(&r, "head", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%d", birth);
    set(&r, "birth", buf_str(&b));
    set_n(&r, "sex", woman ? 2 : 1);
    buf_reset(&b);
    buf_addf(&b, "Số %d, ngõ %d", 1 + i % 300, 1 + below(&d->rng, 30));
    set(&r, "address", buf_str(&b));
    buf_release(&b);
    set_n(&r, "size", size);
    if (d->clans && chance(&d->rng, 60))
        set_n(&r, "clan", (int64_t)d->clan[below(&d->rng, d->clans)]);
    if (chance(&d->rng, 6))
        set_n(&r, "poverty", 1 + below(&d->rng, 2));
    enum status s = put(d, &r, &id);
    if (s == STATUS_OK)
        s = add_titles(d, ENTITY_HOUSEHOLD, id, TITLE_FAMILY, hamlet, quality);
    int people = d->o->people < 0 ? 2 : d->o->people;
    if (people > size)
        people = size;
    for (int k = 0; s == STATUS_OK && k < people; k++)
        s = add_citizen(d, hamlet, id, birth + below(&d->rng, d->year - 17 - birth), quality);
    return s;
}

static enum status add_hamlet(struct demo *d, int i)
{
    struct record r;
    struct buf b = {0};
    uint64_t id;
    record_init(&r, entity_by_id(ENTITY_HAMLET));
    set_hamlet(d, &r, i);
    buf_addf(&b, "Thôn %s %d", demo_places[i % DEMO_PLACES], i + 1);
    set(&r, "name", buf_str(&b));
    buf_reset(&b);
    set(&r, "kind", "thon");
    add_full_name(d, chance(&d->rng, 25), &b);
    set(&r, "head", buf_str(&b));
    buf_release(&b);
    set_n(&r, "culture_house", chance(&d->rng, 90));
    set_n(&r, "bookcase", chance(&d->rng, 60));
    enum status s = put(d, &r, &id);
    return s == STATUS_OK
               ? add_titles(d, ENTITY_HAMLET, id, TITLE_COMMUNITY, i, 15 + below(&d->rng, 50))
               : s;
}

static enum status add_clan(struct demo *d, int i)
{
    struct record r;
    struct buf b = {0};
    int hamlet = below(&d->rng, d->hamlets);
    record_init(&r, entity_by_id(ENTITY_CLAN));
    set_hamlet(d, &r, hamlet);
    buf_addf(&b, "Dòng họ %s - chi %d", demo_surnames[i % DEMO_SURNAMES], i + 1);
    set(&r, "name", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%s %s %s", demo_surnames[i % DEMO_SURNAMES],
             demo_middle_men[below(&d->rng, DEMO_MIDDLES)],
             demo_given_men[below(&d->rng, DEMO_GIVEN)]);
    set(&r, "chief", buf_str(&b));
    buf_release(&b);
    set_n(&r, "study_board", chance(&d->rng, 70));
    enum status s = put(d, &r, &d->clan[i]);
    return s == STATUS_OK
               ? add_titles(d, ENTITY_CLAN, d->clan[i], TITLE_CLAN, hamlet, 15 + below(&d->rng, 60))
               : s;
}

static enum status add_organisation(struct demo *d, int i)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_ORGANISATION));
    set(&r, "name", demo_organisations[i].name);
    set(&r, "kind", demo_organisations[i].kind);
    set_hamlet(d, &r, below(&d->rng, d->hamlets));
    set_n(&r, "staff", 8 + below(&d->rng, 20));
    enum status s = put(d, &r, &d->organisation[i]);
    return s == STATUS_OK ? add_titles(d, ENTITY_ORGANISATION, d->organisation[i],
                                       TITLE_ORGANISATION, 0, 15 + below(&d->rng, 60))
                          : s;
}

static enum status add_plan(struct demo *d)
{
    struct record r;
    struct buf b = {0};
    record_init(&r, entity_by_id(ENTITY_DOCUMENT));
    set(&r, "kind", "plan");
    set(&r, "number", "12/KH-UBND");
    buf_addf(&b, "15/1/%d", d->year);
    set(&r, "date", buf_str(&b));
    buf_release(&b);
    set(&r, "issuer", "UBND xã");
    set(&r, "subject", "Thực hiện phong trào thi đua xây dựng xã hội học tập");
    return put(d, &r, NULL);
}

static void start(struct demo *d, const struct demo_options *o, int year)
{
    *d = (struct demo){.o = o, .year = year, .rng = {o->seed + 1}};
    d->hamlets = o->hamlets > 0 ? o->hamlets : 8;
    d->households = o->households > 0 ? o->households : d->hamlets * PER_HAMLET;
    d->clans = d->households / 40 + 1;
    d->clan = mem_alloc((size_t)d->clans * sizeof *d->clan);
    d->zeal = mem_alloc((size_t)d->hamlets * sizeof *d->zeal);
    for (int i = 0; i < d->hamlets; i++)
        d->zeal[i] = below(&d->rng, 41) - 5;
}

static enum status all_but_households(struct demo *d)
{
    enum status s = STATUS_OK;
    for (int i = 0; s == STATUS_OK && i < d->hamlets; i++)
        s = add_hamlet(d, i);
    for (int i = 0; s == STATUS_OK && i < d->clans; i++)
        s = add_clan(d, i);
    for (int i = 0; s == STATUS_OK && i < DEMO_ORGANISATIONS; i++)
        s = add_organisation(d, i);
    return s == STATUS_OK ? add_plan(d) : s;
}

/* One batch; rerun from the same numbers when the store asks for it. */
static enum status batch_fn(struct book_tx *t, void *context)
{
    struct demo *d = context;
    struct rng at = d->rng;
    d->t = t;
    d->batch = save_batch_begin(t, AUDIT_IMPORT, NULL);
    enum status s = d->first < 0 ? all_but_households(d) : STATUS_OK;
    for (int i = d->first; s == STATUS_OK && i >= 0 && i < d->last; i++)
        s = add_household(d, i);
    if (s == STATUS_OK)
        s = save_batch_commit(d->batch);
    else
        save_batch_abort(d->batch);
    if (s != STATUS_OK)
        d->rng = at;
    return s;
}

struct book_init demo_init(void)
{
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Mẫu (dữ liệu thử)"};
    bool ok = unit_parse(SPAN_LIT("99999"), UNIT_2025, &init.commune) &&
              unit_parse(SPAN_LIT("P31"), UNIT_2025, &init.province);
    assert(ok);
    (void)ok;
    return init;
}

enum status demo_fill(struct book *b, const struct caller *who, const struct demo_options *o,
                      struct detail *detail)
{
    struct demo d;
    start(&d, o, day_year(who->today));
    d.first = -1;
    enum status s = book_write(b, who, batch_fn, &d, detail);
    for (int at = 0; s == STATUS_OK && at < d.households; at += BATCH) {
        d.first = at;
        d.last = at + BATCH < d.households ? at + BATCH : d.households;
        s = book_write(b, who, batch_fn, &d, detail);
    }
    free(d.clan);
    free(d.zeal);
    return s;
}
