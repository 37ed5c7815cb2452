/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Flipped bits and files cut short: the program refuses the store or shows exactly what was
 * written, `check` finds the damage, `check --repair` makes a sound store or says why not, and
 * nothing crashes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/torture/world.h"

enum { CHANGES = 150, META_PAGES = 2 * 4096 };

struct damaged {
    char *base, *db, *data, *right, *said;
};

/* Runs the program; -1: it crashed or said nothing although it failed. */
static int hoctap(struct scene_run *r, const struct damaged *x, const char *const *args,
                  const char *out)
{
    struct buf program = {0};
    const char *argv[10];
    size_t n = 0;
    struct stat st;
    buf_addf(&program, "%s/hoctap", torture_build());
    argv[n++] = buf_str(&program);
    argv[n++] = "--db";
    argv[n++] = x->db;
    while (*args)
        argv[n++] = *args++;
    argv[n] = NULL;
    int status = torture_start(argv, NULL, out);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code < 0)
        torture_loss(r, "%s ended with %#x", argv[3], (unsigned)status);
    else if (code && (stat(out, &st) || !st.st_size))
        torture_loss(r, "%s failed (%d) without a word", argv[3], code);
    buf_release(&program);
    return code;
}

static const char *const list[] = {"list", "household", "--json", NULL};
static const char *const check[] = {"check", NULL};
static const char *const repair[] = {"check", "--repair", NULL};

/* Some bits, or the end; gives where the first was. */
static off_t spoil(struct scene_run *r, const struct damaged *x)
{
    struct stat st;
    int fd = open(x->data, O_RDWR);
    torture_must(fd >= 0 && fstat(fd, &st) == 0, x->data);
    off_t first = st.st_size;
    if (torture_draw(&r->seed, 6) == 0) {
        first = (off_t)torture_draw(&r->seed, (uint32_t)st.st_size);
        torture_must(ftruncate(fd, first) == 0, x->data);
    }
    for (uint32_t n = first < st.st_size ? 0 : 1 + torture_draw(&r->seed, 4); n; n--) {
        off_t page = (off_t)torture_draw(&r->seed, (uint32_t)(st.st_size / 4096)) * 4096;
        off_t at = page + torture_draw(&r->seed, torture_draw(&r->seed, 2) ? 4096 : 64);
        unsigned char c;
        torture_must(pread(fd, &c, 1, at) == 1, x->data);
        c ^= (unsigned char)(1 << torture_draw(&r->seed, 8));
        torture_must(pwrite(fd, &c, 1, at) == 1, x->data);
        first = at < first ? at : first;
    }
    close(fd);
    return first;
}

/* A title whose household could not be saved stays, and is told: somebody has to look at it. */
static bool only_gone(const struct damaged *x)
{
    char line[1000];
    bool only = true;
    FILE *f = fopen(x->said, "r");
    while (f && fgets(line, sizeof line, f))
        only = only && (strstr(line, "một phiếu không còn") || strstr(line, "Tìm thấy"));
    if (f)
        fclose(f);
    return only;
}

/* What the last command said is what there is to go on. */
static void still_at_fault(struct scene_run *r, const struct damaged *x)
{
    char line[400] = "";
    FILE *f = fopen(x->said, "r");
    if (f && !fgets(line, sizeof line, f))
        line[0] = 0;
    if (f)
        fclose(f);
    torture_loss(r, "repaired, and still at fault: %.*s", (int)strcspn(line, "\n"), line);
}

static void one(struct scene_run *r, const struct damaged *x)
{
    torture_remove(x->db);
    torture_copy(x->base, x->db);
    bool meta = spoil(r, x) < META_PAGES; /* then the state before may be what is shown */
    r->t.faults++;
    bool shown = hoctap(r, x, list, x->said) == 0;
    bool same = shown && torture_same_file(x->said, x->right);
    if (shown && !same && !meta)
        torture_loss(r, "damage went unnoticed");
    bool sound = hoctap(r, x, check, x->said) == 0;
    if (sound != shown && !meta)
        torture_loss(r, sound ? "check finds no fault in what cannot be opened"
                              : "check finds a fault in what opens");
    r->t.snapshots++;
    if (sound || torture_draw(&r->seed, 3))
        return;
    if (hoctap(r, x, repair, x->said) <= 1 &&
        (hoctap(r, x, list, x->said) != 0 || (hoctap(r, x, check, x->said) != 0 && !only_gone(x))))
        still_at_fault(r, x);
    struct buf aside = {0}; /* what lies beside it now */
    buf_addf(&aside, "rm -rf '%s'*", x->db);
    const char *const sh[] = {"sh", "-c", buf_str(&aside), NULL};
    torture_must(torture_start(sh, NULL, NULL) == 0, "rm");
    buf_release(&aside);
}

static void run(struct scene_run *r)
{
    double end = torture_now() + r->seconds;
    struct damaged x = {.base = torture_in(r->fast, "base"),
                        .db = torture_in(r->fast, "db"),
                        .said = torture_in(r->fast, "said"),
                        .right = torture_in(r->fast, "right")};
    struct world *w = world_share();
    struct detail d = {0};
    x.data = torture_in(x.db, "data.mdb");
    world_make(x.base);
    struct book *b = world_open(x.base, false, &d);
    torture_must(b != NULL, d.text);
    for (int i = 0; i < CHANGES; i++)
        torture_must(world_change(b, w, i % WORLD_WRITERS, &r->seed, &d) == STATUS_OK, d.text);
    book_close(b);
    r->t.saves = CHANGES;
    torture_copy(x.base, x.db);
    if (hoctap(r, &x, list, x.right) != 0 || hoctap(r, &x, check, x.said) != 0)
        torture_loss(r, "a sound store is refused");
    while (torture_now() < end && !r->t.losses)
        one(r, &x);
    free(x.base);
    free(x.db);
    free(x.data);
    free(x.said);
    free(x.right);
}

const struct scene scene_flip = {
    .name = "flip",
    .what = "flipped bits and files cut short: list, check, check --repair",
    .share = 0.08,
    .run = run,
};
