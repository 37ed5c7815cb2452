/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LD_PRELOAD: counts the write() calls of a program to its terminal, in the file $WRITES (eight
 * bytes, shared memory).
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic long *counter;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("WRITES");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *p = fd >= 0 ? mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                      : MAP_FAILED;
    if (fd >= 0)
        close(fd);
    if (p != MAP_FAILED)
        counter = p;
}

ssize_t write(int fd, const void *p, size_t n);
ssize_t write(int fd, const void *p, size_t n)
{
    if (counter && isatty(fd))
        atomic_fetch_add(counter, 1);
    return syscall(SYS_write, fd, p, n);
}
