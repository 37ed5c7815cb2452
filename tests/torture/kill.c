/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kill -9 among eight writers and four readers: every acknowledged save is there, no snapshot is
 * torn, and nobody waits behind the dead.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/torture/world.h"

enum { READERS = 4, PROCESSES = WORLD_WRITERS + READERS, ROUND_SECONDS = 20 };

struct counts {
    unsigned long snapshots, checks;
    struct detail why; /* of the first process that gave up */
};

struct round {
    struct world *w;
    struct counts *c;
    const char *db;
    pid_t pid[PROCESSES];
    uint64_t seed;
};

/* An exit status is a broken promise; a process is meant to be killed. */
static void give_up(struct round *r, int status)
{
    struct detail *d = &r->c->why;
    fprintf(stderr, "# process gave up (%d): %s\n", status, d->text);
    _exit(status);
}

static struct book *open_or_give_up(struct round *r, bool read_only)
{
    struct book *b = world_open(r->db, read_only, &r->c->why);
    if (!b)
        give_up(r, 2);
    return b;
}

static void write_on(struct round *r, int me, uint64_t seed)
{
    struct detail *d = &r->c->why;
    struct book *b = open_or_give_up(r, false);
    if (world_compare(b, r->w, me, d)) /* what my predecessor was promised */
        give_up(r, 3);
    for (int i = 1;; i++) {
        if (world_change(b, r->w, me, &seed, d) != STATUS_OK)
            give_up(r, 4);
        if (i % 64 == 0) { /* coming and going is part of it */
            book_close(b);
            b = open_or_give_up(r, false);
        }
    }
}

static void read_on(struct round *r, int me)
{
    struct detail *d = &r->c->why;
    struct book *b = open_or_give_up(r, true);
    for (int i = 1;; i++) {
        if (world_snapshot(b, d) != STATUS_OK)
            give_up(r, 5);
        __atomic_add_fetch(&r->c->snapshots, 1, __ATOMIC_RELAXED);
        if (me == 0 && i % 8 == 0) { /* core's own check, while all goes on */
            if (world_check(r->db, d))
                give_up(r, 6);
            __atomic_add_fetch(&r->c->checks, 1, __ATOMIC_RELAXED);
        }
        if (i % 16 == 0) {
            book_close(b);
            b = open_or_give_up(r, true);
        }
        usleep(2000);
    }
}

static void start(struct round *r, int i)
{
    uint64_t seed = r->seed + (uint64_t)i * 7919;
    torture_draw(&r->seed, 2);
    r->pid[i] = fork();
    torture_must(r->pid[i] >= 0, "fork");
    if (r->pid[i])
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */
    if (i < WORLD_WRITERS)
        write_on(r, i, seed);
    else
        read_on(r, i - WORLD_WRITERS);
}

static void stop(struct scene_run *run, struct round *r, int i)
{
    int status;
    kill(r->pid[i], SIGKILL);
    waitpid(r->pid[i], &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        torture_loss(run, "process %d ended with %#x: %s", i, (unsigned)status, r->c->why.text);
}

static void look_back(struct scene_run *run, struct round *r)
{
    struct detail d = {0};
    struct book *b = world_open(r->db, false, &d);
    if (!b) {
        torture_loss(run, "%s", d.text);
        return;
    }
    if (world_compare(b, r->w, -1, &d) || world_snapshot(b, &d) != STATUS_OK)
        torture_loss(run, "%s", d.text);
    book_close(b);
    if (world_check(r->db, &d))
        torture_loss(run, "check: %s", d.text);
    uint64_t least = UINT64_MAX, most = 0;
    for (int i = 0; i < WORLD_WRITERS; i++) {
        uint64_t n = r->w->w[i].saves;
        run->t.saves += n;
        least = n < least ? n : least;
        most = n > most ? n : most;
    }
    if (least * 20 < most)
        torture_loss(run, "a writer was starved: %llu saves beside %llu", (unsigned long long)least,
                     (unsigned long long)most);
}

static void one_round(struct scene_run *run, struct counts *c, int number, double seconds)
{
    char name[32];
    snprintf(name, sizeof name, "kill%d", number);
    char *db = torture_in(run->dir, name);
    struct round r = {.w = world_share(), .c = c, .db = db, .seed = run->seed + (unsigned)number};
    double end = torture_now() + seconds;
    world_make(db);
    for (int i = 0; i < PROCESSES; i++)
        start(&r, i);
    while (torture_now() < end && !run->t.losses) {
        usleep(2000 + torture_draw(&r.seed, 30000));
        int i = (int)torture_draw(&r.seed, PROCESSES);
        stop(run, &r, i);
        run->t.kills++;
        start(&r, i);
    }
    for (int i = 0; i < PROCESSES; i++)
        stop(run, &r, i);
    look_back(run, &r);
    munmap(r.w, sizeof *r.w);
    torture_remove(db);
    free(db);
}

static void run(struct scene_run *r)
{
    struct counts *c =
        mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    torture_must(c != MAP_FAILED, "mmap");
    double end = torture_now() + r->seconds;
    for (int i = 0; torture_now() < end && !r->t.losses; i++) {
        double left = end - torture_now();
        one_round(r, c, i, left < ROUND_SECONDS ? left : ROUND_SECONDS);
    }
    r->t.snapshots = c->snapshots + c->checks;
    if (!r->t.kills || !r->t.saves || !r->t.snapshots)
        torture_loss(r, "nothing was tried");
    munmap(c, sizeof *c);
}

const struct scene scene_kill = {
    .name = "kill",
    .what = "writers and readers killed among 8 writers and 4 readers",
    .share = 0.30,
    .run = run,
};
