/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the scenes of `make torture` share. A scene breaks something in one way (kills, failing
 * calls, power cuts, a full disk ..) for about as long as it is told, counts what it did, and says
 * what was lost; anything lost fails the whole run. In `make test` the same scenes run for a second
 * or less each.
 *
 * TORTURE_SECONDS=n for the whole (default 300), TORTURE_ONLY="kill power" for some scenes,
 * TORTURE_SEED=n for the same random choices again.
 */
#ifndef TESTS_TORTURE_H
#define TESTS_TORTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/book.h"

struct tally {
    unsigned long kills, saves, faults, snapshots, losses;
};

struct scene_run {
    const char *name;
    double seconds;   /* how long it may take */
    const char *dir;  /* an empty folder on the disk of $TMPDIR */
    const char *fast; /* one in memory when there is such a place, else as dir */
    const char *self; /* this program, to be started as a victim */
    uint64_t seed;
    struct tally t;
};

struct scene {
    const char *name, *what;
    double share; /* of the whole time */
    void (*run)(struct scene_run *r);
    /* `self victim NAME ARG..`; NULL: none */
    int (*victim)(int argc, char **argv);
};

extern const struct scene scene_kill, scene_sweep, scene_power, scene_full, scene_grow, scene_flip,
    scene_clock, scene_readonly, scene_hot;

double torture_now(void);                          /* seconds, monotonic */
uint32_t torture_draw(uint64_t *seed, uint32_t n); /* 0 .. n - 1 */
/* Counts a loss, or any other broken promise, and prints it. */
void torture_loss(struct scene_run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A scene that cannot run here says so; that is no loss. */
void torture_note(const struct scene_run *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The test itself is broken: ends the program. */
void torture_must(bool ok, const char *what);

const char *torture_build(void);                     /* $BUILD or "build" */
char *torture_in(const char *dir, const char *name); /* "dir/name"; the caller frees */
void torture_copy(const char *from, const char *to); /* a folder with all that is in it */
void torture_remove(const char *path);
bool torture_same_file(const char *a, const char *b);

/* Starts a program with $LD_PRELOAD and more variables ("NAME=value", NULL at the end); its output
 * goes to the file `out` (NULL: nowhere). Gives waitpid()'s status. */
int torture_start(const char *const *argv, const char *const *env, const char *out);
/* The same, killed when it has not ended after so many seconds (0: never). */
int torture_start_for(const char *const *argv, const char *const *env, const char *out,
                      double seconds);

#endif
