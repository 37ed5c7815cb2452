/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A clock that goes back and forth by days (tests/preload/wrongtime.c): entries of the audit trail
 * stay in the order in which they were made, the newest draft is the one that comes back, a wait
 * for a lock ends in time and names its holder, a nightly backup is not thrown away by its own
 * rotation, and a last backup "from the future" does not keep the reminder away.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/backup.h"
#include "storage/drafts.h"
#include "storage/lock.h"
#include "tests/torture/world.h"

enum { DAY = 86400, ROUNDS = 6 };

struct order {
    uint64_t n, backwards;
    uint64_t seq;
    int64_t time;
};

static void see_entry(void *context, const struct audit_entry *e, struct span body)
{
    struct order *o = context;
    (void)body;
    o->backwards += e->time < o->time;
    if (e->seq == o->seq + 1)
        o->n++;
    o->seq = e->seq;
    o->time = e->time;
}

static enum status read_order(struct book_tx *t, void *context)
{
    return audit_each(t, 1, UINT64_MAX, false, see_entry, context);
}

static int fail(const char *what, const char *text)
{
    printf("%s: %s\n", what, text);
    return 1;
}

static int wrong_lock(const char *db, volatile int64_t *offset)
{
    struct lock *mine;
    struct lock_holder h;
    struct detail d = {0};
    int folder = open(db, O_RDONLY | O_DIRECTORY), ends[2];
    char c;
    if (folder < 0 || pipe(ends))
        return fail("lock", "cannot begin");
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        *offset += 2 * DAY;
        if (lock_open(&mine, folder, "writer", NULL) || !lock_take(mine, "Hường", 1000) ||
            write(ends[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    if (read(ends[0], &c, 1) != 1 || lock_open(&mine, folder, "writer", &d))
        return fail("lock", d.text);
    *offset -= 4 * DAY; /* taken in what is now the future */
    double begin = torture_now();
    bool got = lock_take(mine, "Lan", 300);
    double waited = torture_now() - begin;
    bool named = lock_read_holder(mine, &h) && strcmp(h.name, "Hường") == 0 &&
                 lock_busy(mine, "x", &d) == STATUS_BUSY && strstr(d.text, "Hường");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    if (got || waited < 0.25 || waited > 3 || !named)
        return fail("a wait while the clock goes back", d.text);
    if (!lock_take(mine, "Lan", 1000))
        return fail("lock", "the dead hold it");
    lock_close(mine);
    close(folder);
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static int wrong_night(struct book *b, const char *folder, int64_t now, int ahead)
{
    struct caller who = world_who;
    struct backup_info info;
    struct buf name = {0};
    struct detail d = {0};
    int rc = 0;
    for (int i = 0; i < 12; i++) { /* a clock that is ahead for some nights, then set right */
        who.today = world_who.today + ahead + (i < 10 ? ahead % 12 + i : i - 10);
        buf_reset(&name);
        if (backup_nightly(b, &who, folder, NULL, &info, &name, &d) != STATUS_OK)
            rc = fail("backup", d.text);
        if (access(buf_str(&name), F_OK))
            rc = fail("the backup of this night is gone", buf_str(&name));
    }
    buf_release(&name);
    if (backup_days(b, now) != 0)
        rc = fail("the last backup", "is not of today");
    if (backup_days(b, now - 300 * DAY) >= 0 && backup_days(b, now - 300 * DAY) < BACKUP_OLD_DAYS)
        rc = fail("a backup from the future", "counts as new");
    return rc;
}

static int wrong_draft(const char *db)
{
    struct buf b = {0};
    struct detail d = {0};
    char text[32];
    static int n;
    snprintf(text, sizeof text, "bản %d", ++n);
    int rc = 0;
    if (draft_save(db, span_of("lan"), span_of("f"), span_of(text), &d) != STATUS_OK ||
        draft_load(db, span_of("lan"), span_of("f"), &b, &d) != STATUS_OK ||
        !span_eq_str(buf_span(&b), text))
        rc = fail("draft", d.text);
    buf_release(&b);
    return rc;
}

/* DB FOLDER FILE-OF-THE-CLOCK SEED */
static int victim(int argc, char **argv)
{
    struct detail d = {0};
    struct order o = {0};
    if (argc != 4)
        return 98;
    int fd = open(argv[2], O_RDWR);
    volatile int64_t *offset =
        mmap(NULL, sizeof *offset, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    uint64_t seed = strtoull(argv[3], NULL, 10), saves = 0;
    struct world *w = world_share();
    struct book *b = world_open(argv[0], false, &d);
    if (!b || (void *)(uintptr_t)offset == MAP_FAILED)
        return fail("open", d.text);
    for (int i = 0; i < ROUNDS; i++) {
        *offset += ((int64_t)torture_draw(&seed, 2000) - 1000) * DAY / 10;
        for (int k = 0; k < 10; k++, saves++)
            if (world_change(b, w, 0, &seed, &d) != STATUS_OK)
                return fail("save", d.text);
        if (wrong_draft(argv[0]))
            return 1;
    }
    if (world_snapshot(b, &d) != STATUS_OK || world_compare(b, w, -1, &d))
        return fail("afterwards", d.text);
    if (book_read(b, &world_who, read_order, &o, &d) != STATUS_OK || o.n < saves)
        return fail("the order of the audit trail", d.text);
    *offset = 0;
    if (wrong_night(b, argv[1], time(NULL), (int)torture_draw(&seed, 400)))
        return 1;
    book_close(b);
    return wrong_lock(argv[0], offset);
}

static void one(struct scene_run *r, const char *offset)
{
    char *db = torture_in(r->fast, "db"), *folder = torture_in(r->fast, "nights");
    char *said = torture_in(r->fast, "said"), seed[24], line[512] = "";
    struct buf lib = {0}, file = {0};
    struct detail d = {0};
    static const int64_t none;
    int fd = open(offset, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    torture_must(fd >= 0 && write(fd, &none, sizeof none) == sizeof none, offset);
    close(fd);
    world_make(db);
    snprintf(seed, sizeof seed, "%u", torture_draw(&r->seed, 1u << 30));
    buf_addf(&lib, "LD_PRELOAD=%s/wrongtime.so", torture_build());
    buf_addf(&file, "WRONGTIME=%s", offset);
    const char *const env[] = {buf_str(&lib), buf_str(&file), NULL};
    const char *const argv[] = {r->self, "victim", "clock", db, folder, offset, seed, NULL};
    int status = torture_start(argv, env, said);
    FILE *f = status ? fopen(said, "r") : NULL;
    if (f && !fgets(line, sizeof line, f))
        line[0] = 0;
    if (f)
        fclose(f);
    if (status)
        torture_loss(r, "%#x %s", (unsigned)status, line);
    else if (world_check(db, &d))
        torture_loss(r, "check: %s", d.text);
    r->t.faults += ROUNDS;
    r->t.saves += ROUNDS * 10;
    r->t.snapshots++;
    torture_remove(db);
    torture_remove(folder);
    buf_release(&lib);
    buf_release(&file);
    free(db);
    free(folder);
    free(said);
}

static void run(struct scene_run *r)
{
    char *offset = torture_in(r->fast, "offset");
    double end = torture_now() + r->seconds;
    do
        one(r, offset);
    while (torture_now() < end && !r->t.losses);
    free(offset);
}

const struct scene scene_clock = {
    .name = "clock",
    .what = "a clock that goes back and forth: audit, drafts, locks, backups",
    .share = 0.03,
    .run = run,
    .victim = victim,
};
