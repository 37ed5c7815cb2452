/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/audit.h"
#include "core/check.h"
#include "core/progress.h"
#include "core/save.h"

const struct caller world_who = {
    .name = "torture", .role = ROLE_OFFICER, .source = "test", .today = 46347};

struct world *world_share(void)
{
    void *p =
        mmap(NULL, sizeof(struct world), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    torture_must(p != MAP_FAILED, "mmap");
    return p;
}

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    torture_must(i >= 0 &&
                     field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]) == REASON_NONE,
                 field);
}

void world_make(const char *db)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    torture_must(unit_parse(span_of("15664"), UNIT_2025, &init.commune) &&
                     unit_parse(span_of("P38"), UNIT_2025, &init.province),
                 "units");
    torture_must(book_create(&b, db, &init, &world_who, &d) == STATUS_OK, d.text);
    for (int i = 1; i <= WORLD_HAMLETS; i++) {
        struct record h;
        char name[32];
        record_init(&h, entity_by_id(ENTITY_HAMLET));
        snprintf(name, sizeof name, "Thôn %d", i);
        set(&h, "name", name);
        torture_must(save_one(b, &world_who, &h, NULL, &d) == STATUS_OK, d.text);
        record_release(&h);
    }
    book_close(b);
}

struct book *world_open(const char *db, bool read_only, struct detail *d)
{
    struct book *b;
    return book_open(&b, db, read_only, &world_who, d) == STATUS_OK ? b : NULL;
}

/* ---- one change ---- */

struct load {
    uint64_t id;
    bool title;
    struct record r;
    enum status s;
};

static enum status load_fn(struct book_tx *t, void *context)
{
    struct load *l = context;
    record_release(&l->r);
    l->r = (struct record){0};
    if (!l->title)
        l->s = book_get(t, l->id, &l->r);
    else
        l->s = book_get_title(t, book_unit_of(t, l->id), l->id, TITLE_FAMILY, WORLD_YEAR, &l->r);
    return STATUS_OK;
}

static enum status load(struct book *b, struct load *l, struct detail *d)
{
    enum status s = book_read(b, &world_who, load_fn, l, d);
    return s == STATUS_OK ? l->s : s;
}

static void set_household(struct record *r, const struct slot *to)
{
    char text[16];
    snprintf(text, sizeof text, "1566400%d", to->hamlet);
    set(r, "hamlet", text);
    snprintf(text, sizeof text, "%d", to->size);
    set(r, "size", text);
}

/* The id of a household that is being made. */
static const uint64_t SLOT_NEW = UINT64_MAX;

static enum status create(struct book *b, int me, int at, struct slot *to, struct detail *d)
{
    struct record r;
    char mark[16];
    record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
    snprintf(mark, sizeof mark, "o-%d-%d", me, at);
    set(&r, "head", "Lê Thế Tuấn");
    set(&r, "address", mark);
    set_household(&r, to);
    enum status s = save_one(b, &world_who, &r, NULL, d);
    to->id = r.id;
    record_release(&r);
    return s;
}

static enum status change_household(struct book *b, const struct slot *to, struct detail *d)
{
    struct load l = {.id = to->id};
    enum status s = load(b, &l, d);
    if (s == STATUS_OK) {
        set_household(&l.r, to);
        s = save_one(b, &world_who, &l.r, NULL, d);
        record_release(&l.r);
    }
    return s;
}

static enum status change_title(struct book *b, const struct slot *to, struct detail *d)
{
    struct load l = {.id = to->id, .title = true};
    char tag = ENTITY_HOUSEHOLD;
    enum status s = load(b, &l, d);
    if (s == STATUS_NOTFOUND) {
        record_init(&l.r, entity_by_id(ENTITY_TITLE));
        value_set_n(record_value(&l.r, "subject"), (int64_t)to->id);
        value_set_s(record_value(&l.r, "subject"), (struct span){&tag, 1});
        record_value(&l.r, "subject")->n = (int64_t)to->id;
        value_set_n(record_value(&l.r, "title"), TITLE_FAMILY);
        value_set_n(record_value(&l.r, "year"), WORLD_YEAR);
        s = STATUS_OK;
    }
    if (s == STATUS_OK) {
        value_set_n(record_value(&l.r, "state"), to->state);
        s = save_one(b, &world_who, &l.r, NULL, d);
        record_release(&l.r);
    }
    return s;
}

enum status world_change(struct book *b, struct world *w, int me, uint64_t *seed, struct detail *d)
{
    static const int next[] = {
        [STATE_NONE] = STATE_REGISTERED,
        [STATE_REGISTERED] = STATE_PROPOSED,
        [STATE_PROPOSED] = STATE_RECOGNISED,
    };
    struct writer_notes *n = &w->w[me];
    int at = (int)torture_draw(seed, WORLD_SLOTS), kind = (int)torture_draw(seed, 10);
    struct slot to = n->slot[at];
    if (!to.id)
        to.size = 1, to.hamlet = 1 + (int)torture_draw(seed, WORLD_HAMLETS), to.state = 0;
    else if (kind < 4)
        to.size = 1 + to.size % 59;
    else if (kind < 6)
        to.hamlet = 1 + to.hamlet % WORLD_HAMLETS;
    else if (kind < 9 && to.state != STATE_RECOGNISED)
        to.state = next[to.state];
    else
        to = (struct slot){0};
    n->then = to;
    if (!n->slot[at].id)
        n->then.id = SLOT_NEW;
    n->at = at;
    __atomic_store_n(&n->pending, true, __ATOMIC_SEQ_CST);
    double begin = torture_now();
    enum status s;
    if (!n->slot[at].id)
        s = create(b, me, at, &to, d);
    else if (!to.id)
        s = delete_one(b, &world_who, n->slot[at].id, d);
    else if (to.state != n->slot[at].state)
        s = change_title(b, &to, d);
    else
        s = change_household(b, &to, d);
    if (s == STATUS_OK) {
        uint64_t us = (uint64_t)((torture_now() - begin) * 1e6);
        n->slot[at] = to;
        n->saves++;
        n->slowest_us = us > n->slowest_us ? us : n->slowest_us;
        __atomic_store_n(&n->pending, false, __ATOMIC_SEQ_CST);
    }
    return s;
}

/* ---- what is stored ---- */

struct stored {
    struct slot slot[WORLD_WRITERS][WORLD_SLOTS];
    int households, registered, recognised;
    int broken;
    struct detail *d;
};

static void break_promise(struct stored *x, const char *what, unsigned long a, unsigned long c)
{
    if (!x->broken++ && x->d)
        snprintf(x->d->text, sizeof x->d->text, "%s %lu %lu", what, a, c);
}

static enum status see_household(struct book_tx *t, const struct record *r, void *context)
{
    struct stored *x = context;
    char text[32] = "";
    int w, s;
    struct span address = record_text(r, "address");
    (void)t;
    snprintf(text, sizeof text, "%.*s", (int)address.n, address.p);
    x->households++;
    if (sscanf(text, "o-%d-%d", &w, &s) != 2 || w >= WORLD_WRITERS || s >= WORLD_SLOTS ||
        x->slot[w][s].id) {
        break_promise(x, "a household that nobody made, or one twice:", r->id, 0);
        return STATUS_OK;
    }
    x->slot[w][s] = (struct slot){
        .id = r->id, .size = (int)record_n(r, "size"), .hamlet = r->unit.c[UNIT_KEY_LEN - 1] - '0'};
    return STATUS_OK;
}

static enum status see_title(struct book_tx *t, const struct record *r, void *context)
{
    struct stored *x = context;
    uint64_t subject = (uint64_t)record_n(r, "subject");
    if (!unit_eq(book_unit_of(t, subject), r->unit))
        break_promise(x, "a title that does not lie with its household:", r->id, subject);
    for (int w = 0; w < WORLD_WRITERS; w++)
        for (int s = 0; s < WORLD_SLOTS; s++)
            if (x->slot[w][s].id == subject)
                x->slot[w][s].state = (int)record_n(r, "state");
    x->registered++;
    x->recognised += record_n(r, "state") == STATE_RECOGNISED;
    return STATUS_OK;
}

static enum status see_all(struct book_tx *t, void *context)
{
    struct stored *x = context;
    struct detail *d = x->d;
    struct span all = {"", 0};
    *x = (struct stored){.d = d};
    enum status s = book_each(t, entity_by_id(ENTITY_HOUSEHOLD), all, see_household, x);
    return s == STATUS_OK ? book_each(t, entity_by_id(ENTITY_TITLE), all, see_title, x) : s;
}

static bool slot_eq(const struct slot *a, const struct slot *b, bool ids)
{
    if (!a->id || !b->id)
        return !a->id && !b->id;
    return (!ids || a->id == b->id) && a->size == b->size && a->hamlet == b->hamlet &&
           a->state == b->state;
}

static void compare_slot(struct stored *x, struct writer_notes *n, int w, int s, bool settle)
{
    const struct slot *is = &x->slot[w][s];
    bool pending = n->pending && n->at == s;
    if (slot_eq(is, &n->slot[s], true))
        return;
    if (pending && slot_eq(is, &n->then, n->then.id != SLOT_NEW)) {
        if (settle)
            n->slot[s] = *is;
        return;
    }
    break_promise(x,
                  n->slot[s].id && !is->id ? "an acknowledged household is lost:"
                                           : "a household is not as acknowledged:",
                  (unsigned long)w, (unsigned long)s);
    if (settle)
        n->slot[s] = *is;
}

/* In a write transaction: after a writer was killed between its commit and LMDB's note of it, the
 * next writer is the first to see that commit. */
int world_compare(struct book *b, struct world *w, int mine, struct detail *d)
{
    struct stored x = {.d = d};
    if (book_write(b, &world_who, see_all, &x, d) != STATUS_OK)
        return 1;
    for (int i = 0; i < WORLD_WRITERS; i++) {
        if (mine >= 0 && mine != i)
            continue; /* they go on meanwhile */
        for (int s = 0; s < WORLD_SLOTS; s++)
            compare_slot(&x, &w->w[i], i, s, true);
        w->w[i].pending = false;
    }
    return x.broken;
}

struct snapshot {
    struct stored x;
    uint64_t entries;
};

static enum status snapshot_fn(struct book_tx *t, void *context)
{
    struct snapshot *k = context;
    struct progress p;
    unsigned char head[AUDIT_HASH];
    enum status s = see_all(t, &k->x);
    if (s == STATUS_OK)
        s = progress_of(t, t->book->commune, WORLD_YEAR, &p);
    if (s != STATUS_OK)
        return s;
    const struct progress_line *l = &p.line[0];
    if (l->indicator != INDICATOR_FAMILY || l->total != k->x.households ||
        l->registered != k->x.registered || l->recognised != k->x.recognised)
        break_promise(&k->x, "the figures are not those of the records: total",
                      (unsigned long)l->total, (unsigned long)k->x.households);
    return audit_verify(t, head, &k->entries, t->detail);
}

enum status world_snapshot(struct book *b, struct detail *d)
{
    struct snapshot k = {.x = {.d = d}};
    enum status s = book_read(b, &world_who, snapshot_fn, &k, d);
    return s != STATUS_OK ? s : k.x.broken ? STATUS_CORRUPT : STATUS_OK;
}

static void first_fault(void *context, const char *text)
{
    struct stored *x = context;
    if (!x->broken++ && x->d)
        snprintf(x->d->text, sizeof x->d->text, "%.400s", text);
}

int world_check(const char *db, struct detail *d)
{
    struct stored x = {.d = d};
    struct detail own = {0};
    enum status s = check_book(db, first_fault, &x, &own);
    if (s == STATUS_OK)
        return 0;
    if (!x.broken && d)
        *d = own;
    return x.broken ? x.broken : 1;
}
