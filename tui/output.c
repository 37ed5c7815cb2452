/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"
#include "locale/utf8.h"
#include "locale/width.h"

enum { PIECE = 128 * 1024, LARGE = 32 * 1024 };

static void write_all(struct output *o, struct span s)
{
    while (s.n > 0 && !o->failed) {
        ssize_t k = write(o->fd, s.p, s.n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0) {
            o->failed = true;
            o->error = errno;
            return;
        }
        s.p += k;
        s.n -= (size_t)k;
    }
}

/* The collected bytes up to a character that is not complete yet, without control characters. */
static void write_safe(struct output *o, bool last)
{
    size_t n = o->b.n - (last ? 0 : utf8_tail(buf_span(&o->b)));
    buf_reset(&o->safe);
    for (size_t at = 0; at < n;) {
        const char *nl = memchr(o->b.p + at, '\n', n - at);
        size_t k = (nl ? (size_t)(nl - o->b.p) : n) - at;
        text_add_safe(&o->safe, span_make(o->b.p + at, k));
        if (nl)
            buf_addc(&o->safe, '\n');
        at += k + (nl ? 1 : 0);
    }
    write_all(o, buf_span(&o->safe));
    memmove(o->b.p, o->b.p + n, o->b.n - n);
    buf_truncate(&o->b, o->b.n - n);
}

static void flush(struct output *o, bool last)
{
    if (o->b.n == 0)
        return;
    if (o->terminal) {
        write_safe(o, last);
    } else {
        write_all(o, buf_span(&o->b));
        buf_reset(&o->b);
    }
}

/* A new file beside path. */
static int open_temporary(struct output *o, mode_t mode)
{
    struct buf name = {0};
    buf_addf(&name, "%s.XXXXXX", o->path);
    o->temporary = buf_detach(&name);
    int fd = mkostemp(o->temporary, O_CLOEXEC);
    if (fd >= 0 && fchmod(fd, mode) < 0) {
        /* the file keeps 0600, which is safe */
    }
    if (fd < 0) {
        free(o->temporary);
        o->temporary = NULL;
    }
    return fd;
}

/* The rights that the file has or would get. */
static mode_t mode_of(const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    return old ? old->st_mode & 07777 : 0666 & ~mask;
}

enum status output_open(struct output *o, const char *path, struct detail *d)
{
    struct stat st;
    memset(o, 0, sizeof *o);
    o->name = path && strcmp(path, "-") != 0 ? path : _("đầu ra");
    if (!path || strcmp(path, "-") == 0) {
        o->fd = STDOUT_FILENO;
        o->terminal = isatty(o->fd) == 1;
        return STATUS_OK;
    }
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        o->fd = -1;
        return detail_set(d, STATUS_IO, _("%s là một thư mục. Hãy ghi thêm tên tệp."), path);
    }
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        o->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        o->terminal = o->fd >= 0 && isatty(o->fd) == 1;
        return o->fd < 0 ? detail_errno(d, errno, path) : STATUS_OK;
    }
    bool there = stat(path, &st) == 0;
    o->path = there ? realpath(path, NULL) : mem_strdup(path); /* a link stays a link */
    if (!o->path)
        o->path = mem_strdup(path);
    o->fd = open_temporary(o, mode_of(there ? &st : NULL));
    if (o->fd < 0) {
        enum status s = detail_errno(d, errno, path);
        output_abort(o);
        return s;
    }
    return STATUS_OK;
}

enum status output_open_own(struct output *o, const char *name, struct detail *d)
{
    struct stat st;
    memset(o, 0, sizeof *o);
    o->name = name;
    o->fd = -1;
    bool there = lstat(name, &st) == 0;
    if (strchr(name, '/') || (there && (!S_ISREG(st.st_mode) || st.st_nlink != 1)))
        return detail_set(d, STATUS_DENIED,
                          _("%s: đây không phải là một tệp thường. Hãy chọn tệp khác."), name);
    o->path = mem_strdup(name);
    o->fd = open_temporary(o, 0600);
    if (o->fd >= 0)
        return STATUS_OK;
    enum status s = detail_errno(d, errno, name);
    output_abort(o);
    return s;
}

void output_hold(struct output *o)
{
    o->hold = !o->temporary; /* only a file that is new never makes anybody wait */
}

void output_add(struct output *o, struct span s)
{
    if (s.n >= LARGE && !o->terminal && !o->hold) { /* not copied */
        flush(o, false);
        write_all(o, s);
        return;
    }
    buf_add_span(&o->b, s);
    if (o->b.n >= PIECE && !o->hold)
        flush(o, false);
}

void output_adds(struct output *o, const char *s)
{
    output_add(o, span_of(s));
}

void output_addf(struct output *o, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&o->b, fmt, ap);
    va_end(ap);
    if (o->b.n >= PIECE && !o->hold)
        flush(o, false);
}

bool output_failed(const struct output *o)
{
    return o->failed;
}

static void put_in_place(struct output *o)
{
    if (!o->failed && fsync(o->fd) < 0 && errno != EINVAL && errno != EROFS)
        o->failed = true, o->error = errno;
    if (!o->failed && rename(o->temporary, o->path) < 0)
        o->failed = true, o->error = errno;
    if (!o->failed) {
        free(o->temporary);
        o->temporary = NULL;
    }
}

enum status output_commit(struct output *o, struct detail *d)
{
    enum status s = STATUS_OK;
    flush(o, true);
    if (o->temporary)
        put_in_place(o);
    if (o->fd > STDERR_FILENO) {
        if (close(o->fd) < 0 && !o->failed)
            o->failed = true, o->error = errno;
        o->fd = -1;
    }
    if (o->failed && o->error == EPIPE) {
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE); /* ends as it would have with the default action */
    }
    if (o->failed)
        s = detail_errno(d, o->error, o->name);
    output_abort(o);
    return s;
}

void output_abort(struct output *o)
{
    if (o->temporary)
        unlink(o->temporary);
    if (o->fd > STDERR_FILENO)
        close(o->fd);
    o->fd = -1;
    free(o->temporary);
    free(o->path);
    buf_release(&o->b);
    buf_release(&o->safe);
    memset(o, 0, sizeof *o);
    o->fd = -1;
}
