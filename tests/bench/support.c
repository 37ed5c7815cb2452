/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/support.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "locale/buf.h"
#include "locale/mem.h"

double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool bench_quick(void)
{
    const char *q = getenv("BENCH_QUICK");
    return q && *q;
}

int bench_rounds(int full)
{
    return bench_quick() && full > 3 ? 3 : full;
}

void bench_add(struct bench_samples *s, double v)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        s->v = mem_realloc_array(s->v, s->cap, sizeof *s->v);
    }
    s->v[s->n++] = v;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_percentile(struct bench_samples *s, double p)
{
    if (!s->n)
        return 0;
    qsort(s->v, s->n, sizeof *s->v, by_value);
    size_t i = (size_t)(p * (double)s->n);
    return s->v[i < s->n ? i : s->n - 1];
}

double bench_median(struct bench_samples *s)
{
    return bench_percentile(s, 0.5);
}

void bench_samples_release(struct bench_samples *s)
{
    free(s->v);
    *s = (struct bench_samples){0};
}

enum bench_reached bench_goal(bool reached)
{
    return reached ? BENCH_REACHED : BENCH_MISSED;
}

void bench_row(const char *what, const char *ours, const char *peer, double ratio, const char *goal,
               enum bench_reached reached)
{
    static const char *const word[] = {
        [BENCH_NO_GOAL] = "", [BENCH_REACHED] = "yes", [BENCH_MISSED] = "NO"};
    char r[32] = "-";
    if (ratio > 0)
        snprintf(r, sizeof r, ratio < 10 ? "%.2f" : "%.0f", ratio);
    printf("%-50s | %-21s | %-29s | %5s | %-30s | %s\n", what, ours ? ours : "-", peer ? peer : "-",
           r, goal ? goal : "", word[reached]);
    fflush(stdout);
}

void bench_note(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    printf("    ");
    vprintf(fmt, ap);
    printf("\n");
    va_end(ap);
    fflush(stdout);
}

const char *bench_text(const char *fmt, ...)
{
    static char ring[8][96];
    static unsigned at;
    char *out = ring[at++ % 8];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(out, sizeof ring[0], fmt, ap);
    va_end(ap);
    return out;
}

void bench_fail(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fflush(stdout);
    fprintf(stderr, "bench: ");
    vfprintf(stderr, fmt, ap);
    fprintf(stderr, "\n");
    va_end(ap);
    _exit(1);
}

void bench_must(enum status s, const struct detail *d, const char *what)
{
    if (s != STATUS_OK)
        bench_fail("%s: %s", what, d && d->text[0] ? d->text : status_text(s));
}

const char *bench_build(void)
{
    const char *b = getenv("BUILD");
    return b && *b ? b : "build";
}

char *bench_dir_new(void)
{
    const char *base = getenv("BENCH_DIR");
    struct buf b = {0};
    if (base && *base)
        buf_adds(&b, base);
    else
        buf_addf(&b, "%s/bench/tmp", bench_build());
    mkdir(buf_str(&b), 0777);
    buf_adds(&b, "/XXXXXX");
    char *path = buf_detach(&b);
    if (!mkdtemp(path))
        bench_fail("cannot make %s", path);
    return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

void bench_dir_remove(char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(path);
}

double bench_run(const char *const argv[], int *code)
{
    int status = 0;
    fflush(stdout);
    double start = bench_now();
    pid_t pid = fork();
    if (pid < 0)
        bench_fail("cannot fork");
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        if (!getenv("BENCH_VERBOSE"))
            dup2(null, 2);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) != pid)
        bench_fail("cannot wait for %s", argv[0]);
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return bench_now() - start;
}

const struct caller *bench_caller(void)
{
    static const struct caller who = {
        .name = "bench", .role = ROLE_OFFICER, .source = "bench", .today = 46202};
    return &who;
}

uint64_t bench_next(struct bench_random *r)
{
    uint64_t z = (r->s += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

int bench_below(struct bench_random *r, int n)
{
    return (int)(bench_next(r) % (uint64_t)n);
}
