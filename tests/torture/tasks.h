/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Things that people ask for and that may be cut off: saves, a draft, an import, a backup, a
 * restore, work merged back. Each runs in a process of its own on a copy of a prepared folder, and
 * afterwards one can judge whether what must be there is there.
 */
#ifndef TESTS_TORTURE_TASKS_H
#define TESTS_TORTURE_TASKS_H

#include "tests/torture/torture.h"

enum task { TASK_SAVE, TASK_DRAFT, TASK_IMPORT, TASK_BACKUP, TASK_RESTORE, TASK_MERGE, TASKS };
const char *task_name(enum task t);

/* Where one thing is tried: a copy of the prepared folder. */
struct place {
    char *dir, *db, *fresh, *csv, *full, *back, *out, *said;
    int saves; /* how many TASK_SAVE makes */
};

struct place place_at(const char *dir, int saves); /* names only */
void place_release(struct place *p);
void place_prepare(const char *dir);                      /* dir/w, as every try finds it */
void place_renew(const struct place *p, const char *dir); /* a copy of dir/w in the place */

/* Runs it in a process of its own, with more variables; its status. seconds: torture_start_for() */
int task_attempt(enum task task, const struct place *p, const char *self, const char *const *env,
                 double seconds);
/* How many saves (or drafts) were acknowledged. */
int task_acknowledged(const struct place *p);
/* NULL, or what is wrong. `done`: it said that it has done all of it. */
const char *task_judge(enum task task, const struct place *p, bool done, struct detail *d);

/* Is something unfinished left beside the files (of a process that was killed)? */
bool task_leftovers(const struct place *p);

int task_victim(int argc, char **argv); /* "save DB N", "draft DB" */

#endif
