/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LD_PRELOAD: makes the n-th call that changes a file fail. For tests of what disks do.
 *
 *      FAULT_PATH  only files whose path contains this are counted
 *      FAULT_AT    which call (1 = the first); 0 counts only
 *      FAULT_MODE  eio, enospc, short (half is written and half is returned), kill (half is
 *              written, then SIGKILL), sticky (ENOSPC from that call on)
 *      FAULT_HIT   a file that is made when the call was reached
 *      FAULT_TOTAL a file that gets the number of calls when the program ends
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PASS, FAIL, HALF };

static atomic_long calls;

static int counted(int fd)
{
    char link[40], path[1024];
    const char *want = getenv("FAULT_PATH");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0 || !want)
        return 0;
    path[n] = 0;
    return strstr(path, want) != NULL;
}

static void tell_hit(void)
{
    const char *file = getenv("FAULT_HIT");
    if (file)
        close((int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT, 0600));
}

__attribute__((destructor)) static void tell_total(void)
{
    const char *file = getenv("FAULT_TOTAL");
    char text[24];
    int n = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
    int fd =
        file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (fd >= 0 && syscall(SYS_write, fd, text, n) == n)
        close(fd);
}

/* What to do with a call on a file that counts; sets errno for FAIL. */
static int judge(void)
{
    const char *at = getenv("FAULT_AT"), *mode = getenv("FAULT_MODE");
    if (!at || !mode)
        return PASS;
    long now = atomic_fetch_add(&calls, 1) + 1, n = atol(at);
    int sticky = !strcmp(mode, "sticky");
    if (now != n && !(sticky && n && now > n))
        return PASS;
    tell_hit();
    errno = !strcmp(mode, "eio") ? EIO : ENOSPC;
    return !strcmp(mode, "short") || !strcmp(mode, "kill") ? HALF : FAIL;
}

static int verdict(int fd)
{
    return counted(fd) ? judge() : PASS;
}

static void die_if_asked(void)
{
    if (!strcmp(getenv("FAULT_MODE"), "kill"))
        kill(getpid(), SIGKILL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *p, size_t n)
{
    int v = verdict(fd);
    ssize_t done = v == FAIL ? -1 : REAL(write)(fd, p, v == HALF ? n / 2 : n);
    if (v == HALF)
        die_if_asked();
    return done;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    int v = verdict(fd);
    ssize_t done = v == FAIL ? -1 : REAL(pwrite)(fd, p, v == HALF ? n / 2 : n, at);
    if (v == HALF)
        die_if_asked();
    return done;
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return pwrite(fd, p, n, at);
}

static ssize_t half_vector(int fd, const struct iovec *v, int n, off_t at)
{
    ssize_t done = n > 1 ? REAL(pwritev)(fd, v, n / 2, at)
                         : REAL(pwrite)(fd, v[0].iov_base, v[0].iov_len / 2, at);
    die_if_asked();
    return done;
}

ssize_t pwritev(int fd, const struct iovec *v, int n, off_t at)
{
    switch (verdict(fd)) {
    case FAIL:
        return -1;
    case HALF:
        return half_vector(fd, v, n, at);
    }
    return REAL(pwritev)(fd, v, n, at);
}

ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t at)
{
    return pwritev(fd, v, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    switch (verdict(fd)) {
    case FAIL:
        return -1;
    case HALF: {
        off_t at = lseek(fd, 0, SEEK_CUR);
        ssize_t done = half_vector(fd, v, n, at);
        if (done > 0)
            lseek(fd, at + done, SEEK_SET);
        return done;
    }
    }
    return REAL(writev)(fd, v, n);
}

/* A sync has no half: "short" does it, "kill" dies before it. */
static int sync_call(int fd, int (*real)(int))
{
    int v = verdict(fd);
    if (v == HALF)
        die_if_asked();
    return v == FAIL ? -1 : real(fd);
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
    int v = verdict(fd);
    if (v == HALF)
        die_if_asked();
    return v == FAIL ? -1 : REAL(ftruncate)(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
    return ftruncate(fd, n);
}

/* A rename has no half either. */
static int rename_verdict(int folder, const char *to)
{
    const char *want = getenv("FAULT_PATH");
    int named = to[0] == '/' ? want && strstr(to, want) != NULL : counted(folder);
    int v = named ? judge() : PASS;
    if (v == HALF)
        die_if_asked();
    return v;
}

int rename(const char *from, const char *to)
{
    return rename_verdict(AT_FDCWD, to) == FAIL ? -1 : REAL(rename)(from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    return rename_verdict(b, to) == FAIL ? -1 : REAL(renameat)(a, from, b, to);
}
