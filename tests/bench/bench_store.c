/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of the store, with the disk's own speed beside them. bench_store [DIR]: DIR (default: the
 * current folder) must be on the disk that is meant; seconds a step from $SECONDS_EACH,
 * default 1.5.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "locale/buf.h"
#include "locale/mem.h"
#include "storage/crc32c.h"
#include "storage/store.h"

enum { PROCESSES_MAX = 32, SAMPLES = 20000, RECORDS = 20000, CHUNK = 3900 };

struct worker {
    unsigned n;
    float ms[SAMPLES];
};

struct shared {
    volatile int go;
    struct worker w[PROCESSES_MAX];
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_s(double s)
{
    nanosleep(&(struct timespec){(time_t)s, (long)((s - (double)(time_t)s) * 1e9)}, NULL);
}

static void must(enum status st, const struct detail *d)
{
    if (!st)
        return;
    fprintf(stderr, "%s\n", d->text);
    exit(1);
}

static void be32(char *p, uint32_t v)
{
    for (int i = 3; i >= 0; i--, v >>= 8)
        p[i] = (char)v;
}

struct job {
    uint32_t first, n;
};

/* A save as the program makes it: record by unit, its address, a chunk of columns, audit. */
static enum status saves(struct store_tx *tx, void *context)
{
    static const char bytes[CHUNK];
    struct job *j = context;
    char key[12];
    for (uint32_t i = j->first; i < j->first + j->n; i++) {
        uint32_t unit = i % 40;
        be32(key, unit), be32(key + 4, i), be32(key + 8, 0);
        store_put(tx, 0, span_make(key, 12), span_make(bytes, 220));
        store_put(tx, 1, span_make(key + 4, 4), span_make(key, 4));
        be32(key + 4, i / 40 / 128);
        store_put(tx, 2, span_make(key, 8), span_make(bytes, CHUNK));
        be32(key, (uint32_t)time(NULL)), be32(key + 4, i), be32(key + 8, (uint32_t)getpid());
        store_put(tx, 3, span_make(key, 12), span_make(bytes, 260));
    }
    return store_tx_status(tx);
}

static void note(struct worker *w, double start)
{
    if (w->n < SAMPLES)
        w->ms[w->n] = (float)((now() - start) * 1000);
    w->n++;
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void report(struct shared *s, int n, double seconds, const char *what)
{
    float *all = mem_alloc(sizeof *all * SAMPLES * PROCESSES_MAX);
    unsigned total = 0, least = ~0U, most = 0;
    size_t m = 0;
    for (int i = 0; i < n; i++) {
        unsigned k = s->w[i].n;
        total += k;
        least = k < least ? k : least;
        most = k > most ? k : most;
        for (unsigned j = 0; j < k && j < SAMPLES; j++)
            all[m++] = s->w[i].ms[j];
    }
    qsort(all, m, sizeof *all, by_size);
    if (m)
        printf("%-34s %7.0f /s  p50 %6.2f  p99 %6.2f  max %6.1f ms  slowest/fastest %.2f\n", what,
               total / seconds, all[m / 2], all[m * 99 / 100], all[m - 1],
               most ? (double)least / most : 0);
    free(all);
}

/* rate 0: as fast as it goes; else saves a second of this process. */
static void work(const char *path, struct shared *s, struct worker *w, double seconds, double rate)
{
    struct store *st;
    struct detail d = {{0}, 0};
    uint32_t seed = (uint32_t)getpid() * 2654435761U;
    must(store_open(&st, path, NULL, &d), &d);
    while (!s->go)
        pause_s(0.0005);
    for (double end = now() + seconds; now() < end;) {
        seed = seed * 1664525U + 1013904223U;
        if (rate > 0)
            pause_s((seed >> 8) % 2000 / 1000.0 / rate);
        struct job j = {(seed >> 8) % RECORDS, 1};
        double start = now();
        must(store_write(st, saves, &j, &d), &d);
        note(w, start);
    }
    store_close(st);
    _exit(0);
}

static void raw_sync(const char *dir, struct shared *s, double seconds)
{
    struct buf name = {0};
    static const char page[4096];
    buf_addf(&name, "%s/raw", dir);
    int fd = open(buf_str(&name), O_RDWR | O_CREAT, 0600);
    memset(s, 0, sizeof *s);
    for (int i = 0; i < 256; i++)
        if (write(fd, page, sizeof page) < 0)
            exit(1);
    fsync(fd);
    for (double end = now() + seconds; now() < end;) {
        double start = now();
        if (pwrite(fd, page, sizeof page, s->w[0].n % 256 * 4096) < 0 || fdatasync(fd))
            exit(1);
        note(&s->w[0], start);
    }
    close(fd);
    unlink(buf_str(&name));
    buf_release(&name);
    report(s, 1, seconds, "4 KiB overwritten + fdatasync");
}

static void together(const char *path, struct shared *s, int n, double seconds, double rate)
{
    char what[64];
    memset(s, 0, sizeof *s);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            work(path, s, &s->w[i], seconds, rate);
    pause_s(0.3);
    s->go = 1;
    while (wait(NULL) > 0)
        ;
    snprintf(what, sizeof what, rate > 0 ? "saves of %d at %.0f /s together" : "saves of %d", n,
             rate * n);
    report(s, n, seconds, what);
}

static void crc_speed(void)
{
    static char data[65536];
    uint32_t sum = 0;
    for (int portable = 0; portable < 2; portable++)
        for (size_t n = 256; n <= sizeof data; n *= 16) {
            size_t rounds = ((size_t)1 << 29) / n;
            double start = now();
            for (size_t i = 0; i < rounds; i++)
                sum ^= portable ? crc32c_portable(sum, data, n) : crc32c(sum, data, n);
            printf("crc32c%s of %5zu bytes %23.2f GB/s%s\n", portable ? " (portable)" : "", n,
                   (double)(rounds * n) / (now() - start) / 1e9, sum == 1 ? " " : "");
        }
}

struct scan {
    bool verify;
    uint64_t bytes, n;
};

static enum status scan(struct store_tx *tx, void *context)
{
    struct scan *r = context;
    struct span k, v;
    struct store_cursor *c = store_scan_prefix(tx, 20, (struct span){0}, 0);
    while (store_next(c, &k, &v)) {
        uint64_t word, sum = 0;
        for (size_t i = 0; !r->verify && i + 8 <= v.n; i += 8) {
            memcpy(&word, v.p + i, 8);
            sum += word;
        }
        r->n += sum == 1;
        if (r->verify && !store_verify(c))
            return STATUS_CORRUPT;
        r->bytes += v.n;
    }
    return store_tx_status(tx);
}

static enum status bulk(struct store_tx *tx, void *context)
{
    static const char bytes[4076];
    char key[4];
    (void)context;
    for (uint32_t i = 0; i < 50000; i++) {
        be32(key, i);
        store_put(tx, 20, span_make(key, 4), span_make(bytes, sizeof bytes));
    }
    return store_tx_status(tx);
}

static enum status get_one(struct store_tx *tx, void *context)
{
    struct span v;
    char key[4];
    be32(key, *(uint32_t *)context);
    return store_get(tx, 1, span_make(key, 4), &v) ? STATUS_OK : STATUS_NOTFOUND;
}

static void reading(const char *path)
{
    struct store *s;
    struct detail d = {{0}, 0};
    must(store_open(&s, path, NULL, &d), &d);
    double start = now();
    must(store_write(s, bulk, NULL, &d), &d);
    printf("50,000 values of 4,076 bytes written %7.2f s\n", now() - start);
    for (int i = 0; i < 4; i++) {
        struct scan r = {.verify = i % 2};
        start = now();
        must(store_read(s, scan, &r, &d), &d);
        printf("scan of 4 KiB values, %s %10.2f GB/s\n",
               r.verify ? "seals verified" : "every byte read",
               (double)r.bytes / (now() - start) / 1e9);
    }
    start = now();
    uint32_t n = 0;
    for (; n < 500000; n++) {
        uint32_t id = n * 2654435761U % RECORDS;
        must(store_read(s, get_one, &id, &d), &d);
    }
    printf("gets, a snapshot each %22.0f /s\n", n / (now() - start));
    store_close(s);
    start = now();
    for (int i = 0; i < 200; i++) {
        must(store_open(&s, path, NULL, &d), &d);
        store_close(s);
    }
    printf("open and close %29.3f ms\n", (now() - start) * 5);
    start = now();
    must(store_check(path, NULL, NULL, NULL, NULL, &d), &d);
    printf("check of the whole store %19.3f s\n", now() - start);
}

int main(int argc, char **argv)
{
    struct buf dir = {0}, path = {0};
    struct detail d = {{0}, 0};
    struct store *s;
    struct job all = {0, RECORDS};
    const char *each = getenv("SECONDS_EACH");
    double seconds = each ? atof(each) : 1.5;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    buf_addf(&dir, "%s/bench-XXXXXX", argc > 1 ? argv[1] : ".");
    if (shared == MAP_FAILED || !mkdtemp(dir.p))
        return 1;
    buf_addf(&path, "%s/store", buf_str(&dir));
    setvbuf(stdout, NULL, _IOLBF, 0);
    crc_speed();
    must(store_open(&s, buf_str(&path), &(struct store_options){.create = true}, &d), &d);
    must(store_write(s, saves, &all, &d), &d);
    store_close(s);
    for (int round = 0; round < 2; round++) {
        raw_sync(buf_str(&dir), shared, seconds);
        together(buf_str(&path), shared, 1, seconds, 0);
        together(buf_str(&path), shared, 8, seconds, 0);
        together(buf_str(&path), shared, 32, seconds * 2, 0);
        together(buf_str(&path), shared, 32, seconds * 3, 70.0 / 32);
    }
    reading(buf_str(&path));
    buf_reset(&path);
    buf_addf(&path, "rm -rf '%s'", buf_str(&dir));
    return system(buf_str(&path)) != 0;
}
