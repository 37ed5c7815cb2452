/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work taken away to another machine comes back field by field.
 */
#include "tests/backup_world.h"

#include <time.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/check.h"
#include "core/criteria_book.h"
#include "core/demo.h"
#include "core/export.h"
#include "core/merge.h"

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

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(who_changed_what),
        T(deleted_and_changed),
        T(both_marked_the_same_title),
        T(what_lies_outside_stays),
        T(a_part_holds_no_more_than_it_needs),
        T(a_part_has_the_criteria),
        T(every_kind_comes_back_once),
        T(only_the_file_that_was_looked_at),
        T(another_commune_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
