/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thirty-two people at once on one server: a real screen each, in a terminal of its own, with a
 * list seen, a form open and a name typed into it. What memory that takes, of each and of all
 * together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/support.h"
#include "tests/pty.h"

enum { PEOPLE = 32 };

struct memory {
    double dirty, pss; /* MB; pss shares what is shared among its users */
};

static struct memory memory_of(pid_t pid)
{
    char path[64], line[200];
    long kb;
    struct memory m = {0};
    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (sscanf(line, "Private_Dirty: %ld kB", &kb) == 1)
            m.dirty = (double)kb / 1024;
        if (sscanf(line, "Pss: %ld kB", &kb) == 1)
            m.pss = (double)kb / 1024;
    }
    if (f)
        fclose(f);
    return m;
}

static void open_screen(struct pty *p, const char *program, const char *const *env)
{
    char *const argv[] = {(char *)(uintptr_t)program, NULL};
    if (!pty_start(p, 24, 80, env, argv, NULL, NULL) || !pty_wait_text(p, "Esc Thoát"))
        bench_fail("hoctap does not start");
    pty_type(p, SPAN_LIT("2\r"));
    if (!pty_wait_text(p, "Sắp xếp"))
        bench_fail("no list");
    pty_type(p, SPAN_LIT("\033[6~\033[B\033[Bn\r"));
    if (!pty_wait_text(p, "mới"))
        bench_fail("no form");
    pty_type(p, SPAN_LIT("Lê Thế Tuấn"));
    pty_settle(p);
}

int main(void)
{
    static struct pty people[PEOPLE];
    char *dir = bench_dir_new(), store[320], program[300];
    struct bench_samples dirty = {0};
    struct memory sum = {0};
    int code, n = bench_quick() ? 8 : PEOPLE;
    snprintf(program, sizeof program, "%s/hoctap", bench_build());
    snprintf(store, sizeof store, "HOCTAP_DB=%s/db", dir);
    setenv("HOCTAP_DB", store + 10, 1);
    bench_run((const char *const[]){program, "demo", "--hamlets", "16", "--households", "1600",
                                    "--seed", "3", NULL},
              &code);
    if (code != 0)
        bench_fail("hoctap demo ends with %d", code);
    const char *const env[] = {"TERM=xterm-256color",
                               "LC_ALL=C.UTF-8",
                               "NO_COLOR",
                               store,
                               "LANGUAGE",
                               "HOCTAP_TODAY=2026-11-22",
                               NULL};
    char *const real = realpath(program, NULL);
    for (int i = 0; i < n; i++)
        open_screen(&people[i], real, env);
    for (int i = 0; i < n; i++) {
        struct memory m = memory_of(people[i].pid);
        bench_add(&dirty, m.dirty);
        sum.dirty += m.dirty;
        sum.pss += m.pss;
    }
    double most = bench_percentile(&dirty, 1);
    bench_row(bench_text("%d screens at once: Private_Dirty of each", n),
              bench_text("%.2f MB, most %.2f", bench_median(&dirty), most), NULL, 0, "<= 2 MB",
              bench_goal(most <= 2));
    bench_row("  of all together; with their share of what is shared",
              bench_text("%.1f MB; %.1f MB", sum.dirty, sum.pss), NULL, 0, "", BENCH_NO_GOAL);
    for (int i = 0; i < n; i++)
        pty_stop(&people[i]);
    free(real);
    bench_samples_release(&dirty);
    bench_dir_remove(dir);
    return 0;
}
