/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which charset a household list has: every cell of it with its neighbours, every line by itself,
 * and whole processes beside uchardet, enca and file(1), none of which knows TCVN3 or VNI. What
 * they answer for the same file stands under the table.
 */
#include <stdio.h>
#include <string.h>

#include "locale/detect.h"
#include "locale/detect_table.h"
#include "tests/bench/support.h"
#include "tests/bench/words.h"

enum { ROWS = 100000, CELLS = 64 };

static bool next(struct span *rest, char end, struct span *out)
{
    if (rest->n == 0)
        return false;
    const char *e = memchr(rest->p, end, rest->n);
    out->p = rest->p;
    out->n = e ? (size_t)(e - rest->p) : rest->n;
    size_t used = out->n + (e != NULL);
    rest->p += used, rest->n -= used;
    return true;
}

static double cells(struct span csv)
{
    struct detect_table *t = detect_table_new(CELLS);
    struct span line, cell[CELLS];
    size_t rows = 0, wrong = 0;
    double start = bench_now();
    for (struct span rest = csv; next(&rest, '\n', &line); rows++) {
        size_t n = 0;
        while (n < CELLS && next(&line, ',', &cell[n]))
            n++;
        detect_table_add_row(t, cell, n);
    }
    detect_table_finish(t);
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < CELLS; k++) {
            enum charset c = detect_table_cell(t, i, k, NULL);
            wrong += c != CHARSET_ASCII && c != CHARSET_TCVN3;
        }
    double took = bench_now() - start;
    detect_table_free(t);
    if (wrong)
        bench_note("%zu cells not read as TCVN3", wrong);
    return (double)csv.n / 1e6 / took;
}

static double lines(struct span csv)
{
    struct detector *d = detector_new();
    struct detection found;
    struct span line;
    size_t wrong = 0;
    double start = bench_now();
    for (struct span rest = csv; next(&rest, '\n', &line);) {
        detector_text(d, line, &found);
        wrong += found.best != CHARSET_ASCII && found.best != CHARSET_TCVN3;
    }
    double took = bench_now() - start;
    detector_free(d);
    if (wrong)
        bench_note("%zu lines not read as TCVN3", wrong);
    return (double)csv.n / 1e6 / took;
}

static void answer(const char *name, const char *command, const char *path)
{
    char line[400], full[600];
    snprintf(full, sizeof full, "%s '%s' 2>&1", command, path);
    FILE *p = popen(full, "r");
    if (p && fgets(line, sizeof line, p)) {
        line[strcspn(line, "\n")] = '\0';
        const char *told = strrchr(line, ':');
        bench_note("%s says: %s", name, told && told[1] ? told + 1 : line);
    }
    if (p)
        pclose(p);
}

int main(void)
{
    struct peer {
        const char *name, *argv[6], *command;
    } peers[] = {{"uchardet", {"uchardet", ""}, "uchardet"},
                 {"enca", {"enca", "-L", "none", "-i", ""}, "enca -L none"},
                 {"file", {"file", "-bi", ""}, "file -bi"}};
    char *dir = bench_dir_new(), path[300], hoctap[256];
    struct buf csv = {0};
    struct bench_samples table = {0}, line = {0}, ours = {0};
    int code;
    words_add_household_csv(&csv, bench_quick() ? ROWS / 10 : ROWS);
    snprintf(path, sizeof path, "%s/list.csv", dir);
    snprintf(hoctap, sizeof hoctap, "%s/hoctap", bench_build());
    words_write(path, buf_span(&csv), 1);
    double mb = (double)csv.n / 1e6;
    const char *const argv[] = {hoctap, "detect", "--lines", path, NULL};
    for (int round = bench_rounds(5); round > 0; round--) {
        bench_add(&table, cells(buf_span(&csv)));
        bench_add(&line, lines(buf_span(&csv)));
        bench_add(&ours, mb / bench_run(argv, &code));
    }
    double cell_speed = bench_median(&table);
    bench_row("charset of every cell of a CSV", bench_text("%.0f MB/s", cell_speed), NULL, 0,
              ">= 20 MB/s", bench_goal(cell_speed >= 20));
    bench_row("charset of every line of a CSV", bench_text("%.0f MB/s", bench_median(&line)), NULL,
              0, ">= 20 MB/s", bench_goal(bench_median(&line) >= 20));
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
        struct bench_samples speed = {0};
        bool there = true;
        for (int k = 0; peers[i].argv[k]; k++)
            if (!*peers[i].argv[k])
                peers[i].argv[k] = path;
        for (int round = bench_rounds(3); round > 0 && there; round--) {
            double took = bench_run(peers[i].argv, &code);
            there = code != 127;
            bench_add(&speed, mb / took);
        }
        double peer = bench_median(&speed);
        bench_row(i ? "" : "  whole process: every line; theirs: the file",
                  i ? "" : bench_text("%.0f MB/s", bench_median(&ours)),
                  there ? bench_text("%s %.0f MB/s", peers[i].name, peer)
                        : bench_text("%s: not installed", peers[i].name),
                  0, "", BENCH_NO_GOAL);
        if (there)
            answer(peers[i].name, peers[i].command, path);
        bench_samples_release(&speed);
    }
    bench_note("%.1f MB, %d households in TCVN3", mb, bench_quick() ? ROWS / 10 : ROWS);
    bench_samples_release(&table);
    bench_samples_release(&line);
    bench_samples_release(&ours);
    buf_release(&csv);
    bench_dir_remove(dir);
    return 0;
}
