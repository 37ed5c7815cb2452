/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/torture.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct scene *const scenes[] = {
    &scene_kill, &scene_sweep, &scene_power, &scene_full,     &scene_grow,
    &scene_flip, &scene_clock, &scene_hot,   &scene_readonly,
};
enum { SCENES = sizeof scenes / sizeof *scenes, SHORT = 10, LONG = 300 };

double torture_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

uint32_t torture_draw(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*seed >> 33) % n);
}

void torture_loss(struct scene_run *r, const char *fmt, ...)
{
    va_list ap;
    r->t.losses++;
    if (r->t.losses > 10) /* more of the same helps nobody */
        return;
    printf("not ok - %s: ", r->name);
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    printf(" (seed %llu)\n", (unsigned long long)r->seed);
    fflush(stdout);
}

void torture_note(const struct scene_run *r, const char *fmt, ...)
{
    va_list ap;
    printf("# %s: ", r->name);
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    printf("\n");
}

void torture_must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
    _exit(99);
}

const char *torture_build(void)
{
    const char *b = getenv("BUILD");
    return b && *b ? b : "build";
}

char *torture_in(const char *dir, const char *name)
{
    struct buf b = {0};
    buf_addf(&b, "%s/%s", dir, name);
    return buf_detach(&b);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

void torture_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool read_whole(const char *path, struct buf *out)
{
    char chunk[65536];
    size_t n;
    FILE *f = fopen(path, "rb");
    buf_reset(out);
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(out, chunk, n);
    if (f)
        fclose(f);
    return f != NULL;
}

bool torture_same_file(const char *a, const char *b)
{
    struct buf x = {0}, y = {0};
    bool same = read_whole(a, &x) && read_whole(b, &y) && span_eq(buf_span(&x), buf_span(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

/* cp -a keeps times, as the store looks at them to see whether its file was replaced. */
void torture_copy(const char *from, const char *to)
{
    const char *const argv[] = {"cp", "-a", from, to, NULL};
    torture_must(torture_start(argv, NULL, NULL) == 0, "cp");
}

int torture_start(const char *const *argv, const char *const *env, const char *out)
{
    return torture_start_for(argv, env, out, 0);
}

int torture_start_for(const char *const *argv, const char *const *env, const char *out,
                      double seconds)
{
    int status;
    pid_t pid = fork();
    torture_must(pid >= 0, "fork");
    if (pid == 0) {
        int fd = open(out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
        for (; env && *env; env++)
            putenv((char *)(uintptr_t)*env);
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    for (double end = torture_now() + seconds; seconds > 0;) {
        pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid)
            return status;
        if (torture_now() >= end) {
            kill(pid, SIGKILL);
            break;
        }
        usleep(50);
    }
    torture_must(waitpid(pid, &status, 0) == pid, "waitpid");
    return status;
}

/* ---- the run ---- */

static char *new_folder(const char *base)
{
    struct buf b = {0};
    buf_addf(&b, "%s/hoctap-torture-XXXXXX", base);
    char *path = buf_detach(&b);
    torture_must(mkdtemp(path) != NULL, path);
    return path;
}

static void add(struct tally *sum, const struct tally *t)
{
    sum->kills += t->kills;
    sum->saves += t->saves;
    sum->faults += t->faults;
    sum->snapshots += t->snapshots;
    sum->losses += t->losses;
}

static void print_row(const char *name, const char *what, const struct tally *t, double seconds)
{
    printf("%-9s %8lu %8lu %8lu %10lu %7lu %7.1f  %s\n", name, t->kills, t->saves, t->faults,
           t->snapshots, t->losses, seconds, what);
}

static void print_head(void)
{
    printf("%-9s %8s %8s %8s %10s %7s %7s\n", "scene", "kills", "saves", "faults", "snapshots",
           "losses", "seconds");
}

static bool wanted(const struct scene *s)
{
    const char *only = getenv("TORTURE_ONLY");
    if (!only || !*only)
        return true;
    size_t n = strlen(s->name);
    for (const char *p = only; (p = strstr(p, s->name)); p += n)
        if ((p == only || p[-1] == ' ') && (p[n] == 0 || p[n] == ' '))
            return true;
    return false;
}

static double run_scene(const struct scene *s, struct scene_run *r)
{
    const char *base = getenv("TMPDIR");
    char *dir = new_folder(base && *base ? base : "/tmp");
    char *fast = access("/dev/shm", W_OK) == 0 ? new_folder("/dev/shm") : new_folder(dir);
    double begin = torture_now();
    r->name = s->name;
    r->dir = dir;
    r->fast = fast;
    s->run(r);
    printf("%sok - %s: %s\n", r->t.losses ? "not " : "", s->name, s->what);
    fflush(stdout);
    torture_remove(fast);
    torture_remove(dir);
    free(fast);
    free(dir);
    return torture_now() - begin;
}

static int torture(const char *self)
{
    const char *text = getenv("TORTURE_SECONDS"), *seed = getenv("TORTURE_SEED");
    double seconds = text && *text ? atof(text) : SHORT, took[SCENES], shares = 0;
    struct scene_run run[SCENES];
    struct tally sum = {0};
    for (size_t i = 0; i < SCENES; i++)
        shares += wanted(scenes[i]) ? scenes[i]->share : 0;
    for (size_t i = 0; i < SCENES; i++) {
        run[i] = (struct scene_run){.self = self,
                                    .seed = seed ? strtoull(seed, NULL, 10) : randombytes_random()};
        if (!wanted(scenes[i]))
            continue;
        run[i].seconds = seconds * scenes[i]->share / shares;
        took[i] = run_scene(scenes[i], &run[i]);
        add(&sum, &run[i].t);
    }
    print_head();
    double all = 0;
    for (size_t i = 0; i < SCENES; i++)
        if (wanted(scenes[i])) {
            print_row(scenes[i]->name, scenes[i]->what, &run[i].t, took[i]);
            all += took[i];
        }
    print_row("in all", "", &sum, all);
    return sum.losses ? 1 : 0;
}

int main(int argc, char **argv)
{
    char self[1024];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    torture_must(n > 0 && sodium_init() >= 0, "start");
    self[n] = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc > 2 && strcmp(argv[1], "victim") == 0) {
        for (size_t i = 0; i < SCENES; i++)
            if (scenes[i]->victim && strcmp(scenes[i]->name, argv[2]) == 0)
                return scenes[i]->victim(argc - 3, argv + 3);
        return 98;
    }
    return torture(self);
}
