/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the benchmarks share: a clock, samples, one line of the table, folders, whole processes.
 *
 * A benchmark measures ours and the peer in turns within one run (rounds), and shows the median of
 * the rounds. It fails (exit 1) when a program or a store fails or both sides disagree about a
 * result, never because of a time.
 */
#ifndef TESTS_BENCH_SUPPORT_H
#define TESTS_BENCH_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/caller.h"
#include "locale/status.h"

double bench_now(void); /* seconds, monotonic */
bool bench_quick(void); /* $BENCH_QUICK: less data, fewer rounds */
int bench_rounds(int full);

/* Zeroed is empty. */
struct bench_samples {
    double *v;
    size_t n, cap;
};
void bench_add(struct bench_samples *s, double v);
double bench_percentile(struct bench_samples *s, double p); /* p 0..1; 0 when empty; sorts */
double bench_median(struct bench_samples *s);
void bench_samples_release(struct bench_samples *s);

enum bench_reached { BENCH_NO_GOAL, BENCH_REACHED, BENCH_MISSED };
enum bench_reached bench_goal(bool reached);
/* ours, peer: text with unit; ratio 0 = none. NULL is "-". */
void bench_row(const char *what, const char *ours, const char *peer, double ratio, const char *goal,
               enum bench_reached reached);
/* A line under the table's rows: how it was measured, why a goal is missed, what was left out. */
void bench_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Formats into one of eight buffers in turn: for the arguments of bench_row(). */
const char *bench_text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Prints and ends the program when s is not STATUS_OK. */
void bench_must(enum status s, const struct detail *d, const char *what);
void bench_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

/* A new empty folder below $BENCH_DIR (default: $BUILD/bench/tmp, so that it lies on a disk). */
char *bench_dir_new(void);
void bench_dir_remove(char *path); /* with all that is in it; frees path */
const char *bench_build(void);     /* $BUILD or "build" */

/* Runs a program with its output thrown away, waits, gives seconds. NULL-terminated argv, found in
 * $PATH. *code gets the exit code (127 = not found). */
double bench_run(const char *const argv[], int *code);

/* An officer; today is 30/6/2026. */
const struct caller *bench_caller(void);

/* splitmix64 */
struct bench_random {
    uint64_t s;
};
uint64_t bench_next(struct bench_random *r);
int bench_below(struct bench_random *r, int n);

#endif
