/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress and explain against a plain computation from the records of an invented store: no
 * columns, no loops over bytes, one question at a time.
 */
#include "tests/progress_world.h"

enum { HAMLETS = 4, FIRST = 2023, LAST = 2026, MAX = 400 };

static uint32_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8) % n;
}

/* --- an invented store --- */

static void some_dates(struct buf *b)
{
    switch (pick(5)) {
    case 0:
        buf_addf(b, "|from=%u/%u/%u", 1 + pick(28), 1 + pick(12), 2022 + pick(4));
        break;
    case 1:
        buf_addf(b, "|to=%u/%u/%u", 1 + pick(28), 1 + pick(11), 2023 + pick(4));
        break;
    case 2:
        if (pick(3) == 0)
            buf_addf(b, "|from=1/%u/2022|to=31/12/%u", 1 + pick(12), 2022 + pick(4));
        break;
    default:
        break;
    }
}

static void some_titles(struct world *w, const char *title, uint64_t id)
{
    for (int y = FIRST - 1; y <= LAST; y++)
        if (pick(3))
            give(w, title, id, y, 1 + (pick(2) ? STATE_PROPOSED : (enum title_state)pick(8)));
}

static uint64_t make(struct world *w, enum entity_id e, struct buf *b)
{
    uint64_t id = add(w, e, buf_str(b));
    buf_reset(b);
    return id;
}

static uint64_t some_household(struct world *w, struct buf *b, int i, const uint64_t *clan)
{
    unsigned hamlet = 1 + pick(HAMLETS);
    buf_addf(b, "hamlet=15664%03u|head=Hộ %d", hamlet, i);
    if (pick(3) == 0)
        buf_addf(b, "|clan=%016llx", (unsigned long long)clan[pick(4)]);
    if (pick(2))
        buf_addf(b, "|workers=%u", pick(4));
    if (pick(6) == 0)
        buf_addf(b, "|stays=15664%03u đến 31/05/2025; 15664%03u từ 01/06/2025",
                 1 + hamlet % HAMLETS, hamlet);
    some_dates(b);
    return make(w, ENTITY_HOUSEHOLD, b);
}

static void some_citizens(struct world *w, struct buf *b, int i, uint64_t home, const uint64_t *org)
{
    for (unsigned n = pick(3); n-- > 0;) {
        buf_addf(b, "hamlet=15664001|name=Người %d %u|household=%016llx", i, n,
                 (unsigned long long)home);
        if (pick(4))
            buf_addf(b, "|worker=%s", pick(4) ? "có" : "không");
        if (pick(4) == 0)
            buf_addf(b, "|organisation=%016llx", (unsigned long long)org[pick(4)]);
        if (pick(2))
            buf_addf(b, "|birth=%u", 1950 + pick(64));
        some_dates(b);
        some_titles(w, "citizen", make(w, ENTITY_CITIZEN, b));
    }
}

static struct world some_world(unsigned with)
{
    static const char *const managed[] = {"xã", "tỉnh", "huyện đến 30/6/2025; xã từ 1/7/2025",
                                          NULL};
    struct world w = world_new(false);
    struct buf b = {0};
    uint64_t clan[4], org[4];
    seed = with;
    for (int i = 1; i <= HAMLETS; i++) {
        buf_addf(&b, "name=Thôn %d", i);
        if (i == HAMLETS)
            buf_adds(&b, "|to=31/3/2026");
        some_titles(&w, "community", make(&w, ENTITY_HAMLET, &b));
    }
    for (int i = 0; i < 4; i++) {
        if (i)
            buf_addf(&b, "hamlet=15664%03u|", 1 + pick(HAMLETS));
        buf_addf(&b, "name=Họ %d", i);
        some_dates(&b);
        clan[i] = make(&w, ENTITY_CLAN, &b);
        some_titles(&w, "clan", clan[i]);
        buf_addf(&b, "hamlet=15664%03u|name=Đơn vị %d|kind=%s", 1 + pick(HAMLETS), i,
                 pick(4) ? "school" : "other");
        if (managed[i])
            buf_addf(&b, "|managed=%s", managed[i]);
        if (pick(3))
            buf_addf(&b, "|staff=%u", pick(9));
        org[i] = make(&w, ENTITY_ORGANISATION, &b);
        some_titles(&w, i == 1 ? "organisation2" : "organisation", org[i]);
    }
    for (int i = 0; i < 60; i++) {
        uint64_t home = some_household(&w, &b, i, clan);
        some_titles(&w, "family", home);
        some_citizens(&w, &b, i, home, org);
    }
    buf_release(&b);
    return w;
}

/* --- what the records say --- */

struct thing {
    struct record r;
    uint8_t state[2][LAST + 1]; /* slot, year */
};

struct plain {
    struct thing v[MAX];
    size_t n;
};

static enum status take(struct book_tx *t, const struct record *r, void *context)
{
    struct plain *p = context;
    (void)t;
    assert_true(p->n < MAX);
    record_copy(&p->v[p->n++].r, r);
    return STATUS_OK;
}

static struct thing *thing(struct plain *p, uint64_t id)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].r.id == id)
            return &p->v[i];
    return NULL;
}

static enum status take_title(struct book_tx *t, const struct record *r, void *context)
{
    struct thing *of = thing(context, (uint64_t)record_n(r, "subject"));
    (void)t;
    assert_non_null(of);
    of->state[record_n(r, "title") == TITLE_ORGANISATION2][record_n(r, "year")] =
        (uint8_t)record_n(r, "state");
    return STATUS_OK;
}

static enum status take_all(struct book_tx *t, void *context)
{
    static const enum entity_id entities[] = {ENTITY_HAMLET, ENTITY_CLAN, ENTITY_ORGANISATION,
                                              ENTITY_HOUSEHOLD, ENTITY_CITIZEN};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(
            book_each(t, entity_by_id(entities[i]), (struct span){"", 0}, take, context),
            STATUS_OK);
    return book_each(t, entity_by_id(ENTITY_TITLE), (struct span){"", 0}, take_title, context);
}

static bool within(day from, day to, day on)
{
    return (!from || from <= on) && (!to || on <= to);
}

/* Where it was that day; zero when it was not there. */
static struct unit_key place(struct plain *p, const struct record *r, day on)
{
    const struct record *places = r;
    if (!within(record_from(r), record_to(r), on))
        return (struct unit_key){0};
    if (r->e->id == ENTITY_CITIZEN && record_n(r, "household"))
        places = &thing(p, (uint64_t)record_n(r, "household"))->r;
    int at = entity_field(places->e, "stays");
    size_t n = at < 0 ? 0 : value_dated_count(&places->e->fields[at], &places->v[at]);
    for (size_t i = 0; i < n; i++) {
        struct dated d = value_dated(&places->e->fields[at], &places->v[at], i);
        if (within(d.from, d.to, on))
            return d.unit;
    }
    return n ? (struct unit_key){0} : places->unit;
}

static bool in_unit(struct unit_key at, struct unit_key u)
{
    return unit_level(at) != UNIT_NONE &&
           (unit_eq(at, u) || (unit_level(u) == UNIT_COMMUNE && unit_eq(unit_commune(at), u)));
}

static int managed_at(const struct record *r, day on)
{
    int at = entity_field(r->e, "managed");
    for (size_t i = 0; i < value_dated_count(&r->e->fields[at], &r->v[at]); i++) {
        struct dated d = value_dated(&r->e->fields[at], &r->v[at], i);
        if (within(d.from, d.to, on))
            return d.code;
    }
    return 0;
}

static uint8_t state_of(const struct thing *x, unsigned slot, int year)
{
    return x->state[slot][year] ? x->state[slot][year] : x->state[1 - slot][year];
}

struct figures {
    int64_t total, registered, proposed, recognised;
    bool unknown;
    size_t listed; /* of total, who has a record */
};

static void add_state(struct figures *f, uint8_t s)
{
    f->listed++;
    f->registered += s && s != STATE_WITHDRAWN;
    f->proposed += s == STATE_PROPOSED || s == STATE_RECOGNISED || s == STATE_REVOKED;
    f->recognised += s == STATE_RECOGNISED;
}

static bool adult(const struct record *r, day on)
{
    int y, m, d;
    struct pdate birth = value_date(record_value(r, "birth"));
    day_split(on, &y, &m, &d);
    if (!pdate_known(birth))
        return true;
    return birth.month ? pdate_first(birth) <= day_make(y - 18, m, d) : birth.year + 18 <= y;
}

static bool counts_in(struct plain *p, const struct thing *x, enum indicator what, day on)
{
    switch (what) {
    case INDICATOR_FAMILY:
        return x->r.e->id == ENTITY_HOUSEHOLD;
    case INDICATOR_CLAN:
        return x->r.e->id == ENTITY_CLAN;
    case INDICATOR_COMMUNITY:
        return x->r.e->id == ENTITY_HAMLET;
    case INDICATOR_CITIZEN:
    case INDICATOR_CITIZEN_WORKER:
    case INDICATOR_CITIZEN_STAFF:
        return x->r.e->id == ENTITY_CITIZEN && adult(&x->r, on);
    default:
        break;
    }
    (void)p;
    if (x->r.e->id != ENTITY_ORGANISATION || record_n(&x->r, "kind") == 13)
        return false;
    return (managed_at(&x->r, on) > 1) == (what == INDICATOR_ORGANISATION2);
}

static bool holds(struct plain *p, uint64_t id, int year, day on, enum indicator what)
{
    const struct thing *x = thing(p, id);
    return x && unit_level(place(p, &x->r, on)) != UNIT_NONE && counts_in(p, x, what, on) &&
           state_of(x, 0, year) == STATE_RECOGNISED;
}

static bool household_holds(struct plain *p, const struct thing *h, int year, day on)
{
    struct unit_key at = place(p, &h->r, on);
    if (holds(p, h->r.id, year, on, INDICATOR_FAMILY) ||
        holds(p, (uint64_t)record_n(&h->r, "clan"), year, on, INDICATOR_CLAN))
        return true;
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].r.e->id == ENTITY_HAMLET && unit_eq(p->v[i].r.unit, at) &&
            holds(p, p->v[i].r.id, year, on, INDICATOR_COMMUNITY))
            return true;
    return false;
}

static void worker_figures(struct plain *p, struct unit_key u, int year, day on, struct figures *f)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct thing *h = &p->v[i];
        int64_t listed = 0;
        if (h->r.e->id != ENTITY_HOUSEHOLD || !in_unit(place(p, &h->r, on), u) ||
            !household_holds(p, h, year, on))
            continue;
        for (size_t k = 0; k < p->n; k++) {
            const struct thing *c = &p->v[k];
            if (!counts_in(p, c, INDICATOR_CITIZEN, on) || record_n(&c->r, "worker") != 1 ||
                (uint64_t)record_n(&c->r, "household") != h->r.id ||
                unit_level(place(p, &c->r, on)) == UNIT_NONE)
                continue;
            listed++;
            add_state(f, state_of(c, 0, year));
        }
        int64_t says = record_n(&h->r, "workers");
        f->total += listed > says ? listed : says;
    }
}

static void staff_figures(struct plain *p, struct unit_key u, int year, day on, struct figures *f)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct thing *o = &p->v[i];
        int64_t listed = 0;
        if (!counts_in(p, o, INDICATOR_ORGANISATION, on) || !in_unit(place(p, &o->r, on), u) ||
            state_of(o, 0, year) != STATE_RECOGNISED)
            continue;
        for (size_t k = 0; k < p->n; k++) {
            const struct thing *c = &p->v[k];
            if (!counts_in(p, c, INDICATOR_CITIZEN, on) ||
                (uint64_t)record_n(&c->r, "organisation") != o->r.id ||
                unit_level(place(p, &c->r, on)) == UNIT_NONE)
                continue;
            listed++;
            add_state(f, state_of(c, 0, year));
        }
        const struct value *staff = record_value(&o->r, "staff");
        f->unknown |= !staff->known;
        f->total += listed > staff->n ? listed : staff->n;
    }
}

static struct figures plain_figures(struct plain *p, struct unit_key u, enum indicator what,
                                    int year, day on)
{
    struct figures f = {0};
    if (what == INDICATOR_CITIZEN_WORKER) {
        worker_figures(p, u, year, on, &f);
    } else if (what == INDICATOR_CITIZEN_STAFF) {
        staff_figures(p, u, year, on, &f);
    } else {
        for (size_t i = 0; i < p->n; i++) {
            const struct thing *x = &p->v[i];
            if (!counts_in(p, x, what, on) || !in_unit(place(p, &x->r, on), u))
                continue;
            f.total++;
            add_state(&f, state_of(x, what == INDICATOR_ORGANISATION2, year));
        }
    }
    return f;
}

/* --- compared --- */

struct explained {
    struct unit_key unit;
    enum indicator what;
    int year;
    enum explain_state state;
    size_t n;
};

static enum status count_one(struct book_tx *t, const struct record *subject,
                             const struct record *title, void *context)
{
    struct explained *e = context;
    (void)t;
    assert_non_null(subject);
    if (title) {
        assert_int_equal(record_n(title, "subject"), subject->id);
        assert_int_equal(record_n(title, "year"), e->year);
    }
    if (e->state == EXPLAIN_RECOGNISED)
        assert_int_equal(record_n(title, "state"), STATE_RECOGNISED);
    e->n++;
    return STATUS_OK;
}

static enum status explain_fn_(struct book_tx *t, void *context)
{
    struct explained *e = context;
    e->n = 0;
    return progress_explain(t, e->unit, e->what, e->year, e->state, count_one, e);
}

static void compare_explained(struct world *w, struct unit_key u, int year,
                              const struct progress_line *l, size_t listed)
{
    const size_t want[] = {listed,
                           (size_t)l->registered,
                           (size_t)l->proposed,
                           (size_t)l->recognised,
                           listed - (size_t)l->recognised,
                           (size_t)l->moved};
    for (int s = EXPLAIN_TOTAL; s <= EXPLAIN_MOVED; s++) {
        struct explained e = {.unit = u, .what = l->indicator, .year = year, .state = s};
        assert_int_equal(book_read(w->book, &w->who, explain_fn_, &e, NULL), STATUS_OK);
        if (e.n != want[s])
            fail_msg("explain %d of line %d in %d: %zu, figure %zu", s, l->indicator, year, e.n,
                     want[s]);
    }
}

static void compare(struct world *w, struct plain *p, const char *code, int year)
{
    struct progress got = ask(w, code, year);
    struct unit_key u = unit(code);
    for (size_t i = 0; i < got.n; i++) {
        const struct progress_line *l = &got.line[i];
        struct figures f = plain_figures(p, u, l->indicator, year, got.as_of);
        assert_int_equal(l->total_known, !f.unknown);
        expect(&got, l->indicator, f.unknown ? l->total : f.total, f.registered, f.proposed,
               f.recognised);
        assert_true(l->recognised <= l->registered);
        assert_true(!l->total_known || l->registered <= l->total);
        compare_explained(w, u, year, l, f.listed);
    }
}

static void rows_add_up(struct world *w, int year)
{
    struct progress whole = ask(w, "15664", year), *rows;
    struct question q = {.unit = unit("15664"), .year = year, .rows = &rows};
    assert_int_equal(book_read(w->book, &w->who, ask_fn, &q, NULL), STATUS_OK);
    for (size_t i = 0; i < whole.n; i++) {
        int64_t sum[4] = {0};
        for (size_t k = 0; k < q.n; k++)
            for (size_t j = 0; j < rows[k].n; j++) {
                const struct progress_line *l = &rows[k].line[j];
                if (l->indicator != whole.line[i].indicator)
                    continue;
                sum[0] += l->total, sum[1] += l->registered;
                sum[2] += l->proposed, sum[3] += l->recognised;
            }
        expect(&whole, whole.line[i].indicator, sum[0], sum[1], sum[2], sum[3]);
    }
    for (size_t k = 0; k + 1 < q.n; k++) { /* a row is what the hamlet sees by itself */
        struct buf code = {0};
        unit_add_code(&code, rows[k].unit);
        struct progress one = ask(w, buf_str(&code), year);
        assert_string_equal(one.fingerprint, rows[k].fingerprint);
        buf_release(&code);
    }
    free(rows);
}

static void figures_are_those_of_the_records(void **state)
{
    (void)state;
    for (unsigned with = 1; with <= 6; with++) {
        struct world w = some_world(with * 7919);
        struct plain *p = calloc(1, sizeof *p);
        assert_int_equal(book_read(w.book, &w.who, take_all, p, NULL), STATUS_OK);
        assert_true(p->n > 100);
        for (int year = FIRST; year <= LAST; year++) {
            compare(&w, p, "15664", year);
            compare(&w, p, "15664001", year);
            compare(&w, p, "15664004", year);
            rows_add_up(&w, year);
        }
        for (size_t i = 0; i < p->n; i++)
            record_release(&p->v[i].r);
        free(p);
        world_free(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_the_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
