/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/diskfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/msg.h"

enum { NAME_PART_MAX = 100 };

enum status diskfile_folder(int parent, const char *name, int *fd, struct detail *d)
{
    bool made = mkdirat(parent, name, 0700) == 0;
    if (!made && errno != EEXIST) {
        *fd = -1;
        return detail_errno(d, errno, name);
    }
    if (made)
        fchmodat(parent, name, 0700, 0); /* a umask of 0777 must not lock us out */
    *fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return detail_errno(d, errno, name);
    if (made) { /* the folder itself must outlive a power cut */
        int above = openat(*fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (above >= 0)
            fsync(above), close(above);
    }
    return STATUS_OK;
}

static int write_all(int fd, struct span s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        s.p += n;
        s.n -= (size_t)n;
    }
    return 0;
}

enum status diskfile_write(int folder, const char *name, struct span bytes, bool durable,
                           struct detail *d)
{
    char temporary[300];
    snprintf(temporary, sizeof temporary, DISKFILE_TEMPORARY "%ld-%.200s", (long)getpid(), name);
    int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return detail_errno(d, errno, name);
    int err = fchmod(fd, 0600) ? errno : write_all(fd, bytes);
    if (!err && durable && fsync(fd))
        err = errno;
    if (close(fd) && !err)
        err = errno;
    if (!err && renameat(folder, temporary, folder, name))
        err = errno;
    if (err) {
        unlinkat(folder, temporary, 0);
        return detail_errno(d, err, name);
    }
    if (durable && fsync(folder))
        return detail_errno(d, errno, name);
    return STATUS_OK;
}

enum status diskfile_read(int folder, const char *name, size_t limit, struct buf *out,
                          struct detail *d)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return detail_errno(d, errno, name);
    size_t start = out->n;
    enum status st = STATUS_OK;
    for (;;) {
        buf_reserve(out, 4096);
        ssize_t n = read(fd, out->p + out->n, 4096);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            st = detail_errno(d, errno, name);
        if (n <= 0)
            break;
        out->n += (size_t)n;
        out->p[out->n] = 0;
        if (out->n - start > limit) {
            st = detail_set(d, STATUS_INVALID, _("%s: tệp lớn hơn mức cho phép."), name);
            break;
        }
    }
    close(fd);
    if (st)
        buf_truncate(out, start);
    return st;
}

enum status diskfile_remove(int folder, const char *name, struct detail *d)
{
    if (unlinkat(folder, name, 0) && errno != ENOENT)
        return detail_errno(d, errno, name);
    return STATUS_OK;
}

/* FNV-1a: only to tell long names apart, nothing is trusted to it. */
static uint64_t hash(struct span s)
{
    uint64_t h = 14695981039346656037U;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211U;
    return h;
}

void diskfile_safe_name(struct buf *out, struct span text)
{
    size_t start = out->n;
    if (!text.n)
        buf_addc(out, '%');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '_' || c == '-';
        if (out->n - start + (plain ? 1 : 3) > NAME_PART_MAX) {
            buf_addf(out, "~%016llx", (unsigned long long)hash(text));
            return;
        }
        if (plain)
            buf_addc(out, c);
        else
            buf_addf(out, "%%%02X", (unsigned char)c);
    }
}
