/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A store whose map begins at 64 KiB grows under eight writers and four readers, some of which are
 * killed while it does: rows, counts and total stay in step, and all that was acknowledged is
 * there.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/store.h"
#include "tests/torture/torture.h"

enum { WRITERS = 8, READERS = 4, ALL = WRITERS + READERS, ROW = 3000, ROUND_SECONDS = 1 };

struct grown {
    uint32_t acked[WRITERS];
    unsigned long snapshots;
    struct detail why;
};

struct row {
    uint32_t writer, n;
};

static const struct store_options small = {.map_size = 1 << 16, .wait_ms = 20000};

static uint32_t number(struct store_tx *tx, struct span key)
{
    struct span v;
    uint32_t n = 0;
    if (store_get(tx, 1, key, &v) && v.n == sizeof n)
        memcpy(&n, v.p, sizeof n);
    return n;
}

static enum status add_row(struct store_tx *tx, void *context)
{
    static const char bytes[ROW];
    struct row *r = context;
    uint32_t total = number(tx, span_of("total")) + 1;
    r->n = number(tx, span_make(&r->writer, sizeof r->writer)) + 1;
    store_put(tx, 2, span_make(r, sizeof *r), span_make(bytes, ROW));
    store_put(tx, 1, span_make(&r->writer, sizeof r->writer), span_make(&r->n, sizeof r->n));
    store_put(tx, 1, span_of("total"), span_make(&total, sizeof total));
    return store_tx_status(tx);
}

struct sums {
    uint32_t rows[WRITERS], counts[WRITERS], total;
};

static enum status sum(struct store_tx *tx, void *context)
{
    struct sums *s = context;
    struct span k, v;
    struct row r;
    *s = (struct sums){.total = number(tx, span_of("total"))};
    for (uint32_t w = 0; w < WRITERS; w++)
        s->counts[w] = number(tx, span_make(&w, sizeof w));
    struct store_cursor *c = store_scan_prefix(tx, 2, span_of(""), 0);
    while (store_next(c, &k, &v)) {
        memcpy(&r, k.p, sizeof r);
        if (!store_verify(c) || r.writer >= WRITERS)
            return STATUS_CORRUPT;
        s->rows[r.writer]++;
    }
    return store_tx_status(tx);
}

static bool in_step(const struct sums *s)
{
    uint32_t all = 0;
    bool right = true;
    for (int w = 0; w < WRITERS; w++) {
        right = right && s->rows[w] == s->counts[w];
        all += s->rows[w];
    }
    return right && all == s->total;
}

static void work(const char *path, uint32_t me, struct grown *g)
{
    struct store *s;
    struct row row = {.writer = me};
    struct sums sums;
    if (store_open(&s, path, &small, &g->why))
        _exit(1);
    for (;;) {
        if (me < WRITERS) {
            if (store_write(s, add_row, &row, &g->why))
                _exit(2);
            g->acked[me] = row.n;
        } else {
            if (store_read(s, sum, &sums, &g->why))
                _exit(3);
            if (!in_step(&sums))
                _exit(4);
            __atomic_add_fetch(&g->snapshots, 1, __ATOMIC_RELAXED);
            usleep(1000);
        }
    }
}

static pid_t start(const char *path, int me, struct grown *g)
{
    pid_t pid = fork();
    torture_must(pid >= 0, "fork");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        work(path, (uint32_t)me, g);
    }
    return pid;
}

static void stop(struct scene_run *r, pid_t pid, const struct grown *g)
{
    int status;
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        torture_loss(r, "a process ended with %#x: %s", (unsigned)status, g->why.text);
}

static void look_back(struct scene_run *r, const char *path, struct grown *g)
{
    struct store *s;
    struct sums sums = {{0}, {0}, 0};
    struct store_info info = {0};
    struct detail d = {0};
    if (store_open(&s, path, &small, &d)) {
        torture_loss(r, "%s", d.text);
        return;
    }
    if (store_write(s, sum, &sums, &d) || !in_step(&sums) || store_stat(s, &info, &d))
        torture_loss(r, "afterwards not in step: %s", d.text);
    for (int w = 0; w < WRITERS; w++) {
        if (sums.rows[w] < g->acked[w])
            torture_loss(r, "writer %d: %u rows of %u", w, sums.rows[w], g->acked[w]);
        r->t.saves += g->acked[w];
    }
    if (info.map_size <= small.map_size)
        torture_loss(r, "the map did not grow");
    store_close(s);
    if (store_check(path, NULL, NULL, NULL, NULL, &d))
        torture_loss(r, "check: %s", d.text);
}

static void one_round(struct scene_run *r, double seconds)
{
    struct grown *g =
        mmap(NULL, sizeof *g, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *path = torture_in(r->fast, "grow");
    pid_t pid[ALL];
    struct store *s;
    struct store_options o = small;
    o.create = true;
    torture_must(g != MAP_FAILED && store_open(&s, path, &o, NULL) == STATUS_OK, path);
    store_close(s);
    for (int i = 0; i < ALL; i++)
        pid[i] = start(path, i, g);
    for (double end = torture_now() + seconds; torture_now() < end && !r->t.losses;) {
        usleep(5000 + torture_draw(&r->seed, 30000));
        int i = (int)torture_draw(&r->seed, ALL);
        stop(r, pid[i], g);
        pid[i] = start(path, i, g);
        r->t.kills++;
    }
    for (int i = 0; i < ALL; i++)
        stop(r, pid[i], g);
    look_back(r, path, g);
    r->t.snapshots += g->snapshots;
    torture_remove(path);
    free(path);
    munmap(g, sizeof *g);
}

static void run(struct scene_run *r)
{
    for (double end = torture_now() + r->seconds; torture_now() < end && !r->t.losses;) {
        double left = end - torture_now();
        one_round(r, left < ROUND_SECONDS ? left : ROUND_SECONDS);
    }
}

const struct scene scene_grow = {
    .name = "grow",
    .what = "a map of 64 KiB that grows under 8 writers and 4 readers",
    .share = 0.06,
    .run = run,
};
