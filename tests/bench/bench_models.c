/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_models [HOUSEHOLDS]: what a key press costs in lists, in Nhập nhanh and in Tiến độ, in an
 * invented commune on disk (the best of five, the program's own time).
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/demo.h"
#include "forms/grid.h"
#include "forms/list.h"
#include "forms/menu.h"
#include "forms/progress_view.h"

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

static void marks(struct book *b, const struct caller *who, struct unit_key unit, const char *what)
{
    struct detail d = {0};
    struct grid *g;
    struct grid_said said;
    enum { N = 20 };
    double start = now_ms(), open;
    check(grid_open(&g, b, who, TITLE_FAMILY, unit, day_year(who->today), GRID_REVIEW, &d), &d);
    check(grid_load(g, 0, 19, &d), &d);
    open = now_ms() - start;
    size_t saved = 0;
    start = now_ms();
    for (size_t i = 0; i < grid_rows(g) && saved < N; i++) {
        unsigned state = grid_row(g, i)->now & STATE_MASK;
        if (state != STATE_NONE && state != STATE_REGISTERED)
            continue;
        int digit = state == STATE_NONE ? GRID_REGISTER : GRID_PASS;
        check(grid_mark(g, i, digit, NULL, &said, &d), &d);
        saved += said.answer == GRID_SAVED;
    }
    printf("%8.2f ms  grid of %s: open, %zu rows\n", open, what, grid_rows(g));
    if (saved)
        printf("%8.2f ms  a mark, saved and counted again (mean of %zu)\n",
               (now_ms() - start) / (double)saved, saved);
    struct grid_plan p = {0};
    start = now_ms();
    grid_plan_renew(g, GRID_RENEW_RECOGNISED, (struct span){"", 0}, &p);
    check(grid_plan_save(g, &p, &said, &d), &d);
    printf("%8.2f ms  as last year: %zu in one save\n", now_ms() - start, said.saved);
    grid_plan_release(&p);
    struct grid_decision x = {.number = SPAN_LIT("1/QĐ"), .date = who->today};
    start = now_ms();
    check(grid_decide(g, &x, &said, &d), &d);
    printf("%8.2f ms  decision: %zu in one save\n", now_ms() - start, said.saved);
    grid_free(g);
}

static void views(struct book *b, const struct caller *who)
{
    struct detail d = {0};
    struct menu m;
    struct progress_view *v = progress_view_new(b, who, b->commune, day_year(who->today));
    double start = now_ms();
    check(progress_view_load(v, &d), &d);
    printf("%8.2f ms  progress of the commune\n", now_ms() - start);
    progress_view_set_shape(v, PROGRESS_HAMLETS, INDICATOR_FAMILY, PHASE_ALL);
    start = now_ms();
    check(progress_view_load(v, &d), &d);
    printf("%8.2f ms  progress by hamlet\n", now_ms() - start);
    progress_view_free(v);
    start = now_ms();
    check(menu_load(b, who, b->commune, &m, &d), &d);
    printf("%8.2f ms  menu\n", now_ms() - start);
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
    views(b, &who);
    marks(b, &who, unit_hamlet(b->commune, 1), "a hamlet");
    marks(b, &who, b->commune, "the commune");
    book_close(b);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
