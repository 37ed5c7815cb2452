/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every call that writes, syncs, cuts or renames a file, of a save, an import, a backup, a restore,
 * a merge and a draft, fails once in every way (tests/preload/faultfs.c). Afterwards there is all
 * or nothing of what was asked for, what was acknowledged is there, the check finds no fault, and
 * the same thing asked for again is done.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/torture/tasks.h"

enum { WORKERS = 2, SAVED = 3 };
enum { MODES = 5, LATER = MODES, CALLS_MAX = 600, LATEST_US = 40000 };

/* The last is killed at any time, not at a call. */
static const char *const modes[MODES + 1] = {"eio", "enospc", "short", "sticky", "kill", "later"};

/* ---- one try ---- */

struct combination {
    uint16_t call;
    uint8_t task, mode;
};

struct shared {
    struct tally t;
    unsigned long next;
    int calls[TASKS];
};

static int try_it(const struct scene_run *r, const struct place *p, const struct combination *c,
                  const char *total)
{
    struct buf lib = {0}, path = {0}, at = {0}, mode = {0}, count = {0};
    buf_addf(&lib, "LD_PRELOAD=%s/faultfs.so", torture_build());
    buf_addf(&path, "FAULT_PATH=%s", p->dir);
    buf_addf(&at, "FAULT_AT=%d", c->call);
    buf_addf(&mode, "FAULT_MODE=%s", modes[c->mode]);
    buf_addf(&count, "FAULT_TOTAL=%s", total ? total : "");
    const char *const env[] = {buf_str(&lib),  buf_str(&path),  buf_str(&at),
                               buf_str(&mode), buf_str(&count), NULL};
    int status = task_attempt((enum task)c->task, p, r->self, env, 0);
    buf_release(&lib);
    buf_release(&path);
    buf_release(&at);
    buf_release(&mode);
    buf_release(&count);
    return status;
}

static void one(struct scene_run *r, const struct place *p, const char *base,
                const struct combination *c)
{
    struct detail d = {0};
    struct stat said;
    place_renew(p, base);
    int status = c->mode == LATER
                     ? task_attempt((enum task)c->task, p, r->self, NULL, (1 + c->call) / 1e6)
                     : try_it(r, p, c, NULL);
    bool killed = WIFSIGNALED(status), meant = strcmp(modes[c->mode], "kill") == 0;
    meant = meant || c->mode == LATER;
    bool done = !killed && WEXITSTATUS(status) == 0;
    const char *why = NULL;
    r->t.faults += c->mode != LATER;
    r->t.kills += killed;
    if (killed && (!meant || WTERMSIG(status) != SIGKILL))
        why = "it crashed";
    else if (!killed && !done && (stat(p->said, &said) || said.st_size == 0))
        why = "it failed without a word";
    if (!why)
        why = task_judge((enum task)c->task, p, done, &d);
    r->t.saves += (unsigned long)task_acknowledged(p);
    if (!why && (enum task)c->task != TASK_SAVE) { /* the disk is well again */
        if (done && (enum task)c->task == TASK_RESTORE)
            return;
        status = task_attempt((enum task)c->task, p, r->self, NULL, 0);
        bool there = (enum task)c->task == TASK_RESTORE && WEXITSTATUS(status) == 3;
        done = WIFEXITED(status) && (WEXITSTATUS(status) == 0 || there ||
                                     ((enum task)c->task == TASK_IMPORT &&
                                      WEXITSTATUS(status) == 1)); /* all rows are there already */
        why = done ? task_judge((enum task)c->task, p, true, &d) : "asked for again, it fails";
        if (!why && !there && task_leftovers(p))
            why = "something unfinished is left";
    }
    if (why)
        torture_loss(r, "%s, call %d, %s: %s", task_name((enum task)c->task), c->call,
                     modes[c->mode], why);
}

/* How many calls there are to fail. */
static int count_calls(struct scene_run *r, const struct place *p, const char *base, enum task task)
{
    struct combination c = {.task = (uint8_t)task};
    char *total = torture_in(r->fast, "total");
    int n = 0;
    place_renew(p, base);
    int status = try_it(r, p, &c, total);
    FILE *f = fopen(total, "r");
    struct detail d = {0};
    const char *why = task_judge(task, p, true, &d);
    if (status || why || !f || fscanf(f, "%d", &n) != 1 || n < 3)
        torture_loss(r, "%s fails without a fault (%#x): %s", task_name(task), (unsigned)status,
                     why ? why : "");
    if (f)
        fclose(f);
    free(total);
    return n < CALLS_MAX ? n : CALLS_MAX;
}

static void worker(struct scene_run *r, struct shared *s, const struct combination *all, size_t n,
                   int me, double end)
{
    char name[16];
    snprintf(name, sizeof name, "w%d", me);
    char *dir = torture_in(r->fast, name);
    mkdir(dir, 0700);
    struct place p = place_at(dir, SAVED);
    r->t = (struct tally){0};
    r->seed += (unsigned)me;
    while (torture_now() < end) {
        unsigned long i = __atomic_fetch_add(&s->next, 1, __ATOMIC_RELAXED);
        struct combination later = {.mode = LATER};
        later.task = (uint8_t)torture_draw(&r->seed, TASKS);
        later.call = (uint16_t)torture_draw(&r->seed, LATEST_US);
        one(r, &p, r->fast, i < n ? &all[i] : &later);
    }
    place_release(&p);
    free(dir);
    __atomic_add_fetch(&s->t.faults, r->t.faults, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&s->t.kills, r->t.kills, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&s->t.saves, r->t.saves, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&s->t.losses, r->t.losses, __ATOMIC_SEQ_CST);
}

static struct combination *combinations(struct scene_run *r, const int calls[TASKS], size_t *n)
{
    struct combination *all = NULL;
    *n = 0;
    for (int t = 0; t < TASKS; t++)
        *n += (size_t)calls[t] * MODES;
    all = calloc(*n ? *n : 1, sizeof *all);
    size_t k = 0;
    for (int t = 0; t < TASKS; t++)
        for (int c = 1; c <= calls[t]; c++)
            for (int m = 0; m < MODES; m++)
                all[k++] = (struct combination){(uint16_t)c, (uint8_t)t, (uint8_t)m};
    for (size_t i = *n; i > 1; i--) { /* in any order, so that a short run sees some of all */
        size_t j = torture_draw(&r->seed, (uint32_t)i);
        struct combination x = all[i - 1];
        all[i - 1] = all[j];
        all[j] = x;
    }
    return all;
}

static void run(struct scene_run *r)
{
    struct shared *s =
        mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    torture_must(s != MAP_FAILED, "mmap");
    double end = torture_now() + r->seconds;
    char *probe = torture_in(r->fast, "probe");
    mkdir(probe, 0700);
    struct place p = place_at(probe, SAVED);
    place_prepare(r->fast);
    for (int t = 0; t < TASKS; t++)
        s->calls[t] = count_calls(r, &p, r->fast, (enum task)t);
    size_t n;
    struct combination *all = combinations(r, s->calls, &n);
    pid_t pid[WORKERS];
    for (int i = 0; i < WORKERS && !r->t.losses; i++)
        if ((pid[i] = fork()) == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            worker(r, s, all, n, i, end);
            _exit(0);
        }
    for (int i = 0, status; i < WORKERS && !r->t.losses; i++)
        if (waitpid(pid[i], &status, 0) != pid[i] || status)
            s->t.losses++;
    s->t.losses += r->t.losses;
    r->t = s->t;
    torture_note(r,
                 "%lu of %zu (calls: save %d, draft %d, import %d, backup %d, restore %d, "
                 "merge %d; 5 ways each)",
                 r->t.faults, n, s->calls[0], s->calls[1], s->calls[2], s->calls[3], s->calls[4],
                 s->calls[5]);
    free(all);
    free(probe);
    place_release(&p);
    munmap(s, sizeof *s);
}

const struct scene scene_sweep = {
    .name = "sweep",
    .what =
        "every write, sync and rename of save, draft, import, backup, restore, merge fails once",
    .share = 0.24,
    .run = run,
    .victim = task_victim,
};
