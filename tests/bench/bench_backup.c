/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup (with reading it again), restore (with its whole check and the fingerprints of all years)
 * and check of a commune of 8,000 households and of one of 100,000, beside a plain copy of the data
 * file with fsync, which proves nothing. And what people who save meanwhile feel of a backup: eight
 * of them, 70 saves a second together, without one and with one after the other.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/backup.h"
#include "core/check.h"
#include "core/demo.h"
#include "core/save.h"
#include "locale/buf.h"
#include "tests/bench/support.h"

struct size {
    int hamlets, households;
};

static double copy_ms(const char *from, const char *to)
{
    static char chunk[1 << 20];
    double begin = bench_now();
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (in < 0 || out < 0)
        bench_fail("cannot copy %s", from);
    for (ssize_t n; (n = read(in, chunk, sizeof chunk)) > 0;)
        if (write(out, chunk, (size_t)n) != n)
            bench_fail("cannot write %s", to);
    if (fsync(out))
        bench_fail("cannot sync %s", to);
    close(in);
    close(out);
    return (bench_now() - begin) * 1000;
}

static void fault(void *context, const char *text)
{
    (void)context;
    bench_fail("check: %s", text);
}

/* ---- saves beside a backup ---- */

enum { PEOPLE = 8, SAVES_MAX = 2000, PHASES = 2 };
static const double pace = 70.0 / PEOPLE;

struct saver {
    volatile int ready;
    int n[PHASES];
    float ms[PHASES][SAVES_MAX];
};
struct hot {
    volatile double start; /* of the first phase */
    double seconds;        /* of each */
    struct saver w[PEOPLE];
};

struct own {
    int skip;
    struct record r;
};

static enum status take_own(struct book_tx *t, const struct record *r, void *context)
{
    struct own *o = context;
    (void)t;
    if (o->skip-- > 0)
        return STATUS_OK;
    record_copy(&o->r, r);
    return STATUS_NOTFOUND;
}

static enum status find_own(struct book_tx *t, void *context)
{
    return book_each(t, entity_by_id(ENTITY_HOUSEHOLD), (struct span){"", 0}, take_own, context);
}

static void wait_until(double when)
{
    double left = when - bench_now();
    if (left > 0)
        nanosleep(&(struct timespec){(time_t)left, (long)((left - (double)(time_t)left) * 1e9)},
                  NULL);
}

static void save_on(const char *db, struct hot *h, int me)
{
    struct own o = {.skip = me * 37};
    struct detail d = {0};
    struct book *b;
    bench_must(book_open(&b, db, false, bench_caller(), &d), &d, db);
    bench_must(book_read(b, bench_caller(), find_own, &o, &d), &d, db);
    h->w[me].ready = 1;
    while (h->start == 0)
        wait_until(bench_now() + 0.001);
    for (int i = 0;; i++) {
        double at = h->start + (i + (double)me / PEOPLE) / pace;
        int phase = (int)((at - h->start) / h->seconds);
        if (phase >= PHASES)
            break;
        wait_until(at);
        double begin = bench_now();
        value_set_n(record_value(&o.r, "size"), 1 + i % 20);
        bench_must(save_one(b, bench_caller(), &o.r, NULL, &d), &d, "save");
        struct saver *w = &h->w[me];
        if (w->n[phase] < SAVES_MAX)
            w->ms[phase][w->n[phase]++] = (float)((bench_now() - begin) * 1000);
    }
    book_close(b);
    _exit(0);
}

static void add_phase(const struct hot *h, int phase, struct bench_samples *out)
{
    for (int i = 0; i < PEOPLE; i++)
        for (int k = 0; k < h->w[i].n[phase]; k++)
            bench_add(out, (double)h->w[i].ms[phase][k]);
}

static void hot(const char *db, const char *file, int households)
{
    struct hot *h =
        mmap(NULL, sizeof *h, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct bench_samples quiet = {0}, beside = {0};
    struct detail d = {0};
    struct book *b;
    pid_t pid[PEOPLE];
    int status, backups = 0;
    if (h == MAP_FAILED)
        bench_fail("mmap");
    h->seconds = bench_quick() ? 2 : 6;
    for (int i = 0; i < PEOPLE; i++)
        if ((pid[i] = fork()) == 0)
            save_on(db, h, i);
    bench_must(book_open(&b, db, false, bench_caller(), &d), &d, db);
    for (int i = 0; i < PEOPLE; i++)
        while (!h->w[i].ready && waitpid(pid[i], &status, WNOHANG) == 0)
            wait_until(bench_now() + 0.001);
    h->start = bench_now() + 0.05;
    wait_until(h->start + h->seconds);
    for (; bench_now() < h->start + PHASES * h->seconds; backups++) {
        struct backup_info info;
        struct backup_ask ask = {0};
        bench_must(backup_write(b, bench_caller(), file, &ask, &info, &d), &d, file);
    }
    for (int i = 0; i < PEOPLE; i++)
        if (waitpid(pid[i], &status, 0) != pid[i] || status)
            bench_fail("a saver ended with %#x", (unsigned)status);
    book_close(b);
    add_phase(h, 0, &quiet);
    add_phase(h, 1, &beside);
    bench_row(bench_text("a save, 70/s by 8, beside backups of %d households", households),
              bench_text("p50 %.2f p99 %.2f max %.0f ms", bench_percentile(&beside, 0.5),
                         bench_percentile(&beside, 0.99), bench_percentile(&beside, 1)),
              bench_text("no backup: p50 %.2f p99 %.2f max %.0f ms", bench_percentile(&quiet, 0.5),
                         bench_percentile(&quiet, 0.99), bench_percentile(&quiet, 1)),
              0, "", BENCH_NO_GOAL);
    bench_note("%d backups in %.0f s, %zu saves beside them, %zu without", backups, h->seconds,
               beside.n, quiet.n);
    bench_samples_release(&quiet);
    bench_samples_release(&beside);
    munmap(h, sizeof *h);
}

static void measure(const char *dir, const struct size *z)
{
    char db[300], file[300], to[300], data[320], copy[300];
    struct bench_samples write = {0}, restore = {0}, check = {0}, plain = {0};
    struct backup_info info = {0};
    struct detail d = {0};
    struct book *b;
    struct book_init init = demo_init();
    struct demo_options o = {.hamlets = z->hamlets, .households = z->households};
    snprintf(db, sizeof db, "%s/db%d", dir, z->households);
    snprintf(file, sizeof file, "%s/file", dir);
    snprintf(data, sizeof data, "%s/data.mdb", db);
    snprintf(copy, sizeof copy, "%s/copy", dir);
    bench_must(book_create(&b, db, &init, bench_caller(), &d), &d, db);
    bench_must(demo_fill(b, bench_caller(), &o, &d), &d, db);
    for (int i = 0; i < bench_rounds(3); i++) {
        struct backup_ask ask = {0};
        bench_add(&plain, copy_ms(data, copy));
        double begin = bench_now();
        bench_must(backup_write(b, bench_caller(), file, &ask, &info, &d), &d, file);
        bench_add(&write, bench_now() - begin);
        snprintf(to, sizeof to, "%s/to%d-%d", dir, z->households, i);
        begin = bench_now();
        bench_must(restore_book(file, to, bench_caller(), &info, &d), &d, to);
        bench_add(&restore, bench_now() - begin);
        begin = bench_now();
        bench_must(check_book(db, fault, NULL, &d), &d, db);
        bench_add(&check, bench_now() - begin);
    }
    book_close(b);
    hot(db, file, z->households);
    struct stat st;
    bench_row(bench_text("backup of %d households (%llu records)", z->households,
                         (unsigned long long)info.digest.count[BOOK_RECORD]),
              bench_text("%.2f s", bench_median(&write)),
              bench_text("copy of the data file %.2f s", bench_median(&plain) / 1000), 0, "",
              BENCH_NO_GOAL);
    bench_row("  restore, with check and fingerprints",
              bench_text("%.2f s", bench_median(&restore)), NULL, 0, "", BENCH_NO_GOAL);
    bench_row("  check", bench_text("%.2f s", bench_median(&check)), NULL, 0, "", BENCH_NO_GOAL);
    if (!stat(data, &st))
        bench_note("%.1f MB of stream, %.1f MB of store", (double)info.digest.bytes / 1e6,
                   (double)st.st_size / 1e6);
    bench_samples_release(&write);
    bench_samples_release(&restore);
    bench_samples_release(&check);
    bench_samples_release(&plain);
}

int main(void)
{
    static const struct size sizes[] = {{80, 8000}, {500, 100000}};
    char *dir = bench_dir_new();
    for (int i = 0; i < (bench_quick() ? 1 : 2); i++)
        measure(dir, &sizes[i]);
    bench_dir_remove(dir);
    return 0;
}
