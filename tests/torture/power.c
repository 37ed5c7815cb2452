/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Power cuts. A task runs once and every call that changes a file is written down
 * (tests/preload/writelog.c). Then the power goes at any of these calls: what was synced is there,
 * of what was not each write may be there, be missing, or be torn at 512 bytes, and of names that
 * were made, renamed and removed the first few. The store of every such disk opens, has no fault,
 * and has lost nothing that was acknowledged.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/torture/disk.h"
#include "tests/torture/tasks.h"

enum { SAVES = 25, IMAGES_EACH = 12 };

struct trial {
    enum task task;
    struct place ran, image;
    char *base, *log; /* the folder before it ran; what was written down */
    struct buf bytes;
    struct disk_call *call;
    size_t n;
};

static void record(struct scene_run *r, struct trial *t)
{
    struct buf lib = {0}, path = {0}, file = {0};
    unlink(t->log);
    unlink(t->ran.said);
    place_renew(&t->ran, r->fast);
    buf_addf(&lib, "LD_PRELOAD=%s/writelog.so", torture_build());
    buf_addf(&path, "LOG_PATH=%s", t->base);
    buf_addf(&file, "LOG_FILE=%s", t->log);
    const char *const env[] = {buf_str(&lib), buf_str(&path), buf_str(&file), NULL};
    int status = task_attempt(t->task, &t->ran, r->self, env, 0);
    if (status)
        torture_loss(r, "%s ended with %#x", task_name(t->task), (unsigned)status);
    free(t->call);
    t->call = disk_log_read(t->log, &t->bytes, &t->n);
    if (!t->call || t->n < 4)
        torture_loss(r, "%s: nothing was written down", task_name(t->task));
    buf_release(&lib);
    buf_release(&path);
    buf_release(&file);
}

/* The acknowledgements before the cut: bytes written to the file `said`. */
static void copy_said(const struct trial *t, size_t cut)
{
    FILE *f = fopen(t->image.said, "w");
    torture_must(f != NULL, t->image.said);
    for (size_t i = 0; i < cut; i++)
        if (t->call[i].kind == 'W' && span_eq_str(t->call[i].path, t->ran.said))
            fwrite(t->call[i].bytes.p, 1, t->call[i].bytes.n, f);
    torture_must(fclose(f) == 0, t->image.said);
}

static void cut_power(struct scene_run *r, struct trial *t)
{
    struct detail d = {0};
    char *before = torture_in(r->fast, "w");
    size_t cut = torture_draw(&r->seed, (uint32_t)t->n + 1);
    if (torture_draw(&r->seed, 8) == 0)
        cut = t->n; /* just after the last word */
    struct disk *disk = disk_new(before, t->ran.dir);
    for (size_t i = 0; i < cut; i++)
        disk_apply(disk, &t->call[i]);
    if (cut < t->n)
        disk_begin(disk, &t->call[cut]);
    disk_lose_power(disk, &r->seed);
    torture_remove(t->image.dir);
    disk_write(disk, t->image.dir);
    disk_free(disk);
    copy_said(t, cut);
    const char *why = task_judge(t->task, &t->image, cut == t->n, &d);
    r->t.faults++;
    r->t.snapshots++;
    if (why)
        torture_loss(r, "%s, power cut at call %zu of %zu: %s", task_name(t->task), cut, t->n, why);
    free(before);
}

static void run(struct scene_run *r)
{
    double end = torture_now() + r->seconds;
    char *base = torture_in(r->fast, "ran"), *image = torture_in(r->fast, "image");
    torture_must(mkdir(base, 0700) == 0 && mkdir(image, 0700) == 0, "mkdir");
    struct trial t = {.base = base,
                      .log = torture_in(r->fast, "log"),
                      .ran = place_at(base, SAVES),
                      .image = place_at(image, SAVES)};
    place_prepare(r->fast);
    for (int i = 0; torture_now() < end && !r->t.losses; i++) {
        t.task = (enum task)(i % TASKS);
        record(r, &t);
        r->t.saves += (unsigned long)task_acknowledged(&t.ran);
        for (int k = 0; k < IMAGES_EACH && torture_now() < end && !r->t.losses; k++)
            cut_power(r, &t);
    }
    place_release(&t.ran);
    place_release(&t.image);
    buf_release(&t.bytes);
    free(t.call);
    free(t.log);
    free(base);
    free(image);
}

const struct scene scene_power = {
    .name = "power",
    .what = "power cuts: unsynced writes lost or torn, names lost",
    .share = 0.24,
    .run = run,
};
