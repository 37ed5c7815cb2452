/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/lock_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_BYTE = 4096, DRAW_TRIES = 50, DRAW_PAUSE_NS = 50000 };

/* type: F_WRLCK or F_UNLCK. */
static bool set_lock(int fd, short type, uint64_t ticket)
{
    struct flock l = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)(FIRST_BYTE + ticket), .l_len = 1};
    return fcntl(fd, F_OFD_SETLK, &l) == 0;
}

/* Does another hold a ticket below `end` (0: any)? */
static bool others_before(int fd, uint64_t end)
{
    struct flock l = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = FIRST_BYTE, .l_len = (off_t)end};
    return fcntl(fd, F_OFD_GETLK, &l) || l.l_type != F_UNLCK;
}

bool lock_queue_empty(int fd)
{
    return !others_before(fd, 0);
}

bool lock_queue_my_turn(int fd, uint64_t ticket)
{
    return !ticket || !others_before(fd, ticket);
}

bool lock_queue_draw(int fd, uint64_t *ticket)
{
    uint64_t n = 0, next;
    for (int i = 0; flock(fd, LOCK_EX | LOCK_NB); i++) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || i == DRAW_TRIES)
            return false;
        nanosleep(&(struct timespec){0, DRAW_PAUSE_NS}, NULL);
    }
    if (pread(fd, &n, sizeof n, 0) < 0)
        n = 0;
    next = n + 1;
    /* the number first: a ticket drawn twice would be worse than one that is never held */
    bool drawn = pwrite(fd, &next, sizeof next, 0) == sizeof next && set_lock(fd, F_WRLCK, n);
    flock(fd, LOCK_UN);
    *ticket = n;
    return drawn;
}

uint64_t lock_queue_served(int fd)
{
    uint64_t n;
    return pread(fd, &n, sizeof n, 8) == sizeof n ? n : 0;
}

void lock_queue_leave(int fd, uint64_t ticket, bool served)
{
    if (served) {
        ssize_t done = pwrite(fd, &ticket, sizeof ticket, 8);
        (void)done;
    }
    set_lock(fd, F_UNLCK, ticket);
}
