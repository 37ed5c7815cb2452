/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/term_world.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support.h"

struct demo_counts *counts;

/* In place of libc's: counts what goes to the terminal. */
ssize_t write(int fd, const void *p, size_t n);
ssize_t write(int fd, const void *p, size_t n)
{
    if (fd == STDOUT_FILENO && counts) {
        counts->writes++;
        counts->bytes += (long)n;
    }
    return syscall(SYS_write, fd, p, n);
}

const char *const world_standard[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR",
                                      "ESCDELAY", NULL};

void world_start_with(struct pty *p, struct demo_options *o, int rows, int columns,
                      const char *const *env)
{
    memset(counts, 0, sizeof *counts);
    o->counts = counts;
    assert_true(pty_start(p, rows, columns, env, NULL, demo_run, o));
    p->silence = 40;
}

void world_start(struct pty *p, struct demo_options *o)
{
    world_start_with(p, o, 24, 80, world_standard);
    assert_true(pty_settle(p));
}

void world_type(struct pty *p, const char *bytes)
{
    pty_type(p, span_of(bytes));
}

void world_end(struct pty *p, int code)
{
    assert_true(pty_wait_end(p, 3000));
    assert_true(WIFEXITED(p->status));
    assert_int_equal(WEXITSTATUS(p->status), code);
    pty_stop(p);
}

void world_leave(struct pty *p)
{
    world_type(p, "\033\033");
    world_end(p, 0);
}

void world_init(void)
{
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counts == MAP_FAILED)
        abort();
}
