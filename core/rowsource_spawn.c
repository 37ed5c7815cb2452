/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rowsource_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"

#ifndef HOCTAP_LIBEXEC
#define HOCTAP_LIBEXEC "/usr/local/libexec/hoctap"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

enum { FIRST_FREE = 3 }; /* ours must not be 0, 1 or 2, which the child's take the place of */

enum status rowsource_open_file(const char *path, int *fd, struct detail *d)
{
    struct stat st;
    *fd = -1;
    int f = strcmp(path, "-") == 0 ? fcntl(0, F_DUPFD_CLOEXEC, FIRST_FREE)
                                   : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (f < 0)
        return detail_errno(d, errno, path);
    int high = f < FIRST_FREE ? fcntl(f, F_DUPFD_CLOEXEC, FIRST_FREE) : f;
    int err = high < 0 || fstat(high, &st) != 0 ? errno : 0;
    if (high != f)
        close(f);
    if (!err && !S_ISDIR(st.st_mode)) {
        *fd = high;
        return STATUS_OK;
    }
    if (high >= 0)
        close(high);
    if (err)
        return detail_errno(d, err, path);
    return detail_set(d, STATUS_IO, _("%s: đây là thư mục. Hãy chọn một tệp trong đó."), path);
}

/* Beside us (the build folder), one folder up (a test program in it), then where `make install`
 * puts it: below the folder above ours, or the one compiled in. Freed by the caller, or NULL. */
static char *find_program(void)
{
    static const char *const places[] = {"hoctap-file", "../hoctap-file",
                                         "../libexec/hoctap/hoctap-file"};
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    char *slash = n > 0 && n < (ssize_t)sizeof self ? memrchr(self, '/', (size_t)n) : NULL;
    struct buf path = {0};
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        buf_reset(&path);
        buf_addf(&path, "%.*s/%s", (int)(slash - self), self, places[i]);
        if (access(buf_str(&path), X_OK) == 0)
            return buf_detach(&path);
    }
    buf_reset(&path);
    buf_adds(&path, HOCTAP_LIBEXEC "/hoctap-file");
    if (access(buf_str(&path), X_OK) == 0)
        return buf_detach(&path);
    buf_release(&path);
    return NULL;
}

static const char *format_word(enum foreign_format f)
{
    switch (f) {
    case FOREIGN_AUTO:
        return "auto";
    case FOREIGN_CSV:
        return "csv";
    case FOREIGN_DBF:
        return "dbf";
    case FOREIGN_XLS:
        return "xls";
    case FOREIGN_XLSX:
        return "xlsx";
    }
    return "auto";
}

/* 0 or errno. Signals are as a new program expects them: a reader must die of SIGPIPE when we are
 * gone, whatever we do about it ourselves. */
static int spawn(pid_t *pid, const char *program, const struct row_source_options *o, int in,
                 int out)
{
    char separator[2] = {o->separator, 0}, *const environment[] = {NULL};
    const char *argv[] = {"hoctap-file",
                          "--format",
                          format_word(o->format),
                          "--sep",
                          !o->separator          ? "auto"
                          : o->separator == '\t' ? "tab"
                                                 : separator,
                          NULL,
                          NULL,
                          NULL,
                          NULL,
                          NULL};
    size_t n = 5;
    if (o->utf16) {
        argv[n++] = "--charset";
        argv[n++] = "utf-16";
    }
    if (o->sheet && *o->sheet) {
        argv[n++] = "--sheet";
        argv[n++] = o->sheet;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXCPU);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_addclosefrom_np(&actions, FIRST_FREE); /* also what we inherited */
    if (!SANITIZED) /* nothing of it may reach the screen */
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int err = posix_spawn(pid, program, &actions, &attributes, (char *const *)argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return err;
}

static int pipe_above(int fd[2])
{
    int p[2];
    if (pipe2(p, O_CLOEXEC) != 0)
        return errno;
    for (int i = 0; i < 2; i++)
        fd[i] = fcntl(p[i], F_DUPFD_CLOEXEC, FIRST_FREE);
    int err = errno;
    close(p[0]);
    close(p[1]);
    if (fd[0] >= 0 && fd[1] >= 0)
        return 0;
    if (fd[0] >= 0)
        close(fd[0]);
    if (fd[1] >= 0)
        close(fd[1]);
    return err;
}

enum status rowsource_spawn(struct rowsource_child *c, int fd, const struct row_source_options *o,
                            struct detail *d)
{
    int p[2] = {-1, -1};
    char *program = o->program ? mem_strdup(o->program) : find_program();
    if (!program)
        return detail_set(d, STATUS_IO,
                          _("Thiếu chương trình đọc tệp hoctap-file. Hãy cài lại hoctap."));
    int err = pipe_above(p);
    if (!err) {
        err = spawn(&c->pid, program, o, fd, p[1]);
        close(p[1]);
        if (err)
            close(p[0]);
    }
    enum status s = STATUS_OK;
    if (err) {
        c->pid = 0;
        s = detail_set(d, STATUS_IO,
                       _("Không chạy được chương trình đọc tệp %s (%s). Hãy cài lại hoctap."),
                       program, strerror(err));
    } else {
        c->out = p[0];
    }
    free(program);
    return s;
}

void rowsource_stop(struct rowsource_child *c)
{
    if (c->pid <= 0)
        return;
    close(c->out);
    kill(c->pid,
         SIGKILL); /* it may be at work for another minute; after its end this does nothing */
    while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    *c = (struct rowsource_child){0};
}
