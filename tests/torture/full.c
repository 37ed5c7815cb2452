/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A full disk: the save is refused with a sentence that says so, nothing acknowledged is lost,
 * everything can still be read, drafts and backups that do not fit leave the older ones in their
 * places, and when there is room again the same open store goes on. On a small tmpfs where one may
 * be mounted, else with a limit on the size of files.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/backup.h"
#include "storage/drafts.h"
#include "tests/torture/world.h"

enum { DISK_KB = 12288, NEEDED_KB = 2048, SAVES_MAX = 20000 };

struct disk_room {
    bool mounted;
    char *ballast, *db, *backup;
    struct world *w;
    uint64_t seed;
};

static uint64_t room_kb(const struct disk_room *x)
{
    struct statvfs fs;
    torture_must(statvfs(x->db, &fs) == 0, x->db);
    return (uint64_t)fs.f_bavail * fs.f_frsize / 1024;
}

static void limit_files(const struct disk_room *x, unsigned leave_kb)
{
    struct stat st;
    char *data = torture_in(x->db, "data.mdb");
    torture_must(stat(data, &st) == 0, data);
    free(data);
    rlim_t n = (rlim_t)st.st_size + leave_kb * 1024;
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){n, RLIM_INFINITY});
}

static void fill_up(const struct disk_room *x, unsigned leave_kb)
{
    if (!x->mounted) {
        limit_files(x, leave_kb);
        return;
    }
    static const char zeros[4096];
    int fd = open(x->ballast, O_WRONLY | O_CREAT | O_APPEND, 0600);
    torture_must(fd >= 0, x->ballast);
    while (room_kb(x) > leave_kb && write(fd, zeros, sizeof zeros) > 0)
        ;
    close(fd);
}

static void make_room(const struct disk_room *x)
{
    if (x->mounted)
        unlink(x->ballast);
    else
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
}

static void beside_the_store(struct scene_run *r, const struct disk_room *x, struct book *b)
{
    struct detail d = {0};
    struct backup_info info;
    struct buf large = {0}, back = {0};
    for (int i = 0; i < 600000; i++)
        buf_addc(&large, 'x');
    enum status s = draft_save(x->db, span_of("lan"), span_of("f"), buf_span(&large), &d);
    if (x->mounted && (s != STATUS_FULL || !d.text[0]))
        torture_loss(r, "a draft on a full disk: %d %s", s, d.text);
    if (s != STATUS_OK &&
        (draft_load(x->db, span_of("lan"), span_of("f"), &back, &d) != STATUS_OK ||
         !span_eq_str(buf_span(&back), "chữ")))
        torture_loss(r, "the draft from before is lost: %s", d.text);
    s = backup_write(b, &world_who, x->backup, &(struct backup_ask){0}, &info, &d);
    if (x->mounted && (s != STATUS_FULL || !d.text[0]))
        torture_loss(r, "a backup on a full disk: %d %s", s, d.text);
    if (backup_read_info(x->backup, &info, NULL, &d) != STATUS_OK)
        torture_loss(r, "the backup from before is lost: %s", d.text);
    r->t.faults += 2;
    buf_release(&large);
    buf_release(&back);
}

/* Saves until the disk is full. */
static enum status save_until_full(struct scene_run *r, struct disk_room *x, struct book *b,
                                   struct detail *d)
{
    enum status s = STATUS_OK;
    for (int i = 0; i < SAVES_MAX && s == STATUS_OK; i++)
        s = world_change(b, x->w, 0, &x->seed, d);
    r->t.faults++;
    if (s != STATUS_FULL && (x->mounted || s != STATUS_IO))
        torture_loss(r, "saving on a full disk: %d %s", s, d->text);
    if (!d->text[0])
        torture_loss(r, "refused without a word");
    return s;
}

static struct book *full_and_free(struct scene_run *r, struct disk_room *x, struct book *b)
{
    struct detail d = {0};
    fill_up(x, 24 + torture_draw(&x->seed, 200));
    enum status s = save_until_full(r, x, b, &d);
    if (world_snapshot(b, &d) != STATUS_OK) /* reading goes on */
        torture_loss(r, "on a full disk: %s", d.text);
    r->t.snapshots++;
    if (x->mounted)
        fill_up(x, 4);
    beside_the_store(r, x, b);
    make_room(x);
    if (s == STATUS_IO) { /* without a file system of its own the store cannot know why */
        book_close(b);
        b = world_open(x->db, false, &d);
        torture_must(b != NULL, d.text);
    }
    if (world_compare(b, x->w, -1, &d))
        torture_loss(r, "after a full disk: %s", d.text);
    for (int i = 0; i < 5; i++)
        if ((s = world_change(b, x->w, 0, &x->seed, &d)) != STATUS_OK) {
            torture_loss(r, "there is room again, yet: %s", d.text);
            break;
        }
    return b;
}

static void make_all(struct disk_room *x)
{
    struct detail d = {0};
    struct backup_info info;
    world_make(x->db);
    struct book *b = world_open(x->db, false, &d);
    torture_must(b &&
                     backup_write(b, &world_who, x->backup, &(struct backup_ask){0}, &info, &d) ==
                         STATUS_OK &&
                     draft_save(x->db, span_of("lan"), span_of("f"), span_of("chữ"), &d) ==
                         STATUS_OK,
                 d.text);
    book_close(b);
}

/* In a process of its own: limits and mounts end with it. */
static void child(struct scene_run *r, struct world *w, double end, int out)
{
    char *place = torture_in(r->dir, "small");
    char options[40];
    snprintf(options, sizeof options, "size=%dk,mode=700", DISK_KB);
    torture_must(mkdir(place, 0700) == 0, place);
    signal(SIGXFSZ, SIG_IGN);
    struct disk_room x = {.mounted = mount("tmpfs", place, "tmpfs", 0, options) == 0,
                          .ballast = torture_in(place, "ballast"),
                          .db = torture_in(place, "db"),
                          .backup = torture_in(place, "old.backup"),
                          .w = w,
                          .seed = r->seed};
    struct detail d = {0};
    make_all(&x);
    struct book *b = world_open(x.db, false, &d);
    torture_must(b != NULL, d.text);
    do
        b = full_and_free(r, &x, b);
    while (torture_now() < end && !r->t.losses && (!x.mounted || room_kb(&x) > NEEDED_KB));
    book_close(b);
    if (world_check(x.db, &d))
        torture_loss(r, "check: %s", d.text);
    r->t.saves = w->w[0].saves;
    if (!x.mounted)
        torture_note(r, "no tmpfs here: a limit on the size of files");
    if (x.mounted)
        umount2(place, MNT_DETACH);
    torture_must(write(out, &r->t, sizeof r->t) == sizeof r->t, "pipe");
    _exit(0);
}

static void one_disk(struct scene_run *r, double end)
{
    int ends[2], status;
    struct tally before = r->t;
    struct world *w = world_share();
    torture_must(pipe(ends) == 0, "pipe");
    torture_draw(&r->seed, 2);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        child(r, w, end, ends[1]);
    close(ends[1]);
    r->t = (struct tally){0};
    bool told = read(ends[0], &r->t, sizeof r->t) == sizeof r->t;
    if (waitpid(pid, &status, 0) != pid || status || !told)
        torture_loss(r, "ended with %#x", (unsigned)status);
    char *place = torture_in(r->dir, "small"); /* had it crashed */
    umount2(place, MNT_DETACH);
    torture_remove(place);
    free(place);
    close(ends[0]);
    munmap(w, sizeof *w);
    r->t.saves += before.saves;
    r->t.faults += before.faults;
    r->t.snapshots += before.snapshots;
}

static void run(struct scene_run *r)
{
    double end = torture_now() + r->seconds;
    do
        one_disk(r, end);
    while (torture_now() < end && !r->t.losses);
}

const struct scene scene_full = {
    .name = "full",
    .what = "a full disk and room again: saves, drafts, backups",
    .share = 0.04,
    .run = run,
};
