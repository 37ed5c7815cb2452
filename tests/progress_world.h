/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small commune for the tests of progress. Included by them; fields are given as text, so a test
 * reads as a form is filled in.
 */
#ifndef TESTS_PROGRESS_WORLD_H
#define TESTS_PROGRESS_WORLD_H

#include "tests/support.h"

#include "core/book.h"
#include "core/progress.h"
#include "core/save.h"
#include "core/target.h"
#include "core/unitbook.h"

#define FAMILY    INDICATOR_FAMILY
#define COMMUNITY INDICATOR_COMMUNITY
#define CITIZEN   INDICATOR_CITIZEN
#define WORKER    INDICATOR_CITIZEN_WORKER
#define STAFF     INDICATOR_CITIZEN_STAFF
#define ORG       INDICATOR_ORGANISATION
#define ORG2      INDICATOR_ORGANISATION2
#define COMMUNE   INDICATOR_COMMUNE

struct world {
    struct book *book;
    struct caller who;
    char *dir;
};

static struct unit_key unit(const char *code)
{
    struct unit_key u;
    assert_true(unit_parse(span_of(code), UNIT_2025, &u));
    return u;
}

static inline struct world world_of(bool lmdb, const struct book_init *init)
{
    struct world w = {.who = {.name = "xa", .role = ROLE_OFFICER, .source = "test"},
                      .dir = test_tmpdir()};
    struct buf uri = {0};
    struct detail d = {0};
    w.who.today = day_make(2026, 11, 22);
    buf_addf(&uri, lmdb ? "lmdb:%s/db" : "mem:", w.dir);
    if (book_create(&w.book, buf_str(&uri), init, &w.who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    buf_release(&uri);
    return w;
}

static inline struct world world_new_of(bool lmdb, const char *province)
{
    struct book_init init = {UNIT_2025, unit("15664"), unit(province), "Xã Triệu Sơn"};
    return world_of(lmdb, &init);
}

static inline struct world world_new(bool lmdb)
{
    return world_new_of(lmdb, "P38");
}

static void world_free(struct world *w)
{
    book_close(w->book);
    test_rmtree(w->dir);
    free(w->dir);
}

/* "field=text|field=text". household, clan and organisation take an id as 16 digits. */
static void fill(struct record *r, const char *fields)
{
    while (*fields) {
        char name[32], text[160];
        size_t n = strcspn(fields, "="), end = strcspn(fields, "|");
        assert_true(n < end && n < sizeof name && end - n - 1 < sizeof text);
        memcpy(name, fields, n), name[n] = 0;
        memcpy(text, fields + n + 1, end - n - 1), text[end - n - 1] = 0;
        int i = entity_field(r->e, name);
        if (i < 0)
            fail_msg("no field %s", name);
        enum reason why = field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]);
        if (why != REASON_NONE)
            fail_msg("%s=%s: %s", name, text, reason_word(why));
        fields += end + (fields[end] == '|');
    }
}

static void keep(struct world *w, struct record *r)
{
    struct detail d = {0};
    if (save_one(w->book, &w->who, r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
}

static inline uint64_t add(struct world *w, enum entity_id e, const char *fields)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    fill(&r, fields);
    keep(w, &r);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static enum status get_fn(struct book_tx *t, void *context)
{
    struct record *r = context;
    uint64_t id = r->id;
    return book_get(t, id, r);
}

static inline void change(struct world *w, uint64_t id, const char *fields)
{
    struct record r = {.id = id};
    assert_int_equal(book_read(w->book, &w->who, get_fn, &r, NULL), STATUS_OK);
    fill(&r, fields);
    keep(w, &r);
    record_release(&r);
}

/* with a reason, which some states need */
static inline uint64_t give(struct world *w, const char *title, uint64_t subject, int year,
                            enum title_state state)
{
    const struct title_kind *k = title_by_name(title);
    struct record r;
    char fields[160];
    record_init(&r, entity_by_id(ENTITY_TITLE));
    if (k->subject == ENTITY_COMMUNE) {
        char tag = ENTITY_COMMUNE;
        value_set_s(record_value(&r, "subject"), span_make(&tag, 1));
        record_value(&r, "subject")->known = true;
        r.unit = w->book->commune;
        snprintf(fields, sizeof fields, "title=%s|year=%d|state=%s|reason=x", title, year,
                 field_choice_by_code(title_state_choices, state)->name);
    } else {
        snprintf(fields, sizeof fields, "subject=%s:%016llx|title=%s|year=%d|state=%s|reason=x",
                 entity_by_id(k->subject)->name, (unsigned long long)subject, title, year,
                 field_choice_by_code(title_state_choices, state)->name);
    }
    fill(&r, fields);
    keep(w, &r);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

struct question {
    struct unit_key unit;
    int year;
    struct progress *out;
    struct progress **rows;
    size_t n;
};

static enum status ask_fn(struct book_tx *t, void *context)
{
    struct question *q = context;
    return q->rows ? progress_by_hamlet(t, q->unit, q->year, q->rows, &q->n)
                   : progress_of(t, q->unit, q->year, q->out);
}

static inline struct progress ask(struct world *w, const char *code, int year)
{
    struct progress p;
    struct detail d = {0};
    struct question q = {.unit = unit(code), .year = year, .out = &p};
    if (book_read(w->book, &w->who, ask_fn, &q, &d) != STATUS_OK)
        fail_msg("progress %s %d: %s", code, year, d.text);
    return p;
}

static inline const struct progress_line *line(const struct progress *p, enum indicator i)
{
    for (size_t k = 0; k < p->n; k++)
        if (p->line[k].indicator == i)
            return &p->line[k];
    fail_msg("no line %d", i);
    return NULL;
}

/* total, registered, proposed, recognised */
static inline void expect_at(const char *file, int at, const struct progress *p, enum indicator i,
                             int64_t total, int64_t registered, int64_t proposed,
                             int64_t recognised)
{
    const struct progress_line *l = line(p, i);
    if (l->total != total || l->registered != registered || l->proposed != proposed ||
        l->recognised != recognised)
        fail_msg("%s:%d: line %d of %d: total %lld registered %lld proposed %lld recognised %lld",
                 file, at, i, p->year, (long long)l->total, (long long)l->registered,
                 (long long)l->proposed, (long long)l->recognised);
}
#define expect(...) expect_at(__FILE__, __LINE__, __VA_ARGS__)

/* A household of hamlet n; more fields may be "". */
static inline uint64_t household(struct world *w, int n, const char *name, const char *more)
{
    char s[200];
    snprintf(s, sizeof s, "hamlet=15664%03d|head=%s%s%s", n, name, *more ? "|" : "", more);
    return add(w, ENTITY_HOUSEHOLD, s);
}

static inline struct world two_hamlets(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    return w;
}

/* Of an entity that lies at a place of its own choosing. */
static inline uint64_t add_at(struct world *w, enum entity_id e, const char *code,
                              const char *fields)
{
    struct record r;
    record_init(&r, entity_by_id(e));
    fill(&r, fields);
    r.unit = unit(code);
    value_set_s(&r.v[entity_field_flag(r.e, FIELD_UNIT)], unit_span(&r.unit));
    keep(w, &r);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static inline void add_target(struct world *w, const char *at, const char *fields)
{
    add_at(w, ENTITY_TARGET, at, fields);
}

static inline enum status generation_fn(struct book_tx *t, void *context)
{
    *(uint64_t *)context = book_generation(t);
    return STATUS_OK;
}

/* The number of the newest entry of the trail. */
static inline uint64_t generation(struct world *w)
{
    uint64_t n = 0;
    assert_int_equal(book_read(w->book, &w->who, generation_fn, &n, NULL), STATUS_OK);
    return n;
}

#endif
