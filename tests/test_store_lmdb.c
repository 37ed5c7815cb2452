/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store on disk among several processes: growing, readers, opening and closing, stopped and
 * killed ones; the folder's files and modes; a full disk.
 */
#include "tests/support.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "locale/status.h"
#include "storage/lock.h"
#include "storage/store.h"

struct fixture {
    char *dir, *path;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct buf b = {0};
    f->dir = test_tmpdir();
    buf_addf(&b, "%s/a/store", f->dir);
    f->path = buf_detach(&b);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    test_rmtree(f->dir);
    free(f->dir);
    free(f->path);
    free(f);
    return 0;
}

static const char *path_of(void **state)
{
    return ((struct fixture *)*state)->path;
}

static char *file_in(const char *path, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", path, name);
    return buf_detach(&b);
}

static struct store *open_with(const char *path, struct store_options o)
{
    struct store *s;
    struct detail d = {{0}, 0};
    if (store_open(&s, path, &o, &d))
        fail_msg("%s", d.text);
    return s;
}

static void make_store(const char *path)
{
    store_close(open_with(path, (struct store_options){.create = true}));
}

static enum status open_status(const char *path, struct store_options o, struct detail *d)
{
    struct store *s;
    struct detail own = {{0}, 0};
    enum status st = store_open(&s, path, &o, d ? d : &own);
    assert_int_equal(st != STATUS_OK, s == NULL);
    if (st)
        assert_true((d ? d : &own)->text[0] != 0);
    store_close(s);
    return st;
}

struct rows {
    int from, n;
    size_t size;
    int found;
};

static enum status write_rows(struct store_tx *tx, void *context)
{
    struct rows *r = context;
    char key[16], *value = calloc(1, r->size + 1);
    for (int i = r->from; i < r->from + r->n; i++) {
        snprintf(key, sizeof key, "%08d", i);
        store_put(tx, 1, span_of(key), span_make(value, r->size));
    }
    free(value);
    return store_tx_status(tx);
}

static enum status count_rows(struct store_tx *tx, void *context)
{
    struct rows *r = context;
    struct span k, v;
    struct store_cursor *c = store_scan_prefix(tx, 1, span_of(""), 0);
    for (r->found = 0; store_next(c, &k, &v); r->found++)
        if (!store_verify(c))
            return STATUS_CORRUPT;
    return store_tx_status(tx);
}

static int rows_in(struct store *s)
{
    struct rows r = {0};
    assert_int_equal(store_read(s, count_rows, &r, NULL), STATUS_OK);
    return r.found;
}

/* ---- another process: runs fn, which talks with us over two pipes ---- */

struct other {
    pid_t pid;
    int to, from;
};

typedef void (*other_fn)(const char *path, int in, int out);

static struct other start_other(const char *path, other_fn fn)
{
    int a[2], b[2];
    assert_int_equal(pipe(a), 0);
    assert_int_equal(pipe(b), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(a[1]);
        close(b[0]);
        fn(path, a[0], b[1]);
        _exit(0);
    }
    close(a[0]);
    close(b[1]);
    return (struct other){pid, a[1], b[0]};
}

static char hear(int fd)
{
    char c = 0;
    return read(fd, &c, 1) == 1 ? c : 0;
}

static void say(int fd, char c)
{
    if (write(fd, &c, 1) != 1)
        abort();
}

static int end_other(struct other *o)
{
    int status;
    ssize_t told = write(o->to, "e", 1); /* its end of the pipe may be open in later children too */
    (void)told;
    close(o->to);
    close(o->from);
    waitpid(o->pid, &status, 0);
    return status;
}

/* For children: a failed open or transaction is told by silence. */
static struct store *open_or_exit(const char *path, struct store_options o)
{
    struct store *s;
    if (store_open(&s, path, &o, NULL))
        _exit(9);
    return s;
}

/* ---- the map ---- */

static void the_map_grows_by_itself(void **state)
{
    struct store_info info;
    struct store *s =
        open_with(path_of(state), (struct store_options){.create = true, .map_size = 65536});
    struct rows r = {0, 1000, 5000, 0}; /* 8 MB in one transaction: several doublings */
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    for (r.n = 1, r.from = 1000; r.from < 1050; r.from++)
        assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    assert_int_equal(rows_in(s), 1050);
    assert_int_equal(store_stat(s, &info, NULL), STATUS_OK);
    assert_true(info.map_size >= 8 << 20 && info.bytes_used > 5 << 20);
    assert_int_equal(info.entries, 1050);
    store_close(s);
    s = open_with(path_of(state), (struct store_options){.map_size = 65536});
    assert_int_equal(rows_in(s), 1050);
    store_close(s);
}

static void grow(const char *path, int in, int out)
{
    struct store *s = open_or_exit(path, (struct store_options){.map_size = 65536});
    struct rows r = {100, 1000, 5000, 0};
    say(out, hear(in));
    if (hear(in) && store_write(s, write_rows, &r, NULL) == STATUS_OK)
        say(out, 'k');
    store_close(s);
}

static void another_process_may_grow_it(void **state)
{
    for (int writing = 0; writing < 2; writing++) {
        struct store *s =
            open_with(path_of(state), (struct store_options){.create = true, .map_size = 65536});
        struct other o = start_other(path_of(state), grow);
        struct rows r = {0, 1, 10, 0};
        say(o.to, 'a');
        assert_int_equal(hear(o.from), 'a'); /* both have it open, and small */
        assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
        say(o.to, 'b');
        assert_int_equal(hear(o.from), 'k');
        if (writing) {
            r.from = 1;
            assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
        }
        assert_int_equal(rows_in(s), 1001 + writing);
        assert_int_equal(end_other(&o), 0);
        store_close(s);
        test_rmtree(path_of(state));
    }
}

/* ---- readers ---- */

static void hold_open(const char *path, int in, int out)
{
    struct store *s = open_or_exit(path, (struct store_options){.max_readers = 3});
    say(out, 'k');
    hear(in);
    store_close(s);
}

static void full_readers_wait_and_killed_ones_make_room(void **state)
{
    struct other o[3];
    struct detail d = {{0}, 0};
    struct store_options brief = {.wait_ms = 60, .max_readers = 3};
    /* the first to open may make the table larger, nobody makes it smaller */
    store_close(
        open_with(path_of(state), (struct store_options){.create = true, .max_readers = 3}));
    for (int i = 0; i < 3; i++) {
        o[i] = start_other(path_of(state), hold_open);
        assert_int_equal(hear(o[i].from), 'k');
    }
    assert_int_equal(open_status(path_of(state), brief, &d), STATUS_BUSY);
    assert_non_null(strstr(d.text, "quá nhiều người"));
    kill(o[1].pid, SIGKILL);
    end_other(&o[1]);
    assert_int_equal(open_status(path_of(state), brief, NULL), STATUS_OK);
    end_other(&o[0]);
    end_other(&o[2]);
}

static enum status read_until_killed(struct store_tx *tx, void *context)
{
    struct span v;
    int *ends = context;
    store_get(tx, 1, span_of("00000000"), &v);
    say(ends[1], 'k');
    hear(ends[0]);
    return STATUS_OK;
}

static void read_for_ever(const char *path, int in, int out)
{
    struct store *s = open_or_exit(path, (struct store_options){0});
    enum status st = store_read(s, read_until_killed, (int[2]){in, out}, NULL);
    _exit(st);
}

static uint64_t used_after_updates(struct store *s, int n)
{
    struct store_info info;
    struct rows r = {0, 20, 4000, 0};
    for (int i = 0; i < n; i++)
        assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    assert_int_equal(store_stat(s, &info, NULL), STATUS_OK);
    return info.bytes_used;
}

static void a_killed_reader_does_not_let_the_file_grow(void **state)
{
    make_store(path_of(state));
    struct store *s = open_with(path_of(state), (struct store_options){0});
    uint64_t start = used_after_updates(s, 5);
    struct other o = start_other(path_of(state), read_for_ever);
    assert_int_equal(hear(o.from), 'k');
    assert_true(used_after_updates(s, 20) > start + 15 * 20 * 4096); /* it pins its snapshot */
    kill(o.pid, SIGKILL);
    end_other(&o);
    assert_int_equal(open_status(path_of(state), (struct store_options){0}, NULL), STATUS_OK);
    uint64_t now = used_after_updates(s, 5);
    assert_int_equal(used_after_updates(s, 40), now);
    store_close(s);
}

static enum status look_twice(struct store_tx *tx, void *context)
{
    struct rows a = {0}, b = {0};
    int *ends = context;
    enum status st = count_rows(tx, &a);
    say(ends[1], 'k');
    hear(ends[0]);
    if (!st)
        st = count_rows(tx, &b);
    say(ends[1], a.found == b.found ? 's' : 'd');
    return st;
}

static void read_twice(const char *path, int in, int out)
{
    struct rows r = {0};
    struct store *s = open_or_exit(path, (struct store_options){.read_only = true});
    enum status st = store_read(s, look_twice, (int[2]){in, out}, NULL);
    if (!st)
        st = store_read(s, count_rows, &r, NULL);
    say(out, st ? 'x' : (char)('0' + r.found));
    store_close(s);
}

static void a_snapshot_does_not_change(void **state)
{
    make_store(path_of(state));
    struct store *s = open_with(path_of(state), (struct store_options){0});
    struct rows r = {0, 3, 100, 0};
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    struct other o = start_other(path_of(state), read_twice);
    assert_int_equal(hear(o.from), 'k');
    r.n = 7;
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    say(o.to, 'g');
    assert_int_equal(hear(o.from), 's');
    assert_int_equal(hear(o.from), '7');
    assert_int_equal(end_other(&o), 0);
    store_close(s);
}

/* ---- opening, closing, waiting ---- */

enum { RACERS = 4 };

static void open_write_close(const char *path, int in, int out)
{
    int rounds = getenv("FULL") ? 2000 : 120;
    for (int i = 0; i < rounds; i++) {
        struct rows r = {getpid() % 100000 * 1000 + i, 1, 10, 0};
        struct store *s = open_or_exit(path, (struct store_options){0});
        if (i % 4 == 0 && store_write(s, write_rows, &r, NULL))
            _exit(8);
        if (store_read(s, count_rows, &r, NULL) || (i % 4 == 0 && !r.found))
            _exit(7);
        store_close(s);
    }
    say(out, 'k');
    hear(in);
}

static void opening_and_closing_race(void **state)
{
    struct other o[RACERS];
    make_store(path_of(state));
    for (int i = 0; i < RACERS; i++)
        o[i] = start_other(path_of(state), open_write_close);
    for (int i = 0; i < RACERS; i++) {
        assert_int_equal(hear(o[i].from), 'k');
        assert_int_equal(end_other(&o[i]), 0);
    }
}

static enum status stop_inside(struct store_tx *tx, void *context)
{
    store_put(tx, 1, span_of("stopped"), span_of("x"));
    say(((int *)context)[1], 'k');
    raise(SIGSTOP);
    return STATUS_OK;
}

static void write_and_stop(const char *path, int in, int out)
{
    struct store *s = open_or_exit(path, (struct store_options){.holder = "Nguyễn Thị Lan"});
    say(out, store_write(s, stop_inside, (int[2]){in, out}, NULL) ? 'x' : 'd');
    store_close(s);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void a_stopped_writer_is_named(void **state)
{
    struct detail d = {{0}, 0};
    struct rows r = {0, 1, 10, 0};
    int status;
    make_store(path_of(state));
    struct other o = start_other(path_of(state), write_and_stop);
    assert_int_equal(hear(o.from), 'k');
    waitpid(o.pid, &status, WUNTRACED);
    assert_true(WIFSTOPPED(status));
    struct store *s = open_with(path_of(state), (struct store_options){.wait_ms = 150});
    int64_t start = now_ms();
    assert_int_equal(store_write(s, write_rows, &r, &d), STATUS_BUSY);
    assert_in_range(now_ms() - start, 140, 3000);
    assert_non_null(strstr(d.text, "Nguyễn Thị Lan đang ghi từ "));
    assert_int_equal(rows_in(s), 0); /* reading goes on */
    store_close(s);                  /* and so does leaving */
    s = open_with(path_of(state), (struct store_options){0});
    kill(o.pid, SIGCONT);
    assert_int_equal(hear(o.from), 'd');
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    assert_int_equal(rows_in(s), 2);
    end_other(&o);
    store_close(s);
}

static void a_killed_writer_leaves_nothing(void **state)
{
    struct rows r = {0, 1, 10, 0};
    int status;
    make_store(path_of(state));
    struct other o = start_other(path_of(state), write_and_stop);
    assert_int_equal(hear(o.from), 'k');
    waitpid(o.pid, &status, WUNTRACED);
    kill(o.pid, SIGKILL);
    end_other(&o);
    struct store *s = open_with(path_of(state), (struct store_options){.wait_ms = 2000});
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    assert_int_equal(rows_in(s), 1);
    store_close(s);
}

/* A waiter that is stopped in the queue before the lock must not stop the others. */
static void wait_in_queue(const char *path, int in, int out)
{
    struct rows r = {50, 1, 10, 0};
    struct store *s = open_or_exit(path, (struct store_options){0});
    say(out, 'k');
    if (hear(in) && store_write(s, write_rows, &r, NULL) == STATUS_OK)
        say(out, 'd');
    store_close(s);
}

static void a_stopped_waiter_is_walked_around(void **state)
{
    struct rows r = {0, 1, 10, 0};
    int status;
    make_store(path_of(state));
    struct other holder = start_other(path_of(state), write_and_stop);
    struct other waiter = start_other(path_of(state), wait_in_queue);
    assert_int_equal(hear(holder.from), 'k');
    assert_int_equal(hear(waiter.from), 'k');
    say(waiter.to, 'g');
    nanosleep(&(struct timespec){0, 50000000}, NULL); /* it queues */
    kill(waiter.pid, SIGSTOP);
    waitpid(waiter.pid, &status, WUNTRACED);
    waitpid(holder.pid, &status, WUNTRACED);
    kill(holder.pid, SIGCONT);
    assert_int_equal(hear(holder.from), 'd');
    struct store *s = open_with(path_of(state), (struct store_options){.wait_ms = 5000});
    assert_int_equal(store_write(s, write_rows, &r, NULL), STATUS_OK);
    kill(waiter.pid, SIGCONT);
    assert_int_equal(hear(waiter.from), 'd');
    assert_int_equal(rows_in(s), 3);
    end_other(&holder);
    end_other(&waiter);
    store_close(s);
}

/* ---- the folder ---- */

static void assert_mode(const char *path, const char *name, mode_t want)
{
    struct stat st;
    char *file = file_in(path, name);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 07777, want);
    free(file);
}

static void files_are_for_the_owner_only(void **state)
{
    static const mode_t masks[] = {0, 077, 0277};
    static const char *const files[] = {"data.mdb", "lock.mdb", "lock",  "writer",
                                        "format",   "boot",     "users", "writer-queue"};
    for (size_t i = 0; i < 3; i++) {
        char *parent = file_in(((struct fixture *)*state)->dir, "a");
        mkdir(parent, 0755);
        free(parent);
        mode_t old = umask(masks[i]);
        make_store(path_of(state));
        umask(old);
        assert_mode(path_of(state), ".", 0700);
        for (size_t j = 0; j < sizeof files / sizeof *files; j++)
            assert_mode(path_of(state), files[j], 0600);
        test_rmtree(path_of(state));
    }
}

static void what_is_no_store_is_left_alone(void **state)
{
    const char *path = path_of(state);
    struct store_options create = {.create = true}, plain = {0};
    struct detail d = {{0}, 0};
    struct fixture *f = *state;
    assert_int_equal(open_status(path, plain, &d), STATUS_NOTFOUND);
    assert_non_null(strstr(d.text, "hoctap init"));
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(open_status(f->dir, plain, NULL), STATUS_NOTFOUND); /* an empty folder */
    char *own = file_in(f->dir, "letter.txt");
    test_write_file(own, "x", 1);
    assert_int_equal(open_status(own, plain, NULL), STATUS_NOTFOUND); /* a file */
    assert_int_equal(open_status(f->dir, create, NULL), STATUS_EXISTS);
    free(own);
    own = file_in(f->dir, "data.mdb");
    test_write_file(own, "x", 1);
    assert_int_equal(open_status(f->dir, plain, NULL), STATUS_INVALID); /* somebody else's LMDB */
    free(own);
    make_store(path);
    assert_int_equal(open_status(path, create, NULL), STATUS_EXISTS);
    assert_int_equal(open_status(path, plain, NULL), STATUS_OK);
    own = file_in(path, "format");
    test_write_file(own, "hoctap store 2\n", 15);
    assert_int_equal(open_status(path, plain, NULL), STATUS_TOO_NEW);
    test_write_file(own, "hello\n", 6);
    assert_int_equal(open_status(path, plain, NULL), STATUS_INVALID);
    test_write_file(own, "hoctap store 1 new\n", 19); /* the making was cut off */
    assert_int_equal(open_status(path, plain, NULL), STATUS_NOTFOUND);
    assert_int_equal(open_status(path, create, NULL), STATUS_OK);
    free(own);
}

static void addresses_and_read_only(void **state)
{
    struct buf uri = {0};
    struct rows r = {0, 1, 10, 0};
    struct detail d = {{0}, 0};
    make_store(path_of(state));
    buf_addf(&uri, "lmdb:%s", path_of(state));
    struct store *s = open_with(buf_str(&uri), (struct store_options){.read_only = true});
    assert_string_equal(store_path(s), path_of(state));
    assert_true(store_read_only(s));
    assert_int_equal(store_write(s, write_rows, &r, &d), STATUS_DENIED);
    assert_int_equal(rows_in(s), 0);
    store_close(s);
    store_close(NULL);
    s = open_with("mem:", (struct store_options){0});
    assert_string_equal(store_path(s), "");
    store_close(s);
    buf_release(&uri);
}

static void network_file_systems_are_refused(void **state)
{
    (void)state;
    assert_string_equal(lock_unsafe_fs(0x6969), "NFS");
    assert_string_equal(lock_unsafe_fs(0xFF534D42), "CIFS");
    assert_string_equal(lock_unsafe_fs(0xFFFFFFFFFE534D42U), "SMB2"); /* a signed f_type */
    assert_string_equal(lock_unsafe_fs(0x517B), "SMB");
    assert_string_equal(lock_unsafe_fs(0x65735546), "FUSE");
    static const uint64_t fine[] = {0xEF53, 0x01021994, 0x58465342, 0x9123683E, 0x794C7630};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_null(lock_unsafe_fs(fine[i])); /* ext4, tmpfs, xfs, btrfs, overlayfs */
}

/* ---- a full disk: a limit on the size of files is the nearest thing everybody can set ---- */

static void fill_disk(const char *path, int in, int out)
{
    struct store *s = open_or_exit(path, (struct store_options){0});
    struct rows r = {0, 3, 3000, 0};
    struct rlimit limit = {1 << 20, RLIM_INFINITY};
    struct detail d = {{0}, 0};
    enum status st = STATUS_OK;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    for (; !st && r.from < 3000; r.from += st ? 0 : 3)
        st = store_write(s, write_rows, &r, &d);
    say(out, st == STATUS_FULL || st == STATUS_IO ? 'f' : 'x');
    say(out, d.text[0] ? 't' : 'x');
    int acknowledged = r.from;
    say(out, store_read(s, count_rows, &r, NULL) || r.found != acknowledged ? 'x' : 'k');
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    if (st == STATUS_FULL) /* room again: it goes on; after an error it has to be opened anew */
        st = store_write(s, write_rows, &r, NULL);
    store_close(s);
    s = open_or_exit(path, (struct store_options){0});
    if (store_write(s, write_rows, &r, NULL) || store_read(s, count_rows, &r, NULL))
        _exit(6);
    say(out, r.found == acknowledged + 3 ? 'k' : 'x');
    store_close(s);
    hear(in);
}

static void a_full_disk_loses_nothing(void **state)
{
    make_store(path_of(state));
    struct other o = start_other(path_of(state), fill_disk);
    assert_int_equal(hear(o.from), 'f');
    assert_int_equal(hear(o.from), 't');
    assert_int_equal(hear(o.from), 'k');
    assert_int_equal(hear(o.from), 'k');
    assert_int_equal(end_other(&o), 0);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_map_grows_by_itself),
        TEST(another_process_may_grow_it),
        TEST(full_readers_wait_and_killed_ones_make_room),
        TEST(a_killed_reader_does_not_let_the_file_grow),
        TEST(a_snapshot_does_not_change),
        TEST(opening_and_closing_race),
        TEST(a_stopped_writer_is_named),
        TEST(a_killed_writer_leaves_nothing),
        TEST(a_stopped_waiter_is_walked_around),
        TEST(files_are_for_the_owner_only),
        TEST(what_is_no_store_is_left_alone),
        TEST(addresses_and_read_only),
        cmocka_unit_test(network_file_systems_are_refused),
        TEST(a_full_disk_loses_nothing),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
