/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backups while eight writers work: each is one moment of the store. It is restored, which compares
 * the fingerprints of all years and checks every record; and nobody waits for it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/backup.h"
#include "tests/torture/world.h"

/* A save takes about a millisecond; ten seconds is when a save gives up. */
enum { LONGEST_WAIT_US = 5000000 };

struct going {
    volatile bool stop;
    struct detail why;
};

static void write_on(const char *db, struct world *w, struct going *g, int me, uint64_t seed)
{
    struct book *b = world_open(db, false, &g->why);
    if (!b)
        _exit(1);
    while (!g->stop)
        if (world_change(b, w, me, &seed, &g->why) != STATUS_OK)
            _exit(2);
    book_close(b);
    _exit(0);
}

static void back_up(struct scene_run *r, struct book *b, bool restore)
{
    char *file = torture_in(r->dir, "hot.backup"), *to = torture_in(r->fast, "hot");
    struct backup_info info;
    struct detail d = {0};
    if (backup_write(b, &world_who, file, &(struct backup_ask){0}, &info, &d) != STATUS_OK)
        torture_loss(r, "backup: %s", d.text);
    else if (restore && restore_book(file, to, &world_who, &info, &d) != STATUS_OK)
        torture_loss(r, "restore: %s", d.text);
    r->t.snapshots++;
    struct book *copy = restore && !r->t.losses ? world_open(to, true, &d) : NULL;
    if (copy && world_snapshot(copy, &d) != STATUS_OK)
        torture_loss(r, "the backup is not of one moment: %s", d.text);
    book_close(copy);
    torture_remove(to);
    free(file);
    free(to);
}

static void run(struct scene_run *r)
{
    struct world *w = world_share();
    struct going *g =
        mmap(NULL, sizeof *g, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *db = torture_in(r->dir, "db");
    struct detail d = {0};
    pid_t pid[WORLD_WRITERS];
    torture_must(g != MAP_FAILED, "mmap");
    world_make(db);
    for (int i = 0; i < WORLD_WRITERS; i++)
        if ((pid[i] = fork()) == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            write_on(db, w, g, i, r->seed + (unsigned)i);
        }
    struct book *b = world_open(db, false, &d);
    torture_must(b != NULL, d.text);
    double end = torture_now() + r->seconds;
    for (int i = 0; torture_now() < end && !r->t.losses; i++)
        back_up(r, b, i % 2 == 0);
    g->stop = true;
    uint64_t slowest = 0;
    for (int i = 0, status; i < WORLD_WRITERS; i++) {
        if (waitpid(pid[i], &status, 0) != pid[i] || status)
            torture_loss(r, "a writer ended with %#x: %s", (unsigned)status, g->why.text);
        r->t.saves += w->w[i].saves;
        slowest = w->w[i].slowest_us > slowest ? w->w[i].slowest_us : slowest;
    }
    if (slowest > LONGEST_WAIT_US)
        torture_loss(r, "a save took %llu ms", (unsigned long long)slowest / 1000);
    if (world_compare(b, w, -1, &d))
        torture_loss(r, "%s", d.text);
    book_close(b);
    torture_note(r, "slowest of %lu saves beside %lu backups: %llu ms", r->t.saves, r->t.snapshots,
                 (unsigned long long)slowest / 1000);
    free(db);
    munmap(g, sizeof *g);
}

const struct scene scene_hot = {
    .name = "hot",
    .what = "backups while 8 writers work, restored and compared",
    .share = 0.08,
    .run = run,
};
