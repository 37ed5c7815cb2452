/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One socket is the child's 0 and 1: unlike a pipe it can be written to without SIGPIPE when the
 * child has gone. The child reads to the end before it writes, so neither waits for the other.
 */
#include "forms/office.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/program.h"
#include "forms/doc_pack.h"
#include "locale/msg.h"

static const char *word(enum office_format f)
{
    switch (f) {
    case OFFICE_DOCX:
        return "docx";
    case OFFICE_XLSX:
        return "xlsx";
    }
    return "docx";
}

static enum status failed(struct detail *d, int err)
{
    return detail_set(
        d, STATUS_IO,
        _("Thiếu chương trình hoctap-office (%s). Hãy cài lại hoctap hoặc ghi tệp .txt."),
        err ? strerror(err) : _("không có"));
}

/* Starts the program; *fd is our end of the socket. 0 or errno. */
static int start(const char *path, const char *how, pid_t *pid, int *fd)
{
    const char *const argv[] = {"hoctap-office", how, NULL};
    struct buf tmp = {0};
    int pair[2];
    if (getenv("TMPDIR"))
        buf_addf(&tmp, "TMPDIR=%s", getenv("TMPDIR"));
    const char *const environment[] = {tmp.n ? buf_str(&tmp) : NULL, NULL};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return errno;
    int ours = program_descriptor(pair[0]), err = errno;
    int theirs = program_descriptor(pair[1]);
    err = ours < 0 ? err : theirs < 0 ? errno : 0;
    if (!err)
        err = program_spawn(pid, path, argv, environment, theirs, theirs);
    if (theirs >= 0)
        close(theirs);
    if (err && ours >= 0)
        close(ours);
    buf_release(&tmp);
    *fd = ours;
    return err;
}

static bool send_all(int fd, struct span s)
{
    while (s.n) {
        ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            s = span_make(s.p + n, s.n - (size_t)n);
    }
    return true;
}

static bool receive_all(int fd, struct buf *out)
{
    enum { PIECE = 64 << 10 };
    for (;;) {
        buf_reserve(out, PIECE);
        ssize_t n = recv(fd, out->p + out->n, PIECE, 0);
        if (n > 0)
            out->n += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return n == 0;
    }
}

static bool ended_well(pid_t pid)
{
    int how;
    while (waitpid(pid, &how, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static enum status begin(struct office_stream *o, const char *how, struct detail *d)
{
    char *path = program_find("hoctap-office");
    *o = (struct office_stream){.fd = -1};
    int err = path ? start(path, how, &o->pid, &o->fd) : 0;
    enum status s = !path || err ? failed(d, err) : STATUS_OK;
    if (s != STATUS_OK)
        *o = (struct office_stream){.fd = -1};
    free(path);
    return s;
}

static enum status end(struct office_stream *o, const char *ending, struct buf *out,
                       struct detail *d)
{
    size_t before = out->n;
    bool good = !o->bad && shutdown(o->fd, SHUT_WR) == 0 && receive_all(o->fd, out);
    close(o->fd);
    good = ended_well(o->pid) && good;
    *o = (struct office_stream){.fd = -1};
    if (good && out->n > before)
        return STATUS_OK;
    if (out->n > before)
        buf_truncate(out, before);
    return detail_set(d, STATUS_IO,
                      _("Chưa ghi được tệp .%s. Xem ổ đĩa còn chỗ không rồi làm lại."), ending);
}

enum status office_write(const struct doc *doc, enum office_format format, struct buf *out,
                         struct detail *d)
{
    struct buf in = {0};
    struct office_stream o;
    doc_pack(&in, doc);
    enum status s = begin(&o, word(format), d);
    if (s == STATUS_OK) {
        o.bad = !send_all(o.fd, buf_span(&in));
        s = end(&o, word(format), out, d);
    }
    buf_release(&in);
    return s;
}

enum status office_sheet_begin(struct office_stream *o, struct detail *d)
{
    return begin(o, "sheet", d);
}

enum status office_sheet_put(void *stream, struct span bytes)
{
    struct office_stream *o = stream;
    o->bad = o->bad || !send_all(o->fd, bytes);
    return o->bad ? STATUS_IO : STATUS_OK;
}

enum status office_sheet_end(struct office_stream *o, struct buf *out, struct detail *d)
{
    return end(o, "xlsx", out, d);
}

void office_sheet_abort(struct office_stream *o)
{
    if (o->pid <= 0)
        return;
    close(o->fd); /* what came so far is no whole row: it writes nothing */
    kill(o->pid, SIGKILL);
    (void)ended_well(o->pid);
    *o = (struct office_stream){.fd = -1};
}
