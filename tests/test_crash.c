/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A store on a disk that fails: what was acknowledged is there, what was not is whole or absent.
 * (tests/torture does the same to whole commands, and kills processes among others.)
 *
 * Run with "script DIR" this program is its own victim: it makes a store and saves five times, and
 * tests/preload/faultfs.c makes one of its calls fail. FULL=1 tries every call in every way.
 */
#include "tests/support.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "locale/status.h"
#include "storage/store.h"

#ifdef __SANITIZE_ADDRESS__
enum { STRIDE = 5 }; /* a start takes ten times as long */
#else
enum { STRIDE = 1 };
#endif

enum { SAVES = 5, TABLES = 4, LARGE = 20000 };

static char *in(const char *dir, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", dir, name);
    return buf_detach(&b);
}

/* ---- the script ---- */

static void value_of(int save, int table, struct buf *out)
{
    buf_reset(out);
    for (int i = 0; i < (table == 3 ? LARGE : 200); i++)
        buf_addc(out, (char)(save * 31 + table * 7 + i));
}

static enum status save(struct store_tx *tx, void *context)
{
    int n = *(int *)context;
    struct buf v = {0};
    for (int t = 0; t < TABLES; t++) {
        value_of(n, t, &v);
        store_put(tx, (unsigned)t, span_make(&n, sizeof n), buf_span(&v));
        store_put(tx, (unsigned)t, span_of("latest"), buf_span(&v)); /* and something replaced */
    }
    buf_release(&v);
    return store_tx_status(tx);
}

/* Prints one letter a save: '+' acknowledged, '-' refused; '!' is a broken promise. */
static int script(const char *dir)
{
    struct store_options o = {.create = true, .map_size = 1 << 16};
    struct store *s;
    char *path = in(dir, "store"), *mark = in(path, "suspect");
    bool failed_disk = false, sticky = !strcmp(getenv("FAULT_MODE"), "sticky");
    if (store_open(&s, path, &o, NULL))
        return 3;
    for (int n = 1; n <= SAVES; n++) {
        struct detail d = {{0}, 0};
        enum status st = store_write(s, save, &n, &d);
        char letter = st ? '-' : '+';
        if (st == STATUS_IO && !sticky && access(mark, F_OK))
            letter = '!'; /* the next to open would not know */
        if ((st && !d.text[0]) || (failed_disk && st != STATUS_IO))
            letter = '!';
        failed_disk = failed_disk || st == STATUS_IO;
        if (write(1, &letter, 1) != 1)
            return 4;
    }
    store_close(s);
    free(path);
    free(mark);
    return 0;
}

struct outcome {
    char letters[SAVES + 2];
    int status;
    bool hit;
};

static struct outcome run_script(const char *dir, const char *mode, int at)
{
    struct outcome o = {.status = -1};
    char number[16], self[1024], *hit = in(dir, "hit"), *path = in(dir, "store");
    int ends[2];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = 0;
    snprintf(number, sizeof number, "%d", at);
    struct buf preload = {0};
    buf_addf(&preload, "%s/faultfs.so", test_build());
    if (access(buf_str(&preload), R_OK))
        fail_msg("%s is missing", buf_str(&preload));
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        setenv("LD_PRELOAD", buf_str(&preload), 1);
        setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
        setenv("FAULT_PATH", path, 1);
        setenv("FAULT_AT", number, 1);
        setenv("FAULT_MODE", mode, 1);
        setenv("FAULT_HIT", hit, 1);
        dup2(ends[1], 1);
        execl(self, self, "script", dir, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    size_t got = 0;
    while (got <= SAVES && (n = read(ends[0], o.letters + got, 1)) > 0)
        got++;
    close(ends[0]);
    waitpid(pid, &o.status, 0);
    o.hit = access(hit, F_OK) == 0;
    free(hit);
    free(path);
    buf_release(&preload);
    return o;
}

struct found {
    int whole[SAVES + 1]; /* how many tables hold save n as it should be */
    int latest[SAVES + 1];
};

static enum status look(struct store_tx *tx, void *context)
{
    struct found *f = context;
    struct span v;
    struct buf want = {0};
    *f = (struct found){0};
    for (int n = 1; n <= SAVES; n++)
        for (int t = 0; t < TABLES; t++) {
            value_of(n, t, &want);
            f->whole[n] += store_get(tx, (unsigned)t, span_make(&n, sizeof n), &v) &&
                           span_eq(v, buf_span(&want));
            f->latest[n] +=
                store_get(tx, (unsigned)t, span_of("latest"), &v) && span_eq(v, buf_span(&want));
        }
    buf_release(&want);
    return store_tx_status(tx);
}

static void verify(const char *dir, const struct outcome *o, const char *what)
{
    struct store *s;
    struct found f;
    struct detail d = {{0}, 0};
    char *path = in(dir, "store");
    enum status st = store_open(&s, path, &(struct store_options){0}, &d);
    if (st == STATUS_NOTFOUND && !o->letters[0]) /* it never came to be: it can be made now */
        st = store_open(&s, path, &(struct store_options){.create = true}, &d);
    if (st)
        fail_msg("%s: %s", what, d.text);
    if (store_read(s, look, &f, &d))
        fail_msg("%s: %s", what, d.text);
    int last = 0, latest = 0;
    for (int n = 1; n <= SAVES; n++) {
        if (f.whole[n] != 0 && f.whole[n] != TABLES)
            fail_msg("%s: save %d is torn", what, n);
        if (o->letters[n - 1] == '+' && !f.whole[n])
            fail_msg("%s: save %d was acknowledged and is lost", what, n);
        if (o->letters[n - 1] == '!')
            fail_msg("%s: refused without a word, or went on after an error", what);
        last = f.whole[n] ? n : last;
        latest = f.latest[n] == TABLES ? n : latest;
    }
    if (latest != last)
        fail_msg("%s: latest is %d, not %d", what, latest, last);
    int again = SAVES;
    if (store_write(s, save, &again, &d)) /* and it can be worked with */
        fail_msg("%s: %s", what, d.text);
    store_close(s);
    if (store_check(path, NULL, NULL, NULL, NULL, &d))
        fail_msg("%s: %s", what, d.text);
    free(path);
}

/* A folder in memory when there is one: thousands of syncs cost nothing there. */
static char *fast_dir(void)
{
    char *path = strdup("/dev/shm/hoctap-test-XXXXXX");
    if (access("/dev/shm", W_OK) == 0 && mkdtemp(path))
        return path;
    free(path);
    return test_tmpdir();
}

static bool one_fault(const char *mode, int at)
{
    char what[64], *dir = fast_dir();
    snprintf(what, sizeof what, "%s at call %d", mode, at);
    struct outcome o = run_script(dir, mode, at);
    bool killed = WIFSIGNALED(o.status);
    if (killed && (strcmp(mode, "kill") != 0 || WTERMSIG(o.status) != SIGKILL))
        fail_msg("%s: ended by signal %d", what, WTERMSIG(o.status));
    if (!killed && WEXITSTATUS(o.status) != 0 && WEXITSTATUS(o.status) != 3)
        fail_msg("%s: exit status %d", what, WEXITSTATUS(o.status));
    verify(dir, &o, what);
    test_rmtree(dir);
    free(dir);
    return o.hit;
}

static void every_call_may_fail(void **state)
{
    static const char *const modes[] = {"kill", "eio", "enospc", "short", "sticky"};
    bool full = getenv("FULL") != NULL, more = true;
    int at;
    (void)state;
    for (at = 1; more && at < 2000; at += full ? 1 : STRIDE) {
        more = false;
        for (int m = 0; m < 5; m++) /* in short: kill, and one of the others in turn */
            if (full || m == 0 || m == 1 + at / STRIDE % 4)
                more = one_fault(modes[m], at) || more;
    }
    print_message("%d calls\n", at - 1);
    assert_true(at > 30); /* it has been at many */
}

static void without_a_fault_all_is_saved(void **state)
{
    char *dir = fast_dir();
    (void)state;
    struct outcome o = run_script(dir, "eio", 0);
    assert_int_equal(o.status, 0);
    assert_string_equal(o.letters, "+++++");
    verify(dir, &o, "no fault");
    test_rmtree(dir);
    free(dir);
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "script"))
        return script(argv[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_fault_all_is_saved),
        cmocka_unit_test(every_call_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
