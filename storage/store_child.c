/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage/store_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct header {
    uint32_t type, number, key, bytes;
};

/* A crash here is expected: it leaves no core file (it would hold people's data), prints nothing,
 * and runs none of the parent's handlers. */
static void become_child(void)
{
    static const int deadly[] = {SIGSEGV, SIGBUS,  SIGABRT, SIGFPE,
                                 SIGILL,  SIGPIPE, SIGTERM, SIGHUP};
    sigset_t all;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        signal(deadly[i], SIG_DFL);
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0)
        dup2(null, 2);
}

enum status store_child_start(struct store_child *c, store_child_fn work, void *context,
                              struct detail *d)
{
    int ends[2];
    *c = (struct store_child){.pid = -1, .fd = -1};
    void *shared =
        mmap(NULL, sizeof *c->place, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return detail_errno(d, errno, "mmap");
    if (pipe2(ends, O_CLOEXEC)) {
        munmap(shared, sizeof *c->place);
        return detail_errno(d, errno, "pipe");
    }
    c->place = shared;
    c->fd = ends[0];
    c->pid = fork();
    if (c->pid == 0) {
        close(ends[0]);
        become_child();
        work(ends[1], shared, context);
        _exit(0);
    }
    int err = errno;
    close(ends[1]);
    if (c->pid > 0)
        return STATUS_OK;
    store_child_end(c);
    return detail_errno(d, err, "fork");
}

static bool read_all(int fd, void *p, size_t n)
{
    for (char *at = p; n;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static void write_all(int fd, const void *p, size_t n)
{
    for (const char *at = p; n;) {
        ssize_t put = write(fd, at, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            _exit(1); /* nobody listens any more */
        at += put;
        n -= (size_t)put;
    }
}

bool store_child_next(struct store_child *c, struct store_message *m)
{
    struct header h;
    if (!read_all(c->fd, &h, sizeof h) || h.key > STORE_PHYSICAL_KEY_MAX ||
        h.bytes > STORE_VALUE_MAX)
        return false;
    buf_reset(&c->message);
    buf_reserve(&c->message, (size_t)h.key + h.bytes);
    if (!read_all(c->fd, c->message.p, (size_t)h.key + h.bytes))
        return false;
    m->type = (enum store_child_type)h.type;
    m->number = h.number;
    m->key = (struct span){c->message.p, h.key};
    m->bytes = (struct span){c->message.p + h.key, h.bytes};
    return true;
}

void store_child_end(struct store_child *c)
{
    if (c->fd >= 0)
        close(c->fd);
    while (c->pid > 0 && waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    if (c->place)
        munmap(c->place, sizeof *c->place);
    buf_release(&c->message);
    *c = (struct store_child){.pid = -1, .fd = -1};
}

void store_child_send(int fd, const struct store_message *m)
{
    struct buf b = {0};
    struct header h = {m->type, m->number, (uint32_t)m->key.n, (uint32_t)m->bytes.n};
    buf_add(&b, &h, sizeof h);
    buf_add_span(&b, m->key);
    buf_add_span(&b, m->bytes);
    write_all(fd, b.p, b.n);
    buf_release(&b);
}

void store_child_done(int fd, enum status st, const struct detail *d)
{
    struct store_message m = {STORE_CHILD_DONE, st, {0}, span_of(d->text)};
    store_child_send(fd, &m);
}
