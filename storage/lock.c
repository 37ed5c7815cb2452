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
#include "storage/lock_queue.h"

struct lock {
    int fd, queue;
};

enum { QUEUE_PATIENCE_MS = 300, VIETNAM = 7 * 3600 };

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

/* How long until the next look. First in the queue: a commit takes about 1 ms and the disk should
 * not wait for us; after a while it is no commit but a stopped process, and the processor counts.
 * Behind others: as long as those before us will take at the least. */
static int64_t next_pause(bool first, int64_t waited, uint64_t before)
{
    if (first)
        return waited < 10000 ? 50 : waited < 100000 ? 500 : 2000;
    return before < 2 ? 200 : before < 20 ? (int64_t)before * 200 : 4000;
}

/* Without a ticket: no order, but random pauses, so that nobody is beaten every time. */
static int64_t random_pause(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return 50 + (*seed >> 16) % 2000;
}

struct wait {
    int64_t start, waited, moved; /* us; moved: when the queue was last seen to move on */
    uint64_t ticket, served;
    bool drawn, first;
    uint32_t seed;
};

/* May this waiter try the lock now? Yes when it is first; when it has no ticket; and when the queue
 * has not moved for so long that somebody before us must have been stopped in it. */
static bool may_try(struct lock *l, struct wait *w)
{
    w->first = w->first || !w->drawn || lock_queue_my_turn(l->queue, w->ticket);
    if (w->first)
        return true;
    uint64_t served = lock_queue_served(l->queue);
    if (served != w->served) {
        w->served = served;
        w->moved = w->waited;
    }
    return w->waited - w->moved > QUEUE_PATIENCE_MS * 1000;
}

static bool wait_for(struct lock *l, int64_t limit)
{
    struct wait w = {.start = now_us(), .seed = (uint32_t)getpid()};
    bool got = false;
    w.drawn = lock_queue_draw(l->queue, &w.ticket);
    for (;;) {
        if (may_try(l, &w))
            got = try_flock(l->fd, LOCK_EX);
        if (got || w.waited >= limit)
            break;
        int64_t p = w.drawn ? next_pause(w.first, w.waited - w.moved, w.ticket - w.served)
                            : random_pause(&w.seed);
        pause_us(p < limit - w.waited ? p : limit - w.waited);
        w.waited = now_us() - w.start;
        if (w.first && !w.moved)
            w.moved = w.waited; /* from now on it is the holder we wait for */
    }
    if (w.drawn)
        lock_queue_leave(l->queue, w.ticket, got);
    return got;
}

bool lock_take(struct lock *l, const char *holder, int wait_ms)
{
    /* The common case, nobody else there: two calls. Past a queue nobody goes. */
    bool got = lock_queue_empty(l->queue) && try_flock(l->fd, LOCK_EX);
    if (!got && !wait_for(l, (int64_t)wait_ms * 1000))
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
