/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hamlet's work taken away and brought back, with random edits on both sides, against a model of
 * the table in core/backup.h: of each record what it was (A), is here (B) and there (C). FULL=1: a
 * thousand times.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "core/backup.h"
#include "core/check.h"
#include "core/merge.h"
#include "core/save.h"
#include "tests/support.h"

enum { HOUSEHOLDS = 8, YEARS = 2, ITEMS = 120, FIRST_YEAR = 2025, PERSON = 1 };

static const struct caller who = {
    .name = "merge", .role = ROLE_OFFICER, .source = "test", .today = 46347};

/* A household (year 0), its citizen (PERSON) or its title of a year, as it says; text "" when it is
 * not there. */
struct item {
    uint64_t id;     /* of the household */
    uint64_t record; /* its own */
    int year;
    char hamlet, text[40];
};

struct state {
    struct item v[ITEMS];
    size_t n;
};

static uint32_t draw(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*seed >> 33) % n);
}

static const struct item *find(const struct state *s, uint64_t id, int year)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].id == id && s->v[i].year == year)
            return &s->v[i];
    return NULL;
}

/* ---- the books ---- */

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_true(i >= 0);
    assert_int_equal(field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]), REASON_NONE);
}

static void save(struct book *b, struct record *r)
{
    struct detail d = {0};
    if (save_one(b, &who, r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static enum status see_household(struct book_tx *t, const struct record *r, void *context)
{
    struct state *s = context;
    struct item *x = &s->v[s->n++];
    (void)t;
    assert_true(s->n < ITEMS);
    *x = (struct item){.id = r->id, .hamlet = r->unit.c[UNIT_KEY_LEN - 1]};
    snprintf(x->text, sizeof x->text, "%c size %d", x->hamlet, (int)record_n(r, "size"));
    return STATUS_OK;
}

static enum status see_person(struct book_tx *t, const struct record *r, void *context)
{
    struct state *s = context;
    struct item *x = &s->v[s->n++];
    (void)t;
    assert_true(s->n < ITEMS);
    *x = (struct item){.id = (uint64_t)record_n(r, "household"),
                       .record = r->id,
                       .year = PERSON,
                       .hamlet = r->unit.c[UNIT_KEY_LEN - 1]};
    struct span work = value_span(record_value(r, "occupation"));
    snprintf(x->text, sizeof x->text, "%c works %.*s", x->hamlet, (int)work.n, work.p);
    return STATUS_OK;
}

static enum status see_title(struct book_tx *t, const struct record *r, void *context)
{
    struct state *s = context;
    struct item *x = &s->v[s->n++];
    (void)t;
    assert_true(s->n < ITEMS);
    *x = (struct item){.id = (uint64_t)record_n(r, "subject"),
                       .record = r->id,
                       .year = (int)record_n(r, "year"),
                       .hamlet = r->unit.c[UNIT_KEY_LEN - 1]};
    snprintf(x->text, sizeof x->text, "%c state %d score %d", x->hamlet, (int)record_n(r, "state"),
             (int)record_n(r, "score"));
    return STATUS_OK;
}

static enum status see_all(struct book_tx *t, void *context)
{
    struct state *s = context;
    struct span all = {"", 0};
    s->n = 0;
    enum status st = book_each(t, entity_by_id(ENTITY_HOUSEHOLD), all, see_household, s);
    if (st == STATUS_OK)
        st = book_each(t, entity_by_id(ENTITY_CITIZEN), all, see_person, s);
    return st == STATUS_OK ? book_each(t, entity_by_id(ENTITY_TITLE), all, see_title, s) : st;
}

static void look(struct book *b, struct state *out)
{
    assert_int_equal(book_read(b, &who, see_all, out, NULL), STATUS_OK);
}

struct wanted {
    uint64_t id;
    int year;
    struct record r;
    enum status s;
};

static enum status get_fn(struct book_tx *t, void *context)
{
    struct wanted *w = context;
    if (w->year)
        w->s = book_get_title(t, book_unit_of(t, w->id), w->id, TITLE_FAMILY, w->year, &w->r);
    else
        w->s = book_get(t, w->id, &w->r);
    return STATUS_OK;
}

static bool get(struct book *b, uint64_t id, int year, struct record *out)
{
    struct wanted w = {.id = id, .year = year};
    assert_int_equal(book_read(b, &who, get_fn, &w, NULL), STATUS_OK);
    *out = w.r;
    return w.s == STATUS_OK;
}

/* ---- random edits ---- */

static void new_household(struct book *b, uint64_t *seed)
{
    struct record r;
    char size[8];
    record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
    set(&r, "hamlet", "15664001");
    set(&r, "head", "Lê Thế Tuấn");
    snprintf(size, sizeof size, "%u", 1 + draw(seed, 50));
    set(&r, "size", size);
    save(b, &r);
    record_release(&r);
}

static void change_household(struct book *b, uint64_t id, bool move, uint64_t *seed)
{
    struct record r;
    char size[8];
    if (!get(b, id, 0, &r))
        return;
    if (move) {
        set(&r, "hamlet", "15664002");
    } else {
        snprintf(size, sizeof size, "%u", 1 + draw(seed, 50));
        set(&r, "size", size);
    }
    save(b, &r);
    record_release(&r);
}

static void mark(struct book *b, uint64_t id, int year, uint64_t *seed)
{
    struct record r, h;
    char tag = ENTITY_HOUSEHOLD;
    if (!get(b, id, 0, &h))
        return;
    record_release(&h);
    if (!get(b, id, year, &r)) {
        record_init(&r, entity_by_id(ENTITY_TITLE));
        value_set_s(record_value(&r, "subject"), (struct span){&tag, 1});
        record_value(&r, "subject")->n = (int64_t)id;
        value_set_n(record_value(&r, "title"), TITLE_FAMILY);
        value_set_n(record_value(&r, "year"), year);
        value_set_n(record_value(&r, "state"), STATE_REGISTERED);
    }
    value_set_n(record_value(&r, "score"), 100 * draw(seed, 3));
    save(b, &r);
    record_release(&r);
}

static void unmark(struct book *b, uint64_t id, int year)
{
    struct record r;
    struct detail d = {0};
    if (!get(b, id, year, &r))
        return;
    if (delete_one(b, &who, r.id, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

/* One a household at most, made at the beginning: found through the state of then. */
static void new_person(struct book *b, uint64_t household)
{
    struct record r;
    char tag = ENTITY_HOUSEHOLD;
    record_init(&r, entity_by_id(ENTITY_CITIZEN));
    set(&r, "name", "Mai Thị Phượng");
    value_set_s(record_value(&r, "household"), (struct span){&tag, 1});
    record_value(&r, "household")->n = (int64_t)household;
    save(b, &r);
    record_release(&r);
}

static void change_person(struct book *b, const struct item *p, uint64_t *seed)
{
    struct record r;
    char work[16];
    if (!p || !get(b, p->record, 0, &r))
        return;
    snprintf(work, sizeof work, "nghề %u", draw(seed, 5));
    set(&r, "occupation", work);
    save(b, &r);
    record_release(&r);
}

static void delete_person(struct book *b, const struct item *p)
{
    struct detail d = {0};
    if (p)
        (void)!delete_one(b, &who, p->record, &d); /* it may be gone already */
}

static void edit(struct book *b, const struct state *base, unsigned times, bool moves,
                 uint64_t *seed)
{
    for (unsigned i = 0; i < times; i++) {
        const struct item *x = &base->v[draw(seed, HOUSEHOLDS)];
        int year = FIRST_YEAR + (int)draw(seed, YEARS);
        struct detail d = {0};
        switch (draw(seed, moves ? 11 : 9)) {
        case 0:
        case 1:
            change_household(b, x->id, false, seed);
            break;
        case 2:
        case 3:
            mark(b, x->id, year, seed);
            break;
        case 4:
            unmark(b, x->id, year);
            break;
        case 5:
            new_household(b, seed);
            break;
        case 6:
            (void)!delete_one(b, &who, x->id, &d); /* it may be gone already */
            break;
        case 7:
            change_person(b, find(base, x->id, PERSON), seed);
            break;
        case 8:
            delete_person(b, find(base, x->id, PERSON));
            break;
        case 9:
        case 10:
            change_household(b, x->id, true, seed);
            break;
        }
    }
}

/* ---- the model ---- */

static const char *said(const struct item *x)
{
    return x ? x->text : "";
}

/* Without the place: that of a title is its household's. */
static const char *content(const struct item *x)
{
    return x && x->year ? x->text + 1 : said(x);
}

/* What the table says, before what hangs together is looked at. */
static const struct item *by_table(const struct item *a, const struct item *b, const struct item *c,
                                   bool outside, bool theirs)
{
    bool changed_here = strcmp(content(a), content(b)) != 0;
    bool changed_there = strcmp(content(a), content(c)) != 0;
    if (b && !c && outside)
        return b; /* moved out of what was taken away: it stays */
    if (a && b && !c && a->record != b->record)
        return b; /* taken back and set again here: a change, even to the same */
    if (a && b && c && a->record != b->record && a->record != c->record)
        return theirs ? c : b; /* on both sides: nothing tells what it was */
    if (!changed_there)
        return b;
    if (!changed_here)
        return c;
    return theirs && b && c ? c : b; /* a deletion never wins over a change */
}

enum fate { STAYS, TAKEN, CONFLICT };

static enum fate fate_of(bool here, bool there, bool alike) /* changed; to the same? */
{
    return alike || !there ? STAYS : here ? CONFLICT : TAKEN;
}

/* A household that is in all three: its place and the rest are told apart. */
static bool in_all_three(const struct item *a, const struct item *b, const struct item *c,
                         bool theirs, struct item *out)
{
    if (!a || !b || !c)
        return false;
    enum fate place =
        fate_of(a->hamlet != b->hamlet, a->hamlet != c->hamlet, b->hamlet == c->hamlet);
    enum fate rest =
        fate_of(strcmp(a->text + 1, b->text + 1) != 0, strcmp(a->text + 1, c->text + 1) != 0,
                strcmp(b->text + 1, c->text + 1) == 0);
    bool keep = !theirs && (place == CONFLICT || rest == CONFLICT);
    *out = keep || rest == STAYS ? *b : *c;
    out->hamlet = out->text[0] = keep || place == STAYS ? b->hamlet : c->hamlet;
    return true;
}

/* Adds to out what is expected of one household, its titles and its citizen. */
static void expect_one(const struct state *a, const struct state *b, const struct state *c,
                       uint64_t id, bool theirs, bool two, struct state *out)
{
    const struct item *here = find(b, id, 0), *titles[YEARS + 1], *h;
    struct item mixed;
    bool any = false;
    h = by_table(find(a, id, 0), here, find(c, id, 0), !two && here && here->hamlet != '1', theirs);
    if (in_all_three(find(a, id, 0), here, find(c, id, 0), theirs, &mixed))
        h = &mixed;
    bool outside = !two && h && h->hamlet != '1';
    for (int y = 0; y < YEARS + 1; y++) {
        int year = y < YEARS ? FIRST_YEAR + y : PERSON;
        titles[y] =
            by_table(find(a, id, year), find(b, id, year), find(c, id, year), outside, theirs);
        any = any || (titles[y] && titles[y] == find(b, id, year));
    }
    if (!h && here && any)
        h = here; /* deleted there, but something of it was changed here: it stays */
    if (!h)
        return; /* and what was added to it there has no place */
    out->v[out->n++] = *h;
    for (int y = 0; y < YEARS + 1; y++)
        if (titles[y]) {
            struct item *x = &out->v[out->n++];
            *x = *titles[y];
            x->text[0] = x->hamlet = h->hamlet; /* a title lies with its household */
        }
}

static void expect(const struct state *a, const struct state *b, const struct state *c, bool theirs,
                   bool two, struct state *out)
{
    const struct state *all[] = {a, b, c};
    out->n = 0;
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < all[k]->n; i++) {
            uint64_t id = all[k]->v[i].id;
            bool seen = false;
            for (int e = 0; e < k; e++)
                seen = seen || find(all[e], id, 0);
            if (!all[k]->v[i].year && !seen)
                expect_one(a, b, c, id, theirs, two, out);
        }
}

static void compare(const struct state *want, const struct state *is, uint64_t seed)
{
    for (size_t i = 0; i < want->n; i++) {
        const struct item *w = &want->v[i], *x = find(is, w->id, w->year);
        if (strcmp(w->text, said(x)) != 0)
            fail_msg("seed %llu: %llx of %d: '%s', expected '%s'", (unsigned long long)seed,
                     (unsigned long long)w->id, w->year, said(x), w->text);
    }
    for (size_t i = 0; i < is->n; i++)
        if (!find(want, is->v[i].id, is->v[i].year))
            fail_msg("seed %llu: %llx of %d: '%s', expected nothing", (unsigned long long)seed,
                     (unsigned long long)is->v[i].id, is->v[i].year, is->v[i].text);
}

/* ---- a round ---- */

static char *in(const char *dir, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", dir, name);
    return buf_detach(&b);
}

static struct book *make_home(const char *db, uint64_t *seed)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    assert_true(unit_parse(span_of("15664"), UNIT_2025, &init.commune));
    if (book_create(&b, db, &init, &who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    for (int i = 1; i <= 2; i++) {
        struct record h;
        record_init(&h, entity_by_id(ENTITY_HAMLET));
        set(&h, "name", i == 1 ? "Thôn 1" : "Thôn 2");
        save(b, &h);
        record_release(&h);
    }
    for (int i = 0; i < HOUSEHOLDS; i++)
        new_household(b, seed);
    struct state all;
    look(b, &all);
    for (int i = 0; i < HOUSEHOLDS; i++) {
        if (i % 3)
            mark(b, all.v[i].id, FIRST_YEAR, seed);
        if (i % 2)
            new_person(b, all.v[i].id);
    }
    return b;
}

static void no_fault(void *context, const char *text)
{
    fail_msg("seed %llu: %s", *(unsigned long long *)context, text);
}

struct sides {
    char *dir, *db, *away, *part, *back;
};

static void there(const struct sides *p, const struct state *base, bool two, struct state *out,
                  uint64_t *seed)
{
    struct book *b;
    struct backup_info info;
    struct detail d = {0};
    if (restore_book(p->part, p->away, &who, &info, &d) != STATUS_OK ||
        book_open(&b, p->away, false, &who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    edit(b, base, 1 + draw(seed, 10), two, seed);
    look(b, out);
    if (backup_write(b, &who, p->back, &(struct backup_ask){0}, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    book_close(b);
}

static struct merge_result merge(struct book *b, const struct sides *p, struct merge_options o,
                                 uint64_t seed)
{
    struct merge_result r;
    struct detail d = {0};
    if (merge_file(b, &who, p->back, &o, &r, &d) != STATUS_OK)
        fail_msg("seed %llu: %s", (unsigned long long)seed, d.text);
    return r;
}

static void one_round(const struct sides *p, uint64_t seed)
{
    uint64_t first = seed;
    struct state base, here, away, want, is;
    struct unit_key h[2];
    struct backup_info info;
    struct detail d = {0};
    bool theirs = draw(&seed, 3) == 0;
    bool two = draw(&seed, 2); /* both hamlets are taken away */
    struct book *b = make_home(p->db, &seed);
    assert_true(unit_parse(span_of("15664001"), UNIT_2025, &h[0]));
    assert_true(unit_parse(span_of("15664002"), UNIT_2025, &h[1]));
    look(b, &base);
    if (backup_write(b, &who, p->part, &(struct backup_ask){.units = h, .n_units = 1 + two}, &info,
                     &d) != STATUS_OK)
        fail_msg("%s", d.text);
    there(p, &base, two, &away, &seed);
    edit(b, &base, draw(&seed, 10), true, &seed);
    look(b, &here);
    expect(&base, &here, &away, theirs, two, &want);

    struct merge_options o = {.take_theirs = theirs, .dry_run = true};
    struct merge_result dry = merge(b, p, o, first);
    look(b, &is);
    compare(&here, &is, first);
    o.dry_run = false;
    struct merge_result r = merge(b, p, o, first);
    assert_int_equal(r.added, dry.added);
    assert_int_equal(r.changed, dry.changed);
    assert_int_equal(r.deleted, dry.deleted);
    assert_int_equal(r.conflicts, dry.conflicts);
    look(b, &is);
    compare(&want, &is, first);
    assert_int_equal(check_book(p->db, no_fault, &first, &d), STATUS_OK);

    struct merge_result again = merge(b, p, (struct merge_options){.take_theirs = theirs}, first);
    if (again.added + again.changed + again.deleted)
        fail_msg("seed %llu: again %d added, %d changed, %d deleted", (unsigned long long)first,
                 (int)again.added, (int)again.changed, (int)again.deleted);
    look(b, &is);
    compare(&want, &is, first);
    merge_result_release(&dry);
    merge_result_release(&r);
    merge_result_release(&again);
    book_close(b);
}

static void what_is_brought_back(void **state)
{
    int rounds = getenv("FULL") ? 1000 : 50;
    const char *seed = getenv("SEED");
    (void)state;
    if (access("/dev/shm", W_OK) == 0) /* hundreds of syncs */
        setenv("TMPDIR", "/dev/shm", 1);
    for (int i = 0; i < rounds; i++) {
        struct sides p = {.dir = test_tmpdir()};
        p.db = in(p.dir, "xa"), p.away = in(p.dir, "may-khac");
        p.part = in(p.dir, "mang-di"), p.back = in(p.dir, "mang-ve");
        one_round(&p, seed ? strtoull(seed, NULL, 10) : (uint64_t)i + 1);
        test_rmtree(p.dir);
        free(p.dir), free(p.db), free(p.away), free(p.part), free(p.back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_brought_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
