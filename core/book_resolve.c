/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding records and places by what people write. Names are looked up in the folded-name chunks;
 * nothing is kept between transactions.
 */
#include <stdlib.h>
#include <string.h>

#include "core/book_private.h"
#include "core/unitbook.h"
#include "locale/fold.h"
#include "locale/mem.h"

struct place {
    struct unit_key unit;
    char *name, *key, *bare,
        *search; /* as shown; fold_key; fold_key without its type word; no marks */
};

struct book_names {
    struct place *v;
    size_t n;
};

void book_names_free(struct book_names *p)
{
    for (size_t i = 0; p && i < p->n; i++) {
        free(p->v[i].name);
        free(p->v[i].key);
        free(p->v[i].bare);
        free(p->v[i].search);
    }
    free(p ? p->v : NULL);
    free(p);
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
    (void)t;
    p->v = mem_realloc_array(p->v, p->n + 1, sizeof *p->v);
    struct place *x = &p->v[p->n++];
    x->unit = r->unit;
    x->name = mem_dup(record_name(r).p, record_name(r).n + 1);
    x->name[record_name(r).n] = 0;
    x->key = folded(fold_key, record_name(r));
    x->bare = mem_strdup(without_type(x->key));
    x->search = folded(fold_search, record_name(r));
    return STATUS_OK;
}

static struct book_names *names(struct book_tx *t)
{
    if (t->names)
        return t->names;
    t->names = mem_alloc(sizeof *t->names);
    enum status s =
        book_each(t, entity_by_id(ENTITY_HAMLET), (struct span){"", 0}, add_place, t->names);
    (void)s; /* an error is sticky in the transaction */
    return t->names;
}

static bool by_code(struct book_tx *t, struct span text, struct unit_key *out)
{
    struct unit_info info;
    if (!unit_parse(text, t->book->scheme, out))
        return false;
    if (unit_eq(*out, t->book->commune) || unit_level(*out) == UNIT_COUNTRY ||
        unit_level(*out) == UNIT_PROVINCE)
        return true;
    if (unit_level(*out) == UNIT_HAMLET) {
        for (size_t i = 0; i < names(t)->n; i++)
            if (unit_eq(t->names->v[i].unit, *out))
                return true;
        return false;
    }
    return unitbook_get(t, *out, &info) == STATUS_OK;
}

enum { BY_KEY, BY_BARE, BY_SEARCH, BY_WAYS };

/* The only hamlet whose name matches in one way; with clash set when there are several. */
static const struct place *match(const struct book_names *p, int way, const char *text, bool *clash)
{
    const struct place *hit = NULL;
    for (size_t i = 0; i < p->n; i++) {
        const struct place *x = &p->v[i];
        const char *name = way == BY_KEY ? x->key : way == BY_BARE ? x->bare : x->search;
        if (strcmp(name, text) != 0)
            continue;
        if (hit)
            *clash = true;
        hit = x;
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
            if (unit_hamlet_number(p->v[i].unit) == atoi(key) &&
                unit_eq(unit_commune(p->v[i].unit), t->book->commune))
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

static void add_name(void *context, const struct entity *e, uint64_t id, struct buf *out)
{
    struct record r;
    (void)e;
    if (book_get(context, id, &r) != STATUS_OK)
        return;
    buf_add_span(out, record_name(&r));
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
    if (h->loose == id || h->exact == id || book_get(t, id, &r) != STATUS_OK)
        return;
    char *name = folded(fold_key, record_name(&r));
    if (strcmp(name, key) == 0)
        h->exact = id, h->n_exact++;
    else
        h->loose = id, h->n_loose++;
    free(name);
    record_release(&r);
}

static void scan_names(struct book_tx *t, const struct entity *e, struct span prefix,
                       const char *key, const char *search, struct hits *h)
{
    struct column_scan *s = column_scan_begin(t->tx, BOOK_NAME, e->id, prefix);
    struct buf at = {0};
    struct unit_key u;
    struct span bytes;
    size_t want = strlen(search) + 1, chunk = 0;
    struct unit_key last = {0};
    while (column_scan_next(s, &u, &bytes)) {
        chunk = unit_eq(u, last) ? chunk + 1 : 0;
        last = u;
        unsigned row = 0;
        for (size_t i = 0; i < bytes.n; row++) {
            size_t n = strnlen(bytes.p + i, bytes.n - i) + 1;
            if (n == want && memcmp(bytes.p + i, search, want - 1) == 0) {
                struct span value;
                struct column_chunk c;
                buf_reset(&at);
                buf_addc(&at, (char)e->id);
                buf_add_span(&at, unit_span(&u));
                key_add_u16(&at, (unsigned)chunk);
                if (store_get(t->tx, BOOK_COLUMN, buf_span(&at), &value) &&
                    column_chunk_parse(value, &c) && row < c.n)
                    take_hit(t, column_chunk_id(&c, row), key, h);
            }
            i += n;
        }
    }
    column_scan_end(s);
    buf_release(&at);
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
        if (unit_level(near) != UNIT_NONE)
            scan_names(t, e, unit_span(&near), key, search, &h);
        id = decide(&h, why);
        if (!id && *why == REASON_UNKNOWN_REFERENCE) {
            h = (struct hits){0};
            scan_names(t, e, (struct span){"", 0}, key, search, &h);
            id = decide(&h, why);
        }
    }
    free(key);
    free(search);
    return id;
}

struct resolver book_resolver(struct book_tx *t, struct unit_key near)
{
    return (struct resolver){
        .context = t,
        .find = find_record,
        .name = add_name,
        .unit = find_unit,
        .unit_name = add_unit_name,
        .near = near,
        .today = t->who ? t->who->today : 0,
    };
}
