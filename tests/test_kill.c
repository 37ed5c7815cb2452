/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writers that are killed in the middle: every acknowledged save is there afterwards, nobody is
 * stuck behind the dead, and check finds nothing. FULL=1 runs for a minute.
 */
#include "tests/support.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/check.h"
#include "core/save.h"

enum { WRITERS = 6, SIZE_MAX_TESTED = 60 };

/* What a writer has been told is on disk; lives through its death. */
struct acked {
    uint64_t id[WRITERS];
    uint32_t version[WRITERS];
    uint64_t saves;
};

static const struct caller who = {
    .name = "kill", .role = ROLE_OFFICER, .source = "test", .today = 46347};

static void set(struct record *r, const char *field, const char *text)
{
    int i = entity_field(r->e, field);
    assert_int_equal(field_parse(&r->e->fields[i], span_of(text), NULL, &r->v[i]), REASON_NONE);
}

static struct book *open_book(const char *db)
{
    struct book *b;
    struct detail d = {0};
    if (book_open(&b, db, false, &who, &d) != STATUS_OK) {
        fprintf(stderr, "open: %s\n", d.text);
        _exit(1);
    }
    return b;
}

struct get {
    uint64_t id;
    struct record r;
    enum status s;
};

static enum status get_fn(struct book_tx *t, void *context)
{
    struct get *g = context;
    record_release(&g->r);
    g->s = book_get(t, g->id, &g->r);
    return STATUS_OK;
}

/* Changes its household for ever and notes what was acknowledged. */
static void writer(const char *db, struct acked *a, int me)
{
    struct book *b = open_book(db);
    for (unsigned n = 0;; n++) {
        struct get g = {.id = a->id[me]};
        struct detail d = {0};
        char size[16];
        if (book_read(b, &who, get_fn, &g, &d) != STATUS_OK || g.s != STATUS_OK)
            _exit(2);
        snprintf(size, sizeof size, "%u", 1 + (g.r.version + n) % SIZE_MAX_TESTED);
        set(&g.r, "size", size);
        /* Of a writer killed between its commit and LMDB's note of it the next writer is the first
         * to see the commit: it is told of a conflict, reads again and goes on. */
        enum status s = save_one(b, &who, &g.r, NULL, &d);
        if (s == STATUS_CONFLICT && n == 0) {
            record_release(&g.r);
            continue;
        }
        if (s != STATUS_OK) {
            fprintf(stderr, "save: %s\n", d.text);
            _exit(3);
        }
        a->version[me] = g.r.version;
        __atomic_add_fetch(&a->saves, 1, __ATOMIC_RELAXED);
        record_release(&g.r);
    }
}

static pid_t start(const char *db, struct acked *a, int me)
{
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */
        writer(db, a, me);
    }
    assert_true(pid > 0);
    return pid;
}

static void make_store(const char *db, struct acked *a)
{
    struct book *b;
    struct detail d = {0};
    struct book_init init = {.scheme = UNIT_2025, .name = "Xã Triệu Sơn"};
    assert_true(unit_parse(span_of("15664"), UNIT_2025, &init.commune));
    if (book_create(&b, db, &init, &who, &d) != STATUS_OK)
        fail_msg("%s", d.text);
    struct record h;
    record_init(&h, entity_by_id(ENTITY_HAMLET));
    set(&h, "name", "Thôn 1");
    assert_int_equal(save_one(b, &who, &h, NULL, &d), STATUS_OK);
    record_release(&h);
    for (int i = 0; i < WRITERS; i++) {
        struct record r;
        record_init(&r, entity_by_id(ENTITY_HOUSEHOLD));
        set(&r, "hamlet", "15664001");
        set(&r, "head", "Lê Thế Tuấn");
        assert_int_equal(save_one(b, &who, &r, NULL, &d), STATUS_OK);
        a->id[i] = r.id;
        a->version[i] = r.version;
        record_release(&r);
    }
    book_close(b);
}

static void see(void *context, const char *text)
{
    (void)context;
    print_error("%s\n", text);
}

static void killed_writers_lose_nothing(void **state)
{
    char *dir = test_tmpdir();
    struct buf db = {0};
    struct acked *a =
        mmap(NULL, sizeof *a, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pid[WRITERS];
    unsigned seed = 1, kills = 0;
    double seconds = getenv("FULL") ? 60 : 2;
    struct timespec begin, now;
    (void)state;
    buf_addf(&db, "%s/db", dir);
    make_store(buf_str(&db), a);
    for (int i = 0; i < WRITERS; i++)
        pid[i] = start(buf_str(&db), a, i);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    do {
        seed = seed * 1103515245 + 12345;
        int k = (int)(seed >> 16) % WRITERS;
        usleep(4000 + (seed >> 8) % 12000);
        kill(pid[k], SIGKILL);
        int st;
        assert_int_equal(waitpid(pid[k], &st, 0), pid[k]);
        if (WIFEXITED(st))
            fail_msg("a writer gave up with %d", WEXITSTATUS(st));
        kills++;
        pid[k] = start(buf_str(&db), a, k);
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9 <
             seconds);
    for (int i = 0; i < WRITERS; i++) {
        kill(pid[i], SIGKILL);
        waitpid(pid[i], NULL, 0);
    }
    struct detail d = {0};
    assert_int_equal(check_book(buf_str(&db), see, NULL, &d), STATUS_OK);
    struct book *b = open_book(buf_str(&db));
    for (int i = 0; i < WRITERS; i++) {
        struct get g = {.id = a->id[i]};
        assert_int_equal(book_read(b, &who, get_fn, &g, &d), STATUS_OK);
        assert_int_equal(g.s, STATUS_OK);
        assert_true(g.r.version >= a->version[i]); /* one more may be on disk, unacknowledged */
        assert_true(g.r.version <= a->version[i] + 1);
        record_release(&g.r);
    }
    book_close(b);
    print_message("%u kills, %llu saves, 0 lost\n", kills, (unsigned long long)a->saves);
    assert_true(kills > 20 && a->saves > 0);
    munmap(a, sizeof *a);
    buf_release(&db);
    test_rmtree(dir);
    free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_writers_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
