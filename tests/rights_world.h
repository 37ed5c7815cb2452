/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A town with one record of every entity in two hamlets and in the commune, made from the entity
 * tables, so that a new entity is tried by itself; who comes to it; and what is right, said once.
 */
#ifndef TESTS_RIGHTS_WORLD_H
#define TESTS_RIGHTS_WORLD_H

#include "core/import.h"
#include "tests/progress_world.h"

enum { HAMLET1, HAMLET2, COMMUNE_ITSELF, PLACES };
static const char *const codes[PLACES] = {"15664001", "15664002", "15664"};

struct town {
    struct world w; /* its caller is an officer */
    uint64_t id[ENTITY_COMMUNE][PLACES];
    uint64_t subject[PLACES]; /* a household: of the titles */
    struct unit_key hamlet1, commune, elsewhere;
};

/* ---- who ---- */

enum who { LEADER, OFFICER, VIEWER, STRANGER, ADMIN, NOBODY, WHO };
static const char *const sources[] = {"screen", "command", "ssh"};
enum { SOURCES = sizeof sources / sizeof *sources };

static struct caller person(const struct town *x, enum who who, const char *source)
{
    static const enum role roles[WHO] = {ROLE_LEADER, ROLE_OFFICER, ROLE_VIEWER,
                                         ROLE_VIEWER, ROLE_ADMIN,   ROLE_LEADER};
    static const char *const names[WHO] = {"lan", "xa", "tinh", "khach", "may", "moi"};
    const struct unit_key *units = who == LEADER     ? &x->hamlet1
                                   : who == VIEWER   ? &x->commune
                                   : who == STRANGER ? &x->elsewhere
                                                     : NULL;
    return (struct caller){.name = names[who],
                           .role = roles[who],
                           .units = units,
                           .n_units = units ? 1 : 0,
                           .source = source,
                           .today = x->w.who.today};
}

/* ---- what is right ---- */

static inline bool is_commune(enum who who)
{
    return who == OFFICER || who == ADMIN;
}

static inline bool may_read(enum who who, const struct entity *e, int place)
{
    switch (who) {
    case OFFICER:
    case ADMIN:
    case VIEWER:
        return true;
    case LEADER:
        return place == HAMLET1 || (place == COMMUNE_ITSELF && e && e->shared);
    case STRANGER:
        return place == COMMUNE_ITSELF && e && e->shared;
    case NOBODY:
    case WHO:
        break;
    }
    return false;
}

static inline bool may_write(enum who who, const struct entity *e, int place)
{
    bool commune =
        e && (e->id == ENTITY_TARGET || e->id == ENTITY_DEADLINE || e->id == ENTITY_CRITERIA);
    return is_commune(who) || (who == LEADER && place == HAMLET1 && !commune);
}

/* ---- one record of an entity, from its table ---- */

static void set_sample(const struct field *f, struct value *v)
{
    struct buf b = {0};
    if (f->choices)
        buf_adds(&b, f->choices[0].name); /* the first of the states decides nothing */
    else if (f->type == &field_integer || f->type == &field_money || f->type == &field_decimal)
        buf_addf(&b, "%lld", (long long)(f->min > 0 ? f->min : 1));
    else if (f->type == &field_date)
        buf_adds(&b, "2/10/2026");
    else
        buf_adds(&b, f->max && f->max < 8 ? "X" : "Mẫu thử");
    enum reason why = field_parse(f, buf_span(&b), NULL, v);
    if (why != REASON_NONE)
        fail_msg("%s=%s: %s", f->name, buf_str(&b), reason_word(why));
    buf_release(&b);
}

static void set_subject(const struct town *x, int place, struct value *v)
{
    char tag = ENTITY_HOUSEHOLD;
    value_set_s(v, span_make(&tag, 1));
    v->n = (int64_t)x->subject[place];
}

/* What the rules between fields miss. */
static void complete(struct record *r)
{
    struct findings found = {0};
    record_check(r, NULL, &found);
    for (size_t i = 0; i < found.n; i++)
        if (found.v[i].field && found.v[i].reason == REASON_MISSING)
            set_sample(found.v[i].field, &r->v[found.v[i].field - r->e->fields]);
}

/* What is required, the place, the household of who lives in one. year: of what there is one a
 * year; 0: the field's first. */
static void sample(const struct town *x, const struct entity *e, int place, int year,
                   struct record *r)
{
    record_init(r, e);
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        struct unit_key u = unit(codes[place]);
        if (f->flags & FIELD_UNIT)
            value_set_s(&r->v[i], unit_span(&u));
        else if (f->type == &field_subject && f->flags & FIELD_REQUIRED)
            set_subject(x, place, &r->v[i]);
        else if (f->type == &field_ref && f->ref == ENTITY_HOUSEHOLD && f->flags & FIELD_IDENTITY)
            value_set_n(&r->v[i], (int64_t)x->subject[place]);
        else if (f->flags & (FIELD_REQUIRED | FIELD_NAME))
            set_sample(f, &r->v[i]);
        if (e->key != ENTITY_KEY_ID && year && strcmp(f->name, "year") == 0)
            value_set_n(&r->v[i], year);
    }
    complete(r);
}

/* A set of criteria is the commune's; a hamlet is made by its own hand (town_new()). */
static inline bool has_sample(const struct entity *e, int place)
{
    return e->id != ENTITY_HAMLET && (e->id != ENTITY_CRITERIA || place == COMMUNE_ITSELF);
}

static uint64_t add_sample(struct town *x, const struct entity *e, int place)
{
    struct record r;
    struct detail d = {0};
    if (!has_sample(e, place))
        return 0;
    sample(x, e, place, 0, &r);
    if (save_one(x->w.book, &x->w.who, &r, NULL, &d) != STATUS_OK)
        fail_msg("a record of %s: %s", e->name, d.text);
    uint64_t id = r.id;
    record_release(&r);
    return id;
}

static void town_new(struct town *x, bool lmdb)
{
    *x = (struct town){.w = world_new(lmdb)};
    x->hamlet1 = unit(codes[HAMLET1]);
    x->commune = unit(codes[COMMUNE_ITSELF]);
    x->elsewhere = unit("15667");
    for (int p = 0; p < PLACES; p++) {
        char fields[100];
        if (p != COMMUNE_ITSELF) {
            snprintf(fields, sizeof fields, "name=Thôn %d|hamlet=%s", p + 1, codes[p]);
            x->id[ENTITY_HAMLET][p] = add(&x->w, ENTITY_HAMLET, fields);
        }
        snprintf(fields, sizeof fields, "hamlet=%s|head=Trần Văn Bảy", codes[p]);
        x->subject[p] = add(&x->w, ENTITY_HOUSEHOLD, fields);
        for (size_t i = 0; entity_at(i); i++)
            if (entity_at(i)->id != ENTITY_HAMLET)
                x->id[entity_at(i)->id][p] = add_sample(x, entity_at(i), p);
    }
}

static void town_free(struct town *x)
{
    world_free(&x->w);
}

static inline void right(bool allowed, bool want, const struct caller *who, const struct entity *e,
                         int place, const char *what)
{
    if (allowed != want)
        fail_msg("%s of %s at %s by %s (%s): %s", what, e ? e->name : "all", codes[place],
                 who->name, who->source, allowed ? "allowed" : "refused");
}

/* ---- what they try ---- */

static inline enum status sink(void *context, struct span bytes)
{
    buf_add_span(context, bytes);
    return STATUS_OK;
}

static inline enum status save_as(struct town *x, const struct caller *who, struct record *r,
                                  const char *fields)
{
    struct detail d = {0};
    fill(r, fields);
    enum status s = save_one(x->w.book, who, r, NULL, &d);
    assert_true(s == STATUS_OK || d.text[0]);
    return s;
}

static inline enum status change_as(struct town *x, const struct caller *who, uint64_t id,
                                    const char *fields)
{
    struct record r = {.id = id};
    assert_int_equal(book_read(x->w.book, &x->w.who, get_fn, &r, NULL), STATUS_OK);
    enum status s = save_as(x, who, &r, fields);
    record_release(&r);
    return s;
}

static inline unsigned import_as(struct town *x, const struct caller *who, const char *entity,
                                 const char *text, bool update)
{
    struct buf path = {0}, program = {0};
    struct import_result result;
    struct detail d = {0};
    buf_addf(&path, "%s/in.csv", x->w.dir);
    buf_addf(&program, "%s/hoctap-file", test_build());
    test_write_file(buf_str(&path), text, strlen(text));
    struct import_options o = {
        .path = buf_str(&path), .update = update, .program = buf_str(&program)};
    enum status s = import_file(x->w.book, who, entity_by_name(entity), &o, &result, NULL, &d);
    assert_true(s == STATUS_OK || s == STATUS_DENIED);
    unsigned n = result.imported + result.updated + result.titles;
    import_result_release(&result);
    buf_release(&path);
    buf_release(&program);
    return n;
}

#endif
