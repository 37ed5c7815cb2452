/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_find [HOUSEHOLDS]: a search typed letter by letter in an invented commune on disk (the best
 * of five, the program's own time), and its export.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/demo.h"
#include "core/export.h"

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct search {
    struct find_options o;
    size_t shown, total;
};

static enum status search_fn(struct book_tx *t, void *context)
{
    struct search *s = context;
    struct find_result r;
    enum status st = find_ids(t, entity_by_id(ENTITY_HOUSEHOLD), &s->o, &r);
    s->shown = r.n;
    s->total = r.total;
    find_result_release(&r);
    return st;
}

static void letters(struct book *b, const struct caller *who, const char *text, size_t limit)
{
    for (size_t n = 1; n <= strlen(text); n++) {
        struct search s = {.o = {.text = {text, n}, .limit = limit}};
        double best = 1e9;
        if ((text[n] & 0xC0) == 0x80)
            continue; /* in the middle of a letter */
        for (int round = 0; round < 5; round++) {
            double start = now_ms();
            if (book_read(b, who, search_fn, &s, NULL) != STATUS_OK)
                exit(1);
            double took = now_ms() - start;
            best = took < best ? took : best;
        }
        printf("%8.2f ms  %6zu shown %6zu found  %.*s\n", best, s.shown, s.total, (int)n, text);
    }
}

static enum status swallow(void *context, struct span bytes)
{
    *(size_t *)context += bytes.n;
    return STATUS_OK;
}

static void export(struct book *b, const struct caller *who, const char *entity)
{
    const struct export_options o = {0};
    for (int json = 0; json < 2; json++) {
        size_t n = 0;
        double start = now_ms();
        enum status s = (json ? export_json : export_csv)(b, who, entity_by_name(entity), &o,
                                                          swallow, &n, NULL);
        printf("%8.0f ms  export %s, %s: %.1f MB\n", now_ms() - start, entity,
               json ? "json" : "csv", (double)n / 1e6);
        if (s != STATUS_OK)
            exit(1);
    }
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

int main(int argc, char **argv)
{
    int households = argc > 1 ? atoi(argv[1]) : 100000;
    struct caller who = {.name = "bench", .role = ROLE_ADMIN, .source = "bench"};
    struct demo_options o = {.hamlets = households / 100 > 999 ? 999 : households / 100,
                             .households = households};
    struct book_init init = demo_init();
    struct detail d = {0};
    struct book *b;
    char dir[] = "/tmp/hoctap-bench-XXXXXX";
    who.today = day_make(2026, 11, 22);
    if (!mkdtemp(dir) || rmdir(dir) < 0) {
        perror(dir);
        return 1;
    }
    if (book_create(&b, dir, &init, &who, &d) != STATUS_OK ||
        demo_fill(b, &who, &o, &d) != STATUS_OK) {
        fprintf(stderr, "%s\n", d.text);
        return 1;
    }
    letters(b, &who, "nguyen thi huong", 200);
    letters(b, &who, "Hường", 200);
    letters(b, &who, "le tuan", 0);
    letters(b, &who, "27", 200);
    letters(b, &who, "khong co", 200);
    export(b, &who, "household");
    export(b, &who, "title");
    book_close(b);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
