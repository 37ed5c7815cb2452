/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rowsource_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/program.h"
#include "locale/mem.h"
#include "locale/msg.h"

static enum status not_plain(struct detail *d, const char *path)
{
    return detail_set(d, STATUS_DENIED,
                      _("%s: đây không phải là một tệp thường. Hãy chọn tệp khác."), path);
}

enum status rowsource_open_file(const char *path, bool plain, int *fd, struct detail *d)
{
    struct stat st;
    int how = O_RDONLY | O_CLOEXEC | O_NOCTTY | (plain ? O_NOFOLLOW | O_NONBLOCK : 0);
    *fd = -1;
    int f =
        strcmp(path, "-") == 0 ? fcntl(0, F_DUPFD_CLOEXEC, PROGRAM_FIRST_FREE) : open(path, how);
    if (f < 0)
        return plain && errno == ELOOP ? not_plain(d, path) : detail_errno(d, errno, path);
    int high = f < PROGRAM_FIRST_FREE ? fcntl(f, F_DUPFD_CLOEXEC, PROGRAM_FIRST_FREE) : f;
    int err = high < 0 || fstat(high, &st) != 0 ? errno : 0;
    if (high != f)
        close(f);
    bool odd = !err && plain && (!S_ISREG(st.st_mode) || st.st_nlink != 1);
    if (!err && !odd && !S_ISDIR(st.st_mode)) {
        *fd = high;
        return STATUS_OK;
    }
    if (high >= 0)
        close(high);
    if (err)
        return detail_errno(d, err, path);
    if (odd)
        return not_plain(d, path);
    return detail_set(d, STATUS_IO, _("%s: đây là thư mục. Hãy chọn một tệp trong đó."), path);
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

static int spawn(pid_t *pid, const char *program, const struct row_source_options *o, int in,
                 int out)
{
    const char *const environment[] = {NULL};
    char separator[2] = {o->separator, 0};
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
    return program_spawn(pid, program, argv, environment, in, out);
}

static int pipe_above(int fd[2])
{
    int p[2];
    if (pipe2(p, O_CLOEXEC) != 0)
        return errno;
    for (int i = 0; i < 2; i++)
        fd[i] = fcntl(p[i], F_DUPFD_CLOEXEC, PROGRAM_FIRST_FREE);
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
    char *program = o->program ? mem_strdup(o->program) : program_find("hoctap-file");
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
