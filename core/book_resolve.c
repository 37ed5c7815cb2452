/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding records and places by what people write. Names are looked up in the folded-name chunks as
 * they were when the transaction began; nothing is kept between transactions.
 */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/name_index.h"
#include "core/target.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"
#include "locale/msg.h"

struct place {
    struct unit_key unit, code; /* its code of today */
    bool ended;
    char *name, *key, *bare,
        *search; /* as shown; fold_key; fold_key without its type word; no marks */
};

enum { NAMES_WALKED = 4, ENTITIES = ENTITY_COMMUNE + 1 };

struct book_names {
    struct place *v;
    size_t n;
    bool places_known;
    struct name_index *index[ENTITIES];
    unsigned asked[ENTITIES];
};

void book_names_free(struct book_names *p)
{
    for (size_t i = 0; p && i < p->n; i++) {
        free(p->v[i].name);
        free(p->v[i].key);
        free(p->v[i].bare);
        free(p->v[i].search);
    }
    for (size_t i = 0; p && i < ENTITIES; i++)
        name_index_free(p->index[i]);
    free(p ? p->v : NULL);
    free(p);
}

static day today(const struct book_tx *t)
{
    return t->who ? t->who->today : DAY_MAX;
}

static char *folded(void (*fold)(struct buf *, struct span), struct span s)
{
    struct buf b = {0};
    fold(&b, s);
    return buf_detach(&b);
}

/* A folded name without the word that says what it is: "tổ dân phố bảo vượng 1" -> "bảo vượng 1".
 */
static const char *without_type(const char *key)
{
    static const char *const words[] = {
        "tổ dân phố ", "khu dân cư ", "khu phố ", "khối phố ", "thôn ", "bản ", "ấp ",  "buôn ",
        "làng ",       "xóm ",        "khóm ",    "tdp ",      "tổ ",   "khu ", "khối "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(key, words[i], n) == 0 && key[n])
            return key + n;
    }
    return key;
}

static enum status add_place(struct book_tx *t, const struct record *r, void *context)
{
    struct book_names *p = context;
    p->v = mem_realloc_array(p->v, p->n + 1, sizeof *p->v);
    struct place *x = &p->v[p->n++];
    x->unit = r->unit;
    x->code = unitbook_code(t, r->unit, today(t));
    x->ended = record_to(r) && record_to(r) < today(t);
    x->name = mem_dup(record_name(r).p, record_name(r).n + 1);
    x->name[record_name(r).n] = 0;
    x->key = folded(fold_key, record_name(r));
    x->bare = mem_strdup(without_type(x->key));
    x->search = folded(fold_search, record_name(r));
    return STATUS_OK;
}

static struct book_names *cache(struct book_tx *t)
{
    if (!t->names)
        t->names = mem_alloc(sizeof *t->names);
    return t->names;
}

static struct book_names *names(struct book_tx *t)
{
    struct book_names *p = cache(t);
    if (p->places_known)
        return p;
    p->places_known = true;
    enum status s =
        book_each_any(t, entity_by_id(ENTITY_HAMLET), (struct span){"", 0}, add_place, p);
    (void)s; /* an error is sticky in the transaction */
    return p;
}

/* By the code of today, or one it had. */
static bool by_code(struct book_tx *t, struct span text, struct unit_key *out)
{
    if (!unit_parse(text, t->book->scheme, out))
        return false;
    if (unit_eq(*out, t->book->commune) || unit_level(*out) == UNIT_COUNTRY ||
        unit_level(*out) == UNIT_PROVINCE)
        return true;
    struct unit_key bearer;
    if (unitbook_by_code(t, *out, today(t), &bearer) != STATUS_OK)
        return false;
    *out = bearer;
    return true;
}

enum { BY_KEY, BY_BARE, BY_SEARCH, BY_WAYS };

/* The only hamlet whose name matches in one way; with clash set when there are several. */
static const struct place *match(const struct book_names *p, int way, const char *text, bool *clash)
{
    const struct place *hit = NULL;
    for (size_t i = 0; i < p->n; i++) {
        const struct place *x = &p->v[i];
        const char *name = way == BY_KEY ? x->key : way == BY_BARE ? x->bare : x->search;
        if (strcmp(name, text) != 0 || (hit && x->ended))
            continue;
        if (hit && !hit->ended)
            *clash = true;
        hit = x; /* a hamlet of today rather than one that has ended */
    }
    return *clash ? NULL : hit;
}

static bool find_unit(void *context, struct span text, struct unit_key *out, enum reason *why)
{
    struct book_tx *t = context;
    struct book_names *p = names(t);
    *why = REASON_NONE;
    if (by_code(t, text, out))
        return true;
    char *key = folded(fold_key, text), *search = folded(fold_search, text);
    char *own = folded(fold_key, span_of(t->book->name));
    const char *want[BY_WAYS] = {key, without_type(key), search};
    const struct place *hit = NULL;
    bool clash = false, found = strcmp(key, own) == 0;
    if (found)
        *out = t->book->commune;
    for (int way = 0; way < BY_WAYS && !hit && !clash && !found; way++)
        hit = match(p, way, want[way], &clash);
    if (!hit && !found && text.n <= 3 && strspn(key, "0123456789") == strlen(key) && *key) {
        for (size_t i = 0; i < p->n && !hit; i++)
            if (unit_hamlet_number(p->v[i].code) == atoi(key) &&
                unit_eq(unit_commune(p->v[i].code), t->book->commune))
                hit = &p->v[i];
    }
    if (hit)
        *out = hit->unit;
    else if (!found)
        *why = clash ? REASON_AMBIGUOUS_REFERENCE : REASON_UNKNOWN_HAMLET;
    free(key);
    free(search);
    free(own);
    return hit || found;
}

static void add_unit_name(void *context, struct unit_key u, struct buf *out)
{
    struct book_tx *t = context;
    struct unit_info info;
    if (unit_eq(u, t->book->commune)) {
        buf_adds(out, t->book->name);
        return;
    }
    for (size_t i = 0; unit_level(u) == UNIT_HAMLET && i < names(t)->n; i++)
        if (unit_eq(t->names->v[i].unit, u)) {
            buf_adds(out, t->names->v[i].name);
            return;
        }
    if (unitbook_get(t, u, &info) == STATUS_OK)
        buf_adds(out, info.name);
}

static struct unit_key unit_code(void *context, struct unit_key u)
{
    struct book_tx *t = context;
    return unitbook_code(t, u, today(t));
}

/* The name of a clan or an organisation of another hamlet may be read, a person's may not. */
static bool may_name(struct book_tx *t, const struct record *r)
{
    return r->e->id == ENTITY_CLAN || r->e->id == ENTITY_ORGANISATION ||
           r->e->id == ENTITY_HAMLET || book_may_read(t, r->e, r->unit);
}

static void add_name(void *context, const struct entity *e, uint64_t id, struct buf *out)
{
    struct record r;
    (void)e;
    if (book_get_any(context, id, &r) != STATUS_OK)
        return;
    if (may_name(context, &r))
        buf_add_span(out, record_name(&r));
    else
        buf_adds(out, _("(nơi khác)"));
    record_release(&r);
}

/* What one scan of names found: an exact match beats one without marks; two of a kind clash. */
struct hits {
    uint64_t exact, loose;
    unsigned n_exact, n_loose;
};

static void take_hit(struct book_tx *t, uint64_t id, const char *key, struct hits *h)
{
    struct record r;
    if (h->loose == id || h->exact == id || book_get_any(t, id, &r) != STATUS_OK)
        return;
    if (!may_name(t, &r)) {
        record_release(&r);
        return;
    }
    char *name = folded(fold_key, record_name(&r));
    if (strcmp(name, key) == 0)
        h->exact = id, h->n_exact++;
    else
        h->loose = id, h->n_loose++;
    free(name);
    record_release(&r);
}

/* What is looked for among the names: everywhere, or in one unit. */
struct look {
    struct book_tx *t;
    const char *key, *search;
    bool here;
    struct unit_key unit;
    struct hits *hits;
};

static void compare_name(void *context, struct span name, struct unit_key unit, uint64_t id)
{
    struct look *l = context;
    if ((!l->here || unit_eq(unit, l->unit)) && span_eq_str(name, l->search))
        take_hit(l->t, id, l->key, l->hits);
}

/* A single name is found by walking; whoever asks again and again (an import) gets a map. */
static void look_up(const struct entity *e, struct look *l)
{
    struct book_names *p = cache(l->t);
    struct span all = {"", 0};
    if (p->asked[e->id] < NAMES_WALKED) {
        p->asked[e->id]++;
        name_each(l->t->tx, e->id, l->here ? unit_span(&l->unit) : all, compare_name, l);
        return;
    }
    if (!p->index[e->id])
        p->index[e->id] = name_index_new(l->t->tx, e->id);
    name_index_each(p->index[e->id], span_of(l->search), compare_name, l);
}

struct by_record {
    const char *key, *search;
    struct hits hits;
};

/* Entities without packed columns (documents): their records. */
static enum status match_record(struct book_tx *t, const struct record *r, void *context)
{
    struct by_record *b = context;
    char *search = folded(fold_search, record_name(r));
    if (strcmp(search, b->search) == 0)
        take_hit(t, r->id, b->key, &b->hits);
    free(search);
    return STATUS_OK;
}

static uint64_t by_number(struct book_tx *t, const struct entity *e, struct unit_key near, long n)
{
    struct column_set set;
    uint64_t id = 0;
    column_set_load(t->tx, e->id, near, &set);
    for (size_t i = 0; i < set.n && !id; i++)
        if (set.v[i].number == (uint32_t)n)
            id = set.v[i].id;
    column_set_release(&set);
    return id;
}

static uint64_t decide(const struct hits *h, enum reason *why)
{
    if (h->n_exact == 1)
        return h->exact;
    if (!h->n_exact && h->n_loose == 1)
        return h->loose;
    *why = h->n_exact || h->n_loose ? REASON_AMBIGUOUS_REFERENCE : REASON_UNKNOWN_REFERENCE;
    return 0;
}

static uint64_t find_record(void *context, const struct entity *e, struct span text,
                            struct unit_key near, enum reason *why)
{
    struct book_tx *t = context;
    char *key = folded(fold_key, text), *search = folded(fold_search, text);
    uint64_t id = 0;
    struct hits h = {0};
    *why = REASON_UNKNOWN_REFERENCE;
    if (!e->subject) {
        struct by_record b = {.key = key, .search = search};
        if (book_each(t, e, (struct span){"", 0}, match_record, &b) == STATUS_OK)
            h = b.hits;
        id = decide(&h, why);
    } else if (*key && strspn(key, "0123456789") == strlen(key) && strlen(key) < 7 &&
               unit_level(near) != UNIT_NONE) {
        id = by_number(t, e, near, atol(key));
    } else if (*search) {
        struct look l = {t, key, search, unit_level(near) != UNIT_NONE, near, &h};
        if (l.here)
            look_up(e, &l);
        id = decide(&h, why);
        if (!id && *why == REASON_UNKNOWN_REFERENCE) {
            h = (struct hits){0};
            l.here = false;
            look_up(e, &l);
            id = decide(&h, why);
        }
    }
    free(key);
    free(search);
    return id;
}

/* A hamlet's target that is its commune's. */
static bool as_above(void *context, const struct record *r)
{
    struct book_tx *t = context;
    struct progress_target above;
    struct unit_key unit = value_unit(record_value(r, "unit"));
    if (r->e->id != ENTITY_TARGET || unit_level(unit) != UNIT_HAMLET)
        return false;
    target_lookup(t, unitbook_parent(t, unit, t->who->today),
                  (enum indicator)record_n(r, "indicator"), (int)record_n(r, "year"), &above);
    return above.known && record_n(r, "measure") <= 1 && above.hundredths == record_n(r, "value");
}

struct resolver book_resolver(struct book_tx *t, struct unit_key near)
{
    return (struct resolver){
        .context = t,
        .find = find_record,
        .name = add_name,
        .unit = find_unit,
        .unit_name = add_unit_name,
        .unit_code = unit_code,
        .as_above = as_above,
        .near = near,
        .today = t->who ? t->who->today : 0,
    };
}
