/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/msg.h"

struct lock {
    int fd, queue;
};

enum { QUEUE_PATIENCE_MS = 500, VIETNAM = 7 * 3600 };

int lock_file(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0)
        fchmod(fd, 0600);
    return fd;
}

enum status lock_open(struct lock **out, int folder, const char *name, struct detail *d)
{
    char queue[64];
    snprintf(queue, sizeof queue, "%s-queue", name);
    struct lock *l = mem_alloc(sizeof *l);
    l->queue = -1;
    l->fd = lock_file(folder, name);
    if (l->fd >= 0)
        l->queue = lock_file(folder, queue);
    if (l->queue >= 0) {
        *out = l;
        return STATUS_OK;
    }
    int err = errno;
    lock_close(l);
    *out = NULL;
    return detail_errno(d, err, name);
}

void lock_close(struct lock *l)
{
    if (!l)
        return;
    if (l->fd >= 0)
        close(l->fd);
    if (l->queue >= 0)
        close(l->queue);
    free(l);
}

static bool try_flock(int fd, int how)
{
    while (flock(fd, how | LOCK_NB))
        if (errno != EINTR)
            return false;
    return true;
}

bool lock_try_shared(int fd)
{
    return try_flock(fd, LOCK_SH);
}

bool lock_try_exclusive(int fd)
{
    return try_flock(fd, LOCK_EX);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void pause_us(int64_t us)
{
    struct timespec t = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

/* Pauses grow with the time waited: a wait behind one commit (about 1 ms) costs little delay, a
 * wait behind a stopped process costs little processor time. */
static int64_t pause_after(int64_t waited_us, int64_t first, int64_t most, uint32_t *seed)
{
    *seed ^= *seed << 13, *seed ^= *seed >> 17, *seed ^= *seed << 5;
    int64_t p = waited_us / 8 > first ? waited_us / 8 : first;
    if (p > most)
        p = most;
    return p / 2 + (int64_t)(*seed % (uint64_t)p);
}

/* Two stages in one loop: the queue, then the lock. */
static bool wait_for(struct lock *l, int64_t limit_us)
{
    int64_t start = now_us(), waited = 0;
    uint32_t seed = (uint32_t)start ^ (uint32_t)getpid() * 2654435761U;
    bool queued = false, got = false;
    seed |= 1;
    for (;;) {
        if (!queued)
            queued = try_flock(l->queue, LOCK_EX);
        if (queued || waited > QUEUE_PATIENCE_MS * 1000)
            got = try_flock(l->fd, LOCK_EX);
        if (got || waited >= limit_us)
            break;
        int64_t p =
            queued ? pause_after(waited, 40, 2000, &seed) : pause_after(waited, 200, 5000, &seed);
        pause_us(p < limit_us - waited ? p : limit_us - waited);
        waited = now_us() - start;
    }
    if (queued)
        flock(l->queue, LOCK_UN);
    return got;
}

bool lock_take(struct lock *l, const char *holder, int wait_ms)
{
    if (!wait_for(l, (int64_t)wait_ms * 1000))
        return false;
    lock_write_name(l->fd, holder);
    return true;
}

void lock_release(struct lock *l)
{
    flock(l->fd, LOCK_UN);
}

void lock_write_name(int fd, const char *name)
{
    char line[160];
    int n = snprintf(line, sizeof line, "%ld %lld %.100s", (long)getpid(), (long long)time(NULL),
                     name ? name : "");
    memset(line + n, '\n', sizeof line - (size_t)n); /* one write covers a longer, older name */
    ssize_t done = pwrite(fd, line, sizeof line, 0);
    (void)done; /* the name is a courtesy: the lock holds without it */
}

/* How many of n bytes fit in `limit` without cutting a UTF-8 character. */
static size_t whole_characters(const char *s, size_t n, size_t limit)
{
    if (n <= limit)
        return n;
    while (limit && (s[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

bool lock_read_name(int fd, struct lock_holder *out)
{
    char line[161], *end;
    ssize_t n = pread(fd, line, sizeof line - 1, 0);
    *out = (struct lock_holder){0};
    if (n <= 0)
        return false;
    line[n] = 0;
    line[strcspn(line, "\n")] = 0;
    out->pid = strtol(line, &end, 10);
    out->since = strtoll(end, &end, 10);
    if (end == line || *end != ' ')
        return false;
    size_t len = strlen(end + 1);
    memcpy(out->name, end + 1, whole_characters(end + 1, len, sizeof out->name - 1));
    return true;
}

bool lock_read_holder(struct lock *l, struct lock_holder *out)
{
    return lock_read_name(l->fd, out);
}

enum status lock_busy(struct lock *l, const char *what, struct detail *d)
{
    struct lock_holder h;
    if (!lock_read_holder(l, &h))
        return detail_set(d, STATUS_BUSY, "%s", status_text(STATUS_BUSY));
    int minute = (int)((h.since + VIETNAM) / 60 % (24 * 60));
    return detail_set(d, STATUS_BUSY,
                      _("%s %s từ %02d:%02d và chưa xong. Hãy thử lại sau; nếu vẫn vậy, hãy báo "
                        "người quản trị máy (tiến trình %ld)."),
                      h.name[0] ? h.name : _("Một phiên khác"), what, minute / 60, minute % 60,
                      h.pid);
}

const char *lock_unsafe_fs(uint64_t f_type)
{
    static const struct {
        uint32_t type;
        const char *name;
    } list[] = {{0x6969, "NFS"},       {0x517B, "SMB"},      {0xFF534D42, "CIFS"},
                {0xFE534D42, "SMB2"},  {0x65735546, "FUSE"}, {0x5346414F, "AFS"},
                {0x73757245, "Coda"},  {0x564C, "NCP"},      {0x00C36400, "Ceph"},
                {0x0BD00BD0, "Lustre"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i].type == (uint32_t)f_type)
            return list[i].name;
    return NULL;
}
