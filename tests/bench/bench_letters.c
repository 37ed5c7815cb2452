/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find by part of a name among 100,000, as it is typed: after every letter the best 20, beside
 * SQLite's LIKE over a covering index of names without marks.
 */
#include <stdio.h>
#include <string.h>

#include "core/find.h"
#include "locale/fold.h"
#include "tests/bench/bulk.h"
#include "tests/bench/packed.h"
#include "tests/bench/sqlite.h"
#include "tests/bench/support.h"

static const char *const typed[] = {"nguyen thi huong", "Hường", "tuan", "le van d", "khong co"};
enum { TYPED = sizeof typed / sizeof *typed, SHOWN = 20 };

static const int size = 100000;

static enum status find_fn(struct book_tx *t, void *context)
{
    struct find_options *o = context;
    struct find_result r;
    enum status s = find_ids(t, entity_by_id(ENTITY_HOUSEHOLD), o, &r);
    o->limit = r.total; /* for compare(): nobody else reads it after the call */
    find_result_release(&r);
    return s;
}

static double find(struct book *b, struct span text, size_t limit, size_t *total)
{
    struct detail d = {0};
    struct find_options o = {.text = text, .limit = limit};
    double start = bench_now();
    bench_must(book_read(b, bench_caller(), find_fn, &o, &d), &d, "find");
    *total = o.limit;
    return (bench_now() - start) * 1000;
}

static sqlite3 *peer_make(const char *path)
{
    struct buf name = {0}, folded = {0};
    sqlite3 *db = peer_open(path);
    peer_exec(db, "PRAGMA synchronous=OFF; CREATE TABLE household (id INTEGER PRIMARY KEY, head "
                  "TEXT, folded TEXT); BEGIN");
    sqlite3_stmt *put = peer_prepare(db, "INSERT INTO household VALUES (?1, ?2, ?3)");
    for (size_t i = 0; i < (size_t)size; i++) {
        buf_reset(&name);
        buf_reset(&folded);
        packed_name(i, &name);
        fold_search(&folded, buf_span(&name));
        peer_n(put, 1, (int64_t)packed_id(i));
        peer_s(put, 2, buf_span(&name));
        peer_s(put, 3, buf_span(&folded));
        peer_run(put);
    }
    sqlite3_finalize(put);
    peer_exec(db, "COMMIT; CREATE INDEX name ON household (folded)");
    buf_release(&name);
    buf_release(&folded);
    return db;
}

static double find_peer(sqlite3_stmt *s, struct span text)
{
    struct buf pattern = {0};
    buf_addc(&pattern, '%');
    fold_search(&pattern, text);
    buf_addc(&pattern, '%');
    double start = bench_now();
    peer_s(s, 1, buf_span(&pattern));
    peer_run(s);
    double took = (bench_now() - start) * 1000;
    buf_release(&pattern);
    return took;
}

/* One word is found by both in the same way: anywhere in the name. */
static void compare(struct book *b, sqlite3 *db)
{
    sqlite3_stmt *s =
        peer_prepare(db, "SELECT COUNT(*) FROM household WHERE folded LIKE '%huong%'");
    size_t total;
    find(b, SPAN_LIT("huong"), 0, &total);
    int64_t n = peer_ask(s, -1);
    sqlite3_finalize(s);
    if ((int64_t)total != n)
        bench_fail("huong: ours %zu, SQLite %lld", total, (long long)n);
}

int main(void)
{
    char *dir = bench_dir_new(), path[300];
    struct bench_samples all = {0}, all_peer = {0};
    size_t total;
    snprintf(path, sizeof path, "%s/store", dir);
    struct book *book = bulk_create(path);
    struct bulk_row *rows = bulk_rows_make(0, size);
    bulk_save(book, rows, size);
    bulk_rows_free(rows, size);
    snprintf(path, sizeof path, "%s/peer.db", dir);
    sqlite3 *db = peer_make(path);
    sqlite3_stmt *query = peer_prepare(
        db, bench_text("SELECT id FROM household WHERE folded LIKE ?1 ORDER BY folded LIMIT %d",
                       SHOWN));
    compare(book, db);
    for (int i = 0; i < TYPED; i++)
        for (size_t n = 1; n <= strlen(typed[i]); n++) {
            struct bench_samples ours = {0}, peer = {0};
            if ((typed[i][n] & 0xC0) == 0x80)
                continue; /* in the middle of a letter */
            for (int round = 0; round < bench_rounds(5); round++) {
                bench_add(&ours, find(book, span_make(typed[i], n), SHOWN, &total));
                bench_add(&peer, find_peer(query, span_make(typed[i], n)));
            }
            bench_add(&all, bench_median(&ours));
            bench_add(&all_peer, bench_median(&peer));
            bench_samples_release(&ours);
            bench_samples_release(&peer);
        }
    double ours = bench_median(&all), like = bench_median(&all_peer);
    double worst = bench_percentile(&all, 1), like_worst = bench_percentile(&all_peer, 1);
    bench_row(bench_text("find by part of a name in %d, worst letter", size),
              bench_text("%.2f ms", worst), bench_text("SQLite LIKE %.1f ms", like_worst),
              like_worst / worst, "<= 5 ms a letter", bench_goal(worst <= 5));
    bench_row("  median of the letters", bench_text("%.2f ms", ours),
              bench_text("SQLite LIKE %.1f ms", like), like / ours, "", BENCH_NO_GOAL);
    bench_note("ours ranks all that match; SQLite stops at the first %d in the order of names",
               SHOWN);
    sqlite3_finalize(query);
    peer_close(db);
    book_close(book);
    bench_dir_remove(dir);
    return 0;
}
