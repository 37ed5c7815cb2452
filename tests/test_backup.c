/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup and restore give back everything; work taken away comes back field by field.
 */
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup.h"
#include "core/check.h"
#include "core/criteria_book.h"
#include "core/demo.h"
#include "core/export.h"
#include "core/merge.h"
#include "core/progress.h"
#include "tests/form_world.h"

struct place {
    char *dir;
    struct world w;
    uint64_t id[4]; /* households of h1 */
};

static const char *in(struct place *p, const char *name)
{
    static char path[4][300];
    static int at;
    at = (at + 1) % 4;
    snprintf(path[at], sizeof path[at], "%s/%s", p->dir, name);
    return path[at];
}

static void mark(struct world *w, uint64_t id, int year, enum title_state state)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_id(ENTITY_TITLE));
    value_set_n(record_value(&r, "subject"), (int64_t)id);
    char tag = ENTITY_HOUSEHOLD;
    value_set_s(record_value(&r, "subject"), (struct span){&tag, 1});
    record_value(&r, "subject")->n = (int64_t)id;
    value_set_n(record_value(&r, "title"), TITLE_FAMILY);
    value_set_n(record_value(&r, "year"), year);
    value_set_n(record_value(&r, "state"), state);
    if (save_one(w->book, &w->who, &r, NULL, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    record_release(&r);
}

static void set(struct world *w, uint64_t id, const char *field, const char *text)
{
    struct form f;
    reopen(w, &f, id);
    put(&f, field, text);
    saved(&f);
    form_close(&f);
}

static int begin(void **state)
{
    static struct place p;
    static const char *const names[] = {"Lê Thế Tuấn", "Đặng Văn Tuấn", "Lý Ngọc Hạnh",
                                        "Mai Thị Phượng"};
    p = (struct place){.dir = test_tmpdir()};
    world_init(&p.w, in(&p, "xa"));
    for (int i = 0; i < 4; i++) {
        p.id[i] = add_household(&p.w, names[i]);
        set(&p.w, p.id[i], "from", "2020");
        mark(&p.w, p.id[i], 2025, i % 2 ? STATE_REGISTERED : STATE_RECOGNISED);
    }
    *state = &p;
    return 0;
}

static int end(void **state)
{
    struct place *p = *state;
    world_release(&p->w);
    test_rmtree(p->dir);
    free(p->dir);
    return 0;
}

static struct backup_info write_full(struct place *p, const char *name)
{
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    if (backup_write(p->w.book, &p->w.who, in(p, name), &ask, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return info;
}

static enum status open_place(struct place *p, const char *name, struct world *out)
{
    struct detail d = {0};
    *out = (struct world){.who = p->w.who, .h1 = p->w.h1, .h2 = p->w.h2};
    enum status s = book_open(&out->book, in(p, name), false, &out->who, &d);
    if (s != STATUS_OK)
        print_message("%s\n", d.text);
    return s;
}

static enum status restore(struct place *p, const char *file, const char *to)
{
    struct backup_info info;
    struct detail d = {0};
    enum status s = restore_book(in(p, file), in(p, to), &p->w.who, &info, &d);
    if (s != STATUS_OK)
        assert_string_not_equal(d.text, "");
    return s;
}

/* ---- everything comes back ---- */

static enum status take(void *context, struct span bytes)
{
    buf_add_span(context, bytes);
    return STATUS_OK;
}

static void export_all(struct world *w, struct buf *out)
{
    for (size_t i = 0; entity_at(i); i++) {
        struct export_options o = {.unit = w->book->commune};
        struct detail d = {0};
        buf_addf(out, "%s\n", entity_at(i)->name);
        if (export_json(w->book, &w->who, entity_at(i), &o, take, out, &d) != STATUS_OK)
            fail_msg("%s", d.text);
    }
}

static void no_fault(void *context, const char *text)
{
    (void)context;
    fail_msg("%s", text);
}

static void a_restored_store_is_the_same(void **state)
{
    struct place *p = *state;
    struct world back;
    struct buf a = {0}, b = {0};
    struct detail d = {0};
    struct stat st;
    assert_int_equal(delete_one(p->w.book, &p->w.who, p->id[3], &d), STATUS_OK);
    struct backup_info info = write_full(p, "full");
    assert_int_equal(stat(in(p, "full"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(info.digest.bytes, st.st_size);
    assert_int_equal(restore(p, "full", "moi"), STATUS_OK);
    assert_int_equal(check_book(in(p, "moi"), no_fault, NULL, &d), STATUS_OK);
    assert_int_equal(open_place(p, "moi", &back), STATUS_OK);
    export_all(&p->w, &a);
    export_all(&back, &b);
    assert_string_equal(buf_str(&a), buf_str(&b));
    assert_non_null(strstr(buf_str(&a), "Lê Thế Tuấn"));
    assert_int_not_equal(back.book->store_bits, p->w.book->store_bits);
    assert_true(add_household(&back, "Người mới") != p->id[3]);
    world_release(&back);
    buf_release(&a);
    buf_release(&b);
}

struct chain {
    uint64_t n;
    unsigned char head[AUDIT_HASH];
    struct audit_entry last;
};

static void keep_last(void *context, const struct audit_entry *e, struct span body)
{
    (void)body;
    *(struct audit_entry *)context = *e;
}

static enum status read_chain(struct book_tx *t, void *context)
{
    struct chain *c = context;
    enum status s = audit_verify(t, c->head, &c->n, t->detail);
    return s == STATUS_OK ? audit_each(t, c->n, c->n + 1, false, keep_last, &c->last) : s;
}

static void the_audit_trail_goes_on(void **state)
{
    struct place *p = *state;
    struct world back;
    struct chain before = {0}, after = {0};
    struct detail d = {0};
    assert_int_equal(book_read(p->w.book, &p->w.who, read_chain, &before, &d), STATUS_OK);
    struct backup_info info = write_full(p, "full");
    assert_int_equal(restore(p, "full", "moi"), STATUS_OK);
    assert_int_equal(open_place(p, "moi", &back), STATUS_OK);
    assert_int_equal(book_read(back.book, &back.who, read_chain, &after, &d), STATUS_OK);
    assert_int_equal(after.n, before.n + 1);
    assert_int_equal(after.last.op, AUDIT_RESTORE);
    assert_memory_equal(after.last.previous, before.head, AUDIT_HASH);
    assert_non_null(strstr(after.last.source, info.code));
    world_release(&back);
}

static void a_place_that_is_taken_stays(void **state)
{
    struct place *p = *state;
    write_full(p, "full");
    assert_int_equal(restore(p, "full", "xa"), STATUS_EXISTS);
    assert_int_equal(mkdir(in(p, "trong"), 0700), 0);
    assert_int_equal(restore(p, "full", "trong"), STATUS_OK);
    assert_int_equal(mkdir(in(p, "khac"), 0700), 0);
    test_write_file(in(p, "khac/thu.txt"), "x", 1);
    assert_int_equal(restore(p, "full", "khac"), STATUS_EXISTS);
    assert_int_equal(access(in(p, "khac/thu.txt"), F_OK), 0);
}

static void a_damaged_file_changes_nothing(void **state)
{
    struct place *p = *state;
    struct buf bytes = {0};
    write_full(p, "full");
    test_read_file(in(p, "full"), &bytes);
    for (size_t at = 20; at < bytes.n; at += bytes.n / 17) {
        bytes.p[at] ^= 1;
        test_write_file(in(p, "hong"), bytes.p, bytes.n);
        assert_int_equal(restore(p, "hong", "moi"), STATUS_INVALID);
        assert_int_not_equal(access(in(p, "moi"), F_OK), 0);
        bytes.p[at] ^= 1;
    }
    test_write_file(in(p, "hong"), bytes.p, bytes.n - 1);
    assert_int_equal(restore(p, "hong", "moi"), STATUS_INVALID);
    buf_release(&bytes);
}

/* A stream whose hash is right but whose figures are not those of its records. */
static void figures_must_agree(void **state)
{
    struct place *p = *state;
    struct stream_reader *r;
    struct stream_digest digest;
    struct buf header = {0};
    struct span key, value;
    unsigned table;
    write_full(p, "full");
    FILE *from = fopen(in(p, "full"), "r"), *to = fopen(in(p, "khac"), "w");
    assert_int_equal(stream_open(&r, fileno(from), "full", &header, NULL), STATUS_OK);
    struct stream_writer *w = stream_begin(fileno(to), "khac", buf_span(&header));
    bool dropped = false;
    while (stream_next(r, &table, &key, &value)) {
        if (table == BOOK_RECORD && (uint8_t)key.p[UNIT_KEY_LEN] == ENTITY_TITLE && !dropped) {
            dropped = true;
            continue;
        }
        stream_add(w, table, key, value);
    }
    assert_true(dropped);
    assert_int_equal(stream_close(r, NULL, NULL), STATUS_OK);
    assert_int_equal(stream_end(w, NULL, &digest, NULL), STATUS_OK);
    fclose(from);
    fclose(to);
    assert_int_equal(restore(p, "khac", "moi"), STATUS_INVALID);
    assert_int_not_equal(access(in(p, "moi"), F_OK), 0);
    buf_release(&header);
}

static void only_who_may(void **state)
{
    struct place *p = *state;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct caller leader = p->w.who;
    leader.role = ROLE_LEADER;
    leader.units = &p->w.h1;
    leader.n_units = 1;
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL),
                     STATUS_DENIED);
    ask = (struct backup_ask){.units = &p->w.h2, .n_units = 1};
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL),
                     STATUS_DENIED);
    assert_int_not_equal(access(in(p, "a"), F_OK), 0);
    ask.units = &p->w.h1;
    assert_int_equal(backup_write(p->w.book, &leader, in(p, "a"), &ask, &info, NULL), STATUS_OK);
}

/* ---- taken away and brought back ---- */

static struct world take_away(struct place *p)
{
    struct backup_ask ask = {.units = &p->w.h1, .n_units = 1};
    struct backup_info info;
    struct world away;
    struct detail d = {0};
    if (backup_write(p->w.book, &p->w.who, in(p, "mang-di"), &ask, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_int_equal(restore(p, "mang-di", "may-khac"), STATUS_OK);
    assert_int_equal(open_place(p, "may-khac", &away), STATUS_OK);
    return away;
}

static void bring_back(struct place *p, struct world *away)
{
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    assert_int_equal(backup_days(away->book, time(NULL)), -1);
    if (backup_write(away->book, &away->who, in(p, "mang-ve"), &ask, &info, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_int_equal(backup_days(away->book, time(NULL)), 0); /* the work there is safe */
    world_release(away);
}

static struct merge_result merge(struct place *p, struct merge_options o)
{
    struct merge_result r;
    struct detail d = {0};
    if (merge_file(p->w.book, &p->w.who, in(p, "mang-ve"), &o, &r, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_int_equal(check_book(in(p, "xa"), no_fault, NULL, &d), STATUS_OK);
    return r;
}

static void check_field(struct world *w, uint64_t id, const char *field, const char *want)
{
    struct form f;
    reopen(w, &f, id);
    check_text(&f, field, want);
    form_close(&f);
}

static bool is_there(struct world *w, uint64_t id)
{
    struct form f;
    struct detail d = {0};
    bool is = form_open(&f, w->book, &w->who, &w->memory, id, &d) == STATUS_OK;
    if (is)
        form_close(&f);
    return is;
}

static void who_changed_what(void **state)
{
    struct place *p = *state;
    struct world away = take_away(p);
    set(&away, p->id[0], "address", "Số 1"); /* there */
    set(&p->w, p->id[1], "address", "Số 2"); /* here */
    set(&away, p->id[2], "address", "Số 3"); /* both */
    set(&p->w, p->id[2], "address", "Số 4");
    uint64_t fresh = add_household(&away, "Người mới");
    mark(&away, fresh, 2026, STATE_REGISTERED);
    mark(&away, p->id[1], 2026, STATE_REGISTERED);
    struct detail d = {0};
    assert_int_equal(delete_one(away.book, &away.who, p->id[3], &d), STATUS_OK);
    bring_back(p, &away);

    struct merge_result r = merge(p, (struct merge_options){.dry_run = true});
    assert_int_equal(r.added, 3); /* a household and two titles */
    merge_result_release(&r);
    assert_false(is_there(&p->w, fresh));
    check_field(&p->w, p->id[0], "address", "");

    r = merge(p, (struct merge_options){0});
    assert_int_equal(r.added, 3);
    assert_int_equal(r.changed, 1);
    assert_int_equal(r.deleted, 2); /* a household and its title */
    assert_int_equal(r.conflicts, 1);
    assert_int_equal(r.n, 1);
    assert_int_equal(r.v[0].why, MERGE_BOTH);
    assert_string_equal(r.v[0].field->name, "address");
    assert_string_equal(r.v[0].here, "Số 4");
    assert_string_equal(r.v[0].there, "Số 3");
    merge_result_release(&r);
    check_field(&p->w, p->id[0], "address", "Số 1");
    check_field(&p->w, p->id[1], "address", "Số 2");
    check_field(&p->w, p->id[2], "address", "Số 4");
    assert_true(is_there(&p->w, fresh));
    assert_false(is_there(&p->w, p->id[3]));

    r = merge(p, (struct merge_options){0}); /* the same file again changes nothing */
    assert_int_equal(r.added + r.changed + r.deleted, 0);
    merge_result_release(&r);

    r = merge(p, (struct merge_options){.take_theirs = true});
    assert_int_equal(r.conflicts, 0);
    merge_result_release(&r);
    check_field(&p->w, p->id[2], "address", "Số 3");
}

static void deleted_and_changed(void **state)
{
    struct place *p = *state;
    struct world away = take_away(p);
    struct detail d = {0};
    set(&away, p->id[0], "address", "Số 1");
    assert_int_equal(delete_one(p->w.book, &p->w.who, p->id[0], &d), STATUS_OK);
    assert_int_equal(delete_one(away.book, &away.who, p->id[1], &d), STATUS_OK);
    set(&p->w, p->id[1], "address", "Số 2");
    bring_back(p, &away);
    struct merge_result r = merge(p, (struct merge_options){0});
    bool here = false, there = false;
    for (size_t i = 0; i < r.n; i++) {
        here = here || (r.v[i].why == MERGE_DELETED_HERE && r.v[i].id == p->id[0]);
        there = there || (r.v[i].why == MERGE_DELETED_THERE && r.v[i].id == p->id[1]);
    }
    assert_true(here && there);
    assert_false(is_there(&p->w, p->id[0]));
    assert_true(is_there(&p->w, p->id[1]));
    merge_result_release(&r);
}

static void both_marked_the_same_title(void **state)
{
    struct place *p = *state;
    struct world away = take_away(p);
    mark(&away, p->id[0], 2026, STATE_REGISTERED);
    mark(&p->w, p->id[0], 2026, STATE_REGISTERED);
    mark(&away, p->id[1], 2026, STATE_PROPOSED);
    mark(&p->w, p->id[1], 2026, STATE_REGISTERED);
    bring_back(p, &away);
    struct merge_result r = merge(p, (struct merge_options){0});
    assert_int_equal(r.added, 0);
    assert_int_equal(r.conflicts, 1);
    assert_int_equal(r.v[0].why, MERGE_TWICE);
    assert_string_equal(r.v[0].field->name, "state");
    merge_result_release(&r);
}

static void what_lies_outside_stays(void **state)
{
    struct place *p = *state;
    struct world away = take_away(p);
    struct form f;
    form_open_new(&f, away.book, &away.who, NULL, entity_by_name("household"), away.h2);
    put(&f, "head", "Ở thôn khác");
    saved(&f);
    uint64_t id = f.record.id;
    form_close(&f);
    bring_back(p, &away);
    struct merge_result r = merge(p, (struct merge_options){0});
    assert_int_equal(r.added, 0);
    assert_int_equal(r.n, 1);
    assert_int_equal(r.v[0].why, MERGE_OUTSIDE);
    assert_false(is_there(&p->w, id));
    merge_result_release(&r);
}

static void a_part_holds_no_more_than_it_needs(void **state)
{
    struct place *p = *state;
    struct form f;
    form_open_new(&f, p->w.book, &p->w.who, NULL, entity_by_name("household"), p->w.h2);
    put(&f, "head", "Người thôn hai");
    saved(&f);
    form_close(&f);
    struct world away = take_away(p);
    struct buf bytes = {0};
    test_read_file(in(p, "mang-di"), &bytes);
    assert_non_null(memmem(bytes.p, bytes.n, "Lê Thế Tuấn", strlen("Lê Thế Tuấn")));
    assert_null(memmem(bytes.p, bytes.n, "Người thôn hai", strlen("Người thôn hai")));
    buf_release(&bytes);
    world_release(&away);
}

static enum status find_sets(struct book_tx *t, void *context)
{
    struct criteria_entry e = {0};
    enum status s = criteria_holding(t, TITLE_FAMILY, 2026, &e);
    *(bool *)context = s == STATUS_OK;
    criteria_entry_release(&e);
    return STATUS_OK;
}

static enum status load_sets(struct book_tx *t, void *context)
{
    return criteria_entries_load(t, context);
}

/* Households are judged by the commune's criteria wherever that is done. */
static void a_part_has_the_criteria(void **state)
{
    struct place *p = *state;
    struct criteria_entries all = {0};
    struct detail d = {0};
    bool holds = false;
    assert_int_equal(book_read(p->w.book, &p->w.who, load_sets, &all, &d), STATUS_OK);
    for (size_t i = 0; i < all.n && !holds; i++)
        if (all.v[i].set.title == TITLE_FAMILY) {
            if (criteria_adopt(p->w.book, &p->w.who, span_of(all.v[i].set.code),
                               span_of(all.v[i].set.version), 2026, SPAN_LIT("QĐ 1"), true,
                               &d) != STATUS_OK)
                fail_msg("%s", d.text);
            holds = true;
        }
    assert_true(holds);
    criteria_entries_release(&all);
    struct world away = take_away(p);
    assert_int_equal(book_read(away.book, &away.who, find_sets, &holds, &d), STATUS_OK);
    assert_true(holds);
    bring_back(p, &away);
    struct merge_result r = merge(p, (struct merge_options){0});
    assert_int_equal(r.added + r.changed + r.deleted + r.conflicts, 0);
    merge_result_release(&r);
}

/* ---- every kind of record, and the same file twice ---- */

enum { KINDS = 32 };

struct everything {
    uint64_t id[4000];
    enum entity_id e[4000];
    size_t n;
    struct unit_key unit;
};

static enum status note_one(struct book_tx *t, const struct record *r, void *context)
{
    struct everything *x = context;
    (void)t;
    if (x->n < sizeof x->id / sizeof *x->id) {
        x->id[x->n] = r->id;
        x->e[x->n++] = r->e->id;
    }
    return STATUS_OK;
}

static enum status note_all(struct book_tx *t, void *context)
{
    struct everything *x = context;
    enum status s = STATUS_OK;
    x->n = 0;
    for (size_t i = 0; s == STATUS_OK && entity_at(i); i++)
        s = book_each(t, entity_at(i), unit_span(&x->unit), note_one, x);
    return s;
}

static enum status get_one(struct book_tx *t, void *context)
{
    struct record *r = context;
    uint64_t id = r->id;
    return book_get(t, id, r);
}

/* Its note, else another free text. */
static struct value *free_text(struct record *r)
{
    int at = entity_field(r->e, "note");
    for (int i = 0; at < 0 && i < (int)r->e->n_fields; i++) {
        const struct field *f = &r->e->fields[i];
        if (f->type == &field_text && (!f->max || f->max >= 40) && !f->choices &&
            !(f->flags & (FIELD_PRIVATE | FIELD_UNIT)))
            at = i;
    }
    return at < 0 ? NULL : &r->v[at];
}

/* How many records were changed, and of which kinds. */
static uint64_t change_all(struct book *b, const struct caller *who, struct everything *x,
                           bool *kind)
{
    uint64_t n = 0;
    assert_int_equal(book_read(b, who, note_all, x, NULL), STATUS_OK);
    for (size_t i = 0; i < x->n; i++) {
        struct record r = {.id = x->id[i]};
        if (book_read(b, who, get_one, &r, NULL) != STATUS_OK)
            continue;
        struct value *v = free_text(&r);
        if (v) {
            value_set_s(v, SPAN_LIT("đổi ở nơi kia"));
            bool saved = save_one(b, who, &r, NULL, NULL) == STATUS_OK;
            n += saved;
            kind[x->e[i]] = kind[x->e[i]] || saved;
        }
        record_release(&r);
    }
    return n;
}

static void every_kind_comes_back_once(void **state)
{
    struct place *p = *state;
    static struct everything x;
    struct caller who = p->w.who;
    struct detail d = {0};
    struct backup_info info;
    struct merge_result r;
    struct merge_options o = {0};
    struct book *home, *away;
    struct book_init init = demo_init();
    struct demo_options demo = {.hamlets = 2, .households = 12, .seed = 3};
    bool kind[KINDS] = {false};
    size_t kinds = 0;
    assert_int_equal(book_create(&home, in(p, "du"), &init, &who, &d), STATUS_OK);
    assert_int_equal(demo_fill(home, &who, &demo, &d), STATUS_OK);
    x.unit = unit_hamlet(home->commune, 1);
    struct unit_key units[] = {x.unit, home->commune};
    struct backup_ask ask = {.units = units, .n_units = 2};
    assert_int_equal(backup_write(home, &who, in(p, "du.phan"), &ask, &info, &d), STATUS_OK);
    assert_int_equal(restore(p, "du.phan", "du-kia"), STATUS_OK);
    assert_int_equal(book_open(&away, in(p, "du-kia"), false, &who, &d), STATUS_OK);
    uint64_t n = change_all(away, &who, &x, kind);
    x.unit = home->commune; /* what is the commune's own */
    n += change_all(away, &who, &x, kind);
    for (size_t i = 0; i < KINDS; i++)
        kinds += kind[i];
    assert_true(kinds >= 12);
    ask = (struct backup_ask){0};
    assert_int_equal(backup_write(away, &who, in(p, "du.ve"), &ask, &info, &d), STATUS_OK);
    book_close(away);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(merge_file(home, &who, in(p, "du.ve"), &o, &r, &d), STATUS_OK);
        if (r.changed != (round ? 0 : n) || r.added || r.deleted || r.conflicts)
            fail_msg("round %d: %d changed of %d, %d conflicts", round, (int)r.changed, (int)n,
                     (int)r.conflicts);
        merge_result_release(&r);
    }
    assert_int_equal(check_book(in(p, "du"), no_fault, NULL, &d), STATUS_OK);
    book_close(home);
}

static void another_commune_is_refused(void **state)
{
    struct place *p = *state;
    struct merge_options o = {0};
    struct merge_result r;
    struct book *other;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    struct book_init init = {UNIT_2025, unit("15667"), unit("P38"), "Xã Khác"};
    assert_int_equal(book_create(&other, "mem:", &init, &p->w.who, &d), STATUS_OK);
    assert_int_equal(backup_write(other, &p->w.who, in(p, "xa-khac"), &ask, &info, &d), STATUS_OK);
    book_close(other);
    assert_int_equal(merge_file(p->w.book, &p->w.who, in(p, "xa-khac"), &o, &r, &d),
                     STATUS_INVALID);
    merge_result_release(&r);
}

static void only_the_file_that_was_looked_at(void **state)
{
    struct place *p = *state;
    struct merge_options o = {.dry_run = true};
    struct merge_result seen, r;
    struct backup_ask ask = {0};
    struct backup_info info;
    struct detail d = {0};
    assert_int_equal(backup_write(p->w.book, &p->w.who, in(p, "nhin"), &ask, &info, &d), STATUS_OK);
    assert_int_equal(symlink("nhin", in(p, "noi")), 0);
    if (merge_file(p->w.book, &p->w.who, in(p, "noi"), &o, &seen, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    o.hash = seen.hash;
    assert_int_equal(merge_file(p->w.book, &p->w.who, in(p, "nhin"), &o, &r, &d), STATUS_OK);
    merge_result_release(&r);
    o.plain = true; /* on a server */
    assert_int_equal(merge_file(p->w.book, &p->w.who, in(p, "nhin"), &o, &r, &d), STATUS_OK);
    merge_result_release(&r);
    assert_int_equal(merge_file(p->w.book, &p->w.who, in(p, "noi"), &o, &r, &d), STATUS_INVALID);
    merge_result_release(&r);
    add_household(&p->w, "Lê Thị Khác"); /* another one in its place */
    assert_int_equal(backup_write(p->w.book, &p->w.who, in(p, "nhin"), &ask, &info, &d), STATUS_OK);
    assert_int_equal(merge_file(p->w.book, &p->w.who, in(p, "nhin"), &o, &r, &d), STATUS_INVALID);
    assert_non_null(strstr(d.text, "đã đổi"));
    merge_result_release(&r);
    merge_result_release(&seen);
}

/* ---- every night ---- */

static void old_ones_go_in_turn(void **state)
{
    (void)state;
    enum { N = 800 };
    day days[N];
    bool keep[N];
    size_t n = 0, kept = 0;
    for (int i = 0; i < N; i++) /* a backup every night, rotated every night */
        days[i] = 0;
    for (day d = day_make(2024, 1, 1); n < N && d < day_make(2026, 2, 1); d++) {
        days[n++] = d;
        backup_keep(days, n, keep);
        size_t left = 0;
        for (size_t i = 0; i < n; i++)
            if (keep[i])
                days[left++] = days[i];
        n = left;
        assert_true(days[n - 1] == d);
        assert_true(n <= 7 + 4 + 12);
    }
    for (size_t i = 0; i < n; i++)
        kept += days[i] >= day_make(2026, 1, 25);
    assert_int_equal(kept, 7);
    assert_true(n >= 7 + 3 + 10);
    assert_true(days[0] <= day_make(2025, 3, 1)); /* nearly a year back */
}

static void a_night(void **state)
{
    struct place *p = *state;
    struct backup_info info;
    struct buf name = {0};
    struct detail d = {0};
    struct backup_last last;
    assert_int_equal(backup_days(p->w.book, 1000), -1);
    for (int i = 0; i < 9; i++) {
        p->w.who.today = day_make(2026, 11, 1 + i);
        buf_reset(&name);
        assert_int_equal(backup_nightly(p->w.book, &p->w.who, in(p, "dem"), NULL, &info, &name, &d),
                         STATUS_OK);
    }
    assert_non_null(strstr(buf_str(&name), "hoctap-2026-11-09.backup"));
    assert_int_equal(access(in(p, "dem/hoctap-2026-11-03.backup"), F_OK), 0);
    assert_int_not_equal(access(in(p, "dem/hoctap-2026-11-02.backup"), F_OK), 0);
    assert_int_equal(access(in(p, "dem/hoctap-2026-11-01.backup"), F_OK), 0); /* of last week */
    backup_last(p->w.book, &last);
    assert_string_equal(last.code, info.code);
    assert_int_equal(backup_days(p->w.book, last.time + 3 * 86400 + 5), 3);
    buf_release(&name);
}

static void a_clock_that_was_wrong(void **state)
{
    struct place *p = *state;
    struct backup_info info;
    struct buf name = {0};
    struct detail d = {0};
    struct backup_last last;
    for (int i = 0; i < 10; i++) { /* some days ahead for ten nights, then set right */
        p->w.who.today = day_make(2026, 11, i < 9 ? 20 + i : 16);
        buf_reset(&name);
        assert_int_equal(backup_nightly(p->w.book, &p->w.who, in(p, "dem"), NULL, &info, &name, &d),
                         STATUS_OK);
        assert_int_equal(access(buf_str(&name), F_OK), 0); /* its own rotation leaves it */
    }
    backup_last(p->w.book, &last);
    assert_true(backup_days(p->w.book, last.time - 300 * 86400) > BACKUP_OLD_DAYS);
    buf_release(&name);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(a_restored_store_is_the_same),
        T(the_audit_trail_goes_on),
        T(a_place_that_is_taken_stays),
        T(a_damaged_file_changes_nothing),
        T(figures_must_agree),
        T(only_who_may),
        T(who_changed_what),
        T(deleted_and_changed),
        T(both_marked_the_same_title),
        T(what_lies_outside_stays),
        T(a_part_holds_no_more_than_it_needs),
        T(a_part_has_the_criteria),
        T(every_kind_comes_back_once),
        T(only_the_file_that_was_looked_at),
        T(another_commune_is_refused),
        cmocka_unit_test(old_ones_go_in_turn),
        T(a_night),
        T(a_clock_that_was_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
