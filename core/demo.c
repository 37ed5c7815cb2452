/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/demo_names.h"
#include "core/demo_private.h"
#include "locale/mem.h"

enum { YEARS = DEMO_YEARS, BATCH = 500, PER_HAMLET = 75, ADULT = 18 };

/* splitmix64 */
static uint64_t next(struct demo_rng *r)
{
    uint64_t z = (r->s += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int below(struct demo_rng *r, int n)
{
    return (int)(next(r) % (uint64_t)n);
}

int demo_below(struct demo *d, int n)
{
    return below(&d->rng, n);
}

static bool chance(struct demo_rng *r, int percent)
{
    return below(r, 100) < percent;
}

void demo_set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    struct resolver res = {.today = 0};
    assert(i >= 0);
    enum reason why = field_parse(&r->e->fields[i], span_of(text), &res, &r->v[i]);
    assert(why == REASON_NONE);
    (void)why;
}

void demo_set_n(struct record *r, const char *field, int64_t n)
{
    value_set_n(record_value(r, field), n);
}

void demo_set_place(struct demo *d, struct record *r, int hamlet)
{
    int place = entity_field_flag(r->e, FIELD_UNIT);
    struct unit_key u = d->t->book->commune;
    if (hamlet)
        u = unit_hamlet(u, hamlet);
    if (place >= 0)
        value_set_s(&r->v[place], unit_span(&u));
}

void demo_set_subject(struct record *r, const char *field, unsigned entity, uint64_t id)
{
    char e = (char)entity;
    value_set_s(record_value(r, field), span_make(&e, 1));
    record_value(r, field)->n = (int64_t)id;
}

static void set_hamlet(struct demo *d, struct record *r, int hamlet)
{
    demo_set_place(d, r, hamlet + 1);
}

enum status demo_put(struct demo *d, struct record *r, uint64_t *id)
{
    enum status s = save_batch_record(d->batch, r);
    if (id)
        *id = r->id;
    record_release(r);
    return s;
}

void demo_add_name(struct demo *d, bool woman, struct buf *out)
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
    int closed = year - (d->year - YEARS + 1);
    record_init(&r, entity_by_id(ENTITY_TITLE));
    demo_set_subject(&r, "subject", e, id);
    demo_set_n(&r, "title", title);
    demo_set_n(&r, "year", year);
    demo_set_n(&r, "state", state);
    if (state == STATE_REFUSED)
        demo_set(&r, "reason", "vắng họp bình xét");
    if (year < d->year && (state == STATE_RECOGNISED || state == STATE_REFUSED)) {
        demo_set_n(&r, "decision", (int64_t)d->decision[closed]);
        value_set_date(record_value(&r, "decided_on"),
                       (struct pdate){.year = (int16_t)year, .month = 12, .day = 25});
    }
    return demo_put(d, &r, NULL);
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

/* None before the year `first`: nobody is a citizen of the campaign as a child. */
static enum status add_titles(struct demo *d, enum entity_id e, uint64_t id, enum title_id title,
                              int first, int hamlet, int quality)
{
    for (int y = d->year - YEARS + 1; y <= d->year; y++) {
        enum title_state s = state_of(d, quality + d->zeal[hamlet], y);
        enum status st = s && y >= first ? add_title(d, e, id, title, y, s) : STATUS_OK;
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
    demo_add_name(d, woman, &b);
    demo_set(&r, "name", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%d", birth);
    demo_set(&r, "birth", buf_str(&b));
    buf_release(&b);
    demo_set_n(&r, "sex", woman ? 2 : 1);
    demo_set_n(&r, "household", (int64_t)household);
    demo_set(&r, "occupation", demo_occupations[below(&d->rng, DEMO_OCCUPATIONS)]);
    demo_set_n(&r, "worker", d->year - birth < 60);
    if (d->year - birth < 60 && chance(&d->rng, 15))
        demo_set_n(&r, "organisation",
                   (int64_t)d->organisation[below(&d->rng, DEMO_ORGANISATIONS)]);
    enum status s = demo_put(d, &r, &id);
    return s == STATUS_OK ? add_titles(d, ENTITY_CITIZEN, id, TITLE_CITIZEN, birth + ADULT, hamlet,
                                       quality - 25)
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
    demo_add_name(d, woman, &b);
    demo_set(&r, "head", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%d", birth);
    demo_set(&r, "birth", buf_str(&b));
    demo_set_n(&r, "sex", woman ? 2 : 1);
    buf_reset(&b);
    buf_addf(&b, "Số %d, ngõ %d", 1 + i % 300, 1 + below(&d->rng, 30));
    demo_set(&r, "address", buf_str(&b));
    buf_release(&b);
    demo_set_n(&r, "size", size);
    if (d->clans && chance(&d->rng, 60))
        demo_set_n(&r, "clan", (int64_t)d->clan[below(&d->rng, d->clans)]);
    if (chance(&d->rng, 6))
        demo_set_n(&r, "poverty", 1 + below(&d->rng, 2));
    enum status s = demo_put(d, &r, &id);
    if (!i || i == 5)
        d->house = id;
    if (s == STATUS_OK)
        s = add_titles(d, ENTITY_HOUSEHOLD, id, TITLE_FAMILY, 0, hamlet, quality);
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
    demo_set(&r, "name", buf_str(&b));
    buf_reset(&b);
    demo_set(&r, "kind", "thon");
    demo_add_name(d, chance(&d->rng, 25), &b);
    demo_set(&r, "head", buf_str(&b));
    buf_release(&b);
    demo_set_n(&r, "culture_house", chance(&d->rng, 90));
    demo_set_n(&r, "bookcase", chance(&d->rng, 60));
    enum status s = demo_put(d, &r, &id);
    return s == STATUS_OK
               ? add_titles(d, ENTITY_HAMLET, id, TITLE_COMMUNITY, 0, i, 15 + below(&d->rng, 50))
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
    demo_set(&r, "name", buf_str(&b));
    buf_reset(&b);
    buf_addf(&b, "%s %s %s", demo_surnames[i % DEMO_SURNAMES],
             demo_middle_men[below(&d->rng, DEMO_MIDDLES)],
             demo_given_men[below(&d->rng, DEMO_GIVEN)]);
    demo_set(&r, "chief", buf_str(&b));
    buf_release(&b);
    demo_set_n(&r, "study_board", chance(&d->rng, 70));
    enum status s = demo_put(d, &r, &d->clan[i]);
    return s == STATUS_OK ? add_titles(d, ENTITY_CLAN, d->clan[i], TITLE_CLAN, 0, hamlet,
                                       15 + below(&d->rng, 60))
                          : s;
}

static enum status add_organisation(struct demo *d, int i)
{
    struct record r;
    record_init(&r, entity_by_id(ENTITY_ORGANISATION));
    demo_set(&r, "name", demo_organisations[i].name);
    demo_set(&r, "kind", demo_organisations[i].kind);
    set_hamlet(d, &r, below(&d->rng, d->hamlets));
    demo_set_n(&r, "staff", 8 + below(&d->rng, 20));
    enum status s = demo_put(d, &r, &d->organisation[i]);
    return s == STATUS_OK ? add_titles(d, ENTITY_ORGANISATION, d->organisation[i],
                                       TITLE_ORGANISATION, 0, 0, 15 + below(&d->rng, 60))
                          : s;
}

static void start(struct demo *d, const struct demo_options *o, int year)
{
    *d = (struct demo){.o = o, .year = year, .rng = {o->seed + 1}};
    static_assert(DEMO_ORGANISATIONS == sizeof d->organisation / sizeof *d->organisation, "");
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
    enum status s = demo_add_decisions(d);
    for (int i = 0; s == STATUS_OK && i < d->hamlets; i++)
        s = add_hamlet(d, i);
    for (int i = 0; s == STATUS_OK && i < d->clans; i++)
        s = add_clan(d, i);
    for (int i = 0; s == STATUS_OK && i < DEMO_ORGANISATIONS; i++)
        s = add_organisation(d, i);
    return s;
}

/* One batch; rerun from the same numbers when the store asks for it. */
static enum status batch_fn(struct book_tx *t, void *context)
{
    struct demo *d = context;
    struct demo_rng at = d->rng;
    d->t = t;
    d->batch = save_batch_begin(t, AUDIT_IMPORT, NULL);
    enum status s = d->books ? demo_add_books(d) : d->first < 0 ? all_but_households(d) : STATUS_OK;
    for (int i = d->first; s == STATUS_OK && !d->books && i >= 0 && i < d->last; i++)
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
    d.books = true;
    if (s == STATUS_OK)
        s = book_write(b, who, batch_fn, &d, detail);
    free(d.clan);
    free(d.zeal);
    return s;
}
