/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a book again: made by a newer program, copied to another machine, columns of another
 * algorithm.
 */
#include "tests/support.h"

#include <sys/wait.h>

#include "core/book_private.h"
#include "core/save.h"

struct shelf {
    struct caller who;
    char *dir;
    struct buf uri;
};

static int setup(void **state)
{
    struct shelf *s = calloc(1, sizeof *s);
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    s->who = (struct caller){.name = "xa", .role = ROLE_OFFICER, .source = "test"};
    s->who.today = day_make(2026, 11, 22);
    s->dir = test_tmpdir();
    buf_addf(&s->uri, "lmdb:%s/db", s->dir);
    assert_true(unit_parse(SPAN_LIT("15664"), UNIT_2025, &init.commune));
    init.province = unit_province(UNIT_2025, "38");
    assert_int_equal(book_create(&b, buf_str(&s->uri), &init, &s->who, &d), STATUS_OK);
    book_close(b);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct shelf *s = *state;
    test_rmtree(s->dir);
    free(s->dir);
    buf_release(&s->uri);
    free(s);
    return 0;
}

struct meta {
    const char *key;
    uint64_t n;
};

static enum status put_meta(struct book_tx *t, void *context)
{
    const struct meta *m = context;
    struct buf b = {0};
    key_add_u64(&b, m->n);
    store_put(t->tx, BOOK_META, span_of(m->key), buf_span(&b));
    buf_release(&b);
    return STATUS_OK;
}

static struct book *open_book(struct shelf *s)
{
    struct book *b;
    struct detail d = {0};
    if (book_open(&b, buf_str(&s->uri), false, &s->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    return b;
}

/* As another program would have left it. */
static void leave(struct shelf *s, const char *key, uint64_t n)
{
    struct meta m = {key, n};
    struct detail d = {0};
    struct book *b = open_book(s);
    assert_int_equal(book_write(b, &s->who, put_meta, &m, &d), STATUS_OK);
    book_close(b);
}

static enum status save_household(struct book *b, struct shelf *s, uint64_t *id)
{
    struct record r;
    struct detail d = {0};
    record_init(&r, entity_by_name("household"));
    value_set_s(record_value(&r, "head"), SPAN_LIT("Lê Văn A"));
    value_set_s(record_value(&r, "hamlet"), unit_span(&b->commune));
    enum status st = save_one(b, &s->who, &r, NULL, &d);
    *id = r.id;
    record_release(&r);
    return st;
}

static enum status count_generation(struct book_tx *t, void *context)
{
    *(uint64_t *)context = book_generation(t);
    return STATUS_OK;
}

/* The exit status of the program on this store. */
static int run(struct shelf *s, const char *command)
{
    struct buf b = {0};
    buf_addf(&b, "%s/hoctap --db '%s/db' %s >'%s/out' 2>'%s/err' </dev/null", test_build(), s->dir,
             command, s->dir, s->dir);
    int rc = system(buf_str(&b));
    buf_release(&b);
    assert_true(WIFEXITED(rc));
    return WEXITSTATUS(rc);
}

static void newer_is_read_only(void **state)
{
    struct shelf *s = *state;
    uint64_t id, before, after;
    struct detail d = {0};
    struct buf path = {0}, err = {0};
    leave(s, "min-writer", 99);
    struct book *b = open_book(s);
    assert_true(b->newer);
    assert_string_equal(b->name, "Xã Triệu Sơn");
    assert_int_equal(book_read(b, &s->who, count_generation, &before, &d), STATUS_OK);
    assert_int_equal(save_household(b, s, &id), STATUS_TOO_NEW);
    assert_int_equal(book_read(b, &s->who, count_generation, &after, &d), STATUS_OK);
    assert_int_equal(before, after);
    book_close(b);
    buf_addf(&path, "%s/t.csv", s->dir);
    test_write_file(buf_str(&path), "Tên thôn\nThôn Một\n", strlen("Tên thôn\nThôn Một\n"));
    assert_int_equal(run(s, "progress"), 0);
    assert_int_equal(run(s, "list household"), 0);
    assert_int_equal(run(s, "export household"), 0);
    assert_int_equal(run(s, "check"), 0);
    buf_reset(&err);
    buf_addf(&err, "import hamlet '%s'", buf_str(&path));
    assert_int_equal(run(s, buf_str(&err)), 3);
    buf_reset(&path);
    buf_reset(&err);
    buf_addf(&path, "%s/err", s->dir);
    test_read_file(buf_str(&path), &err);
    assert_non_null(strstr(buf_str(&err), "bản mới"));
    buf_release(&path);
    buf_release(&err);
}

static void much_newer_is_not_opened(void **state)
{
    struct shelf *s = *state;
    struct book *b;
    struct detail d = {0};
    leave(s, "min-reader", 99);
    assert_int_equal(book_open(&b, buf_str(&s->uri), false, &s->who, &d), STATUS_TOO_NEW);
    assert_null(b);
    assert_true(d.text[0]);
    assert_int_equal(run(s, "progress"), 3);
    assert_int_equal(run(s, "list household --json"), 3);
}

/* Two copies of a store that both go on must not give the same ids. */
static void another_machine_draws_new_bits(void **state)
{
    struct shelf *s = *state;
    uint64_t here, there;
    FILE *f = fopen("/etc/machine-id", "r");
    if (!f || fgetc(f) == EOF) {
        if (f)
            fclose(f);
        skip(); /* this machine has no name */
    }
    fclose(f);
    struct book *b = open_book(s);
    uint32_t bits = b->store_bits;
    assert_int_equal(save_household(b, s, &here), STATUS_OK);
    assert_int_equal(here >> 40, bits);
    book_close(b);
    b = open_book(s); /* the same machine: nothing changes */
    assert_int_equal(b->store_bits, bits);
    book_close(b);
    leave(s, "machine", 42);
    b = open_book(s);
    assert_int_not_equal(b->store_bits, bits);
    bits = b->store_bits;
    assert_int_equal(save_household(b, s, &there), STATUS_OK);
    assert_int_equal(there >> 40, bits);
    book_close(b);
    b = open_book(s); /* drawn once */
    assert_int_equal(b->store_bits, bits);
    book_close(b);
}

static enum status spoil_columns(struct book_tx *t, void *context)
{
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_COLUMN, SPAN_LIT(""), 0);
    struct span key, value;
    struct buf first = {0};
    (void)context;
    assert_true(store_next(c, &key, &value));
    buf_add_span(&first, key);
    store_scan_end(c);
    store_del(t->tx, BOOK_COLUMN, buf_span(&first));
    buf_release(&first);
    return STATUS_OK;
}

static int faults(struct shelf *s)
{
    return run(s, "check");
}

static void columns_of_another_algorithm_are_made_anew(void **state)
{
    struct shelf *s = *state;
    struct detail d = {0};
    uint64_t id;
    struct book *b = open_book(s);
    assert_int_equal(save_household(b, s, &id), STATUS_OK);
    assert_int_equal(book_write(b, &s->who, spoil_columns, NULL, &d), STATUS_OK);
    book_close(b);
    assert_int_equal(faults(s), 1);
    leave(s, "columns", 12345);
    book_close(open_book(s));
    assert_int_equal(faults(s), 0);
}

/* As a program of before had them: it wrote another number in front of each chunk. */
static enum status make_old(struct book_tx *t, void *context)
{
    struct store_cursor *c = store_scan_prefix(t->tx, BOOK_COLUMN, SPAN_LIT(""), 0);
    struct span key, value;
    struct buf k = {0}, v = {0};
    (void)context;
    while (store_next(c, &key, &value)) {
        buf_reset(&k);
        buf_reset(&v);
        buf_add_span(&k, key);
        buf_add_span(&v, value);
        v.p[0] = (char)(COLUMNS_ALGORITHM - 1);
        store_put(t->tx, BOOK_COLUMN, buf_span(&k), buf_span(&v));
    }
    store_scan_end(c);
    buf_release(&k);
    buf_release(&v);
    return STATUS_OK;
}

static void old_columns_are_made_anew_for_a_reader(void **state)
{
    struct shelf *s = *state;
    struct detail d = {0};
    uint64_t id;
    struct book *b = open_book(s);
    assert_int_equal(save_household(b, s, &id), STATUS_OK);
    assert_int_equal(book_write(b, &s->who, make_old, NULL, &d), STATUS_OK);
    book_close(b);
    assert_int_equal(run(s, "progress"), 3); /* as if of this algorithm: damaged */
    leave(s, "columns", COLUMNS_ALGORITHM - 1);
    assert_int_equal(run(s, "progress"), 0);
    assert_int_equal(faults(s), 0);
    if (book_open(&b, buf_str(&s->uri), true, &s->who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    assert_true(store_read_only(b->store));
    book_close(b);
}

static enum status get_meta(struct book_tx *t, void *context)
{
    struct meta *m = context;
    struct span v;
    assert_true(store_get(t->tx, BOOK_META, span_of(m->key), &v) && v.n == 8);
    m->n = key_u64(v.p);
    return STATUS_OK;
}

/* What an older program wrote is lifted at the first opening for writing, so that it does not write
 * again what this one could not rely on. */
static void an_older_format_is_lifted(void **state)
{
    static const struct meta now[] = {
        {"format", BOOK_FORMAT}, {"min-reader", BOOK_MIN_READER}, {"min-writer", BOOK_MIN_WRITER}};
    struct shelf *s = *state;
    for (size_t i = 0; i < 3; i++)
        leave(s, now[i].key, 1);
    leave(s, "format", 1); /* the last: opening had lifted the others */
    struct book *b = open_book(s);
    for (size_t i = 0; i < 3; i++) {
        struct meta m = {now[i].key, 0};
        assert_int_equal(book_read(b, &s->who, get_meta, &m, NULL), STATUS_OK);
        assert_int_equal(m.n, now[i].n);
    }
    book_close(b);
}

/* They will be made anew before anybody reads them: not a fault. */
static void old_columns_are_no_fault(void **state)
{
    struct shelf *s = *state;
    struct detail d = {0};
    uint64_t id;
    struct book *b = open_book(s);
    assert_int_equal(save_household(b, s, &id), STATUS_OK);
    assert_int_equal(book_write(b, &s->who, make_old, NULL, &d), STATUS_OK);
    book_close(b);
    leave(s, "columns", COLUMNS_ALGORITHM - 1);
    assert_int_equal(faults(s), 0);
    assert_int_equal(run(s, "progress"), 0);
    assert_int_equal(faults(s), 0);
}

/* Installed and opened by another session while this one is on its screen. */
static enum status put_newer(struct book_tx *t, void *context)
{
    struct meta m = {"min-reader", BOOK_FORMAT + 1}, w = {"min-writer", BOOK_FORMAT + 1};
    if (*(bool *)context)
        (void)!put_meta(t, &m);
    return put_meta(t, &w);
}

/* Installed and opened by another session while this one is on its screen. */
static void a_newer_program_comes(struct shelf *s, bool may_read)
{
    struct detail d = {0};
    uint64_t id;
    bool readers_too = !may_read;
    struct book *b = open_book(s);
    assert_int_equal(book_write(b, &s->who, put_newer, &readers_too, &d), STATUS_OK);
    assert_int_equal(save_household(b, s, &id), STATUS_TOO_NEW);
    assert_int_equal(book_read(b, &s->who, count_generation, &id, &d),
                     may_read ? STATUS_OK : STATUS_TOO_NEW);
    if (!may_read)
        assert_non_null(strstr(d.text, "mở lại"));
    book_close(b);
}

static void a_newer_program_comes_that_lets_read(void **state)
{
    a_newer_program_comes(*state, true);
}

static void a_newer_program_comes_that_does_not(void **state)
{
    a_newer_program_comes(*state, false);
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(newer_is_read_only),
        TEST(much_newer_is_not_opened),
        TEST(another_machine_draws_new_bits),
        TEST(columns_of_another_algorithm_are_made_anew),
        TEST(old_columns_are_made_anew_for_a_reader),
        TEST(an_older_format_is_lifted),
        TEST(old_columns_are_no_fault),
        TEST(a_newer_program_comes_that_lets_read),
        TEST(a_newer_program_comes_that_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
