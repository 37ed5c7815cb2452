/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every backend of the store must do: one body, run over mem:, over mem:rerun (every write
 * closure runs twice) and over lmdb:. At the end the two are compared over a random history.
 */
#include "tests/support.h"

#include "locale/status.h"
#include "storage/crc32c.h"
#include "storage/store.h"

struct fixture {
    const char *scheme;
    char *dir;
    struct store *s;
};

static int set_up(void **state)
{
    struct fixture *f = *state;
    struct buf uri = {0};
    struct detail d = {{0}, 0};
    buf_adds(&uri, f->scheme);
    if (!strcmp(f->scheme, "lmdb:")) {
        f->dir = test_tmpdir();
        buf_addf(&uri, "%s/store", f->dir);
    }
    struct store_options o = {.create = true, .holder = "Lan"};
    enum status st = store_open(&f->s, buf_str(&uri), &o, &d);
    if (st)
        print_error("%s\n", d.text);
    buf_release(&uri);
    return st;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    store_close(f->s);
    f->s = NULL;
    if (f->dir)
        test_rmtree(f->dir);
    free(f->dir);
    f->dir = NULL;
    return 0;
}

static struct store *store_of(void **state)
{
    return ((struct fixture *)*state)->s;
}

static void write_ok(struct store *s, store_fn fn, void *context)
{
    struct detail d = {{0}, 0};
    enum status st = store_write(s, fn, context, &d);
    if (st)
        fail_msg("%s", d.text);
}

static void read_ok(struct store *s, store_fn fn, void *context)
{
    struct detail d = {{0}, 0};
    enum status st = store_read(s, fn, context, &d);
    if (st)
        fail_msg("%s", d.text);
}

static void put(struct store_tx *tx, unsigned table, const char *key, const char *value)
{
    store_put(tx, table, span_of(key), span_of(value));
}

static void assert_value(struct store_tx *tx, unsigned table, const char *key, const char *want)
{
    struct span v;
    bool found = store_get(tx, table, span_of(key), &v);
    assert_int_equal(found, want != NULL);
    if (want)
        assert_true(span_eq_str(v, want));
}

/* The keys a cursor gives, joined by blanks; ends the scan. */
static void assert_keys(struct store_cursor *c, const char *want)
{
    struct buf b = {0};
    struct span k, v;
    while (store_next(c, &k, &v)) {
        assert_true(store_verify(c));
        if (b.n)
            buf_addc(&b, ' ');
        buf_add_span(&b, k);
    }
    assert_false(store_next(c, &k, &v)); /* an ended scan stays ended */
    store_scan_end(c);
    assert_string_equal(buf_str(&b), want);
    buf_release(&b);
}

static enum status fill(struct store_tx *tx, void *context)
{
    static const char *const keys[] = {"b", "a", "ab", "abc", "b\377", "b\377\377", "c", "aa"};
    (void)context;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(tx, 5, keys[i], keys[i]);
    put(tx, 4, "z", "before");
    put(tx, 6, "a", "behind");
    put(tx, 0, "first", "1");
    put(tx, STORE_TABLES - 1, "last\377\377", "2");
    return store_tx_status(tx);
}

/* ---- keys, order, scans ---- */

static enum status see_order(struct store_tx *tx, void *context)
{
    struct span none = {0};
    (void)context;
    assert_false(store_tx_writable(tx));
    assert_keys(store_scan(tx, 5, none, none, 0), "a aa ab abc b b\377 b\377\377 c");
    assert_keys(store_scan(tx, 5, none, none, STORE_REVERSE), "c b\377\377 b\377 b abc ab aa a");
    assert_keys(store_scan(tx, 0, none, none, 0), "first");
    assert_keys(store_scan(tx, STORE_TABLES - 1, none, none, 0), "last\377\377");
    assert_keys(store_scan(tx, STORE_TABLES - 1, none, none, STORE_REVERSE), "last\377\377");
    assert_keys(store_scan(tx, 7, none, none, 0), "");
    assert_keys(store_scan(tx, 7, none, none, STORE_REVERSE), "");
    return STATUS_OK;
}

static void keys_are_in_byte_order_and_tables_apart(void **state)
{
    write_ok(store_of(state), fill, NULL);
    read_ok(store_of(state), see_order, NULL);
}

static enum status see_bounds(struct store_tx *tx, void *context)
{
    (void)context;
    for (unsigned flags = 0; flags <= STORE_REVERSE; flags++) {
        bool up = !flags;
        assert_keys(store_scan(tx, 5, span_of("aa"), span_of("b"), flags),
                    up ? "aa ab abc" : "abc ab aa");
        assert_keys(store_scan(tx, 5, span_of("a0"), span_of("b0"), flags),
                    up ? "aa ab abc b" : "b abc ab aa");
        assert_keys(store_scan(tx, 5, span_of("b"), span_of("b"), flags), "");
        assert_keys(store_scan(tx, 5, span_of("c"), span_of("a"), flags), "");
        assert_keys(store_scan(tx, 5, span_of("d"), span_of(""), flags), "");
        assert_keys(store_scan_prefix(tx, 5, span_of("a"), flags),
                    up ? "a aa ab abc" : "abc ab aa a");
        assert_keys(store_scan_prefix(tx, 5, span_of("ab"), flags), up ? "ab abc" : "abc ab");
        assert_keys(store_scan_prefix(tx, 5, span_of("b\377"), flags),
                    up ? "b\377 b\377\377" : "b\377\377 b\377");
        assert_keys(store_scan_prefix(tx, 5, span_of("\377"), flags), "");
        assert_keys(store_scan_prefix(tx, 6, span_of(""), flags), "a");
        assert_keys(store_scan_prefix(tx, STORE_TABLES - 1, span_of("last\377"), flags),
                    "last\377\377");
    }
    return STATUS_OK;
}

static void scans_keep_to_their_bounds_both_ways(void **state)
{
    write_ok(store_of(state), fill, NULL);
    read_ok(store_of(state), see_bounds, NULL);
}

static enum status see_seeks(struct store_tx *tx, void *context)
{
    struct span k, v, none = {0};
    (void)context;
    struct store_cursor *c = store_scan(tx, 5, span_of("aa"), span_of("c"), 0);
    store_seek(c, span_of("abb"));
    assert_true(store_next(c, &k, &v) && span_eq_str(k, "abc"));
    store_seek(c, span_of("b"));
    assert_true(store_next(c, &k, &v) && span_eq_str(k, "b"));
    store_seek(c, span_of("a")); /* below the bound: at the bound */
    assert_true(store_next(c, &k, &v) && span_eq_str(k, "aa"));
    store_seek(c, span_of("x"));
    assert_false(store_next(c, &k, &v));
    store_seek(c, none); /* and an ended scan can go on */
    assert_keys(c, "aa ab abc b b\377 b\377\377");
    c = store_scan(tx, 5, span_of("aa"), span_of("c"), STORE_REVERSE);
    store_seek(c, span_of("abb"));
    assert_true(store_next(c, &k, &v) && span_eq_str(k, "ab"));
    store_seek(c, span_of("abc"));
    assert_true(store_next(c, &k, &v) && span_eq_str(k, "abc"));
    store_seek(c, span_of("x")); /* above the bound: below the bound */
    assert_keys(c, "b\377\377 b\377 b abc ab aa");
    return STATUS_OK;
}

static void seeks_stay_within_the_bounds(void **state)
{
    write_ok(store_of(state), fill, NULL);
    read_ok(store_of(state), see_seeks, NULL);
}

/* ---- writing ---- */

static enum status write_and_look(struct store_tx *tx, void *context)
{
    (void)context;
    assert_true(store_tx_writable(tx));
    put(tx, 1, "k", "one");
    assert_value(tx, 1, "k", "one");
    put(tx, 1, "k", "");
    assert_value(tx, 1, "k", "");
    put(tx, 1, "k", "three");
    assert_value(tx, 2, "k", NULL);
    assert_true(store_del(tx, 1, span_of("k")));
    assert_false(store_del(tx, 1, span_of("k")));
    assert_value(tx, 1, "k", NULL);
    assert_keys(store_scan_prefix(tx, 1, span_of(""), 0), "");
    put(tx, 1, "k", "four");
    assert_keys(store_scan_prefix(tx, 1, span_of("k"), STORE_REVERSE), "k");
    return STATUS_OK;
}

static enum status look_four(struct store_tx *tx, void *context)
{
    (void)context;
    assert_value(tx, 1, "k", "four");
    return STATUS_OK;
}

static void a_transaction_reads_its_own_writes(void **state)
{
    write_ok(store_of(state), write_and_look, NULL);
    read_ok(store_of(state), look_four, NULL);
}

static enum status write_then_fail(struct store_tx *tx, void *context)
{
    put(tx, 1, "k", "never");
    store_del(tx, 5, span_of("a"));
    return *(enum status *)context;
}

static enum status fail_in_the_middle(struct store_tx *tx, void *context)
{
    struct span k, v;
    struct store_cursor *c = store_scan_prefix(tx, 5, span_of(""), 0);
    put(tx, 1, "k", "never");
    store_tx_fail(tx, STATUS_CONFLICT);
    store_tx_fail(tx, STATUS_IO); /* the first counts */
    assert_int_equal(store_tx_status(tx), STATUS_CONFLICT);
    assert_false(store_get(tx, 5, span_of("a"), &v));
    assert_false(store_del(tx, 5, span_of("a")));
    assert_false(store_next(c, &k, &v));
    store_seek(c, span_of("b"));
    assert_false(store_verify(c));
    assert_false(store_next(store_scan(tx, 5, v, v, 0), &k, &v));
    put(tx, 1, "other", "never");
    (void)context;
    return STATUS_OK; /* forgotten by the closure, not by the store */
}

static enum status look_unchanged(struct store_tx *tx, void *context)
{
    (void)context;
    assert_value(tx, 1, "k", NULL);
    assert_value(tx, 1, "other", NULL);
    assert_value(tx, 5, "a", "a");
    return STATUS_NOTFOUND; /* a read hands on what its closure says */
}

static void what_fails_leaves_nothing(void **state)
{
    struct store *s = store_of(state);
    struct detail d = {{0}, 0};
    enum status why = STATUS_INVALID;
    write_ok(s, fill, NULL);
    assert_int_equal(store_write(s, write_then_fail, &why, &d), STATUS_INVALID);
    assert_string_equal(d.text, status_text(STATUS_INVALID));
    assert_int_equal(store_write(s, fail_in_the_middle, NULL, NULL), STATUS_CONFLICT);
    assert_int_equal(store_read(s, look_unchanged, NULL, NULL), STATUS_NOTFOUND);
}

/* ---- sizes ---- */

struct sizes {
    char key[STORE_KEY_MAX + 1], value[STORE_VALUE_MAX + 1];
};

static enum status write_largest(struct store_tx *tx, void *context)
{
    struct sizes *z = context;
    for (size_t n = 0; n <= STORE_VALUE_MAX; n = n < 4200 ? n + 97 : n * 2 + 1)
        store_put(tx, 2, span_make(&n, sizeof n), span_make(z->value, n));
    store_put(tx, 3, span_make(z->key, STORE_KEY_MAX), span_make(z->value, STORE_VALUE_MAX));
    store_put(tx, 3, span_make("", 1), (struct span){0});
    return STATUS_OK;
}

static enum status look_largest(struct store_tx *tx, void *context)
{
    struct sizes *z = context;
    struct span k, v;
    for (size_t n = 0; n <= STORE_VALUE_MAX; n = n < 4200 ? n + 97 : n * 2 + 1) {
        assert_true(store_get(tx, 2, span_make(&n, sizeof n), &v));
        assert_true(span_eq(v, span_make(z->value, n)));
    }
    assert_true(store_get(tx, 3, span_make(z->key, STORE_KEY_MAX), &v));
    assert_true(span_eq(v, span_make(z->value, STORE_VALUE_MAX)));
    struct store_cursor *c = store_scan_prefix(tx, 3, span_of(""), STORE_REVERSE);
    assert_true(store_next(c, &k, &v) && k.n == STORE_KEY_MAX && store_verify(c));
    assert_true(store_next(c, &k, &v) && k.n == 1 && v.n == 0 && store_verify(c));
    assert_false(store_get(tx, 3, (struct span){0}, &v)); /* no such key, and no error */
    assert_false(store_get(tx, 3, span_make(z->key, STORE_KEY_MAX + 1), &v));
    return store_tx_status(tx);
}

static enum status write_long_key(struct store_tx *tx, void *context)
{
    store_put(tx, 2, span_make(((struct sizes *)context)->key, STORE_KEY_MAX + 1), span_of("x"));
    return STATUS_OK;
}

static enum status write_long_value(struct store_tx *tx, void *context)
{
    store_put(tx, 2, span_of("x"),
              span_make(((struct sizes *)context)->value, STORE_VALUE_MAX + 1));
    return STATUS_OK;
}

static enum status write_no_key(struct store_tx *tx, void *context)
{
    (void)context;
    put(tx, 2, "", "x");
    return STATUS_OK;
}

static void sizes_up_to_the_limits(void **state)
{
    struct store *s = store_of(state);
    struct sizes *z = calloc(1, sizeof *z);
    memset(z->key, 0xFF, sizeof z->key);
    for (size_t i = 0; i < sizeof z->value; i++)
        z->value[i] = (char)(i * 2654435761U >> 13);
    write_ok(s, write_largest, z);
    read_ok(s, look_largest, z);
    assert_int_equal(store_write(s, write_long_key, z, NULL), STATUS_INVALID);
    assert_int_equal(store_write(s, write_long_value, z, NULL), STATUS_INVALID);
    assert_int_equal(store_write(s, write_no_key, NULL, NULL), STATUS_INVALID);
    free(z);
}

static enum status move_a_view(struct store_tx *tx, void *context)
{
    struct span v;
    (void)context;
    put(tx, 1, "a", "0123456789");
    for (int i = 0; i < 200; i++) { /* a value that is a view of the page that is being changed */
        char to[8];
        snprintf(to, sizeof to, "%03d", i);
        assert_true(store_get(tx, 1, span_of("a"), &v));
        store_put(tx, 1, span_of(to), v);
        assert_true(store_get(tx, 1, span_of(to), &v));
        store_put(tx, 1, span_of("a"), v);
    }
    assert_value(tx, 1, "150", "0123456789");
    return STATUS_OK;
}

static void a_view_may_be_written_back(void **state)
{
    write_ok(store_of(state), move_a_view, NULL);
}

/* ---- cursors and writes ---- */

static enum status write_while_scanning(struct store_tx *tx, void *context)
{
    bool up = *(unsigned *)context == 0;
    struct buf seen = {0};
    struct span k, v;
    struct store_cursor *old = store_scan_prefix(tx, 9, span_of(""), 0);
    while (store_next(old, &k, &v)) /* deleting what a cursor gives is safe too */
        assert_true(store_del(tx, 9, k));
    for (char n = 'a'; n <= 'z'; n++)
        store_put(tx, 9, span_make(&n, 1), span_of("x"));
    struct store_cursor *c = store_scan_prefix(tx, 9, span_of(""), *(unsigned *)context);
    while (store_next(c, &k, &v)) {
        char at = k.p[0], ahead = (char)(up ? at + 1 : at - 1);
        char added[2] = {at, '+'};
        buf_addc(&seen, at);
        if (k.n == 2)
            continue;
        store_del(tx, 9, span_make(&at, 1));                   /* the one we stand on */
        store_del(tx, 9, span_make(&ahead, 1));                /* the one to come */
        store_put(tx, 9, span_make(added, 2), span_of("new")); /* behind us only in reverse */
        store_put(tx, 1, span_make(&at, 1), span_of("another table"));
    }
    assert_string_equal(buf_str(&seen), up ? "aacceeggiikkmmooqqssuuwwyy" : "zxvtrpnljhfdb");
    buf_release(&seen);
    return store_tx_status(tx);
}

static void a_cursor_survives_writes(void **state)
{
    for (unsigned flags = 0; flags <= STORE_REVERSE; flags++)
        write_ok(store_of(state), write_while_scanning, &flags);
}

static enum status two_cursors(struct store_tx *tx, void *context)
{
    struct span k, v;
    (void)context;
    struct store_cursor *a = store_scan_prefix(tx, 5, span_of("a"), 0);
    struct store_cursor *b = store_scan_prefix(tx, 5, span_of("b"), STORE_REVERSE);
    assert_true(store_next(a, &k, &v) && span_eq_str(k, "a"));
    assert_true(store_next(b, &k, &v) && span_eq_str(k, "b\377\377"));
    assert_true(store_next(a, &k, &v) && span_eq_str(v, "aa"));
    store_scan_end(a);
    store_scan_end(NULL);
    assert_true(store_next(b, &k, &v) && span_eq_str(k, "b\377"));
    return STATUS_OK; /* b ends with the transaction */
}

static void cursors_do_not_disturb_each_other(void **state)
{
    write_ok(store_of(state), fill, NULL);
    read_ok(store_of(state), two_cursors, NULL);
    write_ok(store_of(state), two_cursors, NULL);
}

/* ---- running again ---- */

struct counted {
    struct store *s;
    int runs;
};

static enum status count_up(struct store_tx *tx, void *context)
{
    struct counted *n = context;
    struct span v;
    char text[16];
    n->runs++;
    assert_ptr_equal(store_tx_store(tx), n->s);
    int old = store_get(tx, 1, span_of("n"), &v) ? atoi(v.p) : 0;
    snprintf(text, sizeof text, "%d.", old + 1);
    put(tx, 1, "n", text);
    return STATUS_OK;
}

static enum status look_seven(struct store_tx *tx, void *context)
{
    (void)context;
    assert_value(tx, 1, "n", "7.");
    return STATUS_OK;
}

static void a_closure_takes_effect_once(void **state)
{
    struct fixture *f = *state;
    struct counted n = {.s = f->s};
    struct store_info info;
    for (int i = 0; i < 7; i++)
        write_ok(f->s, count_up, &n);
    read_ok(f->s, look_seven, NULL);
    assert_int_equal(n.runs, strcmp(f->scheme, "mem:rerun") ? 7 : 14);
    assert_int_equal(store_stat(f->s, &info, NULL), STATUS_OK);
    assert_int_equal(info.entries, 1);
}

static enum status count_inside(struct store_tx *tx, void *context)
{
    struct store_info info;
    uint64_t *seen = context;
    put(tx, 1, "a", "1");
    put(tx, 2, "b", "2");
    assert_int_equal(store_stat(store_tx_store(tx), &info, NULL), STATUS_OK);
    *seen = info.entries;
    return STATUS_CONFLICT; /* and none of it stays */
}

static void entries_are_those_of_the_snapshot(void **state)
{
    struct fixture *f = *state;
    struct store_info info;
    uint64_t seen = 0;
    assert_int_equal(store_write(f->s, count_inside, &seen, NULL), STATUS_CONFLICT);
    assert_int_equal(seen, 2);
    assert_int_equal(store_stat(f->s, &info, NULL), STATUS_OK);
    assert_int_equal(info.entries, 0);
}

#define OVER(uri, fn)                                                                              \
    {                                                                                              \
        uri " " #fn, fn, set_up, tear_down, &(struct fixture)                                      \
        {                                                                                          \
            .scheme = uri                                                                          \
        }                                                                                          \
    }
#define SUITE(uri)                                                                                 \
    OVER(uri, keys_are_in_byte_order_and_tables_apart),                                            \
        OVER(uri, scans_keep_to_their_bounds_both_ways), OVER(uri, seeks_stay_within_the_bounds),  \
        OVER(uri, a_transaction_reads_its_own_writes), OVER(uri, what_fails_leaves_nothing),       \
        OVER(uri, sizes_up_to_the_limits), OVER(uri, a_view_may_be_written_back),                  \
        OVER(uri, a_cursor_survives_writes), OVER(uri, cursors_do_not_disturb_each_other),         \
        OVER(uri, a_closure_takes_effect_once), OVER(uri, entries_are_those_of_the_snapshot)

/* ---- both beside each other ---- */

struct history {
    uint64_t seed; /* the same for both, so both draw the same steps */
    bool fail;
    struct buf dump;
};

static unsigned draw(uint64_t *seed, unsigned n)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*seed >> 33) % n;
}

static size_t draw_key(uint64_t *seed, char *key)
{
    size_t n = 1 + draw(seed, 3) + (draw(seed, 50) ? 0 : 200);
    for (size_t i = 0; i < n; i++)
        key[i] = "\0ab\376\377"[draw(seed, 5)];
    return n;
}

static enum status random_steps(struct store_tx *tx, void *context)
{
    struct history *h = context;
    uint64_t seed = h->seed;
    static const char filler[20000];
    char key[STORE_KEY_MAX];
    struct span k, v;
    buf_reset(&h->dump);
    struct store_cursor *c = store_scan_prefix(tx, 2, span_of(""), 0);
    for (int i = 0; i < 60; i++) {
        struct span at = {key, draw_key(&seed, key)};
        unsigned table = 1 + draw(&seed, 3), what = draw(&seed, 8);
        if (what < 4)
            store_put(tx, table, at,
                      span_make(filler, draw(&seed, draw(&seed, 20) ? 300 : sizeof filler)));
        else if (what < 6)
            buf_addc(&h->dump, store_del(tx, table, at) ? '-' : '.');
        else if (what == 6)
            store_seek(c, at);
        if (store_next(c, &k, &v))
            buf_add_span(&h->dump, k);
    }
    for (unsigned t = 0; t < STORE_TABLES; t++) {
        c = store_scan_prefix(tx, t, span_of(""), draw(&seed, 2));
        while (store_next(c, &k, &v)) {
            buf_add_span(&h->dump, k);
            buf_addf(&h->dump, "=%zu;", v.n);
            assert_true(store_verify(c));
        }
    }
    return h->fail ? STATUS_CONFLICT : store_tx_status(tx);
}

static void lmdb_does_what_mem_does(void **state)
{
    struct fixture a = {.scheme = "lmdb:"}, b = {.scheme = "mem:"};
    void *pa = &a, *pb = &b;
    (void)state;
    assert_int_equal(set_up(&pa), 0);
    assert_int_equal(set_up(&pb), 0);
    for (uint64_t i = 0; i < 150; i++) {
        struct history x = {.seed = i * 77 + 5, .fail = i % 7 == 3}, y = x;
        assert_int_equal(store_write(a.s, random_steps, &x, NULL),
                         store_write(b.s, random_steps, &y, NULL));
        assert_true(x.dump.n > 10 && span_eq(buf_span(&x.dump), buf_span(&y.dump)));
        buf_release(&x.dump);
        buf_release(&y.dump);
    }
    struct store_info ia, ib;
    assert_int_equal(store_stat(a.s, &ia, NULL), STATUS_OK);
    assert_int_equal(store_stat(b.s, &ib, NULL), STATUS_OK);
    assert_int_equal(ia.entries, ib.entries);
    tear_down(&pa);
    tear_down(&pb);
}

static void crc_of_known_strings(void **state)
{
    static const unsigned char zeros[32],
        ones[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    (void)state;
    assert_int_equal(crc32c(0, "123456789", 9), 0xE3069283U); /* RFC 3720, B.4 */
    assert_int_equal(crc32c(0, zeros, 32), 0x8A9136AAU);
    assert_int_equal(crc32c(0, ones, 32), 0x62A8AB43U);
    assert_int_equal(crc32c_portable(0, "123456789", 9), 0xE3069283U);
    assert_int_equal(crc32c_portable(0, zeros, 32), 0x8A9136AAU);
    assert_int_equal(crc32c_portable(0, ones, 32), 0x62A8AB43U);
    unsigned char data[600];
    uint64_t seed = 1;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)draw(&seed, 256);
    for (size_t n = 0; n < 520; n++) {
        uint32_t whole = crc32c(0, data + n % 13, n);
        assert_int_equal(whole, crc32c_portable(0, data + n % 13, n));
        assert_int_equal(whole,
                         crc32c(crc32c(0, data + n % 13, n / 3), data + n % 13 + n / 3, n - n / 3));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE("mem:"),
        SUITE("mem:rerun"),
        SUITE("lmdb:"),
        cmocka_unit_test(lmdb_does_what_mem_does),
        cmocka_unit_test(crc_of_known_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
