/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Damaged files: the check finds them, opening refuses them, salvage saves the rest, and nothing
 * ever crashes us. When a damaged store does open, it must hold exactly what was written.
 */
#include "tests/support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "locale/status.h"
#include "storage/store.h"

#ifdef __SANITIZE_ADDRESS__
enum { ROWS = 400, FLIPS = 60 }; /* a child costs ten times as much */
#else
enum { ROWS = 400, FLIPS = 200 };
#endif

struct fixture {
    char *dir, *path, *data, *boot, *suspect;
    struct buf whole; /* data.mdb as it should be */
};

static enum status fill(struct store_tx *tx, void *context)
{
    char key[20], value[600];
    (void)context;
    for (int i = 0; i < ROWS; i++) {
        snprintf(key, sizeof key, "%04d", i);
        memset(value, 'a' + i % 26, sizeof value);
        store_put(tx, 1, span_of(key), span_make(value, 50 + (size_t)i));
        if (i % 20 == 0) /* pages of their own */
            store_put(tx, 7, span_of(key), span_make(tx, 0));
    }
    char *large = calloc(1, STORE_VALUE_MAX);
    for (int i = 0; i < 4; i++) {
        snprintf(key, sizeof key, "large%d", i);
        store_put(tx, 9, span_of(key), span_make(large, 5000 + (size_t)i * 9000));
    }
    free(large);
    return store_tx_status(tx);
}

static enum status thin_out(struct store_tx *tx, void *context)
{
    char key[20];
    (void)context;
    for (int i = 100; i < 200; i++) { /* so that there are free pages to be listed */
        snprintf(key, sizeof key, "%04d", i);
        store_del(tx, 1, span_of(key));
    }
    return store_tx_status(tx);
}

struct seen {
    struct buf b;
    uint64_t n;
};

static enum status dump(struct store_tx *tx, void *context)
{
    struct seen *s = context;
    struct span k, v;
    for (unsigned t = 0; t < STORE_TABLES; t++) {
        struct store_cursor *c = store_scan_prefix(tx, t, span_of(""), 0);
        for (; store_next(c, &k, &v); s->n++) {
            if (!store_verify(c))
                return STATUS_CORRUPT;
            buf_addf(&s->b, "%u:", t);
            buf_add_span(&s->b, k);
            buf_add_span(&s->b, v);
        }
    }
    return store_tx_status(tx);
}

static char *in(const char *path, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", path, name);
    return buf_detach(&b);
}

static struct store *open_ok(const char *path, struct store_options o)
{
    struct store *s;
    struct detail d = {{0}, 0};
    if (store_open(&s, path, &o, &d))
        fail_msg("%s", d.text);
    return s;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->dir = test_tmpdir();
    f->path = in(f->dir, "s");
    f->data = in(f->path, "data.mdb");
    f->boot = in(f->path, "boot");
    f->suspect = in(f->path, "suspect");
    struct store *s = open_ok(f->path, (struct store_options){.create = true});
    assert_int_equal(store_write(s, fill, NULL, NULL), STATUS_OK);
    assert_int_equal(store_write(s, thin_out, NULL, NULL), STATUS_OK);
    store_close(s);
    test_read_file(f->data, &f->whole);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    test_rmtree(f->dir);
    free(f->dir);
    free(f->path);
    free(f->data);
    free(f->boot);
    free(f->suspect);
    buf_release(&f->whole);
    free(f);
    return 0;
}

/* The content as one string; status of opening and reading. */
static enum status contents(const char *path, struct seen *out)
{
    struct store *s;
    struct detail d = {{0}, 0};
    buf_reset(&out->b);
    out->n = 0;
    enum status st = store_open(&s, path, NULL, &d);
    if (st) {
        assert_true(d.text[0] != 0);
        return st;
    }
    st = store_read(s, dump, out, NULL);
    store_close(s);
    return st;
}

struct faults {
    int n;
    unsigned table;
    char key[256], text[480];
};

static void note(void *context, unsigned table, struct span key, const char *text)
{
    struct faults *f = context;
    f->n++;
    f->table = table;
    snprintf(f->key, sizeof f->key, "%.*s", (int)key.n, key.p);
    snprintf(f->text, sizeof f->text, "%s", text);
}

static enum status check(const char *path, struct faults *f)
{
    struct detail d = {{0}, 0};
    *f = (struct faults){0};
    enum status st = store_check(path, NULL, NULL, note, f, &d);
    assert_int_equal(st == STATUS_CORRUPT, f->n > 0);
    return st;
}

static void a_whole_store_has_no_fault(void **state)
{
    struct fixture *f = *state;
    struct faults faults;
    assert_int_equal(check(f->path, &faults), STATUS_OK);
    struct store *s = open_ok(f->path, (struct store_options){0}); /* also while it is in use */
    assert_int_equal(check(f->path, &faults), STATUS_OK);
    assert_int_equal(store_write(s, fill, NULL, NULL), STATUS_OK);
    assert_int_equal(check(f->path, &faults), STATUS_OK);
    store_close(s);
    assert_int_equal(store_check("/nowhere/at/all", NULL, NULL, note, &faults, NULL),
                     STATUS_NOTFOUND);
}

/* Old copies of a page stay in the file, so a row is found more than once: calls fn on all. */
static int each_copy(struct fixture *f, void (*fn)(struct fixture *, char *at))
{
    static const char row[] = "\0010305";
    int n = 0;
    for (char *p = f->whole.p; (p = memmem(p, f->whole.n - (size_t)(p - f->whole.p), row, 5)); n++)
        fn(f, p++);
    assert_true(n > 0);
    return n;
}

static void flip_value(struct fixture *f, char *at)
{
    (void)f;
    at[5 + 60] ^= 1;
}

/* Flags and places of the entries of its page. */
static void wipe_page(struct fixture *f, char *at)
{
    size_t page = (size_t)(at - f->whole.p) / 4096 * 4096;
    memset(f->whole.p + page + 10, 0xFF, 4000);
}

static void a_changed_value_is_named(void **state)
{
    struct fixture *f = *state;
    struct faults faults;
    each_copy(f, flip_value);
    test_write_file(f->data, f->whole.p, f->whole.n);
    assert_int_equal(check(f->path, &faults), STATUS_CORRUPT);
    assert_int_equal(faults.n, 1);
    assert_int_equal(faults.table, 1);
    assert_string_equal(faults.key, "0305");
}

/* Makes the second key of each branch page one larger: a walk sees all entries still, a look-up of
 * the first one behind it goes the wrong way. */
static int lead_astray(struct fixture *f)
{
    enum { PAGE = 4096, FLAGS = 10, LOWER = 12, NODES = 16, BRANCH = 1, KEY_SIZE = 6, KEY = 8 };
    int n = 0;
    for (size_t at = 2 * PAGE; at + PAGE <= f->whole.n; at += PAGE) {
        char *page = f->whole.p + at;
        uint16_t flags, lower, node, size;
        memcpy(&flags, page + FLAGS, sizeof flags);
        memcpy(&lower, page + LOWER, sizeof lower);
        if (flags != BRANCH || lower < NODES + 2 * sizeof node)
            continue;
        memcpy(&node, page + NODES + sizeof node, sizeof node);
        memcpy(&size, page + node + KEY_SIZE, sizeof size);
        page[node + KEY + size - 1]++;
        n++;
    }
    return n;
}

static void a_key_that_leads_astray_is_found(void **state)
{
    struct fixture *f = *state;
    struct faults faults;
    assert_true(lead_astray(f) > 0);
    test_write_file(f->data, f->whole.p, f->whole.n);
    assert_int_equal(check(f->path, &faults), STATUS_CORRUPT);
}

/* Numbers that are the same in every run. */
static uint32_t draw(uint64_t *seed, size_t n)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*seed >> 33) % n);
}

static void flipped_bits_are_found_or_harmless(void **state)
{
    struct fixture *f = *state;
    struct seen right = {{0}, 0}, now = {{0}, 0};
    int flips = getenv("FULL") ? 5000 : FLIPS, opened = 0, refused = 0;
    uint64_t seed = 4711;
    assert_int_equal(contents(f->path, &right), STATUS_OK);
    for (int i = 0; i < flips; i++) {
        /* half of them in the first bytes of a page, where the structure is */
        size_t page = draw(&seed, f->whole.n / 4096) * 4096;
        size_t at = page + draw(&seed, i % 2 ? 4096 : 64);
        char bit = (char)(1 << draw(&seed, 8));
        f->whole.p[at] ^= bit;
        test_write_file(f->data, f->whole.p, f->whole.n);
        enum status st = contents(f->path, &now);
        if (st == STATUS_OK && page < 2 * 4096 && now.n == right.n + 100) {
            opened++; /* the newer of two meta pages lost: the state before the last write */
        } else if (st == STATUS_OK) {
            opened++;
            if (!span_eq(buf_span(&now.b), buf_span(&right.b)))
                fail_msg("a flip at %zu went unnoticed", at);
        } else {
            refused++;
            assert_true(st == STATUS_CORRUPT || st == STATUS_TOO_NEW);
        }
        f->whole.p[at] ^= bit;
    }
    assert_true(opened > flips / 20 && refused > flips / 10);
    test_write_file(f->data, f->whole.p, f->whole.n);
    assert_int_equal(contents(f->path, &now), STATUS_OK);
    buf_release(&right.b);
    buf_release(&now.b);
}

static void every_truncation_is_found(void **state)
{
    struct fixture *f = *state;
    struct seen right = {{0}, 0}, now = {{0}, 0};
    struct faults faults;
    assert_int_equal(contents(f->path, &right), STATUS_OK);
    for (size_t n = 0; n < f->whole.n; n += n < 8192 ? 1000 : 4096 + 300) {
        test_write_file(f->data, f->whole.p, n);
        enum status st = contents(f->path, &now);
        if (st == STATUS_OK) /* only free pages were cut off */
            assert_true(span_eq(buf_span(&now.b), buf_span(&right.b)));
        else
            assert_int_equal(st, STATUS_CORRUPT);
        assert_int_equal(check(f->path, &faults), st);
        if (n < f->whole.n / 2)
            assert_int_equal(st, STATUS_CORRUPT);
    }
    unlink(f->data);
    assert_int_equal(contents(f->path, &now), STATUS_CORRUPT);
    assert_int_equal(access(f->data, F_OK), -1); /* and no empty one is put in its place */
    buf_release(&right.b);
    buf_release(&now.b);
}

static void garbage_in_its_place_is_refused(void **state)
{
    struct fixture *f = *state;
    struct seen now = {{0}, 0};
    uint64_t seed = 1;
    size_t n = f->whole.n;
    char *bytes = malloc(n);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < n; i++)
            bytes[i] = round == 1 ? 0 : (char)draw(&seed, 256);
        if (round == 2) /* a right beginning and nothing right behind it */
            memcpy(bytes, f->whole.p, 8192);
        test_write_file(f->data, bytes, n);
        assert_int_equal(contents(f->path, &now), STATUS_CORRUPT);
    }
    memcpy(bytes, f->whole.p, n);
    memset(bytes + 16 + 4 + 4 + 8 + 8, 0, 4); /* a page size of 0: a division in LMDB */
    test_write_file(f->data, bytes, n);
    assert_int_equal(contents(f->path, &now), STATUS_CORRUPT);
    free(bytes);
    buf_release(&now.b);
}

/* Changes one byte of a value and gives the file its old time back, so that only a boot or a mark
 * can make us look. */
static void damage_unseen(struct fixture *f)
{
    struct stat st;
    each_copy(f, flip_value);
    assert_int_equal(stat(f->data, &st), 0);
    int fd = open(f->data, O_WRONLY);
    assert_int_equal(pwrite(fd, f->whole.p, f->whole.n, 0), f->whole.n);
    each_copy(f, flip_value); /* ours is the whole one again */
    assert_int_equal(futimens(fd, (struct timespec[2]){st.st_atim, st.st_mtim}), 0);
    close(fd);
}

static void another_boot_asks_for_a_check(void **state)
{
    struct fixture *f = *state;
    struct buf boot = {0};
    struct seen now = {{0}, 0};
    damage_unseen(f);
    store_close(open_ok(f->path, (struct store_options){0}));
    test_read_file(f->boot, &boot);
    boot.p[3] = boot.p[3] == '0' ? '1' : '0';
    test_write_file(f->boot, boot.p, boot.n);
    struct detail d = {{0}, 0};
    struct store *s;
    assert_int_equal(store_open(&s, f->path, NULL, &d), STATUS_CORRUPT);
    assert_non_null(strstr(d.text, "hoctap check"));
    s = open_ok(f->path, (struct store_options){.skip_check = true, .read_only = true});
    store_close(s);
    struct faults faults; /* nor does looking at it make it good */
    assert_int_equal(check(f->path, &faults), STATUS_CORRUPT);
    assert_int_equal(store_open(&s, f->path, NULL, &d), STATUS_CORRUPT);
    test_write_file(f->data, f->whole.p, f->whole.n);
    assert_int_equal(contents(f->path, &now), STATUS_OK);
    struct buf noted = {0};
    test_read_file(f->boot, &noted);
    assert_int_not_equal(noted.p[3], boot.p[3]); /* this boot is noted */
    buf_release(&boot);
    buf_release(&noted);
    buf_release(&now.b);
}

static void a_reported_error_asks_for_a_check(void **state)
{
    struct fixture *f = *state;
    struct seen now = {{0}, 0};
    test_write_file(f->suspect, "", 0);
    assert_int_equal(contents(f->path, &now), STATUS_OK);
    assert_int_equal(access(f->suspect, F_OK), -1); /* checked, and clean */
    damage_unseen(f);
    test_write_file(f->suspect, "", 0);
    assert_int_equal(contents(f->path, &now), STATUS_CORRUPT);
    assert_int_equal(access(f->suspect, F_OK), 0);
    buf_release(&now.b);
}

static enum status report_two(struct store *s, store_fault_fn fault, void *fc, void *context)
{
    struct seen n = {{0}, 0};
    enum status st = store_read(s, dump, &n, NULL);
    if (n.n > 100 && context)
        fault(fc, 3, span_of("k"), "hai");
    buf_release(&n.b);
    return st;
}

static enum status crash(struct store *s, store_fault_fn fault, void *fc, void *context)
{
    (void)s, (void)fault, (void)fc, (void)context;
    raise(SIGSEGV);
    return STATUS_OK;
}

static void the_layer_above_may_check_too(void **state)
{
    struct fixture *f = *state;
    struct faults faults = {0};
    assert_int_equal(store_check(f->path, report_two, f, note, &faults, NULL), STATUS_CORRUPT);
    assert_int_equal(faults.n, 1);
    assert_int_equal(faults.table, 3);
    assert_string_equal(faults.key, "k");
    assert_string_equal(faults.text, "hai");
    assert_int_equal(store_check(f->path, report_two, NULL, note, &faults, NULL), STATUS_OK);
    faults.n = 0;
    assert_int_equal(store_check(f->path, crash, NULL, note, &faults, NULL), STATUS_CORRUPT);
    assert_int_equal(faults.n, 1);
}

/* ---- salvage ---- */

static void salvage_into(struct fixture *f, const char *name, uint64_t *kept, uint64_t *lost)
{
    struct detail d = {{0}, 0};
    struct faults faults;
    char *to = in(f->dir, name);
    if (store_salvage(f->path, to, kept, lost, &d))
        fail_msg("%s", d.text);
    assert_int_equal(check(to, &faults), STATUS_OK);
    free(to);
}

static void salvage_keeps_what_is_right(void **state)
{
    struct fixture *f = *state;
    struct seen right = {{0}, 0}, now = {{0}, 0};
    uint64_t kept, lost;
    char *to = in(f->dir, "whole");
    assert_int_equal(contents(f->path, &right), STATUS_OK);
    salvage_into(f, "whole", &kept, &lost);
    assert_int_equal(kept, right.n);
    assert_int_equal(lost, 0);
    assert_int_equal(contents(to, &now), STATUS_OK);
    assert_true(span_eq(buf_span(&now.b), buf_span(&right.b)));
    assert_int_equal(store_salvage(f->path, to, &kept, &lost, NULL), STATUS_EXISTS);
    free(to);
    damage_unseen(f);
    salvage_into(f, "one", &kept, &lost);
    assert_int_equal(kept, right.n - 1);
    assert_int_equal(lost, 1);
    buf_release(&right.b);
    buf_release(&now.b);
}

/* One leaf in the middle made unreadable: all before and behind it is saved. */
static void salvage_goes_on_behind_a_hole(void **state)
{
    struct fixture *f = *state;
    struct seen right = {{0}, 0};
    uint64_t kept, lost;
    assert_int_equal(contents(f->path, &right), STATUS_OK);
    each_copy(f, wipe_page);
    test_write_file(f->data, f->whole.p, f->whole.n);
    salvage_into(f, "hole", &kept, &lost);
    assert_int_equal(kept + lost, right.n);
    assert_in_range(lost, 1, 25); /* one page of 4 KiB, at 150 bytes and more a row */
    unlink(f->data);
    char *none = in(f->dir, "none");
    assert_int_equal(store_salvage(f->path, none, &kept, &lost, NULL), STATUS_CORRUPT);
    free(none);
    buf_release(&right.b);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_store_has_no_fault),       TEST(a_changed_value_is_named),
        TEST(a_key_that_leads_astray_is_found), TEST(flipped_bits_are_found_or_harmless),
        TEST(every_truncation_is_found),        TEST(garbage_in_its_place_is_refused),
        TEST(another_boot_asks_for_a_check),    TEST(a_reported_error_asks_for_a_check),
        TEST(the_layer_above_may_check_too),    TEST(salvage_keeps_what_is_right),
        TEST(salvage_goes_on_behind_a_hole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
