/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LD_PRELOAD: writes down every call of a program that changes files below $LOG_PATH, in order and
 * with its bytes, into the file $LOG_FILE: for playing a power cut (tests/torture/power.c).
 *
 *      kind(1) flags(1) path(2) second path(2) offset(8) bytes(8)   then the paths and the bytes
 *      kind: W write, T truncate (to offset), S sync, C create, M mkdir, R rename, U unlink, D
 * rmdir flags: 1 = the write itself is durable (O_DSYNC)
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { LONGEST = 1024 };

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_below(const char *path)
{
    const char *want = getenv("LOG_PATH");
    return want && strncmp(path, want, strlen(want)) == 0;
}

/* The path of an open file; "" when it is none of ours. */
static void path_of(int fd, char path[LONGEST])
{
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, LONGEST - 1);
    path[n > 0 ? n : 0] = 0;
    if (!is_below(path))
        path[0] = 0;
}

static void path_at(int folder, const char *name, char path[LONGEST])
{
    char base[LONGEST] = "";
    if (name[0] == '/' || folder == AT_FDCWD)
        snprintf(path, LONGEST, "%s", name);
    else {
        path_of(folder, base);
        snprintf(path, LONGEST, "%.500s/%.500s", base, name);
    }
    if (!is_below(path))
        path[0] = 0;
}

static void put(int kind, int flags, const char *a, const char *b, uint64_t at,
                const struct iovec *v, int n)
{
    static int fd = -1;
    unsigned char head[22] = {(unsigned char)kind, (unsigned char)flags};
    struct iovec all[3 + 64] = {{head, sizeof head}};
    uint16_t la = (uint16_t)strlen(a), lb = (uint16_t)strlen(b);
    uint64_t bytes = 0;
    int saved = errno;
    if (fd < 0 && getenv("LOG_FILE"))
        fd = (int)syscall(SYS_openat, AT_FDCWD, getenv("LOG_FILE"),
                          O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (n > 64)
        abort();
    for (int i = 0; i < n; i++)
        bytes += v[i].iov_len, all[3 + i] = v[i];
    memcpy(head + 2, &la, 2);
    memcpy(head + 4, &lb, 2);
    memcpy(head + 6, &at, 8);
    memcpy(head + 14, &bytes, 8);
    all[1] = (struct iovec){(void *)(uintptr_t)a, la};
    all[2] = (struct iovec){(void *)(uintptr_t)b, lb};
    if (fd >= 0 && syscall(SYS_writev, fd, all, 3 + n) != (ssize_t)(sizeof head + la + lb + bytes))
        abort(); /* a log with a hole proves nothing */
    errno = saved;
}

static void put_write(int fd, const struct iovec *v, int n, off_t at)
{
    char path[LONGEST];
    int flags = fcntl(fd, F_GETFL);
    path_of(fd, path);
    if (path[0])
        put('W', (flags & O_DSYNC) != 0, path, "", (uint64_t)at, v, n);
}

static off_t place_of(int fd)
{
    struct stat st;
    if (fcntl(fd, F_GETFL) & O_APPEND)
        return fstat(fd, &st) ? 0 : st.st_size;
    off_t at = lseek(fd, 0, SEEK_CUR);
    return at < 0 ? 0 : at;
}

ssize_t write(int fd, const void *p, size_t n)
{
    struct iovec v = {(void *)(uintptr_t)p, n};
    put_write(fd, &v, 1, place_of(fd));
    return REAL(write)(fd, p, n);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    put_write(fd, v, n, place_of(fd));
    return REAL(writev)(fd, v, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    struct iovec v = {(void *)(uintptr_t)p, n};
    put_write(fd, &v, 1, at);
    return REAL(pwrite)(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return pwrite(fd, p, n, at);
}

ssize_t pwritev(int fd, const struct iovec *v, int n, off_t at)
{
    put_write(fd, v, n, at);
    return REAL(pwritev)(fd, v, n, at);
}

ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t at)
{
    return pwritev(fd, v, n, at);
}

/* Written down when it has come back: only then may anybody rely on it. */
static int sync_call(int fd, int (*real)(int))
{
    char path[LONGEST];
    int rc = real(fd);
    path_of(fd, path);
    if (!rc && path[0])
        put('S', 0, path, "", 0, NULL, 0);
    return rc;
}

int fsync(int fd)
{
    return sync_call(fd, REAL(fsync));
}

int fdatasync(int fd)
{
    return sync_call(fd, REAL(fdatasync));
}

int ftruncate(int fd, off_t n)
{
    char path[LONGEST];
    path_of(fd, path);
    if (path[0])
        put('T', 0, path, "", (uint64_t)n, NULL, 0);
    return REAL(ftruncate)(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
    return ftruncate(fd, n);
}

static int open_call(int folder, const char *name, int flags, unsigned mode)
{
    char path[LONGEST] = "";
    struct stat st;
    if (flags & (O_CREAT | O_TRUNC))
        path_at(folder, name, path);
    int is_new = path[0] && stat(path, &st) != 0;
    int fd = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (fd >= 0 && is_new)
        put('C', 0, path, "", 0, NULL, 0);
    else if (fd >= 0 && path[0] && flags & O_TRUNC)
        put('T', 0, path, "", 0, NULL, 0);
    return fd;
}

#define MODE_OF(flags)                                                                             \
    unsigned mode = 0;                                                                             \
    if ((flags)&O_CREAT) {                                                                         \
        va_list ap;                                                                                \
        va_start(ap, flags);                                                                       \
        mode = va_arg(ap, unsigned);                                                               \
        va_end(ap);                                                                                \
    }

int open(const char *name, int flags, ...)
{
    MODE_OF(flags)
    return open_call(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...)
{
    MODE_OF(flags)
    return open_call(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char *name, int flags, ...)
{
    MODE_OF(flags)
    return open_call(folder, name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...)
{
    MODE_OF(flags)
    return open_call(folder, name, flags, mode);
}

static int named(int rc, int kind, int folder, const char *name)
{
    char path[LONGEST];
    path_at(folder, name, path);
    if (!rc && path[0])
        put(kind, 0, path, "", 0, NULL, 0);
    return rc;
}

int mkdir(const char *name, mode_t mode)
{
    return named(REAL(mkdir)(name, mode), 'M', AT_FDCWD, name);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return named(REAL(mkdirat)(folder, name, mode), 'M', folder, name);
}

int unlink(const char *name)
{
    return named(REAL(unlink)(name), 'U', AT_FDCWD, name);
}

int unlinkat(int folder, const char *name, int flags)
{
    return named(REAL(unlinkat)(folder, name, flags), flags & AT_REMOVEDIR ? 'D' : 'U', folder,
                 name);
}

int rmdir(const char *name)
{
    return named(REAL(rmdir)(name), 'D', AT_FDCWD, name);
}

int renameat(int a, const char *from, int b, const char *to)
{
    char x[LONGEST], y[LONGEST];
    path_at(a, from, x);
    path_at(b, to, y);
    int rc = REAL(renameat)(a, from, b, to);
    if (!rc && x[0] && y[0])
        put('R', 0, x, y, 0, NULL, 0);
    return rc;
}

int rename(const char *from, const char *to)
{
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}
