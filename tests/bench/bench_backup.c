/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Backup (with reading it again), restore (with its whole check and the fingerprints of all years)
 * and check of a commune of 8,000 households and of one of 100,000, beside a plain copy of the data
 * file with fsync, which proves nothing.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/backup.h"
#include "core/check.h"
#include "core/demo.h"
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
