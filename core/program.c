/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

#ifndef HOCTAP_LIBEXEC
#define HOCTAP_LIBEXEC "/usr/local/libexec/hoctap"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

char *program_find(const char *name)
{
    static const char *const places[] = {"", "../", "../libexec/hoctap/"};
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    char *slash = n > 0 && n < (ssize_t)sizeof self ? memrchr(self, '/', (size_t)n) : NULL;
    struct buf path = {0};
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        buf_reset(&path);
        buf_addf(&path, "%.*s/%s%s", (int)(slash - self), self, places[i], name);
        if (access(buf_str(&path), X_OK) == 0)
            return buf_detach(&path);
    }
    buf_reset(&path);
    buf_addf(&path, "%s/%s", HOCTAP_LIBEXEC, name);
    if (access(buf_str(&path), X_OK) == 0)
        return buf_detach(&path);
    buf_release(&path);
    return NULL;
}

int program_spawn(pid_t *pid, const char *path, const char *const *argv,
                  const char *const *environment, int in, int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXCPU);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_addclosefrom_np(&actions,
                                             PROGRAM_FIRST_FREE); /* also what we inherited */
    if (!SANITIZED) /* nothing of it may reach the screen */
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int err = posix_spawn(pid, path, &actions, &attributes, (char *const *)argv,
                          (char *const *)environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return err;
}

int program_descriptor(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, PROGRAM_FIRST_FREE), err = errno;
    close(fd);
    errno = err;
    return high;
}
