/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_models [HOUSEHOLDS]: what a key press costs in a list and in Nhập nhanh, in an invented
 * commune on disk (the best of five, the program's own time).
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/demo.h"
#include "forms/list.h"

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check(enum status s, const struct detail *d)
{
    if (s == STATUS_OK)
        return;
    fprintf(stderr, "%s\n", d->text);
    exit(1);
}

static void load(struct list *l, const char *what)
{
    struct detail d = {0};
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        list_reload(l);
        double start = now_ms();
        check(list_load(l, 80, 19, &d), &d);
        double took = now_ms() - start;
        best = took < best ? took : best;
    }
    printf("%8.2f ms  %s: %zu of %zu\n", best, what, list_count(l), list_total(l));
}

static void lists(struct book *b, const struct caller *who)
{
    struct detail d = {0};
    const struct entity *e = entity_by_name("household");
    struct list *l = list_new(b, who, e);
    load(l, "open, by number");
    double start = now_ms();
    for (int i = 0; i < 100; i++) {
        list_move(l, 1);
        check(list_load(l, 80, 19, &d), &d);
    }
    printf("%8.2f ms  a move (mean of 100)\n", (now_ms() - start) / 100);
    for (size_t n = 1; n <= 6; n++) {
        char what[32];
        snprintf(what, sizeof what, "find \"%.*s\"", (int)n, "nguyen");
        list_set_text(l, span_make("nguyen", n));
        load(l, what);
    }
    list_set_text(l, (struct span){"", 0});
    list_set_sort(l, LIST_BY_NAME, NULL);
    load(l, "by name");
    list_set_sort(l, LIST_BY_FIELD, &e->fields[entity_field(e, "address")]);
    load(l, "by address");
    list_set_sort(l, LIST_BY_FIELD, &e->fields[entity_field(e, "clan")]);
    load(l, "by clan");
    list_set_sort(l, LIST_BY_NUMBER, NULL);
    struct list_behind behind = {b->commune, INDICATOR_FAMILY, day_year(who->today), EXPLAIN_TOTAL};
    list_set_behind(l, &behind);
    load(l, "behind the total of families");
    list_free(l);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

int main(int argc, char **argv)
{
    char dir[] = "/tmp/hoctap-bench-XXXXXX", uri[64];
    struct caller who = {.name = "bench", .role = ROLE_ADMIN, .source = "bench"};
    struct book_init init = demo_init();
    struct demo_options o = {
        .hamlets = 40, .households = argc > 1 ? atoi(argv[1]) : 8000, .people = -1};
    struct detail d = {0};
    struct book *b;
    who.today = day_make(2026, 11, 22);
    if (!mkdtemp(dir))
        return 1;
    snprintf(uri, sizeof uri, "lmdb:%s/db", dir);
    check(book_create(&b, uri, &init, &who, &d), &d);
    check(demo_fill(b, &who, &o, &d), &d);
    lists(b, &who);
    book_close(b);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
