/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Locks between processes: one at a time, nobody starved, the holder named, a wait with a limit.
 */
#include "tests/support.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "storage/lock.h"
#include "storage/lock_queue.h"

enum { PROCESSES = 6, RUN_MS = 400, HOLD_US = 500 };

struct fixture {
    char *dir;
    int folder;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->dir = test_tmpdir();
    f->folder = open(f->dir, O_RDONLY | O_DIRECTORY);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    close(f->folder);
    test_rmtree(f->dir);
    free(f->dir);
    free(f);
    return 0;
}

static struct lock *open_lock(void **state)
{
    struct lock *l;
    if (lock_open(&l, ((struct fixture *)*state)->folder, "writer", NULL))
        _exit(9);
    return l;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct shared {
    volatile int inside, clashes, counts[PROCESSES];
};

static void take_again_and_again(void **state, struct shared *s, int who)
{
    struct lock *l = open_lock(state);
    for (int64_t end = now_ms() + RUN_MS; now_ms() < end;) {
        if (!lock_take(l, "p", 5000))
            _exit(1);
        if (s->inside++)
            s->clashes++;
        nanosleep(&(struct timespec){0, HOLD_US * 1000}, NULL);
        s->inside--;
        s->counts[who]++;
        lock_release(l);
    }
    _exit(0);
}

static void one_at_a_time_and_nobody_starves(void **state)
{
    struct shared *s =
        mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int least = 1 << 30, most = 0, status;
    assert_true(s != MAP_FAILED);
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            take_again_and_again(state, s, i);
    while (wait(&status) > 0)
        assert_int_equal(status, 0);
    for (int i = 0; i < PROCESSES; i++) {
        least = s->counts[i] < least ? s->counts[i] : least;
        most = s->counts[i] > most ? s->counts[i] : most;
    }
    assert_int_equal(s->clashes, 0);
    print_message("least %d, most %d\n", least, most);
    assert_true(least >= 3 && least * 3 >= most); /* without the queue: 1 to 500 */
    munmap(s, sizeof *s);
}

static void the_holder_is_named_and_the_wait_ends(void **state)
{
    struct lock *a = open_lock(state), *b = open_lock(state);
    struct lock_holder h;
    struct detail d = {{0}, 0};
    assert_false(lock_read_holder(a, &h));
    assert_true(lock_take(a, "Nguyễn Thị Lan", 0));
    int64_t start = now_ms();
    assert_false(lock_take(b, "Hòa", 60));
    assert_in_range(now_ms() - start, 55, 2000);
    assert_false(lock_take(b, "Hòa", 0));
    assert_true(lock_read_holder(b, &h));
    assert_string_equal(h.name, "Nguyễn Thị Lan");
    assert_int_equal(h.pid, getpid());
    assert_int_equal(lock_busy(b, "đang ghi", &d), STATUS_BUSY);
    assert_int_equal(strncmp(d.text, "Nguyễn Thị Lan đang ghi từ ", 30), 0);
    lock_release(a);
    assert_true(lock_take(b, NULL, 0));
    assert_true(lock_read_holder(a, &h));
    assert_string_equal(h.name, ""); /* and nothing is left of the longer name */
    lock_busy(b, "đang ghi", &d);
    assert_int_equal(strncmp(d.text, "Một phiên khác đang ghi", 25), 0);
    lock_close(a);
    lock_close(b);
    lock_close(NULL);
}

static void long_names_are_cut_at_a_character(void **state)
{
    struct lock *a = open_lock(state);
    struct lock_holder h;
    struct buf b = {0};
    for (int i = 0; i < 60; i++)
        buf_adds(&b, "ế");
    for (int i = 0; i < 3; i++, buf_addc(&b, 'x')) {
        char name[300];
        snprintf(name, sizeof name, "%.*s%s", i, "xx", buf_str(&b));
        assert_true(lock_take(a, name, 0));
        assert_true(lock_read_holder(a, &h));
        assert_int_equal((strlen(h.name) - (size_t)i) % 3, 0);
        assert_in_range(strlen(h.name), 90, 99);
        lock_release(a);
    }
    buf_release(&b);
    lock_close(a);
}

static void tickets_are_served_in_order(void **state)
{
    int folder = ((struct fixture *)*state)->folder;
    int a = lock_file(folder, "q"), b = lock_file(folder, "q"), c = lock_file(folder, "q");
    uint64_t ta, tb, tc;
    assert_true(lock_queue_empty(a));
    if (!lock_queue_draw(a, &ta))
        skip(); /* no such locks on this kernel: then there is no order, and nothing else */
    assert_true(lock_queue_draw(b, &tb) && lock_queue_draw(c, &tc));
    assert_true(ta < tb && tb < tc);
    assert_true(lock_queue_my_turn(a, ta));
    assert_false(lock_queue_my_turn(b, tb));
    assert_false(lock_queue_my_turn(c, tc));
    lock_queue_leave(a, ta, true);
    assert_int_equal(lock_queue_served(c), ta);
    assert_true(lock_queue_my_turn(b, tb));
    assert_false(lock_queue_my_turn(c, tc));
    close(b); /* died */
    assert_true(lock_queue_my_turn(c, tc));
    assert_false(lock_queue_empty(a));
    lock_queue_leave(c, tc, false);
    assert_true(lock_queue_empty(a));
    close(a);
    close(c);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_at_a_time_and_nobody_starves),
        TEST(the_holder_is_named_and_the_wait_ends),
        TEST(long_names_are_cut_at_a_character),
        TEST(tickets_are_served_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
