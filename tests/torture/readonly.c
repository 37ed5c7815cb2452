/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder that may not be written, tried as an ordinary user: every command says so in a sentence,
 * none crashes, no file changes.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/drafts.h"
#include "tests/torture/tasks.h"

enum { NOBODY = 65534 };

/* Runs in a child that is no longer root. */
static int as_nobody(const struct place *p)
{
    struct detail d = {0};
    if (getuid() == 0 && (setgid(NOBODY) || setuid(NOBODY)))
        return 77;
    if (access(p->db, W_OK) == 0)
        return 77; /* this user may write everywhere */
    enum status s = draft_save(p->db, SPAN_LIT("lan"), SPAN_LIT("phieu"), SPAN_LIT("chữ mới"), &d);
    return s != STATUS_OK && d.text[0] ? 0 : 1;
}

static int try_task(enum task t, const struct place *p, const char *self)
{
    if (t == TASK_DRAFT)
        return as_nobody(p);
    if (getuid() == 0 && (setgid(NOBODY) || setuid(NOBODY)))
        return 77;
    if (access(self, X_OK) != 0)
        return 77; /* the programs lie in a folder of root's own */
    int status = task_attempt(t, p, self, NULL, 0);
    struct stat st;
    if (!WIFEXITED(status))
        return 2;
    if (WEXITSTATUS(status) == 0)
        return 3; /* it cannot have been done */
    return stat(p->said, &st) == 0 && st.st_size ? 0 : 4;
}

static void change_modes(const char *path, bool writable)
{
    struct buf line = {0};
    if (getuid() == 0)
        buf_addf(&line, "chown -R %d:%d '%s' && ", NOBODY, NOBODY, path);
    buf_addf(&line, "chmod -R %s '%s'", writable ? "u+w" : "a-w", path);
    const char *const sh[] = {"sh", "-c", buf_str(&line), NULL};
    torture_must(torture_start(sh, NULL, NULL) == 0, "chmod");
    buf_release(&line);
}

static void run(struct scene_run *r)
{
    char *dir = torture_in(r->fast, "ro"), *data, *before;
    torture_must(mkdir(dir, 0755) == 0 && chmod(r->fast, 0755) == 0 && chmod(dir, 0777) == 0, dir);
    place_prepare(r->fast);
    struct place p = place_at(dir, 2);
    place_renew(&p, r->fast);
    change_modes(p.dir, false);
    char *base = torture_in(r->fast, "w");
    char *base_db = torture_in(base, "db");
    before = torture_in(base_db, "data.mdb");
    data = torture_in(p.db, "data.mdb");
    for (int t = 0; t < TASKS; t++) {
        int status;
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0)
            _exit(try_task((enum task)t, &p, r->self));
        torture_must(waitpid(pid, &status, 0) == pid, "waitpid");
        r->t.faults++;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
            torture_note(r, "not tried: no ordinary user here, or none that reaches the programs");
        else if (status)
            torture_loss(r, "%s: %#x", task_name((enum task)t), (unsigned)status);
        r->t.snapshots++;
        if (!torture_same_file(before, data))
            torture_loss(r, "%s has changed the data", task_name((enum task)t));
    }
    change_modes(p.dir, true);
    place_release(&p);
    free(base_db);
    free(base);
    free(before);
    free(data);
    free(dir);
}

const struct scene scene_readonly = {
    .name = "readonly",
    .what = "a folder that may not be written",
    .share = 0.01,
    .run = run,
};
