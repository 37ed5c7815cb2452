/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saving records: keys, numbers, versions, packed columns, audit; on both stores.
 */
#include "tests/progress_world.h"

#include "core/audit.h"
#include "core/book_private.h"
#include "core/column_cache.h"

static const struct caller officer = {.name = "xa", .role = ROLE_OFFICER, .source = "test"};

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_true(i >= 0);
    enum reason why = field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]);
    if (why != REASON_NONE && why != REASON_UNKNOWN_REFERENCE)
        fail_msg("%s = %s: %s", field, text, reason_word(why));
}

static void set_id(struct record *r, const char *field, uint64_t id)
{
    struct buf s = {0};
    id_add_text(&s, id);
    set(r, field, buf_str(&s));
    buf_release(&s);
}

static void set_household(struct record *title, uint64_t id)
{
    struct buf s = {0};
    buf_adds(&s, "household:");
    id_add_text(&s, id);
    set(title, "subject", buf_str(&s));
    buf_release(&s);
}

static enum status try_save(struct world *w, struct record *r)
{
    struct detail d = {0};
    return save_one(w->book, &w->who, r, NULL, &d);
}

static void make_household(struct record *r, const char *hamlet, const char *head)
{
    record_init(r, entity_by_id(ENTITY_HOUSEHOLD));
    set(r, "hamlet", hamlet);
    set(r, "head", head);
}

static void add_title(struct world *w, uint64_t subject, enum entity_id e, const char *title,
                      const char *year, const char *state)
{
    struct record r;
    struct buf s = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    buf_addf(&s, "%s:", entity_by_id(e)->name);
    id_add_text(&s, subject);
    set(&r, "subject", buf_str(&s));
    set(&r, "title", title);
    set(&r, "year", year);
    set(&r, "state", state);
    keep(w, &r);
    record_release(&r);
    buf_release(&s);
}

/* The columns as saves left them are those that the records give. */
static enum status compare_fn(struct book_tx *t, void *context)
{
    struct buf *dump = context;
    struct span key, value;
    for (unsigned table = BOOK_COLUMN; table <= BOOK_NAME; table++) {
        struct store_cursor *c = store_scan_prefix(t->tx, table, (struct span){"", 0}, 0);
        while (store_next(c, &key, &value)) {
            buf_add_span(dump, key);
            buf_addf(dump, "=%zu:", value.n);
            buf_add_span(dump, value);
        }
        store_scan_end(c);
    }
    return STATUS_OK;
}

static enum status rebuild_fn(struct book_tx *t, void *context)
{
    (void)context;
    book_rebuild_columns(t);
    return STATUS_OK;
}

static void assert_columns_right(struct world *w)
{
    struct buf before = {0}, after = {0};
    assert_int_equal(book_read(w->book, &w->who, compare_fn, &before, NULL), STATUS_OK);
    assert_int_equal(book_write(w->book, &w->who, rebuild_fn, NULL, NULL), STATUS_OK);
    assert_int_equal(book_read(w->book, &w->who, compare_fn, &after, NULL), STATUS_OK);
    assert_int_equal(before.n, after.n);
    assert_memory_equal(before.p, after.p, before.n);
    buf_release(&before);
    buf_release(&after);
}

struct look {
    uint64_t id;
    struct record r;
    struct column_set set;
    enum entity_id entity;
    struct unit_key unit;
    enum status status;
};

static enum status look_fn(struct book_tx *t, void *context)
{
    struct look *l = context;
    record_release(&l->r);
    column_set_release(&l->set);
    l->status = l->id ? book_get(t, l->id, &l->r) : STATUS_OK;
    if (l->entity)
        column_set_load(t->tx, l->entity, l->unit, &l->set);
    return STATUS_OK;
}

static void look(struct world *w, struct look *l)
{
    assert_int_equal(book_read(w->book, &w->who, look_fn, l, NULL), STATUS_OK);
}

static void look_free(struct look *l)
{
    record_release(&l->r);
    column_set_release(&l->set);
}

static void numbers_versions_conflicts(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a, b, copy = {0};
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    keep(&w, &a);
    make_household(&b, "15664001", "Tạ Ngọc Gấm");
    keep(&w, &b);
    assert_int_equal(a.number, 1);
    assert_int_equal(b.number, 2);
    assert_int_equal(a.version, 1);
    assert_true(b.id == a.id + 1 && a.id >> 40 == w.book->store_bits);
    record_copy(&copy, &a);
    set(&a, "size", "4");
    keep(&w, &a);
    assert_int_equal(a.version, 2);
    set(&copy, "size", "5");
    assert_int_equal(try_save(&w, &copy), STATUS_CONFLICT);
    assert_columns_right(&w);
    /* the number of a deleted household is not given again */
    assert_int_equal(delete_one(w.book, &w.who, b.id, NULL), STATUS_OK);
    record_release(&b);
    make_household(&b, "15664001", "Đoàn Mạnh Khuê");
    keep(&w, &b);
    assert_int_equal(b.number, 3);
    assert_columns_right(&w);
    record_release(&a);
    record_release(&b);
    record_release(&copy);
    world_free(&w);
}

static void titles_reach_the_columns(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a, again;
    struct look l = {.entity = ENTITY_HOUSEHOLD, .unit = unit("15664001")};
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    keep(&w, &a);
    add_title(&w, a.id, ENTITY_HOUSEHOLD, "family", "2025", "recognised");
    add_title(&w, a.id, ENTITY_HOUSEHOLD, "family", "2026", "registered");
    look(&w, &l);
    assert_int_equal(l.set.n, 1);
    assert_int_equal(l.set.v[0].state[0][2025 - COLUMNS_YEAR0], STATE_RECOGNISED);
    assert_int_equal(l.set.v[0].state[0][2026 - COLUMNS_YEAR0], STATE_REGISTERED);
    assert_string_equal(l.set.v[0].name, "le the tuan");
    /* once a year per title and subject */
    record_init(&again, entity_by_id(ENTITY_TITLE));
    set_household(&again, a.id);
    set(&again, "title", "family");
    set(&again, "year", "2026");
    set(&again, "state", "registered");
    assert_int_equal(try_save(&w, &again), STATUS_EXISTS);
    assert_columns_right(&w);
    record_release(&again);
    record_release(&a);
    look_free(&l);
    world_free(&w);
}

static void a_moved_household_takes_its_people_along(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a, c;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    keep(&w, &a);
    record_init(&c, entity_by_id(ENTITY_CITIZEN));
    set(&c, "name", "Lê Thị Hoa");
    set_id(&c, "household", a.id);
    keep(&w, &c);
    assert_memory_equal(c.unit.c, "115664001", UNIT_KEY_LEN);
    add_title(&w, a.id, ENTITY_HOUSEHOLD, "family", "2025", "recognised");
    add_title(&w, c.id, ENTITY_CITIZEN, "citizen", "2025", "recognised");
    set(&a, "hamlet", "15664002");
    keep(&w, &a);
    struct look l = {.id = c.id, .entity = ENTITY_CITIZEN, .unit = unit("15664002")};
    look(&w, &l);
    assert_int_equal(l.status, STATUS_OK);
    assert_memory_equal(l.r.unit.c, "115664002", UNIT_KEY_LEN);
    assert_int_equal(l.set.n, 1);
    assert_int_equal(l.set.v[0].from, day_make(2026, 11, 22));
    assert_int_equal(l.set.v[0].to, COLUMNS_OPEN);
    assert_int_equal(l.set.v[0].state[0][2025 - COLUMNS_YEAR0], STATE_RECOGNISED);
    l.unit = unit("15664001");
    look(&w, &l);
    assert_int_equal(l.set.n, 1);
    assert_int_equal(l.set.v[0].to, day_make(2026, 11, 21));
    assert_columns_right(&w);
    /* a record that others belong to is not deleted */
    assert_int_equal(delete_one(w.book, &w.who, a.id, NULL), STATUS_INVALID);
    assert_int_equal(delete_one(w.book, &w.who, c.id, NULL), STATUS_OK);
    assert_int_equal(delete_one(w.book, &w.who, a.id, NULL), STATUS_OK);
    assert_columns_right(&w);
    look_free(&l);
    record_release(&a);
    record_release(&c);
    world_free(&w);
}

static void make_citizen(struct world *w, struct record *r, const char *name, uint64_t household)
{
    record_init(r, entity_by_id(ENTITY_CITIZEN));
    set(r, "name", name);
    set_id(r, "household", household);
    keep(w, r);
}

/* People who move with their household get numbers that nobody had, and leave theirs to nobody. */
static void moved_people_get_numbers_of_their_own(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a, b, moves, gone, next;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    keep(&w, &a);
    make_household(&b, "15664002", "Tạ Ngọc Gấm");
    keep(&w, &b);
    make_citizen(&w, &moves, "Lê Thị Hoa", a.id);
    make_citizen(&w, &gone, "Tạ Văn Bình", b.id);
    assert_int_equal(delete_one(w.book, &w.who, gone.id, NULL), STATUS_OK);
    set(&a, "hamlet", "15664002");
    keep(&w, &a);
    struct look l = {.id = moves.id};
    look(&w, &l);
    assert_int_equal(l.r.number, 2); /* 1 was that of the deleted */
    assert_columns_right(&w);
    look_free(&l);
    record_release(&a);
    make_household(&a, "15664001", "Đoàn Mạnh Khuê");
    keep(&w, &a);
    make_citizen(&w, &next, "Đoàn Thị Lan", a.id);
    assert_int_equal(next.number, 2); /* 1 moved away */
    assert_columns_right(&w);
    record_release(&a);
    record_release(&b);
    record_release(&moves);
    record_release(&gone);
    record_release(&next);
    world_free(&w);
}

static void rights_are_checked(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct unit_key own = unit("15664001");
    struct record a, t;
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    w.who.role = ROLE_LEADER;
    w.who.units = &own;
    w.who.n_units = 1;
    make_household(&a, "15664002", "Lê Thế Tuấn");
    assert_int_equal(try_save(&w, &a), STATUS_DENIED);
    set(&a, "hamlet", "15664001");
    keep(&w, &a);
    record_init(&t, entity_by_id(ENTITY_TITLE));
    set_household(&t, a.id);
    set(&t, "title", "family");
    set(&t, "year", "2026");
    set(&t, "state", "recognised");
    assert_int_equal(try_save(&w, &t), STATUS_DENIED);
    set(&t, "state", "proposed");
    keep(&w, &t);
    w.who = officer;
    w.who.today = day_make(2026, 11, 22);
    set(&t, "state", "recognised");
    keep(&w, &t);
    w.who.role = ROLE_LEADER; /* what was decided is not a leader's to delete */
    w.who.units = &own;
    w.who.n_units = 1;
    assert_int_equal(delete_one(w.book, &w.who, t.id, NULL), STATUS_DENIED);
    w.who = officer;
    w.who.today = day_make(2026, 11, 22);
    set(&t, "state", "registered"); /* backward only with a reason */
    assert_int_equal(try_save(&w, &t), STATUS_INVALID);
    set(&t, "reason", "ghi nhầm");
    keep(&w, &t);
    set(&t, "state", "proposed");
    keep(&w, &t);
    set(&t, "state", "registered"); /* the reason of then is not the reason of now */
    assert_int_equal(try_save(&w, &t), STATUS_INVALID);
    set(&t, "reason", "chưa họp thôn");
    keep(&w, &t);
    record_release(&a);
    record_release(&t);
    world_free(&w);
}

struct heads {
    unsigned char head[AUDIT_HASH];
    uint64_t n;
    struct detail d;
};

static enum status verify_fn(struct book_tx *t, void *context)
{
    struct heads *h = context;
    return audit_verify(t, h->head, &h->n, &h->d);
}

static enum status forge_fn(struct book_tx *t, void *context)
{
    struct buf key = {0}, copy = {0};
    struct span value;
    (void)context;
    key_add_u64(&key, 2);
    assert_true(store_get(t->tx, BOOK_AUDIT, buf_span(&key), &value));
    buf_add_span(&copy, value);
    copy.p[copy.n - 1] ^= 1; /* another source */
    store_put(t->tx, BOOK_AUDIT, buf_span(&key), buf_span(&copy));
    buf_release(&key);
    buf_release(&copy);
    return STATUS_OK;
}

struct history {
    uint64_t record;
    char text[64];
};

static void one_field(void *context, const struct field *f, const struct value *a,
                      const struct value *b)
{
    struct history *h = context;
    if (strcmp(f->name, "size") == 0)
        snprintf(h->text, sizeof h->text, "%lld->%lld", (long long)a->n, (long long)b->n);
}

static void one_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct history *h = context;
    if (e->record == h->record)
        audit_body_fields(body, h->record, one_field, h);
}

static enum status history_fn(struct book_tx *t, void *context)
{
    return audit_each(t, 0, UINT64_MAX, false, one_entry, context);
}

static void the_audit_chain_holds(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a;
    struct heads h = {{0}, 0, {{0}, 0}};
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    set(&a, "size", "3");
    keep(&w, &a);
    set(&a, "size", "4");
    keep(&w, &a);
    assert_int_equal(book_read(w.book, &w.who, verify_fn, &h, NULL), STATUS_OK);
    assert_int_equal(h.n, 4);
    struct history hist = {.record = a.id};
    assert_int_equal(book_read(w.book, &w.who, history_fn, &hist, NULL), STATUS_OK);
    assert_string_equal(hist.text, "3->4");
    assert_int_equal(book_write(w.book, &w.who, forge_fn, NULL, NULL), STATUS_OK);
    assert_int_equal(book_read(w.book, &w.who, verify_fn, &h, NULL), STATUS_CORRUPT);
    assert_int_equal(h.d.position, 3);
    record_release(&a);
    world_free(&w);
}

static void a_repeated_save_is_done_once(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a;
    unsigned char op[AUDIT_OPERATION_ID] = "one key press";
    struct look l = {.entity = ENTITY_HOUSEHOLD, .unit = unit("15664001")};
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    assert_int_equal(save_one(w.book, &w.who, &a, op, NULL), STATUS_OK);
    a.id = 0; /* the answer got lost: the program asks again */
    assert_int_equal(save_one(w.book, &w.who, &a, op, NULL), STATUS_OK);
    look(&w, &l);
    assert_int_equal(l.set.n, 1);
    look_free(&l);
    record_release(&a);
    world_free(&w);
}

/* One batch: a title follows its subject where it went, and not behind its end. */
static enum status batch_fn(struct book_tx *t, void *context)
{
    struct save_batch *s = save_batch_begin(t, AUDIT_IMPORT, NULL);
    struct record a, title, late;
    (void)context;
    make_household(&a, "15664001", "Lê Thế Tuấn");
    assert_int_equal(save_batch_record(s, &a), STATUS_OK);
    set(&a, "hamlet", "15664002");
    assert_int_equal(save_batch_record(s, &a), STATUS_OK);
    record_init(&title, entity_by_id(ENTITY_TITLE));
    set_household(&title, a.id);
    set(&title, "title", "family");
    set(&title, "year", "2025");
    set(&title, "state", "registered");
    record_init(&late, entity_by_id(ENTITY_TITLE));
    record_copy(&late, &title);
    assert_int_equal(save_batch_record(s, &title), STATUS_OK);
    assert_memory_equal(title.unit.c, "115664002", UNIT_KEY_LEN);
    assert_int_equal(save_batch_delete(s, a.id), STATUS_OK);
    assert_int_equal(save_batch_record(s, &late), STATUS_INVALID);
    save_batch_abort(s);
    record_release(&a);
    record_release(&title);
    record_release(&late);
    return STATUS_INVALID;
}

static void titles_find_their_subject_in_a_batch(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    add(&w, ENTITY_HAMLET, "name=Thôn 2");
    assert_int_equal(book_write(w.book, &w.who, batch_fn, NULL, NULL), STATUS_INVALID);
    world_free(&w);
}

/* What the batch itself did counts when a subject is to go: its people went before it, or came. */
static enum status people_fn(struct book_tx *t, void *context)
{
    struct save_batch *s = save_batch_begin(t, AUDIT_IMPORT, NULL);
    struct record house, person;
    (void)context;
    make_household(&house, "15664001", "Lê Thế Tuấn");
    assert_int_equal(save_batch_record(s, &house), STATUS_OK);
    record_init(&person, entity_by_id(ENTITY_CITIZEN));
    set(&person, "name", "Mai Thị Phượng");
    char tag = ENTITY_HOUSEHOLD;
    value_set_s(record_value(&person, "household"), (struct span){&tag, 1});
    record_value(&person, "household")->n = (int64_t)house.id;
    assert_int_equal(save_batch_record(s, &person), STATUS_OK);
    assert_int_equal(save_batch_delete(s, house.id), STATUS_INVALID);
    assert_int_equal(save_batch_delete(s, person.id), STATUS_OK);
    assert_int_equal(save_batch_delete(s, house.id), STATUS_OK);
    save_batch_abort(s);
    record_release(&house);
    record_release(&person);
    return STATUS_INVALID;
}

static void a_subject_goes_after_its_people_in_a_batch(bool lmdb)
{
    struct world w = world_new(lmdb);
    add(&w, ENTITY_HAMLET, "name=Thôn 1");
    assert_int_equal(book_write(w.book, &w.who, people_fn, NULL, NULL), STATUS_INVALID);
    world_free(&w);
}

static enum status names_fn(struct book_tx *t, void *context)
{
    struct resolver r = book_resolver(t, unit("15664001"));
    struct unit_key u;
    enum reason why;
    uint64_t id = *(uint64_t *)context;
    assert_true(r.unit(r.context, span_of("tổ dân phố bảo vượng 1"), &u, &why));
    assert_memory_equal(u.c, "115664001", UNIT_KEY_LEN);
    assert_true(r.unit(r.context, span_of("Bảo Vượng 1"), &u, &why));
    assert_true(r.unit(r.context, span_of("To dan pho Bao Vuong 1"), &u, &why));
    assert_true(r.unit(r.context, span_of("15664001"), &u, &why));
    assert_true(r.unit(r.context, span_of("1"), &u, &why));
    assert_true(r.unit(r.context, span_of("xã triệu sơn"), &u, &why));
    assert_memory_equal(u.c, "115664000", UNIT_KEY_LEN);
    assert_false(r.unit(r.context, span_of("15664009"), &u, &why));
    assert_false(r.unit(r.context, span_of("Không Có"), &u, &why));
    assert_int_equal(why, REASON_UNKNOWN_HAMLET);
    const struct entity *e = entity_by_id(ENTITY_HOUSEHOLD);
    assert_true(r.find(r.context, e, span_of("1"), r.near, &why) == id);
    /* the first names are walked to, the later ones looked up in a map: the same answers */
    for (int round = 0; round < 4; round++) {
        assert_true(r.find(r.context, e, span_of("lê thế tuấn"), r.near, &why) == id);
        assert_true(r.find(r.context, e, span_of("Le The Tuan"), r.near, &why) == id);
        assert_true(r.find(r.context, e, span_of("Tuấn"), r.near, &why) == 0);
        assert_int_equal(why, REASON_UNKNOWN_REFERENCE);
        assert_true(r.find(r.context, e, span_of("Trần Văn Hai"), r.near, &why) == 0);
        assert_int_equal(why, REASON_AMBIGUOUS_REFERENCE);
        /* near before far, exact marks before others, and far when there is none near */
        assert_true(r.find(r.context, e, span_of("Vũ Thị Lan"), r.near, &why) == id + 3);
        assert_true(r.find(r.context, e, span_of("Vũ Thị Lân"), r.near, &why) == id + 4);
        assert_true(r.find(r.context, e, span_of("Vu Thi Lan"), r.near, &why) == 0);
        assert_int_equal(why, REASON_AMBIGUOUS_REFERENCE);
        assert_true(r.find(r.context, e, span_of("Vu Thi Lan"), unit("15664002"), &why) == id + 5);
        assert_true(r.find(r.context, e, span_of("Vũ Thị Lân"), unit("15664003"), &why) == id + 4);
        assert_true(r.find(r.context, e, span_of("Vũ Thị Lan"), unit("15664003"), &why) == 0);
        assert_int_equal(why, REASON_AMBIGUOUS_REFERENCE);
    }
    return STATUS_OK;
}

static void names_are_resolved(bool lmdb)
{
    struct world w = world_new(lmdb);
    struct record a, b;
    add(&w, ENTITY_HAMLET, "name=Tổ dân phố Bảo Vượng 1");
    make_household(&a, "15664001", "Lê Thế Tuấn");
    keep(&w, &a);
    for (int i = 0; i < 2; i++) {
        make_household(&b, "15664001", "Trần Văn Hai");
        keep(&w, &b);
        record_release(&b);
    }
    static const char *const more[][2] = {
        {"15664001", "Vũ Thị Lan"}, {"15664001", "Vũ Thị Lân"}, {"15664002", "Vũ Thị Lan"}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        make_household(&b, more[i][0], more[i][1]);
        keep(&w, &b);
        record_release(&b);
    }
    assert_int_equal(book_read(w.book, &w.who, names_fn, &a.id, NULL), STATUS_OK);
    record_release(&a);
    world_free(&w);
}

#define BOTH(name)                                                                                 \
    static void name##_mem(void **state)                                                           \
    {                                                                                              \
        (void)state;                                                                               \
        name(false);                                                                               \
    }                                                                                              \
    static void name##_lmdb(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        name(true);                                                                                \
    }
BOTH(numbers_versions_conflicts)
BOTH(titles_reach_the_columns)
BOTH(a_moved_household_takes_its_people_along)
BOTH(moved_people_get_numbers_of_their_own)
BOTH(rights_are_checked)
BOTH(the_audit_chain_holds)
BOTH(a_repeated_save_is_done_once)
BOTH(titles_find_their_subject_in_a_batch)
BOTH(a_subject_goes_after_its_people_in_a_batch)
BOTH(names_are_resolved)
#define TESTS(name) cmocka_unit_test(name##_mem), cmocka_unit_test(name##_lmdb)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TESTS(numbers_versions_conflicts),
        TESTS(titles_reach_the_columns),
        TESTS(a_moved_household_takes_its_people_along),
        TESTS(moved_people_get_numbers_of_their_own),
        TESTS(rights_are_checked),
        TESTS(the_audit_chain_holds),
        TESTS(a_repeated_save_is_done_once),
        TESTS(titles_find_their_subject_in_a_batch),
        TESTS(a_subject_goes_after_its_people_in_a_batch),
        TESTS(names_are_resolved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
